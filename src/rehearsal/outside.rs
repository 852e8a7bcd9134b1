//! What came from outside in an entry: what people, units and the world did, as commands to be given again.
//!
//! What the policy and the clock decided is left out: in a simulation they decide anew. An entry of several events that
//! one command brought about comes back as that command, or as several that do the same one by one: in another course
//! of things one part may be possible and another not.

use super::rebuild::{file_report, filed, linked, opened, raised};
use crate::domain::actor::Role;
use crate::domain::classification::{Basis, Classification};
use crate::domain::command::{Command, PastDispatch, SplitUnit};
use crate::domain::desk::{DeskCommand, ReferralState, Verdict};
use crate::domain::dispatch::{ChosenBy, Dispatch};
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{IncidentId, UnitId};
use crate::domain::order::OrderState;
use crate::domain::planned_event::EventPlan;
use crate::domain::text::Text;
use crate::domain::time::EngineTime;

/// What people, units and the world did, as commands: everything but what the policy and the clock decided. A policy's
/// activation is not among them.
#[must_use]
pub fn from_outside(entry: &Entry) -> Vec<Command> {
    if let Some(command) = raised(entry) {
        return vec![command];
    }
    if let Some(report) = filed(entry) {
        return vec![file_report(entry, report)];
    }
    let linked: Vec<_> = linked(entry).collect();
    if !linked.is_empty() {
        let apart = opened(entry).is_some();
        let command = |(report, _, incident, reason): &(_, _, _, &Text)| {
            if apart {
                Command::UnlinkReport { report: *report, reason: (*reason).clone() }
            } else {
                Command::LinkReport { report: *report, incident: *incident }
            }
        };
        return linked.iter().map(command).collect();
    }
    if let Some(command) = whole(entry) {
        return vec![command];
    }
    let told = Told::of(entry);
    entry.events.iter().flat_map(|event| outside(event, told)).collect()
}

/// What an event must know of the entry that it stands in.
#[derive(Clone, Copy, Debug)]
struct Told {
    at: EngineTime,
    by_daemon: bool,
    /// A dispatch ended: whoever is out of service with it takes somebody in, which is told with the dispatch's course.
    ends_dispatch: bool,
    /// An incident moved, and whatever else is said of it follows from that.
    moves: bool,
}

impl Told {
    fn of(entry: &Entry) -> Self {
        let any = |is: fn(&Event) -> bool| entry.events.iter().any(is);
        Self {
            at: entry.recorded_at,
            by_daemon: entry.actor.role == Role::Daemon,
            ends_dispatch: any(|event| matches!(event, Event::DispatchEnded { .. })),
            moves: any(|event| matches!(event, Event::IncidentRelocated { .. })),
        }
    }
}

/// The one command behind an entry whose events are to be read together.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other events stand for themselves")]
fn whole(entry: &Entry) -> Option<Command> {
    let by_daemon = entry.actor.role == Role::Daemon;
    let crews: Vec<_> = entry
        .events
        .iter()
        .filter_map(|event| if let Event::CrewChanged { unit, .. } = event { Some(unit) } else { None })
        .collect();
    if let [one, other] = crews[..] {
        return Some(Command::SwapCrews { one: one.clone(), other: other.clone() });
    }
    entry.events.iter().find_map(|event| {
        Some(match event {
            Event::DutyEnded { unit } => {
                Command::EndDuty { unit: unit.clone(), relief: relief(entry).cloned(), overtime_until: None }
            }
            Event::CallBackEnded { incident, outcome, reason } => {
                let now = classified(entry, *incident);
                on_desk(DeskCommand::CompleteCallBack {
                    incident: *incident,
                    outcome: *outcome,
                    type_code: now.map(|now| now.type_code.clone()),
                    level: now.map(|now| now.level),
                    reason: reason.clone(),
                })
            }
            Event::EmergencyEnded { incident, voice_contact, .. } => {
                Command::CancelEmergency { incident: *incident, voice_contact: voice_contact.clone() }
            }
            // Where a unit that is followed goes is told by its positions.
            Event::FollowSet { incident, following } if !by_daemon => on_desk(DeskCommand::FollowUnit {
                incident: *incident,
                unit: following.as_ref().map(|following| following.unit.clone()),
            }),
            _ => return None,
        })
    })
}

/// Who took over the dispatch of a unit that went off duty.
fn relief(entry: &Entry) -> Option<&UnitId> {
    entry.events.iter().find_map(|event| if let Event::DispatchOpened(it) = event { Some(&it.unit) } else { None })
}

