//! The whole durable path on a disk that forgets: sequencer, committer, codec, journal, snapshots, recovery and board,
//! through power cuts at any moment, judged by a client that only knows what it asked and what it was told.
//!
//! One thread, one seed, one story: what fails once fails always.

mod audit;
mod client;

use std::path::Path;
use std::time::Duration;

use patrold::domain::command::{Command, RunStart};
use patrold::domain::ids::CommandId;
use patrold::domain::text::Text;
use patrold::domain::time::EngineTime;
use patrold::engine::State;
use patrold::journal::Journal;
use patrold::journal::recovery::Ending;
use patrold::journal::writer::Writer;
use patrold::policy::Policy;
use patrold::runtime::board::Board;
use patrold::runtime::commit::{Committed, Committer};
use patrold::runtime::map::{TrackerMap, straight_line};
use patrold::runtime::recover::{TakenUp, take_up, write_snapshot};
use patrold::runtime::sequencer::{Decided, Sequencer, Submission, own};
use patrold::runtime::settings::RuntimeSettings;
use patrold::tracker::table::Tracker;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::rig::{MORNING, settings, uuid_v7};
use crate::simulated_disk::SimulatedDisk;
use client::{Client, Request};

const DATA: &str = "/patrold";
const LIVES: u32 = 3;

/// Mistakes that a daemon could make, planted to see whether they would be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Planted {
    Nothing,
    /// The disk says that it has synced, and has not.
    NoSync,
    /// Clients are answered when their commands are decided, not when they are on disk.
    EarlyAnswers,
    /// A screen shows what is decided, not what is on disk.
    EarlyBoard,
}

/// What a story met.
#[derive(Clone, Copy, Debug, Default)]
struct Met {
    power_cuts: u32,
    cuts_in_recovery: u32,
    tails: u32,
    snapshots_used: u32,
    acknowledged: u64,
}

struct Story {
    seed: u64,
    planted: Planted,
    disk: SimulatedDisk,
    random: StdRng,
    settings: RuntimeSettings,
    now: EngineTime,
    ids: u64,
    client: Client,
    met: Met,
    /// Whether the power stays on from now.
    spared: bool,
}

/// A daemon between two power cuts.
struct Life {
    sequencer: Sequencer,
    committer: Committer<Writer<SimulatedDisk>>,
    board: Board,
    map: TrackerMap,
    in_flight: Vec<Decided<Request>>,
}

/// Why a life ended.
enum End {
    PowerCut,
    Broken(String),
}

impl From<String> for End {
    fn from(broken: String) -> Self {
        Self::Broken(broken)
    }
}

impl Story {
    fn new(seed: u64, planted: Planted) -> Self {
        let disk = SimulatedDisk::new(seed);
        Self {
            seed,
            planted,
            disk: if planted == Planted::NoSync { disk.without_sync() } else { disk },
            random: StdRng::seed_from_u64(seed ^ 0x9e37_79b9_7f4a_7c15),
            settings: settings(Path::new(DATA)),
            now: MORNING,
            ids: 0,
            client: Client::new(),
            met: Met::default(),
            spared: false,
        }
    }

    /// Several lives of one daemon, all but the last ended by a power cut or, now and then, in good order.
    fn run(mut self) -> Result<Met, String> {
        let seed = self.seed;
        self.lives().map_err(|broken| format!("seed {seed}: {broken}"))?;
        self.met.acknowledged = self.client.acknowledged();
        Ok(self.met)
    }

    fn lives(&mut self) -> Result<(), String> {
        for _ in 0..LIVES {
            match self.live() {
                Ok(()) => {}
                Err(End::PowerCut) => self.met.power_cuts += 1,
                Err(End::Broken(broken)) => return Err(broken),
            }
            self.disk.power_cycle();
            self.now = self.now + Duration::from_secs(self.random.random_range(1..90));
        }
        self.spared = true;
        let mut life = self.begin().map_err(|end| end.words("the last start"))?;
        self.ask_everything_again(&mut life).map_err(|end| end.words("the last questions"))?;
        self.close(&mut life).map_err(|end| end.words("the last stop"))?;
        drop(life);
        let taken = take_up(&self.disk, &self.settings).map_err(|error| error.to_string())?;
        if taken.recovered.ending != Ending::Closed {
            return Err(format!("a closed record ends {:?}", taken.recovered.ending));
        }
        audit::judge(&self.disk, &self.settings, &taken.state, &self.client)
    }

