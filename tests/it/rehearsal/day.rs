//! One day of the built-in city in virtual time: every 15th unit, every 15th call. The sequencer decides over the
//! production map; entries go to a real journal, fixes to a real track log.

mod happenings;
mod race;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use patrold::city::demand::{Demand, REPORTS_PER_DAY};
use patrold::city::fleet::Patrol;
use patrold::city::mix::Category;
use patrold::city::motion::{Mover, Phase, Response};
use patrold::city::{BUILT_IN_SEED, City};
use patrold::domain::actor::Actor;
use patrold::domain::command::{AdvanceDispatch, Command, Envelope, FileReport};
use patrold::domain::dispatch::{ChosenBy, Step};
use patrold::domain::event::{Entry, Event};
use patrold::domain::geo::Point;
use patrold::domain::ids::{CityId, CommandId, DispatchId, IncidentId, UnitId};
use patrold::domain::incident::{ActivityKind, Disposition, DispositionKind};
use patrold::domain::position::{DeviceOrder, Fix, FixVerdict};
use patrold::domain::report::ReportContent;
use patrold::domain::text::Text;
use patrold::domain::time::EngineTime;
use patrold::domain::unit::CheckIn;
use patrold::engine::{EngineLimits, State};
use patrold::journal::ChainPoint;
use patrold::journal::disk::RealDisk;
use patrold::journal::recovery::{OpenOptions, open};
use patrold::journal::segment::Limits;
use patrold::journal::writer::Writer;
use patrold::policy::Policy;
use patrold::policy::source::PolicySource;
use patrold::runtime::board::Board;
use patrold::runtime::commit::Committer;
use patrold::runtime::map::{Map, TrackerMap, straight_line};
use patrold::runtime::sequencer::{Decided, Sequencer, SequencerLimits, Submission, own};
use patrold::tracker::limits::{TrackerLimits, TrackerSettings};
use patrold::tracker::table::Tracker;
use patrold::tracks::log::{TrackLimits, TrackLog, TrackSettings};
use tempfile::TempDir;

use crate::world::uuid_v7;
use race::RacingMap;

/// 2026-11-23, 00:00 in Dongguan.
pub(crate) const MIDNIGHT: EngineTime = EngineTime::from_unix_seconds(1_795_363_200);

/// How long the day is.
pub(crate) const SPAN: Duration = Duration::from_hours(24);

/// One of so many units patrols, one of so many calls comes in.
const THINNED: u32 = 15;

/// How often the world moves.
const TICK: Duration = Duration::from_secs(10);

/// How often a unit says where it is.
const FIX_EVERY: Duration = Duration::from_secs(100);

/// From signing in to departing.
const PREPARES: Duration = Duration::from_secs(30);

pub(crate) fn policy() -> PolicySource {
    let city = City::new(BUILT_IN_SEED).expect("a city");
    PolicySource { zones_geojson: Some(city.zones.to_geojson()), ..PolicySource::built_in() }
}

pub(crate) fn tracker_limits() -> TrackerLimits {
    TrackerLimits::new(TrackerSettings::default()).expect("sound")
}

/// A unit on the move.
struct Crew {
    unit: UnitId,
    check_in: CheckIn,
    mover: Mover,
    next_fix: Duration,
    fixes: u64,
    held: Option<Held>,
}

struct Held {
    dispatch: DispatchId,
    incident: IncidentId,
    target: Point,
    stage: Stage,
}

enum Stage {
    Deciding(Duration, Step),
    Preparing(Duration),
    Driving,
    OnScene,
    Silent,
}

/// A day in the making, or over.
pub(crate) struct Day {
    folder: TempDir,
    sequencer: Sequencer,
    map: RacingMap,
    committer: Committer<Writer<RealDisk>>,
    board: Board,
    tracks: TrackLog,
    fixes: Vec<(Fix, FixVerdict)>,
    pending: Vec<Decided<()>>,
    crews: Vec<Crew>,
    categories: BTreeMap<IncidentId, Category>,
    sent: BTreeMap<IncidentId, Vec<UnitId>>,
    asked: BTreeMap<CommandId, Command>,
    to_do: BTreeMap<(Duration, u64), Command>,
    happened: BTreeSet<&'static str>,
    finished: u64,
    desk_turns: u64,
    made: u64,
}

