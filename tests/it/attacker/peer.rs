//! A hostile peer: a plain socket that says what it likes.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::OwnedWriteHalf;
use tokio::time::{Instant, sleep, timeout};

use super::frames::{PREFACE, SETTINGS, frame};

/// Between two mouthfuls: some megabytes a second from all peers together.
const PAUSE: Duration = Duration::from_millis(4);

/// What the daemon did to a peer.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// It closed the connection.
    pub(super) closed: AtomicBool,
    /// How much it said.
    pub(super) bytes: AtomicU64,
}

/// A connection.
pub(super) struct Peer {
    write: OwnedWriteHalf,
    pub(super) heard: Arc<Heard>,
    reader: tokio::task::JoinHandle<()>,
}

impl Peer {
    /// Connects and says nothing. Whatever the daemon says is read, unless `deaf`.
    pub(super) async fn connect(address: SocketAddr, deaf: bool) -> io::Result<Self> {
        let (mut read, write) = TcpStream::connect(address).await?.into_split();
        let heard = Arc::new(Heard::default());
        let told = Arc::clone(&heard);
        let reader = tokio::spawn(async move {
            if deaf {
                // The socket stays open and fills up.
                return std::future::pending().await;
            }
            let mut bytes = vec![0; 16 << 10];
            while let Ok(length @ 1..) = read.read(&mut bytes).await {
                told.bytes.fetch_add(length as u64, Ordering::Relaxed);
            }
            told.closed.store(true, Ordering::Relaxed);
        });
        Ok(Self { write, heard, reader })
    }

    /// Connects and greets as HTTP/2 does.
    pub(super) async fn greet(address: SocketAddr, deaf: bool) -> io::Result<Self> {
        let mut peer = Self::connect(address, deaf).await?;
        peer.say(PREFACE).await;
        peer.say(&frame(SETTINGS, 0, 0, &[])).await;
        Ok(peer)
    }

    pub(super) fn is_closed(&self) -> bool {
        self.heard.closed.load(Ordering::Relaxed)
    }

    /// Says something; false when the daemon has closed the connection or takes nothing any more.
    pub(super) async fn say(&mut self, bytes: &[u8]) -> bool {
        let said = timeout(Duration::from_millis(500), self.write.write_all(bytes)).await;
        if matches!(said, Ok(Err(_))) {
            self.heard.closed.store(true, Ordering::Relaxed);
        }
        matches!(said, Ok(Ok(()))) && !self.is_closed()
    }

    /// Says one thing after the other until the daemon has enough or the time is over.
    pub(super) async fn flood(&mut self, until: Instant, mut next: impl FnMut(u32) -> Vec<u8>) {
        let mut number = 0;
        while Instant::now() < until && !self.is_closed() {
            // Many at once, as one who means harm would.
            let mut bytes = Vec::new();
            while bytes.len() < 8 << 10 {
                bytes.extend(next(number));
                number += 1;
            }
            self.say(&bytes).await;
            // The attacker's own CPU time is not what the daemon costs: on a small machine both need the same cores.
            sleep(PAUSE).await;
        }
    }

    /// Waits until the daemon closes the connection.
    pub(super) async fn is_closed_by(&self, until: Instant) -> bool {
        while Instant::now() < until && !self.is_closed() {
            sleep(Duration::from_millis(10)).await;
        }
        self.is_closed()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.reader.abort();
    }
}
