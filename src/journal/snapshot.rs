//! Snapshots: the state at a sequence, so that a start need not replay the whole record. Two are kept.
//!
//! ```text
//! offset  bytes  field
//!      0      8  magic        F7 "ptrlsn" 0A
//!      8      2  format       1
//!     10      1  length of the city's name
//!     11      1  reserved     0
//!     12     32  city         UTF-8, filled up with zeros
//!     44      4  reserved     0
//!     48      8  sequence     the last one that the state contains; the last of its commit group
//!     56     32  chain hash   of the frame that holds that sequence
//!     88     32  state hash   by whoever made the state, to be compared with a full replay
//!    120     32  body hash    SHA-256
//!    152      8  body bytes
//!    160      4  crc32c       of bytes 0..160
//!    164      …  body
//! ```
//!
//! A snapshot is never needed: what is bad, of another city, or of a newer format is passed over and reported, and the
//! record itself is replayed from further back.

use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use thiserror::Error;

use super::disk::{Disk, TEMPORARY_SUFFIX, read_range, remove_if_there, write_file};
use super::fields::Fields;
use super::{ChainHash, ChainPoint};
use crate::domain::ids::{CityId, NAME_BYTES_MAX, Sequence};

/// What every snapshot starts with.
pub const SNAPSHOT_MAGIC: [u8; 8] = *b"\xF7ptrlsn\n";
/// The format that this patrold writes, and the newest that it reads.
pub const SNAPSHOT_FORMAT: u16 = 1;
/// The length of the header.
pub const SNAPSHOT_HEADER_BYTES: usize = 164;
/// How many snapshots are kept.
pub const SNAPSHOTS_KEPT: usize = 2;
/// The largest body, in bytes.
pub const SNAPSHOT_BODY_BYTES_MAX: u64 = 4 * 1024 * 1024 * 1024;

const HEADER_CRC_AT: usize = 160;
const NAME_SUFFIX: &str = ".snapshot";
const FOLDER: &str = "snapshots";

/// A snapshot whose every byte was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The sequence that it was made at, and the chain's hash there.
    pub point: ChainPoint,
    /// The hash of the state, by whoever made it.
    pub state_hash: [u8; 32],
    /// The state, as its maker encoded it.
    pub body: Vec<u8>,
}

/// A snapshot that was passed over.
#[derive(Debug)]
pub struct PassedOver {
    /// Its file.
    pub path: PathBuf,
    /// Why.
    pub reason: BadSnapshot,
}

/// Why a snapshot cannot be used.
#[derive(Debug, Error)]
pub enum BadSnapshot {
    /// The disk refused.
    #[error("could not read the snapshot: {0}")]
    Disk(#[from] io::Error),
    /// Its header or body was changed or cut.
    #[error("invalid snapshot: {rule}")]
    Damaged {
        /// The rule that it breaks.
        rule: &'static str,
    },
    /// It is of a format that this patrold does not know.
    #[error("unknown snapshot format {format}: written by a newer patrold")]
    Newer {
        /// The format that it names.
        format: u16,
    },
    /// It is of another city.
    #[error("the snapshot belongs to the city {0}")]
    OtherCity(CityId),
}

/// The snapshots of one journal, in the folder `snapshots` beside its segments.
#[derive(Clone, Debug)]
pub struct Snapshots<D: Disk> {
    disk: D,
    folder: PathBuf,
    city: CityId,
}

impl<D: Disk> Snapshots<D> {
    /// The snapshots of the journal in this folder.
    pub fn new(disk: D, journal_folder: &Path, city: CityId) -> Self {
        Self { disk, folder: journal_folder.join(FOLDER), city }
    }

    /// Writes a snapshot, safe on disk on return, and removes all but the newest [`SNAPSHOTS_KEPT`]. Everything that it
    /// was made of must be durable already. Returns its path.
    ///
    /// # Errors
    /// When the body is too large or the disk failed; the older snapshots are then still there.
    pub fn write(&self, point: ChainPoint, state_hash: [u8; 32], body: &[u8]) -> io::Result<PathBuf> {
        if body.len() as u64 > SNAPSHOT_BODY_BYTES_MAX {
            return Err(io::Error::new(
                io::ErrorKind::FileTooLarge,
                format!("invalid snapshot (got {} bytes): at most {SNAPSHOT_BODY_BYTES_MAX} are allowed", body.len()),
            ));
        }
        self.disk.create_directory(&self.folder)?;
        let name = name_of(point.sequence);
        let header = encode_header(&self.city, point, state_hash, body);
        write_file(&self.disk, &self.folder, &name, &[&header, body])?;
        self.remove_old()?;
        Ok(self.folder.join(name))
    }

