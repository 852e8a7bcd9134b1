//! Areas that a person names: a zone of the policy, or a circle around a place.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::geo::{Distance, Point};
use super::ids::ZoneId;

/// The smallest radius of a circle: below it a fix does not tell inside from outside.
pub const RADIUS_MIN: Distance = Distance::from_millimetres(20_000);
/// The largest radius of a circle.
pub const RADIUS_MAX: Distance = Distance::from_millimetres(50_000_000);

/// A part of the city.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Area {
    /// A zone of the policy, as it is drawn whenever it is asked.
    Zone(ZoneId),
    /// Everything within a distance of a place.
    Circle(Circle),
}

/// A circle on the ground; its radius lies between [`RADIUS_MIN`] and [`RADIUS_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Circle {
    centre: Point,
    radius: Distance,
}

/// The radius is none that an area may have.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("invalid radius (got {0}): it must lie between {RADIUS_MIN} and {RADIUS_MAX}")]
pub struct InvalidRadius(Distance);

impl Circle {
    /// Checks and takes over a circle.
    ///
    /// # Errors
    /// When the radius is smaller than [`RADIUS_MIN`] or larger than [`RADIUS_MAX`].
    pub fn new(centre: Point, radius: Distance) -> Result<Self, InvalidRadius> {
        if radius < RADIUS_MIN || radius > RADIUS_MAX {
            return Err(InvalidRadius(radius));
        }
        Ok(Self { centre, radius })
    }

    /// Its middle.
    #[must_use]
    pub const fn centre(&self) -> Point {
        self.centre
    }

    /// How far it reaches.
    #[must_use]
    pub const fn radius(&self) -> Distance {
        self.radius
    }
}

impl Area {
    /// Whether a place that lies in `zone`, if in any, lies in this area.
    #[must_use]
    pub fn contains(&self, at: Point, zone: Option<&ZoneId>) -> bool {
        match self {
            Self::Zone(own) => zone == Some(own),
            Self::Circle(circle) => circle.centre.distance_to(at) <= circle.radius,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rim_belongs_to_the_circle() {
        let centre = Point::new(23.0, 113.75).expect("a point");
        let beyond = Point::new(23.01, 113.75).expect("a point");
        let far = centre.distance_to(beyond);
        let contains = |radius| Area::Circle(Circle::new(centre, radius).expect("a circle")).contains(beyond, None);
        assert!(contains(far));
        assert!(!contains(Distance::from_millimetres(far.as_millimetres() - 1)));
    }

    #[test]
    fn a_radius_that_no_fix_can_tell_is_refused() {
        let centre = Point::new(23.0, 113.75).expect("a point");
        let refused = Circle::new(centre, Distance::from_metres(5.0)).expect_err("refused");
        assert_eq!(refused.to_string(), "invalid radius (got 5 m): it must lie between 20 m and 50000 m");
    }
}
