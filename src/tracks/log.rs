//! The writer: appends blocks to the newest file, begins new files, deletes old ones.
//!
//! A failed write or sync costs the rows since the last good sync; the file is given up and the next rows begin a new
//! one, since a page that failed to reach the disk may look clean afterwards.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use thiserror::Error;

use super::block::BlockBuilder;
use crate::domain::position::{Fix, FixVerdict};
use crate::domain::time::EngineTime;

/// The first bytes of each file: format and version.
pub(super) const FILE_MAGIC: [u8; 8] = *b"PTRACK01";

const FILE_SUFFIX: &str = ".tracks";
const HOUR_MICROS: i64 = 3_600_000_000;

/// The track log's limits as a configuration file gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrackSettings {
    /// How many days tracks are kept.
    pub retention_days: u32,
    /// The size at which a new file begins.
    pub file_bytes_max: u64,
    /// The most rows in a block, and so in memory.
    pub block_rows_max: u32,
}

impl Default for TrackSettings {
    fn default() -> Self {
        Self { retention_days: 30, file_bytes_max: 256 << 20, block_rows_max: 8_192 }
    }
}

/// Checked limits of the track log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrackLimits(TrackSettings);

/// Why limits were refused.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum InvalidTrackLimits {
    /// Tracks are kept for a day at least and ten years at most.
    #[error("invalid retention_days (got {0}): it must lie between 1 and 3660")]
    Retention(u32),
    /// A file must hold a block and fit a disk.
    #[error("invalid file_bytes_max (got {0}): it must lie between 4096 and 1099511627776")]
    FileBytes(u64),
    /// A block must hold a row and fit its limit of bytes.
    #[error("invalid block_rows_max (got {0}): it must lie between 1 and 262144")]
    BlockRows(u32),
}

impl TrackLimits {
    /// Checks settings.
    ///
    /// # Errors
    /// When a value lies outside the bounds that the error names.
    pub fn new(settings: TrackSettings) -> Result<Self, InvalidTrackLimits> {
        let TrackSettings { retention_days, file_bytes_max, block_rows_max } = settings;
        if !(1..=3_660).contains(&retention_days) {
            return Err(InvalidTrackLimits::Retention(retention_days));
        }
        if !(4_096..=1 << 40).contains(&file_bytes_max) {
            return Err(InvalidTrackLimits::FileBytes(file_bytes_max));
        }
        if !(1..=1 << 18).contains(&block_rows_max) {
            return Err(InvalidTrackLimits::BlockRows(block_rows_max));
        }
        Ok(Self(settings))
    }
}

/// Why the track log could not be written or read.
#[derive(Debug, Error)]
#[error("{action} {}: {source}", .path.display())]
pub struct TrackError {
    pub(super) action: &'static str,
    pub(super) path: PathBuf,
    pub(super) source: io::Error,
}

/// For attaching a path to what the system said.
pub(super) fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> TrackError {
    let path = path.to_owned();
    move |source| TrackError { action, path, source }
}

/// The one writer of a folder of tracks.
#[derive(Debug)]
pub struct TrackLog {
    folder: PathBuf,
    limits: TrackLimits,
    pending: BlockBuilder,
    open: Option<OpenFile>,
    last_started_at: i64,
}

#[derive(Debug)]
struct OpenFile {
    path: PathBuf,
    file: File,
    hour: i64,
    bytes: u64,
}

impl TrackLog {
    /// Opens a folder, making it when it is missing. Files of an earlier life stay as they are.
    ///
    /// # Errors
    /// When the folder cannot be made or listed.
    pub fn open(folder: &Path, limits: TrackLimits) -> Result<Self, TrackError> {
        fs::create_dir_all(folder).map_err(failed("create", folder))?;
        let last_started_at = files(folder)?.last().map_or(i64::MIN, |(started_at, _)| started_at.as_micros());
        Ok(Self { folder: folder.to_owned(), limits, pending: BlockBuilder::default(), open: None, last_started_at })
    }

