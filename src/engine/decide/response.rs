//! What an incident needs by the policy in force, and what happens when that changes while it is being answered.
//!
//! The rule for running incidents: an incident keeps the classification that it has and the units that are on it or
//! have finished it. Each of them serves the first step of the new plan that has room and admits it; what is then
//! missing is asked for, and nobody is recalled without a person's word.

use std::sync::Arc;

use super::draft::Draft;
use crate::domain::alarm::{AlarmKind, AlarmSubject};
use crate::domain::candidate::Candidates;
use crate::domain::classification::{Classification, Handling};
use crate::domain::dispatch::{Dispatch, DispatchState};
use crate::domain::event::{Event, Response};
use crate::domain::ids::{DispatchId, IncidentId, UnitId};
use crate::domain::incident::{Incident, ReplanCause, Target};
use crate::policy::Policy;
use crate::policy::plans::ResponsePlan;

impl<C: Candidates> Draft<'_, C> {
    /// What a classification asks for; with the dispatches that an incident has already, which of them serves what.
    pub(super) fn response(&self, classification: &Classification, incident: Option<&Incident>) -> Response {
        self.response_by(self.state.policy().map(Arc::as_ref), classification, incident)
    }

    fn response_by(
        &self,
        policy: Option<&Policy>,
        classification: &Classification,
        incident: Option<&Incident>,
    ) -> Response {
        // An exercise sends nobody, and what was typed in after the fact is over: no later word changes that.
        if incident.is_some_and(|incident| incident.is_training() || incident.calls_for_nobody()) {
            return Response::default();
        }
        let sent = classification.handling == Handling::PoliceDispatch;
        let plan = policy.filter(|_| sent).and_then(|policy| policy.plan(classification));
        // Without a plan it still needs somebody: it waits, and the desk is told.
        let mut needs = plan.map_or_else(|| vec![u32::from(sent)], ResponsePlan::units);
        // What the city's posture adds comes from where the first step finds it.
        if let (Some(first), true) = (needs.first_mut(), plan.is_some()) {
            *first = first.saturating_add(self.extra_units(policy, classification));
        }
        let serves: Vec<_> = incident.map(|incident| self.serves(incident, plan, &needs)).unwrap_or_default();
        self.keep_back_ups(incident, &serves, &mut needs);
        let units_needed = needs.iter().fold(0, |sum: u32, units| sum.saturating_add(*units));
        // What turns out graver is awaited anew from now on.
        let graver = incident.is_none_or(|incident| classification.level < incident.classification.level);
        let targets = plan.filter(|_| graver).map(|plan| self.targets(plan)).unwrap_or_default();
        Response { units_needed, needs: if needs.len() > 1 { needs } else { Vec::new() }, serves, targets }
    }

    /// Back-up that was asked for is still wanted as long as the unit that it is for has not arrived.
    fn keep_back_ups(&self, incident: Option<&Incident>, serves: &[(DispatchId, u32)], needs: &mut [u32]) {
        let all = incident.into_iter().flat_map(|incident| self.state.live_dispatches(incident));
        for dispatch in all.filter(|dispatch| dispatch.backed_up && dispatch.state != DispatchState::Arrived) {
            let moved = serves.iter().find(|(id, _)| *id == dispatch.id).map(|(_, step)| *step);
            let step = usize::try_from(moved.unwrap_or(dispatch.step)).unwrap_or(usize::MAX);
            if let Some(units) = needs.get_mut(step) {
                *units = units.saturating_add(1);
            }
        }
    }

    fn extra_units(&self, policy: Option<&Policy>, classification: &Classification) -> u32 {
        let level = self.state.duty_level().map(|level| &level.id);
        let posture = policy.zip(level).and_then(|(policy, level)| policy.duty_level(level));
        posture.map_or(0, |posture| u32::try_from(posture.extra_units(classification.level)).unwrap_or(u32::MAX))
    }

    /// The supervisor is told of what the plan of a new or graver incident wants them to know.
    pub(super) fn inform_supervisor(&mut self, incident: IncidentId, classification: &Classification) {
        let sent = classification.handling == Handling::PoliceDispatch;
        let plan = self.state.policy().filter(|_| sent).and_then(|policy| policy.plan(classification));
        if let Some(plan) = plan.filter(|plan| plan.inform_supervisor) {
            let about = AlarmSubject::incident(incident);
            self.raise_alarm_saying(AlarmKind::SupervisorInformed, about, plan.name.clone());
        }
    }

    /// Which step each dispatch serves under a plan, where that is another than now.
    fn serves(&self, incident: &Incident, plan: Option<&ResponsePlan>, needs: &[u32]) -> Vec<(DispatchId, u32)> {
        let mut room = needs.to_vec();
        let mut serves = Vec::new();
        for dispatch in self.serving(incident) {
            let step = self.step_for(&dispatch.unit, plan, &room);
            if let Some(left) = usize::try_from(step).ok().and_then(|step| room.get_mut(step)) {
                *left = left.saturating_sub(1);
            }
            if step != dispatch.step {
                serves.push((dispatch.id, step));
            }
        }
        serves
    }

    /// The first step with room that admits the unit, else the first with room, else the first.
    fn step_for(&self, unit: &UnitId, plan: Option<&ResponsePlan>, room: &[u32]) -> u32 {
        let steps = plan.map(|plan| plan.steps.as_slice()).unwrap_or_default();
        let unit = self.state.unit(unit).and_then(|unit| Some((&unit.profile, unit.duty.as_ref()?)));
        let admitted = |index: &usize| {
            let asked = steps.get(*index).zip(unit);
            asked.is_some_and(|(step, (profile, duty))| step.admits(profile, duty, &step.all_tiers()).is_ok())
        };
        let with_room = || room.iter().enumerate().filter(|(_, left)| **left > 0).map(|(index, _)| index);
        let step = with_room().find(admitted).or_else(|| with_room().next()).unwrap_or(0);
        u32::try_from(step).unwrap_or(u32::MAX)
    }

    /// Which step of an incident's plan a unit that a person sends, or that comes by itself, serves: of what is missing,
    /// whether or not the daemon looks for it now.
    pub(super) fn step_served_by(&self, incident: &Incident, unit: &UnitId) -> u32 {
        let plan = self.state.policy().and_then(|policy| policy.plan(&incident.classification));
        let missing = incident.missing_by_step(self.serving(incident));
        let room: Vec<u32> = missing.into_iter().map(|count| u32::try_from(count).unwrap_or(u32::MAX)).collect();
        self.step_for(unit, plan, &room)
    }

    /// By when somebody is to be on scene.
    fn targets(&self, plan: &ResponsePlan) -> Vec<Target> {
        plan.targets.iter().map(|within| Target { at: self.now + *within, missed: false }).collect()
    }

    /// Another policy is in force: what open incidents still need is planned anew.
    pub(super) fn replan_all(&mut self, policy: &Policy) {
        let state = self.state;
        for incident in state.incidents().values().filter(|incident| incident.closed.is_none()) {
            let response = self.response_by(Some(policy), &incident.classification, Some(incident));
            let same = response.units_needed == incident.units_needed && response.needs == incident.needs;
            if !same || !response.serves.is_empty() {
                let cause = ReplanCause::Policy;
                self.push(Event::IncidentReplanned { incident: incident.id, response, cause, dispatch: None });
            }
        }
    }

    /// One more unit for the step that a dispatch serves; the unit that is late or held up stays on it.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only what this decision planned anew is looked at")]
    pub(super) fn back_up(&mut self, dispatch: &Dispatch, cause: ReplanCause) {
        let Some(incident) = self.state.incident(dispatch.incident) else { return };
        // A unit that nobody counts on needs no back-up, and one back-up for a unit is enough.
        if incident.closed.is_some()
            || incident.is_training()
            || dispatch.backed_up
            || dispatch.state == DispatchState::Arrived
        {
            return;
        }
        let step = usize::try_from(dispatch.step).unwrap_or(usize::MAX);
        // Several may be late at the same moment.
        let replanned = self.events().iter().rev().find_map(|event| match event {
            Event::IncidentReplanned { incident: id, response, .. } if *id == incident.id => Some(response),
            _ => None,
        });
        let mut needs: Vec<u32> = match replanned {
            Some(response) if response.needs.is_empty() => vec![response.units_needed],
            Some(response) => response.needs.clone(),
            None => (0..incident.steps()).map(|step| incident.units_of_step(step)).collect(),
        };
        let Some(units) = needs.get_mut(step) else { return };
        *units = units.saturating_add(1);
        let units_needed = needs.iter().fold(0, |sum: u32, units| sum.saturating_add(*units));
        let needs = if needs.len() > 1 { needs } else { Vec::new() };
        let response = Response { units_needed, needs, serves: Vec::new(), targets: Vec::new() };
        let (incident, dispatch) = (incident.id, Some(dispatch.id));
        self.push(Event::IncidentReplanned { incident, response, cause, dispatch });
    }
}
