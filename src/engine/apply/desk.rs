//! Events of what the desk does beside sending units.

use super::Moment;
use crate::domain::alarm::AlarmKind;
use crate::domain::desk::DeskWork;
use crate::domain::event::Event;
use crate::domain::ids::IncidentId;
use crate::engine::state::State;

impl State {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is in the parent, without one")]
    pub(super) fn apply_to_desk(&mut self, moment: Moment<'_>, event: &Event) {
        match event {
            Event::AlarmRaised(alarm) => {
                self.alarms.raise(alarm, moment.recorded_at, self.limits.alarms_per_cause_max);
            }
            Event::AlarmAcknowledged { alarm } => self.alarms.acknowledge(*alarm),
            Event::AlarmCauseAcknowledged { cause, until } => self.alarms.acknowledge_cause(cause, *until),
            Event::JurisdictionAnswered { incident, zone, accepted: true, .. } => {
                self.change_incident(*incident, |incident| incident.jurisdiction = Some(zone.clone()));
            }
            _ => {}
        }
        if let Some((incident, kinds)) = answered(event) {
            self.alarms.answer(incident, kinds);
        }
        if let Some(incident) = DeskWork::incident_of(event) {
            let by = moment.entry.actor.principal.clone();
            self.change_incident(incident, |incident| incident.desk_work.follow(event, moment.recorded_at, &by));
        }
    }
}

/// The alarms that an event answers: whoever did what an alarm asks for has looked at it.
#[expect(clippy::wildcard_enum_match_arm, reason = "most events answer nothing")]
const fn answered(event: &Event) -> Option<(IncidentId, &'static [AlarmKind])> {
    match event {
        Event::ReferralOffered { incident, .. } | Event::ReferralMoved { incident, .. } => {
            Some((*incident, &[AlarmKind::ReferralOverdue, AlarmKind::ReferralRejected]))
        }
        Event::CallBackEnded { incident, .. } => Some((*incident, &[AlarmKind::CallBackOverdue])),
        Event::DuplicateDismissed { incident, .. } => Some((*incident, &[AlarmKind::DuplicateProposed])),
        Event::JurisdictionAnswered { incident, .. } => Some((*incident, &[AlarmKind::JurisdictionProposed])),
        _ => None,
    }
}
