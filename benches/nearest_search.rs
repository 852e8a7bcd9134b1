//! How long it takes to find the nearest free units, one in five being busy: cells against a scan, by the size of the force;
//! those who can do what only one in ten can; and one of a thousand town patrols among so many riders.

use std::collections::BTreeSet;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use patrold::domain::candidate::{Candidate, CandidateQuery, Candidates, Judge, Judgement, PassReason, PlaceWeights};
use patrold::domain::geo::Point;
use patrold::domain::ids::UnitId;
use patrold::domain::time::EngineTime;
use patrold::domain::unit::{Tier, UnitKind};
use patrold::tracker::limits::{TrackerLimits, TrackerSettings};
use patrold::tracker::presence::Presence;
use patrold::tracker::scan::Scan;
use patrold::tracker::search::Lookout;
use patrold::tracker::table::Tracker;
use patrold::travel::straight_line::{SpeedsMps, StraightLine};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// A city as large as Dongguan.
fn place(random: &mut StdRng) -> Point {
    Point::new(random.random_range(22.65..23.15), random.random_range(113.52..114.25)).expect("a point")
}

/// Town patrols beside them.
const PATROLS: usize = 1_000;

/// Units at random places, one in five of them busy, in cells of about two units.
fn city(units: usize, random: &mut StdRng) -> Tracker {
    let count = f64::from(u32::try_from(units).expect("a force"));
    let cell_size_m = (2.0 * 55_000.0 * 75_000.0 / count).sqrt().clamp(100.0, 5_000.0);
    let settings = TrackerSettings { cell_size_m, units_max: units + PATROLS, ..TrackerSettings::default() };
    let tracker = Tracker::new(TrackerLimits::new(settings).expect("limits"));
    for number in 0..units {
        let unit = UnitId::new(&format!("R{number}")).expect("a callsign");
        tracker.enrol(&unit, Tier::City, UnitKind::Motorcycle, Some(place(random))).expect("room");
        let presence = if number % 5 == 0 { Presence::Engaged } else { Presence::Available };
        tracker.set_duty(&unit, presence).expect("enrolled");
    }
    for number in 0..PATROLS {
        let unit = UnitId::new(&format!("P{number}")).expect("a callsign");
        tracker.enrol(&unit, Tier::Town, UnitKind::Car, Some(place(random))).expect("room");
        tracker.set_duty(&unit, Presence::Available).expect("enrolled");
    }
    tracker
}

fn nearest(criterion: &mut Criterion) {
    let travel = StraightLine::new(1.3, SpeedsMps::default()).expect("a model");
    let tiers = BTreeSet::from([Tier::City]);
    let take = |_: &Candidate| Judgement::Take;
    let one_in_ten = |candidate: &Candidate| {
        let can = candidate.unit.as_str().ends_with('7');
        if can { Judgement::Take } else { Judgement::PassOver(PassReason::LacksCapability) }
    };
    let asked: [(&str, usize, usize, &Judge<'_>); 4] = [
        ("take 1, name 0", 1, 0, &take),
        ("take 8, name 0", 8, 0, &take),
        ("take 1, name 8", 1, 8, &take),
        ("take 8 of whom one in ten can do it", 8, 0, &one_in_ten),
    ];
    let mut random = StdRng::seed_from_u64(7);
    let scenes: Vec<_> = (0..1_024).map(|_| place(&mut random)).collect();
    let mut group = criterion.benchmark_group("nearest_search");
    for units in [1_251, 13_000, 100_000, 1_000_000] {
        let tracker = city(units, &mut random);
        let towns = BTreeSet::from([Tier::Town]);
        let mut next = 0;
        group.bench_function(BenchmarkId::new("cells, a town patrol among", units), |bencher| {
            bencher.iter(|| {
                next += 1;
                let query = CandidateQuery {
                    at: *scenes.get(next % scenes.len()).expect("one of them"),
                    now: EngineTime::EPOCH,
                    weights: PlaceWeights::default(),
                    tiers: &towns,
                    radius: None,
                    take_max: 1,
                    named_max: 9,
                    engaged: false,
                };
                black_box(Lookout::new(&tracker, &travel).near(&query, &take))
            });
        });
        for (what, take_max, others, judge) in asked {
            let query = |index: usize| CandidateQuery {
                at: *scenes.get(index % scenes.len()).expect("one of them"),
                now: EngineTime::EPOCH,
                weights: PlaceWeights::default(),
                tiers: &tiers,
                radius: None,
                take_max,
                named_max: take_max + others,
                engaged: false,
            };
            let mut next = 0;
            group.bench_function(BenchmarkId::new(format!("cells, {what}"), units), |bencher| {
                bencher.iter(|| {
                    next += 1;
                    black_box(Lookout::new(&tracker, &travel).near(&query(next), judge))
                });
            });
            // A scan of a million is no baseline that anybody waits for.
            if units <= 100_000 && others == 0 {
                group.bench_function(BenchmarkId::new(format!("scan, {what}"), units), |bencher| {
                    bencher.iter(|| {
                        next += 1;
                        black_box(Scan::new(&tracker, &travel).near(&query(next), judge))
                    });
                });
            }
        }
    }
    group.finish();
}

criterion_group!(benches, nearest);
criterion_main!(benches);
