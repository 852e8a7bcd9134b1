//! Who may ask for what: role by command, then scope by what the command names. Deny by default.

use std::collections::BTreeSet;

use super::state::State;
use crate::domain::actor::{Actor, Role, Scope};
use crate::domain::area::Area;
use crate::domain::audit::SUBJECTS_MAX;
use crate::domain::command::Command;
use crate::domain::desk::DeskCommand;
use crate::domain::ids::{AlarmId, DispatchId, IncidentId, PlannedEventId, ReportId, UnitId, ZoneId};
use crate::domain::rejection::Rejection;
use crate::domain::text::Text;

/// Checks that an actor may ask for a command.
///
/// # Errors
/// When the role may not, or what is named lies outside the actor's scope.
pub fn permit(state: &State, actor: &Actor, command: &Command) -> Result<(), Rejection> {
    if !role_may(actor.role, command) {
        return Err(Rejection::RoleForbidden { role: actor.role, action: name(command) });
    }
    if actor.role == Role::Daemon {
        return Ok(());
    }
    let actor = state.as_granted(actor);
    for subject in subjects(command) {
        if let Some(restricted) = hidden(state, &actor, command, &subject) {
            return Err(restricted);
        }
        if !covers(state, &actor.scope, &subject) {
            return Err(Rejection::OutOfScope(subject.to_string()));
        }
    }
    Ok(())
}

/// Whether a role may ask for a command at all. `proto/patrol/v1/access.table` says the same of the calls; a test holds
/// them together.
#[must_use]
pub fn role_may(role: Role, command: &Command) -> bool {
    may(role, family(command))
}

/// For whom a restricted incident is not there, neither a command about it nor one about its reports or dispatches finds
/// anything. Only who restricts and lifts finds it unseen: else it could be lost with those who are named.
fn hidden(state: &State, actor: &Actor, command: &Command, subject: &Subject) -> Option<Rejection> {
    if matches!(command, Command::RestrictIncident { .. } | Command::LiftRestriction { .. }) {
        return None;
    }
    let (incident, unknown) = match subject {
        Subject::Incident(id) | Subject::Scene(id) => (*id, Rejection::UnknownIncident(*id)),
        Subject::Report(id) => (state.report(*id)?.incident, Rejection::UnknownReport(*id)),
        Subject::Dispatch(id) => (state.dispatch(*id)?.incident, Rejection::UnknownDispatch(*id)),
        Subject::Alarm(id) => {
            let raised = state.alarms().get(*id)?;
            let sees = state.audience_of_alarm(&raised.alarm).may_know(actor);
            return (!sees).then_some(Rejection::UnknownAlarm(*id));
        }
        Subject::Archived(id, ..) => {
            let Command::ReopenIncident { archived: Some(archived), .. } = command else { return None };
            let sees = state.audience_of_archived(archived).may_know(actor);
            return (!sees).then_some(Rejection::UnknownIncident(*id));
        }
        Subject::Unit(_)
        | Subject::Home(_)
        | Subject::NewOwner(_)
        | Subject::Zone(_)
        | Subject::Area(_)
        | Subject::PlannedEvent(_)
        | Subject::City(_) => return None,
    };
    let audience = state.audience_of_incident(state.incident(incident)?);
    let on_it = matches!(actor.scope, Scope::Units(_)) && audience.includes(actor);
    (!on_it && !audience.may_know(actor)).then_some(unknown)
}