fn classified(entry: &Entry, id: IncidentId) -> Option<&Classification> {
    entry.events.iter().find_map(|event| {
        let Event::IncidentClassified { incident, classification, .. } = event else { return None };
        (*incident == id).then_some(classification)
    })
}

fn on_desk(command: DeskCommand) -> Command {
    Command::OnDesk(Box::new(command))
}

/// What one event tells; none when it was decided, or changes no decision.
fn outside(event: &Event, told: Told) -> Vec<Command> {
    if let Event::IncidentHandedOver { incident, desk } = event {
        // Which of the two it was depends on whether another desk had it: the one that does not fit changes nothing.
        let (incident, desk) = (*incident, desk.clone());
        let accepted = on_desk(DeskCommand::AcceptHandOver { incident, desk: desk.clone() });
        return vec![accepted, Command::HandOverIncident { incident, desk }];
    }
    of_incident(event, told).or_else(|| of_unit(event, told)).into_iter().collect()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what is not named here was decided, or changes no decision")]
fn of_incident(event: &Event, told: Told) -> Option<Command> {
    Some(match event {
        Event::ReportAmended { report, amendment } => {
            Command::AmendReport { report: *report, amendment: amendment.clone() }
        }
        Event::IncidentClassified { incident, classification, .. } => return judged(*incident, classification),
        Event::IncidentRelocated { incident, place, reason, .. } if !told.by_daemon => {
            Command::RelocateIncident { incident: *incident, place: *place, reason: reason.clone() }
        }
        Event::IncidentClosed { incident, disposition } if !told.by_daemon => {
            Command::CloseIncident { incident: *incident, disposition: disposition.clone() }
        }
        Event::IncidentReopened { incident, archived, reason } => {
            Command::ReopenIncident { incident: *incident, archived: archived.clone(), reason: reason.clone() }
        }
        Event::IncidentsRetired { incidents } => Command::RetireIncidents { incidents: incidents.clone() },
        // A partner that the policy asks is asked without a reason.
        Event::ReferralOffered { incident, partner, reason, .. } if !reason.is_empty() => {
            on_desk(DeskCommand::OfferReferral {
                incident: *incident,
                partner: partner.clone(),
                reason: reason.clone(),
            })
        }
        Event::ReferralMoved { incident, state: ReferralState::Accepted, .. } => {
            on_desk(DeskCommand::AcceptReferral { incident: *incident })
        }
        Event::ReferralMoved { incident, state: ReferralState::Rejected, reason, .. } => {
            on_desk(DeskCommand::RejectReferral { incident: *incident, reason: reason.clone() })
        }
        Event::DuplicateDismissed { incident, reason } => {
            on_desk(DeskCommand::DismissDuplicate { incident: *incident, reason: reason.clone() })
        }
        // A unit that is free in another course of things is sent at once.
        Event::HeldForUnit { incident, hold, reason } => on_desk(DeskCommand::HoldForUnit {
            incident: *incident,
            unit: hold.unit.clone(),
            within: hold.until.since(told.at),
            reason: reason.clone(),
        }),
        Event::HandOverOffered { incident, desk } => {
            Command::HandOverIncident { incident: *incident, desk: desk.clone() }
        }
        Event::JurisdictionProposed { incident, zone, reason } if !told.moves => {
            on_desk(DeskCommand::ProposeJurisdiction {
                incident: *incident,
                zone: zone.clone(),
                reason: reason.clone(),
            })
        }
        Event::IncidentRestricted { incident, people, reason } => {
            Command::RestrictIncident { incident: *incident, people: people.clone(), reason: reason.clone() }
        }
        Event::RestrictionLifted { incident, reason } => {
            Command::LiftRestriction { incident: *incident, reason: reason.clone() }
        }
        Event::JurisdictionAnswered { incident, accepted, reason, .. } if !told.moves => {
            on_desk(DeskCommand::AnswerJurisdiction {
                incident: *incident,
                accepted: *accepted,
                reason: reason.clone(),
            })
        }
        _ => return None,
    })
}

/// A person's word on what an incident is.
fn judged(incident: IncidentId, now: &Classification) -> Option<Command> {
    Some(match &now.basis {
        Basis::Rule(_) => return None,
        Basis::Verified { reason, .. } => {
            on_desk(DeskCommand::VerifyIncident { incident, verdict: Verdict::Confirmed, reason: reason.clone() })
        }
        Basis::Overruled(reason) => Command::ClassifyIncident {
            incident,
            type_code: Some(now.type_code.clone()),
            level: Some(now.level),
            handling: Some(now.handling),
            reason: reason.clone(),
        },
    })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what is not named here was decided, or changes no decision")]
fn of_unit(event: &Event, told: Told) -> Option<Command> {
    Some(match event {
        Event::RosterImported(roster) => Command::ImportRoster(roster.as_ref().clone()),
        Event::DutyLevelSet { to, reason, .. } => Command::SetDutyLevel { level: to.clone(), reason: reason.clone() },
        Event::DispatchOpened(dispatch) if !told.by_daemon => return sent_by_people(dispatch, told),
        Event::PastDispatchRecorded { dispatch, feedback, activity } => {
            Command::RecordDispatch(Box::new(PastDispatch {
                incident: dispatch.incident,
                unit: dispatch.unit.clone(),
                clocks: dispatch.clocks,
                feedback: feedback.clone(),
                activity: *activity,
            }))
        }
        Event::DutyStarted { unit, check_in } => Command::StartDuty { unit: unit.clone(), check_in: check_in.clone() },
        Event::OvertimeConfirmed { unit, until } => {
            Command::EndDuty { unit: unit.clone(), relief: None, overtime_until: Some(*until) }
        }
        Event::AvailabilitySet { unit, readiness } if !told.ends_dispatch => {
            Command::SetAvailability { unit: unit.clone(), readiness: readiness.clone() }
        }
        Event::CrewChanged { unit, check_in } => Command::ChangeCrew { unit: unit.clone(), check_in: check_in.clone() },
        Event::UnitSplit { parent, members, child, check_in } => Command::SplitUnit(SplitUnit {
            parent: parent.clone(),
            child: child.id.clone(),
            kind: child.kind,
            members: members.clone(),
            vehicle: check_in.vehicle.clone(),
            device: check_in.device.clone(),
        }),
        Event::UnitPlaced { unit, at } => Command::PlaceUnit { unit: unit.clone(), at: *at },
        Event::DeviceConnected { unit } => Command::SetLinks { units: [unit.clone()].into(), connected: true },
        Event::DeviceDropped { unit, .. } => Command::SetLinks { units: [unit.clone()].into(), connected: false },
        Event::StandingOrderIssued(order) => Command::OrderUnit {
            unit: order.unit.clone(),
            task: order.task.clone(),
            must_hold: order.must_hold,
            expires_at: order.expires_at,
            reason: order.reason.clone(),
        },
        Event::StandingOrderEnded { unit, order, state: OrderState::Completed, .. } => {
            Command::CompleteOrder { unit: unit.clone(), order: *order }
        }
        Event::StandingOrderEnded { unit, order, state: OrderState::Cancelled, reason } => {
            Command::CancelOrder { unit: unit.clone(), order: *order, reason: reason.clone() }
        }
        Event::PlannedEventCreated(event) => Command::CreatePlannedEvent(Box::new(EventPlan {
            name: event.name.clone(),
            fence: event.fence.clone(),
            from: event.from,
            to: event.to,
            units: event.units.clone(),
            desk: event.desk.clone(),
        })),
        Event::UnitLent { unit, zone, until, reason } => {
            Command::LendUnit { unit: unit.clone(), zone: zone.clone(), until: *until, reason: reason.clone() }
        }
        Event::LoanEnded { unit, reason } if !told.by_daemon => {
            Command::EndLoan { unit: unit.clone(), reason: reason.clone() }
        }
        Event::PlannedEventEnded { event, reason } if !told.by_daemon => {
            Command::EndPlannedEvent { event: *event, reason: reason.clone() }
        }
        _ => return None,
    })
}

/// A dispatcher's own choice, one unit at a time: in another course of things not all of them may be free.
fn sent_by_people(dispatch: &Dispatch, told: Told) -> Option<Command> {
    match dispatch.chosen_by {
        ChosenBy::Policy => None,
        ChosenBy::Dispatcher => Some(Command::DispatchUnits {
            incident: dispatch.incident,
            units: vec![dispatch.unit.clone()],
            // Where a plan's name stands otherwise, the record has the dispatcher's reason.
            reason: dispatch.explanation.as_ref().map(|said| said.plan.clone()).unwrap_or_default(),
            reassign: told.ends_dispatch,
        }),
        ChosenBy::Unit => Some(Command::AttachToIncident { unit: dispatch.unit.clone(), incident: dispatch.incident }),
    }
}
