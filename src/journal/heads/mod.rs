//! Signed heads: where the record stood at a moment, under a signature, in a file that should lie on another machine.
//!
//! The chain shows every change of a record but two: that its end was cut off, and that somebody who knows the format
//! wrote everything anew from some place on, hashes included. A signed head shows both, for everything up to it. One
//! head is one line:
//!
//! ```text
//! patrold-head 1 city=dongguan number=12 epoch=3 sequence=4711 chain=… time_us=… previous=… signature=…
//! ```
//!
//! - `chain` is the SHA-256 of the frame that ends with `sequence`;
//! - `number` counts the lines from 1, `previous` is the SHA-256 of the line before (zeros in the first), so that lines
//!   which were changed, taken out or swapped show;
//! - `signature` is Ed25519 over everything before ` signature=`.
//!
//! What stays unseen: that the newest lines of this file were cut off together with the record behind the head before
//! them. So the file must be where whoever can change the record cannot reach it.
//!
//! [`key`]: the key pair; [`log`]: how lines are appended; [`check`]: how they are read and checked.

use std::fmt;

use sha2::{Digest, Sha256};
use thiserror::Error;

use super::{ChainHash, ChainPoint, Epoch};
use crate::domain::ids::{CityId, Sequence};
use crate::domain::time::EngineTime;
use key::{HeadKey, PublicKey};

pub mod check;
pub mod key;
pub mod log;

const MARK: &str = "patrold-head 1";
const SIGNATURE: &str = " signature=";
/// What a line ends with that a crash cut short, once the next start has seen it.
const TORN_MARK: &str = " torn";

/// Where the record of a city stood at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Whose record.
    pub city: CityId,
    /// Which line of its file it is, from 1.
    pub number: u64,
    /// The epoch in which it was exported.
    pub epoch: Epoch,
    /// Where the record ended, durably.
    pub point: ChainPoint,
    /// When.
    pub time: EngineTime,
    /// The hash of the line before; [`ChainHash::START`] for the first.
    pub previous: ChainHash,
}

/// Why a line is no sound head.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum InvalidHead {
    /// It is not written as a head is.
    #[error("it is not written as a signed head is")]
    Form,
    /// Its signature is not that of this key over these words.
    #[error("its signature is not that of this key: the line was changed, or another key signed it")]
    Signature,
}

impl Head {
    /// The line, without its end.
    #[must_use]
    pub fn line(&self, key: &HeadKey) -> String {
        let words = self.to_string();
        let signature = hex(key.sign(words.as_bytes()).as_ref());
        format!("{words}{SIGNATURE}{signature}")
    }

    /// Reads a line and checks its signature.
    ///
    /// # Errors
    /// When it is no head, or this key did not sign it.
    pub fn read(line: &str, key: &PublicKey) -> Result<Self, InvalidHead> {
        let (words, signature) = line.split_once(SIGNATURE).ok_or(InvalidHead::Form)?;
        let head = Self::parse(words).filter(|head| head.to_string() == words).ok_or(InvalidHead::Form)?;
        let signature = unhex(signature).ok_or(InvalidHead::Form)?;
        if key.is_signature(words.as_bytes(), &signature) { Ok(head) } else { Err(InvalidHead::Signature) }
    }

    fn parse(words: &str) -> Option<Self> {
        let mut fields = words.strip_prefix(MARK)?.strip_prefix(' ')?.split(' ');
        let mut field = |name: &str| fields.next()?.strip_prefix(name)?.strip_prefix('=');
        let head = Self {
            city: CityId::new(field("city")?).ok()?,
            number: field("number")?.parse().ok()?,
            epoch: Epoch::new(field("epoch")?.parse().ok()?),
            point: ChainPoint {
                sequence: Sequence::new(field("sequence")?.parse().ok()?),
                hash: ChainHash::new(unhex(field("chain")?)?.try_into().ok()?),
            },
            time: EngineTime::from_micros(field("time_us")?.parse().ok()?),
            previous: ChainHash::new(unhex(field("previous")?)?.try_into().ok()?),
        };
        fields.next().is_none().then_some(head)
    }
}

/// The words that are signed.
impl fmt::Display for Head {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { city, number, epoch, point, time, previous } = self;
        write!(
            formatter,
            "{MARK} city={city} number={number} epoch={epoch} sequence={} chain={} time_us={} previous={previous}",
            point.sequence,
            point.hash,
            time.as_micros()
        )
    }
}

/// The hash by which the next line names a line.
fn hash_of_line(line: &str) -> ChainHash {
    ChainHash::new(Sha256::digest(line.as_bytes()).into())
}

fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}

/// Lower-case digits only: one head has one line.
fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        })
        .collect()
}
