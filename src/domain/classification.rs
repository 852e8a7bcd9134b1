//! What kind of event it is and how much it matters: the outcome of "classified handling" (分类处警).

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::ids::TypeCode;
use super::text::Text;

/// How much an incident matters: level 1 is the gravest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// Life in danger, robbery and snatching, an officer's emergency. Whatever is unknown counts as this.
    One,
    /// Serious, or likely to become so.
    Two,
    /// Ordinary police work.
    Three,
    /// Can wait.
    Four,
}

impl Level {
    /// Every level, the gravest first.
    pub const ALL: [Self; 4] = [Self::One, Self::Two, Self::Three, Self::Four];

    /// The level of a number from 1 to 4.
    #[must_use]
    pub const fn from_number(number: u32) -> Option<Self> {
        match number {
            1 => Some(Self::One),
            2 => Some(Self::Two),
            3 => Some(Self::Three),
            4 => Some(Self::Four),
            _ => None,
        }
    }

    /// Its number, 1 to 4.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
            Self::Four => 4,
        }
    }
}

/// Who handles an incident and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Handling {
    /// Patrols are sent at once.
    PoliceDispatch,
    /// A person verifies first (a fugitive warning); nobody is sent before that.
    VerifyFirst,
    /// A department or grid centre takes it.
    Referral,
    /// A mediator takes it.
    Mediation,
    /// 12345 or 12348 takes it.
    Transfer,
    /// It is recorded and counted only: silent, invalid, a test call. The caller is never blocked for it.
    RecordOnly,
}

impl Handling {
    /// Every kind of handling.
    pub const ALL: [Self; 6] =
        [Self::PoliceDispatch, Self::VerifyFirst, Self::Referral, Self::Mediation, Self::Transfer, Self::RecordOnly];

    /// The word used in policy files and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PoliceDispatch => "police_dispatch",
            Self::VerifyFirst => "verify_first",
            Self::Referral => "referral",
            Self::Mediation => "mediation",
            Self::Transfer => "transfer",
            Self::RecordOnly => "record_only",
        }
    }
}

/// The outcome of classifying a report or an incident, with what gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Classification {
    /// The code in the taxonomy.
    pub type_code: TypeCode,
    /// How much it matters.
    pub level: Level,
    /// Who handles it.
    pub handling: Handling,
    /// The rule that gave the level, or the person's reason when a person overruled.
    pub basis: Basis,
    /// What made the rule fit, in a few words each, such as `keyword 刀`, `near school 东莞中学`; empty for a rule that asks
    /// for nothing but the type, and for a person's word.
    pub fitted: Vec<Text>,
    /// The policy under which it was classified.
    pub policy: PolicyHash,
}

/// What a classification rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Basis {
    /// A rule of the policy, by its name.
    Rule(Text),
    /// A person's word, with the reason given.
    Overruled(Text),
    /// A rule of the policy that wanted a person's word, and that word.
    Verified {
        /// The rule, by its name.
        rule: Text,
        /// Who looked.
        by: Text,
        /// What they found.
        reason: Text,
    },
}

/// The hash that names a policy: SHA-256 of its bundle.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PolicyHash([u8; 32]);

impl PolicyHash {
    /// The hash of a bundle's bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// A hash as it stands in the record.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for PolicyHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for PolicyHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// The text is no policy hash.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("invalid policy hash (got {0:?}): it is 64 hexadecimal digits")]
pub struct InvalidPolicyHash(String);

impl FromStr for PolicyHash {
    type Err = InvalidPolicyHash;

    fn from_str(text: &str) -> Result<Self, InvalidPolicyHash> {
        let refuse = || InvalidPolicyHash(text.chars().take(80).collect());
        if text.len() != 64 || !text.is_ascii() {
            return Err(refuse());
        }
        let mut bytes = [0; 32];
        for (index, byte) in bytes.iter_mut().enumerate() {
            let digits = text.get(index * 2..index * 2 + 2).ok_or_else(refuse)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| refuse())?;
        }
        Ok(Self(bytes))
    }
}

/// A whole policy as it is journaled when it is activated: taxonomy, rules, plans, zones and travel parameters in one
/// piece of bytes. The record needs no file that someone may have changed since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyBundle {
    /// 1 for the first that was ever activated here.
    pub revision: u64,
    /// The hash of the bytes.
    pub hash: PolicyHash,
    /// The bundle, as `policy` writes and reads it.
    pub bytes: Arc<[u8]>,
    /// Why it was activated; empty for the first, and for those of records that did not ask.
    pub reason: Text,
    /// The earlier revision whose bytes these are, when it was a rollback.
    pub restores: Option<u64>,
}
