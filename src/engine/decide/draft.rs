//! A decision in the making: what is known, what was made so far, who was claimed.

use crate::domain::candidate::{Candidate, Candidates};
use crate::domain::classification::Level;
use crate::domain::clock::Timer;
use crate::domain::command::Envelope;
use crate::domain::dispatch::{ChosenBy, Clocks, Delivery, Dispatch, DispatchState, Explanation, Order};
use crate::domain::event::Event;
use crate::domain::ids::{DispatchId, IncidentId, OrderId, ReportId, UnitId};
use crate::domain::incident::Incident;
use crate::domain::rejection::Rejection;
use crate::domain::time::EngineTime;
use crate::domain::unit::{Duty, Unit};
use crate::engine::barren::Barren;
use crate::engine::claim::{ClaimedUnit, Claims};
use crate::engine::limits::ENTRY_FULL_EVENTS;
use crate::engine::state::State;
use crate::policy::Policy;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// A decision in the making.
pub(super) struct Draft<'a, C> {
    pub(super) state: &'a State,
    pub(super) now: EngineTime,
    pub(super) envelope: &'a Envelope,
    pub(super) candidates: &'a C,
    pub(super) claims: Claims,
    pub(super) barren: Barren,
    events: Vec<Event>,
    /// The dispatches among them that were opened.
    opened: Vec<Arc<Dispatch>>,
    made: u64,
}

/// How a dispatch begins.
pub(super) struct Opening {
    pub(super) chosen_by: ChosenBy,
    pub(super) state: DispatchState,
    pub(super) offer_timeout: Option<Duration>,
    pub(super) candidate: Option<Candidate>,
    pub(super) explanation: Option<Arc<Explanation>>,
    /// Which step of the plan it serves, from 0.
    pub(super) step: u32,
    /// How much the incident matters, which says how long the clocks may run.
    pub(super) level: Level,
}

impl<'a, C: Candidates> Draft<'a, C> {
    pub(super) fn new(state: &'a State, now: EngineTime, envelope: &'a Envelope, candidates: &'a C) -> Self {
        let (claims, barren) = (Claims::default(), Barren::default());
        Self { state, now, envelope, candidates, claims, barren, events: Vec::new(), opened: Vec::new(), made: 0 }
    }

    pub(super) fn push(&mut self, event: Event) {
        self.events.push(event);
    }

    /// What was decided so far.
    pub(super) fn events(&self) -> &[Event] {
        &self.events
    }

    /// Whether what is still to be done belongs into an entry of its own.
    pub(super) const fn is_full(&self) -> bool {
        self.events.len() >= ENTRY_FULL_EVENTS
    }

    /// The dispatches that count for what an incident needs, with those that this decision has opened.
    pub(super) fn serving<'s>(&'s self, incident: &'s Incident) -> impl Iterator<Item = &'s Dispatch> {
        let opened = self.opened.iter().map(Arc::as_ref).filter(|dispatch| dispatch.incident == incident.id);
        self.state.serving_dispatches(incident).chain(opened)
    }

    pub(super) fn into_events(self) -> Vec<Event> {
        self.events
    }

    /// The next identifier of this command's making.
    pub(super) fn make_id(&mut self) -> Uuid {
        let id = self.envelope.id.derive(self.made);
        self.made += 1;
        id
    }

    /// When what is told happened, as far as is known.
    pub(super) fn happened_at(&self) -> EngineTime {
        self.envelope.occurred_at.map_or(self.now, |at| at.min(self.now))
    }

