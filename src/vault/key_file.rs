//! A key's file and its name.
//!
//! ```text
//!  0   8  magic   F7 "ptrlky" 0A
//!  8   2  format  1, little-endian
//! 10   1  kind    1 caller, 2 address, 3 narrative
//! 11   1  reserved 0
//! 12   4  day     since 1970-01-01, little-endian
//! 16  32  key
//! 48   4  crc32c  of bytes 0..48, little-endian
//! ```

use super::KEY_BYTES;
use crate::domain::sealed::{KeyDay, RetentionKind};

/// The length of a key's file.
pub(super) const KEY_FILE_BYTES: usize = 52;

const MAGIC: [u8; 8] = *b"\xF7ptrlky\n";
const FORMAT: u16 = 1;
const KEY_AT: usize = 16;
const KEY_SUFFIX: &str = ".key";
const ERASED_SUFFIX: &str = ".erased";

/// Which key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct KeyName {
    pub(super) kind: RetentionKind,
    pub(super) day: KeyDay,
}

impl KeyName {
    pub(super) fn key_file(self) -> String {
        format!("{}{KEY_SUFFIX}", self.stem())
    }

    pub(super) fn erased_file(self) -> String {
        format!("{}{ERASED_SUFFIX}", self.stem())
    }

    pub(super) fn of_key(file: &str) -> Option<Self> {
        Self::of_stem(file.strip_suffix(KEY_SUFFIX)?)
    }

    pub(super) fn of_erased(file: &str) -> Option<Self> {
        Self::of_stem(file.strip_suffix(ERASED_SUFFIX)?)
    }

    /// The head of the file, and what a ciphertext is bound to, so that it cannot be passed off as another kind's or
    /// day's.
    pub(super) fn bound_data(self) -> [u8; KEY_AT] {
        let [m0, m1, m2, m3, m4, m5, m6, m7] = MAGIC;
        let [f0, f1] = FORMAT.to_le_bytes();
        let [d0, d1, d2, d3] = self.day.0.to_le_bytes();
        [m0, m1, m2, m3, m4, m5, m6, m7, f0, f1, number(self.kind), 0, d0, d1, d2, d3]
    }

    fn stem(self) -> String {
        let kind = match self.kind {
            RetentionKind::Caller => "caller",
            RetentionKind::Address => "address",
            RetentionKind::Narrative => "narrative",
        };
        format!("{kind}-{:06}", self.day.0)
    }

    fn of_stem(stem: &str) -> Option<Self> {
        let day = KeyDay(stem.split_once('-')?.1.parse().ok()?);
        RetentionKind::ALL.into_iter().map(|kind| Self { kind, day }).find(|name| name.stem() == stem)
    }
}

const fn number(kind: RetentionKind) -> u8 {
    match kind {
        RetentionKind::Caller => 1,
        RetentionKind::Address => 2,
        RetentionKind::Narrative => 3,
    }
}

pub(super) fn encode(name: KeyName, key: &[u8; KEY_BYTES]) -> Vec<u8> {
    let mut bytes = name.bound_data().to_vec();
    bytes.extend_from_slice(key);
    bytes.extend_from_slice(&crc32c::crc32c(&bytes).to_le_bytes());
    bytes
}

pub(super) fn decode(name: KeyName, bytes: &[u8]) -> Result<[u8; KEY_BYTES], &'static str> {
    let (covered, crc) = bytes.split_at_checked(KEY_AT + KEY_BYTES).ok_or("it must be whole")?;
    if crc != crc32c::crc32c(covered).to_le_bytes() {
        return Err("it must have the right checksum");
    }
    let (head, key) = covered.split_at_checked(KEY_AT).ok_or("it must be whole")?;
    if head != name.bound_data() {
        return Err("it must be of a known format and of the kind and day of its name");
    }
    key.try_into().map_err(|_| "it must be whole")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_files_come_back_and_their_layout_is_for_ever() {
        let name = KeyName { kind: RetentionKind::Address, day: KeyDay(20_781) };
        assert_eq!(name.key_file(), "address-020781.key");
        assert_eq!(KeyName::of_key("address-020781.key"), Some(name));
        assert_eq!(KeyName::of_erased("address-020781.erased"), Some(name));
        assert_eq!(KeyName::of_key("address-20781.key"), None);
        let bytes = encode(name, &[5; KEY_BYTES]);
        assert_eq!(bytes.len(), KEY_FILE_BYTES);
        assert_eq!(&bytes[..KEY_AT], b"\xF7ptrlky\n\x01\0\x02\0\x2D\x51\0\0");
        assert_eq!(decode(name, &bytes), Ok([5; KEY_BYTES]));
        let other = KeyName { kind: RetentionKind::Caller, ..name };
        decode(other, &bytes).expect_err("another kind's key");
    }
}
