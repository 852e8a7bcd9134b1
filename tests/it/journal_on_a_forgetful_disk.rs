//! The journal keeps what it acknowledged: on a disk that forgets, tears and reorders whatever was not synced, through
//! crashes at any moment, those of recovery included, and through flipped bits.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use patrold::domain::ids::{CityId, Sequence};
use patrold::domain::time::EngineTime;
use patrold::journal::audit::{EpochFile, More, audit};
use patrold::journal::backup::backup;
use patrold::journal::damage::{Damage, ReadError};
use patrold::journal::disk::Disk;
use patrold::journal::group::{CommitGroup, GroupFull};
use patrold::journal::recovery::{Ending, OpenError, OpenOptions, Recovered, open};
use patrold::journal::segment::Limits;
use patrold::journal::snapshot::Snapshots;
use patrold::journal::verify::{Verdict, read, verify};
use patrold::journal::writer::Writer;
use patrold::journal::{ChainHash, ChainPoint, Journal, JournalError};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::simulated_disk::{Call, SimulatedDisk};

const FOLDER: &str = "/patrold/journal";

fn city() -> CityId {
    CityId::new("滨海").expect("a name")
}

fn options(from: Option<ChainPoint>) -> OpenOptions {
    OpenOptions { city: city(), limits: Limits::new(8 * 1024, 1_500).expect("sound"), from }
}

type Opened = (Writer<SimulatedDisk>, Recovered, Vec<Vec<u8>>);

fn open_and_read(disk: &SimulatedDisk) -> Result<Opened, OpenError> {
    open_with(disk, options(None))
}

fn open_with(disk: &SimulatedDisk, options: OpenOptions) -> Result<Opened, OpenError> {
    let mut records = Vec::new();
    let (writer, recovered) = open(disk.clone(), Path::new(FOLDER), options, |record| {
        records.push(record.bytes.to_vec());
        Ok(())
    })?;
    Ok((writer, recovered, records))
}

/// What must be true: every record that was appended, in order, and how many of them were acknowledged.
struct Story {
    disk: SimulatedDisk,
    random: StdRng,
    seed: u64,
    appended: Vec<Vec<u8>>,
    acknowledged: usize,
    crashes: u32,
    tails_cut: u32,
    snapshots: bool,
}

impl Story {
    fn new(seed: u64, disk: SimulatedDisk) -> Self {
        let random = StdRng::seed_from_u64(seed ^ 0xC0FF_EE00);
        Self { disk, random, seed, appended: Vec::new(), acknowledged: 0, crashes: 0, tails_cut: 0, snapshots: true }
    }

    /// Several lives of one daemon, each but the last ended by a loss of power. An error says what was broken.
    fn run(mut self) -> Result<Self, String> {
        for life in 0..4 {
            let Some(mut writer) = self.start()? else { continue };
            let calls = self.random.random_range(0..60);
            self.disk.lose_power_in(calls);
            while self.work(&mut writer).is_ok() {}
            drop(writer);
            self.crashes += 1;
            self.disk.power_cycle();
            if life == 2 {
                // The last start before the end meets a crash of its own.
                self.disk.lose_power_in(self.random.random_range(0..12));
            }
        }
        self.disk.power_cycle();
        let writer = self.start()?;
        let mut writer = writer.ok_or_else(|| format!("seed {}: nothing stops the last start", self.seed))?;
        writer.close().map_err(|error| format!("seed {}: could not close: {error}", self.seed))?;
        drop(writer);
        let (_, recovered, records) = open_and_read(&self.disk).map_err(|error| self.broken(&error))?;
        if recovered.ending != Ending::Closed || records != self.appended {
            return Err(format!("seed {}: a closed journal is not whole", self.seed));
        }
        Ok(self)
    }

    fn broken(&self, error: &dyn std::fmt::Display) -> String {
        format!("seed {}: {error}", self.seed)
    }

    /// Starts the daemon and compares what it reads with what must be there. `None` when the power went meanwhile.
    fn start(&mut self) -> Result<Option<Writer<SimulatedDisk>>, String> {
        let (snapshot, passed_over) = Snapshots::new(self.disk.clone(), Path::new(FOLDER), city())
            .newest_good()
            .map_err(|error| self.broken(&error))?;
        if let Some(bad) = passed_over.first() {
            return Err(self.broken(&bad.reason));
        }
        let from = snapshot.as_ref().map(|snapshot| snapshot.point);
        let mut records = Vec::new();
        if let Some(snapshot) = &snapshot {
            let held = usize::try_from(snapshot.point.sequence.get()).expect("small");
            records = self.appended.get(..held).ok_or_else(|| self.broken(&"a snapshot of the future"))?.to_vec();
            if snapshot.body != records.concat() {
                return Err(self.broken(&"a snapshot of another history"));
            }
        }
        let opened = open(self.disk.clone(), Path::new(FOLDER), options(from), |record| {
            records.push(record.bytes.to_vec());
            Ok(())
        });
        let (writer, recovered) = match opened {
            Ok(opened) => opened,
            Err(OpenError::Disk { .. }) => {
                self.crashes += 1;
                self.disk.power_cycle();
                return Ok(None);
            }
            Err(error) => return Err(self.broken(&error)),
        };
        self.tails_cut += u32::from(matches!(recovered.ending, Ending::Torn(_)));
        if let Ending::SealedBefore { kept_as } = &recovered.ending {
            let files = self.disk.files();
            if let Some(gone) = kept_as.iter().find(|path| !files.contains_key(*path)) {
                return Err(self.broken(&format!("a tail was kept as {}, which is not there", gone.display())));
            }
        }
        if records.len() < self.acknowledged {
            return Err(self.broken(&format!("{} of {} acknowledged are left", records.len(), self.acknowledged)));
        }
        if self.appended.get(..records.len()) != Some(&records[..]) {
            return Err(self.broken(&"something was invented or changed"));
        }
        self.appended = records;
        self.acknowledged = self.appended.len();
        Ok(Some(writer))
    }

