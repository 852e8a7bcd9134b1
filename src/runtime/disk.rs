//! What is done when the disk fills up: the marks, and the space that is kept in reserve behind them.
//!
//! A full disk ends the daemon, since the first failed write must. So little is accepted before that, and what is
//! accepted then has room: the reserve is a file that takes its space beforehand and is removed when the second mark is
//! reached. It is made again when there is room enough for it.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::domain::disk::DiskState;
use crate::journal::disk::{Disk, RealDisk};

/// The marks. Free space that the reserve gave back does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiskLimits {
    /// Below so many free bytes the desk is warned.
    pub warn_free_bytes: u64,
    /// Below so many only levels 1 and 2 are taken.
    pub refuse_free_bytes: u64,
    /// How many bytes are kept in reserve for what is taken then; 0 for none.
    pub reserve_bytes: u64,
    /// How often the disk is looked at.
    pub check_interval: Duration,
}

impl DiskLimits {
    /// No marks and no reserve.
    pub const NONE: Self =
        Self { warn_free_bytes: 0, refuse_free_bytes: 0, reserve_bytes: 0, check_interval: Duration::from_secs(1) };

    /// What so many spare bytes mean. Going back takes an eighth more than going there, so that nothing flutters.
    #[must_use]
    pub const fn judge(&self, before: DiskState, spare_bytes: u64) -> DiskState {
        let refuse = match before {
            DiskState::Ample | DiskState::Low => self.refuse_free_bytes,
            DiskState::Reserve => self.refuse_free_bytes.saturating_add(self.refuse_free_bytes / 8),
        };
        let warn = match before {
            DiskState::Ample => self.warn_free_bytes,
            DiskState::Low | DiskState::Reserve => self.warn_free_bytes.saturating_add(self.warn_free_bytes / 8),
        };
        if spare_bytes < refuse {
            DiskState::Reserve
        } else if spare_bytes < warn {
            DiskState::Low
        } else {
            DiskState::Ample
        }
    }
}

/// The file that keeps the reserve's space.
#[derive(Debug)]
pub struct ReserveFile {
    path: PathBuf,
    bytes: u64,
    is_held: bool,
}

impl ReserveFile {
    /// The reserve of a data folder, as the run before left it.
    #[must_use]
    pub fn new(path: PathBuf, bytes: u64) -> Self {
        let is_held = std::fs::metadata(&path).is_ok_and(|data| data.len() == bytes && bytes > 0);
        Self { path, bytes, is_held }
    }

    /// How many of so many free bytes are there only since the reserve is not held.
    #[must_use]
    pub const fn spare_bytes(&self, free_bytes: u64) -> u64 {
        if self.is_held { free_bytes } else { free_bytes.saturating_sub(self.bytes) }
    }

    /// Takes the space.
    ///
    /// # Errors
    /// When there is no room for it.
    pub fn hold(&mut self) -> io::Result<()> {
        if self.is_held || self.bytes == 0 {
            return Ok(());
        }
        // One of another size, or one that was cut short.
        self.remove()?;
        let made = RealDisk.create(&self.path, self.bytes);
        if let Err(error) = made {
            self.remove()?;
            return Err(error);
        }
        self.is_held = true;
        Ok(())
    }

    /// Gives the space back to whoever writes next.
    ///
    /// # Errors
    /// When the file cannot be removed.
    pub fn release(&mut self) -> io::Result<()> {
        self.is_held = false;
        self.remove()
    }

    fn remove(&self) -> io::Result<()> {
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_are_passed_one_after_the_other_and_back_with_a_margin() {
        let limits = DiskLimits { warn_free_bytes: 800, refuse_free_bytes: 80, reserve_bytes: 40, ..DiskLimits::NONE };
        let mut state = DiskState::Ample;
        let mut passed = Vec::new();
        for spare in [1_000, 800, 799, 80, 79, 0, 80, 89, 90, 100, 899, 900, 799, 50] {
            state = limits.judge(state, spare);
            passed.push(match state {
                DiskState::Ample => 'a',
                DiskState::Low => 'l',
                DiskState::Reserve => 'r',
            });
        }
        assert_eq!(String::from_iter(passed), "aallrrrrlllalr");
    }

    #[test]
    fn the_reserve_takes_its_space_once_and_what_it_gave_back_is_not_spare() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("reserve");
        std::fs::write(&path, "cut short").expect("written");
        let mut reserve = ReserveFile::new(path.clone(), 8_192);
        assert_eq!(reserve.spare_bytes(10_000), 1_808);
        reserve.hold().expect("there is room");
        assert_eq!(std::fs::metadata(&path).expect("there").len(), 8_192);
        assert_eq!(reserve.spare_bytes(10_000), 10_000);
        assert!(ReserveFile::new(path.clone(), 8_192).is_held, "the next run finds it");
        reserve.release().expect("removed");
        reserve.release().expect("twice is harmless");
        assert!(!path.exists());
    }
}
