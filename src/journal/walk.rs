//! The one walk over a journal: every segment, every frame, every link of the chain, from the first to the last.
//!
//! It only reads. Recovery acts on what it finds at the end; verification and backup report it. It may run over the
//! folder of a living daemon: what looks bad is read again before it is called so.

use std::collections::VecDeque;
use std::io;
use std::path::Path;

use super::damage::{BoxError, Corruption, Damage, ReadError, Witness};
use super::disk::Disk;
use super::frame::{FRAME_HEADER_BYTES, Frame, FrameError, FrameKind, SealReason, decode, decode_header};
use super::group::RecordView;
use super::points::Voucher;
use super::reader::Reader;
use super::segment::{SEGMENT_HEADER_BYTES, SegmentHeader, SegmentHeaderError, SegmentName, claims_to_be_a_segment};
use super::{ChainHash, ChainPoint, Epoch, epoch_file, tail};
use crate::domain::ids::{CityId, Sequence};
use crate::domain::time::EngineTime;

/// What the walk hands each record to.
pub(super) type Visit<'a> = &'a mut dyn FnMut(RecordView<'_>) -> Result<(), BoxError>;

/// What the caller knows beforehand.
#[derive(Clone, Debug, Default)]
pub(super) struct Expected {
    /// Whose record it must be.
    pub(super) city: Option<CityId>,
    /// A point that the chain must pass through; records up to it are verified, but not handed on.
    pub(super) from: Option<ChainPoint>,
    /// Further points that the chain must pass through, in the order of their sequences, and what bears witness of them.
    pub(super) points: Vec<(ChainPoint, Voucher)>,
    /// Whether bytes behind a seal are damage. They hurt no record, so a start does not ask.
    pub(super) nothing_behind_seals: bool,
}

/// What was walked over and found sound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The city, unless there is no segment.
    pub city: Option<CityId>,
    /// Segments whose header is sound.
    pub segments: u64,
    /// Commit groups.
    pub groups: u64,
    /// Records.
    pub records: u64,
    /// Bytes of frames.
    pub bytes: u64,
    /// Where the sound record ends.
    pub head: ChainPoint,
    /// The latest time that it names.
    pub last_time: EngineTime,
    /// The highest epoch, be it of a segment or of the witness beside them.
    pub epoch: Epoch,
    /// Whether the file `epoch` is damaged. It hurts no record, and the next start writes it anew.
    pub epoch_file_damaged: bool,
}

/// How a journal ends whose record is not corrupt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// There is no segment.
    Empty,
    /// The last segment is sealed.
    Sealed { name: SegmentName, reason: SealReason },
    /// The next segment was made, but has no name yet.
    Rolling(SegmentHeader),
    /// The last segment is not sealed.
    Open(OpenEnd),
}

/// An open segment and the place behind its last sound frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OpenEnd {
    pub(super) header: SegmentHeader,
    pub(super) offset: u64,
    /// Why the bytes at the offset are no frame, and how far they reach; `None` when there are only zeros.
    pub(super) torn: Option<Torn>,
}

/// Bytes that are no part of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Torn {
    pub(super) error: FrameError,
    pub(super) end: u64,
    pub(super) sound_frames: u64,
}

/// Where the walk stands; `link` and `next` are what the next frame must name.
#[derive(Debug)]
pub(super) struct Walk<'a, D: Disk> {
    pub(super) disk: &'a D,
    folder: &'a Path,
    pub(super) expected: &'a Expected,
    tally: &'a mut Tally,
    pub(super) link: ChainHash,
    next: Sequence,
    /// Where the link begins that the next one vouches for: whether that one was changed, or what names it, nobody can
    /// tell.
    doubtful: Sequence,
    /// How many of the expected points were passed, and up to where a signed one vouches.
    pub(super) points_met: usize,
    pub(super) vouched: Sequence,
    pub(super) last: Option<(SegmentName, SealReason)>,
    /// The segments that were walked over, in order.
    pub(super) visited: Vec<SegmentName>,
}

impl<'a, D: Disk> Walk<'a, D> {
    pub(super) fn new(disk: &'a D, folder: &'a Path, expected: &'a Expected, tally: &'a mut Tally) -> Self {
        Self {
            disk,
            folder,
            expected,
            tally,
            link: ChainHash::START,
            next: Sequence::new(1),
            doubtful: Sequence::new(1),
            points_met: 0,
            vouched: Sequence::ZERO,
            last: None,
            visited: Vec::new(),
        }
    }

