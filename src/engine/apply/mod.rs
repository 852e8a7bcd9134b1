//! How an entry changes the state. It never judges, never fails and asks nobody: everything that it needs is in the
//! event. An event about a thing that is not there changes nothing, so that folding any record is safe.

mod desk;
mod dispatch;
mod incident;
mod order;
mod planned_event;
mod unit;

use std::sync::Arc;

use super::requests::Kept;
use super::state::{DutyLevelInForce, PolicyRevision, State};
use crate::domain::alarm::{AlarmKind, AlarmSubject};
use crate::domain::answer::Answer;
use crate::domain::classification::PolicyBundle;
use crate::domain::disk::DiskState;
use crate::domain::event::{Entry, Event};
use crate::domain::roster::Roster;
use crate::domain::time::EngineTime;
use crate::domain::unit::Unit;
use crate::policy::Policy;

/// What an event must know of the entry that it stands in.
#[derive(Clone, Copy, Debug)]
struct Moment<'a> {
    recorded_at: EngineTime,
    happened_at: EngineTime,
    entry: &'a Entry,
}

impl State {
    /// Folds one entry into the state.
    pub fn apply(&mut self, entry: &Entry) {
        self.sequence = entry.sequence;
        self.time = self.time.max(entry.recorded_at);
        let moment = Moment { recorded_at: entry.recorded_at, happened_at: entry.happened_at(), entry };
        for event in &entry.events {
            self.apply_event(moment, event);
        }
        if let Some(tag) = entry.request.as_ref().filter(|_| !is_refusal(entry)) {
            let limits = self.limits.clone();
            let kept = || Kept::new(tag.clone(), Arc::new(Answer::of(entry)));
            let kept = self.tape.answers.make(|it| it.sequence() == entry.sequence, kept);
            self.requests.keep(
                &entry.actor.principal,
                kept,
                &limits,
                self.index.as_mut().map(|index| &mut index.requests),
            );
        }
    }

    #[expect(clippy::too_many_lines, reason = "the one match over all events, an arm a family")]
    fn apply_event(&mut self, moment: Moment<'_>, event: &Event) {
        match event {
            Event::RunStarted(start) => self.epoch = start.epoch,
            Event::DiskNoted { state, .. } => self.note_disk(*state),
            Event::RunStopped
            | Event::CommandRefused { .. }
            | Event::RefusalsLeftOut(_)
            | Event::DataRead { .. }
            | Event::WatchOpened { .. }
            | Event::WatchEnded { .. } => {}
            Event::PolicyActivated(bundle) => self.activate(moment, bundle),
            Event::RosterImported(roster) => self.import(roster),
            Event::DutyLevelSet { to, reason, .. } => {
                self.duty_level = Some(DutyLevelInForce {
                    level: to.clone(),
                    since: moment.recorded_at,
                    set_by: moment.entry.actor.principal.clone(),
                    reason: reason.clone(),
                });
            }
            Event::ReportFiled(_)
            | Event::ReportAmended { .. }
            | Event::ReportLinked { .. }
            | Event::IncidentOpened(_)
            | Event::IncidentClassified { .. }
            | Event::IncidentReplanned { .. }
            | Event::TargetMissed { .. }
            | Event::IncidentRelocated { .. }
            | Event::IncidentWaits { .. }
            | Event::NoteAdded { .. }
            | Event::IncidentHandedOver { .. }
            | Event::IncidentClosed { .. }
            | Event::IncidentReopened { .. }
            | Event::IncidentsRetired { .. } => self.apply_to_incident(moment, event),
            Event::AlarmRaised(_)
            | Event::AlarmAcknowledged { .. }
            | Event::AlarmCauseAcknowledged { .. }
            | Event::ReferralOffered { .. }
            | Event::ReferralMoved { .. }
            | Event::ReferralOverdue { .. }
            | Event::CallBackOpened { .. }
            | Event::CallBackEnded { .. }
            | Event::CallBackOverdue { .. }
            | Event::DuplicateProposed { .. }
            | Event::DuplicateDismissed { .. }
            | Event::DuplicateLinked { .. }
            | Event::HoldEnded { .. }
            | Event::HeldForUnit { .. }
            | Event::HandOverOffered { .. }
            | Event::JurisdictionProposed { .. }
            | Event::JurisdictionAnswered { .. }
            | Event::FollowSet { .. }
            | Event::IncidentRestricted { .. }
            | Event::RestrictionLifted { .. } => self.apply_to_desk(moment, event),
            Event::DispatchOpened(_)
            | Event::DispatchAdvanced { .. }
            | Event::StatusNoted { .. }
            | Event::DispatchEnded { .. }
            | Event::ClockRanOut { .. }
            | Event::OrderDelivered { .. }
            | Event::OrderUndelivered { .. }
            | Event::OrdersReissued { .. }
            | Event::PastDispatchRecorded { .. } => self.apply_to_dispatch(moment, event),
            Event::DutyStarted { .. }
            | Event::DutyEnded { .. }
            | Event::AvailabilitySet { .. }
            | Event::CrewChanged { .. }
            | Event::UnitSplit { .. }
            | Event::UnitLent { .. }
            | Event::LoanEnded { .. }
            | Event::UnitPlaced { .. }
            | Event::DeviceConnected { .. }
            | Event::DeviceDropped { .. }
            | Event::ContactLost { .. }
            | Event::OvertimeConfirmed { .. }
            | Event::WelfareDeadlineSet { .. }
            | Event::WelfareDue { .. }
            | Event::ReturnOverdue { .. } => self.apply_to_unit(moment, event),
            Event::StandingOrderIssued(_)
            | Event::StandingOrderDelivered { .. }
            | Event::StandingOrderUndelivered { .. }
            | Event::StandingOrderEnded { .. } => self.apply_to_order(moment, event),
            Event::EmergencyRaised { unit, incident, .. } => self.raise_emergency(unit, *incident),
            Event::EmergencyEnded { incident, .. } => self.end_emergency(*incident),
            Event::ErasureOrdered { .. }
            | Event::PersonalDataErased { .. }
            | Event::PersonalDataHeld { .. }
            | Event::PersonalDataReleased { .. } => self.apply_to_privacy(event),
            Event::PlannedEventCreated(_) | Event::PlannedEventBegan { .. } | Event::PlannedEventEnded { .. } => {
                self.apply_to_planned_event(event);
            }
        }
    }

