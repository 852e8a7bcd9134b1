//! The job over `Submit`, many commands on a stream: the report, and the closing of its incident, by which the rider is
//! free again. A stream has so many jobs under way, each with one command at a time.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Streaming;
use uuid::Uuid;

use super::proto::submit_command::Command;
use super::proto::submit_request::Message;
use super::proto::submit_response::Result as Told;
use super::proto::{SubmitCommand, SubmitOpen, SubmitRequest, SubmitResponse, WriteReceipt};
use super::{Patrold, Wire, job};
use crate::ground::Ground;
use crate::sample::{Sample, Tally};
use crate::servers::Failure;

impl Patrold {
    /// So many streams, each on a connection of its own, with so many jobs under way.
    pub(crate) async fn submit(&self, streams: usize, under_way: usize, seconds: f64) -> Result<Sample, Failure> {
        let mut pipes = Vec::new();
        for number in 0..streams {
            let wire = self.wire(&format!("platform-{number}")).await?;
            pipes.push(Pipe::open(&wire, under_way).await?);
        }
        let (begun, mut tasks) = (Instant::now(), JoinSet::new());
        for (first, mut pipe) in pipes.into_iter().enumerate() {
            let ground = Arc::clone(&self.ground);
            tasks.spawn(async move {
                let numbers = (first..).step_by(streams);
                pipe.work(&ground, numbers, under_way, begun + Duration::from_secs_f64(seconds)).await
            });
        }
        let mut tallies = Vec::new();
        while let Some(done) = tasks.join_next().await {
            tallies.push(done??);
        }
        Ok(Sample::of(begun, tallies))
    }

    /// Closes what was finished in the rounds before.
    pub(crate) async fn close_finished(&self) -> Result<(), Failure> {
        let finished = std::mem::take(&mut *self.finished.lock().map_err(|_| "a task panicked")?);
        let mut pipe = Pipe::open(&self.wire("platform-closing").await?, 256).await?;
        let mut left = finished.into_iter();
        for incident in left.by_ref().take(256) {
            pipe.send(Command::CloseIncident(job::close(incident)), true).await?;
        }
        while !pipe.asked.is_empty() {
            pipe.hear().await?;
            if let Some(incident) = left.next() {
                pipe.send(Command::CloseIncident(job::close(incident)), true).await?;
            }
        }
        Ok(())
    }
}

/// A stream.
struct Pipe {
    up: mpsc::Sender<SubmitRequest>,
    down: Streaming<SubmitResponse>,
    number: u64,
    /// When what was asked, and whether it ends its job.
    asked: HashMap<u64, (Instant, bool)>,
}

impl Pipe {
    async fn open(wire: &Wire, under_way: usize) -> Result<Self, Failure> {
        let (up, messages) = mpsc::channel(under_way + 1);
        let open = SubmitOpen { session: Uuid::now_v7().to_string() };
        up.send(SubmitRequest { message: Some(Message::Open(open)) }).await?;
        let down = wire.dispatch().submit(ReceiverStream::new(messages)).await?.into_inner();
        Ok(Self { up, down, number: 0, asked: HashMap::new() })
    }

    async fn send(&mut self, command: Command, ends: bool) -> Result<(), Failure> {
        self.number += 1;
        self.asked.insert(self.number, (Instant::now(), ends));
        let command = SubmitCommand { number: self.number, command: Some(command) };
        Ok(self.up.send(SubmitRequest { message: Some(Message::Command(command)) }).await?)
    }

    async fn hear(&mut self) -> Result<(WriteReceipt, Duration, bool), Failure> {
        let told = self.down.message().await?.ok_or("the stream ended")?;
        let (asked, ends) = self.asked.remove(&told.number).ok_or("an answer to nothing")?;
        match told.result {
            Some(Told::Receipt(receipt)) => Ok((receipt, asked.elapsed(), ends)),
            refused => Err(format!("refused: {refused:?}").into()),
        }
    }

    async fn work(
        &mut self,
        ground: &Ground,
        mut numbers: impl Iterator<Item = usize>,
        under_way: usize,
        until: Instant,
    ) -> Result<Tally, Failure> {
        let mut tally = Tally::new();
        let mut next = || Command::FileReport(job::report(ground.scene(numbers.next().unwrap_or(0))));
        for _ in 0..under_way {
            self.send(next(), false).await?;
        }
        while !self.asked.is_empty() {
            let (receipt, took, ends) = self.hear().await?;
            if ends {
                tally.call(took);
                tally.jobs += 1;
                if Instant::now() < until {
                    self.send(next(), false).await?;
                }
            } else {
                tally.claim(took);
                self.send(Command::CloseIncident(job::close(job::sent(receipt)?.incident)), true).await?;
            }
        }
        Ok(tally)
    }
}
