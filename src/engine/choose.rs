//! Who may go, and how they compare: candidates from the map, judged by the engine's own state, weighed by the policy,
//! explained.
//!
//! A unit's cost is its travel time and what the policy adds for its circumstances. The map hands out units by what it
//! can reckon of that, travel time and how a unit's place is known, which is never more than the cost; so a survey is
//! complete as soon as the worst that it needs comes before the last that it was handed.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::time::Duration;

use super::claim::Claims;
use super::hold::{held_back, serves_first};
use super::reserve;
use super::state::State;
use crate::domain::candidate::{Candidate, CandidateQuery, Candidates, Circumstance, Judgement, PassReason};
use crate::domain::classification::Level;
use crate::domain::dispatch::{Considered, Explanation};
use crate::domain::few::Few;
use crate::domain::geo::{Distance, Point};
use crate::domain::ids::{DispatchId, UnitId, ZoneId};
use crate::domain::time::EngineTime;
use crate::domain::unit::{Activity, Duty, Tier, Unit};
use crate::policy::Policy;
use crate::policy::choice::Preemption;
use crate::policy::plans::ResponsePlan;
use crate::policy::steps::ResponseStep;

/// The most units that one survey weighs: what lies beyond is as good as unreachable.
const WEIGHED_MAX: usize = 4_096;

/// What is added for units from outside where a planned event has its own: no way inside a fence takes that long.
const POOL_FIRST: Duration = Duration::from_hours(1);

/// What is asked for: units of one step of a plan, for one incident.
#[derive(Clone, Debug)]
pub struct Need<'a> {
    /// The scene.
    pub at: Point,
    /// How much the incident matters.
    pub level: Level,
    /// The policy.
    pub policy: &'a Policy,
    /// The response plan.
    pub plan: &'a ResponsePlan,
    /// Which of its steps, from 0.
    pub index: usize,
    /// That step.
    pub step: &'a ResponseStep,
    /// The tiers that are drawn in by now.
    pub tiers: BTreeSet<Tier>,
    /// How many units are wanted.
    pub count: usize,
    /// Units that are not to be asked again.
    pub tried: &'a Few<UnitId>,
    /// Whether it has been said already that nobody is to be had: nobody need be named for saying it again.
    pub is_told: bool,
}

/// A unit with its cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// The unit, its place and its way.
    pub candidate: Candidate,
    /// What is added to its travel time.
    pub added: Vec<(Circumstance, Duration)>,
    /// The dispatch that it would be taken off.
    pub taken_from: Option<DispatchId>,
}

impl Weighed {
    /// Travel time and everything that is added to it.
    #[must_use]
    pub fn cost(&self) -> Duration {
        self.added.iter().fold(self.candidate.travel_time, |sum, (_, added)| sum.saturating_add(*added))
    }

    /// The order of choice: cost, then distance, then callsign.
    #[must_use]
    pub fn rank(&self) -> (Duration, Distance, &UnitId) {
        (self.cost(), self.candidate.distance, &self.candidate.unit)
    }
}

/// Everyone who matters for one need.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Who could go, the best first: at least as many as are wanted, where there are so many.
    pub able: Vec<Weighed>,
    /// The nearest of those who could not, with the reason.
    pub passed_over: Vec<(Candidate, PassReason)>,
    /// How many units of the tiers were available with a known position.
    pub available: u32,
    /// How many more were on duty, by reason.
    pub others: Vec<(PassReason, u32)>,
    /// Of those who could go: whom a reserve keeps, since others of its zone or post go.
    pub reserved: BTreeSet<UnitId>,
    /// Whether everyone who could go is in it.
    pub is_whole: bool,
    /// Whether whoever is near and cannot go is named.
    pub is_named: bool,
    /// Whether somebody could not go for where the scene is, or since this very incident had asked before, or may not be
    /// known here: for another incident it might go.
    pub is_local: bool,
}

/// Who could go, weighed: at least the `wanted` best. Whoever is near and cannot is named on demand.
pub fn survey(
    state: &State,
    claims: &Claims,
    candidates: &impl Candidates,
    need: &Need<'_>,
    (wanted, is_named): (usize, bool),
    now: EngineTime,
) -> Survey {
    let judge = |candidate: &Candidate| match obstacle(state, claims, need, candidate) {
        Some(reason) => Judgement::PassOver(reason),
        None => Judgement::Take,
    };
    look(state, candidates, need, Look { wanted, is_engaged: false, is_named }, now, &judge)
}

