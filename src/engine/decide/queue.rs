//! Serving: who waits gets units, the gravest level first, in it the oldest.
//!
//! There is one way to assign by policy: an incident joins the queue and the queue is served in its order, everyone who
//! waits together. So no lower level gets a unit that a waiting higher one's plan permits. What loses a unit to something
//! graver waits from that moment on, and is served in its turn by the same decision. What waits for a unit by name gets it
//! before anything else of its level, unless something graver does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use super::draft::{Draft, Opening};
use crate::domain::candidate::{Candidate, Candidates};
use crate::domain::classification::{Classification, Level};
use crate::domain::dispatch::{ChosenBy, DispatchState, Explanation};
use crate::domain::few::Few;
use crate::domain::geo::Point;
use crate::domain::ids::{DispatchId, IncidentId, UnitId};
use crate::domain::incident::{Incident, WaitReason};
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::engine::barren::{Among, Barren, is_anybody_free};
use crate::engine::choose::{Need, Survey, Weighed, explain, survey, survey_engaged};
use crate::engine::claim::{ClaimedUnit, Claims, OutOfService};
use crate::engine::joint::{Placed, place};
use crate::engine::state::{QueuePlace, State};
use crate::policy::Policy;
use crate::policy::choice::AssignmentMode;
use crate::policy::plans::ResponsePlan;

/// How many places are filled together; what waits beyond is served afterwards, in the same order.
const JOINT_PLACES_MAX: usize = 48;

/// Who would go to a place, had it to be decided now. Nothing is claimed.
#[derive(Clone, Debug)]
pub struct Recommendation {
    /// The plan.
    pub plan: ResponsePlan,
    /// The units for all steps, in the order of the steps.
    pub chosen: Vec<Candidate>,
    /// Why these, step by step.
    pub explanations: Vec<Explanation>,
}

/// Recommends units for a place and a classification from a view of the state; none when the policy sends nobody.
#[must_use]
pub fn recommend(
    state: &State,
    now: EngineTime,
    at: Point,
    classification: &Classification,
    tried: &Few<UnitId>,
    candidates: &impl Candidates,
) -> Option<Recommendation> {
    let policy = state.policy()?;
    let plan = policy.plan(classification)?;
    let scene = Scene { at, classification, waited: Duration::ZERO, stages_open: 0, tried, is_told: false };
    let wanted: Vec<_> = plan.steps.iter().map(|step| step.units).collect();
    let needs = needs(policy, plan, &scene, &wanted);
    let placed = place(state, &Claims::default(), candidates, needs, &mut Barren::default(), now);
    let elsewhere = chosen_units(&placed);
    Some(Recommendation {
        plan: plan.clone(),
        explanations: placed.iter().map(|placed| placed.explain(state, &elsewhere)).collect(),
        chosen: placed.iter().flat_map(|placed| &placed.chosen).map(|chosen| chosen.candidate.clone()).collect(),
    })
}

/// What is known of an incident when units are looked for.
struct Scene<'a> {
    at: Point,
    classification: &'a Classification,
    waited: Duration,
    stages_open: usize,
    tried: &'a Few<UnitId>,
    is_told: bool,
}

/// What is still to be found: one need for each step of which units are missing.
fn needs<'a>(policy: &'a Policy, plan: &'a ResponsePlan, scene: &Scene<'a>, missing: &[usize]) -> Vec<Need<'a>> {
    let steps = plan.steps.iter().zip(missing).enumerate().filter(|(_, (_, count))| **count > 0);
    steps
        .map(|(index, (step, count))| Need {
            at: scene.at,
            level: scene.classification.level,
            policy,
            plan,
            index,
            step,
            tiers: step.tiers_at(scene.waited, scene.stages_open),
            count: *count,
            tried: scene.tried,
            is_told: scene.is_told,
        })
        .collect()
}

fn chosen_units<'a>(placed: &'a [Placed<'_>]) -> BTreeSet<&'a UnitId> {
    placed.iter().flat_map(|placed| &placed.chosen).map(|chosen| &chosen.candidate.unit).collect()
}

/// An incident that calls for units, and how many of each step.
pub(super) struct Call<'a> {
    pub(super) incident: &'a Incident,
    pub(super) missing: Vec<usize>,
}

