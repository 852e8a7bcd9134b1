//! `patrold serve`: the daemon.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use tokio::signal::unix::{SignalKind, signal};

use super::failure::Failure;
use super::local::LocalDaemon;
use crate::city::{BUILT_IN_SEED, City};
use crate::config::Config;
use crate::config::sections::LogFormat as ConfiguredFormat;
use crate::policy::source::PolicySource;
use crate::runtime::settings::ClockChoice;
use crate::telemetry::logging::{self, LogFormat};
use crate::telemetry::metrics_endpoint;

/// Runs the daemon until it is told to stop (SIGTERM or SIGINT). SIGHUP makes it read certificates, principals, keys and
/// revocations again; it also notices by itself when they change.
#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    /// The configuration file; without one the built-in defaults hold.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The data folder, instead of the configured one. One folder belongs to one city and one daemon.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The address to listen on, instead of the configured one. Beyond loopback TLS and authentication must be on.
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// The address where devices and gateways have a door of their own, instead of the configured one.
    #[arg(long, value_name = "ADDRESS:PORT")]
    devices: Option<SocketAddr>,
    /// The address for metrics, instead of the configured one.
    #[arg(long, value_name = "ADDRESS:PORT")]
    metrics: Option<SocketAddr>,
    /// Start although the wall clock stands far away from the last record.
    #[arg(long)]
    accept_clock_jump: bool,
}

/// Serves until a signal comes or the journal fails.
///
/// # Errors
/// When the configuration has faults, the daemon cannot be started, or its journal failed.
pub(super) async fn run(args: &ServeArgs, say: &mut impl Write) -> Result<(), Failure> {
    let config = Config::load(args.config.as_deref())?;
    let format = match config.telemetry.log_format {
        ConfiguredFormat::Human => LogFormat::Human,
        ConfiguredFormat::Json => LogFormat::Json,
    };
    logging::start(format, &config.telemetry.log_filter)?;
    let address = args.listen.unwrap_or(config.listen.grpc);
    let devices = args.devices.or(config.listen.devices);
    if let Some(missing) =
        [Some(address), devices].into_iter().flatten().find_map(|address| config.missing_for(address))
    {
        return Err(Failure::Other(missing));
    }
    let metrics_address = args.metrics.unwrap_or(config.listen.metrics);
    metrics_endpoint::serve(metrics_address)?;
    let data = args.data.as_ref().unwrap_or(&config.data_dir);
    let settings = config.runtime(data, policy_source(&config)?)?;
    let clock = ClockChoice::System { accept_jump: args.accept_clock_jump };
    let mut ended = EndSignals::new()?;
    let mut hang_up = signal(SignalKind::hangup())?;
    let daemon = LocalDaemon::start_on((address, devices), settings, &config, clock).await?;
    writeln!(say, "patrold {} listens on {}", env!("CARGO_PKG_VERSION"), daemon.address())?;
    if let Some(devices) = daemon.devices() {
        writeln!(say, "devices and gateways have their door on {devices}")?;
    }
    if config.tls.server.is_some() || config.access.is_on() {
        let on = |is_on| if is_on { "on" } else { "off" };
        writeln!(say, "TLS {}, authentication {}", on(config.tls.server.is_some()), on(config.access.is_on()))?;
    }
    writeln!(say, "{}", daemon.console(if config.tls.server.is_some() { "https" } else { "http" }))?;
    writeln!(say, "metrics on http://{metrics_address}/metrics, data in {}", data.display())?;
    say.flush()?;

    let mut stopping = daemon.handle().stopping();
    loop {
        tokio::select! {
            signal = ended.next() => {
                tracing::info!(signal, "stopping");
                break;
            }
            _ = stopping.wait_for(|stopping| *stopping) => {
                tracing::error!("stopping by itself");
                break;
            }
            _ = hang_up.recv() => daemon.reload(),
        }
    }
    daemon.stop().await?;
    writeln!(say, "stopped in good order")?;
    Ok(())
}

/// The parts of the policy; the built-in zones are the demonstration city's.
pub(super) fn policy_source(config: &Config) -> Result<PolicySource, Failure> {
    let city = City::new(BUILT_IN_SEED).map_err(|error| Failure::Other(error.to_string()))?;
    Ok(config.policy_source(|| city.zones.to_geojson())?)
}

struct EndSignals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

impl EndSignals {
    fn new() -> Result<Self, Failure> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }
}
