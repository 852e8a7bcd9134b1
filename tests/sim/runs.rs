//! The daemon's runs: start, steps, commits, and all the ways to end.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use patrold::domain::command::{Command, RunStart};
use patrold::domain::event::Entry;
use patrold::domain::incident::ArchivedIncident;
use patrold::domain::text::Text;
use patrold::engine::{State, invariants};
use patrold::journal::ChainPoint;
use patrold::journal::recovery::Ending;
use patrold::runtime::board::{Synced, View};
use patrold::runtime::commit::Committed;
use patrold::runtime::recover::{TakenUp, write_snapshot};
use patrold::runtime::sequencer::{Decided, Reply, Submission, own};
use rand::Rng;

use crate::daemon::{Life, ReplyTo, read_record, recover};
use crate::network::Watcher;
use crate::people;
use crate::plant::Plant;
use crate::simulated_disk::{Call, SimulatedDisk};
use crate::story::{Due, Story};

impl Story {
    /// When the daemon does its next step by itself.
    pub(crate) fn next_of_daemon(&self, life: &Life) -> u64 {
        let has_room = life.in_flight.len() < self.settings.commit_groups_in_flight_max;
        let deadline = life.sequencer.next_deadline().map(|deadline| life.moment_of(deadline));
        let decide = life.decide_at.into_iter().chain(deadline).min().filter(|_| has_room);
        let next = decide.into_iter().chain(life.commit_at).min().unwrap_or(u64::MAX);
        next.max(life.paused_until).max(self.now)
    }

    /// Something is in the inbox: the sequencer's thread wakes up before long.
    pub(crate) fn wake(&mut self) {
        let slow = self.chance.random_bool(0.02);
        let at =
            self.now + if slow { self.chance.random_range(0..300_000) } else { self.chance.random_range(0..1_500) };
        if let Some(life) = self.life.as_mut().filter(|life| !life.inbox.is_empty()) {
            life.decide_at.get_or_insert(at);
        }
    }

    /// Takes the daemon's next step.
    pub(crate) fn daemon_goes_on(&mut self) -> Result<(), String> {
        let Some(life) = &mut self.life else { return Ok(()) };
        if life.commit_at.is_some_and(|at| at <= self.now) {
            life.commit_at = None;
            return self.commit();
        }
        let count = life.inbox.len().min(self.settings.commit_group_commands_max);
        let submissions: Vec<_> = life.inbox.drain(..count).collect();
        life.decide_at = None;
        self.step(submissions)?;
        self.wake();
        Ok(())
    }

    /// The sequencer's thread: one step, and its outcome on the way to the journal.
    pub(crate) fn step(&mut self, submissions: Vec<Submission<ReplyTo>>) -> Result<(), String> {
        let nothing_came = submissions.is_empty();
        let wall = self.wall();
        let Some(life) = &mut self.life else { return Ok(()) };
        let now = if self.plant == Some(Plant::ClockGoesBack) { wall } else { life.time(self.now) };
        let due_before = life.sequencer.next_deadline();
        let ids = &mut self.ids;
        let mut make_id = || Self::make_id(ids, now);
        let decided = life.step(now, self.plant, submissions, &self.settings, &mut make_id);
        let idle = decided.entries.is_empty() && decided.replies.is_empty();
        let stuck = nothing_came
            && idle
            && due_before.is_some_and(|due| due <= now)
            && due_before == life.sequencer.next_deadline();
        if stuck && self.plant.is_none() {
            return Err(format!("a deadline of {due_before:?} is reached for ever"));
        }
        if let (Some(early), false) = (&life.early, decided.entries.is_empty()) {
            let (entries, point) = (Arc::new(decided.entries.clone()), ChainPoint::default());
            early.apply(Synced { entries, made: Arc::default(), point });
        }
        if life.sequencer.state().sequence() == life.board.read().sequence() && idle {
            return Ok(());
        }
        if !idle {
            if self.plant == Some(Plant::AnswerBeforeSync) {
                let replies: Vec<_> = decided.replies.iter().map(|it| (it.to, it.outcome.clone())).collect();
                self.hold(decided);
                for (to, outcome) in replies {
                    if let Some(to) = to {
                        self.answer(to, outcome);
                    }
                }
            } else {
                self.hold(decided);
            }
        }
        self.pump_all()
    }

