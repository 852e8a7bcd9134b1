//! Reads what the door trusts again when a file of it has changed, or when it is told to.
//!
//! What cannot be read changes nothing: a file that is half written, damaged or gone neither shuts anybody out nor lets
//! anybody in. It is tried again until it can be read.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

use super::door::Door;
use crate::access::gate::Trust;
use crate::telemetry::names::ACCESS_RELOADS;

/// How often the files are looked at. Together with reading them it stays far below the five seconds in which a
/// revocation must work.
pub const LOOK_INTERVAL: Duration = Duration::from_secs(1);

/// What tells one state of a file from another: inode, length, seconds and nanoseconds of its time; none when it is gone.
pub type FileStamp = Option<[u64; 4]>;

/// Where what the door trusts comes from.
pub trait TrustSource: Send + Sync + 'static {
    /// The present states of the files.
    fn stamps(&self) -> Vec<FileStamp>;

    /// Reads the files.
    ///
    /// # Errors
    /// Everything that is wrong with them, in words.
    fn read(&self) -> Result<Trust, String>;
}

/// Looks after the files until the daemon stops. `stamps` are of the state that the door has now.
pub(super) async fn follow(
    door: Arc<Door>,
    source: Arc<dyn TrustSource>,
    mut stamps: Vec<FileStamp>,
    asked: Arc<Notify>,
    mut draining: watch::Receiver<bool>,
) {
    let mut looks = interval(LOOK_INTERVAL);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut trouble = None;
    loop {
        let forced = tokio::select! {
            _ = draining.wait_for(|draining| *draining) => return,
            () = asked.notified() => true,
            _ = looks.tick() => false,
        };
        let (reader, before) = (Arc::clone(&source), stamps.clone());
        // Files may lie on a disk that hangs: never on a thread that serves.
        let read = tokio::task::spawn_blocking(move || {
            let now = reader.stamps();
            (forced || now != before).then(|| (now, reader.read()))
        });
        match read.await {
            Ok(Some((now, Ok(trust)))) => {
                door.replace(trust);
                (stamps, trouble) = (now, None);
                metrics::counter!(ACCESS_RELOADS, "outcome" => "loaded").increment(1);
                tracing::info!("certificates, principals, keys and revocations were read again");
            }
            Ok(Some((_, Err(why)))) => {
                metrics::counter!(ACCESS_RELOADS, "outcome" => "failed").increment(1);
                if trouble.as_ref() != Some(&why) {
                    tracing::error!(%why, "failed to read what the door trusts: what was read before stands");
                    trouble = Some(why);
                }
            }
            Ok(None) => trouble = None,
            Err(error) => tracing::error!(%error, "reading what the door trusts ended early"),
        }
    }
}
