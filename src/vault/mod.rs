//! The keys of personal data: one for each retention kind and UTC day, so that a day can be erased at once, in the
//! record, its snapshots, its projections and every backup, by destroying one small file.
//!
//! ```text
//! keys/
//!   caller-020781.key          the key; mode 0600
//!   caller-020780.erased       a destroyed key: nothing of that kind and day can be read again
//!   slips-020781-0001.sheet    small keys, one for each write: each can be destroyed alone
//! ```
//!
//! What is sealed takes two keys: that of its kind and day, and the slip of its write. Destroying the first erases a day,
//! destroying the second one person's data; what is left of the other opens nothing.
//!
//! Flow: [`Vault::prepare`] makes a day's keys, today for tomorrow, and has them safe on disk before the first use;
//! [`Vault::seal`] and [`Vault::open`] then only compute. The folder lies outside the journal's, since a backup of the
//! record must not carry the keys: restoring it would revive what was erased.
//!
//! Invariants, as absences: no key is made while something is sealed; no key is used before its file and its name
//! were synced; a destroyed key is never made again; no key or clear text is in any error, log or `Debug`; a damaged
//! key of some past day keeps no daemon from starting.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::domain::report::CallerMark;
use crate::domain::sealed::{KeyDay, RetentionKind, SEALED_BYTES_MAX, Sealed, Slip};
use crate::journal::disk::{Disk, TEMPORARY_SUFFIX, read_file, remove_if_there, write_file};
use key_file::{KEY_FILE_BYTES, KeyName};
use sheet::SheetName;
use slips::Slips;

mod key_file;
mod sheet;
mod slips;

/// The length of a key in bytes.
pub const KEY_BYTES: usize = 32;
/// What the encryption adds to a clear text, in bytes.
pub const TAG_BYTES: usize = 16;
/// The longest clear text that can be sealed, in bytes.
pub const CLEAR_BYTES_MAX: usize = SEALED_BYTES_MAX - TAG_BYTES;

/// Where fresh keys come from: the system's random numbers, or a seed in a simulation.
pub type KeySource = Box<dyn FnMut() -> io::Result<[u8; KEY_BYTES]> + Send + Sync>;

/// The system's random numbers.
#[must_use]
pub fn system_keys() -> KeySource {
    Box::new(|| {
        let mut key = [0; KEY_BYTES];
        getrandom::fill(&mut key).map_err(io::Error::other)?;
        Ok(key)
    })
}

/// Why the vault could not do something.
#[derive(Debug, Error)]
pub enum VaultError {
    /// The disk refused.
    #[error("could not keep the keys in {}: {source}", path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What the disk said.
        source: io::Error,
    },
    /// A key's file was changed. What it sealed cannot be read without a copy of the file.
    #[error("invalid key file {}: {rule}", path.display())]
    DamagedKey {
        /// The file.
        path: PathBuf,
        /// The rule that it breaks.
        rule: &'static str,
    },
    /// There is no such key, and nothing says that it was destroyed.
    #[error("no key for {kind:?} of day {}: it was never prepared, or its file is missing", day.0)]
    NoKey {
        /// The retention kind.
        kind: RetentionKind,
        /// The day.
        day: KeyDay,
    },
    /// The key was destroyed; nothing may be sealed under it again.
    #[error("the key for {kind:?} of day {} was destroyed", day.0)]
    Erased {
        /// The retention kind.
        kind: RetentionKind,
        /// The day.
        day: KeyDay,
    },
    /// The clear text is too long.
    #[error("invalid personal data (got {bytes} bytes): at most {CLEAR_BYTES_MAX} bytes are allowed")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// The ciphertext, its nonce, kind or day was changed.
    #[error("the sealed field was changed: it does not open with the key for {kind:?} of day {}", day.0)]
    Changed {
        /// The retention kind.
        kind: RetentionKind,
        /// The day.
        day: KeyDay,
    },
}

/// What opening gives.
#[derive(Clone, PartialEq, Eq)]
pub enum Opened {
    /// The clear text.
    Clear(Vec<u8>),
    /// The key was destroyed: the data is gone for good, as it should be.
    Erased,
}

impl fmt::Debug for Opened {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clear(clear) => write!(formatter, "Clear({} bytes)", clear.len()),
            Self::Erased => formatter.write_str("Erased"),
        }
    }
}

