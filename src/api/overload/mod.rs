//! What the rim does when too much comes in: the important work first.
//!
//! Commands have their queues behind the rim. Here everything else is bounded, so that it leaves them the machine:
//! queries and positions run on threads of their own, a few at a time; who finds no place in time is told when to come
//! back. Each principal has its rates and its share of streams. Radios that come back all at once are let in one after
//! the other.

mod aside;
mod pace;
mod pulse;
mod rates;
mod shares;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::status::Problem;
use super::traffic::Traffic;
use crate::domain::actor::Actor;
use crate::domain::text::Text;
use crate::runtime::class::{Class, Hint};
use crate::runtime::pressure::Pressure;
use crate::telemetry::names::SHED;

pub use aside::{Aside, Work};
pub use pace::Pace;
pub use pulse::Pulse;
pub use rates::{Rate, Rates};
pub use shares::{Share, Shares};

/// What devices connect to.
const CONNECT: &str = "/patrol.v1.UnitService/Connect";

/// How much of everything is let through. Rates and shares are for each principal; the local administrator of a daemon
/// without authentication has none, since everybody is it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverloadLimits {
    /// How many threads queries and positions have.
    pub aside_threads: usize,
    /// How many queries run at once.
    pub queries_at_once: usize,
    /// How many more may wait.
    pub queries_waiting_max: usize,
    /// How long a query may wait for its turn.
    pub query_wait_max: Duration,
    /// How many messages with positions are judged at once.
    pub position_batches_at_once: usize,
    /// How long one may wait for its turn.
    pub position_wait_max: Duration,
    /// How many commands other than level 1 a principal may send in a second.
    pub commands_per_second_max: u32,
    /// How many queries a principal may ask in a second.
    pub queries_per_second_max: u32,
    /// How many messages with positions a principal may send in a second.
    pub position_batches_per_second_max: u32,
    /// How many messages with positions the device of one unit may send in a second.
    pub radio_batches_per_second_max: u32,
    /// For how many principals rates are kept; beyond it they share one.
    pub principals_max: usize,
    /// How many long-lived streams a principal may hold.
    pub streams_per_principal_max: usize,
    /// How many of them may be watches.
    pub watchers_per_principal_max: usize,
    /// How many connections are accepted in a second.
    pub connections_per_second_max: u32,
    /// How many devices are welcomed in a second.
    pub hellos_per_second_max: u32,
    /// How long a device may wait for its welcome.
    pub hello_wait_max: Duration,
}

impl Default for OverloadLimits {
    fn default() -> Self {
        Self {
            aside_threads: 2,
            queries_at_once: 2,
            queries_waiting_max: 128,
            query_wait_max: Duration::from_secs(1),
            position_batches_at_once: 1,
            position_wait_max: Duration::from_millis(100),
            commands_per_second_max: 5_000,
            queries_per_second_max: 500,
            position_batches_per_second_max: 5_000,
            radio_batches_per_second_max: 20,
            principals_max: 100_000,
            streams_per_principal_max: 4_096,
            watchers_per_principal_max: 128,
            connections_per_second_max: 1_000,
            hellos_per_second_max: 1_000,
            hello_wait_max: Duration::from_secs(20),
        }
    }
}

/// A place on the threads beside, held while the work runs.
#[derive(Debug)]
pub struct Turn {
    _permit: OwnedSemaphorePermit,
}

/// A bounded number of places, with a bounded line before them.
#[derive(Debug)]
struct Places {
    free: Arc<Semaphore>,
    line: Arc<Semaphore>,
    at_once: usize,
    wait_max: Duration,
    pressure: Pressure,
}

impl Places {
    fn new(at_once: usize, waiting_max: usize, wait_max: Duration) -> Self {
        let semaphore = |places: usize| Arc::new(Semaphore::new(places.clamp(1, Semaphore::MAX_PERMITS)));
        let (free, line) = (semaphore(at_once), semaphore(at_once.saturating_add(waiting_max)));
        Self { free, line, at_once, wait_max, pressure: Pressure::default() }
    }

    /// A place, when one becomes free in time; else how long to stay away.
    async fn enter(&self) -> Result<Turn, Duration> {
        let free = Arc::clone(&self.free);
        let taken = match Arc::clone(&self.line).try_acquire_owned() {
            Ok(_in_line) => tokio::time::timeout(self.wait_max, free.acquire_owned()).await.ok().and_then(Result::ok),
            Err(_) => None,
        };
        match taken {
            Some(permit) => {
                self.pressure.served(1);
                Ok(Turn { _permit: permit })
            }
            None => Err(self.pressure.refused(self.at_once)),
        }
    }

