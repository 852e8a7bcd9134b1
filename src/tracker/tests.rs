//! Stories of a city on the move, each compared with a model that shares no code with the tracker.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};

use super::area::Rectangle;
use super::limits::{TrackerLimits, TrackerSettings};
use super::positions::Tick;
use super::presence::Presence;
use super::scan::Scan;
use super::search::{Lookout, Walk};
use super::table::{Tracker, TrackerRefusal};
use crate::domain::candidate::{
    Candidate, CandidateAnswer, CandidateQuery, Candidates, Judgement, PassReason, PlaceWeights, TravelTime,
};
use crate::domain::geo::{Distance, Point};
use crate::domain::ids::UnitId;
use crate::domain::position::{DeviceOrder, Fix, FixVerdict, PositionSource};
use crate::domain::time::EngineTime;
use crate::domain::unit::{Tier, UnitKind};

/// Travel at a speed of the kind's own, in a unit of time coarse enough for ties.
struct Coarse;

impl Coarse {
    fn seconds(distance: Distance, speed_mps: u64) -> Duration {
        Duration::from_secs(distance.as_millimetres() / 1_000 / speed_mps)
    }
}

impl TravelTime for Coarse {
    fn between(&self, kind: UnitKind, from: Point, to: Point) -> Duration {
        let speed_mps = if kind == UnitKind::Foot { 2 } else { 12 };
        Self::seconds(from.distance_to(to), speed_mps)
    }

    fn at_least(&self, distance: Distance) -> Duration {
        Self::seconds(distance, 12)
    }
}

fn point(latitude_deg: f64, longitude_deg: f64) -> Point {
    Point::new(latitude_deg, longitude_deg).expect("a point")
}

fn unit(number: usize) -> UnitId {
    UnitId::new(&format!("R{number}")).expect("a callsign")
}

fn at_second(seconds: i64) -> EngineTime {
    EngineTime::from_unix_seconds(1_212_188_400 + seconds)
}

fn fix(unit: &UnitId, at: Point, taken_at: EngineTime) -> Fix {
    Fix {
        unit: unit.clone(),
        at,
        taken_at,
        received_at: taken_at,
        order: None,
        accuracy_m: None,
        speed_mps: None,
        heading_deg: None,
        device_time: None,
    }
}

fn settings() -> TrackerSettings {
    TrackerSettings { fix_age_max_ms: 60_000, speed_max_mps: None, accuracy_max_m: None, ..TrackerSettings::default() }
}

fn tracker(settings: TrackerSettings) -> Tracker {
    Tracker::new(TrackerLimits::new(settings).expect("limits"))
}

fn on_duty(tracker: &Tracker, unit: &UnitId, post: Option<Point>) {
    tracker.enrol(unit, Tier::City, UnitKind::Motorcycle, post).expect("room");
    tracker.set_duty(unit, Presence::Available).expect("enrolled");
}

fn query(at: Point, now: EngineTime, tiers: &BTreeSet<Tier>) -> CandidateQuery<'_> {
    CandidateQuery {
        at,
        now,
        weights: PlaceWeights::default(),
        tiers,
        radius: None,
        take_max: 3,
        named_max: 7,
        engaged: false,
    }
}

fn all_tiers() -> BTreeSet<Tier> {
    Tier::ALL.into_iter().collect()
}

fn take_all(_: &Candidate) -> Judgement {
    Judgement::Take
}

fn names(candidates: &[Candidate]) -> Vec<&str> {
    candidates.iter().map(|candidate| candidate.unit.as_str()).collect()
}

// ---- what becomes of a fix

