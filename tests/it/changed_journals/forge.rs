//! Changes of a journal's files, from a flipped bit to a forgery by somebody who knows the format, each with the first
//! sequence that it puts in doubt.

use patrold::domain::ids::Sequence;
use patrold::journal::frame::{FRAME_HEADER_BYTES, FrameHeader, FrameKind, SealReason, decode, encode};
use patrold::journal::segment::SEGMENT_HEADER_BYTES;
use patrold::journal::{ChainHash, Epoch};
use rand::Rng;
use rand::rngs::StdRng;
use sha2::{Digest, Sha256};

use super::record::{Files, Layout, Place, Record};

/// What must be said of a change.
#[derive(Clone, Copy, Debug)]
pub(super) enum Expected {
    /// This sequence is the first bad one.
    FirstBad(u64),
    /// The first bad one is among these: what else there is to go by is a signed head some entries back.
    Within(u64, u64),
    /// It is found; no entry of the journal is bad.
    Beside,
}

/// A change.
pub(super) struct Change {
    pub(super) kind: &'static str,
    pub(super) what: String,
    pub(super) files: Files,
    /// The changed file of heads, if it is that.
    pub(super) heads: Option<String>,
    pub(super) expected: Expected,
}

type Made = Option<(String, Files, Expected)>;
type Kind = (&'static str, fn(&Record, &mut StdRng) -> Made);

const KINDS: [Kind; 23] = [
    ("bit flipped", flip),
    ("bytes overwritten", overwrite),
    ("bytes zeroed", zero),
    ("bytes cut out", cut_out),
    ("bytes put in", put_in),
    ("record deleted", delete_frame),
    ("records swapped", swap_frames),
    ("record doubled", double_frame),
    ("bytes behind the end", append),
    ("segment deleted", delete_segment),
    ("segment doubled", double_segment),
    ("segments swapped", swap_segments),
    ("segment cut", truncate),
    ("segment emptied", empty),
    ("old copy of a segment", old_segment),
    ("old copy of everything", old_folder),
    ("checksums put right", put_right),
    ("rest rewritten", rewrite),
    ("end cut and sealed", cut_and_seal),
    ("snapshot flipped", flip_snapshot),
    ("epoch changed", change_epoch),
    ("segment renamed", rename),
    ("two bits flipped", flip_twice),
];

/// Makes one change; none when this kind does not fit this record.
pub(super) fn change(record: &Record, random: &mut StdRng) -> Option<Change> {
    let at = random.random_range(0..=KINDS.len());
    let Some((kind, make)) = KINDS.get(at) else {
        let (what, heads) = change_heads(record, random);
        let files = record.files.clone();
        return Some(Change { kind: "heads changed", what, files, heads: Some(heads), expected: Expected::Beside });
    };
    let (what, files, expected) = make(record, random)?;
    assert!(files != record.files, "{kind}, {what}: it is a change");
    Some(Change { kind, what: format!("{kind}, {what}"), files, heads: None, expected })
}

fn any<'r>(record: &'r Record, random: &mut StdRng) -> &'r Layout {
    &record.layouts[random.random_range(0..record.layouts.len())]
}

fn any_group(layout: &Layout, random: &mut StdRng) -> Option<(usize, Place)> {
    let groups: Vec<_> = layout.frames.iter().copied().enumerate().filter(|(_, frame)| frame.is_group()).collect();
    (!groups.is_empty()).then(|| groups[random.random_range(0..groups.len())])
}

fn with(record: &Record, name: &str, bytes: Vec<u8>) -> Files {
    let mut files = record.files.clone();
    files.0.insert(name.to_owned(), bytes);
    files
}

/// A segment whose bytes were changed from some place on.
fn changed(record: &Record, layout: &Layout, at: usize, edit: impl FnOnce(&mut Vec<u8>)) -> Made {
    let mut bytes = record.files.0[&layout.name].clone();
    edit(&mut bytes);
    let before = &record.files.0[&layout.name];
    let first =
        before.iter().zip(&bytes).position(|(one, other)| one != other).unwrap_or(before.len().min(bytes.len()));
    let what = format!("{} at byte {at}, different from byte {first}", layout.name);
    let expected = Expected::FirstBad(layout.sequence_at(first));
    (bytes != *before).then(|| (what, with(record, &layout.name, bytes), expected))
}

