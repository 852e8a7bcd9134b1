//! How long answers took: a histogram that keeps three digits of each, and that can be sent to another process.

use std::time::Duration;

use hdrhistogram::Histogram;
use serde::{Deserialize, Serialize};

/// The longest latency that is told apart, in microseconds: two minutes.
const LONGEST_US: u64 = 120_000_000;
/// Decimal digits that a latency keeps.
const DIGITS: u8 = 3;

/// Latencies, counted from the instant at which the work was due.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Vec<(u64, u64)>", into = "Vec<(u64, u64)>")]
pub(super) struct Latency(Option<Histogram<u64>>);

impl Default for Latency {
    fn default() -> Self {
        // The bounds are constants that the histogram takes; without one nothing would be told, and nothing fails.
        Self(Histogram::new_with_bounds(1, LONGEST_US, DIGITS).ok())
    }
}

impl Latency {
    /// Counts one.
    pub(super) fn record(&mut self, latency: Duration) {
        self.record_us(u64::try_from(latency.as_micros()).unwrap_or(LONGEST_US), 1);
    }

    fn record_us(&mut self, us: u64, count: u64) {
        if let Some(histogram) = &mut self.0 {
            histogram.saturating_record_n(us.max(1), count);
        }
    }

    /// How many were counted.
    pub(super) fn count(&self) -> u64 {
        self.0.as_ref().map_or(0, Histogram::len)
    }

    /// The latency that this share did not exceed, in milliseconds; none when nothing was counted.
    pub(super) fn quantile_ms(&self, share: f64) -> Option<f64> {
        let histogram = self.0.as_ref().filter(|histogram| !histogram.is_empty())?;
        Some(ms(histogram.value_at_quantile(share)))
    }

    /// The mean, in milliseconds; none when nothing was counted.
    pub(super) fn mean_ms(&self) -> Option<f64> {
        self.0.as_ref().filter(|histogram| !histogram.is_empty()).map(|histogram| histogram.mean() / 1_000.0)
    }

    /// The longest, in milliseconds.
    pub(super) fn max_ms(&self) -> Option<f64> {
        self.0.as_ref().filter(|histogram| !histogram.is_empty()).map(|histogram| ms(histogram.max()))
    }

    /// Adds those of another.
    pub(super) fn absorb(&mut self, other: &Self) {
        for (us, count) in Vec::from(other.clone()) {
            self.record_us(us, count);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "minutes in microseconds")]
fn ms(us: u64) -> f64 {
    us as f64 / 1_000.0
}

impl From<Latency> for Vec<(u64, u64)> {
    fn from(latency: Latency) -> Self {
        let histogram = latency.0.as_ref();
        let steps = histogram.into_iter().flat_map(Histogram::iter_recorded);
        steps.map(|step| (step.value_iterated_to(), step.count_at_value())).collect()
    }
}

impl From<Vec<(u64, u64)>> for Latency {
    fn from(counts: Vec<(u64, u64)>) -> Self {
        let mut latency = Self::default();
        for (us, count) in counts {
            latency.record_us(us, count);
        }
        latency
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latencies_survive_the_way_between_two_processes() {
        let mut latency = Latency::default();
        for us in 1..=10_000 {
            latency.record(Duration::from_micros(us));
        }
        let line = serde_json::to_string(&latency).expect("JSON");
        let mut told: Latency = serde_json::from_str(&line).expect("the same");
        assert_eq!((told.count(), told.max_ms()), (10_000, latency.max_ms()));
        let p99 = told.quantile_ms(0.99).expect("some");
        assert!((9.88..=9.92).contains(&p99), "{p99}");
        told.absorb(&latency);
        assert_eq!((told.count(), told.quantile_ms(0.99)), (20_000, Some(p99)));
        assert_eq!(Latency::default().quantile_ms(0.5), None);
    }
}
