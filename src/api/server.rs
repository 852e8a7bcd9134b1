//! The server: all services behind one port, or two, with limits on everything, health, reflection and a stop with a deadline.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio_stream::StreamExt;
use tonic::transport::server::Router;
use tonic_health::ServingStatus;
use tonic_health::server::HealthReporter;
use tonic_web::GrpcWebLayer;
use tower::layer::util::{Identity, Stack};

use super::base_map::BaseMap;
use super::console::ConsoleLayer;
use super::desk::DeskApi;
use super::dispatch::DispatchApi;
use super::door::{Door, Peer};
use super::edge::Edge;
use super::guard::GuardLayer;
use super::limits::ApiLimits;
use super::line::{Severable, Turns};
use super::listener::{self, Room};
use super::overload::{Aside, Overload, Work};
use super::patience::PatienceLayer;
use super::policy::PolicyApi;
use super::privacy::PrivacyApi;
use super::proto;
use super::proto::desk_service_server::DeskServiceServer;
use super::proto::dispatch_service_server::DispatchServiceServer;
use super::proto::policy_service_server::PolicyServiceServer;
use super::proto::privacy_service_server::PrivacyServiceServer;
use super::proto::records_service_server::RecordsServiceServer;
use super::proto::roster_service_server::RosterServiceServer;
use super::proto::unit_service_server::UnitServiceServer;
use super::records::RecordsApi;
use super::reload::{self, TrustSource};
use super::roster::RosterApi;
use super::unit::UnitApi;
use super::whole::WholeLayer;
use crate::access::gate::Trust;
use crate::domain::disk::DiskState;
use crate::runtime::handle::Handle;

/// Streams that a peer made and reset again, before its connection is closed (rapid reset).
const RESET_STREAMS_MAX: usize = 64;
/// How many streams the server itself may have reset on one connection: hundreds of queries that are shed at once are no
/// attack, and a connection that is closed for them takes everything else on it along.
const OWN_RESETS_MAX: usize = 1_024;

/// The window of one stream: small, so that a device that does not read holds little.
const STREAM_WINDOW_BYTES: u32 = 64 << 10;

/// The window of a connection: large, because half of it is the budget for small unread frames.
const CONNECTION_WINDOW_BYTES: u32 = 8 << 20;

/// The services whose health is told, and the whole.
const SERVICES: [&str; 8] = [
    "",
    "patrol.v1.DispatchService",
    "patrol.v1.DeskService",
    "patrol.v1.UnitService",
    "patrol.v1.PolicyService",
    "patrol.v1.RosterService",
    "patrol.v1.RecordsService",
    "patrol.v1.PrivacyService",
];

/// Under this name health tells whether the disk has room.
const DISK: &str = "patrol.v1.Disk";

/// Why the server could not be started.
#[derive(Debug, Error)]
pub enum ServerError {
    /// The address cannot be used.
    #[error("failed to listen: {0}")]
    Listen(#[from] io::Error),
    /// The built-in descriptors do not fit together.
    #[error("failed to build reflection: {0}")]
    Reflection(#[from] tonic_reflection::server::Error),
    /// What the door must trust cannot be read.
    #[error("failed to read who may connect and ask:\n{0}")]
    Trust(String),
}

/// Where a server is reached.
#[derive(Debug)]
pub struct Listeners {
    /// By desks, and by everybody else who has no door of their own.
    pub desks: TcpListener,
    /// By devices and gateways, whose lines have threads of their own then: ten thousand radios that lose their
    /// connections in the same moment and come back stand in no desk's way.
    pub devices: Option<TcpListener>,
}

impl From<TcpListener> for Listeners {
    fn from(desks: TcpListener) -> Self {
        Self { desks, devices: None }
    }
}

/// A serving server.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    /// What serves devices that have a door of their own, and its threads.
    devices: Option<(Work<Result<(), tonic::transport::Error>>, Aside)>,
    draining: watch::Sender<bool>,
    health: HealthReporter,
    reload: Arc<Notify>,
    serving: JoinHandle<Result<(), tonic::transport::Error>>,
}

impl Server {
    /// Serves a running daemon on a listener; whoever reaches it is the machine's operator.
    ///
    /// # Errors
    /// When the listener has no address.
    pub async fn start(handle: Handle, listener: TcpListener, limits: ApiLimits) -> Result<Self, ServerError> {
        Self::serve(handle, listener.into(), limits, Door::new(Trust::default()), BaseMap::default()).await
    }

