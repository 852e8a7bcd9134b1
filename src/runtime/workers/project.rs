//! The records thread: folds committed entries into the records, and proposes closed incidents for retirement.
//!
//! It may fall behind, and nobody waits for it. What it missed it reads from the journal; what it believes and the
//! journal does not is built anew beside it.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use crate::domain::command::Command;
use crate::domain::event::Entry;
use crate::domain::ids::{IncidentId, Sequence};
use crate::journal::codec::{self, RecordType};
use crate::journal::damage::BoxError;
use crate::journal::disk::RealDisk;
use crate::journal::verify::read;
use crate::journal::{ChainHash, ChainPoint};
use crate::records::{Records, RecordsError};
use crate::runtime::clock::Stopwatch;
use crate::runtime::handle::Handle;
use crate::runtime::sequencer::own;
use crate::runtime::settings::RuntimeSettings;
use crate::telemetry::names;

/// How many entries go into one transaction.
const BATCH_ENTRIES: usize = 4_096;

/// How long more is waited for before what came is written: what comes within it costs one transaction.
const GATHER: Duration = Duration::from_millis(100);

/// How often it is looked for closed incidents that may leave memory.
const RETIRES_EVERY: Duration = Duration::from_secs(1);

/// How soon it is looked again when there may be more: so a daemon that is flooded lets go of them as fast as they come.
const RETIRES_MORE: Duration = Duration::from_millis(100);

/// How many incidents are retired at once: few enough that no report waits for their entry.
const RETIRED_MAX: usize = 256;

/// Committed entries and the end of the record behind them.
#[derive(Debug)]
pub(in crate::runtime) struct Projected {
    pub(in crate::runtime) entries: Arc<Vec<Arc<Entry>>>,
    pub(in crate::runtime) point: ChainPoint,
}

/// Runs until the journal thread is gone.
pub(in crate::runtime) fn run(handle: &Handle, committed: &Receiver<Projected>) {
    let (mut retired, mut pause) = (Stopwatch::start(), RETIRES_EVERY);
    loop {
        match committed.recv_timeout(pause.saturating_sub(retired.elapsed())) {
            Ok(first) => {
                handle.wait_stopping(GATHER);
                take(handle, &gather(first, committed));
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        // By the clock, not in a pause: a city that never pauses would keep every closed incident in memory.
        if retired.elapsed() >= pause {
            pause = if retire(handle) == RETIRED_MAX { RETIRES_MORE } else { RETIRES_EVERY };
            retired = Stopwatch::start();
        }
    }
}

/// Opens the records and brings them to the end of the journal, its head, before anyone asks. Records that stand there
/// already need nothing of it; those that cannot be read, or that the journal does not bear out, are built anew beside it,
/// then swapped.
///
/// # Errors
/// When the records are another city's, or the records or the journal cannot be read or written.
pub(in crate::runtime) fn bring_up(settings: &RuntimeSettings, head: ChainPoint) -> Result<Records, BoxError> {
    let (path, journal) = (settings.data.join("records.sqlite"), settings.data.join("journal"));
    let opened = Records::open(&path, &settings.city);
    if let Err(error @ RecordsError::OtherCity { .. }) = opened {
        return Err(error.into());
    }
    let caught_up = opened.map_err(BoxError::from).and_then(|mut records| {
        let position = records.position()?;
        if (position.sequence, position.chain_hash) != (head.sequence, *head.hash.as_bytes()) {
            catch_up(&mut records, &journal)?;
        }
        Ok(records)
    });
    let error = match caught_up {
        Ok(records) => return Ok(records),
        Err(error) => error,
    };
    tracing::warn!(%error, "the records cannot be read or do not agree with the journal: building them anew");
    let mut second = Records::rebuild_into(&path.with_extension("new"), &settings.city)?;
    catch_up(&mut second, &journal)?;
    Ok(second.swap(&path, &settings.city)?)
}

/// Folds what lies behind the records' position.
fn catch_up(records: &mut Records, journal: &Path) -> Result<(), BoxError> {
    let position = records.position()?;
    let from = (position.sequence != Sequence::ZERO)
        .then(|| ChainPoint { sequence: position.sequence, hash: ChainHash::new(position.chain_hash) });
    let mut batch = Vec::new();
    let tally = read(&RealDisk, journal, None, from, |record| {
        if batch.len() >= BATCH_ENTRIES {
            // Inside a group there is no hash to name: a crash before the last batch builds the records anew. The last
            // batch is never empty, so that its hash is the one that stays.
            records.apply(&batch, *ChainHash::START.as_bytes())?;
            batch.clear();
        }
        let kind = RecordType { kind: record.kind, version: record.version };
        batch.push(codec::decode(kind, record.sequence, record.bytes)?);
        Ok(())
    })?;
    if tally.head.sequence > position.sequence {
        records.apply(&batch, *tally.head.hash.as_bytes())?;
    }
    Ok(())
}

/// What has been committed meanwhile, up to a full batch.
fn gather(first: Projected, committed: &Receiver<Projected>) -> Vec<Projected> {
    let mut entries = first.entries.len();
    let mut groups = vec![first];
    while entries < BATCH_ENTRIES
        && let Ok(next) = committed.try_recv()
    {
        entries += next.entries.len();
        groups.push(next);
    }
    groups
}

fn take(handle: &Handle, groups: &[Projected]) {
    let shared = &handle.shared;
    let Some(Projected { point, .. }) = groups.last() else { return };
    let mut records = shared.records.lock().unwrap_or_else(PoisonError::into_inner);
    let outcome = if shared.records_behind.swap(false, Ordering::AcqRel) {
        catch_up(&mut records, &shared.settings.data.join("journal"))
    } else {
        let entries = groups.iter().flat_map(|group| group.entries.iter()).map(Arc::as_ref);
        records.apply(entries, *point.hash.as_bytes()).map(drop).map_err(BoxError::from)
    };
    match outcome {
        #[expect(clippy::cast_precision_loss, reason = "a gauge is a float")]
        Ok(()) => metrics::gauge!(names::RECORDS_SEQUENCE).set(point.sequence.get() as f64),
        Err(error) => {
            tracing::error!(%error, "failed to bring the records up to date: trying again from the journal");
            shared.records_behind.store(true, Ordering::Release);
        }
    }
}

/// Closed incidents leave memory once the records hold them and they have been closed long enough. How many were proposed.
fn retire(handle: &Handle) -> usize {
    let candidates = old_closed(handle);
    if candidates.is_empty() {
        return 0;
    }
    let held = {
        let records = handle.shared.records.lock().unwrap_or_else(PoisonError::into_inner);
        records.contains_closed(&candidates)
    };
    match held {
        Ok(incidents) if !incidents.is_empty() => {
            let proposed = incidents.len();
            let envelope = own(handle.now(), Command::RetireIncidents { incidents }, handle.make_command_id());
            handle.submit_unanswered(envelope);
            proposed
        }
        Ok(_) => 0,
        Err(error) => {
            tracing::error!(%error, "failed to ask the records for closed incidents");
            0
        }
    }
}

fn old_closed(handle: &Handle) -> Vec<IncidentId> {
    let now = handle.now();
    let view = handle.read();
    let Some(policy) = view.policy() else { return Vec::new() };
    let keep = policy.deadlines().closed_keep;
    let old = view.closed().iter().take_while(|(at, _)| now.since(*at) > keep);
    old.map(|(_, id)| *id).take(RETIRED_MAX).collect()
}