    fn live(&mut self) -> Result<(), End> {
        let mut life = self.begin()?;
        self.disk.lose_power_in(self.random.random_range(0..50));
        let worked = self.work(&mut life);
        // A screen may have shown whatever the board held; it must come back.
        self.client.saw(&life.board);
        if self.planted == Planted::EarlyBoard {
            self.client.saw_sequence(life.sequencer.state());
        }
        worked
    }

    fn begin(&mut self) -> Result<Life, End> {
        if !self.spared && self.random.random_bool(0.3) {
            self.disk.lose_power_in(self.random.random_range(0..14));
            let taken = take_up(&self.disk, &self.settings).map(drop);
            // When it was over before the cut came, it ends as any process may.
            if taken.is_err() && !self.disk.power_is_out() {
                return Err(self.refused());
            }
            self.met.cuts_in_recovery += u32::from(self.disk.power_is_out());
            self.disk.power_cycle();
        }
        let Ok(taken) = take_up(&self.disk, &self.settings) else { return Err(self.refused()) };
        self.met.tails += u32::from(matches!(taken.recovered.ending, Ending::Torn(_)));
        self.met.snapshots_used += u32::from(taken.snapshot.sequence.get() > 0);
        audit::judge(&self.disk, &self.settings, &taken.state, &self.client)?;
        let mut life = self.bring_to_life(taken);
        let mut first = vec![Command::StartRun(RunStart {
            epoch: life.board.read().epoch() + 1,
            version: Text::truncated("test"),
            clock_skew_us: 0,
            tail_cut_bytes: 0,
        })];
        if life.board.read().policy().is_none() {
            let bytes = self.settings.policy.to_bytes().map_err(|faults| faults.to_string())?.into();
            first.push(Command::ActivatePolicy { bytes, expected: None, reason: Text::default() });
        }
        for command in first {
            let envelope = own(self.now, command, self.make_id());
            self.step(&mut life, vec![Submission { envelope, reply: Request::OfTheDaemon }]);
        }
        self.commit(&mut life)?;
        Ok(life)
    }

    fn refused(&self) -> End {
        let error = take_up(&self.disk, &self.settings).map(|_| ()).map_err(|error| error.to_string());
        End::Broken(format!("the start is refused: {error:?}"))
    }

    fn bring_to_life(&mut self, taken: TakenUp<SimulatedDisk>) -> Life {
        let TakenUp { writer, state, .. } = taken;
        self.now = self.now.max(state.time());
        Life {
            board: Board::new(state.clone(), writer.head(), self.settings.feed_ring_entries),
            map: map_of(&self.settings, &state),
            sequencer: Sequencer::new(state, self.settings.sequencer.clone()),
            committer: Committer::new(writer),
            in_flight: Vec::new(),
        }
    }

    fn work(&mut self, life: &mut Life) -> Result<(), End> {
        loop {
            match self.random.random_range(0..100) {
                0..55 => {
                    let count = self.random.random_range(1..5);
                    let asked = (0..count).map(|_| self.ask(life)).collect();
                    self.step(life, asked);
                }
                55..85 => self.commit(life)?,
                85..92 => self.let_time_pass(life),
                92..96 => {
                    let written = write_snapshot(&self.disk, &self.settings, &life.board.read());
                    written.map_err(|error| self.failed(&error))?;
                }
                96..98 => {
                    self.commit(life)?;
                    life.committer.rest().map_err(|error| self.failed(&error))?;
                }
                98 => return Err(End::PowerCut),
                _ => return self.close(life),
            }
            if life.in_flight.len() >= self.settings.commit_groups_in_flight_max {
                self.commit(life)?;
            }
        }
    }

    fn ask(&mut self, life: &Life) -> Submission<Request> {
        let id = self.make_id();
        let (envelope, reply) = self.client.ask(&mut self.random, &life.board.read(), self.now, id);
        Submission { envelope, reply }
    }

    fn step(&mut self, life: &mut Life, submissions: Vec<Submission<Request>>) {
        let ids = &mut self.ids;
        let now = self.now;
        let mut make_id = || {
            *ids += 1;
            CommandId::from_uuid(uuid_v7(now, *ids << 16))
        };
        let decided = life.sequencer.step(now, submissions, &life.map, &mut make_id);
        if self.planted == Planted::EarlyAnswers {
            for reply in &decided.replies {
                // What it hears twice it hears the same.
                drop(self.client.hear(reply.to, &reply.outcome));
            }
        }
        life.in_flight.push(decided);
    }

