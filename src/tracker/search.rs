//! Nearest search over the cells: rings of cells around the scene, then rings of squares of cells, ever larger ones; a square
//! in which nobody is costs no more than a cell.
//!
//! What a ring holds waits in a heap until nothing beyond the ring can cost less; then it is offered in rank order, so the
//! engine is asked about the same units in the same order as by the scan. The walk ends when enough units were taken and
//! named. Units that stand at their posts cost more than their way, so rings are walked for them and for the others apart.
//! Where it would have to look into more cells than there are units that may still matter, those units are swept up instead,
//! all of them: a few town patrols among a million riders, or the last who are free among the busy, are found by looking at
//! them, not at the ground between them. After a few tries during which units moved where it looked all moves are held up
//! for the next.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::ControlFlow;
use std::time::Duration;

use super::grid::{Entry, Watched};
use super::lattice::{Cell, GridIndex, PARTS_A_SIDE};
use super::scan::Scan;
use super::selection::{Near, Selection};
use super::table::Tracker;
use crate::domain::candidate::{Candidate, CandidateAnswer, CandidateQuery, Candidates, Judge, TravelTime};
use crate::domain::geo::{Distance, Point};
use crate::domain::ids::UnitId;
use crate::domain::time::EngineTime;
use crate::domain::unit::Tier;

/// How often a walk is repeated when units left cells meanwhile, before nobody may move during one. The scan, which
/// cannot miss a unit either, took a quarter of a second among 400,000 units.
const WALKS_MAX: u32 = 3;

/// The least number of cells that a walk may look at, however few units there are.
const CELLS_MIN: u64 = 64;

/// How many rings, the middle one among them, are walked of cells, then of squares of cells, then of squares of these: as
/// many as a square has parts a side, so that the middle square of the next size has been walked by then.
const RINGS: i32 = PARTS_A_SIDE;

/// What it costs to look into a cell, in cells that are passed over since nobody is near them.
const STEPS_PER_LOOK: u64 = 16;

/// Who is near, by the tracker's positions and a model of travel.
#[derive(Debug)]
pub struct Lookout<'a, T: ?Sized> {
    tracker: &'a Tracker,
    travel: &'a T,
}

impl<'a, T: TravelTime + ?Sized> Lookout<'a, T> {
    /// Joins a tracker and a model of travel.
    #[must_use]
    pub const fn new(tracker: &'a Tracker, travel: &'a T) -> Self {
        Self { tracker, travel }
    }

    /// The answer of a walk, else of a sweep, during which nobody left a cell where it looked; none when the map is too
    /// restless for one.
    pub(super) fn undisturbed(
        &self,
        is_sparse: &mut bool,
        query: &CandidateQuery<'_>,
        judge: &Judge<'_>,
    ) -> Option<CandidateAnswer> {
        let mut tries = (0..WALKS_MAX).map(|_| self.once(is_sparse, query, judge));
        let undisturbed = tries.find(|(_, watched)| self.tracker.grid.is_undisturbed(watched));
        undisturbed.map(|(answer, _)| answer)
    }

    /// The answer of a walk, of which a sweep takes over what it did not come to, and what it is to be held against. Where a
    /// walk did not even come upon the busy who are to be named it is not tried again.
    fn once(&self, is_sparse: &mut bool, query: &CandidateQuery<'_>, judge: &Judge<'_>) -> (CandidateAnswer, Watched) {
        let mut walk = Walk::new(self.tracker, query, judge);
        if *is_sparse || self.walk(&mut walk).is_break() {
            *is_sparse = *is_sparse || walk.selection.wants_busy();
            self.sweep(&mut walk);
        }
        walk.finish()
    }

    /// Everybody in the grids that may still matter; some of them may have been found, or even offered, before.
    pub(super) fn sweep(&self, walk: &mut Walk<'_>) {
        let Walk { query, fronts, watched, selection, found, .. } = walk;
        let mut all = Vec::new();
        for grid in fronts.iter().filter(|front| front.goes_on(selection)).flat_map(|front| front.grids(selection)) {
            self.tracker.grid.visit_all(grid, watched, |entry| all.push(Reverse(Near::new(entry, query, self.travel))));
        }
        // Only the head of the order is needed, and a heap is built in one pass.
        found.append(&mut BinaryHeap::from(all));
    }