enum Key {
    Usable(Box<XChaCha20Poly1305>),
    Damaged(&'static str),
    Destroyed,
}

/// The keys of one daemon.
pub struct Vault<D: Disk> {
    disk: D,
    folder: PathBuf,
    source: KeySource,
    keys: BTreeMap<KeyName, Key>,
    slips: Slips,
}

impl<D: Disk> Vault<D> {
    /// Reads the keys of a folder; makes the folder if there is none. A destruction that was cut short is finished.
    /// Damaged keys are listed by [`Vault::damaged`].
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn load(disk: D, folder: &Path, source: KeySource) -> Result<Self, VaultError> {
        let mut vault =
            Self { disk, folder: folder.to_owned(), source, keys: BTreeMap::new(), slips: Slips::default() };
        let names = vault
            .disk
            .create_directory(folder)
            .and_then(|()| vault.disk.list(folder))
            .map_err(|source| VaultError::Disk { path: folder.to_owned(), source })?;
        for name in names.iter().filter_map(|file| KeyName::of_erased(file)) {
            vault.keys.insert(name, Key::Destroyed);
        }
        for file in &names {
            if file.ends_with(TEMPORARY_SUFFIX) {
                vault.remove(file)?;
            } else if let Some(name) = KeyName::of_key(file) {
                vault.load_key(name)?;
            } else if let Some(name) = SheetName::of_file(file) {
                vault.slips.add(name);
            }
        }
        Ok(vault)
    }

    /// The files of keys that were changed. Restore them from a copy, or destroy them.
    #[must_use]
    pub fn damaged(&self) -> Vec<PathBuf> {
        let damaged = self.keys.iter().filter(|(_, key)| matches!(key, Key::Damaged(_)));
        damaged.map(|(name, _)| self.folder.join(name.key_file())).collect()
    }

    /// Makes the keys of a day that do not exist yet, safe on disk on return. Call it at the start for today, and every
    /// day for tomorrow. Destroyed keys stay destroyed.
    ///
    /// # Errors
    /// When the disk or the source of keys refuses, or a key of that day is damaged; then not everything can be sealed
    /// on that day.
    pub fn prepare(&mut self, day: KeyDay) -> Result<(), VaultError> {
        for kind in RetentionKind::ALL {
            let name = KeyName { kind, day };
            let path = self.folder.join(name.key_file());
            match self.keys.get(&name) {
                Some(Key::Usable(_) | Key::Destroyed) => continue,
                Some(Key::Damaged(rule)) => return Err(VaultError::DamagedKey { path, rule }),
                None => {}
            }
            let key = (self.source)().map_err(|source| VaultError::Disk { path: path.clone(), source })?;
            write_file(&self.disk, &self.folder, &name.key_file(), &[&key_file::encode(name, &key)])
                .map_err(|source| VaultError::Disk { path, source })?;
            self.keys.insert(name, usable(&key));
        }
        Ok(())
    }

    /// Whether every key of a day can be used, or was destroyed.
    #[must_use]
    pub fn is_prepared(&self, day: KeyDay) -> bool {
        RetentionKind::ALL
            .into_iter()
            .all(|kind| matches!(self.keys.get(&KeyName { kind, day }), Some(Key::Usable(_) | Key::Destroyed)))
    }

    /// The days of a kind whose key is still there, the oldest first.
    pub fn kept_days(&self, kind: RetentionKind) -> impl Iterator<Item = KeyDay> + '_ {
        let of_kind = self.keys.iter().filter(move |(name, _)| name.kind == kind);
        of_kind.filter(|(_, key)| !matches!(key, Key::Destroyed)).map(|(name, _)| name.day)
    }

