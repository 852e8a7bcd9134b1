//! What the journal asks of a file system: few operations, each with its meaning after a loss of power.
//!
//! Written bytes are safe after [`Disk::sync`], names after [`Disk::sync_directory`], and nothing else is safe,
//! ever. [`RealDisk`] is the one that the daemon runs on; the tests bring a second one that forgets, reorders and
//! tears whatever was not synced.

use std::io;
use std::path::Path;

mod real;

pub use real::RealDisk;

/// The few file-system operations that a record needs. Paths are whole paths. A failed write or sync is final: the
/// kernel may have dropped the bytes, so whoever gets an error must not try again and believe the success.
pub trait Disk {
    /// An open file.
    type File: Send;
    /// An exclusive lock, held until it is dropped.
    type Lock: Send;

    /// Makes a directory and its parents; their names are safe on return. An existing one is no error.
    ///
    /// # Errors
    /// When the file system refuses.
    fn create_directory(&self, path: &Path) -> io::Result<()>;

    /// The names of the files (not of the directories) in a directory, sorted.
    ///
    /// # Errors
    /// When the directory cannot be read.
    fn list(&self, directory: &Path) -> io::Result<Vec<String>>;

    /// Makes a new file of `bytes` zeros whose space is already taken, readable by this user alone.
    ///
    /// # Errors
    /// When the name exists, or there is no room.
    fn create(&self, path: &Path, bytes: u64) -> io::Result<Self::File>;

    /// Opens an existing file for reading.
    ///
    /// # Errors
    /// When it does not exist or may not be read.
    fn open(&self, path: &Path) -> io::Result<Self::File>;

    /// Opens an existing file for reading and writing.
    ///
    /// # Errors
    /// When it does not exist or may not be written.
    fn open_writable(&self, path: &Path) -> io::Result<Self::File>;

    /// The length of a file in bytes.
    ///
    /// # Errors
    /// When the file system refuses.
    fn length(&self, file: &Self::File) -> io::Result<u64>;

    /// Reads at an offset and returns how many bytes came: fewer than asked for only at the end of the file.
    ///
    /// # Errors
    /// When the device fails.
    fn read_at(&self, file: &Self::File, offset: u64, buffer: &mut [u8]) -> io::Result<usize>;

    /// Writes all bytes at an offset.
    ///
    /// # Errors
    /// When the device fails or is full; then any part of the bytes may have been written.
    fn write_at(&self, file: &mut Self::File, offset: u64, bytes: &[u8]) -> io::Result<()>;

    /// Makes everything written to this file so far, through whichever handle, survive a loss of power.
    ///
    /// # Errors
    /// When the device fails; then any part of it may be lost, and a later success says nothing about it.
    fn sync(&self, file: &Self::File) -> io::Result<()>;

    /// Makes the names in this directory survive a loss of power.
    ///
    /// # Errors
    /// When the device fails.
    fn sync_directory(&self, path: &Path) -> io::Result<()>;

    /// Gives a file another name, replacing what had it. After a loss of power it is either the old or the new state.
    ///
    /// # Errors
    /// When the file system refuses.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a name.
    ///
    /// # Errors
    /// When it does not exist or the file system refuses.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Cuts a file to a length.
    ///
    /// # Errors
    /// When the file system refuses.
    fn truncate(&self, file: &mut Self::File, bytes: u64) -> io::Result<()>;

    /// Takes a lock file for this process alone, without waiting.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] when another holds it.
    fn lock(&self, path: &Path) -> io::Result<Self::Lock>;
}

/// Reads a whole file of at most `bytes_max` bytes.
///
/// # Errors
/// When it cannot be read, or is longer ([`io::ErrorKind::FileTooLarge`]).
pub fn read_file<D: Disk>(disk: &D, path: &Path, bytes_max: u64) -> io::Result<Vec<u8>> {
    let file = disk.open(path)?;
    let length = disk.length(&file)?;
    if length > bytes_max {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("{} has {length} bytes, at most {bytes_max} are expected", path.display()),
        ));
    }
    read_range(disk, &file, 0, length)
}

/// Reads `bytes` bytes at an offset, or fewer where the file ends.
///
/// # Errors
/// When the device fails.
pub fn read_range<D: Disk>(disk: &D, file: &D::File, offset: u64, bytes: u64) -> io::Result<Vec<u8>> {
    let mut buffer = vec![0; usize::try_from(bytes).map_err(io::Error::other)?];
    let read = disk.read_at(file, offset, &mut buffer)?;
    buffer.truncate(read);
    Ok(buffer)
}

/// Puts a whole file in place so that, whenever the power goes, either the old or the new content stands under the
/// name: temporary name, sync, rename, sync of the directory.
///
/// # Errors
/// When any step fails; the old content then still stands.
pub fn write_file<D: Disk>(disk: &D, directory: &Path, name: &str, parts: &[&[u8]]) -> io::Result<()> {
    let temporary = directory.join(format!("{name}{TEMPORARY_SUFFIX}"));
    remove_if_there(disk, &temporary)?;
    let total: usize = parts.iter().map(|part| part.len()).sum();
    let mut file = disk.create(&temporary, total as u64)?;
    let mut offset = 0;
    for part in parts {
        disk.write_at(&mut file, offset, part)?;
        offset += part.len() as u64;
    }
    disk.sync(&file)?;
    disk.rename(&temporary, &directory.join(name))?;
    disk.sync_directory(directory)
}

/// What an unfinished file's name ends with.
pub const TEMPORARY_SUFFIX: &str = ".new";

/// Removes a name if it exists.
///
/// # Errors
/// When the file system refuses for another reason than that there is no such name.
pub fn remove_if_there<D: Disk>(disk: &D, path: &Path) -> io::Result<()> {
    match disk.remove(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