    fn work(&mut self, writer: &mut Writer<SimulatedDisk>) -> Result<(), JournalError> {
        for _ in 0..self.random.random_range(1..4) {
            let time = EngineTime::from_micros(self.appended.len().try_into().unwrap_or(0));
            let mut group = CommitGroup::new(writer.head().sequence.next(), time);
            let mut records = Vec::new();
            for _ in 0..self.random.random_range(1..5) {
                let mut bytes = vec![0; self.random.random_range(0..300)];
                self.random.fill(&mut bytes[..]);
                group.push(1, 1, time, &bytes).expect("small");
                records.push(bytes);
            }
            // What a failed append wrote may be found after the crash, though nobody was told of it.
            self.appended.extend(records);
            writer.append(&group)?;
        }
        self.acknowledged = usize::try_from(writer.sync()?.get()).expect("small");
        if self.random.random_bool(0.3) {
            writer.mark()?;
        }
        if self.snapshots && self.random.random_bool(0.1) {
            let body = self.appended[..self.acknowledged].concat();
            Snapshots::new(self.disk.clone(), Path::new(FOLDER), city())
                .write(writer.head(), [0; 32], &body)
                .map_err(|source| JournalError::Disk { source })?;
        }
        Ok(())
    }
}

/// After a failed sync the kernel calls lost pages clean. A start on a machine that ran on reads them back, and what it
/// believed must survive the next loss of power, though a sync alone has nothing to write.
#[test]
fn what_a_start_believed_after_a_failed_sync_survives_a_loss_of_power() {
    // Large groups reach over several of the pieces in which a start writes the last segment again.
    let small = (0..300).map(|seed| (seed, 900, options(None)));
    let large = Limits::new(8 << 20, 2_500_000).expect("sound");
    let large = (0..6).map(|seed| (seed, 2_400_000, OpenOptions { city: city(), limits: large, from: None }));
    for (seed, bytes, options) in small.chain(large) {
        let disk = SimulatedDisk::new(seed);
        let open_and_read = |disk: &SimulatedDisk| open_with(disk, options.clone());
        let (mut writer, ..) = open_and_read(&disk).expect("a new folder");
        let fails_at = seed % 3;
        disk.fail(Call::Sync, fails_at, 5);
        for number in 0..=fails_at {
            let mut group = CommitGroup::new(writer.head().sequence.next(), EngineTime::from_unix_seconds(9));
            group.push(1, 1, EngineTime::from_unix_seconds(9), &vec![7; bytes]).expect("fits");
            writer.append(&group).expect("taken");
            assert_eq!(writer.sync().is_err(), number == fails_at);
        }
        drop(writer);
        disk.process_dies();
        let (writer, _, believed) = open_and_read(&disk).expect("the machine ran on");
        drop(writer);
        disk.power_cycle();
        let (_, _, left) = open_and_read(&disk).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        assert_eq!(left, believed, "seed {seed}");
    }
}

#[test]
fn no_acknowledged_record_is_lost_on_a_disk_that_forgets() {
    let (mut crashes, mut tails_cut, mut records) = (0, 0, 0);
    for seed in 0..1_000 {
        let story = Story::new(seed, SimulatedDisk::new(seed)).run().unwrap_or_else(|broken| panic!("{broken}"));
        crashes += story.crashes;
        tails_cut += story.tails_cut;
        records += story.appended.len();
    }
    println!("{records} records kept through {crashes} crashes, {tails_cut} torn tails cut");
    assert!(tails_cut > 500, "the disk must tear often enough to show anything, got {tails_cut}");
}

#[test]
fn without_the_sync_the_same_story_fails() {
    let failed =
        (0..100).filter(|seed| Story::new(*seed, SimulatedDisk::new(*seed).without_sync()).run().is_err()).count();
    println!("without sync {failed} of 100 seeds fail");
    assert!(failed > 50, "a journal that never syncs must be found out, got {failed} of 100");
}

#[test]
fn after_the_first_error_of_the_disk_nothing_is_acknowledged() {
    const EIO: i32 = 5;
    const ENOSPC: i32 = 28;
    for (call, errno) in [(Call::Write, ENOSPC), (Call::Write, EIO), (Call::Sync, EIO), (Call::Create, ENOSPC)] {
        for nth in 0..20 {
            let mut story = Story { snapshots: false, ..Story::new(nth, SimulatedDisk::new(nth)) };
            let mut writer = story.start().expect("sound").expect("no crash");
            story.disk.fail(call, nth, errno);
            while story.work(&mut writer).is_ok() {}
            let group = CommitGroup::new(writer.head().sequence.next(), EngineTime::EPOCH);
            assert!(matches!(writer.append(&group), Err(JournalError::Poisoned)), "{call:?} {nth}");
            assert!(matches!(writer.sync(), Err(JournalError::Poisoned)), "{call:?} {nth}");
            assert!(matches!(writer.close(), Err(JournalError::Poisoned)), "{call:?} {nth}");
            drop(writer);
            story.disk.power_cycle();
            story.start().unwrap_or_else(|broken| panic!("{call:?} {nth}: {broken}")).expect("no crash");
        }
    }
}

/// A folder of several segments and snapshots, an older piece that was cut off among them, whose daemon died.
fn died() -> SimulatedDisk {
    let mut story = Story::new(4, SimulatedDisk::new(4));
    for _ in 0..2 {
        let mut writer = story.start().expect("sound").expect("no crash");
        for _ in 0..30 {
            story.work(&mut writer).expect("the disk works");
        }
        story.disk.lose_power_in(3);
        while story.work(&mut writer).is_ok() {}
        drop(writer);
        story.disk.power_cycle();
    }
    story.disk
}

