//! Reports: filed, amended, linked, and found on the road.

use super::super::names::Collection::{Incidents, Reports, Units};
use super::super::proto;
use super::{
    ADDRESS_BYTES_MAX, CALLER_NAME_BYTES_MAX, NARRATIVE_BYTES_MAX, PHONE_BYTES_MAX, RECORDING_BYTES_MAX, ReadCommand,
    Reader,
};
use crate::domain::command::{Command, FileReport};
use crate::domain::few::Few;
use crate::domain::flag::ReportFlag;
use crate::domain::ids::TypeCode;
use crate::domain::report::{CallRecord, Caller, ReportAmendment, ReportContent, ReportPlace, ReportSource};
use crate::domain::sealed::{RetentionKind, Sealed};
use crate::domain::text::Text;
use crate::runtime::insight::ToldSoFar;

/// The type of a report that names none: no taxonomy has it, and what is unknown counts as level 1.
pub(super) const TYPE_UNKNOWN: &str = "unknown";

impl ReadCommand for proto::FileReportRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let source = reader.value("source", self.source);
        let type_code = reader.type_code(&self.type_code);
        let place = reader.report_place(self.place.as_ref());
        let caller = self.caller.as_ref().map(|caller| reader.caller(caller)).unwrap_or_default();
        let (narrative, keywords) = reader.narrative(&self.narrative);
        let flags = reader.flags("flags", &self.flags);
        let call = self.call.as_ref().and_then(|call| reader.call(call));
        let found_by = reader.name_or_none("found_by", Units, &self.found_by);
        if source.is_some_and(|source| source != ReportSource::UnitOnView) {
            if !self.found_by.is_empty() {
                reader.faults.note("found_by", "only allowed with source UNIT_ON_VIEW");
            }
            if self.finder_attends {
                reader.faults.note("finder_attends", "only allowed with source UNIT_ON_VIEW");
            }
        }
        let incident = reader.name_or_none("incident", Incidents, &self.incident);
        let desk = reader.id_or_none("desk", &self.desk);
        let occurred_at = reader.time("occur_time", self.occur_time);
        let content = ReportContent {
            source: source?,
            type_code: type_code?,
            place: place?,
            caller,
            narrative,
            call,
            occurred_at,
            found_by,
            activity: None,
            flags,
            keywords,
            caller_cancels: self.caller_cancels,
        };
        let (finder_attends, training) = (self.finder_attends, self.training);
        Some(Command::FileReport(Box::new(FileReport { content, incident, desk, finder_attends, training })))
    }
}

impl ReadCommand for proto::ReportOnViewRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let found_by = reader.name("unit", Units, &self.unit);
        let type_code = reader.type_code(&self.type_code);
        let place = reader.report_place(self.place.as_ref());
        let (narrative, keywords) = reader.narrative(&self.narrative);
        let flags = reader.flags("flags", &self.flags);
        let activity = self.activity.and_then(|activity| reader.value("activity", activity));
        let content = ReportContent {
            source: ReportSource::UnitOnView,
            type_code: type_code?,
            place: place?,
            caller: Caller::default(),
            narrative,
            call: None,
            occurred_at: reader.time("occur_time", self.occur_time),
            found_by: Some(found_by?),
            activity,
            flags,
            keywords,
            caller_cancels: false,
        };
        let finder_attends = self.attends;
        let report = FileReport { content, incident: None, desk: None, finder_attends, training: false };
        Some(Command::FileReport(Box::new(report)))
    }
}

impl ReadCommand for proto::AmendReportRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let report = reader.name("report", Reports, &self.report);
        let (narrative, keywords) = reader.narrative(&self.narrative);
        let amendment = ReportAmendment {
            place: self.place.as_ref().and_then(|place| reader.report_place(Some(place))),
            caller: self.caller.as_ref().map(|caller| reader.caller(caller)),
            call: self.call.as_ref().and_then(|call| reader.call(call)),
            flags: self.flags.as_ref().map(|set| reader.flags("flags.flags", &set.flags)),
            keywords: narrative.is_some().then_some(keywords),
            narrative,
        };
        if reader.faults.is_empty() && amendment == ReportAmendment::default() {
            reader
                .faults
                .note("report", "nothing to amend: give at least one of place, caller, narrative, call and flags");
        }
        Some(Command::AmendReport { report: report?, amendment: Box::new(amendment) })
    }
}

impl ReadCommand for proto::LinkReportRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let report = reader.name("report", Reports, &self.report);
        let incident = reader.name("incident", Incidents, &self.incident);
        Some(Command::LinkReport { report: report?, incident: incident? })
    }
}

impl ReadCommand for proto::UnlinkReportRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let report = reader.name("report", Reports, &self.report);
        let reason = reader.text("reason", &self.reason);
        Some(Command::UnlinkReport { report: report?, reason: reason? })
    }
}

