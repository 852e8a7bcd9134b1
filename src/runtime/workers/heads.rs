//! The thread of signed heads. The last one is exported by whoever stops the daemon, behind the last entry.

use crate::runtime::handle::Handle;

/// Runs until the daemon stops.
pub(in crate::runtime) fn run(handle: &Handle) {
    while !handle.wait_stopping(handle.shared.settings.heads.interval) {
        handle.export_head();
    }
}
