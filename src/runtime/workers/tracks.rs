//! The track thread: once a second the fixes that came in go to the track log and are synced, and from hour to hour what
//! has been kept long enough is deleted.

use std::time::Duration;

use crate::domain::disk::DiskState;
use crate::domain::time::EngineTime;
use crate::runtime::handle::Handle;
use crate::telemetry::names;
use crate::tracks::log::TrackLog;

/// How often it is looked for files whose days are over.
const RETIRES_EVERY: Duration = Duration::from_hours(1);

/// Runs until the daemon stops, then writes what is left. The last second may be lost by a crash.
pub(in crate::runtime) fn run(handle: &Handle, mut log: TrackLog) {
    let mut due = EngineTime::EPOCH;
    loop {
        // On a full disk most of all.
        retire(&mut log, handle.now(), &mut due);
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

/// Deletes what has been kept long enough, when it is due. What cannot be deleted now is tried again an hour later.
fn retire(log: &mut TrackLog, now: EngineTime, due: &mut EngineTime) {
    if now < *due {
        return;
    }
    *due = now + RETIRES_EVERY;
    match log.retire(now) {
        Ok(retired) if !retired.is_empty() => {
            tracing::info!(files = retired.len(), "deleted tracks whose days are over");
        }
        Ok(_) => {}
        Err(error) => tracing::error!(%error, "failed to delete tracks whose days are over: trying again in an hour"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::tracks::log::{TrackLimits, TrackSettings};

    #[test]
    fn what_cannot_be_deleted_is_tried_again_an_hour_later_and_no_sooner() {
        let folder = tempfile::tempdir().expect("a folder");
        let limits = TrackLimits::new(TrackSettings::default()).expect("sound");
        let mut log = TrackLog::open(folder.path(), limits).expect("opened");
        let now = EngineTime::from_unix_seconds(1_795_392_000);
        let path = |days: u64| {
            let begun = now - Duration::from_hours(24 * days);
            folder.path().join(format!("{:020}.tracks", begun.as_micros()))
        };
        // A folder in the place of a file cannot be removed as one.
        fs::create_dir(path(40)).expect("made");
        fs::write(path(31), "").expect("written");
        let mut due = EngineTime::EPOCH;
        retire(&mut log, now, &mut due);
        assert_eq!(due, now + RETIRES_EVERY);
        fs::remove_dir(path(40)).expect("removed");
        fs::write(path(40), "").expect("written");
        retire(&mut log, now + RETIRES_EVERY - Duration::from_micros(1), &mut due);
        assert!(path(40).exists(), "not yet");
        retire(&mut log, now + RETIRES_EVERY, &mut due);
        assert!(!path(40).exists() && path(31).exists(), "the newest stays");
    }
}
