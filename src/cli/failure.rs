//! Why a subcommand ended without its result, in words that say what to do.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::replay::recording::RecordingError;
use crate::api::server::ServerError;
use crate::config::rooms::InvalidRooms;
use crate::domain::ids::InvalidName;
use crate::journal::backup::BackupError;
use crate::policy::faults::Faults;
use crate::runtime::clock::RunsByItself;
use crate::runtime::handle::Refusal;
use crate::runtime::start::StartError;
use crate::telemetry::logging::LoggingError;
use crate::telemetry::metrics_endpoint::MetricsError;
use crate::tracker::limits::InvalidTrackerLimits;

/// Why a subcommand failed.
#[derive(Debug, Error)]
pub(super) enum Failure {
    /// The configuration or the policy has faults.
    #[error("the configuration has faults:\n{0}")]
    Config(#[from] Faults),
    /// A room refuses its limits.
    #[error(transparent)]
    Rooms(#[from] InvalidRooms),
    /// The tracker refuses its limits.
    #[error(transparent)]
    Tracker(#[from] InvalidTrackerLimits),
    /// Logging cannot be set up.
    #[error(transparent)]
    Logging(#[from] LoggingError),
    /// Metrics cannot be served.
    #[error(transparent)]
    Metrics(#[from] MetricsError),
    /// The daemon cannot be started.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The daemon cannot be stopped in good order.
    #[error("failed to stop in good order: {0}")]
    Stop(#[from] Refusal),
    /// The daemon refused a call.
    #[error("the daemon answered {}: {}", _0.code(), _0.message())]
    Call(#[from] tonic::Status),
    /// No daemon can be reached.
    #[error("failed to reach the daemon: {0}")]
    Connect(#[from] tonic::transport::Error),
    /// A name that the daemon gave cannot be read.
    #[error(transparent)]
    Name(#[from] InvalidName),
    /// The clock cannot be told the time.
    #[error(transparent)]
    Clock(#[from] RunsByItself),
    /// A backup cannot be made or verified.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// The daemon cannot serve its API.
    #[error(transparent)]
    Server(#[from] ServerError),
    /// A recording cannot be used.
    #[error(transparent)]
    Recording(#[from] RecordingError),
    /// A file cannot be used.
    #[error("failed to use {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Something cannot be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A result cannot be written as JSON.
    #[error("failed to write JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Something else, in words.
    #[error("{0}")]
    Other(String),
}