    /// Whether somebody would have to wait.
    fn is_busy(&self) -> bool {
        self.free.available_permits() == 0
    }
}

/// A gateway is as much work to welcome as a radio for each so many of its units: what is asked, judged and told goes through
/// all of them. When 125 gateways of 3,200 units came back and were welcomed at once, the desk waited for half a second.
const UNITS_AS_ONE_RADIO: usize = 50;

/// The keeper of all these limits; clones share it.
#[derive(Clone, Debug)]
pub struct Overload(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    aside: Aside,
    queries: Places,
    positions: Places,
    rates: Rates,
    streams: Shares,
    watchers: Shares,
    hellos: Pace,
    pulse: Pulse,
    everybody: Text,
}

impl Overload {
    /// A keeper with threads of its own.
    ///
    /// # Errors
    /// When the threads cannot be started.
    pub fn start(limits: &OverloadLimits) -> io::Result<Self> {
        let positions =
            Places::new(limits.position_batches_at_once, Semaphore::MAX_PERMITS / 2, limits.position_wait_max);
        Ok(Self(Arc::new(Inner {
            aside: Aside::start(limits.aside_threads)?,
            queries: Places::new(limits.queries_at_once, limits.queries_waiting_max, limits.query_wait_max),
            positions,
            rates: Rates {
                commands: Rate::new(limits.commands_per_second_max, limits.principals_max),
                queries: Rate::new(limits.queries_per_second_max, limits.principals_max),
                positions: Rate::new(limits.position_batches_per_second_max, limits.principals_max),
                radios: Rate::new(limits.radio_batches_per_second_max, limits.principals_max),
            },
            streams: Shares::new(limits.streams_per_principal_max),
            watchers: Shares::new(limits.watchers_per_principal_max),
            hellos: Pace::new(limits.hellos_per_second_max, limits.hello_wait_max),
            pulse: Pulse::default(),
            everybody: Actor::local_administrator().principal,
        })))
    }

    /// The threads for queries and positions.
    #[must_use]
    pub fn aside(&self) -> &Aside {
        &self.0.aside
    }

    /// The pulse of the threads that read and answer.
    #[must_use]
    pub fn pulse(&self) -> &Pulse {
        &self.0.pulse
    }

    /// A place for a query, after the rate of whoever asks.
    ///
    /// # Errors
    /// When it asks too fast, or no place becomes free in time.
    pub async fn query(&self, principal: &Text) -> Result<Turn, Problem> {
        self.within_rate(&self.0.rates.queries, principal, "queries")?;
        self.0.queries.enter().await.map_err(|after| too_busy("queries", after))
    }

    /// A place for a message with positions, after the rate of whoever sends it.
    ///
    /// # Errors
    /// When it sends too fast, or no place becomes free in time.
    pub async fn positions(&self, principal: &Text) -> Result<Turn, Problem> {
        self.within_rate(&self.0.rates.positions, principal, "positions")?;
        self.0.positions.enter().await.map_err(|after| too_busy("positions", after))
    }

    /// Checks positions of a device's own stream against its rate: a few messages a second for each of its units.
    ///
    /// # Errors
    /// When it sends too fast.
    pub fn radio_positions(&self, principal: &Text, units: usize) -> Result<(), Problem> {
        let rate = if units > 1 { &self.0.rates.positions } else { &self.0.rates.radios };
        self.within_rate(rate, principal, "positions")
    }

    /// Whether positions have to wait: then only the newest of each unit counts.
    #[must_use]
    pub fn is_pressed(&self) -> bool {
        self.0.positions.is_busy()
    }

    /// Checks a command against the rate of whoever sends it. Level 1 and links are never too fast.
    ///
    /// # Errors
    /// When it sends too fast.
    pub fn command(&self, principal: &Text, hint: Hint) -> Result<(), Problem> {
        self.0.pulse.attend();
        match hint.class {
            Class::LevelOne | Class::Own | Class::Link => Ok(()),
            Class::Other => self.within_rate(&self.0.rates.commands, principal, Class::Other.as_str()),
        }
    }

    /// A principal's share of long-lived streams.
    ///
    /// # Errors
    /// When it holds as many as it may.
    pub fn stream(&self, principal: &Text) -> Result<Share, Problem> {
        self.share(&self.0.streams, principal, "streams")
    }

