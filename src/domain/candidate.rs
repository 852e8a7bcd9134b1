//! The question that the engine asks of the map: who is near?
//!
//! The search is a hint, the claim is the truth. Whoever answers ([`Candidates`]) walks the units that it believes
//! available outwards from the scene and asks the engine's [`Judge`] about each; the judge looks at the engine's own
//! state. A stale answer costs a passed-over candidate, never a double claim.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::geo::{Distance, Point};
use super::ids::UnitId;
use super::position::{KnownPosition, PositionSource};
use super::time::EngineTime;
use super::unit::{Tier, UnitKind};

/// Why a unit was not chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PassReason {
    /// It could have gone, but another was nearer in travel time.
    Farther,
    /// It is on another dispatch.
    OnDispatch,
    /// It is out of service.
    Unavailable,
    /// It is not on duty.
    OffDuty,
    /// Its tier has no part in this plan.
    WrongTier,
    /// It lacks a capability that the plan asks for.
    LacksCapability,
    /// It is farther away than the plan's radius.
    OutsideRadius,
    /// Neither a fresh fix nor a post says where it is.
    NoPosition,
    /// Its position lies outside the service area.
    OutsideServiceArea,
    /// It has finished with this incident, declined it, let its offer expire, or was recalled from it.
    AlreadyTried,
    /// It moves in another way than the plan asks for.
    WrongKind,
    /// Too few officers or people are on board, or no firearms.
    CrewTooWeak,
    /// Its way takes longer than the plan allows.
    BeyondTravelTime,
    /// It is of the last free ones of its zone or post, which are kept for graver incidents.
    Reserved,
    /// The same decision sends it to another incident, or to another part of this plan, where it is worth more.
    NeededElsewhere,
    /// It must hold a post, which only a level 1 incident ends.
    HoldsPost,
    /// It is held for a planned event, and the scene lies outside its fence.
    HeldForEvent,
    /// Its own officer needs help.
    InEmergency,
}

impl PassReason {
    /// The word used in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Farther => "farther",
            Self::OnDispatch => "on_dispatch",
            Self::Unavailable => "unavailable",
            Self::OffDuty => "off_duty",
            Self::WrongTier => "wrong_tier",
            Self::LacksCapability => "lacks_capability",
            Self::OutsideRadius => "outside_radius",
            Self::NoPosition => "no_position",
            Self::OutsideServiceArea => "outside_service_area",
            Self::AlreadyTried => "already_tried",
            Self::WrongKind => "wrong_kind",
            Self::CrewTooWeak => "crew_too_weak",
            Self::BeyondTravelTime => "beyond_travel_time",
            Self::Reserved => "reserved",
            Self::NeededElsewhere => "needed_elsewhere",
            Self::HoldsPost => "holds_post",
            Self::HeldForEvent => "held_for_event",
            Self::InEmergency => "in_emergency",
        }
    }
}

/// A circumstance that is weighed as if it made the way longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Circumstance {
    /// It would leave the zone that it usually patrols.
    Boundary,
    /// Its position is old.
    StalePosition,
    /// Only its post is known.
    AtPost,
    /// Its last dispatch ended not long ago.
    Rest,
    /// Its shift ends soon.
    ShiftEnd,
    /// It has had dispatches in this duty.
    Workload,
    /// The place lies inside a planned event whose own units come first.
    NotInPool,
}

impl Circumstance {
    /// Every circumstance.
    pub const ALL: [Self; 7] = [
        Self::Boundary,
        Self::StalePosition,
        Self::AtPost,
        Self::Rest,
        Self::ShiftEnd,
        Self::Workload,
        Self::NotInPool,
    ];

    /// The word used in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Boundary => "boundary",
            Self::StalePosition => "stale_position",
            Self::AtPost => "at_post",
            Self::Rest => "rest",
            Self::ShiftEnd => "shift_end",
            Self::Workload => "workload",
            Self::NotInPool => "not_in_pool",
        }
    }
}

/// What is added to a unit's travel time for how its place is known: the part of its cost that the map can reckon by
/// itself, so that a search comes upon units nearly in the order of their whole cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlaceWeights {
    /// For every full minute of a position's age.
    pub stale_per_minute: Duration,
    /// For a unit of which only its post is known.
    pub at_post: Duration,
}

