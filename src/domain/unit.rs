//! Patrol units: who they are, who is on board, and what they are doing.
//!
//! A callsign is bound to persons, a vehicle and a device for a time, by checking in. A unit is available because it
//! checked in and is free, never because it has a position.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::few::Few;
use super::geo::Point;
use super::ids::{
    Capability, DeviceId, DispatchId, ForceId, IncidentId, OrderId, PersonId, PostId, UnitId, VehicleId, ZoneId,
};
use super::order::StandingOrder;
use super::text::Text;
use super::time::EngineTime;

/// The three tiers of the "2+N+N" patrol system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tier {
    /// The two city-level forces.
    City,
    /// Town-level patrol forces.
    Town,
    /// Village and community patrols.
    Village,
}

impl Tier {
    /// Every tier, from the city downwards.
    pub const ALL: [Self; 3] = [Self::City, Self::Town, Self::Village];

    /// The word used in policy files, metrics and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::Town => "town",
            Self::Village => "village",
        }
    }
}

/// How a unit moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum UnitKind {
    /// A motorcycle, as the iron riders ride.
    Motorcycle,
    /// A patrol car.
    Car,
    /// A van with a larger crew.
    Van,
    /// An electric scooter or bicycle.
    Bicycle,
    /// On foot.
    Foot,
    /// A boat on the river network.
    Boat,
}

impl UnitKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Motorcycle, Self::Car, Self::Van, Self::Bicycle, Self::Foot, Self::Boat];

    /// The word used in policy files, metrics and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Motorcycle => "motorcycle",
            Self::Car => "car",
            Self::Van => "van",
            Self::Bicycle => "bicycle",
            Self::Foot => "foot",
            Self::Boat => "boat",
        }
    }
}

/// A unit as the roster knows it, on duty or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitProfile {
    /// The callsign.
    pub id: UnitId,
    /// The tier that its force belongs to.
    pub tier: Tier,
    /// The force that it is part of.
    pub force: ForceId,
    /// How it moves.
    pub kind: UnitKind,
    /// The zone that it usually patrols.
    pub home_zone: Option<ZoneId>,
    /// Where it stands when nothing else is known of it.
    pub post: Option<PostId>,
    /// What it can do.
    pub capabilities: Few<Capability>,
    /// The unit that it was split from.
    pub parent: Option<UnitId>,
}

/// A named place where units stand by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Post {
    /// Its name.
    pub id: PostId,
    /// Where it is.
    pub at: Point,
}

/// Whether a crew member is a sworn officer or an auxiliary: some tasks need an officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rank {
    /// A sworn police officer (民警).
    Officer,
    /// An auxiliary (辅警) or community patroller.
    Auxiliary,
}

/// One person on board.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CrewMember {
    /// The person.
    pub person: PersonId,
    /// Officer or auxiliary.
    pub rank: Rank,
}

/// The most people in one crew.
pub const CREW_MAX: usize = 16;

/// The people of one unit: 1 to [`CREW_MAX`], each once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crew(Vec<CrewMember>);

/// Why a crew was refused.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum InvalidCrew {
    /// Nobody is on board, or too many are.
    #[error("invalid crew (got {0} members): it needs 1 to {CREW_MAX}")]
    Size(usize),
    /// A person is listed twice.
    #[error("invalid crew (got {0} twice): nobody is on board twice")]
    Twice(PersonId),
}

impl Crew {
    /// Checks and takes over a crew; it is kept in the order of the persons' ids.
    ///
    /// # Errors
    /// When it is empty, larger than [`CREW_MAX`], or lists a person twice.
    pub fn new(mut members: Vec<CrewMember>) -> Result<Self, InvalidCrew> {
        if members.is_empty() || members.len() > CREW_MAX {
            return Err(InvalidCrew::Size(members.len()));
        }
        members.sort();
        let twice = members.windows(2).find_map(|pair| match pair {
            [one, other] if one.person == other.person => Some(one.person.clone()),
            _ => None,
        });
        twice.map_or(Ok(Self(members)), |person| Err(InvalidCrew::Twice(person)))
    }

    /// The people on board, ordered by person id.
    #[must_use]
    pub fn members(&self) -> &[CrewMember] {
        &self.0
    }

    /// How many of a rank are on board.
    #[must_use]
    pub fn count(&self, rank: Rank) -> usize {
        self.0.iter().filter(|member| member.rank == rank).count()
    }
}

/// What a unit declares when it checks in for duty (报备).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckIn {
    /// Who is on board.
    pub crew: Crew,
    /// What they ride or drive.
    pub vehicle: Option<VehicleId>,
    /// The device that speaks for the unit; none for a unit that is reached by voice only.
    pub device: Option<DeviceId>,
    /// Whether firearms are on board.
    pub armed: bool,
    /// The radio group where the unit is heard.
    pub radio_group: Text,
    /// When the shift ends, as planned.
    pub shift_ends_at: Option<EngineTime>,
}

/// Why a unit on duty is out of service, by its own or the desk's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum UnavailableReason {
    /// A meal or a rest.
    Break,
    /// Refuelling or charging.
    Refuelling,
    /// A vehicle or equipment fault.
    Fault,
    /// Writing up a case or taking someone in.
    Paperwork,
    /// Transporting a person in custody.
    Transport,
    /// Any other task, named in the text beside it.
    OtherTask,
}

