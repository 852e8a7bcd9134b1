//! One sender of positions on its `Connect` stream: it sends at its rate whether or not the daemon keeps up.
//!
//! What the daemon's flow control holds back for longer than a second is not sent any more: a newer position of the same
//! unit is there. When the stream breaks it is opened again.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{Semaphore, mpsc};
use tokio_util::sync::CancellationToken;
use tonic::{Status, Streaming};

use super::ground::reach;
use super::stream::{self, Numbered};
use super::tally::{Book, Work, refusal};
use crate::api::proto::connect_request::Message as Up;
use crate::api::proto::connect_response::Message as Down;
use crate::api::proto::{ConnectRequest, ConnectResponse, FixVerdict, Hello};
use crate::cli::remote::{Remote, new_request_id};

/// What is older is not worth sending.
const STALE: Duration = Duration::from_secs(1);
/// The pause before a stream that broke is opened again.
const PAUSE: Duration = Duration::from_millis(500);
/// How long answers are still read after the last message.
const DRAINS_FOR: Duration = Duration::from_secs(2);

/// Bits of a message's number that say how many fixes it has; the others say when it was due.
const FIXES_BITS: u32 = 10;
/// How often a sender that waits for its answer looks for it.
const LOOKS_EVERY: Duration = Duration::from_millis(1);

/// How often messages are sent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Rate {
    /// Never.
    None,
    /// So many a second, in even steps.
    PerSecond(f64),
    /// The next when the one before is answered: as many as the daemon takes without having to leave one aside. For
    /// the calibration.
    AsTaken,
}

impl Rate {
    /// Whether there is nothing to send.
    pub(super) fn is_none(self) -> bool {
        self == Self::None
    }

    /// The part of one of so many senders.
    #[expect(clippy::cast_precision_loss, reason = "some hundred senders")]
    pub(super) fn shared_by(self, senders: usize) -> Self {
        match self {
            Self::PerSecond(rate) => Self::PerSecond(rate / senders.max(1) as f64),
            Self::None | Self::AsTaken => self,
        }
    }

    /// The time from one message to the next.
    fn step(self) -> Duration {
        match self {
            Self::PerSecond(rate) => Duration::from_secs_f64(1.0 / rate.max(0.001)),
            Self::None | Self::AsTaken => Duration::ZERO,
        }
    }
}

/// What a sender sends.
#[derive(Debug)]
pub(super) struct Sends {
    /// As what it is counted.
    pub(super) work: Work,
    /// Its connection, which it may share.
    pub(super) remote: Option<Remote>,
    /// Where to open another.
    pub(super) address: String,
    /// The device's name.
    pub(super) device: String,
    /// For whom it speaks.
    pub(super) units: Vec<String>,
    /// The messages and how many fixes each has, sent in turn.
    pub(super) messages: Vec<(Bytes, u64)>,
    /// How often.
    pub(super) rate: Rate,
    /// Which part of the time from one message to the next goes by before the first.
    pub(super) phase: f64,
}

/// What holds senders back until all of them are welcomed.
#[derive(Clone, Debug)]
pub(super) struct Start {
    /// Has a permit for each that is.
    pub(super) welcomed: Arc<Semaphore>,
    /// Cancelled when they may begin.
    pub(super) go: CancellationToken,
}

/// A sender at work.
#[derive(Debug)]
pub(super) struct Sender {
    sends: Sends,
    book: Arc<Book>,
    /// Fixes that were sent and not answered.
    waiting: Arc<AtomicU64>,
    /// When the next message is due.
    due: Duration,
    turn: usize,
    start: Option<Start>,
}

impl Sender {
    /// One that begins now.
    pub(super) fn new(sends: Sends, book: Arc<Book>) -> Self {
        let mut sender = Self { sends, book, waiting: Arc::default(), due: Duration::ZERO, turn: 0, start: None };
        sender.begin();
        sender
    }

