//! Log lines: for people or as JSON, one line each, lower case, with fields.

use thiserror::Error;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::Subscriber;
use tracing_subscriber::util::SubscriberInitExt;

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Human,
    /// For machines.
    Json,
}

/// Why logging could not be set up.
#[derive(Debug, Error)]
pub enum LoggingError {
    /// The filter is not one.
    #[error("invalid log filter (got {filter:?}): {source}")]
    Filter {
        /// What was given.
        filter: String,
        /// Why it is refused.
        source: tracing_subscriber::filter::ParseError,
    },
    /// Logging was set up before in this process.
    #[error("logging was set up before in this process")]
    AlreadySet,
}

/// Sets up logging to standard error.
///
/// # Errors
/// When the filter cannot be read, or logging was set up before.
pub fn start(format: LogFormat, filter: &str) -> Result<(), LoggingError> {
    let env_filter =
        EnvFilter::try_new(filter).map_err(|source| LoggingError::Filter { filter: filter.to_owned(), source })?;
    let builder = Subscriber::builder().with_env_filter(env_filter).with_writer(std::io::stderr);
    let started = match format {
        LogFormat::Human => builder.with_target(false).finish().try_init(),
        LogFormat::Json => builder.json().flatten_event(true).finish().try_init(),
    };
    started.map_err(|_| LoggingError::AlreadySet)
}
