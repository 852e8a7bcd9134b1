//! Instants and spans of the record.
//!
//! [`EngineTime`] is the only clock that the engine knows: UTC microseconds, handed in as an argument, never going
//! back (the runtime's clock sees to that). What a device or a paper form says about when something happened is an
//! [`EngineTime`] too, but it is carried as `occurred_at` beside the time of recording and never drives a timer.

use std::fmt;
use std::ops::{Add, Sub};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// An instant in UTC microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EngineTime(i64);

impl EngineTime {
    /// The epoch itself, earlier than anything that is ever recorded.
    pub const EPOCH: Self = Self(0);

    /// An instant from UTC microseconds since the Unix epoch.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// An instant from whole UTC seconds since the Unix epoch, saturating at the ends of the range.
    #[must_use]
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000_000))
    }

    /// UTC microseconds since the Unix epoch.
    #[must_use]
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// Whole UTC seconds since the Unix epoch, rounded towards the past.
    #[must_use]
    pub const fn as_unix_seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// How long ago `earlier` was; zero when it lies in the future.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// The later of two instants.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Ord::max(self, other)
    }
}

impl Add<Duration> for EngineTime {
    type Output = Self;

    fn add(self, span: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(span.as_micros()).unwrap_or(i64::MAX)))
    }
}

impl Sub<Duration> for EngineTime {
    type Output = Self;

    fn sub(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(span.as_micros()).unwrap_or(i64::MAX)))
    }
}

impl fmt::Display for EngineTime {
    /// RFC 3339 in UTC, with microseconds when there are any.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(timestamp) => write!(formatter, "{timestamp}"),
            Err(_) => write!(formatter, "{} us", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_past_is_measured_and_the_future_counts_as_now() {
        let morning = EngineTime::from_unix_seconds(100);
        assert_eq!((morning + Duration::from_secs(5)).since(morning), Duration::from_secs(5));
        assert_eq!(morning.since(morning + Duration::from_secs(5)), Duration::ZERO);
    }

    #[test]
    fn the_record_shows_utc() {
        assert_eq!(EngineTime::from_unix_seconds(1_212_188_400).to_string(), "2008-05-30T23:00:00Z");
    }
}
