//! The key thread: tomorrow's keys are made and synced today, before anything is sealed under them.

use std::time::Duration;

use crate::domain::sealed::KeyDay;
use crate::runtime::handle::{Handle, key_day};

/// Runs until the daemon stops.
pub(in crate::runtime) fn run(handle: &Handle) {
    while !handle.wait_stopping(Duration::from_secs(10)) {
        let tomorrow = KeyDay(key_day(handle.now()).0 + 1);
        if let Err(error) = handle.prepare_keys(tomorrow) {
            tracing::error!(%error, "failed to make tomorrow's keys: trying again");
        }
    }
}
