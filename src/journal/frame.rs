//! Frames: one commit group each, or a note of the journal's own (a marker, a seal).
//!
//! All numbers are little-endian. A frame is its header, then its records, without padding:
//!
//! ```text
//! offset  bytes  field
//!      0      8  magic          F7 "ptrlfr" 0A
//!      8      2  format         1
//!     10      1  kind           1 group, 2 marker, 3 seal
//!     11      1  seal reason    0 no seal, 1 segment full, 2 journal closed, 3 recovered after a crash
//!     12      4  payload bytes  at most GROUP_BYTES_MAX; 0 unless a group
//!     16      4  record count   at most RECORDS_PER_GROUP_MAX; 0 unless a group
//!     20      4  reserved       0
//!     24      8  epoch          the epoch of the segment
//!     32      8  first sequence of the records; for a marker or seal the one that comes next
//!     40      8  durable through: the highest sequence that was synced when this frame was made
//!     48      8  time           UTC microseconds, when the group was made
//!     56      8  segment offset where in the segment's file this frame starts
//!     64     32  previous hash  SHA-256 of the frame before; for the first in a segment, of the segment's header
//!     96      4  header crc32c  of bytes 0..96
//!    100      4  frame crc32c   of bytes 0..100 and the payload
//!    104      …  payload        records
//!
//! record
//!      0      2  kind           of the event
//!      2      2  version        of that kind's encoding
//!      4      4  length         of the bytes, at most RECORD_BYTES_MAX
//!      8      8  time           UTC microseconds
//!     16      …  bytes
//! ```
//!
//! The header has a checksum of its own, so that its lengths can be trusted before the payload is read, and so that
//! a search for frames in damaged bytes costs little. The segment offset keeps bytes that only look like a frame, such
//! as a copy inside a record, from being taken for one. The chain of hashes covers every byte of every frame.
//!
//! `durable_through` is what tells a torn tail from corruption: a frame that a later sound frame says was synced must
//! be there. A *marker* says the same without records; a *seal* ends a segment, and is written only after everything
//! before it was synced.

use sha2::{Digest, Sha256};
use thiserror::Error;

use super::fields::Fields;
use super::group::{GROUP_BYTES_MAX, RECORDS_PER_GROUP_MAX, RecordView, Records};
use super::{ChainHash, ChainPoint, Epoch};
use crate::domain::ids::Sequence;
use crate::domain::time::EngineTime;

/// What every frame starts with.
pub const FRAME_MAGIC: [u8; 8] = *b"\xF7ptrlfr\n";
/// The format that this patrold writes, and the newest that it reads.
pub const FRAME_FORMAT: u16 = 1;
/// The length of a frame without records: of a marker, of a seal.
pub const FRAME_HEADER_BYTES: usize = 104;

const HEADER_CRC_AT: usize = 96;
const FRAME_CRC_AT: usize = 100;

/// Why a segment ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealReason {
    /// It was full; the next segment follows in the same epoch.
    Full,
    /// The journal was closed.
    Closed,
    /// The journal had not been closed; the next start put the seal where the sound frames end.
    Recovered,
}

/// What a frame is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameKind {
    /// A commit group.
    Group,
    /// Only a statement of what is durable.
    Marker,
    /// The last frame of a segment.
    Seal(SealReason),
}

impl FrameKind {
    const fn codes(self) -> [u8; 2] {
        match self {
            Self::Group => [1, 0],
            Self::Marker => [2, 0],
            Self::Seal(SealReason::Full) => [3, 1],
            Self::Seal(SealReason::Closed) => [3, 2],
            Self::Seal(SealReason::Recovered) => [3, 3],
        }
    }

    const fn from_codes(codes: [u8; 2]) -> Option<Self> {
        match codes {
            [1, 0] => Some(Self::Group),
            [2, 0] => Some(Self::Marker),
            [3, 1] => Some(Self::Seal(SealReason::Full)),
            [3, 2] => Some(Self::Seal(SealReason::Closed)),
            [3, 3] => Some(Self::Seal(SealReason::Recovered)),
            _ => None,
        }
    }
}

/// The header of a frame, but for magic, format and checksums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameHeader {
    /// What the frame is.
    pub kind: FrameKind,
    /// The length of the payload in bytes.
    pub payload_bytes: u32,
    /// How many records the payload holds.
    pub record_count: u32,
    /// The epoch in which it was written.
    pub epoch: Epoch,
    /// The sequence of its first record, or the next one when it has none.
    pub first_sequence: Sequence,
    /// The highest sequence that was synced when the frame was made; always below `first_sequence`.
    pub durable_through: Sequence,
    /// When the group was made.
    pub time: EngineTime,
    /// Where in the segment's file it starts.
    pub segment_offset: u64,
    /// The hash of what stands before it.
    pub previous_hash: ChainHash,
}

