//! What must hold after every entry. Tests and simulation check it; production may, at a price.

use std::collections::BTreeMap;

use super::free::FreeUnits;
use super::index::Index;
use super::state::State;
use crate::domain::dispatch::DispatchState;
use crate::domain::incident::IncidentState;

/// Every promise that the state breaks, in words; none is as it should be.
#[must_use]
pub fn broken(state: &State) -> Vec<String> {
    let mut broken = Vec::new();
    one_unit_one_dispatch(state, &mut broken);
    nobody_in_two_units(state, &mut broken);
    queue_is_who_waits(state, &mut broken);
    links_hold(state, &mut broken);
    needs_are_counted(state, &mut broken);
    orders_wait_for_dispatches(state, &mut broken);
    emergencies_are_open(state, &mut broken);
    index_follows(state, &mut broken);
    broken
}

/// Told of one thing after the other, whoever decides has come to what follows from all of them.
fn index_follows(state: &State, broken: &mut Vec<String>) {
    let (kept, derived) = (state.index(), Index::of(state));
    for (what, follows) in [
        ("who is aboard", kept.aboard == derived.aboard),
        ("who is free", state.free == FreeUnits::of(state.units.values().map(AsRef::as_ref))),
        ("what falls due", kept.deadlines == derived.deadlines),
        ("what lies near", kept.nearby == derived.nearby),
        ("what is held", kept.held == derived.held),
        ("who may lose a unit", kept.preemptible == derived.preemptible),
        ("what orders are about", kept.orders == derived.orders),
        ("what is undelivered", kept.undelivered == derived.undelivered),
        ("which requests were answered", kept.requests == derived.requests),
    ] {
        if !follows {
            broken.push(format!("{what} does not follow from the state"));
        }
    }
}

fn one_unit_one_dispatch(state: &State, broken: &mut Vec<String>) {
    let mut held = BTreeMap::new();
    for dispatch in state.dispatches().values().filter(|dispatch| dispatch.state.is_live()) {
        if let Some(other) = held.insert(&dispatch.unit, dispatch.id) {
            broken.push(format!("unit {} is on dispatches {other} and {}", dispatch.unit, dispatch.id));
        }
    }
    for unit in state.units().values() {
        if unit.dispatch() != held.get(&unit.profile.id).copied() {
            broken.push(format!("unit {} believes to be on {:?}", unit.profile.id, unit.dispatch()));
        }
    }
}

fn nobody_in_two_units(state: &State, broken: &mut Vec<String>) {
    let mut aboard = BTreeMap::new();
    for unit in state.units().values() {
        for member in unit.duty.iter().flat_map(|duty| duty.check_in.crew.members()) {
            if let Some(other) = aboard.insert(&member.person, &unit.profile.id) {
                broken.push(format!("person {} is in units {other} and {}", member.person, unit.profile.id));
            }
        }
    }
}

fn queue_is_who_waits(state: &State, broken: &mut Vec<String>) {
    for incident in state.incidents().values() {
        let place = (incident.classification.level, incident.waiting_since, incident.id);
        if state.queue().contains(&place) != (incident.state == IncidentState::Waiting) {
            broken.push(format!("incident {} is {} beside the queue", incident.number, incident.state.as_str()));
        }
        if incident.state == IncidentState::Closed && state.live_dispatches(incident).next().is_some() {
            broken.push(format!("incident {} is closed with a unit on it", incident.number));
        }
    }
    if state.queue().iter().any(|(_, _, id)| state.incident(*id).is_none()) {
        broken.push("the queue has an incident that does not exist".to_owned());
    }
}

fn needs_are_counted(state: &State, broken: &mut Vec<String>) {
    for incident in state.incidents().values() {
        let by_step: u32 = incident.needs.iter().sum();
        if !incident.needs.is_empty() && by_step != incident.units_needed {
            broken.push(format!(
                "incident {} needs {}, by step {:?}",
                incident.number, incident.units_needed, incident.needs
            ));
        }
    }
}

fn links_hold(state: &State, broken: &mut Vec<String>) {
    for report in state.reports().values() {
        if !state.incident(report.incident).is_some_and(|incident| incident.reports.contains(&report.id)) {
            broken.push(format!("report {} points to an incident that does not know it", report.id));
        }
    }
    for dispatch in state.dispatches().values() {
        if !state.incident(dispatch.incident).is_some_and(|incident| incident.dispatches.contains(&dispatch.id)) {
            broken.push(format!("dispatch {} belongs to an incident that does not know it", dispatch.id));
        }
        let clocks = dispatch.clocks;
        if dispatch.state == DispatchState::Arrived && clocks.arrived_at.is_none() {
            broken.push(format!("dispatch {} has arrived at no time", dispatch.id));
        }
        if state.unit(&dispatch.unit).is_none() {
            broken.push(format!("dispatch {} holds a unit that does not exist", dispatch.id));
        }
    }
}

