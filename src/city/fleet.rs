//! Who patrols: the forces of the three tiers, their posts, crews and gateways, as on a busy day.
//!
//! | force | tier | units | crew |
//! |---|---|---|---|
//! | `swat` | city | 60 vans and cars | 4 to 6 officers, armed |
//! | `iron-riders` | city | 1,251 motorcycles | 1 rider |
//! | `town-patrol` | town | 1,840 cars, by population | 2 to 4, an officer in most |
//! | `community-patrol` | village | 593, on foot and by bicycle | 8 to 12 auxiliaries |
//!
//! 1,251 riders, 593 communities and more than 13,000 people on a holiday are facts of `domain.md`; the other numbers
//! are chosen so that the people add up.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::InvalidCity;
use super::chance::Chance;
use super::communities::Community;
use super::places::{District, apportion};
use super::zones::{Zone, Zones};
use crate::domain::geo::Point;
use crate::domain::ids::{Capability, DeviceId, ForceId, GatewayId, PersonId, PostId, UnitId, VehicleId};
use crate::domain::roster::{GatewayGrant, Roster};
use crate::domain::text::Text;
use crate::domain::unit::{CheckIn, Crew, CrewMember, Post, Rank, Tier, UnitKind, UnitProfile};

/// Units of the patrol special police.
pub const SWAT_UNITS: u32 = 60;
/// Motorcycle riders (`domain.md`).
pub const RIDERS: u32 = 1_251;
/// Town patrols in all zones together.
pub const TOWN_UNITS: u32 = 1_840;
/// The fewest town patrols in one zone.
const TOWN_UNITS_MIN: u32 = 12;

/// Where a unit spends its free time.
#[derive(Clone, Debug, PartialEq)]
pub enum Roam {
    /// All over the city.
    City,
    /// In its home zone.
    Zone,
    /// Around a post.
    Beat {
        /// How far from it, in metres.
        radius_m: f64,
    },
}

/// One unit as it begins its duty.
#[derive(Clone, Debug)]
pub struct Patrol {
    /// As the roster has it.
    pub profile: UnitProfile,
    /// What it declares when it checks in; `shift_ends_at` is left to the caller, who knows the day.
    pub check_in: CheckIn,
    /// Where it starts: its post.
    pub starts_at: Point,
    /// Where it goes from there.
    pub roam: Roam,
}

/// All patrols of the city.
#[derive(Clone, Debug)]
pub struct Fleet {
    /// Every unit: city tier first, then towns, then communities.
    pub patrols: Vec<Patrol>,
    /// Every post.
    pub posts: Vec<Post>,
    /// Which gateway speaks for which units: one a district for its town patrols, one for its communities.
    pub gateways: Vec<GatewayGrant>,
}

impl Fleet {
    /// The fleet of a seed's city.
    ///
    /// # Errors
    /// When a name or a crew is refused, which the tests rule out.
    pub fn new(seed: u64, zones: &Zones, communities: &[Community]) -> Result<Self, InvalidCity> {
        let mut draft = Draft::new(seed);
        draft.swat(zones)?;
        draft.riders(zones)?;
        draft.towns(zones)?;
        draft.communities(zones, communities)?;
        let grants = draft.grants.into_iter().map(|(gateway, units)| GatewayGrant { gateway, units: Arc::new(units) });
        Ok(Self { patrols: draft.patrols, posts: draft.posts, gateways: grants.collect() })
    }

    /// The roster to import.
    #[must_use]
    pub fn roster(&self) -> Roster {
        Roster {
            units: self.patrols.iter().map(|patrol| patrol.profile.clone()).collect(),
            posts: self.posts.clone(),
            gateways: self.gateways.clone(),
        }
    }

    /// How many people are on patrol when every unit is.
    #[must_use]
    pub fn personnel(&self) -> usize {
        self.patrols.iter().map(|patrol| patrol.check_in.crew.members().len()).sum()
    }
}

/// What is said of one unit before it is put together.
struct Draw<'a> {
    callsign: String,
    tier: Tier,
    force: &'static str,
    kind: UnitKind,
    home: Option<&'a Zone>,
    post: &'a Post,
    officers: u32,
    auxiliaries: u32,
    armed: bool,
    capabilities: Vec<&'static str>,
    radio_group: String,
    has_device: bool,
    roam: Roam,
}

