//! Segments: files of fixed size, taken from the disk beforehand, named by the first sequence they may hold and by
//! the epoch that writes them.
//!
//! ```text
//! offset  bytes  field
//!      0      8  magic           F7 "ptrlsg" 0A
//!      8      2  format          1
//!     10      1  length of the city's name
//!     11      1  reserved        0
//!     12     32  city            UTF-8, filled up with zeros
//!     44      4  reserved        0
//!     48      8  epoch
//!     56      8  first sequence
//!     64      8  segment bytes   the length that the file has until it is sealed
//!     72     32  previous hash   of the last frame of the segment before; zeros in the first
//!    104   3988  reserved        0
//!   4092      4  crc32c          of bytes 0..4092
//!   4096      …  frames, then zeros
//! ```
//!
//! The header has a page of its own, which is never written again. It is a link of the chain: the first frame names
//! the SHA-256 of the whole page. A segment appears under its name only when its header is safe on disk, so a bad
//! header is never the trace of a crash. Where a seal says "full", the next segment had been made before, so its
//! absence is never the trace of a crash either.

use std::fmt;
use std::io;
use std::path::Path;

use thiserror::Error;

use super::disk::{Disk, TEMPORARY_SUFFIX, remove_if_there};
use super::fields::Fields;
use super::frame::{FRAME_HEADER_BYTES, hash_of};
use super::group::{GROUP_BYTES_MAX, RECORD_HEADER_BYTES};
use super::{ChainHash, Epoch};
use crate::domain::ids::{CityId, NAME_BYTES_MAX, Sequence};

/// What every segment starts with.
pub const SEGMENT_MAGIC: [u8; 8] = *b"\xF7ptrlsg\n";
/// The format that this patrold writes, and the newest that it reads.
pub const SEGMENT_FORMAT: u16 = 1;
/// The length of the header, and so the offset of the first frame.
pub const SEGMENT_HEADER_BYTES: usize = 4_096;
/// The largest segment that can be configured, in bytes.
pub const SEGMENT_BYTES_MAX: u64 = 1024 * 1024 * 1024;

const HEADER_CRC_AT: usize = SEGMENT_HEADER_BYTES - 4;
const NAME_SUFFIX: &str = ".segment";

/// How large segments and groups may become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    segment_bytes: u64,
    group_bytes_max: u32,
}

/// Why limits were refused.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum InvalidLimits {
    /// The largest group is none, or larger than the format allows.
    #[error("invalid group_bytes_max (got {0}): expected {RECORD_HEADER_BYTES} to {GROUP_BYTES_MAX}")]
    Group(u32),
    /// A segment would be too small for its header, the largest group and a seal, or is too large.
    #[error("invalid segment_bytes (got {got}): with this group_bytes_max expected {min} to {SEGMENT_BYTES_MAX}")]
    Segment {
        /// The configured length.
        got: u64,
        /// The least that works.
        min: u64,
    },
}

impl Limits {
    /// Checks the limits of a journal.
    ///
    /// # Errors
    /// When the largest group does not fit into a segment, or either is beyond what the format allows.
    pub fn new(segment_bytes: u64, group_bytes_max: u32) -> Result<Self, InvalidLimits> {
        let group = group_bytes_max as usize;
        if !(RECORD_HEADER_BYTES..=GROUP_BYTES_MAX).contains(&group) {
            return Err(InvalidLimits::Group(group_bytes_max));
        }
        let min = (SEGMENT_HEADER_BYTES + FRAME_HEADER_BYTES + group + FRAME_HEADER_BYTES) as u64;
        if !(min..=SEGMENT_BYTES_MAX).contains(&segment_bytes) {
            return Err(InvalidLimits::Segment { got: segment_bytes, min });
        }
        Ok(Self { segment_bytes, group_bytes_max })
    }

    /// The length of a segment's file in bytes.
    #[must_use]
    pub const fn segment_bytes(self) -> u64 {
        self.segment_bytes
    }

    /// The longest payload of one group in bytes.
    #[must_use]
    pub const fn group_bytes_max(self) -> u32 {
        self.group_bytes_max
    }
}

impl Default for Limits {
    /// 64 MiB a segment, 16 MiB a group.
    fn default() -> Self {
        Self { segment_bytes: 64 * 1024 * 1024, group_bytes_max: 16 * 1024 * 1024 }
    }
}

/// The name of a segment's file: `00000000000000004711-0000000003.segment`. Sorts by first sequence, then epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentName {
    /// The sequence of the first record that the segment may hold.
    pub first_sequence: Sequence,
    /// The epoch that wrote it.
    pub epoch: Epoch,
}

