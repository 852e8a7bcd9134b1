//! Consoles that write down when they asked and when they heard.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use patrold::api::proto::dispatch_service_client::DispatchServiceClient;
use patrold::api::proto::roster_service_client::RosterServiceClient;
use patrold::api::proto::unit_service_client::UnitServiceClient;
use patrold::api::proto::{self, DispatchState, IncidentState, WriteReceipt};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tokio::sync::watch;
use tokio::time::Instant;
use tonic::transport::Channel;
use tonic::{Code, Status};
use tonic_types::StatusExt;

use super::checker::Call;
use super::models::Operation;
use crate::kill::process::connect;

/// A dispatch that somebody was told of.
#[derive(Clone, Debug)]
struct Told {
    unit: usize,
    incident: usize,
    dispatch: String,
}

/// What consoles race for.
pub(super) struct Scene {
    pub(super) units: Vec<String>,
    pub(super) incidents: Vec<String>,
    told: Mutex<Vec<Told>>,
    begun: Instant,
}

fn request_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

impl Scene {
    /// Units on duty, and calls for which nobody is sent unless a person does.
    pub(super) async fn set(channel: Channel, units: usize, incidents: usize) -> Self {
        let callsigns: Vec<_> = (0..units).map(|number| format!("units/R{number}")).collect();
        let roster = proto::ImportRosterRequest {
            units: callsigns
                .iter()
                .map(|name| proto::RosterUnit {
                    name: name.clone(),
                    tier: proto::Tier::City.into(),
                    force: "iron-riders".to_owned(),
                    kind: proto::UnitKind::Motorcycle.into(),
                    ..proto::RosterUnit::default()
                })
                .collect(),
            request_id: request_id(),
            ..proto::ImportRosterRequest::default()
        };
        RosterServiceClient::new(channel.clone()).import_roster(roster).await.expect("imported");
        for (number, unit) in callsigns.iter().enumerate() {
            let crew = vec![proto::CrewMember { person: format!("{number:06}"), rank: proto::Rank::Officer.into() }];
            let start = proto::StartDutyRequest {
                unit: unit.clone(),
                check_in: Some(proto::CheckIn { crew, ..proto::CheckIn::default() }),
                request_id: request_id(),
                ..proto::StartDutyRequest::default()
            };
            UnitServiceClient::new(channel.clone()).start_duty(start).await.expect("on duty");
        }
        let mut opened = Vec::new();
        for number in 0..incidents {
            let report = proto::FileReportRequest {
                source: proto::ReportSource::Voice110.into(),
                type_code: "other.invalid.nuisance".to_owned(),
                place: Some(proto::PlaceInput {
                    manual_position: Some(proto::Position {
                        latitude_deg: 23.04,
                        longitude_deg: 113.75,
                        datum: proto::Datum::Wgs84.into(),
                    }),
                    ..proto::PlaceInput::default()
                }),
                narrative: format!("somebody laughs, call {number}"),
                request_id: request_id(),
                ..proto::FileReportRequest::default()
            };
            let receipt = DispatchServiceClient::new(channel.clone()).file_report(report).await.expect("filed");
            let incident = receipt.into_inner().incident.expect("opened").name;
            // The policy closes nuisance calls at once.
            let reopen = proto::ReopenIncidentRequest {
                incident: incident.clone(),
                reason: "somebody calls for help".to_owned(),
                request_id: request_id(),
                ..proto::ReopenIncidentRequest::default()
            };
            DispatchServiceClient::new(channel.clone()).reopen_incident(reopen).await.expect("reopened");
            opened.push(incident);
        }
        Self { units: callsigns, incidents: opened, told: Mutex::default(), begun: Instant::now() }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_nanos()).expect("a short test")
    }

    /// One of the last dispatches that somebody was told of: the older ones are over.
    fn some_told(&self, random: &mut StdRng) -> Option<Told> {
        let told = self.told.lock().expect("no console panics with it");
        let recent = &told[told.len().saturating_sub(6)..];
        (!recent.is_empty()).then(|| recent[random.random_range(0..recent.len())].clone())
    }

    fn number_of_unit(&self, name: &str) -> usize {
        self.units.iter().position(|unit| unit == name).expect("one of ours")
    }

    /// The dispatches that the daemon ended since nobody had signed in: that can have been at any time.
    pub(super) async fn ended_by_themselves(&self, channel: Channel) -> Vec<Call<Operation>> {
        let mut desk = DispatchServiceClient::new(channel);
        let mut calls = Vec::new();
        for (incident, name) in self.incidents.iter().enumerate() {
            let asked = proto::GetIncidentRequest { name: name.clone() };
            let found = desk.get_incident(asked).await.expect("it is there").into_inner();
            for dispatch in found.dispatches {
                if dispatch.state() == DispatchState::OfferExpired {
                    let unit = self.number_of_unit(&dispatch.unit);
                    let what = Operation::Expired { unit, incident, dispatch: dispatch.name };
                    calls.push(Call { from: 0, to: u64::MAX, what });
                }
            }
        }
        calls
    }
}

