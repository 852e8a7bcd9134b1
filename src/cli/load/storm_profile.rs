//! The storm: thousands of radios lose their connections at once and come back while robberies are reported.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::calls::{Desks, ROBBERY};
use super::radios::{CutOrder, Present, RadioOrder, roster};
use super::report::{Fact, LEVEL_1_ANSWERED, Phase, Promise, Report, all_answered, gave_way, mib, stays_under};
use super::tally::{Tallies, Work};
use super::worker::{Crew, Order, Told};
use super::{Cut, LoadArgs, Measured, Run, conditions, ground};
use crate::cli::failure::Failure;
use crate::cli::process::Process;

/// How many radios are switched on a second, all workers together: the storm comes later.
const SWITCHED_ON_PER_SECOND: f64 = 400.0;
/// How long the daemon rests between phases.
const RESTS: Duration = Duration::from_secs(3);
/// How long reports come in before it is measured.
const WARM_UP_S: f64 = 3.0;
/// How long workers may take beyond what they were given.
const PATIENCE: Duration = Duration::from_secs(30);
/// Level 1 may take so many times as long as when nothing else goes on.
const TIMES_IDLE: f64 = 3.0;

/// Runs it.
///
/// # Errors
/// When the daemon cannot be reached or a worker fails.
pub(super) async fn run(run: &mut Run, args: &LoadArgs) -> Result<Report, Failure> {
    let lead = ground::reach(&run.address, "load").await?;
    ground::take_positions(&lead, &run.city).await?;
    ground::import(&lead, roster(args.radios)).await?;
    let desks = Desks::open(&run.address, &run.city).await?;
    let mut crew = Crew::start(usize::try_from(args.workers).unwrap_or(1), (&run.address, &run.devices), args.seed)?;
    let empty = run.process().and_then(Process::memory).unwrap_or(0);
    let on = switch_on(&mut crew, args.radios).await?;
    tokio::time::sleep(RESTS).await;
    let full = run.process().and_then(Process::memory).unwrap_or(0);

    let seconds = args.phase_s();
    run.measure_for(&desks, ROBBERY, args.urgent, WARM_UP_S).await;
    let before = run.measure_for(&desks, ROBBERY, args.urgent, seconds).await;
    let (storm, back) = cut(run, &mut crew, &desks, args).await?;
    tokio::time::sleep(RESTS).await;
    let after = run.measure_for(&desks, ROBBERY, args.urgent, seconds / 2.0).await;

    let urgent = |tallies: &Tallies| tallies.get(&Work::UrgentReport).cloned().unwrap_or_default();
    let mut idle = urgent(&before.tallies).latency;
    idle.absorb(&urgent(&after.tallies).latency);
    let under = urgent(&storm.tallies);
    let peak = [&before, &storm, &after].iter().filter_map(|it| it.usage.as_ref()).map(|it| it.memory_peak).max();
    let mut promises = vec![all_back(&back, args), all_answered(LEVEL_1_ANSWERED, &under)];
    // Who kills the daemon does not expect that it answers meanwhile: only that nothing is lost.
    if args.cut == Cut::Line {
        promises.push(stays_under("level 1", ("the idle one", &idle), &under.latency, TIMES_IDLE));
    }
    promises.extend(peak.map(|peak| memory_bounded(peak, args.memory_max)));
    Ok(Report {
        profile: "storm".to_owned(),
        conditions: conditions(args, crew.len()),
        facts: facts(args, &on, &back, (empty, full)),
        phases: vec![
            phase("idle, with all radios connected, before", &before),
            phase("under the storm, until all are back", &storm),
            phase("idle, after", &after),
        ],
        gave_way: gave_way(&storm.tallies),
        promises,
    })
}

fn phase(name: &'static str, measured: &Measured) -> Phase {
    Phase::new(name, measured.seconds, measured.usage.clone(), &measured.tallies)
}