/// A journal whose power failed when a segment was full and the next one had not got its name yet.
fn died_between_two_segments() -> SimulatedDisk {
    const HEADER_BYTES: usize = 4_096;
    let disk = SimulatedDisk::new(1);
    let (mut writer, ..) = open_and_read(&disk).expect("a new folder");
    let is_segment = |path: &&PathBuf| path.extension().is_some_and(|it| it == "segment");
    while disk.files().keys().filter(is_segment).count() < 2 {
        append_bytes(&mut writer, &[7; 20]);
        writer.sync().expect("synced");
    }
    drop(writer);
    let mut files = disk.files();
    let next = files.keys().rfind(is_segment).expect("the second").clone();
    let mut bytes = files.remove(&next).expect("there");
    bytes[HEADER_BYTES..].fill(0);
    files.insert(next.with_extension("segment.new"), bytes);
    SimulatedDisk::with_files(1, &files)
}

/// What cannot be read is not missing: whichever call fails while a folder is opened, checked or copied, it is told, or
/// it did not matter; and the next try has everything.
#[test]
fn what_cannot_be_read_is_never_taken_for_missing() {
    let refused = fail_every_call(died);
    assert!(refused > 40, "only {refused} calls were refused");
    let refused = fail_every_call(died_between_two_segments);
    assert!(refused > 10, "only {refused} calls were refused");
}

/// A full segment promises another one. That it is not there is damage; that nobody could look is not.
#[test]
fn a_missing_segment_is_missing_only_where_it_could_be_looked_for() {
    const EIO: i32 = 5;
    let mut files = died_between_two_segments().files();
    files.retain(|path, _| path.extension().is_none_or(|it| it != "new"));
    for nth in 0.. {
        let disk = SimulatedDisk::with_files(1, &files);
        disk.fail(Call::Open, nth, EIO);
        let refused = verify(&disk, Path::new(FOLDER), None, None).map(|verified| verified.verdict);
        if !disk.has_failed(Call::Open) {
            let missing =
                matches!(&refused, Ok(Verdict::Corrupt(it)) if matches!(it.damage, Damage::MissingSegment { .. }));
            assert!(missing && nth > 2, "{nth}: {refused:?}");
            break;
        }
        assert!(matches!(refused, Err(ReadError::Disk { .. })), "{nth}: {refused:?}");
    }
}

/// Tells how many failed calls kept the folder from being opened.
fn fail_every_call(died: fn() -> SimulatedDisk) -> u32 {
    const EIO: i32 = 5;
    let folder = Path::new(FOLDER);
    let records = |disk: &SimulatedDisk| -> Result<(usize, Vec<Vec<u8>>), String> {
        let snapshots = Snapshots::new(disk.clone(), folder, city());
        let points = snapshots.check_all().map_err(|error| error.to_string())?;
        let (_, _, records) = open_and_read(disk).map_err(|error| {
            assert!(!matches!(error, OpenError::Read(ReadError::Corrupt(_))), "nothing is wrong with it: {error}");
            error.to_string()
        })?;
        Ok((points.0.len() + points.1.len(), records))
    };
    let whole = records(&died()).expect("nothing fails");
    assert!(whole.1.len() > 20, "{} records", whole.1.len());
    let examined = |disk: &SimulatedDisk| {
        let audit = audit(disk, folder, None, &[], |_| More::Yes).map_err(|error| error.to_string())?;
        Ok::<_, String>((audit.verified, audit.epoch_file, audit.bad_snapshots.is_empty()))
    };
    let sound = examined(&died()).expect("nothing fails");
    let mut refused = 0;
    for call in [Call::List, Call::Open, Call::Read] {
        for nth in 0.. {
            let disk = died();
            disk.fail(call, nth, EIO);
            let (opened, met) = (records(&disk), disk.has_failed(call));
            assert!(opened.is_err() || opened.as_ref() == Ok(&whole), "{call:?} {nth}: {opened:?}");
            disk.process_dies();
            assert_eq!(records(&disk).map(|(_, records)| records), Ok(whole.1.clone()), "{call:?} {nth}");
            if !met {
                break;
            }
            refused += u32::from(opened.is_err());
        }
        for nth in 0.. {
            let disk = died();
            disk.fail(call, nth, EIO);
            if let Ok((verified, epoch_file, snapshots)) = examined(&disk) {
                assert_eq!((&verified, epoch_file), (&sound.0, sound.1), "{call:?} {nth}");
                assert!(snapshots || disk.has_failed(call), "{call:?} {nth}");
            }
            if !disk.has_failed(call) {
                break;
            }
        }
        for nth in 0.. {
            let (disk, copy) = (died(), Path::new("/copy"));
            disk.fail(call, nth, EIO);
            let backed_up = backup(&disk, folder, copy);
            let met = disk.has_failed(call);
            disk.process_dies();
            if backed_up.is_ok() {
                let copied = verify(&disk, copy, Some(&city()), None).expect("it is read");
                assert_eq!(copied.tally.head, sound.0.tally.head, "{call:?} {nth}");
            }
            if !met {
                break;
            }
        }
    }
    refused
}

fn three_groups_options() -> OpenOptions {
    OpenOptions { city: city(), limits: Limits::new(1 << 20, 300 << 10).expect("sound"), from: None }
}

/// A journal with large groups: the first is synced, then one of so many bytes, then a small one; where each group
/// starts, and what is on the disk.
fn three_groups(middle_bytes: usize, is_synced: bool) -> (Vec<u64>, BTreeMap<PathBuf, Vec<u8>>) {
    let disk = SimulatedDisk::new(1);
    let (mut writer, _) =
        open(disk.clone(), Path::new(FOLDER), three_groups_options(), |_| Ok(())).expect("a new folder");
    let mut starts = Vec::new();
    for (bytes, sync) in [(10, true), (middle_bytes, is_synced), (10, false)] {
        let before = verify(&disk, Path::new(FOLDER), None, None).expect("it is read").tally.bytes;
        starts.push(4_096 + before);
        let mut group = CommitGroup::new(writer.head().sequence.next(), EngineTime::EPOCH);
        group.push(1, 1, EngineTime::EPOCH, &vec![7; bytes]).expect("fits");
        writer.append(&group).expect("taken");
        if sync {
            writer.sync().expect("synced");
        }
    }
    (starts, disk.files())
}

