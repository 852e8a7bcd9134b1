//! The disk thread: looks how much is left, takes and gives back the reserve, and puts it on the record when a mark is
//! passed.

use crate::domain::command::Command;
use crate::domain::disk::{DiskNote, DiskState};
use crate::runtime::disk::ReserveFile;
use crate::runtime::handle::Handle;
use crate::runtime::sequencer::own;
use crate::telemetry::names;

/// The reserve's name in the data folder.
const RESERVE: &str = "reserve";

/// Runs until the daemon stops.
pub(in crate::runtime) fn run(handle: &Handle) {
    let settings = &handle.shared.settings;
    let mut reserve = ReserveFile::new(settings.data.join(RESERVE), settings.disk.reserve_bytes);
    loop {
        look(handle, &mut reserve);
        if handle.wait_stopping(settings.disk.check_interval) {
            return;
        }
    }
}

fn look(handle: &Handle, reserve: &mut ReserveFile) {
    let settings = &handle.shared.settings;
    let space = match rustix::fs::statvfs(settings.data.join("journal")) {
        Ok(space) => space,
        Err(error) => return tracing::warn!(%error, "failed to look how much of the disk is left"),
    };
    let free_bytes = space.f_bavail * space.f_frsize;
    let before = handle.disk();
    let mut state = settings.disk.judge(before, reserve.spare_bytes(free_bytes));
    let kept = match state {
        DiskState::Ample | DiskState::Low => reserve.hold(),
        DiskState::Reserve => reserve.release(),
    };
    if let Err(error) = kept {
        tracing::error!(%error, "failed to keep the reserve of the disk");
        state = DiskState::Reserve;
    }
    #[expect(clippy::cast_precision_loss, reason = "a gauge is a float")]
    metrics::gauge!(names::DISK_FREE).set(free_bytes as f64);
    metrics::gauge!(names::DISK_STATE).set(number(state));
    if state != before {
        say(state, free_bytes);
        handle.shared.disk.send_replace(state);
    }
    // Also when the record is of another opinion: it may be of the run before, or had no room a moment ago.
    if handle.read().disk() != state {
        let note = Command::NoteDisk(DiskNote { state, free_bytes });
        handle.submit_unanswered(own(handle.now(), note, handle.make_command_id()));
    }
}

fn say(state: DiskState, free_bytes: u64) {
    match state {
        DiskState::Ample => tracing::info!(free_bytes, "the disk has room again: everything is taken"),
        DiskState::Low => tracing::warn!(free_bytes, "the disk fills up: make room"),
        DiskState::Reserve => {
            tracing::error!(free_bytes, "the disk is nearly full: only levels 1 and 2 are taken until there is room");
        }
    }
}

const fn number(state: DiskState) -> u32 {
    match state {
        DiskState::Ample => 0,
        DiskState::Low => 1,
        DiskState::Reserve => 2,
    }
}
