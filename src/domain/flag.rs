//! Flags of a report: what the call-taker ticks while the caller still talks.

use serde::{Deserialize, Serialize};

/// A circumstance that a report names besides its type: one tick each, a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ReportFlag {
    /// Somebody has a weapon (持械).
    Weapon,
    /// Somebody is injured (有人受伤).
    Injured,
    /// Somebody is trapped (有人被困).
    Trapped,
    /// Gas, chemicals or explosives (危险物品).
    HazardousMaterial,
    /// A child is concerned (涉及儿童).
    Child,
    /// Many people stand around or take part (人群聚集).
    Crowd,
    /// It is going on now (正在发生).
    InProgress,
    /// Whoever did it is still there (嫌疑人在场).
    SuspectOnScene,
    /// Whoever did it has just gone, and may still be met on the way (嫌疑人刚逃离).
    SuspectFleeing,
    /// A police officer is concerned (涉及民警).
    OfficerInvolved,
    /// The caller speaks a language that needs an interpreter (需要翻译).
    ForeignLanguage,
    /// The caller cannot speak freely or not at all (不便说话).
    CannotSpeak,
}

impl ReportFlag {
    /// Every flag.
    pub const ALL: [Self; 12] = [
        Self::Weapon,
        Self::Injured,
        Self::Trapped,
        Self::HazardousMaterial,
        Self::Child,
        Self::Crowd,
        Self::InProgress,
        Self::SuspectOnScene,
        Self::SuspectFleeing,
        Self::OfficerInvolved,
        Self::ForeignLanguage,
        Self::CannotSpeak,
    ];

    /// The word used in policy files and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Weapon => "weapon",
            Self::Injured => "injured",
            Self::Trapped => "trapped",
            Self::HazardousMaterial => "hazardous_material",
            Self::Child => "child",
            Self::Crowd => "crowd",
            Self::InProgress => "in_progress",
            Self::SuspectOnScene => "suspect_on_scene",
            Self::SuspectFleeing => "suspect_fleeing",
            Self::OfficerInvolved => "officer_involved",
            Self::ForeignLanguage => "foreign_language",
            Self::CannotSpeak => "cannot_speak",
        }
    }
}
