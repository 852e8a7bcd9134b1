//! Reading a file of signed heads and saying everything that is wrong with it.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use thiserror::Error;

use super::key::PublicKey;
use super::{Head, InvalidHead, TORN_MARK, hash_of_line};
use crate::domain::ids::{CityId, Sequence};
use crate::journal::{ChainHash, ChainPoint};

/// How many faults are named; the others are counted.
const FAULTS_NAMED_MAX: usize = 100;
/// The longest line that can be a head, in bytes.
const LINE_BYTES_MAX: usize = 1_024;

/// What a file of signed heads says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    /// The sound heads' points, in the order of the file: each signed by the key.
    pub points: Vec<ChainPoint>,
    /// The newest sound head.
    pub newest: Option<Head>,
    /// What is wrong, at most so many as are worth reading.
    pub faults: Vec<HeadFault>,
    /// How many more faults there are.
    pub faults_left_out: u64,
    /// How many lines a crash had cut short. They say nothing and hurt nothing.
    pub torn: u64,
}

/// What is wrong with a line.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("line {line}: {what}")]
pub struct HeadFault {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub what: LineFault,
}

/// What can be wrong with a line.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum LineFault {
    /// It is no sound head.
    #[error(transparent)]
    Invalid(#[from] InvalidHead),
    /// It is of another city.
    #[error("it is a head of the city {0}")]
    OtherCity(CityId),
    /// Lines before it were changed, taken out or swapped.
    #[error(
        "it is number {got} and follows number {after}, or names another line before it: lines were changed, taken out or swapped"
    )]
    BrokenRow {
        /// Its number.
        got: u64,
        /// The number before.
        after: u64,
    },
    /// The record went back.
    #[error("it stands at sequence {got}, behind {before}: a record never goes back")]
    Backwards {
        /// Its sequence.
        got: Sequence,
        /// The sequence before.
        before: Sequence,
    },
}

/// Reads a file of signed heads of a city.
///
/// # Errors
/// When the file cannot be read. What is wrong with its lines is in the answer.
pub fn read_heads(path: &Path, key: &PublicKey, city: Option<&CityId>) -> io::Result<Heads> {
    let mut reader = BufReader::new(File::open(path)?);
    let mut heads = Heads::default();
    let mut row = Row { number: 0, link: ChainHash::START };
    let (mut line, mut at) = (Vec::new(), 0);
    loop {
        line.clear();
        if io::Read::take(&mut reader, LINE_BYTES_MAX as u64).read_until(b'\n', &mut line)? == 0 {
            return Ok(heads);
        }
        at += 1;
        let ended = line.pop_if(|last| *last == b'\n').is_some();
        let text = String::from_utf8_lossy(&line);
        // The last line may be in the writing, or cut short by a crash that no start has seen yet.
        if text.ends_with(TORN_MARK) || (!ended && line.len() < LINE_BYTES_MAX) {
            heads.torn += 1;
            continue;
        }
        if let Err(what) = heads.take(&text, key, city, &mut row) {
            heads.note(HeadFault { line: at, what });
        }
    }
}

/// What the next line must follow.
struct Row {
    number: u64,
    link: ChainHash,
}

impl Heads {
    fn take(&mut self, line: &str, key: &PublicKey, city: Option<&CityId>, row: &mut Row) -> Result<(), LineFault> {
        let head = Head::read(line, key)?;
        let expected = city.or(self.newest.as_ref().map(|newest| &newest.city));
        if expected.is_some_and(|city| *city != head.city) {
            return Err(LineFault::OtherCity(head.city));
        }
        let before = std::mem::replace(row, Row { number: head.number, link: hash_of_line(line) });
        let last = self.points.last().map_or(Sequence::ZERO, |point| point.sequence);
        let follows = head.number == before.number + 1 && head.previous == before.link;
        let forward = head.point.sequence >= last;
        let (got, number) = (head.point.sequence, head.number);
        if forward {
            self.points.push(head.point);
        }
        // A head that was signed holds, whatever became of the lines around it.
        self.newest = Some(head);
        if !follows {
            return Err(LineFault::BrokenRow { got: number, after: before.number });
        }
        if forward { Ok(()) } else { Err(LineFault::Backwards { got, before: last }) }
    }

