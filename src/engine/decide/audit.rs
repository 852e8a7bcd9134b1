//! What is only written down: refusals of the rim, reads, and how many refusals were left out.

use super::draft::Draft;
use crate::domain::audit::{LeftOut, Reading, RefusedAtRim, SUBJECTS_MAX};
use crate::domain::candidate::Candidates;
use crate::domain::event::Event;

impl<C: Candidates> Draft<'_, C> {
    pub(super) fn record_refusal(&mut self, refused: &RefusedAtRim) {
        let RefusedAtRim { command, reason, detail, subjects } = refused.clone();
        let subjects = subjects.into_iter().take(SUBJECTS_MAX).collect();
        self.push(Event::CommandRefused { command, reason, detail, subjects });
    }

    pub(super) fn record_reading(&mut self, reading: &Reading) {
        self.push(match reading.clone() {
            Reading::Answer { rpc, subjects, query, rows } => {
                let subjects = subjects.into_iter().take(SUBJECTS_MAX).collect();
                Event::DataRead { rpc, subjects, query, rows }
            }
            Reading::WatchOpened { rpc, query, from } => Event::WatchOpened { rpc, query, from },
            Reading::WatchEnded { opened, through } => Event::WatchEnded { opened, through },
        });
    }

    pub(super) fn record_left_out(&mut self, left_out: &LeftOut) {
        if left_out.total() > 0 {
            self.push(Event::RefusalsLeftOut(left_out.clone()));
        }
    }
}
