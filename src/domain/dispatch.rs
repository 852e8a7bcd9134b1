//! Dispatches: one unit sent to one incident, with its five clocks; and the orders that tell the unit's device.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::candidate::{Circumstance, PassReason};
use super::classification::PolicyHash;
use super::clock::{ClockKind, Timer};
use super::geo::Distance;
use super::ids::{DispatchId, IncidentId, OrderId, UnitId};
use super::position::KnownPosition;
use super::text::Text;
use super::time::EngineTime;

/// Where a dispatch stands. It only moves downwards in this list; every ended one stays ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DispatchState {
    /// The unit is claimed and has been told; nobody has signed in yet.
    Offered,
    /// A person on board has signed in (签收).
    SignedIn,
    /// The unit is under way (出警).
    Departed,
    /// The unit is on scene (到达现场).
    Arrived,
    /// Handled (处理完毕).
    Finished,
    /// The unit declined.
    Declined,
    /// Nobody signed in before the offer's deadline.
    OfferExpired,
    /// The desk recalled the unit.
    Recalled,
    /// The incident was closed while the unit was on its way.
    StoodDown,
    /// A graver incident took the unit on its way; this one goes back into the queue with its age.
    Preempted,
}

impl DispatchState {
    /// Every state.
    pub const ALL: [Self; 10] = [
        Self::Offered,
        Self::SignedIn,
        Self::Departed,
        Self::Arrived,
        Self::Finished,
        Self::Declined,
        Self::OfferExpired,
        Self::Recalled,
        Self::StoodDown,
        Self::Preempted,
    ];

    /// Whether the unit is held by it.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Offered | Self::SignedIn | Self::Departed | Self::Arrived)
    }

    /// Whether it counts for what its incident needs: the unit is on it, or has finished it.
    #[must_use]
    pub const fn serves(self) -> bool {
        self.is_live() || matches!(self, Self::Finished)
    }

    /// The word used in metrics and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::SignedIn => "signed_in",
            Self::Departed => "departed",
            Self::Arrived => "arrived",
            Self::Finished => "finished",
            Self::Declined => "declined",
            Self::OfferExpired => "offer_expired",
            Self::Recalled => "recalled",
            Self::StoodDown => "stood_down",
            Self::Preempted => "preempted",
        }
    }
}

/// What a unit says about its dispatch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Step {
    /// A person has seen the order and goes (签收).
    SignedIn,
    /// Under way (出警).
    Departed,
    /// On scene (到达现场).
    Arrived,
    /// First or further feedback (反馈); it is not the end.
    Feedback,
    /// Handled (处理完毕).
    Finished,
    /// Cannot or will not go.
    Declined,
    /// Is held up on the way; the desk may send another.
    Blocked,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 7] =
        [Self::SignedIn, Self::Departed, Self::Arrived, Self::Feedback, Self::Finished, Self::Declined, Self::Blocked];

    /// The word used in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::Departed => "departed",
            Self::Arrived => "arrived",
            Self::Feedback => "feedback",
            Self::Finished => "finished",
            Self::Declined => "declined",
            Self::Blocked => "blocked",
        }
    }
}

/// What is odd about a status that is recorded all the same: facts are never refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Anomaly {
    /// Steps before it were never reported.
    SkippedSteps,
    /// It was reported before.
    Repeated,
    /// A later step was reported before it.
    OutOfOrder,
    /// The dispatch had already ended; it is not revived and no unit is freed by it.
    AfterEnd,
}

impl Anomaly {
    /// The word used in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SkippedSteps => "skipped_steps",
            Self::Repeated => "repeated",
            Self::OutOfOrder => "out_of_order",
            Self::AfterEnd => "after_end",
        }
    }
}

/// The five clocks of a dispatch, each the moment when it happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clocks {
    /// Sign-in (签收).
    pub signed_in_at: Option<EngineTime>,
    /// Departure (出警).
    pub departed_at: Option<EngineTime>,
    /// Arrival (到达现场).
    pub arrived_at: Option<EngineTime>,
    /// First feedback (首次反馈).
    pub first_feedback_at: Option<EngineTime>,
    /// End of handling (处理完毕).
    pub finished_at: Option<EngineTime>,
}

