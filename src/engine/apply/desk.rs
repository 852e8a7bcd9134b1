//! Events of what the desk does beside sending units.

use super::Moment;
use crate::domain::alarm::AlarmKind;
use crate::domain::desk::DeskWork;
use crate::domain::event::Event;
use crate::domain::ids::IncidentId;
use crate::domain::incident::Incident;
use crate::domain::time::EngineTime;
use crate::engine::deadline::Deadline;
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

    pub(super) fn index_desk_work(&mut self, incident: &Incident) {
        for (at, deadline) in deadlines(incident) {
            self.deadlines.set(at, deadline);
        }
        if incident.closed.is_none() && incident.desk_work.held_for.is_some() {
            self.held.insert(incident.id);
        }
        self.nearby.open(incident);
    }

    pub(super) fn unindex_desk_work(&mut self, incident: &Incident) {
        for (at, deadline) in deadlines(incident) {
            self.deadlines.clear(at, deadline);
        }
        self.held.remove(&incident.id);
        self.nearby.close(incident);
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

/// What falls due of the desk's work with an incident, as long as it is open.
fn deadlines(incident: &Incident) -> impl Iterator<Item = (EngineTime, Deadline)> + use<> {
    let (id, work) = (incident.id, &incident.desk_work);
    let referral = work.open_referral().filter(|referral| !referral.is_overdue).and_then(|referral| referral.due_at);
    let call_back = work.call_back.as_ref().filter(|call| call.outcome.is_none() && !call.is_overdue);
    let due = [
        referral.map(|at| (at, Deadline::ReferralDue(id))),
        call_back.map(|call| (call.due_at, Deadline::CallBackDue(id))),
        work.held_until().map(|at| (at, Deadline::HoldEnds(id))),
        work.follows.as_ref().map(|following| (following.look_at, Deadline::FollowDue(id))),
    ];
    let is_open = incident.closed.is_none();
    due.into_iter().flatten().filter(move |_| is_open)
}
