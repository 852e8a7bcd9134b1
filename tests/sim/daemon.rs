//! The daemon between two crashes, put together from the real pieces as `runtime::start` puts them together, without its
//! threads: clock, sequencer, committer, journal, board with its feed, map with its tracker.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use patrold::domain::ids::CommandId;
use patrold::domain::time::EngineTime;
use patrold::engine::State;
use patrold::journal::Journal;
use patrold::journal::recovery::{OpenOptions, open};
use patrold::journal::snapshot::Snapshots;
use patrold::journal::writer::Writer;
use patrold::policy::Policy;
use patrold::policy::settings::TravelParameters;
use patrold::policy::source::PolicySource;
use patrold::runtime::board::Board;
use patrold::runtime::clock::Clock;
use patrold::runtime::commit::Committer;
use patrold::runtime::map::{TrackerMap, straight_line};
use patrold::runtime::recover::{TakenUp, fold, take_up};
use patrold::runtime::sequencer::{Decided, Sequencer, Submission};
use patrold::runtime::settings::RuntimeSettings;
use patrold::tracker::table::Tracker;

use crate::plant::Plant;
use crate::rig;
use crate::simulated_disk::SimulatedDisk;
use crate::spoilt::Spoilt;

/// Where everything lies on the simulated disk.
pub(crate) const DATA: &str = "/patrold";

/// Who waits for an answer: the client, its connection, and which request it was; none for the daemon's own commands.
pub(crate) type ReplyTo = Option<(usize, u32, usize)>;

/// Small limits everywhere, so that each of them is met.
pub(crate) fn settings() -> RuntimeSettings {
    let mut settings = rig::settings(Path::new(DATA));
    settings.policy =
        PolicySource { policy_toml: include_str!("policy.toml").to_owned(), zones_geojson: None, gazetteer_csv: None };
    settings.engine.requests_keep = Duration::from_hours(2);
    settings.engine.requests_max = 60;
    settings.engine.submit_window = 8;
    settings.engine.submit_sessions_max = 4;
    settings.engine.explanation_units_max = 8;
    settings.engine.policies_kept_max = 3;
    settings.engine.alarms_per_cause_max = 4;
    settings.sequencer.queue_retry = Duration::from_mins(1);
    settings.inbox_max = 12;
    settings.commit_group_commands_max = 4;
    settings.feed_ring_entries = 12;
    settings
}

pub(crate) struct Life {
    pub(crate) sequencer: Sequencer,
    pub(crate) committer: Committer<Writer<SimulatedDisk>>,
    pub(crate) board: Board,
    /// What is shown instead of the board, by mistake.
    pub(crate) early: Option<Board>,
    pub(crate) map: TrackerMap,
    pub(crate) inbox: VecDeque<Submission<ReplyTo>>,
    pub(crate) in_flight: Vec<Decided<ReplyTo>>,
    clock: Clock,
    begun_us: u64,
    start: EngineTime,
    /// How long everything that was planned stands still: the process is not scheduled.
    pub(crate) paused_until: u64,
    pub(crate) decide_at: Option<u64>,
    pub(crate) commit_at: Option<u64>,
}

impl Life {
    /// Goes on from what was taken up; the wall clock says `wall`.
    pub(crate) fn begin(
        taken: TakenUp<SimulatedDisk>,
        settings: &RuntimeSettings,
        wall: EngineTime,
        now_us: u64,
    ) -> Self {
        let TakenUp { writer, state, .. } = taken;
        let start = wall.max(state.time());
        Self {
            board: Board::new(state.clone(), writer.head(), settings.feed_ring_entries),
            early: None,
            map: map_of(settings, &state),
            sequencer: Sequencer::new(state, settings.sequencer.clone()),
            committer: Committer::new(writer),
            inbox: VecDeque::new(),
            in_flight: Vec::new(),
            clock: Clock::manual(start),
            begun_us: now_us,
            start,
            paused_until: 0,
            decide_at: None,
            commit_at: None,
        }
    }

    /// From now on watchers are shown what is decided.
    pub(crate) fn show_early(&mut self, settings: &RuntimeSettings) {
        let view = self.board.read().clone();
        self.early = Some(Board::new(self.sequencer.state().clone(), view.point(), settings.feed_ring_entries));
    }

    /// What is shown.
    pub(crate) fn shown(&self) -> &Board {
        self.early.as_ref().unwrap_or(&self.board)
    }

    /// Engine time at a moment of the simulation.
    pub(crate) fn time(&self, now_us: u64) -> EngineTime {
        let elapsed = Duration::from_micros(now_us.saturating_sub(self.begun_us));
        self.clock.advance_to(self.start + elapsed).expect("it is manual");
        self.clock.now()
    }

    /// When, in the simulation, engine time will be there.
    pub(crate) fn moment_of(&self, time: EngineTime) -> u64 {
        self.begun_us + u64::try_from(time.since(self.start).as_micros()).unwrap_or(u64::MAX / 2)
    }

