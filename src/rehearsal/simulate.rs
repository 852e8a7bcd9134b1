//! A span that happens again under a policy, far faster than time.
//!
//! The sequencer and the tracker are those of production. From the record come reports, check-ins, crews, links and
//! whatever a person did by hand, each at its time; from the track log come positions; from [`Past`] comes how units
//! act on what they are sent to. The policy and the clock decide the rest.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use uuid::Uuid;

use super::outcome::Outcome;
use super::outside::from_outside;
use super::past::{Act, Past};
use super::rebuild;
use crate::domain::actor::Actor;
use crate::domain::classification::PolicyBundle;
use crate::domain::command::{AdvanceDispatch, Command, Envelope};
use crate::domain::dispatch::{ChosenBy, Dispatch, Step};
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{CommandId, DispatchId, IncidentId, UnitId};
use crate::domain::position::Fix;
use crate::domain::rejection::Rejection;
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::engine::State;
use crate::runtime::map::{Map, TrackerMap, straight_line};
use crate::runtime::sequencer::{Sequencer, SequencerLimits, Submission};
use crate::tracker::limits::TrackerLimits;
use crate::tracker::table::Tracker;
use crate::travel::straight_line::InvalidTravel;

/// Where recorded positions come from, in the order in which they were received.
pub trait Positions {
    /// The next fix that was received no later than `until`.
    fn next(&mut self, until: EngineTime) -> Option<Fix>;
}

/// Nobody's positions: units stand at their posts.
#[derive(Clone, Copy, Debug)]
pub struct NoPositions;

impl Positions for NoPositions {
    fn next(&mut self, _until: EngineTime) -> Option<Fix> {
        None
    }
}

/// Whose policies hold while the span happens again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policies {
    /// Those of the record, each from the moment when it was activated.
    AsRecorded,
    /// The one that is active in the state at the beginning, throughout.
    AsBegun,
}

/// Limits of a simulation.
#[derive(Clone, Debug)]
pub struct SimulationLimits {
    /// The sequencer's.
    pub sequencer: SequencerLimits,
    /// The tracker's.
    pub tracker: TrackerLimits,
}

/// Why a simulation cannot begin.
#[derive(Debug, Error)]
pub enum CannotBegin {
    /// No policy was active.
    #[error("no policy was active at the beginning of the span")]
    NoPolicy,
    /// The policy's travel parameters cannot be used.
    #[error(transparent)]
    Travel(#[from] InvalidTravel),
}

/// A span that happens again.
pub struct Simulation<'a, P> {
    sequencer: Sequencer,
    map: TrackerMap,
    past: &'a Past,
    positions: P,
    policies: Policies,
    agenda: BTreeMap<(EngineTime, u64), Planned>,
    /// What could not be done while a unit or an incident was busy.
    put_off: Vec<Envelope>,
    sent_before: BTreeMap<(IncidentId, UnitId), usize>,
    outcome: Outcome,
    made: u64,
}

impl<P> std::fmt::Debug for Simulation<'_, P> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Simulation").field("made", &self.made).finish_non_exhaustive()
    }
}

/// What a unit or the desk will do about a dispatch.
#[derive(Clone, Debug)]
struct Planned {
    dispatch: DispatchId,
    unit: UnitId,
    act: Act,
}

impl<'a, P: Positions> Simulation<'a, P> {
    /// Begins at a state of the record.
    ///
    /// # Errors
    /// When no policy is active then, or its travel parameters cannot be used.
    pub fn new(
        state: State,
        past: &'a Past,
        positions: P,
        policies: Policies,
        limits: &SimulationLimits,
    ) -> Result<Self, CannotBegin> {
        let travel = straight_line(state.policy().ok_or(CannotBegin::NoPolicy)?.travel())?;
        let map = TrackerMap::new(Tracker::new(limits.tracker), travel);
        map.start_from(&state);
        let mut simulation = Self {
            map,
            past,
            positions,
            policies,
            agenda: BTreeMap::new(),
            put_off: Vec::new(),
            sent_before: BTreeMap::new(),
            outcome: Outcome::default(),
            made: 0,
            sequencer: Sequencer::new(state, limits.sequencer.clone()),
        };
        simulation.resume();
        Ok(simulation)
    }

