//! Events of dispatches and their orders.

use std::sync::Arc;

use super::Moment;
use crate::domain::alarm::{AlarmKind, AlarmSubject};
use crate::domain::dispatch::{Anomaly, Delivery, Dispatch, DispatchState, Step};
use crate::domain::event::{DispatchEnd, Event};
use crate::domain::ids::{DispatchId, IncidentId, UnitId};
use crate::domain::sealed::Sealed;
use crate::domain::time::EngineTime;
use crate::domain::unit::Activity;
use crate::engine::state::State;
use crate::engine::transition::{Effect, effect};

impl State {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is in the parent, without one")]
    pub(super) fn apply_to_dispatch(&mut self, moment: Moment<'_>, event: &Event) {
        match event {
            Event::DispatchOpened(dispatch) => self.open_dispatch(moment, dispatch),
            Event::DispatchAdvanced { dispatch, step, anomaly, feedback } => {
                self.advance(moment, *dispatch, *step, *anomaly, feedback.as_ref());
            }
            Event::PastDispatchRecorded { dispatch, .. } => self.add_dispatch(dispatch),
            Event::StatusNoted { dispatch, .. } => {
                self.change_dispatch(*dispatch, |dispatch| dispatch.anomalies = dispatch.anomalies.saturating_add(1));
            }
            Event::DispatchEnded { dispatch, end, anomaly, feedback, .. } => {
                self.end_dispatch(moment, *dispatch, end, *anomaly, feedback.as_ref());
            }
            Event::OrderDelivered { dispatch, version, .. } => self.change_dispatch(*dispatch, |dispatch| {
                if dispatch.order.version == *version && dispatch.order.delivered_at.is_none() {
                    dispatch.order.delivered_at = Some(moment.recorded_at);
                    dispatch.order.delivery = Delivery::Device;
                }
            }),
            Event::OrderUndelivered { dispatch, .. } => {
                self.change_dispatch(*dispatch, |dispatch| dispatch.order.delivery = Delivery::VoiceOnly);
            }
            Event::OrdersReissued { incident } => self.reissue_orders(*incident, moment.recorded_at),
            Event::ClockRanOut { dispatch, timer, .. } => self.change_dispatch(*dispatch, |dispatch| {
                let timer = usize::try_from(*timer).unwrap_or(usize::MAX);
                if let Some(timer) = dispatch.timers.get_mut(timer) {
                    timer.ran_out = true;
                }
            }),
            _ => {}
        }
    }

    /// Changes a dispatch, and what follows from it.
    pub(super) fn change_dispatch(&mut self, id: DispatchId, change: impl FnOnce(&mut Dispatch)) {
        let Some(shared) = self.dispatches.get_mut(&id) else { return };
        let before = self.index.is_some().then(|| Arc::clone(shared));
        let state_before = shared.state;
        self.tape.dispatches.renew(shared, change);
        if let Some(index) = &mut self.index {
            index.turn_dispatch(before.as_deref(), Some(shared));
        }
        // It has gone on: what the desk was warned of has happened, or cannot any more.
        if shared.state != state_before {
            let about = AlarmSubject::incident(shared.incident).and_dispatch(id).and_unit(shared.unit.clone());
            self.alarms.answer_subject(&about, AlarmKind::ClockWarning);
        }
    }

    /// What a unit must know of its incident has changed: every live order gets a new version.
    pub(super) fn reissue_orders(&mut self, incident: IncidentId, now: EngineTime) {
        let Some(incident) = self.incidents.get(&incident).map(Arc::clone) else { return };
        let live: Vec<_> = self.live_dispatches(&incident).map(|dispatch| dispatch.id).collect();
        for dispatch in live {
            self.change_dispatch(dispatch, |dispatch| dispatch.order.reissue(now));
        }
    }

    fn open_dispatch(&mut self, moment: Moment<'_>, dispatch: &Arc<Dispatch>) {
        if let Some(duty) = self.duty_of(&dispatch.unit) {
            let out_of_service = matches!(duty.activity, Activity::Unavailable { .. });
            let sent_from = out_of_service.then(|| Box::new(duty.activity.clone()));
            if duty.sent_from != sent_from {
                self.change_duty(&dispatch.unit, |duty| duty.sent_from = sent_from);
            }
        }
        self.set_activity(&dispatch.unit, Activity::OnDispatch(dispatch.id), moment.recorded_at);
        self.suspend_order(&dispatch.unit);
        self.add_dispatch(dispatch);
    }

