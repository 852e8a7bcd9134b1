//! The 593 villages and communities (`domain.md`), each with a point and the radius of its beat.

use super::InvalidCity;
use super::chance::Chance;
use super::places::apportion;
use super::plane::Spot;
use super::zones::{Zone, Zones};
use crate::domain::geo::Point;
use crate::domain::ids::{PostId, ZoneId};

/// How many villages and communities there are.
pub const COMMUNITIES: u32 = 593;
/// The fewest in one zone.
const PER_ZONE_MIN: u32 = 4;
/// Candidates for each new community: the one farthest from the others is taken, so that they spread out.
const CANDIDATES: u32 = 10;

/// A village or community.
#[derive(Clone, Debug)]
pub struct Community {
    /// Its name, such as `虎门12社区`; also the name of its post.
    pub name: PostId,
    /// The zone that it lies in.
    pub zone: ZoneId,
    /// Its number in the zone, from 1.
    pub number: u32,
    /// Where its office stands.
    pub at: Point,
    /// How far its patrols walk from there, in metres.
    pub beat_radius_m: f64,
}

/// The communities of a seed's city, by zone and number.
///
/// # Errors
/// When a name is too long, which the tests rule out.
pub fn communities(seed: u64, zones: &Zones) -> Result<Vec<Community>, InvalidCity> {
    let mut chance = Chance::new(seed, "communities");
    let counts = apportion(COMMUNITIES, PER_ZONE_MIN, &zones.populations());
    let mut all = Vec::new();
    for (zone, count) in zones.all().iter().zip(counts) {
        let beat_radius_m = (zone.area_km2 * 1e6 / f64::from(count.max(1)) / std::f64::consts::PI).sqrt();
        for (number, spot) in (1..).zip(spread(zone, count, &mut chance)) {
            all.push(Community {
                name: PostId::new(&format!("{}{number:02}社区", zone.short))?,
                zone: zone.id.clone(),
                number,
                at: spot.point(),
                beat_radius_m,
            });
        }
    }
    Ok(all)
}

/// Places in a zone that keep away from each other (Mitchell's best candidate).
fn spread(zone: &Zone, count: u32, chance: &mut Chance) -> Vec<Spot> {
    let mut taken: Vec<Spot> = Vec::new();
    for _ in 0..count {
        let mut best = (f64::NEG_INFINITY, zone.any_spot(chance));
        for _ in 1..CANDIDATES {
            let spot = zone.any_spot(chance);
            let room = taken.iter().map(|other| other.distance_m(spot)).fold(f64::MAX, f64::min);
            if room > best.0 {
                best = (room, spot);
            }
        }
        taken.push(best.1);
    }
    taken
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_593_of_them_each_in_its_zone_and_every_zone_has_some() {
        let zones = Zones::new(11).expect("zones");
        let all = communities(11, &zones).expect("communities");
        assert_eq!(all.len(), 593);
        assert_eq!(all.iter().map(|community| &community.name).collect::<BTreeSet<_>>().len(), 593);
        for community in &all {
            assert_eq!(zones.at(community.at).map(|zone| &zone.id), Some(&community.zone));
            assert!((200.0..4_000.0).contains(&community.beat_radius_m), "{}", community.beat_radius_m);
        }
        let zones_with_some: BTreeSet<_> = all.iter().map(|community| &community.zone).collect();
        assert_eq!(zones_with_some.len(), 33);
    }
}
