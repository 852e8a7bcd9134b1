//! The reader: fixes of some units in a span of time, whatever is whole; what is not is reported.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::block::{BadBlock, HEADER_BYTES, Header, next_magic};
use super::log::{FILE_MAGIC, TrackError, failed, files};
use crate::domain::ids::UnitId;
use crate::domain::position::{Fix, FixVerdict};
use crate::domain::time::EngineTime;

/// What is asked of the track log.
#[derive(Clone, Debug)]
pub struct TrackQuery<'a> {
    /// Whose fixes; none for everybody's.
    pub units: Option<&'a BTreeSet<UnitId>>,
    /// The earliest `taken_at`, included.
    pub from: EngineTime,
    /// The latest `taken_at`, included.
    pub to: EngineTime,
    /// The most rows in the answer.
    pub rows_max: usize,
}

/// What the track log holds of it.
#[derive(Debug, Default)]
pub struct TrackExcerpt {
    /// Fixes with their verdicts in the order in which they were received.
    pub rows: Vec<(Fix, FixVerdict)>,
    /// Whether there are more rows than asked for.
    pub more: bool,
    /// Places that could not be read.
    pub faults: Vec<TrackFault>,
}

/// A place in the log that could not be read; a torn end is what a crash leaves behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackFault {
    /// The file.
    pub path: PathBuf,
    /// Where in it.
    pub offset: usize,
    /// What is wrong there.
    pub fault: BadBlock,
}

/// Reads a folder of tracks, also while its writer appends: a block that is just being written looks like a torn end.
///
/// # Errors
/// When the folder or a file cannot be read at all. A file that retention deletes meanwhile is passed over.
pub fn read(folder: &Path, query: &TrackQuery<'_>) -> Result<TrackExcerpt, TrackError> {
    let files = files(folder)?;
    let mut excerpt = TrackExcerpt::default();
    for (index, (_, path)) in files.iter().enumerate() {
        // Nothing is received before it is taken, and a file's rows are received before its successor begins.
        let is_before = files.get(index + 1).is_some_and(|(ended_at, _)| *ended_at < query.from);
        if is_before || excerpt.more {
            continue;
        }
        match fs::read(path) {
            Ok(bytes) => read_file(path, &bytes, query, &mut excerpt),
            Err(gone) if gone.kind() == std::io::ErrorKind::NotFound => {}
            Err(source) => return Err(failed("read", path)(source)),
        }
    }
    Ok(excerpt)
}

/// The files of a folder that may hold fixes received in a span, the oldest first; each can be read by [`read_whole`].
///
/// # Errors
/// When the folder cannot be listed.
pub fn files_received(folder: &Path, from: EngineTime, to: EngineTime) -> Result<Vec<PathBuf>, TrackError> {
    let files = files(folder)?;
    let ends = files.iter().skip(1).map(|(began_at, _)| Some(*began_at)).chain([None]);
    let inside = files
        .iter()
        .zip(ends)
        .filter(|((began_at, _), ended_at)| *began_at <= to && ended_at.is_none_or(|ended_at| ended_at >= from));
    Ok(inside.map(|((_, path), _)| path.clone()).collect())
}

/// Everything in one file, in the order in which it was received.
///
/// # Errors
/// When the file cannot be read at all. One that retention has deleted meanwhile is empty.
pub fn read_whole(path: &Path) -> Result<TrackExcerpt, TrackError> {
    let mut excerpt = TrackExcerpt::default();
    let everything = TrackQuery {
        units: None,
        from: EngineTime::from_micros(i64::MIN),
        to: EngineTime::from_micros(i64::MAX),
        rows_max: usize::MAX,
    };
    match fs::read(path) {
        Ok(bytes) => read_file(path, &bytes, &everything, &mut excerpt),
        Err(gone) if gone.kind() == std::io::ErrorKind::NotFound => {}
        Err(source) => return Err(failed("read", path)(source)),
    }
    Ok(excerpt)
}