    /// Takes fixes with their verdicts, in the order in which they were received. They are safe after the next
    /// [`TrackLog::sync`].
    ///
    /// # Errors
    /// When a file cannot be begun or a full block not be written; the rows since the last good sync, these included,
    /// may be lost, and the log goes on in a new file.
    pub fn append(&mut self, rows: &[(Fix, FixVerdict)]) -> Result<(), TrackError> {
        for (fix, verdict) in rows {
            let hour = fix.received_at.as_micros().div_euclid(HOUR_MICROS);
            let is_over = |open: &OpenFile| hour > open.hour || open.bytes >= self.limits.0.file_bytes_max;
            if self.open.as_ref().is_some_and(is_over) {
                self.sync()?;
                self.open = None;
            }
            if self.open.is_none() {
                self.open = Some(self.begin(fix.received_at, hour)?);
            }
            self.pending.push(fix, *verdict);
            if self.pending.rows() >= self.limits.0.block_rows_max {
                self.write_pending()?;
            }
        }
        Ok(())
    }

    /// Writes what is pending and makes it safe. To be called every second.
    ///
    /// # Errors
    /// When the disk fails; the rows since the last good sync may be lost, and the log goes on in a new file.
    pub fn sync(&mut self) -> Result<(), TrackError> {
        self.write_pending()?;
        let Some(open) = self.open.as_ref() else { return Ok(()) };
        let synced = open.file.sync_data().map_err(failed("sync", &open.path));
        if synced.is_err() {
            self.open = None;
        }
        synced
    }

    /// Deletes files of which every row was received longer ago than the retention, the oldest first, and names them.
    /// The newest file always stays.
    ///
    /// # Errors
    /// When a file cannot be deleted; those before it are gone.
    pub fn retire(&mut self, now: EngineTime) -> Result<Vec<PathBuf>, TrackError> {
        let oldest_kept = now - Duration::from_hours(24 * u64::from(self.limits.0.retention_days));
        let files = files(&self.folder)?;
        let mut retired = Vec::new();
        // A file ends where its successor begins.
        for ((_, path), (ended_at, _)) in files.iter().zip(files.iter().skip(1)) {
            if *ended_at >= oldest_kept {
                break;
            }
            fs::remove_file(path).map_err(failed("delete", path))?;
            retired.push(path.clone());
        }
        Ok(retired)
    }

    fn write_pending(&mut self) -> Result<(), TrackError> {
        let Some(block) = std::mem::take(&mut self.pending).finish() else { return Ok(()) };
        let Some(open) = self.open.as_mut() else { return Ok(()) };
        let written = open.file.write_all(&block).map_err(failed("write", &open.path));
        open.bytes += block.len() as u64;
        if written.is_err() {
            self.open = None;
        }
        written
    }

    /// Makes a new file, named after the instant of its first row or the first free one behind it.
    fn begin(&mut self, received_at: EngineTime, hour: i64) -> Result<OpenFile, TrackError> {
        let started_at = received_at.as_micros().max(self.last_started_at.saturating_add(1)).max(0);
        self.last_started_at = started_at;
        let path = self.folder.join(format!("{started_at:020}{FILE_SUFFIX}"));
        let mut file = OpenOptions::new().append(true).create_new(true).open(&path).map_err(failed("create", &path))?;
        file.write_all(&FILE_MAGIC).map_err(failed("write", &path))?;
        let synced = File::open(&self.folder).and_then(|folder| folder.sync_all());
        synced.map_err(failed("sync", &self.folder))?;
        Ok(OpenFile { path, file, hour, bytes: FILE_MAGIC.len() as u64 })
    }
}

/// The files of a folder with the instant at which each begins, in order. Other files are left alone.
pub(super) fn files(folder: &Path) -> Result<Vec<(EngineTime, PathBuf)>, TrackError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed("list", folder))? {
        let path = entry.map_err(failed("list", folder))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(FILE_SUFFIX));
        if let Some(started_at) = name.and_then(|name| name.parse().ok()) {
            files.push((EngineTime::from_micros(started_at), path));
        }
    }
    files.sort();
    Ok(files)
}
