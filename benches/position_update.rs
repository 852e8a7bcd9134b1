//! What a fix costs: the tracker, which judges it and keeps cells, counts and expiry, against a plain map that only
//! remembers it, from one thread and from two.

use std::collections::HashMap;
use std::sync::RwLock;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use patrold::domain::geo::Point;
use patrold::domain::ids::UnitId;
use patrold::domain::position::Fix;
use patrold::domain::time::EngineTime;
use patrold::domain::unit::{Tier, UnitKind};
use patrold::tracker::limits::{TrackerLimits, TrackerSettings};
use patrold::tracker::presence::Presence;
use patrold::tracker::table::Tracker;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

const UNITS: usize = 13_000;
const FIXES: usize = 20_000;

fn units() -> Vec<UnitId> {
    (0..UNITS).map(|number| UnitId::new(&format!("R{number}")).expect("a callsign")).collect()
}

/// Fixes of units that ride about at 15 m/s, as each thread brings them.
fn fixes(units: &[UnitId], seed: u64) -> Vec<Fix> {
    let mut random = StdRng::seed_from_u64(seed);
    (0..FIXES)
        .map(|_| {
            let who = random.random_range(0..units.len());
            let home = f64::from(u32::try_from(who).expect("small"));
            let step = |random: &mut StdRng| random.random_range(-0.001..0.001);
            let (north, east) = (home % 100.0 / 200.0 + step(&mut random), home / 20_000.0 + step(&mut random));
            Fix {
                unit: units.get(who).expect("one of them").clone(),
                at: Point::new(22.65 + north, 113.52 + east).expect("a point"),
                taken_at: EngineTime::EPOCH,
                received_at: EngineTime::EPOCH,
                order: None,
                accuracy_m: Some(8.0),
                speed_mps: Some(15.0),
                heading_deg: None,
                device_time: None,
            }
        })
        .collect()
}

/// Every thread sends its fixes once, all of them newer than those of the round before.
fn send(threads: &mut [Vec<Fix>], now: &mut EngineTime, record: &(impl Fn(&Fix) + Sync)) {
    *now = *now + Duration::from_mins(1);
    let now = *now;
    std::thread::scope(|scope| {
        for fixes in threads {
            scope.spawn(move || {
                for (index, fix) in fixes.iter_mut().enumerate() {
                    fix.taken_at = now + Duration::from_millis(index as u64);
                    fix.received_at = fix.taken_at;
                    record(fix);
                }
            });
        }
    });
}

fn updates(criterion: &mut Criterion) {
    let units = units();
    let settings = TrackerSettings { speed_max_mps: Some(1_000.0), ..TrackerSettings::default() };
    let tracker = Tracker::new(TrackerLimits::new(settings).expect("limits"));
    for unit in &units {
        tracker.enrol(unit, Tier::City, UnitKind::Motorcycle, None).expect("room");
        tracker.set_duty(unit, Presence::Available).expect("enrolled");
    }
    let plain: RwLock<HashMap<UnitId, Fix>> = RwLock::default();
    let mut now = EngineTime::EPOCH;
    let mut group = criterion.benchmark_group("position_update");
    for threads in [1, 2] {
        let mut fixes: Vec<_> = (0..threads).map(|seed| fixes(&units, seed)).collect();
        group.throughput(Throughput::Elements(threads * FIXES as u64));
        group.bench_function(BenchmarkId::new("tracker", threads), |bencher| {
            bencher.iter(|| {
                send(&mut fixes, &mut now, &|fix| {
                    std::hint::black_box(tracker.record(fix));
                });
            });
        });
        group.bench_function(BenchmarkId::new("plain map behind one lock", threads), |bencher| {
            bencher.iter(|| {
                send(&mut fixes, &mut now, &|fix| {
                    if let Ok(mut map) = plain.write() {
                        map.insert(fix.unit.clone(), fix.clone());
                    }
                });
            });
        });
    }
    group.finish();
}

criterion_group!(benches, updates);
criterion_main!(benches);
