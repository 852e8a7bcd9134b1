//! The tracker's limits: raw settings and what they become when they are sound.

use std::time::Duration;

use thiserror::Error;

use super::area::Rectangle;

/// The limits as a configuration file gives them, unchecked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrackerSettings {
    /// How old a fix may be and still say where the unit is; exactly this age is still fresh.
    pub fix_age_max_ms: u64,
    /// The fastest believable speed between two accepted fixes, in metres a second; none accepts every jump.
    pub speed_max_mps: Option<f64>,
    /// The largest accuracy circle that is believed, in metres; none accepts every one.
    pub accuracy_max_m: Option<f32>,
    /// Where the force works; none is everywhere.
    pub service_area: Option<Rectangle>,
    /// Edge of a search cell in metres, about the distance between neighbouring units.
    pub cell_size_m: f64,
    /// The most units that can be enrolled.
    pub units_max: usize,
}

impl Default for TrackerSettings {
    fn default() -> Self {
        Self {
            fix_age_max_ms: 120_000,
            speed_max_mps: Some(50.0),
            accuracy_max_m: Some(200.0),
            service_area: None,
            cell_size_m: 500.0,
            units_max: 1_000_000,
        }
    }
}

/// Why settings were refused.
#[derive(Clone, Copy, Debug, Error, PartialEq)]
pub enum InvalidTrackerLimits {
    /// A fix needs some time to live, and at most a day.
    #[error("invalid fix_age_max_ms (got {0}): it must lie between 1 and 86400000")]
    FixAge(u64),
    /// The speed is no positive number.
    #[error("invalid speed_max_mps (got {0}): it must lie above 0 and at most 1000")]
    Speed(f64),
    /// The accuracy is no positive number.
    #[error("invalid accuracy_max_m (got {0}): it must lie above 0 and at most 100000")]
    Accuracy(f32),
    /// Cells are too small to be counted or too large to help.
    #[error("invalid cell_size_m (got {0}): it must lie between 10 and 100000")]
    CellSize(f64),
    /// There is room for nobody, or for more than can be counted.
    #[error("invalid units_max (got {0}): it must lie between 1 and 100000000")]
    Units(usize),
}

/// Checked limits of a tracker.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrackerLimits(TrackerSettings);

impl TrackerLimits {
    /// Checks settings.
    ///
    /// # Errors
    /// When a value lies outside the bounds that the error names.
    pub fn new(settings: TrackerSettings) -> Result<Self, InvalidTrackerLimits> {
        let TrackerSettings { fix_age_max_ms, speed_max_mps, accuracy_max_m, cell_size_m, units_max, .. } = settings;
        if !(1..=86_400_000).contains(&fix_age_max_ms) {
            return Err(InvalidTrackerLimits::FixAge(fix_age_max_ms));
        }
        if let Some(speed) = speed_max_mps.filter(|speed| !(*speed > 0.0 && *speed <= 1_000.0)) {
            return Err(InvalidTrackerLimits::Speed(speed));
        }
        if let Some(accuracy) = accuracy_max_m.filter(|accuracy| !(*accuracy > 0.0 && *accuracy <= 100_000.0)) {
            return Err(InvalidTrackerLimits::Accuracy(accuracy));
        }
        if !(10.0..=100_000.0).contains(&cell_size_m) {
            return Err(InvalidTrackerLimits::CellSize(cell_size_m));
        }
        if !(1..=100_000_000).contains(&units_max) {
            return Err(InvalidTrackerLimits::Units(units_max));
        }
        Ok(Self(settings))
    }

    /// How old a fix or a word may be.
    #[must_use]
    pub const fn fix_age_max(&self) -> Duration {
        Duration::from_millis(self.0.fix_age_max_ms)
    }

    /// The fastest believable speed in metres a second.
    #[must_use]
    pub const fn speed_max_mps(&self) -> Option<f64> {
        self.0.speed_max_mps
    }

    /// The largest believable accuracy circle in metres.
    #[must_use]
    pub const fn accuracy_max_m(&self) -> Option<f32> {
        self.0.accuracy_max_m
    }

    /// Where the force works.
    #[must_use]
    pub const fn service_area(&self) -> Option<&Rectangle> {
        self.0.service_area.as_ref()
    }

    /// Edge of a search cell in metres.
    #[must_use]
    pub const fn cell_size_m(&self) -> f64 {
        self.0.cell_size_m
    }

    /// The most units.
    #[must_use]
    pub const fn units_max(&self) -> usize {
        self.0.units_max
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_that_would_refuse_or_believe_everything_is_itself_refused() {
        let settings = TrackerSettings::default();
        assert!(TrackerLimits::new(settings).is_ok());
        for (broken, reason) in [
            (
                TrackerSettings { fix_age_max_ms: 0, ..settings },
                "invalid fix_age_max_ms (got 0): it must lie between 1 and 86400000",
            ),
            (
                TrackerSettings { speed_max_mps: Some(f64::NAN), ..settings },
                "invalid speed_max_mps (got NaN): it must lie above 0 and at most 1000",
            ),
            (
                TrackerSettings { accuracy_max_m: Some(-1.0), ..settings },
                "invalid accuracy_max_m (got -1): it must lie above 0 and at most 100000",
            ),
            (
                TrackerSettings { cell_size_m: 1.0, ..settings },
                "invalid cell_size_m (got 1): it must lie between 10 and 100000",
            ),
            (
                TrackerSettings { units_max: 0, ..settings },
                "invalid units_max (got 0): it must lie between 1 and 100000000",
            ),
        ] {
            assert_eq!(TrackerLimits::new(broken).expect_err("refused").to_string(), reason);
        }
    }
}
