//! A world in which the real sequencer decides over a map that is obviously right.
//!
//! After every step the world checks what must always hold: the engine's invariants after each entry, a second state
//! folded from the same entries; now and then, and at the end, a third one read back from the bytes of the first.

pub(crate) mod city;
pub(crate) mod map;
mod oracle;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use patrold::domain::actor::{Actor, Role, Scope};
use patrold::domain::answer::Answer;
use patrold::domain::command::{Command, Envelope};
use patrold::domain::event::Entry;
use patrold::domain::geo::Point;
use patrold::domain::ids::{CommandId, PersonId, UnitId};
use patrold::domain::rejection::Rejection;
use patrold::domain::text::Text;
use patrold::domain::time::EngineTime;
use patrold::domain::unit::{CheckIn, Crew, CrewMember, Rank};
use patrold::engine::{EngineLimits, State, decide, invariants};
use patrold::runtime::map::Map;
use patrold::runtime::sequencer::{Sequencer, SequencerLimits, Submission, own};
use uuid::Uuid;

use map::BruteForce;

pub(crate) type Answered = Result<Arc<Answer>, Rejection>;

/// 2026-11-23, 08:00 in Dongguan.
pub(crate) const MORNING: EngineTime = EngineTime::from_unix_seconds(1_795_392_000);

/// After how many steps the bytes of the state are read back, for which the policy is parsed anew.
const STEPS_PER_READING: u32 = 8;

/// The sequencer with its map, a clock and the states that must stay equal.
pub(crate) struct World {
    sequencer: Sequencer,
    follower: State,
    /// Folds the same entries with what the sequencer's state made of them, as the board's copies do.
    sharer: State,
    map: BruteForce,
    now: EngineTime,
    ids: Ids,
    steps: u32,
    /// Whether the follower is compared after every step and the bytes are read back now and then: thorough, and slow.
    thorough: bool,
}

/// Whether two states hold each thing in one piece of memory.
fn all_shared<K: Debug, V>(one: &BTreeMap<K, Arc<V>>, other: &BTreeMap<K, Arc<V>>) {
    for ((id, one), other) in one.iter().zip(other.values()) {
        assert!(Arc::ptr_eq(one, other), "{id:?} is in memory twice");
    }
}

/// What a step brought about.
pub(crate) struct Outcome {
    pub(crate) answer: Answered,
    pub(crate) entries: Vec<Arc<Entry>>,
}

/// Command ids in the order of their making, the same in every run.
#[derive(Clone, Debug)]
struct Ids {
    now: EngineTime,
    count: u64,
}

impl Ids {
    fn make(&mut self) -> CommandId {
        self.count += 1;
        CommandId::from_uuid(uuid_v7(self.now, self.count << 20))
    }
}

/// A UUIDv7 of a moment with a chosen tail.
pub(crate) fn uuid_v7(at: EngineTime, tail: u64) -> Uuid {
    let ms = u64::try_from(at.as_micros() / 1_000).expect("after 1970");
    Uuid::from_u64_pair((ms << 16) | 0x7000, 0x8000_0000_0000_0000 | tail)
}

impl World {
    /// A city whose policy has some of [`city::MORE`], without a unit; `queue_served_max=1` and the like are limits.
    pub(crate) fn under(more: &[&str]) -> Self {
        type Founded = BTreeMap<String, Arc<(State, Vec<Arc<Entry>>)>>;
        static FOUNDED: Mutex<Founded> = Mutex::new(BTreeMap::new());
        let found = || {
            let (limits, more): (Vec<&str>, Vec<&str>) = more.iter().partition(|word| word.contains('='));
            let bytes = city::policy_with(&more).to_bytes().expect("a small policy");
            let command = Command::ActivatePolicy { bytes: bytes.into(), expected: None, reason: Text::default() };
            let mut sequencer = Sequencer::new(State::new(limited(&limits)), SequencerLimits::default());
            let mut ids = Ids { now: MORNING, count: 0 };
            let envelope = own(MORNING, command, ids.make());
            let submission = Submission { envelope, reply: () };
            let decided = sequencer.step(MORNING, [submission], &BruteForce::default(), &mut || ids.make());
            for reply in &decided.replies {
                assert!(reply.outcome.is_ok(), "the policy of the stories: {:?}", reply.outcome);
            }
            Arc::new((sequencer.state().clone(), decided.entries))
        };
        let founded =
            FOUNDED.lock().expect("nobody failed with it").entry(more.join(" ")).or_insert_with(found).clone();
        let (state, entries) = founded.as_ref();
        let map = BruteForce::default();
        for entry in entries {
            map.follow(state, entry);
        }
        map.before();
        Self {
            sequencer: Sequencer::new(state.clone(), SequencerLimits::default()),
            follower: state.clone(),
            sharer: state.clone().without_index(),
            map,
            now: MORNING,
            ids: Ids { now: MORNING, count: 1_000 },
            steps: 0,
            thorough: true,
        }
    }

