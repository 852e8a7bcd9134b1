//! Incidents.

use super::super::names;
use super::super::proto;
use super::super::twins::Twin;
use super::{Detail, Open, explanation, number, personal, position, text, time};
use crate::domain::classification::{Basis, Classification};
use crate::domain::incident::{Disposition, Incident, IncidentNumber, Note, Target};

/// An incident.
#[must_use]
pub fn incident(incident: &Incident, detail: Detail, open: &Open<'_>) -> proto::Incident {
    let full = detail == Detail::Full;
    let closed = incident.closed.as_ref();
    proto::Incident {
        name: names::incident(incident.id),
        number: incident_number(incident.number),
        open_time: Some(time(incident.opened_at)),
        clock_start_time: Some(time(incident.clock_started_at)),
        classification: Some(classification(&incident.classification)),
        position: incident.at.map(position),
        jurisdiction: text(incident.jurisdiction.as_ref()),
        reports: incident.reports.iter().copied().map(names::report).collect(),
        dispatches: incident.dispatches.iter().copied().map(names::dispatch).collect(),
        state: incident.state.number(),
        wait_reason: number(incident.waiting),
        wait_start_time: incident.waiting.map(|_| time(incident.waiting_since)),
        units_needed: incident.units_needed,
        needs: incident.needs.clone(),
        look_again_time: incident.look_again_at.map(time),
        targets: incident.targets.iter().map(target).collect(),
        explanation: incident.explanation.as_deref().filter(|_| full).map(explanation),
        tried_units: incident.tried.iter().map(names::unit).collect(),
        desk: text(incident.desk.as_ref()),
        notes: incident.notes.iter().filter(|_| full).map(|written| note(written, open)).collect(),
        close_time: closed.map(|(at, _)| time(*at)),
        disposition: closed.map(|(_, said)| disposition(said)),
        training: incident.is_training(),
    }
}

fn target(target: &Target) -> proto::Target {
    proto::Target { time: Some(time(target.at)), missed: target.missed }
}

/// The number that people say.
#[must_use]
pub fn incident_number(number: IncidentNumber) -> String {
    number.to_string()
}

/// What an incident is and what says so.
#[must_use]
pub fn classification(classification: &Classification) -> proto::Classification {
    let (rule, overrule_reason) = match &classification.basis {
        Basis::Rule(rule) => (rule.to_string(), String::new()),
        Basis::Overruled(reason) => (String::new(), reason.to_string()),
    };
    proto::Classification {
        type_code: classification.type_code.to_string(),
        level: Twin::number(classification.level),
        handling: classification.handling.number(),
        rule,
        overrule_reason,
        policy_hash: classification.policy.to_string(),
        fitted: classification.fitted.iter().map(ToString::to_string).collect(),
    }
}

fn note(note: &Note, open: &Open<'_>) -> proto::Note {
    proto::Note {
        create_time: Some(time(note.at)),
        author: note.author.to_string(),
        text: Some(personal(&note.text, open)),
    }
}

fn disposition(disposition: &Disposition) -> proto::Disposition {
    proto::Disposition {
        kind: disposition.kind.number(),
        activity: disposition.activity.number(),
        remark: disposition.remark.to_string(),
    }
}
