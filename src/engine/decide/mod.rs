//! What a command brings about, or why it is refused. One file per family of commands.

mod alarm;
mod audit;
mod deadlines;
mod desk;
mod disk;
mod dispatch;
mod draft;
mod due;
mod duplicate;
mod duty_end;
mod emergency;
mod erasure;
mod following;
mod incident;
mod lending;
mod order;
mod past;
mod planned_event;
mod policy;
mod queue;
mod referral;
mod report;
mod response;
mod ruling;
mod system;
mod unit;
mod waiting;

pub use queue::{Recommendation, recommend};

use std::collections::BTreeSet;

use super::limits::ENTRY_FULL_EVENTS;
use super::scope;
use super::state::State;
use crate::domain::candidate::Candidates;
use crate::domain::command::{Command, Envelope};
use crate::domain::event::Event;
use crate::domain::rejection::Rejection;
use crate::domain::time::EngineTime;
use draft::Draft;

/// Decides a command. No events means that everything is as the command wants it already.
///
/// # Errors
/// When the command is refused; nothing is to be changed then.
pub fn decide(
    state: &State,
    now: EngineTime,
    envelope: &Envelope,
    candidates: &impl Candidates,
) -> Result<Vec<Event>, Rejection> {
    scope::permit(state, &envelope.actor, &envelope.command)?;
    let mut draft = Draft::new(state, now, envelope, candidates);
    match &envelope.command {
        Command::FileReport(file) => draft.file_report(file)?,
        Command::AmendReport { report, amendment } => draft.amend_report(*report, amendment)?,
        Command::LinkReport { report, incident } => draft.link_report(*report, *incident)?,
        Command::UnlinkReport { report, reason } => draft.unlink_report(*report, reason)?,
        Command::ClassifyIncident { incident, type_code, level, handling, reason } => {
            draft.classify(*incident, type_code.as_ref(), *level, *handling, reason)?;
        }
        Command::RelocateIncident { incident, place, reason } => draft.relocate(*incident, *place, reason)?,
        Command::AddNote { incident, text } => draft.add_note(*incident, text)?,
        Command::HandOverIncident { incident, desk } => draft.hand_over(*incident, desk)?,
        Command::CloseIncident { incident, disposition } => draft.close(*incident, disposition)?,
        Command::ReopenIncident { incident, archived, reason } => {
            draft.reopen(*incident, archived.as_deref(), reason)?;
        }
        Command::AcknowledgeAlarm { alarm } => draft.acknowledge_alarm(*alarm)?,
        Command::AcknowledgeAlarmCause { cause, until } => draft.acknowledge_cause(cause, *until),
        Command::OnDesk(command) => draft.on_desk(command)?,
        Command::DispatchUnits { incident, units, reason, reassign } => {
            draft.dispatch_units(*incident, units, reason, *reassign)?;
        }
        Command::RecallUnit { dispatch, reason } => draft.recall(*dispatch, reason)?,
        Command::AdvanceDispatch(advance) => draft.advance(advance)?,
        Command::RecordDispatch(past) => draft.record_dispatch(past)?,
        Command::AttachToIncident { unit, incident } => draft.attach(unit, *incident)?,
        Command::StartDuty { unit, check_in } => draft.start_duty(unit, check_in)?,
        Command::EndDuty { unit, relief, overtime_until } => {
            draft.end_duty(unit, relief.as_ref(), *overtime_until)?;
        }
        Command::SetAvailability { unit, readiness } => draft.set_availability(unit, readiness)?,
        Command::ChangeCrew { unit, check_in } => draft.change_crew(unit, check_in)?,
        Command::SwapCrews { one, other } => draft.swap_crews(one, other)?,
        Command::SplitUnit(split) => draft.split(split)?,
        Command::LendUnit { unit, zone, until, reason } => draft.lend(unit, zone, *until, reason)?,
        Command::EndLoan { unit, reason } => draft.end_loan(unit, reason)?,
        Command::PlaceUnit { unit, at } => draft.place(unit, *at)?,
        Command::SetLinks { units, connected } => draft.set_links(units, *connected)?,
        Command::AcknowledgeOrder { unit, order, version } => draft.acknowledge(unit, *order, *version)?,
        Command::OrderUnit { unit, task, must_hold, expires_at, reason } => {
            draft.order_unit(unit, task, *must_hold, *expires_at, reason)?;
        }
        Command::CancelOrder { unit, order, reason } => draft.cancel_order(unit, *order, reason)?,
        Command::CompleteOrder { unit, order } => draft.complete_order(unit, *order)?,
        Command::RaiseEmergency { unit, place, narrative } => {
            draft.raise_emergency(unit, *place, narrative.as_ref())?;
        }
        Command::CancelEmergency { incident, voice_contact } => draft.cancel_emergency(*incident, voice_contact)?,
        Command::RestrictIncident { incident, people, reason } => draft.restrict(*incident, people, reason)?,
        Command::LiftRestriction { incident, reason } => draft.lift_restriction(*incident, reason)?,
        Command::CreatePlannedEvent(plan) => draft.create_planned_event(plan)?,
        Command::EndPlannedEvent { event, reason } => draft.end_planned_event(*event, reason)?,
        Command::OnErasure(command) => draft.on_erasure(command)?,
        Command::ImportRoster(roster) => draft.import(roster)?,
        Command::ActivatePolicy { bytes, expected, reason } => draft.activate(bytes, *expected, reason)?,
        Command::RollBackPolicy { to, expected, reason } => draft.roll_back(*to, *expected, reason)?,
        Command::SetDutyLevel { level, reason } => draft.set_duty_level(level, reason)?,
        Command::StartRun(start) => draft.push(Event::RunStarted(start.clone())),
        Command::StopRun => draft.push(Event::RunStopped),
        Command::DeadlineReached => draft.reach_deadlines(),
        Command::ServeQueue => draft.serve_queue(&BTreeSet::new()),
        Command::NoteDisk(note) => draft.note_disk(*note),
        Command::RetireIncidents { incidents } => draft.retire(incidents),
        Command::RecordRefusal(refused) => draft.record_refusal(refused),
        Command::RecordReading(reading) => draft.record_reading(reading),
        Command::RecordLeftOut(left_out) => draft.record_left_out(left_out),
    }
    Ok(draft.into_events())
}

