//! A story: one thread, one seed, one script. A scheduler takes whatever comes next, in the order of simulated time: what
//! the network delivers, what the daemon has planned, what the script does.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use patrold::domain::answer::Answer;
use patrold::domain::command::Command;
use patrold::domain::ids::CommandId;
use patrold::domain::incident::ArchivedIncident;
use patrold::domain::position::{DeviceOrder, Fix};
use patrold::domain::rejection::Rejection;
use patrold::domain::time::EngineTime;
use patrold::runtime::settings::RuntimeSettings;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::daemon::{DATA, Life, settings};
use crate::model::{Memory, Model};
use crate::network::{CLIENTS, Client, RADIOS, SUPERVISOR, Watcher};
use crate::people;
use crate::plant::Plant;
use crate::rig::{MORNING, uuid_v7};
use crate::screen::{Screen, Told};
use crate::script::{Act, Deed};
use crate::simulated_disk::SimulatedDisk;
use crate::trace::{Trace, name_of};

/// After so many events a story that does not end is broken.
const EVENTS_MAX: u64 = 400_000;

/// What all stories together met.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Met {
    pub(crate) simulated_us: u64,
    pub(crate) entries: u64,
    pub(crate) commands: u64,
    pub(crate) carried_out: u64,
    pub(crate) power_cuts: u64,
    pub(crate) kills: u64,
    pub(crate) stops: u64,
    pub(crate) disk_errors: u64,
    pub(crate) cuts_in_recovery: u64,
    pub(crate) errors_in_recovery: u64,
    pub(crate) tails: u64,
    pub(crate) snapshots_used: u64,
    pub(crate) rot_refused: u64,
    pub(crate) rot_reported: u64,
    pub(crate) rot_harmless: u64,
    pub(crate) resumed: u64,
    pub(crate) resyncs: u64,
    pub(crate) retries: u64,
}

