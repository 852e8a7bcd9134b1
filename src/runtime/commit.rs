//! Commit: what was decided goes to disk, and only then to anybody.
//!
//! Sans I/O but for the journal that is handed in: the journal thread and the simulation drive the same steps. Several
//! decided groups share one sync; meanwhile the sequencer decides the next ones.

use std::sync::Arc;

use super::board::{Board, Synced};
use super::sequencer::{Decided, Reply};
use crate::domain::event::Entry;
use crate::domain::ids::Sequence;
use crate::domain::time::EngineTime;
use crate::engine::tape::Made;
use crate::journal::codec;
use crate::journal::group::{CommitGroup, GroupFull, RECORD_HEADER_BYTES};
use crate::journal::{ChainPoint, Journal, JournalError};
use thiserror::Error;

/// Why nothing can be committed any more.
#[derive(Debug, Error)]
pub enum CommitError {
    /// The journal refused.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// One entry alone is too large for a group.
    #[error("failed to write entry {sequence}: {full}")]
    EntryTooLarge {
        /// The entry.
        sequence: Sequence,
        /// What the group says.
        full: GroupFull,
    },
}

/// What was committed by one sync.
#[derive(Debug)]
pub struct Committed<R> {
    /// The entries, in order.
    pub entries: Arc<Vec<Arc<Entry>>>,
    /// The answers that may go out now.
    pub replies: Vec<Reply<R>>,
    /// The end of the record behind them.
    pub point: ChainPoint,
}

/// Writes decided groups and knows the place in the record behind the last one.
#[derive(Debug)]
pub struct Committer<J> {
    journal: J,
    group: CommitGroup,
    encoded: Vec<u8>,
}

impl<J: Journal> Committer<J> {
    /// Goes on behind the end of a journal.
    #[must_use]
    pub fn new(journal: J) -> Self {
        let group = CommitGroup::new(journal.head().sequence.next(), EngineTime::EPOCH);
        Self { journal, group, encoded: Vec::new() }
    }

    /// Appends the groups and syncs once; then folds them into the board and hands back what may be answered.
    ///
    /// # Errors
    /// When the journal failed: nothing of these groups may be answered, and nothing after them can be committed.
    pub fn commit<R>(&mut self, groups: Vec<Decided<R>>, board: &Board) -> Result<Committed<R>, CommitError> {
        let (mut entries, mut made, mut replies) = (Vec::new(), Made::default(), Vec::new());
        for group in groups {
            self.append(&group.entries)?;
            entries.extend(group.entries);
            made.append(group.made);
            replies.extend(group.replies);
        }
        let entries = Arc::new(entries);
        if !entries.is_empty() {
            self.journal.sync()?;
            board.apply(Synced { entries: Arc::clone(&entries), made: Arc::new(made), point: self.journal.head() });
        }
        Ok(Committed { entries, replies, point: self.journal.head() })
    }

    /// Notes on disk, without waiting, that everything so far is durable: worth it when nobody waits.
    ///
    /// # Errors
    /// When the journal failed.
    pub fn rest(&mut self) -> Result<(), CommitError> {
        Ok(self.journal.mark()?)
    }

    /// Seals the journal.
    ///
    /// # Errors
    /// When the journal failed.
    pub fn close(&mut self) -> Result<(), CommitError> {
        Ok(self.journal.close()?)
    }

    fn append(&mut self, entries: &[Arc<Entry>]) -> Result<(), CommitError> {
        let Some(first) = entries.first() else { return Ok(()) };
        self.group.restart(first.sequence, first.recorded_at);
        for entry in entries {
            self.push(entry)?;
        }
        Ok(self.journal.append(&self.group)?)
    }

    /// Adds an entry to the group; a group that is full, or as long as the journal takes it, is written first.
    fn push(&mut self, entry: &Entry) -> Result<(), CommitError> {
        self.encoded.clear();
        let record = codec::encode(entry, &mut self.encoded);
        let bytes = self.group.payload().len() + RECORD_HEADER_BYTES + self.encoded.len();
        if bytes > self.journal.group_bytes_max() && !self.group.is_empty() {
            self.journal.append(&self.group)?;
            self.group.restart(entry.sequence, entry.recorded_at);
        }
        let pushed = self.group.push(record.kind, record.version, entry.recorded_at, &self.encoded);
        let Err(full) = pushed else { return Ok(()) };
        if !self.group.is_empty() {
            self.journal.append(&self.group)?;
            self.group.restart(entry.sequence, entry.recorded_at);
            if self.group.push(record.kind, record.version, entry.recorded_at, &self.encoded).is_ok() {
                return Ok(());
            }
        }
        Err(CommitError::EntryTooLarge { sequence: entry.sequence, full })
    }
}
