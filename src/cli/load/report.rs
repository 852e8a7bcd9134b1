//! What a run found: phases with their latencies, what gave way, and which promises held; as a table or as JSON.

use std::collections::BTreeMap;
use std::io::Write;

use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;

use super::subject::Usage;
use super::tally::{Tallies, Tally, Work};
use crate::cli::failure::Failure;
use crate::cli::latency::Latency;

/// Shown where nothing was measured.
const NOTHING: &str = "-";
/// A mebibyte.
const MIB: f64 = 1_048_576.0;

/// Everything that a run found.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// Which profile.
    pub(super) profile: String,
    /// Under what conditions: one line each.
    pub(super) conditions: Vec<String>,
    /// What was found out before the load, such as what fills a core.
    pub(super) facts: Vec<Fact>,
    /// The phases in order.
    pub(super) phases: Vec<Phase>,
    /// Which kind of work suffered first, in the phase under load.
    pub(super) gave_way: Vec<GaveWay>,
    /// What the profile promises.
    pub(super) promises: Vec<Promise>,
}

/// One figure.
#[derive(Debug, Serialize)]
pub(super) struct Fact {
    /// Of what.
    pub(super) what: String,
    /// The figure.
    pub(super) figure: f64,
    /// In what unit.
    pub(super) unit: &'static str,
}

impl Fact {
    /// One figure.
    pub(super) fn new(what: impl Into<String>, figure: f64, unit: &'static str) -> Self {
        Self { what: what.into(), figure, unit }
    }
}

/// A part of the run.
#[derive(Debug, Serialize)]
pub(super) struct Phase {
    /// Such as `idle`.
    pub(super) name: &'static str,
    /// What the daemon used; absent when its process is not known.
    pub(super) usage: Option<Usage>,
    /// By kind of work.
    pub(super) rows: Vec<Row>,
}

/// One kind of work in one phase.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// Which.
    pub(super) work: Work,
    /// By which the daemon sheds it.
    pub(super) class: &'static str,
    /// What was due; positions in fixes.
    pub(super) offered: u64,
    /// What was answered.
    pub(super) answered: u64,
    /// What was refused, by reason.
    pub(super) refused: BTreeMap<String, u64>,
    /// What got no answer.
    pub(super) unanswered: u64,
    /// What the generator kept back.
    pub(super) unsent: u64,
    /// What was sent again.
    pub(super) retried: u64,
    /// Answers a second.
    pub(super) answered_per_second: f64,
    /// Half were faster, from due to answered.
    pub(super) p50_ms: Option<f64>,
    /// 90 of 100 were faster.
    pub(super) p90_ms: Option<f64>,
    /// 99 of 100 were faster.
    pub(super) p99_ms: Option<f64>,
    /// 999 of 1,000 were faster.
    pub(super) p999_ms: Option<f64>,
    /// The slowest.
    pub(super) max_ms: Option<f64>,
}

/// A kind of work that was not served as asked.
#[derive(Debug, Serialize)]
pub(super) struct GaveWay {
    /// Which.
    pub(super) work: Work,
    /// When it first went wrong, in seconds since the load began.
    pub(super) after_s: f64,
    /// Which share of what was offered got no good answer.
    pub(super) share: f64,
}

/// Something that the profile promises.
#[derive(Debug, Serialize)]
pub(super) struct Promise {
    /// What.
    pub(super) what: String,
    /// What was found.
    pub(super) found: String,
    /// Whether it held.
    pub(super) held: bool,
}

impl Phase {
    /// A phase of so many seconds.
    pub(super) fn new(name: &'static str, seconds: f64, usage: Option<Usage>, tallies: &Tallies) -> Self {
        let rows = tallies.iter().map(|(work, tally)| Row::new(*work, tally, seconds)).collect();
        Self { name, usage, rows }
    }
}

