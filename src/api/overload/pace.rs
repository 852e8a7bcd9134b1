//! A steady pace: whoever comes is given the next free moment, so that ten thousand at once come in one after the other.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::runtime::clock::Stopwatch;

/// How much may come at once before the pace is kept.
const BURST: Duration = Duration::from_millis(20);

/// A pace.
#[derive(Debug)]
pub struct Pace {
    step: Duration,
    wait_max: Duration,
    since: Stopwatch,
    /// The next free moment.
    next: Mutex<Duration>,
}

impl Pace {
    /// So many a second; nobody waits longer than `wait_max`.
    #[must_use]
    pub fn new(per_second: u32, wait_max: Duration) -> Self {
        let step = Duration::from_secs(1) / per_second.max(1);
        Self { step, wait_max, since: Stopwatch::start(), next: Mutex::default() }
    }

    /// Takes the next free moment; how long until then.
    ///
    /// # Errors
    /// When that would take too long: how long it would take.
    pub fn reserve(&self) -> Result<Duration, Duration> {
        self.reserve_many(1)
    }

    /// Takes the next free moment for something that is as much work as so many.
    ///
    /// # Errors
    /// As [`reserve`](Self::reserve).
    pub fn reserve_many(&self, many: u32) -> Result<Duration, Duration> {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let (taken, wait) = slot(self.since.elapsed(), *next, self.step.saturating_mul(many));
        if wait > self.wait_max {
            return Err(wait);
        }
        *next = taken;
        Ok(wait)
    }
}

/// The next free moment after this one is taken, and how long to wait for this one.
fn slot(now: Duration, next: Duration, step: Duration) -> (Duration, Duration) {
    let mine = next.max(now.saturating_sub(BURST));
    (mine + step, mine.saturating_sub(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_is_spread_evenly_and_a_pause_is_no_credit_for_ever() {
        let step = Duration::from_millis(10);
        let (mut next, now) = (Duration::ZERO, Duration::from_mins(1));
        let mut waits = Vec::new();
        for _ in 0..15 {
            let (taken, wait) = slot(now, next, step);
            next = taken;
            waits.push(wait.as_millis());
        }
        assert_eq!(waits, [0, 0, 0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120]);
    }

    #[test]
    fn who_is_as_much_work_as_many_leaves_room_behind_it() {
        let pace = Pace::new(10, Duration::MAX);
        assert_eq!(pace.reserve_many(20), Ok(Duration::ZERO));
        let behind = pace.reserve().expect("it waits");
        assert!(behind > Duration::from_millis(1_900) && behind <= Duration::from_secs(2), "{behind:?}");
    }

    #[test]
    fn who_would_wait_too_long_takes_no_place() {
        let pace = Pace::new(10, Duration::from_secs(1));
        let waits: Vec<_> = (0..100).map(|_| pace.reserve()).collect();
        let let_in = waits.iter().filter(|wait| wait.is_ok()).count();
        assert!((10..=12).contains(&let_in), "{let_in}");
        let told = waits.last().expect("some").expect_err("too long");
        assert!(told > Duration::from_secs(1) && told < Duration::from_millis(1_200), "{told:?}");
    }
}
