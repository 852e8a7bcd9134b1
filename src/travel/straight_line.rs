//! Travel time along the straight line, stretched by a detour factor.
//!
//! Distances enter in whole millimetres and times leave in whole microseconds, both rounded once. Rounding keeps order,
//! so the bound that ends a search ([`TravelTime::at_least`]) can never exceed a unit's own time.

use std::time::Duration;

use thiserror::Error;

use crate::domain::candidate::TravelTime;
use crate::domain::geo::{Distance, Point};
use crate::domain::unit::UnitKind;

/// The fastest speed that can be configured, in metres a second.
pub const SPEED_MPS_MAX: f64 = 100.0;

/// The slowest speed that can be configured, in metres a second.
pub const SPEED_MPS_MIN: f64 = 0.1;

/// The largest detour factor that can be configured.
pub const DETOUR_FACTOR_MAX: f64 = 10.0;

/// Mean speed of each kind of unit on its way, in metres a second along the road.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpeedsMps {
    /// A motorcycle.
    pub motorcycle: f64,
    /// A patrol car.
    pub car: f64,
    /// A van.
    pub van: f64,
    /// An electric scooter or bicycle.
    pub bicycle: f64,
    /// On foot.
    pub foot: f64,
    /// A boat.
    pub boat: f64,
}

impl SpeedsMps {
    /// The same speed for every kind.
    #[must_use]
    pub const fn uniform(speed_mps: f64) -> Self {
        let each = speed_mps;
        Self { motorcycle: each, car: each, van: each, bicycle: each, foot: each, boat: each }
    }

    /// The speed of one kind.
    #[must_use]
    pub const fn of(&self, kind: UnitKind) -> f64 {
        match kind {
            UnitKind::Motorcycle => self.motorcycle,
            UnitKind::Car => self.car,
            UnitKind::Van => self.van,
            UnitKind::Bicycle => self.bicycle,
            UnitKind::Foot => self.foot,
            UnitKind::Boat => self.boat,
        }
    }
}

impl Default for SpeedsMps {
    /// City traffic with priority: 45 km/h on a motorcycle, 40 in a car, 35 in a van, 15 by bicycle, 5 on foot and 25
    /// by boat. They are guesses until a city measures its own.
    fn default() -> Self {
        Self { motorcycle: 12.5, car: 11.1, van: 9.7, bicycle: 4.2, foot: 1.4, boat: 6.9 }
    }
}

/// Why a travel model was refused.
#[derive(Clone, Copy, Debug, Error, PartialEq)]
pub enum InvalidTravel {
    /// No road is shorter than the straight line.
    #[error("invalid detour_factor (got {0}): it must lie between 1 and {DETOUR_FACTOR_MAX}")]
    DetourFactor(f64),
    /// A speed is no number, or out of bounds.
    #[error("invalid speed_mps of {} (got {got}): it must lie between {SPEED_MPS_MIN} and {SPEED_MPS_MAX}", .kind.as_str())]
    Speed {
        /// Whose speed.
        kind: UnitKind,
        /// The speed as given.
        got: f64,
    },
}

/// The straight line times a detour factor, at one mean speed per kind of unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StraightLine {
    detour_factor: f64,
    speeds: SpeedsMps,
    fastest_mps: f64,
}

impl StraightLine {
    /// Checks and takes over a model.
    ///
    /// # Errors
    /// When the detour factor is below 1 or above [`DETOUR_FACTOR_MAX`], or a speed lies outside
    /// [`SPEED_MPS_MIN`] to [`SPEED_MPS_MAX`].
    pub fn new(detour_factor: f64, speeds: SpeedsMps) -> Result<Self, InvalidTravel> {
        if !(1.0..=DETOUR_FACTOR_MAX).contains(&detour_factor) {
            return Err(InvalidTravel::DetourFactor(detour_factor));
        }
        let mut fastest_mps = SPEED_MPS_MIN;
        for kind in UnitKind::ALL {
            let got = speeds.of(kind);
            if !(SPEED_MPS_MIN..=SPEED_MPS_MAX).contains(&got) {
                return Err(InvalidTravel::Speed { kind, got });
            }
            fastest_mps = fastest_mps.max(got);
        }
        Ok(Self { detour_factor, speeds, fastest_mps })
    }

    fn time_over(&self, distance: Distance, speed_mps: f64) -> Duration {
        let micros = distance.as_metres() * self.detour_factor / speed_mps * 1_000_000.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative, and half the Earth's girth at the slowest speed stays far below 2^63"
        )]
        Duration::from_micros(micros.round() as u64)
    }
}

impl TravelTime for StraightLine {
    fn between(&self, kind: UnitKind, from: Point, to: Point) -> Duration {
        self.over(kind, from, to, from.distance_to(to))
    }

    fn over(&self, kind: UnitKind, _from: Point, _to: Point, distance: Distance) -> Duration {
        self.time_over(distance, self.speeds.of(kind))
    }

    fn at_least(&self, distance: Distance) -> Duration {
        self.time_over(distance, self.fastest_mps)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn point() -> impl Strategy<Value = Point> {
        (-90.0..=90.0, -180.0..=180.0).prop_map(|(lat, lon)| Point::new(lat, lon).expect("on the globe"))
    }

    proptest! {
        #[test]
        fn nobody_beats_the_bound(from in point(), to in point(), factor in 1.0..3.0, kind in 0..6_usize) {
            let travel = StraightLine::new(factor, SpeedsMps::default()).expect("a model");
            let time = travel.between(UnitKind::ALL[kind], from, to);
            prop_assert!(travel.at_least(from.distance_to(to)) <= time);
        }

        #[test]
        fn a_longer_way_never_takes_less(near in 0..40_000_000_000_u64, more in 0..1_000_000_u64) {
            let travel = StraightLine::new(1.3, SpeedsMps::default()).expect("a model");
            let (near, far) = (Distance::from_millimetres(near), Distance::from_millimetres(near + more));
            prop_assert!(travel.at_least(near) <= travel.at_least(far));
        }
    }

    #[test]
    fn a_motorcycle_needs_a_hundred_seconds_for_a_kilometre_with_detour() {
        let travel = StraightLine::new(1.25, SpeedsMps::default()).expect("a model");
        assert_eq!(travel.at_least(Distance::from_metres(1_000.0)), Duration::from_secs(100));
    }

    #[test]
    fn an_impossible_model_is_refused() {
        for factor in [0.99, f64::NAN, f64::INFINITY] {
            assert!(StraightLine::new(factor, SpeedsMps::default()).is_err());
        }
        let error = StraightLine::new(1.3, SpeedsMps { foot: 0.0, ..SpeedsMps::default() }).expect_err("refused");
        assert_eq!(error.to_string(), "invalid speed_mps of foot (got 0): it must lie between 0.1 and 100");
    }
}