    /// The newest snapshot whose every byte is right, and those that were passed over on the way to it.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn newest_good(&self) -> io::Result<(Option<Snapshot>, Vec<PassedOver>)> {
        self.newest_good_through(Sequence::new(u64::MAX))
    }

    /// As [`Snapshots::newest_good`], among those made at or before a sequence.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn newest_good_through(&self, through: Sequence) -> io::Result<(Option<Snapshot>, Vec<PassedOver>)> {
        let mut passed_over = Vec::new();
        for (sequence, name) in self.names()?.into_iter().rev().filter(|(sequence, _)| *sequence <= through) {
            let path = self.folder.join(name);
            match self.read(&path, sequence) {
                Ok(snapshot) => return Ok((Some(snapshot), passed_over)),
                Err(reason) => passed_over.push(PassedOver { path, reason }),
            }
        }
        Ok((None, passed_over))
    }

    /// The points of all snapshots whose every byte is right, in the order of their sequences, and those that are bad.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn check_all(&self) -> io::Result<(Vec<ChainPoint>, Vec<PassedOver>)> {
        let (mut points, mut bad) = (Vec::new(), Vec::new());
        for (sequence, name) in self.names()? {
            let path = self.folder.join(name);
            match self.read(&path, sequence) {
                Ok(snapshot) => points.push(snapshot.point),
                Err(reason) => bad.push(PassedOver { path, reason }),
            }
        }
        points.sort_by_key(|point| point.sequence);
        Ok((points, bad))
    }

    fn read(&self, path: &Path, sequence: Sequence) -> Result<Snapshot, BadSnapshot> {
        let file = self.disk.open(path)?;
        let length = self.disk.length(&file)?;
        let header = read_range(&self.disk, &file, 0, SNAPSHOT_HEADER_BYTES as u64)?;
        let header = decode_header(&header)?;
        if header.city != self.city {
            return Err(BadSnapshot::OtherCity(header.city));
        }
        if header.point.sequence != sequence {
            return Err(BadSnapshot::Damaged { rule: "its name must be that of its sequence" });
        }
        // Compared with the length of the file before any memory is taken for it.
        if length != SNAPSHOT_HEADER_BYTES as u64 + header.body_bytes {
            return Err(BadSnapshot::Damaged { rule: "its length must be that which its header names" });
        }
        let body = read_range(&self.disk, &file, SNAPSHOT_HEADER_BYTES as u64, header.body_bytes)?;
        if <[u8; 32]>::from(Sha256::digest(&body)) != header.body_hash {
            return Err(BadSnapshot::Damaged { rule: "its body must have the hash which its header names" });
        }
        Ok(Snapshot { point: header.point, state_hash: header.state_hash, body })
    }

    fn names(&self) -> io::Result<Vec<(Sequence, String)>> {
        let files = match self.disk.list(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            listed => listed?,
        };
        Ok(files.into_iter().filter_map(|name| Some((sequence_of(&name)?, name))).collect())
    }

    fn remove_old(&self) -> io::Result<()> {
        for (_, name) in self.names()?.iter().rev().skip(SNAPSHOTS_KEPT) {
            self.disk.remove(&self.folder.join(name))?;
        }
        for name in self.disk.list(&self.folder)?.iter().filter(|name| name.ends_with(TEMPORARY_SUFFIX)) {
            remove_if_there(&self.disk, &self.folder.join(name))?;
        }
        Ok(())
    }
}

fn name_of(sequence: Sequence) -> String {
    format!("{:020}{NAME_SUFFIX}", sequence.get())
}

fn sequence_of(name: &str) -> Option<Sequence> {
    let sequence = Sequence::new(name.strip_suffix(NAME_SUFFIX)?.parse().ok()?);
    (name_of(sequence) == name).then_some(sequence)
}

struct Header {
    city: CityId,
    point: ChainPoint,
    state_hash: [u8; 32],
    body_hash: [u8; 32],
    body_bytes: u64,
}

fn encode_header(city: &CityId, point: ChainPoint, state_hash: [u8; 32], body: &[u8]) -> Vec<u8> {
    let city = city.as_str().as_bytes();
    let mut header = Vec::with_capacity(SNAPSHOT_HEADER_BYTES);
    header.extend_from_slice(&SNAPSHOT_MAGIC);
    header.extend_from_slice(&SNAPSHOT_FORMAT.to_le_bytes());
    header.push(u8::try_from(city.len()).unwrap_or(u8::MAX));
    header.push(0);
    header.extend_from_slice(city);
    header.resize(12 + NAME_BYTES_MAX + 4, 0);
    header.extend_from_slice(&point.sequence.get().to_le_bytes());
    header.extend_from_slice(point.hash.as_bytes());
    header.extend_from_slice(&state_hash);
    header.extend_from_slice(&Sha256::digest(body));
    header.extend_from_slice(&(body.len() as u64).to_le_bytes());
    header.extend_from_slice(&crc32c::crc32c(&header).to_le_bytes());
    header
}