impl Day {
    /// Records a whole day.
    pub(crate) fn record() -> Self {
        let mut day = Self::begin();
        let city = City::new(BUILT_IN_SEED).expect("a city");
        let mut demand = city.demand(REPORTS_PER_DAY / THINNED).expect("demand").peekable();
        let mut now = TICK;
        while now <= SPAN {
            day.keep_deadlines(now);
            day.happen(now);
            day.move_everybody(now);
            while let Some(call) = demand.next_if(|call| call.at <= now) {
                day.file(now, &call);
            }
            now += TICK;
        }
        day.flush();
        day
    }

    /// A city with its policy, its roster and everybody on duty, at midnight.
    pub(crate) fn begin() -> Self {
        Self::begin_under(&policy())
    }

    /// The same under another policy.
    pub(crate) fn begin_under(policy: &PolicySource) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let options = OpenOptions {
            city: CityId::new("滨海").expect("a name"),
            limits: Limits::new(64 << 20, 16 << 20).expect("sound"),
            from: None,
        };
        let (writer, _) = open(RealDisk, &folder.path().join("journal"), options, |_| Ok(())).expect("opened");
        let checked = Policy::parse(policy).expect("a sound policy");
        let state = State::new(EngineLimits::default());
        let mut day = Self {
            sequencer: Sequencer::new(state.clone(), SequencerLimits::default()),
            map: RacingMap::new(TrackerMap::new(
                Tracker::new(tracker_limits()),
                straight_line(checked.travel()).expect("sound"),
            )),
            committer: Committer::new(writer),
            board: Board::new(state, ChainPoint::default(), 16),
            tracks: TrackLog::open(
                &folder.path().join("tracks"),
                TrackLimits::new(TrackSettings::default()).expect("sound"),
            )
            .expect("a log"),
            folder,
            fixes: Vec::new(),
            pending: Vec::new(),
            crews: Vec::new(),
            categories: BTreeMap::new(),
            sent: BTreeMap::new(),
            asked: BTreeMap::new(),
            to_do: BTreeMap::new(),
            happened: BTreeSet::new(),
            finished: 0,
            desk_turns: 0,
            made: 0,
        };
        let activate =
            Command::ActivatePolicy { bytes: checked.bundle(0).bytes, expected: None, reason: Text::default() };
        day.run(Duration::ZERO, activate);
        let city = City::new(BUILT_IN_SEED).expect("a city");
        let patrols: Vec<&Patrol> = city.fleet.patrols.iter().step_by(THINNED as usize).collect();
        let mut roster = city.fleet.roster();
        roster.units.retain(|unit| patrols.iter().any(|patrol| patrol.profile.id == unit.id));
        roster.gateways.clear();
        day.run(Duration::ZERO, Command::ImportRoster(roster));
        for (patrol, number) in patrols.into_iter().zip(0_u32..) {
            let unit = patrol.profile.id.clone();
            day.run(Duration::ZERO, Command::StartDuty { unit: unit.clone(), check_in: patrol.check_in.clone() });
            day.run(Duration::ZERO, Command::SetLinks { units: [unit.clone()].into(), connected: true });
            let next_fix = FIX_EVERY.mul_f64(f64::from(number % 97) / 97.0);
            let (check_in, mover) = (patrol.check_in.clone(), city.mover(patrol));
            day.crews.push(Crew { unit, check_in, mover, next_fix, fixes: 0, held: None });
        }
        day.flush();
        day
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Whom the policy sent to each incident, in order.
    pub(crate) fn units_sent(&self) -> &BTreeMap<IncidentId, Vec<UnitId>> {
        &self.sent
    }