/// Who is on the way to something less grave, off which the policy lets this incident take them.
pub fn survey_engaged(
    state: &State,
    claims: &Claims,
    candidates: &impl Candidates,
    need: &Need<'_>,
    preemption: &Preemption,
    now: EngineTime,
) -> Survey {
    let judge = |candidate: &Candidate| match on_duty(state, candidate) {
        None => Judgement::PassOver(PassReason::OffDuty),
        Some((unit, duty)) => {
            let why_not = || fitness(state, claims, need, candidate, (unit, duty));
            match duty.activity {
                Activity::OnDispatch(_) if may_be_taken(state, claims, unit, preemption).is_some() => {
                    why_not().map_or(Judgement::Take, Judgement::PassOver)
                }
                Activity::OnDispatch(_) => Judgement::PassOver(PassReason::OnDispatch),
                Activity::Unavailable { .. } => Judgement::PassOver(PassReason::Unavailable),
                // Who is free and fits goes somewhere by this very decision.
                Activity::Available => Judgement::PassOver(why_not().unwrap_or(PassReason::NeededElsewhere)),
            }
        }
    };
    let look_for = Look { wanted: need.count, is_engaged: true, is_named: true };
    let mut found = look(state, candidates, need, look_for, now, &judge);
    for weighed in &mut found.able {
        weighed.taken_from =
            state.unit(&weighed.candidate.unit).and_then(|unit| may_be_taken(state, claims, unit, preemption));
    }
    found
}

/// The dispatch that a unit may be taken off: one that the policy made, for a milder incident, not on scene.
fn may_be_taken(state: &State, claims: &Claims, unit: &Unit, preemption: &Preemption) -> Option<DispatchId> {
    let dispatch = state.dispatch(unit.dispatch()?)?;
    let level = state.incident(dispatch.incident)?.classification.level;
    let untouched = !claims.contains(&unit.profile.id);
    (dispatch.is_preemptible() && untouched && preemption.from.contains(&level)).then_some(dispatch.id)
}

/// How one looks for units: for how many, whether among those that are on a dispatch, and whether others are named.
#[derive(Clone, Copy)]
struct Look {
    wanted: usize,
    is_engaged: bool,
    is_named: bool,
}

fn look(
    state: &State,
    candidates: &impl Candidates,
    need: &Need<'_>,
    Look { wanted, is_engaged, is_named }: Look,
    now: EngineTime,
    judge: &dyn Fn(&Candidate) -> Judgement,
) -> Survey {
    let explained_max = state.explanation_units_max();
    let named_max = if is_named { explained_max } else { 0 };
    let weights = need.policy.choosing().weights.place;
    // Beyond a radius nobody is looked at.
    let is_local = Cell::new(need.step.radius.is_some());
    let judge = |candidate: &Candidate| {
        let judgement = judge(candidate);
        is_local.set(is_local.get() || depends_on_scene(judgement));
        judgement
    };
    let zone = need.policy.zones().zone_at(need.at);
    let mut take_max = wanted.saturating_add(explained_max / 2);
    loop {
        let query = CandidateQuery {
            at: need.at,
            now,
            weights,
            tiers: &need.tiers,
            radius: need.step.radius,
            take_max,
            named_max,
            engaged: is_engaged,
        };
        let answer = candidates.near(&query, &judge);
        let last = answer.taken.last().cloned();
        let exhausted = answer.taken.len() < take_max;
        // Whoever is named as farther could go as well: it is weighed like the others, for what is added to it counts.
        let is_farther = |named: &mut (Candidate, PassReason)| named.1 == PassReason::Farther;
        let mut passed_over = answer.passed_over;
        let farther: Vec<_> = passed_over.extract_if(.., is_farther).map(|(candidate, _)| candidate).collect();
        let taken = answer.taken.into_iter().chain(farther);
        let mut able: Vec<_> = taken.map(|candidate| weigh(state, (need, zone), candidate, now)).collect();
        able.sort_by(|one, other| one.rank().cmp(&other.rank()));
        let worst_wanted = wanted.checked_sub(1).and_then(|worst| able.get(worst)).map(Weighed::rank);
        // Whoever was not handed out comes behind the last who was, whatever else is added.
        if exhausted || take_max >= WEIGHED_MAX || worst_wanted <= last.as_ref().map(|last| last.rank(&weights)) {
            return Survey {
                able,
                passed_over,
                available: answer.available,
                others: answer.others,
                reserved: BTreeSet::new(),
                is_whole: exhausted,
                is_named,
                is_local: is_local.get() || answer.is_partial,
            };
        }
        take_max = take_max.saturating_mul(2).min(WEIGHED_MAX);
    }
}

