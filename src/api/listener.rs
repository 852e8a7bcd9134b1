//! The accept loop: a bounded number of connections, each of which must say at once that it speaks HTTP/2, or the
//! HTTP/1.1 of a browser.
//!
//! The server behind it never closes a socket that stays silent, and it spins when file descriptors run out. So both are
//! met here, before it sees the connection.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::server::{Connected, TcpConnectInfo};

use super::limits::ApiLimits;
use crate::telemetry::names::{CONNECTIONS, CONNECTIONS_REFUSED};
use crate::telemetry::open::Open;

/// What every HTTP/2 client says first (RFC 9113, section 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// What a browser without TLS says first: the console and gRPC-Web need no other methods.
const BROWSERS: [&[u8]; 4] = [b"GET /", b"POST /", b"HEAD /", b"OPTIONS /"];

/// How long a beginning that is not complete is waited on before it is looked at again.
const PREFACE_PAUSE: Duration = Duration::from_millis(20);

/// How long accepting rests after it failed, as it does when file descriptors run out.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// How many admitted connections may wait for the server.
const ADMITTED_QUEUE: usize = 64;

/// A connection that counts against the limit until it is closed.
#[derive(Debug)]
pub struct Admitted {
    stream: TcpStream,
    _permit: OwnedSemaphorePermit,
    _open: Open,
}

/// Accepts connections until the returned stream is dropped.
pub fn accept(listener: TcpListener, limits: &ApiLimits) -> ReceiverStream<io::Result<Admitted>> {
    let (admitted, stream) = mpsc::channel(ADMITTED_QUEUE);
    let room = Arc::new(Semaphore::new(limits.connections_max.min(Semaphore::MAX_PERMITS)));
    tokio::spawn(run(listener, room, limits.first_byte_timeout, admitted));
    ReceiverStream::new(stream)
}

async fn run(
    listener: TcpListener,
    room: Arc<Semaphore>,
    timeout: Duration,
    admitted: mpsc::Sender<io::Result<Admitted>>,
) {
    loop {
        // While there is no room, connections wait in the kernel's backlog.
        let accepted = tokio::select! {
            () = admitted.closed() => return,
            accepted = async { (Arc::clone(&room).acquire_owned().await, listener.accept().await) } => accepted,
        };
        match accepted {
            (Ok(permit), Ok((stream, _))) => {
                tokio::spawn(admit(
                    Admitted { stream, _permit: permit, _open: Open::count(CONNECTIONS) },
                    timeout,
                    admitted.clone(),
                ));
            }
            (Ok(_), Err(error)) => {
                tracing::warn!(%error, "failed to accept a connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
            (Err(_), _) => return,
        }
    }
}

async fn admit(connection: Admitted, timeout: Duration, admitted: mpsc::Sender<io::Result<Admitted>>) {
    let refused = match tokio::time::timeout(timeout, greets(&connection.stream)).await {
        Ok(Ok(true)) => None,
        Ok(Ok(false)) => Some("not_http"),
        Ok(Err(_)) => Some("broken"),
        Err(_) => Some("silent"),
    };
    if let Some(reason) = refused {
        metrics::counter!(CONNECTIONS_REFUSED, "reason" => reason).increment(1);
        return;
    }
    if let Err(error) = connection.stream.set_nodelay(true) {
        tracing::debug!(%error, "failed to switch off the delay of small packets");
    }
    // When the server is gone the connection closes here.
    drop(admitted.send(Ok(connection)).await);
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

/// Whether a client speaks HTTP; none while it cannot be told yet.
fn begins(said: &[u8]) -> Option<bool> {
    let mut greetings = [PREFACE].into_iter().chain(BROWSERS);
    if said.is_empty() || !greetings.clone().any(|greeting| greeting.starts_with(said) || said.starts_with(greeting)) {
        return Some(false);
    }
    greetings.any(|greeting| said.starts_with(greeting)).then_some(true)
}

impl Connected for Admitted {
    type ConnectInfo = TcpConnectInfo;

    fn connect_info(&self) -> TcpConnectInfo {
        self.stream.connect_info()
    }
}

impl AsyncRead for Admitted {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buf)
    }
}

impl AsyncWrite for Admitted {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
