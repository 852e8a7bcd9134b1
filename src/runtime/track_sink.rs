//! The way of fixes to the track log: a bounded buffer that api tasks fill without waiting and one thread writes out
//! every second. What does not fit is lost and counted; positions are perishable, commands are not.

use std::sync::{Mutex, PoisonError};

use crate::domain::position::{Fix, FixVerdict};
use crate::telemetry::names;

/// The buffer.
#[derive(Debug)]
pub struct TrackSink {
    waiting: Mutex<Vec<(Fix, FixVerdict)>>,
    max: usize,
}

impl TrackSink {
    /// A buffer for at most `max` fixes between two writes.
    #[must_use]
    pub const fn new(max: usize) -> Self {
        Self { waiting: Mutex::new(Vec::new()), max }
    }

    /// Puts fixes in, as many as fit.
    pub fn append(&self, fixes: impl ExactSizeIterator<Item = (Fix, FixVerdict)>) {
        let count = fixes.len();
        let taken = {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            let room = self.max.saturating_sub(waiting.len());
            waiting.extend(fixes.take(room));
            count.min(room)
        };
        if taken < count {
            metrics::counter!(names::TRACK_FIXES_LOST).increment((count - taken) as u64);
        }
    }

    /// Takes everything out.
    #[must_use]
    pub fn drain(&self) -> Vec<(Fix, FixVerdict)> {
        std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
