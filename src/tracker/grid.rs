//! Which units stand in which cell: for each tier a grid for its free and one for its busy units, each of them twice, for
//! units that were seen somewhere and for those that are taken to be at their posts.
//!
//! An entry holds all that ranking needs, so a search never locks a unit. Its price is one rule for writers: enter the
//! new cell, raise the departures, leave the old cell. A search during which no departure was counted where it looked has
//! therefore missed nobody who was there when it began, though it may have seen a unit twice.
//!
//! Departures are counted by districts of cells, since somebody always leaves a cell in a country of a million units. A
//! search reads all counts before it looks into the first cell, and compares those of the districts that it looked into:
//! whoever came in from elsewhere meanwhile was elsewhere when it began. A search that is disturbed time and again holds all
//! moves up for once: then every unit stands in one cell.
//!
//! Units are counted by squares of cells as well, so that a search for the few of one tier passes over the ground between
//! them, though cells are as small as the many of another tier ask for.

use std::hash::{BuildHasherDefault, Hasher};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock, RwLockWriteGuard};

use dashmap::DashMap;

use super::lattice::{Cell, CellKey, GRIDS, GridIndex, LEVELS};
use super::presence::Presence;
use super::slot::Place;
use crate::domain::ids::UnitId;
use crate::domain::unit::{Tier, UnitKind};

/// One unit in a cell.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The unit's number in this process, cheaper to compare than its name.
    pub(super) number: u64,
    pub(super) unit: UnitId,
    pub(super) tier: Tier,
    pub(super) kind: UnitKind,
    pub(super) presence: Presence,
    pub(super) place: Place,
}

type Cells = DashMap<CellKey, Vec<Entry>, BuildHasherDefault<CellHasher>>;

/// How many counts of departures a grid has; districts share them.
const COUNTS: usize = 16;

/// How many counts of units in a square a grid has, for each size of squares; squares share them.
const SQUARES: [usize; LEVELS] = [16_384, 2_048, 256];

/// In how many parts a grid's cells are locked: a part that grows is locked meanwhile.
const SHARDS: usize = 64;

#[derive(Debug)]
pub(super) struct Grid {
    layers: [Layer; GRIDS],
    /// Shared by all who move a unit to another cell; held alone by a search that nobody shall disturb.
    moves: RwLock<()>,
}

/// One grid: the units of its cells, and what is counted of them. A count of units is raised before one enters and lowered
/// after it has left, so that none is missed where nobody is counted.
#[derive(Debug)]
struct Layer {
    cells: Cells,
    departures: [AtomicU64; COUNTS],
    /// How many units there are.
    population: AtomicU32,
    /// How many units the squares have that share a count, for each size.
    squares: [Box<[AtomicU32]>; LEVELS],
}

impl Layer {
    fn new() -> Self {
        Self {
            cells: DashMap::with_hasher_and_shard_amount(BuildHasherDefault::default(), SHARDS),
            departures: std::array::from_fn(|_| AtomicU64::new(0)),
            population: AtomicU32::new(0),
            squares: SQUARES.map(|squares| (0..squares).map(|_| AtomicU32::new(0)).collect()),
        }
    }

    /// How many units there are in a square of this size, and in those that share its count.
    fn square(&self, level: usize, square: Cell) -> &AtomicU32 {
        let counts = level.checked_sub(1).and_then(|place| self.squares.get(place));
        counts.and_then(|counts| counts.get(square.mixed() % counts.len())).unwrap_or(&self.population)
    }

    /// The counts that a unit in a cell belongs to, but not to the other cell's.
    fn counts(&self, key: CellKey, other: Option<CellKey>) -> impl Iterator<Item = &AtomicU32> {
        let other = other.filter(|other| other.grid() == key.grid()).map(CellKey::cell);
        let of_square = move |level| {
            let square = key.cell().within(level);
            (other.map(|other| other.within(level)) != Some(square)).then(|| self.square(level, square))
        };
        let population = other.is_none().then_some(&self.population);
        population.into_iter().chain((1..=LEVELS).filter_map(of_square))
    }
}

/// What a search compares at its end: the departures at its beginning, and where it has looked.
#[derive(Debug)]
pub(super) struct Watched {
    before: [[u64; COUNTS]; GRIDS],
    looked_at: [[bool; COUNTS]; GRIDS],
}

impl Grid {
    pub(super) fn new() -> Self {
        Self { layers: std::array::from_fn(|_| Layer::new()), moves: RwLock::default() }
    }

    fn layer(&self, grid: GridIndex) -> &Layer {
        let [first, ..] = &self.layers;
        self.layers.get(grid.place()).unwrap_or(first)
    }

    /// Begins a search.
    pub(super) fn watch(&self) -> Watched {
        let counts = |layer: &Layer| layer.departures.each_ref().map(|count| count.load(Ordering::SeqCst));
        Watched { before: self.layers.each_ref().map(counts), looked_at: [[false; COUNTS]; GRIDS] }
    }

    /// Whether nobody has left a cell where a search has looked.
    pub(super) fn is_undisturbed(&self, watched: &Watched) -> bool {
        let looked_at = watched.looked_at.iter().flatten();
        let departures = self.layers.iter().flat_map(|layer| &layer.departures);
        let counts = departures.zip(watched.before.iter().flatten());
        counts.zip(looked_at).all(|((count, before), looked)| !looked || count.load(Ordering::SeqCst) == *before)
    }

