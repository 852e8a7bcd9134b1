//! Reading the past from a data folder: entries of the journal, positions of the track log. Read-only, also beside a
//! living daemon.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::time::Duration;

use thiserror::Error;

use super::simulate::Positions;
use crate::domain::event::Entry;
use crate::domain::position::Fix;
use crate::domain::time::EngineTime;
use crate::journal::codec::{self, DecodeError, RecordType};
use crate::journal::damage::ReadError;
use crate::journal::disk::RealDisk;
use crate::journal::verify;
use crate::tracks::reader::{files_received, read_whole};

/// Whether whoever reads wants more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum More {
    /// Go on.
    Yes,
    /// That was enough.
    No,
}

/// Why the past could not be read.
#[derive(Debug, Error)]
pub enum HistoryError {
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(#[from] ReadError),
}

/// How reading ends before its time.
#[derive(Debug, Error)]
enum Stop {
    #[error("that was enough")]
    Enough,
    #[error(transparent)]
    Entry(#[from] DecodeError),
}

/// Hands every entry of a data folder to `visit`, the oldest first, until it has had enough.
///
/// # Errors
/// When the journal cannot be read, is corrupt or was written by a newer version.
pub fn entries(data: &Path, mut visit: impl FnMut(Entry) -> More) -> Result<(), HistoryError> {
    let mut enough = false;
    let outcome = verify::read(&RealDisk, &data.join("journal"), None, None, |record| {
        let kind = RecordType { kind: record.kind, version: record.version };
        let entry = codec::decode(kind, record.sequence, record.bytes).map_err(Stop::from)?;
        if visit(entry) == More::No {
            enough = true;
            return Err(Stop::Enough.into());
        }
        Ok(())
    });
    if !enough {
        outcome?;
    }
    Ok(())
}

/// The fixes of a track log that moved their unit, a file at a time. What cannot be read is passed over: units are then
/// where they were last known to be, which the coverage of an estimate shows.
#[derive(Debug)]
pub struct RecordedPositions {
    from: EngineTime,
    files: VecDeque<PathBuf>,
    buffer: VecDeque<Fix>,
}

impl RecordedPositions {
    /// The fixes of a data folder from a while before the beginning of a span, so that it is known where units are.
    #[must_use]
    pub fn new(data: &Path, from: EngineTime, to: EngineTime, known_for: Duration) -> Self {
        let from = from - known_for;
        let files = files_received(&data.join("tracks"), from, to).unwrap_or_default();
        Self { from, files: files.into(), buffer: VecDeque::new() }
    }

    fn read_on(&mut self) -> Option<()> {
        let path = self.files.pop_front()?;
        if let Ok(excerpt) = read_whole(&path) {
            let moved = excerpt.rows.into_iter().filter(|(_, verdict)| verdict.moved_the_unit()).map(|(fix, _)| fix);
            self.buffer = moved.filter(|fix| fix.received_at >= self.from).collect();
        }
        Some(())
    }
}

impl Positions for RecordedPositions {
    fn next(&mut self, until: EngineTime) -> Option<Fix> {
        while self.buffer.is_empty() {
            self.read_on()?;
        }
        if self.buffer.front()?.received_at > until {
            return None;
        }
        self.buffer.pop_front()
    }
}
