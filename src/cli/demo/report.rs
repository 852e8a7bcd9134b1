//! The tables at the end.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::atomic::Ordering;
use std::time::Duration;

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{Cell, CellAlignment, Table};

use super::check::{ReadBack, Verdict};
use super::ledger::{Ledger, Over};
use super::shift::Shift;
use crate::api::proto::{IncidentState, Level, WaitReason};
use crate::domain::unit::Tier;

/// How many faults of a check are told one by one.
const FAULTS_TOLD: usize = 5;
/// The share of work that may begin late before the figures are worth nothing.
const LATE_SHARE_MAX: f64 = 0.01;

/// Writes everything that is to be said at the end.
///
/// # Errors
/// When the terminal is gone.
pub(super) fn write(say: &mut impl Write, shift: &Shift, ledger: &Ledger, read_back: &ReadBack) -> io::Result<()> {
    writeln!(say, "{}", figures(shift, ledger, read_back))?;
    writeln!(say, "\nResponse time from the ring to the first unit of each tier at the scene, minutes:seconds")?;
    writeln!(say, "{}", response_times(ledger))?;
    for (reason, count) in shift.refusals() {
        writeln!(say, "refused or broken: {reason}: {count}")?;
    }
    Ok(())
}

/// Writes what the checks found.
///
/// # Errors
/// When the terminal is gone.
pub(super) fn write_verdicts(say: &mut impl Write, verdicts: &[Verdict]) -> io::Result<()> {
    let mut table = framed();
    table.set_header(["Check, by what radios and desks wrote down themselves", "Looked at", "Result"]);
    for verdict in verdicts {
        let result = if verdict.wrong.is_empty() { "PASS" } else { "FAIL" };
        table.add_row([Cell::new(verdict.what), number(verdict.looked_at), Cell::new(result)]);
    }
    writeln!(say, "\n{table}")?;
    for verdict in verdicts.iter().filter(|verdict| !verdict.wrong.is_empty()) {
        writeln!(say, "FAIL: {}: {} found", verdict.what, verdict.wrong.len())?;
        for fault in verdict.wrong.iter().take(FAULTS_TOLD) {
            writeln!(say, "  {fault}")?;
        }
    }
    Ok(())
}

/// Says whether the machine kept up with the city.
///
/// # Errors
/// When the terminal is gone.
pub(super) fn write_lag(say: &mut impl Write, shift: &Shift, speed: f64) -> io::Result<()> {
    let (share, latest) = shift.counts.lag();
    let latest_s = latest.as_secs_f64();
    if share <= LATE_SHARE_MAX {
        return writeln!(
            say,
            "\nThe machine kept up: {:.1} % of the work began more than 10 s of city time late, the latest {latest_s:.0} s.",
            share * 100.0
        );
    }
    writeln!(
        say,
        "\nThe machine did NOT keep up at {speed} times real time: {:.1} % of the work began more than 10 s of city time \
         late, the latest {latest_s:.0} s. Response times are too long by that. Try a lower --speed, or a release build.",
        share * 100.0
    )
}

