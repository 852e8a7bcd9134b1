//! The job by unary calls: the report, and the rider's word that it has finished.
//!
//! Redis and PostGIS do two calls as well. The incident is then still open; it is closed between the rounds, since a
//! desk does that when it has the time.

use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use super::proto::{AdvanceDispatchRequest, FileReportRequest};
use super::{Patrold, Wire, job};
use crate::ground::Ground;
use crate::sample::{Sample, Tally};
use crate::servers::Failure;

/// Connections that the calls in flight share.
const CONNECTIONS: usize = 4;

impl Patrold {
    /// So many calls in flight.
    pub(crate) async fn unary(&self, in_flight: usize, seconds: f64) -> Result<Sample, Failure> {
        let mut wires = Vec::new();
        for number in 0..CONNECTIONS.min(in_flight) {
            wires.push(self.wire(&format!("desk-{number}")).await?);
        }
        let (begun, mut tasks) = (Instant::now(), JoinSet::new());
        for number in 0..in_flight {
            let (wire, ground) = (wires[number % wires.len()].clone(), self.ground.clone());
            tasks.spawn(async move { work(&wire, &ground, number, in_flight, begun, seconds).await });
        }
        let mut tallies = Vec::new();
        let mut finished = Vec::new();
        while let Some(done) = tasks.join_next().await {
            let (tally, incidents) = done??;
            tallies.push(tally);
            finished.extend(incidents);
        }
        let sample = Sample::of(begun, tallies);
        self.finished.lock().map_err(|_| "a task panicked")?.extend(finished);
        Ok(sample)
    }
}

async fn work(
    wire: &Wire,
    ground: &Ground,
    first: usize,
    step: usize,
    begun: Instant,
    seconds: f64,
) -> Result<(Tally, Vec<String>), Failure> {
    let (mut desk, mut radio) = (wire.dispatch(), wire.unit());
    let (mut tally, mut finished) = (Tally::new(), Vec::new());
    let mut number = first;
    while begun.elapsed() < Duration::from_secs_f64(seconds) {
        let report = FileReportRequest { request_id: job::request_id(), ..job::report(ground.scene(number)) };
        let asked = Instant::now();
        let receipt = desk.file_report(report).await?.into_inner();
        tally.claim(asked.elapsed());
        let sent = job::sent(receipt)?;
        let said = AdvanceDispatchRequest { request_id: job::request_id(), ..job::finished(&sent) };
        let asked = Instant::now();
        radio.advance_dispatch(said).await?;
        tally.call(asked.elapsed());
        tally.jobs += 1;
        finished.push(sent.incident);
        number += step;
    }
    Ok((tally, finished))
}
