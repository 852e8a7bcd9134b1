//! The snapshot thread: every so many entries the committed view is written down, so that a start need not read all.
//!
//! The view is copied (its things are shared, so the copy is short) together with the point of the record that it stands
//! for; encoding and writing then hold nobody up, on a thread that others go before. A full replay to that point gives the same
//! state hash, which `patrold restore --verify` checks.

use std::time::Duration;

use crate::domain::disk::DiskState;
use crate::journal::damage::BoxError;
use crate::journal::disk::RealDisk;
use crate::runtime::handle::Handle;
use crate::runtime::niceness::stand_back;
use crate::runtime::recover::write_snapshot;
use crate::telemetry::names;

/// Looks once a second whether a snapshot is due; runs until the daemon stops.
pub(in crate::runtime) fn run(handle: &Handle, mut last: u64) {
    while !handle.wait_stopping(Duration::from_secs(1)) {
        let newest = handle.read().sequence().get();
        let is_due = newest.saturating_sub(last) >= handle.shared.settings.snapshot_every_entries;
        // What is left of the disk is for the record: a snapshot only saves time at the next start.
        if is_due && handle.disk() != DiskState::Reserve {
            match write(handle) {
                Ok(sequence) => {
                    tracing::info!(sequence, "wrote a snapshot");
                    metrics::counter!(names::SNAPSHOTS, "outcome" => "written").increment(1);
                    last = sequence;
                }
                Err(error) => {
                    tracing::error!(%error, "failed to write a snapshot: the next start reads more");
                    metrics::counter!(names::SNAPSHOTS, "outcome" => "failed").increment(1);
                    last = newest;
                }
            }
        }
    }
}

fn write(handle: &Handle) -> Result<u64, BoxError> {
    let view = handle.read().clone();
    let written = std::thread::scope(|scope| {
        let writes = scope.spawn(|| {
            stand_back();
            write_snapshot(&RealDisk, &handle.shared.settings, &view)
        });
        writes.join()
    });
    Ok(written.map_err(|_| "the thread that wrote it panicked")??.get())
}