#[test]
fn each_fix_gets_the_verdict_that_it_deserves() {
    let area = Rectangle::new(point(22.6, 113.5), point(23.2, 114.3)).expect("an area");
    let tracker = tracker(TrackerSettings {
        speed_max_mps: Some(50.0),
        accuracy_max_m: Some(100.0),
        service_area: Some(area),
        ..settings()
    });
    let (rider, resting) = (unit(1), unit(2));
    on_duty(&tracker, &rider, None);
    tracker.enrol(&resting, Tier::Town, UnitKind::Car, None).expect("room");
    let here = point(23.0, 113.75);
    let vague = Fix { accuracy_m: Some(101.0), ..fix(&rider, here, at_second(3)) };
    let undefined = Fix { accuracy_m: Some(f32::NAN), ..fix(&rider, here, at_second(3)) };
    let check = |fix: Fix, verdict| assert_eq!(tracker.record(&fix), verdict, "{fix:?}");

    check(fix(&unit(9), here, at_second(0)), FixVerdict::UnknownUnit);
    check(fix(&resting, here, at_second(0)), FixVerdict::NotOnDuty);
    check(fix(&rider, here, at_second(0)), FixVerdict::Accepted);
    check(fix(&rider, here, at_second(0)), FixVerdict::Duplicate);
    check(fix(&rider, point(23.000_1, 113.75), at_second(0)), FixVerdict::Implausible);
    check(fix(&rider, point(23.001, 113.75), at_second(-1)), FixVerdict::Late);
    check(vague, FixVerdict::Inaccurate);
    check(undefined, FixVerdict::Inaccurate);
    check(fix(&rider, point(23.0, 113.751), at_second(2)), FixVerdict::Implausible);
    check(fix(&rider, point(23.0, 113.750_9), at_second(2)), FixVerdict::Accepted);
    check(fix(&rider, point(23.3, 113.75), at_second(1_000)), FixVerdict::OutsideServiceArea);
    assert_eq!(
        tracker.last_refused(&rider).expect("kept as evidence").1,
        FixVerdict::OutsideServiceArea,
        "the last refused fix is kept"
    );

    tracker.set_duty(&rider, Presence::Engaged).expect("enrolled");
    check(fix(&rider, point(23.3, 113.75), at_second(1_000)), FixVerdict::AcceptedOutside);
    tracker.set_duty(&rider, Presence::Available).expect("enrolled");
    let tiers = all_tiers();
    let answer = Lookout::new(&tracker, &Coarse).near(&query(here, at_second(1_000), &tiers), &take_all);
    assert_eq!(answer.passed_over.first().expect("named").1, PassReason::OutsideServiceArea);
    assert_eq!((answer.available, answer.others), (0, vec![(PassReason::OutsideServiceArea, 1)]));
}

#[test]
fn a_device_that_counts_is_ordered_by_its_count_until_it_is_replaced() {
    let tracker = tracker(settings());
    let rider = unit(1);
    on_duty(&tracker, &rider, None);
    let counted = |boot, sequence, second, latitude| Fix {
        order: Some(DeviceOrder { boot, sequence }),
        ..fix(&rider, point(latitude, 113.75), at_second(second))
    };
    assert_eq!(tracker.record(&counted(7, 9, 100, 23.0)), FixVerdict::Accepted);
    assert_eq!(tracker.record(&counted(7, 9, 103, 23.0)), FixVerdict::Duplicate, "sent again, received later");
    assert_eq!(tracker.record(&counted(7, 8, 105, 23.1)), FixVerdict::Late);
    assert_eq!(tracker.record(&counted(8, 0, 99, 23.2)), FixVerdict::Accepted, "it was started anew");
    assert_eq!(tracker.record(&counted(1, 5, 110, 23.3)), FixVerdict::Late);
    tracker.change_device(&rider).expect("enrolled");
    assert_eq!(tracker.record(&counted(1, 5, 110, 23.3)), FixVerdict::Accepted, "another device counts for itself");
}

proptest! {
    #[test]
    fn the_order_of_arrival_does_not_matter(
        fixes in prop::collection::vec((0..4_usize, 0..40_i64, 0..5_u32, any::<bool>()), 1..40),
        seed in any::<u64>(),
    ) {
        // A unit's device counts (even units) or it does not (odd ones).
        let fixes: Vec<_> = fixes
            .into_iter()
            .map(|(who, second, place, again)| {
                let order = DeviceOrder { boot: u32::from(second > 20), sequence: u64::try_from(second).expect("positive") };
                let at = point(23.0 + f64::from(place) / 1_000.0, 113.75);
                let jitter = Duration::from_millis(if again { 40 } else { 0 });
                let fix = fix(&unit(who), at, at_second(second));
                if who % 2 == 0 { Fix { order: Some(order), taken_at: at_second(100 - second), ..fix } }
                else { Fix { received_at: fix.taken_at + jitter, ..fix } }
            })
            .collect();
        let fold = |fixes: &[Fix]| {
            let tracker = tracker(settings());
            (0..4).for_each(|who| on_duty(&tracker, &unit(who), None));
            for fix in fixes {
                tracker.record(fix);
            }
            let places: Vec<_> = (0..4).map(|who| tracker.position(&unit(who), at_second(100))).collect();
            let anchors: Vec<_> = last_fixes(&tracker).into_iter().map(|fix| (fix.unit, fix.at, fix.taken_at)).collect();
            (places, anchors)
        };
        let mut shuffled = fixes.clone();
        shuffled.extend_from_within(..fixes.len() / 2);
        shuffled.shuffle(&mut StdRng::seed_from_u64(seed));
        prop_assert_eq!(fold(&fixes), fold(&shuffled));
    }

    #[test]
    fn only_believable_jumps_are_followed(steps in prop::collection::vec((0..30_i64, -40..40_i32), 1..60)) {
        let tracker = tracker(TrackerSettings { speed_max_mps: Some(50.0), ..settings() });
        let rider = unit(1);
        on_duty(&tracker, &rider, None);
        // The model counts in metres along a meridian, 111,195 of them to a degree.
        let (mut second, mut believed): (i64, Option<(i64, f64)>) = (0, None);
        for (wait, hundred_metres) in steps {
            second += wait;
            let north_m = f64::from(hundred_metres) * 100.0;
            let at = point(23.0 + north_m / 111_195.079_7, 113.75);
            let expected = match believed {
                Some((then, place)) if then == second && (place - north_m).abs() < 1e-6 => FixVerdict::Duplicate,
                Some((then, place)) if then == second && north_m < place => FixVerdict::Late,
                Some((then, place)) if (place - north_m).abs() > 50.0 * f64::from(i32::try_from(second - then).expect("short")) + 0.01 => FixVerdict::Implausible,
                Some((then, place)) if ((place - north_m).abs() - 50.0 * f64::from(i32::try_from(second - then).expect("short"))).abs() <= 0.01 && place.to_bits() != north_m.to_bits() => continue,
                Some(_) | None => FixVerdict::Accepted,
            };
            prop_assert_eq!(tracker.record(&fix(&rider, at, at_second(second))), expected);
            if expected == FixVerdict::Accepted {
                believed = Some((second, north_m));
            }
        }
    }
}

