//! Whether a fleet could ever do what a policy asks of it: a plan that nobody on the roster can meet is a mistake of
//! whoever wrote it, or a gap that the supervisor should know of before it counts.

use std::collections::BTreeMap;

use crate::domain::unit::UnitProfile;

use super::Policy;
use super::faults::{Fault, Faults};
use super::source::POLICY_PART;
use super::steps::ResponseStep;

/// What a roster cannot meet, were everybody on duty and free: each step of each plan that asks for more units than
/// there are of the kind.
#[must_use]
pub fn unmet<'a>(policy: &Policy, units: &(impl Iterator<Item = &'a UnitProfile> + Clone)) -> Faults {
    let mut faults = Faults::none();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for plan in policy.plans() {
        for (index, step) in plan.steps.iter().enumerate() {
            // Many plans ask for the same kind of unit; a large roster is counted once for each.
            let kind = format!("{:?} {:?} {:?} {:?}", step.all_tiers(), step.forces, step.kinds, step.capabilities);
            let there = *known.entry(kind).or_insert_with(|| units.clone().filter(|unit| could(step, unit)).count());
            if there < step.units {
                faults.push(Fault {
                    file: POLICY_PART.to_owned(),
                    at: None,
                    field: format!("plan {:?}, step {}", plan.name.as_str(), index + 1),
                    got: format!("{} units", step.units),
                    rule: format!("no fleet can meet it: the roster has {there} such units"),
                });
            }
        }
    }
    faults
}

/// As [`unmet`], for a roster that may still be empty: then it says nothing of what the city will have.
#[must_use]
pub fn unmet_by_roster<'a>(policy: &Policy, units: &(impl Iterator<Item = &'a UnitProfile> + Clone)) -> Faults {
    if units.clone().next().is_none() { Faults::none() } else { unmet(policy, units) }
}

/// Whether a unit could be of those that a step asks for, whoever is on board today.
fn could(step: &ResponseStep, unit: &UnitProfile) -> bool {
    step.all_tiers().contains(&unit.tier)
        && step.forces.as_ref().is_none_or(|forces| forces.contains(&unit.force))
        && step.kinds.as_ref().is_none_or(|kinds| kinds.contains(&unit.kind))
        && unit.capabilities.is_superset(&step.capabilities)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::few::Few;
    use crate::domain::ids::{ForceId, UnitId};
    use crate::domain::unit::{Tier, UnitKind};
    use crate::policy::source::PolicySource;

    fn rider(number: usize) -> UnitProfile {
        UnitProfile {
            id: UnitId::new(&format!("R{number}")).expect("a callsign"),
            tier: Tier::City,
            force: ForceId::new("iron-riders").expect("a force"),
            kind: UnitKind::Motorcycle,
            home_zone: None,
            post: None,
            capabilities: Few::new(),
            parent: None,
        }
    }

    #[test]
    fn a_fleet_of_riders_alone_cannot_meet_what_asks_for_towns_and_arms() {
        let policy = Policy::parse(&PolicySource::built_in()).expect("without fault");
        let riders: Vec<_> = (0..10).map(rider).collect();
        let faults = unmet(&policy, &riders.iter()).to_string();
        assert!(
            faults.contains("firearm or explosive: armed, with an officer on board\", step 1 (got 2 units)"),
            "{faults}"
        );
        assert!(faults.contains("the roster has 0 such units"), "{faults}");
        assert!(!faults.contains("other traffic: riders"), "{faults}");
    }
    #[test]
    fn a_unit_that_lacks_one_thing_that_a_step_asks_for_does_not_do() {
        let policy = Policy::parse(&PolicySource::built_in()).expect("without fault");
        let mut lacking = 0;
        for step in policy.plans().iter().flat_map(|plan| &plan.steps) {
            let tiers = step.all_tiers();
            let fits = UnitProfile {
                tier: Tier::ALL.into_iter().find(|tier| tiers.contains(tier)).expect("a tier"),
                force: step.forces.iter().flatten().next().cloned().unwrap_or(rider(1).force),
                kind: step.kinds.iter().flatten().next().copied().unwrap_or(UnitKind::Car),
                capabilities: step.capabilities.iter().cloned().collect(),
                ..rider(1)
            };
            assert!(could(step, &fits), "{step:?} {fits:?}");
            let nobody = ForceId::new("nobodys").expect("a force");
            let others = [
                Tier::ALL
                    .into_iter()
                    .find(|tier| !tiers.contains(tier))
                    .map(|tier| UnitProfile { tier, ..fits.clone() }),
                step.forces.as_ref().map(|_| UnitProfile { force: nobody, ..fits.clone() }),
                step.kinds
                    .as_ref()
                    .and_then(|kinds| UnitKind::ALL.into_iter().find(|kind| !kinds.contains(kind)))
                    .map(|kind| UnitProfile { kind, ..fits.clone() }),
                (!step.capabilities.is_empty()).then(|| UnitProfile { capabilities: Few::new(), ..fits.clone() }),
            ];
            for other in others.into_iter().flatten() {
                lacking += 1;
                assert!(!could(step, &other), "{step:?} {other:?}");
            }
        }
        assert!(lacking >= 10, "only {lacking} were tried");
    }

    #[test]
    fn a_roster_with_just_as_many_as_a_step_asks_for_meets_it() {
        let policy = Policy::parse(&PolicySource::built_in()).expect("without fault");
        let riders: Vec<_> = (0..2).map(rider).collect();
        let short_of_two = |riders: &[UnitProfile]| {
            let faults = unmet_by_roster(&policy, &riders.iter()).to_string();
            let has = format!("(got 2 units): no fleet can meet it: the roster has {} such units", riders.len());
            faults.lines().filter(|fault| fault.contains(&has)).count()
        };
        assert_eq!(short_of_two(&riders), 0, "two riders are enough where two are asked for");
        assert!(short_of_two(&riders[..1]) > 0, "one rider is not");
        assert!(unmet_by_roster(&policy, &std::iter::empty()).is_empty(), "a roster to come says nothing");
    }
}
