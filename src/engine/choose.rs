//! Who goes, and why: candidates from the map, judged by the engine's own state, explained.

use std::collections::BTreeSet;

use super::claim::Claims;
use super::state::State;
use crate::domain::candidate::{Candidate, CandidateQuery, Candidates, Judgement, PassReason};
use crate::domain::classification::PolicyHash;
use crate::domain::dispatch::{Considered, Explanation};
use crate::domain::geo::Point;
use crate::domain::ids::UnitId;
use crate::domain::time::EngineTime;
use crate::domain::unit::Activity;
use crate::policy::plans::ResponsePlan;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Need<'a> {
    /// The scene.
    pub at: Point,
    /// The response plan.
    pub plan: &'a ResponsePlan,
    /// The policy that it comes from.
    pub policy: PolicyHash,
    /// How many units are wanted.
    pub count: usize,
    /// Units that are not to be asked again.
    pub tried: &'a BTreeSet<UnitId>,
}

/// Who should go.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The units to be claimed, the best first; fewer than wanted when no more are available.
    pub chosen: Vec<Candidate>,
    /// Why these.
    pub explanation: Explanation,
}

/// Chooses the nearest units that the plan permits, by (travel time, distance, callsign).
pub fn choose(state: &State, claims: &Claims, candidates: &impl Candidates, need: Need<'_>, now: EngineTime) -> Choice {
    let named_max = state.limits().explanation_units_max;
    let query = CandidateQuery {
        at: need.at,
        now,
        tiers: &need.plan.step.tiers,
        radius: need.plan.step.radius,
        take_max: need.count.saturating_add(named_max / 2),
        passed_over_max: named_max,
    };
    let judge = |candidate: &Candidate| match obstacle(state, claims, need, candidate) {
        Some(reason) => Judgement::PassOver(reason),
        None => Judgement::Take,
    };
    let mut answer = candidates.near(&query, &judge);
    let farther = answer.taken.split_off(need.count.min(answer.taken.len()));
    let explanation = Explanation {
        policy: need.policy,
        plan: need.plan.name.clone(),
        considered: considered(&answer.taken, farther, answer.passed_over, named_max),
        available: answer.available,
        others: answer.others,
    };
    Choice { chosen: answer.taken, explanation }
}

/// Why a unit may not be sent, by the engine's own knowledge; none when it may.
fn obstacle(state: &State, claims: &Claims, need: Need<'_>, candidate: &Candidate) -> Option<PassReason> {
    let Some(unit) = state.unit(&candidate.unit) else { return Some(PassReason::OffDuty) };
    let Some(duty) = &unit.duty else { return Some(PassReason::OffDuty) };
    match &duty.activity {
        Activity::Available => {}
        Activity::OnDispatch(_) => return Some(PassReason::OnDispatch),
        Activity::Unavailable { .. } => return Some(PassReason::Unavailable),
    }
    if claims.contains(&candidate.unit) {
        return Some(PassReason::OnDispatch);
    }
    if let Err(reason) = need.plan.step.admits(&unit.profile) {
        return Some(reason);
    }
    if need.tried.contains(&candidate.unit) {
        return Some(PassReason::AlreadyTried);
    }
    if candidate.position.outside_service_area {
        return Some(PassReason::OutsideServiceArea);
    }
    if need.plan.step.radius.is_some_and(|radius| candidate.distance > radius) {
        return Some(PassReason::OutsideRadius);
    }
    None
}

/// The units to be named: all chosen ones, then the nearest of the others up to the limit; in rank order.
fn considered(
    chosen: &[Candidate],
    farther: Vec<Candidate>,
    passed_over: Vec<(Candidate, PassReason)>,
    named_max: usize,
) -> Vec<Considered> {
    let mut others: Vec<_> = farther.into_iter().map(|candidate| (candidate, PassReason::Farther)).collect();
    others.extend(passed_over);
    others.sort_by(|(one, _), (other, _)| one.rank().cmp(&other.rank()));
    others.truncate(named_max.saturating_sub(chosen.len()));
    let mut all: Vec<_> = chosen.iter().map(|candidate| (candidate.clone(), None)).collect();
    all.extend(others.into_iter().map(|(candidate, reason)| (candidate, Some(reason))));
    all.sort_by(|(one, _), (other, _)| one.rank().cmp(&other.rank()));
    all.into_iter().map(|(candidate, passed_over)| name(candidate, passed_over)).collect()
}

/// One line of an explanation.
#[must_use]
pub fn name(candidate: Candidate, passed_over: Option<PassReason>) -> Considered {
    Considered {
        unit: candidate.unit,
        position: candidate.position,
        distance: candidate.distance,
        travel_time: candidate.travel_time,
        passed_over,
    }
}
