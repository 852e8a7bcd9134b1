//! One evening from the first check-in to the last question: who is there, in which order they begin, and what is read
//! back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tonic::transport::Channel;
use tonic::{Code, Status};

use super::agenda::{Agenda, Task};
use super::check::{Found, ReadBack};
use super::crew::Crew;
use super::desk::{Desk, Memory, signed};
use super::device::Device;
use super::ledger::Ledger;
use super::shift::Shift;
use super::voice::VoiceDesk;
use super::wall::{Shown, Wall};
use super::words;
use crate::api::proto;
use crate::api::proto::dispatch_service_client::DispatchServiceClient;
use crate::api::proto::roster_service_client::RosterServiceClient;
use crate::city::City;
use crate::city::demand::Demand;
use crate::city::fleet::Patrol;
use crate::cli::failure::Failure;
use crate::cli::local::LocalDaemon;

/// Radios on one connection: well below the 256 streams that the daemon allows.
const RADIOS_PER_CHANNEL: usize = 100;
/// How many desks there are.
const DESKS: u32 = 8;
/// Orders for voice-only units that may wait for their desk.
const VOICE_ORDERS_MAX: usize = 256;
/// How long before it is due a call comes on the agenda, by the city's time.
const CALLS_AHEAD: Duration = Duration::from_mins(10);
/// How often it is looked whether everybody is on duty, in real time.
const LOOKS_EVERY: Duration = Duration::from_millis(50);
/// How often a question is asked again that was not answered in time.
const LATE_MAX: u32 = 3;
/// For how long nobody may come on duty before the demonstration gives up, in real time.
const PATIENCE: Duration = Duration::from_mins(1);

/// Everybody at work.
#[derive(Debug)]
pub(super) struct Evening {
    shift: Arc<Shift>,
    agenda: Arc<Agenda>,
    /// Calls that were put on the agenda.
    calls: Arc<AtomicUsize>,
    /// What the big screen shows.
    pub(super) shown: Arc<Shown>,
    tasks: JoinSet<()>,
}

impl Evening {
    /// Imports the roster and brings everybody on duty; returns when the last one is.
    ///
    /// # Errors
    /// When the daemon refuses something, or somebody does not come on duty.
    pub(super) async fn begin(
        daemon: &LocalDaemon,
        city: &City,
        patrols: &[Patrol],
        shift: Arc<Shift>,
    ) -> Result<Self, Failure> {
        import(daemon.channel()?, city, patrols, &shift).await?;
        let mut fleet = Fleet::new(city, patrols, shift.now());
        let (orders, called) = mpsc::channel(VOICE_ORDERS_MAX);
        let voice_only: BTreeSet<_> = fleet.voices.iter().map(|crew| crew.unit.clone()).collect();
        shift.ledger().voice_only.clone_from(&voice_only);
        let (agenda, shown) = (Arc::new(Agenda::default()), Arc::new(Shown::default()));
        let mut tasks = JoinSet::new();

        let mut voice =
            VoiceDesk::new(std::mem::take(&mut fleet.voices), called, daemon.channel()?, Arc::clone(&shift));
        voice.check_in().await?;
        tasks.spawn(voice.run());
        let wall = Wall::new(Arc::clone(&shift), Arc::clone(&agenda), Arc::clone(&shown), (voice_only, orders));
        tasks.spawn(wall.run(daemon.channel()?));
        let (memory, desks) = (Arc::new(Memory::default()), daemon.channel()?);
        for number in 1..=DESKS {
            let desk = Desk::new(number, desks.clone(), Arc::clone(&memory), Arc::clone(&shift));
            tasks.spawn(desk.run(Arc::clone(&agenda)));
        }
        // Gateways first: the few of them bring two thirds of the fleet.
        for (gateway, crews) in fleet.gateways {
            tasks.spawn(Device::new(gateway, crews, Arc::clone(&shift)).run(daemon.channel()?));
        }
        let mut radios = fleet.radios.into_iter().peekable();
        while radios.peek().is_some() {
            let channel = daemon.channel()?;
            for (device, crew) in radios.by_ref().take(RADIOS_PER_CHANNEL) {
                tasks.spawn(Device::new(device, vec![crew], Arc::clone(&shift)).run(channel.clone()));
            }
        }
        all_on_duty(&shift, patrols.len()).await?;
        Ok(Self { shift, agenda, calls: Arc::default(), shown, tasks })
    }

    /// Lets the city call: what it would tell from `peak` on is told from now on. Days of calls are not kept in memory:
    /// each comes on the agenda a little before it is due.
    pub(super) fn let_call(&mut self, demand: impl Iterator<Item = Demand> + Send + 'static, peak: Duration) {
        let (shift, agenda, calls) = (Arc::clone(&self.shift), Arc::clone(&self.agenda), Arc::clone(&self.calls));
        let begun = shift.now();
        self.tasks.spawn(async move {
            for demand in demand {
                let due = begun + demand.at.saturating_sub(peak);
                tokio::select! {
                    () = shift.ended() => return,
                    () = shift.until(due.saturating_sub(CALLS_AHEAD)) => {}
                }
                agenda.add(due, Task::File(Box::new(demand)));
                calls.fetch_add(1, Ordering::Relaxed);
            }
        });
    }