// ---- age, voice, posts, restarts

#[test]
fn a_position_lapses_when_it_is_older_than_the_limit_and_not_before() {
    let tracker = tracker(settings());
    let (rider, walker, post) = (unit(1), unit(2), point(23.01, 113.7));
    on_duty(&tracker, &rider, Some(post));
    on_duty(&tracker, &walker, None);
    for who in [&rider, &walker] {
        assert_eq!(tracker.record(&fix(who, point(23.0, 113.75), at_second(0))), FixVerdict::Accepted);
    }
    tracker.advance(at_second(60));
    let known = tracker.position(&rider, at_second(60)).expect("a position");
    assert_eq!((known.source, known.age), (PositionSource::Fix, Some(Duration::from_mins(1))), "just fresh");

    let later = at_second(60) + Duration::from_micros(1);
    tracker.advance(later);
    let known = tracker.position(&rider, later).expect("its post");
    assert_eq!((known.source, known.age, known.at), (PositionSource::Post, None, post));
    assert_eq!(tracker.position(&walker, later), None);
    assert_eq!(tracker.others(&all_tiers()), vec![(PassReason::NoPosition, 1)]);

    let old = Fix { received_at: later, ..fix(&rider, point(23.0, 113.76), at_second(0) + Duration::from_micros(1)) };
    assert_eq!(tracker.record(&old), FixVerdict::Accepted, "exactly as old as the limit when it arrives");
    assert_eq!(tracker.position(&rider, later).expect("a position").source, PositionSource::Fix);
    tracker.advance(later + Duration::from_micros(1));
    assert_eq!(tracker.position(&rider, later).expect("a position").source, PositionSource::Post);
    let stale = Fix { received_at: at_second(200), ..fix(&rider, point(23.0, 113.77), at_second(100)) };
    assert_eq!(tracker.record(&stale), FixVerdict::Accepted);
    assert_eq!(
        tracker.position(&rider, at_second(200)).expect("its post").source,
        PositionSource::Post,
        "too old already"
    );
}

#[test]
fn many_fixes_of_one_unit_wait_in_one_entry_of_the_expiry_queue() {
    let tracker = tracker(settings());
    let rider = unit(1);
    on_duty(&tracker, &rider, None);
    for second in 0..1_000 {
        tracker.record(&fix(&rider, point(23.0, 113.75), at_second(second)));
        assert_eq!(tracker.expiry.due(at_second(second)), [], "who speaks is no work for the sequencer");
        assert_eq!(tracker.expiry.len(), 1);
    }
    tracker.advance(at_second(1_060));
    assert_eq!(tracker.expiry.len(), 0);
    assert_eq!(tracker.position(&rider, at_second(1_060)), None);
}

#[test]
fn a_word_ages_like_a_fix_and_yields_to_a_newer_one() {
    let tracker = tracker(settings());
    let (rider, here, there) = (unit(1), point(23.0, 113.75), point(23.02, 113.75));
    on_duty(&tracker, &rider, None);
    tracker.place(&rider, here, at_second(10)).expect("enrolled");
    assert_eq!(tracker.record(&fix(&rider, there, at_second(9))), FixVerdict::Late);
    let known = tracker.position(&rider, at_second(30)).expect("a word");
    assert_eq!((known.at, known.source, known.age), (here, PositionSource::Voice, Some(Duration::from_secs(20))));
    tracker.advance(at_second(71));
    assert_eq!(tracker.position(&rider, at_second(71)), None);
    tracker.place(&rider, here, at_second(72)).expect("enrolled");
    assert_eq!(tracker.record(&fix(&rider, there, at_second(73))), FixVerdict::Accepted);
    assert_eq!(tracker.position(&rider, at_second(73)).expect("a fix").at, there);
}

