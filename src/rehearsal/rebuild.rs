//! Which command brought an entry about, read from what it brought about.
//!
//! The record holds events, since a replay needs no commands. What a decision needs of its command stands in them: a
//! report whole, a person's word with its reason. What was sealed stays sealed and goes along as it is.

use crate::domain::actor::Role;
use crate::domain::classification::Basis;
use crate::domain::command::{Command, Envelope, FileReport, SplitUnit};
use crate::domain::dispatch::{ChosenBy, Dispatch};
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{IncidentId, ReportId};
use crate::domain::incident::Incident;
use crate::domain::report::Report;
use crate::domain::text::Text;

/// An envelope with the name and the times of a recorded command: what it makes gets the same names again.
#[must_use]
pub fn envelope(entry: &Entry, command: Command) -> Envelope {
    Envelope {
        id: entry.command,
        actor: entry.actor.clone(),
        request: None,
        received_at: entry.recorded_at,
        occurred_at: entry.occurred_at,
        entered_late: entry.entered_late,
        command,
    }
}

/// The commands that may have brought a decision about, the likeliest first; none when it cannot be told.
#[must_use]
pub fn deciding(entry: &Entry) -> Vec<Command> {
    if let Some(report) = filed(entry) {
        return vec![file_report(entry, report)];
    }
    if let (Some(_), Some((report, _, _, reason))) = (opened(entry), linked(entry)) {
        return vec![Command::UnlinkReport { report, reason: reason.clone() }];
    }
    if entry.actor.role == Role::Daemon && opened(entry).is_none() {
        return vec![Command::ServeQueue, Command::DeadlineReached];
    }
    Vec::new()
}

