//! Short texts that people and operators write into the record: reasons, names of places, device models.

use std::fmt;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use thiserror::Error;

/// The longest short text, in bytes of UTF-8.
pub const TEXT_BYTES_MAX: usize = 1_024;

/// A text of at most [`TEXT_BYTES_MAX`] bytes without control characters; it may be empty. It holds nothing about a
/// private person: what does is [`Sealed`](super::sealed::Sealed).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Text(SmolStr);

/// Why a text was refused.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum InvalidText {
    /// The text is longer than [`TEXT_BYTES_MAX`].
    #[error("invalid text (got {0} bytes): at most {TEXT_BYTES_MAX} bytes are allowed")]
    TooLong(usize),
    /// The text has a control character other than a line break or a tab.
    #[error("invalid text (got a control character U+{0:04X}): only line breaks and tabs are allowed")]
    Control(u32),
}

impl Text {
    /// Checks and takes over a text.
    ///
    /// # Errors
    /// When it is too long or has a control character other than a line break or a tab.
    pub fn new(text: impl Into<SmolStr>) -> Result<Self, InvalidText> {
        let text = text.into();
        if text.len() > TEXT_BYTES_MAX {
            return Err(InvalidText::TooLong(text.len()));
        }
        match text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\r')) {
            Some(control) => Err(InvalidText::Control(u32::from(control))),
            None => Ok(Self(text)),
        }
    }

    /// A text of the daemon's own, cut to the limit.
    #[must_use]
    pub fn truncated(text: &str) -> Self {
        let mut end = text.len().min(TEXT_BYTES_MAX);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Self(text.get(..end).unwrap_or_default().chars().filter(|c| !c.is_control()).collect())
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing was written, or nothing but blanks.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
