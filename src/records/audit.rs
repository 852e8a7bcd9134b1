//! Who asked for what, when, and what came of it: one row an entry, refusals among them.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::schema::integer;
use super::{Records, RecordsError};
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{CommandId, Sequence};
use crate::domain::time::EngineTime;

/// One entry as an auditor sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Its place in the record.
    pub sequence: Sequence,
    /// When it was recorded.
    pub recorded_at: EngineTime,
    /// When what it tells of happened, if that was another time.
    pub occurred_at: Option<EngineTime>,
    /// Whether it was typed in after the fact.
    pub entered_late: bool,
    /// The command.
    pub command: CommandId,
    /// Who asked.
    pub principal: String,
    /// As what.
    pub role: String,
    /// What happened, as the events' names; of a refused command, its name.
    pub what: String,
    /// The machine-readable reason and the words, when it was refused.
    pub refusal: Option<(String, String)>,
}

impl Records {
    /// The entries behind a sequence number, in order, at most `rows_max`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn audit_after(&self, after: Sequence, rows_max: u32) -> Result<Vec<AuditRow>, RecordsError> {
        let mut select = self.connection.prepare_cached(
            "SELECT sequence, recorded_at_us, occurred_at_us, entered_late, command_id, principal, role, what, refusal,
                    detail
             FROM audit WHERE sequence > ?1 ORDER BY sequence LIMIT ?2",
        )?;
        let rows = select.query_map(params![integer(after.get()), rows_max], |row| {
            let refusal: Option<String> = row.get(8)?;
            let detail: Option<String> = row.get(9)?;
            Ok(AuditRow {
                sequence: Sequence::new(row.get::<_, i64>(0)?.cast_unsigned()),
                recorded_at: EngineTime::from_micros(row.get(1)?),
                occurred_at: row.get::<_, Option<i64>>(2)?.map(EngineTime::from_micros),
                entered_late: row.get(3)?,
                command: CommandId::from_uuid(Uuid::from_bytes(row.get(4)?)),
                principal: row.get(5)?,
                role: row.get(6)?,
                what: row.get(7)?,
                refusal: refusal.map(|reason| (reason, detail.unwrap_or_default())),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

pub(super) fn write(connection: &Connection, entry: &Entry) -> Result<(), RecordsError> {
    let refused = entry.events.iter().find_map(|event| {
        let Event::CommandRefused { command, reason, detail } = event else { return None };
        Some((command, reason, detail))
    });
    let what = match refused {
        Some((command, ..)) => command.as_str().to_owned(),
        None => entry.events.iter().map(name).collect::<Vec<_>>().join(" "),
    };
    connection.prepare_cached("INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?.execute(
        params![
            integer(entry.sequence.get()),
            entry.recorded_at.as_micros(),
            entry.occurred_at.map(EngineTime::as_micros),
            entry.entered_late,
            entry.command.as_uuid().as_bytes(),
            entry.actor.principal.as_str(),
            entry.actor.role.as_str(),
            what,
            refused.map(|(_, reason, _)| reason.as_str()),
            refused.map(|(_, _, detail)| detail.as_str()),
        ],
    )?;
    Ok(())
}

const fn name(event: &Event) -> &'static str {
    match event {
        Event::RunStarted(_) => "run_started",
        Event::RunStopped => "run_stopped",
        Event::CommandRefused { .. } => "command_refused",
        Event::PolicyActivated(_) => "policy_activated",
        Event::RosterImported(_) => "roster_imported",
        Event::DutyLevelSet { .. } => "duty_level_set",
        Event::ReportFiled(_) => "report_filed",
        Event::ReportAmended { .. } => "report_amended",
        Event::ReportLinked { .. } => "report_linked",
        Event::IncidentOpened(_) => "incident_opened",
        Event::IncidentClassified { .. } => "incident_classified",
        Event::IncidentReplanned { .. } => "incident_replanned",
        Event::TargetMissed { .. } => "target_missed",
        Event::IncidentRelocated { .. } => "incident_relocated",
        Event::IncidentWaits { .. } => "incident_waits",
        Event::NoteAdded { .. } => "note_added",
        Event::IncidentHandedOver { .. } => "incident_handed_over",
        Event::IncidentClosed { .. } => "incident_closed",
        Event::IncidentReopened { .. } => "incident_reopened",
        Event::IncidentsRetired { .. } => "incidents_retired",
        Event::DiskNoted { .. } => "disk_noted",
        Event::AlarmRaised(_) => "alarm_raised",
        Event::AlarmAcknowledged { .. } => "alarm_acknowledged",
        Event::AlarmCauseAcknowledged { .. } => "alarm_cause_acknowledged",
        Event::ReferralOffered { .. } => "referral_offered",
        Event::ReferralMoved { .. } => "referral_moved",
        Event::ReferralOverdue { .. } => "referral_overdue",
        Event::CallBackOpened { .. } => "call_back_opened",
        Event::CallBackEnded { .. } => "call_back_ended",
        Event::CallBackOverdue { .. } => "call_back_overdue",
        Event::DuplicateProposed { .. } => "duplicate_proposed",
        Event::DuplicateDismissed { .. } => "duplicate_dismissed",
        Event::DuplicateLinked { .. } => "duplicate_linked",
        Event::HoldEnded { .. } => "hold_ended",
        Event::HeldForUnit { .. } => "held_for_unit",
        Event::HandOverOffered { .. } => "hand_over_offered",
        Event::JurisdictionProposed { .. } => "jurisdiction_proposed",
        Event::JurisdictionAnswered { .. } => "jurisdiction_answered",
        Event::FollowSet { .. } => "follow_set",
        Event::DispatchOpened(_) => "dispatch_opened",
        Event::DispatchAdvanced { .. } => "dispatch_advanced",
        Event::StatusNoted { .. } => "status_noted",
        Event::DispatchEnded { .. } => "dispatch_ended",
        Event::ClockRanOut { .. } => "clock_ran_out",
        Event::OrderDelivered { .. } => "order_delivered",
        Event::OrderUndelivered { .. } => "order_undelivered",
        Event::DutyStarted { .. } => "duty_started",
        Event::DutyEnded { .. } => "duty_ended",
        Event::AvailabilitySet { .. } => "availability_set",
        Event::CrewChanged { .. } => "crew_changed",
        Event::UnitSplit { .. } => "unit_split",
        Event::UnitPlaced { .. } => "unit_placed",
        Event::DeviceConnected { .. } => "device_connected",
        Event::DeviceDropped { .. } => "device_dropped",
        Event::ContactLost { .. } => "contact_lost",
        Event::PastDispatchRecorded { .. } => "past_dispatch_recorded",
        Event::StandingOrderIssued(_) => "standing_order_issued",
        Event::StandingOrderDelivered { .. } => "standing_order_delivered",
        Event::StandingOrderUndelivered { .. } => "standing_order_undelivered",
        Event::StandingOrderEnded { .. } => "standing_order_ended",
        Event::EmergencyRaised { .. } => "emergency_raised",
        Event::EmergencyEnded { .. } => "emergency_ended",
        Event::OvertimeConfirmed { .. } => "overtime_confirmed",
        Event::WelfareDeadlineSet { .. } => "welfare_deadline_set",
        Event::WelfareDue { .. } => "welfare_due",
        Event::ReturnOverdue { .. } => "return_overdue",
        Event::UnitLent { .. } => "unit_lent",
        Event::LoanEnded { .. } => "loan_ended",
        Event::IncidentRestricted { .. } => "incident_restricted",
        Event::RestrictionLifted { .. } => "restriction_lifted",
        Event::PlannedEventCreated(_) => "planned_event_created",
        Event::PlannedEventBegan { .. } => "planned_event_began",
        Event::PlannedEventEnded { .. } => "planned_event_ended",
    }
}