/// The command's name, in the record and in messages.
#[must_use]
pub fn name(command: &Command) -> &'static str {
    match command {
        Command::FileReport(_) => "file_report",
        Command::AmendReport { .. } => "amend_report",
        Command::LinkReport { .. } => "link_report",
        Command::UnlinkReport { .. } => "unlink_report",
        Command::ClassifyIncident { .. } => "classify_incident",
        Command::RelocateIncident { .. } => "relocate_incident",
        Command::AddNote { .. } => "add_note",
        Command::HandOverIncident { .. } => "hand_over_incident",
        Command::CloseIncident { .. } => "close_incident",
        Command::ReopenIncident { .. } => "reopen_incident",
        Command::AcknowledgeAlarm { .. } => "acknowledge_alarm",
        Command::AcknowledgeAlarmCause { .. } => "acknowledge_alarm_cause",
        Command::OnDesk(command) => command.name(),
        Command::DispatchUnits { .. } => "dispatch_units",
        Command::RecallUnit { .. } => "recall_unit",
        Command::AdvanceDispatch(_) => "advance_dispatch",
        Command::RecordDispatch(_) => "record_dispatch",
        Command::AttachToIncident { .. } => "attach_to_incident",
        Command::StartDuty { .. } => "start_duty",
        Command::EndDuty { .. } => "end_duty",
        Command::SetAvailability { .. } => "set_availability",
        Command::ChangeCrew { .. } => "change_crew",
        Command::SwapCrews { .. } => "swap_crews",
        Command::SplitUnit(_) => "split_unit",
        Command::PlaceUnit { .. } => "place_unit",
        Command::SetLinks { .. } => "set_link",
        Command::AcknowledgeOrder { .. } => "acknowledge_order",
        Command::OrderUnit { .. } => "order_unit",
        Command::CancelOrder { .. } => "cancel_order",
        Command::CompleteOrder { .. } => "complete_order",
        Command::RaiseEmergency { .. } => "raise_emergency",
        Command::CancelEmergency { .. } => "cancel_emergency",
        Command::LendUnit { .. } => "lend_unit",
        Command::EndLoan { .. } => "end_loan",
        Command::RestrictIncident { .. } => "restrict_incident",
        Command::LiftRestriction { .. } => "lift_restriction",
        Command::CreatePlannedEvent(_) => "create_planned_event",
        Command::EndPlannedEvent { .. } => "end_planned_event",
        Command::OnErasure(command) => command.name(),
        Command::ImportRoster(_) => "import_roster",
        Command::ActivatePolicy { .. } => "activate_policy",
        Command::RollBackPolicy { .. } => "roll_back_policy",
        Command::SetDutyLevel { .. } => "set_duty_level",
        Command::StartRun(_) => "start_run",
        Command::StopRun => "stop_run",
        Command::DeadlineReached => "deadline_reached",
        Command::ServeQueue => "serve_queue",
        Command::NoteDisk(_) => "note_disk",
        Command::RetireIncidents { .. } => "retire_incidents",
        Command::RecordRefusal(_) => "record_refusal",
        Command::RecordReading(_) => "record_reading",
        Command::RecordLeftOut(_) => "record_left_out",
    }
}

/// Commands that the same roles may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    /// Taking and completing reports.
    Intake,
    /// Deciding about incidents and sending units.
    Desk,
    /// What a partner says of what was referred to it; a dispatcher may speak for it.
    OfPartner,
    /// What a unit says of itself; a dispatcher may speak for it by voice.
    OfUnit,
    /// What only a device or its gateway can know.
    OfDevice,
    /// What only a supervisor answers for.
    Supervision,
    /// The roster.
    Roster,
    /// Policy.
    Policy,
    /// What only the daemon itself does.
    Own,
    /// What the daemon writes down about whoever asks it something, in that one's name. No method of the API is such.
    Witnessed,
}

