//! Which slips the personal texts of a report or an incident were sealed under, also those that were replaced since:
//! whoever is to erase them must find them all.

use rusqlite::params;
use uuid::Uuid;

use super::Fold;
use crate::domain::event::Event;
use crate::domain::ids::DispatchId;
use crate::domain::report::{CallRecord, Caller, ReportAmendment, ReportContent, ReportPlace};
use crate::domain::sealed::Sealed;
use crate::records::RecordsError;

impl Fold<'_> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is above; most carry no text")]
    pub(super) fn note_slips(&mut self, event: &Event) -> Result<(), RecordsError> {
        match event {
            Event::ReportFiled(report) => {
                let ReportContent { place, caller, narrative, call, .. } = &report.content;
                self.note_told(report.id.as_uuid(), (Some(place), Some(caller), narrative.as_ref(), call.as_deref()))
            }
            Event::ReportAmended { report, amendment } => {
                let ReportAmendment { place, caller, narrative, call, .. } = &**amendment;
                self.note_told(report.as_uuid(), (place.as_ref(), caller.as_ref(), narrative.as_ref(), call.as_deref()))
            }
            Event::NoteAdded { incident, text } => self.note(incident.as_uuid(), [text]),
            Event::DispatchAdvanced { dispatch, feedback, .. } | Event::DispatchEnded { dispatch, feedback, .. } => {
                self.note_feedback(*dispatch, feedback.as_ref())
            }
            Event::PastDispatchRecorded { dispatch, feedback, .. } => {
                self.note_feedback(dispatch.id, feedback.as_ref())
            }
            _ => Ok(()),
        }
    }

    fn note_told(
        &self,
        report: Uuid,
        (place, caller, narrative, call): (Option<&ReportPlace>, Option<&Caller>, Option<&Sealed>, Option<&CallRecord>),
    ) -> Result<(), RecordsError> {
        let address = place.and_then(|place| place.address.as_ref());
        let caller = caller.into_iter().flat_map(|caller| [caller.name.as_ref(), caller.phone.as_ref()]).flatten();
        let recording = call.and_then(|call| call.recording_sealed.as_ref());
        self.note(report, caller.chain(address).chain(narrative).chain(recording))
    }

    fn note_feedback(&mut self, dispatch: DispatchId, feedback: Option<&Sealed>) -> Result<(), RecordsError> {
        let Some(feedback) = feedback else { return Ok(()) };
        let Some(row) = self.dispatches.get(self.connection, dispatch)? else { return Ok(()) };
        let incident = row.dispatch.incident.as_uuid();
        self.note(incident, [feedback])
    }

    /// A slip of 0 stands for what was sealed before there were slips.
    fn note<'s>(&self, owner: Uuid, texts: impl IntoIterator<Item = &'s Sealed>) -> Result<(), RecordsError> {
        let mut insert = self.connection.prepare_cached("INSERT OR IGNORE INTO sealed VALUES (?1, ?2, ?3)")?;
        for text in texts {
            let slip = text.slip().map_or(0, |slip| slip.number.get());
            insert.execute(params![owner.as_bytes(), text.day().0, slip])?;
        }
        Ok(())
    }
}
