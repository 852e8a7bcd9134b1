//! The map that the sequencer decides on: it answers who is near, and it follows the record.

use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::domain::candidate::{Candidate, CandidateAnswer, CandidateQuery, Candidates, Judge};
use crate::domain::event::{Entry, Event};
use crate::domain::geo::Point;
use crate::domain::ids::UnitId;
use crate::domain::time::EngineTime;
use crate::domain::unit::{Activity, Unit, UnitKind};
use crate::engine::State;
use crate::engine::touched::Touched;
use crate::policy::settings::TravelParameters;
use crate::tracker::presence::Presence;
use crate::tracker::search::Lookout;
use crate::tracker::table::Tracker;
use crate::travel::straight_line::{InvalidTravel, SpeedsMps, StraightLine};

/// Candidates that follow the record: availability is the record's, only positions change beside it.
pub trait Map: Candidates {
    /// Moves on to a moment: positions that are too old by then do not count any more.
    fn advance(&self, now: EngineTime);

    /// Takes over what an entry changed about units, from the state after it.
    fn follow(&self, state: &State, entry: &Entry);
}

/// The production map: the tracker's positions and the active policy's model of travel time.
#[derive(Debug)]
pub struct TrackerMap {
    tracker: Tracker,
    travel: ArcSwap<StraightLine>,
}

impl TrackerMap {
    /// A map of nobody.
    #[must_use]
    pub fn new(tracker: Tracker, travel: StraightLine) -> Self {
        Self { tracker, travel: ArcSwap::from_pointee(travel) }
    }

    /// Where units are.
    #[must_use]
    pub const fn tracker(&self) -> &Tracker {
        &self.tracker
    }

    /// Takes over a recovered state.
    pub fn start_from(&self, state: &State) {
        self.take_over_travel(state);
        for unit in state.units().values() {
            self.enrol(state, unit);
        }
    }

    fn take_over_travel(&self, state: &State) {
        if let Some(policy) = state.policy() {
            match straight_line(policy.travel()) {
                Ok(travel) => self.travel.store(Arc::new(travel)),
                Err(error) => tracing::error!(%error, "failed to take over the policy's travel parameters"),
            }
        }
    }

    fn enrol(&self, state: &State, unit: &Unit) {
        let profile = &unit.profile;
        let post = profile.post.as_ref().and_then(|post| state.post(post)).map(|post| post.at);
        let enrolled = self.tracker.enrol(&profile.id, profile.tier, profile.kind, post);
        let on_duty = enrolled.and_then(|()| self.tracker.set_duty(&profile.id, presence(unit)));
        if let Err(refusal) = on_duty {
            tracing::error!(unit = %profile.id, %refusal, "failed to put a unit on the map");
        }
    }
}

impl Candidates for TrackerMap {
    fn near(&self, query: &CandidateQuery<'_>, judge: &Judge<'_>) -> CandidateAnswer {
        Lookout::new(&self.tracker, self.travel.load().as_ref()).near(query, judge)
    }

    fn locate(&self, unit: &UnitId, at: Point, now: EngineTime) -> Option<Candidate> {
        Lookout::new(&self.tracker, self.travel.load().as_ref()).locate(unit, at, now)
    }
}

impl Map for TrackerMap {
    fn advance(&self, now: EngineTime) {
        self.tracker.advance(now);
    }

    fn follow(&self, state: &State, entry: &Entry) {
        for id in Touched::by(&entry.events, state).units {
            if let Some(unit) = state.unit(&id) {
                self.enrol(state, unit);
            }
        }
        for event in &entry.events {
            self.follow_event(state, entry, event);
        }
    }
}

impl TrackerMap {
    #[expect(clippy::wildcard_enum_match_arm, reason = "most events say nothing about the map")]
    fn follow_event(&self, state: &State, entry: &Entry, event: &Event) {
        let followed = match event {
            // What stood on paper says where a unit was, and nobody is sent by it.
            Event::UnitPlaced { .. } if entry.entered_late => Ok(()),
            Event::UnitPlaced { unit, at } => self.tracker.place(unit, *at, entry.happened_at()),
            // Another device counts its fixes anew.
            Event::DutyStarted { unit, .. } | Event::CrewChanged { unit, .. } => self.tracker.change_device(unit),
            Event::PolicyActivated(_) => {
                self.take_over_travel(state);
                Ok(())
            }
            _ => Ok(()),
        };
        if let Err(refusal) = followed {
            tracing::error!(sequence = %entry.sequence, %refusal, "failed to let the map follow the record");
        }
    }
}

/// The model of travel time that a policy asks for.
///
/// # Errors
/// When a parameter lies outside what the model allows; a checked policy's never do.
pub fn straight_line(parameters: &TravelParameters) -> Result<StraightLine, InvalidTravel> {
    let speeds = SpeedsMps {
        motorcycle: parameters.speed_mps(UnitKind::Motorcycle),
        car: parameters.speed_mps(UnitKind::Car),
        van: parameters.speed_mps(UnitKind::Van),
        bicycle: parameters.speed_mps(UnitKind::Bicycle),
        foot: parameters.speed_mps(UnitKind::Foot),
        boat: parameters.speed_mps(UnitKind::Boat),
    };
    StraightLine::new(parameters.detour_factor, speeds)
}

/// What the map must know of a unit's duty.
#[must_use]
pub fn presence(unit: &Unit) -> Presence {
    match unit.duty.as_ref().map(|duty| &duty.activity) {
        None => Presence::Off,
        Some(Activity::Available) => Presence::Available,
        Some(Activity::Unavailable { .. }) => Presence::Unavailable,
        Some(Activity::OnDispatch(_)) => Presence::Engaged,
    }
}