/// Behind a damaged frame everything is searched: a later frame that calls it durable makes the damage a loss, however
/// far behind it stands; without one it is a torn end, of which every byte is named.
#[test]
fn the_search_behind_a_damaged_frame_reaches_the_end_of_the_segment() {
    const STEP_BYTES: usize = 256 << 10;
    let segment = |files: &BTreeMap<PathBuf, Vec<u8>>| {
        files.keys().find(|path| path.extension().is_some_and(|it| it == "segment")).expect("a segment").clone()
    };
    let verdict = |files: &BTreeMap<PathBuf, Vec<u8>>| {
        let disk = SimulatedDisk::with_files(1, files);
        verify(&disk, Path::new(FOLDER), None, None).expect("it is read").verdict
    };
    // The frame behind the damaged one begins before, on and after the edge of what is searched at once.
    for short in (60..160).chain([10, 1_000, 200_000]) {
        for is_synced in [true, false] {
            let (starts, mut files) = three_groups(STEP_BYTES - short, is_synced);
            let path = segment(&files);
            assert_eq!(verdict(&files), Verdict::Open);
            let bytes = files.get_mut(&path).expect("there");
            let used = bytes.iter().rposition(|byte| *byte != 0).expect("used") as u64 + 1;
            bytes[usize::try_from(starts[1]).expect("small") + 200] ^= 1;
            let found = verdict(&files);
            if let Verdict::Corrupt(corruption) = &found {
                assert_eq!((corruption.offset, corruption.first_bad.get()), (starts[1], 2), "{short}");
            }
            if let Verdict::Torn { offset, bytes, .. } = &found {
                assert_eq!((*offset, *bytes), (starts[1], used - starts[1]), "{short}");
            }
            let as_expected =
                if is_synced { matches!(found, Verdict::Corrupt(_)) } else { matches!(found, Verdict::Torn { .. }) };
            assert!(as_expected, "{short} {is_synced}: {found:?}");
        }
    }
}

#[test]
fn a_record_is_counted_and_an_examination_of_it_may_be_called_off() {
    let disk = SimulatedDisk::new(1);
    let limits = Limits::new(1 << 20, 300 << 10).expect("sound");
    let options = OpenOptions { city: city(), limits, from: None };
    let (mut writer, _) = open(disk.clone(), Path::new(FOLDER), options, |_| Ok(())).expect("a new folder");
    for _ in 0..30 {
        let mut group = CommitGroup::new(writer.head().sequence.next(), EngineTime::EPOCH);
        for _ in 0..100 {
            group.push(1, 1, EngineTime::EPOCH, &[7; 20]).expect("fits");
        }
        writer.append(&group).expect("taken");
    }
    writer.close().expect("closed");
    let folder = Path::new(FOLDER);
    let tally = verify(&disk, folder, None, None).expect("it is read").tally;
    assert_eq!((tally.segments, tally.groups, tally.records), (1, 30, 3_000));
    let files = disk.files();
    let segment = files.iter().find(|(path, _)| path.extension().is_some_and(|it| it == "segment"));
    let length = segment.map(|(_, bytes)| bytes.len() as u64);
    assert_eq!(length, Some(4_096 + tally.bytes), "header, groups and seal are the whole file");
    let mut asked = Vec::new();
    let found = audit(&disk, folder, None, &[], |sequence| {
        asked.push(sequence.get());
        More::Yes
    });
    assert_eq!(found.expect("it is read").verified.tally.records, 3_000);
    assert_eq!(asked, [1_024, 2_048]);
    let called_off = audit(&disk, folder, None, &[], |_| More::No).expect_err("called off");
    assert!(matches!(called_off, ReadError::Refused { sequence, .. } if sequence.get() == 1_024), "{called_off}");
}

#[test]
fn an_epoch_file_that_is_missing_damaged_or_old_is_named() {
    let folder = Path::new(FOLDER);
    let disk = SimulatedDisk::new(1);
    let epoch = folder.join("epoch");
    let (writer, ..) = open_and_read(&disk).expect("a new folder");
    drop(writer);
    let old = disk.files()[&epoch].clone();
    let (writer, ..) = open_and_read(&disk).expect("the machine ran on");
    drop(writer);
    let files = disk.files();
    let longer = [&files[&epoch][..], &[0]].concat();
    for (bytes, expected) in [
        (Some(files[&epoch].clone()), EpochFile::Sound),
        (None, EpochFile::Missing),
        (Some(longer), EpochFile::Damaged),
        (Some(Vec::new()), EpochFile::Damaged),
        (Some(old), EpochFile::Behind),
    ] {
        let mut files = files.clone();
        files.remove(&epoch);
        files.extend(bytes.map(|bytes| (epoch.clone(), bytes)));
        let disk = SimulatedDisk::with_files(1, &files);
        let found = audit(&disk, folder, None, &[], |_| More::Yes).expect("it is read");
        assert_eq!(found.epoch_file, expected);
        assert_eq!(found.verified.tally.epoch_file_damaged, expected == EpochFile::Damaged, "{expected:?}");
    }
    let empty = SimulatedDisk::new(1);
    empty.create_directory(folder).expect("made");
    let found = audit(&empty, folder, None, &[], |_| More::Yes).expect("it is read");
    assert_eq!(found.epoch_file, EpochFile::Sound, "nothing is missing");
}

