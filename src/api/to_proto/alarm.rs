//! Alarms.

use super::super::names;
use super::super::proto;
use super::super::twins::Twin;
use super::{text, time};
use crate::domain::alarm::{Alarm, AlarmCause};
use crate::domain::time::EngineTime;

/// An alarm.
#[must_use]
pub fn alarm(alarm: &Alarm, raised_at: Option<EngineTime>) -> proto::Alarm {
    let subject = &alarm.subject;
    proto::Alarm {
        name: names::alarm(alarm.id),
        kind: alarm.kind.number(),
        zone: text(alarm.zone.as_ref()),
        incident: subject.incident.map(names::incident).unwrap_or_default(),
        dispatch: subject.dispatch.map(names::dispatch).unwrap_or_default(),
        unit: subject.unit.as_ref().map(names::unit).unwrap_or_default(),
        report: subject.report.map(names::report).unwrap_or_default(),
        detail: alarm.detail.to_string(),
        raise_time: raised_at.map(time),
    }
}

/// The alarms of one cause: how many there are, from when to when, and those that are kept by name.
#[must_use]
pub fn alarm_cause(
    cause: &AlarmCause,
    count: u64,
    (first_at, last_at): (EngineTime, EngineTime),
    alarms: Vec<proto::Alarm>,
) -> proto::AlarmCause {
    proto::AlarmCause {
        kind: cause.kind.number(),
        zone: text(cause.zone.as_ref()),
        count,
        first_time: Some(time(first_at)),
        last_time: Some(time(last_at)),
        alarms,
    }
}
