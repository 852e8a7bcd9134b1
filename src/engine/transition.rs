//! Dispatch state × step: what a unit's word means, in one table.
//!
//! Orders may be refused, facts may not. Of 11,592 unit rows in two years of a real county's records 815 arrive without
//! having been under way and 4,596 never arrive, so a skipped, repeated or late status is recorded and flagged; it never
//! revives a dispatch and never frees a unit silently.

use crate::domain::dispatch::{Anomaly, DispatchState, Step};

/// What a step does to a dispatch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The dispatch goes on, in this state.
    Goes(DispatchState, Option<Anomaly>),
    /// The dispatch ends, in this state, and the unit is free.
    Ends(DispatchState, Option<Anomaly>),
    /// Nothing changes; it is noted.
    Noted(Anomaly),
}

/// The table. No wildcard: a new state or step does not compile until it is thought of.
#[must_use]
pub fn effect(state: DispatchState, step: Step) -> Effect {
    use Anomaly::{AfterEnd, OutOfOrder, Repeated, SkippedSteps};
    use DispatchState as State;
    use Effect::{Ends, Goes, Noted};
    match state {
        State::Offered => match step {
            Step::SignedIn => Goes(State::SignedIn, None),
            Step::Departed => Goes(State::Departed, Some(SkippedSteps)),
            Step::Arrived => Goes(State::Arrived, Some(SkippedSteps)),
            Step::Feedback | Step::Blocked => Goes(State::SignedIn, Some(SkippedSteps)),
            Step::Finished => Ends(State::Finished, Some(SkippedSteps)),
            Step::Declined => Ends(State::Declined, None),
        },
        State::SignedIn => match step {
            Step::SignedIn => Goes(state, Some(Repeated)),
            Step::Departed => Goes(State::Departed, None),
            Step::Arrived => Goes(State::Arrived, Some(SkippedSteps)),
            Step::Feedback | Step::Blocked => Goes(state, None),
            Step::Finished => Ends(State::Finished, Some(SkippedSteps)),
            Step::Declined => Ends(State::Declined, None),
        },
        State::Departed => match step {
            Step::SignedIn => Goes(state, Some(OutOfOrder)),
            Step::Departed => Goes(state, Some(Repeated)),
            Step::Arrived => Goes(State::Arrived, None),
            Step::Feedback | Step::Blocked => Goes(state, None),
            Step::Finished => Ends(State::Finished, Some(SkippedSteps)),
            Step::Declined => Ends(State::Declined, None),
        },
        State::Arrived => match step {
            Step::SignedIn | Step::Departed => Goes(state, Some(OutOfOrder)),
            Step::Arrived => Goes(state, Some(Repeated)),
            Step::Feedback => Goes(state, None),
            // On scene there is nothing left to decline and no way left to be blocked on: the desk should look.
            Step::Blocked | Step::Declined => Noted(OutOfOrder),
            Step::Finished => Ends(State::Finished, None),
        },
        State::Finished
        | State::Declined
        | State::OfferExpired
        | State::Recalled
        | State::StoodDown
        | State::Preempted => match step {
            Step::SignedIn
            | Step::Departed
            | Step::Arrived
            | Step::Feedback
            | Step::Blocked
            | Step::Finished
            | Step::Declined => Noted(AfterEnd),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// The whole table as text: state, step, effect.
    fn table() -> String {
        let mut text = String::new();
        for state in DispatchState::ALL {
            for step in Step::ALL {
                let outcome = match effect(state, step) {
                    Effect::Goes(next, odd) => format!("-> {}{}", next.as_str(), flag(odd)),
                    Effect::Ends(end, odd) => format!("=| {}{}", end.as_str(), flag(odd)),
                    Effect::Noted(odd) => format!("noted{}", flag(Some(odd))),
                };
                writeln!(text, "{:<13} {:<9} {outcome}", state.as_str(), step.as_str()).expect("text grows");
            }
        }
        text
    }

    fn flag(odd: Option<Anomaly>) -> String {
        odd.map(|odd| format!(" ! {}", odd.as_str())).unwrap_or_default()
    }

    #[test]
    fn every_state_and_step_is_in_the_golden_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/dispatch_transitions.txt");
        // PATROLD_BLESS=1 writes the table anew, to be looked at before it is committed.
        if std::env::var_os("PATROLD_BLESS").is_some() {
            std::fs::write(path, table()).expect("the golden table can be written");
        }
        assert_eq!(table(), std::fs::read_to_string(path).expect("the golden table can be read"));
    }

    #[test]
    fn an_ended_dispatch_is_never_revived_and_a_live_one_never_goes_back() {
        for state in DispatchState::ALL {
            for step in Step::ALL {
                match effect(state, step) {
                    Effect::Goes(next, _) => assert!(state.is_live() && next.is_live() && next >= state),
                    Effect::Ends(end, _) => assert!(state.is_live() && !end.is_live()),
                    Effect::Noted(_) => {}
                }
            }
        }
    }
}
