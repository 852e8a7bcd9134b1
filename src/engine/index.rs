//! What follows from the things in memory and nobody asks for but who decides: who is aboard of which unit,
//! what falls due, what lies near, who is waited for, which incidents may lose a unit to something graver, what an order is
//! about and which a device has yet to hear, which requests were answered.
//!
//! The deciding state keeps it at hand. The board's copies, which decide nothing, do without, so that a change costs them
//! less and a million units take less memory; a snapshot does not hold it, and a start folds the record without. It can be
//! derived at any time ([`Index::of`]), and is told of each thing that turns by what the thing was and is; that both come
//! to the same is one of the [invariants](super::invariants).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use uuid::Uuid;

use super::deadline::{Deadline, Deadlines};
use super::nearby::Nearby;
use super::requests::ByRequest;
use super::state::State;
use crate::domain::classification::Level;
use crate::domain::dispatch::{Delivery, Dispatch};
use crate::domain::ids::{DispatchId, IncidentId, OrderId, PersonId, UnitId};
use crate::domain::incident::Incident;
use crate::domain::planned_event::PlannedEvent;
use crate::domain::report::Report;
use crate::domain::time::EngineTime;
use crate::domain::unit::{Activity, CrewMember, Link, Unit};

/// Every dispatch in memory, as [`State::dispatches`] has them.
pub(super) type Dispatches = BTreeMap<DispatchId, Arc<Dispatch>>;

/// What follows from the things in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// The unit that each person is on board of.
    pub(super) aboard: BTreeMap<PersonId, UnitId>,
    pub(super) deadlines: Deadlines,
    pub(super) nearby: Nearby,
    /// Open incidents that wait for a busy unit.
    pub(super) held: BTreeSet<IncidentId>,
    /// Incidents to which a unit is on its way by the policy's choice: something graver may take it off them.
    pub(super) preemptible: BTreeSet<(Level, IncidentId)>,
    /// The dispatch that each order is about.
    pub(super) orders: BTreeMap<OrderId, DispatchId>,
    /// Dispatches whose newest order is for a device that has not acknowledged it, by unit.
    pub(super) undelivered: BTreeSet<(UnitId, DispatchId)>,
    pub(super) requests: ByRequest,
}

impl Index {
    /// What follows from everything that a state has in memory.
    #[must_use]
    pub fn of(state: &State) -> Self {
        let units = || state.units.values().map(AsRef::as_ref);
        let dispatches = || state.dispatches.values().map(AsRef::as_ref);
        let incidents = || state.incidents.values().map(AsRef::as_ref);
        let of_incident = |incident| of_incident(incident).chain(awaited_target(incident, &state.dispatches));
        let due = units().flat_map(of_unit).chain(dispatches().flat_map(of_dispatch));
        let due = due.chain(incidents().flat_map(of_incident));
        let events = state.planned_events.values().map(AsRef::as_ref);
        Self {
            aboard: units().flat_map(aboard_of).collect(),
            deadlines: due.chain(events.flat_map(of_planned_event)).collect(),
            nearby: Nearby::of(incidents(), state.reports.values().map(AsRef::as_ref)),
            held: incidents().filter(|incident| is_held(incident)).map(|incident| incident.id).collect(),
            preemptible: incidents().filter_map(|incident| preemptible(incident, &state.dispatches)).collect(),
            orders: dispatches().map(|dispatch| (dispatch.order.id, dispatch.id)).collect(),
            undelivered: dispatches().filter_map(unheard).collect(),
            requests: state.requests.by_request(),
        }
    }

    /// The unit that a person is on board of.
    #[must_use]
    pub fn unit_of(&self, person: &PersonId) -> Option<&UnitId> {
        self.aboard.get(person)
    }

    /// What falls due.
    #[must_use]
    pub const fn deadlines(&self) -> &Deadlines {
        &self.deadlines
    }

    /// Open incidents by place and reports by caller.
    #[must_use]
    pub const fn nearby(&self) -> &Nearby {
        &self.nearby
    }

    /// Open incidents that wait for a busy unit.
    #[must_use]
    pub const fn held(&self) -> &BTreeSet<IncidentId> {
        &self.held
    }

    /// Whether a unit is on its way to an incident of one of these levels by the policy's choice.
    #[must_use]
    pub fn is_preemptible(&self, levels: &BTreeSet<Level>) -> bool {
        let [first, last] = [Uuid::nil(), Uuid::max()].map(IncidentId::from_uuid);
        levels.iter().any(|level| self.preemptible.range((*level, first)..=(*level, last)).next().is_some())
    }

    /// The dispatch that an order is about.
    #[must_use]
    pub fn dispatch_of(&self, order: OrderId) -> Option<DispatchId> {
        self.orders.get(&order).copied()
    }

