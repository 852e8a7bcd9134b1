//! Alarms: raised by whoever finds what a person must look at, acknowledged by a person.

use super::draft::Draft;
use crate::domain::alarm::{Alarm, AlarmCause, AlarmKind, AlarmSubject};
use crate::domain::candidate::Candidates;
use crate::domain::event::Event;
use crate::domain::ids::{AlarmId, IncidentId, ZoneId};
use crate::domain::rejection::Rejection;
use crate::domain::text::Text;
use crate::domain::time::EngineTime;

impl<C: Candidates> Draft<'_, C> {
    /// Tells the desk to look at something, unless it was told so in the same words and has not looked yet.
    pub(super) fn raise_alarm(&mut self, kind: AlarmKind, subject: AlarmSubject) {
        self.raise_alarm_saying(kind, subject, Text::default());
    }

    /// As [`Self::raise_alarm`], with more in words.
    pub(super) fn raise_alarm_saying(&mut self, kind: AlarmKind, subject: AlarmSubject, detail: Text) {
        let same = |event: &Event| matches!(event, Event::AlarmRaised(alarm) if alarm.kind == kind && alarm.subject == subject);
        if self.state.alarms().stands(kind, &subject, &detail) || self.events().iter().any(same) {
            return;
        }
        let zone = self.zone_of(&subject);
        let id = AlarmId::from_uuid(self.make_id());
        self.push(Event::AlarmRaised(Box::new(Alarm { id, kind, subject, zone, detail })));
    }

    pub(super) fn acknowledge_alarm(&mut self, id: AlarmId) -> Result<(), Rejection> {
        self.state.alarms().get(id).ok_or(Rejection::UnknownAlarm(id))?;
        self.push(Event::AlarmAcknowledged { alarm: id });
        Ok(())
    }

    /// What was raised after the person looked is not acknowledged by the look.
    pub(super) fn acknowledge_cause(&mut self, cause: &AlarmCause, until: EngineTime) {
        let until = until.min(self.now);
        if self.state.alarms().causes().get(cause).is_some_and(|tally| tally.first_at <= until) {
            self.push(Event::AlarmCauseAcknowledged { cause: cause.clone(), until });
        }
    }

    fn zone_of(&self, subject: &AlarmSubject) -> Option<ZoneId> {
        let of_incident = subject.incident.and_then(|incident| self.zone_of_incident(incident));
        let unit = subject.unit.as_ref().and_then(|unit| self.state.unit(unit));
        of_incident.or_else(|| unit.and_then(|unit| unit.profile.home_zone.clone()))
    }

    /// The zone that owns an incident, also of one that is only being opened.
    fn zone_of_incident(&self, id: IncidentId) -> Option<ZoneId> {
        if let Some(incident) = self.state.incident(id) {
            return incident.jurisdiction.clone();
        }
        self.events().iter().find_map(|event| {
            let Event::IncidentOpened(incident) = event else { return None };
            incident.jurisdiction.clone().filter(|_| incident.id == id)
        })
    }
}
