//! What an honest clerk with a ruler would say of every choice: looked up afresh, unit by unit, in the state as it was
//! before the entry.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use patrold::domain::candidate::{Candidate, Candidates, PassReason};
use patrold::domain::classification::{Basis, Classification, Handling, Level};
use patrold::domain::dispatch::{ChosenBy, Considered, Dispatch, DispatchState};
use patrold::domain::event::{Entry, Event};
use patrold::domain::geo::Distance;
use patrold::domain::ids::{DispatchId, UnitId};
use patrold::domain::incident::Incident;
use patrold::domain::position::PositionSource;
use patrold::domain::time::EngineTime;
use patrold::domain::unit::Unit;
use patrold::engine::State;
use patrold::engine::decide::may_serve;
use patrold::policy::choice::{AssignmentMode, ReserveOf};
use patrold::policy::steps::ResponseStep;

/// By what units are compared.
type Rank = (Duration, Distance, UnitId);

/// The most places for which every way to fill them is tried.
const PLACES_MAX: usize = 5;

/// Checks every choice of the policy in an entry.
#[expect(clippy::wildcard_enum_match_arm, reason = "the clerk looks at choices only")]
pub(crate) fn judge_entry<'a>(before: &'a State, entry: &'a Entry, map: &'a impl Candidates) {
    let mut clerk = Clerk { state: before, map, now: entry.recorded_at, attending: Vec::new(), in_need: None };
    let mut opened: Option<Incident> = None;
    let mut sent: Vec<&Dispatch> = Vec::new();
    let mut preempted: BTreeSet<DispatchId> = BTreeSet::new();
    for event in &entry.events {
        match event {
            Event::IncidentOpened(incident) => opened = Some(incident.as_ref().clone()),
            Event::IncidentClassified { incident, classification, .. }
                if matches!(classification.basis, Basis::Rule(_)) =>
            {
                judge_raise(before.incident(*incident).expect("an incident"), classification);
            }
            Event::EmergencyRaised { unit, .. } => clerk.in_need = Some(unit.clone()),
            Event::DispatchOpened(dispatch) if dispatch.chosen_by == ChosenBy::Policy => sent.push(dispatch),
            Event::DispatchOpened(dispatch) => {
                clerk.attending.push(dispatch);
            }
            Event::DispatchEnded { dispatch, end, .. } if end.state == DispatchState::Preempted => {
                preempted.insert(*dispatch);
            }
            _ => {}
        }
    }
    if sent.is_empty() {
        assert!(preempted.is_empty(), "units were taken off something for nothing");
        return;
    }
    let calls = clerk.calls(opened.as_ref(), &preempted);
    let (taken_off, free): (Vec<_>, Vec<_>) = sent
        .iter()
        .copied()
        .partition(|dispatch: &&Dispatch| clerk.held(&dispatch.unit).is_some_and(|held| preempted.contains(&held.id)));
    assert_eq!(taken_off.len(), preempted.len(), "a unit was taken off something and not sent anywhere");
    for dispatch in &free {
        clerk.judge(dispatch, clerk.incident(dispatch, opened.as_ref()));
    }
    for dispatch in &taken_off {
        clerk.judge_preemption(dispatch, clerk.incident(dispatch, opened.as_ref()), &free);
    }
    clerk.nobody_graver_waits(&calls, &free);
    clerk.reserves_hold(&free, opened.as_ref());
    clerk.nothing_cheaper(&calls, &free);
}

/// When somebody may have become free, the queue is served at once: afterwards nobody waits whose plan permits a unit
/// that is free.
pub(crate) fn judge_step(after: &State, entries: &[Arc<Entry>], map: &impl Candidates, now: EngineTime) {
    if !entries.iter().any(|entry| may_serve(&entry.events)) {
        return;
    }
    let clerk = Clerk { state: after, map, now, attending: Vec::new(), in_need: None };
    for incident in after.index().held().iter().filter_map(|id| after.incident(*id)) {
        let unit = incident.desk_work.held_for.as_ref().and_then(|hold| after.unit(&hold.unit));
        let free = unit.filter(|unit| unit.is_available() && unit.emergency.is_none());
        assert!(free.is_none(), "incident {} waits by name for {free:?}, which is free", incident.number);
    }
    for (_, _, id) in after.queue() {
        let incident = after.incident(*id).expect("who waits is known");
        if clerk.waits_for_a_person(incident) {
            continue;
        }
        for (index, missing) in after.missing_by_step(incident).iter().enumerate() {
            let free = clerk.ranks(incident, index).first().cloned();
            let free = free.filter(|(_, _, unit)| *missing > 0 && !clerk.is_reserved(incident, unit, &[]));
            assert!(free.is_none(), "incident {} waits though {free:?} is free", incident.number);
        }
    }
}