fn decode_header(bytes: &[u8]) -> Result<Header, BadSnapshot> {
    let damaged = |rule| BadSnapshot::Damaged { rule };
    let header = bytes.first_chunk::<SNAPSHOT_HEADER_BYTES>().ok_or(damaged("it must have a whole header"))?;
    if !header.starts_with(&SNAPSHOT_MAGIC) {
        return Err(damaged("it must start with the mark of a snapshot"));
    }
    let (covered, crc) = header.split_at(HEADER_CRC_AT);
    if crc != crc32c::crc32c(covered).to_le_bytes() {
        return Err(damaged("its header must have the right checksum"));
    }
    let mut fields = Fields::new(covered);
    let format = fields.bytes(SNAPSHOT_MAGIC.len()).and_then(|_| fields.u16()).unwrap_or(0);
    if format != SNAPSHOT_FORMAT {
        return Err(BadSnapshot::Newer { format });
    }
    read_fields(fields).ok_or(damaged("its header's fields must make sense"))
}

fn read_fields(mut fields: Fields<'_>) -> Option<Header> {
    let city_bytes = usize::from(fields.u8()?);
    fields.u8()?;
    let city = fields.bytes(NAME_BYTES_MAX)?.get(..city_bytes)?;
    fields.u32()?;
    Some(Header {
        city: CityId::new(std::str::from_utf8(city).ok()?).ok()?,
        point: ChainPoint { sequence: Sequence::new(fields.u64()?), hash: ChainHash::new(fields.array()?) },
        state_hash: fields.array()?,
        body_hash: fields.array()?,
        body_bytes: fields.u64().filter(|bytes| *bytes <= SNAPSHOT_BODY_BYTES_MAX)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::disk::RealDisk;

    fn point(sequence: u64) -> ChainPoint {
        ChainPoint { sequence: Sequence::new(sequence), hash: ChainHash::new([1; 32]) }
    }

    fn snapshots(folder: &Path) -> Snapshots<RealDisk> {
        Snapshots::new(RealDisk, folder, CityId::new("滨海").expect("a name"))
    }

    #[test]
    fn the_newest_two_are_kept_and_the_newest_is_found() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = snapshots(folder.path());
        assert_eq!(store.newest_good().expect("read").0, None);
        for sequence in [10, 20, 30] {
            store.write(point(sequence), [2; 32], format!("state at {sequence}").as_bytes()).expect("written");
        }
        assert_eq!(store.names().expect("listed").len(), SNAPSHOTS_KEPT);
        let (newest, passed_over) = store.newest_good().expect("read");
        let newest = newest.expect("there is one");
        assert_eq!(
            (newest.point, newest.state_hash, newest.body.as_slice()),
            (point(30), [2; 32], &b"state at 30"[..])
        );
        assert!(passed_over.is_empty());
        let older = store.newest_good_through(Sequence::new(29)).expect("read").0.expect("there is one");
        assert_eq!(older.point, point(20));
    }

    #[test]
    fn any_flipped_bit_and_any_cut_leads_to_the_older_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = snapshots(folder.path());
        store.write(point(10), [2; 32], b"older").expect("written");
        let path = store.write(point(20), [2; 32], b"newer").expect("written");
        let sound = std::fs::read(&path).expect("read");
        let flips = (0..sound.len() * 8).map(|bit| {
            let mut damaged = sound.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            damaged
        });
        let cuts = (0..sound.len()).map(|length| sound[..length].to_vec());
        for damaged in flips.chain(cuts) {
            std::fs::write(&path, damaged).expect("written");
            let (found, passed_over) = store.newest_good().expect("read");
            assert_eq!(found.expect("the older one").body, b"older");
            assert_eq!(passed_over.len(), 1);
        }
    }

    #[test]
    fn a_renamed_or_foreign_snapshot_is_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = snapshots(folder.path());
        let path = store.write(point(20), [2; 32], b"state").expect("written");
        let other = Snapshots::new(RealDisk, folder.path(), CityId::new("临港").expect("a name"));
        let (found, passed_over) = other.newest_good().expect("read");
        assert!(found.is_none() && matches!(passed_over[..], [PassedOver { reason: BadSnapshot::OtherCity(_), .. }]));
        std::fs::rename(&path, path.with_file_name(name_of(Sequence::new(99)))).expect("renamed");
        let (found, passed_over) = store.newest_good().expect("read");
        assert!(found.is_none() && matches!(passed_over[..], [PassedOver { reason: BadSnapshot::Damaged { .. }, .. }]));
    }
}
