//! What a round of a contest showed: how many jobs a second, and how long calls took.

use std::time::{Duration, Instant};

use hdrhistogram::Histogram;

/// Calls that took longer than this count as this long.
const LONGEST_NS: u64 = 60_000_000_000;

/// What one task or thread saw.
#[derive(Debug)]
pub(crate) struct Tally {
    /// Jobs that were done from beginning to end.
    pub(crate) jobs: u64,
    /// How long each call took, in nanoseconds.
    pub(crate) calls: Histogram<u64>,
    /// How long each call that claims took: the report.
    pub(crate) claims: Histogram<u64>,
}

impl Tally {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        let empty = || Histogram::new_with_max(LONGEST_NS, 3).expect("fixed bounds that are valid");
        Self { jobs: 0, calls: empty(), claims: empty() }
    }

    /// A call that claims.
    pub(crate) fn claim(&mut self, took: Duration) {
        self.claims.saturating_record(nanos(took));
        self.calls.saturating_record(nanos(took));
    }

    /// Any other call.
    pub(crate) fn call(&mut self, took: Duration) {
        self.calls.saturating_record(nanos(took));
    }

    /// Adds what another one saw.
    pub(crate) fn absorb(&mut self, other: &Self) {
        self.jobs += other.jobs;
        self.calls.add(&other.calls).expect("the same bounds");
        self.claims.add(&other.claims).expect("the same bounds");
    }
}

/// A round.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample {
    /// Jobs a second.
    pub(crate) per_second: f64,
    /// The median of all calls, in milliseconds.
    pub(crate) p50_ms: f64,
    /// The 99 % quantile of all calls, in milliseconds.
    pub(crate) p99_ms: f64,
    /// The median of the calls that claim, in milliseconds.
    pub(crate) claim_p50_ms: f64,
}

impl Sample {
    /// From what all saw since `begun`.
    #[expect(clippy::cast_precision_loss, reason = "counts below 2^52")]
    pub(crate) fn of(begun: Instant, tallies: impl IntoIterator<Item = Tally>) -> Self {
        let seconds = begun.elapsed().as_secs_f64();
        let mut all = Tally::new();
        for tally in tallies {
            all.absorb(&tally);
        }
        let ms = |seen: &Histogram<u64>, quantile| seen.value_at_quantile(quantile) as f64 / 1e6;
        Self {
            per_second: all.jobs as f64 / seconds,
            p50_ms: ms(&all.calls, 0.50),
            p99_ms: ms(&all.calls, 0.99),
            claim_p50_ms: ms(&all.claims, 0.50),
        }
    }
}

fn nanos(took: Duration) -> u64 {
    u64::try_from(took.as_nanos()).unwrap_or(LONGEST_NS)
}

/// The middle one.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match (sorted.len() % 2, sorted.get(middle)) {
        (1, Some(value)) => *value,
        (_, Some(value)) => f64::midpoint(*value, sorted[middle - 1]),
        (_, None) => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_stands_in_the_middle() {
        assert!((median([3.0, 1.0, 2.0]) - 2.0).abs() < 1e-9);
        assert!((median([4.0, 1.0, 2.0, 3.0]) - 2.5).abs() < 1e-9);
        assert!(median([]).is_nan());
    }
}
