//! Events of units: duty, readiness, crews and links.

use std::sync::Arc;

use super::Moment;
use crate::domain::command::Readiness;
use crate::domain::event::Event;
use crate::domain::ids::{PersonId, UnitId};
use crate::domain::time::EngineTime;
use crate::domain::unit::{Activity, CheckIn, Crew, Duty, Link, Loan, Unit, UnitProfile};
use crate::engine::free::FreePlace;
use crate::engine::state::State;

impl State {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is in the parent, without one")]
    pub(super) fn apply_to_unit(&mut self, moment: Moment<'_>, event: &Event) {
        let now = moment.recorded_at;
        match event {
            Event::DutyStarted { unit, check_in } => self.start_duty(unit, check_in, moment.happened_at),
            Event::DutyEnded { unit } => self.change_unit(unit, |unit| unit.duty = None),
            Event::AvailabilitySet { unit, readiness } => self.set_activity(unit, activity_of(readiness), now),
            Event::CrewChanged { unit, check_in } => self.change_duty(unit, |duty| duty.check_in = check_in.clone()),
            Event::UnitSplit { parent, members, child, check_in } => {
                self.split(parent, members, child, check_in, moment.happened_at);
            }
            Event::DeviceConnected { unit } => {
                self.change_duty(unit, |duty| duty.link = Link::Connected { since: now });
                self.set_welfare(unit, None);
            }
            Event::DeviceDropped { unit, alarm_at } => {
                self.change_duty(unit, |duty| duty.link = Link::Dropped { since: now, alarm_at: *alarm_at });
            }
            Event::ContactLost { unit, .. } => self.change_duty(unit, |duty| duty.link = Link::Lost { since: now }),
            Event::OvertimeConfirmed { unit, until } => {
                self.change_duty(unit, |duty| {
                    duty.overtime_since.get_or_insert(now);
                    duty.check_in.shift_ends_at = Some(*until);
                });
            }
            Event::WelfareDeadlineSet { unit, due_at } => self.set_welfare(unit, Some(*due_at)),
            Event::WelfareDue { unit, .. } => self.set_welfare(unit, None),
            Event::ReturnOverdue { unit } => self.change_duty(unit, |duty| duty.return_overdue = true),
            Event::UnitLent { unit, zone, until, .. } => {
                let loan = Some(Loan { zone: zone.clone(), since: now, until: *until });
                self.change_unit(unit, |unit| unit.loan = loan.map(Box::new));
            }
            Event::LoanEnded { unit, .. } => self.change_unit(unit, |unit| unit.loan = None),
            // A place by voice among them: positions are the tracker's, only the word is the record's.
            _ => {}
        }
    }

    fn start_duty(&mut self, id: &UnitId, check_in: &CheckIn, since: EngineTime) {
        if !self.units.contains_key(id) {
            return;
        }
        self.change_unit(id, |unit| unit.duty = Some(Duty::new(check_in.clone(), since)));
    }

    /// Changes a unit, and what follows from it.
    pub(super) fn change_unit(&mut self, id: &UnitId, change: impl FnOnce(&mut Unit)) {
        let Some(unit) = self.units.get_mut(id) else { return };
        let before = self.index.is_some().then(|| Arc::clone(unit));
        let was_free = FreePlace::of(unit);
        self.tape.units.renew(unit, change);
        self.free.turn(was_free, FreePlace::of(unit));
        if let Some(index) = &mut self.index {
            index.turn_unit(before.as_deref(), Some(unit));
        }
    }

    /// The same of the duty of a unit that is on duty.
    pub(super) fn change_duty(&mut self, id: &UnitId, change: impl FnOnce(&mut Duty)) {
        if self.duty_of(id).is_some() {
            self.change_unit(id, |unit| {
                if let Some(duty) = &mut unit.duty {
                    change(duty);
                }
            });
        }
    }

    /// Adds a unit, or what the roster says of it now.
    pub(super) fn put_unit(&mut self, unit: Arc<Unit>) {
        let id = unit.profile.id.clone();
        let before = self.units.get(&id).map(AsRef::as_ref);
        self.free.turn(before.and_then(FreePlace::of), FreePlace::of(&unit));
        if let Some(index) = &mut self.index {
            index.turn_unit(before, Some(&unit));
        }
        self.units.insert(id, unit);
    }

    fn split(
        &mut self,
        parent: &UnitId,
        members: &[PersonId],
        child: &UnitProfile,
        check_in: &CheckIn,
        since: EngineTime,
    ) {
        self.change_duty(parent, |duty| {
            let staying = duty.check_in.crew.members().iter().filter(|member| !members.contains(&member.person));
            if let Ok(crew) = Crew::new(staying.cloned().collect()) {
                duty.check_in.crew = crew;
            }
        });
        let child_unit = self.tape.units.make(|unit| unit.profile.id == child.id, || Unit::off_duty(child.clone()));
        self.put_unit(child_unit);
        self.start_duty(&child.id, check_in, since);
    }

    /// Sets or ends the time by which a lost unit must be heard of.
    pub(super) fn set_welfare(&mut self, id: &UnitId, due_at: Option<EngineTime>) {
        if self.duty_of(id).is_some_and(|duty| duty.welfare_due_at != due_at) {
            self.change_duty(id, |duty| duty.welfare_due_at = due_at);
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
