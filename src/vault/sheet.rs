//! Sheets of slips: small keys of their own, so that what one write brought can be erased before its day.
//!
//! ```text
//! slips-020781-0001.sheet
//!  0   8  magic   F7 "ptrlsl" 0A
//!  8   2  format  1, little-endian
//! 10   2  reserved 0
//! 12   4  day     since 1970-01-01, little-endian
//! 16   4  sheet   its number on that day, from 1, little-endian
//! 20  36  × 1,024 slips: the key, then the crc32c of bytes 0..20, the slip's number and the key; zeros when destroyed
//! ```

use std::io;

use super::KEY_BYTES;
use crate::domain::sealed::{KeyDay, Slip};

/// How many slips a sheet has.
pub(super) const SHEET_SLIPS: u32 = 1_024;
/// The length of a slip on its sheet.
pub(super) const SLIP_BYTES: usize = KEY_BYTES + 4;
/// The length of a sheet.
pub(super) const SHEET_BYTES: usize = HEAD_BYTES + SHEET_SLIPS as usize * SLIP_BYTES;

const MAGIC: [u8; 8] = *b"\xF7ptrlsl\n";
const FORMAT: u16 = 1;
const HEAD_BYTES: usize = 20;

/// Which sheet it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SheetName {
    pub(super) day: KeyDay,
    /// From 1.
    pub(super) number: u32,
}

/// What stands in the place of a slip.
#[derive(PartialEq, Eq)]
pub(super) enum Row {
    Key([u8; KEY_BYTES]),
    Destroyed,
    Damaged,
}

impl SheetName {
    /// The sheet that a slip is on.
    pub(super) const fn of(slip: Slip) -> Self {
        Self { day: slip.day, number: (slip.number.get() - 1) / SHEET_SLIPS + 1 }
    }

    pub(super) fn file(self) -> String {
        format!("slips-{:06}-{:04}.sheet", self.day.0, self.number)
    }

    pub(super) fn of_file(file: &str) -> Option<Self> {
        let (day, number) = file.strip_prefix("slips-")?.strip_suffix(".sheet")?.split_once('-')?;
        let name = Self { day: KeyDay(day.parse().ok()?), number: number.parse().ok()? };
        (name.file() == file).then_some(name)
    }

    /// The number of its first slip.
    pub(super) const fn first(self) -> u32 {
        (self.number - 1).saturating_mul(SHEET_SLIPS) + 1
    }

    fn head(self) -> [u8; HEAD_BYTES] {
        let mut head = [0; HEAD_BYTES];
        let parts: [&[u8]; 5] =
            [&MAGIC, &FORMAT.to_le_bytes(), &[0; 2], &self.day.0.to_le_bytes(), &self.number.to_le_bytes()];
        for (to, from) in head.iter_mut().zip(parts.into_iter().flatten()) {
            *to = *from;
        }
        head
    }
}

/// A new sheet, each slip with a fresh key.
pub(super) fn encode(name: SheetName, mut fresh: impl FnMut() -> io::Result<[u8; KEY_BYTES]>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(SHEET_BYTES);
    bytes.extend_from_slice(&name.head());
    for number in name.first()..name.first() + SHEET_SLIPS {
        let key = fresh()?;
        bytes.extend_from_slice(&key);
        bytes.extend_from_slice(&checksum(name, number, &key).to_le_bytes());
    }
    Ok(bytes)
}

/// Where a slip stands on its sheet.
pub(super) const fn offset(slip: Slip) -> usize {
    HEAD_BYTES + ((slip.number.get() - 1) % SHEET_SLIPS) as usize * SLIP_BYTES
}

/// What stands in a slip's place.
pub(super) fn row(bytes: &[u8], slip: Slip) -> Row {
    let name = SheetName::of(slip);
    let stored = bytes.get(offset(slip)..).and_then(|rest| rest.split_at_checked(SLIP_BYTES)).map(|(row, _)| row);
    let Some((key, crc)) = stored.and_then(|row| row.split_first_chunk::<KEY_BYTES>()) else { return Row::Damaged };
    if key.iter().chain(crc).all(|byte| *byte == 0) {
        return Row::Destroyed;
    }
    let sound = bytes.starts_with(&name.head()) && crc == checksum(name, slip.number.get(), key).to_le_bytes();
    if sound { Row::Key(*key) } else { Row::Damaged }
}

fn checksum(name: SheetName, number: u32, key: &[u8; KEY_BYTES]) -> u32 {
    let crc = crc32c::crc32c_append(crc32c::crc32c(&name.head()), &number.to_le_bytes());
    crc32c::crc32c_append(crc, key)
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;

    fn slip(number: u32) -> Slip {
        Slip { day: KeyDay(20_781), number: NonZeroU32::new(number).expect("from 1") }
    }

    #[test]
    fn every_slip_stands_in_its_own_place_and_its_layout_is_for_ever() {
        let name = SheetName { day: KeyDay(20_781), number: 2 };
        assert_eq!(name.file(), "slips-020781-0002.sheet");
        assert_eq!(SheetName::of_file("slips-020781-0002.sheet"), Some(name));
        assert_eq!(SheetName::of_file("slips-20781-2.sheet"), None);
        let mut next = 0;
        let fresh = || {
            next += 1;
            Ok([u8::try_from(next % 251).expect("small") + 1; KEY_BYTES])
        };
        let bytes = encode(name, fresh).expect("made");
        assert_eq!(
            (bytes.len(), &bytes[..20]),
            (SHEET_BYTES, b"\xF7ptrlsl\n\x01\0\0\0\x2D\x51\0\0\x02\0\0\0".as_slice())
        );
        assert_eq!((SheetName::of(slip(1_024)).number, SheetName::of(slip(1_025)).number), (1, 2));
        assert!(row(&bytes, slip(1_025)) == Row::Key([2; KEY_BYTES]));
        assert!(row(&bytes, slip(2_048)) == Row::Key([21; KEY_BYTES]));
        assert!(row(&bytes, slip(1)) == Row::Damaged, "another sheet's");
        let mut bytes = bytes;
        bytes[offset(slip(1_030))] ^= 1;
        assert!(row(&bytes, slip(1_030)) == Row::Damaged);
        bytes[offset(slip(1_030))..][..SLIP_BYTES].fill(0);
        assert!(row(&bytes, slip(1_030)) == Row::Destroyed);
    }
}
