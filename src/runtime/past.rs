//! Reading the records beside the thread that writes them.

use std::time::Duration;

use super::clock::Stopwatch;
use super::handle::Handle;
use crate::domain::ids::ZoneId;
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
