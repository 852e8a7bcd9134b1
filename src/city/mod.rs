//! A city of the size of Dongguan, made from a seed: for the demonstration, the load generator and the simulation.
//!
//! Flow: a seed gives zones (`zones`, cut by `partition` for the `places`), communities, the `fleet` that patrols them,
//! an endless stream of reports (`demand`, after the tables in `rhythm` and `mix`), and for each unit a way to move and
//! to behave (`motion`).
//!
//! Invariants: nothing here reads a clock, a file or the network; the same seed gives the same bytes for ever, on every
//! platform (`chance` and `plane` say how); no name, number or story here belongs to a real person. The city imports
//! the domain's words and nothing else of the house.

pub mod chance;
pub mod communities;
pub mod demand;
pub mod fleet;
pub mod mix;
pub mod motion;
mod partition;
pub mod places;
mod plane;
pub mod rhythm;
pub mod zones;

use std::sync::Arc;

use thiserror::Error;

use crate::domain::ids::InvalidName;
use crate::domain::text::InvalidText;
use crate::domain::unit::InvalidCrew;
use communities::{Community, communities};
use demand::DemandStream;
use fleet::{Fleet, Patrol};
use motion::Mover;
use zones::Zones;

/// Why a city could not be made. It is made from names written in this room, which the tests try, so this is a fault
/// of the program and never of the seed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum InvalidCity {
    /// A name breaks the domain's rules.
    #[error(transparent)]
    Name(#[from] InvalidName),
    /// A text breaks the domain's rules.
    #[error(transparent)]
    Text(#[from] InvalidText),
    /// A crew breaks the domain's rules.
    #[error(transparent)]
    Crew(#[from] InvalidCrew),
}

/// The seed of the city whose zones are built in.
pub const BUILT_IN_SEED: u64 = 1;

/// A whole city.
#[derive(Clone, Debug)]
pub struct City {
    /// What it was made from.
    pub seed: u64,
    /// Its 33 zones.
    pub zones: Arc<Zones>,
    /// Its 593 villages and communities.
    pub communities: Vec<Community>,
    /// Everyone who patrols it.
    pub fleet: Fleet,
}

impl City {
    /// The city of a seed.
    ///
    /// # Errors
    /// When a name that is written in this room breaks the domain's rules.
    pub fn new(seed: u64) -> Result<Self, InvalidCity> {
        let zones = Zones::new(seed)?;
        let communities = communities(seed, &zones)?;
        let fleet = Fleet::new(seed, &zones, &communities)?;
        Ok(Self { seed, zones: Arc::new(zones), communities, fleet })
    }

    /// The city's reports from midnight of day 0 on, in the order of time, without end.
    ///
    /// # Errors
    /// When a type code in [`mix`] breaks the domain's rules.
    pub fn demand(&self, reports_per_day: u32) -> Result<DemandStream, InvalidCity> {
        DemandStream::new(self.seed, Arc::clone(&self.zones), reports_per_day)
    }

    /// A unit's legs and temper, standing at its post at midnight of day 0.
    #[must_use]
    pub fn mover(&self, patrol: &Patrol) -> Mover {
        Mover::new(self.seed, Arc::clone(&self.zones), patrol)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use sha2::{Digest, Sha256};

    use super::demand::{Demand, DemandContent, REPORTS_PER_DAY};
    use super::*;
    use crate::domain::geo::Point;

    fn hash(parts: impl IntoIterator<Item = String>) -> String {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update(part.as_bytes());
            hasher.update(b"\n");
        }
        let bytes: [u8; 32] = hasher.finalize().into();
        bytes.first_chunk().map(|first| format!("{:016x}", u64::from_be_bytes(*first))).expect("32 bytes")
    }

    fn to_the_last_bit(point: Point) -> String {
        format!("{:016x}{:016x}", point.latitude_deg().to_bits(), point.longitude_deg().to_bits())
    }

    fn patrol_line(Patrol { profile, check_in, starts_at, roam }: &Patrol) -> String {
        let crew: Vec<&str> = check_in.crew.members().iter().map(|member| member.person.as_str()).collect();
        let can = &profile.capabilities;
        format!("{} {:?} {can:?} {crew:?} {roam:?} {}", profile.id, profile.kind, to_the_last_bit(*starts_at))
    }

    fn demand_line(demand: &Demand) -> String {
        let DemandContent { source, type_code, address, caller_phone, narrative, call, .. } = &demand.content;
        let places =
            [Some(demand.scene), demand.content.automatic, demand.content.manual].map(|p| p.map(to_the_last_bit));
        let (at_us, event) = (demand.at.as_micros(), demand.event);
        let told = format!("{address:?} {caller_phone:?} {narrative:?}");
        format!("{at_us} {event} {source:?} {type_code} {places:?} {told} {call:?}")
    }

    /// A changed hash means that every seed now makes another city: recorded runs can no longer be made again.
    #[test]
    fn a_seed_gives_the_same_city_for_ever() {
        let city = City::new(20_190_801).expect("a city");
        let places = city.communities.iter().map(|place| format!("{} {}", place.name, to_the_last_bit(place.at)));
        let demand = city.demand(REPORTS_PER_DAY).expect("demand").take(5_000);
        let tracks = city.fleet.patrols.iter().step_by(100).flat_map(|patrol| {
            let mut mover = city.mover(patrol);
            (0..200).map(move |step| to_the_last_bit(mover.step(Duration::from_secs(step * 20))))
        });
        let hashes = [
            hash([city.zones.to_geojson()]),
            hash(places),
            hash(city.fleet.patrols.iter().map(patrol_line)),
            hash(demand.map(|demand| demand_line(&demand))),
            hash(tracks),
        ];
        assert_eq!(
            hashes,
            ["a89d0fe18c0281aa", "a306a8a5bcf27055", "174f1966e9f6116d", "4e6e870462a1b6e2", "b4fa9b36f87802ea"],
            "zones, communities, fleet, demand, motion"
        );
    }

    #[test]
    fn another_seed_gives_another_city() {
        let (one, other) = (City::new(1).expect("a city"), City::new(2).expect("a city"));
        assert_ne!(one.zones.to_geojson(), other.zones.to_geojson());
        assert_ne!(format!("{:?}", one.fleet.posts), format!("{:?}", other.fleet.posts));
    }
}
