//! From the domain to messages. Nothing here can fail: what the domain holds can always be said.
//!
//! Personal texts come through the eyes of whoever asks ([`Open`]): in the clear, or as the word why they are not.

mod alarm;
mod answer;
mod desk;
mod dispatch;
mod erasure;
mod event;
mod incident;
mod order;
mod policy;
mod records;
mod rehearsal;
mod report;
mod unit;

use std::time::Duration;

use prost_types::Timestamp;

pub use alarm::{alarm, alarm_cause};
pub use answer::receipt;
pub use dispatch::{dispatch, explanation, unit_order};
pub use erasure::retention;
pub use event::watch_event;
pub use incident::{classification, incident, incident_number};
pub use order::{ended_order, planned_event, standing_order};
pub use policy::{duty_level, policy, policy_change};
pub use records::{audit_entry, examination, hash, response_times};
pub use rehearsal::rehearsal;
pub use report::report;
pub use unit::{batch_summary, unit, unit_position};

use super::proto;
use super::twins::Twin;
use crate::domain::geo::{Datum, Point};
use crate::domain::position::KnownPosition;
use crate::domain::sealed::Sealed;
use crate::domain::time::EngineTime;
use crate::runtime::personal::Told;

/// Gives a sealed text as the reader may see it.
pub type Open<'a> = dyn Fn(&Sealed) -> Shown + Sync + 'a;

/// A personal text as a reader may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// What it says.
    Told(Told),
    /// That there is one, and nothing more.
    Masked,
}

/// How much of a thing is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What lists and changes show.
    Basic,
    /// With explanations and notes.
    Full,
}

/// An instant.
#[must_use]
pub fn time(at: EngineTime) -> Timestamp {
    let micros = at.as_micros();
    let nanos = i32::try_from(micros.rem_euclid(1_000_000) * 1_000).unwrap_or(0);
    Timestamp { seconds: micros.div_euclid(1_000_000), nanos }
}

/// A place, on WGS-84.
#[must_use]
pub fn position(at: Point) -> proto::Position {
    proto::Position { latitude_deg: at.latitude_deg(), longitude_deg: at.longitude_deg(), datum: Datum::Wgs84.number() }
}

/// Where a unit is taken to be.
#[must_use]
pub fn known_position(known: &KnownPosition) -> proto::KnownPosition {
    proto::KnownPosition {
        position: Some(position(known.at)),
        source: known.source.number(),
        age_ms: known.age.map(millis),
        outside_service_area: known.outside_service_area,
    }
}

/// A personal text, as the reader may see it.
#[must_use]
pub fn personal(sealed: &Sealed, open: &Open<'_>) -> proto::PersonalText {
    let nothing = proto::PersonalText::default();
    match open(sealed) {
        Shown::Told(Told::Clear(text)) => proto::PersonalText { text: text.reveal(), ..nothing },
        Shown::Told(Told::Erased) => proto::PersonalText { erased: true, ..nothing },
        Shown::Told(Told::Unreadable) => proto::PersonalText { unreadable: true, ..nothing },
        Shown::Masked => proto::PersonalText { masked: true, ..nothing },
    }
}

/// Whole milliseconds.
#[must_use]
pub fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

fn text(value: Option<&impl ToString>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

fn number<T: Twin>(value: Option<T>) -> i32 {
    value.map_or(0, Twin::number)
}
