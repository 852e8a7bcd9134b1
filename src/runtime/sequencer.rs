//! The sequencer: the single writer, as a step that does no I/O.
//!
//! A step takes the commands that have come in, decides and applies them one after the other on the deciding state,
//! and hands back one [`Decided`] with what is to be journaled and what is to be answered once it is. The step
//! knows no thread, no disk and no clock, so that the simulation drives the very same code.
//!
//! After every entry the map follows the state before the next command is decided: a unit that was just freed cannot
//! be missed. Once somebody may have become free, who waits is served before the next report, at the latest at the end of the
//! step: however many units finish at once, the queue is served once for all of them. While anybody waits for a unit by
//! name, who waits is served before each command.

use std::sync::Arc;
use std::time::Duration;

use super::map::Map;
use super::refusals::{RefusalLimits, Refusals};
use crate::domain::actor::Actor;
use crate::domain::answer::Answer;
use crate::domain::audit::Asked;
use crate::domain::command::{Command, Envelope};
use crate::domain::event::{Entry, Event};
use crate::domain::ids::CommandId;
use crate::domain::rejection::Rejection;
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::engine::decide::may_serve;
use crate::engine::requests::Known;
use crate::engine::tape::Made;
use crate::engine::{State, decide, scope};

/// A command with the one who waits for its answer.
#[derive(Debug)]
pub struct Submission<R> {
    /// The command.
    pub envelope: Envelope,
    /// Who waits.
    pub reply: R,
}

/// An answer that may leave the process once everything that it rests on is on disk.
#[derive(Debug)]
pub struct Reply<R> {
    /// Who waits.
    pub to: R,
    /// What came of the command.
    pub outcome: Result<Arc<Answer>, Rejection>,
}

/// What one step decided: to be journaled and synced as one, then answered and published.
#[derive(Debug)]
pub struct Decided<R> {
    /// The entries, in order; there may be none when everything was refused or known already.
    pub entries: Vec<Arc<Entry>>,
    /// What the deciding state made of them, for those that follow.
    pub made: Made,
    /// The answers that rest on them or on groups before them.
    pub replies: Vec<Reply<R>>,
}

/// The sequencer's limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SequencerLimits {
    /// How long waiting incidents wait at most until the queue is served again: positions come and go beside the
    /// record.
    pub queue_retry: Duration,
    /// How many refusals go on the record one by one; the others are counted there.
    pub refusals: RefusalLimits,
}

impl Default for SequencerLimits {
    fn default() -> Self {
        Self { queue_retry: Duration::from_secs(5), refusals: RefusalLimits::default() }
    }
}

/// The deciding state and the single writer's step.
#[derive(Debug)]
pub struct Sequencer {
    state: State,
    limits: SequencerLimits,
    queue_due: Option<EngineTime>,
    /// Whether something in this step may let a waiting incident be served.
    may_serve: bool,
    refusals: Refusals,
}

impl Sequencer {
    /// Goes on from a recovered state.
    #[must_use]
    pub fn new(mut state: State, limits: SequencerLimits) -> Self {
        state.lead();
        let refusals = Refusals::new(limits.refusals);
        Self { state, limits, queue_due: None, may_serve: false, refusals }
    }

    /// The deciding state: it may lead the disk, so nothing of it may leave the process.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// When the next step is due though no command comes in.
    #[must_use]
    pub fn next_deadline(&self) -> Option<EngineTime> {
        [self.state.next_deadline(), self.queue_due, self.refusals.due()].into_iter().flatten().min()
    }

    /// Decides everything that is due and everything that came in.
    ///
    /// `make_id` names the daemon's own commands.
    pub fn step<R>(
        &mut self,
        now: EngineTime,
        submissions: impl IntoIterator<Item = Submission<R>>,
        map: &impl Map,
        make_id: &mut impl FnMut() -> CommandId,
    ) -> Decided<R> {
        let now = now.max(self.state.time());
        let submissions = submissions.into_iter();
        let (waiting, _) = submissions.size_hint();
        let (entries, replies) = (Vec::with_capacity(waiting), Vec::with_capacity(waiting));
        let mut group = Decided { entries, made: Made::default(), replies };
        map.advance(now);
        self.keep_deadlines(now, map, make_id, &mut group.entries);
        for Submission { envelope, reply } in submissions {
            // Who waits for a unit by name gets it before anybody else can; and who is told of a report what it brought
            // about is not told whom others got.
            if opens_incident(&envelope.command) || !self.state.index().held().is_empty() {
                self.serve_queue(now, map, make_id, &mut group.entries);
            }
            let outcome = self.carry_out(now, envelope, map, make_id, &mut group.entries);
            group.replies.push(Reply { to: reply, outcome });
        }
        self.serve_queue(now, map, make_id, &mut group.entries);
        group.made = self.state.take_made();
        self.queue_due = (!self.state.queue().is_empty())
            .then(|| self.queue_due.filter(|due| *due > now).unwrap_or(now + self.limits.queue_retry));
        group
    }

    fn keep_deadlines(
        &mut self,
        now: EngineTime,
        map: &impl Map,
        make_id: &mut impl FnMut() -> CommandId,
        entries: &mut Vec<Arc<Entry>>,
    ) {
        if self.state.next_deadline().is_some_and(|deadline| deadline <= now) {
            self.run_own(now, Command::DeadlineReached, map, make_id, entries);
        }
        self.may_serve |= self.queue_due.is_some_and(|due| due <= now);
        if self.refusals.due().is_some_and(|due| due <= now) {
            self.record_left_out(now, map, make_id, entries);
        }
    }

