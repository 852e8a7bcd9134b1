//! What the daemon says of itself while it runs: log lines and metrics. Neither ever carries personal data.

pub mod logging;
pub mod metrics_endpoint;
pub mod names;
pub mod open;
