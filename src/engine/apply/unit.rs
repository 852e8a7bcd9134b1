//! Events of units: duty, readiness, crews and links.

use super::Moment;
use crate::domain::command::Readiness;
use crate::domain::event::Event;
use crate::domain::ids::{PersonId, UnitId};
use crate::domain::time::EngineTime;
use crate::domain::unit::{Activity, CheckIn, Crew, Duty, Link, Loan, Unit, UnitProfile};
use crate::engine::deadline::Deadline;
use crate::engine::state::State;

impl State {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is in the parent, without one")]
    pub(super) fn apply_to_unit(&mut self, moment: Moment<'_>, event: &Event) {
        let now = moment.recorded_at;
        match event {
            Event::DutyStarted { unit, check_in } => self.start_duty(unit, check_in, moment.happened_at),
            Event::DutyEnded { unit } => self.end_duty(unit),
            Event::AvailabilitySet { unit, readiness } => self.set_activity(unit, activity_of(readiness), now),
            Event::CrewChanged { unit, check_in } => self.change_crew(unit, check_in),
            Event::UnitSplit { parent, members, child, check_in } => {
                self.split(parent, members, child, check_in, moment.happened_at);
            }
            Event::DeviceConnected { unit } => {
                self.set_link(unit, Link::Connected { since: now });
                self.set_welfare(unit, None);
            }
            Event::DeviceDropped { unit, alarm_at } => {
                self.set_link(unit, Link::Dropped { since: now, alarm_at: *alarm_at });
            }
            Event::ContactLost { unit, .. } => self.set_link(unit, Link::Lost { since: now }),
            Event::OvertimeConfirmed { unit, until } => {
                self.renew_duty(unit, |duty| {
                    duty.overtime_since.get_or_insert(now);
                    duty.check_in.shift_ends_at = Some(*until);
                });
            }
            Event::WelfareDeadlineSet { unit, due_at } => self.set_welfare(unit, Some(*due_at)),
            Event::WelfareDue { unit, .. } => self.set_welfare(unit, None),
            Event::ReturnOverdue { unit } => self.note_overdue(unit),
            Event::UnitLent { unit, zone, until, .. } => {
                self.set_loan(unit, Some(Loan { zone: zone.clone(), since: now, until: *until }));
            }
            Event::LoanEnded { unit, .. } => self.set_loan(unit, None),
            // A place by voice among them: positions are the tracker's, only the word is the record's.
            _ => {}
        }
    }

    fn start_duty(&mut self, id: &UnitId, check_in: &CheckIn, since: EngineTime) {
        if !self.units.contains_key(id) {
            return;
        }
        self.change_unit(id, |unit| unit.duty = Some(Duty::new(check_in.clone(), since)));
        self.board(id, check_in);
    }

    fn end_duty(&mut self, id: &UnitId) {
        self.set_link(id, Link::VoiceOnly);
        self.set_welfare(id, None);
        self.change_order(id, |order| *order = None);
        self.clear_return(id);
        if let Some(check_in) = self.duty_of(id).map(|duty| duty.check_in.clone()) {
            self.change_unit(id, |unit| unit.duty = None);
            self.unboard(&check_in);
        }
    }

    /// Changes a unit, and the counts of free units with it.
    pub(super) fn change_unit(&mut self, id: &UnitId, change: impl FnOnce(&mut Unit)) {
        let Some(unit) = self.units.get_mut(id) else { return };
        self.free.remove(unit);
        self.tape.units.renew(unit, change);
        self.free.add(unit);
    }

    /// Changes what does not bear on whether a unit is free.
    pub(super) fn renew_unit(&mut self, id: &UnitId, change: impl FnOnce(&mut Unit)) {
        if let Some(unit) = self.units.get_mut(id) {
            self.tape.units.renew(unit, change);
        }
    }

    /// The same of the duty of a unit that is on duty.
    pub(super) fn renew_duty(&mut self, id: &UnitId, change: impl FnOnce(&mut Duty)) {
        if self.duty_of(id).is_some() {
            self.renew_unit(id, |unit| {
                if let Some(duty) = &mut unit.duty {
                    change(duty);
                }
            });
        }
    }

