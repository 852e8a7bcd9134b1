//! Nearest search over the cells: squares of cells around the scene, ring by ring.
//!
//! What a ring holds waits in a heap until nothing beyond the ring can cost less; then it is offered in rank order, so the
//! engine is asked about the same units in the same order as by the scan. The walk ends when enough units were taken and
//! named. Where it would walk more cells than there are units of the tiers asked for, those units are swept up instead, all
//! of them: a few town patrols among a million riders are found by looking at them, not at the ground between them. After a
//! few tries during which units moved where it looked all moves are held up for the next.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::ControlFlow;
use std::time::Duration;

use super::grid::Watched;
use super::lattice::GridIndex;
use super::presence::Presence;
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
    pub(super) fn undisturbed(&self, query: &CandidateQuery<'_>, judge: &Judge<'_>) -> Option<CandidateAnswer> {
        let mut is_sparse = false;
        let mut tries = (0..WALKS_MAX).map(|_| self.once(&mut is_sparse, query, judge));
        let undisturbed = tries.find(|(_, watched)| self.tracker.grid.is_undisturbed(watched));
        undisturbed.map(|(answer, _)| answer)
    }

    /// The answer of a walk, else of a sweep, and what it is to be held against.
    fn once(&self, is_sparse: &mut bool, query: &CandidateQuery<'_>, judge: &Judge<'_>) -> (CandidateAnswer, Watched) {
        let mut walk = Walk::new(self.tracker, query);
        let walked = if *is_sparse { None } else { self.walk(&mut walk, query, judge) };
        *is_sparse = walked.is_none();
        let answer = walked.unwrap_or_else(|| {
            walk = Walk::new(self.tracker, query);
            self.sweep(&mut walk, query, judge)
        });
        (answer, walk.watched)
    }

    /// Everybody in the grids that may matter, in rank order.
    fn sweep(&self, walk: &mut Walk, query: &CandidateQuery<'_>, judge: &Judge<'_>) -> CandidateAnswer {
        let mut selection = Selection::new(self.tracker, query, judge);
        let mut found = Vec::new();
        let grids: Vec<_> = walk.grids(&selection).collect();
        for (tier, free) in grids {
            self.tracker.grid.visit_all(GridIndex::new(tier, free), &mut walk.watched, |entry| {
                found.push(Reverse(Near::new(entry, query, self.travel)));
            });
        }
        // Only the head of the order is needed, and a heap is built in one pass.
        let mut found = BinaryHeap::from(found);
        while let Some(Reverse(near)) = found.pop().filter(|_| !selection.is_complete()) {
            selection.offer(near);
        }
        selection.into_answer()
    }

    /// One walk over as many cells as pay; none when they are not enough.
    pub(super) fn walk(
        &self,
        walk: &mut Walk,
        query: &CandidateQuery<'_>,
        judge: &Judge<'_>,
    ) -> Option<CandidateAnswer> {
        let mut selection = Selection::new(self.tracker, query, judge);
        let mut found = BinaryHeap::new();
        let middle = self.tracker.lattice.cell_of(query.at);
        for ring in 0.. {
            if walk.is_over(&selection) {
                return Some(selection.into_answer());
            }
            let walked = self.tracker.lattice.ring(middle, ring, |cell| {
                walk.cells_left =
                    walk.cells_left.checked_sub(1).map_or(ControlFlow::Break(()), ControlFlow::Continue)?;
                let Walk { free, busy, watched, .. } = &mut *walk;
                for (tier, free) in grids(free, busy, &selection) {
                    self.tracker.grid.visit(cell.key(tier, free), watched, |entry| {
                        found.push(Reverse(Near::new(entry, query, self.travel)));
                    });
                }
                ControlFlow::Continue(())
            });
            if walked.is_break() {
                return None;
            }
            let beyond = self.tracker.lattice.beyond(middle, query.at, ring).map(Distance::from_metres);
            let settled = beyond.map(|beyond| self.travel.at_least(beyond) + walk.added_at_least);
            while let Some(Reverse(near)) = found.pop() {
                if settled.is_some_and(|settled| near.cost_at_least() >= settled) {
                    found.push(Reverse(near));
                    break;
                }
                selection.offer(near);
            }
            let wants_beyond =
                beyond.is_some_and(|beyond| selection.wants_taken_beyond(beyond) || selection.wants_passed_over());
            if !wants_beyond {
                break;
            }
        }
        // What is left may be within the radius and yet slow; nobody beyond can be taken before it.
        while let Some(Reverse(near)) = found.pop().filter(|_| !selection.is_complete()) {
            selection.offer(near);
        }
        Some(selection.into_answer())
    }
}

impl<T: TravelTime + ?Sized> Candidates for Lookout<'_, T> {
    fn near(&self, query: &CandidateQuery<'_>, judge: &Judge<'_>) -> CandidateAnswer {
        self.undisturbed(query, judge).unwrap_or_else(|| {
            let _still = self.tracker.grid.hold_still();
            self.once(&mut false, query, judge).0
        })
    }

    fn locate(&self, unit: &UnitId, at: Point, now: EngineTime) -> Option<Candidate> {
        Scan::new(self.tracker, self.travel).locate(unit, at, now)
    }
}

/// Which cells a search looks at, how many more, and what it must compare at its end.
#[derive(Debug)]
pub(super) struct Walk {
    /// The tiers with units on the map: those with free ones and those with busy ones.
    free: Vec<Tier>,
    busy: Vec<Tier>,
    pub(super) cells_left: u64,
    /// What is added to everybody's travel time: as long as nobody was seen anywhere, nobody can cost less than from a post.
    added_at_least: Duration,
    watched: Watched,
}

impl Walk {
    pub(super) fn new(tracker: &Tracker, query: &CandidateQuery<'_>) -> Self {
        let all = query.tiers.iter().flat_map(|tier| [GridIndex::new(*tier, true), GridIndex::new(*tier, false)]);
        let watched = tracker.grid.watch(all);
        let on_map = |presences: &[Presence]| -> (Vec<Tier>, u64) {
            let counted = query.tiers.iter().map(|tier| (*tier, tracker.counts.on_map(*tier, presences)));
            let (tiers, counts): (Vec<_>, Vec<_>) = counted.filter(|(_, count)| *count > 0).unzip();
            (tiers, counts.into_iter().map(u64::from).sum())
        };
        let (free, free_count) = on_map(&[Presence::Available]);
        let (busy, busy_count) = on_map(&[Presence::Unavailable, Presence::Engaged]);
        let nobody_seen = query.tiers.iter().all(|tier| tracker.counts.seen(*tier) == 0);
        let added_at_least = if nobody_seen { query.weights.at_post } else { Duration::ZERO };
        let cells_left = (2 * (free_count + busy_count)).max(CELLS_MIN);
        Self { free, busy, cells_left, added_at_least, watched }
    }

    fn grids(&self, selection: &Selection<'_>) -> impl Iterator<Item = (Tier, bool)> {
        grids(&self.free, &self.busy, selection)
    }

    /// Whether nobody on the map can add to the selection.
    fn is_over(&self, selection: &Selection<'_>) -> bool {
        selection.is_complete() || self.grids(selection).next().is_none()
    }
}

/// The grids that can still add to the selection.
fn grids(free: &[Tier], busy: &[Tier], selection: &Selection<'_>) -> impl Iterator<Item = (Tier, bool)> {
    let busy = if selection.wants_busy() { busy } else { &[] };
    free.iter().map(|tier| (*tier, true)).chain(busy.iter().map(|tier| (*tier, false)))
}
