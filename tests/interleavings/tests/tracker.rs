//! Search, claim, positions and expiry at once, in so many interleavings (`PATROLD_INTERLEAVINGS` sets another number),
//! half of them drawn evenly and half by few preemptions (PCT). The same stories must fail on the trackers with a mistake.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use patrold_interleavings::domain::candidate::{
    Candidate, CandidateQuery, Candidates, Judgement, PlaceWeights, TravelTime,
};
use patrold_interleavings::domain::geo::{Distance, Point};
use patrold_interleavings::domain::ids::UnitId;
use patrold_interleavings::domain::position::{Fix, PositionSource};
use patrold_interleavings::domain::time::EngineTime;
use patrold_interleavings::domain::unit::{Tier, UnitKind};
use shuttle::scheduler::{PctScheduler, RandomScheduler};
use shuttle::sync::Arc;
use shuttle::{Config, Runner, thread};

/// How many preemptions a PCT schedule has at most.
const PREEMPTIONS: usize = 4;

fn interleavings() -> usize {
    std::env::var("PATROLD_INTERLEAVINGS").map_or(1_000, |number| number.parse().expect("a number of interleavings"))
}

/// One metre a millisecond, whoever goes.
struct Straight;

impl TravelTime for Straight {
    fn between(&self, _: UnitKind, from: Point, to: Point) -> Duration {
        self.at_least(from.distance_to(to))
    }

    fn at_least(&self, distance: Distance) -> Duration {
        Duration::from_micros(distance.as_millimetres())
    }
}

fn point(north_m: f64, east_m: f64) -> Point {
    Point::new(23.0 + north_m / 111_000.0, 113.75 + east_m / 102_000.0).expect("a point")
}

fn at_second(seconds: i64) -> EngineTime {
    EngineTime::from_unix_seconds(1_212_188_400 + seconds)
}

fn unit(name: &str) -> UnitId {
    UnitId::new(name).expect("a callsign")
}

fn fix(unit: &UnitId, at: Point, second: i64) -> Fix {
    Fix {
        unit: unit.clone(),
        at,
        taken_at: at_second(second),
        received_at: at_second(second),
        order: None,
        accuracy_m: None,
        speed_mps: None,
        heading_deg: None,
        device_time: None,
    }
}

fn take_all(_: &Candidate) -> Judgement {
    Judgement::Take
}

/// Runs a story in many interleavings; it panics in one that breaks it.
fn in_every_order(interleavings: usize, story: fn()) {
    let mut config = Config::new();
    config.silence_warnings = true;
    // A dozen grids are made on the stack.
    config.stack_size = 1 << 20;
    Runner::new(RandomScheduler::new(interleavings / 2), config.clone()).run(story);
    Runner::new(PctScheduler::new(PREEMPTIONS, interleavings / 2), config).run(story);
}