    /// Adds a dispatch to its incident, whatever its unit does.
    fn add_dispatch(&mut self, dispatch: &Arc<Dispatch>) {
        self.dispatches.insert(dispatch.id, Arc::clone(dispatch));
        if let Some(index) = &mut self.index {
            index.turn_dispatch(None, Some(dispatch));
        }
        self.change_incident(dispatch.incident, |incident| incident.dispatches.push(dispatch.id));
    }

    fn advance(
        &mut self,
        moment: Moment<'_>,
        id: DispatchId,
        step: Step,
        anomaly: Option<Anomaly>,
        feedback: Option<&Sealed>,
    ) {
        let Some(dispatch) = self.dispatches.get(&id) else { return };
        let (incident, unit) = (dispatch.incident, dispatch.unit.clone());
        // Whatever it says, it was heard of.
        self.set_welfare(&unit, None);
        let Some(dispatch) = self.dispatches.get(&id) else { return };
        let next = match effect(dispatch.state, step) {
            Effect::Goes(next, _) => next,
            Effect::Ends(..) | Effect::Noted(_) => dispatch.state,
        };
        self.change_dispatch(id, |dispatch| {
            dispatch.state = next;
            dispatch.offer_expires_at = None;
            if next == DispatchState::Arrived {
                dispatch.on_scene_since.get_or_insert(moment.recorded_at);
            }
            dispatch.blocked = match step {
                Step::Blocked => true,
                Step::Departed | Step::Arrived => false,
                Step::SignedIn | Step::Feedback | Step::Finished | Step::Declined => dispatch.blocked,
            };
            count(dispatch, anomaly);
            dispatch.clocks.stop(step, feedback.is_some(), moment.happened_at);
            // A person has seen the order: whatever the device said, it was delivered.
            if dispatch.order.version == 1 {
                dispatch.order.delivered_at.get_or_insert(moment.recorded_at);
            }
        });
        self.change_incident(incident, |_| {});
    }

    fn end_dispatch(
        &mut self,
        moment: Moment<'_>,
        id: DispatchId,
        end: &DispatchEnd,
        anomaly: Option<Anomaly>,
        feedback: Option<&Sealed>,
    ) {
        let Some((unit, incident)) = self.dispatches.get(&id).map(|found| (found.unit.clone(), found.incident)) else {
            return;
        };
        self.change_dispatch(id, |dispatch| {
            dispatch.state = end.state;
            dispatch.offer_expires_at = None;
            dispatch.ended = Some((moment.recorded_at, end.reason.clone()));
            count(dispatch, anomaly);
            match end.state {
                DispatchState::Finished => {
                    dispatch.clocks.stop(Step::Finished, feedback.is_some(), moment.happened_at);
                    dispatch.order.delivered_at.get_or_insert(moment.recorded_at);
                }
                DispatchState::Declined => {
                    dispatch.order.delivered_at.get_or_insert(moment.recorded_at);
                }
                // The desk or a deadline ended it: the unit's device must be told.
                DispatchState::OfferExpired
                | DispatchState::Recalled
                | DispatchState::StoodDown
                | DispatchState::Preempted => {
                    dispatch.order.reissue(moment.recorded_at);
                }
                DispatchState::Offered | DispatchState::SignedIn | DispatchState::Departed | DispatchState::Arrived => {
                }
            }
        });
        let sent_from = self.duty_of(&unit).and_then(|duty| duty.sent_from.clone());
        let free_for =
            sent_from.filter(|_| end.state != DispatchState::Finished).map_or(Activity::Available, |from| *from);
        self.set_activity(&unit, free_for, moment.recorded_at);
        if end.state == DispatchState::Finished {
            self.change_duty(&unit, |duty| {
                duty.finished = duty.finished.saturating_add(1);
                duty.last_finished_at = Some(moment.recorded_at);
            });
        }
        self.resume_order(&unit, moment.recorded_at);
        // Only the unit's own word says that it is well.
        if matches!(end.state, DispatchState::Finished | DispatchState::Declined) {
            self.set_welfare(&unit, None);
        }
        self.change_incident(incident, |incident| {
            if !matches!(end.state, DispatchState::StoodDown | DispatchState::Preempted) {
                incident.tried.insert(unit);
            }
        });
    }

    pub(super) fn set_activity(&mut self, unit: &UnitId, activity: Activity, now: EngineTime) {
        self.change_duty(unit, |duty| {
            duty.activity = activity;
            duty.activity_since = now;
            duty.return_overdue = false;
        });
    }
}

fn count(dispatch: &mut Dispatch, anomaly: Option<Anomaly>) {
    if anomaly.is_some() {
        dispatch.anomalies = dispatch.anomalies.saturating_add(1);
    }
}