/// A rule only ever raises, never against a person's word, and leaves the patrols and the verification as they are.
fn judge_raise(before: &Incident, now: &Classification) {
    let was = &before.classification;
    assert!(now.level < was.level, "incident {} was lowered by a rule: {was:?} to {now:?}", before.number);
    assert!(matches!(was.basis, Basis::Rule(_)), "incident {} was taken from a person", before.number);
    assert!(before.closed.is_none(), "incident {} is over", before.number);
    if matches!(was.handling, Handling::PoliceDispatch | Handling::VerifyFirst) {
        assert_eq!(now.handling, was.handling, "incident {}", before.number);
    }
}

/// Units that are missing: of which incident, for which step, how many.
struct Call<'a> {
    incident: &'a Incident,
    step: usize,
    missing: usize,
}

struct Clerk<'a, C> {
    state: &'a State,
    map: &'a C,
    now: EngineTime,
    /// Who goes by this entry and not by the policy: on scene of the new incident by its own word, or waited for by name.
    attending: Vec<&'a Dispatch>,
    /// Whose officer calls for help by this entry.
    in_need: Option<UnitId>,
}

impl<C: Candidates> Clerk<'_, C> {
    fn incident<'i>(&'i self, dispatch: &Dispatch, opened: Option<&'i Incident>) -> &'i Incident {
        let known = self.state.incident(dispatch.incident).map(AsRef::as_ref);
        known.or_else(|| opened.filter(|incident| incident.id == dispatch.incident)).expect("an incident")
    }

    fn held(&self, unit: &UnitId) -> Option<&Dispatch> {
        self.state.dispatch(self.state.unit(unit)?.dispatch()?).map(AsRef::as_ref)
    }

    /// Who was to be served by this decision, in the order of the queue: whoever waits, and whoever loses a unit to
    /// something graver and comes before the last of them.
    fn calls<'i>(&'i self, opened: Option<&'i Incident>, preempted: &BTreeSet<DispatchId>) -> Vec<Call<'i>> {
        let place = |incident: &Incident| (incident.classification.level, incident.waiting_since, incident.id);
        let known = |id| self.state.incident(id).expect("who waits is known").as_ref();
        let waiting = self.state.queue().iter().map(|(_, _, id)| known(*id));
        let waiting = waiting.filter(|incident| opened.is_none_or(|new| place(incident) < place(new)));
        let mut served: BTreeMap<_, &Incident> =
            waiting.chain(opened).map(|incident| (place(incident), incident)).collect();
        // Whose unit has come by name waits for it no more: what else it needs is looked for in its turn.
        let named = self.attending.iter().filter_map(|dispatch| self.state.incident(dispatch.incident));
        served.extend(named.filter(|it| it.is_held()).map(|incident| (place(incident), incident.as_ref())));
        let losers = preempted.iter().map(|id| known(self.state.dispatch(*id).expect("a dispatch").incident));
        let last = served.keys().next_back().copied();
        let losers: Vec<_> = losers.filter(|loser| Some(place(loser)) < last && !loser.is_held()).collect();
        served.extend(losers.into_iter().map(|loser| (place(loser), loser)));
        let mut calls = Vec::new();
        for incident in served.into_values() {
            let new = opened.is_some_and(|new| new.id == incident.id);
            let serving = self.state.serving_dispatches(incident).filter(|it| !new && !preempted.contains(&it.id));
            for (step, missing) in incident.missing_by_step(serving).into_iter().enumerate() {
                let there = self.attending.iter().filter(|it| it.incident == incident.id && it.step as usize == step);
                let missing = missing.saturating_sub(there.count());
                if missing > 0 && !self.waits_for_a_person(incident) {
                    calls.push(Call { incident, step, missing });
                }
            }
        }
        calls
    }

    fn waits_for_a_person(&self, incident: &Incident) -> bool {
        let Some(policy) = self.state.policy() else { return true };
        let (mode, _) = policy.choosing().mode(incident.classification.level, incident.jurisdiction.as_ref());
        // An officer who calls for help waits for nobody's word.
        mode != AssignmentMode::Automatic && incident.classification.type_code != policy.emergency().type_code
    }

    /// Whether a unit must stay where it is, is held for something else, or needs help itself.
    fn is_held_back(&self, unit: &Unit, incident: &Incident) -> bool {
        if unit.emergency.is_some() || self.in_need.as_ref() == Some(&unit.profile.id) {
            return true;
        }
        let ordered = unit.duty.as_ref().and_then(|duty| duty.order.as_ref()).is_some_and(|order| order.must_hold);
        let event = self.state.planned_events().values();
        let event = event.into_iter().find(|event| event.begun && event.units.contains(&unit.profile.id));
        let zone = incident.at.and_then(|at| self.state.policy()?.zones().zone_at(at));
        let outside = event.is_some_and(|event| incident.at.is_none_or(|at| !event.fence.contains(at, zone)));
        incident.classification.level != Level::One && (ordered || outside)
    }

    /// The unit was permitted, and what is told of it is true.
    fn judge(&self, dispatch: &Dispatch, incident: &Incident) {
        let step = dispatch.step as usize;
        let rank = self.rank(incident, step, &dispatch.unit);
        assert!(rank.is_some(), "{} may not go to incident {}", dispatch.unit, incident.number);
        let found = self.map.locate(&dispatch.unit, incident.at.expect("placed"), self.now).expect("on the map");
        assert_eq!((dispatch.travel_time, dispatch.distance), (Some(found.travel_time), Some(found.distance)));
        let said = line_of(dispatch);
        assert_eq!(Some(said.cost()), rank.map(|(cost, ..)| cost), "the explanation counts otherwise: {said:?}");
        for said in lines(dispatch).filter(|line| line.passed_over == Some(PassReason::Farther)) {
            let cost = self.rank(incident, step, &said.unit).map(|(cost, ..)| cost);
            assert_eq!(Some(said.cost()), cost, "it is named as farther: {said:?}");
        }
        reproduce(dispatch);
    }

    /// A graver incident took a unit that was under way to a milder one, and nobody was free for it.
    fn judge_preemption(&self, dispatch: &Dispatch, incident: &Incident, free: &[&Dispatch]) {
        let preemption = self.state.policy().and_then(|policy| policy.choosing().preemption.clone());
        let preemption = preemption.expect("the policy allows it");
        let held = self.held(&dispatch.unit).expect("it was on something");
        let victim = self.state.incident(held.incident).expect("an incident");
        assert!(held.state != DispatchState::Arrived, "{} was taken off a scene", dispatch.unit);
        assert!(preemption.levels.contains(&incident.classification.level));
        assert!(preemption.from.contains(&victim.classification.level));
        let step = dispatch.step as usize;
        let someone = self.ranks(incident, step).into_iter().find(|(_, _, unit)| !free.iter().any(|d| d.unit == *unit));
        assert!(someone.is_none(), "{} was taken off something though {someone:?} was free", dispatch.unit);
        assert_eq!(line_of(dispatch).taken_from, Some(held.id));
        reproduce(dispatch);
    }

    /// No call that stands before another in the queue and is left short could have used a unit that the other got.
    fn nobody_graver_waits(&self, calls: &[Call<'_>], sent: &[&Dispatch]) {
        let got = |call: &Call<'_>| {
            let of_call =
                |dispatch: &&&Dispatch| dispatch.incident == call.incident.id && dispatch.step as usize == call.step;
            sent.iter().filter(of_call).count()
        };
        for (index, earlier) in calls.iter().enumerate().filter(|(_, call)| got(call) < call.missing) {
            for later in &calls[index + 1..] {
                for dispatch in sent
                    .iter()
                    .filter(|dispatch| dispatch.incident == later.incident.id && dispatch.step as usize == later.step)
                {
                    let could = self.rank(earlier.incident, earlier.step, &dispatch.unit).is_some()
                        && !self.is_reserved(earlier.incident, &dispatch.unit, &[]);
                    assert!(
                        !could,
                        "{} went to incident {} though {} waited for it",
                        dispatch.unit, later.incident.number, earlier.incident.number
                    );
                }
            }
        }
    }

    /// No incident for which a reserve is not kept got one of its last units.
    fn reserves_hold(&self, sent: &[&Dispatch], opened: Option<&Incident>) {
        let units: Vec<&UnitId> = sent.iter().map(|dispatch| &dispatch.unit).collect();
        for dispatch in sent {
            let incident = self.incident(dispatch, opened);
            let others: Vec<_> = units.iter().copied().filter(|unit| **unit != dispatch.unit).collect();
            assert!(
                !self.is_reserved(incident, &dispatch.unit, &others),
                "{} was kept back and went to incident {}",
                dispatch.unit,
                incident.number
            );
        }
    }

    /// Whether a reserve keeps a unit from an incident when `gone` are sent, too.
    fn is_reserved(&self, incident: &Incident, unit: &UnitId, gone: &[&UnitId]) -> bool {
        let Some(policy) = self.state.policy() else { return false };
        let unit = self.state.unit(unit).expect("a unit");
        policy.choosing().reserves.iter().any(|reserve| {
            let counts = |other: &Unit| {
                reserve.tiers.contains(&other.profile.tier)
                    && other.is_available()
                    && match &reserve.of {
                        ReserveOf::Zones(zones) => {
                            other.profile.home_zone == unit.profile.home_zone
                                && other
                                    .profile
                                    .home_zone
                                    .as_ref()
                                    .is_some_and(|zone| zones.as_ref().is_none_or(|zones| zones.contains(zone)))
                        }
                        ReserveOf::Posts(posts) => {
                            other.profile.post == unit.profile.post
                                && other.profile.post.as_ref().is_some_and(|post| posts.contains(post))
                        }
                    }
            };
            let left = self.state.units().values().filter(|other| counts(other) && !gone.contains(&&other.profile.id));
            !reserve.levels.contains(&incident.classification.level) && counts(unit) && left.count() <= reserve.units
        })
    }

    /// Every way to fill the same places is tried: none costs the gravest level less, none that costs it as much costs
    /// the next level less, and so on. Where a reserve is kept, what may be sent depends on the rest, and this is left.
    fn nothing_cheaper(&self, calls: &[Call<'_>], sent: &[&Dispatch]) {
        let places: Vec<&Call<'_>> = calls.iter().flat_map(|call| std::iter::repeat_n(call, call.missing)).collect();
        let reserves = self.state.policy().is_some_and(|policy| !policy.choosing().reserves.is_empty());
        if reserves || places.len() > PLACES_MAX {
            return;
        }
        let ranks: Vec<Vec<Rank>> = places.iter().map(|call| self.ranks(call.incident, call.step)).collect();
        let mut best = None;
        fill(&places, &ranks, &mut Vec::new(), &mut best);
        let (filled, cost) = best.expect("leaving all places empty is a way");
        let mut left: Vec<&Dispatch> = sent.to_vec();
        let mut chosen = Vec::new();
        for (call, ranks) in places.iter().zip(&ranks) {
            let found = left
                .iter()
                .position(|dispatch| dispatch.incident == call.incident.id && dispatch.step as usize == call.step);
            let unit = found.map(|index| &left.remove(index).unit);
            chosen.push(unit.and_then(|unit| ranks.iter().find(|(_, _, other)| other == unit)));
        }
        assert_eq!(chosen.iter().map(Option::is_some).collect::<Vec<_>>(), filled, "other places could be filled");
        assert_eq!(cost_by_level(&places, &chosen), cost, "the same places could be filled for less");
    }

    /// Everyone who could go for a step, the best first.
    fn ranks(&self, incident: &Incident, step: usize) -> Vec<Rank> {
        let mut ranks: Vec<_> = self.state.units().keys().filter_map(|unit| self.rank(incident, step, unit)).collect();
        ranks.sort();
        ranks
    }

    /// How a free unit ranks for a step of an incident's plan; none when the plan or the unit's situation forbids it.
    fn rank(&self, incident: &Incident, step: usize, id: &UnitId) -> Option<Rank> {
        let policy = self.state.policy()?;
        let step = policy.plan(&incident.classification)?.steps.get(step)?;
        let unit = self.state.unit(id)?;
        let held = self.held(id);
        let free = unit.is_available() && held.is_none() && !self.attending.iter().any(|dispatch| dispatch.unit == *id);
        let barred = incident.tried.contains(id) || self.is_held_back(unit, incident);
        if !free || barred || !self.admits(step, incident, unit) {
            return None;
        }
        let found = self.map.locate(id, incident.at?, self.now)?;
        let near = step.radius.is_none_or(|radius| found.distance <= radius);
        let soon = step.travel_time_max.is_none_or(|longest| found.travel_time <= longest);
        let cost = found.travel_time + self.added(incident, unit, &found);
        (near && soon && !found.position.outside_service_area).then_some((cost, found.distance, found.unit))
    }

    fn admits(&self, step: &ResponseStep, incident: &Incident, unit: &Unit) -> bool {
        let mut tiers = step.tiers.clone();
        for (index, stage) in step.later.iter().enumerate() {
            if index < incident.stages_open as usize || self.now.since(incident.waiting_since) >= stage.after {
                tiers.extend(&stage.tiers);
            }
        }
        unit.duty.as_ref().is_some_and(|duty| step.admits(&unit.profile, duty, &tiers).is_ok())
    }

    /// What the policy adds to a unit's way, counted with a pencil.
    fn added(&self, incident: &Incident, unit: &Unit, found: &Candidate) -> Duration {
        let policy = self.state.policy().expect("a policy");
        let weights = &policy.choosing().weights;
        let duty = unit.duty.as_ref().expect("on duty");
        let mut added = Duration::ZERO;
        let zone = incident.at.and_then(|at| policy.zones().zone_at(at));
        if let (Some(home), Some(zone)) = (&unit.profile.home_zone, zone)
            && home != zone
        {
            added += weights.boundary;
        }
        if let Some(age) = found.position.age {
            added += weights.place.stale_per_minute * u32::try_from(age.as_secs() / 60).expect("not that old");
        }
        if found.position.source == PositionSource::Post {
            added += weights.place.at_post;
        }
        if duty.last_finished_at.is_some_and(|at| self.now.since(at) < weights.rest_within) {
            added += weights.rest;
        }
        if duty.check_in.shift_ends_at.is_some_and(|at| at.since(self.now) < weights.shift_end_within) {
            added += weights.shift_end;
        }
        let at = incident.at.expect("placed");
        let pool = self.state.event_at(at).map(|event| event.id);
        if pool.is_some() && self.state.pool_of(&unit.profile.id).map(|event| event.id) != pool {
            added += Duration::from_hours(1);
        }
        added + weights.workload * duty.finished
    }
}