    /// How many calls there were.
    pub(super) fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    /// Waits until every report is filed and every unit that a receipt names was told, at most `patience` of real time.
    pub(super) async fn settle(&self, patience: Duration) {
        let mut left = patience;
        while !left.is_zero() && !is_settled(&self.shift.ledger(), self.calls()) {
            tokio::time::sleep(LOOKS_EVERY).await;
            left = left.saturating_sub(LOOKS_EVERY);
        }
    }

    /// Sends everybody home.
    pub(super) async fn end(mut self) {
        self.shift.end();
        while self.tasks.join_next().await.is_some() {}
    }
}

/// The units by the way in which they are reached.
struct Fleet {
    radios: Vec<(String, Crew)>,
    gateways: BTreeMap<String, Vec<Crew>>,
    voices: Vec<Crew>,
}

impl Fleet {
    fn new(city: &City, patrols: &[Patrol], start: Duration) -> Self {
        let mut granted = BTreeMap::new();
        for grant in &city.fleet.gateways {
            granted.extend(grant.units.iter().map(|unit| (unit, &grant.gateway)));
        }
        let mut fleet = Self { radios: Vec::new(), gateways: BTreeMap::new(), voices: Vec::new() };
        for (number, patrol) in (0..).zip(patrols) {
            let crew = Crew::new(city, patrol, start, number);
            match (&patrol.check_in.device, granted.get(&patrol.profile.id)) {
                (None, _) => fleet.voices.push(crew),
                (Some(_), Some(gateway)) => fleet.gateways.entry(gateway.to_string()).or_default().push(crew),
                (Some(device), None) => fleet.radios.push((device.to_string(), crew)),
            }
        }
        fleet
    }
}

async fn import(channel: Channel, city: &City, patrols: &[Patrol], shift: &Shift) -> Result<(), Failure> {
    let mut client = RosterServiceClient::new(channel);
    for mut piece in words::roster(&city.fleet, patrols) {
        piece.request_id = shift.make_uuid();
        client.import_roster(piece).await?;
    }
    Ok(())
}

async fn all_on_duty(shift: &Shift, units: usize) -> Result<(), Failure> {
    let wanted = u64::try_from(units).unwrap_or(u64::MAX);
    let (mut seen, mut left) = (0, PATIENCE);
    loop {
        let on_duty = shift.counts.on_duty.load(Ordering::Relaxed);
        if on_duty >= wanted {
            return Ok(());
        }
        left = if on_duty > seen { PATIENCE } else { left.saturating_sub(LOOKS_EVERY) };
        seen = on_duty;
        if left.is_zero() {
            let refusals = shift.refusals();
            let why = format!("failed to bring all on duty: {on_duty} of {wanted} units came; refused: {refusals:?}");
            return Err(Failure::Other(why));
        }
        tokio::time::sleep(LOOKS_EVERY).await;
    }
}

fn is_settled(ledger: &Ledger, reports: usize) -> bool {
    let mut claimed = ledger.reports.iter().flat_map(|note| &note.claimed);
    ledger.reports.len() >= reports
        && claimed.all(|(dispatch, unit)| {
            ledger.orders.get(unit).is_some_and(|notes| notes.iter().any(|note| note.dispatch == *dispatch))
        })
}

/// Reads back every report that was acknowledged, and every incident that belongs to one.
///
/// # Errors
/// When the daemon does not answer; that something is not there is an answer.
pub(super) async fn read_back(channel: Channel, ledger: &Ledger) -> Result<ReadBack, Failure> {
    let client = DispatchServiceClient::new(channel);
    let mut found = ReadBack::default();
    for note in &ledger.reports {
        let request = proto::GetReportRequest { name: note.report.clone() };
        match patiently(async || client.clone().get_report(signed("desk-1", request.clone())).await).await {
            Ok(response) => {
                let report = response.into_inner().report.unwrap_or_default();
                found.reports.insert(report.name, report.incident);
            }
            Err(status) if status.code() == Code::NotFound => {}
            Err(status) => return Err(status.into()),
        }
    }
    let incidents: BTreeSet<_> = ledger.reports.iter().map(|note| note.incident.clone()).collect();
    for name in incidents {
        let request = proto::GetIncidentRequest { name };
        match patiently(async || client.clone().get_incident(signed("desk-1", request.clone())).await).await {
            Ok(response) => {
                let incident = response.into_inner().incident.unwrap_or_default();
                let (state, wait_reason) = (incident.state(), incident.wait_reason());
                let dispatches = incident.dispatches.len();
                found.incidents.insert(incident.name, Found { state, wait_reason, dispatches });
            }
            Err(status) if status.code() == Code::NotFound => {}
            Err(status) => return Err(status.into()),
        }
    }
    Ok(found)
}

/// Asks until it is not told that it asks too fast: days of reports are more than one person may read in a second. What was
/// not answered in time on a busy machine is asked again, a few times.
async fn patiently<R>(ask: impl AsyncFn() -> Result<R, Status>) -> Result<R, Status> {
    let mut late = 0;
    loop {
        match ask().await {
            Err(status) if status.code() == Code::ResourceExhausted => {}
            Err(status) if status.code() == Code::DeadlineExceeded && late < LATE_MAX => late += 1,
            told => return told,
        }
        tokio::time::sleep(LOOKS_EVERY).await;
    }
}
