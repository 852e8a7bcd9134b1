//! The handle: what everyone outside the runtime may do with a running daemon.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use thiserror::Error;
use tokio::sync::{oneshot, watch};
use uuid::Builder;

use super::board::{Board, View};
use super::class::{Class, Lane, PerClass};
use super::clock::{Clock, Stopwatch};
use super::feed::Feed;
use super::inbox::{Inbox, Taken};
use super::map::TrackerMap;
use super::pressure::Pressure;
use super::refusals::Refusals;
use super::rest::Rest;
use super::sequencer::Submission;
use super::settings::RuntimeSettings;
use super::track_sink::TrackSink;
use crate::domain::answer::Answer;
use crate::domain::command::Envelope;
use crate::domain::disk::DiskState;
use crate::domain::ids::{CommandId, IncidentId, ReportId};
use crate::domain::incident::ArchivedIncident;
use crate::domain::position::{Fix, FixVerdict};
use crate::domain::rejection::Rejection;
use crate::domain::report::CallerMark;
use crate::domain::sealed::KeyDay;
use crate::domain::time::EngineTime;
use crate::journal::disk::RealDisk;
use crate::journal::heads::log::HeadLog;
use crate::records::{Records, RecordsReader};
use crate::telemetry::names;
use crate::tracker::table::Tracker;
use crate::vault::{Vault, VaultError};

/// How many slips are left of a sheet when the next one is made.
const SLIPS_LEFT_MIN: u32 = 512;

/// Who waits for an answer, in which queue, and for how long in each stage.
#[derive(Debug)]
pub struct ReplyTo {
    sender: oneshot::Sender<Result<Arc<Answer>, Rejection>>,
    /// The queue, for metrics.
    pub(super) class: Class,
    /// Since when it is in its stage, for metrics: the laps of a command add up to the time that it took.
    pub(super) stage: Stopwatch,
}

impl ReplyTo {
    pub(super) fn new(sender: oneshot::Sender<Result<Arc<Answer>, Rejection>>, class: Class) -> Self {
        Self { sender, class, stage: Stopwatch::start() }
    }

    /// Answers; whoever has gone meanwhile can ask again by its request id.
    pub(super) fn send(self, outcome: Result<Arc<Answer>, Rejection>) {
        drop(self.sender.send(outcome));
    }
}

/// Why a command has no answer.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Refusal {
    /// It was refused; nothing changed.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The daemon is stopping or has failed: whether it was carried out is known after a restart, by its request id.
    #[error("the daemon is stopping: retry with the same request id")]
    Stopping,
    /// Too many of its class wait; nothing changed.
    #[error("no room for more: {max} commands of the class {} wait already", class.as_str())]
    Busy {
        /// The class.
        class: Class,
        /// How many may wait.
        max: usize,
        /// When to come back.
        retry_after: Duration,
    },
    /// The disk is nearly full; nothing changed.
    #[error("the disk is nearly full: only what concerns levels 1 and 2, and what units say of themselves, is taken")]
    DiskLow,
}

/// A command that was put in and whose outcome is awaited. Dropping it forgets the outcome, not the command.
#[derive(Debug)]
pub struct Pending {
    answer: oneshot::Receiver<Result<Arc<Answer>, Rejection>>,
}

impl Pending {
    pub(super) const fn new(answer: oneshot::Receiver<Result<Arc<Answer>, Rejection>>) -> Self {
        Self { answer }
    }

    /// Waits until the outcome is on disk. It may be awaited again after it was interrupted, but not after it answered.
    ///
    /// # Errors
    /// When the command was refused or the daemon is stopping.
    pub async fn outcome(&mut self) -> Result<Arc<Answer>, Refusal> {
        match (&mut self.answer).await {
            Ok(outcome) => Ok(outcome?),
            // The thread that would have answered is gone: the journal failed or the daemon stopped.
            Err(_) => Err(Refusal::Stopping),
        }
    }
}

