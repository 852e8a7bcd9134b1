//! Events of reports and incidents.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Moment;
use crate::domain::alarm::AlarmKind;
use crate::domain::dispatch::Dispatch;
use crate::domain::event::Event;
use crate::domain::ids::{DispatchId, IncidentId, ReportId};
use crate::domain::incident::{ArchivedIncident, Incident, IncidentState, Note};
use crate::domain::report::{Report, ReportAmendment};
use crate::domain::time::EngineTime;
use crate::engine::state::{QueuePlace, State};

/// What the desk need not be told any more once nothing is missing.
const SETTLED_BY_UNITS: [AlarmKind; 3] =
    [AlarmKind::Shortfall, AlarmKind::ConfirmationOverdue, AlarmKind::DecisionNeeded];

impl State {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is in the parent, without one")]
    pub(super) fn apply_to_incident(&mut self, moment: Moment<'_>, event: &Event) {
        match event {
            Event::ReportFiled(report) => self.file(report),
            Event::ReportAmended { report, amendment } => self.amend(*report, amendment),
            Event::ReportLinked { report, from, to, .. } => self.link(*report, *from, *to),
            Event::IncidentOpened(incident) => self.open(incident),
            Event::IncidentClassified { incident, classification, response, waiting } => {
                self.alarms.answer(*incident, &[AlarmKind::DecisionNeeded]);
                self.serve_by(&response.serves);
                self.change_incident(*incident, |incident| {
                    incident.classification = classification.clone();
                    incident.units_needed = response.units_needed;
                    incident.needs.clone_from(&response.needs);
                    if response.units_needed == 0 {
                        incident.targets.clear();
                    } else if !response.targets.is_empty() {
                        incident.targets.clone_from(&response.targets);
                    }
                    incident.waiting = *waiting;
                });
            }
            Event::IncidentReplanned { incident, response, dispatch, .. } => {
                self.serve_by(&response.serves);
                if let Some(dispatch) = dispatch {
                    self.change_dispatch(*dispatch, |dispatch| dispatch.backed_up = true);
                }
                self.change_incident(*incident, |incident| {
                    incident.units_needed = response.units_needed;
                    incident.needs.clone_from(&response.needs);
                });
            }
            Event::TargetMissed { incident, target, stages_open } => {
                self.change_incident(*incident, |incident| incident.miss_target(*target, *stages_open));
            }
            Event::IncidentRelocated { incident, place, jurisdiction, waiting, .. } => {
                self.change_incident(*incident, |incident| {
                    incident.at = Some(place.at);
                    incident.jurisdiction.clone_from(jurisdiction);
                    incident.waiting = *waiting;
                });
                self.reissue_orders(*incident, moment.recorded_at);
            }
            Event::IncidentWaits { incident, reason, explanation, look_again_at } => {
                self.change_incident(*incident, |incident| {
                    incident.waiting = Some(*reason);
                    incident.look_again_at = *look_again_at;
                    incident.explanation.clone_from(explanation);
                });
            }
            Event::NoteAdded { incident, text } => {
                let author = moment.entry.actor.principal.clone();
                let note = Note { at: moment.happened_at, author, text: text.clone() };
                self.change_incident(*incident, |incident| incident.notes.push(note));
            }
            Event::IncidentHandedOver { incident, desk } => {
                self.change_incident(*incident, |incident| {
                    incident.desk = Some(desk.clone());
                    incident.desk_work.hand_over = None;
                });
                self.alarms.answer(*incident, &[AlarmKind::HandOverOffered]);
            }
            Event::IncidentClosed { incident, disposition } => {
                let closed = Some((moment.recorded_at, disposition.clone()));
                self.end_emergency(*incident);
                self.change_incident(*incident, |incident| incident.closed = closed);
                self.alarms.settle(*incident);
            }
            Event::IncidentReopened { incident, archived, .. } => {
                if let Some(archived) = archived {
                    self.restore(archived);
                }
                self.change_incident(*incident, |incident| {
                    incident.closed = None;
                    // They were given to the first response.
                    incident.targets.clear();
                    incident.waiting_since = moment.recorded_at;
                });
            }
            Event::IncidentsRetired { incidents } => incidents.iter().for_each(|incident| self.retire(*incident)),
            _ => {}
        }
    }

    /// Changes an incident, and what follows from it: its state, its place in the queue, the list of closed ones.
    pub(super) fn change_incident(&mut self, id: IncidentId, change: impl FnOnce(&mut Incident)) {
        let Some(shared) = self.incidents.get_mut(&id) else { return };
        let before = self.index.is_some().then(|| Arc::clone(shared));
        let (waited_at, closed_at) = (queue_place(shared), closed_place(shared));
        let dispatches = &self.dispatches;
        self.tape.incidents.renew(shared, |incident| {
            change(incident);
            incident.state = state_of(incident, dispatches);
            if incident.state != IncidentState::Waiting {
                incident.waiting = None;
                incident.explanation = None;
                incident.look_again_at = None;
            }
        });
        turn(&mut self.queue, waited_at, queue_place(shared));
        turn(&mut self.closed, closed_at, closed_place(shared));
        if let Some(index) = &mut self.index {
            index.turn_incident(before.as_deref(), Some(shared), dispatches);
        }
        // Units were found: what the desk was told of their want is settled.
        if waited_at.is_some() && queue_place(shared).is_none() {
            self.alarms.answer(id, &SETTLED_BY_UNITS);
        }
    }

