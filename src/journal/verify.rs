//! Checking a journal without touching it: the folder of a living daemon, a closed one, or a copy.

use std::path::Path;

use super::ChainPoint;
use super::damage::{BoxError, Corruption, ReadError};
use super::disk::Disk;
use super::frame::FrameError;
use super::group::RecordView;
use super::walk::{End, Expected, Walk};
use crate::domain::ids::CityId;

pub use super::walk::Tally;

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// What is sound: counts, the last sound sequence, and the chain's hash there.
    pub tally: Tally,
    /// How it ends.
    pub verdict: Verdict,
}

/// How a record ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is sealed: nothing is missing.
    Sealed,
    /// It is sound, but not sealed: a daemon is writing it, died, or it is a copy of a living one.
    Open,
    /// Behind the last sound frame stand bytes that are no frame and were never known to be durable. The next start
    /// would cut them, unless a living daemon is just writing them.
    Torn {
        /// Where they start in the last segment.
        offset: u64,
        /// How many there are.
        bytes: u64,
        /// Why they are no frame.
        error: FrameError,
    },
    /// Something that was durable is gone or was changed.
    Corrupt(Corruption),
}

/// Walks over a whole folder, read-only and without its lock. A folder without segments is sound and empty.
///
/// `city` and `from`, where given, must agree with the record: whose it is, and a point that the chain must pass
/// through, such as a snapshot's.
///
/// # Errors
/// When the disk failed, or the record is another city's or of a newer format. Corruption is no error but a verdict.
pub fn verify<D: Disk>(
    disk: &D,
    folder: &Path,
    city: Option<&CityId>,
    from: Option<ChainPoint>,
) -> Result<Verified, ReadError> {
    let expected = Expected { city: city.cloned(), from, ..Expected::default() };
    let mut tally = Tally::default();
    let end = Walk::new(disk, folder, &expected, &mut tally).run(&mut |_| Ok(()));
    verdict(end).map(|verdict| Verified { tally, verdict })
}

/// Reads a whole folder, read-only and without its lock, and hands every record behind `from` to `visit`.
///
/// # Errors
/// When the disk failed, the record is corrupt, another city's or of a newer format, or `visit` refused a record.
pub fn read<D: Disk>(
    disk: &D,
    folder: &Path,
    city: Option<&CityId>,
    from: Option<ChainPoint>,
    mut visit: impl FnMut(RecordView<'_>) -> Result<(), BoxError>,
) -> Result<Tally, ReadError> {
    let expected = Expected { city: city.cloned(), from, ..Expected::default() };
    let mut tally = Tally::default();
    Walk::new(disk, folder, &expected, &mut tally).run(&mut visit)?;
    Ok(tally)
}

pub(super) fn verdict(end: Result<End, ReadError>) -> Result<Verdict, ReadError> {
    Ok(match end {
        Ok(End::Empty | End::Sealed { .. }) => Verdict::Sealed,
        Ok(End::Rolling(_)) => Verdict::Open,
        Ok(End::Open(open)) => match open.torn {
            None => Verdict::Open,
            Some(torn) => Verdict::Torn { offset: open.offset, bytes: torn.end - open.offset, error: torn.error },
        },
        Err(ReadError::Corrupt(corruption)) => Verdict::Corrupt(corruption),
        Err(error) => return Err(error),
    })
}
