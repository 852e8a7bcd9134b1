//! A connection that a call can cut off, and that takes its turn.
//!
//! Neither hyper nor h2 ends a connection whose peer answers probes but takes no answer: nothing is waiting to be
//! written, since its window is closed. Whoever finds that out from within a call cuts the line.
//!
//! And both read on for as long as there is something to read. A peer that always has something, such as a flood of
//! probes or settings, would keep a thread for megabytes at a time, and calls on other connections would wait. So
//! after a mouthful the others come first; and while the others get their turn late, whoever has brought much lately is
//! read in small mouthfuls with a pause after each ([`Pulse`]), unless commands come in over it.
//!
//! Ten thousand connections that break in the same moment are cleared away one after the other, too.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};
use tonic::transport::server::Connected;

use super::overload::{Pace, Pulse};
use crate::runtime::clock::Stopwatch;

/// How many bytes a connection may read before the others have had their turn.
const MOUTHFUL_BYTES: usize = 16 << 10;
/// How many it may read when it brings much and the others get their turn late.
const SMALL_MOUTHFUL_BYTES: usize = 2 << 10;
/// What is brought in a second beyond this is much: a desk brings some reports of a kilobyte.
const MUCH_BYTES_PER_SECOND: u64 = 64 << 10;
/// What may be brought at once before it counts as much.
const BURST_BYTES: u64 = 16 << 10;

/// How many connections are cleared away in a second. A radio that is back before its old line was cleared away has never
/// been gone.
const FAREWELLS_PER_SECOND: u32 = 1_000;

/// The turns that connections take: what they share.
#[derive(Clone, Debug)]
pub struct Turns {
    pulse: Pulse,
    farewells: Arc<Pace>,
}

impl Turns {
    /// Turns by a pulse.
    #[must_use]
    pub fn new(pulse: Pulse) -> Self {
        Self { pulse, farewells: Arc::new(Pace::new(FAREWELLS_PER_SECOND, Duration::MAX)) }
    }
}

/// What a call knows of its connection: who is at the other end, and how to cut it off.
#[derive(Clone, Debug)]
pub struct Line<P> {
    /// What the connection itself says of its peer.
    pub peer: P,
    cut: CancellationToken,
    commands: Arc<AtomicBool>,
}

impl<P> Line<P> {
    /// Whether commands come in over it: then it is not held back, however much it brings.
    pub fn carries_commands(&self, whether: bool) {
        self.commands.store(whether, Ordering::Relaxed);
    }

    #[cfg(test)]
    pub(super) fn is_for_commands(&self) -> bool {
        self.commands.load(Ordering::Relaxed)
    }

    /// Cuts the connection off, with everything that goes on over it.
    pub fn cut(&self) {
        self.cut.cancel();
    }
}

/// What a connection has brought lately: a bucket that runs out at a steady rate.
#[derive(Debug)]
struct Lately {
    bytes: u64,
    as_of: Stopwatch,
}

impl Lately {
    fn add(&mut self, bytes: usize) {
        let since = std::mem::replace(&mut self.as_of, Stopwatch::start()).elapsed();
        let run_out =
            u64::try_from(since.as_micros()).unwrap_or(u64::MAX).saturating_mul(MUCH_BYTES_PER_SECOND) / 1_000_000;
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        // Bounded, so that who has brought very much is forgiven in a moment.
        self.bytes = self.bytes.saturating_sub(run_out).saturating_add(bytes).min(2 * BURST_BYTES);
    }

    const fn is_much(&self) -> bool {
        self.bytes > BURST_BYTES
    }
}

/// A connection that can be cut off.
#[derive(Debug)]
pub struct Severable<S> {
    stream: S,
    token: CancellationToken,
    cut: Pin<Box<WaitForCancellationFutureOwned>>,
    /// Whether it carries commands.
    commands: Arc<AtomicBool>,
    /// Bytes that were read since its turn began.
    mouthful: usize,
    lately: Lately,
    turns: Turns,
    /// Until when it is not read.
    pause: Option<Pin<Box<Sleep>>>,
    /// How it has ended, once that is known: it is told when its turn has come.
    ended: Option<io::Result<()>>,
}

