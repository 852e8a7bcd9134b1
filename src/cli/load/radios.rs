//! Thousands of radios, each the device of `patrold unit` on a connection of its own, that all lose it at once.
//!
//! They come back as that device does: after a pause that grows and is jittered, with a hello, and count as back when the
//! daemon has welcomed them with their present assignment.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rand::Rng;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};
use uuid::Builder;

use super::ground::way;
use crate::api::proto::connect_response::Message as Down;
use crate::api::proto::{CheckIn, CrewMember, ImportRosterRequest, Rank, RosterUnit, Tier, UnitKind};
use crate::city::City;
use crate::city::chance::Chance;
use crate::cli::backoff::Backoff;
use crate::cli::failure::Failure;
use crate::cli::latency::Latency;
use crate::cli::remote::RemoteArgs;
use crate::cli::unit::link::{Broken, Link};
use crate::cli::unit::radio::{Identity, Radio};
use crate::cli::unit::walk::Walk;
use crate::domain::geo::Point;
use crate::domain::time::EngineTime;
use crate::runtime::clock::{Clock, Stopwatch};

/// How often a radio looks after itself.
const TICK: Duration = Duration::from_secs(1);
/// How fast a radio's unit goes to an incident.
const SPEED_MPS: f64 = 11.0;
/// How often it is looked whether all are there.
const LOOKS_EVERY: Duration = Duration::from_millis(10);
/// Rows of one roster import.
const ROSTER_ROWS: u32 = 300;

/// Which radios a worker has.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct RadioOrder {
    /// The number of its first.
    pub(super) first: u32,
    /// How many.
    pub(super) count: u32,
    /// How many are switched on a second.
    pub(super) per_second: f64,
    /// How long all of them may take, in seconds.
    pub(super) within_s: f64,
}

/// How the connections go.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct CutOrder {
    /// Whether the radios lose them by themselves, as when the line breaks; else the daemon is about to be killed.
    pub(super) by_line: bool,
    /// How long it is waited for all of them, in seconds.
    pub(super) within_s: f64,
}

/// Who is there.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Present {
    /// How many were welcomed.
    pub(super) welcomed: u64,
    /// How many were not, in time.
    pub(super) missing: u64,
    /// How often it was tried.
    pub(super) tries: u64,
    /// From the cut to the welcome.
    pub(super) back: Latency,
    /// Why tries failed.
    pub(super) reasons: BTreeMap<String, u64>,
}

impl Present {
    /// Adds those of another worker.
    pub(super) fn absorb(&mut self, other: &Self) {
        self.welcomed += other.welcomed;
        self.missing += other.missing;
        self.tries += other.tries;
        self.back.absorb(&other.back);
        for (reason, count) in &other.reasons {
            *self.reasons.entry(reason.clone()).or_default() += count;
        }
    }
}

/// The roster of so many radio riders, all over the city, in pieces that the message limit lets through.
pub(super) fn roster(count: u32) -> Vec<ImportRosterRequest> {
    let unit = |number| RosterUnit {
        name: unit_name(number),
        tier: Tier::City.into(),
        force: "iron-riders".to_owned(),
        kind: UnitKind::Motorcycle.into(),
        ..RosterUnit::default()
    };
    let starts = (0..count).step_by(usize::try_from(ROSTER_ROWS).unwrap_or(1));
    let pieces = starts.map(|first| ImportRosterRequest {
        units: (first..count.min(first + ROSTER_ROWS)).map(unit).collect(),
        ..ImportRosterRequest::default()
    });
    pieces.collect()
}

fn unit_name(number: u32) -> String {
    format!("units/S{number:05}")
}

/// The radios of a worker.
#[derive(Debug)]
pub(super) struct Radios {
    air: Arc<Air>,
    count: u64,
    tasks: JoinSet<()>,
}

/// What all radios of a worker share.
#[derive(Debug)]
struct Air {
    clock: Clock,
    /// Counts the cuts of the line.
    cuts: watch::Sender<u64>,
    tries: AtomicU64,
    page: Mutex<Page>,
}

/// What happened since the last cut.
#[derive(Debug)]
struct Page {
    since: Stopwatch,
    present: Present,
}

