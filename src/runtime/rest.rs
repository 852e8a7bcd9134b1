//! Where worker threads rest between two rounds: until their time is up or the daemon stops.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// A resting place that can be closed once.
#[derive(Debug, Default)]
pub struct Rest {
    over: Mutex<bool>,
    closed: Condvar,
}

impl Rest {
    /// Rests, at most for so long; whether the daemon stops.
    pub fn wait(&self, patience: Duration) -> bool {
        let over = self.over.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.closed.wait_timeout_while(over, patience, |over| !*over);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Wakes everybody for good.
    pub fn close(&self) {
        *self.over.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.closed.notify_all();
    }
}