    /// Encrypts personal data under the key of its kind and of the slip's day, and under the slip. The nonce is the
    /// shell's random number and must never be used twice.
    ///
    /// # Errors
    /// When the day was not prepared, its key or the slip was destroyed, or the data is longer than [`CLEAR_BYTES_MAX`].
    pub fn seal(&self, kind: RetentionKind, slip: Slip, nonce: [u8; 24], clear: &[u8]) -> Result<Sealed, VaultError> {
        let day = slip.day;
        let name = KeyName { kind, day };
        let too_long = || VaultError::TooLong { bytes: clear.len() };
        if clear.len() > CLEAR_BYTES_MAX {
            return Err(too_long());
        }
        let erased = || VaultError::Erased { kind, day };
        let cipher = self.cipher(name)?.ok_or_else(erased)?;
        let cipher = with_slip(cipher, slip, &self.slip_key(slip)?.ok_or_else(erased)?).ok_or_else(too_long)?;
        let payload = Payload { msg: clear, aad: &name.bound_data() };
        let ciphertext = cipher.encrypt(XNonce::from_slice(&nonce), payload).map_err(|_| too_long())?;
        let sealed = Sealed::new(kind, day, nonce, ciphertext).map_err(|_| too_long())?;
        Ok(sealed.under(Some(slip.number)))
    }

    /// The mark of a telephone number on a day: the same for the same number, and nothing that the number could be found
    /// from without the day's key of callers. None when there is no such key, or it was destroyed.
    ///
    /// It is the beginning of the key stream of the nonce that the number's hash is: a keyed function of the number, whose
    /// nonce is no more likely to be one that something was sealed under than two random ones are to meet.
    #[must_use]
    pub fn mark(&self, day: KeyDay, number: &str) -> Option<CallerMark> {
        let cipher = self.cipher(KeyName { kind: RetentionKind::Caller, day }).ok().flatten()?;
        let hash: [u8; 32] = Sha256::digest(number.as_bytes()).into();
        let nonce = hash.first_chunk::<24>()?;
        let stream = cipher.encrypt(XNonce::from_slice(nonce), [0; 8].as_slice()).ok()?;
        stream.first_chunk::<8>().copied().map(CallerMark)
    }

    /// Decrypts personal data, or says that it was erased.
    ///
    /// # Errors
    /// When the key is missing or damaged though it was not destroyed, or the sealed field was changed.
    pub fn open(&self, sealed: &Sealed) -> Result<Opened, VaultError> {
        let (kind, day) = (sealed.kind(), sealed.day());
        let name = KeyName { kind, day };
        let Some(cipher) = self.cipher(name)? else {
            return Ok(Opened::Erased);
        };
        let with_both;
        let cipher = match sealed.slip() {
            None => cipher,
            Some(slip) => {
                let Some(key) = self.slip_key(slip)? else { return Ok(Opened::Erased) };
                with_both = with_slip(cipher, slip, &key).ok_or(VaultError::Changed { kind, day })?;
                &with_both
            }
        };
        let payload = Payload { msg: sealed.ciphertext(), aad: &name.bound_data() };
        let clear = cipher.decrypt(XNonce::from_slice(sealed.nonce()), payload);
        clear.map(Opened::Clear).map_err(|_| VaultError::Changed { kind, day })
    }

    /// Destroys a key for good, safe on disk on return: notes the destruction, overwrites the key, removes its file.
    /// A medium that keeps old blocks may still hold them, so the medium itself should be encrypted; copies of the
    /// folder are their keeper's duty.
    ///
    /// # Errors
    /// When the disk refuses. This process uses the key no more in any case, and once the destruction was noted the
    /// next start goes on with it.
    pub fn destroy(&mut self, kind: RetentionKind, day: KeyDay) -> Result<(), VaultError> {
        let name = KeyName { kind, day };
        self.keys.insert(name, Key::Destroyed);
        let note = name.erased_file();
        write_file(&self.disk, &self.folder, &note, &[])
            .map_err(|source| VaultError::Disk { path: self.folder.join(note), source })?;
        self.remove_key(name)?;
        let gone = |kind| matches!(self.keys.get(&KeyName { kind, day }), Some(Key::Destroyed));
        if RetentionKind::ALL.into_iter().all(gone) { self.remove_sheets(day) } else { Ok(()) }
    }

    /// The cipher of a key; `None` when the key was destroyed.
    fn cipher(&self, name: KeyName) -> Result<Option<&XChaCha20Poly1305>, VaultError> {
        match self.keys.get(&name) {
            Some(Key::Usable(cipher)) => Ok(Some(cipher)),
            Some(Key::Destroyed) => Ok(None),
            Some(Key::Damaged(rule)) => Err(VaultError::DamagedKey { path: self.folder.join(name.key_file()), rule }),
            None => Err(VaultError::NoKey { kind: name.kind, day: name.day }),
        }
    }

