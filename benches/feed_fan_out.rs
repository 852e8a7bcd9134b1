//! What changes cost on their way to watchers: they are published once, and each watcher takes them from the ring. Beside
//! it the plain baseline, a queue for each watcher that is handed every change.

use std::collections::VecDeque;
use std::hint::black_box;
use std::sync::{Arc, Mutex};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use patrold::domain::actor::Actor;
use patrold::domain::audit::Asked;
use patrold::domain::disk::DiskState;
use patrold::domain::event::{Entry, Event};
use patrold::domain::ids::{CommandId, Sequence};
use patrold::domain::text::Text;
use patrold::domain::time::EngineTime;
use patrold::runtime::feed::{Change, Feed};
use patrold::runtime::sights::Sights;
use uuid::Uuid;

/// Changes that are published at once, as after one sync.
const CHANGES: u64 = 16;

fn change(sequence: u64) -> Change {
    let entry = Entry {
        sequence: Sequence::new(sequence),
        recorded_at: EngineTime::EPOCH,
        occurred_at: None,
        entered_late: false,
        command: CommandId::from_uuid(Uuid::from_u128(u128::from(sequence))),
        actor: Actor::daemon(),
        request: None,
        asked: Asked { command: Text::default(), received_at: None },
        events: vec![Event::DiskNoted { state: DiskState::Ample, free_bytes: sequence }],
    };
    Change {
        entry: Arc::new(entry),
        units: Vec::new(),
        reports: Vec::new(),
        incidents: Vec::new(),
        dispatches: Vec::new(),
        retired: Vec::new(),
        sights: Sights::default(),
    }
}

fn fan_out(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("feed_fan_out");
    for watchers in [1_usize, 100, 1_000] {
        group.throughput(Throughput::Elements(CHANGES * u64::try_from(watchers).expect("a count")));
        let (feed, mut last) = (Feed::new(Sequence::ZERO, 65_536), 0);
        group.bench_function(format!("{watchers} watchers"), |bencher| {
            bencher.iter(|| {
                feed.publish((last + 1..=last + CHANGES).map(change));
                for _ in 0..watchers {
                    black_box(feed.after(Sequence::new(last), 256).expect("in the ring"));
                }
                last += CHANGES;
            });
        });
        let queues: Vec<_> = (0..watchers).map(|_| Mutex::new(VecDeque::new())).collect();
        group.bench_function(format!("baseline: a queue each, {watchers} watchers"), |bencher| {
            bencher.iter(|| {
                for change in (1..=CHANGES).map(change).map(Arc::new) {
                    for queue in &queues {
                        queue.lock().expect("nobody panicked").push_back(Arc::clone(&change));
                    }
                }
                for queue in &queues {
                    black_box(queue.lock().expect("nobody panicked").drain(..).collect::<Vec<_>>());
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, fan_out);
criterion_main!(benches);
