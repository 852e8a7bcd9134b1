//! A record of several lives on a real disk: many small segments, snapshots, signed heads, and older copies of itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use patrold::domain::ids::CityId;
use patrold::domain::time::EngineTime;
use patrold::journal::disk::RealDisk;
use patrold::journal::frame::{FrameKind, decode};
use patrold::journal::group::CommitGroup;
use patrold::journal::heads::key::{HeadKey, PublicKey};
use patrold::journal::heads::log::HeadLog;
use patrold::journal::recovery::{OpenOptions, open};
use patrold::journal::segment::{Limits, SEGMENT_HEADER_BYTES};
use patrold::journal::snapshot::Snapshots;
use patrold::journal::writer::Writer;
use patrold::journal::{Epoch, Journal};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tempfile::TempDir;

pub(super) fn city() -> CityId {
    CityId::new("滨海").expect("a name")
}

/// The files of a journal by their names below its folder, but for the lock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Files(pub(super) BTreeMap<String, Vec<u8>>);

impl Files {
    fn read(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        for (folder, prefix) in [(folder.to_owned(), ""), (folder.join("snapshots"), "snapshots/")] {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let entry = entry.expect("listed");
                let name = entry.file_name().into_string().expect("a name in UTF-8");
                if entry.file_type().expect("known").is_file() && name != "lock" {
                    files.insert(format!("{prefix}{name}"), fs::read(entry.path()).expect("read"));
                }
            }
        }
        Self(files)
    }

    /// The segments, in the order of the record.
    pub(super) fn segments(&self) -> impl Iterator<Item = (&String, &Vec<u8>)> {
        self.0.iter().filter(|(name, _)| name.ends_with(".segment"))
    }
}

/// Where a frame stands and what it holds; one without records begins with the sequence that comes next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) first_sequence: u64,
    pub(super) last_sequence: u64,
    pub(super) kind: FrameKind,
}

impl Place {
    pub(super) fn is_group(&self) -> bool {
        self.kind == FrameKind::Group
    }
}

/// The frames of a segment.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) name: String,
    pub(super) first_sequence: u64,
    pub(super) frames: Vec<Place>,
    /// Where the frames end.
    pub(super) end: usize,
    pub(super) sealed: bool,
}

impl Layout {
    pub(super) fn of(name: &str, bytes: &[u8]) -> Self {
        let first_sequence = name.split('-').next().and_then(|digits| digits.parse().ok()).expect("a segment's name");
        let (mut frames, mut end) = (Vec::new(), SEGMENT_HEADER_BYTES);
        while let Some(Ok(frame)) = bytes.get(end..).map(decode) {
            let header = frame.header;
            if header.segment_offset != end as u64 {
                break;
            }
            let (first, last) = (header.first_sequence.get(), header.last_sequence().get());
            let place = Place {
                start: end,
                end: end + header.frame_bytes(),
                first_sequence: first,
                last_sequence: last,
                kind: header.kind,
            };
            end = place.end;
            frames.push(place);
        }
        let sealed = frames.last().is_some_and(|last| matches!(last.kind, FrameKind::Seal(_)));
        Self { name: name.to_owned(), first_sequence, frames, end, sealed }
    }

    /// The sequence that comes behind the last frame.
    pub(super) fn next(&self) -> u64 {
        self.frames.last().map_or(self.first_sequence, |last| last.last_sequence + 1)
    }

    /// The first sequence that a change of the byte at this place puts in doubt.
    pub(super) fn sequence_at(&self, byte: usize) -> u64 {
        if byte < SEGMENT_HEADER_BYTES {
            return self.first_sequence;
        }
        let frame = self.frames.iter().find(|frame| byte < frame.end);
        frame.map_or_else(|| self.next(), |frame| frame.first_sequence)
    }
}

/// A record that tests change and put back.
pub(super) struct Record {
    folder: TempDir,
    pub(super) public_key: PublicKey,
    /// As it is.
    pub(super) files: Files,
    /// As it was at some moments.
    pub(super) older: Vec<Files>,
    pub(super) layouts: Vec<Layout>,
    /// The sequences of the signed heads, and their file.
    pub(super) heads: Vec<u64>,
    pub(super) heads_text: String,
}

impl Record {
    /// A record of three lives, the second of which was killed; the last was closed.
    pub(super) fn closed(seed: u64) -> Self {
        Self::write(seed, &[(60, true), (40, false), (70, true)])
    }

    /// A record whose last daemon was killed.
    pub(super) fn killed(seed: u64) -> Self {
        Self::write(seed, &[(50, true), (45, false)])
    }

