//! The key thread: tomorrow's keys are made and synced today, before anything is sealed under them; the keys of what is to
//! be erased are destroyed, and what has been kept long enough is erased.

use std::time::Duration;

use crate::domain::sealed::KeyDay;
use crate::runtime::handle::{Handle, key_day};

/// Runs until the daemon stops.
pub(in crate::runtime) fn run(handle: &Handle) {
    while !handle.wait_stopping(Duration::from_secs(1)) {
        let today = key_day(handle.now());
        let tomorrow = KeyDay(today.0 + 1);
        if let Err(error) = handle.prepare_keys(tomorrow).and_then(|()| handle.prepare_slips(today)) {
            tracing::error!(%error, "failed to make keys ahead of time: trying again");
        }
        handle.carry_out_erasures();
        handle.end_retention();
    }
}
