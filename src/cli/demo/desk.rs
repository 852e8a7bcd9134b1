//! The desks: they take reports and file them, place what has no place, decide what wants a person's decision, and close
//! what is finished. Each is a caller of its own; some of their requests they send twice, to see that nothing happens
//! twice.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tonic::metadata::MetadataValue;
use tonic::transport::Channel;
use tonic::{Code, Request, Status};

use super::agenda::{Agenda, Task};
use super::shift::Shift;
use super::words;
use crate::api::identity::{PRINCIPAL_KEY, ROLE_KEY};
use crate::api::proto::desk_service_client::DeskServiceClient;
use crate::api::proto::dispatch_service_client::DispatchServiceClient;
use crate::api::proto::{self, DispositionKind, Handling, WriteReceipt};
use crate::api::to_proto::position;
use crate::city::demand::Demand;
use crate::domain::geo::Point;
use crate::runtime::clock::Stopwatch;

/// One request in so many is sent twice on purpose.
const RETRIES_ONE_IN: u64 = 5;
/// How often a call without an answer is tried.
const TRIES_MAX: u32 = 5;

/// What the room remembers of what its desks were told.
#[derive(Debug, Default)]
pub(super) struct Memory(Mutex<Remembered>);

#[derive(Debug, Default)]
struct Remembered {
    /// The incident of an event of which several people tell.
    events: BTreeMap<u64, String>,
    /// Where an incident is in truth: whoever calls back is told.
    scenes: BTreeMap<String, Point>,
}

impl Memory {
    fn open(&self) -> MutexGuard<'_, Remembered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One desk.
#[derive(Clone, Debug)]
pub(super) struct Desk {
    name: String,
    client: DispatchServiceClient<Channel>,
    partners: DeskServiceClient<Channel>,
    memory: Arc<Memory>,
    shift: Arc<Shift>,
    written: u64,
}

impl Desk {
    /// A desk of this number.
    pub(super) fn new(number: u32, channel: Channel, memory: Arc<Memory>, shift: Arc<Shift>) -> Self {
        let partners = DeskServiceClient::new(channel.clone());
        let client = DispatchServiceClient::new(channel);
        Self { name: format!("desk-{number}"), client, partners, memory, shift, written: u64::from(number) }
    }

    /// Works until the shift is over.
    pub(super) async fn run(mut self, agenda: Arc<Agenda>) {
        let shift = Arc::clone(&self.shift);
        loop {
            let (due, task) = tokio::select! {
                () = shift.ended() => return,
                next = agenda.next(&shift) => next,
            };
            shift.begun(due);
            if let Err(status) = self.carry_out(task).await {
                shift.refused(&format!("desk: {}: {}", status.code(), status.message()));
            }
        }
    }

    async fn carry_out(&mut self, task: Task) -> Result<(), Status> {
        match task {
            Task::File(demand) => self.file(&demand).await,
            Task::Place(incident) => self.place(&incident).await,
            Task::Decide(incident, Handling::VerifyFirst) => self.verified(&incident).await,
            Task::Decide(incident, handling) => self.pass_on(&incident, handling).await,
            Task::Close(incident) => self.close(incident, DispositionKind::Handled).await,
        }
    }

    /// Files a report: for the incident that is known already, unless that has been closed.
    async fn file(&mut self, demand: &Demand) -> Result<(), Status> {
        let now = self.shift.now();
        let mut request = words::report(demand, self.shift.instant(now), &self.name);
        request.incident = self.memory.open().events.get(&demand.event).cloned().unwrap_or_default();
        let (receipt, request) = match self.file_once(request.clone()).await {
            Err(status) if status.code() == Code::FailedPrecondition && !request.incident.is_empty() => {
                let alone = proto::FileReportRequest { incident: String::new(), ..request };
                (self.file_once(alone.clone()).await?, alone)
            }
            outcome => (outcome?, request),
        };
        let rang_at = now.saturating_sub(words::rang_before(demand));
        self.shift.ledger().acknowledged(&receipt, &request.incident, rang_at);
        if let Some(opened) = &receipt.incident {
            let mut memory = self.memory.open();
            memory.events.insert(demand.event, opened.name.clone());
            memory.scenes.insert(opened.name.clone(), demand.scene);
        }
        Ok(())
    }

    async fn file_once(&mut self, mut request: proto::FileReportRequest) -> Result<WriteReceipt, Status> {
        request.request_id = self.shift.make_uuid();
        let client = self.client.clone();
        self.write("a report", request, move |request| {
            let mut client = client.clone();
            async move { client.file_report(request).await }
        })
        .await
    }

    async fn place(&mut self, incident: &str) -> Result<(), Status> {
        let Some(scene) = self.memory.open().scenes.get(incident).copied() else { return Ok(()) };
        let request = proto::RelocateIncidentRequest {
            incident: incident.to_owned(),
            position: Some(position(scene)),
            reason: "回拨确认地点".to_owned(),
            request_id: self.shift.make_uuid(),
            ..proto::RelocateIncidentRequest::default()
        };
        let client = self.client.clone();
        self.write("a place", request, move |request| {
            let mut client = client.clone();
            async move { client.relocate_incident(request).await }
        })
        .await
        .map(drop)
    }

