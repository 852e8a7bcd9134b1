//! Fixes: where a unit said it was, and what became of the saying.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::geo::Point;
use super::ids::UnitId;
use super::time::EngineTime;

/// The order of a device's fixes among themselves: its boot count, then its own counter. It survives dead spots and a
/// wrong device clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DeviceOrder {
    /// How often the device has started.
    pub boot: u32,
    /// The device's own counter since then.
    pub sequence: u64,
}

/// One position of one unit, on WGS-84.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// Whose position it is.
    pub unit: UnitId,
    /// Where.
    pub at: Point,
    /// When the device was there: the daemon's clock at receipt less the age that the device gave. Never the device's
    /// own clock.
    pub taken_at: EngineTime,
    /// When the daemon received it.
    pub received_at: EngineTime,
    /// Its place among the same device's fixes; none when the sender keeps no count.
    pub order: Option<DeviceOrder>,
    /// Radius of the 68 % circle in metres; none when the device gave none.
    pub accuracy_m: Option<f32>,
    /// Speed over ground in metres a second.
    pub speed_mps: Option<f32>,
    /// Course over ground in degrees clockwise from north.
    pub heading_deg: Option<f32>,
    /// The device's own clock, as evidence.
    pub device_time: Option<EngineTime>,
}

impl Fix {
    /// Whether it was taken after another fix of the same unit: by the device's own count, else by its age.
    #[must_use]
    pub fn is_newer_than(&self, other: &Self) -> bool {
        match (self.order, other.order) {
            (Some(mine), Some(others)) => mine > others,
            (Some(_) | None, None) | (None, Some(_)) => self.taken_at > other.taken_at,
        }
    }
}

/// What the tracker made of a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FixVerdict {
    /// It is the unit's position now.
    Accepted,
    /// It lies outside the service area, but the unit is on an incident: it moves the unit and is marked.
    AcceptedOutside,
    /// It is older than the position that the unit has: kept on the track, the unit does not move back in time.
    Late,
    /// It is the same fix again.
    Duplicate,
    /// It implies an impossible speed since the last accepted fix; kept as evidence.
    Implausible,
    /// It lies outside the service area; kept as evidence.
    OutsideServiceArea,
    /// Its accuracy circle is larger than the limit; kept as evidence.
    Inaccurate,
    /// The unit is not on duty.
    NotOnDuty,
    /// No unit of that name is on the roster.
    UnknownUnit,
}

impl FixVerdict {
    /// Every verdict, for metrics and tables.
    pub const ALL: [Self; 9] = [
        Self::Accepted,
        Self::AcceptedOutside,
        Self::Late,
        Self::Duplicate,
        Self::Implausible,
        Self::OutsideServiceArea,
        Self::Inaccurate,
        Self::NotOnDuty,
        Self::UnknownUnit,
    ];

    /// The word used in metrics and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::AcceptedOutside => "accepted_outside",
            Self::Late => "late",
            Self::Duplicate => "duplicate",
            Self::Implausible => "implausible",
            Self::OutsideServiceArea => "outside_service_area",
            Self::Inaccurate => "inaccurate",
            Self::NotOnDuty => "not_on_duty",
            Self::UnknownUnit => "unknown_unit",
        }
    }

    /// Whether the unit is now where the fix says.
    #[must_use]
    pub const fn moved_the_unit(self) -> bool {
        matches!(self, Self::Accepted | Self::AcceptedOutside)
    }
}

/// Where the knowledge of a unit's place comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PositionSource {
    /// A fix of its device that is fresh enough.
    Fix,
    /// A person placed it, by voice.
    Voice,
    /// Nothing fresh is known: it is taken to stand at its post.
    Post,
}

/// Where a unit is taken to be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownPosition {
    /// The place.
    pub at: Point,
    /// How it is known.
    pub source: PositionSource,
    /// How old the fix or the word is; none for a post.
    pub age: Option<Duration>,
    /// Whether it lies outside the service area.
    pub outside_service_area: bool,
}
