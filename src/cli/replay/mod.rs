//! `patrold replay`: recorded real movement through the real daemon.
//!
//! The daemon runs in this process on a clock that follows the recording, with a data folder of its own that is thrown
//! away; everything goes through gRPC, and every step is acknowledged before the clock moves on. Within a second the
//! order is: releases, fixes, incidents, each in the order of the file.

mod drive;
pub(super) mod recording;

use std::collections::BTreeSet;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use self::drive::{Outcome, Replay};

use crate::cli::failure::Failure;
use crate::cli::local::LocalDaemon;
use crate::config::Config;
use crate::domain::time::EngineTime;
use crate::policy::source::PolicySource;
use crate::runtime::clock::Stopwatch;
use crate::runtime::disk::DiskLimits;
use crate::runtime::settings::ClockChoice;
use crate::tracker::limits::{TrackerLimits, TrackerSettings};

/// Runs recorded movement through the real daemon and writes who was sent to each recorded demand.
#[derive(Debug, Args)]
pub(super) struct ReplayArgs {
    /// Recorded positions: a CSV file with the columns `t_unix,cab,lat,lon,occupied`.
    #[arg(long, value_name = "F.csv")]
    pub fixes: PathBuf,
    /// Recorded demand: a CSV file with the columns `t_unix,serving_cab,lat,lon`.
    #[arg(long, value_name = "I.csv")]
    pub incidents: PathBuf,
    /// Where to write one JSON line for each incident.
    #[arg(long, value_name = "OUT.ndjson")]
    pub out: PathBuf,
    /// After how many seconds an assigned unit is available again.
    #[arg(long, value_name = "SECONDS", default_value_t = 600, value_parser = clap::value_parser!(u32).range(0..=86_400))]
    pub busy_s: u32,
    /// How old a unit's newest fix may be.
    #[arg(long, value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub max_fix_age_s: u32,
    /// Believe every fix, also one that implies more than 50 m/s since the last accepted one.
    #[arg(long)]
    pub no_plausibility: bool,
}

/// Runs the replay and says what came of it.
///
/// # Errors
/// When a recording cannot be used, the daemon cannot be started, or the result cannot be written.
pub(super) async fn run(args: &ReplayArgs, say: &mut impl Write) -> Result<(), Failure> {
    let fixes = recording::read_fixes(&args.fixes)?;
    let demands = recording::read_demands(&args.incidents)?;
    let times = || fixes.iter().map(|fix| fix.at_unix_s).chain(demands.iter().map(|demand| demand.at_unix_s));
    let (Some(first), Some(last)) = (times().min(), times().max()) else {
        write_out(&args.out, &[])?;
        writeln!(say, "the recording is empty: nothing to replay")?;
        return Ok(());
    };
    let folder = tempfile::Builder::new().prefix("patrold-replay-").tempdir()?;
    let start = EngineTime::from_unix_seconds(first);
    let daemon = start_daemon(args, folder.path(), start).await?;
    let units: BTreeSet<_> = fixes.iter().map(|fix| fix.unit.clone()).collect();
    writeln!(say, "replaying {} fixes of {} units and {} incidents", fixes.len(), units.len(), demands.len())?;

    let stopwatch = Stopwatch::start();
    let mut replay = Replay::begin(daemon.handle().clone(), daemon.channel()?, args.busy_s, &units).await?;
    let outcomes = replay.run(&fixes, &demands).await?;
    let took = stopwatch.elapsed();
    daemon.stop().await?;

    write_out(&args.out, &outcomes)?;
    let recorded = Duration::from_secs(u64::try_from(last - first).unwrap_or(0));
    let served = outcomes.iter().filter(|outcome| outcome.unit.is_some()).count();
    writeln!(
        say,
        "{served} of {} incidents were assigned; {:.0} s of recording took {:.1} s: {:.0} times as fast as it happened",
        outcomes.len(),
        recorded.as_secs_f64(),
        took.as_secs_f64(),
        recorded.as_secs_f64() / took.as_secs_f64().max(0.001),
    )?;
    Ok(())
}

async fn start_daemon(args: &ReplayArgs, folder: &Path, start: EngineTime) -> Result<LocalDaemon, Failure> {
    let config = Config::load(None)?;
    let policy = PolicySource {
        policy_toml: include_str!("../../../config/policy/replay.toml").to_owned(),
        zones_geojson: None,
        gazetteer_csv: None,
    };
    let mut settings = config.runtime(folder, policy)?;
    // Its folder is thrown away: it needs no reserve.
    settings.disk = DiskLimits::NONE;
    settings.tracker = TrackerLimits::new(TrackerSettings {
        fix_age_max_ms: u64::from(args.max_fix_age_s) * 1_000,
        speed_max_mps: (!args.no_plausibility).then_some(50.0),
        accuracy_max_m: None,
        service_area: None,
        ..TrackerSettings::default()
    })?;
    LocalDaemon::start(settings, &config, ClockChoice::Manual { start }).await
}

fn write_out(path: &Path, outcomes: &[Outcome]) -> Result<(), Failure> {
    let file = std::fs::File::create(path).map_err(|source| Failure::File { path: path.to_owned(), source })?;
    let mut out = BufWriter::new(file);
    for outcome in outcomes {
        serde_json::to_writer(&mut out, outcome)?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}
