//! What everybody in the demonstration shares: the time of day, the notes, the counts, and the sign to go home.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use super::ledger::Ledger;
use crate::cli::latency::Latency;
use crate::domain::time::EngineTime;
use crate::runtime::handle::{Handle, make_command_id};

/// Work that begins this much later than it should counts as late.
const LATE: Duration = Duration::from_secs(10);

/// An evening's shift.
#[derive(Debug)]
pub(super) struct Shift {
    handle: Handle,
    midnight: EngineTime,
    ledger: Mutex<Ledger>,
    refusals: Mutex<BTreeMap<String, u64>>,
    answers: Mutex<Latency>,
    over: watch::Sender<bool>,
    /// What was counted.
    pub(super) counts: Counts,
}

/// What was counted while the shift went on.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Units that are on duty.
    pub(super) on_duty: AtomicU64,
    /// Fixes that the daemon accepted.
    pub(super) fixes: AtomicU64,
    /// Fixes that it kept as evidence only.
    pub(super) fixes_kept_aside: AtomicU64,
    /// Orders received.
    pub(super) orders: AtomicU64,
    /// Connections that broke.
    pub(super) broken: AtomicU64,
    /// Things done.
    done: AtomicU64,
    /// Things done late.
    late: AtomicU64,
    /// The latest of all, in milliseconds.
    latest_ms: AtomicU64,
}

impl Shift {
    /// A shift on the daemon's clock; `midnight` is the beginning of its day.
    pub(super) fn new(handle: Handle, midnight: EngineTime) -> Self {
        Self {
            handle,
            midnight,
            ledger: Mutex::default(),
            refusals: Mutex::default(),
            answers: Mutex::default(),
            over: watch::Sender::new(false),
            counts: Counts::default(),
        }
    }

    /// The time since midnight.
    pub(super) fn now(&self) -> Duration {
        self.handle.now().since(self.midnight)
    }

    /// The instant of a time of day.
    pub(super) fn instant(&self, since_midnight: Duration) -> EngineTime {
        self.midnight + since_midnight
    }

    /// Waits until a time of day.
    pub(super) async fn until(&self, moment: Duration) {
        self.handle.clock().sleep(moment.saturating_sub(self.now())).await;
    }

    /// A UUIDv7 of this moment, for a request or an installation.
    pub(super) fn make_uuid(&self) -> String {
        make_command_id(self.handle.now()).to_string()
    }

    /// The notes. Nobody holds them across a wait.
    pub(super) fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends everybody home.
    pub(super) fn end(&self) {
        self.over.send_replace(true);
    }

    /// Whether it is over.
    pub(super) fn is_over(&self) -> bool {
        *self.over.borrow()
    }

    /// Waits for the end.
    pub(super) async fn ended(&self) {
        let mut over = self.over.subscribe();
        // The sender lives in this shift, so waiting cannot fail while the shift is borrowed.
        drop(over.wait_for(|over| *over).await);
    }

    /// Counts a write that was refused, by its reason.
    pub(super) fn refused(&self, reason: &str) {
        let mut refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        *refusals.entry(reason.to_owned()).or_default() += 1;
    }

    /// How many writes were refused for which reason.
    pub(super) fn refusals(&self) -> BTreeMap<String, u64> {
        self.refusals.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many entries the record has.
    pub(super) fn entries(&self) -> u64 {
        self.handle.read().sequence().get()
    }

    /// A desk waited so long for an answer, in real time.
    pub(super) fn answered(&self, after: Duration) {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).record(after);
    }

    /// How long desks waited since this was asked last.
    pub(super) fn take_answers(&self) -> Latency {
        std::mem::take(&mut self.answers.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Measures by how much something that was due at `due` is late.
    pub(super) fn begun(&self, due: Duration) {
        let behind = self.now().saturating_sub(due);
        self.counts.done.fetch_add(1, Ordering::Relaxed);
        if behind > LATE {
            self.counts.late.fetch_add(1, Ordering::Relaxed);
        }
        let behind_ms = u64::try_from(behind.as_millis()).unwrap_or(u64::MAX);
        self.counts.latest_ms.fetch_max(behind_ms, Ordering::Relaxed);
    }
}

impl Counts {
    /// What share of things was late, and the latest, both by the city's time.
    pub(super) fn lag(&self) -> (f64, Duration) {
        #[expect(clippy::cast_precision_loss, reason = "counts of minutes")]
        let share = self.late.load(Ordering::Relaxed) as f64 / self.done.load(Ordering::Relaxed).max(1) as f64;
        (share, Duration::from_millis(self.latest_ms.load(Ordering::Relaxed)))
    }
}
