//! What came of a rehearsal.

use std::collections::BTreeSet;
use std::time::Duration;

use super::super::names;
use super::super::proto;
use super::super::twins::Twin;
use super::{classification, explanation, time};
use crate::domain::ids::UnitId;
use crate::rehearsal::compare::{Difference, Kind};
use crate::rehearsal::outcome::{Counts, ResponseTimes, Story};
use crate::rehearsal::run::{Estimate, Rehearsal};
use crate::rehearsal::same::{Differently, NotRerunnable};
use crate::rehearsal::unread::UnreadReport;

/// The outcome, and every incident that was decided otherwise.
pub fn rehearsal(
    rehearsal: &Rehearsal,
) -> (proto::RehearsalOutcome, impl Iterator<Item = proto::RehearsedDifference> + '_) {
    let again = &rehearsal.reproduction;
    let mut outcome = proto::RehearsalOutcome {
        entry_count: rehearsal.entries,
        policy_hash: rehearsal.policy.map(|hash| hash.to_string()).unwrap_or_default(),
        reproduced_count: again.decisions,
        reproduced_same_count: again.same,
        reproduction_differences: again.differently.iter().map(differently).collect(),
        not_rerunnable_count: again.not_rerunnable,
        not_rerunnable: again.listed.iter().map(not_rerunnable).collect(),
        ..proto::RehearsalOutcome::default()
    };
    if let Some(estimate) = &rehearsal.estimate {
        outcome.proposed_hash = estimate.policy.to_string();
        outcome.before = Some(counts(&estimate.before.counts));
        outcome.after = Some(counts(&estimate.after.counts));
        outcome.response_times = response_times(estimate);
        outcome.response_times_by_level = response_times_by_level(estimate);
        outcome.difference_count = estimate.differences.len() as u64;
        outcome.unread_report_count = estimate.unread.count;
        outcome.unread_reports = estimate.unread.listed.iter().map(unread).collect();
    }
    let differences = rehearsal.estimate.iter().flat_map(|estimate| &estimate.differences);
    (outcome, differences.map(difference))
}

fn units(units: &[UnitId]) -> Vec<String> {
    units.iter().map(names::unit).collect()
}

fn differently(it: &Differently) -> proto::ReproductionDifference {
    proto::ReproductionDifference {
        sequence: it.sequence.get(),
        record_time: Some(time(it.at)),
        incident: names::incident(it.incident),
        recorded_units: units(&it.then.units),
        units: units(&it.now.units),
        cause: it.cause.to_string(),
    }
}

fn not_rerunnable(it: &NotRerunnable) -> proto::NotRerunnable {
    proto::NotRerunnable {
        sequence: it.sequence.get(),
        record_time: Some(time(it.at)),
        cause: it.why.to_string(),
        ..proto::NotRerunnable::default()
    }
}

fn unread(it: &UnreadReport) -> proto::NotRerunnable {
    proto::NotRerunnable {
        sequence: it.sequence.get(),
        record_time: Some(time(it.at)),
        report: names::report(it.report),
        incident: names::incident(it.incident),
        cause: it.to_string(),
    }
}

const fn counts(counts: &Counts) -> proto::RehearsalCounts {
    proto::RehearsalCounts {
        incident_count: counts.incidents,
        sent_count: counts.sent,
        sent_on_fresh_fix_count: counts.sent_on_fresh_fix,
        boundary_crossing_count: counts.boundary_crossings,
        escalation_count: counts.escalations,
        preemption_count: counts.preemptions,
        short_count: counts.short,
    }
}

fn response_times(estimate: &Estimate) -> Vec<proto::RehearsedResponseTimes> {
    let (before, after) = (estimate.before.response_times(), estimate.after.response_times());
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let rows = keys.into_iter().map(|key| proto::RehearsedResponseTimes {
        level: Twin::number(key.0),
        zone: key.1.as_ref().map(ToString::to_string).unwrap_or_default(),
        before: before.get(key).map(times),
        after: after.get(key).map(times),
    });
    rows.collect()
}

fn response_times_by_level(estimate: &Estimate) -> Vec<proto::RehearsedResponseTimes> {
    let (before, after) = (estimate.before.response_times_by_level(), estimate.after.response_times_by_level());
    let levels: BTreeSet<_> = before.keys().chain(after.keys()).copied().collect();
    let rows = levels.into_iter().map(|level| proto::RehearsedResponseTimes {
        level: Twin::number(level),
        zone: String::new(),
        before: before.get(&level).map(times),
        after: after.get(&level).map(times),
    });
    rows.collect()
}

fn times(times: &ResponseTimes) -> proto::RehearsedTimes {
    let ms = |span: Duration| u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
    proto::RehearsedTimes {
        arrived_count: times.arrived,
        unattended_count: times.unattended,
        p50_ms: ms(times.p50),
        p90_ms: ms(times.p90),
    }
}

fn difference(it: &Difference) -> proto::RehearsedDifference {
    use proto::RehearsedDifferenceKind as Word;
    let kind = match it.kind {
        Kind::Classified => Word::Classified,
        Kind::Planned => Word::Planned,
        Kind::Units => Word::Units,
        Kind::Opened => Word::Opened,
    };
    proto::RehearsedDifference {
        incident: names::incident(it.incident),
        kind: kind.into(),
        before: it.before.as_ref().map(story),
        after: it.after.as_ref().map(story),
    }
}

fn story(story: &Story) -> proto::RehearsedIncident {
    proto::RehearsedIncident {
        number: story.number.to_string(),
        open_time: Some(time(story.opened_at)),
        classification: Some(classification(&story.classification)),
        zone: story.town.as_ref().map(ToString::to_string).unwrap_or_default(),
        units_needed: story.units_needed,
        units: units(&story.units),
        waited: story.waited,
        arrive_time: story.arrived_at.map(time),
        explanation: story.explanation.as_deref().map(explanation),
    }
}
