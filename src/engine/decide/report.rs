//! Reports: filed, amended, linked and unlinked. No report is refused for want of a place or of a unit.

use std::sync::Arc;

use super::draft::{Draft, Opening};
use crate::domain::alarm::{AlarmKind, AlarmSubject};
use crate::domain::candidate::Candidates;
use crate::domain::classification::{Classification, Handling};
use crate::domain::command::FileReport;
use crate::domain::dispatch::{ChosenBy, DispatchState};
use crate::domain::event::{Event, Response};
use crate::domain::few::Few;
use crate::domain::geo::Point;
use crate::domain::ids::{DeskId, IncidentId, ReportId};
use crate::domain::incident::{ActivityKind, Disposition, DispositionKind, Incident, IncidentState, WaitReason};
use crate::domain::rare::Rare;
use crate::domain::rejection::Rejection;
use crate::domain::report::{Report, ReportAmendment, ReportContent};
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::engine::claim::OutOfService;
use crate::policy::rules::ClassifyInput;

impl<C: Candidates> Draft<'_, C> {
    pub(super) fn file_report(&mut self, file: &FileReport) -> Result<(), Rejection> {
        if let Some(unit) = &file.content.found_by {
            self.unit(unit)?;
        } else if file.finder_attends {
            return Err(Rejection::FinderMissing);
        }
        let known = match file.incident {
            Some(incident) => Some(self.open_incident(incident)?.id),
            None => self.incident_cancelled(&file.content),
        };
        if let Some(incident) = known {
            let open = self.incident(incident)?;
            if open.is_training() != file.training {
                return Err(Rejection::TrainingMixed(incident));
            }
            let report = self.push_report(&file.content, incident);
            self.tell_of_cancellation(&file.content, incident, report);
            self.attend(file, open);
            return self.raise(incident, &file.content, self.happened_at());
        }
        let suspected = if file.training { None } else { self.suspect(&file.content)? };
        if let Some(known) = suspected.as_ref().filter(|suspected| suspected.by_rule) {
            let (incident, rule) = (known.incident.id, known.rule.clone());
            let report = self.push_report(&file.content, incident);
            self.push(Event::DuplicateLinked { incident, report, rule });
            self.attend(file, known.incident);
            return self.raise(incident, &file.content, self.happened_at());
        }
        let policy = self.policy()?;
        let classification = policy.classify(&ClassifyInput::of_report(&file.content, self.happened_at()));
        let starts_at = file.content.clock_starts_at(self.happened_at());
        let mut incident =
            self.new_incident(classification, file.content.place.point(), starts_at, file.desk.as_ref())?;
        if file.training {
            self.make_training(&mut incident)?;
        }
        let id = incident.id;
        let record_only = incident.classification.handling == Handling::RecordOnly;
        self.push(Event::IncidentOpened(Arc::new(incident.clone())));
        self.inform_supervisor(id, &incident.classification);
        self.ask_for_decision(&incident);
        let report = self.push_report(&file.content, id);
        self.refer(id, &incident.classification)?;
        let call_back = self.open_call_back(&file.content, id)?;
        let attended = self.attend(file, &incident);
        // With a unit on scene it is not closed over its head, nor before somebody has called back.
        if record_only && !attended && !call_back {
            self.push(Event::IncidentClosed { incident: id, disposition: recorded_only() });
            return Ok(());
        }
        let held = suspected.is_some_and(|suspected| self.propose_duplicate(&suspected, &incident, report));
        if !held || attended {
            self.serve_new(&incident);
        }
        Ok(())
    }

    pub(super) fn amend_report(&mut self, report: ReportId, amendment: &ReportAmendment) -> Result<(), Rejection> {
        let known = self.report(report)?;
        if *amendment == ReportAmendment::default() {
            return Err(Rejection::Empty("amendment"));
        }
        self.push(Event::ReportAmended { report, amendment: Box::new(amendment.clone()) });
        let mut content = known.content.clone();
        content.amend(amendment);
        self.raise(known.incident, &content, known.recorded_at)?;
        // An order tells what the first report says.
        let incident = self.incident(known.incident)?;
        let is_told = incident.reports.first() == Some(&report);
        let told = |content: &ReportContent| (content.narrative.clone(), content.place.address.clone());
        if is_told && told(&content) != told(&known.content) {
            self.reissue_orders(incident);
        }
        Ok(())
    }

    pub(super) fn link_report(&mut self, report: ReportId, to: IncidentId) -> Result<(), Rejection> {
        self.link_reports(&[report], to)
    }

    /// The report gets an incident of its own, classified by what it says itself.
    pub(super) fn unlink_report(&mut self, id: ReportId, reason: &Text) -> Result<(), Rejection> {
        let report = self.report(id)?;
        let from = self.incident(report.incident)?;
        if from.reports.len() < 2 {
            return Err(Rejection::OnlyReport(id));
        }
        let content = &report.content;
        let classification = self.policy()?.classify(&ClassifyInput::of_report(content, report.recorded_at));
        let starts_at = content.clock_starts_at(report.recorded_at);
        let mut incident = self.new_incident(classification, content.place.point(), starts_at, from.desk.as_ref())?;
        if from.is_training() {
            self.make_training(&mut incident)?;
        } else if from.calls_for_nobody() {
            send_nobody(&mut incident);
        }
        self.push(Event::IncidentOpened(Arc::new(incident.clone())));
        self.push(Event::ReportLinked { report: id, from: from.id, to: incident.id, reason: reason.clone() });
        if from.reports.first() == Some(&id) {
            self.reissue_orders(from);
        }
        self.refer(incident.id, &incident.classification)?;
        self.serve_new(&incident);
        Ok(())
    }

    /// What waits for a person must not wait unseen.
    fn ask_for_decision(&mut self, incident: &Incident) {
        let verify = incident.classification.handling == Handling::VerifyFirst && !self.envelope.entered_late;
        let why = if verify { Some(Handling::VerifyFirst.as_str()) } else { incident.waiting.map(WaitReason::as_str) };
        if let Some(why) = why {
            let about = AlarmSubject::incident(incident.id);
            self.raise_alarm_saying(AlarmKind::DecisionNeeded, about, Text::truncated(why));
        }
    }

    /// The finder is on scene of what it found, unless it is held elsewhere: then the incident is served as any other.
    /// What was written on paper during an outage does not put it there now.
    fn attend(&mut self, file: &FileReport, incident: &Incident) -> bool {
        let attends = file.finder_attends && !self.envelope.entered_late;
        let Some(finder) = file.content.found_by.as_ref().filter(|_| attends) else { return false };
        let Ok(claimed) = self.claims.claim(self.state, finder, OutOfService::Overruled) else { return false };
        let opening = Opening {
            chosen_by: ChosenBy::Unit,
            state: DispatchState::Arrived,
            offer_timeout: None,
            candidate: None,
            explanation: None,
            step: self.step_served_by(incident, finder),
            level: incident.classification.level,
        };
        self.open_dispatch(&claimed, incident.id, opening);
        true
    }

    /// An exercise has a number of its own kind and calls for nobody: whoever takes part is sent by a person.
    fn make_training(&self, incident: &mut Incident) -> Result<(), Rejection> {
        incident.number = self.state.next_training_number(self.policy()?.day(self.now));
        send_nobody(incident);
        Ok(())
    }

    pub(super) fn push_report(&mut self, content: &ReportContent, incident: IncidentId) -> ReportId {
        let id = ReportId::from_uuid(self.make_id());
        let report = Report { id, incident, recorded_at: self.now, content: content.clone(), amendments: 0 };
        self.push(Event::ReportFiled(Arc::new(report)));
        id
    }

    pub(super) fn new_incident(
        &mut self,
        classification: Classification,
        at: Option<Point>,
        clock_started_at: EngineTime,
        desk: Option<&DeskId>,
    ) -> Result<Incident, Rejection> {
        let policy = self.policy()?;
        // What was written on paper during an outage is over: it counts, but it sends nobody.
        let late = self.envelope.entered_late;
        let response = if late { Response::default() } else { self.response(&classification, None) };
        let Response { units_needed, needs, serves: _, targets } = response;
        Ok(Incident {
            id: self.make_incident_id(),
            number: self.state.next_number(policy.day(self.now)),
            opened_at: self.now,
            clock_started_at,
            jurisdiction: at.and_then(|at| policy.zones().zone_at(at)).cloned(),
            at,
            classification,
            reports: Vec::new(),
            dispatches: Vec::new(),
            state: if units_needed > 0 { IncidentState::Waiting } else { IncidentState::AwaitingDecision },
            waiting: Self::waits_for_place(at, units_needed),
            waiting_since: self.now,
            units_needed,
            needs,
            stages_open: 0,
            look_again_at: None,
            targets,
            explanation: None,
            tried: Few::new(),
            // Inside the fence of a planned event its command post is responsible, unless somebody else was named.
            desk: desk
                .or_else(|| at.and_then(|at| self.state.event_at(at)).and_then(|event| event.desk.as_ref()))
                .cloned(),
            notes: Rare::default(),
            desk_work: Rare::default(),
            closed: None,
        })
    }
}

fn recorded_only() -> Disposition {
    Disposition { kind: DispositionKind::Invalid, activity: ActivityKind::Other, remark: Text::default() }
}

/// What is over, or is an exercise, calls for nobody.
fn send_nobody(incident: &mut Incident) {
    incident.units_needed = 0;
    incident.needs = Vec::new();
    incident.targets = Vec::new();
    incident.state = IncidentState::AwaitingDecision;
    incident.waiting = None;
}
