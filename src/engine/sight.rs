//! Who sees what: the audience of everything that can be read or watched, and what an actor has been granted at present.
//!
//! Orders are judged in [`super::scope`]. Whoever may order a thing sees it; a desk sees, beyond that, who is under way
//! to its incidents, and a home where its units are sent.

use std::collections::BTreeSet;

use super::state::State;
use crate::domain::actor::{Actor, Role, Scope};
use crate::domain::alarm::{Alarm, AlarmCause};
use crate::domain::area::Area;
use crate::domain::audience::Audience;
use crate::domain::dispatch::Dispatch;
use crate::domain::erasure::{ErasureSubject, ErasureTarget};
use crate::domain::event::Event;
use crate::domain::ids::{DispatchId, GatewayId, IncidentId, UnitId, ZoneId};
use crate::domain::incident::{ArchivedIncident, Incident};
use crate::domain::planned_event::PlannedEvent;
use crate::domain::report::Report;
use crate::domain::unit::Unit;

/// What an actor has been granted at present.
#[derive(Clone, Copy, Debug)]
pub enum Granted<'a> {
    /// Units by name.
    Units(&'a BTreeSet<UnitId>),
    /// The units that two lists have in common.
    InBoth(&'a BTreeSet<UnitId>, &'a BTreeSet<UnitId>),
    /// Nothing.
    Nobody,
    /// A scope that names no units.
    Scope(&'a Scope),
}

impl Granted<'_> {
    /// Whether a unit is granted by name; none where units are not granted by name.
    #[must_use]
    pub fn names(&self, unit: &UnitId) -> Option<bool> {
        match self {
            Self::Units(units) => Some(units.contains(unit)),
            Self::InBoth(one, other) => Some(one.contains(unit) && other.contains(unit)),
            Self::Nobody => Some(false),
            Self::Scope(_) => None,
        }
    }
}

/// Whether one unit after the other is granted by name; none where units are not granted by name.
pub type InTurn<'a> = Box<dyn FnMut(&UnitId) -> Option<bool> + 'a>;

impl<'a> Granted<'a> {
    /// The same question about one unit after the other. A gateway goes through its thousands in the order of the list
    /// more often than not, so the list is gone along with it instead of searched for each.
    #[must_use]
    pub fn in_turn(self) -> InTurn<'a> {
        match self {
            Self::Units(units) => {
                let mut in_list = along(units);
                Box::new(move |unit| Some(in_list(unit)))
            }
            Self::InBoth(one, other) => {
                let (mut in_one, mut in_other) = (along(one), along(other));
                Box::new(move |unit| Some(in_one(unit) && in_other(unit)))
            }
            Self::Nobody | Self::Scope(_) => Box::new(move |unit| self.names(unit)),
        }
    }
}

/// Whether a list has a unit, asked in whatever order.
fn along(units: &BTreeSet<UnitId>) -> impl FnMut(&UnitId) -> bool {
    let mut behind_last = units.range::<UnitId, _>(..);
    move |unit| {
        if behind_last.next() == Some(unit) {
            return true;
        }
        behind_last = units.range::<UnitId, _>(unit..);
        behind_last.next() == Some(unit)
    }
}

/// Who is told of an event.
#[derive(Clone, Debug)]
pub enum Told<'e> {
    /// Whoever sees an incident.
    Incident(IncidentId),
    /// Whoever sees a dispatch.
    Dispatch(DispatchId),
    /// Whoever sees a unit.
    Unit(&'e UnitId),
    /// An audience of its own; none when what it is about is not there.
    Audience(Option<Audience>),
}

