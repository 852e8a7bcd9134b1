//! Units: their duty, their crew and their word on a dispatch.

use super::super::names::Collection::{Dispatches, Incidents, Orders, Units};
use super::super::proto;
use super::{NARRATIVE_BYTES_MAX, ReadCommand, Reader};
use crate::domain::command::{AdvanceDispatch, Command, Readiness, SplitUnit};
use crate::domain::sealed::RetentionKind;
use crate::domain::unit::{CREW_MAX, CheckIn, Crew, CrewMember};

impl ReadCommand for proto::StartDutyRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let unit = reader.name("unit", Units, &self.unit);
        let check_in = reader.check_in(self.check_in.as_ref());
        Some(Command::StartDuty { unit: unit?, check_in: check_in? })
    }
}

impl ReadCommand for proto::EndDutyRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let unit = reader.name("unit", Units, &self.unit);
        let relief = reader.name_or_none("relief", Units, &self.relief);
        let overtime_until = reader.time("overtime_end_time", self.overtime_end_time);
        if !self.relief.is_empty() && self.overtime_end_time.is_some() {
            reader.faults.note("overtime_end_time", "a unit is relieved or stays, not both");
        }
        Some(Command::EndDuty { unit: unit?, relief, overtime_until })
    }
}

impl ReadCommand for proto::SetAvailabilityRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let unit = reader.name("unit", Units, &self.unit);
        let readiness = reader.readiness(self);
        Some(Command::SetAvailability { unit: unit?, readiness: readiness? })
    }
}

impl ReadCommand for proto::ChangeCrewRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let unit = reader.name("unit", Units, &self.unit);
        let check_in = reader.check_in(self.check_in.as_ref());
        Some(Command::ChangeCrew { unit: unit?, check_in: check_in? })
    }
}

impl ReadCommand for proto::SwapCrewsRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let one = reader.name("one", Units, &self.one);
        let other = reader.name("other", Units, &self.other);
        Some(Command::SwapCrews { one: one?, other: other? })
    }
}

impl ReadCommand for proto::SplitUnitRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let parent = reader.name("parent", Units, &self.parent);
        let child = reader.name("child", Units, &self.child);
        let kind = reader.value("kind", self.kind);
        let members = reader.rows("members", &self.members, CREW_MAX, |reader, field, person| reader.id(field, person));
        let vehicle = reader.id_or_none("vehicle", &self.vehicle);
        let device = reader.id_or_none("device", &self.device);
        Some(Command::SplitUnit(SplitUnit { parent: parent?, child: child?, kind: kind?, members, vehicle, device }))
    }
}

impl ReadCommand for proto::PlaceUnitRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let unit = reader.name("unit", Units, &self.unit);
        let place = reader.required("position", self.position.as_ref()).and_then(|at| reader.place("position", at));
        Some(Command::PlaceUnit { unit: unit?, at: place?.at })
    }
}

impl ReadCommand for proto::AdvanceDispatchRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let dispatch = reader.name("dispatch", Dispatches, &self.dispatch);
        let unit = reader.name("unit", Units, &self.unit);
        let step = reader.value("step", self.step);
        let reason = reader.text("reason", &self.reason);
        let feedback = reader.personal("feedback", RetentionKind::Narrative, &self.feedback, NARRATIVE_BYTES_MAX);
        let activity = self.activity.and_then(|activity| reader.value("activity", activity));
        let then = self.then.as_ref().and_then(|then| reader.out_of_service(then));
        Some(Command::AdvanceDispatch(AdvanceDispatch {
            dispatch: dispatch?,
            unit: unit?,
            step: step?,
            reason: reason?,
            feedback,
            activity,
            then,
        }))
    }
}

impl ReadCommand for proto::AcknowledgeOrderRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let unit = reader.name("unit", Units, &self.unit);
        let order = reader.name("order", Orders, &self.order);
        if self.version == 0 {
            reader.faults.note("version", "invalid version (got 0): versions are counted from 1");
        }
        Some(Command::AcknowledgeOrder { unit: unit?, order: order?, version: self.version })
    }
}

impl ReadCommand for proto::AttachToIncidentRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let unit = reader.name("unit", Units, &self.unit);
        let incident = reader.name("incident", Incidents, &self.incident);
        Some(Command::AttachToIncident { unit: unit?, incident: incident? })
    }
}

impl Reader<'_> {
    fn check_in(&mut self, check_in: Option<&proto::CheckIn>) -> Option<CheckIn> {
        let said = self.required("check_in", check_in)?;
        let members = self.rows("check_in.crew", &said.crew, CREW_MAX, |reader, field, member| {
            let person = reader.id(&format!("{field}.person"), &member.person);
            let rank = reader.value(&format!("{field}.rank"), member.rank);
            Some(CrewMember { person: person?, rank: rank? })
        });
        // A crew that is short only because a row was wrong is not called too small on top of it.
        let crew =
            if members.len() == said.crew.len() { self.faults.take("check_in.crew", Crew::new(members)) } else { None };
        let vehicle = self.id_or_none("check_in.vehicle", &said.vehicle);
        let device = self.id_or_none("check_in.device", &said.device);
        let radio_group = self.text("check_in.radio_group", &said.radio_group);
        let shift_ends_at = self.time("check_in.shift_end_time", said.shift_end_time);
        Some(CheckIn { crew: crew?, vehicle, device, armed: said.armed, radio_group: radio_group?, shift_ends_at })
    }

    fn out_of_service(&mut self, said: &proto::OutOfService) -> Option<Readiness> {
        let reason = self.value("then.reason", said.reason);
        let detail = self.text("then.detail", &said.detail);
        let expected_return_at = self.time("then.expected_return_time", said.expected_return_time);
        Some(Readiness::Unavailable { reason: reason?, detail: detail?, expected_return_at })
    }

    fn readiness(&mut self, said: &proto::SetAvailabilityRequest) -> Option<Readiness> {
        match proto::UnitActivity::try_from(said.activity) {
            Ok(proto::UnitActivity::Available) => Some(Readiness::Available),
            Ok(proto::UnitActivity::Unavailable) => {
                let reason = self.value("unavailable_reason", said.unavailable_reason);
                let detail = self.text("unavailable_detail", &said.unavailable_detail);
                let expected_return_at = self.time("expected_return_time", said.expected_return_time);
                Some(Readiness::Unavailable { reason: reason?, detail: detail?, expected_return_at })
            }
            Ok(proto::UnitActivity::OnDispatch) => {
                self.faults.note("activity", "ON_DISPATCH cannot be set: it comes with a dispatch");
                None
            }
            Ok(proto::UnitActivity::Unspecified) => {
                self.faults.note("activity", "required: UNSPECIFIED is not a value");
                None
            }
            Err(_) => {
                self.faults.note("activity", format!("unknown value (got {})", said.activity));
                None
            }
        }
    }
}