/// A place within the frames, or in the header.
fn any_byte(layout: &Layout, random: &mut StdRng) -> usize {
    let from = if random.random_bool(0.1) { 0 } else { SEGMENT_HEADER_BYTES };
    random.random_range(from..layout.end)
}

fn flip(record: &Record, random: &mut StdRng) -> Made {
    let layout = any(record, random);
    // Behind the frames of a killed daemon's segment lie zeros: they are as little to be changed.
    let length = record.files.0[&layout.name].len();
    let at = if random.random_bool(0.1) { random.random_range(0..length) } else { any_byte(layout, random) };
    let bit = random.random_range(0..8);
    changed(record, layout, at, |bytes| bytes[at] ^= 1 << bit)
}

fn flip_twice(record: &Record, random: &mut StdRng) -> Made {
    let layout = any(record, random);
    let (one, other) = (any_byte(layout, random), any_byte(layout, random));
    changed(record, layout, one.min(other), |bytes| {
        bytes[one] ^= 1;
        bytes[other] ^= 2;
    })
}

fn overwrite(record: &Record, random: &mut StdRng) -> Made {
    let layout = any(record, random);
    let at = any_byte(layout, random);
    let length = random.random_range(1..200);
    changed(record, layout, at, |bytes| {
        let end = (at + length).min(bytes.len());
        random.fill(&mut bytes[at..end]);
    })
}

fn zero(record: &Record, random: &mut StdRng) -> Made {
    let layout = any(record, random);
    let at = any_byte(layout, random);
    let to_end = random.random_bool(0.5);
    let length = random.random_range(1..2_000);
    changed(record, layout, at, |bytes| {
        let end = if to_end { bytes.len() } else { (at + length).min(bytes.len()) };
        bytes[at..end].fill(0);
    })
}

fn cut_out(record: &Record, random: &mut StdRng) -> Made {
    let layout = any(record, random);
    let at = any_byte(layout, random);
    let length = random.random_range(1..500);
    changed(record, layout, at, |bytes| {
        let end = (at + length).min(bytes.len());
        bytes.drain(at..end);
    })
}

fn put_in(record: &Record, random: &mut StdRng) -> Made {
    let layout = any(record, random);
    let at = any_byte(layout, random);
    let more: Vec<u8> = (0..random.random_range(1..100)).map(|_| random.random()).collect();
    changed(record, layout, at, |bytes| drop(bytes.splice(at..at, more)))
}

fn delete_frame(record: &Record, random: &mut StdRng) -> Made {
    let layout = any(record, random);
    let frame = layout.frames[random.random_range(0..layout.frames.len())];
    changed(record, layout, frame.start, |bytes| drop(bytes.drain(frame.start..frame.end)))
}

fn swap_frames(record: &Record, random: &mut StdRng) -> Made {
    let layout = any(record, random);
    let (one, other) = (random.random_range(0..layout.frames.len()), random.random_range(0..layout.frames.len()));
    let (one, other) = (layout.frames[one.min(other)], layout.frames[one.max(other)]);
    if one.start == other.start {
        return None;
    }
    let (_, files, _) = changed(record, layout, one.start, |bytes| {
        let swapped =
            [&bytes[other.start..other.end], &bytes[one.end..other.start], &bytes[one.start..one.end]].concat();
        bytes.splice(one.start..other.end, swapped);
    })?;
    Some((
        format!("{} at {} and {}", layout.name, one.start, other.start),
        files,
        Expected::FirstBad(one.first_sequence),
    ))
}

fn double_frame(record: &Record, random: &mut StdRng) -> Made {
    let layout = any(record, random);
    let frame = layout.frames[random.random_range(0..layout.frames.len())];
    let (_, files, _) = changed(record, layout, frame.end, |bytes| {
        let copy = bytes[frame.start..frame.end].to_vec();
        bytes.splice(frame.end..frame.end, copy);
    })?;
    Some((format!("{} at {}", layout.name, frame.start), files, Expected::FirstBad(frame.last_sequence + 1)))
}

