//! Candidates as the record has them: whoever a decision's explanations name, where they were said to be.
//!
//! An explanation names everyone who was chosen and the nearest of the others. Whoever it does not name was farther
//! than those that it chose, so nobody else is needed to choose again.

use std::collections::{BTreeMap, BTreeSet};

use super::decision::Decided;
use crate::domain::candidate::{
    Candidate, CandidateAnswer, CandidateQuery, Candidates, Judge, Judgement, PassReason, TravelTime,
};
use crate::domain::dispatch::{Considered, Explanation};
use crate::domain::geo::Point;
use crate::domain::ids::{IncidentId, UnitId};
use crate::domain::position::{KnownPosition, PositionSource};
use crate::domain::time::EngineTime;
use crate::engine::State;

/// Who is named in a decision.
#[derive(Debug)]
pub struct Recorded<'a, T> {
    state: &'a State,
    travel: T,
    scenes: Vec<Scene<'a>>,
    followed: BTreeMap<UnitId, Point>,
}

/// What was said of the units around one place.
#[derive(Debug)]
struct Scene<'a> {
    at: Point,
    explanations: Vec<&'a Explanation>,
}

impl<'a, T: TravelTime> Recorded<'a, T> {
    /// Whoever is named in what was decided; `place` says where an incident is.
    pub fn new(
        state: &'a State,
        travel: T,
        decided: &'a BTreeMap<IncidentId, Decided>,
        place: impl Fn(IncidentId) -> Option<Point>,
    ) -> Self {
        let mut scenes: Vec<Scene<'a>> = Vec::new();
        for (incident, decided) in decided {
            let Some(at) = place(*incident) else { continue };
            let explanations = decided.explanations.iter().map(AsRef::as_ref);
            match scenes.iter_mut().find(|scene| scene.at == at) {
                Some(scene) => scene.explanations.extend(explanations),
                None => scenes.push(Scene { at, explanations: explanations.collect() }),
            }
        }
        Self { state, travel, scenes, followed: BTreeMap::new() }
    }

    /// Where units were whom an incident follows: they are named in no explanation, but their incident moved there.
    #[must_use]
    pub fn with_followed(self, followed: BTreeMap<UnitId, Point>) -> Self {
        Self { followed, ..self }
    }

    fn followed(&self, unit: &UnitId, at: Point) -> Option<Candidate> {
        let profile = &self.state.unit(unit)?.profile;
        let there = *self.followed.get(unit)?;
        let position = KnownPosition { at: there, source: PositionSource::Fix, age: None, outside_service_area: false };
        Some(Candidate {
            unit: unit.clone(),
            tier: profile.tier,
            kind: profile.kind,
            position,
            distance: there.distance_to(at),
            travel_time: self.travel.between(profile.kind, there, at),
        })
    }

    /// Units that are named with two places in one decision: a fix came in between two searches of it.
    #[must_use]
    pub fn raced(&self) -> BTreeSet<UnitId> {
        let mut places: BTreeMap<&UnitId, Point> = BTreeMap::new();
        let mut raced = BTreeSet::new();
        for named in self.scenes.iter().flat_map(|scene| &scene.explanations).flat_map(|it| &it.considered) {
            if *places.entry(&named.unit).or_insert(named.position.at) != named.position.at {
                raced.insert(named.unit.clone());
            }
        }
        raced
    }

    fn candidate(&self, named: &Considered) -> Option<Candidate> {
        let profile = &self.state.unit(&named.unit)?.profile;
        Some(Candidate {
            unit: named.unit.clone(),
            tier: profile.tier,
            kind: profile.kind,
            position: named.position,
            distance: named.distance,
            travel_time: named.travel_time,
        })
    }

    /// A unit that was named for another place.
    fn elsewhere(&self, unit: &UnitId, at: Point) -> Option<Candidate> {
        let all = self.scenes.iter().flat_map(|scene| &scene.explanations).flat_map(|it| &it.considered);
        let known = self.candidate(all.into_iter().find(|named| named.unit == *unit)?)?;
        let travel_time = self.travel.between(known.kind, known.position.at, at);
        Some(Candidate { distance: known.position.at.distance_to(at), travel_time, ..known })
    }
}

impl<T: TravelTime> Candidates for Recorded<'_, T> {
    fn near(&self, query: &CandidateQuery<'_>, judge: &Judge<'_>) -> CandidateAnswer {
        let mut answer = CandidateAnswer { is_partial: true, ..CandidateAnswer::default() };
        // A place of which nothing was said is one for which nobody could be found.
        let Some(scene) = self.scenes.iter().find(|scene| scene.at == query.at) else { return answer };
        let mut named: BTreeMap<UnitId, Candidate> = BTreeMap::new();
        for explanation in &scene.explanations {
            answer.available = answer.available.max(explanation.available);
            for (reason, count) in &explanation.others {
                add(&mut answer.others, *reason, *count);
            }
            let candidates = explanation.considered.iter().filter_map(|considered| self.candidate(considered));
            named.extend(candidates.map(|candidate| (candidate.unit.clone(), candidate)));
        }
        let mut all: Vec<_> = named.into_values().filter(|candidate| query.tiers.contains(&candidate.tier)).collect();
        all.sort_by(|one, other| one.rank(&query.weights).cmp(&other.rank(&query.weights)));
        for candidate in all {
            match judge(&candidate) {
                Judgement::Take if answer.taken.len() < query.take_max => answer.taken.push(candidate),
                Judgement::PassOver(reason) if answer.taken.len() + answer.passed_over.len() < query.named_max => {
                    answer.passed_over.push((candidate, reason));
                }
                Judgement::Take | Judgement::PassOver(_) => {}
            }
        }
        answer
    }

    fn locate(&self, unit: &UnitId, at: Point, _now: EngineTime) -> Option<Candidate> {
        let here = self.scenes.iter().filter(|scene| scene.at == at).flat_map(|scene| &scene.explanations);
        let named = here.flat_map(|it| &it.considered).find(|named| named.unit == *unit);
        named
            .and_then(|named| self.candidate(named))
            .or_else(|| self.followed(unit, at))
            .or_else(|| self.elsewhere(unit, at))
    }
}

/// The most that any explanation of a place counted: several of them count the same units.
fn add(others: &mut Vec<(PassReason, u32)>, reason: PassReason, count: u32) {
    match others.iter_mut().find(|(known, _)| *known == reason) {
        Some((_, known)) => *known = (*known).max(count),
        None => others.push((reason, count)),
    }
}
