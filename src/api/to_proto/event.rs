//! What happened, in a line each: for alarms and for the log on a screen. The things themselves travel beside it.

use std::fmt::Display;

use super::super::names;
use super::super::proto::{WatchEvent, WatchEventKind as Kind};
use super::super::twins::Twin;
use super::desk::desk_event;
use super::erasure::erasure_event;
use super::number;
use crate::domain::event::Event;
use crate::domain::ids::{DispatchId, IncidentId, ReportId, UnitId};

/// One event in a line; none for what is the record's alone: who read what is no news for a screen.
#[must_use]
#[expect(clippy::too_many_lines, reason = "the one match over all events, an arm a family")]
pub fn watch_event(event: &Event) -> Option<WatchEvent> {
    Some(match event {
        Event::RunStarted(start) => line(Kind::RunStarted).said(&start.version),
        Event::RunStopped => line(Kind::RunStopped),
        Event::RefusalsLeftOut(_) | Event::DataRead { .. } | Event::WatchOpened { .. } | Event::WatchEnded { .. } => {
            return None;
        }
        Event::CommandRefused { command, reason, detail, .. } => {
            line(Kind::CommandRefused).said(format!("{command}: {reason}: {detail}"))
        }
        Event::PolicyActivated(bundle) => {
            line(Kind::PolicyActivated).said(format!("revision {} ({})", bundle.revision, bundle.hash))
        }
        Event::RosterImported(roster) => line(Kind::RosterImported).said(format!("{} units", roster.units.len())),
        Event::DutyLevelSet { from, to, reason } => {
            line(Kind::DutyLevelSet).said(format!("from {from} to {to}: {reason}"))
        }

        Event::ReportFiled(report) => line(Kind::ReportFiled).report(report.id).incident(report.incident),
        Event::ReportAmended { report, .. } => line(Kind::ReportAmended).report(*report),
        Event::ReportLinked { report, to, reason, .. } => {
            line(Kind::ReportLinked).report(*report).incident(*to).said(reason)
        }
        Event::IncidentOpened(_)
        | Event::IncidentClassified { .. }
        | Event::IncidentReplanned { .. }
        | Event::TargetMissed { .. }
        | Event::IncidentRelocated { .. }
        | Event::IncidentWaits { .. }
        | Event::NoteAdded { .. }
        | Event::IncidentHandedOver { .. }
        | Event::IncidentClosed { .. }
        | Event::IncidentReopened { .. }
        | Event::IncidentsRetired { .. } => of_incident(event),
        Event::DiskNoted { .. }
        | Event::AlarmRaised(_)
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
        | Event::RestrictionLifted { .. } => desk_event(event),
        Event::DispatchOpened(_)
        | Event::DispatchAdvanced { .. }
        | Event::StatusNoted { .. }
        | Event::DispatchEnded { .. }
        | Event::ClockRanOut { .. }
        | Event::OrderDelivered { .. }
        | Event::OrderUndelivered { .. }
        | Event::OrdersReissued { .. }
        | Event::PastDispatchRecorded { .. } => of_dispatch(event),
        Event::DutyStarted { .. }
        | Event::DutyEnded { .. }
        | Event::AvailabilitySet { .. }
        | Event::CrewChanged { .. }
        | Event::UnitSplit { .. }
        | Event::UnitPlaced { .. }
        | Event::UnitLent { .. }
        | Event::LoanEnded { .. }
        | Event::DeviceConnected { .. }
        | Event::DeviceDropped { .. }
        | Event::ContactLost { .. } => of_unit(event),
        Event::StandingOrderIssued(_)
        | Event::StandingOrderDelivered { .. }
        | Event::StandingOrderUndelivered { .. }
        | Event::StandingOrderEnded { .. }
        | Event::EmergencyRaised { .. }
        | Event::EmergencyEnded { .. }
        | Event::OvertimeConfirmed { .. }
        | Event::WelfareDeadlineSet { .. }
        | Event::WelfareDue { .. }
        | Event::ReturnOverdue { .. }
        | Event::PlannedEventCreated(_)
        | Event::PlannedEventBegan { .. }
        | Event::PlannedEventEnded { .. } => command_event(event),
        Event::ErasureOrdered { .. }
        | Event::PersonalDataErased { .. }
        | Event::PersonalDataHeld { .. }
        | Event::PersonalDataReleased { .. } => erasure_event(event),
    })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is above, without one")]
fn of_incident(event: &Event) -> WatchEvent {
    match event {
        Event::IncidentOpened(incident) => {
            line(Kind::IncidentOpened).incident(incident.id).said(incident.number.to_string())
        }
        Event::IncidentClassified { incident, classification, .. } => line(Kind::IncidentClassified)
            .incident(*incident)
            .said(format!("{} at level {}", classification.type_code, classification.level.number())),
        Event::IncidentReplanned { incident, response, cause, .. } => line(Kind::IncidentReplanned)
            .incident(*incident)
            .said(format!("{}: {} units needed", cause.as_str(), response.units_needed)),
        Event::TargetMissed { incident, target, .. } => {
            line(Kind::TargetMissed).incident(*incident).said(format!("target {}", target + 1))
        }
        Event::IncidentRelocated { incident, reason, .. } => {
            line(Kind::IncidentRelocated).incident(*incident).said(reason)
        }
        Event::IncidentWaits { incident, reason, .. } => {
            line(Kind::IncidentWaits).incident(*incident).said(reason.as_str())
        }
        Event::NoteAdded { incident, .. } => line(Kind::NoteAdded).incident(*incident),
        Event::IncidentHandedOver { incident, desk } => line(Kind::IncidentHandedOver).incident(*incident).said(desk),
        Event::IncidentClosed { incident, disposition } => {
            line(Kind::IncidentClosed).incident(*incident).said(&disposition.remark)
        }
        Event::IncidentReopened { incident, reason, .. } => {
            line(Kind::IncidentReopened).incident(*incident).said(reason)
        }
        Event::IncidentsRetired { incidents } => {
            line(Kind::IncidentsRetired).said(format!("{} incidents", incidents.len()))
        }
        _ => WatchEvent::default(),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is above, without one")]
fn of_dispatch(event: &Event) -> WatchEvent {
    match event {
        Event::DispatchOpened(dispatch) => {
            line(Kind::DispatchOpened).dispatch(dispatch.id).incident(dispatch.incident).unit(&dispatch.unit)
        }
        Event::PastDispatchRecorded { dispatch, .. } => {
            line(Kind::PastDispatchRecorded).dispatch(dispatch.id).incident(dispatch.incident).unit(&dispatch.unit)
        }
        Event::DispatchAdvanced { dispatch, step, anomaly, .. } => WatchEvent {
            step: step.number(),
            anomaly: number(*anomaly),
            ..line(Kind::DispatchAdvanced).dispatch(*dispatch)
        },
        Event::StatusNoted { dispatch, step, anomaly, .. } => {
            WatchEvent { step: step.number(), anomaly: anomaly.number(), ..line(Kind::StatusNoted).dispatch(*dispatch) }
        }
        Event::DispatchEnded { dispatch, end, anomaly, .. } => WatchEvent {
            anomaly: number(*anomaly),
            ..line(Kind::DispatchEnded).dispatch(*dispatch).said(ended(end.state.as_str(), end.reason.as_str()))
        },
        Event::ClockRanOut { dispatch, clock, severity, action, .. } => line(Kind::ClockRanOut)
            .dispatch(*dispatch)
            .said(format!("{} {}: {}", clock.as_str(), severity.as_str(), action.as_str())),
        Event::OrderDelivered { dispatch, .. } => line(Kind::OrderDelivered).dispatch(*dispatch),
        Event::OrderUndelivered { dispatch, .. } => line(Kind::OrderUndelivered).dispatch(*dispatch),
        Event::OrdersReissued { incident } => line(Kind::OrdersReissued).incident(*incident),
        _ => WatchEvent::default(),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is above, without one")]
fn of_unit(event: &Event) -> WatchEvent {
    match event {
        Event::DutyStarted { unit, .. } => line(Kind::DutyStarted).unit(unit),
        Event::DutyEnded { unit } => line(Kind::DutyEnded).unit(unit),
        Event::AvailabilitySet { unit, .. } => line(Kind::AvailabilitySet).unit(unit),
        Event::CrewChanged { unit, .. } => line(Kind::CrewChanged).unit(unit),
        Event::UnitSplit { parent, child, .. } => line(Kind::UnitSplit).unit(parent).said(&child.id),
        Event::UnitPlaced { unit, .. } => line(Kind::UnitPlaced).unit(unit),
        Event::UnitLent { unit, zone, until, reason } => {
            line(Kind::UnitLent).unit(unit).said(ended(&format!("{zone} until {until}"), reason.as_str()))
        }
        Event::LoanEnded { unit, reason } => line(Kind::LoanEnded).unit(unit).said(reason),
        Event::DeviceConnected { unit } => line(Kind::DeviceConnected).unit(unit),
        Event::DeviceDropped { unit, .. } => line(Kind::DeviceDropped).unit(unit),
        Event::ContactLost { unit, dispatch } => {
            let lost = line(Kind::ContactLost).unit(unit);
            match dispatch {
                Some(dispatch) => lost.dispatch(*dispatch),
                None => lost,
            }
        }
        _ => WatchEvent::default(),
    }
}

/// Of what a person ordered or planned, and of who must be looked after.
#[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is above, without one")]
fn command_event(event: &Event) -> WatchEvent {
    match event {
        Event::StandingOrderIssued(order) => line(Kind::StandingOrderIssued).unit(&order.unit).said(&order.reason),
        Event::StandingOrderDelivered { unit, .. } => line(Kind::StandingOrderDelivered).unit(unit),
        Event::StandingOrderUndelivered { unit, .. } => line(Kind::StandingOrderUndelivered).unit(unit),
        Event::StandingOrderEnded { unit, state, reason, .. } => {
            line(Kind::StandingOrderEnded).unit(unit).said(ended(state.as_str(), reason.as_str()))
        }
        Event::EmergencyRaised { unit, incident, .. } => line(Kind::EmergencyRaised).unit(unit).incident(*incident),
        Event::EmergencyEnded { unit, incident, voice_contact } => {
            line(Kind::EmergencyEnded).unit(unit).incident(*incident).said(voice_contact)
        }
        Event::OvertimeConfirmed { unit, until } => line(Kind::OvertimeConfirmed).unit(unit).said(until),
        Event::WelfareDeadlineSet { unit, due_at } => line(Kind::WelfareDeadlineSet).unit(unit).said(due_at),
        Event::WelfareDue { unit, dispatch: None } => line(Kind::WelfareDue).unit(unit),
        Event::WelfareDue { unit, dispatch: Some(dispatch) } => line(Kind::WelfareDue).unit(unit).dispatch(*dispatch),
        Event::ReturnOverdue { unit } => line(Kind::ReturnOverdue).unit(unit),
        Event::PlannedEventCreated(event) => line(Kind::PlannedEventCreated).said(&event.name),
        Event::PlannedEventBegan { event } => line(Kind::PlannedEventBegan).said(event),
        Event::PlannedEventEnded { event, reason } => {
            line(Kind::PlannedEventEnded).said(ended(&event.to_string(), reason.as_str()))
        }
        _ => WatchEvent::default(),
    }
}

pub(super) fn line(kind: Kind) -> WatchEvent {
    WatchEvent { kind: kind.into(), ..WatchEvent::default() }
}

pub(super) fn ended(state: &str, reason: &str) -> String {
    if reason.is_empty() { state.to_owned() } else { format!("{state}: {reason}") }
}

impl WatchEvent {
    pub(super) fn incident(self, incident: IncidentId) -> Self {
        Self { incident: names::incident(incident), ..self }
    }

    pub(super) fn report(self, report: ReportId) -> Self {
        Self { report: names::report(report), ..self }
    }

    pub(super) fn dispatch(self, dispatch: DispatchId) -> Self {
        Self { dispatch: names::dispatch(dispatch), ..self }
    }

    pub(super) fn unit(self, unit: &UnitId) -> Self {
        Self { unit: names::unit(unit), ..self }
    }

    pub(super) fn said(self, detail: impl Display) -> Self {
        Self { detail: detail.to_string(), ..self }
    }
}
