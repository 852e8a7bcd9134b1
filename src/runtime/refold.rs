//! Folding a record that is being read: decoding takes longer than reading and folding together, so several threads
//! decode, batch by batch, and one folds what they bring in the order of the record.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, Scope, ScopedJoinHandle};

use crate::domain::event::Entry;
use crate::domain::ids::Sequence;
use crate::engine::State;
use crate::journal::codec::{self, RecordType};
use crate::journal::damage::{BoxError, ReadError};
use crate::journal::group::RecordView;
use crate::journal::recovery::Visitor;

/// How many records are handed over at once, or how many bytes of them, and how many times that each thread may be ahead of
/// the next.
const BATCH_RECORDS: usize = 64;
const BATCH_BYTES: usize = 1 << 20;
const BATCHES_AHEAD: usize = 4;

/// The most threads that decode.
const DECODERS_MAX: usize = 4;

/// Records as they stand in the journal, one behind the other.
#[derive(Default)]
struct Batch {
    records: Vec<(Sequence, RecordType, usize)>,
    bytes: Vec<u8>,
}

/// Entries in their order, or the record that could not be decoded.
type Decoded = Result<Vec<Entry>, ReadError>;

/// A thread that decodes, and where it takes batches.
struct Decoder<'scope> {
    batches: SyncSender<Batch>,
    thread: ScopedJoinHandle<'scope, ()>,
}

impl Batch {
    fn with_room(bytes: usize) -> Self {
        Self { records: Vec::with_capacity(BATCH_RECORDS), bytes: Vec::with_capacity(bytes) }
    }

    fn push(&mut self, record: RecordView<'_>) {
        let kind = RecordType { kind: record.kind, version: record.version };
        self.records.push((record.sequence, kind, record.bytes.len()));
        self.bytes.extend_from_slice(record.bytes);
    }

    fn decode(&self) -> Decoded {
        let mut rest = self.bytes.as_slice();
        let mut entries = Vec::with_capacity(self.records.len());
        for (sequence, kind, bytes) in &self.records {
            let (record, behind) = rest.split_at_checked(*bytes).unwrap_or_default();
            rest = behind;
            let refused = |error: codec::DecodeError| ReadError::Refused { sequence: *sequence, source: error.into() };
            entries.push(codec::decode(*kind, *sequence, record).map_err(refused)?);
        }
        Ok(entries)
    }
}

/// Threads that fold what they are handed into a state.
pub(super) struct Refolding<'scope> {
    batch: Batch,
    decoders: Vec<Decoder<'scope>>,
    /// How many batches were handed over.
    handed_over: usize,
    folding: Option<ScopedJoinHandle<'scope, Result<(), ReadError>>>,
    outcome: Result<(), ReadError>,
}

impl<'scope> Refolding<'scope> {
    /// Begins.
    pub(super) fn begin<'env>(scope: &'scope Scope<'scope, 'env>, state: &'env mut State) -> Self {
        let count = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(DECODERS_MAX);
        let (decoders, decoded): (Vec<_>, Vec<_>) = (0..count).map(|_| decoder(scope)).unzip();
        let folding = Some(scope.spawn(move || fold(&decoded, state)));
        Self { batch: Batch::default(), decoders, handed_over: 0, folding, outcome: Ok(()) }
    }

    /// What came of it: the first record that could not be decoded, if there was one.
    pub(super) fn finish(mut self) -> Result<(), ReadError> {
        // Where the reading has ended early, a record may not have been looked into yet that is at fault before that.
        drop(self.hand_over());
        self.await_folding();
        self.outcome
    }

    fn hand_over(&mut self) -> Result<(), BoxError> {
        // The next one is about as large.
        let next = Batch::with_room(self.batch.bytes.len());
        let batch = std::mem::replace(&mut self.batch, next);
        let decoder = self.decoders.get(self.handed_over % self.decoders.len().max(1));
        self.handed_over += 1;
        // Nobody takes it any more when an earlier record could not be decoded.
        decoder
            .ok_or("nobody decodes any more")?
            .batches
            .send(batch)
            .map_err(|_| "an earlier record could not be decoded".into())
    }

    fn await_folding(&mut self) {
        for Decoder { batches, thread } in std::mem::take(&mut self.decoders) {
            drop(batches);
            thread.join().unwrap_or_else(|panic| resume_unwind(panic));
        }
        if let Some(folding) = self.folding.take() {
            self.outcome = folding.join().unwrap_or_else(|panic| resume_unwind(panic));
        }
    }
}

