//! Units: checking in and out, readiness, crews, places by voice, links.

use std::collections::BTreeSet;

use super::draft::Draft;
use crate::domain::candidate::Candidates;
use crate::domain::command::{Readiness, SplitUnit};
use crate::domain::dispatch::Delivery;
use crate::domain::event::Event;
use crate::domain::geo::Point;
use crate::domain::ids::{PersonId, UnitId};
use crate::domain::rejection::Rejection;
use crate::domain::unit::{Activity, CheckIn, Crew, Link, UnitProfile};

impl<C: Candidates> Draft<'_, C> {
    pub(super) fn start_duty(&mut self, id: &UnitId, check_in: &CheckIn) -> Result<(), Rejection> {
        if self.unit(id)?.duty.is_some() {
            return Err(Rejection::AlreadyOnDuty(id.clone()));
        }
        self.nobody_elsewhere(check_in, &[])?;
        self.push(Event::DutyStarted { unit: id.clone(), check_in: check_in.clone() });
        Ok(())
    }

    pub(super) fn set_availability(&mut self, id: &UnitId, readiness: &Readiness) -> Result<(), Rejection> {
        let activity = self.free_of_dispatch(id)?;
        let already = match (activity, readiness) {
            (Activity::Available, Readiness::Available) => true,
            (
                Activity::Unavailable { reason, detail, expected_return_at },
                Readiness::Unavailable { reason: wanted, detail: words, expected_return_at: back_at },
            ) => reason == wanted && detail == words && expected_return_at == back_at,
            (Activity::Available | Activity::OnDispatch(_), Readiness::Unavailable { .. })
            | (Activity::Unavailable { .. } | Activity::OnDispatch(_), Readiness::Available) => false,
        };
        if !already {
            if matches!(readiness, Readiness::Unavailable { .. }) {
                self.end_holds_for(id);
            }
            self.push(Event::AvailabilitySet { unit: id.clone(), readiness: readiness.clone() });
        }
        Ok(())
    }

    pub(super) fn change_crew(&mut self, id: &UnitId, check_in: &CheckIn) -> Result<(), Rejection> {
        self.duty(id)?;
        self.nobody_elsewhere(check_in, &[id])?;
        self.push(Event::CrewChanged { unit: id.clone(), check_in: check_in.clone() });
        Ok(())
    }

    /// Everyone on board changes places, vehicle and device stay with their callsign: one command, so that nobody is
    /// in two units or in none between two.
    pub(super) fn swap_crews(&mut self, one: &UnitId, other: &UnitId) -> Result<(), Rejection> {
        if one == other {
            return Err(Rejection::UnitTwice(one.clone()));
        }
        let (of_one, of_other) = (&self.duty(one)?.check_in, &self.duty(other)?.check_in);
        let for_one = CheckIn { crew: of_other.crew.clone(), ..of_one.clone() };
        let for_other = CheckIn { crew: of_one.crew.clone(), ..of_other.clone() };
        self.push(Event::CrewChanged { unit: one.clone(), check_in: for_one });
        self.push(Event::CrewChanged { unit: other.clone(), check_in: for_other });
        Ok(())
    }

    pub(super) fn split(&mut self, split: &SplitUnit) -> Result<(), Rejection> {
        let parent = self.unit(&split.parent)?;
        let duty = self.duty(&split.parent)?;
        if self.state.unit(&split.child).is_some() {
            return Err(Rejection::UnitExists(split.child.clone()));
        }
        let aboard = duty.check_in.crew.members();
        if let Some(person) = split.members.iter().find(|person| !aboard.iter().any(|m| m.person == **person)) {
            return Err(Rejection::PersonNotOnBoard { person: person.clone(), unit: split.parent.clone() });
        }
        let going: Vec<_> = aboard.iter().filter(|member| split.members.contains(&member.person)).cloned().collect();
        if going.len() == aboard.len() {
            return Err(Rejection::EmptySplit(split.parent.clone()));
        }
        let crew = Crew::new(going).map_err(|_| Rejection::EmptySplit(split.parent.clone()))?;
        let child = UnitProfile {
            id: split.child.clone(),
            kind: split.kind,
            parent: Some(split.parent.clone()),
            ..parent.profile.clone()
        };
        let check_in =
            CheckIn { crew, vehicle: split.vehicle.clone(), device: split.device.clone(), ..duty.check_in.clone() };
        let members: Vec<PersonId> = split.members.clone();
        self.push(Event::UnitSplit { parent: split.parent.clone(), members, child, check_in });
        Ok(())
    }

    pub(super) fn place(&mut self, id: &UnitId, at: Point) -> Result<(), Rejection> {
        self.duty(id)?;
        self.push(Event::UnitPlaced { unit: id.clone(), at });
        Ok(())
    }

    /// A gateway that comes or goes is one entry, however many units it speaks for.
    pub(super) fn set_links(&mut self, units: &BTreeSet<UnitId>, connected: bool) -> Result<(), Rejection> {
        units.iter().try_for_each(|unit| self.set_link(unit, connected))
    }

    /// A device that comes and goes while its unit is off duty is nobody's business.
    fn set_link(&mut self, id: &UnitId, connected: bool) -> Result<(), Rejection> {
        let Some(duty) = &self.unit(id)?.duty else { return Ok(()) };
        let unit = id.clone();
        match (duty.link, connected) {
            (Link::Connected { .. }, true) | (Link::VoiceOnly | Link::Dropped { .. } | Link::Lost { .. }, false) => {}
            (Link::VoiceOnly | Link::Dropped { .. } | Link::Lost { .. }, true) => {
                self.push(Event::DeviceConnected { unit });
            }
            (Link::Connected { .. }, false) => {
                let alarm_at = self.now + self.policy()?.deadlines().contact_lost;
                self.push(Event::DeviceDropped { unit, alarm_at });
                self.speak_instead(id);
            }
        }
        Ok(())
    }

    /// What the device has yet to hear cannot wait for it: the desk uses its voice at once.
    fn speak_instead(&mut self, unit: &UnitId) {
        let (state, index) = (self.state, self.state.index());
        for dispatch in index.undelivered(unit).filter_map(|id| state.dispatch(id)) {
            self.push(Event::OrderUndelivered { dispatch: dispatch.id, order: dispatch.order.id });
        }
        let standing = self.state.unit(unit).and_then(|unit| unit.duty.as_ref()).and_then(|duty| duty.order.as_ref());
        let unheard = standing
            .filter(|order| order.delivered_at.is_none() && order.delivery == Delivery::Device && !order.suspended);
        if let Some(order) = unheard {
            self.push(Event::StandingOrderUndelivered { unit: unit.clone(), order: order.id });
        }
    }

    fn free_of_dispatch(&self, id: &UnitId) -> Result<&Activity, Rejection> {
        match &self.duty(id)?.activity {
            Activity::OnDispatch(dispatch) => Err(Rejection::UnitOnDispatch { unit: id.clone(), dispatch: *dispatch }),
            free @ (Activity::Available | Activity::Unavailable { .. }) => Ok(free),
        }
    }

    fn nobody_elsewhere(&self, check_in: &CheckIn, except: &[&UnitId]) -> Result<(), Rejection> {
        let index = self.state.index();
        for member in check_in.crew.members() {
            if let Some(unit) = index.unit_of(&member.person).filter(|unit| !except.contains(unit)) {
                return Err(Rejection::PersonElsewhere { person: member.person.clone(), unit: unit.clone() });
            }
        }
        Ok(())
    }
}
