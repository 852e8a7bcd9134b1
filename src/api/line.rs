//! A connection that a call can cut off, and that takes its turn.
//!
//! Neither hyper nor h2 ends a connection whose peer answers probes but takes no answer: nothing is waiting to be
//! written, since its window is closed. Whoever finds that out from within a call cuts the line.
//!
//! And both read on for as long as there is something to read. A peer that always has something, such as a flood of
//! probes or settings, would keep a thread for megabytes at a time, and calls on other connections would wait. So
//! after a mouthful the others come first.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};
use tonic::transport::server::Connected;

/// How many bytes a connection may read before the others have had their turn.
const MOUTHFUL_BYTES: usize = 16 << 10;

/// What a call knows of its connection: who is at the other end, and how to cut it off.
#[derive(Clone, Debug)]
pub struct Line<P> {
    /// What the connection itself says of its peer.
    pub peer: P,
    cut: CancellationToken,
}

impl<P> Line<P> {
    /// Cuts the connection off, with everything that goes on over it.
    pub fn cut(&self) {
        self.cut.cancel();
    }
}

/// A connection that can be cut off.
#[derive(Debug)]
pub struct Severable<S> {
    stream: S,
    token: CancellationToken,
    cut: Pin<Box<WaitForCancellationFutureOwned>>,
    /// Bytes that were read since its turn began.
    mouthful: usize,
}

impl<S> Severable<S> {
    /// A connection that nobody has cut off.
    #[must_use]
    pub fn new(stream: S) -> Self {
        let token = CancellationToken::new();
        let cut = Box::pin(token.clone().cancelled_owned());
        Self { stream, token, cut, mouthful: 0 }
    }
}

#[cfg(test)]
impl<S> Severable<S> {
    /// A connection and the line that a call over it would find.
    pub(super) fn with_line<P>(stream: S, peer: P) -> (Self, Line<P>) {
        let severable = Self::new(stream);
        let line = Line { peer, cut: severable.token.clone() };
        (severable, line)
    }
}

impl<S: Connected> Connected for Severable<S> {
    type ConnectInfo = Line<S::ConnectInfo>;

    fn connect_info(&self) -> Self::ConnectInfo {
        Line { peer: self.stream.connect_info(), cut: self.token.clone() }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Severable<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        // The server always waits to read: this wakes it.
        if self.cut.as_mut().poll(context).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        if self.mouthful >= MOUTHFUL_BYTES {
            self.mouthful = 0;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let before = buf.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buf);
        self.mouthful = if read.is_ready() { self.mouthful + (buf.filled().len() - before) } else { 0 };
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Severable<S> {
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

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    #[tokio::test]
    async fn who_always_has_something_to_say_lets_others_have_their_turn() {
        let (near, mut far) = tokio::io::duplex(1 << 20);
        let (mut severable, _line) = Severable::with_line(near, ());
        far.write_all(&vec![7; 100_000]).await.expect("sent");
        let turns = std::sync::atomic::AtomicUsize::new(0);
        let reads = async {
            let mut bytes = vec![0; 100_000];
            severable.read_exact(&mut bytes[..50_000]).await.expect("read");
            severable.read_exact(&mut bytes[50_000..]).await.expect("read");
            assert!(bytes.iter().all(|byte| *byte == 7), "nothing is lost");
        };
        let others = async {
            loop {
                turns.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            biased;
            () = reads => {}
            () = others => {}
        }
        assert!(turns.into_inner() >= 1, "the other one was let in between");
    }

    #[tokio::test]
    async fn a_cut_wakes_whoever_waits_to_read() {
        let (near, mut far) = tokio::io::duplex(64);
        let (mut severable, line) = Severable::with_line(near, ());
        far.write_all(b"a").await.expect("sent");
        assert_eq!(severable.read_u8().await.expect("not cut"), b'a');
        let waits = tokio::spawn(async move { severable.read_u8().await });
        line.cut();
        let error = waits.await.expect("no panic").expect_err("cut off");
        assert_eq!(error.kind(), io::ErrorKind::ConnectionAborted);
    }
}