impl FrameHeader {
    /// The sequence of its last record, or the one before `first_sequence` when it has none.
    #[must_use]
    pub const fn last_sequence(&self) -> Sequence {
        Sequence::new(self.first_sequence.get().saturating_add(self.record_count as u64).saturating_sub(1))
    }

    /// The length of the whole frame in bytes.
    #[must_use]
    pub const fn frame_bytes(&self) -> usize {
        FRAME_HEADER_BYTES + self.payload_bytes as usize
    }
}

/// A sound frame.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Its header.
    pub header: FrameHeader,
    /// The hash that the next frame must name.
    pub hash: ChainHash,
    payload: &'a [u8],
}

impl<'a> Frame<'a> {
    /// Its records, in order.
    pub fn records(&self) -> impl Iterator<Item = RecordView<'a>> + use<'a> {
        let end = ChainPoint { sequence: self.header.last_sequence(), hash: self.hash };
        Records::new(self.payload, self.header.first_sequence)
            .flatten()
            .map(move |record| RecordView { group_end: (record.sequence == end.sequence).then_some(end), ..record })
    }
}

/// Why bytes are no sound frame.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum FrameError {
    /// The bytes end before the frame does.
    #[error("invalid frame (got {bytes} bytes): it needs {needed}")]
    TooShort {
        /// How many there are.
        bytes: usize,
        /// How many there must be.
        needed: usize,
    },
    /// No frame starts here.
    #[error("invalid frame: it does not start with the mark of a frame")]
    NoMagic,
    /// The header was changed.
    #[error("invalid frame header: its checksum does not match")]
    HeaderChecksum,
    /// The header or the records were changed.
    #[error("invalid frame: its checksum does not match")]
    FrameChecksum,
    /// The frame is of a format that this patrold does not know.
    #[error("unknown frame format {format}: written by a newer patrold")]
    Newer {
        /// The format that it names.
        format: u16,
    },
    /// The frame is whole, but says what no patrold writes.
    #[error("invalid frame: {rule}")]
    Inconsistent {
        /// The rule that it breaks.
        rule: &'static str,
    },
}

impl FrameError {
    /// Whether a write that was cut short can leave such bytes behind. Other errors mean that somebody wrote it so.
    #[must_use]
    pub const fn may_be_torn(self) -> bool {
        match self {
            Self::TooShort { .. } | Self::NoMagic | Self::HeaderChecksum | Self::FrameChecksum => true,
            Self::Newer { .. } | Self::Inconsistent { .. } => false,
        }
    }
}

/// Writes a frame over what the buffer held and returns its hash. The header's `payload_bytes` must be the payload's
/// length, its `record_count` the number of records in it.
pub fn encode(header: &FrameHeader, payload: &[u8], buffer: &mut Vec<u8>) -> ChainHash {
    buffer.clear();
    buffer.reserve(FRAME_HEADER_BYTES + payload.len());
    buffer.extend_from_slice(&FRAME_MAGIC);
    buffer.extend_from_slice(&FRAME_FORMAT.to_le_bytes());
    buffer.extend_from_slice(&header.kind.codes());
    buffer.extend_from_slice(&header.payload_bytes.to_le_bytes());
    buffer.extend_from_slice(&header.record_count.to_le_bytes());
    buffer.extend_from_slice(&[0; 4]);
    buffer.extend_from_slice(&header.epoch.get().to_le_bytes());
    buffer.extend_from_slice(&header.first_sequence.get().to_le_bytes());
    buffer.extend_from_slice(&header.durable_through.get().to_le_bytes());
    buffer.extend_from_slice(&header.time.as_micros().to_le_bytes());
    buffer.extend_from_slice(&header.segment_offset.to_le_bytes());
    buffer.extend_from_slice(header.previous_hash.as_bytes());
    buffer.extend_from_slice(&crc32c::crc32c(buffer).to_le_bytes());
    let frame_crc = crc32c::crc32c_append(crc32c::crc32c(buffer), payload);
    buffer.extend_from_slice(&frame_crc.to_le_bytes());
    buffer.extend_from_slice(payload);
    hash_of(buffer)
}

/// Reads the header of a frame; the payload need not be there yet.
///
/// # Errors
/// When it is no sound header. Its lengths are within the limits when it is.
pub fn decode_header(bytes: &[u8]) -> Result<FrameHeader, FrameError> {
    let Some(header) = bytes.first_chunk::<FRAME_HEADER_BYTES>() else {
        return Err(FrameError::TooShort { bytes: bytes.len(), needed: FRAME_HEADER_BYTES });
    };
    if !header.starts_with(&FRAME_MAGIC) {
        return Err(FrameError::NoMagic);
    }
    let (covered, checksums) = header.split_at(HEADER_CRC_AT);
    if Fields::new(checksums).u32() != Some(crc32c::crc32c(covered)) {
        return Err(FrameError::HeaderChecksum);
    }
    let format = Fields::new(covered.get(FRAME_MAGIC.len()..).unwrap_or_default()).u16().unwrap_or(0);
    if format != FRAME_FORMAT {
        return Err(FrameError::Newer { format });
    }
    let header = read_fields(covered).ok_or(FrameError::Inconsistent { rule: "it must be of a known kind" })?;
    check(&header)?;
    Ok(header)
}

