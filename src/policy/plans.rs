//! Response plans: whom a kind of event at a level calls for. The first plan that fits decides.
//!
//! A plan is a list of steps, so that later steps can draw in more units when the first do not suffice; this version
//! evaluates one step, and a plan with more is refused rather than half obeyed.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::domain::candidate::PassReason;
use crate::domain::classification::{Handling, Level};
use crate::domain::geo::Distance;
use crate::domain::ids::{Capability, ForceId, TypeCode};
use crate::domain::report::ReportSource;
use crate::domain::text::Text;
use crate::domain::unit::{Tier, UnitProfile};

use super::rules::{ClassificationRule, ClassifyInput, UNKNOWN_TYPE};
use super::section::{Mark, Section, Toml};
use super::taxonomy::{Taxonomy, TypeMatch, non_empty};

/// The most plans of one policy.
pub const PLANS_MAX: usize = 1_000;
/// The most units that one step may send.
pub const UNITS_MAX: u64 = 20;
/// The farthest that a radius may reach.
const RADIUS_M_MAX: u64 = 500_000;
/// The shortest and the longest time that an offer may stand.
const OFFER_TIMEOUT_MS: std::ops::RangeInclusive<u64> = 1_000..=3_600_000;

/// Whom to send.
#[derive(Clone, Debug)]
pub struct ResponsePlan {
    /// What it is called in explanations; no two have the same name.
    pub name: Text,
    /// The kinds of event that it is for.
    pub types: TypeMatch,
    /// The levels that it is for.
    pub levels: BTreeSet<Level>,
    /// The units that are sent.
    pub step: ResponseStep,
}

/// Units that are sent together.
#[derive(Clone, Debug)]
pub struct ResponseStep {
    /// How many units, 1 to [`UNITS_MAX`].
    pub units: usize,
    /// The tiers from which they may come, all at once.
    pub tiers: BTreeSet<Tier>,
    /// The forces from which they may come; none for every force of these tiers.
    pub forces: Option<BTreeSet<ForceId>>,
    /// What each of them must be able to do.
    pub capabilities: BTreeSet<Capability>,
    /// How far away one may be; none for any distance.
    pub radius: Option<Distance>,
    /// How long a unit has to sign in before the offer goes to the next.
    pub offer_timeout: Duration,
}

impl ResponsePlan {
    /// Whether it is for this kind of event at this level.
    #[must_use]
    pub fn fits(&self, code: &TypeCode, level: Level) -> bool {
        self.levels.contains(&level) && self.types.matches(code)
    }
}

impl ResponseStep {
    /// Whether a unit is of those that may be sent, whatever its state and place. A unit of another force counts as of
    /// the wrong tier.
    ///
    /// # Errors
    /// The reason why it is not.
    pub fn admits(&self, unit: &UnitProfile) -> Result<(), PassReason> {
        let right_force = self.forces.as_ref().is_none_or(|forces| forces.contains(&unit.force));
        if !self.tiers.contains(&unit.tier) || !right_force {
            return Err(PassReason::WrongTier);
        }
        if !self.capabilities.is_subset(&unit.capabilities) {
            return Err(PassReason::LacksCapability);
        }
        Ok(())
    }
}

/// What a plan may speak of.
pub(super) struct Vocabulary<'a> {
    pub(super) taxonomy: &'a Taxonomy,
    pub(super) forces: &'a BTreeMap<ForceId, Tier>,
    pub(super) capabilities: &'a BTreeSet<Capability>,
}

/// Reads and checks the plans, in their order.
pub(super) fn read(
    top: &Section<'_>,
    toml: &Toml<'_>,
    words: &Vocabulary<'_>,
    rules: &[ClassificationRule],
) -> Vec<ResponsePlan> {
    let sections = top.tables("plan", true);
    if sections.len() > PLANS_MAX {
        toml.fault(top.mark(), format!("{} plans", sections.len()), format!("a policy has at most {PLANS_MAX}"));
        return Vec::new();
    }
    let mut read: Vec<(ResponsePlan, Mark)> = Vec::new();
    let mut whole = true;
    for section in sections {
        let mark = section.mark().clone();
        match read_plan(section, toml, words, &read) {
            Some(plan) => read.push((plan, mark)),
            None => whole = false,
        }
    }
    // With a plan missing from the list, what the others leave open says nothing.
    if whole {
        check_reachable(&read, toml, words.taxonomy);
        check_every_dispatch_has_a_plan(&read, toml, top.mark(), words.taxonomy, rules);
    }
    read.into_iter().map(|(plan, _)| plan).collect()
}

fn read_plan(
    section: Section<'_>,
    toml: &Toml<'_>,
    words: &Vocabulary<'_>,
    before: &[(ResponsePlan, Mark)],
) -> Option<ResponsePlan> {
    let name = section.text("name", non_empty);
    if let Some((name, mark)) = &name
        && before.iter().any(|(plan, _)| plan.name == *name)
    {
        toml.fault(mark, format!("{:?}", name.as_str()), "another plan has this name");
    }
    let types = TypeMatch::read(&section, "types", words.taxonomy);
    let levels = section.numbered("levels", "it must be a level from 1 to 4", Level::from_number);
    let steps = section.tables("step", true);
    let count = steps.len();
    if count > 1 {
        toml.fault(section.mark(), format!("{count} steps"), "this version evaluates one step a plan");
    }
    let read: Vec<_> = steps.into_iter().map(|step| read_step(step, toml, words)).collect();
    section.finish();
    Some(ResponsePlan {
        name: name?.0,
        types,
        levels: levels.map_or_else(|| Level::ALL.into(), |levels| levels.into_iter().collect()),
        step: read.into_iter().next()??,
    })
}

