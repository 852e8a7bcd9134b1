//! How patrold grows: promises that have no peer. Each measures a daemon of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use crate::Args;
use crate::ground::Ground;
use crate::patrold::{self, Patrold};
use crate::sample::median;
use crate::servers::{self, Failure};

/// A promise without a peer: its name and its goal in words.
pub(crate) const PROMISES: [(&str, &str); 3] =
    [("bytes_per_unit", "<= 512"), ("restart_s", "< 2, and <= 20 x reading"), ("watchers_growth", "<= 1.5")];

/// Units of the daemon whose memory is measured; connections are left out, there is none.
const UNITS_OF_A_NATION: usize = 1_000_000;
/// Units of the others.
const UNITS_OF_A_CITY: usize = 1_251;
/// Events in the record that is taken up again. A job of two commands makes six.
const EVENTS: usize = 1_000_000;
const EVENTS_OF_A_JOB: usize = 6;
/// How long jobs are done before it is asked whether the record is long enough: it becomes longer by a part of this.
const ROUND_SECONDS: f64 = 1.0;
/// Watchers of the whole city.
const WATCHERS: usize = 1_000;
/// What they are held against. What one alone costs drowns in what the jobs cost; with ten the work that they share weighs
/// less on each than with one, so the comparison is the harder one.
const FEW_WATCHERS: usize = 10;
/// Jobs a second while they watch, and for how long.
const JOBS_WATCHED_PER_SECOND: u32 = 20;
const WATCHED_SECONDS: u32 = 10;

/// Measures one of them and prints it.
pub(crate) async fn run(args: &Args, name: &str, goal: &str) -> Result<(), Failure> {
    let folder = tempfile::Builder::new().prefix("growth-").tempdir()?;
    let (value, beside) = match name {
        "bytes_per_unit" => bytes_per_unit(args, folder.path()).await?,
        "restart_s" => restart(args, folder.path()).await?,
        "watchers_growth" => watchers(args, folder.path()).await?,
        unknown => return Err(format!("nobody promised {unknown}").into()),
    };
    println!("RATIO {name} {value:.3}   # goal {goal}; {beside}");
    Ok(())
}

/// Everything that the daemon keeps of a unit that is on duty and has said where it is.
async fn bytes_per_unit(args: &Args, folder: &Path) -> Result<(f64, String), Failure> {
    let units = args.units_of_growth.unwrap_or(UNITS_OF_A_NATION);
    let server = servers::patrold(&args.patrold, folder)?;
    let before = resident_bytes(server.pid())?;
    let patrold = Patrold::new(server, Arc::new(Ground::new(units))).await?;
    // The records and snapshots have caught up, and what was freed has been given back.
    tokio::time::sleep(std::time::Duration::from_secs(30)).await;
    let after = resident_bytes(patrold.server.pid())?;
    let each = (after - before) / f64::from(u32::try_from(units)?);
    let beside = format!("{units} units, {:.0} MiB", after / f64::from(1 << 20));
    Ok((each, beside))
}

/// Taking up a record of a million events from its first entry, without a snapshot.
async fn restart(args: &Args, folder: &Path) -> Result<(f64, String), Failure> {
    let server = servers::patrold(&args.patrold, folder)?;
    let patrold = Patrold::new(server, Arc::new(Ground::new(UNITS_OF_A_CITY))).await?;
    let mut jobs = 0;
    while jobs * EVENTS_OF_A_JOB < EVENTS {
        let sample = patrold.submit(4, 64, ROUND_SECONDS).await?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
        let done = (sample.per_second * ROUND_SECONDS) as usize;
        jobs += done;
        patrold.refresh().await?;
    }
    drop(patrold);
    let data = folder.join("patrold").join("data");
    let journal = files_in(&data.join("journal"))?;
    let bytes: u64 = journal.iter().filter_map(|path| Some(fs::metadata(path).ok()?.len())).sum();
    let mebibytes = bytes >> 20;
    let snapshots = data.join("journal").join("snapshots");
    // First as an operator restarts it: with the snapshots that it made by itself, of which the newest counts.
    let mut usual = Vec::new();
    for _ in 0..args.rounds {
        usual.push(started(args, folder).await?);
    }
    let (mut reading, mut starting) = (Vec::new(), Vec::new());
    for _ in 0..args.rounds {
        for snapshot in files_in(&snapshots)? {
            fs::remove_file(snapshot)?;
        }
        let begun = Instant::now();
        for path in &journal {
            std::hint::black_box(fs::read(path)?);
        }
        reading.push(begun.elapsed().as_secs_f64());
        starting.push(started(args, folder).await?);
    }
    let (reading, starting, usual) = (median(reading), median(starting), median(usual));
    let beside = format!(
        "{jobs} jobs, {mebibytes} MiB, every entry folded; {:.1} x reading the journal, which takes {reading:.3} s; with the \
         daemon's own snapshots {usual:.3} s",
        starting / reading
    );
    Ok((starting, beside))
}

/// How long a daemon takes from its start to its first answer, in seconds. It listens before it has read the record, and
/// answers behind that.
async fn started(args: &Args, folder: &Path) -> Result<f64, Failure> {
    let begun = Instant::now();
    let server = servers::patrold(&args.patrold, folder)?;
    patrold::first_answer(server.port).await?;
    Ok(begun.elapsed().as_secs_f64())
}

/// What an event costs for each watcher that is told of it: a thousand of them against a few.
async fn watchers(args: &Args, folder: &Path) -> Result<(f64, String), Failure> {
    let server = servers::patrold(&args.patrold, folder)?;
    let patrold = Patrold::new(server, Arc::new(Ground::new(UNITS_OF_A_CITY))).await?;
    let (mut of_few, mut of_many) = (Vec::new(), Vec::new());
    for _ in 0..args.rounds {
        // A round takes so long that positions would lapse in the next one.
        patrold.refresh().await?;
        let unwatched = patrold.watched(0, JOBS_WATCHED_PER_SECOND, WATCHED_SECONDS).await?;
        for (count, costs) in [(FEW_WATCHERS, &mut of_few), (WATCHERS, &mut of_many)] {
            let seen = patrold.watched(count, JOBS_WATCHED_PER_SECOND, WATCHED_SECONDS).await?;
            let beyond = (seen.cpu_seconds - unwatched.cpu_seconds).max(0.0);
            costs.push(beyond * 1e6 / seen.delivered);
        }
    }
    let (of_few, of_many) = (median(of_few), median(of_many));
    let beside = format!(
        "{of_many:.1} us of CPU for each event and watcher with {WATCHERS}, {of_few:.1} us with {FEW_WATCHERS}"
    );
    Ok((of_many / of_few, beside))
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, Failure>>()?;
    Ok(files.into_iter().filter(|path| path.is_file()).collect())
}

/// The memory that a process has in use.
fn resident_bytes(pid: u32) -> Result<f64, Failure> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes * 1_024.0)
}
