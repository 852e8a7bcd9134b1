//! Reading beside whoever writes the records: a long look holds nobody up.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, Transaction};

use super::{RecordsError, RecordsPosition, position};

/// A reader of the records.
#[derive(Debug)]
pub struct RecordsReader(Connection);

impl RecordsReader {
    /// Opens the records at a path for reading.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open(path: &Path) -> Result<Self, RecordsError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Ok(Self(Connection::open_with_flags(path, flags)?))
    }

    /// Up to where the records have come.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn position(&self) -> Result<RecordsPosition, RecordsError> {
        position(&self.0)
    }

    /// One moment of the records: everything that is read in it belongs together.
    pub(super) fn moment(&self) -> Result<Transaction<'_>, RecordsError> {
        Ok(self.0.unchecked_transaction()?)
    }
}