    /// Walks over everything.
    pub(super) fn run(&mut self, visit: Visit<'_>) -> Result<End, ReadError> {
        let path = self.folder.join(epoch_file::EPOCH_FILE);
        // Read before the folder is listed: an epoch is witnessed only when its segment is there to be listed.
        let witness = epoch_file::read(self.disk, self.folder).map_err(ReadError::disk(&path))?;
        self.tally.epoch_file_damaged = witness == epoch_file::Witness::Damaged;
        let mut names: VecDeque<_> = segment_names(self.disk, self.folder)?.into();
        let mut end = End::Empty;
        while let Some(name) = names.pop_front() {
            end = self.segment(name, visit)?;
            match &end {
                End::Open(open) if !names.is_empty() => return Err(unsealed(open, self.next).into()),
                End::Sealed { reason: SealReason::Full, .. } if names.is_empty() => match self.successor(name)? {
                    Some(header) => end = End::Rolling(header),
                    None => names.push_back(SegmentName { first_sequence: self.next, epoch: name.epoch }),
                },
                End::Empty | End::Sealed { .. } | End::Rolling(_) | End::Open(_) => {}
            }
        }
        if witness.epoch() > self.tally.epoch {
            let missing = Damage::MissingSegment { expected: self.next, epoch: Some(witness.epoch()) };
            return Err(self.corruption(epoch_file::EPOCH_FILE, 0, missing).into());
        }
        self.check_snapshot_reached()?;
        self.check_points_reached()?;
        Ok(end)
    }

    fn segment(&mut self, name: SegmentName, visit: Visit<'_>) -> Result<End, ReadError> {
        let path = self.folder.join(name.to_string());
        let mut reader = Reader::new(self.disk, self.disk.open(&path).map_err(ReadError::disk(&path))?);
        let header = self.header(&mut reader, name, &path)?;
        let mut offset = SEGMENT_HEADER_BYTES as u64;
        loop {
            let error = match self.frame(&mut reader, &header, offset, visit, &path)? {
                Step::Taken(bytes) => {
                    offset += bytes;
                    continue;
                }
                Step::Sealed(reason) => {
                    let end = offset + FRAME_HEADER_BYTES as u64;
                    if self.expected.nothing_behind_seals
                        && let Some(bytes) = self.behind_seal(&reader, end).map_err(ReadError::disk(&path))?
                    {
                        return Err(self.corruption(&name.to_string(), end, Damage::BehindSeal { bytes }).into());
                    }
                    self.last = Some((name, reason));
                    return Ok(End::Sealed { name, reason });
                }
                Step::Bad(error) => error,
            };
            match self.end_of(&reader, &header, offset, error).map_err(ReadError::disk(&path))? {
                Ok(open) => return Ok(End::Open(open)),
                Err(corruption) => {
                    // A living writer may have finished the frame since it was read.
                    reader.refresh();
                    if decode_at(&mut reader, offset).map_err(ReadError::disk(&path))?.is_err() {
                        return Err(corruption.into());
                    }
                }
            }
        }
    }

    fn header(
        &mut self,
        reader: &mut Reader<'_, D>,
        name: SegmentName,
        path: &Path,
    ) -> Result<SegmentHeader, ReadError> {
        let file = name.to_string();
        let page = reader.bytes(0, SEGMENT_HEADER_BYTES).map_err(ReadError::disk(path))?;
        let (header, hash) = match SegmentHeader::decode(page) {
            Ok(decoded) => decoded,
            Err(SegmentHeaderError::Newer { format }) => return Err(ReadError::Newer { file, format }),
            Err(error) => return Err(self.corruption(&file, 0, Damage::Header(error)).into()),
        };
        if let Some(expected) =
            self.expected.city.as_ref().or(self.tally.city.as_ref()).filter(|city| **city != header.city)
        {
            return Err(ReadError::OtherCity { segment: file, expected: expected.clone(), found: header.city });
        }
        if let Some(damage) = self.misplaced_segment(&header, name) {
            return Err(self.broken(&file, 0, damage).into());
        }
        self.link = hash;
        self.doubtful = self.next;
        self.visited.push(name);
        self.tally.city = Some(header.city.clone());
        self.tally.segments += 1;
        self.tally.epoch = header.epoch;
        Ok(header)
    }

