//! What entries change in incidents, reports and dispatches.
//!
//! A fold holds the rows that its batch has touched and writes each once at the end. It must come to what the engine
//! comes to, since a retired incident is reopened from here; like the engine it never judges, and an event about a
//! thing that is not there changes nothing.

mod dispatch;
mod sealed;

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::row::{DispatchRow, IncidentRow, ReportRow, Row};
use super::{RecordsError, duty};
use crate::domain::desk::DeskWork;
use crate::domain::dispatch::Dispatch;
use crate::domain::event::{Entry, Event, Response};
use crate::domain::ids::{DispatchId, IncidentId, ReportId};
use crate::domain::incident::{ArchivedIncident, Incident, IncidentState, Note};
use crate::domain::report::{Report, ReportAmendment};

/// A batch in the making.
pub(super) struct Fold<'a> {
    connection: &'a Connection,
    incidents: Held<IncidentRow>,
    reports: Held<ReportRow>,
    dispatches: Held<DispatchRow>,
}

/// The rows of one table that the batch has touched.
struct Held<R: Row>(BTreeMap<R::Id, R>);

impl<R: Row> Held<R> {
    fn get(&mut self, connection: &Connection, id: R::Id) -> Result<Option<&mut R>, RecordsError> {
        if !self.0.contains_key(&id)
            && let Some(row) = R::read(connection, id)?
        {
            self.0.insert(id, row);
        }
        Ok(self.0.get_mut(&id))
    }

    fn write(&self, connection: &Connection) -> Result<(), RecordsError> {
        self.0.values().try_for_each(|row| row.write(connection))
    }
}

impl<'a> Fold<'a> {
    pub(super) const fn new(connection: &'a Connection) -> Self {
        Self {
            connection,
            incidents: Held(BTreeMap::new()),
            reports: Held(BTreeMap::new()),
            dispatches: Held(BTreeMap::new()),
        }
    }

    /// Writes every row that was touched.
    pub(super) fn write(self) -> Result<(), RecordsError> {
        self.incidents.write(self.connection)?;
        self.reports.write(self.connection)?;
        self.dispatches.write(self.connection)
    }

    pub(super) fn entry(&mut self, entry: &Entry) -> Result<(), RecordsError> {
        entry.events.iter().try_for_each(|event| {
            self.event(entry, event)?;
            self.note_slips(event)
        })
    }

