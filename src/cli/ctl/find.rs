//! From what people say to the names of the API: `2026-1123-0471` is an incident, `R12` a unit and what it is sent to.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::super::failure::Failure;
use super::super::remote::{Remote, read};
use crate::api::proto::{GetUnitRequest, Incident, ListIncidentsRequest};

/// The largest page that may be asked for.
const PAGE_MAX: i32 = 1_000;

/// `units/{callsign}`.
pub(in crate::cli) fn unit_name(callsign: &str) -> String {
    if callsign.starts_with("units/") { callsign.to_owned() } else { format!("units/{callsign}") }
}

/// The last part of a name: the callsign of a unit, the UUID of anything else.
pub(in crate::cli) fn bare(name: &str) -> &str {
    name.split_once('/').map_or(name, |(_, id)| id)
}

/// `incidents/{uuid}` of a number that people say, a UUID or a name.
///
/// # Errors
/// When no incident has that number.
pub(super) async fn incident_name(remote: &Remote, said: &str) -> Result<String, Failure> {
    if said.starts_with("incidents/") {
        return Ok(said.to_owned());
    }
    if said.parse::<Uuid>().is_ok() {
        return Ok(format!("incidents/{said}"));
    }
    let mut request = ListIncidentsRequest { page_size: PAGE_MAX, ..ListIncidentsRequest::default() };
    loop {
        let page = read(remote.dispatch().list_incidents(request.clone())).await?;
        let found = page.incidents.into_iter().find(|incident: &Incident| incident.number == said);
        if let Some(incident) = found {
            return Ok(incident.name);
        }
        if page.next_page_token.is_empty() {
            return Err(Failure::Other(format!("no incident has the number {said}")));
        }
        request.page_token = page.next_page_token;
    }
}

/// The numbers that people say of these incidents, by name. One that moved to the records has none here.
///
/// # Errors
/// When the daemon does not answer.
pub(super) async fn numbers(
    remote: &Remote,
    incidents: impl Iterator<Item = &str>,
) -> Result<BTreeMap<String, String>, Failure> {
    let mut asked: BTreeSet<&str> = incidents.filter(|name| !name.is_empty()).collect();
    let mut numbers = BTreeMap::new();
    let mut request = ListIncidentsRequest { page_size: PAGE_MAX, ..ListIncidentsRequest::default() };
    while !asked.is_empty() {
        let page = read(remote.dispatch().list_incidents(request.clone())).await?;
        let found = page.incidents.into_iter().filter(|incident| asked.remove(incident.name.as_str()));
        numbers.extend(found.map(|incident| (incident.name, incident.number)));
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }
    Ok(numbers)
}

/// A dispatch and its unit, as names: of `dispatches/{uuid}`, or of what the unit of that callsign is sent to now.
///
/// # Errors
/// When there is no such unit, or it is on no dispatch.
pub(super) async fn dispatch_of(remote: &Remote, said: &str) -> Result<String, Failure> {
    if said.starts_with("dispatches/") {
        return Ok(said.to_owned());
    }
    if said.parse::<Uuid>().is_ok() {
        return Ok(format!("dispatches/{said}"));
    }
    let answer = read(remote.dispatch().get_unit(GetUnitRequest { name: unit_name(said) })).await?;
    let dispatch = answer.unit.and_then(|unit| unit.duty).map(|duty| duty.dispatch).unwrap_or_default();
    if dispatch.is_empty() {
        return Err(Failure::Other(format!("unit {said} is on no dispatch")));
    }
    Ok(dispatch)
}