    fn make_id(&mut self, now: Duration) -> CommandId {
        self.made += 1;
        CommandId::from_uuid(uuid_v7(MIDNIGHT + now, self.made << 20))
    }

    fn run(&mut self, now: Duration, command: Command) {
        let id = self.make_id(now);
        self.asked.insert(id, command.clone());
        let envelope = Envelope { actor: Actor::local_administrator(), ..own(MIDNIGHT + now, command, id) };
        self.step(MIDNIGHT + now, vec![envelope]);
    }

    fn step(&mut self, now: EngineTime, envelopes: Vec<Envelope>) {
        let submissions = envelopes.into_iter().map(|envelope| Submission { envelope, reply: () });
        let made = &mut self.made;
        let mut make_id = || {
            *made += 1;
            CommandId::from_uuid(uuid_v7(now, *made << 20))
        };
        let decided = self.sequencer.step(now, submissions, &self.map, &mut make_id);
        for reply in &decided.replies {
            assert!(reply.outcome.is_ok(), "{:?}", reply.outcome);
        }
        for entry in &decided.entries {
            self.follow(entry, now.since(MIDNIGHT));
        }
        self.pending.push(decided);
        if self.pending.len() >= 512 {
            self.flush();
        }
    }

    /// What crews and the desk do about an entry.
    #[expect(clippy::wildcard_enum_match_arm, reason = "nobody does anything about the other events")]
    fn follow(&mut self, entry: &Entry, now: Duration) {
        for event in &entry.events {
            self.follow_at_the_desk(event, now);
            match event {
                Event::IncidentOpened(incident) => {
                    self.sent.insert(incident.id, Vec::new());
                }
                Event::DispatchOpened(dispatch) if dispatch.chosen_by == ChosenBy::Policy => {
                    self.sent.entry(dispatch.incident).or_default().push(dispatch.unit.clone());
                    let target = self.sequencer.state().incident(dispatch.incident).and_then(|it| it.at);
                    let crew = self.crews.iter_mut().find(|crew| crew.unit == dispatch.unit).expect("a crew");
                    let stage = match crew.mover.respond() {
                        Response::SignIn { after } => Stage::Deciding(now + after, Step::SignedIn),
                        Response::Decline { after } => Stage::Deciding(now + after, Step::Declined),
                        Response::Silence => Stage::Silent,
                    };
                    let target = target.expect("a place");
                    let (dispatch, incident) = (dispatch.id, dispatch.incident);
                    crew.held = Some(Held { dispatch, incident, target, stage });
                }
                Event::DispatchEnded { dispatch, .. } => {
                    let held = |crew: &&mut Crew| crew.held.as_ref().is_some_and(|held| held.dispatch == *dispatch);
                    if let Some(crew) = self.crews.iter_mut().find(held) {
                        crew.held = None;
                        crew.mover.release();
                    }
                }
                _ => {}
            }
        }
    }

    fn keep_deadlines(&mut self, now: Duration) {
        while let Some(due) = self.sequencer.next_deadline().filter(|due| *due <= MIDNIGHT + now) {
            self.step(due, Vec::new());
        }
    }

    fn move_everybody(&mut self, now: Duration) {
        self.map.advance(MIDNIGHT + now);
        for index in 0..self.crews.len() {
            let crew = &mut self.crews[index];
            let at = crew.mover.step(now);
            if crew.next_fix <= now {
                crew.next_fix = now + FIX_EVERY;
                crew.fixes += 1;
                let fix = fix(&crew.unit, at, now, crew.fixes);
                let verdict = self.map.tracker().record(&fix);
                self.fixes.push((fix, verdict));
            }
            self.act(index, now);
        }
    }

