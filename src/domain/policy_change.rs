//! What one policy has otherwise than another, one difference at a time, in words that a supervisor reads.

use std::fmt;

/// What became of a thing in a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PolicyChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It stands at another place in its list; `before` and `after` say at which, counted from 1.
    Moved,
    /// One of its values is another.
    Changed,
}

/// One difference between two policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyChange {
    /// What kind of thing, such as `rule` or `plan`; `zone` and `place` for the other parts.
    pub section: String,
    /// Its name; empty for a table that there is only one of.
    pub name: String,
    /// The value in it; empty when the whole thing was added, removed or moved.
    pub field: String,
    /// What became of it.
    pub kind: PolicyChangeKind,
    /// What was there; empty for nothing.
    pub before: String,
    /// What is there now; empty for nothing.
    pub after: String,
}

impl fmt::Display for PolicyChange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.section)?;
        if !self.name.is_empty() {
            write!(formatter, " {:?}", self.name)?;
        }
        let Self { field, before, after, .. } = self;
        match (self.kind, field.is_empty()) {
            (PolicyChangeKind::Added, true) if after.is_empty() => formatter.write_str(" is new"),
            (PolicyChangeKind::Added, true) => write!(formatter, " is new: {after}"),
            (PolicyChangeKind::Removed, true) if before.is_empty() => formatter.write_str(" is gone"),
            (PolicyChangeKind::Removed, true) => write!(formatter, " is gone: {before}"),
            (PolicyChangeKind::Moved, _) => write!(formatter, " moved from place {before} to place {after}"),
            (PolicyChangeKind::Added, false) => write!(formatter, ": {field} is now {after}, was not said before"),
            (PolicyChangeKind::Removed, false) => write!(formatter, ": {field} was {before}, is not said any more"),
            (PolicyChangeKind::Changed, true) => write!(formatter, " is otherwise: {before} became {after}"),
            (PolicyChangeKind::Changed, false) => write!(formatter, ": {field} was {before}, is now {after}"),
        }
    }
}
