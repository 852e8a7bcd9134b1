//! What entries change in incidents, reports and dispatches.
//!
//! A fold holds the rows that its batch has touched and writes each once at the end. It must come to what the engine
//! comes to, since a retired incident is reopened from here; like the engine it never judges, and an event about a
//! thing that is not there changes nothing.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::row::{DispatchRow, IncidentRow, ReportRow, Row};
use super::{RecordsError, duty};
use crate::domain::dispatch::{Anomaly, Clocks, Delivery, Dispatch, DispatchState, Step};
use crate::domain::event::{DispatchEnd, Entry, Event, Response};
use crate::domain::ids::{DispatchId, IncidentId, ReportId};
use crate::domain::incident::{ActivityKind, ArchivedIncident, Incident, IncidentState, Note};
use crate::domain::report::{Report, ReportAmendment};
use crate::domain::sealed::Sealed;
use crate::domain::time::EngineTime;

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
        entry.events.iter().try_for_each(|event| self.event(entry, event))
    }

    #[expect(clippy::too_many_lines, reason = "a line or two for each event, all in one table")]
    fn event(&mut self, entry: &Entry, event: &Event) -> Result<(), RecordsError> {
        match event {
            Event::RunStarted(_)
            | Event::RunStopped
            | Event::CommandRefused { .. }
            | Event::PolicyActivated(_)
            | Event::DutyLevelSet { .. }
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
            | Event::PlannedEventCreated(_)
            | Event::PlannedEventBegan { .. }
            | Event::PlannedEventEnded { .. } => Ok(()),
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
                self.change_incident(entry, *incident, |incident| {
                    incident.stages_open = incident.stages_open.max(*stages_open);
                    let missed = usize::try_from(*target).unwrap_or(usize::MAX).saturating_add(1);
                    incident.targets.iter_mut().take(missed).for_each(|target| target.missed = true);
                })
            }
            Event::IncidentRelocated { incident, place, jurisdiction, waiting, .. } => {
                self.change_incident(entry, *incident, |incident| {
                    incident.at = Some(place.at);
                    incident.jurisdiction.clone_from(jurisdiction);
                    incident.waiting = *waiting;
                })?;
                self.reissue_orders(entry, *incident)
            }
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
            Event::IncidentHandedOver { incident, desk } => {
                self.change_incident(entry, *incident, |incident| incident.desk = Some(desk.clone()))
            }
            Event::IncidentClosed { incident, disposition } => self.change_incident(entry, *incident, |incident| {
                incident.closed = Some((entry.recorded_at, disposition.clone()));
            }),
            Event::IncidentReopened { incident, archived, .. } => self.reopen(entry, *incident, archived.as_deref()),
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

    #[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is above, without one")]
    fn dispatch_event(&mut self, entry: &Entry, event: &Event) -> Result<(), RecordsError> {
        match event {
            Event::DispatchOpened(dispatch) => self.open_dispatch(entry, dispatch, None),
            Event::PastDispatchRecorded { dispatch, activity, .. } => self.open_dispatch(entry, dispatch, *activity),
            Event::DispatchAdvanced { dispatch, step, anomaly, feedback } => {
                self.advance(entry, *dispatch, *step, *anomaly, feedback.as_ref())
            }
            Event::StatusNoted { dispatch, .. } => self.change_dispatch(entry, *dispatch, |row| {
                count_anomaly(&mut row.dispatch, true);
            }),
            Event::DispatchEnded { dispatch, end, anomaly, feedback, activity } => {
                self.end_dispatch(entry, *dispatch, end, (*anomaly, feedback.as_ref(), *activity))
            }
            Event::OrderDelivered { dispatch, version, .. } => self.change_dispatch(entry, *dispatch, |row| {
                let order = &mut row.dispatch.order;
                if order.version == *version && order.delivered_at.is_none() {
                    order.delivered_at = Some(entry.recorded_at);
                    order.delivery = Delivery::Device;
                }
            }),
            Event::ClockRanOut { dispatch, timer, .. } => self.change_dispatch(entry, *dispatch, |row| {
                let timer = usize::try_from(*timer).unwrap_or(usize::MAX);
                if let Some(timer) = row.dispatch.timers.get_mut(timer) {
                    timer.ran_out = true;
                }
            }),
            Event::OrderUndelivered { dispatch, .. } => {
                self.change_dispatch(entry, *dispatch, |row| row.dispatch.order.delivery = Delivery::VoiceOnly)
            }
            _ => Ok(()),
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
        self.change_incident(entry, from, |incident| incident.reports.retain(|report| *report != id))?;
        self.change_incident(entry, to, |incident| incident.reports.push(id))
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
            let row = DispatchRow { dispatch: dispatch.clone(), tier: None, activity: None, entered_late };
            self.dispatches.0.insert(dispatch.id, row);
        }
        let row = IncidentRow { incident: archived.incident.clone(), entered_late };
        self.incidents.0.insert(archived.incident.id, row);
    }

    fn open_dispatch(
        &mut self,
        entry: &Entry,
        dispatch: &Dispatch,
        activity: Option<ActivityKind>,
    ) -> Result<(), RecordsError> {
        let tier = duty::tier_of(self.connection, &dispatch.unit)?;
        let entered_late = entry.entered_late;
        let row = DispatchRow { dispatch: dispatch.clone(), tier, activity, entered_late };
        self.dispatches.0.insert(dispatch.id, row);
        self.change_incident(entry, dispatch.incident, |incident| incident.dispatches.push(dispatch.id))
    }

    fn advance(
        &mut self,
        entry: &Entry,
        id: DispatchId,
        step: Step,
        anomaly: Option<Anomaly>,
        feedback: Option<&Sealed>,
    ) -> Result<(), RecordsError> {
        self.change_dispatch(entry, id, |row| {
            let dispatch = &mut row.dispatch;
            dispatch.state = state_after(dispatch.state, step);
            dispatch.offer_expires_at = None;
            if dispatch.state == DispatchState::Arrived {
                dispatch.on_scene_since.get_or_insert(entry.recorded_at);
            }
            dispatch.blocked = match step {
                Step::Blocked => true,
                Step::Departed | Step::Arrived => false,
                Step::SignedIn | Step::Feedback | Step::Finished | Step::Declined => dispatch.blocked,
            };
            count_anomaly(dispatch, anomaly.is_some());
            stop_clock(&mut dispatch.clocks, step, feedback.is_some(), entry.happened_at());
            if dispatch.order.version == 1 {
                dispatch.order.delivered_at.get_or_insert(entry.recorded_at);
            }
        })?;
        self.touch_incident_of(entry, id, |_, _| {})
    }

    fn end_dispatch(
        &mut self,
        entry: &Entry,
        id: DispatchId,
        end: &DispatchEnd,
        (anomaly, feedback, activity): (Option<Anomaly>, Option<&Sealed>, Option<ActivityKind>),
    ) -> Result<(), RecordsError> {
        self.change_dispatch(entry, id, |row| {
            row.activity = activity;
            let dispatch = &mut row.dispatch;
            dispatch.state = end.state;
            dispatch.offer_expires_at = None;
            dispatch.ended = Some((entry.recorded_at, end.reason.clone()));
            count_anomaly(dispatch, anomaly.is_some());
            match end.state {
                DispatchState::Finished => {
                    stop_clock(&mut dispatch.clocks, Step::Finished, feedback.is_some(), entry.happened_at());
                    dispatch.order.delivered_at.get_or_insert(entry.recorded_at);
                }
                DispatchState::Declined => {
                    dispatch.order.delivered_at.get_or_insert(entry.recorded_at);
                }
                DispatchState::OfferExpired
                | DispatchState::Recalled
                | DispatchState::StoodDown
                | DispatchState::Preempted => {
                    reissue(dispatch, entry.recorded_at);
                }
                DispatchState::Offered | DispatchState::SignedIn | DispatchState::Departed | DispatchState::Arrived => {
                }
            }
        })?;
        self.touch_incident_of(entry, id, |incident, dispatch| {
            if !matches!(end.state, DispatchState::StoodDown | DispatchState::Preempted) {
                incident.tried.insert(dispatch.unit.clone());
            }
        })
    }

    fn reissue_orders(&mut self, entry: &Entry, id: IncidentId) -> Result<(), RecordsError> {
        let Some(row) = self.incidents.get(self.connection, id)? else { return Ok(()) };
        for dispatch in row.incident.dispatches.clone() {
            self.change_dispatch(entry, dispatch, |row| {
                if row.dispatch.state.is_live() {
                    reissue(&mut row.dispatch, entry.recorded_at);
                }
            })?;
        }
        Ok(())
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

    fn change_dispatch(
        &mut self,
        entry: &Entry,
        id: DispatchId,
        change: impl FnOnce(&mut DispatchRow),
    ) -> Result<(), RecordsError> {
        if let Some(row) = self.dispatches.get(self.connection, id)? {
            row.entered_late |= entry.entered_late;
            change(row);
        }
        Ok(())
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
        } else if incident.missing_by_step(serving.iter()).iter().any(|missing| *missing > 0) {
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

/// A word never moves a dispatch backwards and never moves an ended one; whatever is said proves that it was seen.
fn state_after(state: DispatchState, step: Step) -> DispatchState {
    let told = match step {
        Step::SignedIn | Step::Feedback | Step::Blocked => DispatchState::SignedIn,
        Step::Departed => DispatchState::Departed,
        Step::Arrived => DispatchState::Arrived,
        // These end a dispatch, which is another event.
        Step::Finished | Step::Declined => return state,
    };
    if state.is_live() { state.max(told) } else { state }
}

fn reissue(dispatch: &mut Dispatch, now: EngineTime) {
    let order = &mut dispatch.order;
    let (deliver, expiry) = (order.deliver_by.since(order.issued_at), order.expires_at.since(order.issued_at));
    order.version = order.version.saturating_add(1);
    order.issued_at = now;
    order.deliver_by = now + deliver;
    order.expires_at = now + expiry;
    order.delivered_at = None;
}

const fn count_anomaly(dispatch: &mut Dispatch, odd: bool) {
    if odd {
        dispatch.anomalies = dispatch.anomalies.saturating_add(1);
    }
}

/// Stops a step's clock where it still runs: a repeated status never moves it.
fn stop_clock(clocks: &mut Clocks, step: Step, with_feedback: bool, at: EngineTime) {
    let clock = match step {
        Step::SignedIn => Some(&mut clocks.signed_in_at),
        Step::Departed => Some(&mut clocks.departed_at),
        Step::Arrived => Some(&mut clocks.arrived_at),
        Step::Finished => Some(&mut clocks.finished_at),
        Step::Feedback | Step::Blocked | Step::Declined => None,
    };
    if let Some(clock) = clock {
        clock.get_or_insert(at);
    }
    if with_feedback || step == Step::Feedback {
        clocks.first_feedback_at.get_or_insert(at);
    }
}
