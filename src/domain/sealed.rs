//! Personal data: only ever ciphertext behind the rim.
//!
//! A caller's name, number, address and words are encrypted where they enter, under a key of their retention kind and
//! day. The record, its snapshots and the projections hold ciphertext; destroying one day's key erases that day
//! everywhere at once without breaking the hash chain. What classification needs stays outside, in the clear.
//!
//! A day holds everybody's. So that one person's data can be erased before their day, what one write brought is sealed
//! under a slip as well: a small key of its own. Without the slip, or without the day's key, nothing opens.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::time::EngineTime;

/// The longest sealed ciphertext, in bytes.
pub const SEALED_BYTES_MAX: usize = 8_192;

/// The kinds of personal data, each with its own retention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RetentionKind {
    /// Who called: name and number.
    Caller,
    /// Where a person lives or waits, as they said it.
    Address,
    /// What was told: narratives, notes, feedback.
    Narrative,
}

impl RetentionKind {
    /// Every kind, in the order of its number in storage.
    pub const ALL: [Self; 3] = [Self::Caller, Self::Address, Self::Narrative];

    /// The word used in file names, configuration and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Caller => "caller",
            Self::Address => "address",
            Self::Narrative => "narrative",
        }
    }
}

/// A UTC day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct KeyDay(pub u32);

impl KeyDay {
    /// The day of an instant.
    #[must_use]
    pub fn of(at: EngineTime) -> Self {
        Self(u32::try_from(at.as_unix_seconds().div_euclid(86_400)).unwrap_or(0))
    }
}

impl fmt::Display for KeyDay {
    /// As a date, such as `2026-11-23`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = i64::from(self.0) * 86_400;
        match jiff::Timestamp::from_second(seconds) {
            Ok(midnight) => write!(formatter, "{}", midnight.to_zoned(jiff::tz::TimeZone::UTC).date()),
            Err(_) => write!(formatter, "day {}", self.0),
        }
    }
}

/// Why a text names no day.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("invalid day (got {got:?}): it must be a date since 1970 such as 2026-11-23")]
pub struct InvalidDay {
    /// What was given, cut to 32 characters.
    pub got: String,
}

impl FromStr for KeyDay {
    type Err = InvalidDay;

    fn from_str(text: &str) -> Result<Self, InvalidDay> {
        let days =
            text.parse::<Date>().ok().map(|date| date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24);
        let day = days.and_then(|days| u32::try_from(days).ok());
        day.map(Self).ok_or_else(|| InvalidDay { got: text.chars().take(32).collect() })
    }
}

/// The small key of one write, beside the keys of its day: what was sealed under it is erased by destroying it alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slip {
    /// The day that it belongs to.
    pub day: KeyDay,
    /// Its number on that day, from 1.
    pub number: NonZeroU32,
}

/// A piece of personal data, encrypted. Its `Debug` shows the kind and the day, never the bytes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    kind: RetentionKind,
    day: KeyDay,
    /// The slip's number; none for what was sealed before there were slips.
    slip: Option<NonZeroU32>,
    nonce: [u8; 24],
    ciphertext: Box<[u8]>,
}

/// Why a sealed field was refused.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("invalid sealed field (got {bytes} bytes): at most {SEALED_BYTES_MAX} bytes are allowed")]
pub struct SealedTooLong {
    /// The length of the ciphertext that was given.
    pub bytes: usize,
}

impl Sealed {
    /// Takes over a ciphertext (XChaCha20-Poly1305, tag appended).
    ///
    /// # Errors
    /// When it is longer than [`SEALED_BYTES_MAX`].
    pub fn new(
        kind: RetentionKind,
        day: KeyDay,
        nonce: [u8; 24],
        ciphertext: impl Into<Box<[u8]>>,
    ) -> Result<Self, SealedTooLong> {
        let ciphertext = ciphertext.into();
        if ciphertext.len() > SEALED_BYTES_MAX {
            return Err(SealedTooLong { bytes: ciphertext.len() });
        }
        Ok(Self { kind, day, slip: None, nonce, ciphertext })
    }

    /// The same, as sealed under a slip of its day.
    #[must_use]
    pub fn under(self, slip: Option<NonZeroU32>) -> Self {
        Self { slip, ..self }
    }

    /// Which retention it falls under.
    #[must_use]
    pub const fn kind(&self) -> RetentionKind {
        self.kind
    }

    /// The day whose key opens it.
    #[must_use]
    pub const fn day(&self) -> KeyDay {
        self.day
    }

    /// The slip that it takes beside the day's key; none for what was sealed before there were slips.
    #[must_use]
    pub fn slip(&self) -> Option<Slip> {
        self.slip.map(|number| Slip { day: self.day, number })
    }

    /// The nonce of the encryption.
    #[must_use]
    pub const fn nonce(&self) -> &[u8; 24] {
        &self.nonce
    }

    /// The ciphertext with its tag.
    #[must_use]
    pub fn ciphertext(&self) -> &[u8] {
        &self.ciphertext
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Sealed({:?}, day {})", self.kind, self.day.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_date() {
        let day: KeyDay = "2026-11-23".parse().expect("a day");
        assert_eq!((day, day.to_string().as_str()), (KeyDay(20_780), "2026-11-23"));
        assert_eq!(KeyDay::of(EngineTime::from_unix_seconds(20_780 * 86_400 + 86_399)), day);
        for wrong in ["", "1969-12-31", "23.11.2026", "2026-02-30"] {
            assert!(wrong.parse::<KeyDay>().is_err(), "{wrong}");
        }
    }
}