/// Whether what happened may let a waiting incident be served: the sequencer then serves the queue, once the map knows
/// who is free, in an entry of its own before the next report, at the latest at the end of the step. A full entry may have
/// left somebody over.
#[must_use]
pub fn may_serve(events: &[Event]) -> bool {
    events.len() >= ENTRY_FULL_EVENTS || events.iter().any(may_free)
}

/// Whether by this somebody may be free, or asked for, who was not.
#[expect(clippy::too_many_lines, reason = "the one match over all events, an arm a family")]
const fn may_free(event: &Event) -> bool {
    match event {
        Event::DispatchEnded { .. }
        | Event::DutyStarted { .. }
        | Event::AvailabilitySet { .. }
        | Event::UnitSplit { .. }
        | Event::UnitPlaced { .. }
        | Event::RosterImported(_)
        | Event::PolicyActivated(_)
        | Event::DutyLevelSet { .. }
        | Event::IncidentClassified { .. }
        | Event::IncidentRelocated { .. }
        | Event::IncidentReopened { .. }
        | Event::IncidentReplanned { .. }
        | Event::TargetMissed { .. }
        | Event::DuplicateDismissed { .. }
        | Event::HoldEnded { .. }
        | Event::StandingOrderIssued(_)
        | Event::StandingOrderEnded { .. }
        | Event::EmergencyEnded { .. }
        | Event::PlannedEventEnded { .. }
        | Event::RunStarted(_) => true,
        Event::RunStopped
        | Event::CommandRefused { .. }
        | Event::RefusalsLeftOut(_)
        | Event::DataRead { .. }
        | Event::WatchOpened { .. }
        | Event::WatchEnded { .. }
        | Event::ReportFiled(_)
        | Event::ReportAmended { .. }
        | Event::ReportLinked { .. }
        | Event::IncidentOpened(_)
        | Event::IncidentWaits { .. }
        | Event::NoteAdded { .. }
        | Event::IncidentHandedOver { .. }
        | Event::IncidentClosed { .. }
        | Event::IncidentsRetired { .. }
        | Event::ReferralOffered { .. }
        | Event::ReferralMoved { .. }
        | Event::ReferralOverdue { .. }
        | Event::CallBackOpened { .. }
        | Event::CallBackEnded { .. }
        | Event::CallBackOverdue { .. }
        | Event::DuplicateProposed { .. }
        | Event::DuplicateLinked { .. }
        | Event::HeldForUnit { .. }
        | Event::HandOverOffered { .. }
        | Event::JurisdictionProposed { .. }
        | Event::JurisdictionAnswered { .. }
        | Event::FollowSet { .. }
        | Event::DiskNoted { .. }
        | Event::AlarmRaised(_)
        | Event::AlarmAcknowledged { .. }
        | Event::AlarmCauseAcknowledged { .. }
        | Event::DispatchOpened(_)
        | Event::DispatchAdvanced { .. }
        | Event::StatusNoted { .. }
        | Event::ClockRanOut { .. }
        | Event::OrderDelivered { .. }
        | Event::OrderUndelivered { .. }
        | Event::OrdersReissued { .. }
        | Event::DutyEnded { .. }
        | Event::CrewChanged { .. }
        | Event::DeviceConnected { .. }
        | Event::DeviceDropped { .. }
        | Event::ContactLost { .. }
        | Event::PastDispatchRecorded { .. }
        | Event::StandingOrderDelivered { .. }
        | Event::StandingOrderUndelivered { .. }
        | Event::EmergencyRaised { .. }
        | Event::OvertimeConfirmed { .. }
        | Event::WelfareDeadlineSet { .. }
        | Event::WelfareDue { .. }
        | Event::ReturnOverdue { .. }
        | Event::UnitLent { .. }
        | Event::LoanEnded { .. }
        | Event::IncidentRestricted { .. }
        | Event::RestrictionLifted { .. }
        | Event::PlannedEventCreated(_)
        | Event::PlannedEventBegan { .. }
        | Event::ErasureOrdered { .. }
        | Event::PersonalDataErased { .. }
        | Event::PersonalDataHeld { .. }
        | Event::PersonalDataReleased { .. } => false,
    }
}
