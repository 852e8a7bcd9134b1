//! The end of personal data: what is erased, by which rule, and what is held from it.
//!
//! An erasure goes on record twice. First that it was ordered, then, once the keys are destroyed and that is on disk,
//! that it was done. Between the two a crash costs nothing: whoever takes up the record destroys the keys again.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::ids::{IncidentId, ReportId};
use super::sealed::{KeyDay, RetentionKind, Slip};
use super::text::Text;

/// The most slips that one order erases: an incident has a few dozen.
pub const ERASED_SLIPS_MAX: usize = 10_000;

/// The most days that the end of their retention erases in one entry.
pub const ENDED_DAYS_MAX: usize = 64;

/// Whose data is erased before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ErasureSubject {
    /// Everything told about an incident: its reports, notes and feedback.
    Incident(IncidentId),
    /// What one report brought, and what was added to it.
    Report(ReportId),
}

/// What is erased.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ErasureTarget {
    /// Everything of a kind that was told on a day.
    Day {
        /// The kind.
        kind: RetentionKind,
        /// The day.
        day: KeyDay,
    },
    /// What was told about one thing.
    Of {
        /// The thing.
        subject: ErasureSubject,
        /// The slips that its texts were sealed under.
        slips: BTreeSet<Slip>,
    },
}

impl ErasureTarget {
    /// The days that it reaches into, each once.
    #[must_use]
    pub fn days(&self) -> BTreeSet<KeyDay> {
        match self {
            Self::Day { day, .. } => [*day].into(),
            Self::Of { slips, .. } => slips.iter().map(|slip| slip.day).collect(),
        }
    }
}

/// By which rule something is erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ErasureBasis {
    /// It was kept as long as the configuration says.
    Retention {
        /// How many days.
        kept_days: u32,
    },
    /// Somebody ordered it.
    Ordered {
        /// Why.
        reason: Text,
    },
}

/// Days whose personal data must not be erased, such as evidence in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct HeldDays {
    /// The first day.
    pub first: KeyDay,
    /// The last day.
    pub last: KeyDay,
}

impl HeldDays {
    /// Whether a day is among them.
    #[must_use]
    pub fn contains(&self, day: KeyDay) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// How long each kind of personal data is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Who called, in days.
    pub caller_days: u32,
    /// Addresses, in days.
    pub address_days: u32,
    /// What was told, in days.
    pub narrative_days: u32,
}

impl Retention {
    /// How many days a kind is kept.
    #[must_use]
    pub const fn days(&self, kind: RetentionKind) -> u32 {
        match kind {
            RetentionKind::Caller => self.caller_days,
            RetentionKind::Address => self.address_days,
            RetentionKind::Narrative => self.narrative_days,
        }
    }
}

/// A day whose retention has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EndedDay {
    /// The kind.
    pub kind: RetentionKind,
    /// The day.
    pub day: KeyDay,
    /// How many days it was to be kept.
    pub kept_days: u32,
}

/// What is asked about the end of personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErasureCommand {
    /// Somebody's data is erased before its time.
    Erase {
        /// Whose.
        subject: ErasureSubject,
        /// The slips of everything told about it; the rim asks the records for them.
        slips: BTreeSet<Slip>,
        /// Why.
        reason: Text,
    },
    /// The retention of days has ended.
    EndRetention {
        /// The days.
        days: Vec<EndedDay>,
    },
    /// The keys of what was ordered to be erased are destroyed.
    Confirm {
        /// What was erased.
        target: ErasureTarget,
    },
    /// Nothing of these days may be erased.
    Hold {
        /// The days.
        days: HeldDays,
        /// Why.
        reason: Text,
    },
    /// These days are held no longer.
    Release {
        /// The days, as they were held.
        days: HeldDays,
        /// Why.
        reason: Text,
    },
}

impl ErasureCommand {
    /// The command's name, in the record and in messages.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Erase { .. } => "erase_personal_data",
            Self::EndRetention { .. } => "end_retention",
            Self::Confirm { .. } => "confirm_erasure",
            Self::Hold { .. } => "hold_personal_data",
            Self::Release { .. } => "release_personal_data",
        }
    }

    /// Whether only the daemon itself asks for it.
    #[must_use]
    pub const fn is_own(&self) -> bool {
        matches!(self, Self::EndRetention { .. } | Self::Confirm { .. })
    }
}