    /// What is wrong with a sound header at this place in the row of segments.
    fn misplaced_segment(&self, header: &SegmentHeader, name: SegmentName) -> Option<Damage> {
        if header.name() != name {
            return Some(Damage::Renamed { header: header.name().to_string() });
        }
        if header.first_sequence > self.next {
            return Some(Damage::MissingSegment { expected: self.next, epoch: None });
        }
        if header.first_sequence < self.next {
            return Some(Damage::DuplicateSegment { got: header.first_sequence });
        }
        let follows = match self.last {
            Some((before, SealReason::Full)) => header.epoch == before.epoch,
            Some((before, SealReason::Closed | SealReason::Recovered)) => header.epoch > before.epoch,
            None => true,
        };
        if !follows {
            return Some(Damage::WrongEpoch { expected: self.tally.epoch, got: header.epoch });
        }
        (header.previous_hash != self.link)
            .then_some(Damage::BrokenChain { expected: self.link, got: header.previous_hash })
    }

    fn frame(
        &mut self,
        reader: &mut Reader<'_, D>,
        segment: &SegmentHeader,
        offset: u64,
        visit: Visit<'_>,
        path: &Path,
    ) -> Result<Step, ReadError> {
        let mut damage = FrameError::NoMagic;
        for attempt in [Attempt::AsRead, Attempt::ReadAgain] {
            if attempt == Attempt::ReadAgain {
                reader.refresh();
            }
            match decode_at(reader, offset).map_err(ReadError::disk(path))? {
                Ok(frame) => return self.take(&frame, segment, offset, visit),
                Err(error) => damage = error,
            }
        }
        if let FrameError::Newer { format } = damage {
            return Err(ReadError::Newer { file: segment.name().to_string(), format });
        }
        Ok(Step::Bad(damage))
    }

    fn take(
        &mut self,
        frame: &Frame<'_>,
        segment: &SegmentHeader,
        offset: u64,
        visit: Visit<'_>,
    ) -> Result<Step, ReadError> {
        if let Some(damage) = self.misplaced_frame(frame, segment, offset).or_else(|| self.snapshot_missed(frame)) {
            return Err(self.broken(&segment.name().to_string(), offset, damage).into());
        }
        if let Some(damage) = self.pass_points(frame) {
            let first_bad = self.vouched.next();
            let segment = segment.name().to_string();
            return Err(Corruption { segment, offset, first_bad, damage }.into());
        }
        let header = &frame.header;
        let handed = self.expected.from.map_or(Sequence::ZERO, |point| point.sequence);
        for record in frame.records().filter(|record| record.sequence > handed) {
            visit(record).map_err(|source| ReadError::Refused { sequence: record.sequence, source })?;
        }
        self.link = frame.hash;
        self.doubtful = header.first_sequence;
        self.next = header.last_sequence().next();
        self.tally.bytes += header.frame_bytes() as u64;
        self.tally.last_time = self.tally.last_time.max(header.time);
        match header.kind {
            FrameKind::Group => {
                self.tally.groups += 1;
                self.tally.records += u64::from(header.record_count);
                self.tally.head = ChainPoint { sequence: header.last_sequence(), hash: frame.hash };
                Ok(Step::Taken(header.frame_bytes() as u64))
            }
            FrameKind::Marker => Ok(Step::Taken(header.frame_bytes() as u64)),
            FrameKind::Seal(reason) => Ok(Step::Sealed(reason)),
        }
    }

    /// What is wrong with a sound frame at this place.
    fn misplaced_frame(&self, frame: &Frame<'_>, segment: &SegmentHeader, offset: u64) -> Option<Damage> {
        let header = &frame.header;
        if header.epoch != segment.epoch {
            return Some(Damage::WrongEpoch { expected: segment.epoch, got: header.epoch });
        }
        if header.segment_offset != offset {
            return Some(Damage::Misplaced { got: header.segment_offset });
        }
        if header.first_sequence != self.next {
            return Some(Damage::OutOfSequence { got: header.first_sequence });
        }
        (header.previous_hash != self.link)
            .then_some(Damage::BrokenChain { expected: self.link, got: header.previous_hash })
    }

    /// Whether the chain passes a snapshot's sequence without passing through its hash.
    fn snapshot_missed(&self, frame: &Frame<'_>) -> Option<Damage> {
        let point = self.expected.from.filter(|_| frame.header.kind == FrameKind::Group)?;
        let within = (frame.header.first_sequence..=frame.header.last_sequence()).contains(&point.sequence);
        let met = frame.header.last_sequence() == point.sequence && frame.hash == point.hash;
        (within && !met).then_some(Damage::SnapshotOffChain { snapshot: point.sequence })
    }