fn read_step(section: Section<'_>, toml: &Toml<'_>, words: &Vocabulary<'_>) -> Option<ResponseStep> {
    let units = section.integer("units", 1..=UNITS_MAX);
    let tiers = section.has("tiers").then(|| section.words("tiers", &Tier::ALL, Tier::as_str)).flatten();
    if tiers.is_none() {
        toml.fault(section.mark(), "no tiers", "name at least one of city, town, village");
    }
    let tiers: BTreeSet<Tier> = tiers.unwrap_or_default().into_iter().collect();
    let forces = section.texts("forces", |text| {
        let force = ForceId::new(text).map_err(|refusal| refusal.to_string())?;
        match words.forces.get(&force) {
            None => Err("no [[force]] has this id".to_owned()),
            Some(tier) if !tiers.contains(tier) => {
                Err(format!("it is of the {} tier, which this step leaves out", tier.as_str()))
            }
            Some(_) => Ok(force),
        }
    });
    let capabilities = section.texts("capabilities", |text| {
        let capability = Capability::new(text).map_err(|refusal| refusal.to_string())?;
        if words.capabilities.contains(&capability) {
            Ok(capability)
        } else {
            Err("no [[capability]] has this id".to_owned())
        }
    });
    let radius_m = if section.has("radius_m") { section.integer("radius_m", 0..=RADIUS_M_MAX) } else { 0 };
    let offer_timeout = section.millis("offer_timeout_ms", OFFER_TIMEOUT_MS);
    section.finish();
    Some(ResponseStep {
        units: usize::try_from(units).ok()?,
        tiers,
        forces: forces.map(|forces| forces.into_iter().map(|(force, _)| force).collect()),
        capabilities: capabilities.unwrap_or_default().into_iter().map(|(capability, _)| capability).collect(),
        radius: (radius_m > 0).then(|| Distance::from_millimetres(radius_m * 1_000)),
        offer_timeout,
    })
}

/// A plan that can never be the first to fit, the same match given twice among them, is a mistake.
fn check_reachable(plans: &[(ResponsePlan, Mark)], toml: &Toml<'_>, taxonomy: &Taxonomy) {
    for (index, (plan, mark)) in plans.iter().enumerate() {
        let before = plans.get(..index).unwrap_or_default();
        let mut names: Vec<String> = Vec::new();
        let reached = taxonomy.entries().any(|entry| {
            plan.levels.iter().filter(|level| plan.fits(&entry.code, **level)).any(|level| {
                let Some((first, _)) = before.iter().find(|(earlier, _)| earlier.fits(&entry.code, *level)) else {
                    return true;
                };
                let name = format!("{:?}", first.name.as_str());
                if !names.contains(&name) {
                    names.push(name);
                }
                false
            })
        });
        // A plan for every kind also serves the kinds that the taxonomy does not know.
        let serves_unknown = plan.types.codes().is_none()
            && plan.levels.iter().any(|level| {
                before.iter().all(|(earlier, _)| earlier.types.codes().is_some() || !earlier.levels.contains(level))
            });
        if !reached && !serves_unknown {
            toml.fault(
                mark,
                format!("{:?}", plan.name.as_str()),
                format!(
                    "it is never reached, since {} stands before it and fits all that it would",
                    names.join(" and ")
                ),
            );
        }
    }
}

/// Whatever the rules call police work must find a plan.
fn check_every_dispatch_has_a_plan(
    plans: &[(ResponsePlan, Mark)],
    toml: &Toml<'_>,
    mark: &Mark,
    taxonomy: &Taxonomy,
    rules: &[ClassificationRule],
) {
    let mark = mark.inner("plan");
    let mut missing: BTreeSet<(TypeCode, Level)> = BTreeSet::new();
    for entry in taxonomy.entries() {
        for source in ReportSource::ALL {
            let input = ClassifyInput { type_code: &entry.code, source };
            let Some(rule) = rules.iter().find(|rule| rule.fits(&input)) else { continue };
            let planned = plans.iter().any(|(plan, _)| plan.fits(&entry.code, rule.level));
            if rule.handling == Handling::PoliceDispatch && !planned {
                missing.insert((entry.code.clone(), rule.level));
            }
        }
    }
    for (code, level) in missing {
        toml.fault(
            &mark,
            format!("nothing for {code} at level {}", level.number()),
            "whatever the rules give to police_dispatch must find a plan",
        );
    }
    let unknown_is_planned =
        plans.iter().any(|(plan, _)| plan.types.codes().is_none() && plan.levels.contains(&Level::One));
    if !unknown_is_planned {
        toml.fault(
            &mark,
            format!("nothing for {UNKNOWN_TYPE} at level 1"),
            "a kind that the taxonomy does not know counts as level 1: a plan without \"types\" must be for level 1",
        );
    }
}