    /// A principal's share of watches.
    ///
    /// # Errors
    /// When it holds as many as it may.
    pub fn watcher(&self, principal: &Text) -> Result<Share, Problem> {
        self.share(&self.0.watchers, principal, "watchers")
    }

    /// Waits until a device that speaks for so many units may be welcomed.
    ///
    /// # Errors
    /// When that takes too long.
    pub async fn hello(&self, units: usize) -> Result<(), Problem> {
        let radios = u32::try_from(units / UNITS_AS_ONE_RADIO).unwrap_or(u32::MAX).saturating_add(1);
        match self.0.hellos.reserve_many(radios) {
            Ok(wait) => {
                tokio::time::sleep(wait).await;
                Ok(())
            }
            Err(after) => Err(too_busy("hellos", after)),
        }
    }

    fn share(&self, shares: &Shares, principal: &Text, what: &'static str) -> Result<Share, Problem> {
        if *principal == self.0.everybody {
            return Ok(Share::free());
        }
        shares.take(principal).map_err(|max| {
            metrics::counter!(SHED, "class" => what, "reason" => "share").increment(1);
            Problem::exhausted("TOO_MANY_STREAMS", format!("{principal} has {max} {what} already: close one first"))
        })
    }

    fn within_rate(&self, rate: &Rate, principal: &Text, what: &'static str) -> Result<(), Problem> {
        if *principal == self.0.everybody {
            return Ok(());
        }
        rate.check(principal).map_err(|after| {
            metrics::counter!(SHED, "class" => what, "reason" => "rate").increment(1);
            let message = format!("{principal} sends too fast: at most {} {what} a second", rate.per_second());
            Problem::exhausted("RATE_LIMITED", message).retry_after(after)
        })
    }
}

/// Whether a kind of traffic runs on the threads beside.
#[must_use]
pub const fn runs_aside(traffic: Traffic) -> bool {
    match traffic {
        Traffic::Query | Traffic::Audit | Traffic::Position => true,
        Traffic::Command | Traffic::Watch | Traffic::Stream | Traffic::Plumbing => false,
    }
}

/// Whether commands come in by this call: one alone, or a stream of them from the telephone platform. A device's stream is
/// none: it is mostly positions.
#[must_use]
pub fn commands(path: &str) -> bool {
    match Traffic::of(path) {
        Traffic::Command => true,
        Traffic::Stream => path != CONNECT,
        Traffic::Query | Traffic::Audit | Traffic::Position | Traffic::Watch | Traffic::Plumbing => false,
    }
}

fn too_busy(what: &'static str, after: Duration) -> Problem {
    metrics::counter!(SHED, "class" => what, "reason" => "full").increment(1);
    Problem::exhausted("OVERLOADED", format!("too much comes in: {what} are put off")).retry_after(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn places_are_taken_in_turn_and_the_line_before_them_is_bounded() {
        let places = Places::new(1, 1, Duration::from_millis(50));
        let first = places.enter().await.expect("free");
        assert!(places.is_busy());
        let (second, third) = tokio::join!(places.enter(), places.enter());
        assert!(second.is_err(), "it waited in vain");
        assert!(third.is_err_and(|after| after >= crate::runtime::pressure::RETRY_MIN), "there was no place in line");
        let waits = places.enter();
        drop(first);
        assert!(waits.await.is_ok());
    }

    #[tokio::test]
    async fn a_principal_has_its_rate_and_its_share_and_the_local_administrator_none() {
        let limits =
            OverloadLimits { commands_per_second_max: 2, watchers_per_principal_max: 1, ..OverloadLimits::default() };
        let overload = Overload::start(&limits).expect("threads");
        let (wang, li) = (Text::truncated("王警官"), Text::truncated("李警官"));
        let other = Hint { class: Class::Other, fits_reserve: false };
        let tries = |who: &Text, hint| (0..10).filter(|_| overload.command(who, hint).is_ok()).count();
        assert_eq!(tries(&wang, other), 4, "two seconds' worth at once");
        assert_eq!(tries(&li, other), 4, "another one's rate is its own");
        assert_eq!(tries(&wang, Hint { class: Class::LevelOne, ..other }), 10, "level 1 is never too fast");
        assert_eq!(tries(&Actor::local_administrator().principal, other), 10);
        let held = overload.watcher(&wang).expect("the first");
        assert_eq!(overload.watcher(&wang).expect_err("the second").reason(), "TOO_MANY_STREAMS");
        assert!(overload.watcher(&li).is_ok());
        drop(held);
        assert!(overload.watcher(&wang).is_ok(), "what was given back can be taken again");
    }
}