impl Met {
    pub(crate) fn add(&mut self, other: &Self) {
        let pairs: [(&mut u64, u64); 18] = [
            (&mut self.simulated_us, other.simulated_us),
            (&mut self.entries, other.entries),
            (&mut self.commands, other.commands),
            (&mut self.carried_out, other.carried_out),
            (&mut self.power_cuts, other.power_cuts),
            (&mut self.kills, other.kills),
            (&mut self.stops, other.stops),
            (&mut self.disk_errors, other.disk_errors),
            (&mut self.cuts_in_recovery, other.cuts_in_recovery),
            (&mut self.errors_in_recovery, other.errors_in_recovery),
            (&mut self.tails, other.tails),
            (&mut self.snapshots_used, other.snapshots_used),
            (&mut self.rot_refused, other.rot_refused),
            (&mut self.rot_reported, other.rot_reported),
            (&mut self.rot_harmless, other.rot_harmless),
            (&mut self.resumed, other.resumed),
            (&mut self.resyncs, other.resyncs),
            (&mut self.retries, other.retries),
        ];
        for (sum, more) in pairs {
            *sum += more;
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a summary is read by people")]
    pub(crate) fn words(&self, seeds: u64, took: Duration) -> String {
        let days = self.simulated_us as f64 / 86_400e6;
        let rate = self.entries as f64 / took.as_secs_f64();
        format!("{seeds} seeds, {days:.1} simulated days, {rate:.0} decided entries a second, in {took:.1?}: {self:?}")
    }

    /// A simulation in which nothing happens proves nothing.
    pub(crate) fn is_not_tame(&self, seeds: u64) {
        let often = [self.power_cuts, self.kills, self.snapshots_used, self.resumed, self.resyncs];
        assert!(often.iter().all(|count| *count * 4 >= seeds), "too tame: {self:?}");
        let rare = [self.stops, self.disk_errors, self.cuts_in_recovery, self.tails, self.rot_refused];
        assert!(rare.iter().all(|count| *count * 20 >= seeds), "too tame: {self:?}");
        assert!(self.carried_out > 20 * seeds && self.entries > 60 * seeds, "too tame: {self:?}");
    }
}

/// What came of a story.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) broken: Option<String>,
    pub(crate) met: Met,
    pub(crate) trace: String,
}

/// Something that is on its way.
#[derive(Debug)]
pub(crate) enum Due {
    ToDaemon { client: usize, connection: u32, number: usize, life: u64 },
    ToClient { client: usize, connection: u32, number: usize, outcome: Result<Arc<Answer>, Rejection> },
    Timeout { client: usize, number: usize, tries: u32 },
    ToWatcher { watcher: usize, connection: u32, told: Told },
    Fix(Fix),
    Start,
}

pub(crate) struct Story {
    pub(crate) seed: u64,
    pub(crate) plant: Option<Plant>,
    pub(crate) disk: SimulatedDisk,
    pub(crate) settings: RuntimeSettings,
    pub(crate) chance: ChaCha8Rng,
    pub(crate) now: u64,
    /// What the wall clock has been set by, in microseconds.
    pub(crate) wall_us: i64,
    pub(crate) queue: BTreeMap<(u64, u64), Due>,
    queued: u64,
    pub(crate) life: Option<Life>,
    /// Counted up whenever the daemon dies.
    pub(crate) lives: u64,
    pub(crate) clients: Vec<Client>,
    pub(crate) watchers: Vec<Watcher>,
    pub(crate) model: Model,
    pub(crate) archive: BTreeMap<patrold::domain::ids::IncidentId, ArchivedIncident>,
    pub(crate) ids: u64,
    events: u64,
    fixes: u64,
    /// Whether a disk error was asked for since the daemon started.
    pub(crate) disk_may_fail: bool,
    /// Whether nothing goes wrong any more.
    pub(crate) spared: bool,
    pub(crate) met: Met,
    pub(crate) trace: Trace,
}

/// Tells the story of a script.
pub(crate) fn tell(seed: u64, script: &[Act], plant: Option<Plant>) -> Outcome {
    let mut story = Story::new(seed, plant);
    let told = story.live(script).and_then(|()| story.end());
    story.met.simulated_us = story.now;
    story.met.carried_out = story.model.carried_out() as u64;
    story.met.commands = story.model.asked.len() as u64;
    story.met.entries = story.model.promised() as u64;
    if let Err(broken) = &told {
        story.say(format_args!("BROKEN: {broken}"));
    }
    Outcome { broken: told.err(), met: story.met, trace: story.trace.into_text() }
}

impl Story {
    fn new(seed: u64, plant: Option<Plant>) -> Self {
        let disk = SimulatedDisk::new(seed);
        let settings = settings();
        let memory = Memory {
            unary: settings.engine.requests_max,
            keep: settings.engine.requests_keep,
            numbered: settings.engine.submit_window.min(32),
        };
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        Self {
            seed,
            plant,
            disk: match plant {
                Some(Plant::SkipSync) => disk.without_sync(),
                Some(Plant::SkipDirectorySync) => disk.without_directory_sync(),
                Some(Plant::RetryFailedSync) => disk.without_sync_errors(),
                _ => disk,
            },
            settings,
            now: 0,
            wall_us: 0,
            queue: BTreeMap::new(),
            queued: 0,
            life: None,
            lives: 0,
            clients: (0..CLIENTS).map(|number| Client::new(number, &mut chance)).collect(),
            watchers: (0..3).map(|_| Watcher::default()).collect(),
            model: Model::new(memory),
            archive: BTreeMap::new(),
            ids: 0,
            events: 0,
            fixes: 0,
            disk_may_fail: false,
            spared: false,
            met: Met::default(),
            trace: Trace::default(),
            chance,
        }
    }

    pub(crate) fn say(&mut self, words: fmt::Arguments<'_>) {
        self.trace.line(self.now, words);
    }

    /// The wall clock.
    pub(crate) fn wall(&self) -> EngineTime {
        let since = i64::try_from(self.now).expect("days, not ages") + self.wall_us;
        EngineTime::from_micros(MORNING.as_micros() + since)
    }

    /// Simulated time as everybody means it who has a sound clock.
    pub(crate) fn true_time(&self) -> EngineTime {
        MORNING + Duration::from_micros(self.now)
    }

    pub(crate) fn make_id(ids: &mut u64, now: EngineTime) -> CommandId {
        *ids += 1;
        CommandId::from_uuid(uuid_v7(now, *ids << 16))
    }

    pub(crate) fn after(&mut self, micros: u64, due: Due) {
        self.at(self.now + micros, due);
    }

    pub(crate) fn at(&mut self, time: u64, due: Due) {
        self.queued += 1;
        self.queue.insert((time.max(self.now), self.queued), due);
    }

    fn live(&mut self, script: &[Act]) -> Result<(), String> {
        self.start()?;
        self.found()?;
        for (number, act) in script.iter().enumerate() {
            self.run_until(self.now + u64::try_from(act.after.as_micros()).unwrap_or(u64::MAX))?;
            self.chance = ChaCha8Rng::seed_from_u64(act.chance);
            self.disk.reseed(act.chance);
            self.say(format_args!("{number}: {:?}", act.deed));
            self.act(&act.deed)?;
        }
        Ok(())
    }