fn family(command: &Command) -> Family {
    match command {
        Command::OnDesk(command) if command.is_partners() => Family::OfPartner,
        Command::OnErasure(command) if command.is_own() => Family::Own,
        Command::FileReport(_) | Command::AmendReport { .. } => Family::Intake,
        Command::LinkReport { .. }
        | Command::UnlinkReport { .. }
        | Command::ClassifyIncident { .. }
        | Command::RelocateIncident { .. }
        | Command::AddNote { .. }
        | Command::HandOverIncident { .. }
        | Command::CloseIncident { .. }
        | Command::ReopenIncident { .. }
        | Command::OnDesk(_)
        | Command::AcknowledgeAlarm { .. }
        | Command::AcknowledgeAlarmCause { .. }
        | Command::DispatchUnits { .. }
        | Command::RecallUnit { .. }
        | Command::PlaceUnit { .. }
        | Command::SwapCrews { .. }
        | Command::RecordDispatch(_)
        | Command::OrderUnit { .. }
        | Command::CancelOrder { .. }
        | Command::LendUnit { .. }
        | Command::EndLoan { .. }
        | Command::CreatePlannedEvent(_)
        | Command::EndPlannedEvent { .. } => Family::Desk,
        Command::AdvanceDispatch(_)
        | Command::AttachToIncident { .. }
        | Command::StartDuty { .. }
        | Command::EndDuty { .. }
        | Command::SetAvailability { .. }
        | Command::ChangeCrew { .. }
        | Command::SplitUnit(_)
        | Command::CompleteOrder { .. }
        | Command::RaiseEmergency { .. } => Family::OfUnit,
        Command::CancelEmergency { .. }
        | Command::RestrictIncident { .. }
        | Command::LiftRestriction { .. }
        | Command::OnErasure(_) => Family::Supervision,
        Command::SetLinks { .. } | Command::AcknowledgeOrder { .. } => Family::OfDevice,
        Command::ImportRoster(_) => Family::Roster,
        Command::ActivatePolicy { .. } | Command::RollBackPolicy { .. } | Command::SetDutyLevel { .. } => {
            Family::Policy
        }
        Command::StartRun(_)
        | Command::StopRun
        | Command::DeadlineReached
        | Command::ServeQueue
        | Command::NoteDisk(_)
        | Command::RetireIncidents { .. }
        | Command::RecordLeftOut(_) => Family::Own,
        Command::RecordRefusal(_) | Command::RecordReading(_) => Family::Witnessed,
    }
}

const fn may(role: Role, family: Family) -> bool {
    if matches!(family, Family::Witnessed) {
        return true;
    }
    match role {
        Role::Dispatcher => {
            matches!(family, Family::Intake | Family::Desk | Family::OfPartner | Family::OfUnit | Family::OfDevice)
        }
        Role::Partner => matches!(family, Family::OfPartner),
        Role::Unit | Role::Gateway => matches!(family, Family::Intake | Family::OfUnit | Family::OfDevice),
        Role::Supervisor => {
            matches!(family, Family::Policy | Family::Desk | Family::OfPartner | Family::Intake | Family::Supervision)
        }
        Role::Auditor => false,
        Role::Administrator => !matches!(family, Family::Own),
        Role::Daemon => true,
    }
}