    #[expect(clippy::too_many_lines, reason = "the one match over all events, an arm an event")]
    fn event(&mut self, entry: &Entry, event: &Event) -> Result<(), RecordsError> {
        match event {
            Event::RunStarted(_)
            | Event::RunStopped
            | Event::CommandRefused { .. }
            | Event::RefusalsLeftOut(_)
            | Event::DataRead { .. }
            | Event::WatchOpened { .. }
            | Event::WatchEnded { .. }
            | Event::PolicyActivated(_)
            | Event::DutyLevelSet { .. }
            | Event::DuplicateLinked { .. }
            | Event::DiskNoted { .. }
            | Event::AlarmRaised(_)
            | Event::AlarmAcknowledged { .. }
            | Event::AlarmCauseAcknowledged { .. }
            | Event::IncidentsRetired { .. }
            // Who is ordered where, needs help or is held is the board's; the record itself keeps it.
            | Event::StandingOrderIssued(_)
            | Event::StandingOrderDelivered { .. }
            | Event::StandingOrderUndelivered { .. }
            | Event::StandingOrderEnded { .. }
            | Event::EmergencyRaised { .. }
            | Event::EmergencyEnded { .. }
            | Event::OvertimeConfirmed { .. }
            | Event::WelfareDeadlineSet { .. }
            | Event::WelfareDue { .. }
            | Event::ReturnOverdue { .. }
            | Event::UnitLent { .. }
            | Event::LoanEnded { .. }
            | Event::PlannedEventCreated(_)
            | Event::PlannedEventBegan { .. }
            | Event::PlannedEventEnded { .. }
            // What was erased says so itself when it is opened.
            | Event::ErasureOrdered { .. }
            | Event::PersonalDataErased { .. }
            | Event::PersonalDataHeld { .. }
            | Event::PersonalDataReleased { .. } => Ok(()),
            Event::ReportFiled(report) => self.file(entry, report),
            Event::ReportAmended { report, amendment } => self.amend(entry, *report, amendment),
            Event::ReportLinked { report, from, to, .. } => self.link(entry, *report, *from, *to),
            Event::IncidentOpened(incident) => self.open_incident(entry, incident),
            Event::IncidentClassified { incident, classification, response, waiting } => {
                self.respond(entry, *incident, response)?;
                self.change_incident(entry, *incident, |incident| {
                    incident.classification = classification.clone();
                    if response.units_needed == 0 {
                        incident.targets.clear();
                    } else if !response.targets.is_empty() {
                        incident.targets.clone_from(&response.targets);
                    }
                    incident.waiting = *waiting;
                })
            }
            Event::IncidentReplanned { incident, response, dispatch, .. } => {
                if let Some(dispatch) = dispatch {
                    self.change_dispatch(entry, *dispatch, |row| row.dispatch.backed_up = true)?;
                }
                self.respond(entry, *incident, response)
            }
            Event::TargetMissed { incident, target, stages_open } => {
                self.change_incident(entry, *incident, |incident| incident.miss_target(*target, *stages_open))
            }
            Event::IncidentRelocated { incident, place, jurisdiction, waiting, .. } => {
                self.change_incident(entry, *incident, |incident| {
                    incident.at = Some(place.at);
                    incident.jurisdiction.clone_from(jurisdiction);
                    incident.waiting = *waiting;
                })?;
                self.reissue_orders(entry, *incident)
            }
            Event::OrdersReissued { incident } => self.reissue_orders(entry, *incident),
            Event::IncidentWaits { incident, reason, explanation, look_again_at } => {
                self.change_incident(entry, *incident, |incident| {
                    incident.waiting = Some(*reason);
                    incident.look_again_at = *look_again_at;
                    incident.explanation.clone_from(explanation);
                })
            }
            Event::NoteAdded { incident, text } => self.change_incident(entry, *incident, |incident| {
                let author = entry.actor.principal.clone();
                incident.notes.push(Note { at: entry.happened_at(), author, text: text.clone() });
            }),
            Event::IncidentHandedOver { incident, desk } => self.change_incident(entry, *incident, |incident| {
                incident.desk = Some(desk.clone());
                incident.desk_work.hand_over = None;
            }),
            Event::IncidentClosed { incident, disposition } => self.change_incident(entry, *incident, |incident| {
                incident.closed = Some((entry.recorded_at, disposition.clone()));
            }),
            Event::IncidentReopened { incident, archived, .. } => self.reopen(entry, *incident, archived.as_deref()),
            Event::ReferralOffered { .. }
            | Event::ReferralMoved { .. }
            | Event::ReferralOverdue { .. }
            | Event::CallBackOpened { .. }
            | Event::CallBackEnded { .. }
            | Event::CallBackOverdue { .. }
            | Event::DuplicateProposed { .. }
            | Event::DuplicateDismissed { .. }
            | Event::HoldEnded { .. }
            | Event::HeldForUnit { .. }
            | Event::HandOverOffered { .. }
            | Event::JurisdictionProposed { .. }
            | Event::JurisdictionAnswered { .. }
            | Event::FollowSet { .. }
            | Event::IncidentRestricted { .. }
            | Event::RestrictionLifted { .. } => self.desk_work(entry, event),
            Event::DispatchOpened(_)
            | Event::PastDispatchRecorded { .. }
            | Event::DispatchAdvanced { .. }
            | Event::StatusNoted { .. }
            | Event::DispatchEnded { .. }
            | Event::ClockRanOut { .. }
            | Event::OrderDelivered { .. }
            | Event::OrderUndelivered { .. } => self.dispatch_event(entry, event),
            Event::RosterImported(_)
            | Event::DutyStarted { .. }
            | Event::DutyEnded { .. }
            | Event::AvailabilitySet { .. }
            | Event::CrewChanged { .. }
            | Event::UnitSplit { .. }
            | Event::UnitPlaced { .. }
            | Event::DeviceConnected { .. }
            | Event::DeviceDropped { .. }
            | Event::ContactLost { .. } => duty::fold(self.connection, entry, event),
        }
    }

    fn file(&mut self, entry: &Entry, report: &Report) -> Result<(), RecordsError> {
        self.reports.0.insert(report.id, ReportRow { report: report.clone(), entered_late: entry.entered_late });
        self.change_incident(entry, report.incident, |incident| incident.reports.push(report.id))
    }

    fn amend(&mut self, entry: &Entry, id: ReportId, amendment: &ReportAmendment) -> Result<(), RecordsError> {
        let Some(row) = self.reports.get(self.connection, id)? else { return Ok(()) };
        row.entered_late |= entry.entered_late;
        row.report.amendments = row.report.amendments.saturating_add(1);
        row.report.content.amend(amendment);
        Ok(())
    }

