//! Claims: the one place where a unit can be taken.
//!
//! A [`ClaimedUnit`] can only be made by [`Claims::claim`], which looks at the engine's own state and at what the same
//! decision has claimed already; only a claimed unit can be offered a dispatch. So no search, however stale, can send a
//! unit twice.

use std::collections::BTreeSet;

use super::free::{FreePlace, FreeUnits};
use super::state::State;
use crate::domain::dispatch::DispatchState;
use crate::domain::ids::{DispatchId, UnitId};
use crate::domain::rejection::Rejection;
use crate::domain::unit::{Activity, Duty, Link, Unit};

/// Units that the decision in hand has claimed.
#[derive(Debug, Default)]
pub struct Claims {
    taken: BTreeSet<UnitId>,
    /// How many of them were free.
    free: FreeUnits,
    /// The unit that needs help itself, by the decision in hand.
    set_aside: Option<UnitId>,
}

/// Proof that a unit was free and is now taken.
#[derive(Debug)]
pub struct ClaimedUnit {
    unit: UnitId,
    reachable: bool,
}

/// Whether an out-of-service unit may be claimed too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutOfService {
    /// No: the daemon chooses by itself.
    Respected,
    /// Yes: a person gave a reason, or the unit acts itself.
    Overruled,
}

impl Claims {
    /// Takes a unit.
    ///
    /// # Errors
    /// When it is unknown, off duty, on a dispatch, claimed already by this decision, or out of service and that is to
    /// be respected.
    pub fn claim(
        &mut self,
        state: &State,
        unit: &UnitId,
        out_of_service: OutOfService,
    ) -> Result<ClaimedUnit, Rejection> {
        let known = state.unit(unit).ok_or_else(|| Rejection::UnknownUnit(unit.clone()))?;
        let duty = known.duty.as_ref().ok_or_else(|| Rejection::NotOnDuty(unit.clone()))?;
        if known.emergency.is_some() {
            return Err(Rejection::UnitInEmergency(unit.clone()));
        }
        match &duty.activity {
            Activity::Available => {}
            Activity::OnDispatch(dispatch) => {
                return Err(Rejection::UnitOnDispatch { unit: unit.clone(), dispatch: *dispatch });
            }
            Activity::Unavailable { .. } if out_of_service == OutOfService::Overruled => {}
            Activity::Unavailable { .. } => return Err(Rejection::UnitUnavailable(unit.clone())),
        }
        self.take(known, duty)
    }

    fn take(&mut self, unit: &Unit, duty: &Duty) -> Result<ClaimedUnit, Rejection> {
        let id = &unit.profile.id;
        if !self.taken.insert(id.clone()) {
            return Err(Rejection::UnitTwice(id.clone()));
        }
        self.free.turn(None, FreePlace::of(unit));
        Ok(ClaimedUnit { unit: id.clone(), reachable: is_reachable(duty) })
    }

    /// Takes a unit off a dispatch on which it has not arrived; the dispatch must end in the same decision.
    ///
    /// # Errors
    /// When the unit is unknown, off duty, not on that dispatch any more, on scene, or claimed already.
    pub fn preempt(&mut self, state: &State, unit: &UnitId, dispatch: DispatchId) -> Result<ClaimedUnit, Rejection> {
        let held = state.dispatch(dispatch).filter(|held| held.state == DispatchState::Arrived);
        if let Some(held) = held {
            return Err(Rejection::UnitOnScene { incident: held.incident, unit: unit.clone() });
        }
        self.reassign(state, unit, dispatch)
    }

    /// Takes a unit off a dispatch by a person's word, wherever it is; the dispatch must end in the same decision.
    ///
    /// # Errors
    /// When the unit is unknown, off duty, not on that dispatch any more, or claimed already.
    pub fn reassign(&mut self, state: &State, unit: &UnitId, dispatch: DispatchId) -> Result<ClaimedUnit, Rejection> {
        let known = state.unit(unit).ok_or_else(|| Rejection::UnknownUnit(unit.clone()))?;
        let duty = known.duty.as_ref().ok_or_else(|| Rejection::NotOnDuty(unit.clone()))?;
        if known.dispatch() != Some(dispatch) {
            return Err(Rejection::UnknownDispatch(dispatch));
        }
        self.take(known, duty)
    }

    /// How many of those whom this decision has taken were free.
    pub(super) const fn free(&self) -> &FreeUnits {
        &self.free
    }

    /// Keeps a unit out of this decision's own choices: it is the one that needs help.
    pub fn set_aside(&mut self, unit: &UnitId) {
        self.set_aside = Some(unit.clone());
    }

    /// Whether the unit is the one that needs help.
    #[must_use]
    pub fn is_set_aside(&self, unit: &UnitId) -> bool {
        self.set_aside.as_ref() == Some(unit)
    }

    /// Takes a unit that is on scene by its own word, whatever it was sent to: its dispatch must be ended by the same
    /// decision.
    ///
    /// # Errors
    /// When it is unknown, off duty, or claimed already by this decision.
    pub fn claim_itself(&mut self, state: &State, unit: &UnitId) -> Result<ClaimedUnit, Rejection> {
        let known = state.unit(unit).ok_or_else(|| Rejection::UnknownUnit(unit.clone()))?;
        let duty = known.duty.as_ref().ok_or_else(|| Rejection::NotOnDuty(unit.clone()))?;
        self.take(known, duty)
    }

    /// Whether this decision has taken the unit already.
    #[must_use]
    pub fn contains(&self, unit: &UnitId) -> bool {
        self.taken.contains(unit)
    }
}

impl ClaimedUnit {
    /// Who was taken.
    #[must_use]
    pub const fn unit(&self) -> &UnitId {
        &self.unit
    }

    /// Whether its device holds a connection.
    #[must_use]
    pub const fn is_reachable(&self) -> bool {
        self.reachable
    }
}

fn is_reachable(duty: &Duty) -> bool {
    match duty.link {
        Link::Connected { .. } => true,
        Link::VoiceOnly | Link::Dropped { .. } | Link::Lost { .. } => false,
    }
}