impl Row {
    #[expect(clippy::cast_precision_loss, reason = "counts of minutes")]
    fn new(work: Work, tally: &Tally, seconds: f64) -> Self {
        let quantile = |share| tally.latency.quantile_ms(share);
        Self {
            work,
            class: work.class(),
            offered: tally.offered,
            answered: tally.answered,
            refused: tally.refused.clone(),
            unanswered: tally.unanswered,
            unsent: tally.unsent,
            retried: tally.retried,
            answered_per_second: tally.answered as f64 / seconds.max(0.001),
            p50_ms: quantile(0.5),
            p90_ms: quantile(0.9),
            p99_ms: quantile(0.99),
            p999_ms: quantile(0.999),
            max_ms: tally.latency.max_ms(),
        }
    }
}

/// What suffered, the first first.
#[expect(clippy::cast_precision_loss, reason = "counts of minutes")]
pub(super) fn gave_way(tallies: &Tallies) -> Vec<GaveWay> {
    let mut all: Vec<_> = tallies
        .iter()
        .filter_map(|(work, tally)| {
            let lost = tally.refused_in_all() + tally.unanswered + tally.unsent;
            let share = lost as f64 / tally.offered.max(1) as f64;
            Some(GaveWay { work: *work, after_s: tally.first_trouble_ms? as f64 / 1_000.0, share })
        })
        .collect();
    all.sort_by(|one, other| one.after_s.total_cmp(&other.after_s));
    all
}

/// What flood and storm promise of their reports.
pub(super) const LEVEL_1_ANSWERED: &str = "every level 1 report is answered";

/// Every report was answered.
pub(super) fn all_answered(what: &str, loaded: &Tally) -> Promise {
    Promise {
        what: what.to_owned(),
        found: format!(
            "{} of {}; {} refused, {} unanswered, {} not sent",
            loaded.answered,
            loaded.offered,
            loaded.refused_in_all(),
            loaded.unanswered,
            loaded.unsent
        ),
        held: loaded.offered > 0 && loaded.answered == loaded.offered,
    }
}

/// The 99 % latency of some reports under load stays below so many times that of others.
pub(super) fn stays_under(whose: &str, (others, idle): (&str, &Latency), loaded: &Latency, times: f64) -> Promise {
    let what = format!("p99 of {whose} stays under {times} times {others}");
    match (idle.quantile_ms(0.99), loaded.quantile_ms(0.99)) {
        (Some(idle_ms), Some(loaded_ms)) => {
            let ratio = loaded_ms / idle_ms.max(0.001);
            let counts = (idle.count(), loaded.count());
            let found =
                format!("{ratio:.2} times: {loaded_ms:.2} ms of {}, else {idle_ms:.2} ms of {}", counts.1, counts.0);
            Promise { what, found, held: ratio < times }
        }
        _ => Promise { what, found: "nothing was measured".to_owned(), held: false },
    }
}

impl Report {
    /// Whether every promise held.
    pub(super) fn held(&self) -> bool {
        self.promises.iter().all(|promise| promise.held)
    }

    /// Writes it for people.
    ///
    /// # Errors
    /// When the output is gone.
    pub(super) fn write(&self, say: &mut impl Write) -> Result<(), Failure> {
        for line in &self.conditions {
            writeln!(say, "{line}")?;
        }
        for fact in &self.facts {
            writeln!(say, "  {}: {:.2} {}", fact.what, fact.figure, fact.unit)?;
        }
        for phase in &self.phases {
            write_phase(say, phase)?;
        }
        if !self.gave_way.is_empty() {
            writeln!(say, "\nWhat gave way, the first first:")?;
        }
        for gave in &self.gave_way {
            let (words, class) = (gave.work.words(), gave.work.class());
            writeln!(say, "  {words} ({class}) after {:.1} s: {:.2} % lost", gave.after_s, gave.share * 100.0)?;
        }
        writeln!(say, "\nPromises:")?;
        for promise in &self.promises {
            let verdict = if promise.held { "held  " } else { "BROKEN" };
            writeln!(say, "  {verdict}  {}: {}", promise.what, promise.found)?;
        }
        Ok(())
    }
}

