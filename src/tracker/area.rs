//! Rectangles on the map: the service area and a screen's viewport.

use thiserror::Error;

use crate::domain::geo::Point;

/// A rectangle between two meridians and two parallels, its edges included. It never crosses the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rectangle {
    south_west: Point,
    north_east: Point,
}

/// Why two corners are no rectangle.
#[derive(Clone, Copy, Debug, Error, PartialEq)]
#[error("invalid rectangle (got {south_west} to {north_east}): the first corner must be the south-western one")]
pub struct InvalidRectangle {
    south_west: Point,
    north_east: Point,
}

impl Rectangle {
    /// A rectangle from its south-western and north-eastern corners.
    ///
    /// # Errors
    /// When the corners are the wrong way round.
    pub fn new(south_west: Point, north_east: Point) -> Result<Self, InvalidRectangle> {
        let upright = south_west.latitude_deg() <= north_east.latitude_deg()
            && south_west.longitude_deg() <= north_east.longitude_deg();
        if upright { Ok(Self { south_west, north_east }) } else { Err(InvalidRectangle { south_west, north_east }) }
    }

    /// Whether a point lies inside or on the edge.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        (self.south_west.latitude_deg()..=self.north_east.latitude_deg()).contains(&point.latitude_deg())
            && (self.south_west.longitude_deg()..=self.north_east.longitude_deg()).contains(&point.longitude_deg())
    }

    /// The latitude half-way between its edges, in degrees.
    #[must_use]
    pub fn middle_latitude_deg(&self) -> f64 {
        f64::midpoint(self.south_west.latitude_deg(), self.north_east.latitude_deg())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edge_belongs_to_the_area() {
        let corner = |lat, lon| Point::new(lat, lon).expect("a point");
        let area = Rectangle::new(corner(22.6, 113.5), corner(23.2, 114.3)).expect("an area");
        assert!(area.contains(corner(22.6, 114.3)));
        assert!(!area.contains(corner(22.599_999, 114.3)));
        assert!(Rectangle::new(corner(23.2, 113.5), corner(22.6, 114.3)).is_err());
    }
}
