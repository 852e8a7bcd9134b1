//! The production map, in which a fix may come in between two searches of one decision, as it may in production.

use std::sync::{Mutex, PoisonError};

use patrold::domain::candidate::{Candidate, CandidateAnswer, CandidateQuery, Candidates, Judge};
use patrold::domain::event::Entry;
use patrold::domain::geo::Point;
use patrold::domain::ids::UnitId;
use patrold::domain::position::Fix;
use patrold::domain::time::EngineTime;
use patrold::engine::State;
use patrold::runtime::map::{Map, TrackerMap};
use patrold::tracker::table::Tracker;

/// The map, and the fix that is under way with the number of searches that it lets pass.
pub(super) struct RacingMap {
    map: TrackerMap,
    under_way: Mutex<Option<(Fix, u32)>>,
}

impl RacingMap {
    pub(super) fn new(map: TrackerMap) -> Self {
        Self { map, under_way: Mutex::new(None) }
    }

    pub(super) fn tracker(&self) -> &Tracker {
        self.map.tracker()
    }

    pub(super) fn comes_in_after(&self, searches: u32, fix: Fix) {
        *self.under_way.lock().unwrap_or_else(PoisonError::into_inner) = Some((fix, searches));
    }
}

impl Candidates for RacingMap {
    fn near(&self, query: &CandidateQuery<'_>, judge: &Judge<'_>) -> CandidateAnswer {
        let answer = self.map.near(query, judge);
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((fix, searches)) = under_way.as_mut() {
            *searches -= 1;
            if *searches == 0 {
                let verdict = self.tracker().record(fix);
                assert!(verdict.moved_the_unit(), "{verdict:?}");
                *under_way = None;
            }
        }
        answer
    }

    fn locate(&self, unit: &UnitId, at: Point, now: EngineTime) -> Option<Candidate> {
        self.map.locate(unit, at, now)
    }
}

impl Map for RacingMap {
    fn advance(&self, now: EngineTime) {
        self.map.advance(now);
    }

    fn follow(&self, state: &State, entry: &Entry) {
        self.map.follow(state, entry);
    }
}