/// Reads a whole frame from the start of the bytes; more may follow it.
///
/// # Errors
/// When it is no sound frame. Arbitrary bytes neither panic nor make it allocate.
pub fn decode(bytes: &[u8]) -> Result<Frame<'_>, FrameError> {
    let header = decode_header(bytes)?;
    let needed = header.frame_bytes();
    let frame = bytes.get(..needed).ok_or(FrameError::TooShort { bytes: bytes.len(), needed })?;
    let (covered, rest) = frame.split_at_checked(FRAME_CRC_AT).unwrap_or_default();
    let mut rest = Fields::new(rest);
    let stated = rest.u32();
    let payload = rest.bytes(header.payload_bytes as usize).unwrap_or_default();
    if stated != Some(crc32c::crc32c_append(crc32c::crc32c(covered), payload)) {
        return Err(FrameError::FrameChecksum);
    }
    let mut count = 0;
    for record in Records::new(payload, header.first_sequence) {
        record.ok_or(FrameError::Inconsistent { rule: "its payload must be whole records" })?;
        count += 1;
    }
    if count != header.record_count {
        return Err(FrameError::Inconsistent { rule: "its record count must be that of its payload" });
    }
    Ok(Frame { header, hash: hash_of(frame), payload })
}

/// The link of the chain that these bytes are.
pub(super) fn hash_of(bytes: &[u8]) -> ChainHash {
    ChainHash::new(Sha256::digest(bytes).into())
}

/// The fields behind magic and format, or `None` when the kind is unknown or the reserved bytes are not zero.
fn read_fields(covered: &[u8]) -> Option<FrameHeader> {
    let mut fields = Fields::new(covered.get(FRAME_MAGIC.len() + 2..)?);
    let kind = FrameKind::from_codes(fields.array()?)?;
    let (payload_bytes, record_count) = (fields.u32()?, fields.u32()?);
    if fields.u32()? != 0 {
        return None;
    }
    Some(FrameHeader {
        kind,
        payload_bytes,
        record_count,
        epoch: Epoch::new(fields.u64()?),
        first_sequence: Sequence::new(fields.u64()?),
        durable_through: Sequence::new(fields.u64()?),
        time: EngineTime::from_micros(fields.i64()?),
        segment_offset: fields.u64()?,
        previous_hash: ChainHash::new(fields.array()?),
    })
}