    /// For long random runs: the bytes are read back when [`World::check`] is called.
    pub(crate) fn quick(more: &[&str]) -> Self {
        Self { thorough: false, ..Self::under(more) }
    }

    pub(crate) fn now(&self) -> EngineTime {
        self.now
    }

    pub(crate) fn state(&self) -> &State {
        self.sequencer.state()
    }

    pub(crate) fn map(&self) -> &BruteForce {
        &self.map
    }

    /// A unit's device says where it is.
    pub(crate) fn fix(&mut self, unit: &UnitId, at: Point) {
        self.map.fix(unit, at, self.now);
    }

    /// A command of an actor, now.
    pub(crate) fn envelope(&mut self, actor: Actor, command: Command) -> Envelope {
        self.ids.now = self.now;
        Envelope { actor, ..own(self.now, command, self.ids.make()) }
    }

    /// Runs a command of a dispatcher with the whole city in scope.
    pub(crate) fn run(&mut self, command: Command) -> Outcome {
        let envelope = self.envelope(dispatcher("desk"), command);
        self.submit(envelope)
    }

    /// Runs a command.
    pub(crate) fn submit(&mut self, envelope: Envelope) -> Outcome {
        assert!(self.sequencer.next_deadline().is_none_or(|due| due > self.now), "what is due comes first");
        let once = decide(self.state(), self.now, &envelope, &self.map);
        assert_eq!(once, decide(self.state(), self.now, &envelope, &self.map), "the same question, another answer");
        let before = self.state().clone();
        let (mut answers, entries) = self.step(vec![envelope]);
        let answer = answers.pop().expect("one answer per command");
        if answer.is_err() {
            assert!(entries.iter().all(|entry| is_refusal(entry)), "a refused command changed something");
            assert!(same(&before, self.state()), "a refused command changed something");
        }
        Outcome { answer, entries }
    }

    /// Runs commands that have come in at the same time, in one step.
    pub(crate) fn submit_together(&mut self, envelopes: Vec<Envelope>) -> (Vec<Answered>, Vec<Arc<Entry>>) {
        assert!(self.sequencer.next_deadline().is_none_or(|due| due > self.now), "what is due comes first");
        self.step(envelopes)
    }

    /// Lets time pass; whatever falls due meanwhile happens at its moment.
    pub(crate) fn wait(&mut self, span: Duration) -> Vec<Arc<Entry>> {
        let until = self.now + span;
        let mut entries = Vec::new();
        while let Some(due) = self.sequencer.next_deadline().filter(|due| *due <= until) {
            self.now = due.max(self.now);
            entries.extend(self.step(Vec::new()).1);
            let next = self.sequencer.next_deadline();
            assert!(next.is_none_or(|next| next > self.now), "a deadline stays due at {}: {next:?}", self.now);
        }
        self.now = until;
        entries
    }

