//! Reading the records beside the thread that writes them.

use std::sync::PoisonError;
use std::time::Duration;

use super::clock::Stopwatch;
use super::handle::Handle;
use crate::domain::ids::{IncidentId, Sequence, ZoneId};
use crate::domain::incident::ArchivedIncident;
use crate::records::{RecordsError, RecordsReader};

pub use crate::records::{ClockFigures, Figures, ResponseSpan, ResponseTable, ResponseTimes};

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
