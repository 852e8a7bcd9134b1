//! What one unit and what one incident do when calls come one after the other.

use std::collections::BTreeSet;

use super::checker::Model;

/// What a console asked, and what it was answered. Units and incidents by their number in the scene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Sent {
        unit: usize,
        incident: usize,
        dispatch: String,
    },
    NotSentUnitBusy {
        unit: usize,
    },
    NotSentIncidentClosed {
        incident: usize,
    },
    Recalled {
        unit: usize,
        incident: usize,
        dispatch: String,
    },
    NotRecalledOver {
        unit: usize,
        incident: usize,
        dispatch: String,
    },
    /// Whoever is still on the way to it is stood down.
    Closed {
        incident: usize,
    },
    NotClosedAlready {
        incident: usize,
    },
    Reopened {
        incident: usize,
    },
    NotReopenedOpen {
        incident: usize,
    },
    /// The daemon ended it: nobody signed in.
    Expired {
        unit: usize,
        incident: usize,
        dispatch: String,
    },
    UnitSeen {
        unit: usize,
        on: Option<String>,
    },
    IncidentSeen {
        incident: usize,
        is_closed: bool,
        active: BTreeSet<String>,
    },
}

impl Operation {
    pub(super) const fn concerns_unit(&self, number: usize) -> bool {
        match self {
            Self::Sent { unit, .. }
            | Self::NotSentUnitBusy { unit }
            | Self::Recalled { unit, .. }
            | Self::NotRecalledOver { unit, .. }
            | Self::Expired { unit, .. }
            | Self::UnitSeen { unit, .. } => *unit == number,
            Self::Closed { .. } => true,
            Self::NotSentIncidentClosed { .. }
            | Self::NotClosedAlready { .. }
            | Self::Reopened { .. }
            | Self::NotReopenedOpen { .. }
            | Self::IncidentSeen { .. } => false,
        }
    }

    pub(super) const fn concerns_incident(&self, number: usize) -> bool {
        match self {
            Self::Sent { incident, .. }
            | Self::NotSentIncidentClosed { incident }
            | Self::Recalled { incident, .. }
            | Self::NotRecalledOver { incident, .. }
            | Self::Closed { incident }
            | Self::NotClosedAlready { incident }
            | Self::Reopened { incident }
            | Self::NotReopenedOpen { incident }
            | Self::Expired { incident, .. }
            | Self::IncidentSeen { incident, .. } => *incident == number,
            Self::NotSentUnitBusy { .. } | Self::UnitSeen { .. } => false,
        }
    }
}

/// A unit: on one dispatch of one incident, or on none.
pub(super) struct UnitModel {
    pub(super) unit: usize,
}

impl Model for UnitModel {
    type Operation = Operation;
    type State = Option<(String, usize)>;

    fn start(&self) -> Self::State {
        None
    }

    fn step(&self, on: &Self::State, operation: &Operation) -> Option<Self::State> {
        debug_assert!(operation.concerns_unit(self.unit), "sorted by unit");
        let is_on = |dispatch: &String| on.as_ref().is_some_and(|(current, _)| current == dispatch);
        match operation {
            Operation::Sent { incident, dispatch, .. } => on.is_none().then(|| Some((dispatch.clone(), *incident))),
            Operation::NotSentUnitBusy { .. } => on.is_some().then(|| on.clone()),
            Operation::Recalled { dispatch, .. } | Operation::Expired { dispatch, .. } => {
                is_on(dispatch).then_some(None)
            }
            Operation::NotRecalledOver { dispatch, .. } => (!is_on(dispatch)).then(|| on.clone()),
            Operation::Closed { incident } => Some(on.clone().filter(|(_, of_incident)| of_incident != incident)),
            Operation::UnitSeen { on: seen, .. } => {
                (on.as_ref().map(|(dispatch, _)| dispatch) == seen.as_ref()).then(|| on.clone())
            }
            Operation::NotSentIncidentClosed { .. }
            | Operation::NotClosedAlready { .. }
            | Operation::Reopened { .. }
            | Operation::NotReopenedOpen { .. }
            | Operation::IncidentSeen { .. } => None,
        }
    }
}

/// An incident: open or closed, with the dispatches that are not over.
pub(super) struct IncidentModel {
    pub(super) incident: usize,
}

