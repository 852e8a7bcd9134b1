//! Which command brought an entry about, read from what it brought about.
//!
//! The record holds events, since a replay needs no commands. What a decision needs of its command stands in them: a
//! report whole, a person's word with its reason. What was sealed stays sealed and goes along as it is.

use std::sync::Arc;

use super::outside::from_outside;
use crate::domain::actor::Role;
use crate::domain::classification::PolicyBundle;
use crate::domain::command::{AdvanceDispatch, Command, Envelope, FileReport};
use crate::domain::desk::DeskCommand;
use crate::domain::dispatch::ChosenBy;
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{IncidentId, ReportId};
use crate::domain::incident::Incident;
use crate::domain::report::Report;
use crate::domain::text::Text;
use crate::engine::State;

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

/// The commands that may have brought a decision about, the likeliest first; none when it cannot be told. `state` is the
/// one just before.
#[must_use]
pub fn deciding(entry: &Entry, state: &State) -> Vec<Command> {
    if let Some(bundle) = activated(entry) {
        return vec![Command::ActivatePolicy {
            bytes: Arc::clone(&bundle.bytes),
            expected: state.policy_bundle().map(|active| active.hash),
            reason: bundle.reason.clone(),
        }];
    }
    if let Some(command) = raised(entry) {
        return vec![command];
    }
    if let Some(report) = filed(entry) {
        return vec![file_report(entry, report)];
    }
    let linked: Vec<_> = linked(entry).collect();
    if let [(report, _, _, reason)] = linked[..]
        && opened(entry).is_some()
    {
        return vec![Command::UnlinkReport { report, reason: reason.clone() }];
    }
    if let Some((_, _, incident, _)) = linked.first() {
        let reports = linked.iter().map(|(report, ..)| *report).collect();
        return vec![Command::OnDesk(Box::new(DeskCommand::LinkReports { reports, incident: *incident }))];
    }
    if entry.actor.role == Role::Daemon && opened(entry).is_none() {
        return vec![Command::ServeQueue, Command::DeadlineReached];
    }
    if let Some(advance) = held_up(entry, state) {
        return vec![Command::AdvanceDispatch(advance)];
    }
    match &from_outside(entry)[..] {
        [only] => vec![only.clone()],
        [] | [_, ..] => Vec::new(),
    }
}

/// The policy that an entry made the active one.
#[must_use]
pub fn activated(entry: &Entry) -> Option<&PolicyBundle> {
    entry.events.iter().find_map(|event| if let Event::PolicyActivated(bundle) = event { Some(bundle) } else { None })
}

/// An officer's call for help, the first or a further one. Where the officer was then is told by the report.
pub(super) fn raised(entry: &Entry) -> Option<Command> {
    let raised =
        |event: &Event| if let Event::EmergencyRaised { unit, .. } = event { Some(unit.clone()) } else { None };
    let unit = entry.events.iter().find_map(raised)?;
    let content = &filed(entry)?.content;
    Some(Command::RaiseEmergency { unit, place: content.place.automatic, narrative: content.narrative.clone() })
}

/// A unit's word that it is held up, by which back-up may have been sent.
fn held_up(entry: &Entry, state: &State) -> Option<AdvanceDispatch> {
    entry.events.iter().find_map(|event| {
        let Event::DispatchAdvanced { dispatch, step, feedback, .. } = event else { return None };
        Some(AdvanceDispatch {
            dispatch: *dispatch,
            unit: state.dispatch(*dispatch)?.unit.clone(),
            step: *step,
            reason: Text::default(),
            feedback: feedback.clone(),
            activity: None,
            then: None,
        })
    })
}

/// The report that an entry filed.
pub(super) fn filed(entry: &Entry) -> Option<&Report> {
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

/// The reports that an entry linked to another incident: which, from where, to where and why.
pub(super) fn linked(entry: &Entry) -> impl Iterator<Item = (ReportId, IncidentId, IncidentId, &Text)> {
    entry.events.iter().filter_map(|event| {
        let Event::ReportLinked { report, from, to, reason } = event else { return None };
        Some((*report, *from, *to, reason))
    })
}

/// A report as it was filed. Whether it belongs to an incident that there was already, a rule decides anew.
pub(super) fn file_report(entry: &Entry, report: &Report) -> Command {
    let opened = opened(entry);
    let finder = report.content.found_by.as_ref();
    let attended = entry.events.iter().any(|event| {
        matches!(event, Event::DispatchOpened(dispatch)
            if dispatch.chosen_by == ChosenBy::Unit && Some(&dispatch.unit) == finder)
    });
    let by_rule = entry.events.iter().any(|event| matches!(event, Event::DuplicateLinked { .. }));
    Command::FileReport(Box::new(FileReport {
        content: report.content.clone(),
        incident: (opened.is_none() && !by_rule).then_some(report.incident),
        desk: opened.and_then(|incident| incident.desk.clone()),
        finder_attends: attended,
        training: opened.is_some_and(Incident::is_training),
    }))
}
