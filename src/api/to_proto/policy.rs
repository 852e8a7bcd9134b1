//! Policies as they were activated.

use super::super::proto;
use super::super::twins::Twin;
use crate::domain::classification::{Level, PolicyBundle};
use crate::domain::duty_level::DutyLevel;
use crate::domain::policy_change::PolicyChange;

/// A whole policy, with its parts as they were written.
#[must_use]
pub fn policy(bundle: &PolicyBundle, parts: Option<proto::PolicyParts>) -> proto::Policy {
    proto::Policy { revision: bundle.revision, hash: bundle.hash.to_string(), bundle: bundle.bytes.to_vec(), parts }
}

/// One difference between two policies.
#[must_use]
pub fn policy_change(change: &PolicyChange) -> proto::PolicyChange {
    let words = change.to_string();
    let PolicyChange { section, name, field, kind, before, after } = change.clone();
    proto::PolicyChange { kind: kind.number(), section, entry: name, field, before, after, words }
}

/// A posture of the city.
#[must_use]
pub fn duty_level(level: &DutyLevel) -> proto::DutyLevel {
    let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    proto::DutyLevel {
        duty_level: level.id.to_string(),
        name_zh: level.name_zh.to_string(),
        name_en: level.name_en.to_string(),
        clocks_percent: level.clocks_percent,
        reserve_extra_units: small(level.reserve_extra),
        extra_units: Level::ALL.map(|severity| small(level.extra_units(severity))).to_vec(),
        widen: level.widen,
    }
}
