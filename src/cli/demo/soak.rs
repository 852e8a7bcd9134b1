//! Days on end: what must not grow while the city goes on calling.
//!
//! Once in an hour of the city it is written down what the process holds, what lies on disk and how long answers took. At
//! the end the last whole day is held against the day before it, hour by hour the same load. The first day is not
//! compared: until its end closed incidents are still kept and not yet filed away.
//!
//! The process is the whole demonstration: what radios and desks note down themselves, some kilobytes a report, is in its
//! memory, too.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::check::Verdict;
use super::progress::time_of_day;
use super::shift::Shift;
use crate::cli::latency::Latency;
use crate::cli::process::Process;

/// How often it is looked, by the city's time.
const HOUR: Duration = Duration::from_hours(1);
/// Hours of a day.
const DAY_HOURS: usize = 24;
/// How many times as much as the day before the last day may need; answers wander with the machine.
const GROWTH_MAX: f64 = 1.1;
const SLOWER_MAX: f64 = 2.0;
/// How many more files may be open than at any time of the day before.
const MORE_FILES_MAX: f64 = 16.0;
/// A mebibyte.
const MIB: f64 = 1_048_576.0;

/// What was seen at the end of an hour.
#[derive(Clone, Debug, Default)]
pub(super) struct Hour {
    /// The time since midnight of the first day.
    at: Duration,
    /// Reports acknowledged so far.
    reports: usize,
    /// The memory that the process holds, in bytes.
    memory: u64,
    /// Files and sockets that it has open.
    open_files: u64,
    /// Entries on the record.
    entries: u64,
    /// Bytes of the journal's segments, which are laid out whole before they are filled.
    journal: u64,
    /// Bytes of the newest snapshot.
    snapshot: u64,
    /// Bytes of everything else on disk: tracks, records, keys.
    beside: u64,
    /// How long desks waited in this hour, in real time.
    answers: Latency,
}

/// Looks once an hour.
#[derive(Debug)]
pub(super) struct Soak {
    data: PathBuf,
    process: Process,
    next: Duration,
    hours: Vec<Hour>,
}

impl Soak {
    /// Begins to look at this process and its data folder.
    pub(super) fn new(data: &Path, now: Duration) -> Self {
        Self { data: data.to_owned(), process: Process(std::process::id()), next: now + HOUR, hours: Vec::new() }
    }

    /// The line of the hour that has ended; none when none has.
    ///
    /// # Errors
    /// When the data folder cannot be read.
    pub(super) fn look(&mut self, shift: &Shift) -> io::Result<Option<String>> {
        if shift.now() < self.next {
            return Ok(None);
        }
        self.next += HOUR;
        let journal = self.data.join("journal");
        let (segments, snapshots) = (bytes_in(&journal, "segment")?, bytes_in(&journal.join("snapshots"), "")?);
        let hour = Hour {
            at: shift.now(),
            reports: shift.ledger().reports.len(),
            memory: self.process.memory().unwrap_or(0),
            open_files: self.process.open_files().unwrap_or(0),
            entries: shift.entries(),
            journal: segments,
            snapshot: newest_in(&journal.join("snapshots"))?,
            beside: bytes_below(&self.data)?.saturating_sub(segments + snapshots),
            answers: shift.take_answers(),
        };
        let line = hour.line();
        self.hours.push(hour);
        Ok(Some(line))
    }

    /// What the last day shows against the day before; none when there are no two days behind the first.
    pub(super) fn growth(&self) -> Option<Vec<Verdict>> {
        let from = self.hours.len().checked_sub(2 * DAY_HOURS).filter(|from| *from >= DAY_HOURS)?;
        let (before, last) = self.hours.get(from..)?.split_at_checked(DAY_HOURS)?;
        let first = self.hours.get(from - 1)?;
        let told = |what: &'static str, measure: &dyn Fn(&[Hour], &Hour) -> f64, most: &dyn Fn(f64) -> f64| {
            let (then, now) = (measure(before, first), before.last().map_or(0.0, |it| measure(last, it)));
            let wrong = format!("{then:.2} on the day before, {now:.2} on the last: at most {:.2}", most(then));
            let looked_at = u64::try_from(2 * DAY_HOURS).unwrap_or(u64::MAX);
            Verdict { what, looked_at, wrong: if now <= most(then) { Vec::new() } else { vec![wrong] } }
        };
        let grown = |then: f64| then * GROWTH_MAX;
        Some(vec![
            told("memory does not grow (mean, MiB)", &|day, _| mean(day, |hour| whole(hour.memory) / MIB), &grown),
            told("open files do not grow (most)", &|day, _| most(day, |hour| whole(hour.open_files)), &|then| {
                then + MORE_FILES_MAX
            }),
            told("snapshots do not grow (mean, MiB)", &|day, _| mean(day, |hour| whole(hour.snapshot) / MIB), &grown),
            told("a report takes no more entries of the record", &entries_per_report, &grown),
            told("answers do not slow down (median of 99 %, ms)", &|day, _| slow_answers(day), &|then| {
                then * SLOWER_MAX
            }),
        ])
    }
}

impl Hour {
    fn line(&self) -> String {
        let ms = |share| self.answers.quantile_ms(share).unwrap_or(0.0);
        format!(
            "day {} {}  reports {:>6}  memory {:>6.0} MiB  files {:>5}  journal {:>7.1} MiB  snapshot {:>6.2} MiB  other \
             {:>7.1} MiB  answers {:>5}: 50 % {:>6.2} ms, 99 % {:>7.2} ms",
            1 + self.at.as_secs() / 86_400,
            time_of_day(self.at),
            self.reports,
            whole(self.memory) / MIB,
            self.open_files,
            whole(self.journal) / MIB,
            whole(self.snapshot) / MIB,
            whole(self.beside) / MIB,
            self.answers.count(),
            ms(0.5),
            ms(0.99),
        )
    }
}

