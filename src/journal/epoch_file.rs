//! The file `epoch`: the highest epoch whose first segment is safe on disk. It bears witness when that segment is
//! gone.
//!
//! ```text
//! 0  8  magic F7 "ptrlep" 0A
//! 8  8  epoch, little-endian
//! 16 4  crc32c of bytes 0..16
//! ```

use std::io;
use std::path::Path;

use super::Epoch;
use super::disk::{Disk, read_file, write_file};
use super::fields::Fields;

pub(super) const EPOCH_FILE: &str = "epoch";
const MAGIC: [u8; 8] = *b"\xF7ptrlep\n";

/// What the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Witness {
    /// There is none: the folder is new, or was being opened for the first time.
    Absent,
    /// It is damaged. The record does not need it, but somebody should know.
    Damaged,
    /// The folder was opened with this epoch.
    Opened(Epoch),
}

impl Witness {
    pub(super) const fn epoch(self) -> Epoch {
        match self {
            Self::Opened(epoch) => epoch,
            Self::Absent | Self::Damaged => Epoch::new(0),
        }
    }
}

pub(super) fn read<D: Disk>(disk: &D, folder: &Path) -> io::Result<Witness> {
    match read_file(disk, &folder.join(EPOCH_FILE), 20) {
        Ok(bytes) => Ok(decode(&bytes).map_or(Witness::Damaged, Witness::Opened)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Witness::Absent),
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Ok(Witness::Damaged),
        Err(error) => Err(error),
    }
}

pub(super) fn write<D: Disk>(disk: &D, folder: &Path, epoch: Epoch) -> io::Result<()> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend_from_slice(&epoch.get().to_le_bytes());
    let crc = crc32c::crc32c(&bytes).to_le_bytes();
    write_file(disk, folder, EPOCH_FILE, &[&bytes, &crc])
}

fn decode(bytes: &[u8]) -> Option<Epoch> {
    let (covered, crc) = bytes.split_at_checked(16)?;
    let mut fields = Fields::new(covered);
    let sound = fields.array() == Some(MAGIC) && crc == crc32c::crc32c(covered).to_le_bytes();
    fields.u64().filter(|_| sound).map(Epoch::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::disk::RealDisk;

    #[test]
    fn the_witness_is_read_back_and_any_flipped_bit_is_seen() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(read(&RealDisk, folder.path()).expect("read"), Witness::Absent);
        write(&RealDisk, folder.path(), Epoch::new(7)).expect("written");
        assert_eq!(read(&RealDisk, folder.path()).expect("read"), Witness::Opened(Epoch::new(7)));
        let sound = std::fs::read(folder.path().join(EPOCH_FILE)).expect("read");
        for bit in 0..sound.len() * 8 {
            let mut damaged = sound.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(decode(&damaged), None, "bit {bit}");
        }
    }
}