impl State {
    /// An actor with what it has been granted at present. A gateway speaks for what both its credential and the roster
    /// give it; whichever of them says nothing does not narrow the other, and when neither does, it speaks for nobody.
    /// A unit is never more than itself.
    #[must_use]
    pub fn as_granted(&self, actor: &Actor) -> Actor {
        let scope = match self.granted(actor) {
            Granted::Units(units) => Scope::Units(units.clone()),
            Granted::InBoth(one, other) => Scope::Units(one.intersection(other).cloned().collect()),
            Granted::Nobody => Scope::Units(BTreeSet::new()),
            Granted::Scope(scope) => scope.clone(),
        };
        Actor { principal: actor.principal.clone(), role: actor.role, scope }
    }

    /// The same without a copy of it: a gateway may speak for thousands.
    #[must_use]
    pub fn granted<'a>(&'a self, actor: &'a Actor) -> Granted<'a> {
        match (actor.role, &actor.scope) {
            (Role::Gateway, scope) => {
                let listed = GatewayId::new(actor.principal.as_str()).ok().and_then(|id| self.gateway(&id));
                match (scope, listed) {
                    (Scope::Units(own), Some(listed)) => Granted::InBoth(own, listed),
                    (Scope::Units(units), None) | (Scope::City, Some(units)) => Granted::Units(units),
                    (Scope::City, None) | (Scope::Zones { .. } | Scope::Partner(_), _) => Granted::Nobody,
                }
            }
            (Role::Unit, Scope::City | Scope::Zones { .. } | Scope::Partner(_)) => Granted::Nobody,
            (_, Scope::Units(units)) => Granted::Units(units),
            (
                Role::Dispatcher
                | Role::Supervisor
                | Role::Partner
                | Role::Auditor
                | Role::Administrator
                | Role::Daemon,
                scope @ (Scope::City | Scope::Zones { .. } | Scope::Partner(_)),
            ) => Granted::Scope(scope),
        }
    }

    /// Who sees a unit: the desks of its home and of the town that it is lent to, those to whose incident it is under
    /// way, and itself.
    #[must_use]
    pub fn audience_of_unit(&self, unit: &Unit) -> Audience {
        let served = unit.dispatch().and_then(|id| self.dispatch(id)).and_then(|it| self.incident(it.incident));
        let mut audience = match served {
            Some(incident) if incident.desk_work.seen_by.is_empty() => Audience {
                every_desk: incident.jurisdiction.is_none(),
                zones: owners(incident).cloned().collect(),
                ..Audience::default()
            },
            Some(_) | None => Audience::default(),
        };
        add_home(&mut audience, unit);
        audience.zones.extend(unit.loan.iter().map(|loan| loan.zone.clone()));
        audience.units.insert(unit.profile.id.clone());
        audience
    }

    /// Who sees an incident: the desks of the zone that owns it and of the one that is asked to, the units that are on
    /// it or that it is about, and the partner that it was referred to.
    #[must_use]
    pub fn audience_of_incident(&self, incident: &Incident) -> Audience {
        let on_it = self.live_dispatches(incident).map(|dispatch| dispatch.unit.clone());
        let units = on_it.chain(self.emergency(incident.id).cloned()).collect();
        Audience { units, ..audience_of(incident) }
    }

    /// Who sees an incident that has left memory: no unit is on it any more.
    #[must_use]
    pub fn audience_of_archived(&self, archived: &ArchivedIncident) -> Audience {
        audience_of(&archived.incident)
    }

    /// Who sees a report: whoever sees its incident.
    #[must_use]
    pub fn audience_of_report(&self, report: &Report) -> Audience {
        self.incident(report.incident).map(|incident| self.audience_of_incident(incident)).unwrap_or_default()
    }

    /// Who sees a dispatch: the desks of its incident, those of its unit's home, and the unit.
    #[must_use]
    pub fn audience_of_dispatch(&self, dispatch: &Dispatch) -> Audience {
        let incident = self.incident(dispatch.incident).map(|incident| audience_of(incident));
        let mut audience = Audience { partner: None, ..incident.unwrap_or_default() };
        if let Some(unit) = self.unit(&dispatch.unit) {
            add_home(&mut audience, unit);
            if dispatch.state.is_live() {
                audience.zones.extend(unit.loan.iter().map(|loan| loan.zone.clone()));
            }
        }
        audience.units.insert(dispatch.unit.clone());
        audience
    }

