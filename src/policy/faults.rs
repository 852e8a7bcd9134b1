//! What is wrong with a file that an operator wrote: everything, not only the first thing.

use std::fmt;
use std::ops::Range;

/// The most faults that one check keeps; a file of rubbish does not fill the terminal or the memory.
pub const FAULTS_MAX: usize = 200;

/// One thing that is wrong, fit to be read by the person who wrote the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, as the operator knows it.
    pub file: String,
    /// Line and column, both counted from 1, where they are known.
    pub at: Option<(usize, usize)>,
    /// The field, such as `plan[3].step[1].units`; list entries are counted from 1. Empty for the file as a whole.
    pub field: String,
    /// What was found there.
    pub got: String,
    /// The rule that it breaks.
    pub rule: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.file)?;
        if let Some((line, column)) = self.at {
            write!(formatter, ":{line}:{column}")?;
        }
        let field = if self.field.is_empty() { "file" } else { &self.field };
        write!(formatter, ": invalid {field} (got {}): {}", self.got, self.rule)
    }
}

/// Every fault of one check, in the order in which they were found. As an error it is never empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    found: Vec<Fault>,
    dropped: usize,
}

impl Faults {
    /// Nothing is wrong yet.
    #[must_use]
    pub const fn none() -> Self {
        Self { found: Vec::new(), dropped: 0 }
    }

    /// A single fault of a whole file: it cannot be read, it is too large.
    #[must_use]
    pub fn of_file(file: impl Into<String>, got: impl Into<String>, rule: impl Into<String>) -> Self {
        let mut faults = Self::none();
        faults.push(Fault { file: file.into(), at: None, field: String::new(), got: got.into(), rule: rule.into() });
        faults
    }

    /// Keeps one more fault; beyond [`FAULTS_MAX`] they are only counted.
    pub fn push(&mut self, fault: Fault) {
        if self.found.len() < FAULTS_MAX {
            self.found.push(fault);
        } else {
            self.dropped += 1;
        }
    }

    /// Keeps everything that another check found.
    pub fn append(&mut self, other: Self) {
        self.dropped += other.dropped;
        other.found.into_iter().for_each(|fault| self.push(fault));
    }

    /// The outcome of a check, when it has no fault; else its faults are kept.
    pub fn take<T>(&mut self, checked: Result<T, Self>) -> Option<T> {
        checked.map_err(|faults| self.append(faults)).ok()
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The faults that were kept.
    #[must_use]
    pub fn as_slice(&self) -> &[Fault] {
        &self.found
    }

    /// The value when nothing is wrong, else the faults.
    ///
    /// # Errors
    /// When there is a fault.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }

    /// Calls a part of a bundle by the name of the file that the operator gave for it.
    pub fn rename_file(&mut self, part: &str, file: &str) {
        for fault in self.found.iter_mut().filter(|fault| fault.file == part) {
            file.clone_into(&mut fault.file);
        }
    }
}

impl fmt::Display for Faults {
    /// One fault a line, without a line break at the end.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.found.iter().enumerate() {
            if index > 0 {
                formatter.write_str("\n")?;
            }
            fault.fmt(formatter)?;
        }
        if self.dropped > 0 {
            write!(formatter, "\n... and {} more", self.dropped)?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// Line and column, counted from 1 in characters, of a byte offset.
pub(crate) fn line_and_column(text: &str, span: &Range<usize>) -> (usize, usize) {
    let before = text.get(..span.start.min(text.len())).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_file_place_field_value_and_rule() {
        let fault = Fault {
            file: "policy.toml".into(),
            at: Some((12, 5)),
            field: "plan[3].step[1].units".into(),
            got: "0".into(),
            rule: "it must lie between 1 and 20".into(),
        };
        assert_eq!(
            fault.to_string(),
            "policy.toml:12:5: invalid plan[3].step[1].units (got 0): it must lie between 1 and 20"
        );
    }

    #[test]
    fn columns_are_counted_in_characters() {
        let text = "a = 1\n名 = 0";
        assert_eq!(line_and_column(text, &(text.len() - 1..text.len())), (2, 5));
    }

    #[test]
    fn a_file_of_rubbish_is_cut_short() {
        let mut faults = Faults::none();
        (0..FAULTS_MAX + 3).for_each(|_| faults.append(Faults::of_file("x", "y", "z")));
        assert_eq!(faults.as_slice().len(), FAULTS_MAX);
        assert!(faults.to_string().ends_with("... and 3 more"));
    }

    #[test]
    fn what_is_left_out_is_counted_over_several_checks() {
        let of = |count: usize| {
            let mut faults = Faults::none();
            (0..count).for_each(|line| faults.append(Faults::of_file("policy.toml", line.to_string(), "a rule")));
            faults
        };
        let mut faults = of(FAULTS_MAX - 50);
        faults.append(of(FAULTS_MAX + 50));
        assert_eq!(faults.as_slice().len(), FAULTS_MAX);
        // Of the second's 200 that were kept 50 find room; 50 had been left out already.
        assert!(faults.to_string().ends_with("... and 200 more"), "{faults}");
    }
}
