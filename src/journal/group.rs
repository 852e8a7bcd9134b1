//! A commit group: the records that are written together, synced together and acknowledged together.

use thiserror::Error;

use super::ChainPoint;
use super::fields::Fields;
use crate::domain::ids::Sequence;
use crate::domain::time::EngineTime;

/// The largest payload of one record, in bytes: a whole bundle of policy, zones and posts must fit.
pub const RECORD_BYTES_MAX: usize = 8 * 1024 * 1024;
/// The largest payload of one commit group with its record headers, in bytes.
pub const GROUP_BYTES_MAX: usize = 16 * 1024 * 1024;
/// The most records in one commit group.
pub const RECORDS_PER_GROUP_MAX: u32 = 65_536;
/// What stands before each record's bytes: kind, version, length, time.
pub const RECORD_HEADER_BYTES: usize = 16;

/// One record as it stands in the journal. Kind, version and bytes belong to the codec; the journal only keeps them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordView<'a> {
    /// Its position in the record.
    pub sequence: Sequence,
    /// What kind of event it is.
    pub kind: u16,
    /// The version of that kind's encoding.
    pub version: u16,
    /// When it was recorded.
    pub time: EngineTime,
    /// The encoded event.
    pub bytes: &'a [u8],
    /// The point of the chain behind its group, when it is the last one in it: up to there a reader can say what it has
    /// read. `None` where the group stands alone, outside of a chain.
    pub group_end: Option<ChainPoint>,
}

/// Why a record does not fit into a group.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum GroupFull {
    /// The record alone is too large for any group.
    #[error("invalid record (got {bytes} bytes): at most {RECORD_BYTES_MAX} bytes are allowed")]
    RecordTooLarge {
        /// The length of the record.
        bytes: usize,
    },
    /// The group would be too large with it; it fits into the next one.
    #[error("full commit group (got {bytes} bytes with this record): at most {GROUP_BYTES_MAX} bytes are allowed")]
    TooManyBytes {
        /// What the group would measure.
        bytes: usize,
    },
    /// The group has as many records as a group may have; it fits into the next one.
    #[error("full commit group (got {RECORDS_PER_GROUP_MAX} records): no more are allowed")]
    TooManyRecords,
}

/// Records in the making of one frame. Reuse it with [`CommitGroup::restart`]; its memory stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitGroup {
    first_sequence: Sequence,
    time: EngineTime,
    record_count: u32,
    payload: Vec<u8>,
}

impl CommitGroup {
    /// An empty group whose first record will have this sequence number: the number that the journal is expected to
    /// give next, so that a leader that has missed something is refused.
    #[must_use]
    pub const fn new(first_sequence: Sequence, time: EngineTime) -> Self {
        Self { first_sequence, time, record_count: 0, payload: Vec::new() }
    }

    /// Empties the group for the next use.
    pub fn restart(&mut self, first_sequence: Sequence, time: EngineTime) {
        self.first_sequence = first_sequence;
        self.time = time;
        self.record_count = 0;
        self.payload.clear();
    }

    /// Adds a record and returns its sequence number.
    ///
    /// # Errors
    /// When the record or the group with it would be too large; the group then stays as it was.
    pub fn push(&mut self, kind: u16, version: u16, time: EngineTime, bytes: &[u8]) -> Result<Sequence, GroupFull> {
        let length = u32::try_from(bytes.len())
            .ok()
            .filter(|_| bytes.len() <= RECORD_BYTES_MAX)
            .ok_or(GroupFull::RecordTooLarge { bytes: bytes.len() })?;
        let total = self.payload.len() + RECORD_HEADER_BYTES + bytes.len();
        if total > GROUP_BYTES_MAX {
            return Err(GroupFull::TooManyBytes { bytes: total });
        }
        if self.record_count >= RECORDS_PER_GROUP_MAX {
            return Err(GroupFull::TooManyRecords);
        }
        self.payload.extend_from_slice(&kind.to_le_bytes());
        self.payload.extend_from_slice(&version.to_le_bytes());
        self.payload.extend_from_slice(&length.to_le_bytes());
        self.payload.extend_from_slice(&time.as_micros().to_le_bytes());
        self.payload.extend_from_slice(bytes);
        let sequence = Sequence::new(self.first_sequence.get().saturating_add(u64::from(self.record_count)));
        self.record_count += 1;
        Ok(sequence)
    }