    /// A bundle that this binary cannot parse leaves the state without a policy; whoever opens the record looks at
    /// [`State::policy`] and refuses to start.
    fn activate(&mut self, moment: Moment<'_>, bundle: &PolicyBundle) {
        let read = || Policy::from_bundle(bundle).ok();
        self.policy = self.tape.policies.make_if(|it| it.hash() == bundle.hash, read);
        self.bundles.insert(bundle.revision, bundle.clone());
        while self.bundles.len() > self.limits.policies_kept_max.max(1) {
            self.bundles.pop_first();
        }
        self.revisions.push(PolicyRevision {
            revision: bundle.revision,
            hash: bundle.hash,
            activated_at: moment.recorded_at,
            activated_by: moment.entry.actor.principal.clone(),
            reason: bundle.reason.clone(),
            restores: bundle.restores,
        });
    }

    /// With room again nobody needs to look any more.
    fn note_disk(&mut self, disk: DiskState) {
        self.disk = disk;
        if disk == DiskState::Ample {
            self.alarms.answer_subject(&AlarmSubject::default(), AlarmKind::DiskLow);
        }
    }

    fn import(&mut self, roster: &Roster) {
        for post in &roster.posts {
            self.posts.insert(post.id.clone(), post.clone());
        }
        for profile in &roster.units {
            let known = self.units.get(&profile.id);
            let duty = known.and_then(|unit| unit.duty.clone());
            let emergency = known.and_then(|unit| unit.emergency);
            let loan = known.and_then(|unit| unit.loan.clone());
            let unit = self.tape.units.make(
                |unit| unit.profile.id == profile.id,
                || Unit { profile: profile.clone(), duty, emergency, loan },
            );
            self.put_unit(unit);
        }
        for grant in &roster.gateways {
            self.gateways.insert(grant.gateway.clone(), Arc::clone(&grant.units));
        }
    }
}

fn is_refusal(entry: &Entry) -> bool {
    matches!(entry.events.as_slice(), [Event::CommandRefused { .. }])
}
