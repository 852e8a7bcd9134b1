//! How much of the disk is left, as far as it decides what is taken.

use serde::{Deserialize, Serialize};

/// What is left of the disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DiskState {
    /// Enough: everything is taken.
    #[default]
    Ample,
    /// Little: everything is taken, and somebody must make room.
    Low,
    /// Only what was kept in reserve: levels 1 and 2 are taken, and what units say of themselves.
    Reserve,
}

impl DiskState {
    /// Every state, the best first.
    pub const ALL: [Self; 3] = [Self::Ample, Self::Low, Self::Reserve];

    /// The word used in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ample => "ample",
            Self::Low => "low",
            Self::Reserve => "reserve",
        }
    }
}

/// What the daemon found when it looked at its disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiskNote {
    /// What is left.
    pub state: DiskState,
    /// The same in bytes.
    pub free_bytes: u64,
}
