//! Standing orders, officers' emergencies and planned events.

use super::super::names::Collection::{Incidents, Orders, Units};
use super::super::proto;
use super::{NARRATIVE_BYTES_MAX, ReadCommand, Reader};
use crate::domain::area::{Area, Circle};
use crate::domain::command::Command;
use crate::domain::geo::Distance;
use crate::domain::order::OrderTask;
use crate::domain::planned_event::{EventPlan, POOL_UNITS_MAX};
use crate::domain::sealed::RetentionKind;
use crate::domain::time::EngineTime;

impl ReadCommand for proto::OrderUnitRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let unit = reader.name("unit", Units, &self.unit);
        let task = reader.order_task(self);
        let expires_at = reader.time("expire_time", self.expire_time);
        let reason = reader.text("reason", &self.reason);
        let must_hold = self.must_hold;
        Some(Command::OrderUnit { unit: unit?, task: task?, must_hold, expires_at, reason: reason? })
    }
}

impl ReadCommand for proto::CancelOrderRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let unit = reader.name("unit", Units, &self.unit);
        let order = reader.name("order", Orders, &self.order);
        let reason = reader.text("reason", &self.reason);
        Some(Command::CancelOrder { unit: unit?, order: order?, reason: reason? })
    }
}

impl ReadCommand for proto::CompleteOrderRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let unit = reader.name("unit", Units, &self.unit);
        let order = reader.name("order", Orders, &self.order);
        Some(Command::CompleteOrder { unit: unit?, order: order? })
    }
}

impl ReadCommand for proto::RaiseEmergencyRequest {
    /// A position that cannot be read keeps nobody from being helped.
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let unit = reader.name("unit", Units, &self.unit);
        let mut apart = Reader::without_personal_data();
        let place = self.position.as_ref().and_then(|at| apart.place("position", at));
        let narrative = reader.personal("narrative", RetentionKind::Narrative, &self.narrative, NARRATIVE_BYTES_MAX);
        Some(Command::RaiseEmergency { unit: unit?, place, narrative })
    }
}

impl ReadCommand for proto::CancelEmergencyRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let voice_contact = reader.text("voice_contact", &self.voice_contact);
        Some(Command::CancelEmergency { incident: incident?, voice_contact: voice_contact? })
    }
}

impl ReadCommand for proto::CreatePlannedEventRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let name = reader.text("display_name", &self.display_name);
        let fence = reader.required("fence", self.fence.as_ref()).and_then(|fence| reader.area("fence", fence));
        let from = reader.time("start_time", self.start_time);
        let to = reader.required("end_time", self.end_time.as_ref()).copied();
        let to = reader.time("end_time", to);
        let units =
            reader.rows("units", &self.units, POOL_UNITS_MAX, |reader, field, unit| reader.name(field, Units, unit));
        let desk = reader.id_or_none("desk", &self.desk);
        Some(Command::CreatePlannedEvent(Box::new(EventPlan {
            name: name?,
            fence: fence?,
            from: from.unwrap_or(EngineTime::EPOCH),
            to: to?,
            units: units.into_iter().collect(),
            desk,
        })))
    }
}

impl ReadCommand for proto::EndPlannedEventRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let event = reader.id("planned_event", &self.planned_event);
        let reason = reader.text("reason", &self.reason);
        Some(Command::EndPlannedEvent { event: event?, reason: reason? })
    }
}

impl Reader<'_> {
    fn order_task(&mut self, said: &proto::OrderUnitRequest) -> Option<OrderTask> {
        match proto::OrderTask::try_from(said.task) {
            Ok(proto::OrderTask::GoTo) => {
                let at = self.required("position", said.position.as_ref())?;
                self.place("position", at).map(|place| OrderTask::GoTo(place.at))
            }
            Ok(proto::OrderTask::HoldPost) => self.id("post", &said.post).map(OrderTask::HoldPost),
            Ok(proto::OrderTask::Patrol) => {
                let area = self.required("area", said.area.as_ref())?;
                self.area("area", area).map(OrderTask::Patrol)
            }
            Ok(proto::OrderTask::Return) => Some(OrderTask::Return),
            Ok(proto::OrderTask::Unspecified) => {
                self.faults.note("task", "required: UNSPECIFIED is not a value");
                None
            }
            Err(_) => {
                self.faults.note("task", format!("unknown value (got {})", said.task));
                None
            }
        }
    }

    fn area(&mut self, field: &str, said: &proto::Area) -> Option<Area> {
        match (&said.centre, said.zone.is_empty()) {
            (None, false) => self.id(&format!("{field}.zone"), &said.zone).map(Area::Zone),
            (Some(centre), true) => {
                let centre = self.place(&format!("{field}.centre"), centre)?;
                let circle = Circle::new(centre.at, Distance::from_metres(said.radius_m));
                self.faults.take(&format!("{field}.radius_m"), circle).map(Area::Circle)
            }
            (Some(_), false) => {
                self.faults.note(field, "an area is a zone or a circle, not both");
                None
            }
            (None, true) => {
                self.faults.note(field, "required: a zone, or the centre of a circle");
                None
            }
        }
    }
}