async fn switch_on(crew: &mut Crew, radios: u32) -> Result<Present, Failure> {
    let workers = u32::try_from(crew.len().max(1)).unwrap_or(1);
    let each = radios.div_ceil(workers);
    let within_s = 60.0 + f64::from(radios) / SWITCHED_ON_PER_SECOND;
    crew.order(|index| {
        let first = u32::try_from(index).unwrap_or(0) * each;
        let count = each.min(radios.saturating_sub(first));
        Order::Radios(RadioOrder { first, count, per_second: SWITCHED_ON_PER_SECOND / f64::from(workers), within_s })
    })?;
    let on = present(crew, Duration::from_secs_f64(within_s) + PATIENCE).await?;
    if on.missing > 0 {
        let why =
            format!("failed to connect all radios: {} are missing after {within_s} s; {:?}", on.missing, on.reasons);
        return Err(Failure::Other(why));
    }
    Ok(on)
}

/// The cut and the return, with robberies reported from the cut until the last radio is back.
async fn cut(run: &mut Run, crew: &mut Crew, desks: &Desks, args: &LoadArgs) -> Result<(Measured, Present), Failure> {
    // Twice the time, so that it is known how long it took when it took too long.
    let within_s = args.back_within * 2.0;
    let stop = CancellationToken::new();
    let order = CutOrder { by_line: args.cut == Cut::Line, within_s };
    crew.order(|_| Order::Cut(order))?;
    // What a process used cannot be told when it is killed meanwhile.
    let mut killed = if args.cut == Cut::Restart { run.subject.take() } else { None };
    let ending = stop.clone();
    let returning = async {
        let back = async {
            if let Some(subject) = &mut killed {
                subject.cut_off().await?;
            }
            present(crew, Duration::from_secs_f64(within_s) + PATIENCE).await
        };
        let back = back.await;
        ending.cancel();
        back
    };
    let (storm, back) = tokio::join!(run.measure(desks, ROBBERY, args.urgent, stop), returning);
    run.subject = run.subject.take().or(killed);
    Ok((storm, back?))
}

async fn present(crew: &mut Crew, patience: Duration) -> Result<Present, Failure> {
    let mut all = Present::default();
    for told in crew.hear(patience).await? {
        if let Told::Present(present) = told {
            all.absorb(&present);
        }
    }
    Ok(all)
}

fn all_back(back: &Present, args: &LoadArgs) -> Promise {
    let last_s = back.back.max_ms().map(|ms| ms / 1_000.0);
    Promise {
        what: format!("all {} radios are back within {} s", args.radios, args.back_within),
        found: match last_s {
            Some(last_s) => format!("{} came, the last after {last_s:.1} s; {} did not", back.welcomed, back.missing),
            None => "none came back".to_owned(),
        },
        held: back.missing == 0 && last_s.is_some_and(|last_s| last_s <= args.back_within),
    }
}

fn memory_bounded(peak: u64, max_mib: f64) -> Promise {
    Promise {
        what: format!("the daemon holds at most {max_mib:.0} MiB"),
        found: format!("{:.0} MiB at most", mib(peak)),
        held: mib(peak) <= max_mib,
    }
}

#[expect(clippy::cast_precision_loss, reason = "thousands of radios")]
fn facts(args: &LoadArgs, on: &Present, back: &Present, (empty, full): (u64, u64)) -> Vec<Fact> {
    let seconds = |share| back.back.quantile_ms(share).unwrap_or(0.0) / 1_000.0;
    let each = mib(full.saturating_sub(empty)) * 1_024.0 / f64::from(args.radios.max(1));
    let mut facts = vec![
        Fact::new("level 1 reports", args.urgent, "a second"),
        Fact::new("radios connected", on.welcomed as f64, ""),
        Fact::new("memory of the daemon for each radio", each, "KiB"),
        Fact::new("half of them back after", seconds(0.5), "s"),
        Fact::new("99 of 100 back after", seconds(0.99), "s"),
        Fact::new("tries until all were back", back.tries as f64, ""),
    ];
    facts.extend(
        back.reasons
            .iter()
            .map(|(reason, count)| Fact::new(format!("tries that ended as {reason}"), *count as f64, "")),
    );
    facts
}
