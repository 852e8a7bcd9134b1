//! How many connections fit below the process's limit on open files: they may take what is left beside a reserve, since a
//! journal that cannot open its next segment ends the daemon.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Files that are no connections: segments, snapshots, records, tracks, the base map, the runtime's own.
const RESERVE: u64 = 256;

/// Raises the limit as far as the system lets it, and gives how many of so many connections fit below it.
pub(super) fn room_for(connections_max: usize) -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    let current = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => limit.maximum,
        Err(_) => limit.current,
    };
    let Some(files) = current else { return connections_max };
    let room = fitting(files);
    if room < connections_max {
        tracing::warn!(
            connections_max,
            room,
            open_files = files,
            "the limit on open files leaves room for fewer connections than configured"
        );
    }
    room.min(connections_max)
}

/// All but the reserve, of few files half.
fn fitting(files: u64) -> usize {
    usize::try_from(files.saturating_sub(RESERVE).max(files / 2)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_the_reserve_free() {
        for (files, room) in [(20_000, 19_744), (1_024, 768), (512, 256), (300, 150), (0, 0)] {
            assert_eq!(fitting(files), room, "of {files}");
        }
        assert_eq!(room_for(3), 3);
    }
}
