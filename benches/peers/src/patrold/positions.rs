//! Positions: in batches by the gateways, and singly by 1,251 radios on streams of their own, each answered.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Streaming;
use uuid::Uuid;

use super::proto::connect_request::Message as Up;
use super::proto::connect_response::Message as Down;
use super::proto::{BatchSummary, ConnectRequest, ConnectResponse, FixVerdict, Hello, PositionBatch};
use super::{FIXES_OF_A_MESSAGE, Patrold, RADIOS, Wire, fix, radio_name, unit_name};
use crate::ground::Ground;
use crate::sample::{Sample, Tally};
use crate::servers::Failure;

/// Connections over which the radios' streams are spread: as many as Redis has.
const RADIO_CONNECTIONS: usize = 16;
/// Messages that a gateway has under way.
const MESSAGES_UNDER_WAY: u64 = 2;

impl Patrold {
    /// All gateways, as fast as they are answered. A job is a fix that was taken.
    pub(crate) async fn positions_in_batches(&self, seconds: f64) -> Result<Sample, Failure> {
        let mut links = Vec::new();
        for gateway in self.gateways() {
            let wire = self.wire(&gateway.name).await?;
            let units = gateway.units.clone().map(unit_name).collect();
            links.push((Link::open(&wire, gateway.name, units).await?, gateway.units));
        }
        let (begun, mut tasks) = (Instant::now(), JoinSet::new());
        for (mut link, units) in links {
            let ground = Arc::clone(&self.ground);
            tasks.spawn(async move {
                let numbers: Vec<_> = units.collect();
                let chunks = numbers.chunks(FIXES_OF_A_MESSAGE).cycle().enumerate();
                let round = |index: usize| index * FIXES_OF_A_MESSAGE / numbers.len();
                let batches = chunks.map(|(index, chunk)| {
                    let fixes = chunk.iter().map(|number| {
                        let place = ground.units[*number];
                        fix(*number, place.jittered(round(index)))
                    });
                    PositionBatch { fixes: fixes.collect() }
                });
                link.work(batches, MESSAGES_UNDER_WAY, begun + Duration::from_secs_f64(seconds)).await
            });
        }
        all(begun, tasks).await
    }

    /// All radios, each with one fix under way.
    pub(crate) async fn positions_singly(&self, seconds: f64) -> Result<Sample, Failure> {
        let mut wires = Vec::new();
        for number in 0..RADIO_CONNECTIONS {
            wires.push(self.wire(&format!("radios-{number}")).await?);
        }
        let mut links = Vec::new();
        for number in 0..RADIOS.min(self.ground.units.len()) {
            let wire = &wires[number % wires.len()];
            links.push(Link::open(wire, radio_name(number), vec![unit_name(number)]).await?);
        }
        let (begun, mut tasks) = (Instant::now(), JoinSet::new());
        for (number, mut link) in links.into_iter().enumerate() {
            let ground: Arc<Ground> = Arc::clone(&self.ground);
            tasks.spawn(async move {
                let place = ground.units[number];
                let batches = (0..).map(|round| PositionBatch { fixes: vec![fix(number, place.jittered(round))] });
                link.work(batches, 1, begun + Duration::from_secs_f64(seconds)).await
            });
        }
        all(begun, tasks).await
    }
}

async fn all(begun: Instant, mut tasks: JoinSet<Result<Tally, Failure>>) -> Result<Sample, Failure> {
    let mut tallies = Vec::new();
    while let Some(done) = tasks.join_next().await {
        tallies.push(done??);
    }
    Ok(Sample::of(begun, tallies))
}

/// A device's stream.
struct Link {
    up: mpsc::Sender<ConnectRequest>,
    down: Streaming<ConnectResponse>,
}

impl Link {
    async fn open(wire: &Wire, device: String, units: Vec<String>) -> Result<Self, Failure> {
        let (up, messages) = mpsc::channel(4);
        let hello = Hello {
            device,
            installation: Uuid::now_v7().to_string(),
            client_version: "1.0.0".to_owned(),
            units,
            status: None,
        };
        up.send(ConnectRequest { number: 0, message: Some(Up::Hello(hello)) }).await?;
        let mut down = wire.unit().connect(ReceiverStream::new(messages)).await?.into_inner();
        // What holds now comes first.
        while !matches!(down.message().await?.ok_or("not welcome")?.message, Some(Down::Welcome(_))) {}
        Ok(Self { up, down })
    }

    async fn work(
        &mut self,
        batches: impl Iterator<Item = PositionBatch>,
        under_way_max: u64,
        until: Instant,
    ) -> Result<Tally, Failure> {
        let (mut tally, mut under_way, mut sent) = (Tally::new(), 0, std::collections::VecDeque::new());
        let mut batches = batches.zip(1..);
        loop {
            while under_way < under_way_max && Instant::now() < until {
                let Some((batch, number)) = batches.next() else { break };
                sent.push_back(Instant::now());
                self.up.send(ConnectRequest { number, message: Some(Up::Positions(batch)) }).await?;
                under_way += 1;
            }
            if under_way == 0 {
                return Ok(tally);
            }
            let told = self.down.message().await?.ok_or("the stream ended")?;
            if let Some(Down::BatchResult(result)) = told.message {
                under_way -= 1;
                tally.jobs += taken(result.summary.as_ref());
                if let Some(sent) = sent.pop_front() {
                    tally.call(sent.elapsed());
                }
            }
        }
    }
}

/// How many fixes were taken.
pub(super) fn taken(summary: Option<&BatchSummary>) -> u64 {
    let verdicts = summary.into_iter().flat_map(|summary| &summary.verdicts);
    let taken = verdicts.filter(|count| matches!(count.verdict(), FixVerdict::Accepted | FixVerdict::AcceptedOutside));
    taken.map(|count| u64::from(count.count)).sum()
}