/// What a unit on duty is doing. One truth: a unit is on at most one dispatch because it can hold only one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Activity {
    /// Free to be sent.
    Available,
    /// Out of service, by its own or the desk's word.
    Unavailable {
        /// Why.
        reason: UnavailableReason,
        /// In words, when there is more to say.
        detail: Text,
        /// When it expects to be back.
        expected_return_at: Option<EngineTime>,
    },
    /// Claimed by a dispatch, from the offer to the end.
    OnDispatch(DispatchId),
}

/// Whether the unit's device can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Link {
    /// No device has connected in this duty: the unit is reached by voice.
    VoiceOnly,
    /// A device holds a connection since then.
    Connected {
        /// When it connected.
        since: EngineTime,
    },
    /// The device's connection dropped and has not come back; it may yet do so by itself.
    Dropped {
        /// When it dropped.
        since: EngineTime,
        /// When the desk is told, should the unit be on a dispatch.
        alarm_at: EngineTime,
    },
    /// The connection dropped so long ago that the desk was told.
    Lost {
        /// When the desk was told.
        since: EngineTime,
    },
}

/// A period of duty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Duty {
    /// When the unit checked in.
    pub since: EngineTime,
    /// What it declared.
    pub check_in: CheckIn,
    /// What it is doing.
    pub activity: Activity,
    /// Since when it is doing that.
    pub activity_since: EngineTime,
    /// Why it was out of service when a person sent it all the same: it is so again, should it not go.
    pub sent_from: Option<Box<Activity>>,
    /// Whether its device can be reached.
    pub link: Link,
    /// How many dispatches it has finished in this duty.
    pub finished: u32,
    /// When it finished the last of them.
    pub last_finished_at: Option<EngineTime>,
    /// The order that it is under, outside any incident; few units are, and it is as large as the rest.
    pub order: Option<Box<StandingOrder>>,
    /// The last orders that have ended, the newest first: a device may acknowledge one that has just been taken back.
    pub past_orders: Vec<OrderId>,
    /// Since when it works beyond its shift.
    pub overtime_since: Option<EngineTime>,
    /// By when it must be heard of, since its device was lost.
    pub welfare_due_at: Option<EngineTime>,
    /// Whether it is out of service for longer than it said.
    pub return_overdue: bool,
}

impl Duty {
    /// A duty that has just begun: free, without an order, without a device that was heard of.
    #[must_use]
    pub const fn new(check_in: CheckIn, since: EngineTime) -> Self {
        Self {
            since,
            check_in,
            activity: Activity::Available,
            activity_since: since,
            sent_from: None,
            link: Link::VoiceOnly,
            order: None,
            past_orders: Vec::new(),
            overtime_since: None,
            welfare_due_at: None,
            return_overdue: false,
            finished: 0,
            last_finished_at: None,
        }
    }

    /// Whether the unit must stay where it was ordered to: then only a level 1 incident may take it away.
    #[must_use]
    pub fn holds_post(&self) -> bool {
        self.order.as_ref().is_some_and(|order| order.must_hold)
    }
}

/// A unit that works for another town for a while: that town's desk sees and orders it as its own, its home sees it still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loan {
    /// The zone that it works for.
    pub zone: ZoneId,
    /// Since when.
    pub since: EngineTime,
    /// Until when: then it is its home's alone again, by itself.
    pub until: EngineTime,
}

/// A unit with its duty, when it has checked in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// Who it is.
    pub profile: UnitProfile,
    /// Its present duty; none when off duty.
    pub duty: Option<Duty>,
    /// The incident in which its officer needs help, on duty or not.
    pub emergency: Option<IncidentId>,
    /// The town that it is lent to, on duty or not.
    pub loan: Option<Box<Loan>>,
}

impl Unit {
    /// A unit as the roster brings it: off duty, lent to nobody.
    #[must_use]
    pub const fn off_duty(profile: UnitProfile) -> Self {
        Self { profile, duty: None, emergency: None, loan: None }
    }

    /// The dispatch that holds the unit, if any.
    #[must_use]
    pub fn dispatch(&self) -> Option<DispatchId> {
        match self.duty.as_ref().map(|duty| &duty.activity) {
            Some(Activity::OnDispatch(dispatch)) => Some(*dispatch),
            Some(Activity::Available | Activity::Unavailable { .. }) | None => None,
        }
    }

    /// Whether the unit is on duty and free to be sent.
    #[must_use]
    pub fn is_available(&self) -> bool {
        matches!(self.duty.as_ref().map(|duty| &duty.activity), Some(Activity::Available))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(person: &str, rank: Rank) -> CrewMember {
        CrewMember { person: PersonId::new(person).expect("a badge number"), rank }
    }

    #[test]
    fn a_crew_counts_officers_and_auxiliaries() {
        let crew = Crew::new(vec![member("044182", Rank::Officer), member("F1001", Rank::Auxiliary)]).expect("a crew");
        assert_eq!((crew.count(Rank::Officer), crew.count(Rank::Auxiliary)), (1, 1));
    }

    #[test]
    fn nobody_is_on_board_twice_and_nobody_drives_an_empty_car() {
        assert_eq!(Crew::new(vec![]), Err(InvalidCrew::Size(0)));
        let twice = Crew::new(vec![member("044182", Rank::Officer), member("044182", Rank::Auxiliary)]);
        assert_eq!(
            twice.expect_err("refused").to_string(),
            "invalid crew (got 044182 twice): nobody is on board twice"
        );
    }
}
