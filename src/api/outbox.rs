//! The sending side of a stream: bounded, and nobody waits for a reader for ever.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;

use super::edge::Edge;

/// The reader is gone or did not take a message in time: the stream ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It closed the stream.
    Closed,
    /// It did not read.
    TooSlow,
}

/// Where a stream's messages go.
#[derive(Clone, Debug)]
pub struct Outbox<T> {
    sender: mpsc::Sender<Result<T, Status>>,
    timeout: Duration,
}

impl<T> Outbox<T> {
    /// A stream and its outbox.
    #[must_use]
    pub fn open(edge: &Edge) -> (Self, ReceiverStream<Result<T, Status>>) {
        let (sender, receiver) = mpsc::channel(edge.limits.stream_queue.max(1));
        (Self { sender, timeout: edge.limits.send_timeout }, ReceiverStream::new(receiver))
    }

    /// Sends a message.
    ///
    /// # Errors
    /// When the reader is gone or does not take it in time.
    pub async fn send(&self, message: T) -> Result<(), Gone> {
        self.put(Ok(message)).await
    }

    /// Ends the stream with a status.
    pub async fn fail(&self, status: impl Into<Status>) {
        // Whether the reader still hears it changes nothing.
        let _ = self.put(Err(status.into())).await;
    }

    /// Completes when the reader has gone.
    pub async fn closed(&self) {
        self.sender.closed().await;
    }

    async fn put(&self, message: Result<T, Status>) -> Result<(), Gone> {
        match tokio::time::timeout(self.timeout, self.sender.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Gone::Closed),
            Err(_) => Err(Gone::TooSlow),
        }
    }
}