/// Something that a command names and that lies in or out of a scope.
#[derive(Clone, Debug)]
enum Subject {
    Unit(UnitId),
    /// A unit as its home has it: whoever borrowed it does not lend it on.
    Home(UnitId),
    Incident(IncidentId),
    /// An incident that a unit comes upon, whoever owns it.
    Scene(IncidentId),
    Report(ReportId),
    Dispatch(DispatchId),
    Alarm(AlarmId),
    /// The zone that is asked to own an incident.
    NewOwner(IncidentId),
    /// A zone; none for the whole city.
    Zone(Option<ZoneId>),
    /// A place where something is held: whoever has only some zones plans in those.
    Area(Area),
    PlannedEvent(PlannedEventId),
    /// An incident that has left memory, with the zone that owned it.
    Archived(IncidentId, Option<ZoneId>),
    City(&'static str),
}

impl Subject {
    /// The resource name of the thing, or what else names it.
    fn resource_name(&self) -> Text {
        Text::truncated(&match self {
            Self::Unit(id) | Self::Home(id) => format!("units/{id}"),
            Self::Incident(id) | Self::Scene(id) | Self::Archived(id, _) | Self::NewOwner(id) => {
                format!("incidents/{id}")
            }
            Self::Report(id) => format!("reports/{id}"),
            Self::Dispatch(id) => format!("dispatches/{id}"),
            Self::Alarm(id) => format!("alarms/{id}"),
            Self::PlannedEvent(id) => format!("plannedEvents/{id}"),
            Self::Zone(_) | Self::Area(_) | Self::City(_) => self.to_string(),
        })
    }
}

/// The things that a command names, each once, at most [`SUBJECTS_MAX`]: the record of its refusal says what it was
/// about.
#[must_use]
pub fn named(command: &Command) -> Vec<Text> {
    if let Command::RecordRefusal(refused) = command {
        return refused.subjects.iter().take(SUBJECTS_MAX).cloned().collect();
    }
    let mut names: Vec<Text> = Vec::new();
    for name in subjects(command).iter().map(Subject::resource_name) {
        if names.len() < SUBJECTS_MAX && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

impl std::fmt::Display for Subject {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unit(id) => write!(formatter, "unit {id}"),
            Self::Home(id) => write!(formatter, "the home of unit {id}"),
            Self::Incident(id) | Self::Scene(id) | Self::Archived(id, _) => write!(formatter, "incident {id}"),
            Self::Report(id) => write!(formatter, "report {id}"),
            Self::Dispatch(id) => write!(formatter, "dispatch {id}"),
            Self::Alarm(id) => write!(formatter, "alarm {id}"),
            Self::NewOwner(id) => write!(formatter, "the zone that is asked to own incident {id}"),
            Self::Zone(Some(zone)) => write!(formatter, "zone {zone}"),
            Self::Zone(None) => formatter.write_str("the whole city"),
            Self::Area(_) => formatter.write_str("that area"),
            Self::PlannedEvent(id) => write!(formatter, "planned event {id}"),
            Self::City(what) => formatter.write_str(what),
        }
    }
}

fn subjects(command: &Command) -> Vec<Subject> {
    match command {
        Command::FileReport(file) => {
            let found_by = file.content.found_by.iter().cloned().map(Subject::Unit);
            found_by.chain(file.incident.map(Subject::Incident)).collect()
        }
        Command::AmendReport { report, .. } | Command::UnlinkReport { report, .. } => vec![Subject::Report(*report)],
        Command::LinkReport { report, incident } => vec![Subject::Report(*report), Subject::Incident(*incident)],
        Command::ClassifyIncident { incident, .. }
        | Command::RelocateIncident { incident, .. }
        | Command::AddNote { incident, .. }
        | Command::HandOverIncident { incident, .. }
        | Command::CloseIncident { incident, .. }
        | Command::CancelEmergency { incident, .. } => vec![Subject::Incident(*incident)],
        Command::ReopenIncident { incident, archived, .. } => {
            let archived = archived
                .iter()
                .map(|archived| Subject::Archived(archived.incident.id, archived.incident.jurisdiction.clone()));
            archived.chain([Subject::Incident(*incident)]).collect()
        }
        Command::OnDesk(command) => desk_subjects(command),
        Command::AcknowledgeAlarm { alarm } => vec![Subject::Alarm(*alarm)],
        Command::AcknowledgeAlarmCause { cause, .. } => vec![Subject::Zone(cause.zone.clone())],
        Command::DispatchUnits { incident, units, .. } => {
            units.iter().cloned().map(Subject::Unit).chain([Subject::Incident(*incident)]).collect()
        }
        Command::RecallUnit { dispatch, .. } => vec![Subject::Dispatch(*dispatch)],
        Command::AdvanceDispatch(advance) => vec![Subject::Unit(advance.unit.clone())],
        Command::RecordDispatch(past) => vec![Subject::Unit(past.unit.clone()), Subject::Incident(past.incident)],
        Command::AttachToIncident { unit, incident } => {
            vec![Subject::Unit(unit.clone()), Subject::Scene(*incident)]
        }
        Command::StartDuty { unit, .. }
        | Command::SetAvailability { unit, .. }
        | Command::ChangeCrew { unit, .. }
        | Command::PlaceUnit { unit, .. }
        | Command::AcknowledgeOrder { unit, .. }
        | Command::OrderUnit { unit, .. }
        | Command::CancelOrder { unit, .. }
        | Command::CompleteOrder { unit, .. }
        | Command::EndLoan { unit, .. }
        | Command::RaiseEmergency { unit, .. } => vec![Subject::Unit(unit.clone())],
        Command::SetLinks { units, .. } => units.iter().cloned().map(Subject::Unit).collect(),
        Command::EndDuty { unit, relief, .. } => {
            [Subject::Unit(unit.clone())].into_iter().chain(relief.clone().map(Subject::Unit)).collect()
        }
        Command::LendUnit { unit, .. } => vec![Subject::Home(unit.clone())],
        Command::RestrictIncident { incident, .. } | Command::LiftRestriction { incident, .. } => {
            vec![Subject::City("who may see an incident"), Subject::Incident(*incident)]
        }
        Command::CreatePlannedEvent(plan) => {
            plan.units.iter().cloned().map(Subject::Unit).chain([Subject::Area(plan.fence.clone())]).collect()
        }
        Command::EndPlannedEvent { event, .. } => vec![Subject::PlannedEvent(*event)],
        Command::SwapCrews { one, other } => vec![Subject::Unit(one.clone()), Subject::Unit(other.clone())],
        Command::SplitUnit(split) => vec![Subject::Unit(split.parent.clone())],
        // A day is everybody's, and a court's order is not a town's to carry out.
        Command::OnErasure(_) => vec![Subject::City("personal data")],
        Command::ImportRoster(_) => vec![Subject::City("the roster")],
        Command::ActivatePolicy { .. } | Command::RollBackPolicy { .. } => vec![Subject::City("the policy")],
        Command::SetDutyLevel { .. } => vec![Subject::City("the duty level")],
        Command::StartRun(_)
        | Command::StopRun
        | Command::DeadlineReached
        | Command::ServeQueue
        | Command::NoteDisk(_)
        | Command::RetireIncidents { .. }
        | Command::RecordLeftOut(_) => vec![Subject::City("the daemon")],
        // The rim has looked at the scope already.
        Command::RecordRefusal(_) | Command::RecordReading(_) => Vec::new(),
    }
}

/// What of a scope a command about units needs: a gateway may speak for thousands, and what it says of one need not name
/// the others in the record. A command that asks for more keeps the whole scope.
#[must_use]
pub fn narrowed(scope: Scope, command: &Command) -> Scope {
    let Scope::Units(granted) = scope else { return scope };
    let unit = |subject| if let Subject::Unit(unit) = subject { Some(unit) } else { None };
    let named = subjects(command).into_iter().map(|subject| unit(subject).filter(|unit| granted.contains(unit)));
    let named = named.collect::<Option<BTreeSet<_>>>().filter(|named| !named.is_empty());
    Scope::Units(named.unwrap_or(granted))
}

fn desk_subjects(command: &DeskCommand) -> Vec<Subject> {
    match command {
        DeskCommand::OfferReferral { incident, .. }
        | DeskCommand::AcceptReferral { incident }
        | DeskCommand::RejectReferral { incident, .. }
        | DeskCommand::CloseReferral { incident, .. }
        | DeskCommand::VerifyIncident { incident, .. }
        | DeskCommand::CompleteCallBack { incident, .. }
        | DeskCommand::DismissDuplicate { incident, .. }
        | DeskCommand::AcceptHandOver { incident, .. }
        | DeskCommand::ProposeJurisdiction { incident, .. } => vec![Subject::Incident(*incident)],
        DeskCommand::FollowUnit { incident, unit } => {
            unit.iter().cloned().map(Subject::Unit).chain([Subject::Incident(*incident)]).collect()
        }
        DeskCommand::HoldForUnit { incident, unit, .. } => {
            vec![Subject::Unit(unit.clone()), Subject::Incident(*incident)]
        }
        DeskCommand::AnswerJurisdiction { incident, .. } => vec![Subject::NewOwner(*incident)],
        DeskCommand::LinkReports { reports, incident } => {
            reports.iter().copied().map(Subject::Report).chain([Subject::Incident(*incident)]).collect()
        }
        DeskCommand::CloseIncidents { incidents, .. } => incidents.iter().copied().map(Subject::Incident).collect(),
    }
}

/// Whether a scope covers a subject. What does not exist is covered: the command itself says so in plainer words.
fn covers(state: &State, scope: &Scope, subject: &Subject) -> bool {
    match subject {
        Subject::Unit(id) | Subject::Home(id) => match scope {
            Scope::City => true,
            Scope::Zones { zones, tiers } => state.unit(id).is_none_or(|unit| {
                let home = unit.profile.home_zone.as_ref();
                let at_home = tiers.contains(&unit.profile.tier) && home.is_some_and(|zone| zones.contains(zone));
                let borrowed = unit.loan.as_ref().is_some_and(|loan| zones.contains(&loan.zone));
                at_home || (borrowed && matches!(subject, Subject::Unit(_)))
            }),
            Scope::Units(units) => units.contains(id),
            Scope::Partner(_) => false,
        },
        Subject::Incident(id) => match scope {
            Scope::City => true,
            // An incident that nobody owns yet may be taken by anyone.
            Scope::Zones { zones, .. } => state.incident(*id).is_none_or(|incident| {
                // While another zone is asked to own it, both desks have it.
                let asked = incident.desk_work.jurisdiction.as_ref().is_some_and(|zone| zones.contains(zone));
                asked || incident.jurisdiction.as_ref().is_none_or(|zone| zones.contains(zone))
            }),
            Scope::Units(units) => state
                .incident(*id)
                .is_none_or(|incident| state.live_dispatches(incident).any(|dispatch| units.contains(&dispatch.unit))),
            // Deny by default: a partner learns not even which incidents there are.
            Scope::Partner(partner) => state.incident(*id).is_some_and(|incident| {
                incident.desk_work.referrals.last().is_some_and(|referral| referral.partner == *partner)
            }),
        },
        // Nobody asks whose street it is when a unit is there already.
        Subject::Scene(_) => true,
        Subject::Report(id) => {
            state.report(*id).is_none_or(|report| covers(state, scope, &Subject::Incident(report.incident)))
        }
        Subject::Dispatch(id) => {
            state.dispatch(*id).is_none_or(|dispatch| covers(state, scope, &Subject::Unit(dispatch.unit.clone())))
        }
        Subject::Area(area) => match (scope, area) {
            (Scope::City, _) => true,
            (Scope::Zones { zones, .. }, Area::Zone(zone)) => zones.contains(zone),
            (Scope::Zones { zones, .. }, Area::Circle(circle)) => {
                let zone = state.policy().and_then(|policy| policy.zones().zone_at(circle.centre()));
                zone.is_some_and(|zone| zones.contains(zone))
            }
            (Scope::Units(_) | Scope::Partner(_), _) => false,
        },
        Subject::PlannedEvent(id) => {
            state.planned_event(*id).is_none_or(|event| covers(state, scope, &Subject::Area(event.fence.clone())))
        }
        Subject::Archived(_, owner) => match scope {
            Scope::City => true,
            Scope::Zones { zones, .. } => owner.as_ref().is_none_or(|zone| zones.contains(zone)),
            Scope::Units(_) | Scope::Partner(_) => false,
        },
        Subject::Alarm(id) => {
            state.alarms().get(*id).is_none_or(|raised| covers(state, scope, &Subject::Zone(raised.alarm.zone.clone())))
        }
        Subject::NewOwner(id) => {
            let asked = state.incident(*id).and_then(|incident| incident.desk_work.jurisdiction.clone());
            asked.is_none_or(|zone| covers(state, scope, &Subject::Zone(Some(zone))))
        }
        // What belongs to no zone is everybody's.
        Subject::Zone(zone) => match scope {
            Scope::City => true,
            Scope::Zones { zones, .. } => zone.as_ref().is_none_or(|zone| zones.contains(zone)),
            Scope::Units(_) | Scope::Partner(_) => false,
        },
        Subject::City(_) => matches!(scope, Scope::City),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::UnitId;

    fn unit(name: &str) -> UnitId {
        UnitId::new(name).expect("a callsign")
    }

    fn links(units: &[&str]) -> Command {
        Command::SetLinks { units: units.iter().map(|name| unit(name)).collect(), connected: true }
    }

    #[test]
    fn the_record_names_of_a_gateways_units_those_that_it_speaks_for_and_all_when_it_asks_for_more() {
        let granted = Scope::Units((1..=3_200).map(|number| unit(&format!("R{number}"))).collect());
        let spoken_for = Scope::Units([unit("R7"), unit("R12")].into());
        assert_eq!(narrowed(granted.clone(), &links(&["R7", "R12"])), spoken_for);
        assert_eq!(narrowed(granted.clone(), &links(&["R7", "R9999"])), granted, "R9999 is not one of them");
        let incident = IncidentId::from_uuid(uuid::Uuid::nil());
        let lift = Command::LiftRestriction { incident, reason: Text::default() };
        assert_eq!(narrowed(granted.clone(), &lift), granted, "an incident is seen through any of them");
        assert_eq!(narrowed(Scope::City, &links(&["R7"])), Scope::City);
    }
}