/// A handle on a running daemon; clones share it.
#[derive(Clone, Debug)]
pub struct Handle {
    pub(super) shared: Arc<Shared>,
}

/// What the threads and tasks of a daemon share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) settings: Arc<RuntimeSettings>,
    pub(super) clock: Arc<Clock>,
    pub(super) inbox: Inbox<Lane, Submission<ReplyTo>>,
    /// How each class of the inbox fares, for whoever is turned away.
    pub(super) pressure: PerClass<Pressure>,
    /// What is left of the disk.
    pub(super) disk: watch::Sender<DiskState>,
    pub(super) board: Board,
    pub(super) map: TrackerMap,
    pub(super) vault: RwLock<Vault<RealDisk>>,
    pub(super) tracks: TrackSink,
    /// For the thread that writes them, which may hold them for as long as it takes to read a journal.
    pub(super) records: Mutex<Records>,
    /// For whoever asks about an incident that has left memory, beside that thread.
    pub(super) archive: Mutex<RecordsReader>,
    pub(super) heads: Mutex<HeadLog>,
    /// What the rim refused.
    pub(super) refusals: Mutex<Refusals>,
    /// Whether the records missed something and must read the journal.
    pub(super) records_behind: AtomicBool,
    pub(super) stopping: watch::Sender<bool>,
    /// Where worker threads rest until the daemon stops.
    pub(super) rest: Rest,
    pub(super) failed: AtomicBool,
}

impl Handle {
    /// Submits a command and waits until its outcome is on disk. Level 1 waits a little for room in its queue.
    ///
    /// # Errors
    /// When the command was refused, its queue is full, or the daemon is stopping.
    pub async fn submit(&self, envelope: Envelope) -> Result<Arc<Answer>, Refusal> {
        let hint = self.hint(&envelope);
        self.admit(envelope, hint).await?.outcome().await
    }