/// Files that lie in the folder beside the record: strangers are refused by name, what a start left unfinished is swept
/// out, and nobody takes the journal of one city for that of another.
#[test]
fn strangers_in_the_folder_are_named() {
    let folder = Path::new(FOLDER);
    let written = written(true);
    let with = |name: &str| {
        let mut files = written.files.clone();
        files.insert(folder.join(name), vec![0; 10]);
        SimulatedDisk::with_files(1, &files)
    };
    let stray = open_and_read(&with("copy-of-a.segment")).expect_err("a stranger");
    assert!(matches!(&stray, OpenError::Read(ReadError::Stray { file }) if file == "copy-of-a.segment"), "{stray}");
    let unfinished = "00000000000000000999-0000000009.segment.new";
    let disk = with(unfinished);
    let (_, _, records) = open_and_read(&disk).expect("it is swept out");
    assert_eq!(records, written.records);
    assert!(!disk.files().contains_key(&folder.join(unfinished)));
    let other = CityId::new("临海").expect("a name");
    let ahead = ChainPoint { sequence: Sequence::new(1 << 40), hash: ChainHash::new([7; 32]) };
    let verdict = verify(&disk, folder, None, Some(ahead)).expect("it is read").verdict;
    assert!(matches!(verdict, Verdict::Corrupt(_)), "a point that the chain never passed: {verdict:?}");
    let refused = verify(&disk, folder, Some(&other), None).expect_err("another city's");
    assert!(matches!(refused, ReadError::OtherCity { .. }), "{refused}");
}

/// An examination looks behind seals and into snapshots, also when nobody says whose record it is.
#[test]
fn an_examination_looks_behind_seals_and_into_snapshots() {
    let folder = Path::new(FOLDER);
    let lived = |seed: u64| {
        let mut story = Story::new(seed, SimulatedDisk::new(seed));
        let mut writer = story.start().expect("sound").expect("no crash");
        for number in 0..40_u8 {
            let mut group = CommitGroup::new(writer.head().sequence.next(), EngineTime::EPOCH);
            let bytes = [number, u8::try_from(seed).expect("small")];
            group.push(1, 1, EngineTime::EPOCH, &bytes).expect("fits");
            writer.append(&group).expect("taken");
        }
        writer.sync().expect("synced");
        let snapshots = Snapshots::new(story.disk.clone(), folder, city());
        snapshots.write(writer.head(), [0; 32], b"body").expect("written");
        writer.close().expect("closed");
        drop(writer);
        story.disk.files()
    };
    let found = |files: &BTreeMap<PathBuf, Vec<u8>>| {
        audit(&SimulatedDisk::with_files(1, files), folder, None, &[], |_| More::Yes).expect("it is read")
    };
    let (files, others) = (lived(1), lived(2));
    let sound = found(&files);
    assert_eq!((&sound.verified.verdict, sound.bad_snapshots.len()), (&Verdict::Sealed, 0));
    let is_snapshot = |path: &&PathBuf| path.to_string_lossy().contains("snapshot");
    let snapshot = files.keys().find(is_snapshot).expect("a snapshot").clone();
    let mut damaged = files.clone();
    *damaged.get_mut(&snapshot).expect("there").last_mut().expect("long") ^= 1;
    assert_eq!(found(&damaged).bad_snapshots.len(), 1, "a snapshot with another body");
    let mut foreign = files.clone();
    foreign.insert(snapshot.clone(), others[&snapshot].clone());
    let verdict = found(&foreign).verified.verdict;
    assert!(
        matches!(&verdict, Verdict::Corrupt(corruption) if matches!(corruption.damage, Damage::SnapshotOffChain { .. })),
        "the snapshot of another history: {verdict:?}"
    );
    let is_segment = |path: &&PathBuf| path.extension().is_some_and(|it| it == "segment");
    let segment = files.keys().rfind(is_segment).expect("a segment").clone();
    let mut longer = files.clone();
    longer.get_mut(&segment).expect("there").extend([0, 0, 0, 9, 0]);
    let verdict = found(&longer).verified.verdict;
    assert!(
        matches!(&verdict, Verdict::Corrupt(corruption) if matches!(corruption.damage, Damage::BehindSeal { bytes: 4 })),
        "{verdict:?}"
    );
    // Farther behind than one look, and more than once: the last byte counts.
    let far = longer.get_mut(&segment).expect("there");
    far.extend(vec![0; 600 << 10]);
    *far.last_mut().expect("long") = 7;
    let verdict = found(&longer).verified.verdict;
    assert!(
        matches!(
            &verdict,
            Verdict::Corrupt(corruption) if matches!(corruption.damage, Damage::BehindSeal { bytes } if bytes == (600 << 10) + 5)
        ),
        "{verdict:?}"
    );
}

/// The chain must pass through every signed head: one of another history is named, and so is one that lies ahead.
#[test]
fn a_head_that_the_chain_does_not_pass_is_named() {
    let folder = Path::new(FOLDER);
    let disk = SimulatedDisk::new(1);
    let (mut writer, ..) = open_and_read(&disk).expect("a new folder");
    let mut heads = Vec::new();
    for number in 0..12_u8 {
        append_bytes(&mut writer, &[number; 700]);
        writer.sync().expect("synced");
        heads.push(writer.head());
    }
    writer.close().expect("closed");
    let found = |heads: &[ChainPoint]| {
        audit(&disk, folder, Some(&city()), heads, |_| More::Yes).expect("it is read").verified.verdict
    };
    assert_eq!(found(&heads), Verdict::Sealed);
    for index in 0..heads.len() {
        let mut others = heads.clone();
        others[index].hash = heads[(index + 1) % heads.len()].hash;
        let verdict = found(&others);
        let Verdict::Corrupt(corruption) = &verdict else { panic!("head {index}: {verdict:?}") };
        let named = matches!(corruption.damage, Damage::HeadOffChain { head } if head == heads[index].sequence);
        assert!(named, "head {index}: {verdict:?}");
    }
    let ahead = ChainPoint { sequence: Sequence::new(13), hash: heads[11].hash };
    let verdict = found(&[heads[3], ahead]);
    assert!(
        matches!(&verdict, Verdict::Corrupt(corruption) if matches!(corruption.damage, Damage::HeadAhead { head } if head == ahead.sequence)),
        "{verdict:?}"
    );
}

