//! Incidents.

use super::super::names;
use super::super::proto;
use super::super::twins::Twin;
use super::{Detail, Open, explanation, number, personal, position, text, time};
use crate::domain::classification::{Basis, Classification};
use crate::domain::desk::{CallBack, DuplicateProposal, Referral};
use crate::domain::incident::{Disposition, Incident, IncidentNumber, Note, Target};

/// An incident.
#[must_use]
pub fn incident(incident: &Incident, detail: Detail, open: &Open<'_>) -> proto::Incident {
    let full = detail == Detail::Full;
    let closed = incident.closed.as_ref();
    let work = &incident.desk_work;
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
        referrals: work.referrals.iter().map(referral).collect(),
        call_back: work.call_back.as_ref().map(call_back),
        duplicate: work.duplicate.as_ref().map(duplicate),
        hand_over_desk: text(work.hand_over.as_ref()),
        proposed_jurisdiction: text(work.jurisdiction.as_ref()),
        followed_unit: work.follows.as_ref().map(|following| names::unit(&following.unit)).unwrap_or_default(),
        held_for: work
            .held_for
            .as_ref()
            .map(|hold| proto::UnitHold { unit: names::unit(&hold.unit), until_time: Some(time(hold.until)) }),
        training: incident.is_training(),
        serving_count: None,
        texts_masked: false,
        seen_by: work.seen_by.iter().map(ToString::to_string).collect(),
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
    let said = match &classification.basis {
        Basis::Rule(rule) => proto::Classification { rule: rule.to_string(), ..proto::Classification::default() },
        Basis::Overruled(reason) => {
            proto::Classification { overrule_reason: reason.to_string(), ..proto::Classification::default() }
        }
        Basis::Verified { rule, by, reason } => proto::Classification {
            rule: rule.to_string(),
            verified_by: by.to_string(),
            verify_reason: reason.to_string(),
            ..proto::Classification::default()
        },
    };
    proto::Classification {
        type_code: classification.type_code.to_string(),
        level: Twin::number(classification.level),
        handling: classification.handling.number(),
        policy_hash: classification.policy.to_string(),
        fitted: classification.fitted.iter().map(ToString::to_string).collect(),
        ..said
    }
}

fn referral(referral: &Referral) -> proto::Referral {
    proto::Referral {
        partner: referral.partner.to_string(),
        state: referral.state.number(),
        offer_time: Some(time(referral.offered_at)),
        move_time: Some(time(referral.moved_at)),
        moved_by: referral.moved_by.to_string(),
        reason: referral.reason.to_string(),
        due_time: referral.due_at.map(time),
        overdue: referral.is_overdue,
    }
}

fn call_back(call: &CallBack) -> proto::CallBack {
    proto::CallBack { due_time: Some(time(call.due_at)), overdue: call.is_overdue, outcome: number(call.outcome) }
}

fn duplicate(proposal: &DuplicateProposal) -> proto::DuplicateProposal {
    proto::DuplicateProposal {
        report: names::report(proposal.report),
        candidate: names::incident(proposal.candidate),
        basis: proposal.basis.number(),
        rule: proposal.rule.to_string(),
        hold_until_time: proposal.hold_until.map(time),
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
