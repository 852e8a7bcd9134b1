//! The writer: frames behind frames, sync, roll, seal.
//!
//! Invariants: a frame says `durable_through` only of what a finished sync covered; a segment always keeps room for
//! its seal; after the first error of the disk nothing is written any more, because the kernel may have dropped what
//! it reported, and a later success would be a lie.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::frame::{FRAME_HEADER_BYTES, FrameHeader, FrameKind, SealReason, encode};
use super::group::CommitGroup;
use super::segment::{Limits, SEGMENT_HEADER_BYTES, SegmentHeader, prepare, publish};
use super::{ChainHash, ChainPoint, Epoch, Journal, JournalError, epoch_file};
use crate::domain::ids::{CityId, Sequence};
use crate::domain::time::EngineTime;

/// How far ahead of the frames zeros are written, in bytes. Space that was only reserved costs the file system a commit
/// of its own at the first write to it; overwriting zeros costs nothing but the write. So that commit is paid once for
/// many frames, and not at the making of a segment, where it would keep everybody waiting.
const ZEROS_AHEAD_BYTES: u64 = 1024 * 1024;

/// The one writer of a folder. Made by [`super::recovery::open`]; dropping it without [`Journal::close`] leaves the
/// folder as a crash would.
pub struct Writer<D: Disk> {
    disk: D,
    folder: PathBuf,
    city: CityId,
    limits: Limits,
    epoch: Epoch,
    segment: OpenSegment<D::File>,
    head: ChainPoint,
    durable: Sequence,
    marked: Sequence,
    time: EngineTime,
    state: State,
    buffer: Vec<u8>,
    _lock: D::Lock,
}

/// A segment without a seal, and what the next frame in it must say of its place.
pub(super) struct OpenSegment<F> {
    pub(super) file: F,
    pub(super) epoch: Epoch,
    pub(super) offset: u64,
    pub(super) link: ChainHash,
    /// Up to where the file was written at least once.
    pub(super) written_to: u64,
    /// How long the file is.
    pub(super) segment_bytes: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Open,
    Poisoned,
    Closed,
}

/// What recovery knows of a folder when it hands it over.
pub(super) struct Handover<D: Disk> {
    pub(super) disk: D,
    pub(super) lock: D::Lock,
    pub(super) folder: PathBuf,
    pub(super) city: CityId,
    pub(super) limits: Limits,
    pub(super) epoch: Epoch,
    pub(super) head: ChainPoint,
    pub(super) link: ChainHash,
    pub(super) time: EngineTime,
}

impl<D: Disk> Writer<D> {
    /// Starts the first segment of a new epoch; the epoch is safe on disk on return.
    pub(super) fn start(from: Handover<D>) -> io::Result<Self> {
        let header = SegmentHeader {
            city: from.city.clone(),
            epoch: from.epoch,
            first_sequence: from.head.sequence.next(),
            segment_bytes: from.limits.segment_bytes(),
            previous_hash: from.link,
        };
        let (file, link) = prepare(&from.disk, &from.folder, &header)?;
        publish(&from.disk, &from.folder, header.name())?;
        epoch_file::write(&from.disk, &from.folder, from.epoch)?;
        Ok(Self {
            disk: from.disk,
            folder: from.folder,
            city: from.city,
            limits: from.limits,
            epoch: from.epoch,
            segment: OpenSegment::at_start(file, &header, link),
            head: from.head,
            durable: from.head.sequence,
            marked: from.head.sequence,
            time: from.time,
            state: State::Open,
            buffer: Vec::new(),
            _lock: from.lock,
        })
    }

    /// The folder that is written.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The disk that it stands on.
    pub const fn disk(&self) -> &D {
        &self.disk
    }

    fn check_open(&self) -> Result<(), JournalError> {
        match self.state {
            State::Open => Ok(()),
            State::Poisoned => Err(JournalError::Poisoned),
            State::Closed => Err(JournalError::Closed),
        }
    }

    /// Runs a step against the disk; its first error is the last thing that this journal does.
    fn or_poison<T>(&mut self, step: impl FnOnce(&mut Self) -> io::Result<T>) -> Result<T, JournalError> {
        self.check_open()?;
        step(self).map_err(|source| {
            self.state = State::Poisoned;
            JournalError::Disk { source }
        })
    }

    /// Whether a frame with this payload fits before the room that is kept for the seal.
    fn has_room_for(&self, payload_bytes: usize) -> bool {
        let frame_and_seal = (FRAME_HEADER_BYTES + payload_bytes + FRAME_HEADER_BYTES) as u64;
        self.segment.offset + frame_and_seal <= self.limits.segment_bytes()
    }

    fn note(&self) -> Note {
        Note { next: self.head.sequence.next(), durable_through: self.durable, time: self.time }
    }

    fn write_group(&mut self, group: &CommitGroup, payload_bytes: u32) -> io::Result<()> {
        if !self.has_room_for(group.payload().len()) {
            self.roll()?;
        }
        let header = FrameHeader {
            kind: FrameKind::Group,
            payload_bytes,
            record_count: group.record_count(),
            epoch: self.epoch,
            first_sequence: group.first_sequence(),
            durable_through: self.durable,
            time: group.time(),
            segment_offset: self.segment.offset,
            previous_hash: self.segment.link,
        };
        let hash = encode(&header, group.payload(), &mut self.buffer);
        self.segment.write(&self.disk, &mut self.buffer, hash)?;
        self.head = ChainPoint { sequence: group.last_sequence(), hash };
        self.time = self.time.max(group.time());
        Ok(())
    }

    fn make_durable(&mut self) -> io::Result<()> {
        if self.durable < self.head.sequence {
            self.disk.sync(&self.segment.file)?;
            self.durable = self.head.sequence;
        }
        Ok(())
    }

