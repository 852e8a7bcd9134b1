//! The smaller tables of a policy: forces, capabilities, travel, deadlines and the day.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::domain::ids::{Capability, ForceId};
use crate::domain::incident::LocalDay;
use crate::domain::time::EngineTime;
use crate::domain::unit::{Tier, UnitKind};

use super::hours::{TimeOfWeek, Weekday};
use super::section::{Section, Toml};

/// How travel time is estimated: the great-circle distance, stretched, at a speed that the kind of unit keeps in the
/// city.
#[derive(Clone, Debug, PartialEq)]
pub struct TravelParameters {
    /// How much longer the way over the ground is than as the crow flies; at least 1.
    pub detour_factor: f64,
    /// Metres a second over the ground, for every [`UnitKind`].
    speed_mps: [f64; UnitKind::ALL.len()],
}

impl TravelParameters {
    /// How fast a kind of unit gets ahead, in metres a second; always above zero.
    #[must_use]
    pub const fn speed_mps(&self, kind: UnitKind) -> f64 {
        let [motorcycle, car, van, bicycle, foot, boat] = self.speed_mps;
        match kind {
            UnitKind::Motorcycle => motorcycle,
            UnitKind::Car => car,
            UnitKind::Van => van,
            UnitKind::Bicycle => bicycle,
            UnitKind::Foot => foot,
            UnitKind::Boat => boat,
        }
    }

    pub(super) fn read(section: &Section<'_>) -> Self {
        let detour_factor = section.number("detour_factor", 1.0..=5.0);
        let speed_mps = section.table("speed_kmh").map_or([1.0; UnitKind::ALL.len()], |speeds| {
            let read = UnitKind::ALL.map(|kind| speeds.number(kind.as_str(), 1.0..=200.0) / 3.6);
            speeds.finish();
            read
        });
        Self { detour_factor, speed_mps }
    }
}

/// Spans of time that are the same for every incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// How long the device of a unit on a dispatch may be gone before the desk is told.
    pub contact_lost: Duration,
    /// How long after that somebody must look after the unit, when nothing is heard of it; none for never.
    pub welfare_check: Option<Duration>,
    /// How long a closed incident stays in memory, where it can be reopened at once.
    pub closed_keep: Duration,
}

impl Deadlines {
    pub(super) fn read(section: &Section<'_>) -> Self {
        Self {
            contact_lost: section.millis("contact_lost_ms", 1_000..=3_600_000),
            welfare_check: section
                .has("welfare_check_ms")
                .then(|| section.millis("welfare_check_ms", 1_000..=86_400_000)),
            closed_keep: Duration::from_secs(60 * section.integer("closed_keep_min", 1..=10_080)),
        }
    }
}

/// The city's calendar: which day it is there. Storage is UTC; incident numbers and day totals follow this.
#[derive(Clone, Debug)]
pub struct Calendar {
    zone: TimeZone,
}

impl Calendar {
    /// The day in the city at an instant; instants beyond the calendar count as its first or last day.
    #[must_use]
    pub fn day(&self, at: EngineTime) -> LocalDay {
        let date = self.local(at).date();
        LocalDay { year: date.year(), month: date.month().unsigned_abs(), day: date.day().unsigned_abs() }
    }

    /// The day of the week and the minute of the day in the city at an instant.
    #[must_use]
    pub fn time_of_week(&self, at: EngineTime) -> TimeOfWeek {
        let time = self.local(at);
        let weekday = match time.weekday() {
            jiff::civil::Weekday::Monday => Weekday::Monday,
            jiff::civil::Weekday::Tuesday => Weekday::Tuesday,
            jiff::civil::Weekday::Wednesday => Weekday::Wednesday,
            jiff::civil::Weekday::Thursday => Weekday::Thursday,
            jiff::civil::Weekday::Friday => Weekday::Friday,
            jiff::civil::Weekday::Saturday => Weekday::Saturday,
            jiff::civil::Weekday::Sunday => Weekday::Sunday,
        };
        let minute = u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs());
        TimeOfWeek { weekday, minute }
    }

    fn local(&self, at: EngineTime) -> jiff::civil::DateTime {
        let instant = jiff::Timestamp::from_microsecond(at.as_micros()).unwrap_or(if at < EngineTime::EPOCH {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        });
        self.zone.to_datetime(instant)
    }

    /// The time zones come with the binary, never from the machine, so that a day is the same day everywhere.
    pub(super) fn read(section: &Section<'_>) -> Self {
        let zone = section.text("time_zone", |name| {
            TimeZoneDatabase::bundled().get(name).map_err(|_| "no such zone; expected a name such as Asia/Shanghai")
        });
        Self { zone: zone.map_or(TimeZone::UTC, |(zone, _)| zone) }
    }
}

/// Reads which force belongs to which tier.
pub(super) fn read_forces(top: &Section<'_>, toml: &Toml<'_>) -> BTreeMap<ForceId, Tier> {
    let mut forces = BTreeMap::new();
    for section in top.tables("force", true) {
        let id = section.text("id", ForceId::new);
        let tier = section.word("tier", &Tier::ALL, Tier::as_str);
        if let (Some((id, mark)), Some(tier)) = (id, tier)
            && forces.insert(id.clone(), tier).is_some()
        {
            toml.fault(&mark, id, "another force has this id");
        }
        section.finish();
    }
    forces
}

/// Reads what units may be able to do.
pub(super) fn read_capabilities(top: &Section<'_>, toml: &Toml<'_>) -> BTreeSet<Capability> {
    let mut capabilities = BTreeSet::new();
    for section in top.tables("capability", false) {
        if let Some((id, mark)) = section.text("id", Capability::new)
            && !capabilities.insert(id.clone())
        {
            toml.fault(&mark, id, "another capability has this id");
        }
        section.finish();
    }
    capabilities
}