/// What a console is about to ask.
#[derive(Clone, Debug)]
enum Wish {
    Send { unit: usize, incident: usize },
    Recall(Told),
    Close { incident: usize },
    Reopen { incident: usize },
    SeeUnit { unit: usize },
    SeeIncident { incident: usize },
}

impl Wish {
    fn of(random: &mut StdRng, scene: &Scene) -> Self {
        let unit = random.random_range(0..scene.units.len());
        let incident = random.random_range(0..scene.incidents.len());
        match (random.random_range(0..100), scene.some_told(random)) {
            (0..30, _) | (30..50, None) => Self::Send { unit, incident },
            (30..50, Some(told)) => Self::Recall(told),
            (50..55, _) => Self::Close { incident },
            (55..64, _) => Self::Reopen { incident },
            (64..82, _) => Self::SeeUnit { unit },
            _ => Self::SeeIncident { incident },
        }
    }

    async fn ask(
        &self,
        desk: &mut DispatchServiceClient<Channel>,
        scene: &Scene,
        id: &str,
    ) -> Result<Operation, Status> {
        let request_id = id.to_owned();
        match self.clone() {
            Self::Send { unit, incident } => {
                let request = proto::DispatchUnitsRequest {
                    incident: scene.incidents[incident].clone(),
                    units: vec![scene.units[unit].clone()],
                    reason: "chosen by hand".to_owned(),
                    request_id,
                    ..proto::DispatchUnitsRequest::default()
                };
                match outcome(desk.dispatch_units(request).await)? {
                    Ok(receipt) => {
                        let dispatch = receipt.dispatches.first().expect("one unit").dispatch.clone();
                        let told = Told { unit, incident, dispatch: dispatch.clone() };
                        scene.told.lock().expect("no console panics with it").push(told);
                        Ok(Operation::Sent { unit, incident, dispatch })
                    }
                    Err(reason) if reason == "UNIT_ON_DISPATCH" => Ok(Operation::NotSentUnitBusy { unit }),
                    Err(reason) if reason == "INCIDENT_CLOSED" => Ok(Operation::NotSentIncidentClosed { incident }),
                    Err(reason) => panic!("{self:?}: {reason}"),
                }
            }
            Self::Recall(Told { unit, incident, dispatch }) => {
                let request = proto::RecallUnitRequest {
                    dispatch: dispatch.clone(),
                    reason: "needed elsewhere".to_owned(),
                    request_id,
                    ..proto::RecallUnitRequest::default()
                };
                match outcome(desk.recall_unit(request).await)? {
                    Ok(_) => Ok(Operation::Recalled { unit, incident, dispatch }),
                    Err(reason) if reason == "DISPATCH_OVER" => {
                        Ok(Operation::NotRecalledOver { unit, incident, dispatch })
                    }
                    Err(reason) => panic!("{self:?}: {reason}"),
                }
            }
            Self::Close { incident } => {
                let disposition = proto::Disposition {
                    kind: proto::DispositionKind::NothingFound.into(),
                    activity: proto::ActivityKind::Other.into(),
                    ..proto::Disposition::default()
                };
                let request = proto::CloseIncidentRequest {
                    incident: scene.incidents[incident].clone(),
                    disposition: Some(disposition),
                    request_id,
                    ..proto::CloseIncidentRequest::default()
                };
                match outcome(desk.close_incident(request).await)? {
                    Ok(_) => Ok(Operation::Closed { incident }),
                    Err(reason) if reason == "INCIDENT_CLOSED" => Ok(Operation::NotClosedAlready { incident }),
                    Err(reason) => panic!("{self:?}: {reason}"),
                }
            }
            Self::Reopen { incident } => {
                let request = proto::ReopenIncidentRequest {
                    incident: scene.incidents[incident].clone(),
                    reason: "the caller called again".to_owned(),
                    request_id,
                    ..proto::ReopenIncidentRequest::default()
                };
                match outcome(desk.reopen_incident(request).await)? {
                    Ok(_) => Ok(Operation::Reopened { incident }),
                    Err(reason) if reason == "INCIDENT_NOT_CLOSED" => Ok(Operation::NotReopenedOpen { incident }),
                    Err(reason) => panic!("{self:?}: {reason}"),
                }
            }
            Self::SeeUnit { unit } => see_unit(desk, scene, unit).await,
            Self::SeeIncident { incident } => see_incident(desk, scene, incident).await,
        }
    }
}

