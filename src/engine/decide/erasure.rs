//! The end of personal data: ordered by a supervisor, or by the end of its retention.

use std::collections::BTreeSet;

use super::draft::Draft;
use crate::domain::candidate::Candidates;
use crate::domain::erasure::{
    ENDED_DAYS_MAX, ERASED_SLIPS_MAX, EndedDay, ErasureBasis, ErasureCommand, ErasureSubject, ErasureTarget, HeldDays,
};
use crate::domain::event::Event;
use crate::domain::rejection::Rejection;
use crate::domain::sealed::{KeyDay, Slip};
use crate::domain::text::Text;

impl<C: Candidates> Draft<'_, C> {
    pub(super) fn on_erasure(&mut self, command: &ErasureCommand) -> Result<(), Rejection> {
        match command {
            ErasureCommand::Erase { subject, slips, reason } => self.erase(*subject, slips, reason),
            ErasureCommand::EndRetention { days } => {
                self.end_retention(days);
                Ok(())
            }
            ErasureCommand::Confirm { target } => {
                if self.state.privacy().ordered().contains(target) {
                    self.push(Event::PersonalDataErased { target: target.clone() });
                }
                Ok(())
            }
            ErasureCommand::Hold { days, reason } => self.hold_days(*days, reason),
            ErasureCommand::Release { days, reason } => self.release_days(*days, reason),
        }
    }

    /// One order may reach into several days; a day that is held refuses all of it, so that nobody believes in half.
    fn erase(&mut self, subject: ErasureSubject, slips: &BTreeSet<Slip>, reason: &Text) -> Result<(), Rejection> {
        if reason.is_empty() {
            return Err(Rejection::ReasonMissing("erasing personal data before its time"));
        }
        if slips.is_empty() {
            return Err(Rejection::Empty("personal data"));
        }
        if slips.len() > ERASED_SLIPS_MAX {
            return Err(Rejection::TooMany { what: "slips", got: slips.len(), max: ERASED_SLIPS_MAX });
        }
        let target = ErasureTarget::Of { subject, slips: slips.clone() };
        let privacy = self.state.privacy();
        if let Some(held) = target.days().into_iter().find(|day| privacy.holds(*day)) {
            return Err(Rejection::PersonalDataHeld { day: held.to_string() });
        }
        if slips.is_subset(privacy.slips()) || privacy.ordered().contains(&target) {
            return Ok(());
        }
        self.push(Event::ErasureOrdered { target, basis: ErasureBasis::Ordered { reason: reason.clone() } });
        Ok(())
    }

    /// The engine counts for itself: a clock that was wrong when the days were collected erases nothing too early.
    fn end_retention(&mut self, days: &[EndedDay]) {
        let today = KeyDay::of(self.now);
        let privacy = self.state.privacy();
        let over = |ended: &EndedDay| ended.day.0.saturating_add(ended.kept_days) < today.0;
        let due = |ended: &&EndedDay| over(ended) && !privacy.ends(ended.kind, ended.day) && !privacy.holds(ended.day);
        let due: BTreeSet<_> = days.iter().filter(due).take(ENDED_DAYS_MAX).copied().collect();
        for EndedDay { kind, day, kept_days } in due {
            let (target, basis) = (ErasureTarget::Day { kind, day }, ErasureBasis::Retention { kept_days });
            self.push(Event::ErasureOrdered { target, basis });
        }
    }

    fn hold_days(&mut self, days: HeldDays, reason: &Text) -> Result<(), Rejection> {
        if reason.is_empty() {
            return Err(Rejection::ReasonMissing("holding personal data from its erasure"));
        }
        if days.last < days.first {
            return Err(Rejection::EndsTooEarly("the span of days"));
        }
        if !self.state.privacy().held().contains_key(&days) {
            self.push(Event::PersonalDataHeld { days, reason: reason.clone() });
        }
        Ok(())
    }

    fn release_days(&mut self, days: HeldDays, reason: &Text) -> Result<(), Rejection> {
        if reason.is_empty() {
            return Err(Rejection::ReasonMissing("releasing personal data for its erasure"));
        }
        if !self.state.privacy().held().contains_key(&days) {
            return Err(Rejection::NotHeld);
        }
        self.push(Event::PersonalDataReleased { days, reason: reason.clone() });
        Ok(())
    }
}
