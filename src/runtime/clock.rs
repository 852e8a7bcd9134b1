//! Where time comes from: the only place in the house that asks an operating system for it.
//!
//! Engine time is the later of the record's last time and the wall clock at start, and from there it follows the
//! monotonic clock: it never goes back, and a step of the wall clock moves nothing but the skew that is measured here.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use thiserror::Error;
use tokio::sync::watch;

use crate::domain::time::EngineTime;

/// A source of engine time.
#[derive(Debug)]
pub struct Clock {
    source: Source,
}

#[derive(Debug)]
enum Source {
    /// Follows the machine's monotonic clock, `speed` times as fast.
    Running { started: Instant, start: EngineTime, speed: f64 },
    /// Stands still until it is told.
    Manual { now: AtomicI64, moved: watch::Sender<EngineTime> },
}

/// Only a clock that stands still can be told the time.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("this clock runs by itself and cannot be told the time")]
pub struct RunsByItself;

impl Clock {
    /// The machine's clock, not before `last`, the newest time of the record.
    #[must_use]
    pub fn system(last: EngineTime) -> Self {
        Self::running(last.max(wall_now()), 1.0)
    }

    /// A clock that starts at `start` and runs `speed` times as fast as the machine's. Demonstrations use it.
    #[must_use]
    pub fn running(start: EngineTime, speed: f64) -> Self {
        #[expect(clippy::disallowed_methods, reason = "the one home of the machine's clock")]
        let started = Instant::now();
        Self { source: Source::Running { started, start, speed } }
    }

    /// A clock that stands still until [`Clock::advance_to`]. Recorded movement is replayed on it.
    #[must_use]
    pub fn manual(start: EngineTime) -> Self {
        Self { source: Source::Manual { now: AtomicI64::new(start.as_micros()), moved: watch::Sender::new(start) } }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> EngineTime {
        match &self.source {
            Source::Running { started, start, speed } => *start + started.elapsed().mul_f64(*speed),
            Source::Manual { now, .. } => EngineTime::from_micros(now.load(Ordering::Acquire)),
        }
    }

    /// Tells a manual clock the time; it never goes back.
    ///
    /// # Errors
    /// When the clock runs by itself.
    pub fn advance_to(&self, time: EngineTime) -> Result<(), RunsByItself> {
        match &self.source {
            Source::Running { .. } => Err(RunsByItself),
            Source::Manual { now, moved } => {
                now.fetch_max(time.as_micros(), Ordering::AcqRel);
                moved.send_replace(self.now());
                Ok(())
            }
        }
    }

    /// How long a thread may sleep until `deadline`; none when only [`Clock::advance_to`] can bring it.
    #[must_use]
    pub fn real_time_until(&self, deadline: EngineTime) -> Option<Duration> {
        match &self.source {
            Source::Running { speed, .. } => Some(deadline.since(self.now()).div_f64(*speed)),
            Source::Manual { .. } => None,
        }
    }

    /// Waits for a span of engine time.
    pub async fn sleep(&self, span: Duration) {
        let deadline = self.now() + span;
        match &self.source {
            Source::Running { speed, .. } => tokio::time::sleep(span.div_f64(*speed)).await,
            Source::Manual { moved, .. } => {
                let mut moved = moved.subscribe();
                // The sender lives in this clock, so waiting cannot fail while the clock is borrowed.
                drop(moved.wait_for(|now| *now >= deadline).await);
            }
        }
    }

    /// By how many microseconds the wall clock is ahead of engine time; zero for a clock that is not the machine's.
    #[must_use]
    pub fn skew_us(&self) -> i64 {
        match &self.source {
            Source::Running { speed, .. } if (*speed - 1.0).abs() < f64::EPSILON => {
                wall_now().as_micros().saturating_sub(self.now().as_micros())
            }
            Source::Running { .. } | Source::Manual { .. } => 0,
        }
    }
}

/// The wall clock.
#[must_use]
pub fn wall_now() -> EngineTime {
    #[expect(clippy::disallowed_methods, reason = "the one home of the machine's clock")]
    let now = SystemTime::now();
    let micros = now.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_micros());
    EngineTime::from_micros(i64::try_from(micros).unwrap_or(i64::MAX))
}

/// How long something took, for metrics only.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts measuring.
    #[must_use]
    pub fn start() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the one home of the machine's clock")]
        Self(Instant::now())
    }

    /// The time since the start.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    /// The time since the start, and starts anew.
    pub fn lap(&mut self) -> Duration {
        let next = Self::start();
        next.0.saturating_duration_since(std::mem::replace(self, next).0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_never_goes_back_when_the_wall_clock_did() {
        let future = wall_now() + Duration::from_hours(1);
        let clock = Clock::system(future);
        assert!(clock.now() >= future);
        assert!(clock.skew_us() < -3_500_000_000);
    }

    #[test]
    fn a_manual_clock_only_moves_forward_and_only_when_told() {
        let clock = Clock::manual(EngineTime::from_unix_seconds(100));
        clock.advance_to(EngineTime::from_unix_seconds(160)).expect("it is manual");
        clock.advance_to(EngineTime::from_unix_seconds(130)).expect("it is manual");
        assert_eq!(clock.now(), EngineTime::from_unix_seconds(160));
        assert_eq!(Clock::system(EngineTime::EPOCH).advance_to(EngineTime::EPOCH), Err(RunsByItself));
    }
}
