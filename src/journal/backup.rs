//! Copying a journal to another folder while its daemon goes on writing, and checking the copy.
//!
//! The copy is a prefix of the record: whole segments, and of the last one what was sound when it was walked. Before
//! that is believed, the source's last segment is synced, so that a copy never knows more than its source will after
//! a crash. The copy is a journal of its own: a daemon can open it, and [`super::verify`] can check it at any time. It
//! carries the newest good snapshot and no erasure keys, so that restoring it revives nothing.
//!
//! A copy that was cut short is recognised: the witness of the epochs is written first, and no segment has its name
//! before it is whole and synced.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::damage::ReadError;
use super::disk::{Disk, read_range};
use super::epoch_file;
use super::segment::{SegmentName, prepare, publish};
use super::snapshot::Snapshots;
use super::verify::{Tally, Verdict, Verified, verify};
use super::walk::{End, Expected, Walk};
use crate::domain::ids::{CityId, Sequence};

/// How much is copied at once, in bytes.
const STEP_BYTES: u64 = 1024 * 1024;

/// What was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// What the check of the copy found; its verdict is never corrupt or torn.
    pub verified: Verified,
    /// The sequence of the snapshot that was copied, if there was a good one.
    pub snapshot: Option<Sequence>,
}

/// Why there is no backup.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The source cannot be read to its end, or is corrupt: it cannot be vouched for, so it is not copied.
    #[error("could not read the journal to back up: {0}")]
    Source(#[source] ReadError),
    /// The target holds files of a journal already.
    #[error("invalid backup folder {}: it holds a journal already, and a backup never overwrites", .0.display())]
    NotEmpty(PathBuf),
    /// The disk refused.
    #[error("could not copy {}: {source}", path.display())]
    Disk {
        /// What was being copied.
        path: PathBuf,
        /// What the disk said.
        source: io::Error,
    },
    /// The copy is not what was copied. Remove it and look at the disk.
    #[error("the copy in {} is not what was copied: {found:?}", folder.display())]
    Differs {
        /// The folder of the copy.
        folder: PathBuf,
        /// What its check found.
        found: Box<Verified>,
    },
    /// The copy could not be read.
    #[error("could not check the copy: {0}")]
    Copy(#[source] ReadError),
}

/// Copies the journal in one folder to another, which must hold none, and verifies the copy.
///
/// # Errors
/// When the source is corrupt, the target is not empty, the disk failed, or the copy is not what was copied.
pub fn backup<D: Disk + Clone>(disk: &D, from: &Path, to: &Path) -> Result<BackedUp, BackupError> {
    copy(disk, from, to, Carry::NewestSnapshot)
}

/// The same, but leaves the snapshot behind: a start on the copy reads every entry.
///
/// # Errors
/// As [`backup`].
pub fn backup_without_snapshot<D: Disk + Clone>(disk: &D, from: &Path, to: &Path) -> Result<BackedUp, BackupError> {
    copy(disk, from, to, Carry::EntriesOnly)
}

/// What is copied.
#[derive(Clone, Copy)]
enum Carry {
    NewestSnapshot,
    EntriesOnly,
}

fn copy<D: Disk + Clone>(disk: &D, from: &Path, to: &Path, carry: Carry) -> Result<BackedUp, BackupError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| BackupError::Disk { path, source }
    };
    disk.create_directory(to).map_err(failed(to))?;
    if disk.list(to).map_err(failed(to))?.iter().any(|name| name != "lock") {
        return Err(BackupError::NotEmpty(to.to_owned()));
    }
    let expected = Expected::default();
    let mut tally = Tally::default();
    let mut walk = Walk::new(disk, from, &expected, &mut tally);
    let end = walk.run(&mut |_| Ok(())).map_err(BackupError::Source)?;
    let segments = std::mem::take(&mut walk.visited);
    epoch_file::write(disk, to, tally.epoch).map_err(failed(to))?;
    for name in &segments {
        copy_segment(disk, from, to, *name, &end).map_err(failed(&from.join(name.to_string())))?;
    }
    if let End::Rolling(header) = &end {
        let name = header.name();
        prepare(disk, to, header).and_then(|_| publish(disk, to, name)).map_err(failed(&to.join(name.to_string())))?;
    }
    let snapshot = match (&tally.city, carry) {
        (Some(city), Carry::NewestSnapshot) => {
            copy_snapshot(disk, from, to, city, tally.head.sequence).map_err(failed(from))?
        }
        (Some(_), Carry::EntriesOnly) | (None, _) => None,
    };
    check(disk, to, &tally, snapshot)
}