    /// Serves a running daemon on listeners to those whom the source's files let in, and reads these again when they
    /// change; the console gets the base map.
    ///
    /// # Errors
    /// When the files have a fault, a listener has no address, or threads cannot be started.
    pub async fn start_guarded(
        handle: Handle,
        listeners: impl Into<Listeners>,
        limits: ApiLimits,
        source: Arc<dyn TrustSource>,
        base: BaseMap,
    ) -> Result<Self, ServerError> {
        // The stamps first: what changes while it is read is read again.
        let stamps = source.stamps();
        let door = Door::new(source.read().map_err(ServerError::Trust)?);
        let server = Self::serve(handle, listeners.into(), limits, Arc::clone(&door), base).await?;
        let asked = Arc::clone(&server.reload);
        tokio::spawn(reload::follow(door, source, stamps, asked, server.draining.subscribe()));
        Ok(server)
    }

    async fn serve(
        handle: Handle,
        listeners: Listeners,
        limits: ApiLimits,
        door: Arc<Door>,
        base: BaseMap,
    ) -> Result<Self, ServerError> {
        let address = listeners.desks.local_addr()?;
        let limits = Arc::new(limits);
        let draining = watch::Sender::new(false);
        let (health, health_service) = tonic_health::server::health_reporter();
        // Python's client and older releases of others ask the first version only.
        let (reflection, reflection_v1alpha) = (describe().build_v1()?, describe().build_v1alpha()?);
        let overload = Overload::start(&limits.overload)?;
        let pulse = overload.pulse().clone();
        let edge = Edge::new(handle.clone(), Arc::clone(&limits), overload, draining.subscribe());
        let router = services(&edge, &door, Arc::new(base))
            .add_service(health_service)
            .add_service(reflection)
            .add_service(reflection_v1alpha);
        tokio::spawn(pulse.clone().feel());
        let entrance = Entrance { router, edge, door, room: Room::new(&limits), turns: Turns::new(pulse) };
        let devices = listeners.devices.map(|listener| entrance.clone().serve_devices(listener, draining.subscribe()));
        let devices = devices.transpose()?;
        let serving = tokio::spawn(entrance.serve(listeners.desks, draining.subscribe()));
        set_health(&health, ServingStatus::Serving).await;
        tokio::spawn(follow_disk(handle.clone(), health.clone()));
        tokio::spawn(follow(handle, draining.clone(), health.clone()));
        Ok(Self { address, devices, draining, health, reload: Arc::default(), serving })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Reads the files behind the door again, whether they have changed or not.
    pub fn reload(&self) {
        self.reload.notify_one();
    }

    /// Stops: not serving any more, streams end, calls in progress finish. What has not ended within `grace` is cut off.
    /// Tells whether everything ended by itself.
    pub async fn stop(mut self, grace: Duration) -> bool {
        set_health(&self.health, ServingStatus::NotServing).await;
        self.draining.send_replace(true);
        // The transport itself would wait for ever for a peer that keeps its connection.
        let all = async {
            drop((&mut self.serving).await);
            if let Some((serving, _threads)) = &mut self.devices {
                serving.await;
            }
        };
        let ended = tokio::time::timeout(grace, all).await.is_ok();
        if !ended {
            self.serving.abort();
        }
        ended
    }
}

/// How connections come in, by whichever listener.
#[derive(Clone, Debug)]
struct Entrance {
    router: Router<Layers>,
    edge: Edge,
    door: Arc<Door>,
    room: Room,
    turns: Turns,
}

impl Entrance {
    /// Serves a listener until the daemon drains.
    async fn serve(
        self,
        listener: TcpListener,
        mut draining: watch::Receiver<bool>,
    ) -> Result<(), tonic::transport::Error> {
        let Self { router, edge, door, room, turns } = self;
        let severable = move |stream| Severable::new(stream, turns.clone());
        let incoming = listener::accept(listener, room, &edge.limits, door, edge.overload.clone())
            .map(move |accepted| accepted.map(&severable));
        let stopped = async move { drop(draining.wait_for(|draining| *draining).await) };
        router.serve_with_incoming_shutdown(incoming, stopped).await
    }

