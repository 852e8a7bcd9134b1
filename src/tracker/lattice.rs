//! The geometry of search cells: the globe cut into rows of equal latitude and columns of equal longitude.
//!
//! A search walks squares of cells around the scene, ring by ring, and needs one promise: nothing beyond a ring is
//! nearer than [`Lattice::beyond`] says. The promise holds everywhere, over the antimeridian and at the poles too, where
//! rings merely stop helping. All columns have the same width in degrees, chosen so that a cell is square at the
//! latitude of the city.

use std::ops::ControlFlow;

use crate::domain::geo::{EARTH_RADIUS_M, Point};
use crate::domain::unit::Tier;

/// One cell by its row from the south pole and its column from the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cell {
    row: i32,
    column: i32,
}

/// A cell of one tier's units that are free, or that are busy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct CellKey(u64);

/// A district is a square of so many cells, as a power of two: no search near a scene looks into more than four.
const DISTRICT_BITS: u32 = 5;

impl Cell {
    pub(super) fn key(self, tier: Tier, free: bool) -> CellKey {
        let packed = |index: i32| u64::from(index.unsigned_abs());
        CellKey((u64::from(GridIndex::new(tier, free).0) << 60) | (packed(self.row) << 30) | packed(self.column))
    }
}

impl CellKey {
    /// The grid that the cell belongs to.
    pub(super) fn grid(self) -> GridIndex {
        GridIndex(u8::try_from(self.0 >> 60).unwrap_or(0))
    }

    /// A number of the cell's district; neighbouring districts have different ones.
    pub(super) fn district(self) -> usize {
        let index = |bits: u32| (self.0 >> bits) & ((1 << 30) - 1);
        let (row, column) = (index(30) >> DISTRICT_BITS, index(0) >> DISTRICT_BITS);
        usize::try_from((row * 4 + column) & 0xff).unwrap_or(0)
    }
}

/// Which grid: the free or the busy units of a tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GridIndex(u8);

impl GridIndex {
    pub(super) const fn new(tier: Tier, free: bool) -> Self {
        let tier = match tier {
            Tier::City => 0,
            Tier::Town => 2,
            Tier::Village => 4,
        };
        Self(tier + free as u8)
    }

    /// That of a grid, of one for each.
    pub(super) const fn of<T>(self, each: &[T; 6]) -> &T {
        let [city_busy, city_free, town_busy, town_free, village_busy, village_free] = each;
        match self.0 {
            0 => city_busy,
            1 => city_free,
            2 => town_busy,
            3 => town_free,
            4 => village_busy,
            _ => village_free,
        }
    }

