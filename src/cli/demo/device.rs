//! A device on its `Connect` stream: a radio that speaks for one unit, or a gateway that speaks for hundreds.
//!
//! It checks its units in, sends their positions as often as the daemon advises (a gateway many in one message),
//! acknowledges orders and says how dispatches stand. When the stream breaks it connects again under the same
//! installation and sends what was not answered once more.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::Channel;
use tonic::{Status, Streaming};

use super::crew::Crew;
use super::shift::Shift;
use super::words;
use crate::api::proto::connect_request::Message as Up;
use crate::api::proto::connect_response::Message as Down;
use crate::api::proto::connect_write_result::Result as Told;
use crate::api::proto::unit_service_client::UnitServiceClient;
use crate::api::proto::{self, ConnectRequest, ConnectResponse, FixVerdict};

/// Fixes of one message: some 90 bytes each, far below the message limit.
const FIXES_PER_MESSAGE: usize = 300;
/// How often a gateway collects what its units have to send.
const GATEWAY_COLLECTS: Duration = Duration::from_secs(2);
/// How many messages may wait for the transport.
const OUTGOING_MAX: usize = 64;
/// How long a device waits before it connects again, in the city's time.
const COMES_BACK_AFTER: Duration = Duration::from_secs(20);

/// A device and the units that it speaks for.
#[derive(Debug)]
pub(super) struct Device {
    name: String,
    installation: String,
    crews: Vec<Crew>,
    by_unit: BTreeMap<String, usize>,
    /// The number of the last write.
    number: u64,
    /// Writes without an answer.
    unanswered: BTreeMap<u64, Up>,
    shift: Arc<Shift>,
}

/// The way up of a connection.
type Way = mpsc::Sender<ConnectRequest>;

impl Device {
    /// A device that is switched off.
    pub(super) fn new(name: String, crews: Vec<Crew>, shift: Arc<Shift>) -> Self {
        let by_unit = crews.iter().enumerate().map(|(index, crew)| (crew.unit.clone(), index)).collect();
        Self { name, installation: shift.make_uuid(), crews, by_unit, number: 0, unanswered: BTreeMap::new(), shift }
    }

    /// Serves its units until the shift is over.
    pub(super) async fn run(mut self, channel: Channel) {
        let shift = Arc::clone(&self.shift);
        let check_ins: Vec<_> = self.crews.iter().map(|crew| (crew.unit.clone(), crew.check_in.clone())).collect();
        for (unit, check_in) in check_ins {
            let check_in = Some(words::check_in(&check_in));
            self.note(Up::StartDuty(proto::StartDutyRequest { unit, check_in, ..proto::StartDutyRequest::default() }));
        }
        while !shift.is_over() {
            tokio::select! {
                () = shift.ended() => return,
                ended = self.connect(channel.clone()) => if let Err(status) = ended {
                    shift.refused(&format!("stream: {}", status.code()));
                },
            }
            shift.counts.broken.fetch_add(1, Ordering::Relaxed);
            shift.until(shift.now() + COMES_BACK_AFTER).await;
        }
    }

    async fn connect(&mut self, channel: Channel) -> Result<(), Status> {
        let (way, messages) = mpsc::channel(OUTGOING_MAX);
        let hello = proto::Hello {
            device: self.name.clone(),
            installation: self.installation.clone(),
            client_version: env!("CARGO_PKG_VERSION").to_owned(),
            units: self.crews.iter().map(|crew| crew.unit.clone()).collect(),
            status: None,
        };
        send(&way, 0, Up::Hello(hello)).await?;
        let mut client = UnitServiceClient::new(channel);
        let mut incoming = client.connect(ReceiverStream::new(messages)).await?.into_inner();
        for (number, message) in &self.unanswered {
            send(&way, *number, message.clone()).await?;
        }
        self.serve(&way, &mut incoming).await
    }

    async fn serve(&mut self, way: &Way, incoming: &mut Streaming<ConnectResponse>) -> Result<(), Status> {
        let shift = Arc::clone(&self.shift);
        let mut due = self.due();
        loop {
            tokio::select! {
                biased;
                message = incoming.message() => match message? {
                    Some(message) => {
                        self.hear(message, way).await?;
                        // Sooner, never later: a busy stream must not put off what is due.
                        due = due.min(self.due());
                    }
                    None => return Ok(()),
                },
                () = shift.until(due) => {
                    shift.begun(due);
                    self.act(way).await?;
                    due = self.due();
                }
            }
        }
    }

    /// When the next of its units has something to do; a gateway collects.
    fn due(&self) -> Duration {
        let now = self.shift.now();
        let next = self.crews.iter().map(|crew| crew.due(now)).min().unwrap_or(now + GATEWAY_COLLECTS);
        if self.crews.len() > 1 { next.max(now + GATEWAY_COLLECTS) } else { next }
    }

