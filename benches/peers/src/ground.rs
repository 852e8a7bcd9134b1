//! The same units and the same scenes for everybody.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// Degrees of latitude and longitude between which everything lies: some 1,100 km² in the middle of Dongguan.
const LATITUDES: std::ops::Range<f64> = 22.85..23.10;
const LONGITUDES: std::ops::Range<f64> = 113.65..114.05;
/// Metres in a degree of latitude, and in a degree of longitude at 23° north.
const METRES: (f64, f64) = (110_574.0, 102_470.0);
/// Scenes that reports come from, one after the other.
const SCENES: usize = 8_192;

/// A place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Degrees north.
    pub(crate) latitude: f64,
    /// Degrees east.
    pub(crate) longitude: f64,
}

impl Place {
    /// Metres east and north of the corner of the ground: a plane, for those who reckon on one.
    pub(crate) fn metres(self) -> (f64, f64) {
        ((self.longitude - LONGITUDES.start) * METRES.1, (self.latitude - LATITUDES.start) * METRES.0)
    }

    /// A metre to the north, or not: a unit that is standing still, seen by satellites.
    pub(crate) fn jittered(self, round: usize) -> Self {
        let by = if round.is_multiple_of(2) { 0.0 } else { 1.0 / METRES.0 };
        Self { latitude: self.latitude + by, ..self }
    }
}

/// Units at their places, and scenes.
#[derive(Debug)]
pub(crate) struct Ground {
    /// Where each unit stands.
    pub(crate) units: Vec<Place>,
    /// Where reports come from.
    scenes: Vec<Place>,
}

impl Ground {
    /// So many units.
    pub(crate) fn new(units: usize) -> Self {
        let mut random = StdRng::seed_from_u64(6);
        let mut place =
            || Place { latitude: random.random_range(LATITUDES), longitude: random.random_range(LONGITUDES) };
        let units = (0..units).map(|_| place()).collect();
        Self { units, scenes: (0..SCENES).map(|_| place()).collect() }
    }

    /// The scene of a report.
    pub(crate) fn scene(&self, number: usize) -> Place {
        self.scenes[number % self.scenes.len()]
    }
}

/// A unit's callsign.
pub(crate) fn callsign(number: usize) -> String {
    format!("U{number:07}")
}
