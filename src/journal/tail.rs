//! What stands behind the last sound frame of an open segment.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::Epoch;
use super::disk::{Disk, read_range, write_file};
use super::frame::{FRAME_HEADER_BYTES, FRAME_MAGIC, FrameHeader, decode, decode_header};
use super::segment::{SegmentHeader, SegmentName};
use crate::domain::ids::Sequence;

/// How much is searched at once, in bytes.
const STEP_BYTES: u64 = 256 * 1024;
const CUT_FOLDER: &str = "cut";

/// Stands between a segment and the place in it in the name of a tail that is kept.
const KEPT_AT: &str = ".at-";

/// What a search behind the last sound frame found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Behind {
    /// Where the last byte that is not zero ends; the place where the search began when there is none.
    pub(super) end: u64,
    /// How many sound frames there are.
    pub(super) frames: u64,
    /// The highest sequence that one of them calls durable.
    pub(super) durable_through: Sequence,
}

/// Searches a segment from an offset on for sound frames. Lengths in the damaged bytes are not believed: every byte
/// may be the start of a frame, and is one only if both checksums, the epoch and the offset agree.
pub(super) fn search<D: Disk>(
    disk: &D,
    file: &D::File,
    segment: &SegmentHeader,
    from: u64,
    length: u64,
) -> io::Result<Behind> {
    let mut behind = Behind { end: from, ..Behind::default() };
    let mut at = from;
    while at < length {
        let step = read_range(disk, file, at, STEP_BYTES + FRAME_MAGIC.len() as u64 - 1)?;
        if let Some(last) = step.iter().rposition(|byte| *byte != 0) {
            behind.end = behind.end.max(at + last as u64 + 1);
            for (place, _) in step.windows(FRAME_MAGIC.len()).enumerate().filter(|(_, bytes)| *bytes == FRAME_MAGIC) {
                if let Some(header) = sound_frame(disk, file, segment, at + place as u64)? {
                    behind.frames += 1;
                    behind.durable_through = behind.durable_through.max(header.durable_through);
                }
            }
        }
        at += STEP_BYTES;
    }
    behind.end = behind.end.min(length);
    Ok(behind)
}

fn sound_frame<D: Disk>(disk: &D, file: &D::File, segment: &SegmentHeader, at: u64) -> io::Result<Option<FrameHeader>> {
    let Ok(header) = decode_header(&read_range(disk, file, at, FRAME_HEADER_BYTES as u64)?) else {
        return Ok(None);
    };
    if header.epoch != segment.epoch || header.segment_offset != at {
        return Ok(None);
    }
    let bytes = read_range(disk, file, at, header.frame_bytes() as u64)?;
    Ok(decode(&bytes).ok().map(|frame| frame.header))
}

/// Keeps the bytes of a tail in a file of their own before it is cut, and returns the file's path. A tail kept by an
/// earlier attempt stays.
pub(super) fn keep_aside<D: Disk>(
    disk: &D,
    folder: &Path,
    name: SegmentName,
    offset: u64,
    bytes: &[u8],
) -> io::Result<PathBuf> {
    let folder = folder.join(CUT_FOLDER);
    disk.create_directory(&folder)?;
    let taken = disk.list(&folder)?;
    let base = format!("{}{offset}", kept_prefix(name));
    let free = std::iter::once(base.clone())
        .chain((2..=taken.len() + 1).map(|attempt| format!("{base}.{attempt}")))
        .find(|candidate| !taken.contains(candidate))
        .unwrap_or(base);
    write_file(disk, &folder, &free, &[bytes])?;
    Ok(folder.join(free))
}

/// The tails of a segment that were kept aside.
pub(super) fn kept_of<D: Disk>(disk: &D, folder: &Path, name: SegmentName) -> io::Result<Vec<PathBuf>> {
    let folder = folder.join(CUT_FOLDER);
    let prefix = kept_prefix(name);
    Ok(list(disk, &folder)?
        .into_iter()
        .filter(|kept| kept.starts_with(&prefix))
        .map(|kept| folder.join(kept))
        .collect())
}