fn last_fixes(tracker: &Tracker) -> Vec<Fix> {
    let mut fixes = Vec::new();
    tracker.each_last_fix(|fix| fixes.push(fix.clone()));
    fixes.sort_by(|one, other| one.unit.cmp(&other.unit));
    fixes
}

#[test]
fn after_a_restart_a_unit_stands_at_its_post_until_it_reports() {
    let before = tracker(settings());
    for number in [3, 1, 2] {
        on_duty(&before, &unit(number), Some(point(23.1, 113.8)));
        before.record(&fix(&unit(number), point(23.0, 113.75), at_second(i64::try_from(number).expect("small"))));
    }
    let saved = last_fixes(&before);
    assert_eq!(saved.iter().map(|fix| fix.unit.as_str()).collect::<Vec<_>>(), ["R1", "R2", "R3"]);

    let after = tracker(settings());
    on_duty(&after, &unit(1), Some(point(23.1, 113.8)));
    on_duty(&after, &unit(2), None);
    after.restore(saved.clone());
    assert_eq!(after.position(&unit(1), at_second(5)).expect("its post").source, PositionSource::Post);
    assert_eq!(after.position(&unit(2), at_second(5)), None);
    assert_eq!(last_fixes(&after), saved[..2], "a second snapshot loses nothing, and nobody unknown came back");
    assert_eq!(after.record(&fix(&unit(2), point(23.0, 113.7), at_second(1))), FixVerdict::Late);
    assert_eq!(after.record(&fix(&unit(2), point(23.0, 113.7), at_second(8))), FixVerdict::Accepted);
}

#[test]
fn after_a_restart_time_decides_which_fix_is_newer_until_a_device_has_counted() {
    let rider = unit(1);
    let counted = |sequence, second| {
        let order = Some(DeviceOrder { boot: 1, sequence });
        Fix { order, ..fix(&rider, point(23.0, 113.75), at_second(second)) }
    };
    let after = tracker(settings());
    on_duty(&after, &rider, None);
    // The crew may have changed its device since this was written down.
    after.restore(vec![counted(5_000, 10)]);
    assert_eq!(after.record(&counted(5_001, 9)), FixVerdict::Late);
    assert_eq!(after.record(&counted(1, 20)), FixVerdict::Accepted);
    assert_eq!(after.record(&counted(1, 21)), FixVerdict::Duplicate);
    assert_eq!(after.record(&counted(2, 22)), FixVerdict::Accepted);
}

#[test]
fn a_word_from_before_moves_nobody_who_was_seen_since_and_an_old_one_nobody() {
    let tracker = tracker(settings());
    let (rider, here, there) = (unit(1), point(23.0, 113.75), point(23.02, 113.75));
    on_duty(&tracker, &rider, None);
    tracker.advance(at_second(100));
    tracker.place(&rider, there, at_second(39)).expect("enrolled");
    assert_eq!(tracker.position(&rider, at_second(100)), None, "it is older than any fix may be");
    tracker.record(&fix(&rider, here, at_second(90)));
    tracker.place(&rider, there, at_second(89)).expect("enrolled");
    assert_eq!(tracker.position(&rider, at_second(100)).expect("a fix").at, here);
    tracker.place(&rider, there, at_second(91)).expect("enrolled");
    let known = tracker.position(&rider, at_second(100)).expect("a word");
    assert_eq!((known.at, known.age), (there, Some(Duration::from_secs(9))), "as old as it is");
    tracker.advance(at_second(152));
    assert_eq!(tracker.position(&rider, at_second(152)), None);
}

#[test]
fn the_table_has_a_limit_and_forgets_whom_it_is_told_to() {
    let tracker = tracker(TrackerSettings { units_max: 2, ..settings() });
    on_duty(&tracker, &unit(1), Some(point(23.0, 113.75)));
    on_duty(&tracker, &unit(2), Some(point(23.0, 113.75)));
    on_duty(&tracker, &unit(2), Some(point(23.0, 113.76)));
    let full = tracker.enrol(&unit(3), Tier::City, UnitKind::Car, None);
    assert_eq!(full, Err(TrackerRefusal::Full { unit: unit(3), units_max: 2 }));
    assert_eq!(tracker.set_duty(&unit(3), Presence::Available), Err(TrackerRefusal::UnknownUnit(unit(3))));
    assert_eq!(tracker.available(&all_tiers()), 2);
    tracker.forget(&unit(1));
    assert_eq!((tracker.available(&all_tiers()), tracker.grid.entries().len()), (1, 1));
    tracker.enrol(&unit(3), Tier::City, UnitKind::Car, None).expect("room again");
}