    fn load_key(&mut self, name: KeyName) -> Result<(), VaultError> {
        if self.keys.contains_key(&name) {
            return self.remove_key(name);
        }
        let path = self.folder.join(name.key_file());
        let key = match read_file(&self.disk, &path, KEY_FILE_BYTES as u64) {
            Ok(bytes) => key_file::decode(name, &bytes).map_or_else(Key::Damaged, |key| usable(&key)),
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Key::Damaged("it must be of the right length"),
            Err(source) => return Err(VaultError::Disk { path, source }),
        };
        self.keys.insert(name, key);
        Ok(())
    }

    /// Overwrites and removes a key's file, if there is one.
    fn remove_key(&self, name: KeyName) -> Result<(), VaultError> {
        let file = name.key_file();
        let path = self.folder.join(&file);
        let overwritten = match self.disk.open_writable(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            opened => opened.and_then(|mut file| {
                self.disk.write_at(&mut file, 0, &[0; KEY_FILE_BYTES])?;
                self.disk.sync(&file)
            }),
        };
        overwritten.map_err(|source| VaultError::Disk { path, source })?;
        self.remove(&file)
    }

    fn remove(&self, file: &str) -> Result<(), VaultError> {
        let path = self.folder.join(file);
        remove_if_there(&self.disk, &path)
            .and_then(|()| self.disk.sync_directory(&self.folder))
            .map_err(|source| VaultError::Disk { path, source })
    }
}

fn usable(key: &[u8; KEY_BYTES]) -> Key {
    Key::Usable(Box::new(XChaCha20Poly1305::new(key.into())))
}

/// The cipher that takes both keys: the slip's key under the key stream of the day's, at a nonce that is the slip's name.
/// Whoever lacks either knows nothing of it.
fn with_slip(day: &XChaCha20Poly1305, slip: Slip, key: &[u8; KEY_BYTES]) -> Option<XChaCha20Poly1305> {
    let mut nonce = *b"patrold slip\0\0\0\0\0\0\0\0\0\0\0\0";
    let name = slip.day.0.to_le_bytes().into_iter().chain(slip.number.get().to_le_bytes());
    for (to, from) in nonce.iter_mut().skip(16).zip(name) {
        *to = from;
    }
    let both = day.encrypt(XNonce::from_slice(&nonce), key.as_slice()).ok()?;
    let both: &[u8; KEY_BYTES] = both.first_chunk()?;
    Some(XChaCha20Poly1305::new(both.into()))
}