    /// A roster and a first shift.
    fn found(&mut self) -> Result<(), String> {
        let roster = people::roster(&mut ChaCha8Rng::seed_from_u64(self.seed));
        self.ask(0, Command::ImportRoster(roster));
        self.run_until(1_000_000)?;
        for number in 0..people::UNITS {
            if number != 5 {
                let mut own = ChaCha8Rng::seed_from_u64(self.seed + u64::from(number));
                let command = people::start_duty(&mut own, number);
                self.ask(RADIOS.start + number as usize, command);
            }
        }
        Ok(())
    }

    /// Lets everything happen that is due until then.
    pub(crate) fn run_until(&mut self, until: u64) -> Result<(), String> {
        loop {
            self.events += 1;
            if self.events > EVENTS_MAX {
                return Err("the story does not end".to_owned());
            }
            let on_its_way = self.queue.first_key_value().map(|((at, _), _)| *at);
            let planned = self.life.as_ref().map(|life| self.next_of_daemon(life));
            let next = on_its_way.into_iter().chain(planned).min().unwrap_or(u64::MAX);
            if next > until {
                self.now = self.now.max(until);
                return Ok(());
            }
            self.now = self.now.max(next);
            if planned.is_some_and(|at| at <= next) {
                self.daemon_goes_on()?;
            } else if let Some((_, due)) = self.queue.pop_first() {
                self.deliver(due)?;
            }
        }
    }

