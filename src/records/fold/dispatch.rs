//! What entries change in dispatches.

use super::Fold;
use crate::domain::dispatch::{Anomaly, Delivery, Dispatch, DispatchState, Step};
use crate::domain::event::{DispatchEnd, Entry, Event};
use crate::domain::ids::{DispatchId, IncidentId};
use crate::domain::incident::ActivityKind;
use crate::domain::sealed::Sealed;
use crate::records::row::DispatchRow;
use crate::records::{RecordsError, duty};

impl Fold<'_> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is above, without one")]
    pub(super) fn dispatch_event(&mut self, entry: &Entry, event: &Event) -> Result<(), RecordsError> {
        match event {
            Event::DispatchOpened(dispatch) => self.open_dispatch(entry, dispatch, None),
            Event::PastDispatchRecorded { dispatch, activity, .. } => self.open_dispatch(entry, dispatch, *activity),
            Event::DispatchAdvanced { dispatch, step, anomaly, feedback } => {
                self.advance(entry, *dispatch, *step, *anomaly, feedback.as_ref())
            }
            Event::StatusNoted { dispatch, .. } => self.change_dispatch(entry, *dispatch, |row| {
                count_anomaly(&mut row.dispatch, true);
            }),
            Event::DispatchEnded { dispatch, end, anomaly, feedback, activity } => {
                self.end_dispatch(entry, *dispatch, end, (*anomaly, feedback.as_ref(), *activity))
            }
            Event::OrderDelivered { dispatch, version, .. } => self.change_dispatch(entry, *dispatch, |row| {
                let order = &mut row.dispatch.order;
                if order.version == *version && order.delivered_at.is_none() {
                    order.delivered_at = Some(entry.recorded_at);
                    order.delivery = Delivery::Device;
                }
            }),
            Event::ClockRanOut { dispatch, timer, .. } => self.change_dispatch(entry, *dispatch, |row| {
                let timer = usize::try_from(*timer).unwrap_or(usize::MAX);
                if let Some(timer) = row.dispatch.timers.get_mut(timer) {
                    timer.ran_out = true;
                }
            }),
            Event::OrderUndelivered { dispatch, .. } => {
                self.change_dispatch(entry, *dispatch, |row| row.dispatch.order.delivery = Delivery::VoiceOnly)
            }
            _ => Ok(()),
        }
    }

    fn open_dispatch(
        &mut self,
        entry: &Entry,
        dispatch: &Dispatch,
        activity: Option<ActivityKind>,
    ) -> Result<(), RecordsError> {
        let tier = duty::tier_of(self.connection, &dispatch.unit)?;
        let entered_late = entry.entered_late;
        let row = DispatchRow { dispatch: dispatch.clone(), tier, activity, entered_late };
        self.dispatches.0.insert(dispatch.id, row);
        self.change_incident(entry, dispatch.incident, |incident| incident.dispatches.push(dispatch.id))
    }

    fn advance(
        &mut self,
        entry: &Entry,
        id: DispatchId,
        step: Step,
        anomaly: Option<Anomaly>,
        feedback: Option<&Sealed>,
    ) -> Result<(), RecordsError> {
        self.change_dispatch(entry, id, |row| {
            let dispatch = &mut row.dispatch;
            dispatch.state = state_after(dispatch.state, step);
            dispatch.offer_expires_at = None;
            if dispatch.state == DispatchState::Arrived {
                dispatch.on_scene_since.get_or_insert(entry.recorded_at);
            }
            dispatch.blocked = match step {
                Step::Blocked => true,
                Step::Departed | Step::Arrived => false,
                Step::SignedIn | Step::Feedback | Step::Finished | Step::Declined => dispatch.blocked,
            };
            count_anomaly(dispatch, anomaly.is_some());
            dispatch.clocks.stop(step, feedback.is_some(), entry.happened_at());
            if dispatch.order.version == 1 {
                dispatch.order.delivered_at.get_or_insert(entry.recorded_at);
            }
        })?;
        self.touch_incident_of(entry, id, |_, _| {})
    }

    fn end_dispatch(
        &mut self,
        entry: &Entry,
        id: DispatchId,
        end: &DispatchEnd,
        (anomaly, feedback, activity): (Option<Anomaly>, Option<&Sealed>, Option<ActivityKind>),
    ) -> Result<(), RecordsError> {
        self.change_dispatch(entry, id, |row| {
            row.activity = activity;
            let dispatch = &mut row.dispatch;
            dispatch.state = end.state;
            dispatch.offer_expires_at = None;
            dispatch.ended = Some((entry.recorded_at, end.reason.clone()));
            count_anomaly(dispatch, anomaly.is_some());
            match end.state {
                DispatchState::Finished => {
                    dispatch.clocks.stop(Step::Finished, feedback.is_some(), entry.happened_at());
                    dispatch.order.delivered_at.get_or_insert(entry.recorded_at);
                }
                DispatchState::Declined => {
                    dispatch.order.delivered_at.get_or_insert(entry.recorded_at);
                }
                DispatchState::OfferExpired
                | DispatchState::Recalled
                | DispatchState::StoodDown
                | DispatchState::Preempted => {
                    dispatch.order.reissue(entry.recorded_at);
                }
                DispatchState::Offered | DispatchState::SignedIn | DispatchState::Departed | DispatchState::Arrived => {
                }
            }
        })?;
        self.touch_incident_of(entry, id, |incident, dispatch| {
            if !matches!(end.state, DispatchState::StoodDown | DispatchState::Preempted) {
                incident.tried.insert(dispatch.unit.clone());
            }
        })
    }

    pub(super) fn reissue_orders(&mut self, entry: &Entry, id: IncidentId) -> Result<(), RecordsError> {
        let Some(row) = self.incidents.get(self.connection, id)? else { return Ok(()) };
        for dispatch in row.incident.dispatches.clone() {
            self.change_dispatch(entry, dispatch, |row| {
                if row.dispatch.state.is_live() {
                    row.dispatch.order.reissue(entry.recorded_at);
                }
            })?;
        }
        Ok(())
    }

    pub(super) fn change_dispatch(
        &mut self,
        entry: &Entry,
        id: DispatchId,
        change: impl FnOnce(&mut DispatchRow),
    ) -> Result<(), RecordsError> {
        if let Some(row) = self.dispatches.get(self.connection, id)? {
            row.entered_late |= entry.entered_late;
            change(row);
        }
        Ok(())
    }
}

/// A word never moves a dispatch backwards and never moves an ended one; whatever is said proves that it was seen.
fn state_after(state: DispatchState, step: Step) -> DispatchState {
    let told = match step {
        Step::SignedIn | Step::Feedback | Step::Blocked => DispatchState::SignedIn,
        Step::Departed => DispatchState::Departed,
        Step::Arrived => DispatchState::Arrived,
        // These end a dispatch, which is another event.
        Step::Finished | Step::Declined => return state,
    };
    if state.is_live() { state.max(told) } else { state }
}

const fn count_anomaly(dispatch: &mut Dispatch, odd: bool) {
    if odd {
        dispatch.anomalies = dispatch.anomalies.saturating_add(1);
    }
}