#[expect(clippy::unnecessary_wraps, reason = "as every way of making a change")]
fn append(record: &Record, random: &mut StdRng) -> Made {
    let layout = any(record, random);
    let more: Vec<u8> = (0..random.random_range(1..300)).map(|_| random.random_range(1..=255)).collect();
    let mut bytes = record.files.0[&layout.name].clone();
    bytes.extend(more);
    Some((layout.name.clone(), with(record, &layout.name, bytes), Expected::FirstBad(layout.next())))
}

#[expect(clippy::unnecessary_wraps, reason = "as every way of making a change")]
fn delete_segment(record: &Record, random: &mut StdRng) -> Made {
    let layout = any(record, random);
    let mut files = record.files.clone();
    files.0.remove(&layout.name);
    Some((layout.name.clone(), files, Expected::FirstBad(layout.first_sequence)))
}

fn name_of(first_sequence: u64, epoch: u64) -> String {
    format!("{first_sequence:020}-{epoch:010}.segment")
}

fn epoch_of(name: &str) -> u64 {
    name.split(['-', '.']).nth(1).and_then(|digits| digits.parse().ok()).expect("a segment's name")
}

#[expect(clippy::unnecessary_wraps, reason = "as every way of making a change")]
fn double_segment(record: &Record, random: &mut StdRng) -> Made {
    let layout = any(record, random);
    let copy = name_of(layout.first_sequence, epoch_of(&layout.name) + 100);
    let files = with(record, &copy, record.files.0[&layout.name].clone());
    let first_bad = layout.next();
    Some((format!("{} as {copy}", layout.name), files, Expected::FirstBad(first_bad)))
}

fn rename(record: &Record, random: &mut StdRng) -> Made {
    let layout = any(record, random);
    let name = name_of(layout.first_sequence, epoch_of(&layout.name) + 1 + u64::from(random.random::<u8>()));
    let mut files = record.files.clone();
    let bytes = files.0.remove(&layout.name)?;
    files.0.insert(name.clone(), bytes);
    Some((format!("{} to {name}", layout.name), files, Expected::FirstBad(layout.first_sequence)))
}

fn swap_segments(record: &Record, random: &mut StdRng) -> Made {
    let count = record.layouts.len();
    let (one, other) = (random.random_range(0..count), random.random_range(0..count));
    let (one, other) = (&record.layouts[one.min(other)], &record.layouts[one.max(other)]);
    if one.name == other.name {
        return None;
    }
    let mut files = with(record, &one.name, record.files.0[&other.name].clone());
    files.0.insert(other.name.clone(), record.files.0[&one.name].clone());
    Some((format!("{} and {}", one.name, other.name), files, Expected::FirstBad(one.first_sequence)))
}

#[expect(clippy::unnecessary_wraps, reason = "as every way of making a change")]
fn truncate(record: &Record, random: &mut StdRng) -> Made {
    let layout = any(record, random);
    let at = if random.random_bool(0.5) {
        // Where a frame ends, what is left looks whole.
        layout.frames[random.random_range(0..layout.frames.len())].start
    } else {
        random.random_range(0..layout.end)
    };
    let mut bytes = record.files.0[&layout.name].clone();
    bytes.truncate(at);
    let expected = Expected::FirstBad(layout.sequence_at(at));
    Some((format!("{} at {at}", layout.name), with(record, &layout.name, bytes), expected))
}

#[expect(clippy::unnecessary_wraps, reason = "as every way of making a change")]
fn empty(record: &Record, random: &mut StdRng) -> Made {
    let layout = any(record, random);
    let files = with(record, &layout.name, Vec::new());
    Some((layout.name.clone(), files, Expected::FirstBad(layout.first_sequence)))
}

