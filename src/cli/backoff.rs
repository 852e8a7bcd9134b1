//! How long to wait before the next try, so that ten thousand radios do not come back in the same second.

use std::time::Duration;

use rand::Rng;

/// The longest first pause.
const FIRST: Duration = Duration::from_secs(1);
/// The longest pause of its own; the daemon may ask for a longer one.
const LONGEST: Duration = Duration::from_secs(30);
/// No pause is shorter, so that a daemon that answers at once is not asked in a loop.
const SHORTEST: Duration = Duration::from_millis(50);

/// Pauses whose limit doubles, each drawn from the whole span below it (full jitter). When the daemon said how long to
/// stay away, that comes before.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// The pause after one more failure; `asked` is how long the daemon said to stay away.
    pub(super) fn next(&mut self, asked: Option<Duration>, chance: &mut impl Rng) -> Duration {
        let whole = FIRST.saturating_mul(1 << self.failures.min(10)).min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        let own = whole.mul_f64(chance.random_range(0.0..=1.0));
        asked.unwrap_or_default().saturating_add(own).max(SHORTEST)
    }

    /// It worked: the next pause is short again.
    pub(super) fn reset(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;

    #[test]
    fn pauses_grow_up_to_a_limit_and_start_anew() {
        let mut chance = StdRng::seed_from_u64(1);
        let mut backoff = Backoff::default();
        for failure in 0..40 {
            let whole = FIRST.saturating_mul(1 << failure.min(10)).min(LONGEST);
            let pause = backoff.next(None, &mut chance);
            assert!(pause >= SHORTEST && pause <= whole, "failure {failure}: {pause:?}");
        }
        backoff.reset();
        assert!(backoff.next(None, &mut chance) <= FIRST);
    }

    #[test]
    fn a_crowd_comes_back_spread_over_the_whole_span() {
        let mut chance = StdRng::seed_from_u64(2);
        let pauses = (0..10_000).map(|_| Backoff { failures: 3 }.next(None, &mut chance));
        let mut by_second = [0; 8];
        for pause in pauses {
            by_second[usize::try_from(pause.as_secs()).expect("small").min(7)] += 1;
        }
        assert!(by_second.iter().all(|count| (1_000..=1_500).contains(count)), "{by_second:?}");
    }

    #[test]
    fn what_the_daemon_asks_for_comes_before_the_own_pause() {
        let mut chance = StdRng::seed_from_u64(3);
        let asked = Duration::from_secs(45);
        let pause = Backoff::default().next(Some(asked), &mut chance);
        assert!(pause >= asked && pause <= asked + FIRST, "{pause:?}");
    }
}
