//! What a fix costs: the tracker, which judges it and keeps cells, counts and expiry, against a plain map that only
//! remembers it, by the size of the force, from one thread and from two, and while the nearest units are searched for.

use std::collections::{BTreeSet, HashMap};
use std::hint::black_box;
use std::sync::RwLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use patrold::domain::candidate::{Candidate, CandidateQuery, Candidates, Judgement, PlaceWeights};
use patrold::domain::geo::Point;
use patrold::domain::ids::UnitId;
use patrold::domain::position::Fix;
use patrold::domain::time::EngineTime;
use patrold::domain::unit::{Tier, UnitKind};
use patrold::tracker::limits::{TrackerLimits, TrackerSettings};
use patrold::tracker::presence::Presence;
use patrold::tracker::search::Lookout;
use patrold::tracker::table::Tracker;
use patrold::travel::straight_line::{SpeedsMps, StraightLine};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

const FIXES: usize = 20_000;

fn units(count: usize) -> Vec<UnitId> {
    (0..count).map(|number| UnitId::new(&format!("R{number}")).expect("a callsign")).collect()
}

/// Somewhere within a hundred metres of a unit's home; the homes are spread over a city as large as Dongguan.
fn place(who: usize, random: &mut StdRng) -> Point {
    let home = f64::from(u32::try_from(who).expect("small"));
    // Multiples of two irrational numbers never meet and leave no gap.
    let (north, east) = ((home * 0.754_877_666).fract(), (home * 0.569_840_291).fract());
    let step = |random: &mut StdRng| random.random_range(-0.001..0.001);
    Point::new(22.65 + north * 0.5 + step(random), 113.52 + east * 0.73 + step(random)).expect("a point")
}

/// Fixes of units that ride about at 15 m/s, as each thread brings them.
fn fixes(units: &[UnitId], seed: u64) -> Vec<Fix> {
    let mut random = StdRng::seed_from_u64(seed);
    (0..FIXES)
        .map(|_| {
            let who = random.random_range(0..units.len());
            let at = place(who, &mut random);
            Fix {
                unit: units.get(who).expect("one of them").clone(),
                at,
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

/// Units on duty, in cells of about two.
fn tracker(units: &[UnitId]) -> Tracker {
    let count = f64::from(u32::try_from(units.len()).expect("a force"));
    let cell_size_m = (2.0 * 55_000.0 * 75_000.0 / count).sqrt().clamp(100.0, 5_000.0);
    let settings = TrackerSettings {
        cell_size_m,
        units_max: units.len(),
        speed_max_mps: Some(1_000.0),
        ..TrackerSettings::default()
    };
    let tracker = Tracker::new(TrackerLimits::new(settings).expect("limits"));
    let mut random = StdRng::seed_from_u64(9);
    for (number, unit) in units.iter().enumerate() {
        tracker.enrol(unit, Tier::City, UnitKind::Motorcycle, Some(place(number, &mut random))).expect("room");
        tracker.set_duty(unit, Presence::Available).expect("enrolled");
    }
    tracker
}

/// Searches without a pause until it is told that it is over.
fn search(tracker: &Tracker, over: &AtomicBool) {
    let travel = StraightLine::new(1.3, SpeedsMps::default()).expect("a model");
    let tiers = BTreeSet::from([Tier::City]);
    let mut random = StdRng::seed_from_u64(8);
    while !over.load(Ordering::Relaxed) {
        let query = CandidateQuery {
            at: place(random.random_range(0..1_000), &mut random),
            now: EngineTime::EPOCH,
            weights: PlaceWeights::default(),
            tiers: &tiers,
            radius: None,
            take_max: 8,
            named_max: 0,
            engaged: false,
        };
        black_box(Lookout::new(tracker, &travel).near(&query, &|_: &Candidate| Judgement::Take));
    }
}

fn updates(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("position_update");
    group.sample_size(20);
    for count in [1_251, 13_000, 100_000, 1_000_000] {
        let units = units(count);
        let tracker = tracker(&units);
        let plain: RwLock<HashMap<UnitId, Fix>> = RwLock::default();
        let mut now = EngineTime::EPOCH;
        for threads in [1, 2] {
            let mut fixes: Vec<_> = (0..threads).map(|seed| fixes(&units, seed)).collect();
            group.throughput(Throughput::Elements(threads * FIXES as u64));
            let track = |fix: &Fix| {
                black_box(tracker.record(fix));
            };
            group.bench_function(BenchmarkId::new(format!("tracker, {threads} threads"), count), |bencher| {
                bencher.iter(|| send(&mut fixes, &mut now, &track));
            });
            group.bench_function(
                BenchmarkId::new(format!("a map behind a lock, {threads} threads"), count),
                |bencher| {
                    bencher.iter(|| {
                        send(&mut fixes, &mut now, &|fix| {
                            if let Ok(mut map) = plain.write() {
                                map.insert(fix.unit.clone(), fix.clone());
                            }
                        });
                    });
                },
            );
            if threads > 1 {
                continue;
            }
            let over = AtomicBool::new(false);
            std::thread::scope(|scope| {
                scope.spawn(|| search(&tracker, &over));
                group.bench_function(BenchmarkId::new("tracker, 1 thread, searched meanwhile", count), |bencher| {
                    bencher.iter(|| send(&mut fixes, &mut now, &track));
                });
                over.store(true, Ordering::Relaxed);
            });
        }
    }
    group.finish();
}

criterion_group!(benches, updates);
criterion_main!(benches);
