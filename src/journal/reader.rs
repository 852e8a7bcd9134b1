//! Reading a segment's file from front to back in large steps, one stretch at a time in memory.

use std::io;

use super::disk::{Disk, read_range};

/// How much is read at once, in bytes.
const STEP_BYTES: u64 = 256 * 1024;

/// A window over a file that moves forward.
#[derive(Debug)]
pub(super) struct Reader<'a, D: Disk> {
    disk: &'a D,
    file: D::File,
    start: u64,
    window: Vec<u8>,
}

impl<'a, D: Disk> Reader<'a, D> {
    pub(super) const fn new(disk: &'a D, file: D::File) -> Self {
        Self { disk, file, start: 0, window: Vec::new() }
    }

    pub(super) const fn file(&self) -> &D::File {
        &self.file
    }

    pub(super) fn length(&self) -> io::Result<u64> {
        self.disk.length(&self.file)
    }

    /// The bytes at an offset: `wanted` of them, or what there is before the end of the file.
    pub(super) fn bytes(&mut self, offset: u64, wanted: usize) -> io::Result<&[u8]> {
        if !self.holds(offset, wanted) {
            self.window = read_range(self.disk, &self.file, offset, STEP_BYTES.max(wanted as u64))?;
            self.start = offset;
        }
        let from = usize::try_from(offset - self.start).map_err(io::Error::other)?;
        let to = self.window.len().min(from.saturating_add(wanted));
        Ok(self.window.get(from..to).unwrap_or_default())
    }

    /// Forgets what was read, because another process may have written meanwhile.
    pub(super) fn refresh(&mut self) {
        self.window.clear();
        self.start = 0;
    }

    fn holds(&self, offset: u64, wanted: usize) -> bool {
        offset >= self.start && offset + wanted as u64 <= self.start + self.window.len() as u64
    }
}
