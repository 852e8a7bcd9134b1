//! The geometry of search cells: the globe cut into rows of equal latitude and columns of equal longitude.
//!
//! A search walks squares of cells around the scene, ring by ring, and needs one promise: nothing beyond a ring is
//! nearer than [`Lattice::beyond`] says. The promise holds everywhere, over the antimeridian and at the poles too, where
//! rings merely stop helping. All columns have the same width in degrees, chosen so that a cell is square at the
//! latitude of the city.

use std::ops::ControlFlow;

use crate::domain::geo::{EARTH_RADIUS_M, Point};
use crate::domain::unit::Tier;

/// One cell, or one square of cells, by its row from the south pole and its column from the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cell {
    row: i32,
    column: i32,
}

/// A cell of one grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct CellKey(u64);

/// A district is a square of so many cells, as a power of two: no search near a scene looks into more than four.
const DISTRICT_BITS: u32 = 5;

/// A square has so many of the next smaller squares a side, as a power of two; the smallest are cells.
const LEVEL_BITS: usize = 3;

/// The same as a number.
pub(super) const PARTS_A_SIDE: i32 = 1 << LEVEL_BITS;

/// How many sizes of squares there are above cells.
pub(super) const LEVELS: usize = 3;

impl Cell {
    pub(super) fn key(self, grid: GridIndex) -> CellKey {
        let packed = |index: i32| u64::from(index.unsigned_abs());
        CellKey((u64::from(grid.0) << 60) | (packed(self.row) << 30) | packed(self.column))
    }

    /// The square, so many sizes larger, that it lies in.
    pub(super) fn within(self, levels: usize) -> Self {
        let bits = LEVEL_BITS * levels;
        Self { row: self.row >> bits, column: self.column >> bits }
    }

    /// The squares of the next smaller size in it.
    pub(super) fn parts(self) -> impl Iterator<Item = Self> {
        let (row, column) = (self.row << LEVEL_BITS, self.column << LEVEL_BITS);
        (row..row + PARTS_A_SIDE)
            .flat_map(move |row| (column..column + PARTS_A_SIDE).map(move |column| Self { row, column }))
    }

    /// A number that mixes the square's well.
    pub(super) fn mixed(self) -> usize {
        // Two odd numbers that keep neighbours apart: prime, and of the size of 2^64 over the golden ratio.
        let [row, column] = [self.row, self.column].map(|index| u64::from(index.unsigned_abs()));
        let mixed = row.wrapping_mul(0x9e37_79b9_7f4a_7c55) ^ column.wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
        usize::try_from(mixed >> 40).unwrap_or(0)
    }
}

impl CellKey {
    /// The grid that the cell belongs to.
    pub(super) fn grid(self) -> GridIndex {
        GridIndex(u8::try_from(self.0 >> 60).unwrap_or(0))
    }

    /// The cell of all grids.
    pub(super) fn cell(self) -> Cell {
        let index = |packed: u64| i32::try_from(packed & ((1 << 30) - 1)).unwrap_or(0);
        Cell { row: index(self.0 >> 30), column: index(self.0) }
    }

    /// A number of the cell's district; neighbouring districts have different ones.
    pub(super) fn district(self) -> usize {
        let Cell { row, column } = self.cell();
        usize::try_from(((row >> DISTRICT_BITS) * 4 + (column >> DISTRICT_BITS)) & 0xff).unwrap_or(0)
    }
}

/// Which grid: of a tier, the free or the busy units, those that were seen somewhere or those taken to be at their posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GridIndex(u8);

/// How many grids there are.
pub(super) const GRIDS: usize = 12;

impl GridIndex {
    pub(super) const fn new(tier: Tier, free: bool, seen: bool) -> Self {
        let tier = match tier {
            Tier::City => 0,
            Tier::Town => 4,
            Tier::Village => 8,
        };
        Self(tier + 2 * free as u8 + seen as u8)
    }

    /// Its place among all.
    pub(super) fn place(self) -> usize {
        usize::from(self.0)
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Lattice {
    row_deg: f64,
    column_deg: f64,
    rows: i32,
    columns: i32,
    levels: usize,
}

impl Lattice {
    /// Cells of about this edge in metres at this latitude.
    pub(super) fn new(cell_size_m: f64, latitude_deg: f64) -> Self {
        let row_deg = (cell_size_m / EARTH_RADIUS_M).to_degrees();
        // Near a pole columns would become as wide as the globe; a tenth of the equator's width is narrow enough.
        let column_deg = row_deg / latitude_deg.to_radians().cos().max(0.1);
        let (rows, columns) = (whole(180.0 / row_deg).max(1), whole(360.0 / column_deg).max(1));
        // Whole squares of the largest size go round the globe; what that takes off a cell is below a tenth.
        let largest = 1 << (LEVEL_BITS * LEVELS);
        let has_squares = columns >= 10 * largest;
        let columns = if has_squares { (columns + largest - 1) / largest * largest } else { columns };
        let (row_deg, column_deg) = (180.0 / f64::from(rows), 360.0 / f64::from(columns));
        Self { row_deg, column_deg, rows, columns, levels: if has_squares { LEVELS } else { 0 } }
    }

    /// How many sizes of squares there are above these.
    pub(super) const fn levels(&self) -> usize {
        self.levels
    }

    /// The same of squares that are so many sizes larger.
    pub(super) fn of_squares(&self, levels: usize) -> Self {
        let side = 1 << (LEVEL_BITS * levels);
        Self {
            row_deg: self.row_deg * f64::from(side),
            column_deg: self.column_deg * f64::from(side),
            rows: (self.rows + side - 1) / side,
            columns: self.columns / side,
            levels: self.levels - levels,
        }
    }

    /// In which ring around one the other lies.
    pub(super) fn ring_of(&self, middle: Cell, other: Cell) -> i32 {
        let across = (middle.column - other.column).abs();
        (middle.row - other.row).abs().max(across.min(self.columns - across))
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

    proptest! {
        /// Of squares of cells as of cells, over the antimeridian and at the poles too.
        #[test]
        fn rings_of_squares_keep_the_promise_as_rings_of_cells_do(
            scene in point(), unit in point(), size_m in 1_000.0..7_000.0, level in 1..=LEVELS, ring in 0..9,
        ) {
            let cells = Lattice::new(size_m, 23.0);
            prop_assert_eq!(cells.levels(), LEVELS);
            let squares = cells.of_squares(level);
            let (middle, home) = (cells.cell_of(scene).within(level), cells.cell_of(unit).within(level));
            let mut walked = Vec::new();
            _ = squares.ring(middle, ring, |square| {
                walked.push(square);
                ControlFlow::Continue(())
            });
            prop_assert!(walked.iter().all(|square| squares.ring_of(middle, *square) == ring), "one ring, no other");
            prop_assert_eq!(walked.contains(&home), squares.ring_of(middle, home) == ring);
            prop_assert!(home.parts().any(|part| part == cells.cell_of(unit).within(level - 1)));
            if squares.ring_of(middle, home) > ring {
                let bound = squares.beyond(middle, scene, ring).expect("the square does not cover the unit");
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