#[test]
fn a_screen_is_told_what_changed_and_nothing_else() {
    let tracker = tracker(settings());
    let here = point(23.0, 113.75);
    (0..5).for_each(|number| on_duty(&tracker, &unit(number), Some(here)));
    let first = tracker.changes(Tick::START, None, 100, at_second(0));
    assert_eq!((first.moved.len(), first.more), (5, false));
    assert_eq!(tracker.changes(first.tick, None, 100, at_second(0)).moved, vec![]);

    tracker.record(&fix(&unit(3), point(23.0, 113.8), at_second(1)));
    tracker.record(&fix(&unit(3), point(23.0, 113.9), at_second(2)));
    tracker.set_duty(&unit(1), Presence::Off).expect("enrolled");
    let second = tracker.changes(first.tick, None, 100, at_second(2));
    assert_eq!(second.moved.iter().map(|moved| moved.position.at).collect::<Vec<_>>(), [point(23.0, 113.9)]);
    assert_eq!(second.gone, [unit(1)]);
    assert_eq!(tracker.shown(&unit(3), at_second(2)).as_ref(), second.moved.first(), "asked for alone it is the same");
    assert_eq!(
        tracker.shown(&unit(1), at_second(2)),
        None,
        "whoever comes to see it while it is off duty sees no place"
    );
    assert!(tracker.position(&unit(1), at_second(2)).is_some(), "though it stands at its post");

    // What is said again is nothing new.
    tracker.set_duty(&unit(2), Presence::Available).expect("enrolled");
    let (tier, kind) = (second.moved[0].tier, second.moved[0].kind);
    tracker.enrol(&unit(2), tier, kind, Some(here)).expect("enrolled");
    assert_eq!(tracker.changes(second.tick, None, 100, at_second(2)).tick, second.tick);

    let viewport = Rectangle::new(point(22.9, 113.7), point(23.1, 113.8)).expect("a viewport");
    assert_eq!(tracker.changes(first.tick, Some(&viewport), 100, at_second(2)).gone, [unit(1), unit(3)]);
    assert_eq!(tracker.positions(Some(&viewport), 2, at_second(2)).len(), 2);

    let (mut seen, mut tick, mut more) = (Vec::new(), Tick::START, true);
    while more {
        let part = tracker.changes(tick, None, 2, at_second(2));
        seen.extend(part.moved.into_iter().map(|moved| moved.unit).chain(part.gone));
        (tick, more) = (part.tick, part.more);
    }
    seen.sort();
    assert_eq!(seen, (0..5).map(unit).collect::<Vec<_>>(), "a limit delays, it does not lose");
}

// ---- who is near

#[test]
fn an_empty_map_and_a_lonely_unit_are_answered_at_once() {
    let tracker = tracker(TrackerSettings { cell_size_m: 10.0, ..settings() });
    let (tiers, scene) = (all_tiers(), point(23.0, 113.75));
    let lookout = Lookout::new(&tracker, &Coarse);
    assert_eq!(lookout.near(&query(scene, at_second(0), &tiers), &take_all), CandidateAnswer::default());
    on_duty(&tracker, &unit(1), Some(point(23.54, 113.75)));
    let answer = lookout.near(&query(scene, at_second(0), &tiers), &take_all);
    assert_eq!(names(&answer.taken), ["R1"]);
    let near_by =
        CandidateQuery { radius: Some(Distance::from_metres(50_000.0)), ..query(scene, at_second(0), &tiers) };
    let answer = lookout.near(&near_by, &take_all);
    assert_eq!((answer.taken.len(), answer.passed_over[0].1), (0, PassReason::OutsideRadius));
    assert_eq!(lookout.locate(&unit(1), scene, at_second(0)), Some(answer.passed_over[0].0.clone()));
    assert_eq!(lookout.locate(&unit(2), scene, at_second(0)), None);
}

#[test]
fn the_nearest_is_found_over_the_antimeridian_and_over_a_pole() {
    for (scene, near, far) in [
        (point(-17.0, 179.999), point(-17.0, -179.999), point(-17.0, 179.9)),
        (point(89.999, 10.0), point(89.999, -170.0), point(89.99, 10.0)),
    ] {
        let tracker = tracker(TrackerSettings { cell_size_m: 1_000.0, ..settings() });
        on_duty(&tracker, &unit(1), Some(far));
        on_duty(&tracker, &unit(2), Some(near));
        (3..200).for_each(|number| on_duty(&tracker, &unit(number), Some(point(45.0, 45.0))));
        let tiers = all_tiers();
        let one = CandidateQuery { take_max: 1, ..query(scene, at_second(0), &tiers) };
        assert_eq!(names(&Lookout::new(&tracker, &Coarse).near(&one, &take_all).taken), ["R2"]);
    }
}

#[derive(Clone, Debug)]
enum Step {
    Fix {
        who: usize,
        at: Point,
        ago: i64,
    },
    Duty(usize, Presence),
    Place(usize, Point),
    Enrol {
        who: usize,
        tier: Tier,
        kind: UnitKind,
        post: Option<Point>,
    },
    Forget(usize),
    Wait(i64),
    Ask {
        at: Point,
        weights: PlaceWeights,
        tiers: BTreeSet<Tier>,
        radius_m: Option<f64>,
        take_max: usize,
        named_max: usize,
        engaged: bool,
    },
}