/// The stories, for one of the trackers.
macro_rules! stories {
    ($tracker:ident) => {
        mod $tracker {
            use patrold_interleavings::$tracker::limits::{TrackerLimits, TrackerSettings};
            use patrold_interleavings::$tracker::presence::Presence;
            use patrold_interleavings::$tracker::scan::Scan;
            use patrold_interleavings::$tracker::search::Lookout;
            use patrold_interleavings::$tracker::table::Tracker;

            use super::*;

            pub const STORIES: [(&str, fn()); 3] = [
                ("who moves is found", who_moves_is_found),
                ("who is claimed stays claimed", who_is_claimed_stays_claimed),
                ("who is silent is forgotten", who_is_silent_is_forgotten),
            ];

            /// Units at their posts, of which nothing more is known.
            fn city(units: &[(&UnitId, Point)]) -> Arc<Tracker> {
                let settings =
                    TrackerSettings { fix_age_max_ms: 60_000, speed_max_mps: None, ..TrackerSettings::default() };
                let tracker = Tracker::new(TrackerLimits::new(settings).expect("limits"));
                for (unit, post) in units {
                    tracker.enrol(unit, Tier::City, UnitKind::Motorcycle, Some(*post)).expect("room");
                    tracker.set_duty(unit, Presence::Available).expect("enrolled");
                }
                Arc::new(tracker)
            }

            fn nearest(tracker: &Tracker, take_max: usize) -> Vec<String> {
                let tiers = BTreeSet::from([Tier::City]);
                let query = CandidateQuery {
                    at: point(0.0, 0.0),
                    now: at_second(1),
                    weights: PlaceWeights::default(),
                    tiers: &tiers,
                    radius: Some(Distance::from_metres(3_000.0)),
                    take_max,
                    named_max: 0,
                    engaged: false,
                };
                let found = Lookout::new(tracker, &Straight).near(&query, &take_all).taken;
                found.into_iter().map(|candidate| candidate.unit.to_string()).collect()
            }

            /// Cells, counts and slots say the same once everybody is quiet.
            fn is_whole(tracker: &Tracker) {
                let tiers = BTreeSet::from([Tier::City]);
                let query = CandidateQuery {
                    at: point(0.0, 0.0),
                    now: at_second(1),
                    weights: PlaceWeights::default(),
                    tiers: &tiers,
                    radius: None,
                    take_max: 8,
                    named_max: 16,
                    engaged: true,
                };
                let walked = Lookout::new(tracker, &Straight).near(&query, &take_all);
                let scanned = Scan::new(tracker, &Straight).near(&query, &take_all);
                assert_eq!(format!("{walked:?}"), format!("{scanned:?}"));
                let (walked, others) = (walked.taken.len(), tracker.available(&tiers));
                assert!(others as usize <= walked, "{others} are counted as available, {walked} are there");
            }

            /// Whoever moves from cell to cell is always found, and always before somebody farther away.
            fn who_moves_is_found() {
                let (near, far) = (unit("near"), unit("far"));
                let tracker = city(&[(&near, point(100.0, 0.0)), (&far, point(1_200.0, 0.0))]);
                let moving = thread::spawn({
                    let (tracker, near) = (Arc::clone(&tracker), near.clone());
                    move || {
                        for (second, north_m) in [(1, 900.0), (2, -800.0), (3, 100.0)] {
                            tracker.record(&fix(&near, point(north_m, 600.0), second));
                        }
                    }
                });
                for _ in 0..2 {
                    assert_eq!(nearest(&tracker, 1), ["near"]);
                }
                moving.join().expect("it moves");
                is_whole(&tracker);
            }

            /// A unit that is claimed is found by nobody any more, wherever its radio says that it is; one that was freed is.
            fn who_is_claimed_stays_claimed() {
                let (one, other) = (unit("one"), unit("other"));
                let tracker = city(&[(&one, point(100.0, 0.0)), (&other, point(300.0, 0.0))]);
                let radios: Vec<_> = [(&one, 700.0), (&other, -700.0)]
                    .into_iter()
                    .map(|(unit, east_m)| {
                        let (tracker, unit) = (Arc::clone(&tracker), unit.clone());
                        thread::spawn(move || {
                            for second in 1..3 {
                                tracker.record(&fix(&unit, point(50.0, east_m), second));
                            }
                        })
                    })
                    .collect();
                // The sequencer: search, claim, search again, free.
                let first = nearest(&tracker, 1).pop().expect("somebody is free");
                tracker.set_duty(&unit(&first), Presence::Engaged).expect("enrolled");
                let second = nearest(&tracker, 2);
                assert_eq!(second.len(), 1, "one is left: {second:?}");
                assert_ne!(second[0], first, "claimed twice");
                tracker.set_duty(&unit(&first), Presence::Available).expect("enrolled");
                assert_eq!(BTreeSet::from_iter(nearest(&tracker, 2)).len(), 2);
                for radio in radios {
                    radio.join().expect("it speaks");
                }
                is_whole(&tracker);
            }

            /// A fix that was already too old when it came never stands for a position once the clock has passed it.
            fn who_is_silent_is_forgotten() {
                let quiet = unit("quiet");
                let tracker = city(&[]);
                tracker.enrol(&quiet, Tier::City, UnitKind::Motorcycle, None).expect("room");
                tracker.set_duty(&quiet, Presence::Available).expect("enrolled");
                let speaking = thread::spawn({
                    let (tracker, quiet) = (Arc::clone(&tracker), quiet.clone());
                    move || {
                        tracker.record(&fix(&quiet, point(200.0, 0.0), 5));
                    }
                });
                tracker.advance(at_second(30));
                tracker.advance(at_second(100));
                speaking.join().expect("it speaks");
                let known = tracker.position(&quiet, at_second(100));
                assert!(
                    known.as_ref().is_none_or(|known| known.source != PositionSource::Fix),
                    "a fix of second 5 lives 60 s, and it is second 100: {known:?}"
                );
            }
        }
    };
}

stories!(sound);
stories!(leaves_first);
stories!(does_not_count);
stories!(lowers_first);
stories!(moves_though_held);
stories!(looks_once);

#[test]
fn every_story_holds_in_every_order() {
    for (name, story) in sound::STORIES {
        println!("{name}");
        in_every_order(interleavings(), story);
    }
}

/// Each mistake fails the story that is about it. Some need thousands of interleavings, and the schedules are others in
/// every run: a mistake has so many that missing it by chance is out of the question, and the first finding ends it.
#[test]
fn each_mistake_is_found() {
    for (mistake, [story, ..]) in [
        ("leaves_first", leaves_first::STORIES),
        ("does_not_count", does_not_count::STORIES),
        ("lowers_first", lowers_first::STORIES),
        ("moves_though_held", moves_though_held::STORIES),
    ] {
        assert_fails(mistake, story);
    }
    let [.., story] = looks_once::STORIES;
    assert_fails("looks_once", story);
}

fn assert_fails(mistake: &str, (name, story): (&str, fn())) {
    let fails = || catch_unwind(AssertUnwindSafe(|| in_every_order(1_000, story))).is_err();
    assert!((0..200).any(|_| fails()), "{mistake} was not found by the story of how {name}");
    println!("{mistake}: {name}");
}
