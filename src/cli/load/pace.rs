//! Open-loop work: it is due at its time, whatever became of what was due before, and its latency counts from then.
//!
//! A generator that waits for an answer before it sends the next request stops asking just when the daemon is slow, and
//! then reports that it was fast (coordinated omission). Here a beat comes from a thread that looks at nothing but the
//! clock; what cannot be sent since too much waits already is counted, not forgotten.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::tally::{Book, Work};

/// Beats that may wait for a sender that is held up. Their times stay as they were.
const BEATS_MAX: usize = 4_096;

/// When work of one kind is due.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrivals {
    /// What kind.
    pub(super) work: Work,
    /// How many a second, in even steps.
    pub(super) per_second: f64,
    /// How many may be under way at once.
    pub(super) under_way_max: usize,
}

/// Begins a job at each beat until `stop`, then waits for those that are under way. A job is given its number and the
/// time at which it was due.
pub(super) async fn run<F>(
    book: &Arc<Book>,
    arrivals: Arrivals,
    stop: &CancellationToken,
    job: impl Fn(u64, Duration) -> F,
) where
    F: Future<Output = ()> + Send + 'static,
{
    if arrivals.per_second <= 0.0 {
        return;
    }
    let mut beats = beats(Arc::clone(book), arrivals.per_second);
    let room = Arc::new(Semaphore::new(arrivals.under_way_max));
    let mut jobs = JoinSet::new();
    for number in 0.. {
        let due = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            due = beats.recv() => match due {
                Some(due) => due,
                None => break,
            },
        };
        book.offered(arrivals.work, 1);
        match Arc::clone(&room).try_acquire_owned() {
            Ok(permit) => {
                let work = job(number, due);
                jobs.spawn(async move {
                    work.await;
                    drop(permit);
                });
            }
            Err(_) => book.unsent(arrivals.work, 1),
        }
        while jobs.try_join_next().is_some() {}
    }
    while jobs.join_next().await.is_some() {}
}

/// Beats from now on. They come from a thread of their own: tokio's timer is too coarse, and late when it is busy.
fn beats(book: Arc<Book>, per_second: f64) -> mpsc::Receiver<Duration> {
    let (beat, beats) = mpsc::channel(BEATS_MAX);
    let begun = book.now();
    std::thread::spawn(move || {
        for number in 0_u32.. {
            let due = begun + Duration::from_secs_f64(f64::from(number) / per_second);
            std::thread::sleep(due.saturating_sub(book.now()));
            if beat.blocking_send(due).is_err() {
                return;
            }
        }
    });
    beats
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_slow_answer_does_not_put_off_what_is_due_and_its_wait_is_counted() {
        let book = Arc::new(Book::open());
        let stop = CancellationToken::new();
        let arrivals = Arrivals { work: Work::Note, per_second: 200.0, under_way_max: 10 };
        let (writer, ending) = (Arc::clone(&book), stop.clone());
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(300)).await;
            ending.cancel();
        });
        // The one place is taken for 150 ms by each: a closed loop would have begun three.
        run(&book, arrivals, &stop, |_, due| {
            let book = Arc::clone(&writer);
            async move {
                tokio::time::sleep(Duration::from_millis(150)).await;
                book.answered(Work::Note, 1, due);
            }
        })
        .await;
        let tally = &book.tallies()[&Work::Note];
        assert!(tally.offered >= 30, "the beat goes on: {tally:?}");
        assert_eq!(tally.answered + tally.unsent, tally.offered, "nothing is forgotten");
        assert!(tally.unsent > 0 && tally.answered >= 10, "{tally:?}");
        assert!(tally.latency.quantile_ms(0.0) >= Some(149.0));
    }
}
