//! Serving: who waits gets units, the gravest level first, in it the oldest.
//!
//! There is one way to assign by policy: an incident joins the queue and the queue is served in its order, everyone who
//! waits together. So no lower level gets a unit that a waiting higher one's plan permits.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use super::draft::{Draft, Opening};
use crate::domain::alarm::{AlarmKind, AlarmSubject};
use crate::domain::candidate::{Candidate, Candidates};
use crate::domain::classification::{Classification, Level};
use crate::domain::dispatch::{ChosenBy, DispatchState, Explanation};
use crate::domain::event::Event;
use crate::domain::geo::Point;
use crate::domain::ids::{IncidentId, UnitId};
use crate::domain::incident::{Incident, WaitReason};
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::engine::choose::{Need, Weighed, explain, survey_engaged};
use crate::engine::claim::{ClaimedUnit, Claims, OutOfService};
use crate::engine::joint::{Placed, place};
use crate::engine::state::State;
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
    tried: &BTreeSet<UnitId>,
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
    tried: &'a BTreeSet<UnitId>,
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
struct Call<'a> {
    incident: &'a Incident,
    missing: Vec<usize>,
}

impl<C: Candidates> Draft<'_, C> {
    /// Serves everyone who waits, as far as the limit goes; `due` are served even beyond it.
    pub(super) fn serve_queue(&mut self, due: &BTreeSet<IncidentId>) {
        let state = self.state;
        self.serve_held();
        let first = state.queue().iter().take(state.limits().queue_served_max).map(|(_, _, id)| *id);
        let served: Vec<_> = first.collect();
        let beyond = due.iter().copied().filter(|id| !served.contains(id));
        let incidents = served.iter().copied().chain(beyond).filter_map(|id| state.incident(id));
        let calls = incidents.map(|incident| Call { incident, missing: state.missing_by_step(incident) });
        self.serve(&calls.collect::<Vec<_>>());
    }

    /// Serves an incident that is being opened by this decision, together with everyone who waits before it. `attended`
    /// units are on scene already. An entry after the fact serves nobody.
    pub(super) fn serve_new(&mut self, new: &Incident, attended: usize) {
        if self.envelope.entered_late {
            return;
        }
        let state = self.state;
        let place = (new.classification.level, new.waiting_since, new.id);
        let before = state.queue().range(..place).take(state.limits().queue_served_max);
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
    fn serve(&mut self, calls: &[Call<'_>]) {
        let mut together: Vec<(&Incident, Vec<Need<'_>>)> = Vec::new();
        let mut places = 0;
        for call in calls {
            let Some(needs) = self.call_for(call) else { continue };
            places += needs.iter().map(|need| need.count).sum::<usize>();
            together.push((call.incident, needs));
            if places >= JOINT_PLACES_MAX {
                self.assign(std::mem::take(&mut together));
                places = 0;
            }
        }
        self.assign(together);
    }

    /// What an incident needs found now; none when it needs nothing or waits for something else than units.
    fn call_for<'c>(&mut self, call: &'c Call<'c>) -> Option<Vec<Need<'c>>>
    where
        Self: 'c,
    {
        let Call { incident, missing } = call;
        if missing.iter().all(|count| *count == 0) {
            return None;
        }
        let Some(at) = incident.at else { return self.wait(incident, WaitReason::Unplaced, None, None) };
        let policy = self.state.policy()?.as_ref();
        let Some(plan) = policy.plan(&incident.classification) else {
            return self.wait(incident, WaitReason::NoPlan, None, None);
        };
        let scene = Scene {
            at,
            classification: &incident.classification,
            waited: self.now.since(incident.waiting_since),
            stages_open: self.state.stages_open(incident),
            tried: &incident.tried,
        };
        let needs = needs(policy, plan, &scene, missing);
        let (mode, within) = policy.choosing().mode(incident.classification.level, incident.jurisdiction.as_ref());
        // An officer who calls for help waits for nobody's word.
        let in_need = incident.classification.type_code == policy.emergency().type_code;
        let reason = match mode {
            AssignmentMode::Automatic => return Some(needs),
            AssignmentMode::Confirm | AssignmentMode::Manual if in_need => return Some(needs),
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

    /// Finds units for incidents together, and offers.
    fn assign(&mut self, calls: Vec<(&Incident, Vec<Need<'_>>)>) {
        let mut owners = Vec::new();
        let mut needs = Vec::new();
        for (incident, wanted) in calls {
            owners.extend(std::iter::repeat_n(incident, wanted.len()));
            needs.extend(wanted);
        }
        let placed = place(self.state, &self.claims, self.candidates, needs, self.now);
        let elsewhere = chosen_units(&placed);
        for (incident, placed) in owners.iter().zip(&placed) {
            let explanation = Arc::new(placed.explain(self.state, &elsewhere));
            for chosen in &placed.chosen {
                // The judge looked at the same state: a refusal here means that the unit was named twice.
                let claim = self.claims.claim(self.state, &chosen.candidate.unit, OutOfService::Respected);
                let Ok(claimed) = claim else { continue };
                self.offer(incident, &placed.need, &claimed, (chosen, &explanation), placed.need.step.offer_timeout);
            }
        }
        let mut short: Vec<(&Incident, &Placed<'_>, usize)> = Vec::new();
        for (incident, placed) in owners.iter().zip(&placed) {
            let found = placed.chosen.len() + self.take_from_milder(incident, placed);
            if found < placed.need.count {
                short.push((incident, placed, placed.need.count - found));
            }
        }
        self.say_who_waits(&short, &elsewhere);
    }

    /// A unit on its way to something milder goes to what is graver, where the policy lets it; the other goes back into
    /// the queue with its age.
    fn take_from_milder(&mut self, incident: &Incident, placed: &Placed<'_>) -> usize {
        let missing = placed.need.count.saturating_sub(placed.chosen.len());
        let preemption = placed.need.policy.choosing().preemption.as_ref();
        let Some(preemption) = preemption.filter(|may| missing > 0 && may.levels.contains(&placed.need.level)) else {
            return 0;
        };
        let need = Need { count: missing, ..placed.need.clone() };
        let found = survey_engaged(self.state, &self.claims, self.candidates, &need, preemption, self.now);
        let chosen: Vec<_> = found.able.iter().take(missing).cloned().collect();
        let explanation = Arc::new(explain(self.state, &need, &found, &chosen, &BTreeSet::new()));
        let mut taken = 0;
        for chosen in &chosen {
            let Some(from) = chosen.taken_from else { continue };
            let claim = self.claims.preempt(self.state, &chosen.candidate.unit, from);
            let Ok(claimed) = claim else { continue };
            self.end(from, DispatchState::Preempted, &Text::truncated(&incident.number.to_string()));
            self.offer(incident, &need, &claimed, (chosen, &explanation), preemption.confirm);
            taken += 1;
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
