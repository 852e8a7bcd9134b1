//! The receipt of a write.

use super::super::names;
use super::super::proto;
use super::super::twins::Twin;
use super::time;
use crate::domain::answer::Answer;

/// The receipt that a client gets. It says what the answer says and nothing else, so that a retry gets the same one.
#[must_use]
pub fn receipt(answer: &Answer) -> proto::WriteReceipt {
    proto::WriteReceipt {
        sequence: answer.sequence.get(),
        record_time: Some(time(answer.recorded_at)),
        report: answer.made().report.map(names::report).unwrap_or_default(),
        incident: answer.made().incident.map(|opened| proto::OpenedIncident {
            name: names::incident(opened.id),
            number: opened.number.to_string(),
            level: Twin::number(opened.level),
        }),
        dispatches: answer
            .made()
            .dispatches
            .iter()
            .map(|(dispatch, unit)| proto::ClaimedUnit {
                dispatch: names::dispatch(*dispatch),
                unit: names::unit(unit),
            })
            .collect(),
        policy_revision: answer.made().policy_revision.unwrap_or_default(),
        order: answer.made().order.map(names::order).unwrap_or_default(),
        planned_event: answer.made().planned_event.map(|event| event.to_string()).unwrap_or_default(),
    }
}
