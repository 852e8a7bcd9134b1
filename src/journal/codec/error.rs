//! Why a record could not be read: the sequence number, the field, what it held and which rule it breaks.

use std::fmt::Display;

use thiserror::Error;

use crate::domain::ids::Sequence;

/// Why a record is no entry.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum DecodeError {
    /// The record is of a kind or version that this binary does not know.
    #[error("entry {sequence} has the unknown record kind {kind} version {version}: a newer patrold wrote it")]
    UnknownRecord {
        /// The entry.
        sequence: Sequence,
        /// The kind in its frame.
        kind: u16,
        /// The version in its frame.
        version: u16,
    },
    /// An event is of a kind or version that this binary does not know.
    #[error("entry {sequence} holds the unknown event kind {kind} version {version}: a newer patrold wrote it")]
    UnknownEvent {
        /// The entry.
        sequence: Sequence,
        /// The event's kind.
        kind: u32,
        /// The event's version.
        version: u32,
    },
    /// A field does not hold what it must.
    #[error("entry {sequence}: invalid {field}: {problem}")]
    Field {
        /// The entry.
        sequence: Sequence,
        /// The path to the field, such as `events[0].incident.level`.
        field: String,
        /// What is wrong with it.
        problem: FieldProblem,
    },
}

/// What is wrong with a stored field.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum FieldProblem {
    /// It must be there and is not.
    #[error("it is missing")]
    Missing,
    /// An enum's number is zero, which stands for nothing.
    #[error("got the number 0, which stands for nothing")]
    Unspecified,
    /// An enum's number is not known.
    #[error("got the number {0}: a newer patrold may have written it")]
    UnknownNumber(i32),
    /// Bytes of a fixed length have another one.
    #[error("got {got} bytes: it has {expected}")]
    Length {
        /// How many there are.
        got: usize,
        /// How many there must be.
        expected: usize,
    },
    /// The domain refuses the value.
    #[error("{0}")]
    Refused(String),
    /// The bytes are no storage message.
    #[error("{0}")]
    Malformed(String),
}

/// A problem on its way up to where the sequence number is known; each level puts its name before the path.
#[derive(Debug)]
pub(super) struct FieldError {
    path: String,
    problem: FieldProblem,
}

impl FieldError {
    pub(super) fn refused(reason: impl Display) -> Self {
        FieldProblem::Refused(reason.to_string()).into()
    }

    /// The same problem, seen from the message that holds the field.
    pub(super) fn within(mut self, outer: impl Display) -> Self {
        self.path = match self.path.as_str() {
            "" => outer.to_string(),
            inner if inner.starts_with('[') => format!("{outer}{inner}"),
            inner => format!("{outer}.{inner}"),
        };
        self
    }

    pub(super) fn in_entry(self, sequence: Sequence) -> DecodeError {
        let field = if self.path.is_empty() { "entry".to_owned() } else { self.path };
        DecodeError::Field { sequence, field, problem: self.problem }
    }
}

impl From<FieldProblem> for FieldError {
    fn from(problem: FieldProblem) -> Self {
        Self { path: String::new(), problem }
    }
}

impl From<prost::DecodeError> for FieldError {
    fn from(error: prost::DecodeError) -> Self {
        FieldProblem::Malformed(error.to_string()).into()
    }
}
