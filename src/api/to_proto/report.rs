//! Reports.

use super::super::names;
use super::super::proto;
use super::super::twins::Twin;
use super::{Open, personal, position, text, time};
use crate::domain::report::{CallRecord, Report};

/// A report, its personal texts opened.
#[must_use]
pub fn report(report: &Report, open: &Open<'_>) -> proto::Report {
    let content = &report.content;
    let matched = content.place.matched.as_ref();
    let opened = |sealed| personal(sealed, open);
    proto::Report {
        name: names::report(report.id),
        incident: names::incident(report.incident),
        record_time: Some(time(report.recorded_at)),
        occur_time: content.occurred_at.map(time),
        source: content.source.number(),
        type_code: content.type_code.to_string(),
        automatic_position: content.place.automatic.map(|given| position(given.at)),
        manual_position: content.place.manual.map(|given| position(given.at)),
        matched_name: text(matched.map(|matched| &matched.name)),
        matched_position: matched.map(|matched| position(matched.at)),
        address: content.place.address.as_ref().map(opened),
        caller_display_name: content.caller.name.as_ref().map(opened),
        caller_phone: content.caller.phone.as_ref().map(opened),
        narrative: content.narrative.as_ref().map(opened),
        call: content.call.as_ref().map(|it| call(it, open)),
        found_by: content.found_by.as_ref().map(names::unit).unwrap_or_default(),
        amendment_count: report.amendments,
        activity: content.activity.map(Twin::number).unwrap_or_default(),
        flags: content.flags.iter().copied().map(Twin::number).collect(),
        keywords: content.keywords.iter().map(ToString::to_string).collect(),
        caller_cancels: content.caller_cancels,
        texts_masked: false,
    }
}

fn call(call: &CallRecord, open: &Open<'_>) -> proto::CallRecord {
    let sealed = call.recording_sealed.as_ref().map(|sealed| personal(sealed, open).text);
    proto::CallRecord {
        call_id: call.call_id.to_string(),
        ring_time: call.rang_at.map(time),
        answer_time: call.answered_at.map(time),
        end_time: call.ended_at.map(time),
        call_taker: call.call_taker.to_string(),
        recording: sealed.unwrap_or_else(|| call.recording.to_string()),
    }
}
