//! Saturation: level 1 reports at a rate that grows step by step until the daemon no longer keeps up, and then at the first
//! rate again: what was too much for it once must not be so for ever.

use std::time::Duration;

use super::calls::{Desks, ROBBERY};
use super::report::{Fact, Phase, Promise, Report, gave_way};
use super::tally::Work;
use super::{LoadArgs, Measured, Run, conditions, ground};
use crate::cli::failure::Failure;

/// How much faster each step is.
const STEP: f64 = 1.5;
/// How long the daemon rests between steps.
const RESTS: Duration = Duration::from_secs(3);
/// The rate at which it ends though the daemon keeps up.
const RATE_MAX: f64 = 50_000.0;
/// A 99 % latency beyond which the daemon does not keep up.
const P99_MAX_MS: f64 = 250.0;

/// Runs it.
///
/// # Errors
/// When the daemon cannot be reached.
pub(super) async fn run(run: &mut Run, args: &LoadArgs) -> Result<Report, Failure> {
    let lead = ground::reach(&run.address, "load").await?;
    ground::take_positions(&lead, &run.city).await?;
    let desks = Desks::open(&run.address, &run.city).await?;
    let (mut rate, mut kept_up, mut phases) = (args.urgent, 0.0, Vec::new());
    let last = loop {
        let step = run.measure_for(&desks, ROBBERY, rate, args.phase_s()).await;
        phases.push(Phase::new("step", step.seconds, step.usage.clone(), &step.tallies));
        if !keeps_up(&step) || rate > RATE_MAX {
            break step;
        }
        (kept_up, rate) = (rate, rate * STEP);
        tokio::time::sleep(RESTS).await;
    };
    tokio::time::sleep(RESTS).await;
    let afterwards = run.measure_for(&desks, ROBBERY, args.urgent, args.phase_s()).await;
    phases.push(Phase::new("afterwards", afterwards.seconds, afterwards.usage.clone(), &afterwards.tallies));
    let recovers = keeps_up(&afterwards);
    Ok(Report {
        profile: "saturation".to_owned(),
        conditions: conditions(args, 0),
        facts: vec![
            Fact::new("level 1 reports with which it kept up", kept_up, "a second"),
            Fact::new("and with which it did not", rate, "a second"),
        ],
        phases,
        gave_way: gave_way(&last.tallies),
        promises: vec![
            Promise {
                what: format!("it keeps up with {} level 1 reports a second", args.urgent),
                found: format!("up to {kept_up:.0}"),
                held: kept_up >= args.urgent,
            },
            Promise {
                what: format!("and does so again {} s after {rate:.0} a second were too much", RESTS.as_secs()),
                found: if recovers { "it does" } else { "it does not" }.to_owned(),
                held: recovers,
            },
        ],
    })
}

fn keeps_up(step: &Measured) -> bool {
    let Some(tally) = step.tallies.get(&Work::UrgentReport) else { return false };
    let in_time = tally.latency.quantile_ms(0.99).is_some_and(|p99| p99 <= P99_MAX_MS);
    in_time && tally.answered == tally.offered
}
