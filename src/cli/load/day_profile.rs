//! A whole day's peak: a city's reports, in the shares of their types and levels, while every unit says where it is.
//!
//! Three sizes: Dongguan in its heaviest hour, Beijing's highest peak, and all of China's calls with two million units.
//! The ground is the invented city's in all three; what grows is how much comes and from how many.

use std::time::Duration;

use super::calls::{Calls, Desks};
use super::crowd::Crowd;
use super::day::DayOrder;
use super::report::{Fact, Phase, Promise, Report, all_answered, gave_way, stays_under};
use super::tally::{Tally, Work, absorb};
use super::worker::{Crew, Order};
use super::{LoadArgs, Measured, Profile, Run, conditions, ground};
use crate::city::demand::REPORTS_PER_DAY;
use crate::cli::failure::Failure;
use crate::cli::process::Process;
use crate::domain::time::EngineTime;
use crate::runtime::clock::{Clock, Stopwatch};

/// The invented city's area, 2,460 km² as Dongguan's, in square metres.
const GROUND_M2: f64 = 2.46e9;
/// Search cells that suit most cities, in metres, and the smallest that are worth their memory.
const CELL_M: std::ops::RangeInclusive<f64> = 25.0..=500.0;
/// How often a unit says where it is, in seconds.
const EVERY_S: f64 = 5.0;
/// How long positions come in before it is measured: twice from every unit.
const WARM_UP_S: f64 = 2.0 * EVERY_S;
/// How long the daemon rests between phases: it marks every unit of those that have just broken off.
const RESTS: Duration = Duration::from_secs(5);
/// How long positions go on before and behind what is measured with them.
const MARGIN: Duration = Duration::from_secs(1);
/// How long workers may take to begin and to end.
const ENDS_WITHIN: Duration = Duration::from_mins(10);
/// Reports of a day that are made in advance; then they begin again.
const REPORTS_MAX: usize = 8_192;
/// Reports may take so many times as long as without positions.
const TIMES_ALONE: f64 = 3.0;
/// The share of positions that must be taken: one that is lost is followed by the next after an interval.
const TAKEN_MIN: f64 = 0.999;

/// How much comes at a day's peak.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Day {
    /// Units on duty.
    pub(super) units: u32,
    /// Reports a second.
    pub(super) reports_per_second: f64,
    /// How long it is measured unless it is said, in seconds: some hundred reports.
    pub(super) seconds: u32,
}

impl Day {
    /// The day of a profile; none for those that are not one.
    pub(super) fn of(profile: Profile) -> Option<Self> {
        match profile {
            // The city's own fleet; the heaviest hour has 69 of 1,000 of the day's calls.
            Profile::City => {
                let reports_per_second = f64::from(REPORTS_PER_DAY) * 0.069 / 3_600.0;
                Some(Self { units: 0, reports_per_second, seconds: 600 })
            }
            // Beijing: 3.5 calls in its highest second, 45,000 officers and auxiliaries on duty.
            Profile::Capital => Some(Self { units: 45_000, reports_per_second: 3.5, seconds: 60 }),
            // China: 3.2 calls a second over the year, 16 times as many at the peak, two million officers.
            Profile::Nation => Some(Self { units: 2_000_000, reports_per_second: 3.2 * 16.0, seconds: 30 }),
            Profile::Flood | Profile::Storm | Profile::Saturation => None,
        }
    }

    /// With what was asked for instead.
    pub(super) fn with(self, args: &LoadArgs) -> Self {
        Self {
            units: args.units.unwrap_or(self.units),
            reports_per_second: args.reports.unwrap_or(self.reports_per_second),
            seconds: args.seconds.unwrap_or(self.seconds),
        }
    }

    /// What the daemon's configuration must say for so many units.
    pub(super) fn config(self) -> String {
        let apart_m = (GROUND_M2 / f64::from(self.units.max(1))).sqrt();
        let cell_m = apart_m.clamp(*CELL_M.start(), *CELL_M.end());
        // As many as by default where that is enough.
        let units_max = self.units.max(1_000_000);
        format!("[tracker]\ncell_size_m = {cell_m:.0}\nunits_max = {units_max}\n")
    }
}

