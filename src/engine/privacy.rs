//! What was erased of personal data, what is being erased, and what is held from it.
//!
//! The state keeps every erasure as long as its day has a key of any kind, so that whoever takes up the record can
//! destroy again what a copy of the keys would bring back.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::state::State;
use crate::domain::erasure::{ErasureTarget, HeldDays};
use crate::domain::event::Event;
use crate::domain::sealed::{KeyDay, RetentionKind, Slip};
use crate::domain::text::Text;

/// Where personal data stands on its way to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Privacy {
    ordered: BTreeSet<ErasureTarget>,
    days: BTreeSet<(RetentionKind, KeyDay)>,
    slips: BTreeSet<Slip>,
    held: BTreeMap<HeldDays, Text>,
}

impl Privacy {
    /// What was ordered to be erased and is not confirmed yet.
    #[must_use]
    pub const fn ordered(&self) -> &BTreeSet<ErasureTarget> {
        &self.ordered
    }

    /// The days that were erased, by kind.
    #[must_use]
    pub const fn days(&self) -> &BTreeSet<(RetentionKind, KeyDay)> {
        &self.days
    }

    /// The slips that were erased, of days that are not erased whole.
    #[must_use]
    pub const fn slips(&self) -> &BTreeSet<Slip> {
        &self.slips
    }

    /// The days that are held, each span with its reason.
    #[must_use]
    pub const fn held(&self) -> &BTreeMap<HeldDays, Text> {
        &self.held
    }

    /// Whether a day is held.
    #[must_use]
    pub fn holds(&self, day: KeyDay) -> bool {
        self.held.keys().any(|span| span.contains(day))
    }

    /// Whether a day of a kind was erased, or ordered to be.
    #[must_use]
    pub fn ends(&self, kind: RetentionKind, day: KeyDay) -> bool {
        self.days.contains(&(kind, day)) || self.ordered.contains(&ErasureTarget::Day { kind, day })
    }

    fn erase(&mut self, target: &ErasureTarget) {
        self.ordered.remove(target);
        match target {
            ErasureTarget::Day { kind, day } => {
                self.days.insert((*kind, *day));
                if RetentionKind::ALL.iter().all(|kind| self.days.contains(&(*kind, *day))) {
                    self.slips.retain(|slip| slip.day != *day);
                }
            }
            ErasureTarget::Of { slips, .. } => self.slips.extend(slips),
        }
    }
}

impl State {
    /// Where personal data stands on its way to its end.
    #[must_use]
    pub const fn privacy(&self) -> &Privacy {
        &self.privacy
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is in `apply`, without one")]
    pub(super) fn apply_to_privacy(&mut self, event: &Event) {
        match event {
            Event::ErasureOrdered { target, .. } => {
                self.privacy.ordered.insert(target.clone());
            }
            Event::PersonalDataErased { target } => self.privacy.erase(target),
            Event::PersonalDataHeld { days, reason } => {
                self.privacy.held.insert(*days, reason.clone());
            }
            Event::PersonalDataReleased { days, .. } => {
                self.privacy.held.remove(days);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use uuid::Uuid;

    use super::*;
    use crate::domain::erasure::ErasureSubject;
    use crate::domain::ids::IncidentId;

    /// Slips say what is gone of a day of which something is left; once nothing is, the day says it all.
    #[test]
    fn a_day_that_is_gone_whole_needs_no_slips() {
        let slip = |day| Slip { day: KeyDay(day), number: NonZeroU32::MIN };
        let subject = ErasureSubject::Incident(IncidentId::from_uuid(Uuid::from_u128(1)));
        let mut privacy = Privacy::default();
        privacy.erase(&ErasureTarget::Of { subject, slips: [slip(1), slip(2)].into() });
        for kind in RetentionKind::ALL {
            assert_eq!(*privacy.slips(), [slip(1), slip(2)].into(), "something of the day is left: {kind:?}");
            privacy.erase(&ErasureTarget::Day { kind, day: KeyDay(1) });
            assert!(privacy.days().contains(&(kind, KeyDay(1))) && privacy.ends(kind, KeyDay(1)), "{kind:?}");
            assert!(!privacy.ends(kind, KeyDay(2)), "{kind:?}");
        }
        assert_eq!(*privacy.slips(), [slip(2)].into(), "the other day is not gone");
    }
}
