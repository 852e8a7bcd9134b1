//! What supervisors ask about the past: an SQLite projection of the record, which can always be built again from it.
//!
//! The runtime hands every committed group of entries to [`Records::apply`]; one transaction folds them and stores how
//! far the fold has come: sequence number and the journal's chain hash there. Whoever opens the file compares that
//! position with the journal. Where the two disagree, or the file's shape is another version's, a second file is built
//! from the journal ([`Records::rebuild_into`]) and swapped in ([`Records::swap`]).
//!
//! - [`fold`]: what an entry changes in incidents, reports and dispatches; [`duty`] and [`audit`]: the other tables;
//! - [`row`]: how the folded things are kept: the whole of it in one blob, beside it the columns that are asked for;
//! - [`query`] and [`response`]: the questions; [`reader`]: who asks beside whoever writes.
//!
//! Invariants, as absences: nothing here is promised to anybody, it is only asked; no entry is folded twice, and none
//! is left out; personal data are nowhere but in blobs, as ciphertext.

mod audit;
mod duty;
mod erasable;
mod fold;
mod happened;
mod query;
mod reader;
mod response;
mod row;
mod schema;

#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use thiserror::Error;

use crate::domain::event::Entry;
use crate::domain::ids::{CityId, Sequence};

pub use audit::{AuditPage, AuditQuery, AuditRow, Outcome};
pub use duty::DutyPeriod;
pub use erasable::Erasable;
pub use query::{ClosedIncident, DayPage, DayPlace, PAGE_ROWS_MAX};
pub use reader::RecordsReader;
pub use response::{ClockFigures, Figures, ResponseSpan, ResponseTable, ResponseTimes};

/// How far the records have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordsPosition {
    /// The newest entry that was folded; zero before the first.
    pub sequence: Sequence,
    /// The journal's chain hash behind the commit group that ends with it; zeros before the first.
    pub chain_hash: [u8; 32],
}

/// Why the records did not do what was asked.
#[derive(Debug, Error)]
pub enum RecordsError {
    /// SQLite refused.
    #[error("the records could not be read or written: {0}")]
    Database(#[from] rusqlite::Error),
    /// The file system refused.
    #[error("the records' file could not be replaced: {0}")]
    File(#[from] io::Error),
    /// A blob is not what this version writes.
    #[error("the records hold something that cannot be read: {0}; build them again from the journal")]
    Encoding(#[from] postcard::Error),
    /// The file was made by another version.
    #[error(
        "the records have another shape (got version {got}, expected {expected}): build them again from the journal"
    )]
    OtherShape {
        /// The shape of the file.
        got: i64,
        /// The shape that this binary writes.
        expected: i64,
    },
    /// The file belongs to another city.
    #[error("the records belong to another city (got {got:?}, expected {expected}): check the configured folder")]
    OtherCity {
        /// The city of the file.
        got: String,
        /// The configured city.
        expected: CityId,
    },
    /// Entries are missing between the records and the batch.
    #[error("entry {got} cannot follow entry {position}: read the entries between them from the journal first")]
    Gap {
        /// The newest entry in the records.
        position: Sequence,
        /// The entry that was given.
        got: Sequence,
    },
}

/// The records of one city.
#[derive(Debug)]
pub struct Records {
    connection: Connection,
    path: PathBuf,
}

impl Records {
    /// Opens the records, or makes them where there are none.
    ///
    /// # Errors
    /// [`RecordsError::OtherCity`] when the file is another city's. [`RecordsError::OtherShape`] when another version
    /// made it: build it again. Otherwise when the file cannot be read or written.
    pub fn open(path: &Path, city: &CityId) -> Result<Self, RecordsError> {
        let connection = Connection::open(path)?;
        schema::prepare(&connection, city)?;
        Ok(Self { connection, path: path.to_owned() })
    }

    /// Makes empty records at a second path, to be filled from the journal and then swapped in. What an earlier
    /// attempt left there is removed.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn rebuild_into(second: &Path, city: &CityId) -> Result<Self, RecordsError> {
        for path in files_of(second) {
            remove_if_there(&path)?;
        }
        Self::open(second, city)
    }

    /// Puts these records in the place of others, whose connection must be closed (drop it), and opens them there.
    ///
    /// # Errors
    /// When the file cannot be replaced; the records that were there before are then there still, or, should the
    /// machine fail between two steps, none are: the journal gives them back.
    pub fn swap(self, path: &Path, city: &CityId) -> Result<Self, RecordsError> {
        let Self { connection, path: second } = self;
        // Leaving the write-ahead mode folds everything into the one file that is renamed.
        connection.pragma_update(None, "journal_mode", "DELETE")?;
        connection.close().map_err(|(_, error)| error)?;
        File::open(&second)?.sync_all()?;
        let [_, log, index] = files_of(path);
        remove_if_there(&log)?;
        remove_if_there(&index)?;
        fs::rename(&second, path)?;
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            File::open(folder)?.sync_all()?;
        }
        Self::open(path, city)
    }

    /// Where the records lie.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How far the records have come. What they say holds up to there.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn position(&self) -> Result<RecordsPosition, RecordsError> {
        position(&self.connection)
    }

    /// Folds a batch of entries, which ends with a commit group, and stores the position behind it in the same
    /// transaction. Entries that were folded before are skipped. Returns the new position.
    ///
    /// # Errors
    /// [`RecordsError::Gap`] when entries are missing before or in the batch; otherwise when the file cannot be
    /// written. Nothing of the batch is then in the records.
    pub fn apply<'e>(
        &mut self,
        batch: impl IntoIterator<Item = &'e Entry>,
        chain_hash: [u8; 32],
    ) -> Result<RecordsPosition, RecordsError> {
        // Who else writes is waited for at once: one that has read already would be refused instead.
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before = position(&transaction)?;
        let mut fold = fold::Fold::new(&transaction);
        let mut last = before.sequence;
        for entry in batch.into_iter().filter(|entry| entry.sequence > before.sequence) {
            if entry.sequence != last.next() {
                return Err(RecordsError::Gap { position: last, got: entry.sequence });
            }
            fold.entry(entry)?;
            audit::write(&transaction, entry)?;
            last = entry.sequence;
        }
        if last == before.sequence {
            return Ok(before);
        }
        fold.write()?;
        transaction.execute(
            "UPDATE position SET sequence = ?1, chain_hash = ?2",
            params![schema::integer(last.get()), chain_hash],
        )?;
        transaction.commit()?;
        Ok(RecordsPosition { sequence: last, chain_hash })
    }
}

fn position(connection: &Connection) -> Result<RecordsPosition, RecordsError> {
    let stored = connection
        .prepare_cached("SELECT sequence, chain_hash FROM position")?
        .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 32]>(1)?)))
        .optional()?;
    Ok(stored.map_or_else(RecordsPosition::default, |(sequence, chain_hash)| RecordsPosition {
        sequence: Sequence::new(sequence.cast_unsigned()),
        chain_hash,
    }))
}

/// A database's file, its write-ahead log and that log's index.
fn files_of(path: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|suffix| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    })
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}
