//! How fast incidents were answered: from the ring to the first unit on scene, and the five clocks of every dispatch, by
//! zone and level.

use std::collections::BTreeMap;
use std::time::Duration;

use rusqlite::{Transaction, params};

use super::reader::RecordsReader;
use super::{RecordsError, RecordsPosition, position};
use crate::domain::classification::Level;
use crate::domain::clock::{ClockKind, Severity, Timer};
use crate::domain::dispatch::{Clocks, Dispatch};
use crate::domain::ids::ZoneId;
use crate::domain::time::EngineTime;

/// Which incidents are looked at: those whose response time began in `[from, until)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResponseSpan {
    /// From when.
    pub from: EngineTime,
    /// Until when.
    pub until: EngineTime,
    /// When it is asked: what still runs has run until then.
    pub now: EngineTime,
}

/// How fast the incidents of each zone and level were answered, and the place in the record that it is of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResponseTable {
    /// A row for each zone and level with an incident.
    pub rows: BTreeMap<(Option<ZoneId>, Level), ResponseTimes>,
    /// A row for each zone with an incident, all levels together.
    pub zones: BTreeMap<Option<ZoneId>, ResponseTimes>,
    /// A row for each level with an incident, all zones together.
    pub levels: BTreeMap<Level, ResponseTimes>,
    /// Up to where the records have come.
    pub position: RecordsPosition,
}

/// How fast some incidents were answered, such as those of one level in one zone. Exercises count nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResponseTimes {
    /// How many there were.
    pub incidents: u64,
    /// How many are open, and nobody has been on scene.
    pub waiting: u64,
    /// How many were typed in after the fact, all or in part: they are in no figure below.
    pub entered_late: u64,
    /// From the ring to the first unit on scene.
    pub first_on_scene: Figures,
    /// How many units were sent to them.
    pub dispatches: u64,
    /// The five clocks of these units, in the order of [`ClockKind::ALL`].
    pub clocks: [ClockFigures; 5],
}

/// How the clocks of one kind ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClockFigures {
    /// Those that stopped.
    pub stopped: Figures,
    /// How many ran longer than their last threshold, until they stopped, a later one stopped, the dispatch ended, or now.
    pub over: u64,
}

/// How long something took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// How often it was measured.
    pub count: u64,
    /// Half took no longer.
    pub p50: Duration,
    /// Nine in ten took no longer.
    pub p90: Duration,
}

impl RecordsReader {
    /// How fast the incidents of a span were answered, in the zones that are wanted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn response_times(
        &self,
        span: &ResponseSpan,
        is_wanted: &dyn Fn(Option<&ZoneId>) -> bool,
    ) -> Result<ResponseTable, RecordsError> {
        let moment = self.moment()?;
        let mut tallies = BTreeMap::new();
        incidents(&moment, span, &mut tallies)?;
        dispatches(&moment, span, &mut tallies)?;
        tallies.retain(|(zone, _), _| is_wanted(zone.as_ref()));
        let (mut zones, mut levels) = (BTreeMap::<_, Tally>::new(), BTreeMap::<_, Tally>::new());
        for ((zone, level), tally) in &tallies {
            zones.entry(zone.clone()).or_default().add(tally);
            levels.entry(*level).or_default().add(tally);
        }
        Ok(ResponseTable {
            rows: told(tallies),
            zones: told(zones),
            levels: told(levels),
            position: position(&moment)?,
        })
    }
}

fn told<K: Ord>(tallies: BTreeMap<K, Tally>) -> BTreeMap<K, ResponseTimes> {
    tallies.into_iter().map(|(of, tally)| (of, tally.told())).collect()
}

type Tallies = BTreeMap<(Option<ZoneId>, Level), Tally>;

/// What is counted of some incidents.
#[derive(Default)]
struct Tally {
    incidents: u64,
    waiting: u64,
    entered_late: u64,
    first_on_scene: Vec<Duration>,
    dispatches: u64,
    stopped: [Vec<Duration>; 5],
    over: [u64; 5],
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.incidents += other.incidents;
        self.waiting += other.waiting;
        self.entered_late += other.entered_late;
        self.first_on_scene.extend(&other.first_on_scene);
        self.dispatches += other.dispatches;
        for (stopped, others) in self.stopped.iter_mut().zip(&other.stopped) {
            stopped.extend(others);
        }
        for (over, others) in self.over.iter_mut().zip(other.over) {
            *over += others;
        }
    }

    fn told(self) -> ResponseTimes {
        let Self { incidents, waiting, entered_late, first_on_scene, dispatches, stopped, over } = self;
        let mut clocks = [ClockFigures::default(); 5];
        for ((clock, times), over) in clocks.iter_mut().zip(stopped).zip(over) {
            *clock = ClockFigures { stopped: figures(times), over };
        }
        let first_on_scene = figures(first_on_scene);
        ResponseTimes { incidents, waiting, entered_late, first_on_scene, dispatches, clocks }
    }
}

/// The least times within which half and nine in ten were done.
fn figures(mut times: Vec<Duration>) -> Figures {
    times.sort_unstable();
    let within = |tenths: usize| {
        let rank = (times.len() * tenths).div_ceil(10).saturating_sub(1);
        times.get(rank).copied().unwrap_or_default()
    };
    Figures { count: times.len() as u64, p50: within(5), p90: within(9) }
}