/// How many bytes were cut from segments of an epoch and later ones. A tail may be there twice, when the first attempt to
/// cut it was itself cut short.
pub(super) fn kept_bytes_since<D: Disk>(disk: &D, folder: &Path, epoch: Epoch) -> io::Result<u64> {
    let folder = folder.join(CUT_FOLDER);
    let mut of_segment = BTreeMap::new();
    for file in list(disk, &folder)? {
        let Some(name) = file.split_once(KEPT_AT).and_then(|(segment, _)| SegmentName::parse_stem(segment)) else {
            continue;
        };
        if name.epoch >= epoch {
            let bytes = disk.length(&disk.open(&folder.join(file))?)?;
            let most: &mut u64 = of_segment.entry(name).or_default();
            *most = bytes.max(*most);
        }
    }
    Ok(of_segment.into_values().sum())
}

/// The files that are kept; none where there is no folder of them.
fn list<D: Disk>(disk: &D, folder: &Path) -> io::Result<Vec<String>> {
    match disk.list(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        listed => listed,
    }
}

fn kept_prefix(name: SegmentName) -> String {
    format!("{:020}-{:010}{KEPT_AT}", name.first_sequence.get(), name.epoch.get())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::CityId;
    use crate::domain::time::EngineTime;
    use crate::journal::disk::RealDisk;
    use crate::journal::frame::{FrameKind, encode};
    use crate::journal::{ChainHash, Epoch};

    /// A frame is one of the segment only in its epoch and at its place: what a disk gives back of an older file, or a
    /// copy of a frame inside a text, is none.
    #[test]
    fn a_frame_of_another_epoch_or_place_is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let segment = SegmentHeader {
            city: CityId::new("滨海").expect("a name"),
            epoch: Epoch::new(3),
            first_sequence: Sequence::new(1),
            previous_hash: ChainHash::START,
            segment_bytes: 1 << 16,
        };
        for (epoch, offset, at, is_one) in
            [(3, 4_096, 4_096, true), (2, 4_096, 4_096, false), (3, 4_096, 5_000, false), (2, 4_096, 5_000, false)]
        {
            let header = FrameHeader {
                kind: FrameKind::Marker,
                payload_bytes: 0,
                record_count: 0,
                epoch: Epoch::new(epoch),
                first_sequence: Sequence::new(8),
                durable_through: Sequence::new(7),
                time: EngineTime::EPOCH,
                segment_offset: offset,
                previous_hash: ChainHash::START,
            };
            let mut bytes = vec![0; at];
            let mut frame = Vec::new();
            encode(&header, &[], &mut frame);
            bytes.extend(frame);
            let path = folder.path().join(format!("{epoch}-{at}"));
            std::fs::write(&path, &bytes).expect("written");
            let file = RealDisk.open(&path).expect("there");
            let behind = search(&RealDisk, &file, &segment, 4_096, bytes.len() as u64).expect("it is read");
            assert_eq!(
                (behind.frames, behind.durable_through.get()),
                if is_one { (1, 7) } else { (0, 0) },
                "{epoch} {at}"
            );
            assert_eq!(behind.end, bytes.iter().rposition(|byte| *byte != 0).expect("a frame") as u64 + 1);
        }
    }

    /// No tails were kept where there is no folder of them; a folder that cannot be listed is another matter.
    #[test]
    fn only_a_missing_folder_has_no_tails() {
        let folder = tempfile::tempdir().expect("a folder");
        let name = |first| SegmentName { first_sequence: Sequence::new(first), epoch: Epoch::new(1) };
        assert_eq!(kept_of(&RealDisk, folder.path(), name(1)).expect("none"), Vec::<PathBuf>::new());
        let keep = |first, bytes: &[u8]| keep_aside(&RealDisk, folder.path(), name(first), 4_096, bytes).expect("kept");
        let kept: Vec<_> = [&b"one"[..], b"two", b"three"].into_iter().map(|bytes| keep(1, bytes)).collect();
        let other = keep(2, b"of another segment");
        let mut found = kept_of(&RealDisk, folder.path(), name(1)).expect("listed");
        found.sort();
        assert_eq!(found, kept);
        assert_eq!(kept_of(&RealDisk, folder.path(), name(2)).expect("listed"), [other]);
        std::fs::remove_dir_all(folder.path().join(CUT_FOLDER)).expect("removed");
        std::fs::write(folder.path().join(CUT_FOLDER), b"no folder").expect("written");
        assert!(kept_of(&RealDisk, folder.path(), name(1)).is_err());
    }
}
