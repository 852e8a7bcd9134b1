//! Serving: who waits gets units, the gravest level first, in it the oldest.
//!
//! There is one way to assign by policy: an incident joins the queue and the queue is served in its order, everyone who
//! waits together. So no lower level gets a unit that a waiting higher one's plan permits. What loses a unit to something
//! graver waits from that moment on, and is served in its turn by the same decision.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use super::draft::{Draft, Opening};
use crate::domain::alarm::{AlarmKind, AlarmSubject};
use crate::domain::candidate::{Candidate, Candidates};
use crate::domain::classification::{Classification, Level};
use crate::domain::dispatch::{ChosenBy, DispatchState, Explanation};
use crate::domain::event::Event;
use crate::domain::few::Few;
use crate::domain::geo::Point;
use crate::domain::ids::{DispatchId, IncidentId, UnitId};
use crate::domain::incident::{Incident, WaitReason};
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::engine::choose::{Need, Weighed, explain, survey_engaged};
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
    let scene = Scene { at, classification, waited: Duration::ZERO, stages_open: 0, tried };
    let wanted: Vec<_> = plan.steps.iter().map(|step| step.units).collect();
    let placed = place(state, &Claims::default(), candidates, needs(policy, plan, &scene, &wanted), now);
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
}

/// What is still to be found: one need for each step of which units are missing.
fn needs<'a>(policy: &'a Policy, plan: &'a ResponsePlan, scene: &Scene<'a>, missing: &[usize]) -> Vec<Need<'a>> {
    let steps = plan.steps.iter().zip(missing).enumerate().filter(|(_, (_, count))| **count > 0);
    steps
        .map(|(index, (step, count))| Need {
            at: scene.at,
            zone: policy.zones().zone_at(scene.at),
            level: scene.classification.level,
            policy,
            plan,
            index,
            step,
            tiers: step.tiers_at(scene.waited, scene.stages_open),
            count: *count,
            tried: scene.tried,
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
fn place_of(incident: &Incident) -> QueuePlace {
    (incident.classification.level, incident.waiting_since, incident.id)
}

/// The first in the queue, as many as are placed together: whose needs, and the needs.
fn next_together<'a>(turns: &BTreeMap<QueuePlace, Turn<'a>>) -> (Vec<&'a Incident>, Vec<Need<'a>>) {
    let (mut owners, mut needs) = (Vec::new(), Vec::new());
    let mut places = 0;
    for turn in turns.values() {
        if places >= JOINT_PLACES_MAX {
            break;
        }
        places += turn.needs.iter().map(|need| need.count).sum::<usize>();
        owners.extend(std::iter::repeat_n(turn.incident, turn.needs.len()));
        needs.extend(turn.needs.iter().cloned());
    }
    (owners, needs)
}

impl<C: Candidates> Draft<'_, C> {
    /// Serves everyone who waits, as far as the limit goes; `due` are served even beyond it.
    pub(super) fn serve_queue(&mut self, due: &BTreeSet<IncidentId>) {
        let state = self.state;
        let freed = self.serve_held();
        let first = state.queue().iter().take(state.limits().queue_served_max).map(|(_, _, id)| *id);
        let served: Vec<_> = first.collect();
        let beyond = due.iter().copied().filter(|id| !served.contains(id));
        let incidents = served.iter().copied().chain(beyond).filter_map(|id| state.incident(id));
        let calls = incidents.map(|incident| Call { incident, missing: state.missing_by_step(incident) });
        self.serve(&calls.chain(freed).collect::<Vec<_>>());
    }

    /// Serves an incident that is being opened by this decision, together with everyone who waits before it. `attended`
    /// units are on scene already. An entry after the fact serves nobody.
    pub(super) fn serve_new(&mut self, new: &Incident, attended: usize) {
        if self.envelope.entered_late {
            return;
        }
        let state = self.state;
        let before = state.queue().range(..place_of(new)).take(state.limits().queue_served_max);
        let waiting = before.filter_map(|(_, _, id)| state.incident(*id));
        let mut calls: Vec<_> =
            waiting.map(|incident| Call { incident, missing: state.missing_by_step(incident) }).collect();
        let mut missing = new.missing_by_step(std::iter::empty());
        if let Some(first) = missing.first_mut() {
            *first = first.saturating_sub(attended);
        }
        calls.push(Call { incident: new, missing });
        self.serve(&calls);
    }

    /// Offers incidents to the best units that their plans permit, as many as are missing. What cannot be had is said,
    /// once per reason.
    fn serve<'c>(&mut self, calls: &[Call<'c>])
    where
        Self: 'c,
    {
        let mut turns = BTreeMap::new();
        for call in calls {
            if let Some(needs) = self.call_for(call) {
                turns.insert(place_of(call.incident), Turn { incident: call.incident, needs });
            }
        }
        let last = calls.iter().map(|call| place_of(call.incident)).max();
        let mut off = BTreeSet::new();
        while let (false, Some(last)) = (turns.is_empty(), last) {
            let (owners, needs) = next_together(&turns);
            let placed = place(self.state, &self.claims, self.candidates, needs, self.now);
            let taken: Vec<_> = owners
                .iter()
                .zip(&placed)
                .flat_map(|(incident, placed)| self.take_from_milder(incident, placed))
                .collect();
            // Nobody is sent yet: what has lost a unit may stand before those who would be.
            if taken.is_empty() {
                self.send(&owners, &placed);
                for incident in owners {
                    drop(turns.remove(&place_of(incident)));
                }
            } else {
                off.extend(taken.iter().map(|taken| taken.off));
                self.take_turns_again(&mut turns, &taken, &off, last);
            }
        }
    }

    /// Who has taken a unit needs one less; who has lost one is served in its turn, unless that comes after everybody's
    /// who is served now: the queue is served again in the entry that follows.
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
            let placed = place(self.state, &self.claims, self.candidates, needs, self.now);
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

    /// Offers to everyone who was found, and says who is still short.
    fn send(&mut self, owners: &[&Incident], placed: &[Placed<'_>]) {
        let elsewhere = chosen_units(placed);
        for (incident, placed) in owners.iter().zip(placed) {
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
        let Some(preemption) = preemption.filter(|may| missing > 0 && may.levels.contains(&placed.need.level)) else {
            return Vec::new();
        };
        let need = Need { count: missing, ..placed.need.clone() };
        let found = survey_engaged(self.state, &self.claims, self.candidates, &need, preemption, self.now);
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

    /// Each incident that is short says so once, with the first step that is.
    fn say_who_waits(&mut self, short: &[(&Incident, &Placed<'_>, usize)], elsewhere: &BTreeSet<&UnitId>) {
        let mut said = BTreeSet::new();
        for (incident, placed, missing) in short {
            if !said.insert(incident.id) {
                continue;
            }
            let stages_open = self.state.stages_open(incident);
            let so_far = self.now.since(incident.waiting_since);
            let own = short.iter().filter(|(other, ..)| other.id == incident.id);
            let next = own.filter_map(|(_, placed, _)| placed.need.step.next_stage(so_far, stages_open)).min();
            // Whoever waits for long is not forgotten in a storm.
            let longest = placed.need.plan.wait_max.filter(|longest| *longest > so_far);
            let next = next.into_iter().chain(longest).min();
            let look_again_at = next.map(|after| incident.waiting_since + after);
            let mut explanation = placed.explain(self.state, elsewhere);
            explanation.short = u32::try_from(*missing).unwrap_or(u32::MAX);
            let explanation = Some(Arc::new(explanation));
            // In a storm the milder levels wait by the hundred, and the queue says so.
            let grave = incident.classification.level <= Level::Two;
            if grave && incident.waiting != Some(WaitReason::NoUnitAvailable) {
                let detail = Text::truncated(&format!("{missing} units of step {}", placed.need.index + 1));
                self.raise_alarm_saying(AlarmKind::Shortfall, AlarmSubject::incident(incident.id), detail);
            }
            self.wait::<()>(incident, WaitReason::NoUnitAvailable, explanation, look_again_at);
        }
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

    /// Says why an incident waits, when that is news. It gives none, so that whoever finds a reason can end with it.
    fn wait<T>(
        &mut self,
        incident: &Incident,
        reason: WaitReason,
        explanation: Option<Arc<Explanation>>,
        look_again_at: Option<EngineTime>,
    ) -> Option<T> {
        if incident.waiting != Some(reason) || incident.look_again_at != look_again_at {
            if matches!(reason, WaitReason::Unplaced | WaitReason::NoPlan) {
                self.raise_alarm_saying(
                    AlarmKind::DecisionNeeded,
                    AlarmSubject::incident(incident.id),
                    Text::truncated(reason.as_str()),
                );
            }
            self.push(Event::IncidentWaits { incident: incident.id, reason, explanation, look_again_at });
        }
        None
    }

    /// The incidents that a decision about `incident` must say something of.
    pub(super) fn waits_for_place(incident: Option<Point>, needed: u32) -> Option<WaitReason> {
        (needed > 0 && incident.is_none()).then_some(WaitReason::Unplaced)
    }

    /// The identifier of a new incident.
    pub(super) fn make_incident_id(&mut self) -> IncidentId {
        IncidentId::from_uuid(self.make_id())
    }
}
