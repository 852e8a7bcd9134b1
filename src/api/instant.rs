//! Instants on the wire.

use prost_types::Timestamp;

use super::faults::Faults;
use crate::domain::time::EngineTime;

/// Reads an instant of the years 1 to 9999; it may be absent.
pub(super) fn time(faults: &mut Faults, field: &str, timestamp: Option<Timestamp>) -> Option<EngineTime> {
    const SECONDS: std::ops::RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;
    let Timestamp { seconds, nanos } = timestamp?;
    if !SECONDS.contains(&seconds) || !(0..1_000_000_000).contains(&nanos) {
        faults.note(field, format!("invalid timestamp (got {seconds} s and {nanos} ns): years 1 to 9999 are allowed"));
        return None;
    }
    Some(EngineTime::from_micros(seconds * 1_000_000 + i64::from(nanos / 1_000)))
}