impl Model for IncidentModel {
    type Operation = Operation;
    type State = (bool, BTreeSet<String>);

    fn start(&self) -> Self::State {
        (false, BTreeSet::new())
    }

    fn step(&self, state: &Self::State, operation: &Operation) -> Option<Self::State> {
        debug_assert!(operation.concerns_incident(self.incident), "sorted by incident");
        let (is_closed, active) = state;
        let unchanged = |holds: bool| holds.then(|| state.clone());
        match operation {
            Operation::Sent { dispatch, .. } => (!is_closed).then(|| {
                let mut active = active.clone();
                active.insert(dispatch.clone());
                (false, active)
            }),
            Operation::NotSentIncidentClosed { .. } | Operation::NotClosedAlready { .. } => unchanged(*is_closed),
            Operation::Recalled { dispatch, .. } | Operation::Expired { dispatch, .. } => {
                let mut active = active.clone();
                active.remove(dispatch).then_some((*is_closed, active))
            }
            Operation::NotRecalledOver { dispatch, .. } => unchanged(!active.contains(dispatch)),
            Operation::Closed { .. } => (!is_closed).then(|| (true, BTreeSet::new())),
            Operation::Reopened { .. } => is_closed.then(|| (false, active.clone())),
            Operation::NotReopenedOpen { .. } => unchanged(!is_closed),
            Operation::IncidentSeen { is_closed: seen, active: seen_active, .. } => {
                unchanged(seen == is_closed && seen_active == active)
            }
            Operation::NotSentUnitBusy { .. } | Operation::UnitSeen { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::checker::{Call, explain};
    use super::*;

    fn sent(unit: usize, dispatch: &str) -> Operation {
        Operation::Sent { unit, incident: 0, dispatch: dispatch.to_owned() }
    }

    /// Calls one after the other.
    fn in_turn(operations: Vec<Operation>) -> Vec<Call<Operation>> {
        (0..).zip(operations).map(|(at, what)| Call { from: 2 * at, to: 2 * at + 1, what }).collect()
    }

    #[test]
    fn a_unit_that_was_sent_twice_seen_late_or_freed_by_nobody_is_found() {
        let seen = |on: Option<&str>| Operation::UnitSeen { unit: 0, on: on.map(str::to_owned) };
        let recalled = Operation::Recalled { unit: 0, incident: 0, dispatch: "A".to_owned() };
        for (what, wrong) in [
            ("sent twice", vec![sent(0, "A"), sent(0, "B")]),
            ("seen free", vec![sent(0, "A"), seen(None)]),
            ("seen busy after its recall", vec![sent(0, "A"), recalled.clone(), seen(Some("A"))]),
            ("recalled twice", vec![sent(0, "A"), recalled.clone(), recalled.clone()]),
            ("stood down and still on its way", vec![sent(0, "A"), Operation::Closed { incident: 0 }, seen(Some("A"))]),
        ] {
            assert!(explain(&UnitModel { unit: 0 }, &in_turn(wrong)).is_err(), "{what}");
        }
        let right = vec![sent(0, "A"), seen(Some("A")), recalled, seen(None), sent(0, "B")];
        assert!(explain(&UnitModel { unit: 0 }, &in_turn(right)).is_ok());
    }

    #[test]
    fn an_incident_that_was_closed_twice_or_sends_when_closed_is_found() {
        let closed = Operation::Closed { incident: 0 };
        let seen = |is_closed, active: &[&str]| Operation::IncidentSeen {
            incident: 0,
            is_closed,
            active: active.iter().map(|dispatch| (*dispatch).to_owned()).collect(),
        };
        for (what, wrong) in [
            ("closed twice", vec![closed.clone(), closed.clone()]),
            ("sent when closed", vec![closed.clone(), sent(0, "A")]),
            ("a dispatch lost", vec![sent(0, "A"), sent(1, "B"), seen(false, &["A"])]),
            ("seen open", vec![closed.clone(), seen(false, &[])]),
        ] {
            assert!(explain(&IncidentModel { incident: 0 }, &in_turn(wrong)).is_err(), "{what}");
        }
        let right = vec![sent(0, "A"), closed, seen(true, &[]), Operation::Reopened { incident: 0 }, sent(0, "B")];
        assert!(explain(&IncidentModel { incident: 0 }, &in_turn(right)).is_ok());
    }
}