    fn hold(&mut self, decided: Decided<ReplyTo>) {
        let slow = self.chance.random_bool(0.02);
        let sync =
            if slow { self.chance.random_range(200_000..4_000_000) } else { self.chance.random_range(200..6_000) };
        let at = self.now + sync;
        let Some(life) = &mut self.life else { return };
        life.in_flight.push(decided);
        life.commit_at.get_or_insert(at);
    }

    /// The journal's thread: one sync for everything in flight; then the answers go out.
    pub(crate) fn commit(&mut self) -> Result<(), String> {
        let Some(life) = &mut self.life else { return Ok(()) };
        let groups = std::mem::take(&mut life.in_flight);
        let settled: Vec<_> = groups.iter().filter_map(|group| Some(group.entries.last()?.sequence)).collect();
        let committed = life.committer.commit(groups, &life.board);
        let Committed { entries, replies, .. } = match committed {
            Ok(committed) => committed,
            Err(error) => return self.failed(&error.to_string()),
        };
        let before = self.model.promised();
        for entry in entries.iter() {
            self.trace.entry(self.now, entry);
            self.model.promise(entry)?;
            if settled.contains(&entry.sequence) {
                self.model.settle().map_err(|broken| format!("after entry {}: {broken}", entry.sequence))?;
            }
        }
        for Reply { to, outcome } in replies {
            let Some(to) = to else { continue };
            self.model.replied(to.2, &outcome, before)?;
            if self.plant != Some(Plant::AnswerBeforeSync) {
                self.answer(to, outcome);
            }
        }
        self.pump_all()
    }

    /// Some watchers read at once, some lag behind.
    fn pump_all(&mut self) -> Result<(), String> {
        for watcher in 0..self.watchers.len() {
            if self.spared || self.now >= self.watchers[watcher].slow_until {
                self.pump(watcher)?;
            }
            if self.chance.random_bool(0.03) {
                self.watchers[watcher].slow_until = self.now + self.chance.random_range(100_000..600_000_000);
            }
        }
        Ok(())
    }

    /// Something of the disk failed: the daemon is gone, and only a power cut or a disk error excuses it.
    fn failed(&mut self, error: &str) -> Result<(), String> {
        self.say(format_args!("  the daemon dies: {error}"));
        if self.disk.power_is_out() {
            self.die_of_power();
            return Ok(());
        }
        if !self.disk_may_fail {
            return Err(format!("with the power on and a sound disk: {error}"));
        }
        self.met.disk_errors += 1;
        self.die();
        Ok(())
    }

    pub(crate) fn die_of_power(&mut self) {
        self.met.power_cuts += 1;
        self.disk.power_cycle();
        self.gone();
    }

    pub(crate) fn die(&mut self) {
        self.disk.process_dies();
        self.gone();
    }

    fn gone(&mut self) {
        self.life = None;
        self.lives += 1;
        self.disk_may_fail = false;
        self.watchers.iter_mut().for_each(Watcher::drop_line);
        let soon = self.chance.random_range(500_000..40_000_000);
        self.after(soon, Due::Start);
    }

    /// Takes the record up and begins a run, unless something goes wrong again on the way.
    pub(crate) fn start(&mut self) -> Result<(), String> {
        if !self.spared {
            if self.chance.random_bool(0.2) {
                self.rot()?;
            }
            if self.chance.random_bool(0.25) && self.fail_in_recovery()? {
                return Ok(());
            }
        }
        let taken = match recover(&self.disk, &self.settings, self.plant) {
            Ok(taken) => taken,
            Err(error) => return self.start_in_vain(&error),
        };
        self.met.tails += u64::from(matches!(taken.recovered.ending, Ending::Torn(_)));
        self.met.snapshots_used += u64::from(taken.snapshot.sequence.get() > 0);
        let (ending, epoch) = (&taken.recovered.ending, taken.recovered.epoch);
        let words = format!("{ending:?}");
        let words = words.split(['(', ' ']).next().unwrap_or_default().to_owned();
        self.say(format_args!("run {epoch} begins behind {}: {words}", taken.state.sequence()));
        self.judge(&taken.state)?;
        self.begin(taken)
    }

    /// Only what the script has ordered excuses a start that fails: then it is tried again.
    fn start_in_vain(&mut self, error: &str) -> Result<(), String> {
        if self.disk.power_is_out() {
            self.disk.power_cycle();
        } else if self.disk_may_fail {
            self.disk.calm();
            self.disk.process_dies();
            self.disk_may_fail = false;
        } else {
            return Err(format!("the start is refused: {error}"));
        }
        self.say(format_args!("a start in vain: {error}"));
        self.after(1_000_000, Due::Start);
        Ok(())
    }

