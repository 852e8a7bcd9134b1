//! The flood: what fills a core is measured first, then many times as much is offered while robberies are reported.

use std::time::Duration;

use super::calls::{ACCIDENT, Desks, ROBBERY};
use super::flood::FloodOrder;
use super::ground::{self, FIXES_PER_MESSAGE};
use super::positions::Rate;
use super::report::{Fact, LEVEL_1_ANSWERED, Phase, Report, all_answered, gave_way, stays_under};
use super::subject::Gauge;
use super::tally::{Tallies, Work, absorb};
use super::worker::{Crew, Order};
use super::{LoadArgs, Run, conditions};
use crate::cli::failure::Failure;

/// How long it is found out what fills a core.
const CALIBRATES_FOR: f64 = 3.0;
/// How long reports come in before it is measured: caches, connections and the tracker are warm then.
const WARM_UP_S: f64 = 3.0;
/// How long the daemon rests between phases.
const RESTS: Duration = Duration::from_secs(2);
/// How long the flood goes on before and behind what is measured under it.
const MARGIN: Duration = Duration::from_secs(1);
/// How long workers may take to end.
const ENDS_WITHIN: Duration = Duration::from_mins(1);
/// How many radios send singly.
const SINGLE_RADIOS: usize = 256;
/// How many messages they send a second while it is found out what one costs: few enough for every limit.
const SINGLES_CALIBRATE: f64 = 2_560.0;
/// Which part of the flood's positions comes singly, by the CPU time that it costs.
const SINGLY: f64 = 0.5;
/// Level 1 may take so many times as long as when nothing else goes on.
const TIMES_IDLE: f64 = 3.0;

/// Runs it.
///
/// # Errors
/// When the daemon cannot be reached or a worker fails.
pub(super) async fn run(run: &mut Run, args: &LoadArgs) -> Result<Report, Failure> {
    let lead = ground::reach(&run.address, "load").await?;
    ground::take_positions(&lead, &run.city).await?;
    let desks = Desks::open(&run.address, &run.city).await?;
    let mut crew = Crew::start(usize::try_from(args.workers).unwrap_or(1), (&run.address, &run.devices), args.seed)?;
    let seconds = args.phase_s();

    let incident = desks.leave_open(ACCIDENT).await?;
    let quiet = FloodOrder {
        seconds: CALIBRATES_FOR,
        share: 0,
        shares: crew.len(),
        batches: Rate::None,
        singles: Rate::None,
        radios: SINGLE_RADIOS,
        queries_per_second: 0.0,
        notes_per_second: 0.0,
        stalled_watches: 0,
        incident,
    };
    let batch_core = fills_a_core(run, &mut crew, &FloodOrder { batches: Rate::AsTaken, ..quiet.clone() }).await?;
    let singles = Rate::PerSecond(SINGLES_CALIBRATE);
    let single_core = fills_a_core(run, &mut crew, &FloodOrder { singles, ..quiet.clone() }).await?;
    tokio::time::sleep(RESTS).await;

    run.measure_for(&desks, ROBBERY, args.urgent, WARM_UP_S).await;
    let before = run.measure_for(&desks, ROBBERY, args.urgent, seconds).await;

    #[expect(clippy::cast_precision_loss, reason = "hundreds")]
    let per_message = FIXES_PER_MESSAGE as f64;
    let batches = Rate::PerSecond(args.times * (1.0 - SINGLY) * batch_core / per_message);
    let singles = Rate::PerSecond(args.times * SINGLY * single_core);
    let flood = FloodOrder { seconds: seconds + 2.0 * MARGIN.as_secs_f64(), batches, singles, ..quiet };
    order(&mut crew, &flood, args)?;
    tokio::time::sleep(MARGIN).await;
    let loaded = run.measure_for(&desks, ROBBERY, args.urgent, seconds).await;
    let flooded = crew.tallies(ends_within(seconds)).await?;
    tokio::time::sleep(RESTS).await;
    let after = run.measure_for(&desks, ROBBERY, args.urgent, seconds / 2.0).await;

    let mut all = loaded.tallies.clone();
    absorb(&mut all, &flooded);
    let urgent = |tallies: &Tallies| tallies.get(&Work::UrgentReport).cloned().unwrap_or_default();
    let mut idle = urgent(&before.tallies).latency;
    idle.absorb(&urgent(&after.tallies).latency);
    let under = urgent(&loaded.tallies);
    Ok(Report {
        profile: "flood".to_owned(),
        conditions: conditions(args, crew.len()),
        facts: vec![
            Fact::new("fixes in batches that fill a core", batch_core, "a second"),
            Fact::new("fixes sent singly that fill a core", single_core, "a second"),
            Fact::new("offered in all, of what fills a core", args.times, "times"),
            Fact::new("level 1 reports", args.urgent, "a second"),
        ],
        phases: vec![
            Phase::new("idle, before", before.seconds, before.usage, &before.tallies),
            Phase::new("under the flood", loaded.seconds, loaded.usage, &all),
            Phase::new("idle, after", after.seconds, after.usage, &after.tallies),
        ],
        gave_way: gave_way(&all),
        promises: vec![
            all_answered(LEVEL_1_ANSWERED, &under),
            stays_under("level 1", ("the idle one", &idle), &under.latency, TIMES_IDLE),
        ],
    })
}

/// How many fixes a second cost a whole core: what was taken in a while by the CPU time that it cost. The generator may
/// take the other core meanwhile; it changes how long it took, not what it cost.
#[expect(clippy::cast_precision_loss, reason = "millions")]
async fn fills_a_core(run: &Run, crew: &mut Crew, flood: &FloodOrder) -> Result<f64, Failure> {
    let gauge = run.process().map(Gauge::begin);
    crew.order(|share| Order::Flood(FloodOrder { share, ..flood.clone() }))?;
    let taken = crew.tallies(ends_within(flood.seconds)).await?;
    let fixes: u64 = taken.values().map(|tally| tally.answered).sum();
    let cost_s = gauge.map_or(CALIBRATES_FOR, |gauge| gauge.read().cpu_s());
    if fixes == 0 {
        return Err(Failure::Other(format!("the daemon took no positions: {:?}", taken.values().collect::<Vec<_>>())));
    }
    Ok(fixes as f64 / cost_s.max(0.01))
}

fn order(crew: &mut Crew, flood: &FloodOrder, args: &LoadArgs) -> Result<(), Failure> {
    let shares = u32::try_from(crew.len().max(1)).unwrap_or(1);
    let (queries, notes) = (args.queries / f64::from(shares), args.notes / f64::from(shares));
    let (each, rest) = (args.stalled_watches / crew.len().max(1), args.stalled_watches % crew.len().max(1));
    crew.order(|share| {
        Order::Flood(FloodOrder {
            share,
            queries_per_second: queries,
            notes_per_second: notes,
            stalled_watches: each + usize::from(share < rest),
            ..flood.clone()
        })
    })
}

fn ends_within(seconds: f64) -> Duration {
    ENDS_WITHIN + Duration::from_secs_f64(seconds)
}
