//! What the desk does beside sending units: verifying, calling back, handing over, and closing many at once.

use super::draft::Draft;
use crate::domain::alarm::{AlarmKind, AlarmSubject};
use crate::domain::candidate::Candidates;
use crate::domain::classification::{Basis, Classification, Handling, Level};
use crate::domain::desk::{BULK_MAX, CallBackOutcome, DeskCommand, Verdict};
use crate::domain::event::Event;
use crate::domain::ids::{DeskId, IncidentId, TypeCode};
use crate::domain::incident::{ActivityKind, Disposition, DispositionKind, Incident};
use crate::domain::rejection::Rejection;
use crate::domain::report::ReportContent;
use crate::domain::text::Text;

impl<C: Candidates> Draft<'_, C> {
    pub(super) fn on_desk(&mut self, command: &DeskCommand) -> Result<(), Rejection> {
        match command {
            DeskCommand::OfferReferral { incident, partner, reason } => self.offer_referral(*incident, partner, reason),
            DeskCommand::AcceptReferral { incident } => self.accept_referral(*incident),
            DeskCommand::RejectReferral { incident, reason } => self.reject_referral(*incident, reason),
            DeskCommand::CloseReferral { incident, outcome } => self.close_referral(*incident, outcome),
            DeskCommand::VerifyIncident { incident, verdict, reason } => self.verify(*incident, *verdict, reason),
            DeskCommand::CompleteCallBack { incident, outcome, type_code, level, reason } => {
                self.complete_call_back(*incident, *outcome, (type_code.as_ref(), *level), reason)
            }
            DeskCommand::DismissDuplicate { incident, reason } => self.dismiss_duplicate(*incident, reason),
            DeskCommand::LinkReports { reports, incident } => self.link_reports(reports, *incident),
            DeskCommand::CloseIncidents { incidents, disposition } => self.close_many(incidents, disposition),
            DeskCommand::AcceptHandOver { incident, desk } => self.accept_hand_over(*incident, desk),
            DeskCommand::ProposeJurisdiction { incident, zone, reason } => {
                self.propose_jurisdiction(*incident, zone, reason)
            }
            DeskCommand::AnswerJurisdiction { incident, accepted, reason } => {
                self.answer_jurisdiction(*incident, *accepted, reason)
            }
            DeskCommand::FollowUnit { incident, unit } => self.follow_unit(*incident, unit.as_ref()),
            DeskCommand::HoldForUnit { incident, unit, within, reason } => {
                self.hold_for_unit(*incident, unit, *within, reason)
            }
        }
    }

    /// Only now are units sent, or never.
    fn verify(&mut self, id: IncidentId, verdict: Verdict, reason: &Text) -> Result<(), Rejection> {
        let incident = self.open_incident(id)?;
        if incident.classification.handling != Handling::VerifyFirst {
            return Err(Rejection::NothingPending { incident: id, what: "verification" });
        }
        if reason.is_empty() {
            return Err(Rejection::ReasonMissing("verifying an incident"));
        }
        match verdict {
            Verdict::Confirmed => {
                let by = self.envelope.actor.principal.clone();
                let basis = match &incident.classification.basis {
                    Basis::Rule(rule) | Basis::Verified { rule, .. } => {
                        Basis::Verified { rule: rule.clone(), by, reason: reason.clone() }
                    }
                    // Nobody but a person wanted it verified, and a person's word it is again.
                    Basis::Overruled(_) => Basis::Overruled(reason.clone()),
                };
                let handling = Handling::PoliceDispatch;
                self.reclassify(incident, Classification { handling, basis, ..incident.classification.clone() });
                Ok(())
            }
            Verdict::Refuted => self.close(id, &closed_as(DispositionKind::FalseAlarm, reason)),
        }
    }

    fn reclassify(&mut self, incident: &Incident, classification: Classification) {
        let response = self.response(&classification, Some(incident));
        let waiting = Self::waits_for_place(incident.at, response.units_needed);
        self.push_classified(incident, classification, response, waiting);
    }

    /// Whether a report must be called back; then its incident stays open until a person has.
    pub(super) fn open_call_back(&mut self, content: &ReportContent, incident: IncidentId) -> Result<bool, Rejection> {
        let within = self.policy()?.intake().call_back_within(&content.type_code);
        let Some(within) = within.filter(|_| !self.envelope.entered_late) else { return Ok(false) };
        self.push(Event::CallBackOpened { incident, due_at: self.now + within });
        Ok(true)
    }

    fn complete_call_back(
        &mut self,
        id: IncidentId,
        outcome: CallBackOutcome,
        (type_code, level): (Option<&TypeCode>, Option<Level>),
        reason: &Text,
    ) -> Result<(), Rejection> {
        let incident = self.open_incident(id)?;
        if !incident.desk_work.awaits_call_back() {
            return Err(Rejection::NothingPending { incident: id, what: "call-back" });
        }
        if reason.is_empty() {
            return Err(Rejection::ReasonMissing("completing a call-back"));
        }
        self.push(Event::CallBackEnded { incident: id, outcome, reason: reason.clone() });
        let record_only = incident.classification.handling == Handling::RecordOnly;
        match outcome {
            // Who is in need gets what anybody else in need gets.
            CallBackOutcome::HelpNeeded if record_only || type_code.is_some() || level.is_some() => {
                self.classify(id, type_code, level, Some(Handling::PoliceDispatch), reason)
            }
            CallBackOutcome::AllWell | CallBackOutcome::NotReached | CallBackOutcome::Hoax
                if record_only && self.state.live_dispatches(incident).next().is_none() =>
            {
                self.push_closed(id, &closed_as(DispositionKind::Invalid, reason));
                Ok(())
            }
            CallBackOutcome::HelpNeeded
            | CallBackOutcome::AllWell
            | CallBackOutcome::NotReached
            | CallBackOutcome::Hoax => Ok(()),
        }
    }

    /// All or none, so that a person can say what was done.
    fn close_many(&mut self, incidents: &[IncidentId], disposition: &Disposition) -> Result<(), Rejection> {
        let incidents = bulk("incidents", incidents)?;
        for incident in incidents {
            self.close(incident, disposition)?;
        }
        Ok(())
    }

    /// The desk that has it stays responsible until the other one says that it takes it; one that nobody has is taken at
    /// once.
    pub(super) fn hand_over(&mut self, id: IncidentId, desk: &DeskId) -> Result<(), Rejection> {
        let incident = self.open_incident(id)?;
        match &incident.desk {
            Some(present) if present == desk => {}
            None => self.push(Event::IncidentHandedOver { incident: id, desk: desk.clone() }),
            Some(_) if incident.desk_work.hand_over.as_ref() == Some(desk) => {}
            Some(_) => {
                self.push(Event::HandOverOffered { incident: id, desk: desk.clone() });
                let detail = Text::truncated(desk.as_str());
                self.raise_alarm_saying(AlarmKind::HandOverOffered, AlarmSubject::incident(id), detail);
            }
        }
        Ok(())
    }

    fn accept_hand_over(&mut self, id: IncidentId, desk: &DeskId) -> Result<(), Rejection> {
        if self.open_incident(id)?.desk_work.hand_over.as_ref() != Some(desk) {
            return Err(Rejection::NothingPending { incident: id, what: "hand-over to this desk" });
        }
        self.push(Event::IncidentHandedOver { incident: id, desk: desk.clone() });
        Ok(())
    }

    /// The call-back of an incident is overdue: the desk is told once.
    pub(super) fn call_back_is_due(&mut self, incident: IncidentId) {
        self.push(Event::CallBackOverdue { incident });
        self.raise_alarm(AlarmKind::CallBackOverdue, AlarmSubject::incident(incident));
    }
}

/// The things that one command is about, each once.
pub(super) fn bulk<T: Copy + Ord>(what: &'static str, things: &[T]) -> Result<Vec<T>, Rejection> {
    if things.is_empty() {
        return Err(Rejection::Empty(what));
    }
    if things.len() > BULK_MAX {
        return Err(Rejection::TooMany { what, got: things.len(), max: BULK_MAX });
    }
    let mut seen = std::collections::BTreeSet::new();
    Ok(things.iter().copied().filter(|thing| seen.insert(*thing)).collect())
}

pub(super) fn closed_as(kind: DispositionKind, remark: &Text) -> Disposition {
    Disposition { kind, activity: ActivityKind::Other, remark: remark.clone() }
}