    fn begin(&mut self, taken: TakenUp<SimulatedDisk>) -> Result<(), String> {
        let epoch = taken.recovered.epoch.get();
        let wall = self.wall();
        let mut life = Life::begin(taken, &self.settings, wall, self.now);
        if self.plant == Some(Plant::ShowBeforeSync) {
            life.show_early(&self.settings);
        }
        let now = life.time(self.now);
        let start = RunStart { epoch, version: Text::truncated("sim"), clock_skew_us: 0, tail_cut_bytes: 0 };
        let mut first = vec![Command::StartRun(start)];
        if life.board.read().policy().is_none() {
            let bytes = people::policies()[0].clone().into();
            first.push(Command::ActivatePolicy { bytes, expected: None, reason: Text::default() });
        }
        self.life = Some(life);
        for command in first {
            let envelope = own(now, command, Self::make_id(&mut self.ids, now));
            self.step(vec![Submission { envelope, reply: None }])?;
        }
        self.commit()
    }

    /// What was recovered is what a full replay gives, keeps the engine's own promises, and what the model was promised.
    fn judge(&mut self, state: &State) -> Result<(), String> {
        let entries = read_record(&self.disk, &self.settings)?;
        self.model.recovered(&entries)?;
        // Reading policies takes most of a replay: not every start is compared with one.
        if !self.spared && self.chance.random_bool(0.6) {
            return Ok(());
        }
        let replayed = self.replay(&entries);
        let hash = |state: &State| state.hash().map_err(|error| error.to_string());
        if hash(&replayed)? != hash(state)? {
            return Err("the recovered state is not what a full replay gives".to_owned());
        }
        match invariants::broken(state).as_slice() {
            [] => Ok(()),
            broken => Err(format!("the recovered state breaks {broken:?}")),
        }
    }

    fn replay(&self, entries: &[Entry]) -> State {
        let mut state = State::new(self.settings.engine.clone());
        for entry in entries {
            state.apply(entry);
        }
        state
    }

    /// A start that is cut short or meets a disk error itself; whether the daemon must be started again later.
    fn fail_in_recovery(&mut self) -> Result<bool, String> {
        let cut = self.chance.random_bool(0.5);
        if cut {
            self.disk.lose_power_in(self.chance.random_range(0..14));
        } else {
            const CALLS: [Call; 4] = [Call::Sync, Call::Write, Call::SyncDirectory, Call::Create];
            let call = CALLS[self.chance.random_range(0..CALLS.len())];
            self.disk.fail(call, self.chance.random_range(0..3), 5);
        }
        let outcome = recover(&self.disk, &self.settings, self.plant).map(drop);
        let out = self.disk.power_is_out();
        match outcome {
            // An error that the script ordered before may come first.
            Err(error) if cut && !out && !self.disk_may_fail => return Err(format!("the start is refused: {error}")),
            Err(_) => {
                self.met.cuts_in_recovery += u64::from(cut);
                self.met.errors_in_recovery += u64::from(!cut);
            }
            Ok(()) => {}
        }
        self.say(format_args!("a start in vain, by {}", if cut { "a power cut" } else { "a disk error" }));
        if out {
            self.disk.power_cycle();
        } else {
            self.disk.calm();
            self.disk.process_dies();
            self.disk_may_fail = false;
        }
        let soon = self.chance.random_range(500_000..5_000_000);
        self.after(soon, Due::Start);
        Ok(true)
    }

    /// One bit of one file is flipped on a copy of the disk: the start must refuse it, report it or not mind it. Then
    /// the operator puts the sound file back.
    fn rot(&mut self) -> Result<(), String> {
        let mut files: BTreeMap<PathBuf, Vec<u8>> = self.disk.files();
        let data = Self::data();
        let names: Vec<_> = files.iter().filter(|(name, bytes)| name.starts_with(&data) && !bytes.is_empty()).collect();
        if names.is_empty() {
            return Ok(());
        }
        let (name, bytes) = names[self.chance.random_range(0..names.len())];
        let (name, used) = (name.clone(), bytes.iter().rposition(|byte| *byte != 0).map_or(1, |at| at + 1));
        let bit = self.chance.random_range(0..used * 8);
        if let Some(byte) = files.get_mut(&name).and_then(|bytes| bytes.get_mut(bit / 8)) {
            *byte ^= 1 << (bit % 8);
        }
        let disk = SimulatedDisk::with_files(self.seed, &files);
        let found = match recover(&disk, &self.settings, self.plant) {
            Err(_) => {
                self.met.rot_refused += 1;
                "refused"
            }
            Ok(taken) if matches!(taken.recovered.ending, Ending::Torn(_)) => {
                self.met.rot_reported += 1;
                "reported"
            }
            Ok(taken) => {
                let entries = read_record(&disk, &self.settings)?;
                self.model.clone().recovered(&entries).map_err(|lost| format!("bit rot passed in silence: {lost}"))?;
                let replayed = self.replay(&entries);
                if replayed.hash().ok() != taken.state.hash().ok() {
                    return Err("bit rot changed the recovered state in silence".to_owned());
                }
                self.met.rot_harmless += 1;
                "harmless"
            }
        };
        let name = name.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        self.say(format_args!("bit {bit} of {name} rots: {found}"));
        Ok(())
    }