impl Reader<'_> {
    /// The type of a report; an empty one is unknown.
    pub(crate) fn type_code(&mut self, code: &str) -> Option<TypeCode> {
        self.id("type_code", if code.is_empty() { TYPE_UNKNOWN } else { code })
    }

    /// What was told, sealed, and the policy's keywords in it.
    fn narrative(&mut self, told: &str) -> (Option<Sealed>, Few<Text>) {
        let sealed = self.personal("narrative", RetentionKind::Narrative, told, NARRATIVE_BYTES_MAX);
        // What is too long is refused: nobody looks for words in it.
        let keywords = if sealed.is_some() { (self.edge.find_keywords)(told) } else { Few::new() };
        (sealed, keywords)
    }

    /// What is known of a report that is being taken; its keywords are looked for by whoever knows the policy.
    pub(crate) fn told_so_far(&mut self, asked: &proto::RecommendUnitsRequest) -> Option<ToldSoFar> {
        let source = if asked.source == 0 { Some(ReportSource::Voice110) } else { self.value("source", asked.source) };
        let type_code = self.type_code(&asked.type_code);
        let at = asked.position.as_ref().and_then(|at| self.place("position", at)).map(|place| place.at);
        let flags = self.flags("flags", &asked.flags);
        if asked.narrative.len() > NARRATIVE_BYTES_MAX {
            let got = asked.narrative.len();
            self.faults.note(
                "narrative",
                format!("invalid text (got {got} bytes): at most {NARRATIVE_BYTES_MAX} bytes are allowed"),
            );
        }
        Some(ToldSoFar { source: source?, type_code: type_code?, flags, keywords: Few::new(), at })
    }

    /// Flags, each at most once.
    fn flags(&mut self, field: &str, numbers: &[i32]) -> Few<ReportFlag> {
        let flags = self.values(field, numbers);
        let distinct: Few<ReportFlag> = flags.iter().copied().collect();
        if distinct.len() < flags.len() {
            self.faults.note(field, "a flag is named twice");
        }
        distinct
    }

    fn report_place(&mut self, place: Option<&proto::PlaceInput>) -> Option<ReportPlace> {
        let given = place.filter(|place| {
            place.automatic_position.is_some() || place.manual_position.is_some() || !place.address.is_empty()
        });
        let Some(place) = given else {
            self.faults.note("place", "required: give a position or an address");
            return None;
        };
        let automatic = place.automatic_position.as_ref();
        let manual = place.manual_position.as_ref();
        Some(ReportPlace {
            automatic: automatic.and_then(|at| self.place("place.automatic_position", at)),
            manual: manual.and_then(|at| self.place("place.manual_position", at)),
            matched: Some(place.address.as_str())
                .filter(|text| !text.is_empty())
                .and_then(self.edge.find_place)
                .map(Box::new),
            address: self.personal("place.address", RetentionKind::Address, &place.address, ADDRESS_BYTES_MAX),
        })
    }

    fn caller(&mut self, caller: &proto::CallerInput) -> Caller {
        let kind = RetentionKind::Caller;
        let (mark, mark_before) = normalised(&caller.phone).map(|number| (self.edge.mark)(&number)).unwrap_or_default();
        Caller {
            name: self.personal("caller.display_name", kind, &caller.display_name, CALLER_NAME_BYTES_MAX),
            phone: self.personal("caller.phone", kind, &caller.phone, PHONE_BYTES_MAX),
            mark,
            mark_before,
        }
    }

    fn call(&mut self, call: &proto::CallRecord) -> Option<Box<CallRecord>> {
        let call_id = self.text("call.call_id", &call.call_id);
        let rang_at = self.time("call.ring_time", call.ring_time);
        let answered_at = self.time("call.answer_time", call.answer_time);
        let ended_at = self.time("call.end_time", call.end_time);
        let call_taker = self.text("call.call_taker", &call.call_taker);
        let kind = RetentionKind::Caller;
        let recording_sealed = self.personal("call.recording", kind, &call.recording, RECORDING_BYTES_MAX);
        Some(Box::new(CallRecord {
            call_id: call_id?,
            rang_at,
            answered_at,
            ended_at,
            call_taker: call_taker?,
            recording: Text::default(),
            recording_sealed,
        }))
    }
}

/// A telephone number as its digits alone, without the country's own code, so that the same number is the same however
/// it was written; none for what is too short to be somebody's.
fn normalised(phone: &str) -> Option<String> {
    const DIGITS_MIN: usize = 5;
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let own = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86"));
    let own = own.filter(|rest| rest.len() == 11 && rest.starts_with('1')).unwrap_or(&digits);
    (own.len() >= DIGITS_MIN).then(|| own.to_owned())
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn the_same_number_is_the_same_however_it_was_written() {
        for phone in ["13800138000", "+86 138 0013 8000", "0086-13800138000", "138-0013-8000"] {
            assert_eq!(normalised(phone).as_deref(), Some("13800138000"), "{phone}");
        }
        assert_eq!(normalised("0769-22220000").as_deref(), Some("076922220000"));
        for nobody in ["", "110", "unknown"] {
            assert_eq!(normalised(nobody), None, "{nobody}");
        }
    }
}
