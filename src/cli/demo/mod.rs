//! `patrold demo`: an evening of a city of Dongguan's size, dispatched by a real daemon.
//!
//! Flow: the seed gives the city; a daemon is started in this process on a loopback port with a temporary data folder
//! and a clock that runs faster; from there on everything goes through gRPC, as radios, gateways and desks would do it
//! ([`evening`]). Radios ([`device`]) carry the voice of their units ([`crew`]), desks ([`desk`], [`voice`]) take from
//! one list ([`agenda`]) what the calls and the big screen ([`wall`]) put there. Everybody writes down what they saw
//! ([`ledger`]), and at the end the notes are held against what can be read back ([`check`]).
//!
//! Invariants: the checks never believe the daemon's feed; the fleet and its calls depend on the seed alone.

mod agenda;
mod check;
mod crew;
mod desk;
mod device;
mod evening;
mod ledger;
mod progress;
mod report;
mod shift;
mod soak;
mod voice;
mod wall;
pub(super) mod words;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use self::evening::{Evening, read_back};
use self::progress::{Progress, time_of_day};
use self::shift::Shift;
use self::soak::Soak;
use super::failure::Failure;
use super::local::LocalDaemon;
use crate::city::City;
use crate::city::demand::{Demand, REPORTS_PER_DAY};
use crate::city::fleet::Patrol;
use crate::config::Config;
use crate::domain::time::EngineTime;
use crate::policy::source::PolicySource;
use crate::runtime::clock::Stopwatch;
use crate::runtime::disk::DiskLimits;
use crate::runtime::settings::ClockChoice;

/// When the shift begins: with the evening's peak, by the city's own time.
const PEAK: Duration = Duration::from_hours(19);
/// The demonstration's day.
const DAY: (i16, i8, i8) = (2026, 11, 23);
/// The city's time zone.
const TIME_ZONE: &str = "Asia/Shanghai";
/// How long the end may take to settle, in real time.
const SETTLES_WITHIN: Duration = Duration::from_secs(20);
/// After how many entries a snapshot is made in a soak: some each day, so that it is seen whether they grow.
const SOAK_SNAPSHOT_EVERY: u64 = 10_000;
/// How often a line is written, in real time.
const LINE_EVERY: Duration = Duration::from_secs(1);

/// Shows a whole city at work: 3,744 units, about ten calls a minute, one evening, one daemon.
#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// How many minutes of the city's life are shown, from the evening's peak on; 43,200 are thirty days.
    #[arg(long, default_value_t = 40, value_parser = clap::value_parser!(u32).range(1..=43_200))]
    minutes: u32,
    /// How many times as fast as the clock on the wall the city lives. A slow machine or a debug build wants less.
    #[arg(long, default_value_t = 60.0)]
    speed: f64,
    /// Which city: the same seed gives the same fleet and the same calls.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only every n-th unit goes on duty: for small machines.
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100))]
    one_unit_in: u32,
    /// Write down once an hour of the city what the process holds, and fail if the last day needs more than the day
    /// before it. Three days at least, 4,320 minutes, are needed to tell.
    #[arg(long)]
    soak: bool,
}

