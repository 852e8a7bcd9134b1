//! What changes nothing: lists, an incident, a recommendation.

use std::io::Write;

use super::super::failure::Failure;
use super::super::remote::read;
use super::args::{IncidentsArgs, RecommendArgs, UnitsArgs, position};
use super::find::incident_name;
use super::{Console, card, tables};
use crate::api::proto::{
    GetIncidentRequest, IncidentState, ListIncidentsRequest, ListUnitsRequest, RecommendUnitsRequest,
};

/// The largest page that may be asked for.
const PAGE_MAX: usize = 1_000;

/// Lists units.
pub(super) async fn units<S: Write>(console: &mut Console<'_, S>, ask: &UnitsArgs) -> Result<(), Failure> {
    let mut request = ListUnitsRequest {
        tiers: ask.tier.iter().map(|tier| (*tier).into()).collect(),
        home_zone: ask.zone.clone(),
        on_duty_only: ask.on_duty,
        available_only: ask.available,
        page_size: page_size(ask.limit),
        page_token: String::new(),
    };
    let mut units = Vec::new();
    loop {
        let page = read(console.remote.dispatch().list_units(request.clone())).await?;
        units.extend(page.units);
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() || units.len() >= ask.limit {
            break;
        }
    }
    let is_cut = units.len() > ask.limit || !request.page_token.is_empty();
    units.truncate(ask.limit);
    if console.screen.json {
        return units.iter().try_for_each(|unit| console.screen.show("Unit", unit, |_| String::new()));
    }
    console.screen.line(&tables::units(&units))?;
    console.screen.line(&tables::count(units.len(), "unit", is_cut))
}

/// Lists incidents.
pub(super) async fn incidents<S: Write>(console: &mut Console<'_, S>, ask: &IncidentsArgs) -> Result<(), Failure> {
    const OPEN: [IncidentState; 3] =
        [IncidentState::AwaitingDecision, IncidentState::Waiting, IncidentState::Responding];
    let states = if ask.open { OPEN.as_slice() } else { ask.state.as_slice() };
    let mut request = ListIncidentsRequest {
        states: states.iter().map(|state| (*state).into()).collect(),
        levels: ask.level.iter().map(|level| (*level).into()).collect(),
        jurisdiction: ask.zone.clone(),
        desk: ask.desk.clone(),
        page_size: page_size(ask.limit),
        page_token: String::new(),
    };
    let mut incidents = Vec::new();
    loop {
        let page = read(console.remote.dispatch().list_incidents(request.clone())).await?;
        incidents.extend(page.incidents);
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() || incidents.len() >= ask.limit {
            break;
        }
    }
    let is_cut = incidents.len() > ask.limit || !request.page_token.is_empty();
    incidents.truncate(ask.limit);
    if console.screen.json {
        return incidents.iter().try_for_each(|it| console.screen.show("Incident", it, |_| String::new()));
    }
    console.screen.line(&tables::incidents(&incidents))?;
    console.screen.line(&tables::count(incidents.len(), "incident", is_cut))
}

fn page_size(limit: usize) -> i32 {
    i32::try_from(limit.clamp(1, PAGE_MAX)).unwrap_or(0)
}

/// Shows one incident.
pub(super) async fn incident<S: Write>(console: &mut Console<'_, S>, said: &str) -> Result<(), Failure> {
    let name = incident_name(&console.remote, said).await?;
    let answer = read(console.remote.dispatch().get_incident(GetIncidentRequest { name })).await?;
    console.screen.show("GetIncidentResponse", &answer, card::incident)
}

/// Says who would be sent, and why.
pub(super) async fn recommend<S: Write>(console: &mut Console<'_, S>, ask: &RecommendArgs) -> Result<(), Failure> {
    let incident = match &ask.incident {
        Some(said) => incident_name(&console.remote, said).await?,
        None => String::new(),
    };
    let request = RecommendUnitsRequest {
        incident,
        position: ask.at.map(|at| position(at, ask.datum)),
        type_code: ask.type_code.clone(),
        ..RecommendUnitsRequest::default()
    };
    let answer = read(console.remote.dispatch().recommend_units(request)).await?;
    console.screen.show("RecommendUnitsResponse", &answer, card::recommendation)
}