impl<D: Disk> fmt::Debug for Vault<D> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = self.keys.len();
        formatter.debug_struct("Vault").field("folder", &self.folder).field("keys", &keys).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::journal::disk::RealDisk;

    const TODAY: KeyDay = KeyDay(20_781);
    const TOMORROW: KeyDay = KeyDay(20_782);
    const NARRATIVE: RetentionKind = RetentionKind::Narrative;

    fn load(folder: &Path) -> Vault<RealDisk> {
        Vault::load(RealDisk, folder, system_keys()).expect("loaded")
    }

    /// A slip of a day, from a new sheet where there is none at hand.
    fn slip(vault: &mut Vault<RealDisk>, day: KeyDay) -> Slip {
        if vault.slips_left(day) == 0 {
            vault.prepare_slips(day).expect("prepared");
        }
        vault.take_slip(day).expect("at hand")
    }

    fn sealed_today(vault: &mut Vault<RealDisk>) -> Sealed {
        let slip = slip(vault, TODAY);
        vault.seal(NARRATIVE, slip, [7; 24], "他在三楼".as_bytes()).expect("sealed")
    }

    #[test]
    fn what_was_told_today_is_read_after_a_restart() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut vault = load(folder.path());
        vault.prepare(TODAY).expect("prepared");
        let sealed = sealed_today(&mut vault);
        vault.prepare(TODAY).expect("again is no harm");
        let opened = load(folder.path()).open(&sealed).expect("opened");
        assert_eq!(opened, Opened::Clear("他在三楼".as_bytes().to_vec()));
        assert_eq!(format!("{opened:?}"), "Clear(12 bytes)", "no clear text in a log");
    }

    #[test]
    fn a_number_has_one_mark_a_day_and_none_once_the_key_is_gone() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut vault = load(folder.path());
        vault.prepare(TODAY).expect("prepared");
        vault.prepare(TOMORROW).expect("prepared");
        let mark = vault.mark(TODAY, "13800138000").expect("a mark");
        assert_eq!(load(folder.path()).mark(TODAY, "13800138000"), Some(mark), "also after a restart");
        assert_ne!(vault.mark(TODAY, "13800138001"), Some(mark));
        assert_ne!(vault.mark(TOMORROW, "13800138000"), Some(mark));
        let elsewhere = tempfile::tempdir().expect("a folder");
        let mut other = load(elsewhere.path());
        other.prepare(TODAY).expect("prepared");
        assert_ne!(other.mark(TODAY, "13800138000"), Some(mark), "without the key nobody can guess it");
        vault.destroy(RetentionKind::Caller, TODAY).expect("destroyed");
        assert_eq!(vault.mark(TODAY, "13800138000"), None);
    }

    #[test]
    fn the_keys_are_this_users_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        load(folder.path()).prepare(TODAY).expect("prepared");
        let files: Vec<_> = fs::read_dir(folder.path()).expect("read").map(|entry| entry.expect("read")).collect();
        assert_eq!(files.len(), RetentionKind::ALL.len());
        for file in files {
            assert_eq!(file.metadata().expect("there").permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn nothing_is_sealed_under_a_key_that_was_not_prepared() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut vault = load(folder.path());
        vault.prepare(TODAY).expect("prepared");
        assert!(vault.is_prepared(TODAY) && !vault.is_prepared(TOMORROW));
        assert_eq!(vault.take_slip(TOMORROW), None);
        let tomorrow = slip(&mut vault, TOMORROW);
        assert!(matches!(vault.seal(NARRATIVE, tomorrow, [7; 24], b"x"), Err(VaultError::NoKey { .. })));
        vault.prepare(TOMORROW).expect("prepared");
        vault.seal(NARRATIVE, tomorrow, [7; 24], &[0; CLEAR_BYTES_MAX]).expect("the longest fits");
        let too_long = vault.seal(NARRATIVE, tomorrow, [7; 24], &[0; CLEAR_BYTES_MAX + 1]);
        assert!(matches!(too_long, Err(VaultError::TooLong { .. })));
    }

    #[test]
    fn a_destroyed_key_erases_its_day_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut vault = load(folder.path());
        vault.prepare(TODAY).expect("prepared");
        let told = sealed_today(&mut vault);
        let today = slip(&mut vault, TODAY);
        let caller = vault.seal(RetentionKind::Caller, today, [8; 24], b"13800000000").expect("sealed");
        vault.destroy(NARRATIVE, TODAY).expect("destroyed");
        for mut vault in [vault, load(folder.path())] {
            vault.prepare(TODAY).expect("makes no key again");
            assert_eq!(vault.open(&told).expect("known"), Opened::Erased);
            assert!(matches!(vault.seal(NARRATIVE, today, [9; 24], b"x"), Err(VaultError::Erased { .. })));
            assert_eq!(vault.open(&caller).expect("kept"), Opened::Clear(b"13800000000".to_vec()));
        }
        assert!(!folder.path().join("narrative-020781.key").exists());
    }

    #[test]
    fn a_destruction_that_was_cut_short_is_finished() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut vault = load(folder.path());
        vault.prepare(TODAY).expect("prepared");
        let told = sealed_today(&mut vault);
        fs::write(folder.path().join("narrative-020781.erased"), []).expect("noted");
        assert_eq!(load(folder.path()).open(&told).expect("known"), Opened::Erased);
        assert!(!folder.path().join("narrative-020781.key").exists());
    }

    #[test]
    fn a_changed_field_is_not_believed() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut vault = load(folder.path());
        vault.prepare(TODAY).expect("prepared");
        let told = sealed_today(&mut vault);
        let slip = told.slip().map(|slip| slip.number);
        let moved = Sealed::new(RetentionKind::Address, TODAY, *told.nonce(), told.ciphertext()).expect("short");
        assert!(matches!(vault.open(&moved.under(slip)), Err(VaultError::Changed { .. })));
        let without = Sealed::new(NARRATIVE, TODAY, *told.nonce(), told.ciphertext()).expect("short");
        assert!(matches!(vault.open(&without), Err(VaultError::Changed { .. })), "the day's key alone opens nothing");
        let mut bytes = told.ciphertext().to_vec();
        bytes[0] ^= 1;
        let changed = Sealed::new(NARRATIVE, TODAY, *told.nonce(), bytes).expect("short");
        assert!(matches!(vault.open(&changed.under(slip)), Err(VaultError::Changed { .. })));
    }

    #[test]
    fn a_damaged_key_is_named_and_stops_only_its_own_day() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut vault = load(folder.path());
        vault.prepare(TODAY).expect("prepared");
        let told = sealed_today(&mut vault);
        let path = folder.path().join("narrative-020781.key");
        let mut key = fs::read(&path).expect("there");
        key[20] ^= 1;
        fs::write(&path, key).expect("written");
        let mut vault = load(folder.path());
        assert_eq!(vault.damaged(), [path]);
        assert!(matches!(vault.open(&told), Err(VaultError::DamagedKey { .. })));
        assert!(matches!(vault.prepare(TODAY), Err(VaultError::DamagedKey { .. })), "never replaced by a new one");
        vault.prepare(TOMORROW).expect("another day");
    }

    #[test]
    fn a_destroyed_slip_erases_its_write_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut vault = load(folder.path());
        vault.prepare(TODAY).expect("prepared");
        let (one, other) = (sealed_today(&mut vault), sealed_today(&mut vault));
        let copy = fs::read(folder.path().join("slips-020781-0001.sheet")).expect("there");
        vault.destroy_slips(&one.slip().into_iter().collect()).expect("destroyed");
        for vault in [vault, load(folder.path())] {
            assert_eq!(vault.open(&one).expect("known"), Opened::Erased);
            assert_eq!(vault.open(&other).expect("kept"), Opened::Clear("他在三楼".as_bytes().to_vec()));
        }
        fs::write(folder.path().join("slips-020781-0001.sheet"), copy).expect("written");
        let mut vault = load(folder.path());
        assert!(matches!(vault.open(&one), Ok(Opened::Clear(_))), "a copy of the keys would bring it back");
        vault.destroy_slips(&one.slip().into_iter().collect()).expect("so it is destroyed again");
        assert_eq!(vault.open(&one).expect("known"), Opened::Erased);
    }

    #[test]
    fn no_slip_is_given_out_twice() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut given = std::collections::BTreeSet::new();
        for _ in 0..3 {
            let mut vault = load(folder.path());
            for _ in 0..1_500 {
                assert!(given.insert(slip(&mut vault, TODAY)), "by one run or by another");
            }
            assert!(given.insert(slip(&mut vault, TOMORROW)) && given.insert(slip(&mut vault, TODAY)));
        }
        assert_eq!(given.len(), 4_506);
    }

    #[test]
    fn the_sheets_of_a_day_go_with_its_last_key() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut vault = load(folder.path());
        vault.prepare(TODAY).expect("prepared");
        let told = sealed_today(&mut vault);
        let sheet = folder.path().join("slips-020781-0001.sheet");
        for kind in RetentionKind::ALL {
            assert!(sheet.exists());
            vault.destroy(kind, TODAY).expect("destroyed");
        }
        assert!(!sheet.exists());
        assert_eq!(load(folder.path()).open(&told).expect("known"), Opened::Erased);
    }

    #[test]
    fn what_was_sealed_before_there_were_slips_is_still_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut vault = load(folder.path());
        vault.prepare(TODAY).expect("prepared");
        let name = KeyName { kind: NARRATIVE, day: TODAY };
        let cipher = vault.cipher(name).expect("a key").expect("not destroyed");
        let payload = Payload { msg: b"old".as_slice(), aad: &name.bound_data() };
        let bytes = cipher.encrypt(XNonce::from_slice(&[3; 24]), payload).expect("encrypted");
        let old = Sealed::new(NARRATIVE, TODAY, [3; 24], bytes).expect("short");
        assert_eq!(vault.open(&old).expect("opened"), Opened::Clear(b"old".to_vec()));
    }
}
