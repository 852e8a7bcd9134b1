//! The track thread: once a second the fixes that came in go to the track log and are synced.

use std::time::Duration;

use crate::domain::disk::DiskState;
use crate::runtime::handle::Handle;
use crate::telemetry::names;
use crate::tracks::log::TrackLog;

/// Runs until the daemon stops, then writes what is left. The last second may be lost by a crash.
pub(in crate::runtime) fn run(handle: &Handle, mut log: TrackLog) {
    loop {
        let stopping = handle.wait_stopping(Duration::from_secs(1));
        let fixes = handle.shared.tracks.drain();
        // What is left of the disk is for the record: fixes are perishable.
        if handle.disk() == DiskState::Reserve {
            metrics::counter!(names::TRACK_FIXES_LOST).increment(fixes.len() as u64);
            if stopping {
                return;
            }
            continue;
        }
        if let Err(error) = log.append(&fixes).and_then(|()| log.sync()) {
            tracing::error!(%error, fixes = fixes.len(), "failed to write the track log");
        }
        if stopping {
            return;
        }
    }
}
