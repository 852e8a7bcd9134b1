//! The accept loop: a bounded number of connections, each of which must finish its TLS handshake in time, where there is
//! TLS, and then say at once that it speaks HTTP/2, or the HTTP/1.1 of a browser.
//!
//! The server behind it never closes a socket that stays silent, and it spins when file descriptors run out. So both are
//! met here, before it sees the connection.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_stream::wrappers::ReceiverStream;

use super::connection::{Admitted, Wire};
use super::door::{Door, Peer};
use super::limits::ApiLimits;
use super::open_files;
use super::overload::{Overload, Pace};
use crate::access::certificate::PeerCertificate;
use crate::access::tls::Tls;
use crate::telemetry::names::{CONNECTIONS, CONNECTIONS_REFUSED};
use crate::telemetry::open::Open;

/// What every HTTP/2 client says first (RFC 9113, section 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// What a browser that speaks HTTP/1.1 says first: the console and gRPC-Web need no other methods.
const BROWSERS: [&[u8]; 4] = [b"GET /", b"POST /", b"HEAD /", b"OPTIONS /"];

/// The first byte of a TLS handshake (RFC 8446, section 5.1).
const HANDSHAKE: u8 = 22;

/// How long a beginning that is not complete is waited on before it is looked at again.
const PREFACE_PAUSE: Duration = Duration::from_millis(20);

/// How long accepting rests after it failed, as it does when file descriptors run out.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// How many connections are taken out of the kernel's backlog in a second.
const ACCEPTED_PER_SECOND: u32 = 2_000;

/// How many admitted connections may wait for the server.
const ADMITTED_QUEUE: usize = 64;

/// How many connections there may be in all, however they come in.
#[derive(Clone, Debug)]
pub struct Room(Arc<Semaphore>);

impl Room {
    /// As much as is configured, and as the limit on open files allows.
    #[must_use]
    pub fn new(limits: &ApiLimits) -> Self {
        let room = open_files::room_for(limits.connections_max).min(Semaphore::MAX_PERMITS);
        Self(Arc::new(Semaphore::new(room)))
    }
}

/// Accepts connections until the returned stream is dropped. Each listener lets in as many a second as is configured.
pub fn accept(
    listener: TcpListener,
    Room(room): Room,
    limits: &ApiLimits,
    door: Arc<Door>,
    overload: Overload,
) -> ReceiverStream<io::Result<Admitted>> {
    let (admitted, stream) = mpsc::channel(ADMITTED_QUEUE);
    let porter = Arc::new(Porter {
        door,
        overload,
        first_byte_timeout: limits.first_byte_timeout,
        handshake_timeout: limits.handshake_timeout,
        first_call_timeout: limits.first_call_timeout,
        handshakes: Semaphore::new(limits.handshakes_in_flight_max.min(Semaphore::MAX_PERMITS)),
    });
    let pace = Pace::new(limits.overload.connections_per_second_max, Duration::MAX);
    tokio::spawn(run(listener, room, pace, porter, admitted));
    ReceiverStream::new(stream)
}

async fn run(
    listener: TcpListener,
    room: Arc<Semaphore>,
    pace: Pace,
    porter: Arc<Porter>,
    admitted: mpsc::Sender<io::Result<Admitted>>,
) {
    let taken = Pace::new(ACCEPTED_PER_SECOND, Duration::MAX);
    loop {
        // While there is no room, connections wait in the kernel's backlog.
        let accepted = tokio::select! {
            () = admitted.closed() => return,
            accepted = async { (Arc::clone(&room).acquire_owned().await, listener.accept().await) } => accepted,
        };
        match accepted {
            (Ok(permit), Ok((stream, _))) => {
                // Ten thousand at once are soon taken out of the kernel's backlog, which holds few and turns the others away
                // for seconds; but they are let in one after the other.
                tokio::time::sleep(taken.reserve().unwrap_or_default()).await;
                let turn = pace.reserve().unwrap_or_default();
                let (porter, held, admitted) =
                    (Arc::clone(&porter), (permit, Open::count(CONNECTIONS)), admitted.clone());
                tokio::spawn(async move {
                    tokio::time::sleep(turn).await;
                    match porter.admit(stream).await {
                        Ok((wire, said, peer)) => {
                            let leash = porter.door.connection_leash(&peer, porter.first_call_timeout);
                            // When the server is gone the connection closes here.
                            drop(admitted.send(Ok(Admitted::new(wire, said, peer, leash, held))).await);
                        }
                        Err(reason) => metrics::counter!(CONNECTIONS_REFUSED, "reason" => reason).increment(1),
                    }
                });
            }
            (Ok(_), Err(error)) => {
                tracing::warn!(%error, "failed to accept a connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
            (Err(_), _) => return,
        }
    }
}

/// Looks at every connection before the server does.
struct Porter {
    door: Arc<Door>,
    overload: Overload,
    first_byte_timeout: Duration,
    handshake_timeout: Duration,
    first_call_timeout: Duration,
    handshakes: Semaphore,
}

impl Porter {
    /// Lets a connection in, or says in a word why not.
    async fn admit(&self, stream: TcpStream) -> Result<(Wire, Vec<u8>, Peer), &'static str> {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "failed to switch off the delay of small packets");
        }
        let address = stream.peer_addr().ok();
        let Some(tls) = self.door.tls() else {
            in_time(self.first_byte_timeout, greets(&stream)).await?;
            return Ok((Wire::Plain(stream), Vec::new(), Peer::new(address, None)));
        };
        // Who says nothing must not hold a place among the handshakes.
        in_time(self.first_byte_timeout, begins_tls(&stream)).await?;
        let shake = async {
            let _place = self.handshakes.acquire().await.map_err(|_| "broken")?;
            // Whoever asks for signatures by the thousand must not take the threads of those that are in.
            let shake = self.overload.aside().run(async move { shake_hands(&tls, stream).await });
            shake.await.unwrap_or(Err("broken"))
        };
        let mut stream = timeout(self.handshake_timeout, shake).await.map_err(|_| "slow_handshake")??;
        let certificate = peer_certificate(&stream)?;
        let said = timeout(self.first_byte_timeout, listen(&mut stream)).await.map_err(|_| "silent")??;
        Ok((Wire::Tls(stream), said, Peer::new(address, certificate)))
    }
}

