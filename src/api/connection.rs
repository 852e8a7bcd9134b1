//! A connection that was let in: over TLS or not, what it has said already, who it is, and its leash.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::OwnedSemaphorePermit;
use tokio_rustls::server::TlsStream;
use tonic::transport::server::Connected;

use super::door::{Leash, Peer};
use crate::telemetry::open::Open;

/// The bytes of a connection.
#[derive(Debug)]
pub(super) enum Wire {
    /// As they are.
    Plain(TcpStream),
    /// Inside TLS.
    Tls(Box<TlsStream<TcpStream>>),
}

/// A connection that counts against the limit until it is closed.
pub struct Admitted {
    wire: Wire,
    /// What was read of it to see whether it speaks HTTP; the server reads it first.
    said: Vec<u8>,
    peer: Peer,
    /// Ends the connection when its certificate does not hold any more.
    leash: Option<Leash>,
    _permit: OwnedSemaphorePermit,
    _open: Open,
}

impl std::fmt::Debug for Admitted {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Admitted").field("address", &self.peer.address).finish_non_exhaustive()
    }
}

impl Admitted {
    pub(super) fn new(
        wire: Wire,
        said: Vec<u8>,
        peer: Peer,
        leash: Option<Leash>,
        (permit, open): (OwnedSemaphorePermit, Open),
    ) -> Self {
        Self { wire, said, peer, leash, _permit: permit, _open: open }
    }

    fn is_cut_off(&mut self, context: &mut Context<'_>) -> bool {
        self.leash.as_mut().is_some_and(|leash| leash.as_mut().poll(context).is_ready())
    }
}

impl Connected for Admitted {
    type ConnectInfo = Peer;

    fn connect_info(&self) -> Peer {
        self.peer.clone()
    }
}

fn cut_off<T>() -> Poll<io::Result<T>> {
    Poll::Ready(Err(io::Error::new(io::ErrorKind::ConnectionAborted, "its certificate does not hold any more")))
}

impl AsyncRead for Admitted {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.is_cut_off(context) {
            // A leash that has ended must not be asked again.
            this.leash = Some(Box::pin(std::future::ready(crate::access::denied::Denied::Revoked)));
            return cut_off();
        }
        if !this.said.is_empty() {
            let count = this.said.len().min(buf.remaining());
            let rest = this.said.split_off(count);
            buf.put_slice(&std::mem::replace(&mut this.said, rest));
            return Poll::Ready(Ok(()));
        }
        match &mut this.wire {
            Wire::Plain(stream) => Pin::new(stream).poll_read(context, buf),
            Wire::Tls(stream) => Pin::new(stream).poll_read(context, buf),
        }
    }
}

impl AsyncWrite for Admitted {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        match &mut self.wire {
            Wire::Plain(stream) => Pin::new(stream).poll_write(context, buf),
            Wire::Tls(stream) => Pin::new(stream).poll_write(context, buf),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.wire {
            Wire::Plain(stream) => Pin::new(stream).poll_flush(context),
            Wire::Tls(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.wire {
            Wire::Plain(stream) => Pin::new(stream).poll_shutdown(context),
            Wire::Tls(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match &mut self.wire {
            Wire::Plain(stream) => Pin::new(stream).poll_write_vectored(context, bufs),
            Wire::Tls(stream) => Pin::new(stream).poll_write_vectored(context, bufs),
        }
    }

    fn is_write_vectored(&self) -> bool {
        match &self.wire {
            Wire::Plain(stream) => stream.is_write_vectored(),
            Wire::Tls(stream) => stream.is_write_vectored(),
        }
    }
}