    /// The dispatches whose newest order is for a unit's device, which has not acknowledged it.
    pub fn undelivered<'a>(&'a self, unit: &'a UnitId) -> impl Iterator<Item = DispatchId> + 'a {
        let from = (unit.clone(), DispatchId::from_uuid(Uuid::nil()));
        self.undelivered.range(from..).take_while(move |(other, _)| other == unit).map(|(_, dispatch)| *dispatch)
    }

    pub(super) fn turn_unit(&mut self, before: Option<&Unit>, after: Option<&Unit>) {
        self.deadlines.turn(&before.into_iter().flat_map(of_unit), after.into_iter().flat_map(of_unit));
        let (was, is) = (before.map_or(&[][..], crew), after.map_or(&[][..], crew));
        if was != is {
            // A swap of crews turns two units: only those still noted for this one leave it.
            for member in was {
                if self.aboard.get(&member.person) == before.map(|unit| &unit.profile.id) {
                    self.aboard.remove(&member.person);
                }
            }
            self.aboard.extend(after.into_iter().flat_map(aboard_of));
        }
    }

    pub(super) fn turn_dispatch(&mut self, before: Option<&Dispatch>, after: Option<&Dispatch>) {
        self.deadlines.turn(&before.into_iter().flat_map(of_dispatch), after.into_iter().flat_map(of_dispatch));
        match (before, after) {
            (None, Some(dispatch)) => _ = self.orders.insert(dispatch.order.id, dispatch.id),
            (Some(dispatch), None) => _ = self.orders.remove(&dispatch.order.id),
            (Some(_), Some(_)) | (None, None) => {}
        }
        match (before.and_then(unheard), after.and_then(unheard)) {
            (Some(_), Some(_)) | (None, None) => {}
            (None, Some(place)) => _ = self.undelivered.insert(place),
            (Some(place), None) => _ = self.undelivered.remove(&place),
        }
    }

    pub(super) fn turn_incident(
        &mut self,
        before: Option<&Incident>,
        after: Option<&Incident>,
        dispatches: &Dispatches,
    ) {
        self.deadlines.turn(&before.into_iter().flat_map(of_incident), after.into_iter().flat_map(of_incident));
        // Which of its targets was awaited follows from dispatches that have turned meanwhile.
        let awaited = after.and_then(|incident| awaited_target(incident, dispatches));
        self.deadlines.leave_one(before.into_iter().flat_map(every_target), awaited);
        // So does whether anybody is on the way.
        let may_lose = after.and_then(|incident| preemptible(incident, dispatches));
        if let Some(was) = before.map(place_among).filter(|was| may_lose != Some(*was)) {
            self.preemptible.remove(&was);
        }
        self.preemptible.extend(may_lose);
        self.nearby.turn(before, after);
        match (before.filter(|incident| is_held(incident)), after.filter(|incident| is_held(incident))) {
            (None, Some(incident)) => _ = self.held.insert(incident.id),
            (Some(incident), None) => _ = self.held.remove(&incident.id),
            (Some(_), Some(_)) | (None, None) => {}
        }
    }

    pub(super) fn turn_report(&mut self, before: Option<&Report>, after: Option<&Report>) {
        if let Some(report) = before {
            self.nearby.forget_caller(report);
        }
        if let Some(report) = after {
            self.nearby.keep_caller(report);
        }
    }

    pub(super) fn turn_planned_event(&mut self, before: Option<&PlannedEvent>, after: Option<&PlannedEvent>) {
        self.deadlines
            .turn(&before.into_iter().flat_map(of_planned_event), after.into_iter().flat_map(of_planned_event));
    }
}

fn crew(unit: &Unit) -> &[CrewMember] {
    unit.duty.as_ref().map_or(&[], |duty| duty.check_in.crew.members())
}

fn aboard_of(unit: &Unit) -> impl Iterator<Item = (PersonId, UnitId)> {
    crew(unit).iter().map(|member| (member.person.clone(), unit.profile.id.clone()))
}

fn is_held(incident: &Incident) -> bool {
    incident.closed.is_none() && incident.desk_work.held_for.is_some()
}

fn place_among(incident: &Incident) -> (Level, IncidentId) {
    (incident.classification.level, incident.id)
}

/// An incident to which a unit is on its way by the policy's choice.
fn preemptible(incident: &Incident, dispatches: &Dispatches) -> Option<(Level, IncidentId)> {
    let mut all = incident.dispatches.iter().filter_map(|id| dispatches.get(id));
    all.any(|dispatch| dispatch.is_preemptible()).then(|| place_among(incident))
}

/// A dispatch whose newest order is for a device that has not acknowledged it.
fn unheard(dispatch: &Dispatch) -> Option<(UnitId, DispatchId)> {
    is_awaited(dispatch).then(|| (dispatch.unit.clone(), dispatch.id))
}

