//! Opening a folder: lock, verify, hand on, deal with the end, raise the epoch.
//!
//! The end of the record is one of three:
//!
//! - *sealed*: the journal was closed, or an earlier recovery sealed it;
//! - *torn*: behind the last sound frame stand bytes that are no frame, and nothing says that they were ever durable.
//!   They are kept aside, cut, and reported;
//! - *corrupt*: something that was durable is gone or was changed. The folder is refused, the first bad sequence named,
//!   and nothing is touched.
//!
//! What cannot be told apart: damage to the groups of the last sync before a crash, when nothing was written behind
//! them, looks like a write that was cut short. It is reported as a torn tail, never passed over in silence.
//!
//! The open segment gets a seal where its sound frames end, after they were made durable: they may still stand only in
//! the kernel's memory, when a process died and not the machine. A sync alone does not do that. When the process died
//! because a sync had failed, the kernel calls the lost pages clean: they are read back as if nothing were wrong, and the
//! next sync has nothing to write. So the last segment is written once more, byte for byte, before it is synced. Every
//! step may be cut short by another crash, and the next start comes to the same end.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::damage::{BoxError, ReadError};
use super::disk::{Disk, read_range};
use super::frame::{FrameError, SealReason};
use super::group::RecordView;
use super::segment::{Limits, SEGMENT_HEADER_BYTES, SegmentHeader, is_unfinished_segment, publish};
use super::walk::{End, Expected, OpenEnd, Tally, Torn, Walk};
use super::writer::{Handover, Note, OpenSegment, Writer};
use super::{ChainHash, ChainPoint, Epoch, tail};
use crate::domain::ids::{CityId, Sequence};

const LOCK_FILE: &str = "lock";

/// How much of the last segment is read and written again at once, in bytes.
const REWRITTEN_AT_ONCE_BYTES: u64 = 1024 * 1024;

/// What the caller knows and wants of a folder.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// Whose record it is, or will be when the folder is new.
    pub city: CityId,
    /// How large new segments and groups may become.
    pub limits: Limits,
    /// The point of a snapshot from which the state was loaded: records up to it are verified, but not handed on, and
    /// the chain must pass through it.
    pub from: Option<ChainPoint>,
}

/// Why a folder could not be opened for writing.
#[derive(Debug, Error)]
pub enum OpenError {
    /// Another daemon writes it.
    #[error("the journal {} is in use by another daemon: one folder, one daemon", folder.display())]
    InUse {
        /// The folder.
        folder: PathBuf,
    },
    /// The record could not be read to its end.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The disk refused a step of the opening.
    #[error("could not open the journal {} for writing: {source}", folder.display())]
    Disk {
        /// The folder.
        folder: PathBuf,
        /// What the disk said.
        source: io::Error,
    },
}

/// Who is handed the records of a folder while it is opened.
pub trait Visitor {
    /// Takes the next record.
    ///
    /// # Errors
    /// When it refuses the record, and with it the folder.
    fn visit(&mut self, record: RecordView<'_>) -> Result<(), BoxError>;

    /// Says that this was the last one. Nothing in the folder has been touched yet.
    ///
    /// # Errors
    /// When it refuses a record that it has taken before.
    fn end(&mut self) -> Result<(), ReadError>;
}

/// A visitor that judges each record at once.
struct Each<V>(V);

impl<V: FnMut(RecordView<'_>) -> Result<(), BoxError>> Visitor for Each<V> {
    fn visit(&mut self, record: RecordView<'_>) -> Result<(), BoxError> {
        (self.0)(record)
    }

    fn end(&mut self) -> Result<(), ReadError> {
        Ok(())
    }
}

/// What was found in a folder that could be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// The new epoch.
    pub epoch: Epoch,
    /// What the record holds.
    pub tally: Tally,
    /// How it ended.
    pub ending: Ending,
}

