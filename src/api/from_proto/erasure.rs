//! The end of personal data.

use std::collections::BTreeSet;

use super::super::names::Collection::{Incidents, Reports};
use super::super::proto;
use super::{ReadCommand, Reader};
use crate::domain::command::Command;
use crate::domain::erasure::{ErasureCommand, ErasureSubject, HeldDays};

impl ReadCommand for proto::ErasePersonalDataRequest {
    /// The command has no slips yet: the rim asks the records for them.
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let subject = if self.name.starts_with("reports/") {
            reader.name("name", Reports, &self.name).map(ErasureSubject::Report)
        } else {
            reader.name("name", Incidents, &self.name).map(ErasureSubject::Incident)
        };
        let reason = reader.text("reason", &self.reason);
        on_erasure(ErasureCommand::Erase { subject: subject?, slips: BTreeSet::new(), reason: reason? })
    }
}

impl ReadCommand for proto::HoldPersonalDataRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let days = reader.days(&self.first_day, &self.last_day);
        let reason = reader.text("reason", &self.reason);
        on_erasure(ErasureCommand::Hold { days: days?, reason: reason? })
    }
}

impl ReadCommand for proto::ReleasePersonalDataRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let days = reader.days(&self.first_day, &self.last_day);
        let reason = reader.text("reason", &self.reason);
        on_erasure(ErasureCommand::Release { days: days?, reason: reason? })
    }
}

impl Reader<'_> {
    fn days(&mut self, first: &str, last: &str) -> Option<HeldDays> {
        let (first, last) = (self.id("first_day", first), self.id("last_day", last));
        Some(HeldDays { first: first?, last: last? })
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it ends readers, which give none when something is wrong")]
fn on_erasure(command: ErasureCommand) -> Option<Command> {
    Some(Command::OnErasure(Box::new(command)))
}