/// Entries of a day by its reports; `before` is the hour before it.
fn entries_per_report(day: &[Hour], before: &Hour) -> f64 {
    let Some(end) = day.last() else { return 0.0 };
    let reports = end.reports.saturating_sub(before.reports).max(1);
    whole(end.entries.saturating_sub(before.entries)) / whole(u64::try_from(reports).unwrap_or(u64::MAX))
}

/// The median hour's 99 % of answers.
fn slow_answers(day: &[Hour]) -> f64 {
    let mut hours: Vec<_> = day.iter().filter_map(|hour| hour.answers.quantile_ms(0.99)).collect();
    hours.sort_by(f64::total_cmp);
    hours.get(hours.len() / 2).copied().unwrap_or(0.0)
}

fn mean(day: &[Hour], measure: impl Fn(&Hour) -> f64) -> f64 {
    day.iter().map(measure).sum::<f64>() / whole(u64::try_from(day.len().max(1)).unwrap_or(1))
}

fn most(day: &[Hour], measure: impl Fn(&Hour) -> f64) -> f64 {
    day.iter().map(measure).fold(0.0, f64::max)
}

#[expect(clippy::cast_precision_loss, reason = "bytes and counts for a person to read")]
const fn whole(count: u64) -> f64 {
    count as f64
}

/// The bytes of the files in a folder whose names end so; 0 where there is no such folder.
fn bytes_in(folder: &Path, ending: &str) -> io::Result<u64> {
    Ok(files(folder)?.iter().filter(|(path, _)| path.to_string_lossy().ends_with(ending)).map(|(_, bytes)| bytes).sum())
}

/// The bytes of the file in a folder whose name comes last; 0 where there is none.
fn newest_in(folder: &Path) -> io::Result<u64> {
    Ok(files(folder)?.into_iter().max().map_or(0, |(_, bytes)| bytes))
}

/// The bytes of all files in a folder and below it.
fn bytes_below(folder: &Path) -> io::Result<u64> {
    let mut bytes = bytes_in(folder, "")?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            bytes += bytes_below(&path)?;
        }
    }
    Ok(bytes)
}

/// The files of a folder with their sizes. One that goes away meanwhile is left out.
fn files(folder: &Path) -> io::Result<Vec<(PathBuf, u64)>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if let Ok(known) = fs::metadata(&path)
            && known.is_file()
        {
            all.push((path, known.len()));
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many hours of a city that is always the same, but for what `change` does to each.
    fn soak(hours: u64, change: impl Fn(u64, &mut Hour)) -> Soak {
        let hours = (1..=hours).map(|number| {
            let mut answers = Latency::default();
            answers.record(Duration::from_millis(5));
            let reports = usize::try_from(number * 300).expect("small");
            let mut hour = Hour {
                at: HOUR * u32::try_from(number).expect("small"),
                reports,
                memory: 300 << 20,
                open_files: 4_000,
                entries: number * 300 * 12,
                journal: number * 300 * 9_000,
                snapshot: 2 << 20,
                beside: number << 20,
                answers,
            };
            change(number, &mut hour);
            hour
        });
        Soak { data: PathBuf::new(), process: Process(0), next: HOUR, hours: hours.collect() }
    }

    fn faults(soak: &Soak) -> Vec<&'static str> {
        let verdicts = soak.growth().expect("three days");
        assert_eq!(verdicts.len(), 5);
        verdicts.into_iter().filter(|verdict| !verdict.wrong.is_empty()).map(|verdict| verdict.what).collect()
    }

    #[test]
    fn a_city_that_stays_the_same_has_not_grown() {
        assert_eq!(faults(&soak(72, |_, _| {})), [""; 0]);
        assert!(soak(71, |_, _| {}).growth().is_none(), "two days behind the first are wanted");
    }

    #[test]
    fn whatever_grows_is_named() {
        assert_eq!(faults(&soak(72, |number, hour| hour.memory += number << 22)), ["memory does not grow (mean, MiB)"]);
        assert_eq!(faults(&soak(72, |number, hour| hour.open_files += number)), ["open files do not grow (most)"]);
        assert_eq!(
            faults(&soak(72, |number, hour| hour.snapshot += number << 15)),
            ["snapshots do not grow (mean, MiB)"]
        );
        let longer = soak(72, |number, hour| hour.entries += number * number * 20);
        assert_eq!(faults(&longer), ["a report takes no more entries of the record"]);
        let slower = soak(96, |number, hour| {
            if number > 72 {
                hour.answers = Latency::default();
                hour.answers.record(Duration::from_millis(11));
            }
        });
        assert_eq!(faults(&slower), ["answers do not slow down (median of 99 %, ms)"]);
    }

    #[test]
    fn what_lies_on_disk_is_added_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let journal = folder.path().join("journal");
        fs::create_dir_all(journal.join("snapshots")).expect("a folder");
        for (name, bytes) in
            [("1.segment", 100), ("2.segment", 50), ("lock", 1), ("snapshots/1", 30), ("snapshots/2", 20)]
        {
            fs::write(journal.join(name), vec![0; bytes]).expect("a file");
        }
        assert_eq!(bytes_in(&journal, "segment").ok(), Some(150));
        assert_eq!(newest_in(&journal.join("snapshots")).ok(), Some(20));
        assert_eq!(bytes_below(folder.path()).ok(), Some(201));
        assert_eq!(newest_in(&journal.join("nothing")).ok(), Some(0));
    }
}
