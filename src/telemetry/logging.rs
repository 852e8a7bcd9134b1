//! Log lines: for people or as JSON, one line each, lower case, with fields.
//!
//! No filter lets other people's code say more than warnings: what a transport or a database tells at its finest levels is
//! what passes through it, headers with tokens and bodies with personal data among them.

use std::io;

use thiserror::Error;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::filter::{FilterExt, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, Registry, fmt};

/// Where log lines of this program come from.
const OWN_TARGET: &str = "patrold";

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
    subscriber(format, filter, io::stderr)?.try_init().map_err(|_| LoggingError::AlreadySet)
}

fn subscriber<W>(format: LogFormat, filter: &str, writer: W) -> Result<impl Subscriber + Send + Sync, LoggingError>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let asked =
        EnvFilter::try_new(filter).map_err(|source| LoggingError::Filter { filter: filter.to_owned(), source })?;
    let lines = fmt::layer().with_writer(writer);
    let lines: Box<dyn Layer<Registry> + Send + Sync> = match format {
        LogFormat::Human => lines.with_target(false).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    Ok(Registry::default().with(lines.with_filter(asked.and(filter_fn(may_be_said)))))
}

/// Whether a line may be written, whatever the filter wants.
fn may_be_said(line: &Metadata<'_>) -> bool {
    let own = line.target().strip_prefix(OWN_TARGET).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
    own || *line.level() <= Level::WARN
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<Vec<u8>>>);

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("no panic").write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn said(format: LogFormat, filter: &str) -> String {
        let paper = Paper::default();
        let writer = paper.clone();
        let lines = subscriber(format, filter, move || writer.clone()).expect("a filter");
        tracing::subscriber::with_default(lines, || {
            tracing::trace!("our finest");
            tracing::trace!(target: "h2::codec::framed_read", "their frame");
            tracing::debug!(target: "hyper::proto", "their header");
            tracing::info!(target: "patroldish", "their guest");
            tracing::warn!(target: "rustls::conn", "their warning");
        });
        let bytes = paper.0.lock().expect("no panic").clone();
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn no_filter_lets_the_transport_tell_what_passes_through_it() {
        for format in [LogFormat::Human, LogFormat::Json] {
            for filter in
                ["trace", "h2=trace,hyper=trace,patrold=trace,patroldish=trace,rustls=warn", "[frame]=trace,trace"]
            {
                let said = said(format, filter);
                assert!(said.contains("our finest") && said.contains("their warning"), "{filter}: {said}");
                for theirs in ["their frame", "their header", "their guest"] {
                    assert!(!said.contains(theirs), "{filter}: {said}");
                }
            }
        }
        assert!(!said(LogFormat::Human, "info").contains("our finest"), "a filter still filters");
    }
}