    fn note(&mut self, fault: HeadFault) {
        if self.faults.len() < FAULTS_NAMED_MAX {
            self.faults.push(fault);
        } else {
            self.faults_left_out += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use super::*;
    use crate::domain::time::EngineTime;
    use crate::journal::Epoch;
    use crate::journal::heads::key::HeadKey;
    use crate::journal::heads::log::HeadLog;

    fn point(sequence: u64) -> ChainPoint {
        ChainPoint {
            sequence: Sequence::new(sequence),
            hash: ChainHash::new([u8::try_from(sequence).expect("small"); 32]),
        }
    }

    fn city() -> CityId {
        CityId::new("滨海").expect("a name")
    }

    fn log(folder: &Path, epoch: u64) -> HeadLog {
        let key = HeadKey::load_or_make(&folder.join("heads.key")).expect("a key");
        HeadLog::open(&folder.join("heads"), key, city(), Epoch::new(epoch)).expect("opened")
    }

    fn export(log: &mut HeadLog, sequence: u64) -> bool {
        log.export(point(sequence), EngineTime::from_unix_seconds(1_800_000_000)).expect("exported")
    }

    #[test]
    fn heads_go_on_over_restarts_and_a_line_that_a_crash_cut_short() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("heads");
        let mut first = log(folder.path(), 1);
        let key = first.public_key();
        assert!(export(&mut first, 3) && export(&mut first, 5) && !export(&mut first, 5), "once for each place");
        let mut file = fs::OpenOptions::new().append(true).open(&path).expect("there");
        file.write_all(b"patrold-head 1 city=").expect("written");
        assert_eq!(read_heads(&path, &key, Some(&city())).expect("read").torn, 1);

        let mut second = log(folder.path(), 2);
        assert_eq!(second.newest().map(|head| (head.number, head.point)), Some((2, point(5))));
        assert!(export(&mut second, 9));
        let heads = read_heads(&path, &key, Some(&city())).expect("read");
        assert_eq!((heads.points, heads.faults, heads.torn), (vec![point(3), point(5), point(9)], vec![], 1));
        assert_eq!(heads.newest.map(|head| (head.number, head.epoch)), Some((3, Epoch::new(2))));
    }

    /// A line is cut short while it is shorter than any line may be; beyond that it is none.
    #[test]
    fn a_line_that_is_too_long_is_not_one_that_was_cut_short() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("heads");
        let key = log(folder.path(), 1).public_key();
        for (bytes, torn) in [(LINE_BYTES_MAX - 1, 1), (LINE_BYTES_MAX, 0)] {
            fs::write(&path, "x".repeat(bytes)).expect("written");
            let heads = read_heads(&path, &key, Some(&city())).expect("read");
            assert_eq!((heads.torn, heads.faults.len()), (torn, usize::from(torn == 0)), "{bytes}");
        }
    }

    #[test]
    fn another_key_another_city_and_a_record_that_goes_back_are_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("heads");
        let mut log = log(folder.path(), 1);
        assert!(export(&mut log, 7) && export(&mut log, 4));
        let faults = |key, city: &str| {
            let city = CityId::new(city).expect("a name");
            let heads = read_heads(&path, &key, Some(&city)).expect("read");
            heads.faults.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(
            faults(log.public_key(), "滨海"),
            ["line 2: it stands at sequence 4, behind 7: a record never goes back"]
        );
        assert_eq!(faults(log.public_key(), "foshan")[0], "line 1: it is a head of the city 滨海");
        let other = HeadKey::load_or_make(&folder.path().join("other.key")).expect("a key").public();
        assert_eq!(
            faults(other, "滨海")[0],
            "line 1: its signature is not that of this key: the line was changed, or another key signed it"
        );
    }

    #[test]
    fn the_private_key_is_the_daemons_alone_and_the_public_one_is_read_back() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("heads.key");
        let made = HeadKey::load_or_make(&path).expect("made").public();
        assert_eq!(HeadKey::load_or_make(&path).expect("loaded").public(), made);
        assert_eq!(PublicKey::load(&folder.path().join("heads.pub")).expect("loaded"), made);
        let permissions = fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(permissions & 0o777, 0o600);
        assert!(!format!("{:?}", HeadKey::load_or_make(&path)).contains("PKCS"), "its Debug shows the public half");
        fs::write(&path, b"nothing").expect("written");
        assert!(HeadKey::load_or_make(&path).expect_err("refused").to_string().contains("holds no Ed25519 key"));
    }

    #[test]
    fn of_many_faults_some_are_named_and_the_others_counted() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("heads");
        let key = log(folder.path(), 1).public_key();
        for (lines, left_out) in [(FAULTS_NAMED_MAX, 0), (FAULTS_NAMED_MAX + 3, 3)] {
            fs::write(&path, "rubbish\n".repeat(lines)).expect("written");
            let heads = read_heads(&path, &key, Some(&city())).expect("read");
            assert_eq!((heads.faults.len(), heads.faults_left_out), (FAULTS_NAMED_MAX, left_out));
        }
    }

    #[test]
    fn a_line_of_another_row_breaks_it_though_its_number_fits() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("heads");
        let rows: Vec<Vec<String>> = [[3, 5], [4, 6]]
            .iter()
            .map(|sequences| {
                drop(fs::remove_file(&path));
                let mut log = log(folder.path(), 1);
                assert!(sequences.iter().all(|sequence| export(&mut log, *sequence)));
                fs::read_to_string(&path).expect("there").lines().map(str::to_owned).collect()
            })
            .collect();
        let key = log(folder.path(), 1).public_key();
        for (lines, faults) in [([&rows[0][0], &rows[0][1]], 0), ([&rows[0][0], &rows[1][1]], 1)] {
            fs::write(&path, format!("{}\n{}\n", lines[0], lines[1])).expect("written");
            assert_eq!(read_heads(&path, &key, Some(&city())).expect("read").faults.len(), faults);
        }
    }
}
