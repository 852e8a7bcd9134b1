//! Checking out. A unit on a dispatch does not walk away from it: another relieves it, or it stays until it is done.

use super::draft::{Draft, Opening};
use crate::domain::candidate::Candidates;
use crate::domain::dispatch::{Dispatch, DispatchState};
use crate::domain::event::Event;
use crate::domain::ids::UnitId;
use crate::domain::order::OrderState;
use crate::domain::rejection::Rejection;
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::engine::claim::OutOfService;

impl<C: Candidates> Draft<'_, C> {
    pub(super) fn end_duty(
        &mut self,
        id: &UnitId,
        relief: Option<&UnitId>,
        overtime_until: Option<EngineTime>,
    ) -> Result<(), Rejection> {
        self.duty(id)?;
        let held = self.unit(id)?.dispatch().and_then(|dispatch| self.state.dispatch(dispatch));
        match (held, relief, overtime_until) {
            (Some(held), Some(relief), _) => self.relieve(held, relief)?,
            // Whoever stays on stays on, also when there is nothing to see through.
            (_, None, Some(until)) => return self.confirm_overtime(id, until),
            (Some(held), None, None) => {
                return Err(Rejection::UnitOnDispatch { unit: id.clone(), dispatch: held.id });
            }
            (None, ..) => {}
        }
        if let Some(order) = &self.duty(id)?.order {
            self.end_order(order, OrderState::Cancelled, &Text::truncated("off duty"));
        }
        self.end_holds_for(id);
        self.push(Event::DutyEnded { unit: id.clone() });
        Ok(())
    }

    /// The relief's dispatch begins before the other ends, so that nobody is missing in between.
    fn relieve(&mut self, held: &Dispatch, relief: &UnitId) -> Result<(), Rejection> {
        let claimed = self.claims.claim(self.state, relief, OutOfService::Overruled)?;
        let incident = self.open_incident(held.incident)?;
        let reason = Text::truncated(&format!("relieved by {relief}"));
        let asked = self.ordered(incident, relief, &reason, None);
        let offer_timeout = asked.offer_timeout.filter(|_| held.state == DispatchState::Offered);
        let opening = Opening { state: held.state, step: held.step, offer_timeout, explanation: None, ..asked };
        self.open_dispatch(&claimed, incident.id, opening);
        self.end(held.id, DispatchState::Recalled, &reason);
        Ok(())
    }

    fn confirm_overtime(&mut self, id: &UnitId, until: EngineTime) -> Result<(), Rejection> {
        if until <= self.now {
            return Err(Rejection::TimePassed("the end of the overtime"));
        }
        self.push(Event::OvertimeConfirmed { unit: id.clone(), until });
        Ok(())
    }
}
