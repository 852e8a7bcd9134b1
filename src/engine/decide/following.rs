//! Incidents that move, and those that wait for one unit: a pursuit, a change of jurisdiction, a busy unit by name.

use std::time::Duration;

use super::draft::Draft;
use super::queue::{Call, place_of};
use crate::domain::alarm::{AlarmKind, AlarmSubject};
use crate::domain::candidate::{Candidate, Candidates};
use crate::domain::classification::Classification;
use crate::domain::desk::{Following, Hold};
use crate::domain::dispatch::DispatchState;
use crate::domain::event::Event;
use crate::domain::geo::{Datum, Distance, Point};
use crate::domain::ids::{IncidentId, UnitId, ZoneId};
use crate::domain::incident::Incident;
use crate::domain::rejection::Rejection;
use crate::domain::report::GivenPlace;
use crate::domain::text::Text;
use crate::engine::claim::OutOfService;
use crate::engine::decide::recommend;

/// The longest that an incident may wait for one unit.
pub(crate) const HOLD_MAX: Duration = Duration::from_hours(4);

impl<C: Candidates> Draft<'_, C> {
    /// Units under way are told the new place; nobody is recalled without a person's word. An owner stays the owner until
    /// another zone has taken the case.
    pub(super) fn relocate(&mut self, id: IncidentId, place: GivenPlace, reason: &Text) -> Result<(), Rejection> {
        let incident = self.open_incident(id)?;
        let there = self.policy()?.zones().zone_at(place.at).cloned();
        let owner = incident.jurisdiction.clone().or_else(|| there.clone());
        let reason = reason.clone();
        // Why it waited was true of the old place: the queue, when it is served, says it anew.
        self.push(Event::IncidentRelocated { incident: id, place, jurisdiction: owner.clone(), waiting: None, reason });
        match there.filter(|there| Some(there) != owner.as_ref()) {
            Some(there) => self.ask_zone(incident, &there, &Text::truncated("the place has moved")),
            None => self.ask_zone_no_more(incident),
        }
        self.look_for_nearer(incident, place.at);
        self.raise_at(id, place.at)
    }

    fn ask_zone(&mut self, incident: &Incident, zone: &ZoneId, reason: &Text) {
        if incident.desk_work.jurisdiction.as_ref() != Some(zone) {
            let (zone, reason) = (zone.clone(), reason.clone());
            let detail = Text::truncated(zone.as_str());
            self.push(Event::JurisdictionProposed { incident: incident.id, zone, reason });
            self.raise_alarm_saying(AlarmKind::JurisdictionProposed, AlarmSubject::incident(incident.id), detail);
        }
    }

    /// It is back where its owner is.
    fn ask_zone_no_more(&mut self, incident: &Incident) {
        if let Some(zone) = incident.desk_work.jurisdiction.clone() {
            let reason = Text::truncated("the place has moved back");
            self.push(Event::JurisdictionAnswered { incident: incident.id, zone, accepted: false, reason });
        }
    }

    pub(super) fn propose_jurisdiction(
        &mut self,
        id: IncidentId,
        zone: &ZoneId,
        reason: &Text,
    ) -> Result<(), Rejection> {
        let incident = self.open_incident(id)?;
        if !self.policy()?.zones().contains(zone) {
            return Err(Rejection::UnknownZone(zone.clone()));
        }
        if incident.jurisdiction.as_ref() != Some(zone) {
            self.ask_zone(incident, zone, reason);
        }
        Ok(())
    }

    pub(super) fn answer_jurisdiction(
        &mut self,
        id: IncidentId,
        accepted: bool,
        reason: &Text,
    ) -> Result<(), Rejection> {
        let asked = self.open_incident(id)?.desk_work.jurisdiction.clone();
        let zone = asked.ok_or(Rejection::NothingPending { incident: id, what: "proposed jurisdiction" })?;
        self.push(Event::JurisdictionAnswered { incident: id, zone, accepted, reason: reason.clone() });
        Ok(())
    }

    /// Tells the desk when units that are free could be there sooner than one that is under way.
    fn look_for_nearer(&mut self, incident: &Incident, at: Point) {
        let travelling: Vec<Candidate> = self
            .state
            .live_dispatches(incident)
            .filter(|dispatch| dispatch.state != DispatchState::Arrived)
            .filter_map(|dispatch| self.candidates.locate(&dispatch.unit, at, self.now))
            .collect();
        let Some(last) = travelling.iter().max_by_key(|candidate| candidate.travel_time) else { return };
        let found = recommend(self.state, self.now, at, &incident.classification, &incident.tried, self.candidates);
        let nearer = found.into_iter().flat_map(|found| found.chosen);
        let nearer: Vec<_> = nearer.filter(|unit| unit.travel_time < last.travel_time).map(|it| it.unit).collect();
        if !nearer.is_empty() {
            let names: Vec<_> = nearer.iter().map(UnitId::as_str).collect();
            let detail = Text::truncated(&format!("{} before {}", names.join(", "), last.unit));
            self.raise_alarm_saying(AlarmKind::NearerUnits, AlarmSubject::incident(incident.id), detail);
        }
    }

    pub(super) fn follow_unit(&mut self, id: IncidentId, unit: Option<&UnitId>) -> Result<(), Rejection> {
        let incident = self.open_incident(id)?;
        let Some(unit) = unit else {
            if incident.desk_work.follows.is_some() {
                self.push(Event::FollowSet { incident: id, following: None });
            }
            return Ok(());
        };
        self.duty(unit)?;
        if incident.desk_work.follows.as_ref().is_none_or(|following| following.unit != *unit) {
            self.move_to_unit(incident, unit)?;
        }
        Ok(())
    }

    /// It is time to look where the unit is that an incident follows. A unit that has ended its duty is followed no more.
    pub(super) fn follow_is_due(&mut self, id: IncidentId) {
        let Some(incident) = self.state.incident(id) else { return };
        let Some(following) = &incident.desk_work.follows else { return };
        if self.duty(&following.unit).is_err() || self.move_to_unit(incident, &following.unit).is_err() {
            self.push(Event::FollowSet { incident: id, following: None });
        }
    }

    fn move_to_unit(&mut self, incident: &Incident, unit: &UnitId) -> Result<(), Rejection> {
        let limits = self.state.limits();
        let look_at = self.now + limits.follow_interval;
        let step = Distance::from_millimetres(limits.follow_step_m.saturating_mul(1_000));
        self.push(Event::FollowSet {
            incident: incident.id,
            following: Some(Following { unit: unit.clone(), look_at }),
        });
        // Where it is taken to be is copied into the event; positions themselves stay outside.
        let from = incident.at.or_else(|| Point::new(0.0, 0.0).ok());
        let found = from.and_then(|from| self.candidates.locate(unit, from, self.now));
        let Some(there) = found.map(|found| found.position.at) else { return Ok(()) };
        if incident.at.is_some_and(|at| at.distance_to(there) < step) {
            return Ok(());
        }
        let reason = Text::truncated(&format!("it is where {unit} is"));
        self.relocate(incident.id, GivenPlace { at: there, datum: Datum::Wgs84 }, &reason)
    }

    /// A unit that is free goes at once; a busy one is waited for, but no longer than that. Nobody waits for a unit that is
    /// on the incident already.
    pub(super) fn hold_for_unit(
        &mut self,
        id: IncidentId,
        unit: &UnitId,
        within: Duration,
        reason: &Text,
    ) -> Result<(), Rejection> {
        self.open_incident(id)?;
        self.duty(unit)?;
        if reason.is_empty() {
            return Err(Rejection::ReasonMissing("holding an incident for a unit"));
        }
        let dispatch = self.unit(unit)?.dispatch().and_then(|dispatch| self.state.dispatch(dispatch));
        if let Some(there) = dispatch.filter(|dispatch| dispatch.incident == id) {
            return Err(Rejection::UnitOnDispatch { unit: unit.clone(), dispatch: there.id });
        }
        if self.unit(unit)?.is_available() {
            return self.dispatch_units(id, std::slice::from_ref(unit), reason, false);
        }
        let hold = Hold { unit: unit.clone(), until: self.now + within.min(HOLD_MAX) };
        self.push(Event::HeldForUnit { incident: id, hold, reason: reason.clone() });
        Ok(())
    }

    /// The time of a hold is over: the incident is served as any other.
    pub(super) fn hold_is_over(&mut self, id: IncidentId) {
        let Some(incident) = self.state.incident(id) else { return };
        self.push(Event::HoldEnded { incident: id });
        if let Some(hold) = &incident.desk_work.held_for {
            self.raise_alarm(AlarmKind::HoldExpired, AlarmSubject::incident(id).and_unit(hold.unit.clone()));
        }
    }

    /// What turns out graver waits for nobody in particular, nor for a person to look whether it is a duplicate.
    pub(super) fn end_hold_when_graver(&mut self, incident: &Incident, classification: &Classification) {
        if incident.is_held() && classification.level < incident.classification.level {
            self.end_hold(incident.id);
        }
    }

    /// Said once: whoever was waited for may come with the word that it is graver.
    pub(super) fn end_hold(&mut self, incident: IncidentId) {
        let ended = Event::HoldEnded { incident };
        if !self.events().contains(&ended) {
            self.push(ended);
        }
    }

    /// A unit is gone for a while: whoever waits for it by name is served as any other, and the desk is told.
    pub(super) fn end_holds_for(&mut self, unit: &UnitId) {
        let state = self.state;
        let index = state.index();
        for incident in index.held().iter().filter_map(|id| state.incident(*id)) {
            if incident.desk_work.held_for.as_ref().is_some_and(|hold| hold.unit == *unit) {
                self.hold_is_over(incident.id);
            }
        }
    }

    /// The incidents that wait by name for a unit which is free, in the order of the queue.
    pub(super) fn whose_unit_has_come<'c>(&self) -> Vec<&'c Incident>
    where
        Self: 'c,
    {
        let state = self.state;
        let index = state.index();
        let held = index.held().iter().filter_map(|id| state.incident(*id)).map(AsRef::as_ref);
        let mut all: Vec<_> = held.filter(|incident| self.unit_by_name(incident).is_some()).collect();
        all.sort_by_key(|incident| place_of(incident));
        all
    }

    /// The unit that an incident waits for by name, when it can be had.
    pub(super) fn unit_by_name<'c>(&self, incident: &'c Incident) -> Option<&'c UnitId> {
        let unit = &incident.desk_work.held_for.as_ref()?.unit;
        let known = self.state.unit(unit)?;
        (known.is_available() && known.emergency.is_none() && !self.claims.contains(unit)).then_some(unit)
    }

    /// Sends the unit that an incident waits for by name. What the incident still needs is looked for like anybody else's
    /// from now on: it is handed back.
    pub(super) fn send_by_name<'c>(&mut self, incident: &'c Incident) -> Option<Call<'c>> {
        let unit = self.unit_by_name(incident)?;
        let claimed = self.claims.claim(self.state, unit, OutOfService::Respected).ok()?;
        let opening = self.ordered(incident, unit, &Text::truncated("it was held for this unit"), None);
        self.open_dispatch(&claimed, incident.id, opening);
        Some(Call { incident, missing: incident.missing_by_step(self.serving(incident)) })
    }

    /// Tells the desk that more units are on an incident than its plan asks for; nobody is recalled without its word.
    pub(super) fn look_for_surplus(&mut self, incident: &Incident, joined: usize) {
        let needed = usize::try_from(incident.units_needed).unwrap_or(usize::MAX);
        let live: Vec<_> = self.state.live_dispatches(incident).collect();
        let travelling = live.iter().filter(|dispatch| dispatch.state != DispatchState::Arrived);
        let names: Vec<_> = travelling.map(|dispatch| dispatch.unit.as_str()).collect();
        if live.len() + joined > needed && needed > 0 && !names.is_empty() {
            let detail = Text::truncated(&format!("under way: {}", names.join(", ")));
            self.raise_alarm_saying(AlarmKind::SurplusUnits, AlarmSubject::incident(incident.id), detail);
        }
    }
}
