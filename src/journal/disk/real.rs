//! The file system of the machine.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::FallocateFlags;
use rustix::io::Errno;

use super::Disk;

/// Files belong to the daemon's user alone: a police record is nobody else's to read.
const FILE_MODE: u32 = 0o600;
const DIRECTORY_MODE: u32 = 0o700;

/// The machine's own file system, on Linux.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    type File = File;
    type Lock = File;

    fn create_directory(&self, path: &Path) -> io::Result<()> {
        if path.is_dir() {
            return Ok(());
        }
        let parent = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            Some(_) | None => Path::new("."),
        };
        self.create_directory(parent)?;
        match DirBuilder::new().mode(DIRECTORY_MODE).create(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => {}
            made => made?,
        }
        self.sync_directory(parent)
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(directory)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                continue;
            }
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    fn create(&self, path: &Path, bytes: u64) -> io::Result<File> {
        let file = OpenOptions::new().read(true).write(true).create_new(true).mode(FILE_MODE).open(path)?;
        if bytes > 0 {
            match rustix::fs::fallocate(&file, FallocateFlags::empty(), 0, bytes) {
                // Some file systems cannot take space beforehand. Then a full disk is met at a write, which poisons.
                Err(Errno::OPNOTSUPP | Errno::NOSYS) => file.set_len(bytes)?,
                taken => taken?,
            }
        }
        Ok(file)
    }

    fn open(&self, path: &Path) -> io::Result<File> {
        File::open(path)
    }

    fn open_writable(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).open(path)
    }

    fn length(&self, file: &File) -> io::Result<u64> {
        Ok(file.metadata()?.len())
    }

    fn read_at(&self, file: &File, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut read = 0;
        while let Some(rest) = buffer.get_mut(read..).filter(|rest| !rest.is_empty()) {
            match file.read_at(rest, offset + read as u64) {
                Ok(0) => break,
                Ok(more) => read += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(read)
    }

    fn write_at(&self, file: &mut File, offset: u64, bytes: &[u8]) -> io::Result<()> {
        file.write_all_at(bytes, offset)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        // Never again after an error: the kernel marks the lost pages clean, so the next success would be a lie.
        Ok(rustix::fs::fdatasync(file)?)
    }

    fn sync_directory(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn truncate(&self, file: &mut File, bytes: u64) -> io::Result<()> {
        file.set_len(bytes)
    }

    fn lock(&self, path: &Path) -> io::Result<File> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(FILE_MODE).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::journal::disk::{read_file, write_file};

    #[test]
    fn a_file_is_put_in_place_whole_and_for_this_user_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let deep = folder.path().join("a/b");
        RealDisk.create_directory(&deep).expect("made");
        write_file(&RealDisk, &deep, "epoch", &[b"one"]).expect("written");
        write_file(&RealDisk, &deep, "epoch", &[b"tw", b"o"]).expect("replaced");
        assert_eq!(read_file(&RealDisk, &deep.join("epoch"), 10).expect("read"), b"two");
        assert_eq!(RealDisk.list(&deep).expect("listed"), ["epoch"]);
        let mode = fs::metadata(deep.join("epoch")).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, FILE_MODE);
        let too_long = read_file(&RealDisk, &deep.join("epoch"), 2).expect_err("longer than allowed");
        assert_eq!(too_long.kind(), io::ErrorKind::FileTooLarge);
    }

    #[test]
    fn space_is_taken_beforehand_and_reads_as_zeros() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut file = RealDisk.create(&folder.path().join("segment"), 4_096).expect("made");
        RealDisk.write_at(&mut file, 4_000, b"end").expect("written");
        RealDisk.sync(&file).expect("synced");
        assert_eq!(RealDisk.length(&file).expect("known"), 4_096);
        let mut tail = [1; 200];
        assert_eq!(RealDisk.read_at(&file, 4_000, &mut tail).expect("read"), 96);
        assert!(tail.starts_with(b"end\0"));
    }

    #[test]
    fn a_lock_is_for_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let held = RealDisk.lock(&folder.path().join("lock")).expect("free");
        let refused = RealDisk.lock(&folder.path().join("lock")).expect_err("taken");
        assert_eq!(refused.kind(), io::ErrorKind::WouldBlock);
        drop(held);
        RealDisk.lock(&folder.path().join("lock")).expect("free again");
    }
}