    /// A person has verified a warning: patrols are sent.
    async fn verified(&mut self, incident: &str) -> Result<(), Status> {
        let request = proto::ClassifyIncidentRequest {
            incident: incident.to_owned(),
            handling: Some(Handling::PoliceDispatch.into()),
            reason: "人工核实".to_owned(),
            request_id: self.shift.make_uuid(),
            ..proto::ClassifyIncidentRequest::default()
        };
        let client = self.client.clone();
        self.write("a decision", request, move |request| {
            let mut client = client.clone();
            async move { client.classify_incident(request).await }
        })
        .await
        .map(drop)
    }

    /// Whoever was asked takes it and has done it; a call that broke off is called back.
    async fn pass_on(&mut self, incident: &str, handling: Handling) -> Result<(), Status> {
        match handling {
            Handling::Referral | Handling::Mediation | Handling::Transfer => {
                self.accepted(incident).await?;
                self.done(incident).await
            }
            Handling::RecordOnly => self.called_back(incident).await,
            Handling::Unspecified | Handling::PoliceDispatch | Handling::VerifyFirst => {
                self.close(incident.to_owned(), DispositionKind::NothingFound).await
            }
        }
    }

    async fn accepted(&mut self, incident: &str) -> Result<(), Status> {
        let request = proto::AcceptReferralRequest {
            incident: incident.to_owned(),
            request_id: self.shift.make_uuid(),
            ..proto::AcceptReferralRequest::default()
        };
        let client = self.partners.clone();
        self.write("an acceptance", request, move |request| {
            let mut client = client.clone();
            async move { client.accept_referral(request).await }
        })
        .await
        .map(drop)
    }

    async fn done(&mut self, incident: &str) -> Result<(), Status> {
        let request = proto::CloseReferralRequest {
            incident: incident.to_owned(),
            outcome: "已办结".to_owned(),
            request_id: self.shift.make_uuid(),
            ..proto::CloseReferralRequest::default()
        };
        let client = self.partners.clone();
        self.write("a referral's end", request, move |request| {
            let mut client = client.clone();
            async move { client.close_referral(request).await }
        })
        .await
        .map(drop)
    }

    async fn called_back(&mut self, incident: &str) -> Result<(), Status> {
        let request = proto::CompleteCallBackRequest {
            incident: incident.to_owned(),
            outcome: proto::CallBackOutcome::AllWell.into(),
            reason: "回拨无事".to_owned(),
            request_id: self.shift.make_uuid(),
            ..proto::CompleteCallBackRequest::default()
        };
        let client = self.partners.clone();
        self.write("a call-back", request, move |request| {
            let mut client = client.clone();
            async move { client.complete_call_back(request).await }
        })
        .await
        .map(drop)
    }

    async fn close(&mut self, incident: String, kind: DispositionKind) -> Result<(), Status> {
        let request = proto::CloseIncidentRequest {
            incident,
            disposition: Some(proto::Disposition {
                kind: kind.into(),
                activity: proto::ActivityKind::Other.into(),
                remark: String::new(),
            }),
            request_id: self.shift.make_uuid(),
            ..proto::CloseIncidentRequest::default()
        };
        let client = self.client.clone();
        self.write("a closing", request, move |request| {
            let mut client = client.clone();
            async move { client.close_incident(request).await }
        })
        .await
        .map(drop)
    }

    /// Sends a request until it is answered, and now and then once more to see that the answer stays the same.
    async fn write<R: Clone, F>(
        &mut self,
        what: &str,
        request: R,
        call: impl Fn(Request<R>) -> F,
    ) -> Result<WriteReceipt, Status>
    where
        F: Future<Output = Result<tonic::Response<WriteReceipt>, Status>>,
    {
        let mut tries = 1;
        let first = loop {
            let watch = Stopwatch::start();
            match call(signed(&self.name, request.clone())).await {
                Ok(response) => {
                    self.shift.answered(watch.elapsed());
                    break response.into_inner();
                }
                Err(status) if is_worth_a_retry(status.code()) && tries < TRIES_MAX => {
                    tries += 1;
                    let wait = Duration::from_secs(2 * u64::from(tries));
                    self.shift.until(self.shift.now() + wait).await;
                }
                Err(status) => return Err(status),
            }
        };
        self.written += 1;
        if self.written.is_multiple_of(RETRIES_ONE_IN) {
            match call(signed(&self.name, request)).await {
                Ok(second) => self.shift.ledger().retried(what, &first, &second.into_inner()),
                Err(status) if is_worth_a_retry(status.code()) => {}
                Err(status) => self.shift.ledger().retry_refused(what, status.message()),
            }
        }
        Ok(first)
    }
}

fn is_worth_a_retry(code: Code) -> bool {
    matches!(code, Code::Unavailable | Code::DeadlineExceeded | Code::ResourceExhausted | Code::Cancelled)
}

/// A request of a desk: a dispatcher of this name.
pub(super) fn signed<R>(desk: &str, message: R) -> Request<R> {
    let mut request = Request::new(message);
    let metadata = request.metadata_mut();
    metadata.insert(ROLE_KEY, MetadataValue::from_static("dispatcher"));
    if let Ok(name) = desk.parse() {
        metadata.insert(PRINCIPAL_KEY, name);
    }
    request
}