/// Whether a unit is refused for where the scene is, or for what went before at this incident, and not for what it is.
const fn depends_on_scene(judgement: Judgement) -> bool {
    match judgement {
        Judgement::PassOver(
            PassReason::AlreadyTried
            | PassReason::HeldForEvent
            | PassReason::OutsideRadius
            | PassReason::BeyondTravelTime,
        ) => true,
        Judgement::Take
        | Judgement::PassOver(
            PassReason::Farther
            | PassReason::OnDispatch
            | PassReason::Unavailable
            | PassReason::OffDuty
            | PassReason::WrongTier
            | PassReason::LacksCapability
            | PassReason::NoPosition
            | PassReason::OutsideServiceArea
            | PassReason::WrongKind
            | PassReason::CrewTooWeak
            | PassReason::Reserved
            | PassReason::NeededElsewhere
            | PassReason::HoldsPost
            | PassReason::InEmergency,
        ) => false,
    }
}

/// Looked up once for each candidate: among a hundred thousand units that is most of what judging one costs.
fn on_duty<'a>(state: &'a State, candidate: &Candidate) -> Option<(&'a Unit, &'a Duty)> {
    let unit = state.unit(&candidate.unit)?;
    Some((unit, unit.duty.as_ref()?))
}

/// Why a unit may not be sent, by the engine's own knowledge; none when it may.
fn obstacle(state: &State, claims: &Claims, need: &Need<'_>, candidate: &Candidate) -> Option<PassReason> {
    let Some((unit, duty)) = on_duty(state, candidate) else { return Some(PassReason::OffDuty) };
    match &duty.activity {
        Activity::Available => {}
        Activity::OnDispatch(_) => return Some(PassReason::OnDispatch),
        Activity::Unavailable { .. } => return Some(PassReason::Unavailable),
    }
    if claims.contains(&candidate.unit) {
        return Some(PassReason::NeededElsewhere);
    }
    fitness(state, claims, need, candidate, (unit, duty))
        .or_else(|| reserve::keeps(state, claims, need.policy, need.level, unit).then_some(PassReason::Reserved))
}

/// Why a unit is not of those that the step asks for, free or not; none when it is.
fn fitness(
    state: &State,
    claims: &Claims,
    need: &Need<'_>,
    candidate: &Candidate,
    (unit, duty): (&Unit, &Duty),
) -> Option<PassReason> {
    if let Err(reason) = need.step.admits(&unit.profile, duty, &need.tiers) {
        return Some(reason);
    }
    if need.tried.contains(&candidate.unit) {
        return Some(PassReason::AlreadyTried);
    }
    if claims.is_set_aside(&candidate.unit) {
        return Some(PassReason::InEmergency);
    }
    if let Some(reason) = held_back(state, unit, need.at, need.level) {
        return Some(reason);
    }
    if candidate.position.outside_service_area {
        return Some(PassReason::OutsideServiceArea);
    }
    if need.step.radius.is_some_and(|radius| candidate.distance > radius) {
        return Some(PassReason::OutsideRadius);
    }
    if need.step.travel_time_max.is_some_and(|longest| candidate.travel_time > longest) {
        return Some(PassReason::BeyondTravelTime);
    }
    None
}