fn incidents(moment: &Transaction<'_>, span: &ResponseSpan, tallies: &mut Tallies) -> Result<(), RecordsError> {
    let mut select = moment.prepare(
        "SELECT jurisdiction, level, entered_late, closed_at_us IS NULL, clock_started_at_us,
                (SELECT MIN(arrived_at_us) FROM dispatches WHERE incident = i.id)
         FROM incidents i WHERE clock_started_at_us >= ?1 AND clock_started_at_us < ?2 AND NOT training",
    )?;
    let mut rows = select.query(params![span.from.as_micros(), span.until.as_micros()])?;
    while let Some(row) = rows.next()? {
        let tally = tallies.entry(zone_and_level(row)?).or_default();
        let (late, open): (bool, bool) = (row.get(2)?, row.get(3)?);
        let (began, arrived): (i64, Option<i64>) = (row.get(4)?, row.get(5)?);
        tally.incidents += 1;
        tally.waiting += u64::from(open && arrived.is_none());
        if late {
            tally.entered_late += 1;
        } else if let Some(arrived) = arrived {
            tally.first_on_scene.push(EngineTime::from_micros(arrived).since(EngineTime::from_micros(began)));
        }
    }
    Ok(())
}

fn dispatches(moment: &Transaction<'_>, span: &ResponseSpan, tallies: &mut Tallies) -> Result<(), RecordsError> {
    let mut select = moment.prepare(
        "SELECT i.jurisdiction, i.level, d.offered_at_us, d.signed_in_at_us, d.departed_at_us, d.arrived_at_us,
                d.first_feedback_at_us, d.finished_at_us, d.ended_at_us, d.sign_in_limit_us, d.depart_limit_us,
                d.arrive_limit_us, d.feedback_limit_us, d.on_scene_limit_us
         FROM incidents i JOIN dispatches d ON d.incident = i.id
         WHERE i.clock_started_at_us >= ?1 AND i.clock_started_at_us < ?2 AND NOT i.training AND NOT i.entered_late
           AND NOT d.entered_late",
    )?;
    let mut rows = select.query(params![span.from.as_micros(), span.until.as_micros()])?;
    while let Some(row) = rows.next()? {
        let tally = tallies.entry(zone_and_level(row)?).or_default();
        tally.dispatches += 1;
        let time = |at: usize| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(at)?.map(EngineTime::from_micros));
        let clocks = Clocks {
            signed_in_at: time(3)?,
            departed_at: time(4)?,
            arrived_at: time(5)?,
            first_feedback_at: time(6)?,
            finished_at: time(7)?,
        };
        let (offered, ended) = (EngineTime::from_micros(row.get(2)?), time(8)?);
        let counted = tally.stopped.iter_mut().zip(&mut tally.over).enumerate();
        for (index, (stopped, over)) in counted {
            let Some(run) = run_of(index, offered, &clocks, ended, span.now) else { continue };
            if run.stopped {
                stopped.push(run.lasted);
            }
            let limit = row.get::<_, Option<i64>>(9 + index)?.map(|us| Duration::from_micros(us.unsigned_abs()));
            *over += u64::from(limit.is_some_and(|limit| run.lasted > limit));
        }
    }
    Ok(())
}

fn zone_and_level(row: &rusqlite::Row<'_>) -> Result<(Option<ZoneId>, Level), RecordsError> {
    let zone: Option<String> = row.get(0)?;
    // What is written here came from a zone and a level.
    let zone = zone.and_then(|zone| ZoneId::new(&zone).ok());
    Ok((zone, Level::from_number(row.get(1)?).unwrap_or(Level::One)))
}

/// How long a clock ran.
struct Run {
    lasted: Duration,
    stopped: bool,
}

/// How long the clock of a place in [`ClockKind::ALL`] ran; none when it never began.
fn run_of(
    index: usize,
    offered: EngineTime,
    clocks: &Clocks,
    ended: Option<EngineTime>,
    now: EngineTime,
) -> Option<Run> {
    let begun = match ClockKind::ALL.get(index)? {
        ClockKind::SignIn | ClockKind::Depart | ClockKind::Arrive => offered,
        ClockKind::Feedback | ClockKind::OnScene => clocks.arrived_at?,
    };
    let in_order = clocks.in_order();
    let stopped = in_order.get(index).copied().flatten();
    let later = || in_order.iter().skip(index + 1).copied().flatten().chain(ended).min();
    let until = stopped.or_else(later).unwrap_or(now);
    Some(Run { lasted: until.since(begun), stopped: stopped.is_some() })
}

/// The last threshold of a clock of a dispatch, in microseconds; none when nobody watches it.
pub(super) fn limit_us(dispatch: &Dispatch, clock: ClockKind) -> Option<i64> {
    let of = |severity: Severity| dispatch.timers.iter().find(|it| it.clock == clock && it.severity == severity);
    let last: Option<&Timer> = of(Severity::Breach).or_else(|| of(Severity::Warning));
    last.map(|timer| i64::try_from(timer.after.as_micros()).unwrap_or(i64::MAX))
}
