//! How long to wait before the next try, so that ten thousand radios do not come back in the same second.

use std::time::Duration;

use rand::Rng;

/// The first pause.
const SHORTEST: Duration = Duration::from_secs(1);
/// The longest pause.
const LONGEST: Duration = Duration::from_secs(30);

/// Pauses that double, each drawn from its upper half.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// The pause after one more failure.
    pub(super) fn next(&mut self, chance: &mut impl Rng) -> Duration {
        let whole = SHORTEST.saturating_mul(1 << self.failures.min(10)).min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        whole.mul_f64(chance.random_range(0.5..=1.0))
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
            let whole = SHORTEST.saturating_mul(1 << failure.min(10)).min(LONGEST);
            let pause = backoff.next(&mut chance);
            assert!(pause >= whole / 2 && pause <= whole, "failure {failure}: {pause:?}");
        }
        backoff.reset();
        assert!(backoff.next(&mut chance) <= SHORTEST);
    }
}