    fn link(&mut self, entry: &Entry, id: ReportId, from: IncidentId, to: IncidentId) -> Result<(), RecordsError> {
        let Some(row) = self.reports.get(self.connection, id)? else { return Ok(()) };
        row.entered_late |= entry.entered_late;
        row.report.incident = to;
        self.change_incident(entry, from, |incident| {
            incident.reports.retain(|report| *report != id);
            incident.desk_work.forget_report(id);
        })?;
        self.change_incident(entry, to, |incident| incident.reports.push(id))
    }

    /// Folded as the engine folds it.
    fn desk_work(&mut self, entry: &Entry, event: &Event) -> Result<(), RecordsError> {
        let Some(id) = DeskWork::incident_of(event) else { return Ok(()) };
        self.change_incident(entry, id, |incident| {
            incident.desk_work.follow(event, entry.recorded_at, &entry.actor.principal);
            if let Event::JurisdictionAnswered { zone, accepted: true, .. } = event {
                incident.jurisdiction = Some(zone.clone());
            }
        })
    }

    fn open_incident(&mut self, entry: &Entry, incident: &Incident) -> Result<(), RecordsError> {
        let row = IncidentRow { incident: incident.clone(), entered_late: entry.entered_late };
        self.incidents.0.insert(incident.id, row);
        self.change_incident(entry, incident.id, |_| {})
    }

    /// What the records hold of a reopened incident is at least what the engine was given back; only a file that lost
    /// it takes it from the event.
    fn reopen(
        &mut self,
        entry: &Entry,
        id: IncidentId,
        archived: Option<&ArchivedIncident>,
    ) -> Result<(), RecordsError> {
        if let Some(archived) = archived
            && self.incidents.get(self.connection, archived.incident.id)?.is_none()
        {
            self.restore(entry, archived);
        }
        self.change_incident(entry, id, |incident| {
            incident.closed = None;
            incident.targets.clear();
            incident.waiting_since = entry.recorded_at;
        })
    }

    fn restore(&mut self, entry: &Entry, archived: &ArchivedIncident) {
        let entered_late = entry.entered_late;
        for report in &archived.reports {
            self.reports.0.insert(report.id, ReportRow { report: report.clone(), entered_late });
        }
        for dispatch in &archived.dispatches {
            let row = DispatchRow { dispatch: dispatch.taken_back(), tier: None, activity: None, entered_late };
            self.dispatches.0.insert(dispatch.id, row);
        }
        let row = IncidentRow { incident: archived.incident.clone(), entered_late };
        self.incidents.0.insert(archived.incident.id, row);
    }

    fn respond(&mut self, entry: &Entry, id: IncidentId, response: &Response) -> Result<(), RecordsError> {
        for (dispatch, step) in &response.serves {
            self.change_dispatch(entry, *dispatch, |row| row.dispatch.step = *step)?;
        }
        self.change_incident(entry, id, |incident| {
            incident.units_needed = response.units_needed;
            incident.needs.clone_from(&response.needs);
        })
    }

    fn touch_incident_of(
        &mut self,
        entry: &Entry,
        id: DispatchId,
        change: impl FnOnce(&mut Incident, &Dispatch),
    ) -> Result<(), RecordsError> {
        let Some(row) = self.dispatches.get(self.connection, id)? else { return Ok(()) };
        let dispatch = row.dispatch.clone();
        self.change_incident(entry, dispatch.incident, |incident| change(incident, &dispatch))
    }

    /// Changes an incident and puts right what follows from it.
    fn change_incident(
        &mut self,
        entry: &Entry,
        id: IncidentId,
        change: impl FnOnce(&mut Incident),
    ) -> Result<(), RecordsError> {
        let Some(row) = self.incidents.get(self.connection, id)? else { return Ok(()) };
        row.entered_late |= entry.entered_late;
        change(&mut row.incident);
        let (mut live, mut serving) = (0, Vec::new());
        for dispatch in &row.incident.dispatches {
            if let Some(row) = self.dispatches.get(self.connection, *dispatch)? {
                live += usize::from(row.dispatch.state.is_live());
                serving.extend(row.dispatch.state.serves().then(|| row.dispatch.clone()));
            }
        }
        let incident = &mut row.incident;
        incident.state = if incident.closed.is_some() {
            IncidentState::Closed
        } else if !incident.is_held() && incident.missing_by_step(serving.iter()).iter().any(|missing| *missing > 0) {
            IncidentState::Waiting
        } else if live > 0 {
            IncidentState::Responding
        } else {
            IncidentState::AwaitingDecision
        };
        if incident.state != IncidentState::Waiting {
            incident.waiting = None;
            incident.explanation = None;
            incident.look_again_at = None;
        }
        Ok(())
    }
}