fn place_in_city() -> impl Strategy<Value = Point> {
    // Steps of 0.002 degrees make ties and shared cells; the odd unit is far away.
    prop_oneof![
        8 => (0..60_i32, 0..60_i32).prop_map(|(n, e)| point(22.9 + f64::from(n) / 500.0, 113.6 + f64::from(e) / 500.0)),
        1 => (20.0..26.0, 110.0..118.0).prop_map(|(lat, lon)| point(lat, lon)),
    ]
}

fn weights() -> impl Strategy<Value = PlaceWeights> {
    (0..300_u64, 0..600_u64).prop_map(|(stale, post)| PlaceWeights {
        stale_per_minute: Duration::from_secs(stale),
        at_post: Duration::from_secs(post),
    })
}

fn step() -> impl Strategy<Value = Step> {
    let who = || 0..48_usize;
    let tier = || prop::sample::select(Tier::ALL.to_vec());
    let kind = prop::sample::select(vec![UnitKind::Motorcycle, UnitKind::Foot]);
    let tiers = prop::collection::btree_set(tier(), 0..=3);
    prop_oneof![
        12 => (who(), place_in_city(), 0..90_i64).prop_map(|(who, at, ago)| Step::Fix { who, at, ago }),
        6 => (who(), prop::sample::select(Presence::ALL.to_vec())).prop_map(|(who, presence)| Step::Duty(who, presence)),
        1 => (who(), place_in_city()).prop_map(|(who, at)| Step::Place(who, at)),
        3 => (who(), tier(), kind, prop::option::of(place_in_city()))
            .prop_map(|(who, tier, kind, post)| Step::Enrol { who, tier, kind, post }),
        1 => who().prop_map(Step::Forget),
        1 => (0..30_i64).prop_map(Step::Wait),
        4 => (place_in_city(), weights(), tiers, prop::option::of(0.0..20_000.0), 0..5_usize, 0..9_usize, any::<bool>())
            .prop_map(|(at, weights, tiers, radius_m, take_max, named_max, engaged)| {
                Step::Ask { at, weights, tiers, radius_m, take_max, named_max, engaged }
            }),
    ]
}

/// Counts everybody anew and compares with the maintained counts, and the cells with the table.
fn recount(tracker: &Tracker) {
    for tier in Tier::ALL {
        let tiers = BTreeSet::from([tier]);
        let mut others = BTreeMap::<PassReason, u32>::new();
        let mut available = 0;
        for row in tracker.units.iter().filter(|row| row.tier == tier) {
            match (row.presence, row.place) {
                (Presence::Off, _) => {}
                (Presence::Available, Some(place)) if !place.outside => available += 1,
                (Presence::Available, Some(_)) => *others.entry(PassReason::OutsideServiceArea).or_default() += 1,
                (Presence::Available, None) => *others.entry(PassReason::NoPosition).or_default() += 1,
                (Presence::Unavailable, _) => *others.entry(PassReason::Unavailable).or_default() += 1,
                (Presence::Engaged, _) => *others.entry(PassReason::OnDispatch).or_default() += 1,
            }
        }
        let counted: BTreeMap<_, _> = tracker.others(&tiers).into_iter().collect();
        assert_eq!((tracker.available(&tiers), counted), (available, others));
    }
    let mut expected: Vec<_> =
        tracker.units.iter().filter_map(|row| Some((row.cell(&tracker.lattice)?, row.number))).collect();
    expected.sort_by_key(|(_, number)| *number);
    assert_eq!(tracker.grid.entries(), expected, "everybody on the map is in one cell, the right one");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_search_answers_as_the_scan_does(
        steps in prop::collection::vec(step(), 1..400), cell_size_m in 100.0..5_000.0, with_area in any::<bool>(),
    ) {
        let area = Rectangle::new(point(22.92, 113.62), point(23.0, 113.7)).expect("an area");
        let service_area = with_area.then_some(area);
        let tracker = tracker(TrackerSettings { service_area, cell_size_m, ..settings() });
        for number in 0..40 {
            let post = (number % 3 == 0).then(|| point(22.95, 113.6 + f64::from(u32::try_from(number).expect("small")) / 400.0));
            tracker.enrol(&unit(number), Tier::ALL[number % 3], UnitKind::Motorcycle, post).expect("room");
            tracker.set_duty(&unit(number), Presence::ALL[number % 4]).expect("enrolled");
        }
        // The engine knows better about some: it says "declined" of every fifth.
        let judge = |candidate: &Candidate| {
            let declined = candidate.unit.as_str().ends_with(['0', '5']);
            if declined { Judgement::PassOver(PassReason::AlreadyTried) } else { Judgement::Take }
        };
        let mut now = at_second(0);
        for step in steps {
            match step {
                Step::Fix { who, at, ago } => {
                    let taken_at = now - Duration::from_secs(u64::try_from(ago).expect("positive"));
                    tracker.record(&Fix { received_at: now, ..fix(&unit(who), at, taken_at) });
                }
                Step::Duty(who, presence) => drop(tracker.set_duty(&unit(who), presence)),
                Step::Place(who, at) => drop(tracker.place(&unit(who), at, now)),
                Step::Enrol { who, tier, kind, post } => tracker.enrol(&unit(who), tier, kind, post).expect("room"),
                Step::Forget(who) => tracker.forget(&unit(who)),
                Step::Wait(seconds) => {
                    now = now + Duration::from_secs(u64::try_from(seconds).expect("positive"));
                    tracker.advance(now);
                }
                Step::Ask { at, weights, tiers, radius_m, take_max, named_max, engaged } => {
                    let radius = radius_m.map(Distance::from_metres);
                    let tiers = &tiers;
                    let query = CandidateQuery { at, now, weights, tiers, radius, take_max, named_max, engaged };
                    let lookout = Lookout::new(&tracker, &Coarse);
                    let expected = Scan::new(&tracker, &Coarse).near(&query, &judge);
                    prop_assert_eq!(&lookout.near(&query, &judge), &expected);
                    // The walk must be right also where it does not pay, and the sweep wherever it takes over.
                    for steps in [24_000, 400, 20] {
                        let mut walk = Walk::new(&tracker, &query, &judge);
                        walk.steps_left = steps;
                        if lookout.walk(&mut walk).is_break() {
                            lookout.sweep(&mut walk);
                        }
                        prop_assert_eq!(&walk.finish().0, &expected, "after {} steps", steps);
                    }
                }
            }
        }
        recount(&tracker);
    }
}