/// Whatever the size of the groups, no segment outgrows its size, and the seal always finds room.
#[test]
fn no_segment_outgrows_its_size() {
    for bytes in 0..1_400 {
        let disk = SimulatedDisk::new(1);
        let (mut writer, ..) = open_and_read(&disk).expect("a new folder");
        for _ in 0..9 {
            let mut group = CommitGroup::new(writer.head().sequence.next(), EngineTime::EPOCH);
            group.push(1, 1, EngineTime::EPOCH, &vec![7; bytes]).expect("fits");
            writer.append(&group).expect("taken");
        }
        writer.close().expect("closed");
        let files = disk.files();
        let longest = files.iter().filter(|(path, _)| path.extension().is_some_and(|it| it == "segment"));
        assert!(longest.map(|(_, bytes)| bytes.len()).max() <= Some(8 * 1_024), "groups of {bytes} bytes");
        let verified = verify(&disk, Path::new(FOLDER), None, None).expect("it is read");
        assert_eq!((verified.verdict, verified.tally.records), (Verdict::Sealed, 9), "groups of {bytes} bytes");
    }
}

#[test]
fn a_group_takes_as_many_bytes_as_it_may() {
    const GROUP_BYTES_MAX: usize = 16 << 20;
    const RECORD_HEADER_BYTES: usize = 16;
    let half = vec![7; GROUP_BYTES_MAX / 2 - RECORD_HEADER_BYTES];
    let mut group = CommitGroup::new(Sequence::new(1), EngineTime::EPOCH);
    group.push(1, 1, EngineTime::EPOCH, &half).expect("fits");
    let longer = [&half[..], &[7]].concat();
    let refused = group.push(1, 1, EngineTime::EPOCH, &longer);
    assert_eq!(refused, Err(GroupFull::TooManyBytes { bytes: GROUP_BYTES_MAX + 1 }));
    group.push(1, 1, EngineTime::EPOCH, &half).expect("fits exactly");
    assert_eq!(group.payload().len(), GROUP_BYTES_MAX);
}

#[test]
fn a_group_of_nothing_is_refused_and_leaves_no_trace() {
    let disk = SimulatedDisk::new(1);
    let (mut writer, ..) = open_and_read(&disk).expect("a new folder");
    append_bytes(&mut writer, &[7; 20]);
    writer.sync().expect("synced");
    let (before, head) = (disk.files(), writer.head());
    let refused = writer.append(&CommitGroup::new(head.sequence.next(), EngineTime::EPOCH));
    assert!(matches!(refused, Err(JournalError::EmptyGroup)), "{refused:?}");
    assert_eq!((disk.files(), writer.head()), (before, head));
}

#[test]
fn a_second_daemon_on_the_same_folder_is_told_which_folder() {
    let disk = SimulatedDisk::new(1);
    let (first, ..) = open_and_read(&disk).expect("free");
    let refused = open_and_read(&disk).expect_err("in use").to_string();
    assert!(refused.contains(FOLDER) && refused.contains("in use by another daemon"), "{refused}");
    drop(first);
    open_and_read(&disk).expect("free again");
}

#[test]
fn a_stale_leader_is_refused_and_harms_nothing() {
    let disk = SimulatedDisk::new(1);
    let (mut writer, ..) = open_and_read(&disk).expect("free");
    let mut stale = CommitGroup::new(Sequence::new(7), EngineTime::EPOCH);
    stale.push(1, 1, EngineTime::EPOCH, b"from another history").expect("small");
    assert!(matches!(writer.append(&stale), Err(JournalError::UnexpectedSequence { .. })));
    stale.restart(Sequence::new(1), EngineTime::EPOCH);
    stale.push(1, 1, EngineTime::EPOCH, b"the first").expect("small");
    writer.append(&stale).expect("taken");
    assert_eq!(writer.sync().expect("synced"), Sequence::new(1));
}

/// A journal of several segments and epochs, and what is known of it.
struct Written {
    files: BTreeMap<PathBuf, Vec<u8>>,
    records: Vec<Vec<u8>>,
    /// How many of them a later frame or seal says were synced.
    covered: usize,
}

fn append(writer: &mut Writer<SimulatedDisk>, records: &mut Vec<Vec<u8>>, random: &mut StdRng) {
    let time = EngineTime::from_micros(records.len().try_into().expect("small"));
    let mut group = CommitGroup::new(writer.head().sequence.next(), time);
    for _ in 0..random.random_range(1..4) {
        let mut bytes = vec![0; random.random_range(0..200)];
        random.fill(&mut bytes[..]);
        group.push(1, 1, time, &bytes).expect("small");
        records.push(bytes);
    }
    writer.append(&group).expect("taken");
}

/// Three epochs, each of more than one segment. The last sync is of two groups, behind which nothing was written,
/// unless the journal is closed.
fn written(closed: bool) -> Written {
    let disk = SimulatedDisk::new(7);
    let mut random = StdRng::seed_from_u64(7);
    let (mut records, mut covered) = (Vec::new(), 0);
    for epoch in 0..3 {
        let (mut writer, ..) = open_and_read(&disk).expect("sound");
        for _ in 0..20 {
            covered = records.len();
            append(&mut writer, &mut records, &mut random);
            append(&mut writer, &mut records, &mut random);
            writer.sync().expect("synced");
        }
        if epoch < 2 || closed {
            writer.close().expect("closed");
            covered = records.len();
        }
    }
    Written { files: disk.files(), records, covered }
}

/// What became of a damaged journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// It is not started.
    Refused,
    /// Every record is there, and nothing is reported.
    Harmless,
    /// Every record is there, and a cut is reported.
    Repaired,
    /// Records of the last sync are gone, and the cut is reported. They cannot be told from a write that was cut short.
    TailCut,
    /// Records are gone or changed, and nobody is told.
    Silent,
}

