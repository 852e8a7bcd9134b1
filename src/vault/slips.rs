//! The slips of the vault: taken one after the other, read when something is opened, destroyed one by one.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::sheet::{self, Row, SHEET_BYTES, SHEET_SLIPS, SLIP_BYTES, SheetName};
use super::{KEY_BYTES, Vault, VaultError};
use crate::domain::sealed::{KeyDay, Slip};
use crate::journal::disk::{Disk, read_file, remove_if_there, write_file};

/// How many sheets are kept in memory: one is 36 KiB.
const SHEETS_KEPT_MAX: usize = 64;

/// Which slips there are, and which one is next.
#[derive(Debug)]
pub(super) struct Slips {
    /// How many sheets each day has.
    sheets: BTreeMap<KeyDay, u32>,
    /// The day whose slips are taken now, and the number behind its last one.
    day: KeyDay,
    end: u32,
    next: AtomicU32,
    read: Mutex<BTreeMap<SheetName, Arc<Vec<u8>>>>,
}

impl Default for Slips {
    fn default() -> Self {
        let (sheets, read) = (BTreeMap::new(), Mutex::default());
        Self { sheets, day: KeyDay(0), end: 0, next: AtomicU32::new(0), read }
    }
}

impl Slips {
    pub(super) fn add(&mut self, name: SheetName) {
        let count = self.sheets.entry(name.day).or_default();
        *count = name.number.max(*count);
    }

    fn forget(&self, name: SheetName) {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).remove(&name);
    }
}

impl<D: Disk> Vault<D> {
    /// The next slip of a day; none when no sheet is at hand, see [`Vault::prepare_slips`]. None is given out twice, also
    /// by another run.
    #[must_use]
    pub fn take_slip(&self, day: KeyDay) -> Option<Slip> {
        if self.slips.day != day {
            return None;
        }
        let take = |next| (next < self.slips.end).then_some(next + 1);
        let number = self.slips.next.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).ok()?;
        NonZeroU32::new(number).map(|number| Slip { day, number })
    }

    /// How many slips of a day are at hand.
    #[must_use]
    pub fn slips_left(&self, day: KeyDay) -> u32 {
        let next = self.slips.next.load(Ordering::Relaxed);
        if self.slips.day == day { self.slips.end.saturating_sub(next) } else { 0 }
    }

    /// Makes one more sheet of slips for a day, safe on disk on return. What an earlier run left of its sheets is not
    /// taken up: nobody knows how much of it was used.
    ///
    /// # Errors
    /// When the disk or the source of keys refuses.
    pub fn prepare_slips(&mut self, day: KeyDay) -> Result<(), VaultError> {
        let name = SheetName { day, number: self.slips.sheets.get(&day).copied().unwrap_or(0) + 1 };
        let path = self.folder.join(name.file());
        let written = sheet::encode(name, &mut self.source)
            .and_then(|bytes| write_file(&self.disk, &self.folder, &name.file(), &[&bytes]));
        written.map_err(|source| VaultError::Disk { path, source })?;
        self.slips.add(name);
        let end = name.first() + SHEET_SLIPS;
        // A day's own sheets of one run follow each other.
        if self.slips.day != day || self.slips.end != name.first() {
            self.slips.next = AtomicU32::new(name.first());
        }
        (self.slips.day, self.slips.end) = (day, end);
        Ok(())
    }

    /// The key of a slip; none when it was destroyed.
    pub(super) fn slip_key(&self, slip: Slip) -> Result<Option<[u8; KEY_BYTES]>, VaultError> {
        let name = SheetName::of(slip);
        match sheet::row(&self.sheet(name)?, slip) {
            Row::Key(key) => Ok(Some(key)),
            Row::Destroyed => Ok(None),
            Row::Damaged => {
                let rule = "every slip must have the right checksum";
                Err(VaultError::DamagedKey { path: self.folder.join(name.file()), rule })
            }
        }
    }

    fn sheet(&self, name: SheetName) -> Result<Arc<Vec<u8>>, VaultError> {
        let mut read = self.slips.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = read.get(&name) {
            return Ok(Arc::clone(bytes));
        }
        let path = self.folder.join(name.file());
        let bytes = match read_file(&self.disk, &path, SHEET_BYTES as u64) {
            Ok(bytes) => Arc::new(bytes),
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Arc::new(Vec::new()),
            Err(source) => return Err(VaultError::Disk { path, source }),
        };
        while read.len() >= SHEETS_KEPT_MAX {
            read.pop_first();
        }
        read.insert(name, Arc::clone(&bytes));
        Ok(bytes)
    }

    /// Destroys slips for good, safe on disk on return: each is overwritten in its place. Those whose sheet is gone, or
    /// that were destroyed before, need nothing.
    ///
    /// # Errors
    /// When the disk refuses. Some may be destroyed then: say it again.
    pub fn destroy_slips(&mut self, slips: &BTreeSet<Slip>) -> Result<(), VaultError> {
        let mut by_sheet: BTreeMap<SheetName, Vec<Slip>> = BTreeMap::new();
        for slip in slips {
            by_sheet.entry(SheetName::of(*slip)).or_default().push(*slip);
        }
        by_sheet.into_iter().try_for_each(|(name, slips)| {
            let path = self.folder.join(name.file());
            self.overwrite(name, &slips).map_err(|source| VaultError::Disk { path, source })
        })
    }

    fn overwrite(&self, name: SheetName, slips: &[Slip]) -> io::Result<()> {
        let mut file = match self.disk.open_writable(&self.folder.join(name.file())) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            opened => opened?,
        };
        // From here on nobody may read what is in memory.
        self.slips.forget(name);
        for slip in slips {
            self.disk.write_at(&mut file, sheet::offset(*slip) as u64, &[0; SLIP_BYTES])?;
        }
        self.disk.sync(&file)
    }

    /// Removes the sheets of a day that has no key of any kind any more: they open nothing.
    pub(super) fn remove_sheets(&mut self, day: KeyDay) -> Result<(), VaultError> {
        let count = self.slips.sheets.get(&day).copied().unwrap_or(0);
        for number in 1..=count {
            let name = SheetName { day, number };
            let path = self.folder.join(name.file());
            self.slips.forget(name);
            remove_if_there(&self.disk, &path).map_err(|source| VaultError::Disk { path, source })?;
        }
        // The count stays: a slip's number is never given out twice.
        let folder = &self.folder;
        self.disk.sync_directory(folder).map_err(|source| VaultError::Disk { path: folder.clone(), source })
    }
}
