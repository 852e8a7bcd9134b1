//! Reading the records beside the thread that writes them.

use std::sync::PoisonError;
use std::time::Duration;

use super::clock::Stopwatch;
use super::handle::Handle;
use crate::domain::actor::Actor;
use crate::domain::audit::Asked;
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{CommandId, IncidentId, Sequence, ZoneId};
use crate::domain::incident::ArchivedIncident;
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::journal::codec;
use crate::journal::group::RECORD_BYTES_MAX;
use crate::records::{RecordsError, RecordsReader};

pub use crate::records::{ClockFigures, Figures, ResponseSpan, ResponseTable, ResponseTimes};

/// How many bytes of a closed incident one entry brings back: what a record holds, less what else stands in it.
pub const REOPENED_BYTES_MAX: usize = RECORD_BYTES_MAX - (64 << 10);

/// How long a look into the records waits for them to catch up with the journal.
const CATCH_UP_PATIENCE: Duration = Duration::from_secs(5);
/// How long it sleeps between two looks.
const CATCH_UP_PAUSE: Duration = Duration::from_millis(10);

impl Handle {
    /// How fast the incidents of a span were answered in the zones that are wanted, with everything that is committed now,
    /// if the records catch up in time. It reads from disk: call it where blocking is allowed.
    ///
    /// # Errors
    /// When the records cannot be read.
    pub fn response_times(
        &self,
        span: &ResponseSpan,
        is_wanted: &dyn Fn(Option<&ZoneId>) -> bool,
    ) -> Result<ResponseTable, RecordsError> {
        self.caught_up_records()?.response_times(span, is_wanted)
    }

    /// A closed incident that was seen to have left memory at an entry, with everything that was acknowledged before: what
    /// the records say later of what came earlier would be lost when it is reopened from them. None when there is none. It
    /// reads from disk and may wait for the records: call it where blocking is allowed.
    ///
    /// # Errors
    /// In words, when the records cannot be read or lag behind.
    pub fn archived_through(&self, incident: IncidentId, seen: Sequence) -> Result<Option<ArchivedIncident>, String> {
        let waited = Stopwatch::start();
        loop {
            {
                let archive = self.shared.archive.lock().unwrap_or_else(PoisonError::into_inner);
                if archive.position().map_err(|why| why.to_string())?.sequence >= seen {
                    return archive.incident(incident).map_err(|why| why.to_string());
                }
            }
            if waited.elapsed() >= CATCH_UP_PATIENCE || self.wait_stopping(CATCH_UP_PAUSE) {
                return Err("the records lag behind".to_owned());
            }
        }
    }

    /// A reader of records that know everything which is committed now, if they catch up in time.
    pub(super) fn caught_up_records(&self) -> Result<RecordsReader, RecordsError> {
        let committed = self.read().sequence();
        let reader = RecordsReader::open(&self.shared.settings.data.join("records.sqlite"))?;
        let waited = Stopwatch::start();
        while reader.position()?.sequence < committed && waited.elapsed() < CATCH_UP_PATIENCE {
            std::thread::sleep(CATCH_UP_PAUSE);
        }
        Ok(reader)
    }
}

/// How many bytes of the record it takes to bring a closed incident back, with its reports and dispatches.
#[must_use]
pub fn reopened_bytes(archived: &ArchivedIncident) -> usize {
    let (incident, archived) = (archived.incident.id, Some(Box::new(archived.clone())));
    let entry = Entry {
        sequence: Sequence::ZERO,
        recorded_at: EngineTime::EPOCH,
        occurred_at: None,
        entered_late: false,
        command: CommandId::from_uuid(uuid::Uuid::nil()),
        actor: Actor::daemon(),
        request: None,
        asked: Asked::default(),
        events: vec![Event::IncidentReopened { incident, archived, reason: Text::default() }],
    };
    let mut bytes = Vec::new();
    codec::encode(&entry, &mut bytes);
    bytes.len()
}

#[cfg(test)]
mod tests {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::TestRunner;

    use super::*;
    use crate::domain::arbitrary;
    use crate::domain::incident::Note;
    use crate::domain::sealed::{KeyDay, RetentionKind, SEALED_BYTES_MAX, Sealed};

    #[test]
    fn what_is_brought_back_is_measured_as_it_is_written() {
        let mut runner = TestRunner::deterministic();
        let mut draw = || arbitrary::entry().new_tree(&mut runner).expect("a value").current();
        let archived = std::iter::repeat_with(&mut draw).flat_map(|entry| entry.events).find_map(|event| {
            let Event::IncidentReopened { archived, .. } = event else { return None };
            archived
        });
        let mut archived = archived.expect("an endless supply");
        let before = reopened_bytes(&archived);
        let text = Sealed::new(RetentionKind::Narrative, KeyDay(1), [0; 24], vec![7; SEALED_BYTES_MAX]).expect("fits");
        let notes = REOPENED_BYTES_MAX / SEALED_BYTES_MAX + 1;
        for _ in 0..notes {
            archived.incident.notes.push(Note { at: EngineTime::EPOCH, author: Text::default(), text: text.clone() });
        }
        let after = reopened_bytes(&archived);
        assert!(before < REOPENED_BYTES_MAX && after > REOPENED_BYTES_MAX, "{before}, {after}");
        assert!((notes * SEALED_BYTES_MAX..notes * (SEALED_BYTES_MAX + 100)).contains(&(after - before)));
    }
}