    fn deliver(&mut self, due: Due) -> Result<(), String> {
        match due {
            Due::ToDaemon { client, connection, number, life } => self.arrive(client, connection, number, life),
            Due::ToClient { client, connection, number, outcome } => {
                self.hear(client, connection, number, &outcome)?;
            }
            Due::Timeout { client, number, tries } => self.time_out(client, number, tries),
            Due::ToWatcher { watcher, connection, told } => self.show(watcher, connection, told)?,
            Due::Fix(fix) => self.take_fix(fix),
            Due::Start => {
                if self.life.is_none() {
                    self.start()?;
                }
            }
        }
        Ok(())
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each deed")]
    fn act(&mut self, deed: &Deed) -> Result<(), String> {
        match deed {
            Deed::Console(number) => {
                let screen = self.watchers[*number].screen.clone().unwrap_or_default();
                let mark = self.model.asked.len();
                let now = self.true_time();
                let wish = people::wish(&mut self.chance, &screen, mark, now);
                let wish = self.with_archive(wish);
                self.ask(*number, wish);
            }
            Deed::Race => {
                let Some(life) = &self.life else { return Ok(()) };
                let screen = Screen::of(&life.shown().read());
                self.model.showed_state(screen.sequence);
                let wishes = people::race(&mut self.chance, &screen);
                for (console, wish) in wishes.into_iter().enumerate() {
                    self.ask(console + 1, wish);
                }
            }
            Deed::Platform => {
                for _ in 0..self.chance.random_range(1..5) {
                    let mark = self.model.asked.len();
                    let report = people::file_report(&mut self.chance, mark, &Screen::default());
                    self.ask(crate::network::PLATFORM, report);
                }
            }
            Deed::Radio(number) => {
                self.welcome(*number);
                let client = RADIOS.start + number;
                let screen = self.clients[client].screen.clone();
                let (unit, now) = (u32::try_from(*number).expect("few"), self.true_time());
                let said = people::radio(&mut self.chance, &screen, unit, now);
                self.ask(client, said);
            }
            Deed::Fixes => self.send_fixes(),
            Deed::Supervisor => {
                let screen = self.watchers[0].screen.clone().unwrap_or_default();
                let Some(life) = &self.life else { return Ok(()) };
                let active = life.board.read().policy_bundle().map(|bundle| bundle.hash);
                let command = people::supervise(&mut self.chance, &screen, active);
                self.ask(SUPERVISOR, command);
            }
            Deed::AskAgain { other_body } => self.ask_again(*other_body),
            Deed::Watch(watcher) => {
                self.compare(*watcher)?;
                self.watch(*watcher)?;
            }
            Deed::Retire => self.retire(),
            Deed::Reopen => {
                let Some(incident) = self.archive.keys().next().copied() else { return Ok(()) };
                let wish = Command::ReopenIncident { incident, archived: None, reason: people::reason() };
                let wish = self.with_archive(wish);
                self.ask(1, wish);
            }
            Deed::Snapshot => self.snapshot()?,
            Deed::Rest => {
                (0..self.watchers.len()).try_for_each(|watcher| self.compare(watcher))?;
                self.rest()?;
            }
            Deed::PowerCut { calls } => self.disk.lose_power_in(*calls),
            Deed::Kill => {
                if self.life.is_some() {
                    self.met.kills += 1;
                    self.die();
                }
            }
            Deed::Stop => self.stop()?,
            Deed::DiskError { call, nth, errno } => {
                self.disk_may_fail = true;
                self.disk.fail(*call, *nth, *errno);
            }
            Deed::Line { client, to_daemon, from_daemon } => {
                let client = &mut self.clients[*client];
                (client.to_daemon, client.from_daemon) = (*to_daemon, *from_daemon);
            }
            Deed::Pause(pause) => {
                let until = self.now + u64::try_from(pause.as_micros()).unwrap_or(0);
                if let Some(life) = &mut self.life {
                    life.paused_until = until;
                }
            }
            Deed::ClockStep(seconds) => self.wall_us += seconds * 1_000_000,
        }
        Ok(())
    }

    /// Whoever reopens what has left memory brings it along, as the api does from the records.
    fn with_archive(&mut self, wish: Command) -> Command {
        let Command::ReopenIncident { incident, reason, .. } = wish else { return wish };
        let old: Vec<_> = self.archive.keys().copied().collect();
        let incident = old.choose(&mut self.chance).copied().unwrap_or(incident);
        let gone = self.life.as_ref().is_some_and(|life| life.board.read().incident(incident).is_none());
        let archived = self.archive.get(&incident).filter(|_| gone).cloned().map(Box::new);
        Command::ReopenIncident { incident, archived, reason }
    }

    /// Positions: late, doubled, jumping, from clocks a day off.
    fn send_fixes(&mut self) {
        for _ in 0..self.chance.random_range(1..8) {
            let unit = people::callsign(self.chance.random_range(0..people::UNITS));
            self.fixes += 1;
            let odd = self.chance.random_range(0..10);
            let order = DeviceOrder { boot: 1, sequence: self.fixes - u64::from(odd == 0) * self.fixes.min(3) };
            let day_off = Duration::from_hours(24);
            let device =
                if odd == 1 { self.true_time() + day_off } else { self.true_time() - day_off * u32::from(odd == 2) };
            let fix = Fix {
                unit,
                at: people::somewhere(&mut self.chance),
                taken_at: self.true_time(),
                received_at: self.true_time(),
                order: (odd != 3).then_some(order),
                accuracy_m: Some(if odd == 4 { 5_000.0 } else { 10.0 }),
                speed_mps: None,
                heading_deg: None,
                device_time: Some(device),
            };
            let delay = self.chance.random_range(0..3_000_000);
            if odd == 5 {
                self.after(delay * 2, Due::Fix(fix.clone()));
            }
            self.after(delay, Due::Fix(fix));
        }
    }

    fn take_fix(&mut self, mut fix: Fix) {
        let Some(life) = &self.life else { return };
        let now = life.time(self.now);
        fix.received_at = now;
        fix.taken_at = now;
        let verdict = life.map.tracker().record(&fix);
        let unit = fix.unit;
        self.say(format_args!("  fix of {unit}: {}", verdict.as_str()));
    }

    /// Everybody comes back, everything is answered, every screen is right, and the record closes.
    fn end(&mut self) -> Result<(), String> {
        self.say(format_args!("everything is well again"));
        self.spared = true;
        self.disk.calm();
        if self.life.as_ref().is_some_and(|_| self.disk.power_is_out()) {
            self.die_of_power();
        }
        if self.life.is_none() {
            self.start()?;
        }
        for client in &mut self.clients {
            (client.to_daemon, client.from_daemon) = (true, true);
        }
        for _ in 0..8 {
            (0..CLIENTS).for_each(|client| self.send_all(client));
            self.run_until(self.now + 70_000_000)?;
        }
        self.model.everything_is_answered()?;
        (0..self.watchers.len()).try_for_each(|watcher| self.compare(watcher))?;
        for watcher in 0..self.watchers.len() {
            self.watch(watcher)?;
        }
        for _ in 0..100 {
            self.run_until(self.now + 3_100_000)?;
            let newest = self.life.as_ref().map_or(0, |life| life.board.read().sequence().get());
            if self.watchers.iter().all(|watcher| watcher.is_at() == newest) {
                (0..self.watchers.len()).try_for_each(|watcher| self.compare(watcher))?;
                return self.close();
            }
        }
        let at: Vec<_> = self.watchers.iter().map(Watcher::is_at).collect();
        Err(format!("the watchers never come to the end of the record: they are at {at:?}"))
    }

    pub(crate) fn describe(command: &Command) -> String {
        if let Command::OnDesk(command) = command { name_of(command) } else { name_of(command) }
    }

    pub(crate) fn data() -> std::path::PathBuf {
        std::path::Path::new(DATA).join("journal")
    }
}
