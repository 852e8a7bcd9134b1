//! A small journal of every released format is kept here, and must be read for ever. The current format must also be
//! written byte for byte as it was released; `PATROLD_BLESS=1` writes the files anew, which is right only before the
//! first release of a format.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use patrold::domain::ids::{CityId, Sequence};
use patrold::domain::time::EngineTime;
use patrold::journal::Journal;
use patrold::journal::disk::RealDisk;
use patrold::journal::group::CommitGroup;
use patrold::journal::recovery::{OpenOptions, open};
use patrold::journal::segment::Limits;
use patrold::journal::snapshot::Snapshots;
use patrold::journal::verify::{Verdict, read, verify};

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/journal_format_1")
}

fn city() -> CityId {
    CityId::new("滨海").expect("a name")
}

/// Two epochs, the first of them in two segments, with a marker, a snapshot and both kinds of seal.
fn write_it(folder: &Path) {
    let mut number = 0_i64;
    for groups in [5, 1] {
        let limits = Limits::new(8 * 1024, 2_048).expect("sound");
        let options = OpenOptions { city: city(), limits, from: None };
        let (mut writer, _) = open(RealDisk, folder, options, |_| Ok(())).expect("opened");
        for _ in 0..groups {
            let time = EngineTime::from_unix_seconds(1_700_000_000 + number);
            let mut group = CommitGroup::new(writer.head().sequence.next(), time);
            for words in ["report", "dispatch 派警"] {
                number += 1;
                let bytes = format!("{words} {number} ").repeat(40);
                group.push(u16::try_from(number).expect("small"), 1, time, bytes.as_bytes()).expect("fits");
            }
            writer.append(&group).expect("taken");
            writer.sync().expect("synced");
            writer.mark().expect("marked");
        }
        let snapshots = Snapshots::new(RealDisk, folder, city());
        snapshots.write(writer.head(), [7; 32], b"state").expect("written");
        writer.close().expect("closed");
    }
}

fn files_of(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("read") {
        let path = entry.expect("read").path();
        if path.is_dir() {
            files.extend(files_of(&path).into_iter().map(|(name, bytes)| (Path::new("snapshots").join(name), bytes)));
        } else if path.file_name().is_some_and(|name| name != "lock") {
            files.insert(PathBuf::from(path.file_name().expect("named")), fs::read(&path).expect("read"));
        }
    }
    files
}

#[test]
fn the_first_format_is_written_as_it_was_released() {
    let folder = tempfile::tempdir().expect("a folder");
    write_it(folder.path());
    let written = files_of(folder.path());
    if std::env::var_os("PATROLD_BLESS").is_some() {
        for (name, bytes) in &written {
            let path = golden().join(name);
            fs::create_dir_all(path.parent().expect("in a folder")).expect("made");
            fs::write(path, bytes).expect("written");
        }
    }
    let released = files_of(&golden());
    assert_eq!(written.keys().collect::<Vec<_>>(), released.keys().collect::<Vec<_>>());
    for (name, bytes) in written {
        assert!(released[&name] == bytes, "{} is written differently", name.display());
    }
}

#[test]
fn the_first_format_is_read_for_ever() {
    let (snapshot, passed_over) = Snapshots::new(RealDisk, &golden(), city()).newest_good().expect("read");
    let snapshot = snapshot.unwrap_or_else(|| panic!("no good one: {passed_over:?}"));
    assert_eq!((snapshot.point.sequence, passed_over.len()), (Sequence::new(12), 0));
    let found = verify(&RealDisk, &golden(), Some(&city()), Some(snapshot.point)).expect("read");
    assert_eq!((found.verdict, found.tally.records, found.tally.segments), (Verdict::Sealed, 12, 3));
    let mut expected = 0_u16;
    read(&RealDisk, &golden(), Some(&city()), None, |record| {
        expected += 1;
        let words = if expected % 2 == 1 { "report" } else { "dispatch 派警" };
        assert_eq!(record.bytes, format!("{words} {expected} ").repeat(40).as_bytes());
        assert_eq!((record.sequence.get(), record.kind, record.version), (u64::from(expected), expected, 1));
        Ok(())
    })
    .expect("sound");
}