    /// The same on threads of their own.
    fn serve_devices(
        self,
        listener: TcpListener,
        draining: watch::Receiver<bool>,
    ) -> io::Result<(Work<Result<(), tonic::transport::Error>>, Aside)> {
        let threads = Aside::for_devices()?;
        let listener = threads.adopt(listener)?;
        Ok((threads.run(self.serve(listener, draining)), threads))
    }
}

/// What reflection tells of: the API and health, never what is stored.
fn describe() -> tonic_reflection::server::Builder<'static> {
    tonic_reflection::server::Builder::configure()
        .register_encoded_file_descriptor_set(proto::DESCRIPTORS)
        .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
}

/// Patience is limited first; then come the console's files, since no service is asked for them. gRPC-Web is translated
/// next, so that a browser's call meets the same door as every other, and messages are gathered until they are whole.
type Layers = Stack<
    GuardLayer,
    Stack<WholeLayer, Stack<GrpcWebLayer, Stack<ConsoleLayer, Stack<PatienceLayer<Peer>, Identity>>>>,
>;

fn services(edge: &Edge, door: &Arc<Door>, base: Arc<BaseMap>) -> Router<Layers> {
    let limits = &edge.limits;
    let message = limits.message_bytes_max;
    tonic::transport::Server::builder()
        .max_concurrent_streams(limits.streams_per_connection_max)
        .http2_keepalive_interval(Some(limits.keepalive_interval))
        .http2_keepalive_timeout(Some(limits.keepalive_timeout))
        .http2_max_local_error_reset_streams(Some(OWN_RESETS_MAX))
        .http2_max_pending_accept_reset_streams(Some(RESET_STREAMS_MAX))
        .http2_max_header_list_size(limits.header_bytes_max)
        .initial_stream_window_size(STREAM_WINDOW_BYTES)
        .initial_connection_window_size(CONNECTION_WINDOW_BYTES)
        .accept_http1(true)
        .layer(PatienceLayer::new(limits))
        .layer(ConsoleLayer::new(base))
        .layer(GrpcWebLayer::new())
        .layer(WholeLayer::new(message, limits.import_bytes_max))
        .layer(GuardLayer::new(Arc::clone(door), edge.handle.clone(), edge.overload.clone()))
        .add_service(DispatchServiceServer::new(DispatchApi::new(edge.clone())).max_decoding_message_size(message))
        .add_service(DeskServiceServer::new(DeskApi::new(edge.clone())).max_decoding_message_size(message))
        .add_service(RecordsServiceServer::new(RecordsApi::new(edge.clone())).max_decoding_message_size(message))
        .add_service(UnitServiceServer::new(UnitApi::new(edge.clone())).max_decoding_message_size(message))
        .add_service(
            PolicyServiceServer::new(PolicyApi::new(edge.clone())).max_decoding_message_size(limits.import_bytes_max),
        )
        .add_service(PrivacyServiceServer::new(PrivacyApi::new(edge.clone())).max_decoding_message_size(message))
        .add_service(
            RosterServiceServer::new(RosterApi::new(edge.clone())).max_decoding_message_size(limits.import_bytes_max),
        )
}

/// Drains when the daemon itself stops or has failed.
async fn follow(handle: Handle, draining: watch::Sender<bool>, health: HealthReporter) {
    let mut stopping = handle.stopping();
    // A sender that is gone means the same.
    drop(stopping.wait_for(|stopping| *stopping).await);
    set_health(&health, ServingStatus::NotServing).await;
    draining.send_replace(true);
}

/// Tells how the disk is, apart from the services: while it is nearly full they serve what they still take.
async fn follow_disk(handle: Handle, health: HealthReporter) {
    let (mut disk, mut stopping) = (handle.watch_disk(), handle.stopping());
    loop {
        let status = match *disk.borrow_and_update() {
            DiskState::Ample | DiskState::Low => ServingStatus::Serving,
            DiskState::Reserve => ServingStatus::NotServing,
        };
        health.set_service_status(DISK, status).await;
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            changed = disk.changed() => if changed.is_err() { return },
        }
    }
}

async fn set_health(health: &HealthReporter, status: ServingStatus) {
    for service in SERVICES {
        health.set_service_status(service, status).await;
    }
}