#[test]
fn while_everybody_moves_nobody_is_lost_or_seen_twice() {
    const UNITS: usize = 60;
    let tracker = tracker(TrackerSettings { cell_size_m: 1_000.0, ..settings() });
    (0..UNITS).for_each(|number| on_duty(&tracker, &unit(number), Some(point(23.0, 113.75))));
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for writer in 0..2 {
            let (tracker, done) = (&tracker, &done);
            scope.spawn(move || {
                let mut random = StdRng::seed_from_u64(writer);
                let mut second = 0;
                while !done.load(Ordering::Relaxed) {
                    second += 1;
                    let who = unit(random.random_range(0..UNITS));
                    if random.random_bool(0.02) {
                        std::thread::sleep(Duration::from_micros(200));
                    }
                    let at = point(random.random_range(22.98..23.02), random.random_range(113.73..113.77));
                    tracker.record(&fix(&who, at, at_second(second)));
                }
            });
        }
        let (tiers, mut walked, mut lost) = (all_tiers(), 0, None);
        for round in 0..1_000 {
            // The radius lets a walk end that has missed somebody; without one it would go on and give up.
            let everybody = CandidateQuery {
                radius: Some(Distance::from_metres(3_200.0)),
                take_max: UNITS,
                named_max: 0,
                ..query(point(23.0, 113.75), at_second(0), &tiers)
            };
            let lookout = Lookout::new(&tracker, &Coarse);
            let undisturbed = lookout.undisturbed(&mut false, &everybody, &take_all).inspect(|_| walked += 1);
            for answer in undisturbed.into_iter().chain([lookout.near(&everybody, &take_all)]) {
                let distinct: BTreeSet<_> = answer.taken.iter().map(|candidate| &candidate.unit).collect();
                let found = (distinct.len(), answer.taken.len());
                lost = lost.or((found != (UNITS, UNITS)).then_some((round, found)));
            }
        }
        done.store(true, Ordering::Relaxed);
        assert_eq!(lost, None, "(round, (distinct, found)) of the first answer that is not {UNITS} units");
        assert!(walked > 0, "some walks were undisturbed");
    });
    recount(&tracker);
}

/// A few town patrols among many riders, in cells as small as the riders ask for.
#[test]
fn a_few_among_many_are_found_by_looking_at_the_few() {
    let tracker = tracker(TrackerSettings { cell_size_m: 50.0, ..settings() });
    let mut random = StdRng::seed_from_u64(11);
    let mut place = || point(random.random_range(22.9..23.1), random.random_range(113.6..113.9));
    for number in 0..2_000 {
        let tier = if number % 100 == 0 { Tier::Town } else { Tier::City };
        tracker.enrol(&unit(number), tier, UnitKind::Motorcycle, Some(place())).expect("room");
        tracker.set_duty(&unit(number), Presence::Available).expect("enrolled");
    }
    let tiers = BTreeSet::from([Tier::Town]);
    for _ in 0..50 {
        let query = CandidateQuery { take_max: 3, named_max: 33, ..query(place(), at_second(0), &tiers) };
        let lookout = Lookout::new(&tracker, &Coarse);
        let mut walk = Walk::new(&tracker, &query, &take_all);
        assert!(lookout.walk(&mut walk).is_break(), "there is too much ground between them");
        let swept = lookout.undisturbed(&mut false, &query, &take_all).expect("nobody moves");
        assert_eq!((swept.taken.len(), swept.passed_over.len()), (3, 17));
        assert_eq!(swept, Scan::new(&tracker, &Coarse).near(&query, &take_all));
    }
}

