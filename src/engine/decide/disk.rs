//! The daemon's own disk: that it fills up goes on the record, and to the desk.

use super::draft::Draft;
use crate::domain::alarm::{AlarmKind, AlarmSubject};
use crate::domain::candidate::Candidates;
use crate::domain::disk::{DiskNote, DiskState};
use crate::domain::event::Event;
use crate::domain::text::Text;

impl<C: Candidates> Draft<'_, C> {
    pub(super) fn note_disk(&mut self, note: DiskNote) {
        if note.state == self.state.disk() {
            return;
        }
        self.push(Event::DiskNoted { state: note.state, free_bytes: note.free_bytes });
        let said = match note.state {
            DiskState::Ample => return,
            DiskState::Low => "the disk fills up: make room",
            DiskState::Reserve => "the disk is nearly full: only levels 1 and 2 are taken until there is room",
        };
        self.raise_alarm_saying(AlarmKind::DiskLow, AlarmSubject::default(), Text::truncated(said));
    }
}