fn old_segment(record: &Record, random: &mut StdRng) -> Made {
    let old = &record.older[random.random_range(0..record.older.len())];
    let mut differing = old.segments().filter(|(name, bytes)| record.files.0.get(*name) != Some(*bytes));
    let (name, bytes) = differing.next()?;
    let layout = record.layouts.iter().find(|layout| layout.name == *name)?;
    // Up to where the old copy ends it is the same.
    let end = Layout::of(name, bytes).end;
    let expected = Expected::FirstBad(layout.sequence_at(end));
    Some((format!("{name}, which ends at {end}"), with(record, name, bytes.clone()), expected))
}

fn old_folder(record: &Record, random: &mut StdRng) -> Made {
    let old = record.older[random.random_range(0..record.older.len())].clone();
    let last = old.segments().last().map(|(name, bytes)| Layout::of(name, bytes).next())?;
    Some((format!("before entry {last}"), old, Expected::FirstBad(last)))
}

/// Puts both checksums of a frame right again.
fn seal_frame(frame: &mut [u8]) {
    let crc = crc32c::crc32c(&frame[..96]);
    frame[96..100].copy_from_slice(&crc.to_le_bytes());
    let crc = crc32c::crc32c_append(crc32c::crc32c(&frame[..100]), &frame[FRAME_HEADER_BYTES..]);
    frame[100..104].copy_from_slice(&crc.to_le_bytes());
}

/// Changes a byte of a record in a frame, so that the frame is still a sound one.
fn edit_record(bytes: &mut [u8], frame: Place, random: &mut StdRng) {
    // Behind the head of the first record: its bytes, which only the codec would understand.
    let at = frame.start + FRAME_HEADER_BYTES + 16 + random.random_range(0..20);
    bytes[at] ^= 1 << random.random_range(0..8);
    seal_frame(&mut bytes[frame.start..frame.end]);
    assert!(decode(&bytes[frame.start..]).is_ok(), "the forged frame is sound by itself");
}

fn put_right(record: &Record, random: &mut StdRng) -> Made {
    let layout = any(record, random);
    let (_, frame) = any_group(layout, random)?;
    let (what, files, _) = changed(record, layout, frame.start, |bytes| edit_record(bytes, frame, random))?;
    // A head or a snapshot of this very frame says less than the frame behind it, and speaks first.
    let snapshot = format!("snapshots/{:020}.snapshot", frame.last_sequence);
    let expected = if record.heads.contains(&frame.last_sequence) || record.files.0.contains_key(&snapshot) {
        Expected::Within(record.head_before(frame.first_sequence) + 1, frame.first_sequence)
    } else {
        Expected::FirstBad(frame.first_sequence)
    };
    Some((what, files, expected))
}

