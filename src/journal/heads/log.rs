//! Appending signed heads. Nothing in the file is ever changed, so it may lie where only appending is allowed.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::key::{HeadKey, PublicKey};
use super::{Head, TORN_MARK, hash_of_line};
use crate::domain::ids::CityId;
use crate::domain::time::EngineTime;
use crate::journal::{ChainHash, ChainPoint, Epoch};

/// How much of the end of a file is read to find its newest head, in bytes.
const TAIL_BYTES: u64 = 64 * 1024;

/// The daemon's file of signed heads.
#[derive(Debug)]
pub struct HeadLog {
    path: PathBuf,
    key: HeadKey,
    city: CityId,
    epoch: Epoch,
    /// The newest line's head and hash; none when the file has none yet.
    last: Option<(Head, ChainHash)>,
}

impl HeadLog {
    /// Goes on behind the newest head in a file, or begins one with the first export.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn open(path: &Path, key: HeadKey, city: CityId, epoch: Epoch) -> io::Result<Self> {
        let last = newest_line(path, &key.public())?;
        Ok(Self { path: path.to_owned(), key, city, epoch, last })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The public key that its lines are checked with.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        self.key.public()
    }

    /// The newest head in it.
    #[must_use]
    pub fn newest(&self) -> Option<&Head> {
        self.last.as_ref().map(|(head, _)| head)
    }

    /// Appends where the record stands, unless the newest head says the same. It must be durable. Whether a line was
    /// written.
    ///
    /// # Errors
    /// When the file cannot be written; the next export tries again, behind whatever is there then.
    pub fn export(&mut self, point: ChainPoint, time: EngineTime) -> io::Result<bool> {
        if self.newest().map_or(ChainPoint::default(), |head| head.point) == point {
            return Ok(false);
        }
        let (number, previous) =
            self.last.as_ref().map_or((1, ChainHash::START), |(head, hash)| (head.number + 1, *hash));
        let head = Head { city: self.city.clone(), number, epoch: self.epoch, point, time, previous };
        let line = head.line(&self.key);
        let mut file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(&self.path)?;
        let end_torn = if ends_torn(&mut file)? { format!("{TORN_MARK}\n") } else { String::new() };
        file.write_all(format!("{end_torn}{line}\n").as_bytes())?;
        file.sync_data()?;
        self.last = Some((head, hash_of_line(&line)));
        Ok(true)
    }
}

/// Whether the last line of a file has no end.
fn ends_torn(file: &mut File) -> io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// The newest sound line near the end of a file, with its hash.
fn newest_line(path: &Path, key: &PublicKey) -> io::Result<Option<(Head, ChainHash)>> {
    let mut file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES)))?;
    let mut tail = Vec::new();
    file.take(TAIL_BYTES).read_to_end(&mut tail)?;
    let tail = String::from_utf8_lossy(&tail);
    let whole = tail.rsplit_once('\n').map_or("", |(whole, _)| whole);
    Ok(whole.lines().rev().find_map(|line| Some((Head::read(line, key).ok()?, hash_of_line(line)))))
}
