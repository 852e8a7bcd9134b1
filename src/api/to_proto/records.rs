//! The record as auditors see it, and what its examination found.

use super::super::proto;
use super::time;
use crate::runtime::audit::{AuditRow, Examined, Outcome};

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

/// A hash: 64 hexadecimal digits.
#[must_use]
pub fn hash(bytes: &[u8; 32]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}
