//! `patrold load`: how the daemon stands what a bad day brings.
//!
//! A profile is a set of arrival processes on an open loop ([`pace`]) and the promises that must hold meanwhile. This
//! process measures: its desks ([`calls`]) report robberies at a steady rate, in an idle phase and under load of the same
//! run, so that what is compared was measured by the same means. The load itself comes from processes of their own
//! ([`worker`]): positions, queries, notes and watches ([`flood`]), thousands of radios ([`radios`]), or where every unit
//! of a day is ([`day`]). The daemon is a third process ([`subject`]), whose CPU time and memory the system tells; what it
//! tells by itself is where the time of a command goes ([`split`]).
//!
//! Invariants: a latency counts from the instant at which the call was due; what could not be sent is counted; nothing is
//! left out of a table because it looks bad.

mod calls;
mod crowd;
mod day;
mod day_profile;
mod flood;
mod flood_profile;
mod ground;
mod pace;
mod positions;
mod radios;
mod report;
mod saturation_profile;
mod split;
mod storm_profile;
mod stream;
mod subject;
mod tally;
mod worker;

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, ValueEnum};
use tokio_util::sync::CancellationToken;

pub(super) use self::worker::{WorkerArgs, run as run_worker};

use self::calls::{Calls, Desks};
use self::day_profile::Day;
use self::split::Stages;
use self::subject::{Gauge, Subject, Usage};
use self::tally::{Book, Tallies};
use super::failure::Failure;
use super::process::Process;
use crate::city::City;

/// How long a measured phase lasts unless it is said, in seconds.
const PHASE_S: u32 = 15;

/// What the daemon is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Profile {
    /// Positions at many times the rate that fills a core, stalled watches and a query storm, while level 1 reports come
    /// in steadily: each must be answered, with a 99 % latency under three times the idle one.
    Flood,
    /// Thousands of radios lose their connections at once: all must be back in time, level 1 must not notice, and the
    /// daemon's memory must stay bounded.
    Storm,
    /// Level 1 reports at a rate that grows until the daemon no longer keeps up: how many a second it takes, and what
    /// gives way first.
    Saturation,
    /// Dongguan in its heaviest hour: its whole fleet, 9,000 reports a day.
    City,
    /// Beijing's highest peak: 3.5 reports a second, 45,000 units that say every 5 s where they are.
    Capital,
    /// All of China: 3.2 reports a second, 16 times as many at the peak, two million units carried by gateways. The
    /// daemon holds some 8 kB for each; --units takes fewer.
    Nation,
}

/// How the radios of a storm lose their connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Cut {
    /// The line breaks: the daemon goes on, all its radios are gone and come back.
    Line,
    /// The daemon is killed and started again.
    Restart,
}

/// Puts a daemon under load and says whether it kept its promises (exit code 0) or not (1).
#[derive(Debug, Args)]
pub(super) struct LoadArgs {
    /// What it is offered.
    #[arg(value_enum)]
    profile: Profile,
    /// A daemon that runs already, with an empty city; without one, a daemon of its own with a temporary folder.
    #[arg(long, value_name = "URL")]
    daemon: Option<String>,
    /// Where devices and gateways have a door of their own there; without one they come in where desks do.
    #[arg(long, value_name = "URL", requires = "daemon")]
    devices: Option<String>,
    /// That daemon's process, for its CPU time and memory.
    #[arg(long, value_name = "PID", requires = "daemon")]
    pid: Option<u32>,
    /// Which city.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How long each measured phase lasts: 15 s, and what brings some hundred reports for city (600), capital (60) and
    /// nation (30).
    #[arg(long, value_name = "S", value_parser = clap::value_parser!(u32).range(1..=3_600))]
    seconds: Option<u32>,
    /// city, capital, nation: how many units, the city's own fleet among them.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=5_000_000))]
    units: Option<u32>,
    /// city, capital, nation: how many reports a second.
    #[arg(long, value_name = "N")]
    reports: Option<f64>,
    /// How many level 1 reports a second.
    #[arg(long, value_name = "N", default_value_t = 40.0)]
    urgent: f64,
    /// flood: how many times the position rate that fills a core.
    #[arg(long, value_name = "N", default_value_t = 20.0)]
    times: f64,
    /// flood: how many queries a second: lists of a thousand, recommendations, single incidents.
    #[arg(long, value_name = "N", default_value_t = 1_000.0)]
    queries: f64,
    /// flood: how many notes a second.
    #[arg(long, value_name = "N", default_value_t = 200.0)]
    notes: f64,
    /// flood: how many watches of the whole city are opened and never read.
    #[arg(long, value_name = "N", default_value_t = 10)]
    stalled_watches: usize,
    /// storm: how many radios.
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=60_000))]
    radios: u32,
    /// storm: how they lose their connections.
    #[arg(long, value_enum, default_value_t = Cut::Line)]
    cut: Cut,
    /// storm: in how many seconds all must be back.
    #[arg(long, value_name = "S", default_value_t = 15.0)]
    back_within: f64,
    /// storm: how much memory the daemon may hold at most, in MiB.
    #[arg(long, value_name = "MIB", default_value_t = 2_048.0)]
    memory_max: f64,
    /// How many processes make the load. One holds less than 20,000 connections where that is the limit on open files.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=64))]
    workers: u32,
    /// One JSON object instead of tables.
    #[arg(long)]
    json: bool,
}

