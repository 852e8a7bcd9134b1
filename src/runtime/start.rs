//! Start and stop of a daemon.
//!
//! Start: keys, record, records, map, threads, then the run's own first commands; only then is anything served. Stop:
//! streams end, the inbox closes behind the run's last command, the threads end one behind the other, and the
//! journal is sealed.

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, RwLock};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use thiserror::Error;
use tokio::sync::watch;

use super::board::Board;
use super::class::PerClass;
use super::clock::{Clock, wall_now};
use super::handle::{Handle, Refusal, Shared, key_day};
use super::heads::{self, HeadsError};
use super::inbox::Inbox;
use super::map::{TrackerMap, straight_line};
use super::niceness::stand_back;
use super::personal::erase_again;
use super::recover::{RecoverError, TakenUp, take_up};
use super::refusals::Refusals;
use super::rest::Rest;
use super::sequencer::{Sequencer, own};
use super::settings::{ClockChoice, RuntimeSettings};
use super::track_sink::TrackSink;
use super::workers;
use crate::domain::command::{Command, RunStart};
use crate::domain::sealed::KeyDay;
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::domain::unit::{Link, Unit};
use crate::engine::State;
use crate::engine::index::Index;
use crate::journal::damage::BoxError;
use crate::journal::disk::RealDisk;
use crate::journal::recovery::{Ending, cut_bytes_since};
use crate::journal::{ChainPoint, Epoch, Journal};
use crate::policy::Policy;
use crate::policy::faults::Faults;
use crate::records::RecordsReader;
use crate::tracker::table::Tracker;
use crate::tracks::log::{TrackError, TrackLog};
use crate::travel::straight_line::InvalidTravel;
use crate::vault::{Vault, VaultError, system_keys};

/// How many units' links one entry marks.
const LINKS_OF_AN_ENTRY: usize = 500;

/// How many commits may wait for the records before they read the journal themselves.
const RECORDS_QUEUE: usize = 1_024;

