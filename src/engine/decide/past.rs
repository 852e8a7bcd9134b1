//! What was written on paper while the daemon could not be asked, and is typed in afterwards with its true times.

use std::sync::Arc;

use super::draft::Draft;
use crate::domain::candidate::Candidates;
use crate::domain::command::PastDispatch;
use crate::domain::dispatch::{ChosenBy, Clocks, Delivery, Dispatch, DispatchState, Order};
use crate::domain::event::Event;
use crate::domain::ids::{DispatchId, OrderId};
use crate::domain::rejection::Rejection;
use crate::domain::text::Text;
use crate::domain::time::EngineTime;

impl<C: Candidates> Draft<'_, C> {
    /// A dispatch that is over. What the unit does now, on duty or not, is not touched by it.
    pub(super) fn record_dispatch(&mut self, past: &PastDispatch) -> Result<(), Rejection> {
        if !self.envelope.entered_late {
            return Err(Rejection::NotEnteredLate);
        }
        self.open_incident(past.incident)?;
        self.unit(&past.unit)?;
        let (began_at, finished_at) = self.plausible(&past.clocks)?;
        let (id, order) = (DispatchId::from_uuid(self.make_id()), OrderId::from_uuid(self.make_id()));
        let dispatch = Dispatch {
            id,
            incident: past.incident,
            unit: past.unit.clone(),
            state: DispatchState::Finished,
            offered_at: began_at,
            offer_expires_at: None,
            chosen_by: ChosenBy::Dispatcher,
            distance: None,
            travel_time: None,
            explanation: None,
            clocks: past.clocks,
            step: 0,
            timers: Vec::new(),
            on_scene_since: None,
            backed_up: false,
            blocked: false,
            anomalies: 0,
            order: Order {
                id: order,
                version: 1,
                issued_at: began_at,
                deliver_by: began_at,
                expires_at: began_at,
                delivery: Delivery::VoiceOnly,
                delivered_at: Some(began_at),
            },
            ended: Some((finished_at, Text::default())),
        };
        let (feedback, activity) = (past.feedback.clone(), past.activity);
        self.push(Event::PastDispatchRecorded { dispatch: Arc::new(dispatch), feedback, activity });
        Ok(())
    }

    /// The first and the last moment of clocks that can be true.
    fn plausible(&self, clocks: &Clocks) -> Result<(EngineTime, EngineTime), Rejection> {
        let finished_at = clocks.finished_at.ok_or(Rejection::ClocksImplausible("lack the end of handling"))?;
        if finished_at > self.now {
            return Err(Rejection::ClocksImplausible("reach into the future"));
        }
        let told: Vec<_> = clocks.in_order().into_iter().flatten().collect();
        if !told.is_sorted() {
            return Err(Rejection::ClocksImplausible("do not follow one another"));
        }
        Ok((told.first().copied().unwrap_or(finished_at), finished_at))
    }
}
