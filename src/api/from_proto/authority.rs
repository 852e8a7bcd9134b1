//! Loans of units and restrictions of incidents.

use super::super::names::Collection::{Incidents, Units};
use super::super::proto;
use super::{ReadCommand, Reader};
use crate::domain::command::Command;
use crate::domain::desk::PEOPLE_MAX;

impl ReadCommand for proto::LendUnitRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let unit = reader.name("unit", Units, &self.unit);
        let zone = reader.id("zone", &self.zone);
        let until = reader.required("end_time", self.end_time.as_ref()).copied();
        let until = reader.time("end_time", until);
        let reason = reader.text("reason", &self.reason);
        Some(Command::LendUnit { unit: unit?, zone: zone?, until: until?, reason: reason? })
    }
}

impl ReadCommand for proto::EndLoanRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let unit = reader.name("unit", Units, &self.unit);
        let reason = reader.text("reason", &self.reason);
        Some(Command::EndLoan { unit: unit?, reason: reason? })
    }
}

impl ReadCommand for proto::RestrictIncidentRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let people = reader.rows("people", &self.people, PEOPLE_MAX, |reader, field, principal| {
            if principal.trim().is_empty() {
                reader.faults.note(field, "required: a principal");
            }
            reader.text(field, principal)
        });
        let reason = reader.text("reason", &self.reason);
        let people = people.into_iter().collect();
        Some(Command::RestrictIncident { incident: incident?, people, reason: reason? })
    }
}

impl ReadCommand for proto::LiftRestrictionRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let reason = reader.text("reason", &self.reason);
        Some(Command::LiftRestriction { incident: incident?, reason: reason? })
    }
}