    /// One that connects now and begins with all others.
    pub(super) fn held(sends: Sends, book: Arc<Book>, start: Start) -> Self {
        Self { start: Some(start), ..Self::new(sends, book) }
    }

    fn begin(&mut self) {
        self.due = self.book.now() + self.sends.rate.step().mul_f64(self.sends.phase);
        self.start = None;
    }

    /// Sends until `stop`.
    pub(super) async fn run(mut self, stop: &CancellationToken) {
        while !stop.is_cancelled() {
            if let Err(status) = self.connect(stop).await {
                let why = refusal(&status).unwrap_or_else(|| "stream broken".to_owned());
                self.book.refused(self.sends.work, 0, &why);
                self.sends.remote = None;
            }
            let lost = self.waiting.swap(0, Ordering::Relaxed);
            if lost > 0 {
                self.book.unanswered(self.sends.work, lost);
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
        // The same for whoever had no stream at the end.
        if self.start.is_none() {
            self.skip_stale();
        }
    }

    async fn connect(&mut self, stop: &CancellationToken) -> Result<(), Status> {
        let remote = match self.sends.remote.clone() {
            Some(remote) => remote,
            None => reach(&self.sends.address, &self.sends.device)
                .await
                .map_err(|failure| Status::unavailable(failure.to_string()))?,
        };
        let hello = Hello {
            device: self.sends.device.clone(),
            installation: new_request_id().to_string(),
            client_version: env!("CARGO_PKG_VERSION").to_owned(),
            units: self.sends.units.clone(),
            status: None,
        };
        let hello = ConnectRequest { number: 0, message: Some(Up::Hello(hello)) };
        let (up, down) = stream::open(remote.wire(), hello).await?;
        let (book, waiting, work) = (Arc::clone(&self.book), Arc::clone(&self.waiting), self.sends.work);
        let (start, go) = self.start.clone().map(|start| (start.welcomed, start.go)).unzip();
        let mut answers = tokio::spawn(async move { hear(&book, &waiting, work, (down, start)).await });
        if let Some(go) = go {
            tokio::select! {
                ended = &mut answers => return ended.unwrap_or_else(|_| Err(Status::aborted("stream broken"))),
                () = stop.cancelled() => return Ok(()),
                () = go.cancelled() => self.begin(),
            }
        }
        let sent = tokio::select! {
            ended = &mut answers => return ended.unwrap_or_else(|_| Err(Status::aborted("stream broken"))),
            sent = self.send(&up, stop) => sent,
        };
        if stop.is_cancelled() {
            // What fell due while it could not be sent is not forgotten; what falls due from now on is nobody's to send.
            self.skip_stale();
            self.due = Duration::MAX;
        }
        drop(up);
        if tokio::time::timeout(DRAINS_FOR, &mut answers).await.is_err() {
            answers.abort();
        }
        sent
    }

    async fn send(&mut self, up: &mpsc::Sender<Numbered>, stop: &CancellationToken) -> Result<(), Status> {
        loop {
            self.skip_stale();
            let now = self.book.now();
            if self.due > now {
                tokio::select! {
                    () = stop.cancelled() => return Ok(()),
                    () = tokio::time::sleep(self.due.saturating_sub(now)) => {}
                }
            }
            let mut due = self.due;
            if self.sends.rate == Rate::AsTaken {
                while self.waiting.load(Ordering::Relaxed) > 0 && !stop.is_cancelled() {
                    tokio::time::sleep(LOOKS_EVERY).await;
                }
                due = self.book.now();
            }
            let Some((body, fixes)) = self.sends.messages.get(self.turn % self.sends.messages.len().max(1)) else {
                return Ok(());
            };
            let fixes = *fixes;
            let message = Numbered { number: numbered(due, fixes), body: body.clone() };
            self.book.offered(self.sends.work, fixes);
            (self.turn, self.due) = (self.turn + 1, self.due + self.sends.rate.step());
            self.waiting.fetch_add(fixes, Ordering::Relaxed);
            let closed = || Status::unavailable("the stream is closed");
            // What is due goes out, be it at the very end; only what is held back may come too late for that.
            let held_back = match up.try_send(message) {
                Ok(()) => continue,
                Err(TrySendError::Closed(_)) => return Err(closed()),
                Err(TrySendError::Full(message)) => message,
            };
            tokio::select! {
                biased;
                () = stop.cancelled() => {
                    self.waiting.fetch_sub(fixes, Ordering::Relaxed);
                    self.book.unsent(self.sends.work, fixes);
                    return Ok(());
                }
                sent = up.send(held_back) => sent.map_err(|_| closed())?,
            }
        }
    }

    /// Leaves out what fell due too long ago.
    fn skip_stale(&mut self) {
        let oldest = self.book.now().saturating_sub(STALE);
        let step = self.sends.rate.step();
        let mut left_out = 0;
        while !step.is_zero() && self.due < oldest {
            let (_, fixes) = self.sends.messages.get(self.turn % self.sends.messages.len().max(1)).unwrap_or(&EMPTY);
            left_out += fixes;
            (self.turn, self.due) = (self.turn + 1, self.due + step);
        }
        if left_out > 0 {
            self.book.offered(self.sends.work, left_out);
            self.book.unsent(self.sends.work, left_out);
        }
    }
}

/// The number of a message: it comes back with the answer and says when the message was due and how many fixes it has.
fn numbered(due: Duration, fixes: u64) -> u64 {
    let due_us = u64::try_from(due.as_micros()).unwrap_or(u64::MAX);
    (due_us << FIXES_BITS) | fixes.min((1 << FIXES_BITS) - 1)
}

/// What a number says.
const fn read_number(number: u64) -> (Duration, u64) {
    (Duration::from_micros(number >> FIXES_BITS), number & ((1 << FIXES_BITS) - 1))
}

/// What stands for no message.
static EMPTY: (Bytes, u64) = (Bytes::new(), 0);

/// Counts what the daemon says of the positions.
async fn hear(
    book: &Book,
    waiting: &AtomicU64,
    work: Work,
    (mut down, mut welcomed): (Streaming<ConnectResponse>, Option<Arc<Semaphore>>),
) -> Result<(), Status> {
    while let Some(message) = down.message().await? {
        if let (Some(Down::Welcome(_)), Some(welcomed)) = (&message.message, welcomed.take()) {
            welcomed.add_permits(1);
        }
        let Some(Down::BatchResult(result)) = message.message else { continue };
        let (due, mut left_aside) = read_number(result.number);
        waiting.fetch_sub(left_aside, Ordering::Relaxed);
        for verdict in result.summary.unwrap_or_default().verdicts {
            let count = u64::from(verdict.count);
            left_aside = left_aside.saturating_sub(count);
            let verdict = verdict.verdict();
            if matches!(verdict, FixVerdict::Accepted | FixVerdict::AcceptedOutside) {
                book.answered(work, count, due);
            } else {
                book.refused(work, count, verdict.as_str_name());
            }
        }
        // What has no verdict was not judged.
        if left_aside > 0 {
            book.refused(work, left_aside, "LEFT_ASIDE");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_says_when_and_how_many() {
        let due = Duration::from_micros(3_600_000_123);
        assert_eq!(read_number(numbered(due, 300)), (due, 300));
        assert_eq!(read_number(numbered(Duration::ZERO, 1)), (Duration::ZERO, 1));
    }

    #[test]
    fn a_rate_is_shared_and_what_is_never_stays_never() {
        assert_eq!(Rate::PerSecond(100.0).shared_by(4), Rate::PerSecond(25.0));
        assert_eq!(Rate::PerSecond(25.0).step(), Duration::from_millis(40));
        assert_eq!((Rate::None.shared_by(4), Rate::AsTaken.step()), (Rate::None, Duration::ZERO));
    }
}
