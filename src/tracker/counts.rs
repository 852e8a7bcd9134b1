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
    /// Whether more than its post is known.
    pub(super) is_seen: bool,
}

/// One count for each tier × presence × standing, and how many of a tier are on the map with more than a post.
#[derive(Debug)]
pub(super) struct Counts {
    all: [AtomicU32; Tier::ALL.len() * Presence::ALL.len() * STANDINGS],
    seen: [AtomicU32; Tier::ALL.len()],
}

impl Counts {
    pub(super) fn new() -> Self {
        let none = |_| AtomicU32::new(0);
        Self { all: std::array::from_fn(none), seen: std::array::from_fn(none) }
    }

    pub(super) fn add(&self, unit: Counted) {
        for count in self.of(unit) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    pub(super) fn subtract(&self, unit: Counted) {
        for count in self.of(unit) {
            count.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// How many units of a tier are on the map with more than a post.
    pub(super) fn seen(&self, tier: Tier) -> u32 {
        self.seen.get(place_of(tier)).map_or(0, |count| count.load(Ordering::Relaxed))
    }

    fn of(&self, unit: Counted) -> impl Iterator<Item = &AtomicU32> {
        let Counted { tier, presence, standing, is_seen } = unit;
        let seen = (is_seen && presence != Presence::Off).then(|| self.seen.get(place_of(tier))).flatten();
        self.at(tier, presence, standing).into_iter().chain(seen)
    }

    pub(super) fn get(&self, tier: Tier, presence: Presence, standing: Standing) -> u32 {
        self.at(tier, presence, standing).map_or(0, |count| count.load(Ordering::Relaxed))
    }

    /// How many units of a tier stand on the map in one of these presences.
    pub(super) fn on_map(&self, tier: Tier, presences: &[Presence]) -> u32 {
        let places = [Standing::Inside, Standing::Outside];
        presences.iter().flat_map(|presence| places.map(|place| self.get(tier, *presence, place))).sum()
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

    fn at(&self, tier: Tier, presence: Presence, standing: Standing) -> Option<&AtomicU32> {
        let presence = match presence {
            Presence::Off => 0,
            Presence::Available => 1,
            Presence::Unavailable => 2,
            Presence::Engaged => 3,
        };
        let standing = match standing {
            Standing::Inside => 0,
            Standing::Outside => 1,
            Standing::Unknown => 2,
        };
        self.all.get((place_of(tier) * Presence::ALL.len() + presence) * STANDINGS + standing)
    }
}

const fn place_of(tier: Tier) -> usize {
    match tier {
        Tier::City => 0,
        Tier::Town => 1,
        Tier::Village => 2,
    }
}