    /// The same, to change.
    pub(super) const fn of_mut<T>(self, each: &mut [T; 6]) -> &mut T {
        let [city_busy, city_free, town_busy, town_free, village_busy, village_free] = each;
        match self.0 {
            0 => city_busy,
            1 => city_free,
            2 => town_busy,
            3 => town_free,
            4 => village_busy,
            _ => village_free,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Lattice {
    row_deg: f64,
    column_deg: f64,
    rows: i32,
    columns: i32,
}

impl Lattice {
    /// Cells of about this edge in metres at this latitude.
    pub(super) fn new(cell_size_m: f64, latitude_deg: f64) -> Self {
        let row_deg = (cell_size_m / EARTH_RADIUS_M).to_degrees();
        // Near a pole columns would become as wide as the globe; a tenth of the equator's width is narrow enough.
        let column_deg = row_deg / latitude_deg.to_radians().cos().max(0.1);
        let (rows, columns) = (whole(180.0 / row_deg).max(1), whole(360.0 / column_deg).max(1));
        Self { row_deg: 180.0 / f64::from(rows), column_deg: 360.0 / f64::from(columns), rows, columns }
    }

    pub(super) fn cell_of(&self, point: Point) -> Cell {
        Cell {
            row: whole((point.latitude_deg() + 90.0) / self.row_deg).min(self.rows - 1),
            column: whole((point.longitude_deg() + 180.0) / self.column_deg).min(self.columns - 1),
        }
    }

    /// Visits each cell of the square ring at this distance from the middle, each once, wrapping over the antimeridian
    /// and leaving out what lies beyond a pole.
    pub(super) fn ring(
        &self,
        middle: Cell,
        ring: i32,
        mut visit: impl FnMut(Cell) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        // The columns are a circle: going further than half-way round would visit a cell twice.
        let (west_max, east_max) = ((self.columns - 1) / 2, self.columns / 2);
        let (west, east) = (-ring.min(west_max), ring.min(east_max));
        let bottom = (middle.row - ring).max(0);
        let top = middle.row.saturating_add(ring).min(self.rows - 1);
        for row in bottom..=top {
            let cell = |offset: i32| Cell { row, column: (middle.column + offset).rem_euclid(self.columns) };
            if (row - middle.row).abs() == ring {
                for offset in west..=east {
                    visit(cell(offset))?;
                }
            } else {
                if ring <= west_max {
                    visit(cell(-ring))?;
                }
                if ring <= east_max {
                    visit(cell(ring))?;
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// A distance in metres that nothing outside the square of this many rings undercuts; none when the square covers
    /// the globe.
    pub(super) fn beyond(&self, middle: Cell, point: Point, ring: i32) -> Option<f64> {
        let (row, column, ring_count) = (f64::from(middle.row), f64::from(middle.column), f64::from(ring));
        let north_open = middle.row + ring < self.rows - 1;
        let south_open = middle.row - ring > 0;
        let sides_open = ring < self.columns / 2;

        let latitude = point.latitude_deg() + 90.0;
        let north = north_open.then_some((row + ring_count + 1.0) * self.row_deg - latitude);
        let south = south_open.then_some(latitude - (row - ring_count) * self.row_deg);
        let along = |gap_deg: f64| gap_deg.to_radians() * EARTH_RADIUS_M;

        let longitude = point.longitude_deg() + 180.0;
        let sides = sides_open.then(|| {
            let east = (column + ring_count + 1.0) * self.column_deg - longitude;
            let west = longitude - (column - ring_count) * self.column_deg;
            // Distance to the nearest point of a meridian this far away; beyond a quarter turn that is the pole.
            let turn = east.min(west).clamp(0.0, 90.0).to_radians();
            EARTH_RADIUS_M * (point.latitude_deg().to_radians().cos().max(0.0) * turn.sin()).asin()
        });

        let nearest = [north.map(along), south.map(along), sides].into_iter().flatten().reduce(f64::min)?;
        // Room for the rounding of floats here and of distances to whole millimetres.
        Some((nearest * (1.0 - 1e-9) - 0.002).max(0.0))
    }
}

fn whole(number: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "cells have at least 10 m, so there are below 2^23 a side")]
    let floor = number.floor() as i32;
    floor
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn point() -> impl Strategy<Value = Point> {
        let latitude = prop_oneof![-90.0..=90.0, 89.0..=90.0, Just(-90.0), 22.6..23.2];
        let longitude = prop_oneof![-180.0..=180.0, 179.0..=180.0, -180.0..=-179.0, Just(180.0)];
        (latitude, longitude).prop_map(|(lat, lon)| Point::new(lat, lon).expect("on the globe"))
    }

    fn square(lattice: &Lattice, middle: Cell, rings: i32) -> Vec<Cell> {
        let mut cells = Vec::new();
        for ring in 0..=rings {
            let walked = lattice.ring(middle, ring, |cell| {
                cells.push(cell);
                ControlFlow::Continue(())
            });
            assert!(walked.is_continue());
        }
        cells
    }

    proptest! {
        #[test]
        fn nothing_beyond_a_ring_is_nearer_than_promised(
            scene in point(), unit in point(), size_m in 50_000.0..2_000_000.0, latitude in -80.0..80.0, rings in 0..12,
        ) {
            let lattice = Lattice::new(size_m, latitude);
            let middle = lattice.cell_of(scene);
            let walked = square(&lattice, middle, rings);
            let distinct: BTreeSet<_> = walked.iter().collect();
            prop_assert_eq!(distinct.len(), walked.len(), "no cell is walked twice");
            if !distinct.contains(&lattice.cell_of(unit)) {
                let bound = lattice.beyond(middle, scene, rings).expect("the square does not cover the unit");
                prop_assert!(bound <= scene.distance_m(unit), "{bound} m promised, {} m", scene.distance_m(unit));
            }
        }
    }

    #[test]
    fn a_city_is_walked_in_squares_of_the_size_asked_for() {
        let lattice = Lattice::new(500.0, 23.0);
        let scene = Point::new(23.02, 113.75).expect("a point");
        let middle = lattice.cell_of(scene);
        assert_eq!(square(&lattice, middle, 4).len(), 81);
        let bound = lattice.beyond(middle, scene, 4).expect("there is more of the globe");
        assert!((1_990.0..=2_510.0).contains(&bound), "{bound}");
    }
}
