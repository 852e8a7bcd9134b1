//! How an entry becomes bytes and bytes become an entry again.
//!
//! One journal record is one [`Entry`]: what one command brought about. The frame around it holds the record's kind
//! and version and the entry's sequence number; the bytes are a storage message (`proto/patrol/journal/v1`), which is
//! never shared with the API. In it every event has a kind and a version of its own.
//!
//! Three things keep a record readable for ever:
//! - The tables here name every field and variant of the domain without a wildcard, so that a new one does not compile
//!   until it is stored ([`storable`]).
//! - What an older patrold wrote is lifted to the present shape by one pure function a version ([`upcast`]).
//! - What a newer patrold wrote is refused by sequence number, never half understood.
//!
//! Nothing here panics on any bytes, and every error names the sequence number and the field.

mod desk;
mod dispatch;
mod entry;
mod erasure;
mod error;
mod event;
mod incident;
mod order;
mod report;
mod storable;
mod unit;
mod upcast;
mod value;

#[expect(unreachable_pub, clippy::pedantic, reason = "generated; nothing outside the codec sees it")]
mod message {
    tonic::include_proto!("patrol.journal.v1");
}

#[cfg(test)]
mod golden;
#[cfg(test)]
mod tests;

use bytes::Bytes;
use prost::Message;

use crate::domain::event::Entry;
use crate::domain::ids::Sequence;

pub use error::{DecodeError, FieldProblem};

/// What a record's bytes are, as its frame says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordType {
    /// The kind of record.
    pub kind: u16,
    /// The version of its shape.
    pub version: u16,
}

/// The record type that [`encode`] writes.
pub const ENTRY: RecordType = RecordType { kind: 1, version: 2 };

/// What was written before the name of the command and the time of its receipt were kept: the same, without them.
const ENTRY_WITHOUT_NAME: RecordType = RecordType { kind: 1, version: 1 };

/// Appends an entry to a buffer, without its sequence number, which the frame carries. Returns the record type that
/// the frame must carry too.
pub fn encode(entry: &Entry, buffer: &mut Vec<u8>) -> RecordType {
    let stored = entry::store(entry);
    buffer.reserve(stored.encoded_len());
    stored.encode_raw(buffer);
    ENTRY
}

/// Reads the entry of a record.
///
/// # Errors
/// When a newer patrold wrote it, or when the bytes are not what [`encode`] writes. A checksum has vouched for the
/// bytes before, so neither is a reason to go on: the daemon refuses to start and names the sequence number.
pub fn decode(record: RecordType, sequence: Sequence, bytes: &[u8]) -> Result<Entry, DecodeError> {
    if ![ENTRY, ENTRY_WITHOUT_NAME].contains(&record) {
        return Err(DecodeError::UnknownRecord { sequence, kind: record.kind, version: record.version });
    }
    let damaged = |field: error::FieldError| field.in_entry(sequence);
    // Copied once: what is stored as bytes in it is not copied again.
    let stored = message::Entry::decode(Bytes::copy_from_slice(bytes)).map_err(|error| damaged(error.into()))?;
    entry::load(sequence, stored)
}
