//! The flood that a worker makes: positions from many connections in batches and singly, queries, notes, and watches that
//! nobody reads.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tonic::Streaming;

use super::ground::{FIXES_PER_MESSAGE, Senders, reach, stands};
use super::pace::{self, Arrivals};
use super::positions::{Rate, Sender, Sends};
use super::stream::prepare;
use super::tally::{Book, Tallies, Work, refusal};
use crate::api::proto::watch_response::Message;
use crate::api::proto::{
    AddNoteRequest, GetIncidentRequest, ListIncidentsRequest, ListUnitsRequest, RecommendUnitsRequest, WatchRequest,
    WatchResponse,
};
use crate::city::City;
use crate::cli::failure::Failure;
use crate::cli::remote::Remote;

/// Radios on one connection: below the streams that the daemon allows.
const RADIOS_PER_CONNECTION: usize = 32;
/// Consoles of one worker that ask, each with a connection of its own.
const CONSOLES: usize = 4;
/// Queries of one kind that may be under way.
const QUERIES_MAX: usize = 256;
/// Rows that a list asks for.
const PAGE: i32 = 1_000;
/// How often a watch asks for positions, in milliseconds.
const POSITIONS_EVERY_MS: u32 = 200;
/// How long an unread watch is read at the end to see whether it was cut off.
const LOOKS_FOR: Duration = Duration::from_secs(2);

/// What a worker floods with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct FloodOrder {
    /// For how long.
    pub(super) seconds: f64,
    /// Which share of the senders is this worker's.
    pub(super) share: usize,
    /// Of how many.
    pub(super) shares: usize,
    /// Messages of gateways, all workers together.
    pub(super) batches: Rate,
    /// Messages of radios with one fix, all workers together.
    pub(super) singles: Rate,
    /// How many radios send them, all workers together.
    pub(super) radios: usize,
    /// Queries a second, this worker.
    pub(super) queries_per_second: f64,
    /// Notes a second, this worker.
    pub(super) notes_per_second: f64,
    /// Watches that are opened and never read, this worker.
    pub(super) stalled_watches: usize,
    /// The incident that is asked for and noted on, `incidents/{uuid}`.
    pub(super) incident: String,
}

/// Floods, and tells what came of it.
///
/// # Errors
/// When the daemon cannot be reached at the beginning.
pub(super) async fn run((address, devices): (&str, &str), city: &City, order: &FloodOrder) -> Result<Tallies, Failure> {
    let book = Arc::new(Book::open());
    let stop = CancellationToken::new();
    let mut tasks = JoinSet::new();
    let watches = stalled_watches(address, &book, order.stalled_watches).await;
    for sends in senders(devices, city, order).await {
        let (book, stop) = (Arc::clone(&book), stop.clone());
        tasks.spawn(async move { Sender::new(sends, book).run(&stop).await });
    }
    let mut consoles = Vec::new();
    if order.queries_per_second + order.notes_per_second > 0.0 {
        for number in 0..CONSOLES {
            consoles.push(reach(address, &format!("console-{}-{number}", order.share)).await?);
        }
    }
    let consoles: Arc<[Remote]> = consoles.into();
    for work in [Work::ListIncidents, Work::ListUnits, Work::RecommendUnits, Work::GetIncident, Work::Note] {
        let per_second = if work == Work::Note { order.notes_per_second } else { order.queries_per_second / 4.0 };
        let asks = Asks { work, consoles: Arc::clone(&consoles), incident: order.incident.clone() };
        let (book, stop) = (Arc::clone(&book), stop.clone());
        tasks.spawn(async move { asks.run(&book, per_second, &stop).await });
    }
    tokio::time::sleep(Duration::from_secs_f64(order.seconds)).await;
    stop.cancel();
    while tasks.join_next().await.is_some() {}
    for watch in watches {
        look(&book, watch).await;
    }
    Ok(book.tallies())
}