    fn open(&mut self, incident: &Arc<Incident>) {
        if incident.number.training {
            self.last_training_number = Some(incident.number);
        } else {
            self.last_number = Some(incident.number);
        }
        self.queue.extend(queue_place(incident));
        self.closed.extend(closed_place(incident));
        if let Some(index) = &mut self.index {
            index.turn_incident(None, Some(incident), &self.dispatches);
        }
        self.incidents.insert(incident.id, Arc::clone(incident));
        // Most come as they are; a version that says the same is not made.
        if !is_settled(incident, &self.dispatches) {
            self.change_incident(incident.id, |_| {});
        }
    }

    fn file(&mut self, report: &Arc<Report>) {
        self.reports.insert(report.id, Arc::clone(report));
        if let Some(index) = &mut self.index {
            index.turn_report(None, Some(report));
        }
        self.change_incident(report.incident, |incident| incident.reports.push(report.id));
    }

    fn amend(&mut self, id: ReportId, amendment: &ReportAmendment) {
        let Some(report) = self.reports.get_mut(&id) else { return };
        let before = self.index.is_some().then(|| Arc::clone(report));
        self.tape.reports.renew(report, |report| {
            report.amendments = report.amendments.saturating_add(1);
            report.content.amend(amendment);
        });
        if let Some(index) = &mut self.index {
            index.turn_report(before.as_deref(), Some(report));
        }
    }

    fn link(&mut self, id: ReportId, from: IncidentId, to: IncidentId) {
        let Some(report) = self.reports.get_mut(&id) else { return };
        self.tape.reports.renew(report, |report| report.incident = to);
        self.change_incident(from, |incident| {
            incident.reports.retain(|report| *report != id);
            incident.desk_work.forget_report(id);
        });
        self.change_incident(to, |incident| incident.reports.push(id));
    }

    fn retire(&mut self, id: IncidentId) {
        let Some(incident) = self.incidents.remove(&id) else { return };
        turn(&mut self.queue, queue_place(&incident), None);
        turn(&mut self.closed, closed_place(&incident), None);
        if let Some(index) = &mut self.index {
            index.turn_incident(Some(&incident), None, &self.dispatches);
        }
        for report in incident.reports.iter().filter_map(|id| self.reports.remove(id)) {
            if let Some(index) = &mut self.index {
                index.turn_report(Some(&report), None);
            }
        }
        for dispatch in incident.dispatches.iter().filter_map(|id| self.dispatches.remove(id)) {
            if let Some(index) = &mut self.index {
                index.turn_dispatch(Some(&dispatch), None);
            }
        }
    }

    fn restore(&mut self, archived: &ArchivedIncident) {
        for report in &archived.reports {
            let again = self.tape.reports.make(|it| it.id == report.id, || report.clone());
            if let Some(index) = &mut self.index {
                index.turn_report(None, Some(&again));
            }
            self.reports.insert(report.id, again);
        }
        for dispatch in &archived.dispatches {
            let again = self.tape.dispatches.make(|it| it.id == dispatch.id, || dispatch.taken_back());
            if let Some(index) = &mut self.index {
                index.turn_dispatch(None, Some(&again));
            }
            self.dispatches.insert(dispatch.id, again);
        }
        let incident = &archived.incident;
        let again = self.tape.incidents.make(|it| it.id == incident.id, || incident.clone());
        self.closed.extend(closed_place(&again));
        if let Some(index) = &mut self.index {
            index.turn_incident(None, Some(&again), &self.dispatches);
        }
        self.incidents.insert(incident.id, again);
    }

    /// Some dispatches serve another step of the plan now.
    fn serve_by(&mut self, serves: &[(DispatchId, u32)]) {
        for (dispatch, step) in serves {
            self.change_dispatch(*dispatch, |dispatch| dispatch.step = *step);
        }
    }
}

/// Where a waiting incident stands in the queue.
fn queue_place(incident: &Incident) -> Option<QueuePlace> {
    let waits = incident.state == IncidentState::Waiting;
    waits.then_some((incident.classification.level, incident.waiting_since, incident.id))
}

/// Where a closed incident stands among the closed.
fn closed_place(incident: &Incident) -> Option<(EngineTime, IncidentId)> {
    incident.closed.as_ref().map(|(at, _)| (*at, incident.id))
}

/// Puts something that has turned where it stands now.
fn turn<P: Ord + Copy>(places: &mut BTreeSet<P>, before: Option<P>, after: Option<P>) {
    if before != after {
        if let Some(before) = before {
            places.remove(&before);
        }
        places.extend(after);
    }
}

/// Whether an incident says of itself what follows from its needs and its dispatches.
fn is_settled(incident: &Incident, dispatches: &BTreeMap<DispatchId, Arc<Dispatch>>) -> bool {
    let waits = incident.state == IncidentState::Waiting;
    let says_why = incident.waiting.is_some() || incident.explanation.is_some() || incident.look_again_at.is_some();
    incident.state == state_of(incident, dispatches) && (waits || !says_why)
}

/// Where an incident stands, from its needs and its dispatches.
fn state_of(incident: &Incident, dispatches: &BTreeMap<DispatchId, Arc<Dispatch>>) -> IncidentState {
    let its_own = || incident.dispatches.iter().filter_map(|id| dispatches.get(id)).map(Arc::as_ref);
    let serving = || its_own().filter(|dispatch: &&Dispatch| dispatch.state.serves());
    if incident.closed.is_some() {
        IncidentState::Closed
    } else if !incident.is_held() && incident.missing_by_step(serving()).into_iter().any(|missing| missing > 0) {
        IncidentState::Waiting
    } else if its_own().any(|dispatch| dispatch.state.is_live()) {
        IncidentState::Responding
    } else {
        IncidentState::AwaitingDecision
    }
}
