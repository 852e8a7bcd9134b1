//! What goes on the record beside changes: who was refused at the rim, who read what, and how many refusals were left
//! out.

use serde::{Deserialize, Serialize};

use super::ids::{CommandId, Sequence};
use super::text::Text;
use super::time::EngineTime;

/// How many things a refused or reading entry names at most.
pub const SUBJECTS_MAX: usize = 16;

/// How many principals are counted apart among the refusals that were left out.
pub const LEFT_OUT_PRINCIPALS_MAX: usize = 64;

/// How an entry's command came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The command's name; empty in records of before it was kept.
    pub command: Text,
    /// When it reached the daemon; none in records of before it was kept.
    pub received_at: Option<EngineTime>,
}

/// A call that was refused before it became a command: bad input, a role that may not, no room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedAtRim {
    /// The command's or the method's name.
    pub command: Text,
    /// The machine-readable reason.
    pub reason: Text,
    /// In words, and without any value that the client sent: it may be personal.
    pub detail: Text,
    /// The things that it named, by their resource names.
    pub subjects: Vec<Text>,
}

/// A read of personal data, on the record before the data leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// An answer.
    Answer {
        /// The method.
        rpc: Text,
        /// The things that were read, by their resource names.
        subjects: Vec<Text>,
        /// What was asked for, where it was a list.
        query: Text,
        /// How many things the answer has.
        rows: u64,
    },
    /// A watch begins: from here on its reader sees every change within its scope.
    WatchOpened {
        /// The method.
        rpc: Text,
        /// What was asked for.
        query: Text,
        /// The last entry that the reader had; zero when it begins with everything that there is.
        from: Sequence,
    },
    /// A watch has ended.
    WatchEnded {
        /// The command of the entry with which it was opened.
        opened: CommandId,
        /// The last entry that was shown.
        through: Sequence,
    },
}

/// Refusals that were not recorded one by one, so that nobody can fill the disk with them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// From when on they are counted.
    pub since: EngineTime,
    /// By principal, in the order of their names; at most [`LEFT_OUT_PRINCIPALS_MAX`].
    pub principals: Vec<LeftOutOf>,
    /// Those of further principals.
    pub others: u64,
}

/// How many refusals of one principal were left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOutOf {
    /// Who was refused.
    pub principal: Text,
    /// How often.
    pub count: u64,
}

impl LeftOut {
    /// How many there are in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.principals.iter().fold(self.others, |sum, of| sum.saturating_add(of.count))
    }
}
