//! A daemon in this process, served on a loopback port of its own choosing, and a channel to it.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket};
use tonic::transport::{Channel, Endpoint};

use super::failure::Failure;
use crate::api::base_map::BaseMap;
use crate::api::console;
use crate::api::server::{Listeners, Server};
use crate::config::Config;
use crate::runtime::handle::Handle;
use crate::runtime::settings::{ClockChoice, RuntimeSettings};
use crate::runtime::start::Daemon;

/// How many connections may wait in the kernel to be accepted; it may hold fewer. Whom it turns away comes again after a
/// second, then after three more.
const BACKLOG: u32 = 16_384;

/// A served daemon.
#[derive(Debug)]
pub(super) struct LocalDaemon {
    daemon: Daemon,
    address: SocketAddr,
    devices: Option<SocketAddr>,
    server: Server,
    grace: Duration,
}

impl LocalDaemon {
    /// Starts a daemon and serves it on a free loopback port.
    pub(super) async fn start(settings: RuntimeSettings, config: &Config, clock: ClockChoice) -> Result<Self, Failure> {
        let listener = bind((Ipv4Addr::LOCALHOST, 0).into())?;
        let daemon = Daemon::start(settings, clock).await?;
        let address = listener.local_addr()?;
        let server = Server::start(daemon.handle().clone(), listener, config.api()).await?;
        Ok(Self { daemon, address, devices: None, server, grace: config.shutdown.grace })
    }

    /// Starts a daemon and serves it on an address, and on another one for devices where there is one, to those whom the
    /// configuration lets in.
    pub(super) async fn start_on(
        (address, devices): (SocketAddr, Option<SocketAddr>),
        settings: RuntimeSettings,
        config: &Config,
        clock: ClockChoice,
    ) -> Result<Self, Failure> {
        // The port first: a daemon that cannot be reached should not begin a run.
        let listeners = Listeners { desks: bind(address)?, devices: devices.map(bind).transpose()? };
        let address = listeners.desks.local_addr()?;
        let devices = listeners.devices.as_ref().map(TcpListener::local_addr).transpose()?;
        let files = config.trust_files();
        // And whoever could not be let in should not begin one, either.
        files.read()?;
        let base = BaseMap::open(&config.console).map_err(|why| Failure::Other(format!("[console] {why}")))?;
        let daemon = Daemon::start(settings, clock).await?;
        let (handle, trust) = (daemon.handle().clone(), Arc::new(files));
        let server = Server::start_guarded(handle, listeners, config.api(), trust, base).await?;
        Ok(Self { daemon, address, devices, server, grace: config.shutdown.grace })
    }

    /// Reads the files that say who is let in again.
    pub(super) fn reload(&self) {
        self.server.reload();
    }

    /// Where it listens.
    pub(super) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where devices and gateways have a door of their own.
    pub(super) const fn devices(&self) -> Option<SocketAddr> {
        self.devices
    }

    /// Where the web console is, in a line; or how it comes to be.
    pub(super) fn console(&self, scheme: &str) -> String {
        if console::is_built_in() {
            return format!("the web console is at {scheme}://{}/", self.address);
        }
        "the web console is not in this build; console/README.md says how it gets there, with Node".to_owned()
    }

    /// The handle on the daemon, for its clock.
    pub(super) const fn handle(&self) -> &Handle {
        self.daemon.handle()
    }

    /// A channel to it; connected when it is first used.
    pub(super) fn channel(&self) -> Result<Channel, Failure> {
        Ok(Endpoint::from_shared(format!("http://{}", self.address))?.tcp_nodelay(true).connect_lazy())
    }

    /// Ends the streams, then the daemon, in bounded time.
    pub(super) async fn stop(self) -> Result<(), Failure> {
        if !self.server.stop(self.grace).await {
            tracing::warn!("some peers kept their connections: they were cut off");
        }
        Ok(self.daemon.stop().await?)
    }
}

fn bind(address: SocketAddr) -> Result<TcpListener, Failure> {
    let listen = || {
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(BACKLOG)
    };
    listen().map_err(|source| Failure::Other(format!("failed to listen on {address}: {source}")))
}