/// A fleet in the making.
struct Draft {
    chance: Chance,
    officers: u32,
    auxiliaries: u32,
    patrols: Vec<Patrol>,
    posts: Vec<Post>,
    grants: BTreeMap<GatewayId, BTreeSet<UnitId>>,
}

impl Draft {
    fn new(seed: u64) -> Self {
        Self {
            chance: Chance::new(seed, "fleet"),
            officers: 0,
            auxiliaries: 0,
            patrols: Vec::new(),
            posts: Vec::new(),
            grants: BTreeMap::new(),
        }
    }

    /// Two vans for every car, from one base in each district's most populous zone.
    fn swat(&mut self, zones: &Zones) -> Result<(), InvalidCity> {
        let mut bases = Vec::new();
        for district in District::ALL {
            let zones = zones.all().iter().filter(|zone| zone.district == district);
            if let Some(zone) = zones.max_by_key(|zone| zone.population_thousands) {
                bases.push(self.post(&format!("特警基地-{}", zone.short), zone.centroid)?);
            }
        }
        for (number, post) in (1..=SWAT_UNITS).zip(bases.iter().cycle()) {
            let officers = self.chance.whole(4, 6);
            self.enlist(Draw {
                callsign: format!("SWAT-{number:02}"),
                tier: Tier::City,
                force: "swat",
                kind: if number % 3 == 0 { UnitKind::Car } else { UnitKind::Van },
                home: None,
                post,
                officers,
                auxiliaries: 0,
                armed: true,
                capabilities: vec!["armed", "first-aid"],
                radio_group: "全市-特警".to_owned(),
                has_device: true,
                roam: Roam::City,
            })?;
        }
        Ok(())
    }

    /// One rider a motorcycle, from two stands in every zone; a third are officers, half of those armed.
    fn riders(&mut self, zones: &Zones) -> Result<(), InvalidCity> {
        let mut number = 0;
        for (zone, count) in zones.all().iter().zip(apportion(RIDERS, 8, &zones.populations())) {
            let stands = [self.stand("铁骑驻点", zone, 1)?, self.stand("铁骑驻点", zone, 2)?];
            for post in stands.iter().cycle().take(usize::try_from(count).unwrap_or(0)) {
                number += 1;
                let is_officer = self.chance.happens(0.35);
                let armed = is_officer && self.chance.happens(0.5);
                let mut capabilities = vec!["traffic", "first-aid"];
                capabilities.extend(armed.then_some("armed"));
                self.enlist(Draw {
                    callsign: format!("TQ{number:04}"),
                    tier: Tier::City,
                    force: "iron-riders",
                    kind: UnitKind::Motorcycle,
                    home: None,
                    post,
                    officers: u32::from(is_officer),
                    auxiliaries: u32::from(!is_officer),
                    armed,
                    capabilities,
                    radio_group: format!("铁骑-{}", zone.district.as_str()),
                    has_device: true,
                    roam: Roam::City,
                })?;
            }
        }
        Ok(())
    }

    /// Cars from three stations in every zone.
    fn towns(&mut self, zones: &Zones) -> Result<(), InvalidCity> {
        for (zone, count) in zones.all().iter().zip(apportion(TOWN_UNITS, TOWN_UNITS_MIN, &zones.populations())) {
            let stations =
                [self.stand("派出所", zone, 1)?, self.stand("派出所", zone, 2)?, self.stand("派出所", zone, 3)?];
            for (number, post) in (1..=count).zip(stations.iter().cycle()) {
                let crew = self.chance.whole(2, 4);
                let officers = if self.chance.happens(0.15) { 0 } else { self.chance.whole(1, 2) };
                let armed = officers > 0 && self.chance.happens(0.5);
                let mut capabilities = vec!["traffic"];
                capabilities.extend(armed.then_some("armed"));
                capabilities.extend(self.chance.happens(0.5).then_some("first-aid"));
                let unit = self.enlist(Draw {
                    callsign: format!("{}-{number:02}", zone.short),
                    tier: Tier::Town,
                    force: "town-patrol",
                    kind: UnitKind::Car,
                    home: Some(zone),
                    post,
                    officers,
                    auxiliaries: crew - officers,
                    armed,
                    capabilities,
                    radio_group: zone.id.as_str().to_owned(),
                    has_device: true,
                    roam: Roam::Zone,
                })?;
                self.grant("town", zone, unit)?;
            }
        }
        Ok(())
    }

