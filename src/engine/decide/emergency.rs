//! An officer needs help. The officer's unit is the subject of the incident and not one of those that are sent to it.

use std::sync::Arc;

use super::draft::Draft;
use crate::domain::alarm::{AlarmKind, AlarmSubject};
use crate::domain::candidate::Candidates;
use crate::domain::classification::{Basis, Classification, Handling, Level};
use crate::domain::dispatch::DispatchState;
use crate::domain::event::Event;
use crate::domain::few::Few;
use crate::domain::geo::{Datum, Point};
use crate::domain::ids::{IncidentId, UnitId};
use crate::domain::incident::{ActivityKind, Disposition, DispositionKind, Incident};
use crate::domain::rejection::Rejection;
use crate::domain::report::{Caller, GivenPlace, ReportContent, ReportPlace, ReportSource};
use crate::domain::sealed::Sealed;
use crate::domain::text::Text;
use crate::policy::rules::ClassifyInput;

/// What gave the level when no rule of the policy makes an officer's emergency one that is sent out at once.
const BASIS: &str = "officer emergency";

impl<C: Candidates> Draft<'_, C> {
    /// The first press opens an incident of level 1 and sends its plan in the same entry. Every further press is one
    /// more report on it, and moves it when it says where the officer is now.
    pub(super) fn raise_emergency(
        &mut self,
        unit: &UnitId,
        place: Option<GivenPlace>,
        narrative: Option<&Sealed>,
    ) -> Result<(), Rejection> {
        // Whoever presses needs help now, whatever else their device says.
        if self.envelope.entered_late {
            return Err(Rejection::EmergencyEnteredLate(unit.clone()));
        }
        let known = self.unit(unit)?;
        let open = known.emergency.and_then(|incident| self.open_incident(incident).ok());
        let place = place.or_else(|| match open {
            Some(open) => self.present_place(unit, open),
            None => self.last_place(unit),
        });
        let at = place.map(|place| place.at);
        let type_code = self.policy()?.emergency().type_code.clone();
        let content = ReportContent {
            source: ReportSource::UnitOnView,
            type_code,
            place: ReportPlace { automatic: place, ..ReportPlace::default() },
            caller: Caller::default(),
            narrative: narrative.cloned(),
            call: None,
            occurred_at: self.envelope.occurred_at,
            found_by: Some(unit.clone()),
            activity: None,
            flags: Few::new(),
            keywords: Few::new(),
            caller_cancels: false,
        };
        let Some(open) = open else { return self.open_emergency(unit, at, &content) };
        self.push_report(&content, open.id);
        self.push(Event::EmergencyRaised { unit: unit.clone(), incident: open.id, at });
        self.raise_alarm(AlarmKind::OfficerEmergency, AlarmSubject::incident(open.id).and_unit(unit.clone()));
        self.follow_officer(open, place)
    }

    /// Over is it only when somebody has heard the officer. With a unit on scene the incident goes on as any other.
    pub(super) fn cancel_emergency(&mut self, incident: IncidentId, voice_contact: &Text) -> Result<(), Rejection> {
        let unit = self.state.emergency(incident).ok_or(Rejection::NoEmergency(incident))?.clone();
        if voice_contact.is_empty() {
            return Err(Rejection::ReasonMissing("what the officer said when you spoke"));
        }
        self.push(Event::EmergencyEnded { unit, incident, voice_contact: voice_contact.clone() });
        let found = self.open_incident(incident)?;
        let attended = self.state.live_dispatches(found).any(|dispatch| dispatch.state == DispatchState::Arrived);
        if !attended {
            self.close_now(found, &over(voice_contact));
        }
        Ok(())
    }

    /// While an officer needs help nobody but a supervisor ends or lowers the response.
    pub(super) fn no_open_emergency(&self, incident: IncidentId) -> Result<(), Rejection> {
        match self.state.emergency(incident) {
            Some(unit) => Err(Rejection::EmergencyOpen { incident, unit: unit.clone() }),
            None => Ok(()),
        }
    }

    fn open_emergency(&mut self, unit: &UnitId, at: Option<Point>, content: &ReportContent) -> Result<(), Rejection> {
        let ruled = self.policy()?.classify(&ClassifyInput::of_report(content, self.happened_at()));
        let starts_at = content.clock_starts_at(self.happened_at());
        let incident = self.new_incident(gravest(ruled), at, starts_at, None)?;
        self.push(Event::IncidentOpened(Arc::new(incident.clone())));
        self.push_report(content, incident.id);
        self.push(Event::EmergencyRaised { unit: unit.clone(), incident: incident.id, at });
        self.raise_alarm(AlarmKind::OfficerEmergency, AlarmSubject::incident(incident.id).and_unit(unit.clone()));
        // The officer's own unit is not sent to help itself.
        self.claims.set_aside(unit);
        self.serve_new(&incident);
        Ok(())
    }

    /// It moves as every incident does: another zone is asked, and whoever is nearer now is told.
    fn follow_officer(&mut self, incident: &Incident, place: Option<GivenPlace>) -> Result<(), Rejection> {
        match place.filter(|place| incident.at != Some(place.at)) {
            Some(place) => self.relocate(incident.id, place, &Text::default()),
            None => Ok(()),
        }
    }

    /// Where the officer of an open emergency is taken to be at a further press that does not say it: where the unit was
    /// seen after the press before, else where the incident is. The post is where nobody saw the officer.
    fn present_place(&self, unit: &UnitId, open: &Incident) -> Option<GivenPlace> {
        let Some(known) = open.at else { return self.last_place(unit) };
        let reports = open.reports.iter().filter_map(|id| self.state.report(*id));
        let presses = reports.filter(|report| report.content.found_by.as_ref() == Some(unit));
        let pressed_at = presses.map(|report| report.recorded_at).max();
        let position = self.candidates.locate(unit, known, self.now).map(|found| found.position);
        let seen_since = position.filter(|seen| seen.age.is_some_and(|age| Some(self.now - age) > pressed_at));
        Some(GivenPlace { at: seen_since.map_or(known, |seen| seen.at), datum: Datum::Wgs84 })
    }

    /// Where the unit was last known to be, else its post.
    fn last_place(&self, unit: &UnitId) -> Option<GivenPlace> {
        let post = self.unit(unit).ok().and_then(|unit| unit.profile.post.as_ref());
        let post = post.and_then(|post| self.state.post(post)).map(|post| post.at);
        // Where it is does not depend on the place that it is asked about.
        let found = Point::new(0.0, 0.0).ok().and_then(|any| self.candidates.locate(unit, any, self.now));
        let at = found.map(|found| found.position.at).or(post)?;
        Some(GivenPlace { at, datum: Datum::Wgs84 })
    }
}

/// An officer's emergency is of level 1 and is sent out, whatever the rules make of its type.
fn gravest(ruled: Classification) -> Classification {
    if ruled.level == Level::One && ruled.handling == Handling::PoliceDispatch {
        return ruled;
    }
    let basis = Basis::Rule(Text::truncated(BASIS));
    Classification { level: Level::One, handling: Handling::PoliceDispatch, basis, ..ruled }
}

fn over(voice_contact: &Text) -> Disposition {
    Disposition { kind: DispositionKind::Handled, activity: ActivityKind::Other, remark: voice_contact.clone() }
}
