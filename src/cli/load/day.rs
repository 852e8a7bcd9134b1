//! What a day sends beside its reports: where every unit is, once in an interval, from gateways and radios that know
//! nothing of each other.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::crowd::Crowd;
use super::ground::{FIXES_PER_MESSAGE, Senders, reach, stands};
use super::positions::{Rate, Sender, Sends, Start};
use super::stream::prepare;
use super::tally::{Book, Tallies, Work};
use crate::api::proto::Fix;
use crate::city::City;
use crate::cli::failure::Failure;
use crate::cli::remote::Remote;

/// Radios on one connection: below the streams that the daemon allows.
const RADIOS_PER_CONNECTION: usize = 32;
/// By how much a unit goes to and fro between two fixes, in degrees of latitude: some 20 m, as one that patrols on foot.
const STRIDE_DEG: f64 = 0.000_18;
/// The golden ratio's fraction: its multiples are spread evenly over an interval, however many there are.
const GOLDEN: f64 = 0.618_033_988_749_894_9;

/// What a worker sends.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct DayOrder {
    /// For how long.
    pub(super) seconds: f64,
    /// Which share of the senders is this worker's.
    pub(super) share: usize,
    /// Of how many.
    pub(super) shares: usize,
    /// Units beyond the city's own.
    pub(super) crowd: u32,
    /// How often each unit says where it is, in seconds.
    pub(super) every_s: f64,
}

/// Connects all senders, waits for the word when the last was welcomed, sends positions, and tells what came of them.
///
/// # Errors
/// When the daemon cannot be reached at the beginning.
pub(super) async fn run(
    address: &str,
    city: &City,
    order: &DayOrder,
    word: impl Future<Output = Result<(), Failure>>,
) -> Result<Tallies, Failure> {
    let book = Arc::new(Book::open());
    let stop = CancellationToken::new();
    let mut tasks = JoinSet::new();
    let start = Start { welcomed: Arc::new(Semaphore::new(0)), go: CancellationToken::new() };
    let senders = senders(address, city, order).await?;
    let count = u32::try_from(senders.len()).unwrap_or(u32::MAX);
    for sends in senders {
        let (book, stop, start) = (Arc::clone(&book), stop.clone(), start.clone());
        tasks.spawn(async move { Sender::held(sends, book, start).run(&stop).await });
    }
    let all_welcomed = start.welcomed.acquire_many(count).await;
    drop(all_welcomed.map_err(|closed| Failure::Other(closed.to_string()))?);
    word.await?;
    start.go.cancel();
    tokio::time::sleep(Duration::from_secs_f64(order.seconds)).await;
    stop.cancel();
    while tasks.join_next().await.is_some() {}
    Ok(book.tallies())
}

async fn senders(address: &str, city: &City, order: &DayOrder) -> Result<Vec<Sends>, Failure> {
    let all = Senders::of(city);
    let mine = |index: usize| index % order.shares.max(1) == order.share;
    let mut senders = Vec::new();
    let gateways = all.gateways.len();
    let carried = all.gateways.into_iter().enumerate().filter(|(index, _)| mine(*index));
    let carried = carried.map(|(index, (device, patrols))| {
        let fixes = patrols.into_iter().map(stands).collect();
        (index, device, fixes)
    });
    let crowd = Crowd(order.crowd);
    let crowd = crowd.carriers().zip(gateways..).filter(|(_, index)| mine(*index));
    let crowd = crowd.map(|(carrier, index)| {
        let fixes: Vec<_> = carrier.fixes(city);
        (index, carrier.device, fixes)
    });
    for (index, device, fixes) in carried.chain(crowd) {
        let remote = reach(address, &device).await?;
        senders.push(sends(Work::PositionsInBatches, (address, remote), device, &fixes, (order.every_s, index)));
    }
    let radios = all.radios.into_iter().enumerate().filter(|(index, _)| mine(*index));
    let mut shared = None;
    for (count, (index, (device, patrol))) in radios.enumerate() {
        let remote = match shared.take().filter(|_| count % RADIOS_PER_CONNECTION != 0) {
            Some(remote) => remote,
            None => reach(address, &format!("radios-{}-{count}", order.share)).await?,
        };
        shared = Some(remote.clone());
        let fixes = [stands(patrol)];
        senders.push(sends(Work::PositionsSingly, (address, remote), device, &fixes, (order.every_s, index)));
    }
    Ok(senders)
}

/// A sender that goes through its fixes in every interval, and through the same a stride away in the next.
fn sends(
    work: Work,
    (address, remote): (&str, Remote),
    device: String,
    fixes: &[Fix],
    (every_s, index): (f64, usize),
) -> Sends {
    let rounds = [0.0, STRIDE_DEG];
    let messages: Vec<_> = rounds.iter().flat_map(|stride| messages(fixes, *stride)).collect();
    #[expect(clippy::cast_precision_loss, reason = "some messages, some thousand senders")]
    let (rate, phase) = ((messages.len() / rounds.len()) as f64 / every_s, (index as f64 * GOLDEN).fract());
    Sends {
        work,
        remote: Some(remote),
        address: address.to_owned(),
        device,
        units: fixes.iter().map(|fix| fix.unit.clone()).collect(),
        messages,
        rate: Rate::PerSecond(rate),
        phase,
    }
}

fn messages(fixes: &[Fix], stride_deg: f64) -> impl Iterator<Item = (bytes::Bytes, u64)> {
    fixes.chunks(FIXES_PER_MESSAGE).map(move |fixes| {
        let mut fixes = fixes.to_vec();
        let positions = fixes.iter_mut().filter_map(|fix| fix.position.as_mut());
        positions.for_each(|position| position.latitude_deg += stride_deg);
        let count = u64::try_from(fixes.len()).unwrap_or(0);
        (prepare(fixes), count)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::load::ground;

    #[test]
    fn a_round_has_every_unit_once_and_the_next_a_stride_away() {
        let city = ground::city(1).expect("a city");
        let carrier = Crowd(1_000).carriers().next().expect("one");
        let fixes = carrier.fixes(&city);
        let (first, second): (Vec<_>, Vec<_>) =
            (messages(&fixes, 0.0).collect(), messages(&fixes, STRIDE_DEG).collect());
        assert_eq!(first.iter().map(|(_, count)| count).collect::<Vec<_>>(), [&300, &300, &300, &100]);
        assert_eq!(first.len(), second.len());
        assert!(first.iter().zip(&second).all(|(one, other)| one.0.len() == other.0.len() && one.0 != other.0));
    }
}