/// This worker's share of those who send positions.
async fn senders(address: &str, city: &City, order: &FloodOrder) -> Vec<Sends> {
    let all = Senders::of(city);
    let mine = |index: usize| index % order.shares.max(1) == order.share;
    let mut senders = Vec::new();
    if !order.batches.is_none() {
        let rate = order.batches.shared_by(all.gateways.len());
        for (_, (device, patrols)) in all.gateways.into_iter().enumerate().filter(|(index, _)| mine(*index)) {
            let units = patrols.iter().map(|patrol| stands(patrol).unit).collect();
            let messages = patrols.chunks(FIXES_PER_MESSAGE).map(|patrols| {
                let fixes: Vec<_> = patrols.iter().map(|patrol| stands(patrol)).collect();
                let count = u64::try_from(fixes.len()).unwrap_or(0);
                (prepare(fixes), count)
            });
            let messages = messages.collect();
            let remote = reach(address, &device).await.ok();
            let work = Work::PositionsInBatches;
            let address = address.to_owned();
            senders.push(Sends { work, remote, address, device, units, messages, rate, phase: 0.0 });
        }
    }
    if !order.singles.is_none() {
        let rate = order.singles.shared_by(order.radios.min(all.radios.len()));
        let radios = all.radios.into_iter().take(order.radios).enumerate().filter(|(index, _)| mine(*index));
        let mut remote = None;
        for (count, (_, (device, patrol))) in radios.enumerate() {
            if count % RADIOS_PER_CONNECTION == 0 {
                remote = reach(address, &format!("radios-{}-{count}", order.share)).await.ok();
            }
            let fix = stands(patrol);
            senders.push(Sends {
                work: Work::PositionsSingly,
                remote: remote.clone(),
                address: address.to_owned(),
                device,
                units: vec![fix.unit.clone()],
                messages: vec![(prepare(vec![fix]), 1)],
                rate,
                phase: 0.0,
            });
        }
    }
    senders
}

/// One kind of question, asked at its rate.
struct Asks {
    work: Work,
    consoles: Arc<[Remote]>,
    incident: String,
}

impl Asks {
    async fn run(&self, book: &Arc<Book>, per_second: f64, stop: &CancellationToken) {
        let arrivals = Arrivals { work: self.work, per_second, under_way_max: QUERIES_MAX };
        pace::run(book, arrivals, stop, |number, due| {
            let index = usize::try_from(number).unwrap_or(0) % self.consoles.len().max(1);
            let (console, book) = (self.consoles.get(index).cloned(), Arc::clone(book));
            let (work, incident) = (self.work, self.incident.clone());
            async move {
                if let Some(console) = console {
                    ask(&console, &book, work, incident, due).await;
                }
            }
        })
        .await;
    }
}

async fn ask(console: &Remote, book: &Book, work: Work, incident: String, due: Duration) {
    let mut client = console.dispatch();
    match work {
        Work::ListIncidents => {
            let request = ListIncidentsRequest { page_size: PAGE, ..ListIncidentsRequest::default() };
            book.ended(work, due, client.list_incidents(request).await.map(drop));
        }
        Work::ListUnits => {
            let request = ListUnitsRequest { page_size: PAGE, ..ListUnitsRequest::default() };
            book.ended(work, due, client.list_units(request).await.map(drop));
        }
        Work::RecommendUnits => {
            let request = RecommendUnitsRequest { incident, ..RecommendUnitsRequest::default() };
            book.ended(work, due, client.recommend_units(request).await.map(drop));
        }
        Work::GetIncident => {
            book.ended(work, due, client.get_incident(GetIncidentRequest { name: incident }).await.map(drop));
        }
        Work::Note => {
            let text = "路口已拥堵,请绕行".to_owned();
            let request = AddNoteRequest { incident, text, ..AddNoteRequest::default() };
            book.ended(work, due, client.add_note(request).await.map(drop));
        }
        Work::Report
        | Work::UrgentReport
        | Work::SecondLevelReport
        | Work::ThirdLevelReport
        | Work::FourthLevelReport
        | Work::Finish
        | Work::Close
        | Work::OtherReport
        | Work::PositionsInBatches
        | Work::PositionsSingly
        | Work::StalledWatch
        | Work::Radio => {}
    }
}

/// Watches of the whole city with its positions, each on a connection of its own.
async fn stalled_watches(address: &str, book: &Book, count: usize) -> Vec<Streaming<WatchResponse>> {
    let mut watches = Vec::new();
    for number in 0..count {
        book.offered(Work::StalledWatch, 1);
        let Ok(remote) = reach(address, &format!("wall-{number}")).await else {
            book.unanswered(Work::StalledWatch, 1);
            continue;
        };
        let request = WatchRequest { position_interval_ms: POSITIONS_EVERY_MS, ..WatchRequest::default() };
        match remote.dispatch().watch(request).await {
            Ok(watch) => watches.push(watch.into_inner()),
            Err(status) => {
                book.refused(Work::StalledWatch, 1, &refusal(&status).unwrap_or_else(|| "broken".to_owned()));
            }
        }
    }
    watches
}

/// Reads what waits in a watch: whether it was cut off meanwhile.
async fn look(book: &Book, mut watch: Streaming<WatchResponse>) {
    let reads = async {
        loop {
            match watch.message().await {
                Ok(Some(WatchResponse { message: Some(Message::Resync(_)) })) => return "told to begin again",
                Ok(Some(_)) => {}
                Ok(None) | Err(_) => return "cut off",
            }
        }
    };
    match tokio::time::timeout(LOOKS_FOR, reads).await {
        Ok(how) => book.refused(Work::StalledWatch, 1, how),
        Err(_) => book.answered(Work::StalledWatch, 1, book.now()),
    }
}