    /// The committed state. The guard must not be held across an await.
    pub fn read(&self) -> RwLockReadGuard<'_, View> {
        self.shared.board.read()
    }

    /// What changed, in order.
    #[must_use]
    pub fn feed(&self) -> &Feed {
        self.shared.board.feed()
    }

    /// Takes over positions: each is judged by the tracker and goes to the track log with its verdict.
    #[must_use]
    pub fn record_fixes(&self, fixes: &[Fix]) -> Vec<FixVerdict> {
        let verdicts: Vec<_> = fixes.iter().map(|fix| self.shared.map.tracker().record(fix)).collect();
        // Counted by runs: nearly always all of a message are judged alike.
        for run in verdicts.chunk_by(|one, next| one == next) {
            if let Some(verdict) = run.first() {
                metrics::counter!(names::FIXES, "verdict" => verdict.as_str()).increment(run.len() as u64);
            }
        }
        self.shared.tracks.append(fixes.iter().cloned().zip(verdicts.iter().copied()));
        verdicts
    }

    /// Where units are, for watchers of positions.
    #[must_use]
    pub fn tracker(&self) -> &Tracker {
        self.shared.map.tracker()
    }

    /// Who is near, on committed knowledge, for recommendations.
    #[must_use]
    pub fn map(&self) -> &TrackerMap {
        &self.shared.map
    }

    /// Engine time.
    #[must_use]
    pub fn now(&self) -> EngineTime {
        self.shared.clock.now()
    }

    /// The clock, to wait on.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.shared.clock
    }

    /// Makes the sequencer look at its deadlines, after a manual clock was moved.
    pub fn nudge(&self) {
        self.shared.inbox.nudge();
    }

    /// The settings that the daemon runs with.
    #[must_use]
    pub fn settings(&self) -> &Arc<RuntimeSettings> {
        &self.shared.settings
    }

    /// A name for a command that came in now.
    #[must_use]
    pub fn make_command_id(&self) -> CommandId {
        make_command_id(self.now())
    }

    /// The marks of a telephone number of today and of the day before; none where there is no key.
    #[must_use]
    pub fn mark_caller(&self, number: &str) -> (Option<CallerMark>, Option<CallerMark>) {
        let day = key_day(self.now());
        if self.prepare_keys(day).is_err() {
            return (None, None);
        }
        let vault = self.shared.vault.read().unwrap_or_else(PoisonError::into_inner);
        (vault.mark(day, number), vault.mark(KeyDay(day.0.saturating_sub(1)), number))
    }

    /// Makes sure that a day's keys are on disk before anything is sealed under them.
    ///
    /// # Errors
    /// When the keys cannot be written.
    pub(super) fn prepare_keys(&self, day: KeyDay) -> Result<(), VaultError> {
        let vault = &self.shared.vault;
        if vault.read().unwrap_or_else(PoisonError::into_inner).is_prepared(day) {
            return Ok(());
        }
        vault.write().unwrap_or_else(PoisonError::into_inner).prepare(day)
    }

    /// Makes another sheet of slips ahead of time when few are left.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn prepare_slips(&self, day: KeyDay) -> Result<(), VaultError> {
        let vault = &self.shared.vault;
        let left = vault.read().unwrap_or_else(PoisonError::into_inner).slips_left(day);
        // None at all: nobody has sealed anything today, and a sheet that is not used is a waste.
        if left == 0 || left >= SLIPS_LEFT_MIN {
            return Ok(());
        }
        vault.write().unwrap_or_else(PoisonError::into_inner).prepare_slips(day)
    }

    /// Waits for the daemon to stop, at most for so long; whether it does.
    pub(super) fn wait_stopping(&self, patience: Duration) -> bool {
        self.shared.rest.wait(patience)
    }

    /// A closed incident that has left memory, from the records. It reads from disk: call it where blocking is allowed.
    #[must_use]
    pub fn archived(&self, incident: IncidentId) -> Option<ArchivedIncident> {
        let archive = self.shared.archive.lock().unwrap_or_else(PoisonError::into_inner);
        archive.incident(incident).unwrap_or_else(|error| {
            tracing::error!(%incident, %error, "failed to read an incident from the records");
            None
        })
    }

    /// The incident of a report, when it has left memory with it, from the records. It reads from disk: call it where
    /// blocking is allowed.
    #[must_use]
    pub fn archived_with(&self, report: ReportId) -> Option<ArchivedIncident> {
        let archive = self.shared.archive.lock().unwrap_or_else(PoisonError::into_inner);
        archive.incident_with(report).unwrap_or_else(|error| {
            tracing::error!(%report, %error, "failed to read a report from the records");
            None
        })
    }

    /// Becomes true when the daemon stops: streams end themselves then.
    #[must_use]
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.shared.stopping.subscribe()
    }

    /// Lets nothing in any more and turns away whoever waits: the record cannot be written on.
    pub(super) fn fail(&self) {
        self.shared.failed.store(true, Ordering::Release);
        self.turn_away();
        self.shared.stopping.send_replace(true);
    }

    /// Closes the inbox; whoever waits in it is told so by its dropped reply, and nobody comes in after.
    pub(super) fn turn_away(&self) {
        let inbox = &self.shared.inbox;
        inbox.close();
        let mut waiting = Vec::new();
        while inbox.take(None, &mut waiting) == Taken::Items {
            waiting.clear();
        }
    }

    /// Whether the journal has failed: nothing is acknowledged any more.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.shared.failed.load(Ordering::Acquire)
    }
}

/// The UTC day whose keys seal what comes in at this moment.
#[must_use]
pub fn key_day(now: EngineTime) -> KeyDay {
    KeyDay::of(now)
}

/// A UUIDv7 of this moment.
#[must_use]
pub fn make_command_id(now: EngineTime) -> CommandId {
    let millis = u64::try_from(now.as_micros().div_euclid(1_000)).unwrap_or(0);
    CommandId::from_uuid(Builder::from_unix_timestamp_millis(millis, &rand::random()).into_uuid())
}