fn sha(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Changes a record and writes everything behind it anew, hashes and all.
fn rewrite(record: &Record, random: &mut StdRng) -> Made {
    let from = random.random_range(0..record.layouts.len());
    let (index, frame) = any_group(&record.layouts[from], random)?;
    let mut files = record.files.clone();
    let mut link = [0; 32];
    for (number, layout) in record.layouts.iter().enumerate().skip(from) {
        let bytes = files.0.get_mut(&layout.name)?;
        let mut first = 0;
        if number == from {
            edit_record(bytes, frame, random);
            link = sha(&bytes[frame.start..frame.end]);
            first = index + 1;
        } else {
            bytes[72..104].copy_from_slice(&link);
            let crc = crc32c::crc32c(&bytes[..SEGMENT_HEADER_BYTES - 4]);
            bytes[SEGMENT_HEADER_BYTES - 4..SEGMENT_HEADER_BYTES].copy_from_slice(&crc.to_le_bytes());
            link = sha(&bytes[..SEGMENT_HEADER_BYTES]);
        }
        for next in &layout.frames[first..] {
            bytes[next.start + 64..next.start + 96].copy_from_slice(&link);
            seal_frame(&mut bytes[next.start..next.end]);
            link = sha(&bytes[next.start..next.end]);
        }
    }
    // Only the signed heads know: everything behind the newest one before the change is in doubt.
    let expected = Expected::FirstBad(record.head_before(frame.first_sequence) + 1);
    Some((format!("from entry {} on", frame.first_sequence), files, expected))
}

/// Takes everything from a group on away and closes what is left with a seal, as a daemon would.
fn cut_and_seal(record: &Record, random: &mut StdRng) -> Made {
    let from = random.random_range(0..record.layouts.len());
    let layout = &record.layouts[from];
    let (_, frame) = any_group(layout, random)?;
    let mut files = record.files.clone();
    for gone in &record.layouts[from + 1..] {
        files.0.remove(&gone.name);
    }
    let bytes = files.0.get_mut(&layout.name)?;
    let cut = decode(&bytes[frame.start..]).expect("sound").header;
    bytes.truncate(frame.start);
    let seal = FrameHeader {
        kind: FrameKind::Seal(SealReason::Closed),
        payload_bytes: 0,
        record_count: 0,
        durable_through: Sequence::new(frame.first_sequence - 1),
        ..cut
    };
    let mut sealed = Vec::new();
    let _hash: ChainHash = encode(&seal, &[], &mut sealed);
    bytes.extend(sealed);
    files.0.insert("epoch".to_owned(), epoch_file(Epoch::new(epoch_of(&layout.name))));
    // What was made of the entries that are gone goes with them.
    files.0.retain(|name, _| {
        let snapshot = name.strip_prefix("snapshots/").and_then(|name| name.split('.').next()?.parse::<u64>().ok());
        snapshot.is_none_or(|sequence| sequence < frame.first_sequence)
    });
    Some((format!("from entry {} on", frame.first_sequence), files, Expected::FirstBad(frame.first_sequence)))
}

fn epoch_file(epoch: Epoch) -> Vec<u8> {
    let mut bytes = b"\xF7ptrlep\n".to_vec();
    bytes.extend_from_slice(&epoch.get().to_le_bytes());
    let crc = crc32c::crc32c(&bytes);
    bytes.extend_from_slice(&crc.to_le_bytes());
    bytes
}

#[expect(clippy::unnecessary_wraps, reason = "as every way of making a change")]
fn flip_snapshot(record: &Record, random: &mut StdRng) -> Made {
    let snapshots: Vec<_> = record.files.0.keys().filter(|name| name.starts_with("snapshots/")).collect();
    let name = snapshots[random.random_range(0..snapshots.len())];
    let mut bytes = record.files.0[name].clone();
    let at = random.random_range(0..bytes.len());
    bytes[at] ^= 1 << random.random_range(0..8);
    Some((format!("{name} at {at}"), with(record, name, bytes), Expected::Beside))
}

fn change_epoch(record: &Record, random: &mut StdRng) -> Made {
    let mut files = record.files.clone();
    let what = match random.random_range(0..3) {
        0 => {
            files.0.remove("epoch");
            "deleted"
        }
        1 => {
            files.0.insert("epoch".to_owned(), epoch_file(Epoch::new(1)));
            "old copy"
        }
        _ => {
            let bytes = files.0.get_mut("epoch")?;
            let at = random.random_range(0..bytes.len());
            bytes[at] ^= 1 << random.random_range(0..8);
            "flipped"
        }
    };
    Some((what.to_owned(), files, Expected::Beside))
}

/// Changes a line of the signed heads that is not the newest: cutting that one off is what only another copy can show.
fn change_heads(record: &Record, random: &mut StdRng) -> (String, String) {
    let mut lines: Vec<&str> = record.heads_text.lines().collect();
    let at = random.random_range(0..lines.len() - 1);
    let flipped: String;
    let what = match random.random_range(0..4) {
        0 => {
            lines.remove(at);
            "taken out"
        }
        1 => {
            lines.swap(at, at + 1);
            "swapped"
        }
        2 => {
            lines.insert(at, lines[at]);
            "doubled"
        }
        _ => {
            let place = random.random_range(0..lines[at].len());
            let change = |(index, byte): (usize, u8)| if index == place { byte ^ 1 } else { byte };
            let bytes: Vec<u8> = lines[at].bytes().enumerate().map(change).collect();
            flipped = String::from_utf8_lossy(&bytes).into_owned();
            lines[at] = &flipped;
            "flipped"
        }
    };
    (format!("heads {what} at line {}", at + 1), lines.join("\n") + "\n")
}