fn check(header: &FrameHeader) -> Result<(), FrameError> {
    let is_group = header.kind == FrameKind::Group;
    let rules = [
        (header.payload_bytes as usize <= GROUP_BYTES_MAX, "its payload must be within the limit"),
        (header.record_count <= RECORDS_PER_GROUP_MAX, "its record count must be within the limit"),
        (is_group == (header.record_count > 0), "a group has records, a marker or seal has none"),
        (is_group || header.payload_bytes == 0, "a marker or seal has no payload"),
        (header.durable_through < header.first_sequence, "what it calls durable must stand before it"),
        (
            header.first_sequence.get().checked_add(u64::from(header.record_count)).is_some(),
            "its sequence numbers must not run over",
        ),
    ];
    match rules.into_iter().find(|(kept, _)| !kept) {
        Some((_, rule)) => Err(FrameError::Inconsistent { rule }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::journal::group::CommitGroup;

    fn header_of(group: &CommitGroup, durable_through: u64) -> FrameHeader {
        FrameHeader {
            kind: FrameKind::Group,
            payload_bytes: u32::try_from(group.payload().len()).expect("small"),
            record_count: group.record_count(),
            epoch: Epoch::new(3),
            first_sequence: group.first_sequence(),
            durable_through: Sequence::new(durable_through),
            time: group.time(),
            segment_offset: 4_096,
            previous_hash: ChainHash::new([9; 32]),
        }
    }

    fn two_reports() -> (FrameHeader, Vec<u8>) {
        let mut group = CommitGroup::new(Sequence::new(11), EngineTime::from_unix_seconds(5));
        group.push(1, 1, EngineTime::from_unix_seconds(4), b"report").expect("fits");
        group.push(2, 1, EngineTime::from_unix_seconds(5), b"dispatch").expect("fits");
        let header = header_of(&group, 9);
        let mut frame = Vec::new();
        encode(&header, group.payload(), &mut frame);
        (header, frame)
    }

    /// Puts both checksums right again, as somebody would who forges a frame.
    fn forge(frame: &mut [u8]) {
        let crc = crc32c::crc32c(&frame[..HEADER_CRC_AT]);
        frame[HEADER_CRC_AT..FRAME_CRC_AT].copy_from_slice(&crc.to_le_bytes());
        let crc = crc32c::crc32c_append(crc32c::crc32c(&frame[..FRAME_CRC_AT]), &frame[FRAME_HEADER_BYTES..]);
        frame[FRAME_CRC_AT..FRAME_HEADER_BYTES].copy_from_slice(&crc.to_le_bytes());
    }

    #[test]
    fn the_layout_is_for_ever() {
        let (_, frame) = two_reports();
        assert_eq!(frame.len(), FRAME_HEADER_BYTES + 16 + 6 + 16 + 8);
        assert_eq!(&frame[..24], b"\xF7ptrlfr\n\x01\0\x01\0\x2E\0\0\0\x02\0\0\0\0\0\0\0");
        assert_eq!(&frame[24..48], b"\x03\0\0\0\0\0\0\0\x0B\0\0\0\0\0\0\0\x09\0\0\0\0\0\0\0");
        assert_eq!(&frame[104..126], b"\x01\0\x01\0\x06\0\0\0\x00\x09\x3D\0\0\0\0\0report");
        assert_eq!(
            hash_of(&frame).to_string(),
            "f3cd1d252f14275dee741279a1b1e71cdfa5cb0b9faad92d2ed651739f08e1f5",
            "golden hash of the whole frame"
        );
    }

    #[test]
    fn a_frame_comes_back_as_it_went_out() {
        let (header, mut bytes) = two_reports();
        bytes.extend_from_slice(b"what follows");
        let frame = decode(&bytes).expect("sound");
        assert_eq!(frame.header, header);
        assert_eq!(frame.header.last_sequence(), Sequence::new(12));
        assert_eq!(frame.records().map(|record| record.bytes).collect::<Vec<_>>(), [&b"report"[..], b"dispatch"]);
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_found() {
        let (_, frame) = two_reports();
        for bit in 0..frame.len() * 8 {
            let mut damaged = frame.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            let error = decode(&damaged).expect_err("found");
            assert!(error.may_be_torn(), "bit {bit}: {error}");
        }
        for length in 0..frame.len() {
            assert!(matches!(decode(&frame[..length]), Err(FrameError::TooShort { .. })));
        }
    }

    #[test]
    fn a_whole_frame_that_says_nonsense_is_not_taken_for_a_torn_one() {
        let (_, frame) = two_reports();
        for (at, value, what) in [
            (8, 2, "a newer format"),
            (10, 9, "an unknown kind"),
            (11, 1, "a group with a seal's reason"),
            (15, 0xFF, "too long a payload"),
            (16, 3, "more records than there are"),
            (20, 1, "reserved bytes in use"),
            (40, 11, "durable before it was written"),
            (108, 200, "a record that ends behind the payload"),
        ] {
            let mut forged = frame.clone();
            forged[at] = value;
            forge(&mut forged);
            let error = decode(&forged).expect_err(what);
            assert!(!error.may_be_torn(), "{what}: {error}");
        }
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), forged in any::<bool>()) {
            let mut bytes = bytes;
            if forged && bytes.len() >= FRAME_HEADER_BYTES {
                bytes[..10].copy_from_slice(b"\xF7ptrlfr\n\x01\0");
                let (length, count) = (bytes[12], bytes[16]);
                bytes[10..24].copy_from_slice(&[1, 0, length, 0, 0, 0, count, 0, 0, 0, 0, 0, 0, 0]);
                forge(&mut bytes);
            }
            if let Ok(frame) = decode(&bytes) {
                prop_assert_eq!(frame.records().count(), frame.header.record_count as usize);
            }
        }

        #[test]
        fn any_group_comes_back(
            first in 1_u64..1_000_000,
            records in prop::collection::vec((any::<u16>(), any::<u16>(), any::<i64>(), prop::collection::vec(any::<u8>(), 0..50)), 1..20),
        ) {
            let mut group = CommitGroup::new(Sequence::new(first), EngineTime::from_micros(first.cast_signed()));
            for (kind, version, time, bytes) in &records {
                group.push(*kind, *version, EngineTime::from_micros(*time), bytes).expect("fits");
            }
            let mut buffer = Vec::new();
            let hash = encode(&header_of(&group, first - 1), group.payload(), &mut buffer);
            let frame = decode(&buffer).expect("sound");
            prop_assert_eq!(frame.hash, hash);
            let read: Vec<_> = frame.records().map(|r| (r.kind, r.version, r.time.as_micros(), r.bytes.to_vec())).collect();
            prop_assert_eq!(read, records);
        }
    }
}
