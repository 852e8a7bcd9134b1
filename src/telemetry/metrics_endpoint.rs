//! The Prometheus endpoint.

use std::net::SocketAddr;

use metrics_exporter_prometheus::{BuildError, PrometheusBuilder};
use thiserror::Error;

use super::names;

/// Seconds, from tens of microseconds to ten seconds.
const SECONDS: [f64; 18] = [
    0.000_05, 0.000_1, 0.000_2, 0.000_5, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0,
    10.0,
];

/// Why metrics cannot be served.
#[derive(Debug, Error)]
#[error("failed to serve metrics on {address}: {source}")]
pub struct MetricsError {
    address: SocketAddr,
    source: BuildError,
}

/// Serves every metric on `http://address/metrics`. It must be called inside a tokio runtime.
///
/// # Errors
/// When the address is in use, or a recorder was installed before in this process.
pub fn serve(address: SocketAddr) -> Result<(), MetricsError> {
    PrometheusBuilder::new()
        .with_http_listener(address)
        .set_buckets(&SECONDS)
        .and_then(PrometheusBuilder::install)
        .map_err(|source| MetricsError { address, source })?;
    names::describe();
    Ok(())
}
