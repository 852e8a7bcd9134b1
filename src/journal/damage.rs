//! What can be wrong with a journal, named so that an operator knows where to look.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::frame::FrameError;
use super::segment::SegmentHeaderError;
use super::{ChainHash, Epoch};
use crate::domain::ids::{CityId, Sequence};

/// An error of whoever was handed the records.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// Why a journal could not be read to its end.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The disk refused.
    #[error("could not read {}: {source}", path.display())]
    Disk {
        /// What was being read.
        path: PathBuf,
        /// What the disk said.
        source: io::Error,
    },
    /// The folder holds another city's record.
    #[error("{segment} belongs to the city {found}, not to {expected}: one folder, one city")]
    OtherCity {
        /// The segment that says so.
        segment: String,
        /// The city that was asked for.
        expected: CityId,
        /// The city in the segment's header.
        found: CityId,
    },
    /// A format that this patrold does not know.
    #[error("{file} has the format {format}: written by a newer patrold, start that one")]
    Newer {
        /// The file's name.
        file: String,
        /// The format that it names.
        format: u16,
    },
    /// A file that claims to be a segment, but has no segment's name.
    #[error("{file} has no name of a segment: take it out of the folder, or give it its own name back")]
    Stray {
        /// The file's name.
        file: String,
    },
    /// Something that was durable is gone or was changed.
    #[error(transparent)]
    Corrupt(#[from] Corruption),
    /// A record is sound, but whoever was handed it does not know it or could not take it.
    #[error("could not take the record with sequence {sequence}: {source}")]
    Refused {
        /// The record.
        sequence: Sequence,
        /// Why.
        source: BoxError,
    },
}

impl ReadError {
    pub(super) fn disk(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Disk { path: path.to_owned(), source }
    }
}

/// Something that was durable is gone or was changed. Never repaired by patrold: restore a backup.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("the journal is corrupt from sequence {first_bad} on ({segment}, byte {offset}): {damage}; restore a backup")]
pub struct Corruption {
    /// The file in which it was found.
    pub segment: String,
    /// Where in the file.
    pub offset: u64,
    /// The first sequence that cannot be vouched for. Everything below is sound.
    pub first_bad: Sequence,
    /// What is wrong.
    pub damage: Damage,
}

/// What is wrong at one place.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Damage {
    /// The header of a segment is bad; it was safe on disk before the segment had its name.
    #[error(transparent)]
    Header(#[from] SegmentHeaderError),
    /// A frame is bad, and it is certain that it was durable.
    #[error("{error}, although it was durable: {witness}")]
    Frame {
        /// What is wrong with the bytes.
        error: FrameError,
        /// What bears witness.
        witness: Witness,
    },
    /// The name of a segment is not that of its header: files were swapped or renamed.
    #[error("the segment's header says that its name is {header}: it was renamed, swapped or copied")]
    Renamed {
        /// The name that its header asks for.
        header: String,
    },
    /// A segment is missing before this one, or behind it when it is the last.
    #[error("the segment that starts with sequence {expected} is missing{}", epoch_part(*.epoch))]
    MissingSegment {
        /// The first sequence of the missing segment.
        expected: Sequence,
        /// Its epoch, where it is known.
        epoch: Option<Epoch>,
    },
    /// A segment holds what another one holds too.
    #[error("the segment starts with sequence {got}, which another segment holds already: it is a duplicate")]
    DuplicateSegment {
        /// The first sequence of this segment.
        got: Sequence,
    },
    /// The segment's file is shorter than it was made, without a seal.
    #[error("the segment has {bytes} bytes instead of {expected} and no seal: it was cut")]
    Shortened {
        /// The length of the file.
        bytes: u64,
        /// The length that it was made with.
        expected: u64,
    },
    /// A sound frame or header does not name the link before it.
    #[error("the chain is broken: expected the link {expected}, got {got}")]
    BrokenChain {
        /// The hash of what stands before.
        expected: ChainHash,
        /// The hash that is named.
        got: ChainHash,
    },
    /// A sound frame has another sequence than the one that comes next.
    #[error("the frame starts with sequence {got}")]
    OutOfSequence {
        /// The first sequence of the frame.
        got: Sequence,
    },
    /// A sound frame or segment has an epoch that does not belong there.
    #[error("it has the epoch {got}, not {expected}")]
    WrongEpoch {
        /// The epoch that belongs there.
        expected: Epoch,
        /// The epoch that is named.
        got: Epoch,
    },
    /// A sound frame was written for another place.
    #[error("the frame was written for byte {got}")]
    Misplaced {
        /// The offset that the frame names.
        got: u64,
    },
    /// Somebody has written behind the end of a sealed segment.
    #[error("{bytes} bytes stand behind the seal: they are no part of the record, and no patrold wrote them")]
    BehindSeal {
        /// How many there are, up to the last that is not zero.
        bytes: u64,
    },
    /// A signed head was exported of more than the journal holds.
    #[error("the journal ends here, but a signed head was exported at sequence {head}: it was cut, or is an old copy")]
    HeadAhead {
        /// The head's sequence.
        head: Sequence,
    },
    /// A signed head was exported of another history.
    #[error(
        "the signed head at sequence {head} is of another record: what stands between the head before it and it was rewritten"
    )]
    HeadOffChain {
        /// The head's sequence.
        head: Sequence,
    },
    /// A snapshot was made of more than the journal holds.
    #[error("the journal ends here, but a snapshot was made at sequence {snapshot}")]
    SnapshotAhead {
        /// The snapshot's sequence.
        snapshot: Sequence,
    },
    /// A snapshot was made of another history.
    #[error("the snapshot at sequence {snapshot} was made of another record: the chain does not pass through it")]
    SnapshotOffChain {
        /// The snapshot's sequence.
        snapshot: Sequence,
    },
}

/// What shows that a bad frame had been durable.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Witness {
    /// A later frame was written when this one was already synced.
    #[error("a later frame says that everything through sequence {durable_through} was synced")]
    LaterFrame {
        /// What that frame says.
        durable_through: Sequence,
    },
    /// A later segment exists, which is made only after the one before was synced.
    #[error("a later segment exists")]
    LaterSegment,
    /// A write that is cut short leaves no such bytes.
    #[error("its checksum is right, so it was written so")]
    Checksum,
}

fn epoch_part(epoch: Option<Epoch>) -> String {
    epoch.map_or_else(String::new, |epoch| format!(" (epoch {epoch})"))
}