fn outcome(written: &Written, files: &BTreeMap<PathBuf, Vec<u8>>) -> Outcome {
    let disk = SimulatedDisk::with_files(1, files);
    let (recovered, records) = match open_and_read(&disk) {
        Ok((_, recovered, records)) => (recovered, records),
        Err(OpenError::Read(_)) => return Outcome::Refused,
        Err(error) => panic!("nothing else is wrong: {error}"),
    };
    let reported = matches!(recovered.ending, Ending::Torn(_));
    if records == written.records {
        return if reported { Outcome::Repaired } else { Outcome::Harmless };
    }
    let is_tail = written.records.starts_with(&records) && records.len() >= written.covered;
    if reported && is_tail { Outcome::TailCut } else { Outcome::Silent }
}

/// Flips one bit in some thousand places of all files and counts what becomes of it.
fn flip_bits(written: &Written, flips: usize) -> BTreeMap<Outcome, usize> {
    let mut random = StdRng::seed_from_u64(3);
    let places: Vec<(&PathBuf, usize)> =
        written.files.iter().flat_map(|(path, bytes)| (0..bytes.len()).map(move |byte| (path, byte))).collect();
    let mut outcomes = BTreeMap::new();
    for _ in 0..flips {
        let (path, byte) = places[random.random_range(0..places.len())];
        let mut files = written.files.clone();
        if let Some(bytes) = files.get_mut(path) {
            bytes[byte] ^= 1 << random.random_range(0..8);
        }
        let outcome = outcome(written, &files);
        assert_ne!(outcome, Outcome::Silent, "{} byte {byte}", path.display());
        *outcomes.entry(outcome).or_default() += 1;
    }
    outcomes
}

#[test]
fn a_flipped_bit_in_a_closed_journal_loses_nothing() {
    let written = written(true);
    assert_eq!(outcome(&written, &written.files), Outcome::Harmless);
    let outcomes = flip_bits(&written, 4_000);
    println!("closed: {outcomes:?}");
    assert_eq!(outcomes.get(&Outcome::TailCut), None);
    assert!(outcomes[&Outcome::Refused] > 3_000);
}

#[test]
fn a_flipped_bit_in_an_open_journal_loses_at_most_the_last_sync_and_says_so() {
    let written = written(false);
    assert_eq!(outcome(&written, &written.files), Outcome::Harmless);
    let outcomes = flip_bits(&written, 4_000);
    println!("not closed: {outcomes:?}");
    assert!(outcomes[&Outcome::TailCut] > 0, "what cannot be told apart must have been met");
    assert!(outcomes[&Outcome::Refused] > 2_000);
}

#[test]
fn a_marker_leaves_nothing_that_cannot_be_told_apart() {
    let disk = SimulatedDisk::new(7);
    let mut records = Vec::new();
    let (mut writer, ..) = open_and_read(&disk).expect("new");
    for _ in 0..3 {
        append(&mut writer, &mut records, &mut StdRng::seed_from_u64(7));
    }
    writer.sync().expect("synced");
    writer.mark().expect("written");
    drop(writer);
    let written = Written { files: disk.files(), covered: records.len(), records };
    let outcomes = flip_bits(&written, 1_000);
    assert_eq!(outcomes.get(&Outcome::TailCut), None, "{outcomes:?}");
}

#[test]
fn missing_doubled_and_swapped_segments_are_named() {
    let written = written(true);
    let segments: Vec<PathBuf> = written
        .files
        .keys()
        .filter(|path| path.extension().is_some_and(|ending| ending == "segment"))
        .cloned()
        .collect();
    assert!(segments.len() > 5, "{segments:?}");
    let refusal = |files: &BTreeMap<PathBuf, Vec<u8>>| match open_and_read(&SimulatedDisk::with_files(1, files)) {
        Err(OpenError::Read(ReadError::Corrupt(corruption))) => corruption.damage,
        other => panic!("expected corruption, got {other:?}"),
    };
    for (index, segment) in segments.iter().enumerate() {
        let mut files = written.files.clone();
        let bytes = files.remove(segment).expect("there");
        let first = first_sequence(segment);
        let damage = refusal(&files);
        assert!(
            matches!(&damage, Damage::MissingSegment { expected, .. } if expected.get() == first),
            "without {}: {damage}",
            segment.display()
        );
        let next = &segments[(index + 1) % segments.len()];
        let swapped = files.insert(next.clone(), bytes.clone()).expect("there");
        files.insert(segment.clone(), swapped);
        assert!(matches!(refusal(&files), Damage::Renamed { .. }), "{} swapped", segment.display());
        let mut files = written.files.clone();
        files.insert(segment.with_file_name("00000000000000000003-0000000009.segment"), bytes);
        assert!(matches!(refusal(&files), Damage::Renamed { .. }), "{} doubled", segment.display());
    }
    let mut files = written.files.clone();
    files.retain(|path, _| !segments.contains(path));
    assert!(matches!(refusal(&files), Damage::MissingSegment { .. }), "all segments gone");
}

/// The sequence that a segment's name begins with.
fn first_sequence(segment: &Path) -> u64 {
    let name = segment.file_name().and_then(|name| name.to_str()).expect("a name");
    name.split('-').next().and_then(|first| first.parse().ok()).expect("a sequence")
}

/// A journal of one epoch with groups of so many bytes, its segments in order.
fn segments_of(groups: usize, bytes: usize) -> Vec<(PathBuf, Vec<u8>)> {
    let disk = SimulatedDisk::new(1);
    let (mut writer, ..) = open_and_read(&disk).expect("a new folder");
    for _ in 0..groups {
        append_bytes(&mut writer, &vec![7; bytes]);
    }
    writer.close().expect("closed");
    let is_segment = |path: &PathBuf| path.extension().is_some_and(|it| it == "segment");
    disk.files().into_iter().filter(|(path, _)| is_segment(path)).collect()
}

fn append_bytes(writer: &mut Writer<SimulatedDisk>, bytes: &[u8]) {
    let mut group = CommitGroup::new(writer.head().sequence.next(), EngineTime::EPOCH);
    group.push(1, 1, EngineTime::EPOCH, bytes).expect("fits");
    writer.append(&group).expect("taken");
}

