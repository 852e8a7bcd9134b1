//! What happens when nothing else happened in time.

use std::collections::BTreeSet;

use super::draft::Draft;
use crate::domain::alarm::{AlarmKind, AlarmSubject};
use crate::domain::candidate::Candidates;
use crate::domain::clock::{ClockAction, Severity};
use crate::domain::dispatch::DispatchState;
use crate::domain::event::Event;
use crate::domain::ids::{DispatchId, IncidentId};
use crate::domain::incident::{Incident, ReplanCause, WaitReason};
use crate::domain::text::Text;
use crate::engine::deadline::Deadline;
use crate::engine::limits::ENTRY_FULL_EVENTS;

impl<C: Candidates> Draft<'_, C> {
    /// Everything that is due, as far as one entry holds it: after a long outage the rest falls due at once again. A unit
    /// whose offer expired is free again; the queue is served in a later entry.
    pub(super) fn reach_deadlines(&mut self) {
        let state = self.state;
        let mut ended: BTreeSet<DispatchId> = BTreeSet::new();
        let mut look_again: BTreeSet<IncidentId> = BTreeSet::new();
        let index = state.index();
        for deadline in index.deadlines().due(self.now) {
            if self.is_full() || look_again.len() >= ENTRY_FULL_EVENTS {
                break;
            }
            match deadline {
                Deadline::OfferExpires(dispatch) => {
                    self.end(*dispatch, DispatchState::OfferExpired, &Text::default());
                    ended.insert(*dispatch);
                }
                Deadline::OrderUndelivered(dispatch) => {
                    if let Some(found) = state.dispatch(*dispatch) {
                        self.push(Event::OrderUndelivered { dispatch: *dispatch, order: found.order.id });
                    }
                }
                Deadline::ContactLost(unit) => {
                    let dispatch = state.unit(unit).and_then(|found| found.dispatch());
                    self.push(Event::ContactLost { unit: unit.clone(), dispatch });
                    if let Some(dispatch) = dispatch.and_then(|id| state.dispatch(id)) {
                        let about = AlarmSubject::incident(dispatch.incident).and_dispatch(dispatch.id);
                        self.raise_alarm(AlarmKind::ContactLost, about.and_unit(unit.clone()));
                    }
                    self.expect_word_of(unit);
                }
                Deadline::ReferralDue(incident) => self.referral_is_due(*incident),
                Deadline::CallBackDue(incident) => self.call_back_is_due(*incident),
                Deadline::HoldEnds(incident) => self.hold_is_over(*incident),
                Deadline::FollowDue(incident) => self.follow_is_due(*incident),
                Deadline::StandingOrderUndelivered(_)
                | Deadline::StandingOrderExpires(_)
                | Deadline::WelfareDue(_)
                | Deadline::ReturnOverdue(_)
                | Deadline::LoanEnds(_)
                | Deadline::PlannedEventBegins(_)
                | Deadline::PlannedEventEnds(_) => self.reach_deadline_of_unit(deadline),
                Deadline::ClockRunsOut(dispatch, timer) => self.run_out(*dispatch, *timer, &mut ended),
                Deadline::LooksAgain(incident) => {
                    look_again.insert(*incident);
                }
                Deadline::TargetDue(incident, target) => {
                    let (target, stages_open) = (to_u32(*target), to_u32(*target + 1));
                    self.push(Event::TargetMissed { incident: *incident, target, stages_open });
                    let detail = Text::truncated(&format!("target {stages_open}"));
                    self.raise_alarm_saying(AlarmKind::TargetMissed, AlarmSubject::incident(*incident), detail);
                }
            }
        }
        // Once somebody has become free by this the queue is served in a later entry, the gravest first.
        let to_serve = self.look_again(look_again);
        if ended.is_empty() && !to_serve.is_empty() {
            self.serve_queue(&to_serve);
        }
    }

    /// A clock has run as long as the policy lets it: that is said, and the policy's action is taken.
    fn run_out(&mut self, id: DispatchId, index: usize, ended: &mut BTreeSet<DispatchId>) {
        let Some(dispatch) = self.state.dispatch(id) else { return };
        let Some(timer) = dispatch.timers.get(index) else { return };
        let (clock, severity, action) = (timer.clock, timer.severity, timer.action);
        self.push(Event::ClockRanOut { dispatch: id, timer: to_u32(index), clock, severity, action });
        let about = AlarmSubject::incident(dispatch.incident).and_dispatch(id).and_unit(dispatch.unit.clone());
        let kind = match (severity, action) {
            (Severity::Warning, _) => AlarmKind::ClockWarning,
            (Severity::Breach, ClockAction::TellSupervisor) => AlarmKind::SupervisorInformed,
            (Severity::Breach, ClockAction::TellDesk | ClockAction::ReOffer | ClockAction::BackUp) => {
                AlarmKind::ClockBreach
            }
        };
        self.raise_alarm_saying(kind, about, Text::truncated(clock.as_str()));
        if severity == Severity::Warning || ended.contains(&id) {
            return;
        }
        match action {
            ClockAction::TellDesk | ClockAction::TellSupervisor => {}
            ClockAction::ReOffer => {
                let end = if dispatch.state == DispatchState::Offered {
                    DispatchState::OfferExpired
                } else {
                    DispatchState::Recalled
                };
                self.end(id, end, &Text::truncated(&format!("clock {} ran out", clock.as_str())));
                ended.insert(id);
            }
            ClockAction::BackUp => self.back_up(dispatch, ReplanCause::Late),
        }
    }

    /// Later tiers are drawn in, or a person should have decided by now: who is to be served.
    fn look_again(&mut self, due: BTreeSet<IncidentId>) -> BTreeSet<IncidentId> {
        let state = self.state;
        let mut to_serve = BTreeSet::new();
        for id in due {
            let Some(incident) = state.incident(id) else { continue };
            match incident.waiting {
                Some(reason @ (WaitReason::NeedsConfirmation | WaitReason::Manual)) => {
                    let explanation = incident.explanation.clone();
                    self.push(Event::IncidentWaits { incident: id, reason, explanation, look_again_at: None });
                    self.raise_alarm(AlarmKind::ConfirmationOverdue, AlarmSubject::incident(id));
                }
                Some(WaitReason::Unplaced | WaitReason::NoUnitAvailable | WaitReason::NoPlan) | None => {
                    to_serve.insert(id);
                    self.say_who_waits_too_long(incident);
                }
            }
        }
        to_serve
    }
}

impl<C: Candidates> Draft<'_, C> {
    fn say_who_waits_too_long(&mut self, incident: &Incident) {
        let plan = self.state.policy().and_then(|policy| policy.plan(&incident.classification));
        let waited = self.now.since(incident.waiting_since);
        if plan.and_then(|plan| plan.wait_max).is_some_and(|longest| waited >= longest) {
            let detail = Text::truncated(&format!("waits for {} min", waited.as_secs() / 60));
            self.raise_alarm_saying(AlarmKind::Shortfall, AlarmSubject::incident(incident.id), detail);
        }
    }
}

fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
