//! What stands before the load comes: ways to the daemon, and the city's units on duty at their places.

use std::collections::BTreeSet;

use clap::Parser;
use futures_util::{StreamExt, TryStreamExt, stream};

use crate::api::names;
use crate::api::proto::{Fix, ImportRosterRequest, ReportPositionBatchRequest, StartDutyRequest};
use crate::api::to_proto::position;
use crate::city::City;
use crate::city::fleet::Patrol;
use crate::cli::demo::words;
use crate::cli::failure::Failure;
use crate::cli::remote::{Remote, RemoteArgs};

/// Check-ins that are under way at once.
const CHECK_INS_AT_ONCE: usize = 32;
/// Fixes of one message.
pub(super) const FIXES_PER_MESSAGE: usize = 300;

/// The arguments of every command that talks to a daemon.
#[derive(Debug, Parser)]
struct Way {
    #[command(flatten)]
    remote: RemoteArgs,
}

/// How one client reaches the daemon: each acts under a name of its own, since limits count by principal.
///
/// # Errors
/// When the address or the name cannot be used.
pub(super) fn way(address: &str, principal: &str) -> Result<RemoteArgs, Failure> {
    let words = ["load", "--address", address, "--principal", principal];
    Way::try_parse_from(words).map(|way| way.remote).map_err(|why| Failure::Other(why.to_string()))
}

/// A connection of its own.
///
/// # Errors
/// When nobody listens there.
pub(super) async fn reach(address: &str, principal: &str) -> Result<Remote, Failure> {
    Remote::connect(&way(address, principal)?).await
}

/// The city of a seed.
///
/// # Errors
/// When it cannot be made, which its own tests rule out.
pub(super) fn city(seed: u64) -> Result<City, Failure> {
    City::new(seed).map_err(|error| Failure::Other(error.to_string()))
}

/// Imports pieces of a roster.
///
/// # Errors
/// When the daemon refuses one.
pub(super) async fn import(remote: &Remote, pieces: Vec<ImportRosterRequest>) -> Result<(), Failure> {
    let mut client = remote.roster();
    for piece in pieces {
        client.import_roster(piece).await?;
    }
    Ok(())
}

/// Brings the whole city on duty and on the map.
///
/// # Errors
/// When the daemon refuses something.
pub(super) async fn take_positions(remote: &Remote, city: &City) -> Result<(), Failure> {
    let patrols = &city.fleet.patrols;
    import(remote, words::roster(&city.fleet, patrols)).await?;
    let check_ins = patrols.iter().map(|patrol| {
        let mut client = remote.unit();
        let request = StartDutyRequest {
            unit: names::unit(&patrol.profile.id),
            check_in: Some(words::check_in(&patrol.check_in)),
            ..StartDutyRequest::default()
        };
        async move { client.start_duty(request).await.map(drop) }
    });
    stream::iter(check_ins).buffer_unordered(CHECK_INS_AT_ONCE).try_collect::<()>().await?;
    let mut client = remote.unit();
    for patrols in patrols.chunks(FIXES_PER_MESSAGE) {
        let fixes = patrols.iter().map(stands).collect();
        client.report_position_batch(ReportPositionBatchRequest { fixes }).await?;
    }
    Ok(())
}

/// A fix of a unit that stands at its post.
pub(super) fn stands(patrol: &Patrol) -> Fix {
    Fix {
        unit: names::unit(&patrol.profile.id),
        position: Some(position(patrol.starts_at)),
        accuracy_m: Some(8.0),
        ..Fix::default()
    }
}

/// Who sends positions: gateways with the units that they carry, and riders with a radio of their own.
pub(super) struct Senders<'c> {
    /// Gateways by name.
    pub(super) gateways: Vec<(String, Vec<&'c Patrol>)>,
    /// Radios by name, each for one unit.
    pub(super) radios: Vec<(String, &'c Patrol)>,
}

impl<'c> Senders<'c> {
    /// Those of a city.
    pub(super) fn of(city: &'c City) -> Self {
        let granted: BTreeSet<_> = city.fleet.gateways.iter().flat_map(|grant| grant.units.iter()).collect();
        let patrols = &city.fleet.patrols;
        let gateways = city.fleet.gateways.iter().map(|grant| {
            let carried = patrols.iter().filter(|patrol| grant.units.contains(&patrol.profile.id));
            (grant.gateway.to_string(), carried.collect())
        });
        let alone = patrols.iter().filter(|patrol| !granted.contains(&patrol.profile.id));
        let radios = alone.filter_map(|patrol| Some((patrol.check_in.device.as_ref()?.to_string(), patrol)));
        Self { gateways: gateways.collect(), radios: radios.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_what_the_other_commands_take() {
        assert!(way("http://127.0.0.1:7443", "desk-1").is_ok());
        assert!(way("http://a b", "desk-1").is_err());
    }

    #[test]
    fn every_unit_with_a_device_has_one_sender() {
        let city = city(1).expect("a city");
        let senders = Senders::of(&city);
        let carried: usize = senders.gateways.iter().map(|(_, units)| units.len()).sum();
        let voices = city.fleet.patrols.iter().filter(|patrol| patrol.check_in.device.is_none()).count();
        assert_eq!(carried + senders.radios.len() + voices, city.fleet.patrols.len());
        assert!(senders.gateways.len() >= 12 && senders.radios.len() >= 1_251);
    }
}