    async fn act(&mut self, way: &Way) -> Result<(), Status> {
        let now = self.shift.now();
        let (mut fixes, mut sayings) = (Vec::new(), Vec::new());
        {
            let mut notes = self.shift.ledger();
            for crew in self.crews.iter_mut().filter(|crew| crew.due(now) <= now || crew.order().is_some()) {
                sayings.extend(crew.act(now, &mut notes));
                fixes.extend(crew.fix(now));
            }
        }
        for saying in sayings {
            self.write(Up::AdvanceDispatch(saying), way).await?;
        }
        while !fixes.is_empty() {
            let rest = fixes.split_off(fixes.len().min(FIXES_PER_MESSAGE));
            send(way, 0, Up::Positions(proto::PositionBatch { fixes })).await?;
            fixes = rest;
        }
        Ok(())
    }

    async fn hear(&mut self, message: ConnectResponse, way: &Way) -> Result<(), Status> {
        match message.message {
            Some(Down::Welcome(welcome)) => {
                for assignment in welcome.assignments {
                    self.assigned(assignment, way).await?;
                }
            }
            Some(Down::Order(order)) => self.take_order(order, way).await?,
            Some(Down::WriteResult(result)) => self.answered(&result),
            Some(Down::BatchResult(result)) => self.judged(&result.summary.unwrap_or_default()),
            Some(Down::Advice(advice)) => self.advised(&advice),
            Some(Down::Notice(notice)) => self.shift.refused(&format!("notice: {}", notice.kind().as_str_name())),
            // Nobody is ordered about in the demo.
            Some(Down::StandingOrder(_)) | None => {}
        }
        Ok(())
    }

    async fn assigned(&mut self, assignment: proto::UnitAssignment, way: &Way) -> Result<(), Status> {
        if let Some(advice) = &assignment.advice {
            self.advised(advice);
        }
        if let Some(order) = assignment.order {
            return self.take_order(order, way).await;
        }
        let now = self.shift.now();
        if let Some(crew) = self.by_unit.get(&assignment.unit).and_then(|index| self.crews.get_mut(*index)) {
            crew.drop_order(now, &mut self.shift.ledger());
        }
        Ok(())
    }

    async fn take_order(&mut self, order: proto::UnitOrder, way: &Way) -> Result<(), Status> {
        self.shift.counts.orders.fetch_add(1, Ordering::Relaxed);
        let now = self.shift.now();
        let Some(crew) = self.by_unit.get(&order.unit).and_then(|index| self.crews.get_mut(*index)) else {
            self.shift.refused("an order for a unit of another device");
            return Ok(());
        };
        crew.take_order(&order, now, &mut self.shift.ledger());
        let acknowledged = proto::AcknowledgeOrderRequest {
            unit: order.unit,
            order: order.name,
            version: order.version,
            ..proto::AcknowledgeOrderRequest::default()
        };
        self.write(Up::AcknowledgeOrder(acknowledged), way).await
    }

    fn answered(&mut self, result: &proto::ConnectWriteResult) {
        let asked = self.unanswered.remove(&result.number);
        if let Some(Told::Error(error)) = &result.result {
            self.shift.refused(&error.reason);
        } else if let Some(Up::StartDuty(_)) = asked {
            self.shift.counts.on_duty.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn judged(&self, summary: &proto::BatchSummary) {
        let counts = &self.shift.counts;
        for verdict in &summary.verdicts {
            let believed = matches!(verdict.verdict(), FixVerdict::Accepted | FixVerdict::AcceptedOutside);
            let counter = if believed { &counts.fixes } else { &counts.fixes_kept_aside };
            counter.fetch_add(u64::from(verdict.count), Ordering::Relaxed);
        }
        counts.fixes_kept_aside.fetch_add(u64::from(summary.malformed_count), Ordering::Relaxed);
    }

    fn advised(&mut self, advice: &proto::ReportAdvice) {
        let now = self.shift.now();
        if let Some(crew) = self.by_unit.get(&advice.unit).and_then(|index| self.crews.get_mut(*index)) {
            crew.advised(advice.interval_ms, now);
        }
    }

    async fn write(&mut self, message: Up, way: &Way) -> Result<(), Status> {
        let number = self.note(message.clone());
        send(way, number, message).await
    }

    /// Keeps a write until it is answered.
    fn note(&mut self, message: Up) -> u64 {
        self.number += 1;
        self.unanswered.insert(self.number, message);
        self.number
    }
}

async fn send(way: &Way, number: u64, message: Up) -> Result<(), Status> {
    let sent = way.send(ConnectRequest { number, message: Some(message) }).await;
    sent.map_err(|_| Status::unavailable("the stream is closed"))
}
