//! The record as auditors see it, what its examination found, and how fast incidents were answered.

use super::super::proto;
use super::super::twins::Twin;
use super::{millis, number, text, time};
use crate::domain::classification::Level;
use crate::domain::clock::ClockKind;
use crate::domain::ids::ZoneId;
use crate::runtime::audit::{AuditRow, Examined, Outcome};
use crate::runtime::past::{ClockFigures, Figures, ResponseTimes};

/// One entry.
#[must_use]
pub fn audit_entry(row: AuditRow) -> proto::AuditEntry {
    let outcome = match row.outcome {
        Outcome::Done => proto::AuditOutcome::Done,
        Outcome::Refused => proto::AuditOutcome::Refused,
        Outcome::Read => proto::AuditOutcome::Read,
    };
    proto::AuditEntry {
        sequence: row.sequence.get(),
        record_time: Some(time(row.recorded_at)),
        receive_time: row.received_at.map(time),
        occur_time: row.occurred_at.map(time),
        entered_late: row.entered_late,
        command_id: row.command.to_string(),
        principal: row.principal,
        role: row.role,
        scope: row.scope,
        request_id: row.request.unwrap_or_default(),
        command: row.asked,
        events: row.what.split_whitespace().map(str::to_owned).collect(),
        outcome: outcome.into(),
        reason: row.reason,
        detail: row.detail,
        subjects: row.subjects,
    }
}

/// What an examination found.
#[must_use]
pub fn examination(examined: &Examined) -> proto::JournalExamination {
    proto::JournalExamination {
        sound: examined.is_sound(),
        findings: examined.findings.clone(),
        first_bad_sequence: examined.first_bad.map(crate::domain::ids::Sequence::get),
        head_sequence: examined.head.get(),
        head_chain_hash: examined.head_hash.clone(),
        sealed: examined.sealed,
        segment_count: examined.segments,
        group_count: examined.groups,
        entry_count: examined.entries,
        signed_head_count: examined.heads,
        vouched_sequence: examined.vouched.map(|(sequence, _)| sequence.get()),
        vouched_time: examined.vouched.map(|(_, at)| time(at)),
    }
}

/// How fast the incidents of a zone or a level, or of both, were answered.
#[must_use]
pub fn response_times(zone: Option<&ZoneId>, level: Option<Level>, times: &ResponseTimes) -> proto::ResponseTimes {
    let clock = |(kind, figures): (ClockKind, &ClockFigures)| proto::ClockFigures {
        clock: kind.number(),
        stopped: Some(time_figures(figures.stopped)),
        over_count: figures.over,
    };
    proto::ResponseTimes {
        zone: text(zone),
        level: number(level),
        incident_count: times.incidents,
        waiting_count: times.waiting,
        entered_late_count: times.entered_late,
        first_on_scene: Some(time_figures(times.first_on_scene)),
        dispatch_count: times.dispatches,
        clocks: ClockKind::ALL.into_iter().zip(&times.clocks).map(clock).collect(),
    }
}

fn time_figures(figures: Figures) -> proto::TimeFigures {
    proto::TimeFigures { count: figures.count, p50_ms: millis(figures.p50), p90_ms: millis(figures.p90) }
}

/// A hash: 64 hexadecimal digits.
#[must_use]
pub fn hash(bytes: &[u8; 32]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}