impl Visitor for Refolding<'_> {
    fn visit(&mut self, record: RecordView<'_>) -> Result<(), BoxError> {
        self.batch.push(record);
        let is_full = self.batch.records.len() >= BATCH_RECORDS || self.batch.bytes.len() >= BATCH_BYTES;
        if is_full { self.hand_over() } else { Ok(()) }
    }

    fn end(&mut self) -> Result<(), ReadError> {
        // Whether anybody takes the last batch is found by asking what came of it.
        drop(self.hand_over());
        self.await_folding();
        std::mem::replace(&mut self.outcome, Ok(()))
    }
}

fn decoder<'scope>(scope: &'scope Scope<'scope, '_>) -> (Decoder<'scope>, Receiver<Decoded>) {
    let (batches, to_decode) = sync_channel::<Batch>(BATCHES_AHEAD);
    let (out, decoded) = sync_channel(BATCHES_AHEAD);
    // It ends when there is nothing more to decode, or nobody who wants it.
    let thread = scope.spawn(move || {
        for batch in to_decode {
            if out.send(batch.decode()).is_err() {
                break;
            }
        }
    });
    (Decoder { batches, thread }, decoded)
}

/// Folds batches in the order in which they were handed over, from one decoder after the other.
fn fold(decoded: &[Receiver<Decoded>], state: &mut State) -> Result<(), ReadError> {
    for decoder in decoded.iter().cycle() {
        let Ok(batch) = decoder.recv() else { break };
        // Each entry is let go of at once: what it brought is then the state's alone and can be changed in its place.
        batch?.into_iter().for_each(|entry| state.apply(&entry));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use super::*;
    use crate::domain::ids::CityId;
    use crate::domain::time::EngineTime;
    use crate::engine::EngineLimits;
    use crate::journal::Journal;
    use crate::journal::disk::RealDisk;
    use crate::journal::group::CommitGroup;
    use crate::journal::recovery::{OpenError, OpenOptions, open, open_for};
    use crate::journal::segment::Limits;
    use crate::runtime::board::tests::entry;

    const RECORDS: u64 = 5 * BATCH_RECORDS as u64 + 7;

    fn options() -> OpenOptions {
        let limits = Limits::new(1 << 20, 1 << 16).expect("sound");
        OpenOptions { city: CityId::new("滨海").expect("a name"), limits, from: None }
    }

    /// A record of entries, of which one has a kind that nobody knows.
    fn record(folder: &Path, unknown: Option<u64>) {
        let (mut writer, _) = open(RealDisk, folder, options(), |_| Ok(())).expect("a new folder");
        for sequence in 1..=RECORDS {
            let mut group = CommitGroup::new(Sequence::new(sequence), EngineTime::EPOCH);
            let mut bytes = Vec::new();
            let RecordType { kind, version } = codec::encode(&entry(sequence), &mut bytes);
            let kind = if unknown == Some(sequence) { 99 } else { kind };
            group.push(kind, version, EngineTime::EPOCH, &bytes).expect("fits");
            writer.append(&group).expect("taken");
        }
        writer.close().expect("closed");
    }

    fn bytes_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
        let names = std::fs::read_dir(folder).expect("listed").map(|file| file.expect("a file").path());
        names.map(|path| (path.display().to_string(), std::fs::read(&path).expect("read"))).collect()
    }

    #[test]
    fn a_record_is_folded_in_its_order_and_the_first_that_cannot_be_decoded_is_named_before_anything_is_touched() {
        let batch = BATCH_RECORDS as u64;
        for unknown in [None, Some(1), Some(batch), Some(2 * batch + 1), Some(RECORDS)] {
            let folder = tempfile::tempdir().expect("a folder");
            record(folder.path(), unknown);
            let before = bytes_of(folder.path());
            let mut state = State::new(EngineLimits::default());
            let opened = thread::scope(|scope| {
                let mut refolding = Refolding::begin(scope, &mut state);
                let opened = open_for(RealDisk, folder.path(), options(), &mut refolding);
                refolding.finish().map_err(OpenError::Read).and(opened)
            });
            match unknown {
                None => assert_eq!((opened.is_ok(), state.sequence().get()), (true, RECORDS)),
                Some(unknown) => {
                    let refused = opened.expect_err("refused").to_string();
                    let named = format!("could not take the record with sequence {unknown}:");
                    assert!(refused.starts_with(&named), "{unknown}: {refused}");
                    assert_eq!(bytes_of(folder.path()), before, "nothing is touched");
                    assert!(state.sequence().get() < unknown, "nothing behind it is folded");
                }
            }
        }
    }
}
