//! One connection of a device, from the welcome to its end.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::pin::pin;
use std::sync::Arc;

use tokio::time::{MissedTickBehavior, interval};
use tokio_stream::StreamExt;
use tonic::{Status, Streaming};

use super::super::edge::{Edge, receipt};
use super::super::from_proto::FixesRead;
use super::super::names;
use super::super::outbox::{Gone, Outbox};
use super::super::proto::connect_request::Message as Up;
use super::super::proto::connect_response::Message as Down;
use super::super::proto::connect_write_result::Result as Told;
use super::super::proto::{self, ConnectRequest, ConnectResponse, NoticeKind, WriteReceipt};
use super::super::stamp::Channel;
use super::super::status::Problem;
use super::super::submit::{first, put_one};
use super::super::to_proto;
use super::super::unit::{add_counts, record};
use super::links::{mark_connected, mark_dropped};
use super::registry::{Connections, News, Seat};
use super::standing::StandingOrders;
use super::{Speaker, advice};
use crate::domain::dispatch::Dispatch;
use crate::domain::event::Event;
use crate::domain::ids::{DispatchId, Sequence, UnitId};
use crate::domain::unit::Activity;
use crate::runtime::board::View;
use crate::runtime::feed::Change;
use crate::runtime::handle::Pending;

/// Of how many fixes on a message is judged on the threads beside: a gateway's takes as long as many reports.
const FIXES_BESIDE: usize = 32;

/// Serves a connection until it ends, and marks the units' links.
pub(super) async fn run(
    edge: &Edge,
    connections: &Connections,
    speaker: Speaker,
    messages: Streaming<ConnectRequest>,
    outbox: &Outbox<ConnectResponse>,
) {
    let mut seat = connections.enter(&speaker.units);
    let mut session = Session {
        edge,
        connections,
        outbox,
        speaker,
        in_flight: VecDeque::new(),
        put_off: None,
        duties: BTreeMap::new(),
        sent: BTreeMap::new(),
        standing: StandingOrders::default(),
        advised: BTreeMap::new(),
    };
    if let Err(End::Status(status)) = session.serve(&mut seat, messages).await {
        outbox.fail(*status);
    }
    let silent = seat.leave(connections);
    mark_dropped(edge, connections, &silent).await;
}

struct Session<'a> {
    edge: &'a Edge,
    connections: &'a Connections,
    outbox: &'a Outbox<ConnectResponse>,
    speaker: Speaker,
    /// Writes that wait for their sync, oldest first.
    in_flight: VecDeque<(u64, Pending)>,
    /// The first write that was turned away for want of room and must be sent again, and why.
    put_off: Option<(u64, Problem)>,
    /// Writes in flight that start a duty: the link is marked once they are accepted.
    duties: BTreeMap<u64, UnitId>,
    /// The newest version of each dispatch's order that was sent, while it matters.
    sent: BTreeMap<DispatchId, u32>,
    /// The standing orders that were sent.
    standing: StandingOrders,
    /// The interval that each unit was last advised, in milliseconds.
    advised: BTreeMap<UnitId, u32>,
}

/// Why a connection ends before the device closes it.
enum End {
    /// The device is gone.
    Gone,
    /// It is told why.
    Status(Box<Status>),
}

impl From<Gone> for End {
    fn from(gone: Gone) -> Self {
        match gone {
            Gone::Closed => Self::Gone,
            Gone::TooSlow => Self::Status(Box::new(Status::aborted("you read too slowly: connect again"))),
        }
    }
}

impl From<Status> for End {
    fn from(status: Status) -> Self {
        Self::Status(Box::new(status))
    }
}

