//! How long personal data is kept.

use crate::domain::erasure::Retention;
use crate::policy::section::Section;

/// A century.
const DAYS_MAX: u64 = 36_600;

pub(super) fn retention(section: &Section<'_>) -> Retention {
    let days = |key| u32::try_from(section.integer(key, 1..=DAYS_MAX)).unwrap_or(u32::MAX);
    Retention {
        caller_days: days("caller_days"),
        address_days: days("address_days"),
        narrative_days: days("narrative_days"),
    }
}
