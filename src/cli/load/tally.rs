//! What came of the work: counts and latencies by kind, as they travel from the workers to the table.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::cli::latency::Latency;
use crate::runtime::clock::Stopwatch;

/// A kind of work that the generator offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Work {
    /// Anything is reported, whatever its level turns out to be.
    Report,
    /// A report of level 1.
    UrgentReport,
    /// A report of level 2.
    SecondLevelReport,
    /// A report of level 3.
    ThirdLevelReport,
    /// A report of level 4.
    FourthLevelReport,
    /// A unit says that it has finished.
    Finish,
    /// An incident is closed.
    Close,
    /// A damage-only accident is reported.
    OtherReport,
    /// A note is written.
    Note,
    /// A page of a thousand incidents.
    ListIncidents,
    /// A page of a thousand units.
    ListUnits,
    /// Who would be sent.
    RecommendUnits,
    /// One incident with everything.
    GetIncident,
    /// Positions of a gateway, hundreds in a message.
    PositionsInBatches,
    /// Positions of radios, one in a message.
    PositionsSingly,
    /// A watch of the whole city that nobody reads.
    StalledWatch,
    /// A radio on its own connection.
    Radio,
}

impl Work {
    /// As the table has it.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Report => "report, any level",
            Self::UrgentReport => "report, level 1",
            Self::SecondLevelReport => "report, level 2",
            Self::ThirdLevelReport => "report, level 3",
            Self::FourthLevelReport => "report, level 4",
            Self::Finish => "unit has finished",
            Self::Close => "close incident",
            Self::OtherReport => "report, other levels",
            Self::Note => "note",
            Self::ListIncidents => "list incidents",
            Self::ListUnits => "list units",
            Self::RecommendUnits => "recommend units",
            Self::GetIncident => "get incident",
            Self::PositionsInBatches => "positions, in batches",
            Self::PositionsSingly => "positions, singly",
            Self::StalledWatch => "watch, not read",
            Self::Radio => "radio",
        }
    }

    /// The class by which a daemon sheds it.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::UrgentReport | Self::Finish => "level 1",
            Self::Report
            | Self::SecondLevelReport
            | Self::ThirdLevelReport
            | Self::FourthLevelReport
            | Self::Close
            | Self::OtherReport
            | Self::Note => "commands",
            Self::ListIncidents | Self::ListUnits | Self::RecommendUnits | Self::GetIncident => "queries",
            Self::PositionsInBatches | Self::PositionsSingly => "positions",
            Self::StalledWatch => "watchers",
            Self::Radio => "devices",
        }
    }
}

/// What came of one kind of work. Positions are counted in fixes, everything else in calls.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Tally {
    /// What was due.
    pub(super) offered: u64,
    /// What was answered with what was asked for.
    pub(super) answered: u64,
    /// What the daemon said no to, by its reason.
    pub(super) refused: BTreeMap<String, u64>,
    /// What was sent and got no answer.
    pub(super) unanswered: u64,
    /// What the generator kept back, since what was sent before still waited.
    pub(super) unsent: u64,
    /// What was sent again under the same request id.
    pub(super) retried: u64,
    /// When the first of it went wrong, in milliseconds since the beginning.
    pub(super) first_trouble_ms: Option<u64>,
    /// From due to answered.
    pub(super) latency: Latency,
}

impl Tally {
    /// How much was refused for any reason.
    pub(super) fn refused_in_all(&self) -> u64 {
        self.refused.values().sum()
    }

    fn absorb(&mut self, other: &Self) {
        self.offered += other.offered;
        self.answered += other.answered;
        for (reason, count) in &other.refused {
            *self.refused.entry(reason.clone()).or_default() += count;
        }
        self.unanswered += other.unanswered;
        self.unsent += other.unsent;
        self.retried += other.retried;
        self.first_trouble_ms = self.first_trouble_ms.into_iter().chain(other.first_trouble_ms).min();
        self.latency.absorb(&other.latency);
    }
}

/// Tallies by kind of work.
pub(super) type Tallies = BTreeMap<Work, Tally>;

