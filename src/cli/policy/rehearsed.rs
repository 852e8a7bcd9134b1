//! What came of a rehearsal, in words.

use std::fmt::Write as _;

use super::super::words::{level, word};
use crate::api::proto::{
    Explanation, RehearsalCounts, RehearsalOutcome, RehearsedDifference, RehearsedDifferenceKind, RehearsedIncident,
    RehearsedResponseTimes, RehearsedTimes,
};

/// How many entries and reports that are not re-runnable are shown: of more, the count is.
const LISTED_MAX: usize = 20;

/// The outcome, over several lines.
pub(super) fn outcome(outcome: &RehearsalOutcome, towns: bool) -> String {
    let mut words = String::new();
    let mut line = |text: String| {
        let _infallible = writeln!(words, "{text}");
    };
    line(format!(
        "{} entries; the policies of the time, asked again: {} decisions, {} the same",
        outcome.entry_count, outcome.reproduced_count, outcome.reproduced_same_count
    ));
    for it in &outcome.reproduction_differences {
        let (then, now) = (units(&it.recorded_units), units(&it.units));
        line(format!("  entry {}: {then} then, {now} now: {}", it.sequence, it.cause));
    }
    if outcome.not_rerunnable_count > 0 {
        line(format!("  {} entries are not re-runnable", outcome.not_rerunnable_count));
    }
    for it in outcome.not_rerunnable.iter().take(LISTED_MAX) {
        line(format!("  entry {}: {}", it.sequence, it.cause));
    }
    let (Some(before), Some(after)) = (&outcome.before, &outcome.after) else { return words };
    line(format!("under the proposed policy, an estimate on {} fresh positions:", coverage(after)));
    line(format!("  {:<22}{:>16}{:>16}", "", "before", "after"));
    for (what, count) in COUNTS {
        line(format!("  {what:<22}{:>16}{:>16}", count(before), count(after)));
    }
    line("  until somebody was there, half / nine of ten".to_owned());
    for row in &outcome.response_times_by_level {
        line(times_row(&format!("level {}", level(row.level)), row));
    }
    for row in outcome.response_times.iter().filter(|_| towns) {
        let town = if row.zone.is_empty() { "no zone" } else { &row.zone };
        line(times_row(&format!("level {} {town}", level(row.level)), row));
    }
    if outcome.unread_report_count > 0 {
        line(format!(
            "{} reports are not re-runnable: taken with the keywords that were found then",
            outcome.unread_report_count
        ));
    }
    for it in outcome.unread_reports.iter().take(LISTED_MAX) {
        line(format!("  entry {}, {}, {}: {}", it.sequence, it.report, it.incident, it.cause));
    }
    line(format!("{} incidents decided otherwise", outcome.difference_count));
    words
}