    fn change_crew(&mut self, id: &UnitId, check_in: &CheckIn) {
        let Some(before) = self.duty_of(id).map(|duty| duty.check_in.clone()) else { return };
        self.renew_duty(id, |duty| duty.check_in = check_in.clone());
        // A swap is two of these events: only those still noted for this unit leave it.
        for member in before.crew.members() {
            if self.aboard.get(&member.person) == Some(id) {
                self.aboard.remove(&member.person);
            }
        }
        self.board(id, check_in);
    }

    fn split(
        &mut self,
        parent: &UnitId,
        members: &[PersonId],
        child: &UnitProfile,
        check_in: &CheckIn,
        since: EngineTime,
    ) {
        self.renew_duty(parent, |duty| {
            let staying = duty.check_in.crew.members().iter().filter(|member| !members.contains(&member.person));
            if let Ok(crew) = Crew::new(staying.cloned().collect()) {
                duty.check_in.crew = crew;
            }
        });
        let child_unit = self.tape.units.make(|unit| unit.profile.id == child.id, || Unit::off_duty(child.clone()));
        self.units.insert(child.id.clone(), child_unit);
        self.start_duty(&child.id, check_in, since);
    }

    fn board(&mut self, id: &UnitId, check_in: &CheckIn) {
        for member in check_in.crew.members() {
            self.aboard.insert(member.person.clone(), id.clone());
        }
    }

    fn unboard(&mut self, check_in: &CheckIn) {
        for member in check_in.crew.members() {
            self.aboard.remove(&member.person);
        }
    }

    /// Sets or ends the time by which a lost unit must be heard of.
    pub(super) fn set_welfare(&mut self, id: &UnitId, due_at: Option<EngineTime>) {
        let Some(before) = self.duty_of(id).map(|duty| duty.welfare_due_at) else { return };
        if before == due_at {
            return;
        }
        self.renew_duty(id, |duty| duty.welfare_due_at = due_at);
        if let Some(at) = before {
            self.deadlines.clear(at, Deadline::WelfareDue(id.clone()));
        }
        if let Some(at) = due_at {
            self.deadlines.set(at, Deadline::WelfareDue(id.clone()));
        }
    }

    /// Lends a unit, or takes it back.
    fn set_loan(&mut self, id: &UnitId, loan: Option<Loan>) {
        let Some(unit) = self.units.get(id) else { return };
        let ends_at = loan.as_ref().map(|loan| loan.until);
        if let Some(before) = unit.loan.as_ref().map(|loan| loan.until) {
            self.deadlines.clear(before, Deadline::LoanEnds(id.clone()));
        }
        self.renew_unit(id, |unit| unit.loan = loan);
        if let Some(at) = ends_at {
            self.deadlines.set(at, Deadline::LoanEnds(id.clone()));
        }
    }

    /// Forgets when a unit that is out of service said it would be back.
    pub(super) fn clear_return(&mut self, id: &UnitId) {
        let Some(duty) = self.duty_of(id) else { return };
        if let Activity::Unavailable { expected_return_at: Some(at), .. } = &duty.activity {
            let at = *at;
            self.deadlines.clear(at, Deadline::ReturnOverdue(id.clone()));
        }
    }

    fn note_overdue(&mut self, id: &UnitId) {
        self.clear_return(id);
        self.renew_duty(id, |duty| duty.return_overdue = true);
    }

    fn set_link(&mut self, id: &UnitId, link: Link) {
        let Some(before) = self.duty_of(id).map(|duty| duty.link) else { return };
        self.renew_duty(id, |duty| duty.link = link);
        if let Link::Dropped { alarm_at, .. } = before {
            self.deadlines.clear(alarm_at, Deadline::ContactLost(id.clone()));
        }
        if let Link::Dropped { alarm_at, .. } = link {
            self.deadlines.set(alarm_at, Deadline::ContactLost(id.clone()));
        }
    }
}

fn activity_of(readiness: &Readiness) -> Activity {
    match readiness {
        Readiness::Available => Activity::Available,
        Readiness::Unavailable { reason, detail, expected_return_at } => {
            Activity::Unavailable { reason: *reason, detail: detail.clone(), expected_return_at: *expected_return_at }
        }
    }
}
