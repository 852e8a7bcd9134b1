//! patrold's side: its client, and the city that is put on it.

mod job;
mod positions;
mod submit;
mod unary;
mod watch;

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt, stream};
use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};

use crate::ground::{Ground, Place, callsign};
use crate::servers::{Failure, Server};

pub(crate) mod proto {
    //! The product's API, generated from its `proto/`.
    #![allow(
        clippy::allow_attributes_without_reason,
        clippy::large_enum_variant,
        clippy::pedantic,
        missing_debug_implementations,
        unreachable_pub,
        unused_qualifications,
        reason = "generated"
    )]
    tonic::include_proto!("patrol.v1");
}

use proto::dispatch_service_client::DispatchServiceClient;
use proto::roster_service_client::RosterServiceClient;
use proto::unit_service_client::UnitServiceClient;

/// Devices of their own: the riders of Dongguan.
pub(crate) const RADIOS: usize = 1_251;
/// Units that a gateway carries, below the limit of 4,000.
const UNITS_OF_A_GATEWAY: usize = 3_200;
/// Rows of a piece of the roster, and fixes of a message.
const ROWS: usize = 500;
const FIXES_OF_A_MESSAGE: usize = 300;
/// Check-ins under way at once.
const CHECK_INS_AT_ONCE: usize = 256;

/// A connection, under a name of its own.
#[derive(Clone, Debug)]
pub(crate) struct Wire(InterceptedService<Channel, Principal>);

/// Who calls.
#[derive(Clone, Debug)]
pub(crate) struct Principal(MetadataValue<Ascii>);

impl Interceptor for Principal {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        request.metadata_mut().insert("patrold-principal", self.0.clone());
        Ok(request)
    }
}

type Inner = InterceptedService<Channel, Principal>;

impl Wire {
    async fn open(port: u16, principal: &str) -> Result<Self, Failure> {
        let endpoint = Endpoint::from_shared(format!("http://{}:{port}", Ipv4Addr::LOCALHOST))?;
        let channel = endpoint.tcp_nodelay(true).connect().await?;
        Ok(Self(InterceptedService::new(channel, Principal(principal.parse()?))))
    }

    pub(crate) fn dispatch(&self) -> DispatchServiceClient<Inner> {
        DispatchServiceClient::new(self.0.clone())
    }

    pub(crate) fn unit(&self) -> UnitServiceClient<Inner> {
        UnitServiceClient::new(self.0.clone())
    }

    fn roster(&self) -> RosterServiceClient<Inner> {
        RosterServiceClient::new(self.0.clone())
    }
}

/// Waits until a daemon that is starting answers a call, whoever calls.
pub(crate) async fn first_answer(port: u16) -> Result<(), Failure> {
    loop {
        if let Ok(wire) = Wire::open(port, "desk").await
            && wire.dispatch().list_incidents(proto::ListIncidentsRequest::default()).await.is_ok()
        {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// A patrold with the ground's units on duty at their places.
#[derive(Debug)]
pub(crate) struct Patrold {
    pub(crate) server: Server,
    ground: Arc<Ground>,
    /// Incidents whose units have finished, to be closed between the rounds.
    finished: Mutex<Vec<String>>,
}

impl Patrold {
    /// Puts the units on it.
    pub(crate) async fn new(server: Server, ground: Arc<Ground>) -> Result<Self, Failure> {
        let patrold = Self { server, ground, finished: Mutex::default() };
        let wire = patrold.wire("roster").await?;
        let mut roster = wire.roster();
        let rows: Vec<_> = (0..patrold.ground.units.len()).map(row).collect();
        for units in rows.chunks(ROWS) {
            roster.import_roster(proto::ImportRosterRequest { units: units.to_vec(), ..Default::default() }).await?;
        }
        for gateway in patrold.gateways() {
            let grant = proto::RosterGateway { gateway: gateway.name, units: gateway.units.map(unit_name).collect() };
            roster.import_roster(proto::ImportRosterRequest { gateways: vec![grant], ..Default::default() }).await?;
        }
        let check_ins = (0..patrold.ground.units.len()).map(|number| {
            let mut client = wire.unit();
            async move { client.start_duty(check_in(number)).await.map(drop) }
        });
        stream::iter(check_ins).buffer_unordered(CHECK_INS_AT_ONCE).try_collect::<()>().await?;
        patrold.refresh().await?;
        Ok(patrold)
    }

    /// Reports every unit where it stands: a position that is older than two minutes says nothing any more.
    pub(crate) async fn refresh(&self) -> Result<(), Failure> {
        let mut client = self.wire("roster").await?.unit();
        let numbers: Vec<_> = (0..self.ground.units.len()).collect();
        for numbers in numbers.chunks(FIXES_OF_A_MESSAGE) {
            let fixes = numbers.iter().map(|number| fix(*number, self.ground.units[*number])).collect::<Vec<_>>();
            let sent = fixes.len();
            let answer = client.report_position_batch(proto::ReportPositionBatchRequest { fixes }).await?.into_inner();
            let taken = positions::taken(answer.summary.as_ref());
            if taken != u64::try_from(sent)? {
                return Err(format!("of {sent} positions {taken} were taken: {:?}", answer.summary).into());
            }
        }
        Ok(())
    }

    async fn wire(&self, principal: &str) -> Result<Wire, Failure> {
        Wire::open(self.server.port, principal).await
    }

    /// Those who carry the units without a radio of their own.
    fn gateways(&self) -> Vec<Gateway> {
        let (first, all) = (RADIOS.min(self.ground.units.len()), self.ground.units.len());
        let starts = (first..all).step_by(UNITS_OF_A_GATEWAY).zip(1..);
        starts
            .map(|(start, number)| Gateway {
                name: format!("gateway-{number}"),
                units: start..all.min(start + UNITS_OF_A_GATEWAY),
            })
            .collect()
    }
}

struct Gateway {
    name: String,
    units: std::ops::Range<usize>,
}

fn unit_name(number: usize) -> String {
    format!("units/{}", callsign(number))
}

fn radio_name(number: usize) -> String {
    format!("radio-{number}")
}

fn row(number: usize) -> proto::RosterUnit {
    proto::RosterUnit {
        name: unit_name(number),
        tier: proto::Tier::City.into(),
        force: "iron-riders".to_owned(),
        kind: proto::UnitKind::Motorcycle.into(),
        ..Default::default()
    }
}

fn check_in(number: usize) -> proto::StartDutyRequest {
    let rider = proto::CrewMember { person: format!("{number:06}"), rank: proto::Rank::Officer.into() };
    let device = if number < RADIOS { radio_name(number) } else { String::new() };
    proto::StartDutyRequest {
        unit: unit_name(number),
        check_in: Some(proto::CheckIn { crew: vec![rider], device, ..Default::default() }),
        ..Default::default()
    }
}

fn position(place: Place) -> proto::Position {
    proto::Position { latitude_deg: place.latitude, longitude_deg: place.longitude, datum: proto::Datum::Wgs84.into() }
}

fn fix(number: usize, place: Place) -> proto::Fix {
    proto::Fix { unit: unit_name(number), position: Some(position(place)), accuracy_m: Some(8.0), ..Default::default() }
}