    /// Dispatches that are under way at the beginning go on as they did.
    fn resume(&mut self) {
        let live: Vec<_> =
            self.sequencer.state().dispatches().values().filter(|it| it.state.is_live()).cloned().collect();
        for dispatch in live {
            self.plan(&dispatch, dispatch.offered_at);
        }
    }

    /// Lets one entry of the record happen again: first what falls due before it, then what came from outside in it.
    pub fn take(&mut self, entry: &Entry) {
        self.advance(entry.recorded_at);
        let commands = match (self.policies, rebuild::activated(entry)) {
            (Policies::AsRecorded, Some(bundle)) => vec![self.activation(bundle)],
            (Policies::AsBegun, Some(_)) => Vec::new(),
            (_, None) => from_outside(entry),
        };
        for (command, nth) in commands.into_iter().zip(0_u64..) {
            self.forget_what_is_replaced(&command);
            let mut envelope = rebuild::envelope(entry, command);
            // What the record made has its name from the command; a second part must not make the same names.
            if nth > 0 {
                envelope.id = make_id(&mut self.made);
            }
            // The words of the record were permitted then; here nobody is asked again.
            envelope.actor = Actor::daemon();
            self.submit(entry.recorded_at, envelope);
        }
    }

    fn activation(&self, bundle: &PolicyBundle) -> Command {
        Command::ActivatePolicy {
            bytes: Arc::clone(&bundle.bytes),
            expected: self.state().policy_bundle().map(|active| active.hash),
            reason: Text::truncated("as recorded"),
        }
    }

    /// Who checks in again must not be checked out by what was put off before, and who was ordered anew, or no longer,
    /// not be ordered by it.
    #[expect(clippy::wildcard_enum_match_arm, reason = "nothing else is put off and then replaced")]
    fn forget_what_is_replaced(&mut self, command: &Command) {
        match command {
            Command::StartDuty { unit, .. } | Command::SetAvailability { unit, .. } => {
                self.put_off.retain(|earlier| match &earlier.command {
                    Command::EndDuty { unit: other, .. } | Command::SetAvailability { unit: other, .. } => {
                        other != unit
                    }
                    _ => true,
                });
            }
            Command::OrderUnit { unit, .. }
            | Command::CancelOrder { unit, .. }
            | Command::CompleteOrder { unit, .. }
            | Command::EndDuty { unit, .. } => self
                .put_off
                .retain(|earlier| !matches!(&earlier.command, Command::OrderUnit { unit: other, .. } if other == unit)),
            _ => {}
        }
    }

    /// Lets time pass.
    pub fn advance(&mut self, until: EngineTime) {
        while let Some(next) = self.next_moment().filter(|next| *next <= until) {
            let due = self.agenda.first_key_value().is_some_and(|((at, _), _)| *at <= next);
            let planned = if due { self.agenda.pop_first() } else { None };
            match planned {
                Some(((at, _), planned)) => self.act(at.max(next), planned),
                None => self.step(next, Vec::new()),
            }
        }
        self.see(until);
    }

    /// What came of it.
    #[must_use]
    pub fn finish(self) -> Outcome {
        self.outcome
    }

    /// The state that it has come to.
    #[must_use]
    pub const fn state(&self) -> &State {
        self.sequencer.state()
    }

    fn next_moment(&self) -> Option<EngineTime> {
        let planned = self.agenda.first_key_value().map(|((at, _), _)| *at);
        match (planned, self.sequencer.next_deadline()) {
            (Some(planned), Some(deadline)) => Some(planned.min(deadline)),
            (planned, deadline) => planned.or(deadline),
        }
    }

    fn see(&mut self, until: EngineTime) {
        self.map.advance(until);
        while let Some(fix) = self.positions.next(until) {
            // What the tracker makes of it is what it made of it then.
            self.map.tracker().record(&fix);
        }
    }