async fn in_time(limit: Duration, looks_right: impl Future<Output = io::Result<bool>>) -> Result<(), &'static str> {
    match timeout(limit, looks_right).await {
        Ok(Ok(true)) => Ok(()),
        Ok(Ok(false)) => Err("not_http"),
        Ok(Err(_)) => Err("broken"),
        Err(_) => Err("silent"),
    }
}

async fn begins_tls(stream: &TcpStream) -> io::Result<bool> {
    let mut first = [0];
    let count = stream.peek(&mut first).await?;
    Ok(count == 1 && first == [HANDSHAKE])
}

async fn shake_hands(tls: &Tls, stream: TcpStream) -> Result<Box<TlsStream<TcpStream>>, &'static str> {
    match TlsAcceptor::from(tls.server()).accept(stream).await {
        Ok(stream) => Ok(Box::new(stream)),
        Err(error) => {
            let cause = error.get_ref().and_then(|cause| cause.downcast_ref::<rustls::Error>());
            Err(match cause {
                Some(rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented) => "certificate",
                Some(_) => "handshake",
                None => "broken",
            })
        }
    }
}

/// The certificate that a peer showed; the handshake has verified it.
fn peer_certificate(stream: &TlsStream<TcpStream>) -> Result<Option<Arc<PeerCertificate>>, &'static str> {
    let (_, connection) = stream.get_ref();
    let Some(chain) = connection.peer_certificates() else { return Ok(None) };
    PeerCertificate::read(chain).map(|read| Some(Arc::new(read))).map_err(|_| "certificate")
}

/// Whether a connection begins as HTTP does; what it said is left for the server to read.
async fn greets(stream: &TcpStream) -> io::Result<bool> {
    let mut said = [0; PREFACE.len()];
    loop {
        let bytes = stream.peek(&mut said).await?;
        match begins(said.get(..bytes).unwrap_or(&said)) {
            Some(verdict) => return Ok(verdict),
            None => tokio::time::sleep(PREFACE_PAUSE).await,
        }
    }
}

/// As [`greets`], inside TLS, where nothing can be looked at without being read.
async fn listen(stream: &mut TlsStream<TcpStream>) -> Result<Vec<u8>, &'static str> {
    let mut said = Vec::with_capacity(PREFACE.len());
    loop {
        let mut room = [0; PREFACE.len()];
        let mut buf = ReadBuf::new(&mut room);
        poll_fn(|context| Pin::new(&mut *stream).poll_read(context, &mut buf)).await.map_err(|_| "broken")?;
        if buf.filled().is_empty() {
            return Err("not_http");
        }
        said.extend_from_slice(buf.filled());
        match begins(&said) {
            Some(true) => return Ok(said),
            Some(false) => return Err("not_http"),
            None => {}
        }
    }
}

/// Whether a client speaks HTTP; none while it cannot be told yet.
fn begins(said: &[u8]) -> Option<bool> {
    let mut greetings = [PREFACE].into_iter().chain(BROWSERS);
    if said.is_empty() || !greetings.clone().any(|greeting| greeting.starts_with(said) || said.starts_with(greeting)) {
        return Some(false);
    }
    greetings.any(|greeting| said.starts_with(greeting)).then_some(true)
}
