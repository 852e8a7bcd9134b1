//! A sequencer of the tests' own, as plain as it can be, in which a mistake can be planted. It decides and applies by the
//! real engine; it is used for planted mistakes only, and without one it must do what the real one does.

use std::sync::Arc;

use patrold::domain::answer::Answer;
use patrold::domain::audit::Asked;
use patrold::domain::command::{Command, Envelope};
use patrold::domain::event::{Entry, Event};
use patrold::domain::ids::CommandId;
use patrold::domain::rejection::Rejection;
use patrold::domain::text::Text;
use patrold::domain::time::EngineTime;
use patrold::engine::decide::may_serve;
use patrold::engine::requests::Known;
use patrold::engine::tape::Made;
use patrold::engine::{State, decide};
use patrold::runtime::map::{Map, TrackerMap};
use patrold::runtime::sequencer::{Decided, Reply, Submission, own};

use crate::plant::Plant;

/// One step with a mistake in it.
pub(crate) struct Spoilt<'a> {
    pub(crate) plant: Plant,
    pub(crate) state: &'a mut State,
    /// The committed state, which the deciding one may lead.
    pub(crate) committed: &'a State,
    pub(crate) map: &'a TrackerMap,
    pub(crate) now: EngineTime,
    pub(crate) entries: Vec<Arc<Entry>>,
}

impl Spoilt<'_> {
    pub(crate) fn step<R>(
        mut self,
        serve: bool,
        submissions: Vec<Submission<R>>,
        make_id: &mut impl FnMut() -> CommandId,
    ) -> Decided<R> {
        if self.plant != Plant::ClockGoesBack {
            self.now = self.now.max(self.state.time());
        }
        self.map.advance(self.now);
        if self.state.next_deadline().is_some_and(|deadline| deadline <= self.now) {
            self.run_own(Command::DeadlineReached, make_id);
        }
        if serve {
            self.run_own(Command::ServeQueue, make_id);
        }
        let mut replies = Vec::new();
        for Submission { mut envelope, reply } in submissions {
            self.plant.spoil_envelope(&mut envelope);
            let outcome = self.carry_out(envelope, make_id);
            replies.push(Reply { to: reply, outcome });
        }
        Decided { entries: self.entries, made: Made::default(), replies }
    }

    fn carry_out(
        &mut self,
        envelope: Envelope,
        make_id: &mut impl FnMut() -> CommandId,
    ) -> Result<Arc<Answer>, Rejection> {
        if let Some(tag) = &envelope.request {
            match self.state.known_request(&envelope.actor.principal, tag, self.now) {
                Known::New => {}
                Known::Answered(answer) => return Ok(answer),
                Known::Refused(rejection) => return Err(rejection),
            }
        }
        let stale = self.plant == Plant::NoRecheckAtClaim && matches!(envelope.command, Command::DispatchUnits { .. });
        let judged = if stale { self.committed } else { &*self.state };
        match decide(judged, self.now, &envelope, self.map) {
            Ok(events) => Ok(Arc::new(self.commit(envelope, events, make_id))),
            Err(rejection) => {
                let event = Event::CommandRefused {
                    command: Text::truncated("spoilt"),
                    reason: Text::truncated(rejection.reason()),
                    detail: Text::default(),
                    subjects: Vec::new(),
                };
                self.push(envelope, vec![event]);
                Err(rejection)
            }
        }
    }

    fn run_own(&mut self, command: Command, make_id: &mut impl FnMut() -> CommandId) {
        let envelope = own(self.now, command, make_id());
        if let Ok(events) = decide(self.state, self.now, &envelope, self.map)
            && !events.is_empty()
        {
            self.commit(envelope, events, make_id);
        }
    }

    fn commit(
        &mut self,
        envelope: Envelope,
        mut events: Vec<Event>,
        make_id: &mut impl FnMut() -> CommandId,
    ) -> Answer {
        self.plant.spoil_events(self.state, &envelope.command, &mut events);
        let serve = may_serve(&events) && self.plant != Plant::QueueForgotten;
        let answer = self.push(envelope, events);
        if serve && !(self.state.queue().is_empty() && self.state.index().held().is_empty()) {
            self.run_own(Command::ServeQueue, make_id);
        }
        answer
    }

    fn push(&mut self, envelope: Envelope, events: Vec<Event>) -> Answer {
        let sequence = self.state.sequence().next();
        let forgets = self.plant == Plant::ForgetRequest && sequence.get().is_multiple_of(5);
        let entry = Entry {
            sequence,
            recorded_at: self.now,
            occurred_at: envelope.occurred_at,
            entered_late: envelope.entered_late,
            command: envelope.id,
            actor: envelope.actor,
            asked: Asked::default(),
            request: envelope.request.filter(|_| !forgets),
            events,
        };
        let answer = Answer::of(&entry);
        self.state.apply(&entry);
        self.map.follow(self.state, &entry);
        self.entries.push(Arc::new(entry));
        answer
    }
}
