//! Incidents and what the desk does with them.

use super::super::names::Collection::{Dispatches, Incidents, Units};
use super::super::proto;
use super::{NARRATIVE_BYTES_MAX, ReadCommand, Reader};
use crate::domain::command::{Command, PastDispatch};
use crate::domain::dispatch::Clocks;
use crate::domain::incident::Disposition;
use crate::domain::sealed::RetentionKind;

/// The most units that one command sends.
const UNITS_PER_DISPATCH_MAX: usize = 100;

impl ReadCommand for proto::ClassifyIncidentRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let type_code = reader.id_or_none("type_code", &self.type_code);
        let level = self.level.and_then(|level| reader.value("level", level));
        let handling = self.handling.and_then(|handling| reader.value("handling", handling));
        let reason = reader.text("reason", &self.reason);
        Some(Command::ClassifyIncident { incident: incident?, type_code, level, handling, reason: reason? })
    }
}

impl ReadCommand for proto::RelocateIncidentRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let place = reader.required("position", self.position.as_ref()).and_then(|at| reader.place("position", at));
        let reason = reader.text("reason", &self.reason);
        Some(Command::RelocateIncident { incident: incident?, place: place?, reason: reason? })
    }
}

impl ReadCommand for proto::DispatchUnitsRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        if self.units.is_empty() {
            reader.faults.note("units", "required: name at least one unit");
        }
        let units = reader
            .rows("units", &self.units, UNITS_PER_DISPATCH_MAX, |reader, field, unit| reader.name(field, Units, unit));
        let reason = reader.text("reason", &self.reason);
        Some(Command::DispatchUnits { incident: incident?, units, reason: reason?, reassign: self.reassign })
    }
}

impl ReadCommand for proto::RecordDispatchRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let unit = reader.name("unit", Units, &self.unit);
        let clocks = reader.required("clocks", self.clocks.as_ref()).map(|said| reader.clocks(said));
        let feedback = reader.personal("feedback", RetentionKind::Narrative, &self.feedback, NARRATIVE_BYTES_MAX);
        let activity = self.activity.and_then(|activity| reader.value("activity", activity));
        let (incident, unit, clocks) = (incident?, unit?, clocks?);
        Some(Command::RecordDispatch(Box::new(PastDispatch { incident, unit, clocks, feedback, activity })))
    }
}

impl ReadCommand for proto::RecallUnitRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let dispatch = reader.name("dispatch", Dispatches, &self.dispatch);
        let reason = reader.text("reason", &self.reason);
        Some(Command::RecallUnit { dispatch: dispatch?, reason: reason? })
    }
}

impl ReadCommand for proto::AddNoteRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        if self.text.is_empty() {
            reader.faults.note("text", "required: an empty note says nothing");
        }
        let text = reader.personal("text", RetentionKind::Narrative, &self.text, NARRATIVE_BYTES_MAX);
        Some(Command::AddNote { incident: incident?, text: text? })
    }
}

impl ReadCommand for proto::HandOverIncidentRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let desk = reader.id("desk", &self.desk);
        Some(Command::HandOverIncident { incident: incident?, desk: desk? })
    }
}

impl ReadCommand for proto::CloseIncidentRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let disposition =
            reader.required("disposition", self.disposition.as_ref()).and_then(|said| reader.disposition(said));
        Some(Command::CloseIncident { incident: incident?, disposition: disposition? })
    }
}

impl ReadCommand for proto::ReopenIncidentRequest {
    /// The archived incident is added by the service, when the incident has left memory.
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let incident = reader.name("incident", Incidents, &self.incident);
        let reason = reader.text("reason", &self.reason);
        Some(Command::ReopenIncident { incident: incident?, archived: None, reason: reason? })
    }
}

impl Reader<'_> {
    fn clocks(&mut self, said: &proto::Clocks) -> Clocks {
        Clocks {
            signed_in_at: self.time("clocks.sign_in_time", said.sign_in_time),
            departed_at: self.time("clocks.depart_time", said.depart_time),
            arrived_at: self.time("clocks.arrive_time", said.arrive_time),
            first_feedback_at: self.time("clocks.first_feedback_time", said.first_feedback_time),
            finished_at: self.time("clocks.finish_time", said.finish_time),
        }
    }

    pub(super) fn disposition(&mut self, said: &proto::Disposition) -> Option<Disposition> {
        let kind = self.value("disposition.kind", said.kind);
        let activity = self.value("disposition.activity", said.activity);
        let remark = self.text("disposition.remark", &said.remark);
        Some(Disposition { kind: kind?, activity: activity?, remark: remark? })
    }
}