impl Clocks {
    /// The clocks in the order in which they usually stop.
    #[must_use]
    pub const fn in_order(&self) -> [Option<EngineTime>; 5] {
        [self.signed_in_at, self.departed_at, self.arrived_at, self.first_feedback_at, self.finished_at]
    }
}

impl Clocks {
    /// Stops the clock of a step where it has not been stopped yet: a repeated status never moves it. The first feedback
    /// may come with any step.
    pub fn stop(&mut self, step: Step, with_feedback: bool, at: EngineTime) {
        let clock = match step {
            Step::SignedIn => Some(&mut self.signed_in_at),
            Step::Departed => Some(&mut self.departed_at),
            Step::Arrived => Some(&mut self.arrived_at),
            Step::Finished => Some(&mut self.finished_at),
            Step::Feedback | Step::Blocked | Step::Declined => None,
        };
        if let Some(clock) = clock {
            clock.get_or_insert(at);
        }
        if with_feedback || step == Step::Feedback {
            self.first_feedback_at.get_or_insert(at);
        }
    }
}

/// Who chose the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ChosenBy {
    /// The policy, as the nearest that the plan permits.
    Policy,
    /// A dispatcher.
    Dispatcher,
    /// The unit itself: it found the incident or joined it.
    Unit,
}

/// How the unit was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Delivery {
    /// Its device is connected and will be sent the order until it acknowledges.
    Device,
    /// No device can be reached: the desk must tell it by voice.
    VoiceOnly,
}

/// A dispatch on the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dispatch {
    /// Its name.
    pub id: DispatchId,
    /// The incident.
    pub incident: IncidentId,
    /// The unit that it holds while it is live.
    pub unit: UnitId,
    /// Where it stands.
    pub state: DispatchState,
    /// When the unit was offered it.
    pub offered_at: EngineTime,
    /// Until when somebody must sign in; none once somebody has, or when the unit chose itself.
    pub offer_expires_at: Option<EngineTime>,
    /// Who chose the unit.
    pub chosen_by: ChosenBy,
    /// Great-circle distance to the scene when it was chosen; none when its place was unknown.
    pub distance: Option<Distance>,
    /// Expected travel time when it was chosen.
    pub travel_time: Option<Duration>,
    /// Why this unit, when the policy chose it or was asked.
    pub explanation: Option<Arc<Explanation>>,
    /// The five clocks.
    pub clocks: Clocks,
    /// Which step of the plan it serves, from 0.
    pub step: u32,
    /// The thresholds of its clocks.
    pub timers: Vec<Timer>,
    /// When its arrival was recorded: the clocks on scene run from then, whatever time the unit gave.
    pub on_scene_since: Option<EngineTime>,
    /// Whether back-up was sent because it is late or held up.
    pub backed_up: bool,
    /// Whether it has said that it is held up.
    pub blocked: bool,
    /// How many statuses were out of the usual order.
    pub anomalies: u32,
    /// The order that tells the device.
    pub order: Order,
    /// When it ended, and why in words when a person gave a reason.
    pub ended: Option<(EngineTime, Text)>,
}

impl Dispatch {
    /// It, when its incident is taken back from the records: nobody waits any more for a device to acknowledge an order.
    #[must_use]
    pub fn taken_back(&self) -> Self {
        let mut again = self.clone();
        if again.order.delivered_at.is_none() {
            again.order.delivery = Delivery::VoiceOnly;
        }
        again
    }

    /// When its order lapses; never while a person has taken it and is not done with it.
    #[must_use]
    pub const fn order_expires_at(&self) -> Option<EngineTime> {
        match self.state {
            DispatchState::SignedIn | DispatchState::Departed | DispatchState::Arrived => None,
            DispatchState::Offered
            | DispatchState::Finished
            | DispatchState::Declined
            | DispatchState::OfferExpired
            | DispatchState::Recalled
            | DispatchState::StoodDown
            | DispatchState::Preempted => Some(self.order.expires_at),
        }
    }

    /// Whether a device may still be told its order.
    #[must_use]
    pub fn is_order_in_force(&self, now: EngineTime) -> bool {
        self.order_expires_at().is_none_or(|expires_at| expires_at > now)
    }

