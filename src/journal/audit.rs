//! The whole examination of a journal, for auditors: every byte of every segment, the snapshots, the witness of the
//! epochs, and the signed heads that were exported of it.
//!
//! A start asks less: it refuses what endangers a record. Here everything counts that is not as patrold wrote it.

use std::path::Path;

use thiserror::Error;

use super::damage::ReadError;
use super::disk::Disk;
use super::points::{Voucher, first_city};
use super::snapshot::{PassedOver, Snapshots};
use super::verify::{Tally, Verified, verdict};
use super::walk::{Expected, Walk};
use super::{ChainPoint, epoch_file};
use crate::domain::ids::{CityId, Sequence};

/// How many records pass between two questions whether to go on.
const RECORDS_PER_STEP: u64 = 1_024;

/// What an examination found.
#[derive(Debug)]
pub struct Audit {
    /// The record itself.
    pub verified: Verified,
    /// Snapshots that are not as they were written. The record does not need them.
    pub bad_snapshots: Vec<PassedOver>,
    /// The witness of the epochs.
    pub epoch_file: EpochFile,
    /// How many signed heads the record was compared with.
    pub heads: usize,
}

/// How the file `epoch` stands to the segments. The record does not need it; it bears witness of a missing segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EpochFile {
    /// It names the epoch of the last segment.
    Sound,
    /// It is not there, though there are segments.
    Missing,
    /// It is damaged.
    Damaged,
    /// It names an earlier epoch: it is an old copy, or a start was cut short just before it was written.
    Behind,
}

/// Whether an examination goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum More {
    /// It does.
    Yes,
    /// Nobody waits for it any more.
    No,
}

/// Nobody waits for the outcome any more.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("the examination was called off")]
pub struct CalledOff;

/// Examines a folder, read-only and without its lock; it may be that of a living daemon. `heads` are points that the
/// chain must pass through, by whoever checked their signatures. `goes_on` is told how far the examination has come.
///
/// # Errors
/// When the disk failed, the record is another city's or of a newer format, or `goes_on` called it off
/// ([`ReadError::Refused`]). Whatever is wrong with the record is no error but a finding.
pub fn audit<D: Disk + Clone>(
    disk: &D,
    folder: &Path,
    city: Option<&CityId>,
    heads: &[ChainPoint],
    mut goes_on: impl FnMut(Sequence) -> More,
) -> Result<Audit, ReadError> {
    let witness = epoch_file::read(disk, folder).map_err(ReadError::disk(folder))?;
    let (snapshots, bad_snapshots) = match city_of(disk, folder, city)? {
        Some(city) => Snapshots::new(disk.clone(), folder, city).check_all().map_err(ReadError::disk(folder))?,
        None => (Vec::new(), Vec::new()),
    };
    let snapshots = snapshots.into_iter().map(|point| (point, Voucher::Snapshot));
    let mut points: Vec<_> = heads.iter().map(|point| (*point, Voucher::Head)).chain(snapshots).collect();
    points.sort_by_key(|(point, _)| point.sequence);
    let expected = Expected { city: city.cloned(), from: None, points, nothing_behind_seals: true };
    let mut tally = Tally::default();
    let mut records = 0;
    let end = Walk::new(disk, folder, &expected, &mut tally).run(&mut |record| {
        records += 1;
        if records % RECORDS_PER_STEP == 0 && goes_on(record.sequence) == More::No {
            return Err(CalledOff.into());
        }
        Ok(())
    });
    let verdict = verdict(end)?;
    let epoch_file = match witness {
        epoch_file::Witness::Absent if tally.segments > 0 => EpochFile::Missing,
        epoch_file::Witness::Damaged => EpochFile::Damaged,
        epoch_file::Witness::Opened(epoch) if epoch < tally.epoch => EpochFile::Behind,
        epoch_file::Witness::Absent | epoch_file::Witness::Opened(_) => EpochFile::Sound,
    };
    Ok(Audit { verified: Verified { tally, verdict }, bad_snapshots, epoch_file, heads: heads.len() })
}

/// Whose snapshots are looked for: the city that was named, or that of the first segment that can be read.
fn city_of<D: Disk>(disk: &D, folder: &Path, named: Option<&CityId>) -> Result<Option<CityId>, ReadError> {
    if let Some(city) = named {
        return Ok(Some(city.clone()));
    }
    first_city(disk, folder)
}
