//! What an honest clerk with a ruler would say of every choice: looked up afresh, unit by unit, in the state as it was
//! before the entry.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use patrold::domain::candidate::{Candidates, PassReason};
use patrold::domain::dispatch::{ChosenBy, Dispatch};
use patrold::domain::event::{Entry, Event};
use patrold::domain::geo::Distance;
use patrold::domain::ids::{IncidentId, UnitId};
use patrold::domain::incident::Incident;
use patrold::domain::time::EngineTime;
use patrold::engine::State;
use patrold::engine::decide::may_serve;

/// By what units are compared.
type Rank = (Duration, Distance, UnitId);

/// Checks every choice of the policy in an entry.
pub(crate) fn judge_entry(before: &State, entry: &Entry, map: &impl Candidates) {
    let mut clerk = Clerk { before, map, now: entry.recorded_at, taken: BTreeSet::new(), given: BTreeMap::new() };
    let mut opened: BTreeMap<IncidentId, Incident> = BTreeMap::new();
    for event in &entry.events {
        if let Event::IncidentOpened(incident) = event {
            opened.insert(incident.id, incident.as_ref().clone());
        }
        if let Event::DispatchOpened(dispatch) = event {
            if dispatch.chosen_by == ChosenBy::Policy {
                let incident = before.incident(dispatch.incident).map(AsRef::as_ref);
                let incident = incident.or_else(|| opened.get(&dispatch.incident)).expect("an incident");
                clerk.judge(dispatch, incident);
            }
            clerk.taken.insert(dispatch.unit.clone());
            *clerk.given.entry(dispatch.incident).or_default() += 1;
        }
    }
}

/// When somebody may have become free, the queue is served at once: afterwards nobody waits whose plan permits a unit
/// that is free.
pub(crate) fn judge_step(after: &State, entries: &[Entry], map: &impl Candidates, now: EngineTime) {
    if !entries.iter().any(|entry| may_serve(&entry.events)) {
        return;
    }
    let clerk = Clerk { before: after, map, now, taken: BTreeSet::new(), given: BTreeMap::new() };
    for (_, _, id) in after.queue() {
        let incident = after.incident(*id).expect("who waits is known");
        let free = clerk.nearest(incident);
        assert!(free.is_none(), "incident {} waits though {free:?} is free", incident.number);
    }
}

struct Clerk<'a, C> {
    before: &'a State,
    map: &'a C,
    now: EngineTime,
    /// Who was sent by this entry already.
    taken: BTreeSet<UnitId>,
    /// How many units each incident got by this entry already.
    given: BTreeMap<IncidentId, usize>,
}

impl<C: Candidates> Clerk<'_, C> {
    fn judge(&self, dispatch: &Dispatch, incident: &Incident) {
        let nearest = self.nearest(incident).expect("somebody was sent, so somebody may be");
        assert_eq!(nearest.2, dispatch.unit, "incident {} got another than the nearest", incident.number);
        assert_eq!((dispatch.travel_time, dispatch.distance), (Some(nearest.0), Some(nearest.1)));
        self.nobody_waits_longer(dispatch, incident);
        reproduce(dispatch);
    }

    /// No incident that stands before this one in the queue could have had this unit.
    fn nobody_waits_longer(&self, dispatch: &Dispatch, incident: &Incident) {
        let place = (incident.classification.level, incident.waiting_since, incident.id);
        for (_, _, id) in self.before.queue().range(..place) {
            let earlier = self.before.incident(*id).expect("who waits is known");
            let given = self.given.get(id).copied().unwrap_or(0);
            let rank = self.rank(earlier, &dispatch.unit);
            assert!(
                rank.is_none() || self.before.units_missing(earlier) <= given,
                "{} went to incident {} though {} waited for it",
                dispatch.unit,
                incident.number,
                earlier.number,
            );
        }
    }

    fn nearest(&self, incident: &Incident) -> Option<Rank> {
        self.before.units().keys().filter_map(|unit| self.rank(incident, unit)).min()
    }

    /// How a unit ranks for an incident; none when its plan or the unit's situation forbids it.
    fn rank(&self, incident: &Incident, id: &UnitId) -> Option<Rank> {
        let step = &self.before.policy()?.plan(&incident.classification)?.step;
        let unit = self.before.unit(id)?;
        let free = unit.is_available() && !self.taken.contains(id) && !incident.tried.contains(id);
        if !free || step.admits(&unit.profile).is_err() {
            return None;
        }
        let found = self.map.locate(id, incident.at?, self.now)?;
        let near = step.radius.is_none_or(|radius| found.distance <= radius);
        (near && !found.position.outside_service_area).then_some((found.travel_time, found.distance, found.unit))
    }
}

/// The numbers in an explanation suffice to choose again.
fn reproduce(dispatch: &Dispatch) {
    let explanation = dispatch.explanation.as_ref().expect("the policy explains itself");
    let could_go = |reason: Option<PassReason>| matches!(reason, None | Some(PassReason::Farther));
    let mut able: Vec<_> = explanation.considered.iter().filter(|unit| could_go(unit.passed_over)).collect();
    able.sort_by_key(|unit| (unit.travel_time, unit.distance, unit.unit.clone()));
    let chosen = able.iter().filter(|unit| unit.passed_over.is_none()).count();
    assert!(able.iter().take(chosen).all(|unit| unit.passed_over.is_none()), "{explanation:?}");
    assert!(able.iter().take(chosen).any(|unit| unit.unit == dispatch.unit), "{explanation:?}");
}