    pub(super) fn policy(&self) -> Result<&'a Policy, Rejection> {
        self.state.policy().map(Arc::as_ref).ok_or(Rejection::NoPolicy)
    }

    pub(super) fn unit(&self, id: &UnitId) -> Result<&'a Unit, Rejection> {
        self.state.unit(id).map(Arc::as_ref).ok_or_else(|| Rejection::UnknownUnit(id.clone()))
    }

    pub(super) fn duty(&self, id: &UnitId) -> Result<&'a Duty, Rejection> {
        self.unit(id)?.duty.as_ref().ok_or_else(|| Rejection::NotOnDuty(id.clone()))
    }

    pub(super) fn report(&self, id: ReportId) -> Result<&'a crate::domain::report::Report, Rejection> {
        self.state.report(id).map(Arc::as_ref).ok_or(Rejection::UnknownReport(id))
    }

    pub(super) fn incident(&self, id: IncidentId) -> Result<&'a Incident, Rejection> {
        self.state.incident(id).map(Arc::as_ref).ok_or(Rejection::UnknownIncident(id))
    }

    pub(super) fn open_incident(&self, id: IncidentId) -> Result<&'a Incident, Rejection> {
        let incident = self.incident(id)?;
        if incident.closed.is_some() {
            return Err(Rejection::IncidentClosed(id));
        }
        Ok(incident)
    }

    pub(super) fn dispatch(&self, id: DispatchId) -> Result<&'a Dispatch, Rejection> {
        self.state.dispatch(id).map(Arc::as_ref).ok_or(Rejection::UnknownDispatch(id))
    }

    /// The thresholds of a new dispatch's clocks. What was entered after the fact is watched by nobody.
    fn timers(&self, level: Level) -> Vec<Timer> {
        let rule = self.state.policy().filter(|_| !self.envelope.entered_late).and_then(|policy| policy.clocks(level));
        let percent = self.state.duty_level().map_or(100, |posture| posture.clocks_percent);
        rule.map(|rule| rule.scaled(percent)).unwrap_or_default()
    }

    /// Opens a dispatch for a unit that was claimed: there is no other way to open one. An incident that waits for this unit
    /// by name waits for it no more.
    pub(super) fn open_dispatch(&mut self, claimed: &ClaimedUnit, incident: IncidentId, opening: Opening) {
        let (id, order) = (DispatchId::from_uuid(self.make_id()), OrderId::from_uuid(self.make_id()));
        let limits = self.state.limits();
        let happened_at = self.happened_at();
        let clocks = match opening.state {
            DispatchState::SignedIn => Clocks { signed_in_at: Some(happened_at), ..Clocks::default() },
            DispatchState::Departed => Clocks { departed_at: Some(happened_at), ..Clocks::default() },
            DispatchState::Arrived => Clocks { arrived_at: Some(happened_at), ..Clocks::default() },
            DispatchState::Offered
            | DispatchState::Finished
            | DispatchState::Declined
            | DispatchState::OfferExpired
            | DispatchState::Recalled
            | DispatchState::StoodDown
            | DispatchState::Preempted => Clocks::default(),
        };
        let opened = Arc::new(Dispatch {
            id,
            incident,
            unit: claimed.unit().clone(),
            state: opening.state,
            offered_at: self.now,
            offer_expires_at: opening.offer_timeout.map(|timeout| self.now + timeout),
            chosen_by: opening.chosen_by,
            distance: opening.candidate.as_ref().map(|candidate| candidate.distance),
            travel_time: opening.candidate.as_ref().map(|candidate| candidate.travel_time),
            explanation: opening.explanation,
            clocks,
            step: opening.step,
            timers: self.timers(opening.level),
            on_scene_since: (opening.state == DispatchState::Arrived).then_some(self.now),
            backed_up: false,
            blocked: false,
            anomalies: 0,
            order: Order {
                id: order,
                version: 1,
                issued_at: self.now,
                deliver_by: self.now + limits.order_deliver,
                expires_at: self.now + limits.order_expiry,
                delivery: if claimed.is_reachable() { Delivery::Device } else { Delivery::VoiceOnly },
                delivered_at: None,
            },
            ended: None,
        });
        self.opened.push(Arc::clone(&opened));
        self.push(Event::DispatchOpened(opened));
        let hold = self.state.incident(incident).and_then(|incident| incident.desk_work.held_for.as_ref());
        if hold.is_some_and(|hold| hold.unit == *claimed.unit()) {
            self.end_hold(incident);
        }
    }
}
