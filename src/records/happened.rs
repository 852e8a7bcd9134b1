//! What an event is called in the audit, and which things it is about.

use crate::domain::audit::LeftOutOf;
use crate::domain::erasure::{ErasureSubject, ErasureTarget};
use crate::domain::event::Event;
use crate::domain::ids::{DispatchId, IncidentId, ReportId, UnitId};

/// What happened, in a word.
#[expect(clippy::too_many_lines, reason = "the one match over all events, an arm a family")]
pub(super) const fn name(event: &Event) -> &'static str {
    match event {
        Event::RunStarted(_) => "run_started",
        Event::RunStopped => "run_stopped",
        Event::CommandRefused { .. } => "command_refused",
        Event::RefusalsLeftOut(_) => "refusals_left_out",
        Event::DataRead { .. } => "data_read",
        Event::WatchOpened { .. } => "watch_opened",
        Event::WatchEnded { .. } => "watch_ended",
        Event::DiskNoted { .. } => "disk_noted",
        Event::UnitLent { .. } => "unit_lent",
        Event::LoanEnded { .. } => "loan_ended",
        Event::IncidentRestricted { .. } => "incident_restricted",
        Event::RestrictionLifted { .. } => "restriction_lifted",
        Event::ErasureOrdered { .. } => "erasure_ordered",
        Event::PersonalDataErased { .. } => "personal_data_erased",
        Event::PersonalDataHeld { .. } => "personal_data_held",
        Event::PersonalDataReleased { .. } => "personal_data_released",
        Event::PolicyActivated(_) => "policy_activated",
        Event::RosterImported(_) => "roster_imported",
        Event::DutyLevelSet { .. } => "duty_level_set",
        Event::ReportFiled(_) => "report_filed",
        Event::ReportAmended { .. } => "report_amended",
        Event::ReportLinked { .. } => "report_linked",
        Event::IncidentOpened(_) => "incident_opened",
        Event::IncidentClassified { .. } => "incident_classified",
        Event::IncidentReplanned { .. } => "incident_replanned",
        Event::TargetMissed { .. } => "target_missed",
        Event::IncidentRelocated { .. } => "incident_relocated",
        Event::IncidentWaits { .. } => "incident_waits",
        Event::NoteAdded { .. } => "note_added",
        Event::IncidentHandedOver { .. } => "incident_handed_over",
        Event::IncidentClosed { .. } => "incident_closed",
        Event::IncidentReopened { .. } => "incident_reopened",
        Event::IncidentsRetired { .. } => "incidents_retired",
        Event::AlarmRaised(_) => "alarm_raised",
        Event::AlarmAcknowledged { .. } => "alarm_acknowledged",
        Event::AlarmCauseAcknowledged { .. } => "alarm_cause_acknowledged",
        Event::ReferralOffered { .. } => "referral_offered",
        Event::ReferralMoved { .. } => "referral_moved",
        Event::ReferralOverdue { .. } => "referral_overdue",
        Event::CallBackOpened { .. } => "call_back_opened",
        Event::CallBackEnded { .. } => "call_back_ended",
        Event::CallBackOverdue { .. } => "call_back_overdue",
        Event::DuplicateProposed { .. } => "duplicate_proposed",
        Event::DuplicateDismissed { .. } => "duplicate_dismissed",
        Event::DuplicateLinked { .. } => "duplicate_linked",
        Event::HoldEnded { .. } => "hold_ended",
        Event::HeldForUnit { .. } => "held_for_unit",
        Event::HandOverOffered { .. } => "hand_over_offered",
        Event::JurisdictionProposed { .. } => "jurisdiction_proposed",
        Event::JurisdictionAnswered { .. } => "jurisdiction_answered",
        Event::FollowSet { .. } => "follow_set",
        Event::DispatchOpened(_) => "dispatch_opened",
        Event::DispatchAdvanced { .. } => "dispatch_advanced",
        Event::StatusNoted { .. } => "status_noted",
        Event::DispatchEnded { .. } => "dispatch_ended",
        Event::ClockRanOut { .. } => "clock_ran_out",
        Event::OrderDelivered { .. } => "order_delivered",
        Event::OrderUndelivered { .. } => "order_undelivered",
        Event::OrdersReissued { .. } => "orders_reissued",
        Event::DutyStarted { .. } => "duty_started",
        Event::DutyEnded { .. } => "duty_ended",
        Event::AvailabilitySet { .. } => "availability_set",
        Event::CrewChanged { .. } => "crew_changed",
        Event::UnitSplit { .. } => "unit_split",
        Event::UnitPlaced { .. } => "unit_placed",
        Event::DeviceConnected { .. } => "device_connected",
        Event::DeviceDropped { .. } => "device_dropped",
        Event::ContactLost { .. } => "contact_lost",
        Event::PastDispatchRecorded { .. } => "past_dispatch_recorded",
        Event::StandingOrderIssued(_) => "standing_order_issued",
        Event::StandingOrderDelivered { .. } => "standing_order_delivered",
        Event::StandingOrderUndelivered { .. } => "standing_order_undelivered",
        Event::StandingOrderEnded { .. } => "standing_order_ended",
        Event::EmergencyRaised { .. } => "emergency_raised",
        Event::EmergencyEnded { .. } => "emergency_ended",
        Event::OvertimeConfirmed { .. } => "overtime_confirmed",
        Event::WelfareDeadlineSet { .. } => "welfare_deadline_set",
        Event::WelfareDue { .. } => "welfare_due",
        Event::ReturnOverdue { .. } => "return_overdue",
        Event::PlannedEventCreated(_) => "planned_event_created",
        Event::PlannedEventBegan { .. } => "planned_event_began",
        Event::PlannedEventEnded { .. } => "planned_event_ended",
    }
}

