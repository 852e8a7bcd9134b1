//! Dispatches: ordered by a person, recalled, advanced by the unit, joined unsent; and the orders' way to the device.

use std::sync::Arc;

use super::draft::{Draft, Opening};
use crate::domain::alarm::{AlarmKind, AlarmSubject};
use crate::domain::candidate::{Candidate, Candidates};
use crate::domain::command::AdvanceDispatch;
use crate::domain::dispatch::{ChosenBy, Dispatch, DispatchState, Explanation, Step};
use crate::domain::event::{DispatchEnd, Event};
use crate::domain::ids::{DispatchId, IncidentId, OrderId, UnitId};
use crate::domain::incident::{Incident, ReplanCause};
use crate::domain::rejection::Rejection;
use crate::domain::text::Text;
use crate::engine::choose::{Weighed, name};
use crate::engine::claim::OutOfService;
use crate::engine::transition::{Effect, effect};

/// The most units that one command may send.
pub(super) const UNITS_PER_COMMAND_MAX: usize = 64;

impl<C: Candidates> Draft<'_, C> {
    /// All or none: when one of the units cannot be had, nobody is sent and the dispatcher is told which. With `reassign`
    /// a unit that is on another incident can be had: it is taken off and sent in the same entry, so that it is nobody's
    /// at no moment.
    pub(super) fn dispatch_units(
        &mut self,
        incident: IncidentId,
        units: &[UnitId],
        reason: &Text,
        reassign: bool,
    ) -> Result<(), Rejection> {
        let incident = self.open_incident(incident)?;
        if units.is_empty() {
            return Err(Rejection::Empty("units"));
        }
        if units.len() > UNITS_PER_COMMAND_MAX {
            return Err(Rejection::TooMany { what: "units", got: units.len(), max: UNITS_PER_COMMAND_MAX });
        }
        let out_of_service = if reason.is_empty() { OutOfService::Respected } else { OutOfService::Overruled };
        for unit in units {
            let known = self.unit(unit)?;
            if known.emergency.is_some() {
                return Err(Rejection::UnitInEmergency(unit.clone()));
            }
            let held = known.dispatch().filter(|_| reassign);
            let claimed = match held {
                Some(held) => self.claims.reassign(self.state, unit, held)?,
                None => self.claims.claim(self.state, unit, out_of_service)?,
            };
            if held.is_some() {
                let number = Text::truncated(&incident.number.to_string());
                self.leave(unit, incident.id, if reason.is_empty() { &number } else { reason })?;
            }
            let opening = self.ordered(incident, unit, reason, held);
            self.open_dispatch(&claimed, incident.id, opening);
        }
        Ok(())
    }

    pub(super) fn recall(&mut self, id: DispatchId, reason: &Text) -> Result<(), Rejection> {
        let dispatch = self.dispatch(id)?;
        if !dispatch.state.is_live() {
            return Err(Rejection::DispatchOver { dispatch: id, state: dispatch.state.as_str() });
        }
        self.end(id, DispatchState::Recalled, reason);
        Ok(())
    }

    /// What a unit says of its dispatch is a fact: it is recorded whatever it is, and flagged when it is odd.
    pub(super) fn advance(&mut self, advance: &AdvanceDispatch) -> Result<(), Rejection> {
        let dispatch = self.dispatch(advance.dispatch)?;
        if dispatch.unit != advance.unit {
            return Err(Rejection::DispatchOfAnother {
                dispatch: dispatch.id,
                holder: dispatch.unit.clone(),
                unit: advance.unit.clone(),
            });
        }
        let held_up =
            AlarmSubject::incident(dispatch.incident).and_dispatch(dispatch.id).and_unit(dispatch.unit.clone());
        let (dispatch, step) = (dispatch.id, advance.step);
        let held = self.dispatch(dispatch)?;
        self.push(match effect(held.state, step) {
            Effect::Goes(_, anomaly) => {
                Event::DispatchAdvanced { dispatch, step, anomaly, feedback: advance.feedback.clone() }
            }
            Effect::Ends(state, anomaly) => Event::DispatchEnded {
                dispatch,
                end: DispatchEnd { state, reason: advance.reason.clone() },
                anomaly,
                feedback: advance.feedback.clone(),
                activity: advance.activity,
            },
            Effect::Noted(anomaly) => Event::StatusNoted { dispatch, step, anomaly },
        });
        if step == Step::Blocked && held.state.is_live() && self.backs_up_blocked(held) {
            self.back_up(held, ReplanCause::Blocked);
        }
        if step == Step::Blocked {
            self.raise_alarm_saying(AlarmKind::UnitBlocked, held_up, advance.reason.clone());
        }
        self.go_on(advance);
        Ok(())
    }

    /// Whoever takes a person in is not free in between: the dispatch ends and the unit is out of service in one entry.
    fn go_on(&mut self, advance: &AdvanceDispatch) {
        let live = self.state.dispatch(advance.dispatch).is_some_and(|dispatch| dispatch.state.is_live());
        if let (Some(readiness), Step::Finished, true) = (&advance.then, advance.step, live) {
            self.end_holds_for(&advance.unit);
            self.push(Event::AvailabilitySet { unit: advance.unit.clone(), readiness: readiness.clone() });
        }
    }

    /// A unit that was not sent but is there.
    pub(super) fn attach(&mut self, unit: &UnitId, incident: IncidentId) -> Result<(), Rejection> {
        let incident = self.open_incident(incident)?;
        let claimed = self.claims.claim_itself(self.state, unit)?;
        self.leave(unit, incident.id, &Text::truncated("it is on scene of another incident"))?;
        self.look_for_surplus(incident, 1);
        let opening = Opening {
            chosen_by: ChosenBy::Unit,
            state: DispatchState::Arrived,
            offer_timeout: None,
            candidate: incident.at.and_then(|at| self.candidates.locate(unit, at, self.now)),
            explanation: None,
            step: self.step_served_by(incident, unit),
            level: incident.classification.level,
        };
        self.open_dispatch(&claimed, incident.id, opening);
        Ok(())
    }

    /// A unit is on one incident only: what it has left waits again, and the desk is told.
    fn leave(&mut self, unit: &UnitId, to: IncidentId, reason: &Text) -> Result<(), Rejection> {
        let Some(held) = self.unit(unit)?.dispatch() else { return Ok(()) };
        let left = self.dispatch(held)?;
        if left.incident == to {
            return Err(Rejection::UnitOnDispatch { unit: unit.clone(), dispatch: held });
        }
        self.end(held, DispatchState::Recalled, reason);
        let about = AlarmSubject::incident(left.incident).and_dispatch(held).and_unit(unit.clone());
        self.raise_alarm(AlarmKind::UnitLeft, about);
        Ok(())
    }

    pub(super) fn acknowledge(&mut self, unit: &UnitId, order: OrderId, version: u32) -> Result<(), Rejection> {
        if self.acknowledge_standing(unit, order, version).is_some() {
            return Ok(());
        }
        let known = self.state.index().dispatch_of(order);
        let dispatch = known
            .and_then(|dispatch| self.state.dispatch(dispatch))
            .filter(|dispatch| dispatch.unit == *unit)
            .ok_or_else(|| Rejection::UnknownOrder { unit: unit.clone(), order })?;
        // An older version is harmless: the device will be sent the newest until it acknowledges that.
        if dispatch.order.version == version && dispatch.order.delivered_at.is_none() {
            self.push(Event::OrderDelivered { dispatch: dispatch.id, order, version });
        }
        Ok(())
    }

    fn backs_up_blocked(&self, dispatch: &Dispatch) -> bool {
        let incident = self.state.incident(dispatch.incident);
        let plan =
            self.state.policy().zip(incident).and_then(|(policy, incident)| policy.plan(&incident.classification));
        plan.is_some_and(|plan| plan.back_up_when_blocked)
    }

    pub(super) fn end(&mut self, dispatch: DispatchId, state: DispatchState, reason: &Text) {
        self.push(Event::DispatchEnded {
            dispatch,
            end: DispatchEnd { state, reason: reason.clone() },
            anomaly: None,
            feedback: None,
            activity: None,
        });
    }

    /// A unit that a person sends, and the dispatch that it is taken off for it.
    pub(super) fn ordered(
        &self,
        incident: &Incident,
        unit: &UnitId,
        reason: &Text,
        taken_from: Option<DispatchId>,
    ) -> Opening {
        let candidate = incident.at.and_then(|at| self.candidates.locate(unit, at, self.now));
        let policy = self.state.policy();
        let step = self.step_served_by(incident, unit);
        let plan = policy.and_then(|policy| policy.plan(&incident.classification));
        let explanation = policy.map(|policy| {
            Arc::new(Explanation {
                policy: policy.hash(),
                plan: reason.clone(),
                considered: candidate.iter().map(|candidate| name(unweighed(candidate, taken_from), None)).collect(),
                available: 0,
                others: Vec::new(),
                step,
                short: 0,
            })
        });
        Opening {
            chosen_by: ChosenBy::Dispatcher,
            state: DispatchState::Offered,
            offer_timeout: plan.and_then(|plan| plan.steps.get(step as usize)).map(|step| step.offer_timeout),
            candidate,
            explanation,
            step,
            level: incident.classification.level,
        }
    }
}

/// A unit that a person chose: nothing is added to its way.
fn unweighed(candidate: &Candidate, taken_from: Option<DispatchId>) -> Weighed {
    Weighed { candidate: candidate.clone(), added: Vec::new(), taken_from }
}
