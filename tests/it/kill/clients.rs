//! Clients that write and keep a notebook.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::time::SystemTime;

use patrold::api::proto::dispatch_service_client::DispatchServiceClient;
use patrold::api::proto::roster_service_client::RosterServiceClient;
use patrold::api::proto::unit_service_client::UnitServiceClient;
use patrold::api::proto::{self, WriteReceipt};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tonic::transport::Channel;
use tonic::{Code, Status, Streaming};

use super::process::connect;

/// How many riders the fleet has.
pub(super) const UNITS: usize = 24;

/// What is asked; each carries its request id.
#[derive(Clone, Debug)]
pub(super) enum Wish {
    File(Box<proto::FileReportRequest>),
    Start(proto::StartDutyRequest),
    Advance(proto::AdvanceDispatchRequest),
}

/// What was heard.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Heard {
    /// Nothing yet: the daemon was gone.
    Nothing,
    Receipt(WriteReceipt),
    Refused(Code),
}

#[derive(Debug, Default)]
pub(super) struct Notebook {
    lines: Mutex<Vec<(Wish, Heard)>>,
    silences: AtomicUsize,
    /// When the latest of all requests that got a first receipt was asked, and when the latest such receipt came.
    latest: Mutex<Option<(SystemTime, SystemTime)>>,
}

impl Notebook {
    fn lines(&self) -> MutexGuard<'_, Vec<(Wish, Heard)>> {
        self.lines.lock().expect("no client panics with it")
    }

    pub(super) fn len(&self) -> usize {
        self.lines().len()
    }

    pub(super) fn wish(&self, number: usize) -> Wish {
        self.lines()[number].0.clone()
    }

    pub(super) fn heard(&self, number: usize) -> Heard {
        self.lines()[number].1.clone()
    }

    pub(super) fn acknowledged(&self) -> usize {
        self.lines().iter().filter(|(_, heard)| matches!(heard, Heard::Receipt(_))).count()
    }

    /// How often nobody answered.
    pub(super) fn silent(&self) -> usize {
        self.silences.load(Ordering::Relaxed)
    }

    fn note(&self, wish: Wish) -> usize {
        let mut lines = self.lines();
        lines.push((wish, Heard::Nothing));
        lines.len() - 1
    }

    /// Hears what came of a request that was asked at this time.
    fn hear_in_time(&self, number: usize, asked_at: SystemTime, outcome: Heard) {
        if matches!((self.heard(number), &outcome), (Heard::Nothing | Heard::Refused(_), Heard::Receipt(_))) {
            let mut latest = self.latest.lock().expect("no client panics with it");
            let asked_before = latest.map_or(SystemTime::UNIX_EPOCH, |(asked_before, _)| asked_before);
            *latest = Some((asked_at.max(asked_before), wall_clock()));
        }
        self.hear(number, outcome);
    }

    /// When the latest of all requests that got a first receipt was asked, and when the latest such receipt came.
    pub(super) fn latest(&self) -> Option<(SystemTime, SystemTime)> {
        *self.latest.lock().expect("no client panics with it")
    }

    /// Hears an outcome. A receipt never changes, and is never taken back.
    pub(super) fn hear(&self, number: usize, outcome: Heard) {
        let mut lines = self.lines();
        let (wish, before) = &mut lines[number];
        if let Heard::Receipt(_) = before {
            assert_eq!(&outcome, before, "another answer to the same request {wish:?}");
        }
        *before = outcome;
    }

    /// The marks of the reports that were accepted, sorted.
    pub(super) fn accepted_marks(&self) -> Vec<String> {
        let lines = self.lines();
        let marks: BTreeSet<_> = lines.iter().filter_map(|(wish, heard)| wish.mark_when(heard)).collect();
        marks.into_iter().collect()
    }

    /// A dispatch that somebody was told of.
    fn some_dispatch(&self, random: &mut StdRng) -> Option<proto::ClaimedUnit> {
        let lines = self.lines();
        let told: Vec<_> = lines
            .iter()
            .filter_map(|(_, heard)| if let Heard::Receipt(receipt) = heard { Some(&receipt.dispatches) } else { None })
            .flatten()
            .collect();
        (!told.is_empty()).then(|| told[random.random_range(0..told.len())].clone())
    }
}