/// Runs it.
///
/// # Errors
/// When the daemon cannot be reached, refuses a unit, or a worker fails.
pub(super) async fn run(run: &mut Run, args: &LoadArgs, day: Day) -> Result<Report, Failure> {
    let lead = ground::reach(&run.address, "load").await?;
    let empty = run.process().and_then(Process::memory).unwrap_or(0);
    let begun = Stopwatch::start();
    ground::take_positions(&lead, &run.city).await?;
    let own = u32::try_from(run.city.fleet.patrols.len()).unwrap_or(u32::MAX);
    let crowd = Crowd(day.units.saturating_sub(own));
    crowd.check_in(&lead).await?;
    let on_duty_s = begun.elapsed().as_secs_f64();

    let calls = Calls::of_a_day(&run.city, REPORTS_MAX, Clock::system(EngineTime::EPOCH).now())?;
    let desks = Desks::open(&run.address, &run.city).await?;
    let mut crew = Crew::start(usize::try_from(args.workers).unwrap_or(1), (&run.address, &run.devices), args.seed)?;
    let shares = crew.len();
    let positions =
        |seconds: f64| move |share| Order::Day(DayOrder { seconds, share, shares, crowd: crowd.0, every_s: EVERY_S });
    crew.order(positions(WARM_UP_S))?;
    let connecting = Stopwatch::start();
    crew.begin(ENDS_WITHIN).await?;
    let connected_s = connecting.elapsed().as_secs_f64();
    crew.tallies(ENDS_WITHIN).await?;
    tokio::time::sleep(RESTS).await;
    let full = run.process().and_then(Process::memory).unwrap_or(0);

    let seconds = f64::from(day.seconds);
    let alone = run.measure_for(&desks, calls.clone(), day.reports_per_second, seconds).await;
    tokio::time::sleep(RESTS).await;
    crew.order(positions(seconds + 2.0 * MARGIN.as_secs_f64()))?;
    crew.begin(ENDS_WITHIN).await?;
    tokio::time::sleep(MARGIN).await;
    let before = run.stages();
    let peak = run.measure_for(&desks, calls, day.reports_per_second, seconds).await;
    let after = run.stages();
    let sent = crew.tallies(ENDS_WITHIN + Duration::from_secs(u64::from(day.seconds))).await?;

    let mut all = peak.tallies.clone();
    absorb(&mut all, &sent);
    let reports = |measured: &Measured| measured.tallies.get(&Work::Report).cloned().unwrap_or_default();
    let (idle, under) = (reports(&alone), reports(&peak));
    let units = own.saturating_add(crowd.0);
    #[expect(clippy::cast_precision_loss, reason = "the memory of one process")]
    let each = full.saturating_sub(empty) as f64 / f64::from(units.max(1));
    let mut facts = vec![
        Fact::new("units on duty", f64::from(units), ""),
        Fact::new("reports", day.reports_per_second, "a second"),
        Fact::new("positions, each unit every 5 s", f64::from(units) / EVERY_S, "a second"),
        Fact::new("until all were on duty", on_duty_s, "s"),
        Fact::new("until all who say where they are were connected", connected_s, "s"),
        Fact::new("memory of the daemon for each unit, everything counted", each, "bytes"),
    ];
    if let Some((before, after)) = before.zip(after) {
        facts.extend(after.split(before, under.latency.mean_ms().unwrap_or(0.0)));
    }
    let mut conditions = conditions(args, crew.len());
    conditions.push(format!("the daemon's configuration adds {:?}", day.config()));
    Ok(Report {
        profile: format!("{:?}", args.profile).to_lowercase(),
        conditions,
        facts,
        phases: vec![
            Phase::new("reports alone", alone.seconds, alone.usage, &alone.tallies),
            Phase::new("reports and positions", peak.seconds, peak.usage, &all),
        ],
        gave_way: gave_way(&all),
        promises: vec![
            all_answered("every report is answered", &under),
            stays_under("reports", ("those without positions", &idle.latency), &under.latency, TIMES_ALONE),
            taken(&[Work::PositionsInBatches, Work::PositionsSingly].map(|work| all.get(&work).cloned())),
        ],
    })
}

/// Hardly a position is lost.
#[expect(clippy::cast_precision_loss, reason = "counts of minutes")]
fn taken(tallies: &[Option<Tally>]) -> Promise {
    let (mut offered, mut answered) = (0, 0);
    for tally in tallies.iter().flatten() {
        offered += tally.offered;
        answered += tally.answered;
    }
    let share = answered as f64 / offered.max(1) as f64;
    Promise {
        what: format!("at least {} % of the positions are taken", TAKEN_MIN * 100.0),
        found: format!("{:.2} %: {answered} of {offered}", share * 100.0),
        held: offered > 0 && share >= TAKEN_MIN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_as_large_as_units_stand_apart() {
        let of = |profile| Day::of(profile).expect("a day").config();
        assert_eq!(of(Profile::City), "[tracker]\ncell_size_m = 500\nunits_max = 1000000\n");
        assert_eq!(of(Profile::Capital), "[tracker]\ncell_size_m = 234\nunits_max = 1000000\n");
        assert_eq!(of(Profile::Nation), "[tracker]\ncell_size_m = 35\nunits_max = 2000000\n");
        assert_eq!(Day::of(Profile::Flood), None);
    }

    #[test]
    fn one_position_in_a_thousand_may_be_lost() {
        let of = |offered, answered| taken(&[Some(Tally { offered, answered, ..Tally::default() }), None]);
        assert!(of(10_000, 9_990).held && !of(10_000, 9_989).held && !of(0, 0).held);
    }
}
