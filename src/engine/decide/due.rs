//! What falls due about units and planned events.

use super::draft::Draft;
use crate::domain::alarm::{AlarmKind, AlarmSubject};
use crate::domain::candidate::Candidates;
use crate::domain::event::Event;
use crate::domain::ids::UnitId;
use crate::domain::order::OrderState;
use crate::domain::text::Text;
use crate::engine::deadline::Deadline;

impl<C: Candidates> Draft<'_, C> {
    pub(super) fn reach_deadline_of_unit(&mut self, deadline: &Deadline) {
        match deadline {
            Deadline::StandingOrderUndelivered(unit) => {
                if let Some(order) = self.duty(unit).ok().and_then(|duty| duty.order.as_ref()) {
                    self.push(Event::StandingOrderUndelivered { unit: unit.clone(), order: order.id });
                }
            }
            Deadline::StandingOrderExpires(unit) => {
                if let Some(order) = self.duty(unit).ok().and_then(|duty| duty.order.as_ref()) {
                    self.end_order(order, OrderState::Expired, &Text::default());
                }
            }
            Deadline::WelfareDue(unit) => {
                let dispatch = self.state.unit(unit).and_then(|found| found.dispatch());
                self.push(Event::WelfareDue { unit: unit.clone(), dispatch });
                self.raise_alarm(AlarmKind::WelfareCheckDue, AlarmSubject::unit(unit.clone()));
            }
            Deadline::ReturnOverdue(unit) => {
                self.push(Event::ReturnOverdue { unit: unit.clone() });
                self.raise_alarm(AlarmKind::TransportOverdue, AlarmSubject::unit(unit.clone()));
            }
            Deadline::LoanEnds(unit) => {
                self.push(Event::LoanEnded { unit: unit.clone(), reason: Text::default() });
            }
            Deadline::PlannedEventBegins(event) => self.push(Event::PlannedEventBegan { event: *event }),
            Deadline::PlannedEventEnds(event) => {
                self.push(Event::PlannedEventEnded { event: *event, reason: Text::default() });
            }
            // The deadlines of dispatches and links are kept where the others are reached.
            Deadline::OfferExpires(_)
            | Deadline::OrderUndelivered(_)
            | Deadline::ContactLost(_)
            | Deadline::ClockRunsOut(..)
            | Deadline::LooksAgain(_)
            | Deadline::TargetDue(..)
            | Deadline::ReferralDue(_)
            | Deadline::CallBackDue(_)
            | Deadline::HoldEnds(_)
            | Deadline::FollowDue(_) => {}
        }
    }

    /// Contact with somebody at work was lost: unless anything is heard by then, somebody must look after them.
    pub(super) fn expect_word_of(&mut self, unit: &UnitId) {
        let at_work = self.state.unit(unit).is_some_and(|unit| unit.dispatch().is_some() || unit.emergency.is_some());
        let check = self.policy().ok().and_then(|policy| policy.deadlines().welfare_check);
        if let Some(check) = check.filter(|_| at_work) {
            self.push(Event::WelfareDeadlineSet { unit: unit.clone(), due_at: self.now + check });
        }
    }
}