    /// One walk over as many cells as pay; broken off when they are not enough.
    pub(super) fn walk(&self, walk: &mut Walk<'_>) -> ControlFlow<()> {
        let Walk { query, fronts, free, steps_left, watched, selection, found } = walk;
        while !selection.is_complete() {
            let going = fronts.iter_mut().filter(|front| front.goes_on(selection));
            let Some(front) = going.min_by_key(|front| front.settled(self.travel)) else { break };
            if !selection.wants_busy() {
                *steps_left = (*steps_left).min(steps_for(*free));
            }
            let grids: Vec<_> = front.grids(selection).collect();
            let found_one = |entry: &Entry| found.push(Reverse(Near::new(entry, query, self.travel)));
            let mut ring = Ring { tracker: self.tracker, at: query.at, grids, steps_left, watched, found: found_one };
            ring.walk(front)?;
            let going = fronts.iter().filter(|front| front.goes_on(selection));
            let settled = going.filter_map(|front| front.settled(self.travel)).min();
            selection.offer_below(found, settled);
        }
        ControlFlow::Continue(())
    }
}

impl<T: TravelTime + ?Sized> Candidates for Lookout<'_, T> {
    fn near(&self, query: &CandidateQuery<'_>, judge: &Judge<'_>) -> CandidateAnswer {
        let mut is_sparse = false;
        let undisturbed = self.undisturbed(&mut is_sparse, query, judge);
        undisturbed.unwrap_or_else(|| {
            let _still = self.tracker.grid.hold_still();
            self.once(&mut is_sparse, query, judge).0
        })
    }

    fn locate(&self, unit: &UnitId, at: Point, now: EngineTime) -> Option<Candidate> {
        Scan::new(self.tracker, self.travel).locate(unit, at, now)
    }
}

/// Which cells a search looks at, how many more, whom it has come upon, and what it must compare at its end.
pub(super) struct Walk<'a> {
    query: &'a CandidateQuery<'a>,
    fronts: [Front; 2],
    /// How many units of the tiers asked for are free.
    free: u64,
    pub(super) steps_left: u64,
    watched: Watched,
    selection: Selection<'a>,
    /// Who was come upon and not offered yet: somebody may come before them.
    found: BinaryHeap<Reverse<Near>>,
}

/// How far out a search has come among the units that were seen somewhere, or among those at their posts. These cost more by
/// a known time, so their front lags behind the other by the ground that is covered meanwhile.
#[derive(Debug)]
struct Front {
    is_seen: bool,
    /// The tiers with units on the map: those with free ones and those with busy ones.
    free: Vec<Tier>,
    busy: Vec<Tier>,
    /// What is added to everybody's travel time.
    added: Duration,
    /// How many sizes larger than cells the squares of the next ring are, and which ring of them it is.
    level: usize,
    ring: i32,
    /// Nobody whom it has not come upon is nearer; none when it has been everywhere.
    beyond: Option<Distance>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(tracker: &Tracker, query: &'a CandidateQuery<'a>, judge: &'a Judge<'a>) -> Self {
        let mut watched = tracker.grid.watch();
        let [mut free, mut busy] = [0, 0];
        let fronts = [true, false].map(|is_seen| {
            let mut with_units = |is_free: bool, units: &mut u64| {
                let mut population = |tier: &Tier| {
                    let population = tracker.grid.population(GridIndex::new(*tier, is_free, is_seen), &mut watched);
                    *units += u64::from(population);
                    population
                };
                query.tiers.iter().copied().filter(|tier| population(tier) > 0).collect()
            };
            let (free, busy) = (with_units(true, &mut free), with_units(false, &mut busy));
            let added = if is_seen { Duration::ZERO } else { query.weights.at_post };
            Front { is_seen, free, busy, added, level: 0, ring: 0, beyond: Some(Distance::default()) }
        });
        let selection = Selection::new(tracker, query, judge);
        Self { query, fronts, free, steps_left: steps_for(free + busy), watched, selection, found: BinaryHeap::new() }
    }