    /// What a crew says of its dispatch now.
    fn act(&mut self, index: usize, now: Duration) {
        let crew = &mut self.crews[index];
        let Some(held) = crew.held.as_mut() else { return };
        let step = match held.stage {
            Stage::Deciding(at, says) if at <= now => {
                held.stage = Stage::Preparing(now + PREPARES);
                says
            }
            Stage::Preparing(until) if until <= now => {
                let category = self.categories.get(&held.incident).copied().unwrap_or(Category::Help);
                crew.mover.drive_to(held.target, category);
                held.stage = Stage::Driving;
                Step::Departed
            }
            Stage::Driving if crew.mover.phase() != Phase::Driving => {
                held.stage = Stage::OnScene;
                Step::Arrived
            }
            Stage::OnScene if crew.mover.phase() == Phase::Finished => Step::Finished,
            Stage::Deciding(..) | Stage::Preparing(_) | Stage::Driving | Stage::OnScene | Stage::Silent => return,
        };
        let (dispatch, incident, unit) = (held.dispatch, held.incident, crew.unit.clone());
        let then = if step == Step::Finished { self.after_handling(now, &unit) } else { None };
        let advance =
            AdvanceDispatch { dispatch, unit, step, reason: Text::default(), feedback: None, activity: None, then };
        self.run(now, Command::AdvanceDispatch(advance));
        if step == Step::Finished {
            self.close_when_done(now, incident);
        }
    }

    /// The desk closes an incident when everybody has finished.
    fn close_when_done(&mut self, now: Duration, id: IncidentId) {
        let state = self.sequencer.state();
        let Some(incident) = state.incident(id) else { return };
        // An officer's emergency is over by a supervisor's word only.
        let open = incident.closed.is_none() && state.emergency(id).is_none();
        if open && state.live_dispatches(incident).next().is_none() {
            let disposition =
                Disposition { kind: DispositionKind::Handled, activity: ActivityKind::Other, remark: Text::default() };
            self.run(now, Command::CloseIncident { incident: id, disposition });
        }
    }

    fn file(&mut self, now: Duration, call: &Demand) {
        let content = call.to_report(MIDNIGHT).expect("a report");
        let known = self.sent.len();
        let report = FileReport { content, incident: None, desk: None, finder_attends: false, training: false };
        self.run(now, Command::FileReport(Box::new(report)));
        assert_eq!(self.sent.len(), known + 1, "a report opens an incident");
        if let Some((id, _)) = self.sent.last_key_value() {
            self.categories.insert(*id, call.category);
        }
    }

    /// A unit says where it is.
    pub(crate) fn say_where(&mut self, now: Duration, unit: &UnitId, at: Point, number: u64) {
        let fix = fix(unit, at, now, number);
        let verdict = self.map.tracker().record(&fix);
        assert!(verdict.moved_the_unit(), "{verdict:?}");
        self.fixes.push((fix, verdict));
    }

    /// Files a report while a fix comes in between two searches of its decision.
    pub(crate) fn file_racing(
        &mut self,
        now: Duration,
        content: ReportContent,
        after: u32,
        moves: (&UnitId, Point, u64),
    ) {
        let (unit, at, number) = moves;
        self.map.comes_in_after(after, fix(unit, at, now, number));
        let report = FileReport { content, incident: None, desk: None, finder_attends: false, training: false };
        self.run(now, Command::FileReport(Box::new(report)));
        self.flush();
    }

    /// What was asked by the command of this name; none when it was the daemon's own.
    pub(crate) fn asked(&self, id: CommandId) -> Option<&Command> {
        self.asked.get(&id)
    }

    /// The state behind the last entry.
    pub(crate) fn state(&self) -> &State {
        self.sequencer.state()
    }

    fn flush(&mut self) {
        self.committer.commit(std::mem::take(&mut self.pending), &self.board).expect("committed");
        self.tracks.append(&std::mem::take(&mut self.fixes)).expect("appended");
        self.tracks.sync().expect("synced");
    }
}

fn fix(unit: &UnitId, at: Point, now: Duration, number: u64) -> Fix {
    Fix {
        unit: unit.clone(),
        at,
        taken_at: MIDNIGHT + now,
        received_at: MIDNIGHT + now,
        order: Some(DeviceOrder { boot: 1, sequence: number }),
        accuracy_m: Some(8.0),
        speed_mps: None,
        heading_deg: None,
        device_time: None,
    }
}