fn is_awaited(dispatch: &Dispatch) -> bool {
    dispatch.order.delivered_at.is_none() && dispatch.order.delivery == Delivery::Device
}

type Due = (EngineTime, Deadline);

/// What falls due of a unit.
fn of_unit(unit: &Unit) -> impl Iterator<Item = Due> + Clone + use<> {
    let id = &unit.profile.id;
    let due = |at: Option<EngineTime>, deadline: fn(UnitId) -> Deadline| at.map(|at| (at, deadline(id.clone())));
    let duty = unit.duty.as_ref();
    let back_at = duty.filter(|duty| !duty.return_overdue).and_then(|duty| match &duty.activity {
        Activity::Unavailable { expected_return_at, .. } => *expected_return_at,
        Activity::Available | Activity::OnDispatch(_) => None,
    });
    let lost_at = duty.and_then(|duty| match duty.link {
        Link::Dropped { alarm_at, .. } => Some(alarm_at),
        Link::VoiceOnly | Link::Connected { .. } | Link::Lost { .. } => None,
    });
    let order = duty.and_then(|duty| duty.order.as_ref());
    let unheard = order
        .filter(|order| order.delivered_at.is_none() && order.delivery == Delivery::Device && !order.suspended)
        .map(|order| order.deliver_by);
    let all = [
        due(back_at, Deadline::ReturnOverdue),
        due(lost_at, Deadline::ContactLost),
        due(duty.and_then(|duty| duty.welfare_due_at), Deadline::WelfareDue),
        due(unheard, Deadline::StandingOrderUndelivered),
        due(order.and_then(|order| order.expires_at), Deadline::StandingOrderExpires),
        due(unit.loan.as_ref().map(|loan| loan.until), Deadline::LoanEnds),
    ];
    all.into_iter().flatten()
}

/// What falls due of a dispatch.
fn of_dispatch(dispatch: &Dispatch) -> impl Iterator<Item = Due> + Clone {
    let id = dispatch.id;
    let offer = dispatch.offer_expires_at.map(|at| (at, Deadline::OfferExpires(id)));
    let timers = dispatch.timers.iter().enumerate();
    let clocks =
        timers.filter_map(move |(index, timer)| Some((dispatch.due_at(timer)?, Deadline::ClockRunsOut(id, index))));
    let order = is_awaited(dispatch).then_some((dispatch.order.deliver_by, Deadline::OrderUndelivered(id)));
    offer.into_iter().chain(clocks).chain(order)
}

/// What falls due of an incident and the desk's work with it, but for its targets, as long as it is open.
fn of_incident(incident: &Incident) -> impl Iterator<Item = Due> + Clone + use<> {
    let (id, work) = (incident.id, &incident.desk_work);
    let referral = work.open_referral().filter(|referral| !referral.is_overdue).and_then(|referral| referral.due_at);
    let call_back = work.call_back.as_ref().filter(|call| call.outcome.is_none() && !call.is_overdue);
    let due = [
        referral.map(|at| (at, Deadline::ReferralDue(id))),
        call_back.map(|call| (call.due_at, Deadline::CallBackDue(id))),
        work.held_until().map(|at| (at, Deadline::HoldEnds(id))),
        work.follows.as_ref().map(|following| (following.look_at, Deadline::FollowDue(id))),
        incident.look_again_at.map(|at| (at, Deadline::LooksAgain(id))),
    ];
    let is_open = incident.closed.is_none();
    due.into_iter().flatten().filter(move |_| is_open)
}

fn every_target(incident: &Incident) -> impl Iterator<Item = Due> {
    let id = incident.id;
    incident.targets.iter().enumerate().map(move |(index, target)| (target.at, Deadline::TargetDue(id, index)))
}

/// The next target that somebody has to meet. Whoever was there first has met every one that was still open.
fn awaited_target(incident: &Incident, dispatches: &Dispatches) -> Option<Due> {
    if incident.closed.is_some() || incident.units_needed == 0 {
        return None;
    }
    let all = || incident.dispatches.iter().filter_map(|id| dispatches.get(id));
    let (index, target) = incident.targets.iter().enumerate().find(|(_, target)| !target.missed)?;
    let somebody_came = all().any(|dispatch| dispatch.on_scene_since.is_some());
    (!somebody_came).then_some((target.at, Deadline::TargetDue(incident.id, index)))
}

/// What falls due of a planned event that is not over.
fn of_planned_event(event: &PlannedEvent) -> impl Iterator<Item = Due> + Clone + use<> {
    let begins = (!event.begun).then_some((event.from, Deadline::PlannedEventBegins(event.id)));
    begins.into_iter().chain([(event.to, Deadline::PlannedEventEnds(event.id))])
}