async fn see_unit(desk: &mut DispatchServiceClient<Channel>, scene: &Scene, unit: usize) -> Result<Operation, Status> {
    let request = proto::GetUnitRequest { name: scene.units[unit].clone() };
    let seen = desk.get_unit(request).await?.into_inner().unit.expect("it is there");
    let on = seen.duty.expect("on duty").dispatch;
    Ok(Operation::UnitSeen { unit, on: Some(on).filter(|on| !on.is_empty()) })
}

async fn see_incident(
    desk: &mut DispatchServiceClient<Channel>,
    scene: &Scene,
    incident: usize,
) -> Result<Operation, Status> {
    let request = proto::GetIncidentRequest { name: scene.incidents[incident].clone() };
    let seen = desk.get_incident(request).await?.into_inner();
    let is_active = |dispatch: &proto::Dispatch| dispatch.state() == DispatchState::Offered;
    let active: BTreeSet<_> = seen.dispatches.into_iter().filter(is_active).map(|dispatch| dispatch.name).collect();
    let is_closed = seen.incident.expect("it is there").state() == IncidentState::Closed;
    Ok(Operation::IncidentSeen { incident, is_closed, active })
}

/// What the daemon itself said, a receipt or the reason of a refusal; an error when only the connection broke.
fn outcome(told: Result<tonic::Response<WriteReceipt>, Status>) -> Result<Result<WriteReceipt, String>, Status> {
    match told {
        Ok(receipt) => Ok(Ok(receipt.into_inner())),
        Err(status) => match status.get_error_details().error_info() {
            Some(info) if status.code() == Code::FailedPrecondition => Ok(Err(info.reason.clone())),
            _ => Err(status),
        },
    }
}

/// A console at work until it is told to stop, and what it wrote down.
pub(super) async fn work(
    scene: Arc<Scene>,
    mut address: watch::Receiver<Option<SocketAddr>>,
    stop: watch::Receiver<bool>,
    seed: u64,
) -> Vec<Call<Operation>> {
    let mut random = StdRng::seed_from_u64(seed);
    let mut notes = Vec::new();
    let mut desk = None;
    while !*stop.borrow() {
        let (wish, id) = (Wish::of(&mut random, &scene), request_id());
        let from = scene.now();
        let what = loop {
            let client = match &mut desk {
                Some(client) => client,
                None => desk.insert(reach(&mut address).await),
            };
            match wish.ask(client, &scene, &id).await {
                Ok(what) => break what,
                Err(_) => desk = None,
            }
        };
        notes.push(Call { from, to: scene.now(), what });
        tokio::time::sleep(Duration::from_micros(random.random_range(0..6_000))).await;
    }
    notes
}

/// A connection to the daemon, once there is one.
async fn reach(address: &mut watch::Receiver<Option<SocketAddr>>) -> DispatchServiceClient<Channel> {
    loop {
        let known = *address.wait_for(Option::is_some).await.expect("whoever keeps the daemon outlives the consoles");
        if let Some(address) = known
            && let Ok(channel) = connect(address).await
        {
            return DispatchServiceClient::new(channel);
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
