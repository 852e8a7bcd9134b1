//! The record: everything that happened, in order, on disk before anyone is told.
//!
//! A folder holds one city's journal:
//!
//! ```text
//! journal/
//!   lock                                            held by the one daemon that writes
//!   epoch                                           how often the folder was opened
//!   00000000000000000001-0000000001.segment         sealed, never touched again, never deleted
//!   00000000000000004711-0000000001.segment         the next one, named by first sequence and epoch
//!   00000000000000009042-0000000002.segment         the one being written
//!   snapshots/00000000000000009000.snapshot         the state at a sequence, so that a start need not replay all
//!   cut/00000000000000004711-0000000001.at-81920    what a crash left behind sound frames, kept aside
//! ```
//!
//! Flow: [`recovery::open`] locks the folder, walks and verifies every segment, hands each record on, deals with what
//! a crash left, raises the epoch and gives the [`writer::Writer`]. The writer turns a [`group::CommitGroup`] into a
//! [`frame`], and makes frames durable when it is told to. [`verify`] and [`backup`] read a folder without owning it.
//!
//! Invariants, as absences: nothing written is ever changed or removed, but for a tail that nobody was told of; no
//! segment is continued by a later epoch; no write follows a failed one; no length read from a file is believed
//! before a checksum vouched for it.

use std::fmt;

use thiserror::Error;

use crate::domain::ids::Sequence;
use group::CommitGroup;

pub mod audit;
pub mod backup;
pub mod codec;
pub mod damage;
pub mod disk;
pub mod frame;
pub mod group;
pub mod heads;
pub mod recovery;
pub mod segment;
pub mod snapshot;
pub mod verify;
pub mod writer;

mod epoch_file;
mod fields;
mod points;
mod reader;
mod tail;
mod walk;

/// What the runtime asks of a journal. Another one, replicated, may stand behind it later.
pub trait Journal {
    /// Writes a group behind all others. It is not durable before [`Journal::sync`] says so. Several groups may be
    /// appended before one sync.
    ///
    /// # Errors
    /// [`JournalError::UnexpectedSequence`] when the group does not start where the journal ends: whoever made it has
    /// missed something and must not lead. [`JournalError::GroupTooLarge`] and [`JournalError::EmptyGroup`] refuse the
    /// group and leave the journal as it was. After [`JournalError::Disk`] the journal takes nothing any more.
    fn append(&mut self, group: &CommitGroup) -> Result<(), JournalError>;

    /// Makes all appended groups durable and returns the highest durable sequence.
    ///
    /// # Errors
    /// [`JournalError::Disk`] when the disk refused; from then on every call returns [`JournalError::Poisoned`].
    fn sync(&mut self) -> Result<Sequence, JournalError>;

    /// Notes behind the last group, without waiting for the disk, that it is durable: worth doing when nothing else is
    /// waiting, since a later damage of that group can then be told from a write that was cut short.
    ///
    /// # Errors
    /// As [`Journal::sync`].
    fn mark(&mut self) -> Result<(), JournalError>;

    /// Makes everything durable and says so in a seal. Every later call returns [`JournalError::Closed`].
    ///
    /// # Errors
    /// As [`Journal::sync`].
    fn close(&mut self) -> Result<(), JournalError>;

    /// The longest payload of one group that it takes, in bytes.
    fn group_bytes_max(&self) -> usize;

    /// The epoch of this journal's leader.
    fn epoch(&self) -> Epoch;

    /// Where the journal ends: the last sequence that was appended, durable or not, and the chain's hash there.
    fn head(&self) -> ChainPoint;
}

/// Why a journal did not take something.
#[derive(Debug, Error)]
pub enum JournalError {
    /// The disk refused. Nothing after the last synced sequence may be acknowledged; stop the process.
    #[error("the journal could not be written: {source}; nothing is acknowledged any more, stop and look at the disk")]
    Disk {
        /// What the disk said.
        #[from]
        source: std::io::Error,
    },
    /// An earlier write or sync failed.
    #[error("the journal takes nothing since an earlier write failed")]
    Poisoned,
    /// The journal was closed.
    #[error("the journal is closed")]
    Closed,
    /// The group does not start where the journal ends.
    #[error("unexpected commit group (got sequence {got}): the journal goes on with {expected}, so its maker is stale")]
    UnexpectedSequence {
        /// The sequence that comes next.
        expected: Sequence,
        /// The first sequence of the group.
        got: Sequence,
    },
    /// The group has no record.
    #[error("invalid commit group: it has no record")]
    EmptyGroup,
    /// The group does not fit into any segment.
    #[error("invalid commit group (got {bytes} bytes): at most {bytes_max} bytes are configured")]
    GroupTooLarge {
        /// The length of its payload.
        bytes: usize,
        /// What is allowed.
        bytes_max: u32,
    },
}

/// How often the journal was opened; raised and synced before anything is written, so that of two that believe to
/// lead, the older can be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Epoch(u64);

impl Epoch {
    /// An epoch as it stands in the record.
    #[must_use]
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The plain number.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The epoch after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A link of the chain: the SHA-256 of a frame or of a segment's header, each of which names the link before it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ChainHash([u8; 32]);

impl ChainHash {
    /// What the first segment names as the link before it.
    pub const START: Self = Self([0; 32]);

    /// A hash as it stands in the record.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The plain bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for ChainHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for ChainHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// A place in the record that nobody can move: a sequence at the end of a group, and the hash of that group's frame.
/// It vouches for everything up to there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChainPoint {
    /// The last sequence of a group; zero before the first.
    pub sequence: Sequence,
    /// The hash of the frame that holds it; [`ChainHash::START`] before the first.
    pub hash: ChainHash,
}