    /// Who sees an alarm: the desks of its zone. One about a restricted incident is restricted as that is.
    #[must_use]
    pub fn audience_of_alarm(&self, alarm: &Alarm) -> Audience {
        let of_dispatch = alarm.subject.dispatch.and_then(|id| self.dispatch(id)).map(|it| it.incident);
        let of_report = alarm.subject.report.and_then(|id| self.report(id)).map(|it| it.incident);
        let about = alarm.subject.incident.or(of_dispatch).or(of_report).and_then(|id| self.incident(id));
        let only = about.into_iter().flat_map(|incident| &incident.desk_work.seen_by).cloned().collect();
        Audience { only, ..of_zone(alarm.zone.as_ref()) }
    }

    /// Who sees that there are alarms of a cause.
    #[must_use]
    pub fn audience_of_cause(&self, cause: &AlarmCause) -> Audience {
        of_zone(cause.zone.as_ref())
    }

    /// Who sees a planned event: the desks of the zone where it is, and of the units that are held for it.
    #[must_use]
    pub fn audience_of_planned_event(&self, event: &PlannedEvent) -> Audience {
        let zone = match &event.fence {
            Area::Zone(zone) => Some(zone),
            Area::Circle(circle) => self.policy().and_then(|policy| policy.zones().zone_at(circle.centre())),
        };
        let mut audience = Audience { zones: zone.into_iter().cloned().collect(), ..Audience::default() };
        for unit in event.units.iter().filter_map(|id| self.unit(id)) {
            add_home(&mut audience, unit);
        }
        audience
    }