type Costs = (BTreeMap<Level, Duration>, u64);

/// Tries every way; keeps the one that fills the earliest places, and among those the cheapest by level.
fn fill<'r>(
    places: &[&Call<'_>],
    ranks: &'r [Vec<Rank>],
    chosen: &mut Vec<Option<&'r Rank>>,
    best: &mut Option<(Vec<bool>, Costs)>,
) {
    let Some(row) = ranks.get(chosen.len()) else {
        let filled: Vec<bool> = chosen.iter().map(Option::is_some).collect();
        let cost = cost_by_level(places, chosen);
        let better = best.as_ref().is_none_or(|(best_filled, best_cost)| {
            filled > *best_filled || (filled == *best_filled && cost < *best_cost)
        });
        if better {
            *best = Some((filled, cost));
        }
        return;
    };
    // A place never needs one that is worse than as many as there are places.
    for rank in row.iter().take(places.len()) {
        if !chosen.iter().flatten().any(|other| other.2 == rank.2) {
            chosen.push(Some(rank));
            fill(places, ranks, chosen, best);
            chosen.pop();
        }
    }
    chosen.push(None);
    fill(places, ranks, chosen, best);
    chosen.pop();
}

fn cost_by_level(places: &[&Call<'_>], chosen: &[Option<&Rank>]) -> Costs {
    let mut costs: BTreeMap<Level, Duration> = Level::ALL.map(|level| (level, Duration::ZERO)).into();
    let mut way = 0;
    for (call, rank) in places.iter().zip(chosen) {
        if let Some((cost, distance, _)) = rank {
            *costs.get_mut(&call.incident.classification.level).expect("every level") += *cost;
            way += distance.as_millimetres();
        }
    }
    (costs, way)
}

/// What the policy says of those whom it considered.
fn lines(dispatch: &Dispatch) -> impl Iterator<Item = &Considered> {
    dispatch.explanation.as_ref().expect("the policy explains itself").considered.iter()
}

/// What the explanation says of the unit that was sent.
fn line_of(dispatch: &Dispatch) -> &Considered {
    lines(dispatch).find(|line| line.unit == dispatch.unit).expect("it names whom it sends")
}

/// The numbers in an explanation suffice to choose again.
fn reproduce(dispatch: &Dispatch) {
    let could_go = |reason: Option<PassReason>| matches!(reason, None | Some(PassReason::Farther));
    let mut able: Vec<_> = lines(dispatch).filter(|unit| could_go(unit.passed_over)).collect();
    able.sort_by_key(|unit| (unit.cost(), unit.distance, unit.unit.clone()));
    let chosen = able.iter().filter(|unit| unit.passed_over.is_none()).count();
    assert!(able.iter().take(chosen).all(|unit| unit.passed_over.is_none()), "{dispatch:?}");
    assert!(able.iter().take(chosen).any(|unit| unit.unit == dispatch.unit), "{dispatch:?}");
}