impl SegmentName {
    /// Reads a file's name; `None` when it is not exactly as this patrold writes it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let parsed = Self::parse_stem(name.strip_suffix(NAME_SUFFIX)?)?;
        (parsed.to_string() == name).then_some(parsed)
    }

    /// Reads a name without its ending.
    pub(super) fn parse_stem(stem: &str) -> Option<Self> {
        let (first, epoch) = stem.split_once('-')?;
        Some(Self { first_sequence: Sequence::new(first.parse().ok()?), epoch: Epoch::new(epoch.parse().ok()?) })
    }

    pub(super) fn temporary(self) -> String {
        format!("{self}{TEMPORARY_SUFFIX}")
    }
}

impl fmt::Display for SegmentName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:020}-{:010}{NAME_SUFFIX}", self.first_sequence.get(), self.epoch.get())
    }
}

/// Whether a file's name claims to be a segment.
pub(super) fn claims_to_be_a_segment(name: &str) -> bool {
    name.ends_with(NAME_SUFFIX)
}

/// Whether a file's name is that of a segment which was being made.
pub(super) fn is_unfinished_segment(name: &str) -> bool {
    name.strip_suffix(TEMPORARY_SUFFIX).is_some_and(claims_to_be_a_segment)
}

/// The header of a segment, but for magic, format and checksum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentHeader {
    /// The city whose record this is.
    pub city: CityId,
    /// The epoch that wrote it.
    pub epoch: Epoch,
    /// The sequence of the first record that it may hold.
    pub first_sequence: Sequence,
    /// The length of the file until it is sealed, in bytes.
    pub segment_bytes: u64,
    /// The last link of the segment before.
    pub previous_hash: ChainHash,
}

/// Why bytes are no segment's header.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum SegmentHeaderError {
    /// The file is shorter than a header.
    #[error("invalid segment (got {bytes} bytes): its header alone has {SEGMENT_HEADER_BYTES}")]
    TooShort {
        /// The length of what is there.
        bytes: usize,
    },
    /// It does not start as a segment does.
    #[error("invalid segment header: it does not start with the mark of a segment")]
    NoMagic,
    /// The header was changed.
    #[error("invalid segment header: its checksum does not match")]
    Checksum,
    /// The segment is of a format that this patrold does not know.
    #[error("unknown segment format {format}: written by a newer patrold")]
    Newer {
        /// The format that it names.
        format: u16,
    },
    /// The header is whole, but says what no patrold writes.
    #[error("invalid segment header: its fields make no sense")]
    Inconsistent,
}

impl SegmentHeader {
    /// The name of this segment's file.
    #[must_use]
    pub const fn name(&self) -> SegmentName {
        SegmentName { first_sequence: self.first_sequence, epoch: self.epoch }
    }

    /// The page that stands at the start of the file, and its hash, which the first frame names.
    #[must_use]
    pub fn encode(&self) -> (Vec<u8>, ChainHash) {
        let city = self.city.as_str().as_bytes();
        let mut page = Vec::with_capacity(SEGMENT_HEADER_BYTES);
        page.extend_from_slice(&SEGMENT_MAGIC);
        page.extend_from_slice(&SEGMENT_FORMAT.to_le_bytes());
        page.push(u8::try_from(city.len()).unwrap_or(u8::MAX));
        page.push(0);
        page.extend_from_slice(city);
        page.resize(12 + NAME_BYTES_MAX + 4, 0);
        page.extend_from_slice(&self.epoch.get().to_le_bytes());
        page.extend_from_slice(&self.first_sequence.get().to_le_bytes());
        page.extend_from_slice(&self.segment_bytes.to_le_bytes());
        page.extend_from_slice(self.previous_hash.as_bytes());
        page.resize(HEADER_CRC_AT, 0);
        page.extend_from_slice(&crc32c::crc32c(&page).to_le_bytes());
        let hash = hash_of(&page);
        (page, hash)
    }

    /// Reads the page at the start of a file, and its hash.
    ///
    /// # Errors
    /// When it is no sound header of a known format.
    pub fn decode(bytes: &[u8]) -> Result<(Self, ChainHash), SegmentHeaderError> {
        let page =
            bytes.first_chunk::<SEGMENT_HEADER_BYTES>().ok_or(SegmentHeaderError::TooShort { bytes: bytes.len() })?;
        if !page.starts_with(&SEGMENT_MAGIC) {
            return Err(SegmentHeaderError::NoMagic);
        }
        let (covered, crc) = page.split_at(HEADER_CRC_AT);
        if Fields::new(crc).u32() != Some(crc32c::crc32c(covered)) {
            return Err(SegmentHeaderError::Checksum);
        }
        let mut fields = Fields::new(covered);
        let format = fields.bytes(SEGMENT_MAGIC.len()).and_then(|_| fields.u16()).unwrap_or(0);
        if format != SEGMENT_FORMAT {
            return Err(SegmentHeaderError::Newer { format });
        }
        let header = Self::read_fields(fields).ok_or(SegmentHeaderError::Inconsistent)?;
        // Whatever the fields do not say must be as this format writes it, or it was not this format that wrote it.
        let (written, hash) = header.encode();
        if written == page { Ok((header, hash)) } else { Err(SegmentHeaderError::Inconsistent) }
    }

