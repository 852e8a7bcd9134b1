//! When somebody who was turned away should come back: the more are waiting and the more were turned away, the later.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::clock::Stopwatch;

/// Nobody is told to come back sooner.
pub const RETRY_MIN: Duration = Duration::from_millis(500);

/// Nobody is told to come back later.
pub const RETRY_MAX: Duration = Duration::from_secs(30);

const SECOND: Duration = Duration::from_secs(1);

/// How many of a kind were served and turned away in the last second or two.
#[derive(Debug)]
pub struct Pressure {
    since: Stopwatch,
    windows: Mutex<Windows>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Windows {
    began: Duration,
    now: Count,
    before: Count,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    served: u64,
    refused: u64,
}

impl Default for Pressure {
    fn default() -> Self {
        Self { since: Stopwatch::start(), windows: Mutex::default() }
    }
}

impl Pressure {
    /// So many were served.
    pub fn served(&self, count: usize) {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        windows.move_on(self.since.elapsed());
        windows.now.served += count as u64;
    }

    /// One is turned away while so many wait: when it should come back.
    pub fn refused(&self, waiting: usize) -> Duration {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        windows.move_on(self.since.elapsed());
        windows.now.refused += 1;
        windows.retry_after(waiting)
    }
}

impl Windows {
    fn move_on(&mut self, now: Duration) {
        let passed = now.saturating_sub(self.began);
        if passed >= SECOND {
            self.before = if passed < SECOND * 2 { self.now } else { Count::default() };
            (self.now, self.began) = (Count::default(), now);
        }
    }

    /// As long as it takes to serve whoever waits and whoever was told to come back, at the pace of late.
    fn retry_after(&self, waiting: usize) -> Duration {
        let ahead = waiting as u64 + self.now.refused.max(self.before.refused);
        let pace = self.now.served.max(self.before.served).max(1);
        Duration::from_millis(ahead.saturating_mul(1_000) / pace).clamp(RETRY_MIN, RETRY_MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn windows(served: u64, refused: u64) -> Windows {
        Windows { now: Count { served, refused }, ..Windows::default() }
    }

    #[test]
    fn the_delay_grows_with_what_waits_and_with_whom_was_turned_away() {
        assert_eq!(windows(1_000, 0).retry_after(100), RETRY_MIN);
        assert_eq!(windows(1_000, 0).retry_after(2_000), Duration::from_secs(2));
        assert_eq!(windows(1_000, 3_000).retry_after(2_000), Duration::from_secs(5));
        assert_eq!(windows(0, 1).retry_after(100_000), RETRY_MAX, "nothing moves");
    }

    #[test]
    fn what_was_long_ago_is_forgotten() {
        let mut windows = windows(1_000, 9_000);
        windows.move_on(SECOND);
        assert_eq!((windows.before.refused, windows.now.refused), (9_000, 0), "the second before still counts");
        windows.move_on(SECOND * 4);
        assert_eq!((windows.before.refused, windows.now.refused), (0, 0));
    }
}
