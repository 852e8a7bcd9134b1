//! The records thread: folds committed entries into the records, and proposes closed incidents for retirement.
//!
//! It may fall behind, and nobody waits for it. What it missed it reads from the journal; what it believes and the
//! journal does not is built anew beside it.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use thiserror::Error;

use crate::domain::command::Command;
use crate::domain::event::Entry;
use crate::domain::ids::{IncidentId, Sequence};
use crate::journal::ChainPoint;
use crate::journal::codec::{self, RecordType};
use crate::journal::damage::BoxError;
use crate::journal::disk::RealDisk;
use crate::journal::verify::read;
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
        catch_up(&mut records, &journal, head, || true)?;
        Ok(records)
    });
    let error = match caught_up {
        Ok(records) => return Ok(records),
        Err(error) => error,
    };
    tracing::warn!(%error, "the records cannot be read or do not agree with the journal: building them anew");
    let mut second = Records::rebuild_into(&path.with_extension("new"), &settings.city)?;
    catch_up(&mut second, &journal, head, || true)?;
    Ok(second.swap(&path, &settings.city)?)
}

/// Why the records were not brought up to date though they and the journal can be read.
#[derive(Debug, Error)]
enum Apart {
    #[error("the daemon stops")]
    Stopping,
    #[error("the records stand at entry {records}, where the journal has {journal}")]
    Elsewhere { records: Sequence, journal: &'static str },
    #[error("the journal ends before entry {0}, which is committed")]
    EndsEarly(Sequence),
}

/// Folds what lies between the records' position and a committed end: what is in the journal behind it is not known to be
/// on disk. `goes_on` is asked at the end of each group.
fn catch_up(
    records: &mut Records,
    journal: &Path,
    end: ChainPoint,
    goes_on: impl Fn() -> bool,
) -> Result<(), BoxError> {
    let begun = records.position()?;
    let stands = |point: ChainPoint| begun.chain_hash == *point.hash.as_bytes();
    if begun.sequence > end.sequence {
        return Err(Apart::Elsewhere { records: begun.sequence, journal: "none" }.into());
    }
    // They stand there already: nothing need be read.
    if begun.sequence == end.sequence && stands(end) {
        return Ok(());
    }
    let mut batch = Vec::new();
    let mut come_to = begun.sequence;
    // Read from the first entry on, so that it can be told to stop at any.
    read(&RealDisk, journal, None, None, |record| {
        if record.group_end.is_some() && !goes_on() {
            return Err(Apart::Stopping.into());
        }
        if record.sequence == begun.sequence && !record.group_end.is_some_and(stands) {
            return Err(Apart::Elsewhere { records: begun.sequence, journal: "another one" }.into());
        }
        if record.sequence <= begun.sequence || record.sequence > end.sequence {
            return Ok(());
        }
        let kind = RecordType { kind: record.kind, version: record.version };
        batch.push(codec::decode(kind, record.sequence, record.bytes)?);
        // Only behind a group there is a hash to name, by which the records can be told from another journal's.
        if let Some(point) =
            record.group_end.filter(|point| batch.len() >= BATCH_ENTRIES || point.sequence == end.sequence)
        {
            come_to = records.apply(&batch, *point.hash.as_bytes())?.sequence;
            batch.clear();
        }
        Ok(())
    })?;
    if come_to == end.sequence { Ok(()) } else { Err(Apart::EndsEarly(end.sequence).into()) }
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
        let end = handle.read().point();
        catch_up(&mut records, &shared.settings.data.join("journal"), end, || !*shared.stopping.borrow())
    } else {
        let entries = groups.iter().flat_map(|group| group.entries.iter()).map(Arc::as_ref);
        records.apply(entries, *point.hash.as_bytes()).map(drop).map_err(BoxError::from)
    };
    match outcome {
        #[expect(clippy::cast_precision_loss, reason = "a gauge is a float")]
        Ok(()) => metrics::gauge!(names::RECORDS_SEQUENCE).set(point.sequence.get() as f64),
        Err(error) => {
            shared.records_behind.store(true, Ordering::Release);
            if *shared.stopping.borrow() {
                tracing::info!(%error, "the records lag behind the journal: the next start goes on from there");
            } else {
                tracing::error!(%error, "failed to bring the records up to date: trying again from the journal");
            }
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

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::domain::ids::CityId;
    use crate::domain::time::EngineTime;
    use crate::journal::Journal;
    use crate::journal::group::CommitGroup;
    use crate::journal::recovery::{OpenOptions, open};
    use crate::journal::segment::Limits;
    use crate::runtime::board::tests::entry;

    fn city() -> CityId {
        CityId::new("滨海").expect("a name")
    }

    /// A journal of ten groups, which ends behind each of them at the point that is returned.
    fn journal(folder: &Path, group_entries: u64, time: EngineTime) -> Vec<ChainPoint> {
        let limits = Limits::new(1 << 20, 1 << 19).expect("sound");
        let options = OpenOptions { city: city(), limits, from: None };
        let (mut writer, _) = open(RealDisk, folder, options, |_| Ok(())).expect("a new folder");
        let mut points = Vec::new();
        for number in 0..10 {
            let first = number * group_entries + 1;
            let mut group = CommitGroup::new(Sequence::new(first), time);
            for sequence in first..first + group_entries {
                let mut bytes = Vec::new();
                let record = codec::encode(&entry(sequence), &mut bytes);
                group.push(record.kind, record.version, time, &bytes).expect("fits");
            }
            writer.append(&group).expect("taken");
            writer.sync().expect("synced");
            points.push(writer.head());
        }
        writer.close().expect("closed");
        points
    }

    fn place(records: &Records) -> ChainPoint {
        let position = records.position().expect("read");
        ChainPoint { sequence: position.sequence, hash: crate::journal::ChainHash::new(position.chain_hash) }
    }

    #[test]
    fn what_is_behind_the_committed_end_is_left_for_later() {
        let folder = tempfile::tempdir().expect("a folder");
        let points = journal(&folder.path().join("journal"), 3, EngineTime::EPOCH);
        let mut records = Records::open(&folder.path().join("records.sqlite"), &city()).expect("made");
        for end in [points[0], points[4], points[4], points[9]] {
            catch_up(&mut records, &folder.path().join("journal"), end, || true).expect("folded");
            assert_eq!(place(&records), end);
        }
        let refused = catch_up(&mut records, &folder.path().join("journal"), points[4], || true);
        assert!(refused.is_err(), "they are further than anything that is committed");
    }

    #[test]
    fn who_is_told_to_stop_half_way_goes_on_there_later() {
        let folder = tempfile::tempdir().expect("a folder");
        let journal_folder = folder.path().join("journal");
        let points = journal(&journal_folder, 600, EngineTime::EPOCH);
        let mut records = Records::open(&folder.path().join("records.sqlite"), &city()).expect("made");
        let groups = Cell::new(0);
        let eight = || groups.replace(groups.get() + 1) < 8;
        let stopped = catch_up(&mut records, &journal_folder, points[9], eight).expect_err("it was told to");
        assert!(stopped.to_string().contains("the daemon stops"), "{stopped}");
        assert_eq!(place(&records), points[6], "whole groups, and the hash behind them");
        assert!(catch_up(&mut records, &journal_folder, points[9], || false).is_err());
        assert_eq!(place(&records), points[6], "already while it reads what it has");
        catch_up(&mut records, &journal_folder, points[9], || true).expect("folded");
        assert_eq!(place(&records), points[9]);
    }

    #[test]
    fn records_of_another_journal_are_not_led_on() {
        let folder = tempfile::tempdir().expect("a folder");
        let (own, other) = (folder.path().join("journal"), folder.path().join("other"));
        let ends = journal(&own, 3, EngineTime::EPOCH);
        let others = journal(&other, 3, EngineTime::from_unix_seconds(1));
        let mut records = Records::open(&folder.path().join("records.sqlite"), &city()).expect("made");
        catch_up(&mut records, &other, others[4], || true).expect("folded");
        for end in [ends[4], ends[9]] {
            let refused = catch_up(&mut records, &own, end, || true).expect_err("they are another's");
            assert!(refused.to_string().contains("the records stand at entry 15"), "{refused}");
        }
        assert_eq!(place(&records), others[4]);
    }
}