/// Copies a segment: all of it when it is sealed, and of an open one what was found sound.
fn copy_segment<D: Disk>(disk: &D, from: &Path, to: &Path, name: SegmentName, end: &End) -> io::Result<()> {
    let source = disk.open(&from.join(name.to_string()))?;
    let (sound, length) = match end {
        End::Open(open) if open.header.name() == name => {
            disk.sync(&source)?;
            (open.offset, open.header.segment_bytes)
        }
        End::Empty | End::Sealed { .. } | End::Rolling(_) | End::Open(_) => {
            let length = disk.length(&source)?;
            (length, length)
        }
    };
    let mut copy = disk.create(&to.join(name.temporary()), length)?;
    let mut offset = 0;
    while offset < sound {
        let bytes = read_range(disk, &source, offset, STEP_BYTES.min(sound - offset))?;
        if bytes.is_empty() {
            // The zeros behind a seal were just given back; were it anything else, the check of the copy would tell.
            break;
        }
        disk.write_at(&mut copy, offset, &bytes)?;
        offset += bytes.len() as u64;
    }
    disk.sync(&copy)?;
    publish(disk, to, name)
}

fn copy_snapshot<D: Disk + Clone>(
    disk: &D,
    from: &Path,
    to: &Path,
    city: &CityId,
    through: Sequence,
) -> io::Result<Option<Sequence>> {
    let (newest, _) = Snapshots::new(disk.clone(), from, city.clone()).newest_good_through(through)?;
    let Some(snapshot) = newest else {
        return Ok(None);
    };
    let copies = Snapshots::new(disk.clone(), to, city.clone());
    copies.write(snapshot.point, snapshot.state_hash, &snapshot.body)?;
    Ok(Some(snapshot.point.sequence))
}

fn check<D: Disk + Clone>(
    disk: &D,
    to: &Path,
    copied: &Tally,
    snapshot: Option<Sequence>,
) -> Result<BackedUp, BackupError> {
    let from = match &copied.city {
        Some(city) => {
            let newest = Snapshots::new(disk.clone(), to, city.clone()).newest_good();
            newest.map_err(|source| BackupError::Disk { path: to.to_owned(), source })?.0.map(|snapshot| snapshot.point)
        }
        None => None,
    };
    let verified = verify(disk, to, copied.city.as_ref(), from).map_err(BackupError::Copy)?;
    let whole = match verified.verdict {
        Verdict::Sealed | Verdict::Open => verified.tally.head == copied.head,
        Verdict::Torn { .. } | Verdict::Corrupt(_) => false,
    };
    if whole && from.map(|point| point.sequence) == snapshot {
        Ok(BackedUp { verified, snapshot })
    } else {
        Err(BackupError::Differs { folder: to.to_owned(), found: Box::new(verified) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::ChainPoint;
    use crate::journal::disk::RealDisk;

    /// A copy is whole when it ends where the record did and has the snapshot that was copied: both.
    #[test]
    fn a_copy_that_ends_elsewhere_or_lacks_its_snapshot_differs() {
        let folder = tempfile::tempdir().expect("a folder");
        let copied = Tally::default();
        assert!(check(&RealDisk, folder.path(), &copied, None).is_ok(), "nothing is a whole copy of nothing");
        let ahead =
            Tally { head: ChainPoint { sequence: Sequence::new(1), ..ChainPoint::default() }, ..copied.clone() };
        for (copied, snapshot) in [(&copied, Some(Sequence::new(1))), (&ahead, None), (&ahead, Some(Sequence::new(1)))]
        {
            let refused = check(&RealDisk, folder.path(), copied, snapshot);
            assert!(matches!(refused, Err(BackupError::Differs { .. })), "{copied:?} {snapshot:?}: {refused:?}");
        }
    }
}