/// Why a daemon could not be started.
#[derive(Debug, Error)]
pub enum StartError {
    /// The data folder cannot be made.
    #[error("failed to create the data folder {}: {source}; name another with --data", path.display())]
    DataFolder {
        /// The folder.
        path: PathBuf,
        /// What the disk said.
        source: std::io::Error,
    },
    /// The record cannot be taken up.
    #[error(transparent)]
    Record(#[from] RecoverError),
    /// The keys of personal data cannot be had.
    #[error(transparent)]
    Keys(#[from] VaultError),
    /// The records cannot be opened and brought up to date.
    #[error("failed to bring the records up to date: {0}")]
    Records(BoxError),
    /// Signed heads of the record cannot be exported, or the journal ends before one of them.
    #[error(transparent)]
    Heads(#[from] HeadsError),
    /// The track log cannot be opened.
    #[error("failed to open the track log: {0}")]
    Tracks(#[from] TrackError),
    /// The policy has faults.
    #[error("the policy has faults:\n{0}")]
    Policy(Faults),
    /// The wall clock is far away from the record.
    #[error(
        "the last record is of {last}, the wall clock says {wall}: more than {max_s} s apart; put the clock right, or \
         start with --accept-clock-jump when it is right"
    )]
    ClockJump {
        /// The newest time of the record.
        last: EngineTime,
        /// The wall clock.
        wall: EngineTime,
        /// How far apart they may be.
        max_s: u64,
    },
    /// The policy's travel parameters cannot be used.
    #[error(transparent)]
    Travel(#[from] InvalidTravel),
    /// The run's first commands were refused.
    #[error("failed to begin the run: {0}")]
    Begin(#[from] Refusal),
    /// A thread cannot be started.
    #[error("failed to start a thread: {0}")]
    Thread(std::io::Error),
}

/// A running daemon, without its network side.
#[derive(Debug)]
pub struct Daemon {
    handle: Handle,
    threads: Vec<JoinHandle<()>>,
}

impl Daemon {
    /// Takes up the record of a data folder, or begins one, and starts the threads.
    ///
    /// # Errors
    /// When the folder, the record, the policy or the clock does not allow it; the error says what to do.
    pub async fn start(settings: RuntimeSettings, clock: ClockChoice) -> Result<Self, StartError> {
        let data = settings.data.clone();
        std::fs::create_dir_all(&data).map_err(|source| StartError::DataFolder { path: data.clone(), source })?;
        let policy = Policy::parse(&settings.policy).map_err(StartError::Policy)?;
        let TakenUp { writer, recovered, mut state, snapshot } = take_up(&RealDisk, &settings)?;
        // Before anything else can refuse the start: what was cut is cut.
        say_ending(&recovered.ending);
        let tail_cut_bytes = tail_cut_bytes(&data, Epoch::new(state.epoch()), &recovered.ending);
        let clock = make_clock(clock, state.time(), settings.clock_jump_max)?;
        let mut vault = Vault::load(RealDisk, &data.join("keys"), system_keys())?;
        let today = key_day(clock.now());
        vault.prepare(today)?;
        vault.prepare(KeyDay(today.0 + 1))?;
        let heads = heads::open(&settings, writer.epoch(), writer.head())?;
        let revived = erase_again(&mut vault, &state)?;
        if revived > 0 {
            tracing::warn!(revived, "keys that had been destroyed were put back: they were destroyed again");
        }
        let records = workers::project::bring_up(&settings, writer.head()).map_err(StartError::Records)?;
        let archive = RecordsReader::open(records.path()).map_err(|error| StartError::Records(error.into()))?;
        let track_log = TrackLog::open(&data.join("tracks"), settings.tracks)?;
        let map = make_map(&settings, &policy, &state)?;
        let board = decide_and_show(&mut state, writer.head(), settings.feed_ring_entries);

        let handle = Handle {
            shared: Arc::new(Shared {
                clock: Arc::new(clock),
                inbox: Inbox::new(settings.inbox()),
                pressure: PerClass::default(),
                disk: watch::Sender::new(state.disk()),
                board,
                map,
                vault: RwLock::new(vault),
                tracks: TrackSink::new(settings.track_buffer_fixes),
                records: Mutex::new(records),
                archive: Mutex::new(archive),
                heads: Mutex::new(heads),
                refusals: Mutex::new(Refusals::new(settings.sequencer.refusals)),
                records_behind: AtomicBool::new(false),
                stopping: watch::Sender::new(false),
                rest: Rest::default(),
                failed: AtomicBool::new(false),
                settings: Arc::new(settings),
            }),
        };
        let begun = state.policy_bundle().map(|bundle| bundle.hash);
        let threads = spawn(&handle, state, writer, track_log, snapshot.sequence.get())?;
        let daemon = Self { handle, threads };
        daemon.begin(recovered.epoch, tail_cut_bytes, &policy, begun).await?;
        Ok(daemon)
    }

    /// The handle on the daemon.
    #[must_use]
    pub const fn handle(&self) -> &Handle {
        &self.handle
    }

    /// Stops in good order: the last command of the run is on record, and the journal is sealed on return. Streams
    /// must have ended, or end by themselves when they see [`Handle::stopping`].
    ///
    /// # Errors
    /// When the journal had failed: the record is then not sealed, and what was not acknowledged may be missing.
    pub async fn stop(self) -> Result<(), Refusal> {
        let handle = self.handle;
        handle.shared.stopping.send_replace(true);
        handle.record_left_out(true);
        let last = own(handle.now(), Command::StopRun, handle.make_command_id());
        // Behind it nobody comes in; what is in is decided before it.
        let said = match handle.put_last(last) {
            Ok(mut last) => last.outcome().await,
            Err(refusal) => Err(refusal),
        };
        handle.shared.rest.close();
        for thread in self.threads {
            if thread.join().is_err() {
                tracing::error!("a thread of the daemon panicked");
            }
        }
        handle.export_head();
        if handle.has_failed() { Err(Refusal::Stopping) } else { said.map(drop) }
    }

    /// The first commands of a run: that it began and how it found its record, a policy for a record without one, and that
    /// nobody is connected.
    async fn begin(
        &self,
        epoch: Epoch,
        tail_cut_bytes: u64,
        policy: &Policy,
        active: Option<crate::domain::classification::PolicyHash>,
    ) -> Result<(), StartError> {
        let handle = &self.handle;
        let start = RunStart {
            epoch: epoch.get(),
            version: Text::truncated(env!("CARGO_PKG_VERSION")),
            clock_skew_us: handle.clock().skew_us(),
            tail_cut_bytes,
        };
        handle.submit(own(handle.now(), Command::StartRun(start), handle.make_command_id())).await?;
        match active {
            None => {
                let command =
                    Command::ActivatePolicy { bytes: policy.bundle(1).bytes, expected: None, reason: Text::default() };
                handle.submit(own(handle.now(), command, handle.make_command_id())).await?;
            }
            Some(active) if active != policy.hash() => {
                tracing::warn!(%active, file = %policy.hash(), "the policy file differs from the active policy: the record's is in force");
            }
            Some(_) => {}
        }
        self.drop_links().await?;
        Ok(())
    }

    /// Nobody speaks for anybody yet: a unit that is connected on record lost its stream with the run before, when that was
    /// killed or lost its power. Left so it would never be missed. Whoever is back before contact counts as lost has lost
    /// nothing. As with any link that drops, what a device has not acknowledged goes to the desk's voice at once: those are
    /// the orders of the last seconds, the device is told them all the same when it is back, and a call too many costs less
    /// than a crew that never heard.
    async fn drop_links(&self) -> Result<(), Refusal> {
        let handle = &self.handle;
        let is_connected = |unit: &Unit| unit.duty.as_ref().is_some_and(|it| matches!(it.link, Link::Connected { .. }));
        let connected: Vec<_> = {
            let view = handle.read();
            let units = view.units().iter().filter(|(_, unit)| is_connected(unit));
            units.map(|(id, _)| id.clone()).collect()
        };
        let mut marks = Vec::new();
        for units in connected.chunks(LINKS_OF_AN_ENTRY) {
            let command = Command::SetLinks { units: units.iter().cloned().collect(), connected: false };
            let mark = own(handle.now(), command, handle.make_command_id());
            let hint = handle.hint(&mark);
            marks.push(handle.admit(mark, hint).await?);
        }
        for mut mark in marks {
            mark.outcome().await?;
        }
        Ok(())
    }
}

fn say_ending(ending: &Ending) {
    match ending {
        Ending::Torn(tail) => {
            tracing::warn!(
                bytes = tail.bytes, first_sequence = %tail.first_sequence, kept_as = %tail.kept_as.display(),
                error = %tail.error, "a torn tail was cut off and kept aside: none of it had been acknowledged as durable"
            );
        }
        Ending::NotClosed => tracing::warn!("the last run did not end in good order; its record is whole"),
        Ending::SealedBefore { kept_as } => {
            for tail in kept_as {
                tracing::warn!(kept_as = %tail.display(), "an earlier start cut off a torn tail and died before it could say so");
            }
        }
        Ending::New | Ending::Closed => {}
    }
}

/// What was cut since the newest run that the record knows of, which told what had been cut before it: by this start, and
/// by those before it that were refused or died.
fn tail_cut_bytes(data: &Path, newest_run: Epoch, ending: &Ending) -> u64 {
    cut_bytes_since(&RealDisk, &data.join("journal"), newest_run).unwrap_or_else(|error| {
        tracing::warn!(%error, "failed to look for what earlier starts have cut");
        if let Ending::Torn(tail) = ending { tail.bytes } else { 0 }
    })
}

fn make_clock(choice: ClockChoice, last: EngineTime, jump_max: Duration) -> Result<Clock, StartError> {
    match choice {
        ClockChoice::System { accept_jump } => {
            let wall = wall_now();
            let apart = wall.since(last).max(last.since(wall));
            if last != EngineTime::EPOCH && apart > jump_max && !accept_jump {
                return Err(StartError::ClockJump { last, wall, max_s: jump_max.as_secs() });
            }
            Ok(Clock::system(last))
        }
        ClockChoice::Running { start, speed } => Ok(Clock::running(start.max(last), speed)),
        ClockChoice::Manual { start } => Ok(Clock::manual(start.max(last))),
    }
}

/// The board of a state that was taken up and decides from now on. While the board makes its copies, it is derived what
/// deciding asks for.
fn decide_and_show(state: &mut State, head: ChainPoint, feed_entries_max: usize) -> Board {
    let (board, index) = std::thread::scope(|scope| {
        let board = scope.spawn(|| Board::new(state.clone(), head, feed_entries_max));
        let index = Index::of(state);
        (board.join().unwrap_or_else(|panic| resume_unwind(panic)), index)
    });
    state.keep(index);
    board
}

/// The map with every unit of the record at the last place that is known of it; that place counts as stale.
fn make_map(settings: &RuntimeSettings, policy: &Policy, state: &State) -> Result<TrackerMap, InvalidTravel> {
    let map = TrackerMap::new(Tracker::new(settings.tracker), straight_line(policy.travel())?);
    map.start_from(state);
    match workers::positions::read(&settings.data) {
        Ok(fixes) => map.tracker().restore(fixes),
        Err(error) => tracing::warn!(%error, "failed to read the last positions: units start at their posts"),
    }
    Ok(map)
}

fn spawn<J: Journal + Send + 'static>(
    handle: &Handle,
    state: State,
    journal: J,
    track_log: TrackLog,
    snapshot: u64,
) -> Result<Vec<JoinHandle<()>>, StartError> {
    let settings = Arc::clone(&handle.shared.settings);
    let (decided_out, decided_in) = sync_channel(settings.commit_groups_in_flight_max);
    let (records_out, records_in) = sync_channel(RECORDS_QUEUE);
    let sequencer = Sequencer::new(state, settings.sequencer.clone());
    let mut threads = vec![
        thread("sequencer", handle, move |handle| workers::decide::run(handle, sequencer, &decided_out))?,
        thread("journal", handle, move |handle| workers::commit::run(handle, journal, &decided_in, &records_out))?,
        beside("records", handle, move |handle| workers::project::run(handle, &records_in))?,
        beside("tracks", handle, move |handle| workers::tracks::run(handle, track_log))?,
        thread("snapshots", handle, move |handle| workers::snapshot::run(handle, snapshot))?,
        thread("gauges", handle, workers::gauges::run)?,
        thread("heads", handle, workers::heads::run)?,
        thread("keys", handle, workers::keys::run)?,
        thread("disk", handle, workers::disk::run)?,
        thread("positions", handle, workers::positions::run)?,
    ];
    if let Some(interval) = settings.board_print_interval {
        threads.push(thread("board", handle, move |handle| workers::print::run(handle, interval))?);
    }
    Ok(threads)
}

fn thread(
    name: &str,
    handle: &Handle,
    run: impl FnOnce(&Handle) + Send + 'static,
) -> Result<JoinHandle<()>, StartError> {
    let handle = handle.clone();
    let body = move || {
        let guard = Guard(handle.clone());
        run(&handle);
        drop(guard);
    };
    Builder::new().name(name.to_owned()).spawn(body).map_err(StartError::Thread)
}

/// A thread that nobody's answer waits for, and that holds nothing that others wait for.
fn beside(
    name: &str,
    handle: &Handle,
    run: impl FnOnce(&Handle) + Send + 'static,
) -> Result<JoinHandle<()>, StartError> {
    thread(name, handle, |handle| {
        stand_back();
        run(handle);
    })
}

/// A thread that panics takes the daemon with it: nobody may wait for an answer that cannot come.
struct Guard(Handle);

impl Drop for Guard {
    fn drop(&mut self) {
        if std::thread::panicking() {
            tracing::error!("a thread of the daemon panicked: nothing is acknowledged any more, the daemon stops");
            self.0.fail();
        }
    }
}