    /// The sequence number of the first record.
    #[must_use]
    pub const fn first_sequence(&self) -> Sequence {
        self.first_sequence
    }

    /// The sequence number of the last record, or the one before the first when the group is empty.
    #[must_use]
    pub const fn last_sequence(&self) -> Sequence {
        Sequence::new((self.first_sequence.get() + self.record_count as u64).saturating_sub(1))
    }

    /// When the group was made.
    #[must_use]
    pub const fn time(&self) -> EngineTime {
        self.time
    }

    /// How many records it holds.
    #[must_use]
    pub const fn record_count(&self) -> u32 {
        self.record_count
    }

    /// Whether it holds no record.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.record_count == 0
    }

    /// The records as they will be written.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }
}

/// The records of a payload, in order, each with its sequence number. An item is `None` where the bytes are no record;
/// nothing follows it.
#[derive(Clone, Debug)]
pub(super) struct Records<'a> {
    fields: Fields<'a>,
    next: Sequence,
    broken: bool,
}

impl<'a> Records<'a> {
    pub(super) const fn new(payload: &'a [u8], first_sequence: Sequence) -> Self {
        Self { fields: Fields::new(payload), next: first_sequence, broken: false }
    }

    fn read(&mut self) -> Option<RecordView<'a>> {
        let (kind, version) = (self.fields.u16()?, self.fields.u16()?);
        let length = usize::try_from(self.fields.u32()?).ok().filter(|length| *length <= RECORD_BYTES_MAX)?;
        let time = EngineTime::from_micros(self.fields.i64()?);
        let bytes = self.fields.bytes(length)?;
        let record = RecordView { sequence: self.next, kind, version, time, bytes, group_end: None };
        self.next = self.next.next();
        Some(record)
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Option<RecordView<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.broken || self.fields.is_empty() {
            return None;
        }
        let record = self.read();
        self.broken = record.is_none();
        Some(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back_as_they_went_in() {
        let mut group = CommitGroup::new(Sequence::new(7), EngineTime::from_unix_seconds(1));
        assert_eq!(group.last_sequence(), Sequence::new(6), "an empty group ends before it starts");
        for (kind, bytes) in [(1, &b"report"[..]), (2, b""), (3, b"dispatch")] {
            group.push(kind, 1, EngineTime::from_unix_seconds(2), bytes).expect("fits");
        }
        let records: Vec<_> =
            Records::new(group.payload(), group.first_sequence()).map(|record| record.expect("sound")).collect();
        assert_eq!(records.iter().map(|record| record.sequence.get()).collect::<Vec<_>>(), [7, 8, 9]);
        assert_eq!(records.iter().map(|record| record.bytes).collect::<Vec<_>>(), [&b"report"[..], b"", b"dispatch"]);
        assert_eq!(group.last_sequence(), Sequence::new(9));
    }

    #[test]
    fn what_is_too_large_is_refused_and_leaves_the_group_as_it_was() {
        let mut group = CommitGroup::new(Sequence::new(1), EngineTime::EPOCH);
        let large = vec![0; RECORD_BYTES_MAX];
        let too_large = vec![0; RECORD_BYTES_MAX + 1];
        assert!(matches!(group.push(1, 1, EngineTime::EPOCH, &too_large), Err(GroupFull::RecordTooLarge { .. })));
        group.push(1, 1, EngineTime::EPOCH, &large).expect("the largest record fits");
        let before = group.clone();
        assert!(matches!(group.push(1, 1, EngineTime::EPOCH, &large), Err(GroupFull::TooManyBytes { .. })));
        assert_eq!(group, before);
    }
}
