//! Chance that stays the same for ever: a seeded generator and the few distributions that the city draws from.
//!
//! Only `ChaCha8`'s bit stream is taken from outside. Every distribution is written here with additions,
//! multiplications and comparisons alone, which IEEE 754 fixes to the last bit; sines and logarithms differ between
//! platforms, and the sampling of a library may change with its version.

use std::time::Duration;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use sha2::{Digest, Sha256};

/// A stream of chance for one purpose.
#[derive(Clone, Debug)]
pub struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream of a seed for a purpose: streams of different purposes share nothing, so that drawing once more for
    /// one part of the city moves nothing in another.
    #[must_use]
    pub fn new(seed: u64, purpose: &str) -> Self {
        let hash = Sha256::new().chain_update(seed.to_le_bytes()).chain_update(purpose.as_bytes()).finalize();
        Self(ChaCha8Rng::from_seed(hash.into()))
    }

    /// A number from 0 to just below 1, evenly spread over 2^52 steps.
    pub fn unit(&mut self) -> f64 {
        f64::from_bits(0x3ff0_0000_0000_0000 | (self.0.next_u64() >> 12)) - 1.0
    }

    /// A number from `low` to `high`, evenly spread.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A whole number below `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: u32) -> u32 {
        let scaled = u64::from(self.0.next_u32()) * u64::from(end);
        u32::try_from(scaled >> 32).unwrap_or(0)
    }

    /// A whole number from `low` to `high`, both included.
    pub fn whole(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// Whether something of this probability happens.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of several things, each as likely; none of none.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        let count = u32::try_from(things.len()).unwrap_or(u32::MAX);
        things.get(usize::try_from(self.below(count)).unwrap_or(0))
    }

    /// One of several things, as likely as its weight; none when all weights are 0.
    pub fn weighted<'a, T>(&mut self, things: &'a [T], weight: impl Fn(&T) -> u32) -> Option<&'a T> {
        let total = things.iter().map(&weight).sum();
        let mut left = self.below(total);
        things.iter().find(|thing| {
            let weight = weight(thing);
            let found = left < weight;
            left = left.saturating_sub(weight);
            found
        })
    }

    /// An exponential waiting time of the given mean, by von Neumann's comparison of uniform draws (1951): the chance
    /// that a falling run begun at x has odd length is exp(-x).
    pub fn waiting(&mut self, mean: f64) -> f64 {
        let mut whole = 0.0;
        loop {
            let first = self.unit();
            let (mut last, mut odd) = (first, true);
            loop {
                let next = self.unit();
                if next >= last {
                    break;
                }
                (last, odd) = (next, !odd);
            }
            if odd {
                return mean * (whole + first);
            }
            whole += 1.0;
        }
    }

    /// A bell-shaped number of mean 0 and variance 1, never beyond 6: the sum of twelve uniform draws.
    pub fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// A skewed positive number, log-normal in shape: half of the draws lie below `median`, `spread` is the deviation
    /// of the logarithm.
    pub fn skewed(&mut self, median: f64, spread: f64) -> f64 {
        let mut factor = 1.0 + spread * self.bell() / 1_024.0;
        for _ in 0..10 {
            factor *= factor;
        }
        median * factor
    }

    /// A direction: a vector of length 1, every direction as likely.
    pub fn direction(&mut self) -> (f64, f64) {
        loop {
            let (x, y) = (self.between(-1.0, 1.0), self.between(-1.0, 1.0));
            let square = x * x + y * y;
            if square > 0.01 && square <= 1.0 {
                let length = square.sqrt();
                return (x / length, y / length);
            }
        }
    }
}

/// A span from seconds, in whole microseconds; what is negative or not a number is no time at all.
pub(super) fn span(seconds: f64) -> Duration {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a saturating cast is what is meant")]
    Duration::from_micros((seconds * 1_000_000.0).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWS: u32 = 100_000;

    fn mean_and_variance(mut draw: impl FnMut() -> f64) -> (f64, f64) {
        let (mut sum, mut squares) = (0.0, 0.0);
        for _ in 0..DRAWS {
            let drawn = draw();
            sum += drawn;
            squares += drawn * drawn;
        }
        let mean = sum / f64::from(DRAWS);
        (mean, squares / f64::from(DRAWS) - mean * mean)
    }

    #[test]
    fn waiting_times_have_the_mean_and_the_tail_of_the_exponential() {
        let mut chance = Chance::new(1, "test");
        let (mean, variance) = mean_and_variance(|| chance.waiting(3.0));
        assert!((mean - 3.0).abs() < 0.05, "mean {mean}");
        assert!((variance - 9.0).abs() < 0.4, "variance {variance}");
        let beyond = (0..DRAWS).filter(|_| chance.waiting(1.0) > 2.0).count();
        assert!((12_900..14_200).contains(&beyond), "{beyond} beyond 2, expected 13,534");
    }

    #[test]
    fn the_bell_has_variance_one_and_the_skewed_its_median() {
        let mut chance = Chance::new(2, "test");
        let (mean, variance) = mean_and_variance(|| chance.bell());
        assert!(mean.abs() < 0.02 && (variance - 1.0).abs() < 0.03, "mean {mean}, variance {variance}");
        let below = (0..DRAWS).filter(|_| chance.skewed(20.0, 0.5) < 20.0).count();
        assert!((49_000..51_000).contains(&below), "{below} below the median");
    }

    #[test]
    fn weights_are_kept_and_nothing_is_picked_from_nothing() {
        let mut chance = Chance::new(3, "test");
        let thirds = (0..DRAWS).filter(|_| chance.weighted(&[1_u32, 2, 0], |w| *w) == Some(&1)).count();
        assert!((32_600..34_100).contains(&thirds), "{thirds} of a third");
        assert_eq!(chance.weighted(&[0_u32], |w| *w), None);
        assert_eq!(chance.pick::<u32>(&[]), None);
    }

    #[test]
    fn streams_of_different_purposes_differ_and_of_the_same_agree() {
        let draw = |seed, purpose| Chance::new(seed, purpose).unit().to_bits();
        assert_eq!(draw(7, "zones"), draw(7, "zones"));
        assert_ne!(draw(7, "zones"), draw(7, "fleet"));
        assert_ne!(draw(7, "zones"), draw(8, "zones"));
    }
}
