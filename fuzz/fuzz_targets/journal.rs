//! A closed journal, somebody's changes to its files, and a start: it refuses, or it has every record, or it says that it
//! cut some from the end. Nothing is ever invented, and nothing missing is passed over in silence.
#![no_main]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use patrold::domain::ids::CityId;
use patrold::domain::time::EngineTime;
use patrold::journal::Journal;
use patrold::journal::group::CommitGroup;
use patrold::journal::recovery::{Ending, OpenError, OpenOptions, Recovered, open};
use patrold::journal::segment::Limits;
use patrold::journal::writer::Writer;

#[allow(dead_code, reason = "the product's tests use more of it")]
#[path = "../../tests/shared/simulated_disk.rs"]
mod simulated_disk;

use simulated_disk::SimulatedDisk;

const FOLDER: &str = "/patrold/journal";
const GROUPS: u8 = 24;

/// A change to one of the files.
#[derive(Arbitrary, Debug)]
enum Change {
    Flip { file: u8, at: u16, bit: u8 },
    Overwrite { file: u8, at: u16, with: Vec<u8> },
    Cut { file: u8, to: u16 },
    Copy { file: u8, from: u16, to: u16, bytes: u16 },
    Swap { one: u8, other: u8 },
    Remove { file: u8 },
    Add { file: u8, bytes: Vec<u8> },
}

struct Sound {
    files: BTreeMap<PathBuf, Vec<u8>>,
    records: Vec<Vec<u8>>,
}

fn start(disk: &SimulatedDisk) -> Result<(Writer<SimulatedDisk>, Recovered, Vec<Vec<u8>>), OpenError> {
    let mut records = Vec::new();
    let city = CityId::new("滨海").expect("a name");
    let options = OpenOptions { city, limits: Limits::new(8 * 1024, 1_500).expect("sound"), from: None };
    let (writer, recovered) = open(disk.clone(), Path::new(FOLDER), options, |record| {
        records.push(record.bytes.to_vec());
        Ok(())
    })?;
    Ok((writer, recovered, records))
}

fn sound() -> &'static Sound {
    static SOUND: OnceLock<Sound> = OnceLock::new();
    SOUND.get_or_init(|| {
        let disk = SimulatedDisk::new(0);
        let (mut writer, ..) = start(&disk).expect("a new folder");
        let mut records = Vec::new();
        for number in 0..GROUPS {
            let time = EngineTime::from_unix_seconds(i64::from(number));
            let mut group = CommitGroup::new(writer.head().sequence.next(), time);
            for length in [usize::from(number) * 17, 200] {
                let bytes = vec![number; length];
                group.push(1, 1, time, &bytes).expect("small");
                records.push(bytes);
            }
            writer.append(&group).expect("room");
            writer.sync().expect("a calm disk");
        }
        writer.close().expect("a calm disk");
        Sound { files: disk.files(), records }
    })
}

fn make(change: Change, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    let names: Vec<_> = files.keys().cloned().collect();
    if names.is_empty() {
        return;
    }
    let name = |number: u8| names[usize::from(number) % names.len()].clone();
    match change {
        Change::Flip { file, at, bit } => {
            if let Some(byte) = files.get_mut(&name(file)).and_then(|bytes| bytes.get_mut(usize::from(at))) {
                *byte ^= 1 << (bit % 8);
            }
        }
        Change::Overwrite { file, at, with } => {
            if let Some(bytes) = files.get_mut(&name(file)) {
                bytes.iter_mut().skip(at.into()).zip(with).for_each(|(byte, new)| *byte = new);
            }
        }
        Change::Cut { file, to } => {
            if let Some(bytes) = files.get_mut(&name(file)) {
                bytes.truncate(to.into());
            }
        }
        Change::Copy { file, from, to, bytes: length } => {
            if let Some(bytes) = files.get_mut(&name(file)) {
                let part: Vec<_> = bytes.iter().skip(from.into()).take(length.into()).copied().collect();
                bytes.iter_mut().skip(to.into()).zip(part).for_each(|(byte, new)| *byte = new);
            }
        }
        Change::Swap { one, other } => {
            let (one, other) = (name(one), name(other));
            if let (Some(first), Some(second)) = (files.remove(&one), files.remove(&other)) {
                files.insert(one, second);
                files.insert(other, first);
            }
        }
        Change::Remove { file } => {
            files.remove(&name(file));
        }
        Change::Add { file, bytes } => {
            if let Some(old) = files.get_mut(&name(file)) {
                old.extend(bytes);
            }
        }
    }
}

fuzz_target!(|changes: Vec<Change>| {
    let sound = sound();
    let mut files = sound.files.clone();
    changes.into_iter().take(8).for_each(|change| make(change, &mut files));
    let segments = files.keys().filter(|name| name.extension().is_some_and(|extension| extension == "segment")).count();
    let disk = SimulatedDisk::with_files(1, &files);
    disk.calm();
    let Ok((_, recovered, records)) = start(&disk) else { return };
    assert!(sound.records.starts_with(&records), "something was invented or changed");
    // A folder without any segment is a new one: the signed heads tell that it was not.
    if records.len() < sound.records.len() && segments > 0 {
        assert!(recovered.ending != Ending::Closed, "{} of {} records are left", records.len(), sound.records.len());
    }
});
