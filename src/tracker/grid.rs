//! Which units stand in which cell: a grid for the free units of each tier, and one for its busy ones.
//!
//! An entry holds all that ranking needs, so a search never locks a unit. Its price is one rule for writers: enter the
//! new cell, raise the departures, leave the old cell. A search during which no departure was counted where it looked has
//! therefore missed nobody who was there when it began, though it may have seen a unit twice.
//!
//! Departures are counted by districts of cells, since somebody always leaves a cell in a country of a million units. A
//! search reads all counts before it looks into the first cell, and compares those of the districts that it looked into:
//! whoever came in from elsewhere meanwhile was elsewhere when it began. A search that is disturbed time and again holds all
//! moves up for once: then every unit stands in one cell.

use std::hash::{BuildHasherDefault, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock, RwLockWriteGuard};

use dashmap::DashMap;

use super::lattice::{CellKey, GridIndex};
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

/// How many grids there are: free and busy units of three tiers.
pub(super) const GRIDS: usize = 6;

/// How many counts of departures a grid has; districts share them.
const COUNTS: usize = 16;

#[derive(Debug, Default)]
pub(super) struct Grid {
    cells: [Cells; GRIDS],
    departures: [[AtomicU64; COUNTS]; GRIDS],
    /// Shared by all who move a unit to another cell; held alone by a search that nobody shall disturb.
    moves: RwLock<()>,
}

/// What a search compares at its end: the departures at its beginning, and where it has looked.
#[derive(Debug)]
pub(super) struct Watched {
    before: [[u64; COUNTS]; GRIDS],
    looked_at: [[bool; COUNTS]; GRIDS],
}

impl Grid {
    /// Begins a search in some grids.
    pub(super) fn watch(&self, grids: impl Iterator<Item = GridIndex>) -> Watched {
        let mut watched = Watched { before: [[0; COUNTS]; GRIDS], looked_at: [[false; COUNTS]; GRIDS] };
        for grid in grids {
            let counts = grid.of(&self.departures).iter();
            for (before, count) in grid.of_mut(&mut watched.before).iter_mut().zip(counts) {
                *before = count.load(Ordering::Acquire);
            }
        }
        watched
    }

    /// Whether nobody has left a cell where a search has looked.
    pub(super) fn is_undisturbed(&self, watched: &Watched) -> bool {
        let looked_at = watched.looked_at.iter().flatten();
        let counts = self.departures.iter().flatten().zip(watched.before.iter().flatten());
        counts.zip(looked_at).all(|((count, before), looked)| !looked || count.load(Ordering::Acquire) == *before)
    }

    /// Holds up whoever would move a unit to another cell, for as long as the answer is kept. Nobody who moves a unit
    /// waits for anything but cells, so this waits for moments.
    pub(super) fn hold_still(&self) -> RwLockWriteGuard<'_, ()> {
        self.moves.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Calls `visit` for every unit in a cell while the cell is locked for reading.
    pub(super) fn visit(&self, key: CellKey, watched: &mut Watched, visit: impl FnMut(&Entry)) {
        if let Some(looked) = key.grid().of_mut(&mut watched.looked_at).get_mut(key.district() % COUNTS) {
            *looked = true;
        }
        if let Some(entries) = key.grid().of(&self.cells).get(&key) {
            entries.iter().for_each(visit);
        }
    }

    /// Calls `visit` for every unit of a grid, cell by cell.
    pub(super) fn visit_all(&self, grid: GridIndex, watched: &mut Watched, mut visit: impl FnMut(&Entry)) {
        *grid.of_mut(&mut watched.looked_at) = [true; COUNTS];
        grid.of(&self.cells).iter().for_each(|cell| cell.iter().for_each(&mut visit));
    }

    /// Moves a unit; the caller holds the unit's lock, so no two moves of one unit run at once.
    pub(super) fn shift(&self, number: u64, old: Option<CellKey>, new: Option<(CellKey, Entry)>) {
        let new_key = new.as_ref().map(|(key, _)| *key);
        let _moving = (new_key != old).then(|| self.moves.read().unwrap_or_else(PoisonError::into_inner));
        if let Some((key, entry)) = new {
            self.enter(key, entry, old == Some(key));
        }
        if let Some(old) = old.filter(|old| new_key != Some(*old)) {
            if let Some(count) = old.grid().of(&self.departures).get(old.district() % COUNTS) {
                count.fetch_add(1, Ordering::AcqRel);
            }
            self.leave(old, number);
        }
    }

    fn enter(&self, key: CellKey, entry: Entry, present: bool) {
        let mut entries = key.grid().of(&self.cells).entry(key).or_default();
        match entries.iter_mut().find(|other| present && other.number == entry.number) {
            Some(other) => *other = entry,
            None => entries.push(entry),
        }
    }

    fn leave(&self, key: CellKey, number: u64) {
        let cells = key.grid().of(&self.cells);
        let empty = cells.get_mut(&key).is_some_and(|mut entries| {
            if let Some(index) = entries.iter().position(|entry| entry.number == number) {
                entries.swap_remove(index);
            }
            entries.is_empty()
        });
        // An empty cell is taken away, so memory follows the units and not the ground that they once covered.
        if empty {
            cells.remove_if(&key, |_, entries| entries.is_empty());
        }
    }

    #[cfg(test)]
    pub(super) fn entries(&self) -> Vec<(CellKey, u64)> {
        let mut all: Vec<_> = self
            .cells
            .iter()
            .flat_map(Cells::iter)
            .flat_map(|cell| cell.value().iter().map(|entry| (*cell.key(), entry.number)).collect::<Vec<_>>())
            .collect();
        all.sort_by_key(|(_, number)| *number);
        all
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
