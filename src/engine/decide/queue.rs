//! Serving: who waits gets units, the gravest level first, in it the oldest.
//!
//! There is one way to assign by policy: an incident joins the queue and the queue is served in its order. So no lower
//! level gets a unit that a waiting higher one's plan permits.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::draft::{Draft, Opening};
use crate::domain::candidate::Candidates;
use crate::domain::classification::Classification;
use crate::domain::dispatch::{ChosenBy, DispatchState, Explanation};
use crate::domain::event::Event;
use crate::domain::geo::Point;
use crate::domain::ids::IncidentId;
use crate::domain::incident::{Incident, WaitReason};
use crate::domain::time::EngineTime;
use crate::engine::choose::{Choice, Need, choose};
use crate::engine::claim::{Claims, OutOfService};
use crate::engine::state::State;
use crate::policy::plans::ResponsePlan;

/// Who would go to a place, had it to be decided now. Nothing is claimed.
#[derive(Clone, Debug)]
pub struct Recommendation {
    /// The plan.
    pub plan: ResponsePlan,
    /// The units and the reasons.
    pub choice: Choice,
}

/// Recommends units for a place and a classification from a view of the state; none when the policy sends nobody.
#[must_use]
pub fn recommend(
    state: &State,
    now: EngineTime,
    at: Point,
    classification: &Classification,
    tried: &BTreeSet<crate::domain::ids::UnitId>,
    candidates: &impl Candidates,
) -> Option<Recommendation> {
    let policy = state.policy()?;
    let plan = policy.plan(classification)?;
    let need = Need { at, plan, policy: policy.hash(), count: plan.step.units, tried };
    let choice = choose(state, &Claims::default(), candidates, need, now);
    Some(Recommendation { plan: plan.clone(), choice })
}

impl<C: Candidates> Draft<'_, C> {
    /// Serves everyone who waits, as far as the limit goes.
    pub(super) fn serve_queue(&mut self) {
        let state = self.state;
        for (_, _, id) in state.queue().iter().take(state.limits().queue_served_max) {
            if let Some(incident) = state.incident(*id) {
                self.serve(incident, state.units_missing(incident));
            }
        }
    }

    /// Serves an incident that is being opened by this decision, after everyone who waits before it. `attended` units
    /// are on scene already. An entry after the fact serves nobody.
    pub(super) fn serve_new(&mut self, new: &Incident, attended: usize) {
        if self.envelope.entered_late {
            return;
        }
        let state = self.state;
        let place = (new.classification.level, new.waiting_since, new.id);
        for (_, _, id) in state.queue().range(..place).take(state.limits().queue_served_max) {
            if let Some(incident) = state.incident(*id) {
                self.serve(incident, state.units_missing(incident));
            }
        }
        self.serve(new, usize::try_from(new.units_needed).unwrap_or(usize::MAX).saturating_sub(attended));
    }

    /// Offers an incident to the nearest units that its plan permits, as many as are missing. What cannot be had is
    /// said, once per reason.
    fn serve(&mut self, incident: &Incident, missing: usize) {
        if missing == 0 {
            return;
        }
        let Some(at) = incident.at else { return self.wait(incident, WaitReason::Unplaced, None) };
        let Ok(policy) = self.policy() else { return };
        let Some(plan) = policy.plan(&incident.classification) else {
            return self.wait(incident, WaitReason::NoPlan, None);
        };
        let need = Need { at, plan, policy: policy.hash(), count: missing, tried: &incident.tried };
        let Choice { chosen, explanation } = choose(self.state, &self.claims, self.candidates, need, self.now);
        let explanation = Arc::new(explanation);
        let found = chosen.len();
        for candidate in chosen {
            // The judge looked at the same state: a refusal here means that the candidate was named twice.
            let Ok(claimed) = self.claims.claim(self.state, &candidate.unit, OutOfService::Respected) else { continue };
            let opening = Opening {
                chosen_by: ChosenBy::Policy,
                state: DispatchState::Offered,
                offer_timeout: Some(plan.step.offer_timeout),
                candidate: Some(candidate),
                explanation: Some(Arc::clone(&explanation)),
            };
            self.open_dispatch(&claimed, incident.id, opening);
        }
        if found < missing {
            self.wait(incident, WaitReason::NoUnitAvailable, Some(explanation));
        }
    }

    fn wait(&mut self, incident: &Incident, reason: WaitReason, explanation: Option<Arc<Explanation>>) {
        if incident.waiting != Some(reason) {
            self.push(Event::IncidentWaits { incident: incident.id, reason, explanation });
        }
    }

    /// How many units the policy sends by itself, and why an incident waits for a person instead.
    pub(super) fn units_needed(&self, classification: &Classification) -> u32 {
        use crate::domain::classification::Handling;
        match classification.handling {
            // Without a plan it still needs somebody: it waits, and the desk is told.
            Handling::PoliceDispatch => self
                .state
                .policy()
                .and_then(|policy| policy.plan(classification))
                .map_or(1, |plan| u32::try_from(plan.step.units).unwrap_or(u32::MAX)),
            Handling::VerifyFirst
            | Handling::Referral
            | Handling::Mediation
            | Handling::Transfer
            | Handling::RecordOnly => 0,
        }
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
