//! Where the device is: it wanders around its place, and goes to where it is sent.

use std::time::Duration;

use rand::Rng;

use crate::domain::time::EngineTime;

/// How far it wanders.
const WANDER_RADIUS_M: f64 = 250.0;
/// How fast it wanders.
const WANDER_SPEED_MPS: f64 = 2.0;
/// How near is there.
const THERE_M: f64 = 25.0;
/// Metres of one degree of latitude.
const DEGREE_M: f64 = 111_195.0;

/// A moving point. The plane is good enough for a few kilometres.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Walk {
    home: (f64, f64),
    at: (f64, f64),
    moved_at: EngineTime,
    heading_deg: f64,
    speed_mps: f64,
}

impl Walk {
    /// Stands at a place.
    pub(in crate::cli) const fn new(home: (f64, f64), now: EngineTime) -> Self {
        Self { home, at: home, moved_at: now, heading_deg: 0.0, speed_mps: 0.0 }
    }

    /// Latitude and longitude in degrees.
    pub(super) const fn at(&self) -> (f64, f64) {
        self.at
    }

    /// Degrees clockwise from north.
    pub(super) const fn heading_deg(&self) -> f64 {
        self.heading_deg
    }

    /// Metres a second.
    pub(super) const fn speed_mps(&self) -> f64 {
        self.speed_mps
    }

    /// Whether it has reached a place.
    pub(super) fn is_at(&self, place: (f64, f64)) -> bool {
        away(self.at, place).0 <= THERE_M
    }

    /// Goes on: to a place at a speed, or anywhere around home.
    pub(super) fn go(&mut self, to: Option<(f64, f64)>, speed_mps: f64, now: EngineTime, chance: &mut impl Rng) {
        let span = now.since(self.moved_at);
        self.moved_at = now;
        let (length_m, heading_deg) = match to {
            Some(place) => {
                let (length_m, heading_deg) = away(self.at, place);
                (length_m.min(reach(speed_mps, span)), heading_deg)
            }
            None => (reach(WANDER_SPEED_MPS, span), self.wander(chance)),
        };
        self.heading_deg = heading_deg;
        self.speed_mps = if span.is_zero() { self.speed_mps } else { length_m / span.as_secs_f64() };
        let (north, east) = (heading_deg.to_radians().cos() * length_m, heading_deg.to_radians().sin() * length_m);
        self.at.0 += north / DEGREE_M;
        self.at.1 += east / (DEGREE_M * self.at.0.to_radians().cos());
    }

    /// Stands still.
    pub(super) fn stay(&mut self, now: EngineTime) {
        (self.moved_at, self.speed_mps) = (now, 0.0);
    }

    fn wander(&self, chance: &mut impl Rng) -> f64 {
        let (far_m, back_deg) = away(self.at, self.home);
        if far_m > WANDER_RADIUS_M {
            return back_deg;
        }
        (self.heading_deg + chance.random_range(-20.0..20.0)).rem_euclid(360.0)
    }
}

fn reach(speed_mps: f64, span: Duration) -> f64 {
    speed_mps * span.as_secs_f64()
}

/// How far and in which direction a place lies.
fn away(from: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    let north = (to.0 - from.0) * DEGREE_M;
    let east = (to.1 - from.1) * DEGREE_M * from.0.to_radians().cos();
    (north.hypot(east), east.atan2(north).to_degrees().rem_euclid(360.0))
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;

    const HOME: (f64, f64) = (23.02, 113.75);

    fn after(seconds: i64) -> EngineTime {
        EngineTime::from_unix_seconds(seconds)
    }

    #[test]
    fn it_wanders_but_not_away() {
        let mut chance = StdRng::seed_from_u64(7);
        let mut walk = Walk::new(HOME, after(0));
        for second in 1..3_000 {
            walk.go(None, 0.0, after(second), &mut chance);
            assert!(away(walk.at(), HOME).0 <= WANDER_RADIUS_M + WANDER_SPEED_MPS);
        }
    }

    #[test]
    fn it_goes_where_it_is_sent_at_its_speed_and_stops_there() {
        let mut chance = StdRng::seed_from_u64(7);
        let mut walk = Walk::new(HOME, after(0));
        let place = (23.03, 113.75);
        walk.go(Some(place), 10.0, after(60), &mut chance);
        assert!((away(HOME, walk.at()).0 - 600.0).abs() < 1.0 && !walk.is_at(place));
        assert!(walk.heading_deg() < 0.1 && (walk.speed_mps() - 10.0).abs() < 0.01);
        walk.go(Some(place), 10.0, after(600), &mut chance);
        assert!(walk.is_at(place) && away(walk.at(), place).0 < 1.0);
    }
}