/// What is counted, and how it is called.
type Count = (&'static str, fn(&RehearsalCounts) -> u64);

const COUNTS: [Count; 6] = [
    ("incidents", |it| it.incident_count),
    ("units sent", |it| it.sent_count),
    ("boundary crossings", |it| it.boundary_crossing_count),
    ("escalations", |it| it.escalation_count),
    ("pre-emptions", |it| it.preemption_count),
    ("short of a unit", |it| it.short_count),
];

fn coverage(counts: &RehearsalCounts) -> String {
    match (counts.sent_on_fresh_fix_count * 100).checked_div(counts.sent_count) {
        Some(percent) => format!("{percent} %"),
        None => "no".to_owned(),
    }
}

fn times_row(what: &str, row: &RehearsedResponseTimes) -> String {
    format!("  {what:<22}{:>16}{:>16}", times(row.before.as_ref()), times(row.after.as_ref()))
}

fn times(times: Option<&RehearsedTimes>) -> String {
    match times.filter(|times| times.arrived_count > 0) {
        Some(times) => format!("{} / {}", minutes(times.p50_ms), minutes(times.p90_ms)),
        None => "-".to_owned(),
    }
}

fn minutes(ms: u64) -> String {
    let seconds = ms / 1_000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// One incident that was decided otherwise, over three lines.
pub(super) fn difference(it: &RehearsedDifference) -> String {
    let number = it.before.as_ref().or(it.after.as_ref()).map(|story| story.number.as_str()).unwrap_or_default();
    let kind = word::<RehearsedDifferenceKind>(it.kind);
    format!("{number} {kind}\n  before: {}\n  after:  {}", story(it.before.as_ref()), story(it.after.as_ref()))
}

fn story(story: Option<&RehearsedIncident>) -> String {
    let Some(story) = story else { return "there is no such incident".to_owned() };
    let class = story.classification.clone().unwrap_or_default();
    let waited = if story.waited { ", waited" } else { "" };
    let plan = story.explanation.as_ref().map(plan).unwrap_or_default();
    format!(
        "{} level {} by {:?}, {} needed, {} went{waited}{plan}",
        class.type_code,
        level(class.level),
        class.rule,
        story.units_needed,
        units(&story.units)
    )
}

/// The plan, and the nearest units that were looked at.
fn plan(explanation: &Explanation) -> String {
    let considered = explanation.considered.iter().take(3).map(|it| {
        let why = word::<crate::api::proto::PassReason>(it.passed_over);
        let why = if why.is_empty() { "chosen".to_owned() } else { why };
        format!("{} {} {why}", unit(&it.unit), minutes(it.travel_time_ms))
    });
    let considered: Vec<_> = considered.collect();
    format!("; plan {:?}: {}", explanation.plan, considered.join(", "))
}

fn units(units: &[String]) -> String {
    if units.is_empty() { "nobody".to_owned() } else { units.iter().map(|it| unit(it)).collect::<Vec<_>>().join(", ") }
}

fn unit(name: &str) -> &str {
    name.strip_prefix("units/").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::proto::{Classification, NotRerunnable};

    #[test]
    fn an_outcome_is_a_table_and_says_that_it_is_an_estimate() {
        let counts =
            |sent| RehearsalCounts { sent_count: sent, sent_on_fresh_fix_count: 9, ..RehearsalCounts::default() };
        let times =
            |p50_ms| Some(RehearsedTimes { arrived_count: 1, p50_ms, p90_ms: 61_000, ..RehearsedTimes::default() });
        let row = RehearsedResponseTimes { level: 1, before: times(5_000), after: None, ..Default::default() };
        let not_rerunnable = |report: &str, cause: &str| NotRerunnable {
            sequence: 6,
            report: report.to_owned(),
            incident: "incidents/2".to_owned(),
            cause: cause.to_owned(),
            ..NotRerunnable::default()
        };
        let told = outcome(
            &RehearsalOutcome {
                entry_count: 7,
                reproduced_count: 3,
                reproduced_same_count: 3,
                before: Some(counts(10)),
                after: Some(counts(12)),
                response_times_by_level: vec![row],
                difference_count: 1,
                not_rerunnable_count: 1,
                not_rerunnable: vec![not_rerunnable("", "它的命令不明")],
                unread_report_count: 25,
                unread_reports: vec![not_rerunnable("reports/1", "was not looked into for 爆炸"); 25],
                ..RehearsalOutcome::default()
            },
            false,
        );
        let lines: Vec<_> = told.lines().map(str::trim_end).collect();
        assert_eq!(lines[0], "7 entries; the policies of the time, asked again: 3 decisions, 3 the same");
        assert_eq!(lines[1..3], ["  1 entries are not re-runnable", "  entry 6: 它的命令不明"]);
        assert_eq!(lines[3], "under the proposed policy, an estimate on 75 % fresh positions:");
        assert_eq!(lines[6], "  units sent                          10              12");
        assert_eq!(lines[12], "  level 1                    0:05 / 1:01               -");
        assert_eq!(lines[13], "25 reports are not re-runnable: taken with the keywords that were found then");
        assert_eq!(lines[14], "  entry 6, reports/1, incidents/2: was not looked into for 爆炸");
        assert_eq!(lines[14 + LISTED_MAX], "1 incidents decided otherwise");
    }

    #[test]
    fn a_difference_shows_both_courses() {
        let story = |level, rule: &str, units: &[&str]| RehearsedIncident {
            number: "2026-1123-0007".to_owned(),
            classification: Some(Classification {
                type_code: "traffic".to_owned(),
                level,
                rule: rule.to_owned(),
                ..Classification::default()
            }),
            units_needed: 1,
            units: units.iter().map(|unit| format!("units/{unit}")).collect(),
            ..RehearsedIncident::default()
        };
        let told = difference(&RehearsedDifference {
            kind: RehearsedDifferenceKind::Classified.into(),
            before: Some(story(3, "一般", &[])),
            after: Some(story(2, "从重", &["铁骑0012"])),
            ..RehearsedDifference::default()
        });
        assert_eq!(
            told,
            "2026-1123-0007 classified\n  before: traffic level 3 by \"一般\", 1 needed, nobody went\n  \
             after:  traffic level 2 by \"从重\", 1 needed, 铁骑0012 went"
        );
    }
}
