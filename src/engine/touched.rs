//! Which things an event is about: whoever follows the record knows from this what to look at again.

use std::collections::BTreeSet;

use super::state::State;
use crate::domain::event::Event;
use crate::domain::ids::{DispatchId, IncidentId, ReportId, UnitId};

/// The things that some events are about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Units.
    pub units: BTreeSet<UnitId>,
    /// Reports.
    pub reports: BTreeSet<ReportId>,
    /// Incidents.
    pub incidents: BTreeSet<IncidentId>,
    /// Dispatches.
    pub dispatches: BTreeSet<DispatchId>,
}

impl Touched {
    /// What the events are about, looked up in the state after them.
    #[must_use]
    pub fn by(events: &[Event], state: &State) -> Self {
        let mut touched = Self::default();
        for event in events {
            touched.add(event, state);
        }
        touched
    }

    #[expect(clippy::too_many_lines, reason = "the one match over all events, an arm a family")]
    fn add(&mut self, event: &Event, state: &State) {
        match event {
            // The list of planned events is short: who wants it asks for it.
            Event::RunStarted(_)
            | Event::RunStopped
            | Event::CommandRefused { .. }
            | Event::RefusalsLeftOut(_)
            | Event::DataRead { .. }
            | Event::WatchOpened { .. }
            | Event::WatchEnded { .. }
            | Event::PolicyActivated(_)
            | Event::DiskNoted { .. }
            | Event::AlarmAcknowledged { .. }
            | Event::AlarmCauseAcknowledged { .. }
            | Event::DutyLevelSet { .. }
            | Event::PlannedEventCreated(_)
            | Event::PlannedEventBegan { .. }
            | Event::PlannedEventEnded { .. }
            | Event::ErasureOrdered { .. }
            | Event::PersonalDataErased { .. }
            | Event::PersonalDataHeld { .. }
            | Event::PersonalDataReleased { .. } => {}
            Event::RosterImported(roster) => self.units.extend(roster.units.iter().map(|unit| unit.id.clone())),
            Event::ReportFiled(report) => {
                self.reports.insert(report.id);
                self.incidents.insert(report.incident);
            }
            Event::ReportAmended { report, .. } => {
                self.reports.insert(*report);
                self.incidents.extend(state.report(*report).map(|report| report.incident));
            }
            Event::ReportLinked { report, from, to, .. } => {
                self.reports.insert(*report);
                self.incidents.extend([*from, *to]);
            }
            Event::IncidentOpened(incident) => {
                self.incidents.insert(incident.id);
            }
            Event::IncidentRelocated { incident, .. } | Event::OrdersReissued { incident } => {
                self.incidents.insert(*incident);
                if let Some(incident) = state.incident(*incident) {
                    self.dispatches.extend(state.live_dispatches(incident).map(|dispatch| dispatch.id));
                }
            }
            Event::AlarmRaised(alarm) => {
                self.incidents.extend(alarm.subject.incident);
                self.dispatches.extend(alarm.subject.dispatch);
                self.units.extend(alarm.subject.unit.clone());
            }
            Event::DuplicateLinked { incident, report, .. } => {
                self.incidents.insert(*incident);
                self.reports.insert(*report);
            }
            Event::IncidentClassified { incident, response, .. } => {
                self.incidents.insert(*incident);
                self.dispatches.extend(response.serves.iter().map(|(dispatch, _)| *dispatch));
            }
            Event::IncidentReplanned { incident, response, dispatch, .. } => {
                self.incidents.insert(*incident);
                self.dispatches.extend(response.serves.iter().map(|(dispatch, _)| *dispatch));
                self.dispatches.extend(dispatch);
            }
            // It comes back into memory with everything that belongs to it.
            Event::IncidentReopened { incident, archived, .. } => {
                self.incidents.insert(*incident);
                if let Some(archived) = archived {
                    self.reports.extend(archived.reports.iter().map(|report| report.id));
                    self.dispatches.extend(archived.dispatches.iter().map(|dispatch| dispatch.id));
                }
            }
            Event::TargetMissed { incident, .. }
            | Event::ReferralOffered { incident, .. }
            | Event::ReferralMoved { incident, .. }
            | Event::ReferralOverdue { incident }
            | Event::CallBackOpened { incident, .. }
            | Event::CallBackEnded { incident, .. }
            | Event::CallBackOverdue { incident }
            | Event::DuplicateProposed { incident, .. }
            | Event::DuplicateDismissed { incident, .. }
            | Event::HoldEnded { incident }
            | Event::HeldForUnit { incident, .. }
            | Event::HandOverOffered { incident, .. }
            | Event::JurisdictionProposed { incident, .. }
            | Event::JurisdictionAnswered { incident, .. }
            | Event::FollowSet { incident, .. }
            | Event::IncidentRestricted { incident, .. }
            | Event::RestrictionLifted { incident, .. }
            | Event::IncidentWaits { incident, .. }
            | Event::NoteAdded { incident, .. }
            | Event::IncidentHandedOver { incident, .. }
            | Event::IncidentClosed { incident, .. } => {
                self.incidents.insert(*incident);
            }
            Event::IncidentsRetired { incidents } => self.incidents.extend(incidents),
            Event::DispatchOpened(dispatch) | Event::PastDispatchRecorded { dispatch, .. } => {
                self.dispatches.insert(dispatch.id);
                self.units.insert(dispatch.unit.clone());
                self.incidents.insert(dispatch.incident);
            }
            Event::DispatchAdvanced { dispatch, .. }
            | Event::StatusNoted { dispatch, .. }
            | Event::DispatchEnded { dispatch, .. }
            | Event::ClockRanOut { dispatch, .. }
            | Event::OrderDelivered { dispatch, .. }
            | Event::OrderUndelivered { dispatch, .. } => self.add_dispatch(*dispatch, state),
            Event::UnitSplit { parent, child, .. } => self.units.extend([parent.clone(), child.id.clone()]),
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
            | Event::ReturnOverdue { unit } => {
                self.units.insert(unit.clone());
            }
            Event::StandingOrderIssued(order) => {
                self.units.insert(order.unit.clone());
            }
            Event::EmergencyRaised { unit, incident, .. } | Event::EmergencyEnded { unit, incident, .. } => {
                self.units.insert(unit.clone());
                self.incidents.insert(*incident);
            }
        }
    }

