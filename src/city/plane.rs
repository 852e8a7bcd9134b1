//! The city's plane: metres east and north of the town hall, so that nothing here needs a sine.
//!
//! An equirectangular frame at the city's middle latitude: over 55 km from north to south its lengths are wrong by at
//! most 0.2 %, which no report and no patrol of an invented city can notice.

use crate::domain::geo::Point;

/// The town hall: where the frame has its origin, in degrees.
const ORIGIN_LATITUDE_DEG: f64 = 23.02;
const ORIGIN_LONGITUDE_DEG: f64 = 113.75;
/// One degree of latitude on the sphere of [`EARTH_RADIUS_M`](crate::domain::geo::EARTH_RADIUS_M), in metres.
const LATITUDE_DEGREE_M: f64 = 111_195.08;
/// One degree of longitude at 22.9 degrees north, in metres.
const LONGITUDE_DEGREE_M: f64 = LATITUDE_DEGREE_M * 0.921_185_4;

/// A place in the frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    /// Metres east of the origin.
    pub(super) east_m: f64,
    /// Metres north of the origin.
    pub(super) north_m: f64,
}

impl Spot {
    /// A place from kilometres east and north.
    pub(super) const fn km(east: f64, north: f64) -> Self {
        Self { east_m: east * 1_000.0, north_m: north * 1_000.0 }
    }

    /// A place from degrees.
    pub(super) fn from_degrees(latitude_deg: f64, longitude_deg: f64) -> Self {
        Self {
            east_m: (longitude_deg - ORIGIN_LONGITUDE_DEG) * LONGITUDE_DEGREE_M,
            north_m: (latitude_deg - ORIGIN_LATITUDE_DEG) * LATITUDE_DEGREE_M,
        }
    }

    /// The place of a point on the globe.
    pub(super) fn from_point(point: Point) -> Self {
        Self::from_degrees(point.latitude_deg(), point.longitude_deg())
    }

    /// Degrees of latitude and longitude.
    pub(super) fn degrees(self) -> (f64, f64) {
        (
            ORIGIN_LATITUDE_DEG + self.north_m / LATITUDE_DEGREE_M,
            ORIGIN_LONGITUDE_DEG + self.east_m / LONGITUDE_DEGREE_M,
        )
    }

    /// The point on the globe.
    pub(super) fn point(self) -> Point {
        let (latitude_deg, longitude_deg) = self.degrees();
        Point::new(latitude_deg, longitude_deg).expect("a place within a day's ride of the city lies on the globe")
    }

    /// Distance in metres.
    pub(super) fn distance_m(self, other: Self) -> f64 {
        let (east, north) = (other.east_m - self.east_m, other.north_m - self.north_m);
        (east * east + north * north).sqrt()
    }

    /// The place that lies so many metres away in a direction of length 1.
    pub(super) fn moved(self, (east, north): (f64, f64), metres: f64) -> Self {
        Self { east_m: self.east_m + east * metres, north_m: self.north_m + north * metres }
    }

    /// The place at a share of the way to another, 0 for here and 1 for there.
    pub(super) fn towards(self, other: Self, share: f64) -> Self {
        Self {
            east_m: self.east_m + (other.east_m - self.east_m) * share,
            north_m: self.north_m + (other.north_m - self.north_m) * share,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_agree_with_the_globe_all_over_the_city() {
        for (a, b) in [((0.0, 0.0), (50.0, -20.0)), ((-23.0, 5.0), (10.0, 14.0)), ((45.0, -39.0), (20.0, -38.0))] {
            let (a, b) = (Spot::km(a.0, a.1), Spot::km(b.0, b.1));
            let ratio = a.distance_m(b) / a.point().distance_m(b.point());
            assert!((ratio - 1.0).abs() < 0.002, "{ratio}");
            assert!(Spot::from_point(a.point()).distance_m(a) < 0.001);
        }
    }
}
