//! Who is held back: units that are free, and yet not for everything.
//!
//! A unit that must hold a post leaves it for level 1 only. The pool of a planned event serves what happens inside its
//! fence first and leaves the fence for level 1 only. An officer who needs help is sent nowhere. A person may send any
//! of the first two all the same.

use super::state::State;
use crate::domain::candidate::PassReason;
use crate::domain::classification::Level;
use crate::domain::geo::Point;
use crate::domain::ids::UnitId;
use crate::domain::planned_event::PlannedEvent;
use crate::domain::unit::{Duty, Unit};

/// Why a free unit is not sent to a place by the policy; none when nothing holds it back.
#[must_use]
pub fn held_back(state: &State, unit: &Unit, at: Point, level: Level) -> Option<PassReason> {
    if unit.emergency.is_some() {
        return Some(PassReason::InEmergency);
    }
    if level == Level::One {
        return None;
    }
    if unit.duty.as_ref().is_some_and(Duty::holds_post) {
        return Some(PassReason::HoldsPost);
    }
    let pool = state.pool_of(&unit.profile.id)?;
    (!is_inside(state, pool, at)).then_some(PassReason::HeldForEvent)
}

/// Whether a unit comes before nearer ones at a place: it is held for a planned event that takes place there.
#[must_use]
pub fn serves_first(state: &State, unit: &UnitId, at: Point) -> bool {
    state.pool_of(unit).is_some_and(|pool| is_inside(state, pool, at))
}

impl State {
    /// The planned event that a unit is held for now.
    #[must_use]
    pub fn pool_of(&self, unit: &UnitId) -> Option<&PlannedEvent> {
        self.pools.get(unit).and_then(|event| self.planned_events.get(event)).map(AsRef::as_ref)
    }

    /// The planned event that has begun and in whose fence a place lies; of several the one that was created first.
    #[must_use]
    pub fn event_at(&self, at: Point) -> Option<&PlannedEvent> {
        let begun = self.planned_events.values().map(AsRef::as_ref).filter(|event| event.begun);
        begun.into_iter().find(|event| is_inside(self, event, at))
    }
}

fn is_inside(state: &State, event: &PlannedEvent, at: Point) -> bool {
    event.fence.contains(at, state.policy().and_then(|policy| policy.zones().zone_at(at)))
}
