//! The big screen of the room: it watches everything that changes and tells the desks what there is to do.
//!
//! It is how consoles get to know what to do next, and where the running counts on the terminal come from. The checks at
//! the end do not look at it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::mpsc;
use tonic::Status;
use tonic::transport::Channel;

use super::agenda::{Agenda, Task};
use super::crew::is_over;
use super::desk::signed;
use super::shift::Shift;
use crate::api::proto::dispatch_service_client::DispatchServiceClient;
use crate::api::proto::watch_response::Message;
use crate::api::proto::{self, DispatchState, Handling, IncidentState, WaitReason};

/// From an incident without a place to the desk's call back.
const CALLS_BACK_AFTER: Duration = Duration::from_secs(100);
/// From an incident that wants a decision to the decision.
const DECIDES_AFTER: Duration = Duration::from_mins(4);
/// From the last unit's word that it has finished to the closing.
const CLOSES_AFTER: Duration = Duration::from_secs(45);

/// What the screen shows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// Incidents that are not closed.
    pub(super) open: AtomicU64,
    /// Those of them that wait for a unit or a place.
    pub(super) waiting: AtomicU64,
    /// Units that are on a dispatch.
    pub(super) on_dispatch: AtomicU64,
}

/// The screen.
#[derive(Debug)]
pub(super) struct Wall {
    shift: Arc<Shift>,
    agenda: Arc<Agenda>,
    shown: Arc<Shown>,
    /// Units that a desk calls by voice, and the way to the one who does.
    voice: (BTreeSet<String>, mpsc::Sender<proto::UnitOrder>),
    incidents: BTreeMap<String, proto::Incident>,
    dispatches: BTreeMap<String, (String, DispatchState)>,
    planned: BTreeSet<(String, &'static str)>,
    sequence: u64,
}

impl Wall {
    /// A dark screen.
    pub(super) fn new(
        shift: Arc<Shift>,
        agenda: Arc<Agenda>,
        shown: Arc<Shown>,
        voice: (BTreeSet<String>, mpsc::Sender<proto::UnitOrder>),
    ) -> Self {
        Self {
            shift,
            agenda,
            shown,
            voice,
            incidents: BTreeMap::new(),
            dispatches: BTreeMap::new(),
            planned: BTreeSet::new(),
            sequence: 0,
        }
    }

    /// Watches until the shift is over; a watch that ends is begun again where it was.
    pub(super) async fn run(mut self, channel: Channel) {
        let shift = Arc::clone(&self.shift);
        while !shift.is_over() {
            tokio::select! {
                () = shift.ended() => return,
                ended = self.watch(channel.clone()) => if let Err(status) = ended {
                    shift.refused(&format!("watch: {}", status.code()));
                },
            }
            shift.until(shift.now() + Duration::from_secs(5)).await;
        }
    }

    async fn watch(&mut self, channel: Channel) -> Result<(), Status> {
        let request = proto::WatchRequest { resume_sequence: self.sequence, ..proto::WatchRequest::default() };
        let mut stream = DispatchServiceClient::new(channel).watch(signed("wall", request)).await?.into_inner();
        while let Some(message) = stream.message().await? {
            match message.message {
                Some(Message::Snapshot(part)) => {
                    self.sequence = part.as_of_sequence;
                    self.look(part.incidents, part.dispatches, &[]).await;
                }
                Some(Message::Change(change)) => {
                    self.sequence = change.sequence;
                    self.look(change.incidents, change.dispatches, &change.retired_incidents).await;
                }
                Some(Message::Resync(_)) => {
                    self.sequence = 0;
                    return Ok(());
                }
                Some(Message::Heartbeat(_) | Message::Positions(_)) | None => {}
            }
        }
        Ok(())
    }

    async fn look(&mut self, incidents: Vec<proto::Incident>, dispatches: Vec<proto::Dispatch>, retired: &[String]) {
        let touched: Vec<_> = incidents.iter().map(|incident| incident.name.clone()).collect();
        for incident in incidents {
            self.incidents.insert(incident.name.clone(), incident);
        }
        for dispatch in dispatches {
            self.dispatches.insert(dispatch.name.clone(), (dispatch.unit.clone(), dispatch.state()));
            if self.voice.0.contains(&dispatch.unit) {
                self.call_by_voice(&dispatch).await;
            }
        }
        for name in touched {
            self.plan(&name);
        }
        for name in retired {
            for dispatch in self.incidents.remove(name).map(|incident| incident.dispatches).unwrap_or_default() {
                self.dispatches.remove(&dispatch);
            }
        }
        self.show();
    }

    /// What the incident wants of a desk, each thing once.
    fn plan(&mut self, name: &str) {
        let Some(incident) = self.incidents.get(name) else { return };
        let now = self.shift.now();
        let (what, due, task) = match incident.state() {
            IncidentState::Waiting if incident.wait_reason() == WaitReason::Unplaced => {
                ("place", now + CALLS_BACK_AFTER, Task::Place(name.to_owned()))
            }
            IncidentState::AwaitingDecision => {
                let handling =
                    incident.classification.as_ref().map_or(Handling::Unspecified, proto::Classification::handling);
                ("decide", now + DECIDES_AFTER, Task::Decide(name.to_owned(), handling))
            }
            IncidentState::Responding if self.is_finished(incident) => {
                ("close", now + CLOSES_AFTER, Task::Close(name.to_owned()))
            }
            IncidentState::Unspecified | IncidentState::Waiting | IncidentState::Responding | IncidentState::Closed => {
                return;
            }
        };
        if self.planned.insert((name.to_owned(), what)) {
            self.agenda.add(due, task);
        }
    }

    /// Whether somebody has finished and nobody is on it any more.
    fn is_finished(&self, incident: &proto::Incident) -> bool {
        let states = || incident.dispatches.iter().filter_map(|it| self.dispatches.get(it)).map(|(_, state)| *state);
        states().all(is_over) && states().any(|state| state == DispatchState::Finished)
    }

    /// The one who calls units by voice hears of their dispatches what a radio would have been sent.
    async fn call_by_voice(&self, dispatch: &proto::Dispatch) {
        let Some(incident) = self.incidents.get(&dispatch.incident) else { return };
        let order = dispatch.order.clone().unwrap_or_default();
        let called = proto::UnitOrder {
            name: order.name,
            version: order.version,
            unit: dispatch.unit.clone(),
            dispatch: dispatch.name.clone(),
            state: dispatch.state,
            incident: dispatch.incident.clone(),
            type_code: incident.classification.as_ref().map(|it| it.type_code.clone()).unwrap_or_default(),
            position: incident.position,
            ..proto::UnitOrder::default()
        };
        // When nobody calls any more the shift is over.
        drop(self.voice.1.send(called).await);
    }

    fn show(&self) {
        let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        let open = self.incidents.values().filter(|it| it.state() != IncidentState::Closed);
        let waiting = self.incidents.values().filter(|it| it.state() == IncidentState::Waiting);
        let live = self.dispatches.values().filter(|(_, state)| !is_over(*state));
        self.shown.open.store(count(open.count()), Ordering::Relaxed);
        self.shown.waiting.store(count(waiting.count()), Ordering::Relaxed);
        self.shown.on_dispatch.store(count(live.count()), Ordering::Relaxed);
    }
}
