//! What supervisors change.

use super::super::proto;
use super::{ReadCommand, Reader};
use crate::domain::command::Command;

impl ReadCommand for proto::SetDutyLevelRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let level = reader.id("duty_level", &self.duty_level);
        let reason = reader.text("reason", &self.reason);
        Some(Command::SetDutyLevel { level: level?, reason: reason? })
    }
}
