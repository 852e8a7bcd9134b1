//! A backup is taken while the daemon writes, is checked, and can be opened as a journal of its own.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use patrold::domain::ids::{CityId, Sequence};
use patrold::domain::time::EngineTime;
use patrold::journal::Journal;
use patrold::journal::backup::{BackupError, backup};
use patrold::journal::disk::{Disk, RealDisk};
use patrold::journal::group::CommitGroup;
use patrold::journal::recovery::{OpenOptions, open};
use patrold::journal::segment::Limits;
use patrold::journal::snapshot::Snapshots;
use patrold::journal::verify::{Verdict, read, verify};
use patrold::journal::writer::Writer;

fn city() -> CityId {
    CityId::new("滨海").expect("a name")
}

fn start(folder: &Path) -> Writer<RealDisk> {
    let limits = Limits::new(16 * 1024, 4 * 1024).expect("sound");
    let options = OpenOptions { city: city(), limits, from: None };
    open(RealDisk, folder, options, |_| Ok(())).expect("opened").0
}

fn append(writer: &mut Writer<RealDisk>, groups: u64) {
    for _ in 0..groups {
        let first = writer.head().sequence.next();
        let mut group = CommitGroup::new(first, EngineTime::EPOCH);
        for offset in 0..3 {
            let bytes = (first.get() + offset).to_le_bytes().repeat(20);
            group.push(1, 1, EngineTime::EPOCH, &bytes).expect("small");
        }
        writer.append(&group).expect("taken");
        writer.sync().expect("synced");
    }
}

#[test]
fn a_living_journal_is_copied_whole_up_to_some_moment() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = folder.path().join("journal");
    let mut writer = start(&source);
    append(&mut writer, 20);
    let point = writer.head();
    Snapshots::new(RealDisk, &source, city()).write(point, [0; 32], b"state").expect("written");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            while !done.load(Ordering::Relaxed) && writer.head().sequence < Sequence::new(6_000) {
                append(&mut writer, 1);
                writer.mark().expect("marked");
            }
            writer.close().expect("closed");
        });
        let mut before = Sequence::ZERO;
        for attempt in 0..8 {
            let copy = folder.path().join(format!("copy-{attempt}"));
            let backed_up = backup(&RealDisk, &source, &copy).expect("copied");
            let head = backed_up.verified.tally.head.sequence;
            assert!(head >= before.max(point.sequence), "copies grow");
            assert_eq!(backed_up.snapshot, Some(point.sequence));
            before = head;
            let mut expected = 0;
            read(&RealDisk, &copy, Some(&city()), None, |record| {
                expected += 1;
                assert_eq!(record.sequence.get(), expected);
                assert_eq!(record.bytes, expected.to_le_bytes().repeat(20));
                Ok(())
            })
            .expect("sound");
            assert_eq!(expected, head.get());
        }
        done.store(true, Ordering::Relaxed);
        writing.join().expect("the writer is well");
    });
    println!("8 copies of a living journal, the last of {} records", writer.head().sequence);
}

#[test]
fn a_copy_is_a_journal_of_its_own_and_never_overwrites() {
    let folder = tempfile::tempdir().expect("a folder");
    let (source, copy) = (folder.path().join("journal"), folder.path().join("copy"));
    let mut writer = start(&source);
    append(&mut writer, 100);
    writer.close().expect("closed");
    let backed_up = backup(&RealDisk, &source, &copy).expect("copied");
    assert_eq!(backed_up.verified.verdict, Verdict::Sealed);
    assert_eq!(backed_up.verified, verify(&RealDisk, &source, Some(&city()), None).expect("read"));
    assert!(matches!(backup(&RealDisk, &source, &copy), Err(BackupError::NotEmpty(_))));
    assert_eq!(start(&copy).head(), writer.head());
}

#[test]
fn a_half_finished_copy_is_recognised() {
    let folder = tempfile::tempdir().expect("a folder");
    let (source, copy) = (folder.path().join("journal"), folder.path().join("copy"));
    for _ in 0..2 {
        let mut writer = start(&source);
        append(&mut writer, 100);
        writer.close().expect("closed");
    }
    backup(&RealDisk, &source, &copy).expect("copied");
    let mut segments: Vec<_> = RealDisk.list(&copy).expect("listed");
    segments.retain(|name| name.ends_with(".segment"));
    for segment in segments.iter().rev() {
        std::fs::remove_file(copy.join(segment)).expect("removed");
        let found = verify(&RealDisk, &copy, Some(&city()), None).expect("read");
        assert!(matches!(found.verdict, Verdict::Corrupt(_)), "without {segment}: {:?}", found.verdict);
    }
}