    /// Goes on in a new segment. The new one is safe on disk, but for its name, before the old one is sealed as full:
    /// so behind a full one there is always a next, and its absence can be noticed.
    fn roll(&mut self) -> io::Result<()> {
        self.make_durable()?;
        let note = self.note();
        let header = SegmentHeader {
            city: self.city.clone(),
            epoch: self.epoch,
            first_sequence: note.next,
            segment_bytes: self.limits.segment_bytes(),
            previous_hash: self.segment.encode(FrameKind::Seal(SealReason::Full), &note, &mut self.buffer),
        };
        let (file, link) = prepare(&self.disk, &self.folder, &header)?;
        self.segment.seal(&self.disk, SealReason::Full, &note, &mut self.buffer)?;
        publish(&self.disk, &self.folder, header.name())?;
        self.segment.give_back_room(&self.disk)?;
        self.segment = OpenSegment::at_start(file, &header, link);
        Ok(())
    }
}

impl<D: Disk> Journal for Writer<D> {
    fn append(&mut self, group: &CommitGroup) -> Result<(), JournalError> {
        self.check_open()?;
        let expected = self.head.sequence.next();
        if group.first_sequence() != expected {
            return Err(JournalError::UnexpectedSequence { expected, got: group.first_sequence() });
        }
        if group.is_empty() {
            return Err(JournalError::EmptyGroup);
        }
        let bytes_max = self.limits.group_bytes_max();
        let bytes = group.payload().len();
        let payload_bytes = u32::try_from(bytes)
            .ok()
            .filter(|bytes| *bytes <= bytes_max)
            .ok_or(JournalError::GroupTooLarge { bytes, bytes_max })?;
        self.or_poison(|writer| writer.write_group(group, payload_bytes))
    }

    fn sync(&mut self) -> Result<Sequence, JournalError> {
        self.or_poison(Self::make_durable)?;
        Ok(self.durable)
    }

    fn mark(&mut self) -> Result<(), JournalError> {
        self.check_open()?;
        if self.marked == self.durable || !self.has_room_for(0) {
            return Ok(());
        }
        let note = self.note();
        self.or_poison(|writer| {
            let hash = writer.segment.encode(FrameKind::Marker, &note, &mut writer.buffer);
            writer.segment.write(&writer.disk, &mut writer.buffer, hash)
        })?;
        self.marked = self.durable;
        Ok(())
    }

    fn close(&mut self) -> Result<(), JournalError> {
        self.or_poison(|writer| {
            writer.make_durable()?;
            let note = writer.note();
            writer.segment.seal(&writer.disk, SealReason::Closed, &note, &mut writer.buffer)?;
            writer.segment.give_back_room(&writer.disk)
        })?;
        self.state = State::Closed;
        Ok(())
    }

    fn group_bytes_max(&self) -> usize {
        self.limits.group_bytes_max() as usize
    }

    fn epoch(&self) -> Epoch {
        self.epoch
    }

    fn head(&self) -> ChainPoint {
        self.head
    }
}

impl<D: Disk> fmt::Debug for Writer<D> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Writer")
            .field("folder", &self.folder)
            .field("epoch", &self.epoch)
            .field("head", &self.head)
            .field("durable", &self.durable)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// What a frame without records says.
pub(super) struct Note {
    pub(super) next: Sequence,
    pub(super) durable_through: Sequence,
    pub(super) time: EngineTime,
}

impl<F> OpenSegment<F> {
    fn at_start(file: F, header: &SegmentHeader, link: ChainHash) -> Self {
        let offset = SEGMENT_HEADER_BYTES as u64;
        let segment_bytes = header.segment_bytes;
        Self { file, epoch: header.epoch, offset, link, written_to: offset, segment_bytes }
    }

    /// Encodes a frame without records for this place and returns its hash.
    fn encode(&self, kind: FrameKind, note: &Note, buffer: &mut Vec<u8>) -> ChainHash {
        let header = FrameHeader {
            kind,
            payload_bytes: 0,
            record_count: 0,
            epoch: self.epoch,
            first_sequence: note.next,
            durable_through: note.durable_through,
            time: note.time,
            segment_offset: self.offset,
            previous_hash: self.link,
        };
        encode(&header, &[], buffer)
    }

    /// Writes a frame, and behind it zeros where nothing was ever written; the buffer holds both afterwards.
    fn write<D: Disk<File = F>>(&mut self, disk: &D, frame: &mut Vec<u8>, hash: ChainHash) -> io::Result<()> {
        let end = self.offset + frame.len() as u64;
        if end > self.written_to {
            self.written_to = (end + ZEROS_AHEAD_BYTES).min(self.segment_bytes).max(end);
            frame.resize(usize::try_from(self.written_to - self.offset).map_err(io::Error::other)?, 0);
        }
        disk.write_at(&mut self.file, self.offset, frame)?;
        self.offset = end;
        self.link = hash;
        Ok(())
    }

    /// Writes a seal, safe on disk on return. Everything before must be so already.
    pub(super) fn seal<D: Disk<File = F>>(
        &mut self,
        disk: &D,
        reason: SealReason,
        note: &Note,
        buffer: &mut Vec<u8>,
    ) -> io::Result<()> {
        // Nothing will ever stand behind a seal.
        self.written_to = self.segment_bytes;
        let hash = self.encode(FrameKind::Seal(reason), note, buffer);
        self.write(disk, buffer, hash)?;
        disk.sync(&self.file)
    }

    /// Cuts off the zeros behind the seal. Whether that survives a crash does not matter.
    pub(super) fn give_back_room<D: Disk<File = F>>(&mut self, disk: &D) -> io::Result<()> {
        disk.truncate(&mut self.file, self.offset)
    }
}