/// A segment of another journal has a sound header under its own name, and is out of place all the same.
#[test]
fn segments_of_another_journal_are_named_for_what_is_wrong_with_them() {
    let refusal = |files: Vec<(PathBuf, Vec<u8>)>| {
        let disk = SimulatedDisk::with_files(1, &files.into_iter().collect());
        let verdict = verify(&disk, Path::new(FOLDER), None, None).expect("it is read").verdict;
        let Verdict::Corrupt(corruption) = verdict else { panic!("expected corruption, got {verdict:?}") };
        corruption.damage
    };
    let (large, small) = (segments_of(20, 900), segments_of(40, 400));
    let within = small.iter().find(|(path, _)| {
        let first = first_sequence(path);
        first > 1 && first < first_sequence(&large[1].0)
    });
    assert_eq!(within, None, "small groups fill a segment later");
    let inside = large.iter().find(|(path, _)| {
        let first = first_sequence(path);
        first > 1 && first < first_sequence(&small[1].0)
    });
    let damage = refusal(small.iter().chain(inside).cloned().collect());
    assert!(matches!(damage, Damage::DuplicateSegment { .. }), "{damage}");

    // A closed journal is gone on with in a later epoch, whatever else fits.
    let goes_on = &large[1];
    let groups = usize::try_from(first_sequence(&goes_on.0) - 1).expect("small");
    let closed = segments_of(groups, 100);
    assert_eq!(closed.len(), 1);
    let damage = refusal(vec![closed[0].clone(), goes_on.clone()]);
    assert!(matches!(damage, Damage::WrongEpoch { .. }), "{damage}");
    let other = segments_of(groups + 20, 890);
    let damage = refusal(vec![large[0].clone(), other[1].clone()]);
    assert!(matches!(damage, Damage::BrokenChain { .. }), "{damage}");
}

/// A record of one city is no other's, whoever reads it.
#[test]
fn a_record_is_read_for_its_own_city_only() {
    let written = written(true);
    let disk = SimulatedDisk::with_files(1, &written.files);
    let read_for = |city: Option<&CityId>| read(&disk, Path::new(FOLDER), city, None, |_| Ok(()));
    let records = written.records.len() as u64;
    for own in [None, Some(&city())] {
        assert_eq!(read_for(own).expect("its own").records, records);
    }
    let other = CityId::new("东莞").expect("a name");
    let refused = read_for(Some(&other)).expect_err("another's");
    assert!(matches!(&refused, ReadError::OtherCity { expected, .. } if *expected == other), "{refused}");
}

/// A journal at rest is marked once, and a segment without room is not marked at all.
#[test]
fn what_is_marked_is_not_marked_again() {
    for bytes in (0..1_400).step_by(7) {
        let disk = SimulatedDisk::new(1);
        let (mut writer, ..) = open_and_read(&disk).expect("a new folder");
        for _ in 0..9 {
            append_bytes(&mut writer, &vec![7; bytes]);
            writer.sync().expect("synced");
            writer.mark().expect("marked, or no room");
            let marked = disk.files();
            writer.mark().expect("nothing to do");
            assert_eq!(disk.files(), marked, "groups of {bytes} bytes");
            let longest = marked.values().map(Vec::len).max();
            assert!(longest <= Some(8 * 1_024), "groups of {bytes} bytes");
        }
        writer.close().expect("closed");
        let verified = verify(&disk, Path::new(FOLDER), None, None).expect("it is read");
        assert_eq!((verified.verdict, verified.tally.records), (Verdict::Sealed, 9), "groups of {bytes} bytes");
    }
}

/// The same tail may be cut again when a folder is put back as it was: what was kept of it before stays.
#[test]
fn tails_that_are_cut_at_one_place_are_all_kept() {
    let (_, mut files) = three_groups(1_000, false);
    let path = files.keys().find(|path| path.extension().is_some_and(|it| it == "segment")).expect("one").clone();
    let bytes = files.get_mut(&path).expect("there");
    let used = bytes.iter().rposition(|byte| *byte != 0).expect("used");
    let mut kept: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    for attempt in 1..=4_u8 {
        // Each time another byte of the last frame is wrong, so that each tail is another one.
        let mut torn = files.clone();
        torn.get_mut(&path).expect("there")[used - usize::from(attempt)] ^= 1;
        torn.extend(kept.clone());
        let disk = SimulatedDisk::with_files(u64::from(attempt), &torn);
        let (_, recovered, records) = open_with(&disk, three_groups_options()).expect("a torn end is no damage");
        assert_eq!(records.len(), 2, "{attempt}");
        let Ending::Torn(report) = recovered.ending else { panic!("{:?}", recovered.ending) };
        assert!(!kept.contains_key(&report.kept_as), "{attempt}: {} is taken", report.kept_as.display());
        let now = disk.files();
        assert!(kept.iter().all(|(path, bytes)| now.get(path) == Some(bytes)), "{attempt}: what was kept stays");
        let expected = &torn[&path][usize::try_from(report.offset).expect("small")..=used];
        assert_eq!(now[&report.kept_as], expected, "{attempt}");
        kept.insert(report.kept_as.clone(), now[&report.kept_as].clone());
    }
    assert_eq!(kept.len(), 4);
}

#[test]
fn a_cut_file_is_not_taken_for_the_end_of_the_record() {
    let written = written(false);
    let last = written.files.keys().rfind(|path| path.extension().is_some_and(|e| e == "segment"));
    let mut files = written.files.clone();
    let bytes = files.get_mut(last.expect("there")).expect("there");
    let used = bytes.iter().rposition(|byte| *byte != 0).expect("used") + 1;
    for length in [0, 100, 4_096, used / 2, used] {
        let mut files = files.clone();
        files.get_mut(last.expect("there")).expect("there").truncate(length);
        assert_eq!(outcome(&written, &files), Outcome::Refused, "cut to {length} of {used} bytes");
    }
}
