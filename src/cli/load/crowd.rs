//! The units that a capital or a nation has beyond the invented city's own: plain riders on the same ground, carried by
//! gateways as command vehicles and district platforms carry theirs.
//!
//! They are numbers until they are asked for, since two million of them would not fit beside a daemon otherwise.

use futures_util::{StreamExt, TryStreamExt, stream};

use super::ground;
use crate::api::proto::{
    CheckIn, CrewMember, Fix, ImportRosterRequest, Position, Rank, RosterGateway, RosterUnit, StartDutyRequest, Tier,
    UnitKind,
};
use crate::api::to_proto::position;
use crate::city::City;
use crate::city::chance::Chance;
use crate::cli::failure::Failure;
use crate::cli::remote::Remote;

/// Units that one gateway carries, below the daemon's limit.
const UNITS_OF_A_GATEWAY: u32 = 3_200;
/// Rows of one roster import.
const ROSTER_ROWS: u32 = 300;
/// Check-ins that are under way at once.
const CHECK_INS_AT_ONCE: usize = 128;

/// So many units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Crowd(pub(super) u32);

/// A gateway and the units that it carries.
#[derive(Clone, Debug)]
pub(super) struct Carrier {
    /// The gateway's name.
    pub(super) device: String,
    first: u32,
    count: u32,
}

impl Crowd {
    /// Those who carry it.
    pub(super) fn carriers(self) -> impl Iterator<Item = Carrier> {
        let starts = (0..self.0).step_by(UNITS_OF_A_GATEWAY as usize);
        starts.zip(1..).map(move |(first, number)| Carrier {
            device: format!("crowd-{number}"),
            first,
            count: UNITS_OF_A_GATEWAY.min(self.0 - first),
        })
    }

    /// Brings it on the roster and on duty; where its units are, their gateways say later.
    ///
    /// # Errors
    /// When the daemon refuses something.
    pub(super) async fn check_in(self, remote: &Remote) -> Result<(), Failure> {
        for first in (0..self.0).step_by(ROSTER_ROWS as usize) {
            let units = (first..self.0.min(first + ROSTER_ROWS)).map(roster_unit).collect();
            ground::import(remote, vec![ImportRosterRequest { units, ..ImportRosterRequest::default() }]).await?;
        }
        for carrier in self.carriers() {
            let units = carrier.units().collect();
            let gateways = vec![RosterGateway { gateway: carrier.device, units }];
            ground::import(remote, vec![ImportRosterRequest { gateways, ..ImportRosterRequest::default() }]).await?;
        }
        let check_ins = (0..self.0).map(|number| {
            let mut client = remote.unit();
            async move { client.start_duty(check_in(number)).await.map(drop) }
        });
        stream::iter(check_ins).buffer_unordered(CHECK_INS_AT_ONCE).try_collect::<()>().await?;
        Ok(())
    }
}

impl Carrier {
    /// The names of its units.
    pub(super) fn units(&self) -> impl Iterator<Item = String> {
        (self.first..self.first + self.count).map(unit_name)
    }

    /// A fix of each, somewhere in the city, the same for the same seed.
    pub(super) fn fixes(&self, city: &City) -> Vec<Fix> {
        let mut chance = Chance::new(city.seed, &format!("load: {}", self.device));
        let places = std::iter::repeat_with(|| city.zones.sample(&mut chance).map(|zone| zone.sample(&mut chance)));
        self.units().zip(places).map(|(unit, place)| fix(unit, place.map(position))).collect()
    }
}

fn fix(unit: String, position: Option<Position>) -> Fix {
    Fix { unit, position, accuracy_m: Some(8.0), ..Fix::default() }
}

fn unit_name(number: u32) -> String {
    format!("units/N{number:07}")
}

fn roster_unit(number: u32) -> RosterUnit {
    RosterUnit {
        name: unit_name(number),
        tier: Tier::City.into(),
        force: "iron-riders".to_owned(),
        kind: UnitKind::Motorcycle.into(),
        ..RosterUnit::default()
    }
}

fn check_in(number: u32) -> StartDutyRequest {
    let crew = vec![CrewMember { person: format!("N{number:07}"), rank: Rank::Officer.into() }];
    let check_in = Some(CheckIn { crew, ..CheckIn::default() });
    StartDutyRequest { unit: unit_name(number), check_in, ..StartDutyRequest::default() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_unit_of_a_crowd_is_carried_once_and_stands_in_the_city() {
        let city = ground::city(1).expect("a city");
        let crowd = Crowd(UNITS_OF_A_GATEWAY + 7);
        let carriers: Vec<_> = crowd.carriers().collect();
        let fixes: Vec<_> = carriers.iter().flat_map(|carrier| carrier.fixes(&city)).collect();
        let units: BTreeSet<_> = fixes.iter().map(|fix| &fix.unit).collect();
        assert_eq!((carriers.len(), units.len(), fixes.len()), (2, 3_207, 3_207));
        assert!(fixes.iter().all(|fix| fix.position.is_some()));
        assert_eq!(carriers.iter().flat_map(Carrier::units).collect::<Vec<_>>().len(), 3_207);
        assert_eq!(Crowd(0).carriers().count(), 0);
    }
}