impl PlaceWeights {
    /// What a position's age adds.
    #[must_use]
    pub fn stale(&self, position: &KnownPosition) -> Duration {
        let minutes_old = position.age.map_or(0, |age| u32::try_from(age.as_secs() / 60).unwrap_or(u32::MAX));
        self.stale_per_minute.saturating_mul(minutes_old)
    }

    /// What it adds that only a post is known.
    #[must_use]
    pub fn post(&self, position: &KnownPosition) -> Duration {
        if position.source == PositionSource::Post { self.at_post } else { Duration::ZERO }
    }
}

/// What the engine asks for.
#[derive(Clone, Debug)]
pub struct CandidateQuery<'a> {
    /// The scene.
    pub at: Point,
    /// The moment of decision.
    pub now: EngineTime,
    /// What is added to travel times before units are compared.
    pub weights: PlaceWeights,
    /// The tiers that may be sent.
    pub tiers: &'a BTreeSet<Tier>,
    /// How far away a unit may be; none for any distance.
    pub radius: Option<Distance>,
    /// How many units that the judge takes are wanted; the first ones by [`Candidate::rank`].
    pub take_max: usize,
    /// How many units are to be named, taken or passed over: no more are passed over once there are so many.
    pub named_max: usize,
    /// Whether units on a dispatch are put to the judge, too: a grave incident may take one that is still on its way.
    pub engaged: bool,
}

/// One unit near the scene.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Who.
    pub unit: UnitId,
    /// Its tier.
    pub tier: Tier,
    /// How it moves.
    pub kind: UnitKind,
    /// Where it is taken to be.
    pub position: KnownPosition,
    /// The great-circle distance to the scene.
    pub distance: Distance,
    /// The expected time to the scene.
    pub travel_time: Duration,
}

impl Candidate {
    /// The least that this unit may cost: its travel time and what is added for how its place is known.
    #[must_use]
    pub fn cost_at_least(&self, weights: &PlaceWeights) -> Duration {
        let added = weights.stale(&self.position).saturating_add(weights.post(&self.position));
        self.travel_time.saturating_add(added)
    }

    /// The order in which units are considered: the least cost, then distance, then callsign. No tie depends on a thread.
    #[must_use]
    pub fn rank(&self, weights: &PlaceWeights) -> (Duration, Distance, &UnitId) {
        (self.cost_at_least(weights), self.distance, &self.unit)
    }
}

/// The engine's word on a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// It may be sent.
    Take,
    /// It may not, and why.
    PassOver(PassReason),
}

/// Asks the engine's own state about a unit.
pub type Judge<'a> = dyn Fn(&Candidate) -> Judgement + 'a;

/// What came of a search.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CandidateAnswer {
    /// The first units that the judge took, in rank order, at most `take_max`.
    pub taken: Vec<Candidate>,
    /// The first units that were passed over, in rank order, each with the reason, until `named_max` are named. Units
    /// on duty that the map knows to be busy are among them, and those that the judge took beyond `take_max`
    /// ([`PassReason::Farther`]).
    pub passed_over: Vec<(Candidate, PassReason)>,
    /// How many units of the allowed tiers were available with a known position, from maintained counters.
    pub available: u32,
    /// How many more units of the allowed tiers were on duty, by reason, from maintained counters.
    pub others: Vec<(PassReason, u32)>,
    /// Whether there may be units of which whoever answers knows nothing: a record names but a few.
    pub is_partial: bool,
}

/// Whoever knows where the units are.
pub trait Candidates {
    /// Finds units near a place. Deterministic for the same positions, availability, query and judge.
    fn near(&self, query: &CandidateQuery<'_>, judge: &Judge<'_>) -> CandidateAnswer;

    /// One unit as a candidate for a place, whatever its distance; none when nothing is known of its position.
    fn locate(&self, unit: &UnitId, at: Point, now: EngineTime) -> Option<Candidate>;
}

/// Expected travel time over the ground.
pub trait TravelTime {
    /// The expected time for a unit of this kind from one place to another.
    fn between(&self, kind: UnitKind, from: Point, to: Point) -> Duration;

    /// The same for whoever has the great-circle distance at hand.
    fn over(&self, kind: UnitKind, from: Point, to: Point, _distance: Distance) -> Duration {
        self.between(kind, from, to)
    }

    /// A time that no unit of any kind can beat over this great-circle distance: it lets a search stop.
    fn at_least(&self, distance: Distance) -> Duration;
}