    pub(crate) fn snapshot(&mut self) -> Result<(), String> {
        let Some(life) = &self.life else { return Ok(()) };
        let view: View = life.board.read().clone();
        match write_snapshot(&self.disk, &self.settings, &view) {
            Ok(_) => Ok(()),
            // A snapshot that cannot be written is no reason to stop; the power is.
            Err(_) if self.disk.power_is_out() => {
                self.die_of_power();
                Ok(())
            }
            Err(_) if self.disk_may_fail => Ok(()),
            Err(error) => Err(format!("with the power on and a sound disk: {error}")),
        }
    }

    pub(crate) fn rest(&mut self) -> Result<(), String> {
        let Some(life) = &mut self.life else { return Ok(()) };
        if !life.in_flight.is_empty() {
            return Ok(());
        }
        let rested = life.committer.rest().map_err(|error| error.to_string());
        rested.or_else(|error| self.failed(&error))
    }

    /// The records hold closed incidents: the daemon proposes them for retirement, as `workers/project.rs` does.
    pub(crate) fn retire(&mut self) {
        let Some(life) = &mut self.life else { return };
        let now = life.time(self.now);
        let view = life.board.read();
        let Some(keep) = view.policy().map(|policy| policy.deadlines().closed_keep) else { return };
        let old = view.closed().iter().take_while(|(at, _)| now.since(*at) > keep).map(|(_, id)| *id);
        let incidents: Vec<_> = old.take(4).collect();
        for id in &incidents {
            let Some(incident) = view.incident(*id) else { continue };
            let reports = incident.reports.iter().filter_map(|id| Some(view.report(*id)?.as_ref().clone()));
            let dispatches = incident.dispatches.iter().filter_map(|id| Some(view.dispatch(*id)?.as_ref().clone()));
            let archived = ArchivedIncident {
                reports: reports.collect(),
                dispatches: dispatches.collect(),
                incident: Arc::unwrap_or_clone(Arc::clone(incident)),
            };
            self.archive.insert(*id, archived);
        }
        drop(view);
        if !incidents.is_empty() {
            let envelope = own(now, Command::RetireIncidents { incidents }, Self::make_id(&mut self.ids, now));
            life.inbox.push_back(Submission { envelope, reply: None });
            self.wake();
        }
    }

    /// The daemon stops in good order, unless something fails on the way, and starts again later.
    pub(crate) fn stop(&mut self) -> Result<(), String> {
        let lives = self.lives;
        self.put_away()?;
        if self.life.is_some() && self.lives == lives {
            self.met.stops += 1;
            self.die();
        }
        Ok(())
    }

    fn put_away(&mut self) -> Result<(), String> {
        let Some(life) = &mut self.life else { return Ok(()) };
        let now = life.time(self.now);
        let waiting: Vec<_> = life.inbox.drain(..).collect();
        self.step(waiting)?;
        let envelope = own(now, Command::StopRun, Self::make_id(&mut self.ids, now));
        self.step(vec![Submission { envelope, reply: None }])?;
        self.commit()?;
        let Some(life) = &mut self.life else { return Ok(()) };
        let closed = life.committer.close().map_err(|error| error.to_string());
        closed.or_else(|error| self.failed(&error))
    }

    /// The end of the story: the record closes and is judged once more.
    pub(crate) fn close(&mut self) -> Result<(), String> {
        self.put_away()?;
        self.die();
        let taken = recover(&self.disk, &self.settings, self.plant)?;
        if taken.recovered.ending != Ending::Closed {
            return Err(format!("a closed record ends {:?}", taken.recovered.ending));
        }
        self.judge(&taken.state)
    }
}