    fn check_snapshot_reached(&self) -> Result<(), Corruption> {
        match self.expected.from {
            Some(point) if point.sequence >= self.next => {
                let file = self.last.map_or_else(String::new, |(name, _)| name.to_string());
                Err(self.corruption(&file, 0, Damage::SnapshotAhead { snapshot: point.sequence }))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Damage of a place; where a link is broken, the one before it cannot be vouched for either.
    fn broken(&self, segment: &str, offset: u64, damage: Damage) -> Corruption {
        let in_doubt = matches!(damage, Damage::BrokenChain { .. });
        let first_bad = if in_doubt { self.doubtful } else { self.next };
        Corruption { segment: segment.to_owned(), offset, first_bad, damage }
    }

    /// Decides what a place is at which no sound frame stands: the end of the record, or damage.
    fn end_of(
        &self,
        reader: &Reader<'_, D>,
        header: &SegmentHeader,
        offset: u64,
        error: FrameError,
    ) -> io::Result<Result<OpenEnd, Corruption>> {
        let file = header.name().to_string();
        if !error.may_be_torn() {
            return Ok(Err(self.corruption(&file, offset, Damage::Frame { error, witness: Witness::Checksum })));
        }
        let length = reader.length()?;
        let behind = tail::search(self.disk, reader.file(), header, offset, length)?;
        if behind.durable_through >= self.next {
            let witness = Witness::LaterFrame { durable_through: behind.durable_through };
            return Ok(Err(self.corruption(&file, offset, Damage::Frame { error, witness })));
        }
        if length < header.segment_bytes {
            let damage = Damage::Shortened { bytes: length, expected: header.segment_bytes };
            return Ok(Err(self.corruption(&file, offset, damage)));
        }
        let torn = (behind.end > offset).then_some(Torn { error, end: behind.end, sound_frames: behind.frames });
        Ok(Ok(OpenEnd { header: header.clone(), offset, torn }))
    }

    /// Looks for the segment that must exist behind one that was full: `None` when it has its name already.
    fn successor(&self, full: SegmentName) -> Result<Option<SegmentHeader>, ReadError> {
        let name = SegmentName { first_sequence: self.next, epoch: full.epoch };
        let path = self.folder.join(name.temporary());
        let missing = Damage::MissingSegment { expected: self.next, epoch: Some(full.epoch) };
        match self.disk.open(&path) {
            Ok(file) => {
                let mut reader = Reader::new(self.disk, file);
                let page = reader.bytes(0, SEGMENT_HEADER_BYTES).map_err(ReadError::disk(&path))?;
                let header = SegmentHeader::decode(page).map(|(header, _)| header);
                let header = header.map_err(|error| self.corruption(&name.temporary(), 0, Damage::Header(error)))?;
                match self.misplaced_segment(&header, name) {
                    Some(damage) => Err(self.corruption(&name.temporary(), 0, damage).into()),
                    None => Ok(Some(header)),
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let path = self.folder.join(name.to_string());
                match self.disk.open(&path) {
                    Ok(_) => Ok(None),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {
                        Err(self.corruption(&full.to_string(), 0, missing).into())
                    }
                    Err(error) => Err(ReadError::disk(&path)(error)),
                }
            }
            Err(error) => Err(ReadError::disk(&path)(error)),
        }
    }

    pub(super) fn corruption(&self, segment: &str, offset: u64, damage: Damage) -> Corruption {
        Corruption { segment: segment.to_owned(), offset, first_bad: self.next, damage }
    }
}

/// A frame that looks bad is read once more, since a living writer may have finished it meanwhile.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attempt {
    AsRead,
    ReadAgain,
}

enum Step {
    Taken(u64),
    Sealed(SealReason),
    Bad(FrameError),
}

fn unsealed(open: &OpenEnd, first_bad: Sequence) -> Corruption {
    let error = open.torn.map_or(FrameError::NoMagic, |torn| torn.error);
    let damage = Damage::Frame { error, witness: Witness::LaterSegment };
    Corruption { segment: open.header.name().to_string(), offset: open.offset, first_bad, damage }
}

fn decode_at<'r, D: Disk>(reader: &'r mut Reader<'_, D>, offset: u64) -> io::Result<Result<Frame<'r>, FrameError>> {
    let header = match decode_header(reader.bytes(offset, FRAME_HEADER_BYTES)?) {
        Ok(header) => header,
        Err(error) => return Ok(Err(error)),
    };
    Ok(decode(reader.bytes(offset, header.frame_bytes())?))
}

/// The segments of a folder in the order of the record.
pub(super) fn segment_names<D: Disk>(disk: &D, folder: &Path) -> Result<Vec<SegmentName>, ReadError> {
    let mut names = Vec::new();
    for file in disk.list(folder).map_err(ReadError::disk(folder))? {
        match SegmentName::parse(&file) {
            Some(name) => names.push(name),
            None if claims_to_be_a_segment(&file) => return Err(ReadError::Stray { file }),
            None => {}
        }
    }
    names.sort();
    Ok(names)
}