/// How the record ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The folder was new.
    New,
    /// It had been closed.
    Closed,
    /// It had not been closed, but every byte behind the header is sound.
    NotClosed,
    /// It had not been closed, and unsound bytes were cut.
    Torn(TailReport),
    /// An earlier start had sealed it, but died before it could write anything: what that one cut was perhaps never
    /// reported.
    SealedBefore {
        /// The tails of that segment that are kept aside; empty when nothing was cut.
        kept_as: Vec<PathBuf>,
    },
}

/// What was cut behind the last sound frame. To be logged, shown in health, and written into the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TailReport {
    /// The segment's file.
    pub segment: String,
    /// Where the cut is.
    pub offset: u64,
    /// How many bytes were cut.
    pub bytes: u64,
    /// The first sequence that the cut bytes may have held; it will be given again.
    pub first_sequence: Sequence,
    /// How many sound frames stood among them, none of which was known to be durable.
    pub sound_frames: u64,
    /// Why the first of them is no frame.
    pub error: FrameError,
    /// Where they are kept.
    pub kept_as: PathBuf,
}

/// Opens a folder for writing: a new one, a closed one, or one that a crash left.
///
/// Each record behind [`OpenOptions::from`] is handed to `visit` in order; what it refuses refuses the folder. Nothing
/// of what it was handed may leave the process before this returns.
///
/// # Errors
/// When another daemon holds the folder, the record is corrupt, another city's or of a newer format, `visit` refused a
/// record, or the disk failed.
pub fn open<D: Disk>(
    disk: D,
    folder: &Path,
    options: OpenOptions,
    visit: impl FnMut(RecordView<'_>) -> Result<(), BoxError>,
) -> Result<(Writer<D>, Recovered), OpenError> {
    open_for(disk, folder, options, &mut Each(visit))
}

/// The same for a visitor who may judge a record later than it is handed it.
///
/// # Errors
/// As [`open`].
pub fn open_for<D: Disk>(
    disk: D,
    folder: &Path,
    options: OpenOptions,
    visitor: &mut impl Visitor,
) -> Result<(Writer<D>, Recovered), OpenError> {
    let refused = |source| OpenError::Disk { folder: folder.to_owned(), source };
    disk.create_directory(folder).map_err(refused)?;
    let lock = disk.lock(&folder.join(LOCK_FILE)).map_err(|error| {
        let in_use = error.kind() == io::ErrorKind::WouldBlock;
        if in_use { OpenError::InUse { folder: folder.to_owned() } } else { refused(error) }
    })?;
    let expected = Expected { city: Some(options.city.clone()), from: options.from, ..Expected::default() };
    let mut tally = Tally::default();
    let mut walk = Walk::new(&disk, folder, &expected, &mut tally);
    let end = walk.run(&mut |record| visitor.visit(record))?;
    visitor.end()?;
    let (link, last) = (walk.link, walk.visited.last().copied());
    if let Some(last) = last {
        write_again(&disk, &folder.join(last.to_string())).map_err(refused)?;
    }
    let (ending, link) = finish(&disk, folder, &tally, end, link).map_err(refused)?;
    remove_unfinished(&disk, folder).map_err(refused)?;
    let epoch = tally.epoch.next();
    let writer = Writer::start(Handover {
        disk,
        lock,
        folder: folder.to_owned(),
        city: options.city,
        limits: options.limits,
        epoch,
        head: tally.head,
        link,
        time: tally.last_time,
    })
    .map_err(refused)?;
    Ok((writer, Recovered { epoch, tally, ending }))
}

/// How many bytes starts have cut from segments of an epoch and later ones, as far as they are still kept aside.
///
/// # Errors
/// When the disk failed.
pub fn cut_bytes_since<D: Disk>(disk: &D, folder: &Path, epoch: Epoch) -> io::Result<u64> {
    tail::kept_bytes_since(disk, folder, epoch)
}

/// Writes a segment once more as it is read, and syncs it.
fn write_again<D: Disk>(disk: &D, path: &Path) -> io::Result<()> {
    let mut file = disk.open_writable(path)?;
    let length = disk.length(&file)?;
    let mut offset = 0;
    while offset < length {
        let bytes = read_range(disk, &file, offset, REWRITTEN_AT_ONCE_BYTES.min(length - offset))?;
        if bytes.iter().any(|byte| *byte != 0) {
            disk.write_at(&mut file, offset, &bytes)?;
        }
        offset += REWRITTEN_AT_ONCE_BYTES;
    }
    disk.sync(&file)
}

/// Brings the end of the record to a seal and returns the last link.
fn finish<D: Disk>(
    disk: &D,
    folder: &Path,
    tally: &Tally,
    end: End,
    link: ChainHash,
) -> io::Result<(Ending, ChainHash)> {
    match end {
        End::Empty => Ok((Ending::New, link)),
        End::Sealed { name, reason: SealReason::Recovered } => {
            Ok((Ending::SealedBefore { kept_as: tail::kept_of(disk, folder, name)? }, link))
        }
        End::Sealed { reason: SealReason::Closed | SealReason::Full, .. } => Ok((Ending::Closed, link)),
        End::Rolling(header) => {
            publish(disk, folder, header.name())?;
            let (_, link) = header.encode();
            let offset = SEGMENT_HEADER_BYTES as u64;
            seal_open_end(disk, folder, tally, &OpenEnd { header, offset, torn: None }, link)
        }
        End::Open(open) => seal_open_end(disk, folder, tally, &open, link),
    }
}

fn seal_open_end<D: Disk>(
    disk: &D,
    folder: &Path,
    tally: &Tally,
    open: &OpenEnd,
    link: ChainHash,
) -> io::Result<(Ending, ChainHash)> {
    let name = open.header.name();
    let mut file = disk.open_writable(&folder.join(name.to_string()))?;
    let ending = match open.torn {
        Some(torn) => Ending::Torn(cut(disk, folder, tally, open, torn, &mut file)?),
        None => Ending::NotClosed,
    };
    disk.sync(&file)?;
    let OpenEnd { header: SegmentHeader { epoch, segment_bytes, .. }, offset, .. } = *open;
    let mut segment = OpenSegment { file, epoch, offset, link, written_to: segment_bytes, segment_bytes };
    let head = tally.head.sequence;
    let note = Note { next: head.next(), durable_through: head, time: tally.last_time };
    segment.seal(disk, SealReason::Recovered, &note, &mut Vec::new())?;
    segment.give_back_room(disk)?;
    Ok((ending, segment.link))
}

/// Keeps the torn bytes aside, then overwrites them with zeros.
fn cut<D: Disk>(
    disk: &D,
    folder: &Path,
    tally: &Tally,
    open: &OpenEnd,
    torn: Torn,
    file: &mut D::File,
) -> io::Result<TailReport> {
    let name = open.header.name();
    let bytes = torn.end - open.offset;
    let mut kept = read_range(disk, file, open.offset, bytes)?;
    let kept_as = tail::keep_aside(disk, folder, name, open.offset, &kept)?;
    kept.fill(0);
    disk.write_at(file, open.offset, &kept)?;
    Ok(TailReport {
        segment: name.to_string(),
        offset: open.offset,
        bytes,
        first_sequence: tally.head.sequence.next(),
        sound_frames: torn.sound_frames,
        error: torn.error,
        kept_as,
    })
}

/// Removes segments that were being made when the process died; nothing was ever written to them.
fn remove_unfinished<D: Disk>(disk: &D, folder: &Path) -> io::Result<()> {
    for name in disk.list(folder)?.into_iter().filter(|name| is_unfinished_segment(name)) {
        disk.remove(&folder.join(name))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::domain::time::EngineTime;
    use crate::journal::Journal;
    use crate::journal::damage::{Corruption, Damage};
    use crate::journal::disk::RealDisk;
    use crate::journal::group::CommitGroup;
    use crate::journal::verify::{Verdict, verify};

    fn options() -> OpenOptions {
        let limits = Limits::new(16 * 1024, 4 * 1024).expect("sound");
        OpenOptions { city: CityId::new("滨海").expect("a name"), limits, from: None }
    }

    fn open_at(folder: &Path, options: OpenOptions) -> Result<(Writer<RealDisk>, Recovered, Vec<String>), OpenError> {
        let mut read = Vec::new();
        let (writer, recovered) = open(RealDisk, folder, options, |record| {
            read.push(format!("{} {}", record.sequence, String::from_utf8_lossy(record.bytes)));
            Ok(())
        })?;
        Ok((writer, recovered, read))
    }

    fn append(writer: &mut Writer<RealDisk>, words: &[&str]) -> ChainPoint {
        let mut group = CommitGroup::new(writer.head().sequence.next(), EngineTime::from_unix_seconds(9));
        for word in words {
            group.push(1, 1, EngineTime::from_unix_seconds(9), word.as_bytes()).expect("fits");
        }
        writer.append(&group).expect("taken");
        writer.sync().expect("synced");
        writer.head()
    }

    fn last_segment(folder: &Path) -> PathBuf {
        let names = RealDisk.list(folder).expect("listed");
        folder.join(names.iter().rfind(|name| name.ends_with(".segment")).expect("there is one"))
    }

    /// Puts bytes behind the last frame, as a write does that was cut short.
    fn tear(folder: &Path, bytes: &[u8]) {
        let path = last_segment(folder);
        let mut content = fs::read(&path).expect("read");
        let end = content.iter().rposition(|byte| *byte != 0).expect("used") + 8;
        content[end..end + bytes.len()].copy_from_slice(bytes);
        fs::write(path, content).expect("written");
    }

    #[test]
    fn each_opening_raises_the_epoch_and_goes_on_where_the_record_ended() {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut writer, recovered, read) = open_at(folder.path(), options()).expect("new");
        assert_eq!((recovered.ending, recovered.epoch, read.len()), (Ending::New, Epoch::new(1), 0));
        append(&mut writer, &["report", "dispatch"]);
        writer.close().expect("closed");
        assert!(matches!(writer.sync(), Err(crate::journal::JournalError::Closed)));
        drop(writer);
        let (mut writer, recovered, read) = open_at(folder.path(), options()).expect("closed");
        assert_eq!((recovered.ending, recovered.epoch), (Ending::Closed, Epoch::new(2)));
        assert_eq!(read, ["1 report", "2 dispatch"]);
        assert_eq!(recovered.tally.last_time, EngineTime::from_unix_seconds(9));
        append(&mut writer, &["arrived"]);
        drop(writer);
        let (_, recovered, read) = open_at(folder.path(), options()).expect("not closed");
        assert_eq!((recovered.ending, recovered.epoch), (Ending::NotClosed, Epoch::new(3)));
        assert_eq!(read, ["1 report", "2 dispatch", "3 arrived"]);
    }

    #[test]
    fn a_torn_tail_is_cut_kept_aside_and_reported_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut writer, ..) = open_at(folder.path(), options()).expect("new");
        append(&mut writer, &["report"]);
        drop(writer);
        tear(folder.path(), b"half a frame");
        let examined = verify(&RealDisk, folder.path(), None, None).expect("read").verdict;
        let (_, recovered, read) = open_at(folder.path(), options()).expect("cut");
        let Ending::Torn(report) = recovered.ending else { panic!("a report") };
        let same = Verdict::Torn { offset: report.offset, bytes: report.bytes, error: report.error };
        assert_eq!(examined, same, "who only looks sees what a start would cut");
        assert_eq!(
            (report.first_sequence, report.error, report.sound_frames),
            (Sequence::new(2), FrameError::NoMagic, 0)
        );
        assert!(fs::read(&report.kept_as).expect("kept").ends_with(b"half a frame"));
        assert_eq!(read, ["1 report"]);
        let (_, recovered, read) = open_at(folder.path(), options()).expect("whole");
        assert_eq!((recovered.ending, read.len()), (Ending::NotClosed, 1));
    }

    #[test]
    fn a_start_that_died_behind_its_seal_tells_the_next_what_it_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut writer, ..) = open_at(folder.path(), options()).expect("new");
        append(&mut writer, &["report"]);
        drop(writer);
        tear(folder.path(), b"half a frame");
        let witness = fs::read(folder.path().join("epoch")).expect("read");
        drop(open_at(folder.path(), options()).expect("cut"));
        fs::remove_file(last_segment(folder.path())).expect("as if it had never been made");
        fs::write(folder.path().join("epoch"), witness).expect("as if it had never been raised");
        let (_, recovered, _) = open_at(folder.path(), options()).expect("sealed");
        let Ending::SealedBefore { kept_as } = recovered.ending else { panic!("a report") };
        assert_eq!(kept_as.len(), 1);
    }

    #[test]
    fn another_citys_folder_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(open_at(folder.path(), options()).expect("new"));
        let other = OpenOptions { city: CityId::new("临港").expect("a name"), ..options() };
        let refused = open_at(folder.path(), other).expect_err("one folder, one city");
        assert!(matches!(refused, OpenError::Read(ReadError::OtherCity { .. })), "{refused}");
    }

    #[test]
    fn a_record_that_is_not_understood_is_named_and_the_folder_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut writer, ..) = open_at(folder.path(), options()).expect("new");
        append(&mut writer, &["report", "of a kind from the future"]);
        drop(writer);
        let before = RealDisk.list(folder.path()).expect("listed");
        let refused = open(RealDisk, folder.path(), options(), |record| {
            if record.sequence == Sequence::new(2) { Err("unknown kind 99".into()) } else { Ok(()) }
        });
        let refused = refused.map(|_| ()).expect_err("refused").to_string();
        assert_eq!(refused, "could not take the record with sequence 2: unknown kind 99");
        assert_eq!(RealDisk.list(folder.path()).expect("listed"), before);
    }

    #[test]
    fn a_start_from_a_snapshot_reads_only_what_is_behind_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut writer, ..) = open_at(folder.path(), options()).expect("new");
        append(&mut writer, &["report"]);
        let point = append(&mut writer, &["dispatch", "signed in"]);
        append(&mut writer, &["arrived"]);
        drop(writer);
        let (.., read) = open_at(folder.path(), OpenOptions { from: Some(point), ..options() }).expect("sound");
        assert_eq!(read, ["4 arrived"]);
    }

    #[test]
    fn a_snapshot_of_more_or_other_than_the_record_is_corruption() {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut writer, ..) = open_at(folder.path(), options()).expect("new");
        let point = append(&mut writer, &["report", "dispatch"]);
        drop(writer);
        let damage = |point| match open_at(folder.path(), OpenOptions { from: Some(point), ..options() }) {
            Err(OpenError::Read(ReadError::Corrupt(Corruption { damage, .. }))) => damage,
            other => panic!("expected corruption, got {other:?}"),
        };
        let ahead = ChainPoint { sequence: Sequence::new(3), ..point };
        assert_eq!(damage(ahead), Damage::SnapshotAhead { snapshot: Sequence::new(3) });
        let other = ChainPoint { hash: ChainHash::new([1; 32]), ..point };
        assert_eq!(damage(other), Damage::SnapshotOffChain { snapshot: Sequence::new(2) });
        let within_a_group = ChainPoint { sequence: Sequence::new(1), ..point };
        assert_eq!(damage(within_a_group), Damage::SnapshotOffChain { snapshot: Sequence::new(1) });
    }
}