fn write_phase(say: &mut impl Write, phase: &Phase) -> Result<(), Failure> {
    write!(say, "\n{}", phase.name)?;
    if let Some(usage) = &phase.usage {
        write!(
            say,
            ": {:.1} s, the daemon used {:.2} cores, memory {:.0} MiB, at most {:.0}, then {:.0}",
            usage.seconds,
            usage.cores,
            mib(usage.memory_before),
            mib(usage.memory_peak),
            mib(usage.memory_after)
        )?;
    }
    writeln!(say)?;
    if phase.rows.is_empty() {
        return Ok(());
    }
    let mut table = Table::new();
    let headings = [
        "WORK", "CLASS", "OFFERED", "ANSWERED", "REFUSED", "SILENT", "UNSENT", "PER S", "P50 MS", "P90", "P99",
        "P99.9", "MAX",
    ];
    table.load_preset(presets::NOTHING).set_header(headings);
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 2));
        if index > 1 {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for row in &phase.rows {
        table.add_row([
            row.work.words().to_owned(),
            row.class.to_owned(),
            row.offered.to_string(),
            row.answered.to_string(),
            row.refused.values().sum::<u64>().to_string(),
            row.unanswered.to_string(),
            row.unsent.to_string(),
            format!("{:.0}", row.answered_per_second),
            figure(row.p50_ms),
            figure(row.p90_ms),
            figure(row.p99_ms),
            figure(row.p999_ms),
            figure(row.max_ms),
        ]);
    }
    for line in table.lines() {
        writeln!(say, "  {}", line.trim_end())?;
    }
    for row in phase.rows.iter().filter(|row| !row.refused.is_empty()) {
        let reasons: Vec<_> = row.refused.iter().map(|(reason, count)| format!("{reason} {count}")).collect();
        writeln!(say, "  {} refused: {}", row.work.words(), reasons.join(", "))?;
    }
    Ok(())
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| NOTHING.to_owned(), |value| format!("{value:.2}"))
}

/// Bytes in mebibytes.
#[expect(clippy::cast_precision_loss, reason = "the memory of one process")]
pub(super) fn mib(bytes: u64) -> f64 {
    bytes as f64 / MIB
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn tally(answered: u64, each: Duration) -> Tally {
        let mut tally = Tally { offered: answered, answered, ..Tally::default() };
        for _ in 0..answered {
            tally.latency.record(each);
        }
        tally
    }

    #[test]
    fn a_promise_is_broken_by_one_report_and_by_three_times_the_latency() {
        let than = |idle: &Latency, loaded: &Latency| stays_under("these", ("those", idle), loaded, 3.0);
        let (idle, loaded) = (tally(500, Duration::from_millis(2)), tally(500, Duration::from_millis(5)));
        assert!(all_answered("answered", &loaded).held && than(&idle.latency, &loaded.latency).held);
        let slow = tally(500, Duration::from_millis(7));
        assert!(!than(&idle.latency, &slow.latency).held);
        let one_short = Tally { offered: 501, unanswered: 1, ..loaded };
        assert!(!all_answered("answered", &one_short).held && !all_answered("answered", &Tally::default()).held);
        assert!(!than(&Latency::default(), &slow.latency).held, "nothing measured is nothing held");
    }

    #[test]
    fn what_suffered_first_stands_first() {
        let lost = |ms| Tally { offered: 4, answered: 3, unsent: 1, first_trouble_ms: Some(ms), ..Tally::default() };
        let tallies = Tallies::from([
            (Work::Note, lost(900)),
            (Work::ListUnits, lost(100)),
            (Work::UrgentReport, tally(5, Duration::from_millis(1))),
        ]);
        let order: Vec<_> = gave_way(&tallies).into_iter().map(|gave| (gave.work, gave.share)).collect();
        assert_eq!(order, [(Work::ListUnits, 0.25), (Work::Note, 0.25)]);
    }
}