impl Wish {
    fn mark_when(&self, heard: &Heard) -> Option<String> {
        match (self, heard) {
            (Self::File(file), Heard::Receipt(_)) => file.call.as_ref().map(|call| call.call_id.clone()),
            _ => None,
        }
    }

    fn of(random: &mut StdRng, notebook: &Notebook) -> Self {
        match (random.random_range(0..10), notebook.some_dispatch(random)) {
            (0..2, _) => Self::Start(start(random.random_range(0..UNITS))),
            (2..5, Some(claimed)) => Self::Advance(proto::AdvanceDispatchRequest {
                dispatch: claimed.dispatch,
                unit: claimed.unit,
                step: [proto::Step::SignedIn, proto::Step::Arrived, proto::Step::Finished][random.random_range(0..3)]
                    .into(),
                request_id: request_id(),
                ..proto::AdvanceDispatchRequest::default()
            }),
            _ => Self::File(Box::new(report(random))),
        }
    }
}

/// The time that `strace` writes down, too.
#[expect(clippy::disallowed_methods, reason = "two processes are compared")]
fn wall_clock() -> SystemTime {
    SystemTime::now()
}

fn request_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

fn unit(number: usize) -> String {
    format!("units/R{number:02}")
}

fn start(number: usize) -> proto::StartDutyRequest {
    let crew = vec![proto::CrewMember { person: format!("{number:06}"), rank: proto::Rank::Officer.into() }];
    proto::StartDutyRequest {
        unit: unit(number),
        check_in: Some(proto::CheckIn { crew, ..proto::CheckIn::default() }),
        request_id: request_id(),
        ..proto::StartDutyRequest::default()
    }
}

fn position(steps: usize) -> proto::Position {
    #[expect(clippy::cast_precision_loss, reason = "a few dozen")]
    let latitude_deg = 23.0 + steps as f64 * 0.002;
    proto::Position { latitude_deg, longitude_deg: 113.75, datum: proto::Datum::Wgs84.into() }
}

/// A call with a mark of its own; most are silent ones, so that the queue stays short.
fn report(random: &mut StdRng) -> proto::FileReportRequest {
    let kind = if random.random_bool(0.3) { "traffic.accident-damage" } else { "other.invalid.silent" };
    let call = proto::CallRecord { call_id: request_id(), ..proto::CallRecord::default() };
    let place = proto::PlaceInput {
        manual_position: Some(position(random.random_range(0..UNITS))),
        ..proto::PlaceInput::default()
    };
    proto::FileReportRequest {
        source: proto::ReportSource::Voice110.into(),
        type_code: kind.to_owned(),
        place: Some(place),
        narrative: "two cars at the crossing".to_owned(),
        call: Some(call),
        request_id: request_id(),
        ..proto::FileReportRequest::default()
    }
}

/// Writes one thing after the other, now and then one again, until nobody answers.
pub(super) async fn write_until_it_dies(address: SocketAddr, notebook: &Notebook, seed: u64) {
    if let Ok(channel) = connect(address).await {
        write(&mut Desk::new(channel), notebook, seed, usize::MAX).await;
    }
}

/// Writes so many things, one after the other, now and then one again, or until nobody answers.
pub(super) async fn write(desk: &mut Desk, notebook: &Notebook, seed: u64, times: usize) {
    let mut random = StdRng::seed_from_u64(seed);
    for _ in 0..times {
        let asked_before = notebook.len();
        let number = if asked_before > 0 && random.random_bool(0.2) {
            random.random_range(asked_before.saturating_sub(50)..asked_before)
        } else {
            let wish = Wish::of(&mut random, notebook);
            notebook.note(wish)
        };
        let asked_at = wall_clock();
        let Ok(outcome) = desk.ask(&notebook.wish(number)).await else {
            notebook.silences.fetch_add(1, Ordering::Relaxed);
            return;
        };
        notebook.hear_in_time(number, asked_at, outcome);
    }
}

/// Whether the daemon itself spoke, or only the connection broke.
fn outcome(told: Result<tonic::Response<WriteReceipt>, Status>) -> Result<Heard, Status> {
    match told {
        Ok(receipt) => Ok(Heard::Receipt(receipt.into_inner())),
        Err(status)
            if matches!(status.code(), Code::Unavailable | Code::Unknown | Code::Cancelled | Code::Internal) =>
        {
            Err(status)
        }
        Err(status) => Ok(Heard::Refused(status.code())),
    }
}