    /// One sync for everything in flight; then the answers go out, unless the power goes first.
    fn commit(&mut self, life: &mut Life) -> Result<(), End> {
        let groups = std::mem::take(&mut life.in_flight);
        let committed = life.committer.commit(groups, &life.board);
        let Committed { replies, .. } = committed.map_err(|error| self.failed(&error))?;
        if !self.spared && self.random.random_bool(0.02) {
            return Err(End::PowerCut);
        }
        for reply in replies {
            self.client.hear(reply.to, &reply.outcome)?;
        }
        Ok(())
    }

    fn let_time_pass(&mut self, life: &mut Life) {
        let due = life.sequencer.next_deadline().filter(|_| self.random.random_bool(0.7));
        let span = Duration::from_millis(self.random.random_range(0..20_000));
        self.now = due.unwrap_or(self.now + span).max(self.now);
        self.step(life, Vec::new());
    }

    fn close(&mut self, life: &mut Life) -> Result<(), End> {
        let envelope = own(self.now, Command::StopRun, self.make_id());
        self.step(life, vec![Submission { envelope, reply: Request::OfTheDaemon }]);
        self.commit(life)?;
        life.committer.close().map_err(|error| self.failed(&error))
    }

    /// Only a power cut excuses a failure.
    fn failed(&self, error: &impl std::fmt::Display) -> End {
        if self.disk.power_is_out() { End::PowerCut } else { End::Broken(format!("with the power on: {error}")) }
    }

    /// Whatever became of it: a retry of each request gives one answer, and the same one twice.
    fn ask_everything_again(&mut self, life: &mut Life) -> Result<(), End> {
        for _ in 0..2 {
            for number in 0..self.client.asked() {
                let id = self.make_id();
                let (envelope, reply) = self.client.ask_again(number, self.now, id);
                self.step(life, vec![Submission { envelope, reply }]);
            }
            self.commit(life)?;
        }
        Ok(())
    }

    fn make_id(&mut self) -> CommandId {
        self.ids += 1;
        CommandId::from_uuid(uuid_v7(self.now, self.ids << 16))
    }
}

impl End {
    fn words(self, when: &str) -> String {
        match self {
            Self::PowerCut => format!("the power went where it could not: {when}"),
            Self::Broken(broken) => format!("{when}: {broken}"),
        }
    }
}

fn map_of(settings: &RuntimeSettings, state: &State) -> TrackerMap {
    let travel = Policy::parse(&settings.policy).map(|policy| straight_line(policy.travel()));
    let travel = travel.expect("the default policy is sound").expect("and its travel parameters");
    let map = TrackerMap::new(Tracker::new(settings.tracker), travel);
    map.start_from(state);
    map
}

/// How many stories are told: `PATROLD_SEEDS` when it is set.
fn seeds(default: u64) -> u64 {
    std::env::var("PATROLD_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(default)
}

/// Tells the stories of all seeds on all processors.
fn tell(seeds: u64, planted: Planted) -> Vec<Result<Met, String>> {
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get) as u64;
    std::thread::scope(|scope| {
        let told = (0..workers).map(|worker| {
            let mine = (worker..seeds).step_by(usize::try_from(workers).expect("few"));
            scope.spawn(move || mine.map(|seed| Story::new(seed, planted).run()).collect::<Vec<_>>())
        });
        let told: Vec<_> = told.collect();
        told.into_iter().flat_map(|thread| thread.join().expect("no story panics")).collect()
    })
}

#[test]
fn nothing_acknowledged_or_shown_is_lost_when_the_power_goes() {
    let mut met = Met::default();
    let seeds = seeds(1_000);
    for story in tell(seeds, Planted::Nothing) {
        let story = story.unwrap_or_else(|broken| panic!("{broken}"));
        met.power_cuts += story.power_cuts;
        met.cuts_in_recovery += story.cuts_in_recovery;
        met.tails += story.tails;
        met.snapshots_used += story.snapshots_used;
        met.acknowledged += story.acknowledged;
    }
    println!("{met:?}");
    let often = u32::try_from(seeds / 10).unwrap_or(u32::MAX);
    assert!(met.tails >= often && met.snapshots_used >= often && met.cuts_in_recovery >= often, "too tame: {met:?}");
}

#[test]
fn a_daemon_that_does_not_sync_or_speaks_too_early_is_found_out() {
    for planted in [Planted::NoSync, Planted::EarlyAnswers, Planted::EarlyBoard] {
        let found = tell(40, planted).into_iter().filter(Result::is_err).count();
        println!("{planted:?}: found in {found} of 40 stories");
        assert!(found > 10, "{planted:?} was found in {found} of 40 stories only");
    }
}