    /// Auxiliaries around their community's office; one in ten is reached by voice only.
    fn communities(&mut self, zones: &Zones, communities: &[Community]) -> Result<(), InvalidCity> {
        for community in communities {
            let Some(zone) = zones.get(&community.zone) else { continue };
            let post = Post { id: community.name.clone(), at: community.at };
            self.posts.push(post.clone());
            let auxiliaries = self.chance.whole(8, 12);
            let has_device = self.chance.happens(0.9);
            let kind = if self.chance.happens(0.4) { UnitKind::Bicycle } else { UnitKind::Foot };
            let capabilities = Vec::from_iter(self.chance.happens(0.3).then_some("first-aid"));
            let unit = self.enlist(Draw {
                callsign: format!("C-{}-{:02}", zone.short, community.number),
                tier: Tier::Village,
                force: "community-patrol",
                kind,
                home: Some(zone),
                post: &post,
                officers: 0,
                auxiliaries,
                armed: false,
                capabilities,
                radio_group: zone.id.as_str().to_owned(),
                has_device,
                roam: Roam::Beat { radius_m: community.beat_radius_m },
            })?;
            if has_device {
                self.grant("village", zone, unit)?;
            }
        }
        Ok(())
    }

    fn enlist(&mut self, draw: Draw<'_>) -> Result<UnitId, InvalidCity> {
        let id = UnitId::new(&draw.callsign)?;
        let rides = !matches!(draw.kind, UnitKind::Foot | UnitKind::Bicycle);
        let check_in = CheckIn {
            crew: self.crew(draw.officers, draw.auxiliaries)?,
            vehicle: rides.then(|| VehicleId::new(&format!("V-{}", draw.callsign))).transpose()?,
            device: draw.has_device.then(|| DeviceId::new(&format!("D-{}", draw.callsign))).transpose()?,
            armed: draw.armed,
            radio_group: Text::new(draw.radio_group)?,
            shift_ends_at: None,
        };
        let profile = UnitProfile {
            id: id.clone(),
            tier: draw.tier,
            force: ForceId::new(draw.force)?,
            kind: draw.kind,
            home_zone: draw.home.map(|zone| zone.id.clone()),
            post: Some(draw.post.id.clone()),
            capabilities: draw.capabilities.into_iter().map(Capability::new).collect::<Result<_, _>>()?,
            parent: None,
        };
        self.patrols.push(Patrol { profile, check_in, starts_at: draw.post.at, roam: draw.roam });
        Ok(id)
    }

    /// People who are in no other crew: officers have a badge number of six digits, auxiliaries one that begins with F.
    fn crew(&mut self, officers: u32, auxiliaries: u32) -> Result<Crew, InvalidCity> {
        let mut members = Vec::new();
        for _ in 0..officers {
            self.officers += 1;
            let person = PersonId::new(&format!("{:06}", self.officers))?;
            members.push(CrewMember { person, rank: Rank::Officer });
        }
        for _ in 0..auxiliaries {
            self.auxiliaries += 1;
            let person = PersonId::new(&format!("F{:05}", self.auxiliaries))?;
            members.push(CrewMember { person, rank: Rank::Auxiliary });
        }
        Ok(Crew::new(members)?)
    }

    fn stand(&mut self, what: &str, zone: &Zone, number: u32) -> Result<Post, InvalidCity> {
        let at = zone.sample(&mut self.chance);
        self.post(&format!("{what}-{}-{number}", zone.short), at)
    }

    fn post(&mut self, name: &str, at: Point) -> Result<Post, InvalidCity> {
        let post = Post { id: PostId::new(name)?, at };
        self.posts.push(post.clone());
        Ok(post)
    }

