//! Deadlines: what must happen if nothing else happens first. They follow from the state; reaching one is a command.

use std::collections::BTreeSet;

use crate::domain::ids::{DispatchId, IncidentId, PlannedEventId, UnitId};
use crate::domain::time::EngineTime;

/// What falls due.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deadline {
    /// Nobody has signed in to an offer.
    OfferExpires(DispatchId),
    /// The device has not acknowledged the order of a dispatch.
    OrderUndelivered(DispatchId),
    /// The unit's device has not come back.
    ContactLost(UnitId),
    /// One of a dispatch's clocks has run as long as the policy lets it, by the place of its timer.
    ClockRunsOut(DispatchId, usize),
    /// A waiting incident is looked at again.
    LooksAgain(IncidentId),
    /// Somebody should be on scene of an incident, by the place of its target.
    TargetDue(IncidentId, usize),
    /// A partner has not answered or finished.
    ReferralDue(IncidentId),
    /// Nobody has called back.
    CallBackDue(IncidentId),
    /// An incident is not held any longer.
    HoldEnds(IncidentId),
    /// It is time to look where the unit is that an incident follows.
    FollowDue(IncidentId),
    /// The device has not acknowledged the standing order of a unit.
    StandingOrderUndelivered(UnitId),
    /// The standing order of a unit lapses.
    StandingOrderExpires(UnitId),
    /// Nothing was heard of a unit since its device was lost.
    WelfareDue(UnitId),
    /// A unit that is out of service should be back.
    ReturnOverdue(UnitId),
    /// A unit that is lent goes back.
    LoanEnds(UnitId),
    /// A planned event begins.
    PlannedEventBegins(PlannedEventId),
    /// A planned event ends.
    PlannedEventEnds(PlannedEventId),
}

/// All deadlines, the earliest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deadlines(BTreeSet<(EngineTime, Deadline)>);

impl Deadlines {
    /// The earliest deadline.
    #[must_use]
    pub fn next(&self) -> Option<EngineTime> {
        self.0.first().map(|(at, _)| *at)
    }

    /// What is due at `now`, the earliest first.
    pub fn due(&self, now: EngineTime) -> impl Iterator<Item = &Deadline> {
        self.0.iter().take_while(move |(at, _)| *at <= now).map(|(_, deadline)| deadline)
    }

    /// Something has turned: what fell due of it, and what does now.
    pub(super) fn turn(
        &mut self,
        before: &(impl Iterator<Item = (EngineTime, Deadline)> + Clone),
        after: impl Iterator<Item = (EngineTime, Deadline)> + Clone,
    ) {
        // One thing has few deadlines, all of them at hand; the tree is asked for those that differ.
        for gone in before.clone().filter(|due| !after.clone().any(|other| other == *due)) {
            self.0.remove(&gone);
        }
        self.0.extend(after.filter(|due| !before.clone().any(|other| other == *due)));
    }

    /// Of all that may have fallen due of something, this alone does now.
    pub(super) fn leave_one(
        &mut self,
        possible: impl Iterator<Item = (EngineTime, Deadline)>,
        one: Option<(EngineTime, Deadline)>,
    ) {
        for gone in possible.filter(|due| Some(due) != one.as_ref()) {
            self.0.remove(&gone);
        }
        self.0.extend(one);
    }
}

impl FromIterator<(EngineTime, Deadline)> for Deadlines {
    fn from_iter<I: IntoIterator<Item = (EngineTime, Deadline)>>(due: I) -> Self {
        Self(due.into_iter().collect())
    }
}
