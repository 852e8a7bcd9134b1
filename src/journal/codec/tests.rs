//! Every entry survives being stored, and nothing else is taken for one.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::event::EventKind;
use super::*;
use crate::domain::arbitrary;
use crate::domain::event::Event;

fn encoded(entry: &Entry) -> Vec<u8> {
    let mut buffer = Vec::new();
    assert_eq!(encode(entry, &mut buffer), ENTRY);
    buffer
}

/// An entry with one event of this kind, version and body.
fn with_event(kind: u32, version: u32, body: Vec<u8>) -> Vec<u8> {
    let mut stored = entry::store(&golden::entry_of(vec![]));
    stored.events.push(message::Event { kind, version, body: body.into() });
    stored.encode_to_vec()
}

fn check_refused(bytes: &[u8], reason: &str) {
    let error = decode(ENTRY, Sequence::new(7), bytes).expect_err("refused");
    assert_eq!(error.to_string(), reason);
}

proptest! {
    #[test]
    fn an_entry_comes_back_as_it_went(entries in arbitrary::record(4)) {
        for entry in entries {
            let bytes = encoded(&entry);
            prop_assert_eq!(decode(ENTRY, entry.sequence, &bytes), Ok(entry));
        }
    }

    #[test]
    fn coordinates_come_back_to_the_last_bit(latitude in -90.0..=90.0_f64, longitude in -180.0..=180.0_f64) {
        for (latitude, longitude) in [(latitude, longitude), (-0.0, 0.0)] {
            let point = crate::domain::geo::Point::new(latitude, longitude).expect("a point");
            let bytes = storable::Storable::store(&point).encode_to_vec();
            let stored = message::Point::decode(bytes.as_slice()).expect("a message");
            let loaded: crate::domain::geo::Point = storable::Storable::load(stored).expect("a point");
            prop_assert_eq!(loaded.latitude_deg().to_bits(), latitude.to_bits());
            prop_assert_eq!(loaded.longitude_deg().to_bits(), longitude.to_bits());
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        drop(decode(ENTRY, Sequence::new(1), &bytes));
        for kind in EventKind::ALL {
            drop(decode(ENTRY, Sequence::new(1), &with_event(kind.number(), 1, bytes.clone())));
        }
    }

    #[test]
    fn a_damaged_entry_does_not_make_it_panic(
        entry in arbitrary::entry(),
        at in any::<prop::sample::Index>(),
        bit in 0_u8..8,
        length in any::<prop::sample::Index>(),
    ) {
        let mut bytes = encoded(&entry);
        *at.get_mut(&mut bytes) ^= 1 << bit;
        drop(decode(ENTRY, entry.sequence, &bytes));
        drop(decode(ENTRY, entry.sequence, &bytes[..length.index(bytes.len())]));
    }
}

#[test]
fn what_a_newer_patrold_wrote_is_refused_by_its_sequence_number() {
    let newer = RecordType { kind: 1, version: 3 };
    let error = decode(newer, Sequence::new(7), &[]).expect_err("refused");
    assert_eq!(error.to_string(), "entry 7 has the unknown record kind 1 version 3: a newer patrold wrote it");
    check_refused(
        &with_event(9_999, 1, vec![]),
        "entry 7 holds the unknown event kind 9999 version 1: a newer patrold wrote it",
    );
    for kind in EventKind::ALL {
        let (kind, version) = (kind.number(), kind.current_version() + 1);
        check_refused(
            &with_event(kind, version, vec![]),
            &format!("entry 7 holds the unknown event kind {kind} version {version}: a newer patrold wrote it"),
        );
    }
}

#[test]
fn an_error_names_the_field() {
    let duty_started = EventKind::DutyStarted;
    let refuse = |body: message::DutyStarted, reason: &str| {
        check_refused(&with_event(duty_started.number(), duty_started.current_version(), body.encode_to_vec()), reason);
    };
    let crew = |person: &str, rank| vec![message::CrewMember { person: person.to_owned(), rank }];
    let check_in = |crew| message::CheckIn { crew, ..Default::default() };
    let body = |unit: &str, check_in| message::DutyStarted { unit: unit.to_owned(), check_in };

    refuse(body("R12", None), "entry 7: invalid events[0].check_in: it is missing");
    refuse(
        body("R 12", None),
        "entry 7: invalid events[0].unit: invalid unit id (got \"R 12\"): control characters, white space and '/' are \
         not allowed",
    );
    refuse(
        body("R12", Some(check_in(vec![]))),
        "entry 7: invalid events[0].check_in.crew: invalid crew (got 0 members): it needs 1 to 16",
    );
    refuse(
        body("R12", Some(check_in(crew("044182", 0)))),
        "entry 7: invalid events[0].check_in.crew[0].rank: got the number 0, which stands for nothing",
    );
    refuse(
        body("R12", Some(check_in(crew("044182", 9)))),
        "entry 7: invalid events[0].check_in.crew[0].rank: got the number 9: a newer patrold may have written it",
    );
    let mut stored = entry::store(&golden::entry_of(vec![]));
    stored.command.truncate(15);
    check_refused(&stored.encode_to_vec(), "entry 7: invalid command: got 15 bytes: it has 16");
}

#[test]
fn an_entry_is_appended_to_the_buffer() {
    let entry = golden::entry_of(vec![Event::RunStopped]);
    let mut buffer = b"before".to_vec();
    encode(&entry, &mut buffer);
    assert_eq!(buffer.strip_prefix(b"before"), Some(encoded(&entry).as_slice()));
}

#[test]
fn every_kind_of_event_has_a_number_of_its_own() {
    let numbers: BTreeSet<_> = EventKind::ALL.iter().map(|kind| kind.number()).collect();
    assert_eq!(numbers.len(), EventKind::ALL.len());
    assert!(!numbers.contains(&0), "zero is what an absent kind decodes to");
}