    /// Who is told of an event, judged by the state before or after it.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "the one match over all events, an arm a family")]
    pub fn told_of<'e>(&self, event: &'e Event) -> Told<'e> {
        let to = |audience| Told::Audience(Some(audience));
        match event {
            Event::RunStarted(_) | Event::RunStopped | Event::DutyLevelSet { .. } => to(Audience::everybody()),
            Event::PolicyActivated(_) | Event::RosterImported(_) | Event::DiskNoted { .. } => {
                to(Audience::every_desk())
            }
            // Whose command was refused, and of what many incidents were, is the whole city's.
            Event::CommandRefused { .. }
            | Event::IncidentsRetired { .. }
            | Event::PersonalDataHeld { .. }
            | Event::PersonalDataReleased { .. }
            | Event::RefusalsLeftOut(_)
            | Event::DataRead { .. }
            | Event::WatchOpened { .. }
            | Event::WatchEnded { .. } => to(Audience::default()),
            Event::ErasureOrdered { target, .. } | Event::PersonalDataErased { target } => {
                to(self.audience_of_erasure(target))
            }
            Event::ReportFiled(report) => Told::Incident(report.incident),
            Event::ReportAmended { report, .. } => {
                Told::Audience(self.report(*report).map(|it| self.audience_of_report(it)))
            }
            Event::IncidentOpened(incident) => Told::Incident(incident.id),
            Event::AlarmRaised(alarm) => to(self.audience_of_alarm(alarm)),
            Event::AlarmAcknowledged { alarm } => {
                Told::Audience(self.alarms().get(*alarm).map(|raised| self.audience_of_alarm(&raised.alarm)))
            }
            Event::AlarmCauseAcknowledged { cause, .. } => to(self.audience_of_cause(cause)),
            // Both name a second incident, which may be restricted.
            Event::DuplicateProposed { incident, proposal } => {
                Told::Audience(self.of_both(*incident, proposal.candidate))
            }
            Event::ReportLinked { from, to, .. } => Told::Audience(self.of_both(*to, *from)),
            Event::IncidentClassified { incident, .. }
            | Event::IncidentReplanned { incident, .. }
            | Event::TargetMissed { incident, .. }
            | Event::IncidentRelocated { incident, .. }
            | Event::OrdersReissued { incident }
            | Event::IncidentWaits { incident, .. }
            | Event::NoteAdded { incident, .. }
            | Event::IncidentHandedOver { incident, .. }
            | Event::IncidentClosed { incident, .. }
            | Event::IncidentReopened { incident, .. }
            | Event::ReferralOffered { incident, .. }
            | Event::ReferralMoved { incident, .. }
            | Event::ReferralOverdue { incident }
            | Event::CallBackOpened { incident, .. }
            | Event::CallBackEnded { incident, .. }
            | Event::CallBackOverdue { incident }
            | Event::DuplicateDismissed { incident, .. }
            | Event::DuplicateLinked { incident, .. }
            | Event::HoldEnded { incident }
            | Event::HeldForUnit { incident, .. }
            | Event::HandOverOffered { incident, .. }
            | Event::JurisdictionProposed { incident, .. }
            | Event::JurisdictionAnswered { incident, .. }
            | Event::FollowSet { incident, .. }
            | Event::IncidentRestricted { incident, .. }
            | Event::RestrictionLifted { incident, .. }
            | Event::EmergencyRaised { incident, .. }
            | Event::EmergencyEnded { incident, .. } => Told::Incident(*incident),
            Event::DispatchOpened(dispatch) | Event::PastDispatchRecorded { dispatch, .. } => {
                Told::Dispatch(dispatch.id)
            }
            Event::DispatchAdvanced { dispatch, .. }
            | Event::StatusNoted { dispatch, .. }
            | Event::DispatchEnded { dispatch, .. }
            | Event::ClockRanOut { dispatch, .. }
            | Event::OrderDelivered { dispatch, .. }
            | Event::OrderUndelivered { dispatch, .. } => Told::Dispatch(*dispatch),
            Event::StandingOrderIssued(order) => Told::Unit(&order.unit),
            Event::UnitSplit { parent, .. } => Told::Unit(parent),
            Event::DutyStarted { unit, .. }
            | Event::DutyEnded { unit }
            | Event::AvailabilitySet { unit, .. }
            | Event::CrewChanged { unit, .. }
            | Event::UnitPlaced { unit, .. }
            | Event::UnitLent { unit, .. }
            | Event::LoanEnded { unit, .. }
            | Event::DeviceConnected { unit }
            | Event::DeviceDropped { unit, .. }
            | Event::ContactLost { unit, .. }
            | Event::StandingOrderDelivered { unit, .. }
            | Event::StandingOrderUndelivered { unit, .. }
            | Event::StandingOrderEnded { unit, .. }
            | Event::OvertimeConfirmed { unit, .. }
            | Event::WelfareDeadlineSet { unit, .. }
            | Event::WelfareDue { unit, .. }
            | Event::ReturnOverdue { unit } => Told::Unit(unit),
            Event::PlannedEventCreated(event) => to(self.audience_of_planned_event(event)),
            Event::PlannedEventBegan { event } | Event::PlannedEventEnded { event, .. } => {
                Told::Audience(self.planned_event(*event).map(|event| self.audience_of_planned_event(event)))
            }
        }
    }

    /// Who must take from the screen what is erased. What has left memory is on no screen that somebody may not see.
    fn audience_of_erasure(&self, target: &ErasureTarget) -> Audience {
        let told = match target {
            ErasureTarget::Day { .. } => None,
            ErasureTarget::Of { subject: ErasureSubject::Incident(incident), .. } => self.of_incident(*incident),
            ErasureTarget::Of { subject: ErasureSubject::Report(report), .. } => {
                self.report(*report).map(|it| self.audience_of_report(it))
            }
        };
        told.unwrap_or_else(Audience::everybody)
    }

    fn of_incident(&self, id: IncidentId) -> Option<Audience> {
        self.incident(id).map(|incident| self.audience_of_incident(incident))
    }

    /// Who sees one incident, and may know of another one.
    fn of_both(&self, one: IncidentId, other: IncidentId) -> Option<Audience> {
        let mut audience = self.of_incident(one)?;
        let only = self.incident(other).map(|incident| &incident.desk_work.seen_by).filter(|only| !only.is_empty());
        match only {
            None => {}
            Some(only) if audience.only.is_empty() => audience.only = only.iter().cloned().collect(),
            // Two circles of people: nobody outside either is told, and when they have nobody in common nobody is.
            Some(only) => audience.only.keep_common(only),
        }
        let nobody_in_common = only.is_some() && audience.only.is_empty();
        (!nobody_in_common).then_some(audience)
    }
}

