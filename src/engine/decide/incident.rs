//! Incidents: classified anew, moved, noted, handed over, closed and reopened.

use super::draft::Draft;
use crate::domain::candidate::Candidates;
use crate::domain::classification::{Basis, Classification, Handling, Level};
use crate::domain::dispatch::DispatchState;
use crate::domain::event::{DispatchEnd, Event, Response};
use crate::domain::ids::{IncidentId, TypeCode};
use crate::domain::incident::{ArchivedIncident, Disposition, Incident, NOTES_MAX, ReplanCause, WaitReason};
use crate::domain::rejection::Rejection;
use crate::domain::sealed::Sealed;
use crate::domain::text::Text;

impl<C: Candidates> Draft<'_, C> {
    pub(super) fn classify(
        &mut self,
        id: IncidentId,
        type_code: Option<&TypeCode>,
        level: Option<Level>,
        handling: Option<Handling>,
        reason: &Text,
    ) -> Result<(), Rejection> {
        let incident = self.open_incident(id)?;
        self.no_open_emergency(id)?;
        let policy = self.policy()?;
        if type_code.is_none() && level.is_none() && handling.is_none() {
            return Err(Rejection::Empty("classification"));
        }
        if reason.is_empty() {
            return Err(Rejection::ReasonMissing("overruling a classification"));
        }
        let type_code = type_code.unwrap_or(&incident.classification.type_code);
        let ruled = self.ruled_as(policy, incident, type_code);
        let classification = Classification {
            level: level.unwrap_or(ruled.level),
            handling: handling.unwrap_or(ruled.handling),
            basis: Basis::Overruled(reason.clone()),
            fitted: Vec::new(),
            ..ruled
        };
        self.refer_anew(incident, &classification)?;
        let response = self.response(&classification, Some(incident));
        let waiting = Self::waits_for_place(incident.at, response.units_needed);
        if classification.level < incident.classification.level {
            self.inform_supervisor(id, &classification);
        }
        self.end_hold_when_graver(incident, &classification);
        self.push_classified(incident, classification, response, waiting);
        Ok(())
    }

    /// Units that are under way learn what they go to now.
    pub(super) fn push_classified(
        &mut self,
        incident: &Incident,
        classification: Classification,
        response: Response,
        waiting: Option<WaitReason>,
    ) {
        let before = &incident.classification;
        let is_news = (before.level, &before.type_code) != (classification.level, &classification.type_code);
        self.push(Event::IncidentClassified { incident: incident.id, classification, response, waiting });
        if is_news {
            self.reissue_orders(incident);
        }
    }

    /// What the units that go to an incident must know of it has changed. Once in a decision is enough.
    pub(super) fn reissue_orders(&mut self, incident: &Incident) {
        let again = Event::OrdersReissued { incident: incident.id };
        if self.state.live_dispatches(incident).next().is_some() && !self.events().contains(&again) {
            self.push(again);
        }
    }

    pub(super) fn add_note(&mut self, id: IncidentId, text: &Sealed) -> Result<(), Rejection> {
        let written = self.incident(id)?.notes.len();
        if written >= NOTES_MAX {
            return Err(Rejection::TooMany { what: "notes", got: written + 1, max: NOTES_MAX });
        }
        self.push(Event::NoteAdded { incident: id, text: text.clone() });
        Ok(())
    }

    /// Those still on their way are stood down with the same word; with a unit on scene it is refused.
    pub(super) fn close(&mut self, id: IncidentId, disposition: &Disposition) -> Result<(), Rejection> {
        let incident = self.open_incident(id)?;
        self.no_open_emergency(id)?;
        let live: Vec<_> = self.state.live_dispatches(incident).collect();
        if let Some(there) = live.iter().find(|dispatch| dispatch.state == DispatchState::Arrived) {
            return Err(Rejection::UnitOnScene { incident: id, unit: there.unit.clone() });
        }
        if incident.desk_work.awaits_call_back() {
            return Err(Rejection::CallBackPending(id));
        }
        self.end_referral(incident, disposition)?;
        self.close_now(incident, disposition);
        Ok(())
    }

    /// Closes an incident where nobody is on scene.
    pub(super) fn close_now(&mut self, incident: &Incident, disposition: &Disposition) {
        for dispatch in self.state.live_dispatches(incident) {
            self.push(Event::DispatchEnded {
                dispatch: dispatch.id,
                end: DispatchEnd { state: DispatchState::StoodDown, reason: disposition.remark.clone() },
                anomaly: None,
                feedback: None,
                activity: None,
            });
        }
        self.push_closed(incident.id, disposition);
    }

    pub(super) fn push_closed(&mut self, incident: IncidentId, disposition: &Disposition) {
        self.push(Event::IncidentClosed { incident, disposition: disposition.clone() });
    }

    pub(super) fn reopen(
        &mut self,
        id: IncidentId,
        archived: Option<&ArchivedIncident>,
        reason: &Text,
    ) -> Result<(), Rejection> {
        if reason.is_empty() {
            return Err(Rejection::ReasonMissing("reopening an incident"));
        }
        let archived = match self.state.incident(id) {
            Some(incident) if incident.closed.is_none() => return Err(Rejection::IncidentNotClosed(id)),
            Some(_) => None,
            None => match archived.filter(|archived| archived.incident.id == id) {
                Some(archived) => Some(Box::new(archived.clone())),
                None => return Err(Rejection::UnknownIncident(id)),
            },
        };
        // The policy may have changed since: what is needed is planned by the one in force.
        let known = self.state.incident(id).map(AsRef::as_ref).cloned();
        let incident = known.or_else(|| archived.as_ref().map(|archived| archived.incident.clone()));
        self.push(Event::IncidentReopened { incident: id, archived, reason: reason.clone() });
        if let Some(incident) = incident {
            let response = self.response(&incident.classification, Some(&incident));
            if response.units_needed != incident.units_needed || response.needs != incident.needs {
                let cause = ReplanCause::Policy;
                self.push(Event::IncidentReplanned { incident: id, response, cause, dispatch: None });
            }
        }
        Ok(())
    }

    /// Closed incidents only; what was reopened meanwhile stays.
    pub(super) fn retire(&mut self, incidents: &[IncidentId]) {
        let closed = |id: &IncidentId| self.state.incident(*id).is_some_and(|incident| incident.closed.is_some());
        let incidents: Vec<_> = incidents.iter().copied().filter(closed).collect();
        if !incidents.is_empty() {
            self.push(Event::IncidentsRetired { incidents });
        }
    }
}