    /// These things and those whose readers depend on them or that they name: an incident's dispatches and the incident
    /// that it may be the same as, a unit's dispatch and emergency, and the units that are on either.
    #[must_use]
    pub fn and_neighbours(mut self, state: &State) -> Self {
        let named: Vec<_> = self.incidents.iter().filter_map(|id| state.incident(*id)).collect();
        let named = named.into_iter().filter_map(|incident| incident.desk_work.duplicate.as_ref());
        self.incidents.extend(named.map(|proposal| proposal.candidate).collect::<Vec<_>>());
        self.incidents.extend(self.units.iter().filter_map(|id| state.unit(id)?.emergency));
        self.dispatches.extend(self.units.iter().filter_map(|id| state.unit(id)?.dispatch()));
        let incidents = self.incidents.iter().filter_map(|id| state.incident(*id));
        self.dispatches.extend(incidents.flat_map(|incident| incident.dispatches.iter().copied()));
        self.units.extend(self.incidents.iter().filter_map(|id| state.emergency(*id)).cloned());
        let live = self.dispatches.iter().filter_map(|id| state.dispatch(*id)).filter(|it| it.state.is_live());
        self.units.extend(live.map(|dispatch| dispatch.unit.clone()));
        self
    }

    fn add_dispatch(&mut self, id: DispatchId, state: &State) {
        self.dispatches.insert(id);
        if let Some(dispatch) = state.dispatch(id) {
            self.units.insert(dispatch.unit.clone());
            self.incidents.insert(dispatch.incident);
        }
    }
}