impl Radios {
    /// Switches them on, and waits until all are welcomed or the time is over.
    ///
    /// # Errors
    /// When the address cannot be used.
    pub(super) async fn switch_on(address: &str, city: &City, order: RadioOrder) -> Result<(Self, Present), Failure> {
        let air = Arc::new(Air {
            clock: Clock::system(EngineTime::EPOCH),
            cuts: watch::Sender::new(0),
            tries: AtomicU64::new(0),
            page: Mutex::new(Page { since: Stopwatch::start(), present: Present::default() }),
        });
        let mut tasks = JoinSet::new();
        let mut chance = Chance::new(city.seed, &format!("load: radios from {}", order.first));
        for number in 0..order.count {
            let place = city.zones.sample(&mut chance).map(|zone| zone.sample(&mut chance));
            let radio = radio(order.first + number, place, air.clock.now());
            let remote = way(address, &format!("radio-S{:05}", order.first + number))?;
            let begins = Duration::from_secs_f64(f64::from(number) / order.per_second.max(1.0));
            tasks.spawn(live(radio, Arc::clone(&air), remote, begins));
        }
        let radios = Self { air, count: u64::from(order.count), tasks };
        let present = radios.wait(Duration::from_secs_f64(order.within_s)).await;
        Ok((radios, present))
    }

    /// Lets them lose their connections and waits until all are back or the time is over.
    pub(super) async fn cut(&self, order: CutOrder) -> Present {
        {
            let mut page = self.air.page();
            *page = Page { since: Stopwatch::start(), present: Present::default() };
            self.air.tries.store(0, Ordering::Relaxed);
        }
        if order.by_line {
            self.air.cuts.send_modify(|cuts| *cuts += 1);
        }
        self.wait(Duration::from_secs_f64(order.within_s)).await
    }

    async fn wait(&self, patience: Duration) -> Present {
        let waited = Stopwatch::start();
        while waited.elapsed() < patience && self.air.page().present.welcomed < self.count {
            tokio::time::sleep(LOOKS_EVERY).await;
        }
        let mut present = self.air.page().present.clone();
        present.missing = self.count.saturating_sub(present.welcomed);
        present.tries = self.air.tries.load(Ordering::Relaxed);
        present
    }

    /// Switches them off.
    pub(super) fn switch_off(mut self) {
        self.tasks.abort_all();
    }
}

impl Air {
    fn page(&self) -> MutexGuard<'_, Page> {
        self.page.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn welcomed(&self) {
        let mut page = self.page();
        let after = page.since.elapsed();
        page.present.welcomed += 1;
        page.present.back.record(after);
    }

    fn failed(&self, why: &str) {
        *self.page().present.reasons.entry(why.to_owned()).or_default() += 1;
    }
}

fn radio(number: u32, place: Option<Point>, now: EngineTime) -> Radio {
    let who = Identity {
        unit: unit_name(number),
        device: format!("radio-S{number:05}"),
        installation: Builder::from_random_bytes(rand::rng().random()).into_uuid(),
    };
    let crew = vec![CrewMember { person: format!("S{number:05}"), rank: Rank::Officer.into() }];
    let check_in = CheckIn { crew, device: who.device.clone(), ..CheckIn::default() };
    let walk = place.map(|place| Walk::new((place.latitude_deg(), place.longitude_deg()), now));
    Radio::new(who, Some(check_in), walk, SPEED_MPS)
}

/// Connects, and connects again, until it is switched off.
async fn live(mut radio: Radio, air: Arc<Air>, remote: RemoteArgs, begins: Duration) {
    tokio::time::sleep(begins).await;
    let mut backoff = Backoff::default();
    let mut cuts = air.cuts.subscribe();
    loop {
        cuts.borrow_and_update();
        let broken = tokio::select! {
            broken = serve(&mut radio, &air, &remote, &mut backoff) => Some(broken),
            _ = cuts.changed() => None,
        };
        let asked = match broken {
            Some(Broken::Lost { retry_after, .. }) => {
                air.failed(if retry_after.is_some() { "told to come later" } else { "lost" });
                retry_after
            }
            Some(Broken::Refused(..)) => {
                air.failed("refused");
                None
            }
            None => None,
        };
        radio.connection_lost();
        let pause = backoff.next(asked, &mut rand::rng());
        tokio::time::sleep(pause).await;
    }
}

/// One connection, to its end.
async fn serve(radio: &mut Radio, air: &Air, remote: &RemoteArgs, backoff: &mut Backoff) -> Broken {
    air.tries.fetch_add(1, Ordering::Relaxed);
    let mut link = match Link::open(remote, radio.hello()).await {
        Ok(link) => link,
        Err(broken) => return broken,
    };
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut is_welcome = false;
    loop {
        tokio::select! {
            heard = link.hear() => match heard {
                Ok(message) => {
                    if matches!(message.message, Some(Down::Welcome(_))) && !std::mem::replace(&mut is_welcome, true) {
                        backoff.reset();
                        air.welcomed();
                    }
                    radio.heard(message, air.clock.now());
                }
                Err(broken) => return broken,
            },
            _ = ticks.tick() => drop(radio.tick(None, air.clock.now(), &mut rand::rng())),
        }
        for message in radio.due(air.clock.now()) {
            if let Err(broken) = link.say(message).await {
                return broken;
            }
        }
    }
}
