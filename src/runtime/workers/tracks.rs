//! The track thread: once a second the fixes that came in go to the track log and are synced.

use std::time::Duration;

use crate::runtime::handle::Handle;
use crate::tracks::log::TrackLog;

/// Runs until the daemon stops, then writes what is left. The last second may be lost by a crash.
pub(in crate::runtime) fn run(handle: &Handle, mut log: TrackLog) {
    loop {
        let stopping = handle.wait_stopping(Duration::from_secs(1));
        let fixes = handle.shared.tracks.drain();
        if let Err(error) = log.append(&fixes).and_then(|()| log.sync()) {
            tracing::error!(%error, fixes = fixes.len(), "failed to write the track log");
        }
        if stopping {
            return;
        }
    }
}
