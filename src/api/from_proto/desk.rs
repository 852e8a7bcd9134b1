//! What the desk does beside sending units.

use std::time::Duration;

use super::super::names::Collection::{Alarms, Incidents, Reports, Units};
use super::super::proto;
use super::{ReadCommand, Reader};
use crate::domain::alarm::AlarmCause;
use crate::domain::command::Command;
use crate::domain::desk::{BULK_MAX, DeskCommand};

/// The shortest and the longest time that an incident may wait for one unit.
const HOLD_MS: std::ops::RangeInclusive<u64> = 1_000..=14_400_000;

impl ReadCommand for proto::AcknowledgeAlarmRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        Some(Command::AcknowledgeAlarm { alarm: reader.name("alarm", Alarms, &self.alarm)? })
    }
}

impl ReadCommand for proto::AcknowledgeAlarmCauseRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let kind = reader.value("kind", self.kind);
        let zone = reader.id_or_none("zone", &self.zone);
        let until = reader.required("until_time", self.until_time.as_ref()).copied();
        let until = until.and_then(|until| reader.time("until_time", Some(until)));
        Some(Command::AcknowledgeAlarmCause { cause: AlarmCause { kind: kind?, zone }, until: until? })
    }
}

/// What the desk does, as a command.
fn on_desk(command: DeskCommand) -> Command {
    Command::OnDesk(Box::new(command))
}

impl ReadCommand for proto::OfferReferralRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let partner = reader.id("partner", &self.partner);
        let reason = reader.text("reason", &self.reason);
        Some(on_desk(DeskCommand::OfferReferral { incident: incident?, partner: partner?, reason: reason? }))
    }
}

impl ReadCommand for proto::AcceptReferralRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        Some(on_desk(DeskCommand::AcceptReferral { incident: reader.name("incident", Incidents, &self.incident)? }))
    }
}

impl ReadCommand for proto::RejectReferralRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let reason = reader.text("reason", &self.reason);
        Some(on_desk(DeskCommand::RejectReferral { incident: incident?, reason: reason? }))
    }
}

impl ReadCommand for proto::CloseReferralRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let outcome = reader.text("outcome", &self.outcome);
        Some(on_desk(DeskCommand::CloseReferral { incident: incident?, outcome: outcome? }))
    }
}

impl ReadCommand for proto::VerifyIncidentRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let verdict = reader.value("verdict", self.verdict);
        let reason = reader.text("reason", &self.reason);
        Some(on_desk(DeskCommand::VerifyIncident { incident: incident?, verdict: verdict?, reason: reason? }))
    }
}

impl ReadCommand for proto::CompleteCallBackRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let outcome = reader.value("outcome", self.outcome);
        let type_code = reader.id_or_none("type_code", &self.type_code);
        let level = self.level.and_then(|level| reader.value("level", level));
        let reason = reader.text("reason", &self.reason);
        Some(on_desk(DeskCommand::CompleteCallBack {
            incident: incident?,
            outcome: outcome?,
            type_code,
            level,
            reason: reason?,
        }))
    }
}

impl ReadCommand for proto::DismissDuplicateRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let reason = reader.text("reason", &self.reason);
        Some(on_desk(DeskCommand::DismissDuplicate { incident: incident?, reason: reason? }))
    }
}

impl ReadCommand for proto::LinkReportsRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let reports = reader
            .rows("reports", &self.reports, BULK_MAX, |reader, field, report| reader.name(field, Reports, report));
        let incident = reader.name("incident", Incidents, &self.incident);
        Some(on_desk(DeskCommand::LinkReports { reports, incident: incident? }))
    }
}

impl ReadCommand for proto::CloseIncidentsRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incidents = reader
            .rows("incidents", &self.incidents, BULK_MAX, |reader, field, name| reader.name(field, Incidents, name));
        let disposition =
            reader.required("disposition", self.disposition.as_ref()).and_then(|said| reader.disposition(said));
        Some(on_desk(DeskCommand::CloseIncidents { incidents, disposition: disposition? }))
    }
}

impl ReadCommand for proto::AcceptHandOverRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let desk = reader.id("desk", &self.desk);
        Some(on_desk(DeskCommand::AcceptHandOver { incident: incident?, desk: desk? }))
    }
}

impl ReadCommand for proto::ProposeJurisdictionRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let zone = reader.id("zone", &self.zone);
        let reason = reader.text("reason", &self.reason);
        Some(on_desk(DeskCommand::ProposeJurisdiction { incident: incident?, zone: zone?, reason: reason? }))
    }
}

impl ReadCommand for proto::AnswerJurisdictionRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let reason = reader.text("reason", &self.reason);
        let accepted = self.accepted;
        Some(on_desk(DeskCommand::AnswerJurisdiction { incident: incident?, accepted, reason: reason? }))
    }
}

impl ReadCommand for proto::FollowUnitRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let unit = reader.name_or_none("unit", Units, &self.unit);
        Some(on_desk(DeskCommand::FollowUnit { incident: incident?, unit }))
    }
}

impl ReadCommand for proto::HoldForUnitRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let unit = reader.name("unit", Units, &self.unit);
        let reason = reader.text("reason", &self.reason);
        if !HOLD_MS.contains(&self.within_ms) {
            let (got, least, most) = (self.within_ms, HOLD_MS.start(), HOLD_MS.end());
            reader
                .faults
                .note("within_ms", format!("invalid time (got {got}): it must lie between {least} and {most}"));
        }
        let within = Duration::from_millis(self.within_ms);
        Some(on_desk(DeskCommand::HoldForUnit { incident: incident?, unit: unit?, within, reason: reason? }))
    }
}
