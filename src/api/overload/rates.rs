//! How fast each principal may send. A bounded number of principals is remembered, those of late.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::domain::text::Text;

/// How many times as fast as one principal those may be together who are one too many to be remembered.
const CROWD: u32 = 8;

/// After how many checks it is looked whether principals can be forgotten.
const LOOK_EVERY: usize = 1_024;

/// The rates.
#[derive(Debug)]
pub struct Rates {
    /// Of commands other than level 1.
    pub commands: Rate,
    /// Of queries.
    pub queries: Rate,
    /// Of messages with positions.
    pub positions: Rate,
    /// Of messages with positions of the device of one unit.
    pub radios: Rate,
}

/// A rate for each principal, with two seconds' worth at once.
#[derive(Debug)]
pub struct Rate {
    per_second: u32,
    each: DefaultKeyedRateLimiter<Text>,
    crowd: DefaultDirectRateLimiter,
    principals_max: usize,
    checks: AtomicUsize,
    clock: DefaultClock,
}

impl Rate {
    /// So many a second.
    #[must_use]
    pub fn new(per_second: u32, principals_max: usize) -> Self {
        let quota = |per_second: u32| {
            let per_second = NonZeroU32::new(per_second).unwrap_or(NonZeroU32::MIN);
            Quota::per_second(per_second).allow_burst(per_second.saturating_mul(NonZeroU32::MIN.saturating_add(1)))
        };
        Self {
            per_second,
            each: RateLimiter::keyed(quota(per_second)),
            crowd: RateLimiter::direct(quota(per_second.saturating_mul(CROWD))),
            principals_max: principals_max.max(1),
            checks: AtomicUsize::new(0),
            clock: DefaultClock::default(),
        }
    }

    /// How many a second.
    #[must_use]
    pub const fn per_second(&self) -> u32 {
        self.per_second
    }

    /// Counts one of a principal's.
    ///
    /// # Errors
    /// When it is too fast: how long it must wait.
    pub fn check(&self, principal: &Text) -> Result<(), Duration> {
        if self.each.len() >= self.principals_max {
            if self.checks.fetch_add(1, Ordering::Relaxed).is_multiple_of(LOOK_EVERY) {
                self.each.retain_recent();
            }
            if self.each.len() >= self.principals_max {
                return self.crowd.check().map_err(|early| early.wait_time_from(self.clock.now()));
            }
        }
        self.each.check_key(principal).map_err(|early| early.wait_time_from(self.clock.now()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_is_told_and_more_principals_than_allowed_share_a_rate() {
        let rate = Rate::new(1, 3);
        let name = |number: usize| Text::truncated(&format!("p{number}"));
        assert_eq!((rate.check(&name(0)), rate.check(&name(0))), (Ok(()), Ok(())));
        let wait = rate.check(&name(0)).expect_err("too fast");
        assert!(wait > Duration::from_millis(500) && wait <= Duration::from_secs(1), "{wait:?}");
        let let_in = (1..1_000).filter(|number| rate.check(&name(*number)).is_ok()).count();
        assert!(let_in <= 2 + 2 * 8 + 4, "{let_in} of a thousand who are strangers");
        assert!(rate.each.len() <= 3, "{} are remembered", rate.each.len());
    }
}