    fn act(&mut self, now: EngineTime, planned: Planned) {
        let Planned { dispatch, unit, act } = planned;
        if !self.state().dispatch(dispatch).is_some_and(|found| found.state.is_live()) {
            return;
        }
        let says = |step, then| {
            Command::AdvanceDispatch(AdvanceDispatch {
                dispatch,
                unit,
                step,
                reason: Text::default(),
                feedback: None,
                activity: None,
                then,
            })
        };
        let command = match act {
            Act::Says(step) => says(step, None),
            Act::Transports(readiness) => says(Step::Finished, Some(readiness)),
            Act::Recalled => Command::RecallUnit { dispatch, reason: Text::truncated("as recorded") },
        };
        let envelope = self.own(now, command);
        self.submit(now, envelope);
    }

    fn own(&mut self, now: EngineTime, command: Command) -> Envelope {
        let id = make_id(&mut self.made);
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

    fn submit(&mut self, now: EngineTime, envelope: Envelope) {
        self.step(now, vec![envelope]);
    }

    fn step(&mut self, now: EngineTime, envelopes: Vec<Envelope>) {
        self.see(now);
        let mut waiting: VecDeque<Vec<Envelope>> = VecDeque::from([envelopes]);
        while let Some(envelopes) = waiting.pop_front() {
            let made = &mut self.made;
            let submissions = envelopes.into_iter().map(|envelope| Submission { reply: envelope.clone(), envelope });
            let decided = self.sequencer.step(now, submissions, &self.map, &mut || make_id(made));
            for entry in &decided.entries {
                self.outcome.take(entry, self.sequencer.state());
                self.follow(entry);
            }
            for reply in decided.replies {
                let Err(rejection) = reply.outcome else { continue };
                if let Some(unrelieved) = unrelieved(&reply.to) {
                    waiting.push_back(vec![unrelieved]);
                } else if let Rejection::UnitOnDispatch { .. } | Rejection::UnitOnScene { .. } = rejection {
                    self.put_off.push(reply.to);
                }
            }
            let freed = decided.entries.iter().flat_map(|entry| &entry.events);
            if freed.into_iter().any(|event| matches!(event, Event::DispatchEnded { .. })) && !self.put_off.is_empty() {
                waiting.push_back(std::mem::take(&mut self.put_off));
            }
        }
    }

    fn follow(&mut self, entry: &Entry) {
        for event in &entry.events {
            if let Event::DispatchOpened(dispatch) = event {
                self.plan(dispatch, entry.recorded_at);
            }
        }
    }

    fn plan(&mut self, dispatch: &Dispatch, offered_at: EngineTime) {
        let key = (dispatch.incident, dispatch.unit.clone());
        let nth = self.sent_before.entry(key).or_default();
        let recorded = self.past.course(dispatch.incident, &dispatch.unit, *nth);
        *nth += 1;
        let course = recorded.cloned().unwrap_or_else(|| {
            let mut course = self.past.modelled(dispatch.incident, dispatch.travel_time.unwrap_or(Duration::ZERO));
            if dispatch.chosen_by == ChosenBy::Unit {
                course.acts.retain(|(_, act)| act.finishes());
            }
            course
        });
        for (after, act) in course.acts {
            self.made += 1;
            let planned = Planned { dispatch: dispatch.id, unit: dispatch.unit.clone(), act };
            // What happened before the beginning has happened.
            if offered_at + after >= self.state().time() {
                self.agenda.insert((offered_at + after, self.made), planned);
            }
        }
    }
}

/// A unit's going off duty without the relief, who cannot be had here: it goes when its own dispatch is over.
fn unrelieved(envelope: &Envelope) -> Option<Envelope> {
    let Command::EndDuty { unit, relief: Some(_), overtime_until } = &envelope.command else { return None };
    let command = Command::EndDuty { unit: unit.clone(), relief: None, overtime_until: *overtime_until };
    Some(Envelope { command, ..envelope.clone() })
}

/// Names of the simulation's own commands: no recorded one is of this kind.
fn make_id(made: &mut u64) -> CommandId {
    *made += 1;
    CommandId::from_uuid(Uuid::from_u128((0x5e << 120) | u128::from(*made)))
}