/// What the policy adds to a unit's travel time.
fn weigh(state: &State, asked: (&Need<'_>, Option<&ZoneId>), candidate: Candidate, now: EngineTime) -> Weighed {
    let known = on_duty(state, &candidate);
    let added = known.map(|known| circumstances(state, asked, known, &candidate, now)).unwrap_or_default();
    Weighed { candidate, added, taken_from: None }
}

fn circumstances(
    state: &State,
    (need, zone): (&Need<'_>, Option<&ZoneId>),
    (unit, duty): (&Unit, &Duty),
    candidate: &Candidate,
    now: EngineTime,
) -> Vec<(Circumstance, Duration)> {
    let weights = &need.policy.choosing().weights;
    let home = unit.profile.home_zone.as_ref();
    let crosses = home.is_some() && zone.is_some() && home != zone;
    let tired = duty.last_finished_at.is_some_and(|ended| now.since(ended) < weights.rest_within);
    let ends_soon = duty.check_in.shift_ends_at.is_some_and(|ends| ends.since(now) < weights.shift_end_within);
    let guest = state.event_at(need.at).is_some() && !serves_first(state, &unit.profile.id, need.at);
    Circumstance::ALL
        .into_iter()
        .map(|circumstance| {
            let added = match circumstance {
                Circumstance::Boundary => when(crosses, weights.boundary),
                Circumstance::StalePosition => weights.place.stale(&candidate.position),
                Circumstance::AtPost => weights.place.post(&candidate.position),
                Circumstance::Rest => when(tired, weights.rest),
                Circumstance::ShiftEnd => when(ends_soon, weights.shift_end),
                Circumstance::Workload => weights.workload.saturating_mul(duty.finished),
                Circumstance::NotInPool => when(guest, POOL_FIRST),
            };
            (circumstance, added)
        })
        .filter(|(_, added)| !added.is_zero())
        .collect()
}

fn when(holds: bool, added: Duration) -> Duration {
    if holds { added } else { Duration::ZERO }
}

/// Why these: all chosen ones, then the best of the others up to the limit, in the order of choice. `elsewhere` are
/// those whom the same decision sends to another place.
#[must_use]
pub fn explain(
    state: &State,
    need: &Need<'_>,
    found: &Survey,
    chosen: &[Weighed],
    elsewhere: &BTreeSet<&UnitId>,
) -> Explanation {
    let named_max = state.explanation_units_max();
    let is_chosen = |weighed: &&Weighed| chosen.iter().any(|other| other.candidate.unit == weighed.candidate.unit);
    let unchosen = found.able.iter().filter(|weighed| !is_chosen(weighed)).map(|weighed| {
        let unit = &weighed.candidate.unit;
        if found.reserved.contains(unit) {
            return unweighed(&weighed.candidate, PassReason::Reserved);
        }
        let taken = elsewhere.contains(unit);
        (weighed.clone(), if taken { PassReason::NeededElsewhere } else { PassReason::Farther })
    });
    // They may have been named by a later look than the one by which was chosen.
    let barred = found.passed_over.iter().filter(|(other, _)| chosen.iter().all(|it| it.candidate.unit != other.unit));
    let barred = barred.map(|(candidate, reason)| unweighed(candidate, *reason));
    let mut others: Vec<_> = unchosen.chain(barred).collect();
    others.sort_by(|(one, _), (other, _)| one.rank().cmp(&other.rank()));
    others.truncate(named_max.saturating_sub(chosen.len()));
    let mut all: Vec<_> = chosen.iter().map(|weighed| (weighed.clone(), None)).collect();
    all.extend(others.into_iter().map(|(weighed, reason)| (weighed, Some(reason))));
    all.sort_by(|(one, _), (other, _)| one.rank().cmp(&other.rank()));
    // It is kept for long, so it takes no more room than it needs.
    let mut considered = Vec::with_capacity(all.len());
    considered.extend(all.into_iter().map(|(weighed, passed_over)| name(weighed, passed_over)));
    Explanation {
        policy: need.policy.hash(),
        plan: need.plan.name.clone(),
        considered,
        available: found.available,
        others: found.others.clone(),
        step: u32::try_from(need.index).unwrap_or(u32::MAX),
        short: u32::try_from(need.count.saturating_sub(chosen.len())).unwrap_or(u32::MAX),
    }
}

fn unweighed(candidate: &Candidate, reason: PassReason) -> (Weighed, PassReason) {
    (Weighed { candidate: candidate.clone(), added: Vec::new(), taken_from: None }, reason)
}

/// One line of an explanation.
#[must_use]
pub fn name(weighed: Weighed, passed_over: Option<PassReason>) -> Considered {
    let Weighed { candidate, added, taken_from } = weighed;
    Considered {
        unit: candidate.unit,
        position: candidate.position,
        distance: candidate.distance,
        travel_time: candidate.travel_time,
        passed_over,
        added,
        taken_from,
    }
}