/// Adds tallies to others.
pub(super) fn absorb(into: &mut Tallies, other: &Tallies) {
    for (work, tally) in other {
        into.entry(*work).or_default().absorb(tally);
    }
}

/// The book that everybody of one process writes into. Its time begins when it is opened.
#[derive(Debug)]
pub(super) struct Book {
    opened: Stopwatch,
    tallies: Mutex<Tallies>,
}

impl Book {
    /// An empty book.
    pub(super) fn open() -> Self {
        Self { opened: Stopwatch::start(), tallies: Mutex::default() }
    }

    /// The time since it was opened.
    pub(super) fn now(&self) -> Duration {
        self.opened.elapsed()
    }

    /// So much became due.
    pub(super) fn offered(&self, work: Work, count: u64) {
        self.change(work, |tally| tally.offered += count);
    }

    /// So much that was due then has its answer.
    pub(super) fn answered(&self, work: Work, count: u64, due: Duration) {
        let latency = self.now().saturating_sub(due);
        self.change(work, |tally| {
            tally.answered += count;
            tally.latency.record(latency);
        });
    }

    /// The daemon said no.
    pub(super) fn refused(&self, work: Work, count: u64, reason: &str) {
        self.trouble(work, |tally| *tally.refused.entry(reason.to_owned()).or_default() += count);
    }

    /// Nobody answered.
    pub(super) fn unanswered(&self, work: Work, count: u64) {
        self.trouble(work, |tally| tally.unanswered += count);
    }

    /// There was no room to send it.
    pub(super) fn unsent(&self, work: Work, count: u64) {
        self.trouble(work, |tally| tally.unsent += count);
    }

    /// It was sent once more.
    pub(super) fn retried(&self, work: Work) {
        self.trouble(work, |tally| tally.retried += 1);
    }

    /// How a call ended that was due then.
    pub(super) fn ended<T>(&self, work: Work, due: Duration, outcome: Result<T, Status>) -> Option<T> {
        match outcome {
            Ok(answer) => {
                self.answered(work, 1, due);
                return Some(answer);
            }
            Err(status) => match refusal(&status) {
                Some(reason) => self.refused(work, 1, &reason),
                None => self.unanswered(work, 1),
            },
        }
        None
    }

    /// What was written so far.
    pub(super) fn tallies(&self) -> Tallies {
        self.open_page().clone()
    }

    fn trouble(&self, work: Work, write: impl FnOnce(&mut Tally)) {
        let now_ms = u64::try_from(self.now().as_millis()).unwrap_or(u64::MAX);
        self.change(work, |tally| {
            tally.first_trouble_ms.get_or_insert(now_ms);
            write(tally);
        });
    }

    fn change(&self, work: Work, write: impl FnOnce(&mut Tally)) {
        write(self.open_page().entry(work).or_default());
    }

    fn open_page(&self) -> MutexGuard<'_, Tallies> {
        self.tallies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why the daemon said no; none when it said nothing, so that nobody knows what became of it.
pub(super) fn refusal(status: &Status) -> Option<String> {
    if let Some(info) = status.get_error_details().error_info() {
        return Some(info.reason.clone());
    }
    let silent = [Code::Unavailable, Code::Unknown, Code::Cancelled, Code::DeadlineExceeded, Code::Internal];
    (!silent.contains(&status.code())).then(|| format!("{:?}", status.code()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_refused_is_told_from_what_nobody_answered() {
        let book = Book::open();
        let due = Duration::ZERO;
        let no = |code| Err::<(), _>(Status::new(code, "no"));
        assert_eq!(book.ended(Work::Note, due, Ok(7)), Some(7));
        assert_eq!(book.ended(Work::Note, due, no(Code::ResourceExhausted)), None);
        assert_eq!(book.ended(Work::Note, due, no(Code::Unavailable)), None);
        let mut all = book.tallies();
        absorb(&mut all, &book.tallies());
        let tally = &all[&Work::Note];
        assert_eq!((tally.answered, tally.refused_in_all(), tally.unanswered), (2, 2, 2));
        assert_eq!(tally.refused.keys().collect::<Vec<_>>(), ["ResourceExhausted"]);
        assert!(tally.first_trouble_ms.is_some());
    }
}