/// A console.
pub(super) struct Desk {
    dispatch: DispatchServiceClient<Channel>,
    units: UnitServiceClient<Channel>,
    roster: RosterServiceClient<Channel>,
}

impl Desk {
    pub(super) fn new(channel: Channel) -> Self {
        Self {
            dispatch: DispatchServiceClient::new(channel.clone()),
            units: UnitServiceClient::new(channel.clone()),
            roster: RosterServiceClient::new(channel),
        }
    }

    /// Riders with a post each.
    pub(super) async fn import_fleet(&mut self) {
        self.try_import_fleet().await.expect("imported");
    }

    /// Riders with a post each, if the daemon can still take them.
    pub(super) async fn try_import_fleet(&mut self) -> Result<(), Status> {
        let post = |number: usize| format!("P{number:02}");
        let rider = |number: usize| proto::RosterUnit {
            name: unit(number),
            tier: proto::Tier::City.into(),
            force: "iron-riders".to_owned(),
            kind: proto::UnitKind::Motorcycle.into(),
            post: post(number),
            ..proto::RosterUnit::default()
        };
        let posts = (0..UNITS).map(|number| proto::RosterPost { post: post(number), position: Some(position(number)) });
        let roster = proto::ImportRosterRequest {
            units: (0..UNITS).map(rider).collect(),
            posts: posts.collect(),
            request_id: request_id(),
            ..proto::ImportRosterRequest::default()
        };
        self.roster.import_roster(roster).await.map(drop)
    }

    /// Asks until it is answered; an error says that nobody is there. That it took too long is no answer.
    pub(super) async fn ask(&mut self, wish: &Wish) -> Result<Heard, Status> {
        loop {
            match self.ask_once(wish).await {
                Ok(Heard::Refused(Code::DeadlineExceeded)) => {}
                answered => return answered,
            }
        }
    }

    async fn ask_once(&mut self, wish: &Wish) -> Result<Heard, Status> {
        match wish.clone() {
            Wish::File(request) => outcome(self.dispatch.file_report(*request).await),
            Wish::Start(request) => outcome(self.units.start_duty(request).await),
            Wish::Advance(request) => outcome(self.units.advance_dispatch(request).await),
        }
    }

    /// Finds what a receipt tells of.
    pub(super) async fn find(&mut self, wish: &Wish, receipt: &WriteReceipt) {
        let Wish::File(file) = wish else { return };
        let name = receipt.report.clone();
        let found = self.dispatch.get_report(proto::GetReportRequest { name }).await.expect("an acknowledged report");
        let report = found.into_inner().report.expect("it is there");
        assert_eq!(report.call.map(|call| call.call_id), file.call.as_ref().map(|call| call.call_id.clone()));
        let name = receipt.incident.clone().expect("it opened one").name;
        let found = self.dispatch.get_incident(proto::GetIncidentRequest { name }).await.expect("its incident");
        let incident = found.into_inner().incident.expect("it is there");
        assert_eq!(incident.reports, std::slice::from_ref(&receipt.report));
        for claimed in &receipt.dispatches {
            assert!(incident.dispatches.contains(&claimed.dispatch), "{claimed:?} of {incident:?}");
        }
    }

    pub(super) async fn all_reports(&mut self) -> Vec<proto::Report> {
        let (mut all, mut page_token) = (Vec::new(), String::new());
        loop {
            let request =
                proto::ListReportsRequest { page_token, page_size: 500, ..proto::ListReportsRequest::default() };
            let page = self.dispatch.list_reports(request).await.expect("listed").into_inner();
            all.extend(page.reports);
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return all;
            }
        }
    }

    pub(super) async fn units_on_duty(&mut self) -> BTreeSet<String> {
        let request = proto::ListUnitsRequest { on_duty_only: true, ..proto::ListUnitsRequest::default() };
        self.list_units(request).await.into_iter().map(|unit| unit.name).collect()
    }

    pub(super) async fn list_units(&mut self, request: proto::ListUnitsRequest) -> Vec<proto::Unit> {
        self.dispatch.list_units(request).await.expect("listed").into_inner().units
    }

    pub(super) async fn watch(&mut self) -> Streaming<proto::WatchResponse> {
        self.dispatch.watch(proto::WatchRequest::default()).await.expect("watched").into_inner()
    }
}