fn add_home(audience: &mut Audience, unit: &Unit) {
    audience.homes.extend(unit.profile.home_zone.clone().map(|zone| (zone, unit.profile.tier)));
}

fn owners(incident: &Incident) -> impl Iterator<Item = &ZoneId> {
    incident.jurisdiction.iter().chain(&incident.desk_work.jurisdiction)
}

/// The audience of an incident as far as the incident itself says it.
fn audience_of(incident: &Incident) -> Audience {
    Audience {
        only: incident.desk_work.seen_by.iter().cloned().collect(),
        // An incident that nobody owns yet may be taken by anyone.
        every_desk: incident.jurisdiction.is_none(),
        zones: owners(incident).cloned().collect(),
        partner: incident.desk_work.referrals.last().map(|referral| referral.partner.clone()),
        ..Audience::default()
    }
}

fn of_zone(zone: Option<&ZoneId>) -> Audience {
    // What belongs to no zone is everybody's.
    Audience { every_desk: zone.is_none(), zones: zone.into_iter().cloned().collect(), ..Audience::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::Text;
    use crate::engine::limits::EngineLimits;

    /// However a grant names units, the copy of it that actors carry says the same.
    #[test]
    fn a_gateway_speaks_for_what_both_lists_name() {
        let unit = |callsign: &str| UnitId::new(callsign).expect("a callsign");
        let listed: BTreeSet<_> = ["R1", "R2"].map(unit).into();
        let own: BTreeSet<_> = ["R2", "R3"].map(unit).into();
        let state_of = |listed: Option<&BTreeSet<UnitId>>| {
            let mut state = State::new(EngineLimits::default());
            state.gateways.extend(
                listed.map(|units| (GatewayId::new("gate").expect("a gateway"), std::sync::Arc::new(units.clone()))),
            );
            state
        };
        for (listed, scope, names) in [
            (Some(&listed), Scope::Units(own.clone()), vec!["R2"]),
            (Some(&listed), Scope::City, vec!["R1", "R2"]),
            (None, Scope::Units(own.clone()), vec!["R2", "R3"]),
            (None, Scope::City, vec![]),
            (Some(&listed), Scope::Units(BTreeSet::new()), vec![]),
        ] {
            let state = state_of(listed);
            let actor = Actor { principal: Text::truncated("gate"), role: Role::Gateway, scope };
            let granted = state.granted(&actor);
            let named = ["R1", "R2", "R3"].into_iter().filter(|callsign| granted.names(&unit(callsign)) == Some(true));
            assert_eq!(named.collect::<Vec<_>>(), names, "{granted:?}");
            // In whatever order they are asked for.
            let mut in_turn = granted.in_turn();
            for callsign in ["R1", "R2", "R3", "R3", "R0", "R2", "R1", "R4", "R1", "R3", "R2"] {
                assert_eq!(in_turn(&unit(callsign)), granted.names(&unit(callsign)), "{callsign} of {granted:?}");
            }
            let units = names.into_iter().map(unit).collect();
            assert_eq!(state.as_granted(&actor).scope, Scope::Units(units), "{granted:?}");
        }
    }
}
