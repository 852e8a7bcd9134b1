//! What an examination asks of the walk beside the chain itself: the points that it must pass through, and that nothing
//! stands behind a seal.

use std::io;
use std::path::Path;

use super::damage::{Corruption, Damage, ReadError};
use super::disk::{Disk, read_range};
use super::frame::{Frame, FrameKind};
use super::reader::Reader;
use super::segment::{SEGMENT_HEADER_BYTES, SegmentHeader};
use super::walk::{Walk, segment_names};
use crate::domain::ids::CityId;

/// How much is looked at at once behind a seal, in bytes.
const BEHIND_SEAL_STEP: u64 = 256 * 1024;

/// What says that the chain passed through a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voucher {
    /// A snapshot, which nobody signed.
    Snapshot,
    /// A signed head.
    Head,
}

impl<D: Disk> Walk<'_, D> {
    /// Passes the expected points that a group holds, or says which one the chain misses.
    pub(super) fn pass_points(&mut self, frame: &Frame<'_>) -> Option<Damage> {
        if frame.header.kind != FrameKind::Group {
            return None;
        }
        while let Some((point, voucher)) = self.expected.points.get(self.points_met) {
            let last = frame.header.last_sequence();
            if point.sequence > last {
                return None;
            }
            let met = point.sequence == last && point.hash == frame.hash;
            match voucher {
                Voucher::Snapshot if !met => return Some(Damage::SnapshotOffChain { snapshot: point.sequence }),
                Voucher::Head if !met => return Some(Damage::HeadOffChain { head: point.sequence }),
                Voucher::Head => self.vouched = self.vouched.max(point.sequence),
                Voucher::Snapshot => {}
            }
            self.points_met += 1;
        }
        None
    }

    pub(super) fn check_points_reached(&self) -> Result<(), Corruption> {
        let Some((point, voucher)) = self.expected.points.get(self.points_met) else { return Ok(()) };
        let file = self.last.map_or_else(String::new, |(name, _)| name.to_string());
        let damage = match voucher {
            Voucher::Snapshot => Damage::SnapshotAhead { snapshot: point.sequence },
            Voucher::Head => Damage::HeadAhead { head: point.sequence },
        };
        Err(self.corruption(&file, 0, damage))
    }

    /// How many bytes from the first to the last that is not zero stand behind a seal.
    pub(super) fn behind_seal(&self, reader: &Reader<'_, D>, end: u64) -> io::Result<Option<u64>> {
        let length = reader.length()?;
        let mut at = end;
        let mut last = end;
        while at < length {
            let step = read_range(self.disk, reader.file(), at, BEHIND_SEAL_STEP)?;
            if step.is_empty() {
                break;
            }
            if let Some(place) = step.iter().rposition(|byte| *byte != 0) {
                last = at + place as u64 + 1;
            }
            at += step.len() as u64;
        }
        Ok((last > end).then(|| last - end))
    }
}

/// The city of the first segment whose header is sound; none when there is no such segment.
pub(super) fn first_city<D: Disk>(disk: &D, folder: &Path) -> Result<Option<CityId>, ReadError> {
    for name in segment_names(disk, folder)? {
        let path = folder.join(name.to_string());
        let file = disk.open(&path).map_err(ReadError::disk(&path))?;
        let page = read_range(disk, &file, 0, SEGMENT_HEADER_BYTES as u64).map_err(ReadError::disk(&path))?;
        if let Ok((header, _)) = SegmentHeader::decode(&page) {
            return Ok(Some(header.city));
        }
    }
    Ok(None)
}
