//! Entries as released versions wrote them, which must be readable for ever.
//!
//! `tests/golden/journal/<set>/entries.bin` holds encoded entries, one of every event kind of its day, each behind its
//! length; `entries.txt` beside it shows what they mean. A new set is written by
//! `PATROLD_WRITE_GOLDEN=<set> cargo test --lib golden`, once, when an event has changed or has been added. Bytes that
//! are there are never written again: whoever wants to, wants to break somebody's record. The text alone may be
//! renewed (delete it, name its set) when the domain shows the same thing in other words.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use uuid::Uuid;

use super::event::EventKind;
use super::{ENTRY, decode, encode, event};
use crate::domain::actor::Actor;
use crate::domain::arbitrary;
use crate::domain::audit::Asked;
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{CommandId, Sequence};
use crate::domain::time::EngineTime;

/// A plain entry of the daemon's own with these events.
pub(super) fn entry_of(events: Vec<Event>) -> Entry {
    Entry {
        sequence: Sequence::new(7),
        recorded_at: EngineTime::from_unix_seconds(1_763_900_000),
        occurred_at: None,
        entered_late: false,
        command: CommandId::from_uuid(Uuid::from_u128(7)),
        actor: Actor::daemon(),
        request: None,
        asked: Asked::default(),
        events,
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/journal")
}

fn kind_of(event: &Event) -> u32 {
    event::store(event).kind
}

/// One entry for every kind of event: of a dozen drawn ones that with the longest body.
fn samples() -> Vec<Entry> {
    let mut runner = TestRunner::deterministic();
    let mut draw = || arbitrary::entry().new_tree(&mut runner).expect("a value").current();
    let mut entries = Vec::new();
    for (kind, number) in EventKind::ALL.iter().zip(1..) {
        let of_this_kind = std::iter::repeat_with(&mut draw).filter_map(|mut entry| {
            entry.events.retain(|event| kind_of(event) == kind.number());
            entry.events.truncate(1);
            (!entry.events.is_empty()).then_some(entry)
        });
        let longest = of_this_kind.take(12).max_by_key(|entry| event::store(&entry.events[0]).body.len());
        entries.push(Entry { sequence: Sequence::new(number), ..longest.expect("an endless supply") });
    }
    entries
}

fn write_set(set: &Path) {
    fs::create_dir_all(set).expect("a folder");
    let bytes_path = set.join("entries.bin");
    if !bytes_path.exists() {
        fs::write(bytes_path, file_of(&samples())).expect("written");
    }
    let text_path = set.join("entries.txt");
    if !text_path.exists() {
        fs::write(text_path, rendered(&entries_of(set))).expect("written");
    }
}

fn file_of(entries: &[Entry]) -> Vec<u8> {
    let mut file = Vec::new();
    for entry in entries {
        let mut bytes = Vec::new();
        assert_eq!(encode(entry, &mut bytes), ENTRY);
        prost::encode_length_delimiter(bytes.len(), &mut file).expect("room");
        file.append(&mut bytes);
    }
    file
}

fn entries_of(set: &Path) -> Vec<Entry> {
    let file = fs::read(set.join("entries.bin")).expect("the set's bytes");
    let mut rest = file.as_slice();
    let mut entries = Vec::new();
    for number in 1.. {
        if rest.is_empty() {
            break;
        }
        let length = prost::decode_length_delimiter(&mut rest).expect("a length");
        let (bytes, behind) = rest.split_at(length);
        entries.push(decode(ENTRY, Sequence::new(number), bytes).expect("a golden entry"));
        rest = behind;
    }
    entries
}

fn rendered(entries: &[Entry]) -> String {
    entries.iter().fold(String::new(), |mut text, entry| {
        writeln!(text, "{entry:?}").expect("room");
        text
    })
}

fn sets() -> Vec<PathBuf> {
    let mut sets: Vec<_> =
        fs::read_dir(folder()).expect("the golden sets").map(|set| set.expect("a set").path()).collect();
    sets.sort();
    sets
}

#[test]
fn every_released_version_is_readable_for_ever() {
    if let Some(set) = std::env::var_os("PATROLD_WRITE_GOLDEN") {
        write_set(&folder().join(set));
    }
    for set in sets() {
        let expected = fs::read_to_string(set.join("entries.txt")).expect("the set's text");
        for (entry, expected) in rendered(&entries_of(&set)).lines().zip(expected.lines()) {
            assert_eq!(entry, expected, "{}", set.display());
        }
        assert_eq!(entries_of(&set).len(), expected.lines().count(), "{}", set.display());
    }
}

#[test]
fn the_newest_set_is_what_this_binary_writes() {
    let newest = sets().pop().expect("a set");
    let expected = fs::read(newest.join("entries.bin")).expect("the set's bytes");
    assert!(file_of(&entries_of(&newest)) == expected, "write a new golden set: an event is stored in another way");
}

#[test]
fn every_kind_of_event_is_in_some_golden_set() {
    let kinds = |entry: &Entry| entry.events.iter().map(kind_of).collect::<Vec<_>>();
    let golden: BTreeSet<u32> = sets().iter().flat_map(|set| entries_of(set)).flat_map(|entry| kinds(&entry)).collect();
    let missing: Vec<_> = EventKind::ALL.iter().filter(|kind| !golden.contains(&kind.number())).collect();
    assert!(missing.is_empty(), "write a new golden set: {missing:?} is in none");
}