/// Town patrols stand in heaps at their stations, in cells as small as the riders ask for.
#[test]
fn the_ground_between_stations_is_passed_over_in_large_strides() {
    let tracker = tracker(TrackerSettings { cell_size_m: 35.0, ..settings() });
    let stations = [point(23.1, 113.9), point(22.85, 113.7), point(23.05, 114.3)];
    for number in 0..600 {
        let post = Some(stations[number % stations.len()]);
        tracker.enrol(&unit(number), Tier::Town, UnitKind::Car, post).expect("room");
        tracker.set_duty(&unit(number), Presence::Available).expect("enrolled");
        if number % 2 == 0 {
            let (n, e) = (f64::from(u32::try_from(number / 60).expect("small")) / 1e4, 1e-4);
            let at = stations[number % stations.len()];
            tracker.record(&fix(&unit(number), point(at.latitude_deg() + n, at.longitude_deg() + e), at_second(0)));
        }
    }
    let tiers = BTreeSet::from([Tier::Town]);
    for scene in [point(23.0, 113.75), point(23.1, 113.9), point(22.9, 114.2)] {
        let query = CandidateQuery { take_max: 3, named_max: 10, ..query(scene, at_second(1), &tiers) };
        let mut walk = Walk::new(&tracker, &query, &take_all);
        let steps = walk.steps_left;
        assert!(Lookout::new(&tracker, &Coarse).walk(&mut walk).is_continue(), "few steps are enough");
        let steps = steps - walk.steps_left;
        let walked = walk.finish().0;
        assert_eq!(walked, Scan::new(&tracker, &Coarse).near(&query, &take_all));
        let nearest = walked.taken.first().expect("somebody").distance.as_metres();
        // Cell by cell it would be as many as there are in a square of that distance on each side.
        assert!(steps < 12_000, "{steps} steps to {nearest} m");
    }
}

// ---- the real hour

struct CabFix {
    second: i64,
    cab: UnitId,
    at: Point,
}

fn real_hour() -> Option<Vec<CabFix>> {
    let data = std::env::var_os("PATROLD_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from);
    let mut reader = csv::Reader::from_path(data.join("traces/cabs_1h.csv")).ok()?;
    let rows = reader.records().map(|row| {
        let row = row.expect("a row");
        let number = |index: usize| row[index].parse::<f64>().expect("a number");
        let cab = UnitId::new(&row[1]).expect("a name");
        CabFix { second: row[0].parse().expect("a second"), cab, at: point(number(2), number(3)) }
    });
    Some(rows.collect())
}

#[test]
fn the_real_hour_is_answered_as_by_brute_force() {
    let Some(fixes) = real_hour() else {
        eprintln!("skipped: no data");
        return;
    };
    let tracker = tracker(TrackerSettings { speed_max_mps: Some(50.0), ..settings() });
    for cab in fixes.iter().map(|fix| &fix.cab).collect::<BTreeSet<_>>() {
        on_duty(&tracker, cab, None);
    }
    let tiers = all_tiers();
    let mut believed = BTreeMap::<UnitId, (i64, Point)>::new();
    let mut asked = 0;
    for (index, cab) in fixes.iter().enumerate() {
        let now = EngineTime::from_unix_seconds(cab.second);
        let verdict = tracker.record(&fix(&cab.cab, cab.at, now));
        let seconds = |then: i64| f64::from(i32::try_from(cab.second - then).expect("an hour"));
        let follows = believed
            .get(&cab.cab)
            .is_none_or(|(then, place)| cab.second > *then && place.distance_m(cab.at) <= 50.0 * seconds(*then));
        assert_eq!(verdict.moved_the_unit(), follows, "fix {index}");
        if follows {
            believed.insert(cab.cab.clone(), (cab.second, cab.at));
        }
        if index % 37 == 0 {
            tracker.advance(now);
            let mut expected: Vec<_> = believed
                .iter()
                .filter(|(_, (then, _))| cab.second - then <= 60)
                .map(|(who, (_, place))| {
                    (Coarse::seconds(place.distance_to(cab.at), 12), place.distance_to(cab.at), who)
                })
                .collect();
            expected.sort();
            let expected: Vec<_> = expected.into_iter().take(3).map(|(_, _, who)| who.as_str()).collect();
            let answer = Lookout::new(&tracker, &Coarse).near(&query(cab.at, now, &tiers), &take_all);
            assert_eq!(names(&answer.taken), expected, "fix {index}");
            asked += 1;
        }
    }
    assert!(asked > 500, "{asked} questions were asked");
}