/// How many things one row names at most.
const SUBJECTS_KEPT_MAX: usize = 64;

/// The resource names of what an event is about.
#[derive(Debug, Default)]
pub(super) struct Subjects(pub(super) Vec<String>);

impl Subjects {
    fn add(&mut self, name: String) {
        if self.0.len() < SUBJECTS_KEPT_MAX && !self.0.contains(&name) {
            self.0.push(name);
        }
    }

    fn incident(&mut self, id: IncidentId) {
        self.add(format!("incidents/{id}"));
    }

    fn report(&mut self, id: ReportId) {
        self.add(format!("reports/{id}"));
    }

    fn dispatch(&mut self, id: DispatchId) {
        self.add(format!("dispatches/{id}"));
    }

    fn unit(&mut self, id: &UnitId) {
        self.add(format!("units/{id}"));
    }

    /// Adds what one event is about.
    #[expect(clippy::too_many_lines, reason = "the one match over all events, an arm a family")]
    pub(super) fn of(&mut self, event: &Event) {
        match event {
            // What is the city's or the daemon's own has no name; that incidents left memory is housekeeping.
            Event::RunStarted(_)
            | Event::RunStopped
            | Event::RosterImported(_)
            | Event::DutyLevelSet { .. }
            | Event::IncidentsRetired { .. }
            | Event::WatchOpened { .. }
            | Event::WatchEnded { .. }
            | Event::DiskNoted { .. }
            | Event::PersonalDataHeld { .. }
            | Event::PersonalDataReleased { .. }
            | Event::AlarmCauseAcknowledged { .. } => {}
            Event::PolicyActivated(bundle) => self.add(format!("policies/{}", bundle.revision)),
            Event::CommandRefused { subjects, .. } | Event::DataRead { subjects, .. } => {
                for subject in subjects {
                    self.add(subject.to_string());
                }
            }
            Event::RefusalsLeftOut(left_out) => {
                for LeftOutOf { principal, count } in &left_out.principals {
                    self.add(format!("principals/{principal}={count}"));
                }
            }
            Event::ErasureOrdered { target, .. } | Event::PersonalDataErased { target } => match target {
                ErasureTarget::Of { subject: ErasureSubject::Incident(incident), .. } => self.incident(*incident),
                ErasureTarget::Of { subject: ErasureSubject::Report(report), .. } => self.report(*report),
                // A day is nobody's.
                ErasureTarget::Day { .. } => {}
            },
            Event::ReportFiled(report) => {
                self.report(report.id);
                self.incident(report.incident);
            }
            Event::ReportAmended { report, .. } => self.report(*report),
            Event::ReportLinked { report, from, to, .. } => {
                self.report(*report);
                self.incident(*from);
                self.incident(*to);
            }
            Event::DuplicateLinked { incident, report, .. } => {
                self.incident(*incident);
                self.report(*report);
            }
            Event::IncidentOpened(incident) => self.incident(incident.id),
            Event::AlarmRaised(alarm) => {
                alarm.subject.incident.into_iter().for_each(|id| self.incident(id));
                alarm.subject.dispatch.into_iter().for_each(|id| self.dispatch(id));
                alarm.subject.unit.iter().for_each(|id| self.unit(id));
            }
            Event::AlarmAcknowledged { alarm } => self.add(format!("alarms/{alarm}")),
            Event::IncidentClassified { incident, .. }
            | Event::IncidentReplanned { incident, .. }
            | Event::IncidentRestricted { incident, .. }
            | Event::RestrictionLifted { incident, .. }
            | Event::TargetMissed { incident, .. }
            | Event::IncidentRelocated { incident, .. }
            | Event::OrdersReissued { incident }
            | Event::IncidentWaits { incident, .. }
            | Event::NoteAdded { incident, .. }
            | Event::IncidentHandedOver { incident, .. }
            | Event::IncidentClosed { incident, .. }
            | Event::IncidentReopened { incident, .. }
            | Event::ReferralOffered { incident, .. }
            | Event::ReferralMoved { incident, .. }
            | Event::ReferralOverdue { incident }
            | Event::CallBackOpened { incident, .. }
            | Event::CallBackEnded { incident, .. }
            | Event::CallBackOverdue { incident }
            | Event::DuplicateProposed { incident, .. }
            | Event::DuplicateDismissed { incident, .. }
            | Event::HoldEnded { incident }
            | Event::HeldForUnit { incident, .. }
            | Event::HandOverOffered { incident, .. }
            | Event::JurisdictionProposed { incident, .. }
            | Event::JurisdictionAnswered { incident, .. }
            | Event::FollowSet { incident, .. } => self.incident(*incident),
            Event::DispatchOpened(dispatch) | Event::PastDispatchRecorded { dispatch, .. } => {
                self.dispatch(dispatch.id);
                self.incident(dispatch.incident);
                self.unit(&dispatch.unit);
            }
            Event::DispatchAdvanced { dispatch, .. }
            | Event::StatusNoted { dispatch, .. }
            | Event::DispatchEnded { dispatch, .. }
            | Event::ClockRanOut { dispatch, .. }
            | Event::OrderDelivered { dispatch, .. }
            | Event::OrderUndelivered { dispatch, .. } => self.dispatch(*dispatch),
            Event::UnitSplit { parent, child, .. } => {
                self.unit(parent);
                self.unit(&child.id);
            }
            Event::DutyStarted { unit, .. }
            | Event::DutyEnded { unit }
            | Event::AvailabilitySet { unit, .. }
            | Event::CrewChanged { unit, .. }
            | Event::UnitPlaced { unit, .. }
            | Event::UnitLent { unit, .. }
            | Event::LoanEnded { unit, .. }
            | Event::DeviceConnected { unit }
            | Event::DeviceDropped { unit, .. }
            | Event::ContactLost { unit, .. }
            | Event::StandingOrderDelivered { unit, .. }
            | Event::StandingOrderUndelivered { unit, .. }
            | Event::StandingOrderEnded { unit, .. }
            | Event::OvertimeConfirmed { unit, .. }
            | Event::WelfareDeadlineSet { unit, .. }
            | Event::WelfareDue { unit, .. }
            | Event::ReturnOverdue { unit } => self.unit(unit),
            Event::StandingOrderIssued(order) => self.unit(&order.unit),
            Event::EmergencyRaised { unit, incident, .. } | Event::EmergencyEnded { unit, incident, .. } => {
                self.unit(unit);
                self.incident(*incident);
            }
            Event::PlannedEventCreated(planned) => self.add(format!("plannedEvents/{}", planned.id)),
            Event::PlannedEventBegan { event } | Event::PlannedEventEnded { event, .. } => {
                self.add(format!("plannedEvents/{event}"));
            }
        }
    }
}