impl<S> Severable<S> {
    /// A connection that nobody has cut off.
    #[must_use]
    pub fn new(stream: S, turns: Turns) -> Self {
        let token = CancellationToken::new();
        let cut = Box::pin(token.clone().cancelled_owned());
        let lately = Lately { bytes: 0, as_of: Stopwatch::start() };
        Self { stream, token, cut, commands: Arc::default(), mouthful: 0, lately, turns, pause: None, ended: None }
    }

    /// Whether the others come first now. Then it is woken when it may go on.
    fn gives_way(&mut self, context: &mut Context<'_>) -> bool {
        if let Some(pause) = &mut self.pause {
            if pause.as_mut().poll(context).is_pending() {
                return true;
            }
            self.pause = None;
        }
        if self.mouthful < SMALL_MOUTHFUL_BYTES {
            return false;
        }
        let may_wait = self.lately.is_much() && !self.commands.load(Ordering::Relaxed);
        let pause = self.turns.pulse.pause().filter(|_| may_wait);
        if pause.is_none() && self.mouthful < MOUTHFUL_BYTES {
            return false;
        }
        self.mouthful = 0;
        self.rest(pause.unwrap_or_default(), context);
        true
    }

    /// Waits; it is woken when it may go on.
    fn rest(&mut self, pause: Duration, context: &mut Context<'_>) {
        if pause.is_zero() {
            context.waker().wake_by_ref();
            return;
        }
        let mut pause = Box::pin(tokio::time::sleep(pause));
        if pause.as_mut().poll(context).is_ready() {
            context.waker().wake_by_ref();
        }
        self.pause = Some(pause);
    }
}

#[cfg(test)]
impl<S> Severable<S> {
    /// A connection and the line that a call over it would find.
    pub(super) fn with_line<P>(stream: S, peer: P) -> (Self, Line<P>) {
        let severable = Self::new(stream, Turns::new(Pulse::default()));
        let line = Line { peer, cut: severable.token.clone(), commands: Arc::clone(&severable.commands) };
        (severable, line)
    }
}

impl<S: Connected> Connected for Severable<S> {
    type ConnectInfo = Line<S::ConnectInfo>;

    fn connect_info(&self) -> Self::ConnectInfo {
        Line { peer: self.stream.connect_info(), cut: self.token.clone(), commands: Arc::clone(&self.commands) }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Severable<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        // The server always waits to read: this wakes it.
        if self.cut.as_mut().poll(context).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        if self.gives_way(context) {
            return Poll::Pending;
        }
        if let Some(ended) = self.ended.take() {
            return Poll::Ready(ended);
        }
        let before = buf.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buf);
        let bytes = buf.filled().len() - before;
        if bytes > 0 || buf.remaining() == 0 {
            self.mouthful += bytes;
            self.lately.add(bytes);
            return read;
        }
        if !self.lately.is_much() {
            self.mouthful = 0;
        }
        let Poll::Ready(ended) = read else { return Poll::Pending };
        let turn = self.turns.farewells.reserve().unwrap_or_default();
        if turn.is_zero() {
            return Poll::Ready(ended);
        }
        self.ended = Some(ended);
        self.rest(turn, context);
        Poll::Pending
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
                turns.fetch_add(1, Ordering::Relaxed);
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
    async fn who_brings_much_waits_while_turns_come_late_and_who_commands_never_does() {
        for commands in [false, true] {
            let (near, mut far) = tokio::io::duplex(1 << 20);
            let (mut severable, line) = Severable::with_line(near, ());
            severable.turns = Turns::new(Pulse::held(Duration::from_mins(1)));
            line.carries_commands(commands);
            far.write_all(&vec![7; 100_000]).await.expect("sent");
            let mut bytes = vec![0; 100_000];
            severable.read_exact(&mut bytes[..10_000]).await.expect("who asks now and then is read at once");
            let rest = async {
                for piece in bytes[10_000..].chunks_mut(1_000) {
                    severable.read_exact(piece).await.expect("read");
                }
            };
            let patience = if commands { Duration::from_secs(30) } else { Duration::from_millis(200) };
            let is_read = tokio::time::timeout(patience, rest).await.is_ok();
            assert_eq!(is_read, commands);
        }
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
