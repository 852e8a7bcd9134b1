//! Whatever anybody changes in the files of a journal is found, and the first bad sequence is named: bytes flipped,
//! overwritten, cut out, doubled, swapped; segments deleted, doubled, swapped, cut, put back from an old copy; frames
//! with their checksums put right again; the whole rest written anew by somebody who knows the format but not the key of
//! the signed heads.
//!
//! Each change is judged by the examination of `patrold audit verify`. Examinations that skip one of its checks are found
//! out by the same changes.

mod forge;
mod record;

use std::collections::BTreeMap;

use patrold::runtime::audit::{Examine, More};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use forge::{Change, Expected};
use record::{Files, Layout, Record, city};

/// How many changes a plain run makes; `PATROLD_SEEDS` sets another number.
const CHANGES: u64 = 1_000;

/// What an examination said.
#[derive(Debug)]
struct Said {
    found: bool,
    first_bad: Option<u64>,
    words: String,
}

/// An examination of a record's folder.
type Verifier = fn(&Record) -> Said;

/// The one of `patrold audit verify`.
fn the_real_one(record: &Record) -> Said {
    examine(record, true)
}

/// Skips the signed heads.
fn without_heads(record: &Record) -> Said {
    examine(record, false)
}

fn examine(record: &Record, with_heads: bool) -> Said {
    let heads = with_heads.then(|| (record.heads_file(), record.public_key));
    let examine = Examine { journal: record.journal(), city: Some(city()), heads, living: false };
    match examine.run(|_| More::Yes) {
        Ok(found) => Said {
            found: !found.is_sound(),
            first_bad: found.first_bad.map(patrold::domain::ids::Sequence::get),
            words: found.findings.join("; "),
        },
        Err(error) => Said { found: true, first_bad: None, words: format!("refused: {error}") },
    }
}

/// Skips the chain: every frame is looked at by itself, with its checksums, its place and its sequence.
fn without_the_chain(record: &Record) -> Said {
    let sound = |files: &Files| {
        let mut next = 1;
        for (name, bytes) in files.segments() {
            let layout = Layout::of(name, bytes);
            for frame in &layout.frames {
                if frame.first_sequence != next {
                    return Some(next);
                }
                next = frame.last_sequence + 1;
            }
            if !layout.sealed || layout.end != bytes.len() {
                return Some(next);
            }
        }
        None
    };
    let first_bad = sound(&record.read());
    Said { found: first_bad.is_some(), first_bad, words: "frame by frame".to_owned() }
}

/// Is wrong about where it begins.
fn one_too_late(record: &Record) -> Said {
    let said = the_real_one(record);
    Said { first_bad: said.first_bad.map(|bad| bad + 1), ..said }
}

/// Makes changes and says which of them the examination missed or placed wrongly, and how many there were of each kind.
fn misses(verify: Verifier, changes: u64) -> (Vec<String>, BTreeMap<&'static str, u32>) {
    let mut records = [Record::closed(7), Record::killed(11)];
    for record in &records {
        let said = the_real_one(record);
        assert!(!said.found, "an untouched record is sound: {said:?}");
    }
    let (mut misses, mut kinds) = (Vec::new(), BTreeMap::new());
    for seed in 0..changes {
        let mut random = StdRng::seed_from_u64(seed);
        let record = &mut records[usize::from(random.random_bool(0.3))];
        let Some(Change { what, kind, files, heads, expected }) = forge::change(record, &mut random) else { continue };
        *kinds.entry(kind).or_default() += 1;
        record.put(&files, heads.as_deref());
        let said = verify(record);
        let right = match expected {
            Expected::FirstBad(first) => said.first_bad == Some(first),
            Expected::Within(from, to) => said.first_bad.is_some_and(|bad| (from..=to).contains(&bad)),
            // Not an entry of the journal: a snapshot, the witness of the epochs, the heads themselves.
            Expected::Beside => true,
        };
        if !said.found || !right {
            misses.push(format!("seed {seed}, {what}: expected {expected:?}, got {said:?}: {}", said.words));
        }
        record.restore();
    }
    (misses, kinds)
}

fn changes() -> u64 {
    std::env::var("PATROLD_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(CHANGES)
}

#[test]
fn every_change_of_the_files_is_found_and_the_first_bad_sequence_named() {
    let (misses, kinds) = misses(the_real_one, changes());
    println!("{} changes: {kinds:?}", kinds.values().sum::<u32>());
    assert!(misses.is_empty(), "{} of {kinds:?} were missed:\n{}", misses.len(), misses.join("\n"));
    assert!(changes() < CHANGES || kinds.len() >= 20, "every kind of change was made: {kinds:?}");
}

#[test]
fn an_examination_that_skips_a_check_is_found_out() {
    for (verify, skips) in [
        (without_heads as Verifier, "rewritten"),
        (without_the_chain, "checksums put right"),
        (one_too_late, "flipped"),
    ] {
        let (misses, _) = misses(verify, 300);
        assert!(misses.iter().any(|miss| miss.contains(skips)), "nobody noticed: {skips}: {misses:#?}");
    }
}