fn read_file(path: &Path, bytes: &[u8], query: &TrackQuery<'_>, excerpt: &mut TrackExcerpt) {
    let mut offset = 0;
    if bytes.starts_with(&FILE_MAGIC) {
        offset = FILE_MAGIC.len();
    } else {
        excerpt.faults.push(TrackFault { path: path.to_owned(), offset, fault: BadBlock::Header });
        offset += next_magic(bytes).unwrap_or(bytes.len());
    }
    while let Some(rest) = bytes.get(offset..).filter(|rest| !rest.is_empty() && !excerpt.more) {
        match read_block(rest, query, excerpt) {
            Ok(length) => offset += length,
            Err((fault, length)) => {
                excerpt.faults.push(TrackFault { path: path.to_owned(), offset, fault });
                offset += length;
            }
        }
    }
}

/// Reads one block and says how long it is; or what is wrong, and how far away the next may be.
fn read_block(bytes: &[u8], query: &TrackQuery<'_>, excerpt: &mut TrackExcerpt) -> Result<usize, (BadBlock, usize)> {
    let behind = bytes.get(1..).and_then(next_magic).map_or(bytes.len(), |offset| offset + 1);
    let header = Header::decode(bytes).map_err(|fault| (fault, behind))?;
    let length = HEADER_BYTES + header.payload_bytes as usize;
    let payload = bytes.get(HEADER_BYTES..length).ok_or((BadBlock::Torn, behind))?;
    if header.latest < query.from || header.earliest > query.to {
        return Ok(length);
    }
    for (fix, verdict) in header.rows(payload).map_err(|fault| (fault, length))? {
        let is_asked_for = (query.from..=query.to).contains(&fix.taken_at)
            && query.units.is_none_or(|units| units.contains(&fix.unit));
        if is_asked_for && excerpt.rows.len() >= query.rows_max {
            excerpt.more = true;
            break;
        }
        if is_asked_for {
            excerpt.rows.push((fix, verdict));
        }
    }
    Ok(length)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::domain::geo::Point;
    use crate::tracks::log::{TrackLimits, TrackLog, TrackSettings};

    const BEGINNING: i64 = 1_763_942_400;

    fn at_second(seconds: i64) -> EngineTime {
        EngineTime::from_unix_seconds(BEGINNING + seconds)
    }

    fn row(number: i64, second: i64) -> (Fix, FixVerdict) {
        let fix = Fix {
            unit: UnitId::new(&format!("R{}", number % 3)).expect("a callsign"),
            at: Point::new(23.0, 113.75).expect("a point"),
            taken_at: at_second(second),
            received_at: at_second(second) + Duration::from_millis(300),
            order: None,
            accuracy_m: None,
            speed_mps: None,
            heading_deg: None,
            device_time: None,
        };
        (fix, if number % 7 == 0 { FixVerdict::Implausible } else { FixVerdict::Accepted })
    }

    fn open(folder: &Path, settings: TrackSettings) -> TrackLog {
        TrackLog::open(folder, TrackLimits::new(settings).expect("limits")).expect("a log")
    }

    fn everything<'a>() -> TrackQuery<'a> {
        TrackQuery { units: None, from: EngineTime::EPOCH, to: at_second(1_000_000_000), rows_max: usize::MAX }
    }

    /// A log of ten blocks of ten rows, ten seconds apart, in one file.
    fn ten_blocks(folder: &Path) -> (Vec<(Fix, FixVerdict)>, PathBuf) {
        let rows: Vec<_> = (0..100).map(|number| row(number, number)).collect();
        let mut log = open(folder, TrackSettings { block_rows_max: 10, ..TrackSettings::default() });
        log.append(&rows).expect("appended");
        log.sync().expect("synced");
        let files = files(folder).expect("listed");
        assert_eq!(files.len(), 1);
        (rows, files[0].1.clone())
    }

    #[test]
    fn playback_gets_what_it_asked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let (rows, _) = ten_blocks(folder.path());
        assert_eq!(read(folder.path(), &everything()).expect("read").rows, rows);
        let units = BTreeSet::from([UnitId::new("R1").expect("a callsign")]);
        let asked = TrackQuery { units: Some(&units), from: at_second(20), to: at_second(40), rows_max: 5 };
        let excerpt = read(folder.path(), &asked).expect("read");
        let seconds: Vec<_> = excerpt.rows.iter().map(|(fix, _)| fix.taken_at.as_unix_seconds() - BEGINNING).collect();
        assert_eq!((seconds, excerpt.more), (vec![22, 25, 28, 31, 34], true));
    }

    #[test]
    fn the_files_of_a_span_hold_what_was_received_in_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut log = open(folder.path(), TrackSettings::default());
        let rows: Vec<_> = (0..5).map(|hour| row(hour, hour * 3_600)).collect();
        log.append(&rows).expect("appended");
        log.sync().expect("synced");
        let seen = |from: i64, to: i64| {
            let files = files_received(folder.path(), at_second(from), at_second(to)).expect("listed");
            files.iter().flat_map(|path| read_whole(path).expect("read").rows).collect::<Vec<_>>()
        };
        assert_eq!(seen(0, 100_000), rows);
        assert_eq!(seen(3_700, 7_300), rows[1..3]);
        assert_eq!(seen(-10, -5), []);
    }

    #[test]
    fn a_torn_tail_costs_its_block_and_a_later_life_goes_on() {
        let folder = tempfile::tempdir().expect("a folder");
        let (rows, path) = ten_blocks(folder.path());
        let bytes = fs::read(&path).expect("read");
        for cut in [1, 30, 100] {
            fs::write(&path, &bytes[..bytes.len() - cut]).expect("torn");
            let excerpt = read(folder.path(), &everything()).expect("read");
            assert_eq!((excerpt.rows.as_slice(), excerpt.faults.len()), (&rows[..90], 1), "{cut} bytes are missing");
        }
        let mut log = open(folder.path(), TrackSettings::default());
        log.append(&[row(1, 0)]).expect("appended, though the first file has this very name");
        log.sync().expect("synced");
        let excerpt = read(folder.path(), &everything()).expect("read");
        assert_eq!((excerpt.rows.len(), excerpt.faults.len()), (91, 1));
    }

    #[test]
    fn a_flipped_byte_costs_one_block_and_is_reported() {
        let folder = tempfile::tempdir().expect("a folder");
        let (rows, path) = ten_blocks(folder.path());
        let bytes = fs::read(&path).expect("read");
        for at in (0..bytes.len()).step_by(7) {
            let mut broken = bytes.clone();
            broken[at] ^= 0x10;
            fs::write(&path, &broken).expect("broken");
            let excerpt = read(folder.path(), &everything()).expect("read");
            assert_eq!(excerpt.faults.len(), 1, "byte {at}");
            let lost = if at < FILE_MAGIC.len() { 0 } else { 10 };
            assert_eq!(excerpt.rows.len(), 100 - lost, "byte {at}");
            assert!(excerpt.rows.iter().all(|row| rows.contains(row)), "byte {at}");
        }
    }

    #[test]
    fn files_end_by_the_hour_or_by_size_and_are_deleted_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut log = open(folder.path(), TrackSettings { retention_days: 1, ..TrackSettings::default() });
        for hour in 0..30 {
            log.append(&[row(hour, hour * 3_600)]).expect("appended");
            log.sync().expect("synced");
        }
        assert_eq!(files(folder.path()).expect("listed").len(), 30);
        // The last row of the fifth file is exactly a day old: it stays, and so do those behind it.
        let now = at_second(28 * 3_600) + Duration::from_millis(300);
        assert_eq!(log.retire(now).expect("retired").len(), 3);
        assert_eq!(read(folder.path(), &everything()).expect("read").rows.len(), 27);
        assert_eq!(log.retire(at_second(10_000_000)).expect("retired").len(), 26, "the newest stays");

        let small = tempfile::tempdir().expect("a folder");
        let mut log =
            open(small.path(), TrackSettings { file_bytes_max: 4_096, block_rows_max: 50, retention_days: 1 });
        let rows: Vec<_> = (0..2_000).map(|number| row(number, 0)).collect();
        log.append(&rows).expect("appended");
        log.sync().expect("synced");
        assert!(files(small.path()).expect("listed").len() > 2);
        assert_eq!(read(small.path(), &everything()).expect("read").rows, rows);
    }
}
