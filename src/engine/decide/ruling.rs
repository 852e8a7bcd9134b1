//! What the rules make of an incident: the gravest that they make of any of its reports holds.
//!
//! New words raise a level by themselves and never lower one, and never against a person's word. Whoever is under way
//! stays under way; whom the graver level calls for besides is found when the queue is served, in a later entry.

use super::draft::Draft;
use crate::domain::candidate::Candidates;
use crate::domain::classification::{Basis, Classification, Handling};
use crate::domain::event::Response;
use crate::domain::geo::Point;
use crate::domain::ids::{IncidentId, TypeCode};
use crate::domain::incident::Incident;
use crate::domain::rejection::Rejection;
use crate::domain::report::{ReportContent, ReportSource};
use crate::domain::time::EngineTime;
use crate::policy::Policy;
use crate::policy::rules::ClassifyInput;

impl<C: Candidates> Draft<'_, C> {
    /// What the rules make of an incident under a type that a person names: the gravest over its reports.
    pub(super) fn ruled_as(&self, policy: &Policy, incident: &Incident, type_code: &TypeCode) -> Classification {
        let reports = incident.reports.iter().filter_map(|id| self.state.report(*id));
        let ruled = reports.map(|report| {
            let said = ClassifyInput::of_report(&report.content, report.recorded_at);
            policy.classify(&ClassifyInput { type_code, ..said })
        });
        ruled.min_by_key(|ruled| ruled.level).unwrap_or_else(|| {
            policy.classify(&ClassifyInput::bare(type_code, ReportSource::Voice110, incident.clock_started_at))
        })
    }

    /// Raises an incident when the rules make something graver of what a report of it says now.
    pub(super) fn raise(
        &mut self,
        id: IncidentId,
        content: &ReportContent,
        recorded_at: EngineTime,
    ) -> Result<(), Rejection> {
        let incident = self.incident(id)?;
        self.raise_by(incident, incident.at, [ClassifyInput::of_report(content, recorded_at)])
    }

    /// Raises an incident when the rules make something graver of its reports at the place where it really is.
    pub(super) fn raise_at(&mut self, id: IncidentId, at: Point) -> Result<(), Rejection> {
        let incident = self.incident(id)?;
        let state = self.state;
        let reports = incident.reports.iter().filter_map(|id| state.report(*id));
        let said = reports.map(|report| {
            let said = ClassifyInput::of_report(&report.content, report.recorded_at);
            ClassifyInput { place: Some(at), matched: None, ..said }
        });
        self.raise_by(incident, Some(at), said)
    }

    pub(super) fn raise_by<'s>(
        &mut self,
        incident: &Incident,
        at: Option<Point>,
        said: impl IntoIterator<Item = ClassifyInput<'s>>,
    ) -> Result<(), Rejection> {
        let before = &incident.classification;
        // What is typed in after the fact sends nobody, and what is over is reopened by a person.
        if self.envelope.entered_late || incident.closed.is_some() || matches!(before.basis, Basis::Overruled(_)) {
            return Ok(());
        }
        let policy = self.policy()?;
        let ruled = said.into_iter().map(|said| told_of(policy, before, said)).min_by_key(|ruled| ruled.level);
        let Some(ruled) = ruled.filter(|ruled| ruled.level < before.level) else { return Ok(()) };
        let classification = Classification { handling: raised_handling(before.handling, ruled.handling), ..ruled };
        self.refer_anew(incident, &classification)?;
        // An incident that was typed in after the fact is police work for which nobody is sent: so it stays.
        let is_over = before.handling == Handling::PoliceDispatch && incident.units_needed == 0;
        let response = if is_over { Response::default() } else { self.response(&classification, Some(incident)) };
        let waiting = Self::waits_for_place(at, response.units_needed);
        self.inform_supervisor(incident.id, &classification);
        self.end_hold_when_graver(incident, &classification);
        self.push_classified(incident, classification, response, waiting);
        Ok(())
    }
}

/// What the rules make of a report that belongs to an incident. One whose kind nobody knows and no rule recognises tells
/// of the incident's: whoever linked it said that it is the same event.
fn told_of(policy: &Policy, incident: &Classification, said: ClassifyInput<'_>) -> Classification {
    let ruled = policy.classify(&said);
    if policy.taxonomy().get(&ruled.type_code).is_some() {
        return ruled;
    }
    policy.classify(&ClassifyInput { type_code: &incident.type_code, ..said })
}

/// Who handles it when the level is raised by a rule. Patrols that are sent are not called off, and where a person must
/// verify first, only a person's word sends anyone.
const fn raised_handling(before: Handling, ruled: Handling) -> Handling {
    match (before, ruled) {
        (Handling::PoliceDispatch | Handling::VerifyFirst, _)
        | (Handling::Referral | Handling::Mediation | Handling::Transfer, Handling::RecordOnly) => before,
        (Handling::Referral | Handling::Mediation | Handling::Transfer | Handling::RecordOnly, _) => ruled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_never_calls_patrols_off_and_never_verifies_for_a_person() {
        for ruled in Handling::ALL {
            assert_eq!(raised_handling(Handling::PoliceDispatch, ruled), Handling::PoliceDispatch);
            assert_eq!(raised_handling(Handling::VerifyFirst, ruled), Handling::VerifyFirst);
            assert_eq!(raised_handling(Handling::RecordOnly, ruled), ruled);
        }
        assert_eq!(raised_handling(Handling::Referral, Handling::PoliceDispatch), Handling::PoliceDispatch);
        assert_eq!(raised_handling(Handling::Mediation, Handling::RecordOnly), Handling::Mediation);
    }
}
