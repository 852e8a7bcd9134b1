//! How many units are free, by tier and by home zone and post: counted as the record goes, never by looking at everybody.

use std::collections::BTreeMap;

use crate::domain::ids::{PostId, ZoneId};
use crate::domain::unit::{Tier, Unit, UnitProfile};

/// The counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FreeUnits {
    tiers: BTreeMap<Tier, u32>,
    zones: BTreeMap<(ZoneId, Tier), u32>,
    posts: BTreeMap<(PostId, Tier), u32>,
}

impl FreeUnits {
    /// How many units of a tier are free, wherever they belong.
    #[must_use]
    pub fn in_tier(&self, tier: Tier) -> usize {
        self.tiers.get(&tier).map_or(0, |count| *count as usize)
    }

    /// How many units of a home zone and a tier are free.
    #[must_use]
    pub fn in_zone(&self, zone: Option<&ZoneId>, tier: Tier) -> usize {
        zone.and_then(|zone| self.zones.get(&(zone.clone(), tier))).map_or(0, |count| *count as usize)
    }

    /// How many units of a post and a tier are free.
    #[must_use]
    pub fn at_post(&self, post: Option<&PostId>, tier: Tier) -> usize {
        post.and_then(|post| self.posts.get(&(post.clone(), tier))).map_or(0, |count| *count as usize)
    }

    /// The counts of these units.
    pub(super) fn of<'a>(units: impl Iterator<Item = &'a Unit>) -> Self {
        let mut free = Self::default();
        units.for_each(|unit| free.turn(None, FreePlace::of(unit)));
        free
    }

    /// A unit has turned: where it was free, and where it is.
    pub(super) fn turn(&mut self, before: Option<FreePlace>, after: Option<FreePlace>) {
        if before == after {
            return;
        }
        if let Some(FreePlace { tier, zone, post }) = before {
            less_one(&mut self.tiers, &tier);
            if let Some(zone) = zone {
                less_one(&mut self.zones, &(zone, tier));
            }
            if let Some(post) = post {
                less_one(&mut self.posts, &(post, tier));
            }
        }
        if let Some(FreePlace { tier, zone, post }) = after {
            *self.tiers.entry(tier).or_default() += 1;
            if let Some(zone) = zone {
                *self.zones.entry((zone, tier)).or_default() += 1;
            }
            if let Some(post) = post {
                *self.posts.entry((post, tier)).or_default() += 1;
            }
        }
    }
}

/// Where a free unit counts.
#[derive(PartialEq, Eq)]
pub(super) struct FreePlace {
    tier: Tier,
    zone: Option<ZoneId>,
    post: Option<PostId>,
}

impl FreePlace {
    /// None for a unit that is not free.
    pub(super) fn of(unit: &Unit) -> Option<Self> {
        let UnitProfile { tier, home_zone, post, .. } = &unit.profile;
        let place = || Self { tier: *tier, zone: home_zone.clone(), post: post.clone() };
        unit.is_available().then(place)
    }
}

/// Nothing is kept of what has become none, so that equal states have equal counts.
fn less_one<K: Ord>(counts: &mut BTreeMap<K, u32>, key: &K) {
    if let Some(count) = counts.get_mut(key) {
        *count = count.saturating_sub(1);
        if *count == 0 {
            counts.remove(key);
        }
    }
}