    fn write(seed: u64, lives: &[(u32, bool)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut random = StdRng::seed_from_u64(seed);
        let key_file = folder.path().join("heads.key");
        let (journal, heads_file) = (folder.path().join("journal"), folder.path().join("heads"));
        let (mut older, mut heads, mut time) = (Vec::new(), Vec::new(), 1_795_392_000_000_000_i64);
        for (groups, closes) in lives {
            let limits = Limits::new(12 * 1024, 2_000).expect("sound");
            let options = OpenOptions { city: city(), limits, from: None };
            let (mut writer, recovered) = open(RealDisk, &journal, options, |_| Ok(())).expect("opened");
            let mut log = open_log(&heads_file, &key_file, recovered.epoch);
            for group in 0..*groups {
                time += 1_000_000;
                append(&mut writer, time, &mut random);
                match random.random_range(0..10) {
                    0 => writer.mark().expect("marked"),
                    1 => older.push(Files::read(&journal)),
                    2..=3 => export(&mut log, &writer, time, &mut heads),
                    _ => {}
                }
                if group == groups / 2 {
                    let snapshots = Snapshots::new(RealDisk, &journal, city());
                    let body = writer.head().sequence.get().to_le_bytes().repeat(40);
                    snapshots.write(writer.head(), [7; 32], &body).expect("written");
                }
            }
            if *closes {
                writer.close().expect("closed");
            }
            export(&mut log, &writer, time, &mut heads);
        }
        let files = Files::read(&journal);
        older.retain(|old| *old != files);
        let layouts = files.segments().map(|(name, bytes)| Layout::of(name, bytes)).collect();
        let public_key = HeadKey::load_or_make(&key_file).expect("a key").public();
        let heads_text = fs::read_to_string(&heads_file).expect("heads");
        Self { folder, public_key, files, older, layouts, heads, heads_text }
    }

    pub(super) fn journal(&self) -> PathBuf {
        self.folder.path().join("journal")
    }

    pub(super) fn heads_file(&self) -> PathBuf {
        self.folder.path().join("heads")
    }

    pub(super) fn read(&self) -> Files {
        Files::read(&self.journal())
    }

    /// The newest signed head before a sequence.
    pub(super) fn head_before(&self, sequence: u64) -> u64 {
        self.heads.iter().copied().filter(|head| *head < sequence).max().unwrap_or(0)
    }

    /// Puts other files in place.
    pub(super) fn put(&self, files: &Files, heads: Option<&str>) {
        let journal = self.journal();
        for name in self.files.0.keys().filter(|name| !files.0.contains_key(*name)) {
            fs::remove_file(journal.join(name)).expect("removed");
        }
        for (name, bytes) in files.0.iter().filter(|(name, bytes)| self.files.0.get(*name) != Some(*bytes)) {
            fs::write(journal.join(name), bytes).expect("written");
        }
        if let Some(heads) = heads {
            fs::write(self.heads_file(), heads).expect("written");
        }
    }

    /// Puts everything back.
    pub(super) fn restore(&self) {
        let (journal, changed) = (self.journal(), self.read());
        for name in changed.0.keys().filter(|name| !self.files.0.contains_key(*name)) {
            fs::remove_file(journal.join(name)).expect("removed");
        }
        for (name, bytes) in self.files.0.iter().filter(|(name, bytes)| changed.0.get(*name) != Some(*bytes)) {
            fs::write(journal.join(name), bytes).expect("written");
        }
        fs::write(self.heads_file(), &self.heads_text).expect("written");
    }
}

fn open_log(file: &Path, key_file: &Path, epoch: Epoch) -> HeadLog {
    let key = HeadKey::load_or_make(key_file).expect("a key");
    HeadLog::open(file, key, city(), epoch).expect("opened")
}

fn append(writer: &mut Writer<RealDisk>, time: i64, random: &mut StdRng) {
    let time = EngineTime::from_micros(time);
    let mut group = CommitGroup::new(writer.head().sequence.next(), time);
    for _ in 0..random.random_range(1..4) {
        let mut bytes = vec![0; random.random_range(20..300)];
        random.fill(&mut bytes[..]);
        group.push(1, 1, time, &bytes).expect("it fits");
    }
    writer.append(&group).expect("appended");
    writer.sync().expect("synced");
}

fn export(log: &mut HeadLog, writer: &Writer<RealDisk>, time: i64, heads: &mut Vec<u64>) {
    if log.export(writer.head(), EngineTime::from_micros(time)).expect("exported") {
        heads.push(writer.head().sequence.get());
    }
}
