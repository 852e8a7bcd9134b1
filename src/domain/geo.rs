//! Places on the ground: points, datums and distances.
//!
//! Inside the daemon every point is WGS-84. What a phone, a Chinese base map or an older police system sends is
//! converted at the rim by [`Datum::to_wgs84`]; nothing behind the rim can hold another datum.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Mean Earth radius in metres (IUGG), the sphere on which every distance here is measured.
pub const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// A point on WGS-84, in degrees. Only a finite point on the globe can be made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    latitude_deg: f64,
    longitude_deg: f64,
}

/// Why a pair of coordinates is no point.
#[derive(Clone, Copy, Debug, Error, PartialEq)]
pub enum InvalidPoint {
    /// The latitude is not finite or not between -90 and 90 degrees.
    #[error("invalid latitude_deg (got {0}): it must lie between -90 and 90")]
    Latitude(f64),
    /// The longitude is not finite or not between -180 and 180 degrees.
    #[error("invalid longitude_deg (got {0}): it must lie between -180 and 180")]
    Longitude(f64),
}

impl Point {
    /// A point from WGS-84 degrees.
    ///
    /// # Errors
    /// When a coordinate is not finite or lies off the globe.
    pub fn new(latitude_deg: f64, longitude_deg: f64) -> Result<Self, InvalidPoint> {
        if !(-90.0..=90.0).contains(&latitude_deg) {
            return Err(InvalidPoint::Latitude(latitude_deg));
        }
        if !(-180.0..=180.0).contains(&longitude_deg) {
            return Err(InvalidPoint::Longitude(longitude_deg));
        }
        Ok(Self { latitude_deg, longitude_deg })
    }

    /// Degrees north of the equator.
    #[must_use]
    pub const fn latitude_deg(self) -> f64 {
        self.latitude_deg
    }

    /// Degrees east of Greenwich.
    #[must_use]
    pub const fn longitude_deg(self) -> f64 {
        self.longitude_deg
    }

    /// Great-circle distance in metres by the haversine formula on a sphere of [`EARTH_RADIUS_M`].
    #[must_use]
    pub fn distance_m(self, other: Self) -> f64 {
        let (phi_a, phi_b) = (self.latitude_deg.to_radians(), other.latitude_deg.to_radians());
        let half_phi = ((other.latitude_deg - self.latitude_deg).to_radians() / 2.0).sin();
        let half_lambda = ((other.longitude_deg - self.longitude_deg).to_radians() / 2.0).sin();
        let chord = half_phi * half_phi + phi_a.cos() * phi_b.cos() * half_lambda * half_lambda;
        2.0 * EARTH_RADIUS_M * chord.sqrt().min(1.0).asin()
    }

    /// The distance in whole millimetres, as it is compared and recorded.
    #[must_use]
    pub fn distance_to(self, other: Self) -> Distance {
        Distance::from_metres(self.distance_m(other))
    }
}

impl fmt::Display for Point {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.6},{:.6}", self.latitude_deg, self.longitude_deg)
    }
}

/// A length in whole millimetres, so that comparing two of them never depends on the last bit of a float.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Distance(u64);

impl Distance {
    /// A distance from whole millimetres.
    #[must_use]
    pub const fn from_millimetres(millimetres: u64) -> Self {
        Self(millimetres)
    }

    /// A distance from metres, rounded to the nearest millimetre; what is negative or not a number becomes zero.
    #[must_use]
    pub fn from_metres(metres: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a saturating cast is what is meant"
        )]
        Self((metres * 1_000.0).round() as u64)
    }

    /// Whole millimetres.
    #[must_use]
    pub const fn as_millimetres(self) -> u64 {
        self.0
    }

    /// Metres.
    #[must_use]
    pub fn as_metres(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "half the Earth's girth in millimetres is below 2^53")]
        let millimetres = self.0 as f64;
        millimetres / 1_000.0
    }
}

impl fmt::Display for Distance {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.0} m", self.as_metres())
    }
}

/// The datum in which a position was given (`domain.md`: phones give WGS-84, Amap and Tencent GCJ-02, Baidu BD-09).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Datum {
    /// The World Geodetic System of 1984, as satellite receivers give it.
    Wgs84,
    /// The Chinese state's shifted datum, used by Amap and Tencent.
    Gcj02,
    /// Baidu's datum, shifted once more from GCJ-02.
    Bd09,
}

impl Datum {
    /// Converts degrees in this datum to a WGS-84 point.
    ///
    /// # Errors
    /// When the coordinates, before or after the conversion, are no point.
    pub fn to_wgs84(self, latitude_deg: f64, longitude_deg: f64) -> Result<Point, InvalidPoint> {
        let given = Point::new(latitude_deg, longitude_deg)?;
        let (longitude, latitude) = match self {
            Self::Wgs84 => return Ok(given),
            Self::Gcj02 => coordtransform::gcj02_to_wgs84(longitude_deg, latitude_deg),
            Self::Bd09 => coordtransform::bd09_to_wgs84(longitude_deg, latitude_deg),
        };
        Point::new(latitude, longitude)
    }
}