/// Runs the evening; the exit code is a failure when a check failed.
///
/// # Errors
/// When the daemon cannot be started or does not answer.
pub(super) async fn run(args: &DemoArgs, say: &mut impl Write) -> Result<ExitCode, Failure> {
    if !(0.1..=1_000.0).contains(&args.speed) {
        return Err(Failure::Other(format!("invalid speed (got {}): it must lie between 0.1 and 1000", args.speed)));
    }
    let watch = Stopwatch::start();
    let city = City::new(args.seed).map_err(|error| Failure::Other(error.to_string()))?;
    let every = usize::try_from(args.one_unit_in).unwrap_or(1);
    let patrols: Vec<_> = city.fleet.patrols.iter().step_by(every).cloned().collect();
    let span = Duration::from_secs(60 * u64::from(args.minutes));
    welcome(say, &city, &patrols, args)?;

    let demand = calls(&city, span)?;
    let data = tempfile::tempdir()?;
    let midnight = midnight()?;
    let daemon = start(&city, data.path(), midnight, args).await?;
    let shift = Arc::new(Shift::new(daemon.handle().clone(), midnight));
    let mut evening = Evening::begin(&daemon, &city, &patrols, Arc::clone(&shift)).await?;
    writeln!(say, "{}", daemon.console("http"))?;
    writeln!(say, "All on duty after {:.1} s. The city calls.\n", watch.elapsed().as_secs_f64())?;

    let end = shift.now() + span;
    evening.let_call(demand, PEAK);
    let mut soak = args.soak.then(|| Soak::new(data.path(), shift.now()));
    let mut progress = Progress::new(&mut *say, std::io::stdout().is_terminal());
    while shift.now() < end {
        let line = Stopwatch::start();
        tokio::time::sleep(LINE_EVERY.min(end.saturating_sub(shift.now()).div_f64(args.speed))).await;
        match &mut soak {
            Some(soak) => progress.hour(soak.look(&shift)?)?,
            None => progress.line(&shift, &evening.shown, line.elapsed())?,
        }
    }
    progress.end()?;
    evening.settle(SETTLES_WITHIN).await;
    let reports = evening.calls();
    let closing = time_of_day(shift.now());
    evening.end().await;

    let ledger = shift.ledger().clone();
    let found = read_back(daemon.channel()?, &ledger).await?;
    let mut verdicts = check::check(&ledger, &found);
    if let Some(missing) = reports.checked_sub(ledger.reports.len()).filter(|missing| *missing > 0) {
        verdicts.push(check::Verdict {
            what: "every call became an acknowledged report",
            looked_at: u64::try_from(reports).unwrap_or(u64::MAX),
            wrong: vec![format!("{missing} calls were never acknowledged")],
        });
    }
    writeln!(say, "The evening until {closing}, seed {}:", args.seed)?;
    report::write(say, &shift, &ledger, &found)?;
    if let Some(soak) = &soak {
        match soak.growth() {
            Some(growth) => verdicts.extend(growth),
            None => writeln!(say, "Too short to tell whether anything grows: three whole days are needed.")?,
        }
    }
    report::write_verdicts(say, &verdicts)?;
    report::write_lag(say, &shift, args.speed)?;
    daemon.stop().await?;
    writeln!(say, "The demonstration took {:.1} s.", watch.elapsed().as_secs_f64())?;
    let passed = verdicts.iter().all(|verdict| verdict.wrong.is_empty());
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn welcome(say: &mut impl Write, city: &City, patrols: &[Patrol], args: &DemoArgs) -> Result<(), Failure> {
    let people: usize = patrols.iter().map(|patrol| patrol.check_in.crew.members().len()).sum();
    writeln!(
        say,
        "An invented city of Dongguan's size: {} towns, {} communities, {} units with {people} people, {REPORTS_PER_DAY} \
         reports a day.\n{} minutes from {} on, {} times as fast as real life. A real daemon on loopback, driven through gRPC.",
        city.zones.all().len(),
        city.communities.len(),
        patrols.len(),
        args.minutes,
        time_of_day(PEAK),
        args.speed,
    )?;
    Ok(())
}

/// The calls from the peak on.
fn calls(city: &City, span: Duration) -> Result<impl Iterator<Item = Demand> + Send + 'static, Failure> {
    let demand = city.demand(REPORTS_PER_DAY).map_err(|error| Failure::Other(error.to_string()))?;
    Ok(demand.skip_while(|demand| demand.at < PEAK).take_while(move |demand| demand.at < PEAK + span))
}

/// The beginning of the demonstration's day.
fn midnight() -> Result<EngineTime, Failure> {
    let (year, month, day) = DAY;
    let midnight = jiff::civil::date(year, month, day).in_tz(TIME_ZONE);
    let midnight = midnight.map_err(|error| Failure::Other(error.to_string()))?;
    Ok(EngineTime::from_unix_seconds(midnight.timestamp().as_second()))
}

async fn start(
    city: &City,
    data: &std::path::Path,
    midnight: EngineTime,
    args: &DemoArgs,
) -> Result<LocalDaemon, Failure> {
    let config = Config::load(None)?;
    let policy = PolicySource { zones_geojson: Some(city.zones.to_geojson()), ..PolicySource::built_in() };
    let mut settings = config.runtime(data, policy)?;
    // Its folder is thrown away: it needs no reserve.
    settings.disk = DiskLimits::NONE;
    if args.soak {
        settings.snapshot_every_entries = SOAK_SNAPSHOT_EVERY;
    }
    LocalDaemon::start(settings, &config, ClockChoice::Running { start: midnight + PEAK, speed: args.speed }).await
}