/// What people, units and the world did, as commands: everything but what the policy and the clock decided. A policy's
/// activation is not among them.
#[must_use]
pub fn from_outside(entry: &Entry) -> Vec<Command> {
    if let Some(report) = filed(entry) {
        return vec![file_report(entry, report)];
    }
    if let Some((report, _, to, reason)) = linked(entry) {
        return match opened(entry) {
            Some(_) => vec![Command::UnlinkReport { report, reason: reason.clone() }],
            None => vec![Command::LinkReport { report, incident: to }],
        };
    }
    let crews: Vec<_> = entry
        .events
        .iter()
        .filter_map(|event| if let Event::CrewChanged { unit, .. } = event { Some(unit) } else { None })
        .collect();
    if let [one, other] = crews[..] {
        return vec![Command::SwapCrews { one: one.clone(), other: other.clone() }];
    }
    let by_daemon = entry.actor.role == Role::Daemon;
    entry.events.iter().filter_map(|event| outside(event, by_daemon)).collect()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what is not named here was decided, or changes no decision")]
fn outside(event: &Event, by_daemon: bool) -> Option<Command> {
    Some(match event {
        Event::RosterImported(roster) => Command::ImportRoster(roster.as_ref().clone()),
        Event::DutyLevelSet { to, reason, .. } => Command::SetDutyLevel { level: to.clone(), reason: reason.clone() },
        Event::ReportAmended { report, amendment } => {
            Command::AmendReport { report: *report, amendment: amendment.clone() }
        }
        Event::IncidentClassified { incident, classification, .. } => {
            let Basis::Overruled(reason) = &classification.basis else { return None };
            Command::ClassifyIncident {
                incident: *incident,
                type_code: Some(classification.type_code.clone()),
                level: Some(classification.level),
                handling: Some(classification.handling),
                reason: reason.clone(),
            }
        }
        Event::IncidentRelocated { incident, place, reason, .. } => {
            Command::RelocateIncident { incident: *incident, place: *place, reason: reason.clone() }
        }
        Event::IncidentHandedOver { incident, desk } => {
            Command::HandOverIncident { incident: *incident, desk: desk.clone() }
        }
        Event::IncidentClosed { incident, disposition } if !by_daemon => {
            Command::CloseIncident { incident: *incident, disposition: disposition.clone() }
        }
        Event::IncidentReopened { incident, archived, reason } => {
            Command::ReopenIncident { incident: *incident, archived: archived.clone(), reason: reason.clone() }
        }
        Event::IncidentsRetired { incidents } => Command::RetireIncidents { incidents: incidents.clone() },
        Event::DispatchOpened(dispatch) => return sent_by_people(dispatch),
        Event::DutyStarted { unit, check_in } => Command::StartDuty { unit: unit.clone(), check_in: check_in.clone() },
        Event::DutyEnded { unit } => Command::EndDuty { unit: unit.clone(), relief: None, overtime_until: None },
        Event::StandingOrderIssued(order) => Command::OrderUnit {
            unit: order.unit.clone(),
            task: order.task.clone(),
            must_hold: order.must_hold,
            expires_at: order.expires_at,
            reason: order.reason.clone(),
        },
        Event::AvailabilitySet { unit, readiness } => {
            Command::SetAvailability { unit: unit.clone(), readiness: readiness.clone() }
        }
        Event::CrewChanged { unit, check_in } => Command::ChangeCrew { unit: unit.clone(), check_in: check_in.clone() },
        Event::UnitSplit { parent, members, child, check_in } => Command::SplitUnit(SplitUnit {
            parent: parent.clone(),
            child: child.id.clone(),
            kind: child.kind,
            members: members.clone(),
            vehicle: check_in.vehicle.clone(),
            device: check_in.device.clone(),
        }),
        Event::UnitPlaced { unit, at } => Command::PlaceUnit { unit: unit.clone(), at: *at },
        Event::DeviceConnected { unit } => Command::SetLink { unit: unit.clone(), connected: true },
        Event::DeviceDropped { unit, .. } => Command::SetLink { unit: unit.clone(), connected: false },
        _ => return None,
    })
}

/// A dispatcher's own choice, one unit at a time: in another course of things not all of them may be free.
fn sent_by_people(dispatch: &Dispatch) -> Option<Command> {
    match dispatch.chosen_by {
        ChosenBy::Policy => None,
        ChosenBy::Dispatcher => Some(Command::DispatchUnits {
            incident: dispatch.incident,
            units: vec![dispatch.unit.clone()],
            // Where a plan's name stands otherwise, the record has the dispatcher's reason.
            reason: dispatch.explanation.as_ref().map(|said| said.plan.clone()).unwrap_or_default(),
        }),
        ChosenBy::Unit => Some(Command::AttachToIncident { unit: dispatch.unit.clone(), incident: dispatch.incident }),
    }
}

fn filed(entry: &Entry) -> Option<&Report> {
    entry.events.iter().find_map(|event| if let Event::ReportFiled(report) = event { Some(&**report) } else { None })
}

/// The incident that an entry opened.
#[must_use]
pub fn opened(entry: &Entry) -> Option<&Incident> {
    entry
        .events
        .iter()
        .find_map(|event| if let Event::IncidentOpened(incident) = event { Some(&**incident) } else { None })
}

fn linked(entry: &Entry) -> Option<(ReportId, IncidentId, IncidentId, &Text)> {
    entry.events.iter().find_map(|event| {
        let Event::ReportLinked { report, from, to, reason } = event else { return None };
        Some((*report, *from, *to, reason))
    })
}

fn file_report(entry: &Entry, report: &Report) -> Command {
    let opened = opened(entry);
    let finder = report.content.found_by.as_ref();
    let attended = entry.events.iter().any(|event| {
        matches!(event, Event::DispatchOpened(dispatch)
            if dispatch.chosen_by == ChosenBy::Unit && Some(&dispatch.unit) == finder)
    });
    Command::FileReport(Box::new(FileReport {
        content: report.content.clone(),
        incident: opened.is_none().then_some(report.incident),
        desk: opened.and_then(|incident| incident.desk.clone()),
        finder_attends: attended,
        training: opened.is_some_and(Incident::is_training),
    }))
}
