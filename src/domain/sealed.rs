//! Personal data: only ever ciphertext behind the rim.
//!
//! A caller's name, number, address and words are encrypted where they enter, under a key of their retention kind and
//! day. The record, its snapshots and the projections hold ciphertext; destroying one day's key erases that day
//! everywhere at once without breaking the hash chain. What classification needs stays outside, in the clear.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

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
}

/// A UTC day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct KeyDay(pub u32);

/// A piece of personal data, encrypted. Its `Debug` shows the kind and the day, never the bytes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    kind: RetentionKind,
    day: KeyDay,
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
        Ok(Self { kind, day, nonce, ciphertext })
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
