//! Signed heads of the record, exported on an interval and at a clean stop.

use std::path::PathBuf;
use std::sync::PoisonError;
use std::time::Duration;

use thiserror::Error;

use super::handle::Handle;
use super::settings::RuntimeSettings;
use crate::domain::ids::Sequence;
use crate::journal::heads::key::{HeadKey, HeadKeyError};
use crate::journal::heads::log::HeadLog;
use crate::journal::{ChainPoint, Epoch};
use crate::telemetry::names;

/// The file of signed heads in the data folder, where no other is configured.
pub const HEADS_FILE: &str = "journal.heads";
/// The private key in the data folder, where no other is configured.
pub const HEAD_KEY_FILE: &str = "keys/heads.key";

/// Where signed heads go, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadSettings {
    /// The file; none for [`HEADS_FILE`] in the data folder.
    pub file: Option<PathBuf>,
    /// The private key; none for [`HEAD_KEY_FILE`] in the data folder, made when it is not there.
    pub key_file: Option<PathBuf>,
    /// How often a head is exported when the record has grown.
    pub interval: Duration,
}

impl Default for HeadSettings {
    fn default() -> Self {
        Self { file: None, key_file: None, interval: Duration::from_mins(1) }
    }
}

/// Why signed heads cannot be exported, or forbid the start.
#[derive(Debug, Error)]
pub enum HeadsError {
    /// There is no key.
    #[error(transparent)]
    Key(#[from] HeadKeyError),
    /// The file is there and cannot be read.
    #[error("failed to read the signed heads {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the disk said.
        source: std::io::Error,
    },
    /// The journal lacks what a signed head says was durable.
    #[error(
        "the signed heads {} say that the record reached entry {head} with the chain {head_hash}, but the journal ends \
         at entry {journal} with the chain {journal_hash}: it was cut, or an older copy was put in its place; bring \
         back the rest, or, if you know why, move the file of heads aside and keep it", path.display()
    )]
    JournalBehind {
        /// The file.
        path: PathBuf,
        /// The newest head's sequence.
        head: Sequence,
        /// The newest head's hash.
        head_hash: String,
        /// The journal's last sequence.
        journal: Sequence,
        /// The journal's hash there.
        journal_hash: String,
    },
}

/// Opens the file of signed heads and compares its newest line with the end of the journal.
///
/// # Errors
/// When there is no key, the file cannot be read, or the journal ends before the newest head.
pub(super) fn open(settings: &RuntimeSettings, epoch: Epoch, journal: ChainPoint) -> Result<HeadLog, HeadsError> {
    let HeadSettings { file, key_file, .. } = &settings.heads;
    let path = file.clone().unwrap_or_else(|| settings.data.join(HEADS_FILE));
    let key_file = key_file.clone().unwrap_or_else(|| settings.data.join(HEAD_KEY_FILE));
    let key = HeadKey::load_or_make(&key_file)?;
    let log = HeadLog::open(&path, key, settings.city.clone(), epoch);
    let log = log.map_err(|source| HeadsError::File { path: path.clone(), source })?;
    if let Some(head) = log.newest().map(|newest| newest.point) {
        let gone = head.sequence > journal.sequence;
        let other = head.sequence == journal.sequence && head.hash != journal.hash;
        if gone || other {
            return Err(HeadsError::JournalBehind {
                path,
                head: head.sequence,
                head_hash: head.hash.to_string(),
                journal: journal.sequence,
                journal_hash: journal.hash.to_string(),
            });
        }
    }
    Ok(log)
}

impl Handle {
    /// Exports a signed head of what is committed, unless the newest one says the same.
    pub(super) fn export_head(&self) {
        let (point, time) = (self.read().point(), self.now());
        let mut log = self.shared.heads.lock().unwrap_or_else(PoisonError::into_inner);
        let outcome = match log.export(point, time) {
            Ok(false) => return,
            Ok(true) => {
                #[expect(clippy::cast_precision_loss, reason = "a gauge is a float")]
                metrics::gauge!(names::HEAD_SEQUENCE).set(point.sequence.get() as f64);
                "written"
            }
            Err(error) => {
                let path = log.path().display();
                tracing::error!(%error, %path, "failed to export a signed head: what is newer than the last one rests on the chain alone");
                "failed"
            }
        };
        metrics::counter!(names::HEAD_EXPORTS, "outcome" => outcome).increment(1);
    }
}