    /// Whether the policy chose the unit and it is still on its way: where the policy permits, something graver takes it.
    #[must_use]
    pub fn is_preemptible(&self) -> bool {
        let is_under_way =
            matches!(self.state, DispatchState::Offered | DispatchState::SignedIn | DispatchState::Departed);
        is_under_way && self.chosen_by == ChosenBy::Policy
    }

    /// When one of its clocks will have run as long as the policy lets it; none while that clock does not run.
    #[must_use]
    pub fn due_at(&self, timer: &Timer) -> Option<EngineTime> {
        let from = match (timer.clock, self.state) {
            (ClockKind::SignIn, DispatchState::Offered)
            | (ClockKind::Depart, DispatchState::Offered | DispatchState::SignedIn)
            | (ClockKind::Arrive, DispatchState::Offered | DispatchState::SignedIn | DispatchState::Departed) => {
                Some(self.offered_at)
            }
            (ClockKind::Feedback, DispatchState::Arrived) if self.clocks.first_feedback_at.is_none() => {
                self.on_scene_since
            }
            (ClockKind::OnScene, DispatchState::Arrived) => self.on_scene_since,
            (
                ClockKind::SignIn | ClockKind::Depart | ClockKind::Arrive | ClockKind::Feedback | ClockKind::OnScene,
                DispatchState::Offered
                | DispatchState::SignedIn
                | DispatchState::Departed
                | DispatchState::Arrived
                | DispatchState::Finished
                | DispatchState::Declined
                | DispatchState::OfferExpired
                | DispatchState::Recalled
                | DispatchState::StoodDown
                | DispatchState::Preempted,
            ) => None,
        };
        from.filter(|_| !timer.ran_out).map(|from| from + timer.after)
    }
}

/// What the device is told about a dispatch. An order with a higher version replaces all lower ones of the same
/// dispatch; receiving one twice is harmless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Its name, by which the device acknowledges it.
    pub id: OrderId,
    /// 1 for the offer, counted up whenever what the unit must know has changed.
    pub version: u32,
    /// When it was issued.
    pub issued_at: EngineTime,
    /// Until when the device should have acknowledged it; then the desk must use its voice.
    pub deliver_by: EngineTime,
    /// After this moment the device must not act on it any more, unless somebody has signed in by then.
    pub expires_at: EngineTime,
    /// How the unit was told.
    pub delivery: Delivery,
    /// When the device acknowledged this version: delivered is not signed in.
    pub delivered_at: Option<EngineTime>,
}

impl Order {
    /// What the unit must know has changed: a new version, with the spans of the first.
    pub fn reissue(&mut self, now: EngineTime) {
        let (deliver, expiry) = (self.deliver_by.since(self.issued_at), self.expires_at.since(self.issued_at));
        self.version = self.version.saturating_add(1);
        self.issued_at = now;
        self.deliver_by = now + deliver;
        self.expires_at = now + expiry;
        self.delivered_at = None;
    }
}

/// Why these units and no others: recorded with every decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The policy that decided.
    pub policy: PolicyHash,
    /// The response plan.
    pub plan: Text,
    /// The units that were considered, nearest first, the chosen ones among them; a bounded number.
    pub considered: Vec<Considered>,
    /// How many units of the plan's tiers were available with a known position.
    pub available: u32,
    /// How many more were on duty, by the reason why they could not be considered.
    pub others: Vec<(PassReason, u32)>,
    /// Which step of the plan it explains, from 0.
    pub step: u32,
    /// How many units of this step could not be found.
    pub short: u32,
}

/// One unit that was considered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Considered {
    /// Who.
    pub unit: UnitId,
    /// Where it was taken to be, and how that was known.
    pub position: KnownPosition,
    /// Great-circle distance to the scene.
    pub distance: Distance,
    /// Expected travel time.
    pub travel_time: Duration,
    /// None when it was chosen, else why not.
    pub passed_over: Option<PassReason>,
    /// What was added to its travel time before it was compared.
    pub added: Vec<(Circumstance, Duration)>,
    /// The dispatch that it was taken off, when it was on its way to something less grave.
    pub taken_from: Option<DispatchId>,
}

impl Considered {
    /// By what it was compared: travel time and everything that was added to it.
    #[must_use]
    pub fn cost(&self) -> Duration {
        self.added.iter().fold(self.travel_time, |sum, (_, added)| sum.saturating_add(*added))
    }
}