    /// Serves who waits, again as long as that makes somebody free.
    fn serve_queue(
        &mut self,
        now: EngineTime,
        map: &impl Map,
        make_id: &mut impl FnMut() -> CommandId,
        entries: &mut Vec<Arc<Entry>>,
    ) {
        while std::mem::take(&mut self.may_serve) && self.is_anybody_waiting() {
            self.run_own(now, Command::ServeQueue, map, make_id, entries);
        }
    }

    fn is_anybody_waiting(&self) -> bool {
        !(self.state.queue().is_empty() && self.state.index().held().is_empty())
    }

    fn record_left_out(
        &mut self,
        now: EngineTime,
        map: &impl Map,
        make_id: &mut impl FnMut() -> CommandId,
        entries: &mut Vec<Arc<Entry>>,
    ) {
        if let Some(left_out) = self.refusals.take() {
            self.run_own(now, Command::RecordLeftOut(left_out), map, make_id, entries);
        }
    }

    fn carry_out(
        &mut self,
        now: EngineTime,
        envelope: Envelope,
        map: &impl Map,
        make_id: &mut impl FnMut() -> CommandId,
        entries: &mut Vec<Arc<Entry>>,
    ) -> Result<Arc<Answer>, Rejection> {
        if matches!(envelope.command, Command::StopRun) {
            self.serve_queue(now, map, make_id, entries);
            self.record_left_out(now, map, make_id, entries);
        }
        let refused_at_rim = matches!(envelope.command, Command::RecordRefusal(_));
        // What the rim refused names a request that was never carried out.
        if let Some(tag) = envelope.request.as_ref().filter(|_| !refused_at_rim) {
            match self.state.known_request(&envelope.actor.principal, tag, now) {
                Known::New => {}
                Known::Answered(answer) => return Ok(answer),
                Known::Refused(rejection) => {
                    self.record_refusal(now, envelope, &rejection, map, entries);
                    return Err(rejection);
                }
            }
        }
        match decide(&self.state, now, &envelope, map) {
            // What is named is remembered even when it changes nothing, so that a late retry changes nothing either.
            Ok(events) if events.is_empty() && envelope.request.is_none() => {
                Ok(Arc::new(Answer::unchanged(self.state.sequence(), now)))
            }
            Ok(events) => Ok(Arc::new(self.commit(now, envelope, events, map, entries))),
            Err(rejection) => {
                self.record_refusal(now, envelope, &rejection, map, entries);
                Err(rejection)
            }
        }
    }

    fn run_own(
        &mut self,
        now: EngineTime,
        command: Command,
        map: &impl Map,
        make_id: &mut impl FnMut() -> CommandId,
        entries: &mut Vec<Arc<Entry>>,
    ) {
        let envelope = own(now, command, make_id());
        if let Ok(events) = decide(&self.state, now, &envelope, map)
            && !events.is_empty()
        {
            self.commit(now, envelope, events, map, entries);
        }
    }

    /// Makes an entry, applies it, lets the map follow, and notes whether somebody may be free for those who wait.
    fn commit(
        &mut self,
        now: EngineTime,
        envelope: Envelope,
        events: Vec<Event>,
        map: &impl Map,
        entries: &mut Vec<Arc<Entry>>,
    ) -> Answer {
        self.may_serve |= may_serve(&events);
        let entry = Entry {
            sequence: self.state.sequence().next(),
            recorded_at: now,
            occurred_at: envelope.occurred_at,
            entered_late: envelope.entered_late,
            command: envelope.id,
            actor: envelope.actor,
            request: envelope.request,
            asked: asked(&envelope.command, envelope.received_at),
            events,
        };
        let answer = Answer::of(&entry);
        self.push(entry, map, entries);
        answer
    }

    fn record_refusal(
        &mut self,
        now: EngineTime,
        envelope: Envelope,
        rejection: &Rejection,
        map: &impl Map,
        entries: &mut Vec<Arc<Entry>>,
    ) {
        if !self.refusals.admit(&envelope.actor.principal, now) {
            return;
        }
        let event = Event::CommandRefused {
            command: Text::truncated(scope::name(&envelope.command)),
            reason: Text::truncated(rejection.reason()),
            detail: Text::truncated(&rejection.to_string()),
            subjects: scope::named(&envelope.command),
        };
        let entry = Entry {
            sequence: self.state.sequence().next(),
            recorded_at: now,
            occurred_at: None,
            entered_late: envelope.entered_late,
            command: envelope.id,
            actor: envelope.actor,
            request: envelope.request,
            asked: asked(&envelope.command, envelope.received_at),
            events: vec![event],
        };
        self.push(entry, map, entries);
    }

    fn push(&mut self, entry: Entry, map: &impl Map, entries: &mut Vec<Arc<Entry>>) {
        self.state.apply(&entry);
        map.follow(&self.state, &entry);
        entries.push(Arc::new(entry));
    }
}

/// Whether a command may open an incident, for which units are looked for at once.
const fn opens_incident(command: &Command) -> bool {
    matches!(command, Command::FileReport(_) | Command::UnlinkReport { .. } | Command::RaiseEmergency { .. })
}

/// How a command came in; a refusal of the rim came in as what was refused.
fn asked(command: &Command, received_at: EngineTime) -> Asked {
    let command = if let Command::RecordRefusal(refused) = command {
        refused.command.clone()
    } else {
        Text::truncated(scope::name(command))
    };
    Asked { command, received_at: Some(received_at) }
}

/// A command of the daemon's own.
#[must_use]
pub fn own(now: EngineTime, command: Command, id: CommandId) -> Envelope {
    Envelope {
        id,
        actor: Actor::daemon(),
        request: None,
        received_at: now,
        occurred_at: None,
        entered_late: false,
        command,
    }
}
