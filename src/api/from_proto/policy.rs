//! What supervisors change.

use super::super::proto;
use super::{ReadCommand, Reader};
use crate::domain::classification::PolicyHash;
use crate::domain::command::Command;
use proto::activate_policy_request::Source;

impl ReadCommand for proto::SetDutyLevelRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let level = reader.id("duty_level", &self.duty_level);
        let reason = reader.text("reason", &self.reason);
        Some(Command::SetDutyLevel { level: level?, reason: reason? })
    }
}

impl ReadCommand for proto::ActivatePolicyRequest {
    /// The command has the bundle's bytes only when they were given; parts are put together by the service, which knows
    /// the active policy.
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let expected = reader.id::<PolicyHash>("etag", &self.etag);
        let reason = reader.text("reason", &self.reason);
        let bytes: &[u8] = match reader.required("source", self.source.as_ref())? {
            Source::Bundle(bytes) => bytes,
            Source::Parts(_) => &[],
        };
        Some(Command::ActivatePolicy { bytes: bytes.into(), expected: Some(expected?), reason: reason? })
    }
}

impl ReadCommand for proto::RollBackPolicyRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let expected = reader.id::<PolicyHash>("etag", &self.etag);
        let reason = reader.text("reason", &self.reason);
        let to = (self.revision > 0).then_some(self.revision);
        Some(Command::RollBackPolicy { to, expected: Some(expected?), reason: reason? })
    }
}