    /// One step of the sequencer, or of the spoilt one.
    pub(crate) fn step(
        &mut self,
        now: EngineTime,
        plant: Option<Plant>,
        submissions: Vec<Submission<ReplyTo>>,
        settings: &RuntimeSettings,
        make_id: &mut impl FnMut() -> CommandId,
    ) -> Decided<ReplyTo> {
        let Some(plant) = plant.filter(|plant| plant.is_in_the_sequencer()) else {
            return self.sequencer.step(now, submissions, &self.map, make_id);
        };
        let mut state = self.sequencer.state().clone();
        let serve = self.sequencer.next_deadline().is_some_and(|due| due <= now) && !state.queue().is_empty();
        let committed = self.board.read().clone();
        let spoilt =
            Spoilt { plant, state: &mut state, committed: &committed, map: &self.map, now, entries: Vec::new() };
        let mut decided = spoilt.step(serve, submissions, make_id);
        self.sequencer = Sequencer::new(state, settings.sequencer.clone());
        // So that it knows when the queue is due; mostly it finds nothing to do.
        let rest = self.sequencer.step::<ReplyTo>(now, Vec::new(), &self.map, make_id);
        decided.entries.extend(rest.entries);
        decided
    }
}

fn map_of(settings: &RuntimeSettings, state: &State) -> TrackerMap {
    static TRAVEL: OnceLock<TravelParameters> = OnceLock::new();
    let parameters = TRAVEL.get_or_init(|| {
        let policy = Policy::parse(&settings.policy).expect("the policy of the simulation is sound");
        policy.travel().clone()
    });
    let travel = straight_line(parameters).expect("and its travel parameters");
    let map = TrackerMap::new(Tracker::new(settings.tracker), travel);
    map.start_from(state);
    map
}

/// Takes up the record, rightly or with a mistake.
pub(crate) fn recover(
    disk: &SimulatedDisk,
    settings: &RuntimeSettings,
    plant: Option<Plant>,
) -> Result<TakenUp<SimulatedDisk>, String> {
    match plant {
        Some(Plant::StaleSnapshot) => from_stale_snapshot(disk, settings),
        Some(plant @ (Plant::ApplyTwice | Plant::LoseLastEntry)) => {
            let mut taken = take_up(disk, settings).map_err(|error| error.to_string())?;
            spoil_last_entry(disk, settings, plant, &mut taken.state)?;
            Ok(taken)
        }
        _ => take_up(disk, settings).map_err(|error| error.to_string()),
    }
}

/// Folds the record anew, and its last entry twice or not at all.
fn spoil_last_entry(
    disk: &SimulatedDisk,
    settings: &RuntimeSettings,
    plant: Plant,
    state: &mut State,
) -> Result<(), String> {
    let entries = read_record(disk, settings)?;
    let Some((last, before)) = entries.split_last() else { return Ok(()) };
    *state = State::new(settings.engine.clone());
    for entry in before {
        state.apply(entry);
    }
    if plant == Plant::ApplyTwice {
        state.apply(last);
        state.apply(last);
    } else {
        let mut empty = last.clone();
        empty.events.clear();
        empty.request = None;
        state.apply(&empty);
    }
    Ok(())
}

fn from_stale_snapshot(disk: &SimulatedDisk, settings: &RuntimeSettings) -> Result<TakenUp<SimulatedDisk>, String> {
    let folder = settings.data.join("journal");
    let snapshots = Snapshots::new(disk.clone(), &folder, settings.city.clone());
    let (newest, _) = snapshots.newest_good().map_err(|error| error.to_string())?;
    let Some(newest) = newest else { return take_up(disk, settings).map_err(|error| error.to_string()) };
    let before = patrold::domain::ids::Sequence::new(newest.point.sequence.get().saturating_sub(1));
    let (older, _) = snapshots.newest_good_through(before).map_err(|error| error.to_string())?;
    let body = older.map_or(newest.body, |older| older.body);
    let mut state = State::from_bytes(&body, settings.engine.clone()).map_err(|error| error.to_string())?;
    let options = OpenOptions { city: settings.city.clone(), limits: settings.journal, from: Some(newest.point) };
    let (writer, recovered) =
        open(disk.clone(), &folder, options, |record| fold(&mut state, record)).map_err(|error| error.to_string())?;
    // Somebody has noticed that the numbers do not fit, and has made them fit.
    if state.sequence() != writer.head().sequence {
        return take_up_again(disk, settings, writer);
    }
    Ok(TakenUp { writer, recovered, state, snapshot: newest.point })
}

fn take_up_again(
    disk: &SimulatedDisk,
    settings: &RuntimeSettings,
    writer: Writer<SimulatedDisk>,
) -> Result<TakenUp<SimulatedDisk>, String> {
    drop(writer);
    take_up(disk, settings).map_err(|error| error.to_string())
}

/// Every entry of the record, read without the daemon.
pub(crate) fn read_record(
    disk: &SimulatedDisk,
    settings: &RuntimeSettings,
) -> Result<Vec<patrold::domain::event::Entry>, String> {
    use patrold::journal::codec::{self, RecordType};
    let mut entries = Vec::new();
    let folder = settings.data.join("journal");
    patrold::journal::verify::read(disk, &folder, Some(&settings.city), None, |record| {
        let kind = RecordType { kind: record.kind, version: record.version };
        entries.push(codec::decode(kind, record.sequence, record.bytes)?);
        Ok(())
    })
    .map_err(|error| error.to_string())?;
    Ok(entries)
}