    fn grant(&mut self, tier: &str, zone: &Zone, unit: UnitId) -> Result<(), InvalidCity> {
        let gateway = GatewayId::new(&format!("gw-{tier}-{}", zone.district.as_str()))?;
        self.grants.entry(gateway).or_default().insert(unit);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::communities::communities;
    use super::*;

    fn fleet(seed: u64) -> (Zones, Fleet) {
        let zones = Zones::new(seed).expect("zones");
        let communities = communities(seed, &zones).expect("communities");
        let fleet = Fleet::new(seed, &zones, &communities).expect("a fleet");
        (zones, fleet)
    }

    #[test]
    fn the_forces_have_their_strength() {
        for seed in 0..8 {
            let (_, fleet) = fleet(seed);
            let strength =
                |force: &str| fleet.patrols.iter().filter(|patrol| patrol.profile.force.as_str() == force).count();
            assert_eq!(strength("swat"), 60);
            assert_eq!(strength("iron-riders"), 1_251);
            assert_eq!(strength("town-patrol"), 1_840);
            assert_eq!(strength("community-patrol"), 593);
            let personnel = fleet.personnel();
            assert!((12_500..=13_500).contains(&personnel), "seed {seed}: {personnel} people");
        }
    }

    #[test]
    fn callsigns_are_unique_and_nobody_is_in_two_units() {
        let (_, fleet) = fleet(42);
        let callsigns: BTreeSet<_> = fleet.patrols.iter().map(|patrol| &patrol.profile.id).collect();
        assert_eq!(callsigns.len(), fleet.patrols.len());
        let people: BTreeSet<_> =
            fleet.patrols.iter().flat_map(|patrol| patrol.check_in.crew.members()).map(|m| &m.person).collect();
        assert_eq!(people.len(), fleet.personnel());
        for callsign in ["SWAT-03", "TQ0001", "TQ1251", "虎门-07", "C-虎门-12"] {
            assert!(callsigns.contains(&UnitId::new(callsign).expect("a callsign")), "{callsign}");
        }
    }

    #[test]
    fn every_unit_has_a_post_in_its_zone_and_weapons_only_in_sworn_hands() {
        let (zones, fleet) = fleet(42);
        let posts: BTreeMap<_, _> = fleet.posts.iter().map(|post| (&post.id, post.at)).collect();
        assert_eq!(posts.len(), fleet.posts.len(), "post names are unique");
        for Patrol { profile, check_in, starts_at, .. } in &fleet.patrols {
            assert_eq!(profile.post.as_ref().and_then(|post| posts.get(post)), Some(starts_at));
            let zone = zones.at(*starts_at).expect("a post in the city");
            assert!(profile.home_zone.as_ref().is_none_or(|home| *home == zone.id), "{}", profile.id);
            assert!(!check_in.armed || check_in.crew.count(Rank::Officer) > 0, "{}", profile.id);
            assert_eq!(profile.capabilities.contains("armed"), check_in.armed);
        }
    }

    #[test]
    fn the_policy_for_dongguan_knows_every_force_and_capability() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/config/policy/dongguan.toml");
        let Ok(policy) = std::fs::read_to_string(path) else {
            eprintln!("skipped: no policy file");
            return;
        };
        let (_, fleet) = fleet(1);
        let profiles = fleet.patrols.iter().map(|patrol| &patrol.profile);
        let forces = profiles.clone().map(|profile| profile.force.as_str());
        let capabilities = profiles.flat_map(|profile| &profile.capabilities).map(Capability::as_str);
        for word in forces.chain(capabilities).collect::<BTreeSet<_>>() {
            assert!(policy.contains(&format!("id = \"{word}\"")), "{word}");
        }
    }

    #[test]
    fn most_town_patrols_have_an_officer_on_board() {
        let (_, fleet) = fleet(7);
        let town: Vec<_> = fleet.patrols.iter().filter(|patrol| patrol.profile.tier == Tier::Town).collect();
        let with_officer = town.iter().filter(|patrol| patrol.check_in.crew.count(Rank::Officer) > 0).count();
        assert!(with_officer * 10 > town.len() * 8, "{with_officer} of {}", town.len());
        assert!(town.iter().all(|patrol| (2..=4).contains(&patrol.check_in.crew.members().len())));
    }

    #[test]
    fn a_gateway_speaks_for_every_town_and_village_unit_with_a_device_and_for_no_other() {
        let (_, fleet) = fleet(7);
        assert_eq!(fleet.gateways.len(), 12);
        let spoken_for: Vec<_> = fleet.gateways.iter().flat_map(|grant| grant.units.iter()).collect();
        let expected: BTreeSet<_> = fleet
            .patrols
            .iter()
            .filter(|patrol| patrol.profile.tier != Tier::City && patrol.check_in.device.is_some())
            .map(|patrol| &patrol.profile.id)
            .collect();
        assert_eq!(spoken_for.len(), expected.len(), "no unit has two gateways");
        assert_eq!(spoken_for.into_iter().collect::<BTreeSet<_>>(), expected);
    }
}
