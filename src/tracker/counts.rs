//! Maintained counts of units by tier, presence and standing, so that "and 1,200 others" costs no scan.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};

use super::presence::Presence;
use crate::domain::candidate::PassReason;
use crate::domain::unit::Tier;

/// What is known of a unit's place, as far as choosing goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Inside the service area.
    Inside,
    /// Outside of it.
    Outside,
    /// Nowhere known.
    Unknown,
}

const STANDINGS: usize = 3;

/// As what a unit is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) tier: Tier,
    pub(super) presence: Presence,
    pub(super) standing: Standing,
}

/// One count for each tier × presence × standing.
#[derive(Debug)]
pub(super) struct Counts([AtomicU32; Tier::ALL.len() * Presence::ALL.len() * STANDINGS]);

impl Counts {
    pub(super) fn new() -> Self {
        Self(std::array::from_fn(|_| AtomicU32::new(0)))
    }

    pub(super) fn add(&self, unit: Counted) {
        if let Some(count) = self.at(unit) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    pub(super) fn subtract(&self, unit: Counted) {
        if let Some(count) = self.at(unit) {
            count.fetch_sub(1, Ordering::Relaxed);
        }
    }

    fn get(&self, tier: Tier, presence: Presence, standing: Standing) -> u32 {
        self.at(Counted { tier, presence, standing }).map_or(0, |count| count.load(Ordering::Relaxed))
    }

    /// How many units of a tier are enrolled with this presence, wherever they are.
    pub(super) fn present(&self, tier: Tier, presence: Presence) -> u32 {
        [Standing::Inside, Standing::Outside, Standing::Unknown]
            .map(|standing| self.get(tier, presence, standing))
            .into_iter()
            .sum()
    }

    /// How many units of these tiers can be chosen.
    pub(super) fn available(&self, tiers: &BTreeSet<Tier>) -> u32 {
        tiers.iter().map(|tier| self.get(*tier, Presence::Available, Standing::Inside)).sum()
    }

    /// How many more units of these tiers are on duty, by the reason that bars them, without zeros.
    pub(super) fn others(&self, tiers: &BTreeSet<Tier>) -> Vec<(PassReason, u32)> {
        let sum = |presence, standings: &[Standing]| -> u32 {
            tiers.iter().flat_map(|tier| standings.iter().map(|standing| self.get(*tier, presence, *standing))).sum()
        };
        let anywhere = [Standing::Inside, Standing::Outside, Standing::Unknown];
        let mut others = vec![
            (PassReason::OnDispatch, sum(Presence::Engaged, &anywhere)),
            (PassReason::Unavailable, sum(Presence::Unavailable, &anywhere)),
            (PassReason::NoPosition, sum(Presence::Available, &[Standing::Unknown])),
            (PassReason::OutsideServiceArea, sum(Presence::Available, &[Standing::Outside])),
        ];
        others.retain(|(_, count)| *count > 0);
        others
    }

    fn at(&self, unit: Counted) -> Option<&AtomicU32> {
        let tier = match unit.tier {
            Tier::City => 0,
            Tier::Town => 1,
            Tier::Village => 2,
        };
        let presence = match unit.presence {
            Presence::Off => 0,
            Presence::Available => 1,
            Presence::Unavailable => 2,
            Presence::Engaged => 3,
        };
        let standing = match unit.standing {
            Standing::Inside => 0,
            Standing::Outside => 1,
            Standing::Unknown => 2,
        };
        self.0.get((tier * Presence::ALL.len() + presence) * STANDINGS + standing)
    }
}