    /// The answer, and what it is to be held against.
    pub(super) fn finish(self) -> (CandidateAnswer, Watched) {
        let Self { mut selection, found, watched, .. } = self;
        // What is left may be within the radius and yet slow; nobody beyond can be taken before it.
        selection.offer_all(found);
        (selection.into_answer(), watched)
    }
}

/// How many steps pay where so many units may be found.
fn steps_for(units: u64) -> u64 {
    STEPS_PER_LOOK * (2 * units).max(CELLS_MIN)
}

impl Front {
    /// The grids that can still add to the selection.
    fn grids(&self, selection: &Selection<'_>) -> impl Iterator<Item = GridIndex> {
        let busy: &[Tier] = if selection.wants_busy() { &self.busy } else { &[] };
        let grid = |is_free| move |tier: &Tier| GridIndex::new(*tier, is_free, self.is_seen);
        self.free.iter().map(grid(true)).chain(busy.iter().map(grid(false)))
    }

    /// Whether whoever it has not come upon may add to the selection.
    fn goes_on(&self, selection: &Selection<'_>) -> bool {
        let wanted = |beyond| selection.wants_taken_beyond(beyond) || selection.wants_passed_over();
        self.beyond.is_some_and(wanted) && self.grids(selection).next().is_some()
    }

    /// Nobody whom it has not come upon costs less.
    fn settled(&self, travel: &(impl TravelTime + ?Sized)) -> Option<Duration> {
        self.beyond.map(|beyond| travel.at_least(beyond) + self.added)
    }
}

/// One ring of cells, or of squares of cells, around the scene.
struct Ring<'a, F> {
    tracker: &'a Tracker,
    at: Point,
    grids: Vec<GridIndex>,
    steps_left: &'a mut u64,
    watched: &'a mut Watched,
    found: F,
}

impl<F: FnMut(&Entry)> Ring<'_, F> {
    /// Walks the front's next ring and lets the front advance; broken off when there are no steps left.
    fn walk(&mut self, front: &mut Front) -> ControlFlow<()> {
        let cells = self.tracker.lattice;
        let squares = cells.of_squares(front.level);
        let middle = cells.cell_of(self.at).within(front.level);
        squares.ring(middle, front.ring, |square| self.look(front.level, square))?;
        front.beyond = squares.beyond(middle, self.at, front.ring).map(Distance::from_metres);
        front.ring += 1;
        if front.ring == RINGS && squares.levels() > 0 {
            // The middle square of the next size has been walked whole, those around it in part.
            (front.level, front.ring) = (front.level + 1, 1);
        }
        ControlFlow::Continue(())
    }

    /// Looks into a cell, or into those parts of a square that were not walked yet, if anybody is in it.
    fn look(&mut self, level: usize, square: Cell) -> ControlFlow<()> {
        *self.steps_left = self.steps_left.checked_sub(1).map_or(ControlFlow::Break(()), ControlFlow::Continue)?;
        let Some(smaller) = level.checked_sub(1) else {
            self.look_into(square);
            return ControlFlow::Continue(());
        };
        if self.grids.iter().all(|grid| self.tracker.grid.is_empty(*grid, level, square, self.watched)) {
            return ControlFlow::Continue(());
        }
        let parts = self.tracker.lattice.of_squares(smaller);
        let middle = self.tracker.lattice.cell_of(self.at).within(smaller);
        let is_new = |part: &Cell| parts.ring_of(middle, *part) >= RINGS;
        square.parts().filter(is_new).try_for_each(|part| self.look(smaller, part))
    }

    fn look_into(&mut self, cell: Cell) {
        for grid in &self.grids {
            if self.tracker.grid.visit(cell.key(*grid), self.watched, &mut self.found) {
                *self.steps_left = self.steps_left.saturating_sub(STEPS_PER_LOOK);
            }
        }
    }
}
