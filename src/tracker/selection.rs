//! Turns units in rank order into an answer. The walk over cells and the scan over the table both feed it, so they can
//! differ only in the order in which they find units.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

use super::grid::Entry;
use super::presence::Presence;
use super::table::Tracker;
use crate::domain::candidate::{Candidate, CandidateAnswer, CandidateQuery, Judge, Judgement, PassReason, TravelTime};
use crate::domain::geo::{Distance, Point};
use crate::domain::time::EngineTime;

/// A unit near the scene, before the engine was asked about it.
#[derive(Debug)]
pub(super) struct Near {
    candidate: Candidate,
    cost_at_least: Duration,
    presence: Presence,
}

impl Near {
    pub(super) fn new(entry: &Entry, query: &CandidateQuery<'_>, travel: &(impl TravelTime + ?Sized)) -> Self {
        let candidate = candidate(entry, query.at, query.now, travel);
        Self { cost_at_least: candidate.cost_at_least(&query.weights), candidate, presence: entry.presence }
    }
}

/// A unit as it is seen from a scene.
pub(super) fn candidate(entry: &Entry, at: Point, now: EngineTime, travel: &(impl TravelTime + ?Sized)) -> Candidate {
    let from = entry.place.at;
    let distance = from.distance_to(at);
    Candidate {
        unit: entry.unit.clone(),
        tier: entry.tier,
        kind: entry.kind,
        position: entry.place.as_known(now),
        distance,
        travel_time: travel.over(entry.kind, from, at, distance),
    }
}

impl PartialEq for Near {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Near {}

impl PartialOrd for Near {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Near {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let rank = |near: &Self| (near.cost_at_least, near.candidate.distance);
        rank(self).cmp(&rank(other)).then_with(|| self.candidate.unit.cmp(&other.candidate.unit))
    }
}

pub(super) struct Selection<'a> {
    query: &'a CandidateQuery<'a>,
    judge: &'a Judge<'a>,
    answer: CandidateAnswer,
}

impl<'a> Selection<'a> {
    pub(super) fn new(tracker: &Tracker, query: &'a CandidateQuery<'a>, judge: &'a Judge<'a>) -> Self {
        let (available, others) = (tracker.counts.available(query.tiers), tracker.counts.others(query.tiers));
        Self { query, judge, answer: CandidateAnswer { available, others, ..CandidateAnswer::default() } }
    }

    /// Takes the next unit in rank order.
    pub(super) fn offer(&mut self, near: Near) {
        let Near { candidate, presence, .. } = near;
        if self.is_complete() || self.has(&candidate) {
            return;
        }
        match self.weigh(&candidate, presence) {
            Judgement::Take if self.wants_taken() => self.answer.taken.push(candidate),
            Judgement::Take => self.pass_over(candidate, PassReason::Farther),
            Judgement::PassOver(reason) => self.pass_over(candidate, reason),
        }
    }

    /// Takes those units, in rank order, that cost less than whoever was not found yet; all of them where nobody is left to find.
    pub(super) fn offer_below(&mut self, found: &mut BinaryHeap<Reverse<Near>>, settled: Option<Duration>) {
        while let Some(Reverse(near)) = found.pop() {
            if settled.is_some_and(|settled| near.cost_at_least >= settled) {
                found.push(Reverse(near));
                break;
            }
            self.offer(near);
        }
    }

    /// Takes units in rank order as long as any are wanted.
    pub(super) fn offer_all(&mut self, mut found: BinaryHeap<Reverse<Near>>) {
        while let Some(Reverse(near)) = found.pop().filter(|_| !self.is_complete()) {
            self.offer(near);
        }
    }

    /// Whether more units to take are wanted, at any distance.
    pub(super) fn wants_taken(&self) -> bool {
        self.answer.taken.len() < self.query.take_max
    }

    /// Whether a unit at least this far away may still be taken.
    pub(super) fn wants_taken_beyond(&self, distance: Distance) -> bool {
        self.wants_taken() && self.query.radius.is_none_or(|radius| distance <= radius)
    }

    /// Whether units that are not free may add to the answer.
    pub(super) fn wants_busy(&self) -> bool {
        self.wants_passed_over() || (self.query.engaged && self.wants_taken())
    }

    /// Whether more units to name as passed over are wanted.
    pub(super) fn wants_passed_over(&self) -> bool {
        self.answer.taken.len() + self.answer.passed_over.len() < self.query.named_max
    }

    pub(super) fn is_complete(&self) -> bool {
        !self.wants_taken() && !self.wants_passed_over()
    }

    pub(super) fn into_answer(self) -> CandidateAnswer {
        self.answer
    }

    fn weigh(&self, candidate: &Candidate, presence: Presence) -> Judgement {
        let outside = candidate.position.outside_service_area.then_some(PassReason::OutsideServiceArea);
        let too_far = self.query.radius.is_some_and(|radius| candidate.distance > radius);
        // Whether a busy unit may be taken off what it does, the judge knows.
        let bar = presence.bars().filter(|_| !(self.query.engaged && presence == Presence::Engaged));
        let barred = bar.or(outside).or(too_far.then_some(PassReason::OutsideRadius));
        barred.map_or_else(|| (self.judge)(candidate), Judgement::PassOver)
    }

    fn pass_over(&mut self, candidate: Candidate, reason: PassReason) {
        if self.wants_passed_over() {
            self.answer.passed_over.push((candidate, reason));
        }
    }

    /// Whether a unit that is just moving was already seen in its other cell.
    fn has(&self, candidate: &Candidate) -> bool {
        self.answer
            .taken
            .iter()
            .chain(self.answer.passed_over.iter().map(|(other, _)| other))
            .any(|other| other.unit == candidate.unit)
    }
}
