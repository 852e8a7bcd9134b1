//! What is wrong with a message: every fault of it, not only the first.
//!
//! A reader notes a fault and goes on. Whatever was read counts only when [`Faults::finish`] finds no fault.

use std::fmt::Display;

use super::proto::FieldViolation;

/// The most violations that one answer lists.
pub const VIOLATIONS_MAX: usize = 64;

/// The longest description of a violation, in bytes: what a client sent is not sent back to it whole.
const DESCRIPTION_BYTES_MAX: usize = 256;

/// The faults of one message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults {
    violations: Vec<FieldViolation>,
    left_out: usize,
    cannot_seal: Option<String>,
}

impl Faults {
    /// Notes that a field breaks a rule. The description names the value that was given and the rule.
    pub fn note(&mut self, field: impl Into<String>, description: impl Display) {
        if self.violations.len() == VIOLATIONS_MAX {
            self.left_out += 1;
            return;
        }
        let mut description = description.to_string();
        if description.len() > DESCRIPTION_BYTES_MAX {
            let end = (0..=DESCRIPTION_BYTES_MAX).rev().find(|end| description.is_char_boundary(*end));
            description.truncate(end.unwrap_or(0));
        }
        self.violations.push(FieldViolation { field: field.into(), description });
    }

    /// Notes an error of a checked constructor; gives the value when there was none.
    pub fn take<T, E: Display>(&mut self, field: &str, result: Result<T, E>) -> Option<T> {
        result.map_err(|error| self.note(field, error)).ok()
    }

    /// Notes that personal data could not be encrypted: the message is right, but the daemon cannot keep it.
    pub fn note_cannot_seal(&mut self, why: impl Display) {
        self.cannot_seal = Some(why.to_string());
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.violations.is_empty() && self.cannot_seal.is_none()
    }

    /// What is wrong, in the order of the fields.
    #[must_use]
    pub fn violations(&self) -> &[FieldViolation] {
        &self.violations
    }

    /// How many violations found no room in the list.
    #[must_use]
    pub const fn left_out(&self) -> usize {
        self.left_out
    }

    /// Why personal data could not be encrypted, when that is the trouble.
    #[must_use]
    pub fn cannot_seal(&self) -> Option<&str> {
        self.cannot_seal.as_deref()
    }

    /// The value, when nothing was wrong with the message.
    ///
    /// # Errors
    /// All faults, when there was any.
    pub fn finish<T>(mut self, read: Option<T>) -> Result<T, Self> {
        match read {
            Some(value) if self.is_empty() => Ok(value),
            Some(_) => Err(self),
            None => {
                if self.is_empty() {
                    self.note("", "the message cannot be read");
                }
                Err(self)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_faults_is_counted_and_cut() {
        let mut faults = Faults::default();
        for row in 0..100 {
            faults.note(format!("units[{row}]"), "铁".repeat(500));
        }
        assert_eq!((faults.violations().len(), faults.left_out()), (VIOLATIONS_MAX, 36));
        assert_eq!(faults.violations()[0].description.len(), 255, "cut between characters");
    }

    #[test]
    fn one_fault_spoils_what_was_read() {
        assert_eq!(Faults::default().finish(Some(7)), Ok(7));
        let mut faults = Faults::default();
        faults.note("unit", "missing");
        assert!(faults.finish(Some(7)).is_err());
    }
}
