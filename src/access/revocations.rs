//! What does not count any more, by the operator's word: a list, one entry a line.
//!
//! ```text
//! # lost on 11-23
//! device radio-7
//! serial 0a:1b:2c
//! token 6f1c2b
//! principal 张伟
//! ```

use std::collections::BTreeSet;
use std::sync::Arc;

use super::certificate::read_serial;

/// The most entries of a list.
pub const REVOCATIONS_MAX: usize = 1_000_000;

/// The longest entry, in bytes.
const ENTRY_BYTES_MAX: usize = 256;

/// What was revoked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revocations {
    serials: BTreeSet<Arc<str>>,
    tokens: BTreeSet<Arc<str>>,
    devices: BTreeSet<Arc<str>>,
    principals: BTreeSet<Arc<str>>,
}

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, counted from 1.
    pub line: usize,
    /// What stands there, cut.
    pub got: String,
    /// What is expected.
    pub rule: String,
}

impl Revocations {
    /// Reads a list.
    ///
    /// # Errors
    /// Every line that cannot be read: a list with a fault revokes nothing, and must not be taken for a shorter one.
    pub fn read(text: &str) -> Result<Self, Vec<BadLine>> {
        let (mut list, mut bad) = (Self::default(), Vec::new());
        for (line, number) in text.lines().zip(1..) {
            let entry = line.trim();
            if entry.is_empty() || entry.starts_with('#') {
                continue;
            }
            let taken =
                if list.len() < REVOCATIONS_MAX { list.take(entry) } else { Err("too many entries".to_owned()) };
            if let Err(rule) = taken {
                bad.push(BadLine {
                    line: number,
                    got: format!("{:?}", entry.chars().take(60).collect::<String>()),
                    rule,
                });
            }
        }
        if bad.is_empty() { Ok(list) } else { Err(bad) }
    }

    fn take(&mut self, entry: &str) -> Result<(), String> {
        let rule = "it must be serial, token, device or principal, a blank, and which one";
        let (kind, which) = entry.split_once(char::is_whitespace).ok_or(rule)?;
        let which = which.trim();
        if which.len() > ENTRY_BYTES_MAX {
            return Err(format!("at most {ENTRY_BYTES_MAX} bytes are read"));
        }
        match kind {
            "serial" => {
                let serial = read_serial(which).ok_or("a serial number is written in hexadecimal digits")?;
                self.serials.insert(serial);
            }
            "token" => drop(self.tokens.replace(Arc::from(which))),
            "device" => drop(self.devices.replace(Arc::from(which))),
            "principal" => drop(self.principals.replace(Arc::from(which))),
            _ => return Err(rule.to_owned()),
        }
        Ok(())
    }

    /// How many entries it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.serials.len() + self.tokens.len() + self.devices.len() + self.principals.len()
    }

    /// Whether nothing was revoked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The serial numbers of certificates.
    pub fn serials(&self) -> impl Iterator<Item = &str> {
        self.serials.iter().map(AsRef::as_ref)
    }

    /// Whether a certificate was revoked.
    #[must_use]
    pub fn has_serial(&self, serial: &str) -> bool {
        self.serials.contains(serial)
    }

    /// Whether a token was revoked, by itself or by its device.
    #[must_use]
    pub fn has_token(&self, id: &str, device: Option<&str>) -> bool {
        self.tokens.contains(id) || device.is_some_and(|device| self.devices.contains(device))
    }

    /// Whether a principal was, with all that it has.
    #[must_use]
    pub fn has_principal(&self, name: &str) -> bool {
        self.principals.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_line_by_line() {
        let list = Revocations::read(
            "# lost\n\n device radio-7\nserial 0A:1B\ntoken 6f1c2b\nprincipal 张伟\nprincipal 对讲机 3\n",
        )
        .expect("sound");
        assert_eq!(list.len(), 5);
        assert!(list.has_serial("a1b") && list.has_token("x", Some("radio-7")) && list.has_token("6f1c2b", None));
        assert!(list.has_principal("张伟") && list.has_principal("对讲机 3") && !list.has_principal("李娜"));
        assert!(!list.has_token("radio-7", None), "a device's name is no token's id");
    }

    #[test]
    fn one_bad_line_spoils_the_list_and_each_is_named() {
        let bad = Revocations::read("token a\ntokens b\nserial zz\ndevice\n").expect_err("refused");
        assert_eq!(bad.iter().map(|bad| bad.line).collect::<Vec<_>>(), [2, 3, 4]);
        assert_eq!(bad[0].got, "\"tokens b\"");
    }
}