impl LoadArgs {
    /// How long each measured phase of a profile lasts that is no day.
    fn phase_s(&self) -> f64 {
        f64::from(self.seconds.unwrap_or(PHASE_S))
    }
}

/// Runs the profile; the exit code is a failure when a promise was broken.
///
/// # Errors
/// When the daemon cannot be started or reached, or a worker fails.
pub(super) async fn run(args: &LoadArgs, say: &mut impl Write) -> Result<ExitCode, Failure> {
    let day = Day::of(args.profile).map(|day| day.with(args));
    let mut run = Run::begin(args, day).await?;
    let report = match (args.profile, day) {
        (_, Some(day)) => day_profile::run(&mut run, args, day).await?,
        (Profile::Flood | Profile::City | Profile::Capital | Profile::Nation, None) => {
            flood_profile::run(&mut run, args).await?
        }
        (Profile::Storm, None) => storm_profile::run(&mut run, args).await?,
        (Profile::Saturation, None) => saturation_profile::run(&mut run, args).await?,
    };
    if args.json {
        writeln!(say, "{}", serde_json::to_string(&report)?)?;
    } else {
        report.write(say)?;
    }
    Ok(if report.held() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A run: the city, the daemon, the desks that measure.
#[derive(Debug)]
struct Run {
    city: City,
    /// Before the folder, so that it is gone when the folder goes.
    subject: Option<Subject>,
    /// Where desks come in.
    address: String,
    /// Where devices and gateways do.
    devices: String,
    pid: Option<u32>,
    _folder: tempfile::TempDir,
}

/// What holds for every run.
fn conditions(args: &LoadArgs, workers: usize) -> Vec<String> {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let build = if cfg!(debug_assertions) { "debug build, whose figures say little" } else { "release build" };
    vec![
        format!("{:?} on {cores} cores, {build}, seed {}", args.profile, args.seed),
        format!(
            "{workers} load processes at niceness {}, the daemon and this process at 0, none bound to a core",
            worker::NICENESS
        ),
    ]
}

/// How a phase went.
#[derive(Debug)]
struct Measured {
    seconds: f64,
    usage: Option<Usage>,
    tallies: Tallies,
}

impl Run {
    /// Starts a daemon, unless one is named.
    async fn begin(args: &LoadArgs, day: Option<Day>) -> Result<Self, Failure> {
        let city = ground::city(args.seed)?;
        let folder = tempfile::tempdir()?;
        let subject = if args.daemon.is_some() {
            None
        } else {
            // A storm leaves a line in the log for each radio; nothing else is changed but what a day's size asks for.
            let lines = format!("[telemetry]\nlog_filter = \"warn\"\n{}", day.map(Day::config).unwrap_or_default());
            let config = subject::write_config(folder.path(), &lines)?;
            Some(Subject::start(&folder.path().join("data"), Some(&config)).await?)
        };
        let address = args.daemon.clone().or_else(|| subject.as_ref().map(Subject::url)).unwrap_or_default();
        let devices = args.devices.clone().or_else(|| subject.as_ref().map(Subject::devices));
        let devices = devices.unwrap_or_else(|| address.clone());
        Ok(Self { city, subject, address, devices, pid: args.pid, _folder: folder })
    }

    /// The daemon's process, when it is known.
    fn process(&self) -> Option<Process> {
        self.subject.as_ref().map(Subject::process).or(self.pid.map(Process))
    }

    /// What the daemon's metrics say now; none when they are not known.
    fn stages(&self) -> Option<Stages> {
        Stages::look(self.subject.as_ref()?.metrics()).ok()
    }

    /// Takes calls until `stop` and looks at the daemon meanwhile.
    async fn measure(
        &self,
        desks: &Desks,
        calls: impl Into<Calls>,
        per_second: f64,
        stop: CancellationToken,
    ) -> Measured {
        let book = Arc::new(Book::open());
        let gauge = self.process().map(Gauge::begin);
        let (watched, over) = (Arc::clone(&book), stop.clone());
        let looks = tokio::spawn(async move {
            over.cancelled().await;
            (watched.now().as_secs_f64(), gauge.map(|gauge| gauge.read()))
        });
        desks.take(&book, &calls.into(), per_second, &stop).await;
        let (seconds, usage) = looks.await.unwrap_or_default();
        Measured { seconds, usage, tallies: book.tallies() }
    }

    /// The same for a fixed time.
    async fn measure_for(&self, desks: &Desks, calls: impl Into<Calls>, per_second: f64, seconds: f64) -> Measured {
        let stop = CancellationToken::new();
        let ending = stop.clone();
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
            ending.cancel();
        });
        self.measure(desks, calls, per_second, stop).await
    }
}
