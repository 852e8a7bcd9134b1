//! The sending side of a stream: bounded, and nobody waits for a reader for ever.
//!
//! One place in the queue is kept for the last word, so that a reader that was too slow for everything else still learns
//! why its stream ended, and nobody waits a second time to say it.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;
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
#[derive(Debug)]
pub struct Outbox<T> {
    sender: mpsc::Sender<Result<T, Status>>,
    last_word: Mutex<Option<mpsc::OwnedPermit<Result<T, Status>>>>,
    timeout: Duration,
}

impl<T> Outbox<T> {
    /// A stream and its outbox.
    #[must_use]
    pub fn open(edge: &Edge) -> (Self, ReceiverStream<Result<T, Status>>) {
        let (sender, receiver) = mpsc::channel(edge.limits.stream_queue.max(1) + 1);
        // The queue is empty yet: there is a place.
        let last_word = Mutex::new(sender.clone().try_reserve_owned().ok());
        (Self { sender, last_word, timeout: edge.limits.send_timeout }, ReceiverStream::new(receiver))
    }

    /// Sends a message.
    ///
    /// # Errors
    /// When the reader is gone or does not take it in time.
    pub async fn send(&self, message: T) -> Result<(), Gone> {
        // Nearly always there is room: no timer is needed then.
        let message = match self.sender.try_send(Ok(message)) {
            Ok(()) => return Ok(()),
            Err(TrySendError::Closed(_)) => return Err(Gone::Closed),
            Err(TrySendError::Full(message)) => message,
        };
        match tokio::time::timeout(self.timeout, self.sender.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Gone::Closed),
            Err(_) => Err(Gone::TooSlow),
        }
    }

    /// Puts the last message of the stream behind what waits for its reader; there is only one.
    pub fn finish(&self, message: T) {
        self.conclude(Ok(message));
    }

    /// Ends the stream with a status.
    pub fn fail(&self, status: impl Into<Status>) {
        self.conclude(Err(status.into()));
    }

    /// Completes when the reader has gone.
    pub async fn closed(&self) {
        self.sender.closed().await;
    }

    fn conclude(&self, message: Result<T, Status>) {
        let place = self.last_word.lock().unwrap_or_else(PoisonError::into_inner).take();
        // Whether the reader still hears it changes nothing.
        drop(place.map(|place| place.send(message)));
    }
}
