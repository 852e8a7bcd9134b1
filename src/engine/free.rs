//! How many units are free, by home zone, post and tier: counted as the record goes, never by looking at everybody.

use std::collections::BTreeMap;

use crate::domain::ids::{PostId, ZoneId};
use crate::domain::unit::{Tier, Unit, UnitProfile};

/// The counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FreeUnits {
    zones: BTreeMap<(ZoneId, Tier), u32>,
    posts: BTreeMap<(PostId, Tier), u32>,
}

impl FreeUnits {
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

    /// A unit has turned: what it was, and what it is.
    pub(super) fn turn(&mut self, before: Option<&Unit>, after: Option<&Unit>) {
        let (was, is) = (before.and_then(free), after.and_then(free));
        let counted_as = |profile: &UnitProfile| (profile.tier, profile.home_zone.clone(), profile.post.clone());
        if was.map(counted_as) != is.map(counted_as) {
            if let Some(profile) = was {
                self.remove(profile);
            }
            if let Some(profile) = is {
                self.add(profile);
            }
        }
    }

    fn add(&mut self, profile: &UnitProfile) {
        if let Some(zone) = &profile.home_zone {
            *self.zones.entry((zone.clone(), profile.tier)).or_default() += 1;
        }
        if let Some(post) = &profile.post {
            *self.posts.entry((post.clone(), profile.tier)).or_default() += 1;
        }
    }

    fn remove(&mut self, profile: &UnitProfile) {
        if let Some(zone) = &profile.home_zone {
            less_one(&mut self.zones, &(zone.clone(), profile.tier));
        }
        if let Some(post) = &profile.post {
            less_one(&mut self.posts, &(post.clone(), profile.tier));
        }
    }
}

fn free(unit: &Unit) -> Option<&UnitProfile> {
    unit.is_available().then_some(&unit.profile)
}

/// Nothing is kept of what has become none, so that equal states have equal bytes.
fn less_one<K: Ord>(counts: &mut BTreeMap<K, u32>, key: &K) {
    if let Some(count) = counts.get_mut(key) {
        *count = count.saturating_sub(1);
        if *count == 0 {
            counts.remove(key);
        }
    }
}
