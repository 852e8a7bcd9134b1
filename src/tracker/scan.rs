//! Brute force: every unit of the table, sorted. The baseline of the benchmark and the oracle of the tests; and it looks up
//! the one unit that is asked for by name. Rows never move, so a scan misses nobody, whatever moves meanwhile.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::presence::Presence;
use super::selection::{Near, Selection, candidate};
use super::table::Tracker;
use crate::domain::candidate::{Candidate, CandidateAnswer, CandidateQuery, Candidates, Judge, TravelTime};
use crate::domain::geo::Point;
use crate::domain::ids::UnitId;
use crate::domain::time::EngineTime;

/// Who is near, by looking at everybody.
#[derive(Debug)]
pub struct Scan<'a, T: ?Sized> {
    tracker: &'a Tracker,
    travel: &'a T,
}

impl<'a, T: TravelTime + ?Sized> Scan<'a, T> {
    /// Joins a tracker and a model of travel.
    #[must_use]
    pub const fn new(tracker: &'a Tracker, travel: &'a T) -> Self {
        Self { tracker, travel }
    }
}

impl<T: TravelTime + ?Sized> Candidates for Scan<'_, T> {
    fn near(&self, query: &CandidateQuery<'_>, judge: &Judge<'_>) -> CandidateAnswer {
        let on_map = self.tracker.units.iter().filter_map(|row| {
            let is_asked_for = row.presence != Presence::Off && query.tiers.contains(&row.tier);
            is_asked_for.then(|| row.entry(row.key())).flatten()
        });
        let ranked = on_map.map(|entry| Reverse(Near::new(&entry, query, self.travel)));
        // Only the head of the order is needed, and a heap is built in one pass.
        let mut everybody: BinaryHeap<_> = ranked.collect::<Vec<_>>().into();
        let mut selection = Selection::new(self.tracker, query, judge);
        while let Some(Reverse(near)) = everybody.pop().filter(|_| !selection.is_complete()) {
            selection.offer(near);
        }
        selection.into_answer()
    }

    fn locate(&self, unit: &UnitId, at: Point, now: EngineTime) -> Option<Candidate> {
        let row = self.tracker.units.get(unit)?;
        row.entry(row.key()).map(|entry| candidate(&entry, at, now, self.travel))
    }
}