    fn read_fields(mut fields: Fields<'_>) -> Option<Self> {
        let city_bytes = usize::from(fields.u8()?);
        fields.u8()?;
        let city = fields.bytes(NAME_BYTES_MAX)?.get(..city_bytes)?;
        fields.u32()?;
        Some(Self {
            city: CityId::new(std::str::from_utf8(city).ok()?).ok()?,
            epoch: Epoch::new(fields.u64()?),
            first_sequence: Sequence::new(fields.u64()?),
            segment_bytes: fields.u64().filter(|bytes| *bytes <= SEGMENT_BYTES_MAX)?,
            previous_hash: ChainHash::new(fields.array()?),
        })
    }
}

/// Makes a segment under its temporary name, with its header, safe on disk. Returns the file and the header's hash.
pub(super) fn prepare<D: Disk>(disk: &D, folder: &Path, header: &SegmentHeader) -> io::Result<(D::File, ChainHash)> {
    let path = folder.join(header.name().temporary());
    remove_if_there(disk, &path)?;
    let mut file = disk.create(&path, header.segment_bytes)?;
    let (page, hash) = header.encode();
    disk.write_at(&mut file, 0, &page)?;
    disk.sync(&file)?;
    disk.sync_directory(folder)?;
    Ok((file, hash))
}

/// Gives a prepared segment its name, safe on disk.
pub(super) fn publish<D: Disk>(disk: &D, folder: &Path, name: SegmentName) -> io::Result<()> {
    disk.rename(&folder.join(name.temporary()), &folder.join(name.to_string()))?;
    disk.sync_directory(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header() -> SegmentHeader {
        SegmentHeader {
            city: CityId::new("滨海").expect("a name"),
            epoch: Epoch::new(3),
            first_sequence: Sequence::new(4_711),
            segment_bytes: 64 * 1024 * 1024,
            previous_hash: ChainHash::new([7; 32]),
        }
    }

    #[test]
    fn a_header_comes_back_and_its_layout_is_for_ever() {
        let (page, hash) = header().encode();
        assert_eq!(page.len(), SEGMENT_HEADER_BYTES);
        assert_eq!(&page[..18], b"\xF7ptrlsg\n\x01\0\x06\0\xE6\xBB\xA8\xE6\xB5\xB7");
        assert_eq!(&page[48..72], b"\x03\0\0\0\0\0\0\0\x67\x12\0\0\0\0\0\0\0\0\0\x04\0\0\0\0");
        assert_eq!(SegmentHeader::decode(&page), Ok((header(), hash)));
    }

    /// What is not in place yet is told by its name which segment it will be, and is never taken for one.
    #[test]
    fn a_temporary_file_has_the_name_of_its_segment_and_is_none() {
        let name = header().name();
        assert_eq!(SegmentName::parse(&name.to_string()), Some(name));
        assert_eq!(SegmentName::parse(&name.temporary()), None);
        assert_eq!(name.temporary(), format!("{name}.new"));
    }

    #[test]
    fn every_flipped_bit_of_a_header_is_found() {
        let (page, _) = header().encode();
        for bit in (0..page.len() * 8).step_by(3) {
            let mut damaged = page.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            SegmentHeader::decode(&damaged).expect_err("found");
        }
        assert_eq!(SegmentHeader::decode(&page[..100]), Err(SegmentHeaderError::TooShort { bytes: 100 }));
    }

    #[test]
    fn a_newer_format_is_refused_by_name() {
        let (mut page, _) = header().encode();
        page[8] = 2;
        let crc = crc32c::crc32c(&page[..HEADER_CRC_AT]).to_le_bytes();
        page[HEADER_CRC_AT..].copy_from_slice(&crc);
        let error = SegmentHeader::decode(&page).expect_err("not known yet");
        assert_eq!(error.to_string(), "unknown segment format 2: written by a newer patrold");
    }

    #[test]
    fn names_sort_as_the_record_does() {
        let name = header().name();
        assert_eq!(name.to_string(), "00000000000000004711-0000000003.segment");
        assert_eq!(SegmentName::parse(&name.to_string()), Some(name));
        for stray in
            ["4711-3.segment", "00000000000000004711-0000000003.segment.new", "+0000000000000004711-0000000003.segment"]
        {
            assert_eq!(SegmentName::parse(stray), None, "{stray}");
        }
    }

    #[test]
    fn limits_are_checked() {
        assert!(Limits::new(64 * 1024, 16 * 1024).is_ok());
        assert_eq!(Limits::new(64 * 1024, 0), Err(InvalidLimits::Group(0)));
        assert_eq!(Limits::new(20_000, 16 * 1024), Err(InvalidLimits::Segment { got: 20_000, min: 20_688 }));
    }
}
