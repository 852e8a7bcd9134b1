//! The journal thread: one sync for all groups that wait, then the board, the records and the answers.
//!
//! The first failed write or sync ends it: no answer goes out any more, and the process is told to stop.

use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, TrySendError};

use crate::journal::Journal;
use crate::runtime::clock::Stopwatch;
use crate::runtime::commit::{CommitError, Committed, Committer};
use crate::runtime::handle::{Handle, ReplyTo};
use crate::runtime::sequencer::Decided;
use crate::runtime::workers::project::Projected;
use crate::telemetry::names;

/// Runs until the sequencer thread is gone, then seals the journal.
pub(in crate::runtime) fn run<J: Journal>(
    handle: &Handle,
    journal: J,
    decided: &Receiver<Decided<ReplyTo>>,
    records: &SyncSender<Projected>,
) {
    let mut committer = Committer::new(journal);
    let outcome = commit_all(handle, &mut committer, decided, records).and_then(|()| committer.close());
    if let Err(error) = outcome {
        tracing::error!(%error, "the journal failed: nothing is acknowledged any more, the daemon stops");
        handle.fail();
    }
}

fn commit_all<J: Journal>(
    handle: &Handle,
    committer: &mut Committer<J>,
    groups: &Receiver<Decided<ReplyTo>>,
    records: &SyncSender<Projected>,
) -> Result<(), CommitError> {
    let most = handle.shared.settings.commit_groups_in_flight_max;
    loop {
        let first = match groups.try_recv() {
            Ok(first) => first,
            Err(TryRecvError::Disconnected) => return Ok(()),
            // Nobody waits: worth a note that everything so far is durable, so that damage to it can be told from a
            // write that was cut short.
            Err(TryRecvError::Empty) => {
                committer.rest()?;
                let Ok(first) = groups.recv() else { return Ok(()) };
                first
            }
        };
        let waiting = groups.try_iter().take(most.saturating_sub(1));
        let groups = std::iter::once(first).chain(waiting).collect();
        let stopwatch = Stopwatch::start();
        let durable = committer.commit(groups, &handle.shared.board)?;
        metrics::histogram!(names::COMMIT).record(stopwatch.elapsed());
        publish(handle, durable, records);
        handle.shared.board.catch_up();
    }
}

fn publish(handle: &Handle, committed: Committed<ReplyTo>, records: &SyncSender<Projected>) {
    let Committed { entries, replies, point } = committed;
    for mut reply in replies {
        let class = reply.to.class.as_str();
        metrics::histogram!(names::COMMAND_SYNC, "class" => class).record(reply.to.stage.lap());
        let outcome = if reply.outcome.is_ok() { "accepted" } else { "refused" };
        metrics::counter!(names::COMMANDS, "outcome" => outcome).increment(1);
        reply.to.send(reply.outcome);
    }
    if entries.is_empty() {
        return;
    }
    metrics::counter!(names::JOURNAL_ENTRIES).increment(entries.len() as u64);
    #[expect(clippy::cast_precision_loss, reason = "a gauge is a float")]
    metrics::gauge!(names::JOURNAL_SEQUENCE).set(point.sequence.get() as f64);
    #[expect(clippy::cast_precision_loss, reason = "a histogram takes floats")]
    metrics::histogram!(names::COMMIT_ENTRIES).record(entries.len() as f64);
    // The records may fall behind, nobody waits for them: what does not fit they read from the journal themselves.
    if let Err(TrySendError::Full(_)) = records.try_send(Projected { entries, point }) {
        handle.shared.records_behind.store(true, Ordering::Release);
    }
}
