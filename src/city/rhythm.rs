//! When the city calls: the weight of each hour of the day.
//!
//! No hourly table of Dongguan is public. The shape is the usual one of emergency calls: lowest at 4 to 5 h, a first
//! shoulder with the morning traffic, highest from 19 to 22 h. The peak hour here carries 1.66 times the mean; Beijing's
//! peak of 3.5 calls a second (`domain.md`) is 16 times its mean, but that is a peak of seconds, not of an hour.

use std::time::Duration;

/// The weight of each hour from midnight, in thousandths of a day.
pub const HOUR_WEIGHTS: [u32; 24] =
    [30, 22, 17, 14, 11, 13, 20, 33, 44, 48, 50, 47, 45, 43, 45, 47, 49, 54, 60, 68, 69, 67, 58, 46];

/// What the hours' weights add up to.
pub const DAY_WEIGHT: u32 = 1_000;

/// The heaviest hour.
pub(super) const HOUR_WEIGHT_MAX: u32 = 69;

/// The weight of the hour in which a moment falls, counted from any midnight.
#[must_use]
pub fn hour_weight(since_midnight: Duration) -> u32 {
    let hour = (since_midnight.as_secs() / 3_600) % 24;
    usize::try_from(hour).ok().and_then(|hour| HOUR_WEIGHTS.get(hour)).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_whole_low_before_dawn_and_high_in_the_evening() {
        assert_eq!(HOUR_WEIGHTS.iter().sum::<u32>(), DAY_WEIGHT);
        assert_eq!(HOUR_WEIGHTS.iter().max(), Some(&HOUR_WEIGHT_MAX));
        assert_eq!(HOUR_WEIGHTS.iter().min(), Some(&hour_weight(Duration::from_mins(4 * 60 + 30))));
        let evening = HOUR_WEIGHTS[19..22].iter().min().expect("hours");
        assert!(HOUR_WEIGHTS[..19].iter().chain(&HOUR_WEIGHTS[22..]).all(|weight| weight < evening));
        assert_eq!(hour_weight(Duration::from_hours(3 * 24 + 20)), 69);
    }
}