impl Session<'_> {
    async fn serve(&mut self, seat: &mut Seat, mut messages: Streaming<ConnectRequest>) -> Result<(), End> {
        let units: Vec<_> = self.speaker.units.iter().cloned().collect();
        mark_connected(self.edge, self.connections, &self.speaker.actor, &units).await;
        self.count_anew();
        let mut last = self.welcome().await?;
        let mut resend = interval(self.edge.limits.order_resend_interval);
        resend.set_missed_tick_behavior(MissedTickBehavior::Delay);
        resend.reset();
        let (mut open, mut stopping) = (true, false);
        // Asked once for the whole connection: each asking takes a place among thousands that wait.
        let (edge, outbox) = (self.edge, self.outbox);
        let (mut drained, mut closed) = (pin!(edge.drained()), pin!(outbox.closed()));
        while open || !self.in_flight.is_empty() {
            let room = self.in_flight.len() < self.edge.limits.submit_in_flight_max;
            tokio::select! {
                biased;
                // What is in flight is still answered.
                () = &mut drained, if open => (open, stopping) = (false, true),
                () = &mut closed => return Ok(()),
                (number, outcome) = first(&mut self.in_flight) => self.told(number, receipt(outcome)).await?,
                news = seat.news() => match news {
                    // What the welcome has told already is not told again.
                    News::Change(change) if change.entry.sequence > last => self.tell(&change).await?,
                    News::Change(_) => {}
                    News::Lost => last = self.welcome().await?,
                    News::Replaced => {
                        let message = "another connection speaks for a unit of yours";
                        return self.notice(NoticeKind::Replaced, message.to_owned()).await;
                    }
                },
                _ = resend.tick() => {
                    if seat.may_have_lost_a_grant() {
                        self.still_granted()?;
                    }
                    if seat.has_lost() {
                        last = self.welcome().await?;
                    }
                    self.resend().await?;
                }
                message = messages.next(), if open && room => match message.transpose()? {
                    Some(message) => self.take(message).await?,
                    None => open = false,
                },
            }
        }
        if stopping {
            self.notice(NoticeKind::Draining, "the daemon is stopping: connect again in a moment".to_owned()).await?;
        }
        Ok(())
    }

    /// Another app counts its fixes from 1 again, and beside the count of the one before they would all be late. It is said
    /// behind the mark, when what that one still had on its way has come in. The radios of a gateway go on counting.
    fn count_anew(&self) {
        let Speaker { units, device, installation, .. } = &self.speaker;
        let Some(unit) = units.first().filter(|_| units.len() == 1) else { return };
        if self.connections.is_another(unit, device, *installation)
            && let Err(refusal) = self.edge.handle.tracker().change_device(unit)
        {
            tracing::warn!(%unit, %refusal, "failed to count the fixes of a unit anew");
        }
    }

    /// A unit that was taken from a gateway is none of its own any more, and the stream ends. What it writes is judged
    /// by what it has been granted in any case; this keeps orders from it, too.
    fn still_granted(&self) -> Result<(), End> {
        let view = self.edge.handle.read();
        match self.speaker.not_granted(&view) {
            Some(unit) => {
                Err(Status::from(Problem::permission_denied(format!("unit {unit} is not yours any more"))).into())
            }
            None => Ok(()),
        }
    }

    async fn take(&mut self, message: ConnectRequest) -> Result<(), End> {
        let number = message.number;
        let Some(said) = message.message else {
            return self.bad_message(Problem::invalid("message", "required, or not known to this version")).await;
        };
        let is_write = !matches!(said, Up::Hello(_) | Up::DeviceStatus(_) | Up::Positions(_));
        if is_write && let Some(problem) = self.behind(number) {
            return self.told(number, Err(problem)).await;
        }
        let put = match said {
            Up::Hello(_) => {
                return self.bad_message(Problem::invalid("hello", "only the first message is a hello")).await;
            }
            Up::DeviceStatus(status) => {
                tracing::debug!(device = %self.speaker.device, battery_percent = status.battery_percent, "device status");
                return Ok(());
            }
            Up::Positions(batch) => return self.positions(number, batch).await,
            _ if number == 0 => Err(Problem::invalid("number", "invalid number (got 0): writes are numbered from 1")),
            Up::AdvanceDispatch(request) => {
                put_one(self.edge, &request, &self.speaker.actor, self.channel(number)).await
            }
            Up::AcknowledgeOrder(request) => {
                put_one(self.edge, &request, &self.speaker.actor, self.channel(number)).await
            }
            Up::SetAvailability(request) => {
                put_one(self.edge, &request, &self.speaker.actor, self.channel(number)).await
            }
            Up::ReportOnView(request) => put_one(self.edge, &request, &self.speaker.actor, self.channel(number)).await,
            Up::AttachToIncident(request) => {
                put_one(self.edge, &request, &self.speaker.actor, self.channel(number)).await
            }
            Up::CompleteOrder(request) => put_one(self.edge, &request, &self.speaker.actor, self.channel(number)).await,
            Up::RaiseEmergency(request) => {
                put_one(self.edge, &request, &self.speaker.actor, self.channel(number)).await
            }
            Up::EndDuty(request) => put_one(self.edge, &request, &self.speaker.actor, self.channel(number)).await,
            Up::ChangeCrew(request) => put_one(self.edge, &request, &self.speaker.actor, self.channel(number)).await,
            Up::StartDuty(request) => {
                let unit = self.speaker.units.iter().find(|unit| names::unit(unit) == request.unit).cloned();
                self.duties.extend(unit.map(|unit| (number, unit)));
                put_one(self.edge, &request, &self.speaker.actor, self.channel(number)).await
            }
        };
        match put {
            Ok(pending) => self.in_flight.push_back((number, pending)),
            Err(problem) => {
                if problem.retry_delay().is_some() {
                    self.put_off = Some((number, problem.clone()));
                }
                self.told(number, Err(problem)).await?;
            }
        }
        Ok(())
    }

    /// The refusal of a write that comes behind one that must be sent again. Were it carried out, the lower number
    /// would count as too old ever after.
    fn behind(&mut self, number: u64) -> Option<Problem> {
        match &self.put_off {
            Some((first, problem)) if number > *first => Some(problem.clone()),
            Some(_) if number > 0 => {
                self.put_off = None;
                None
            }
            Some(_) | None => None,
        }
    }

    fn channel(&self, number: u64) -> Channel {
        Channel::Device { device: self.speaker.device.clone(), installation: self.speaker.installation, number }
    }

    async fn positions(&mut self, number: u64, batch: proto::PositionBatch) -> Result<(), End> {
        let (count, units) = (batch.fixes.len(), self.speaker.units.len());
        let only = self.speaker.units.first().filter(|_| units == 1).cloned();
        let (edge, actor) = (self.edge.clone(), Arc::clone(&self.speaker.actor));
        // What a device says of itself stands behind its positions, so they never wait for a place: they are judged or left
        // aside.
        let judged = match edge.overload.radio_positions(&actor.principal, units) {
            Ok(()) if count > FIXES_BESIDE => {
                let aside = edge.overload.aside().run({
                    let edge = edge.clone();
                    async move { record(&edge, &actor, only.as_ref(), &batch.fixes, edge.overload.is_pressed()) }
                });
                aside.await.unwrap_or_else(|| Err(Problem::unavailable("STOPPING", "the daemon is stopping")))
            }
            Ok(()) => record(&edge, &actor, only.as_ref(), &batch.fixes, edge.overload.is_pressed()),
            Err(problem) => Err(problem),
        };
        let (read, judged) = match judged {
            Ok(done) => done,
            Err(problem) => match problem.retry_delay() {
                Some(after) => (FixesRead::shed(count, after), Vec::new()),
                None => return self.bad_message(problem).await,
            },
        };
        let mut verdicts = Vec::new();
        add_counts(&mut verdicts, &judged);
        let summary = Some(to_proto::batch_summary(&read, &verdicts));
        self.send(Down::BatchResult(proto::ConnectBatchResult { number, summary })).await?;
        Ok(())
    }

    /// Says how a write went. A unit that has just checked in through this connection can be reached by it.
    async fn told(&mut self, number: u64, outcome: Result<WriteReceipt, Problem>) -> Result<(), End> {
        let duty = self.duties.remove(&number);
        let result = match outcome {
            Ok(receipt) => {
                mark_connected(self.edge, self.connections, &self.speaker.actor, duty.as_slice()).await;
                Told::Receipt(receipt)
            }
            Err(problem) => Told::Error(problem.into_write_error()),
        };
        self.send(Down::WriteResult(proto::ConnectWriteResult { number, result: Some(result) })).await?;
        Ok(())
    }

    /// Tells what holds now.
    async fn welcome(&mut self) -> Result<Sequence, End> {
        let now = self.edge.handle.now();
        let told;
        let (assignments, orders, as_of) = {
            let view = self.edge.handle.read();
            let units: Vec<_> =
                self.speaker.units.iter().filter_map(|id| view.unit(id).map(|unit| (id, unit))).collect();
            let mut orders = Vec::new();
            let mut standing = std::mem::take(&mut self.standing);
            let assignments: Vec<_> = units
                .into_iter()
                .map(|(id, unit)| {
                    let held = unit.dispatch().and_then(|dispatch| view.dispatch(dispatch));
                    let held = held.filter(|dispatch| dispatch.is_order_in_force(now));
                    orders.extend(held.map(|dispatch| (dispatch.id, dispatch.order.version)));
                    let standing_order = standing.welcome(unit, now);
                    proto::UnitAssignment {
                        unit: names::unit(id),
                        on_duty: unit.duty.is_some(),
                        activity: activity(unit.duty.as_ref().map(|duty| &duty.activity)).into(),
                        order: held.map(|dispatch| self.order(dispatch, &view)),
                        advice: Some(advice(&self.edge.limits, id, Some(unit), &view)),
                        standing_order,
                    }
                })
                .collect();
            told = standing;
            (assignments, orders, view.sequence())
        };
        self.standing = told;
        self.sent.extend(orders);
        self.advised = assignments
            .iter()
            .zip(&self.speaker.units)
            .filter_map(|(told, id)| told.advice.as_ref().map(|advice| (id.clone(), advice.interval_ms)))
            .collect();
        let oldest = self.edge.limits.client_version_min;
        self.send(Down::Welcome(proto::Welcome {
            time: Some(to_proto::time(now)),
            daemon_version: env!("CARGO_PKG_VERSION").to_owned(),
            oldest_client_version: oldest.to_string(),
            assignments,
            as_of_sequence: as_of.get(),
        }))
        .await?;
        if self.speaker.version < oldest {
            let message = format!("client version {} is older than {oldest}: update it", self.speaker.version);
            self.notice(NoticeKind::ClientTooOld, message).await?;
        }
        Ok(as_of)
    }

    /// Tells what a change means for the units.
    async fn tell(&mut self, change: &Change) -> Result<(), End> {
        let mine = |unit: &UnitId| self.speaker.units.contains(unit);
        let dispatches: Vec<_> = change.dispatches.iter().filter(|dispatch| mine(&dispatch.unit)).collect();
        let units: BTreeSet<_> = change.units.iter().map(|unit| &unit.profile.id).filter(|unit| mine(unit)).collect();
        if dispatches.is_empty() && units.is_empty() {
            return Ok(());
        }
        let (orders, advices) = {
            let view = self.edge.handle.read();
            let is_newer = |it: &Dispatch| self.sent.get(&it.id).is_none_or(|sent| *sent < it.order.version);
            let news = dispatches.iter().filter(|it| is_newer(it) || self.is_told_by_others(change, it.id));
            let orders: Vec<_> = news.map(|it| (it.id, it.order.version, self.order(it, &view))).collect();
            let named = units.into_iter().chain(dispatches.iter().map(|dispatch| &dispatch.unit));
            let advices: BTreeMap<_, _> = named
                .map(|id| (id.clone(), advice(&self.edge.limits, id, view.unit(id).map(|unit| &**unit), &view)))
                .filter(|(id, advice)| self.advised.get(id) != Some(&advice.interval_ms))
                .collect();
            (orders, advices)
        };
        for (id, version, order) in orders {
            self.sent.insert(id, version);
            self.send(Down::Order(order)).await?;
        }
        for unit in change.units.iter().filter(|unit| self.speaker.units.contains(&unit.profile.id)) {
            for order in self.standing.news(unit, &change.entry.events) {
                self.send(Down::StandingOrder(order)).await?;
            }
        }
        for dispatch in dispatches {
            if !dispatch.state.is_live() && dispatch.order.delivered_at.is_some() {
                self.sent.remove(&dispatch.id);
            }
        }
        for (id, advice) in advices {
            self.advised.insert(id, advice.interval_ms);
            self.send(Down::Advice(advice)).await?;
        }
        Ok(())
    }

    /// Whether somebody else has said how far the crew is: a device that did not hear of it would let the order expire.
    fn is_told_by_others(&self, change: &Change, id: DispatchId) -> bool {
        let is_told = |event: &Event| matches!(event, Event::DispatchAdvanced { dispatch, .. } if *dispatch == id);
        change.entry.actor.principal != self.speaker.actor.principal && change.entry.events.iter().any(is_told)
    }

    /// Sends every order again that its device has not acknowledged and that still holds. It goes through what was sent
    /// and not through the units: a gateway speaks for thousands, and hundreds of gateways that came in the same moment do
    /// this in the same moment, too.
    async fn resend(&mut self) -> Result<(), End> {
        let now = self.edge.handle.now();
        let (orders, open, standing): (Vec<_>, BTreeSet<_>, Vec<_>) = {
            let view = self.edge.handle.read();
            let sent = || self.sent.keys().filter_map(|id| view.dispatch(*id));
            let is_due = |it: &&Arc<Dispatch>| it.order.delivered_at.is_none() && it.is_order_in_force(now);
            let due: Vec<_> = sent().filter(is_due).collect();
            let live = sent().filter(|dispatch| dispatch.state.is_live());
            let open = live.chain(due.iter().copied()).map(|dispatch| dispatch.id).collect();
            let standing = self.standing.again(&view, now);
            (due.into_iter().map(|dispatch| self.order(dispatch, &view)).collect(), open, standing)
        };
        self.sent.retain(|id, _| open.contains(id));
        for order in orders {
            self.send(Down::Order(order)).await?;
        }
        for order in standing {
            self.send(Down::StandingOrder(order)).await?;
        }
        Ok(())
    }

    fn order(&self, dispatch: &Dispatch, view: &View) -> proto::UnitOrder {
        let incident = view.incident(dispatch.incident);
        let report = incident.and_then(|incident| incident.reports.first()).and_then(|report| view.report(*report));
        self.speaker.eyes.order(dispatch, incident.map(|it| &**it), report.map(|it| &**it))
    }

    async fn bad_message(&self, problem: Problem) -> Result<(), End> {
        let error = problem.into_write_error();
        let notice = proto::Notice {
            kind: NoticeKind::BadMessage.into(),
            message: error.message,
            unit: String::new(),
            field_violations: error.field_violations,
        };
        Ok(self.send(Down::Notice(notice)).await?)
    }

    async fn notice(&self, kind: NoticeKind, message: String) -> Result<(), End> {
        let notice = proto::Notice { kind: kind.into(), message, ..proto::Notice::default() };
        Ok(self.send(Down::Notice(notice)).await?)
    }

    async fn send(&self, message: Down) -> Result<(), Gone> {
        self.outbox.send(ConnectResponse { message: Some(message) }).await
    }
}

fn activity(activity: Option<&Activity>) -> proto::UnitActivity {
    match activity {
        None => proto::UnitActivity::Unspecified,
        Some(Activity::Available) => proto::UnitActivity::Available,
        Some(Activity::Unavailable { .. }) => proto::UnitActivity::Unavailable,
        Some(Activity::OnDispatch(_)) => proto::UnitActivity::OnDispatch,
    }
}