/// An incident that is to be served, and what is to be found for it.
struct Turn<'a> {
    incident: &'a Incident,
    needs: Vec<Need<'a>>,
}

/// A unit that was taken off a dispatch for a step of something graver.
struct Taken {
    off: DispatchId,
    by: QueuePlace,
    step: usize,
}

/// Where an incident stands in the queue, or would stand.
pub(super) fn place_of(incident: &Incident) -> QueuePlace {
    (incident.classification.level, incident.waiting_since, incident.id)
}

fn is_graver(incident: &Incident, level: Level) -> bool {
    incident.classification.level < level
}

impl<C: Candidates> Draft<'_, C> {
    /// Serves everyone who waits, as far as the limit goes; `due` are served even beyond it.
    pub(super) fn serve_queue(&mut self, due: &BTreeSet<IncidentId>) {
        let state = self.state;
        let mut served: BTreeSet<_> = state.queue().iter().take(state.limits().queue_served_max).copied().collect();
        let due = due.iter().filter_map(|id| state.incident(*id));
        served.extend(due.map(|incident| place_of(incident)));
        let incidents = served.iter().filter_map(|(_, _, id)| state.incident(*id));
        let calls = incidents.map(|incident| Call { incident, missing: state.missing_by_step(incident) });
        self.serve(&calls.collect::<Vec<_>>(), self.whose_unit_has_come());
    }

    /// Serves an incident that is being opened by this decision, together with everyone who waits before it; alone when
    /// nobody could go to it. Whoever is on scene of it by this decision counts. An entry after the fact serves nobody.
    pub(super) fn serve_new(&mut self, new: &Incident) {
        if self.envelope.entered_late {
            return;
        }
        let state = self.state;
        let missing = new.missing_by_step(self.serving(new));
        let mut before = state.queue().range(..place_of(new)).take(state.limits().queue_served_max).peekable();
        let mut calls = Vec::new();
        if before.peek().is_some() && self.may_be_served(new, &missing) {
            let waiting = before.filter_map(|(_, _, id)| state.incident(*id));
            calls.extend(waiting.map(|incident| Call { incident, missing: state.missing_by_step(incident) }));
        }
        calls.push(Call { incident: new, missing });
        // Whoever waited by name for a unit that is free has got it: the queue was served before.
        self.serve(&calls, Vec::new());
    }

    /// Whether there is anybody, free or on the way to something milder, who could go to an incident.
    fn may_be_served(&mut self, incident: &Incident, missing: &[usize]) -> bool {
        let (mode, _) = self.last_word(incident);
        let Ok(needs) = self.needs_of(incident, missing) else { return false };
        mode == AssignmentMode::Automatic
            && needs.iter().any(|need| {
                let is_left = !self.is_nobody_left(need) && {
                    let survey = survey(self.state, &self.claims, self.candidates, need, (need.count, false), self.now);
                    self.barren.note(need, Among::Free, &survey);
                    !survey.able.is_empty()
                };
                is_left || self.milder(need).is_some_and(|survey| !survey.able.is_empty())
            })
    }

    /// Offers incidents to the best units that their plans permit, as many as are missing, and the units that have come by
    /// name to those that wait for them. What cannot be had is said, once per reason.
    fn serve<'c>(&mut self, calls: &[Call<'c>], mut by_name: Vec<&'c Incident>)
    where
        Self: 'c,
    {
        let mut turns = BTreeMap::new();
        for call in calls {
            if self.is_full() {
                break;
            }
            self.take_turn(&mut turns, call);
        }
        let last = calls.iter().map(|call| call.incident).chain(by_name.iter().copied()).map(place_of).max();
        let mut off = BTreeSet::new();
        // Whoever is left over by a full entry is served by the next one.
        while let (false, false, Some(last)) = (turns.is_empty() && by_name.is_empty(), self.is_full(), last) {
            let (mut owners, mut placed) = self.place_next(&turns);
            let next = self.next_by_name(&mut by_name, &turns, &owners, &placed);
            if let Some(level) = next.map(|incident| incident.classification.level) {
                // The others come after it.
                let graver = owners.partition_point(|owner| is_graver(owner, level));
                owners.truncate(graver);
                placed.truncate(graver);
            }
            let taken: Vec<_> = owners
                .iter()
                .zip(&placed)
                .flat_map(|(incident, placed)| self.take_from_milder(incident, placed))
                .collect();
            // Nobody is sent yet: what has lost a unit may stand before those who would be.
            if !taken.is_empty() {
                off.extend(taken.iter().map(|taken| taken.off));
                self.take_turns_again(&mut turns, &taken, &off, last);
                continue;
            }
            // All are placed together once more without the unit. Where a reserve is kept the graver would lose by that.
            if next.is_none() || self.keeps_reserves() {
                self.send(&owners, &placed, next.and_then(|incident| self.unit_by_name(incident)));
                for incident in owners {
                    drop(turns.remove(&place_of(incident)));
                }
            }
            if let Some(call) = next.and_then(|incident| self.send_by_name(incident)) {
                self.take_turn(&mut turns, &call);
            }
        }
    }

    fn take_turn<'c>(&mut self, turns: &mut BTreeMap<QueuePlace, Turn<'c>>, call: &Call<'c>)
    where
        Self: 'c,
    {
        if let Some(needs) = self.call_for(call) {
            turns.insert(place_of(call.incident), Turn { incident: call.incident, needs });
        }
    }

    /// The first incident whose unit has come by name and goes to nothing graver. That is known only once everything
    /// graver is placed.
    fn next_by_name<'c>(
        &self,
        by_name: &mut Vec<&'c Incident>,
        turns: &BTreeMap<QueuePlace, Turn<'c>>,
        owners: &[&Incident],
        placed: &[Placed<'_>],
    ) -> Option<&'c Incident> {
        by_name.retain(|incident| self.unit_by_name(incident).is_some());
        let mut all = by_name.iter().copied();
        all.find(|incident| {
            let level = incident.classification.level;
            let last_graver = turns.values().map(|turn| turn.incident).take_while(|it| is_graver(it, level)).last();
            let all_are_placed = last_graver.is_none_or(|last| owners.iter().any(|owner| owner.id == last.id));
            let graver = owners.iter().zip(placed).filter(|(owner, _)| is_graver(owner, level));
            let mut chosen = graver.flat_map(|(_, placed)| &placed.chosen);
            all_are_placed && !chosen.any(|chosen| Some(&chosen.candidate.unit) == self.unit_by_name(incident))
        })
    }

    fn keeps_reserves(&self) -> bool {
        self.state.policy().is_some_and(|policy| !policy.choosing().reserves.is_empty())
    }

    /// Finds units for the first in the queue, as many as are placed together, and for all between them for whom nobody
    /// is left: whose places, and who would go. Nobody is looked for where nobody is left.
    fn place_next<'c>(&mut self, turns: &BTreeMap<QueuePlace, Turn<'c>>) -> (Vec<&'c Incident>, Vec<Placed<'c>>) {
        let (mut all, mut needs) = (Vec::new(), Vec::new());
        let mut wanted = 0;
        for turn in turns.values() {
            if wanted >= JOINT_PLACES_MAX {
                break;
            }
            for need in turn.needs.iter().cloned() {
                if self.is_nobody_left(&need) {
                    all.push((turn.incident, Some(Placed { need, survey: Survey::default(), chosen: Vec::new() })));
                } else {
                    wanted += need.count;
                    all.push((turn.incident, None));
                    needs.push(need);
                }
            }
        }
        let Self { state, claims, candidates, barren, now, .. } = self;
        let mut found = place(state, claims, *candidates, needs, barren, *now).into_iter();
        all.into_iter().filter_map(|(incident, alone)| Some((incident, alone.or_else(|| found.next())?))).unzip()
    }

    /// Whether it is known, without looking, that nobody who is free can go.
    fn is_nobody_left(&self, need: &Need<'_>) -> bool {
        !is_anybody_free(self.state, &self.claims, need) || self.barren.knows(need, Among::Free)
    }

    /// Who is on the way to something milder off which the policy lets a need take them; none where nobody can be.
    fn milder(&mut self, need: &Need<'_>) -> Option<Survey> {
        let preemption = need.policy.choosing().preemption.as_ref()?;
        let may_take = preemption.levels.contains(&need.level) && self.state.index().is_preemptible(&preemption.from);
        if !may_take || self.barren.knows(need, Among::Engaged) {
            return None;
        }
        let found = survey_engaged(self.state, &self.claims, self.candidates, need, preemption, self.now);
        self.barren.note(need, Among::Engaged, &found);
        Some(found)
    }

    /// Who has taken a unit needs one less; who has lost one is served in its turn, unless that comes after everybody's
    /// who is served now: the queue is served again at the end of the step.
    fn take_turns_again<'c>(
        &self,
        turns: &mut BTreeMap<QueuePlace, Turn<'c>>,
        taken: &[Taken],
        off: &BTreeSet<DispatchId>,
        last: QueuePlace,
    ) where
        Self: 'c,
    {
        for Taken { by, step, .. } in taken {
            let turn = turns.get_mut(by);
            for need in turn.into_iter().flat_map(|turn| &mut turn.needs).filter(|need| need.index == *step) {
                need.count = need.count.saturating_sub(1);
            }
        }
        let losers = taken.iter().filter_map(|taken| self.state.incident(self.state.dispatch(taken.off)?.incident));
        for incident in losers.filter(|incident| place_of(incident) < last && !incident.is_held()) {
            let left = self.state.serving_dispatches(incident).filter(|dispatch| !off.contains(&dispatch.id));
            let needs = self.needs_of(incident, &incident.missing_by_step(left));
            if let (Ok(needs), (AssignmentMode::Automatic, _)) = (needs, self.last_word(incident)) {
                turns.insert(place_of(incident), Turn { incident, needs });
            }
        }
        for turn in turns.values_mut() {
            turn.needs.retain(|need| need.count > 0);
        }
        turns.retain(|_, turn| !turn.needs.is_empty());
    }

    /// What an incident needs found now; none when it needs nothing or waits for something else than units, which is
    /// said.
    fn call_for<'c>(&mut self, call: &Call<'c>) -> Option<Vec<Need<'c>>>
    where
        Self: 'c,
    {
        let incident = call.incident;
        let needs = match self.needs_of(incident, &call.missing) {
            Ok(needs) => needs,
            Err(reason) => return reason.and_then(|reason| self.wait(incident, reason, None, None)),
        };
        let (mode, within) = self.last_word(incident);
        let reason = match mode {
            AssignmentMode::Automatic => return Some(needs),
            AssignmentMode::Confirm => WaitReason::NeedsConfirmation,
            AssignmentMode::Manual => WaitReason::Manual,
        };
        // The proposal is made once; whoever confirms it asks for the present one.
        if incident.waiting != Some(reason) {
            let needs = needs.into_iter().map(|need| Need { is_told: false, ..need }).collect();
            let placed = place(self.state, &self.claims, self.candidates, needs, &mut Barren::default(), self.now);
            let elsewhere = chosen_units(&placed);
            let proposal = placed.first().filter(|_| mode == AssignmentMode::Confirm);
            let explanation = proposal.map(|placed| Arc::new(placed.explain(self.state, &elsewhere)));
            return self.wait(incident, reason, explanation, Some(self.now + within));
        }
        None
    }

    /// What is to be found for an incident of which so many units of each step are missing, or why nothing is looked
    /// for; without a reason when nothing is missing.
    fn needs_of<'c>(&self, incident: &'c Incident, missing: &[usize]) -> Result<Vec<Need<'c>>, Option<WaitReason>>
    where
        Self: 'c,
    {
        if missing.iter().all(|count| *count == 0) {
            return Err(None);
        }
        let at = incident.at.ok_or(Some(WaitReason::Unplaced))?;
        let policy = self.state.policy().ok_or(None)?.as_ref();
        let plan = policy.plan(&incident.classification).ok_or(Some(WaitReason::NoPlan))?;
        let scene = Scene {
            at,
            classification: &incident.classification,
            waited: self.now.since(incident.waiting_since),
            stages_open: self.state.stages_open(incident),
            tried: &incident.tried,
            is_told: incident.waiting == Some(WaitReason::NoUnitAvailable),
        };
        Ok(needs(policy, plan, &scene, missing))
    }

    /// Who has the last word on who goes to an incident, and for how long it is waited for.
    fn last_word(&self, incident: &Incident) -> (AssignmentMode, Duration) {
        let Some(policy) = self.state.policy() else { return (AssignmentMode::Manual, Duration::ZERO) };
        let (mode, within) = policy.choosing().mode(incident.classification.level, incident.jurisdiction.as_ref());
        // An officer who calls for help waits for nobody's word.
        let in_need = incident.classification.type_code == policy.emergency().type_code;
        (if in_need { AssignmentMode::Automatic } else { mode }, within)
    }

    /// Offers to everyone who was found, and says who is still short. A unit that goes by name is none of theirs.
    fn send(&mut self, owners: &[&Incident], placed: &[Placed<'_>], by_name: Option<&UnitId>) {
        let mut elsewhere = chosen_units(placed);
        elsewhere.extend(by_name);
        for (incident, placed) in owners.iter().zip(placed).filter(|(_, placed)| !placed.chosen.is_empty()) {
            let explanation = Arc::new(placed.explain(self.state, &elsewhere));
            for chosen in &placed.chosen {
                // The judge looked at the same state: a refusal here means that the unit was named twice.
                let claim = self.claims.claim(self.state, &chosen.candidate.unit, OutOfService::Respected);
                let Ok(claimed) = claim else { continue };
                self.offer(incident, &placed.need, &claimed, (chosen, &explanation), placed.need.step.offer_timeout);
            }
        }
        let all = owners.iter().copied().zip(placed);
        let short = all.filter(|(_, placed)| placed.chosen.len() < placed.need.count);
        let short: Vec<_> =
            short.map(|(incident, placed)| (incident, placed, placed.need.count - placed.chosen.len())).collect();
        self.say_who_waits(&short, &elsewhere);
    }

    /// A unit on its way to something milder goes to what is graver, where the policy lets it; the other waits from now
    /// on, with its age.
    fn take_from_milder(&mut self, incident: &Incident, placed: &Placed<'_>) -> Vec<Taken> {
        let missing = placed.need.count.saturating_sub(placed.chosen.len());
        let preemption = placed.need.policy.choosing().preemption.as_ref();
        let Some(preemption) = preemption.filter(|_| missing > 0) else { return Vec::new() };
        let need = Need { count: missing, ..placed.need.clone() };
        let Some(found) = self.milder(&need).filter(|found| !found.able.is_empty()) else { return Vec::new() };
        let chosen: Vec<_> = found.able.iter().take(missing).cloned().collect();
        let explanation = Arc::new(explain(self.state, &need, &found, &chosen, &BTreeSet::new()));
        let mut taken = Vec::new();
        for chosen in &chosen {
            let Some(off) = chosen.taken_from else { continue };
            let claim = self.claims.preempt(self.state, &chosen.candidate.unit, off);
            let Ok(claimed) = claim else { continue };
            self.end(off, DispatchState::Preempted, &Text::truncated(&incident.number.to_string()));
            self.offer(incident, &need, &claimed, (chosen, &explanation), preemption.confirm);
            taken.push(Taken { off, by: place_of(incident), step: need.index });
        }
        taken
    }

    fn offer(
        &mut self,
        incident: &Incident,
        need: &Need<'_>,
        claimed: &ClaimedUnit,
        (chosen, explanation): (&Weighed, &Arc<Explanation>),
        offer_timeout: Duration,
    ) {
        let opening = Opening {
            chosen_by: ChosenBy::Policy,
            state: DispatchState::Offered,
            offer_timeout: Some(offer_timeout),
            candidate: Some(chosen.candidate.clone()),
            explanation: Some(Arc::clone(explanation)),
            step: u32::try_from(need.index).unwrap_or(u32::MAX),
            level: need.level,
        };
        self.open_dispatch(claimed, incident.id, opening);
    }

    /// The identifier of a new incident.
    pub(super) fn make_incident_id(&mut self) -> IncidentId {
        IncidentId::from_uuid(self.make_id())
    }
}