fn orders_wait_for_dispatches(state: &State, broken: &mut Vec<String>) {
    for unit in state.units().values() {
        let order = unit.duty.as_ref().and_then(|duty| duty.order.as_ref());
        if order.is_some_and(|order| order.suspended != unit.dispatch().is_some() || !order.state.is_live()) {
            broken.push(format!("the standing order of unit {} is at odds with what it does", unit.profile.id));
        }
    }
}

fn emergencies_are_open(state: &State, broken: &mut Vec<String>) {
    let mut named = 0;
    for unit in state.units().values() {
        let Some(id) = unit.emergency else { continue };
        named += 1;
        let open = state.incident(id).is_some_and(|incident| incident.closed.is_none());
        if !open || state.emergency(id) != Some(&unit.profile.id) {
            broken.push(format!("unit {} needs help in incident {id}, which does not know it", unit.profile.id));
        }
    }
    if named != state.emergencies.len() {
        broken.push("an incident is the emergency of a unit that needs no help".to_owned());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::TestRunner;
    use uuid::Uuid;

    use super::*;
    use crate::domain::arbitrary;
    use crate::domain::classification::Level;
    use crate::domain::few::Few;
    use crate::domain::ids::{DispatchId, ForceId, IncidentId, UnitId};
    use crate::domain::order::{OrderState, StandingOrder};
    use crate::domain::report::CallerMark;
    use crate::domain::time::EngineTime;
    use crate::domain::unit::{Activity, Duty, Tier, Unit, UnitKind, UnitProfile};
    use crate::engine::limits::EngineLimits;

    fn any<T>(what: &impl Strategy<Value = T>) -> T {
        what.new_tree(&mut TestRunner::deterministic()).expect("a value").current()
    }

    /// Spoils an empty state and tells what is then broken.
    fn spoilt(spoil: impl FnOnce(&mut State)) -> String {
        let mut state = State::new(EngineLimits::default());
        assert_eq!(broken(&state), Vec::<String>::new(), "nothing is broken where nothing is");
        spoil(&mut state);
        broken(&state).join("; ")
    }

    fn index(state: &mut State) -> &mut Index {
        state.index.as_mut().expect("a state that was made for deciding")
    }

    fn add_dispatch(state: &mut State, number: u128, dispatch_state: DispatchState) {
        let mut dispatch = any(&arbitrary::dispatch());
        dispatch.id = DispatchId::from_uuid(Uuid::from_u128(number));
        dispatch.state = dispatch_state;
        dispatch.clocks.arrived_at = None;
        state.dispatches.insert(dispatch.id, Arc::new(dispatch));
    }

    #[test]
    fn every_broken_promise_is_named() {
        let twice = spoilt(|state| (1..=2).for_each(|number| add_dispatch(state, number, DispatchState::Arrived)));
        for words in [
            "is on dispatches 00000000-0000-0000-0000-000000000001 and 00000000-0000-0000-0000-000000000002",
            "belongs to an incident that does not know it",
            "has arrived at no time",
            "holds a unit that does not exist",
        ] {
            assert!(twice.contains(words), "{words}: {twice}");
        }
        let over = spoilt(|state| (1..=2).for_each(|number| add_dispatch(state, number, DispatchState::Finished)));
        assert!(
            !over.contains("is on dispatches") && !over.contains("at no time"),
            "what has ended holds nobody: {over}"
        );

        let unqueued = spoilt(|state| {
            let mut incident = any(&arbitrary::incident());
            incident.state = IncidentState::Waiting;
            incident.needs = vec![1, 1];
            incident.units_needed = 3;
            state.incidents.insert(incident.id, Arc::new(incident));
        });
        assert!(unqueued.contains("is waiting beside the queue"), "{unqueued}");
        assert!(unqueued.contains("needs 3, by step [1, 1]"), "{unqueued}");

        let nobody = IncidentId::from_uuid(Uuid::from_u128(3));
        let queued = spoilt(|state| {
            state.queue.insert((Level::One, EngineTime::EPOCH, nobody));
        });
        assert_eq!(queued, "the queue has an incident that does not exist");

        let report = spoilt(|state| {
            let report = any(&arbitrary::report());
            state.reports.insert(report.id, Arc::new(report));
        });
        assert!(report.contains("points to an incident that does not know it"), "{report}");

        let forgotten = spoilt(|state| {
            let mut report = any(&arbitrary::report());
            report.content.caller.mark = Some(CallerMark([1; 8]));
            index(state).turn_report(None, Some(&report));
        });
        assert_eq!(forgotten, "what lies near does not follow from the state", "a report that has left memory");

        let unit = UnitId::new("R1").expect("a callsign");
        let emergency = spoilt(|state| {
            state.emergencies.insert(nobody, unit);
        });
        assert_eq!(emergency, "an incident is the emergency of a unit that needs no help");
    }

    fn rider(callsign: &str) -> Unit {
        Unit::off_duty(UnitProfile {
            id: UnitId::new(callsign).expect("a callsign"),
            tier: Tier::City,
            force: ForceId::new("iron-riders").expect("a force"),
            kind: UnitKind::Motorcycle,
            home_zone: None,
            post: None,
            capabilities: Few::new(),
            parent: None,
        })
    }

    fn add_rider(state: &mut State, callsign: &str, duty: &Duty) {
        let unit = Unit { duty: Some(duty.clone()), ..rider(callsign) };
        state.units.insert(unit.profile.id.clone(), Arc::new(unit));
    }

    #[test]
    fn nobody_rides_in_two_units_and_everybody_is_noted() {
        let duty = Duty::new(any(&arbitrary::check_in()), EngineTime::EPOCH);
        let person = &duty.check_in.crew.members().first().expect("a crew has somebody").person;
        let unnoted = spoilt(|state| add_rider(state, "R1", &duty));
        assert!(unnoted.contains("who is aboard does not follow"), "{unnoted}");
        let note = |state: &mut State| {
            let crew = duty.check_in.crew.members().iter();
            index(state).aboard.extend(crew.map(|member| (member.person.clone(), rider("R1").profile.id)));
        };
        let noted = spoilt(|state| {
            add_rider(state, "R1", &duty);
            note(state);
        });
        assert!(!noted.contains("person") && !noted.contains("aboard"), "{noted}");
        let twice = spoilt(|state| {
            for callsign in ["R1", "R2"] {
                add_rider(state, callsign, &duty);
            }
            note(state);
        });
        assert!(twice.contains(&format!("person {person} is in units R1 and R2")), "{twice}");
    }

    /// An order stands while its unit does nothing else, waits while it is on a dispatch, and is gone when it has ended.
    #[test]
    fn a_standing_order_waits_for_dispatches_only() {
        let order = any(&arbitrary::standing_order());
        for (suspended, dispatched, state, is_sound) in [
            (false, false, OrderState::Issued, true),
            (true, true, OrderState::Issued, true),
            (true, false, OrderState::Issued, false),
            (false, true, OrderState::Issued, false),
            (false, false, OrderState::Completed, false),
            (true, true, OrderState::Completed, false),
        ] {
            let mut duty = Duty::new(any(&arbitrary::check_in()), EngineTime::EPOCH);
            duty.order = Some(Box::new(StandingOrder { state, suspended, ..order.clone() }));
            if dispatched {
                duty.activity = Activity::OnDispatch(DispatchId::from_uuid(Uuid::from_u128(1)));
            }
            let words = spoilt(|state| add_rider(state, "R1", &duty));
            let said = words.contains("the standing order of unit R1 is at odds with what it does");
            assert_eq!(said, !is_sound, "{suspended} {dispatched} {state:?}: {words}");
        }
    }

    /// A unit as it is told of when it needs help, and the incident that knows it, or does not.
    #[test]
    fn a_unit_in_need_and_its_incident_know_each_other() {
        let incident = any(&arbitrary::incident());
        let unit = Unit { emergency: Some(incident.id), ..rider("R1") };
        let other = UnitId::new("R99").expect("a callsign");
        for (is_open, names, is_sound) in
            [(true, &unit.profile.id, true), (false, &unit.profile.id, false), (true, &other, false)]
        {
            let mut incident = incident.clone();
            if is_open {
                incident.closed = None;
            } else {
                incident.closed = any(&arbitrary::incident().prop_filter("closed", |it| it.closed.is_some())).closed;
            }
            let words = spoilt(|state| {
                state.emergencies.insert(incident.id, names.clone());
                state.incidents.insert(incident.id, Arc::new(incident));
                state.units.insert(unit.profile.id.clone(), Arc::new(unit.clone()));
            });
            assert_eq!(words.contains("which does not know it"), !is_sound, "{is_open} {names}: {words}");
        }
    }
}
