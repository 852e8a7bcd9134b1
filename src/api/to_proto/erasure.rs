//! The end of personal data.

use super::super::names;
use super::super::proto::{self, WatchEvent, WatchEventKind as Kind};
use super::super::twins::Twin;
use super::event::line;
use super::time;
use crate::domain::erasure::{ErasureBasis, ErasureSubject, ErasureTarget, HeldDays};
use crate::domain::event::Event;
use crate::domain::sealed::RetentionKind;
use crate::domain::time::EngineTime;
use crate::runtime::board::View;
use crate::runtime::handle::Handle;

/// One event of it in a line.
#[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is in `event`, without one")]
pub(super) fn erasure_event(event: &Event) -> WatchEvent {
    match event {
        Event::ErasureOrdered { target, basis } => {
            let why = match basis {
                ErasureBasis::Retention { kept_days } => format!("kept for {kept_days} days"),
                ErasureBasis::Ordered { reason } => reason.to_string(),
            };
            about(line(Kind::ErasureOrdered), target).said(format!("{}: {why}", what(target)))
        }
        Event::PersonalDataErased { target } => about(line(Kind::PersonalDataErased), target).said(what(target)),
        Event::PersonalDataHeld { days, reason } => {
            line(Kind::PersonalDataHeld).said(format!("{}: {reason}", span(*days)))
        }
        Event::PersonalDataReleased { days, reason } => {
            line(Kind::PersonalDataReleased).said(format!("{}: {reason}", span(*days)))
        }
        _ => WatchEvent::default(),
    }
}

fn about(event: WatchEvent, target: &ErasureTarget) -> WatchEvent {
    match target {
        ErasureTarget::Day { .. } => event,
        ErasureTarget::Of { subject: ErasureSubject::Incident(id), .. } => event.incident(*id),
        ErasureTarget::Of { subject: ErasureSubject::Report(id), .. } => event.report(*id),
    }
}

fn what(target: &ErasureTarget) -> String {
    match target {
        ErasureTarget::Day { kind, day } => format!("{} of {day}", kind.as_str()),
        ErasureTarget::Of { subject: ErasureSubject::Incident(id), .. } => names::incident(*id),
        ErasureTarget::Of { subject: ErasureSubject::Report(id), .. } => names::report(*id),
    }
}

fn span(days: HeldDays) -> String {
    format!("{} to {}", days.first, days.last)
}

/// How long personal data is kept, and what is on its way to its end.
#[must_use]
pub fn retention(handle: &Handle, view: &View, now: EngineTime) -> proto::GetRetentionResponse {
    let privacy = view.privacy();
    let kinds = RetentionKind::ALL.map(|kind| {
        let kept = handle.kept_days(kind);
        let erased = privacy.days().iter().filter(|(erased, _)| *erased == kind).count();
        proto::KindRetention {
            kind: kind.number(),
            kept_days: handle.settings().retention.days(kind),
            oldest_day: kept.map(|(oldest, ..)| oldest.to_string()).unwrap_or_default(),
            readable_days_count: count(kept.map_or(0, |(.., days)| days)),
            erased_days_count: count(erased),
        }
    });
    let held = privacy.held().iter().map(|(days, reason)| proto::PersonalDataHold {
        first_day: days.first.to_string(),
        last_day: days.last.to_string(),
        reason: reason.to_string(),
    });
    proto::GetRetentionResponse {
        kinds: kinds.to_vec(),
        holds: held.collect(),
        pending_count: count(privacy.ordered().len()),
        time: Some(time(now)),
        as_of_sequence: view.sequence().get(),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