fn figures(shift: &Shift, ledger: &Ledger, read_back: &ReadBack) -> Table {
    let orders = || ledger.orders.values().flatten();
    let over = |how: Over| size(orders().filter(|note| note.over.is_some_and(|(_, over)| over == how)).count());
    let found = |state: IncidentState| size(read_back.incidents.values().filter(|it| it.state == state).count());
    let waits = |reason: WaitReason| {
        let waiting = read_back.incidents.values().filter(|it| it.state == IncidentState::Waiting);
        waiting.filter(|it| it.wait_reason == reason).count()
    };
    let counts = &shift.counts;
    let mut table = framed();
    table.set_header(["", "Count", "Of these"]);
    let mut row = |what: &str, count: u64, of_these: String| {
        table.add_row([Cell::new(what), number(count), Cell::new(of_these)]);
    };
    row("Units on duty", counts.on_duty.load(Ordering::Relaxed), format!("{} by voice only", ledger.voice_only.len()));
    row(
        "Reports",
        size(ledger.reports.len()),
        format!("{} of incidents known already", ledger.reports.len().saturating_sub(ledger.incidents.len())),
    );
    row(
        "Incidents",
        size(ledger.incidents.len()),
        format!("{} closed, {} responding", found(IncidentState::Closed), found(IncidentState::Responding)),
    );
    row(
        "Dispatches",
        size(orders().count()),
        format!(
            "{} finished, {} declined, {} withdrawn, {} under way",
            over(Over::Finished),
            over(Over::Declined),
            over(Over::Withdrawn),
            orders().filter(|note| note.over.is_none()).count()
        ),
    );
    row(
        "Pending at the end",
        found(IncidentState::Waiting) + found(IncidentState::AwaitingDecision),
        format!(
            "{} for a place, {} for a unit, {} for a decision",
            waits(WaitReason::Unplaced),
            waits(WaitReason::NoUnitAvailable) + waits(WaitReason::NoPlan),
            found(IncidentState::AwaitingDecision)
        ),
    );
    row(
        "Positions",
        counts.fixes.load(Ordering::Relaxed),
        format!("{} more kept as evidence only", counts.fixes_kept_aside.load(Ordering::Relaxed)),
    );
    table
}

fn response_times(ledger: &Ledger) -> Table {
    let mut first: BTreeMap<(&str, Tier), Duration> = BTreeMap::new();
    for note in ledger.orders.values().flatten() {
        let Some(at) = note.arrived_at else { continue };
        let earliest = first.entry((&note.incident, note.tier)).or_insert(at);
        *earliest = (*earliest).min(at);
    }
    let mut times: BTreeMap<(Level, Tier), Vec<Duration>> = BTreeMap::new();
    for ((incident, tier), at) in first {
        if let Some(note) = ledger.incidents.get(incident) {
            times.entry((note.level, tier)).or_default().push(at.saturating_sub(note.rang_at));
        }
    }
    let mut table = framed();
    table.set_header(["Level", "Tier", "Incidents", "Median", "90 %"]);
    for ((level, tier), mut spans) in times {
        spans.sort();
        table.add_row([
            Cell::new(level_name(level)),
            Cell::new(tier.as_str()),
            number(size(spans.len())),
            right(clock(quantile(&spans, 50))),
            right(clock(quantile(&spans, 90))),
        ]);
    }
    table
}

/// The smallest span that so many percent do not exceed; the spans are sorted.
fn quantile(spans: &[Duration], percent: usize) -> Duration {
    let rank = (spans.len() * percent).div_ceil(100).max(1);
    spans.get(rank - 1).copied().unwrap_or_default()
}

const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Unspecified => "?",
        Level::One => "1",
        Level::Two => "2",
        Level::Three => "3",
        Level::Four => "4",
    }
}

/// Minutes and seconds.
fn clock(span: Duration) -> String {
    format!("{}:{:02}", span.as_secs() / 60, span.as_secs() % 60)
}

fn framed() -> Table {
    let mut table = Table::new();
    table.load_preset(UTF8_FULL_CONDENSED);
    table
}

fn number(count: u64) -> Cell {
    right(count.to_string())
}

fn right(text: String) -> Cell {
    Cell::new(text).set_alignment(CellAlignment::Right)
}

fn size(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_ranks() {
        let seconds = |all: &[u64]| all.iter().copied().map(Duration::from_secs).collect::<Vec<_>>();
        assert_eq!(quantile(&seconds(&[7]), 90), Duration::from_secs(7));
        assert_eq!(quantile(&seconds(&[1, 2, 3, 4]), 50), Duration::from_secs(2));
        assert_eq!(quantile(&seconds(&(1..=10).collect::<Vec<_>>()), 90), Duration::from_secs(9));
        assert_eq!(clock(Duration::from_secs(605)), "10:05");
    }
}