    fn step(&mut self, envelopes: Vec<Envelope>) -> (Vec<Answered>, Vec<Arc<Entry>>) {
        self.ids.now = self.now;
        let ids = &mut self.ids;
        let submissions = envelopes.into_iter().map(|envelope| Submission { envelope, reply: () });
        let decided = self.sequencer.step(self.now, submissions, &self.map, &mut || ids.make());
        let maps = self.map.before();
        assert_eq!(maps.len(), decided.entries.len(), "the map follows each entry once");
        for (entry, map) in decided.entries.iter().zip(&maps) {
            oracle::judge_entry(&self.follower, entry, map);
            assert_eq!(entry.sequence, self.follower.sequence().next(), "sequence numbers have no gaps");
            self.follower.apply(entry);
            let broken = invariants::broken(&self.follower);
            assert!(broken.is_empty(), "after entry {} {:?}: {broken:#?}", entry.sequence, entry.events);
        }
        self.sharer.follow(&decided.made, |sharer| decided.entries.iter().for_each(|entry| sharer.apply(entry)));
        oracle::judge_step(self.state(), &decided.entries, &self.map, self.now);
        self.steps += 1;
        if self.thorough {
            self.compare_with_follower();
        }
        if self.thorough && self.steps.is_multiple_of(STEPS_PER_READING) {
            self.check();
        }
        (decided.replies.into_iter().map(|reply| reply.outcome).collect(), decided.entries)
    }

    fn compare_with_follower(&self) {
        let hash = self.state().hash().expect("encodes");
        assert_eq!(self.follower.hash().expect("encodes"), hash, "a state folded from the same entries differs");
        assert_eq!(self.sharer.hash().expect("encodes"), hash, "a state that shares the leader's things differs");
        all_shared(self.state().units(), self.sharer.units());
        all_shared(self.state().reports(), self.sharer.reports());
        all_shared(self.state().incidents(), self.sharer.incidents());
        all_shared(self.state().dispatches(), self.sharer.dispatches());
    }

    /// The folded state and the one that was written down are the deciding one.
    pub(crate) fn check(&self) {
        self.compare_with_follower();
        let state = self.state();
        let hash = state.hash().expect("encodes");
        let bytes = state.to_bytes().expect("encodes");
        let read = State::from_bytes(&bytes, state.limits().clone()).expect("decodes");
        assert_eq!(read.hash().expect("encodes"), hash, "a state that was read back differs");
    }
}

/// The usual limits with some changed.
fn limited(changes: &[&str]) -> EngineLimits {
    let mut limits = EngineLimits::default();
    for change in changes {
        let (name, number) = change.split_once('=').expect("name=number");
        let number = number.parse().expect("a number");
        match name {
            "queue_served_max" => limits.queue_served_max = number,
            "explanation_units_max" => limits.explanation_units_max = number,
            "alarms_per_cause_max" => limits.alarms_per_cause_max = number,
            "policies_kept_max" => limits.policies_kept_max = number,
            "requests_max" => limits.requests_max = number,
            _ => panic!("{name:?} is no limit that stories change"),
        }
    }
    limits
}

/// Whether two states differ in nothing but where the record ends.
fn same(one: &State, other: &State) -> bool {
    one.units() == other.units()
        && one.reports() == other.reports()
        && one.incidents() == other.incidents()
        && one.dispatches() == other.dispatches()
        && one.queue() == other.queue()
        && one.closed() == other.closed()
        && one.requests() == other.requests()
        && one.next_deadline() == other.next_deadline()
        && one.policy_revisions() == other.policy_revisions()
}

pub(crate) fn is_refusal(entry: &Entry) -> bool {
    matches!(entry.events.as_slice(), [patrold::domain::event::Event::CommandRefused { .. }])
}

/// A dispatcher with the whole city in scope.
pub(crate) fn dispatcher(name: &str) -> Actor {
    Actor { principal: Text::truncated(name), role: Role::Dispatcher, scope: Scope::City }
}

/// A unit that speaks for itself.
pub(crate) fn speaking(unit: &UnitId) -> Actor {
    Actor { principal: Text::truncated(unit.as_str()), role: Role::Unit, scope: Scope::Units([unit.clone()].into()) }
}

/// A check-in of these people: the first is an officer, the others are auxiliaries.
pub(crate) fn check_in(people: &[&str]) -> CheckIn {
    let members = people.iter().enumerate().map(|(index, person)| CrewMember {
        person: PersonId::new(person).expect("a badge number"),
        rank: if index == 0 { Rank::Officer } else { Rank::Auxiliary },
    });
    CheckIn {
        crew: Crew::new(members.collect()).expect("a crew"),
        vehicle: None,
        device: None,
        armed: false,
        radio_group: Text::truncated("1"),
        shift_ends_at: None,
    }
}