    /// Holds up whoever would move a unit to another cell, for as long as the answer is kept. Nobody who moves a unit
    /// waits for anything but cells, so this waits for moments.
    pub(super) fn hold_still(&self) -> RwLockWriteGuard<'_, ()> {
        self.moves.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many units a grid has.
    pub(super) fn population(&self, grid: GridIndex, watched: &mut Watched) -> u32 {
        let population = self.layer(grid).population.load(Ordering::SeqCst);
        if population == 0 {
            watched.look_everywhere(grid);
        }
        population
    }

    /// Whether nobody is in a square of this size, as far as is counted.
    pub(super) fn is_empty(&self, grid: GridIndex, level: usize, square: Cell, watched: &mut Watched) -> bool {
        let is_empty = self.layer(grid).square(level, square).load(Ordering::SeqCst) == 0;
        if is_empty {
            watched.look_everywhere(grid);
        }
        is_empty
    }

    /// Calls `visit` for every unit in a cell while the cell is locked for reading, and says whether there was a look into
    /// the cell at all: not if nobody is near.
    pub(super) fn visit(&self, key: CellKey, watched: &mut Watched, visit: impl FnMut(&Entry)) -> bool {
        watched.look_at(key);
        let layer = self.layer(key.grid());
        let somebody = layer.square(1, key.cell().within(1)).load(Ordering::SeqCst) > 0;
        if somebody && let Some(entries) = layer.cells.get(&key) {
            entries.iter().for_each(visit);
        }
        somebody
    }

    /// Calls `visit` for every unit of a grid, cell by cell.
    pub(super) fn visit_all(&self, grid: GridIndex, watched: &mut Watched, mut visit: impl FnMut(&Entry)) {
        watched.look_everywhere(grid);
        self.layer(grid).cells.iter().for_each(|cell| cell.iter().for_each(&mut visit));
    }

    /// Moves a unit; the caller holds the unit's lock, so no two moves of one unit run at once.
    pub(super) fn shift(&self, number: u64, old: Option<CellKey>, new: Option<(CellKey, Entry)>) {
        let new_key = new.as_ref().map(|(key, _)| *key);
        let _moving = (new_key != old).then(|| self.moves.read().unwrap_or_else(PoisonError::into_inner));
        if let Some((key, entry)) = new {
            self.layer(key.grid()).counts(key, old).for_each(|count| _ = count.fetch_add(1, Ordering::SeqCst));
            self.enter(key, entry, old == Some(key));
        }
        if let Some(old) = old.filter(|old| new_key != Some(*old)) {
            if let Some(count) = self.layer(old.grid()).departures.get(old.district() % COUNTS) {
                count.fetch_add(1, Ordering::SeqCst);
            }
            self.leave(old, number);
            self.layer(old.grid()).counts(old, new_key).for_each(|count| _ = count.fetch_sub(1, Ordering::SeqCst));
        }
    }

    fn enter(&self, key: CellKey, entry: Entry, present: bool) {
        let layer = self.layer(key.grid());
        let mut entries = layer.cells.entry(key).or_default();
        if let Some(other) = entries.iter_mut().find(|other| present && other.number == entry.number) {
            *other = entry;
            return;
        }
        // Most cells have a unit or two: a vector by itself begins with room for four.
        let units = entries.len();
        if units == entries.capacity() {
            entries.reserve_exact(units.max(1));
        }
        entries.push(entry);
    }

    fn leave(&self, key: CellKey, number: u64) {
        let layer = self.layer(key.grid());
        let empty = layer.cells.get_mut(&key).is_some_and(|mut entries| {
            if let Some(index) = entries.iter().position(|entry| entry.number == number) {
                entries.swap_remove(index);
            }
            entries.is_empty()
        });
        // An empty cell is taken away, so memory follows the units and not the ground that they once covered.
        if empty {
            layer.cells.remove_if(&key, |_, entries| entries.is_empty());
        }
    }

    #[cfg(test)]
    pub(super) fn entries(&self) -> Vec<(CellKey, u64)> {
        let mut all: Vec<_> = self
            .layers
            .iter()
            .flat_map(|layer| layer.cells.iter())
            .flat_map(|cell| cell.value().iter().map(|entry| (*cell.key(), entry.number)).collect::<Vec<_>>())
            .collect();
        all.sort_by_key(|(_, number)| *number);
        let count = |count: &AtomicU32| u64::from(count.load(Ordering::SeqCst));
        for layer in &self.layers {
            let here: u64 = layer.cells.iter().map(|cell| cell.len() as u64).sum();
            assert_eq!(count(&layer.population), here, "everybody is counted once");
            for squares in &layer.squares {
                assert_eq!(squares.iter().map(count).sum::<u64>(), here, "everybody is counted in one square");
            }
        }
        all
    }
}

impl Watched {
    fn look_at(&mut self, key: CellKey) {
        let looked = self.looked_at.get_mut(key.grid().place());
        if let Some(looked) = looked.and_then(|looked| looked.get_mut(key.district() % COUNTS)) {
            *looked = true;
        }
    }

    fn look_everywhere(&mut self, grid: GridIndex) {
        if let Some(looked) = self.looked_at.get_mut(grid.place()) {
            *looked = [true; COUNTS];
        }
    }
}

/// Mixes a cell's key. Nobody outside chooses cells freely enough to make them collide on purpose, so speed comes first.
#[derive(Debug, Default)]
pub(super) struct CellHasher(u64);

impl Hasher for CellHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(self.0 ^ u64::from(*byte));
        }
    }

    /// The finaliser of `SplitMix64` (Steele, Lea and Flood 2014).
    fn write_u64(&mut self, key: u64) {
        let mut mixed = key.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        self.0 = mixed ^ (mixed >> 31);
    }
}
