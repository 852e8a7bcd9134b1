//! Everything that can be wrong with plans, choice and clocks, one mistake at a time and all of them together.

use super::*;

/// The tables of a small policy in order.
const TABLES: &str = r#"
[[plan]]
name = "all"
target = [{ arrive_within_ms = 60_000 }, { arrive_within_ms = 180_000 }]
[[plan.step]]
units = 2
tiers = ["village"]
kinds = ["motorcycle"]
officers_min = 1
offer_timeout_ms = 30_000
then = [{ after_ms = 60_000, tiers = ["town"] }, { after_ms = 120_000, tiers = ["city"] }]
[choice]
boundary_ms = 60_000
[[reserve]]
zones = ["莞城"]
units = 1
[preemption]
levels = [1]
from_levels = [3, 4]
confirm_ms = 20_000
[[assignment]]
levels = [4]
mode = "confirm"
confirm_within_ms = 60_000
[[clock]]
levels = [1]
depart = { warn_ms = 60_000, breach_ms = 120_000, action = "re_offer" }
on_scene = { breach_ms = 3_600_000, action = "tell_supervisor" }
[[clock]]
arrive = { breach_ms = 600_000 }
"#;

const REST: &str = r#"
day.time_zone = "Asia/Shanghai"
deadlines = { contact_lost_ms = 60000, closed_keep_min = 60 }
travel = { detour_factor = 1.3, speed_kmh = { motorcycle = 40, car = 30, van = 30, bicycle = 15, foot = 5, boat = 20 } }
force = [{ id = "riders", tier = "city" }]
rule = [{ name = "rest", level = 3, handling = "police_dispatch" }]
taxonomy.version = "1"
taxonomy.category = [{ code = "criminal", name_zh = "刑事", name_en = "Crime" }]
"#;

fn faults_of(tables: &str) -> Vec<String> {
    let source = PolicySource { policy_toml: format!("{REST}{tables}"), ..PolicySource::default() };
    match Policy::parse(&source) {
        Ok(_) => Vec::new(),
        Err(faults) => {
            faults.as_slice().iter().map(|fault| format!("{}: {} ({})", fault.field, fault.rule, fault.got)).collect()
        }
    }
}

/// What was, what a hasty hand made of it, and what is said about it.
const MISTAKES: &[(&str, &str, &str)] = &[
    (
        r#"tiers = ["town"] }"#,
        r#"tiers = ["village"] }"#,
        "plan[1].step[1].then[1]: this tier is asked before then already (village)",
    ),
    (
        "after_ms = 120_000",
        "after_ms = 60_000",
        "plan[1].step[1].then[2]: each stage comes later than the one before it (60000 ms)",
    ),
    (
        "after_ms = 60_000",
        "after_ms = 0",
        "plan[1].step[1].then[1].after_ms: it must be a whole number between 1000 and 3600000 (0)",
    ),
    (
        r#"kinds = ["motorcycle"]"#,
        r#"kinds = ["helicopter"]"#,
        "plan[1].step[1].kinds[1]: it must be one of motorcycle, car, van, bicycle, foot, boat (\"helicopter\")",
    ),
    (
        "officers_min = 1",
        "officers_min = 3\ncrew_min = 2",
        "plan[1].step[1].crew_min: officers count among the crew, and officers_min is 3 (2)",
    ),
    (
        "officers_min = 1",
        "officers_min = 17",
        "plan[1].step[1].officers_min: it must be a whole number between 0 and 16 (17)",
    ),
    (
        "arrive_within_ms = 180_000",
        "arrive_within_ms = 60_000",
        "plan[1].target[2]: each target is later than the one before it (60000 ms)",
    ),
    (
        r#"name = "all""#,
        "name = \"all\"\noffers = \"police_dispatch\"",
        "plan[1].offers: it must be one of referral, mediation, transfer (\"police_dispatch\")",
    ),
    (
        "boundary_ms = 60_000",
        "boundary = 60",
        "choice.boundary: no such key; known are at_post_ms, boundary_ms, rest_ms, rest_within_ms, shift_end_ms, shift_end_within_ms, stale_per_min_ms, workload_ms (an unknown key)",
    ),
    (
        "units = 1\n",
        "units = 1\nposts = [\"P1\"]\n",
        "reserve[1]: a reserve is of zones or of posts, not of both (zones and posts)",
    ),
    (
        "from_levels = [3, 4]",
        "from_levels = [1, 4]",
        "preemption.levels: a level may only take units from milder ones, and from_levels has 1 (1)",
    ),
    (
        "confirm_ms = 20_000",
        "confirm_ms = 0",
        "preemption.confirm_ms: it must be a whole number between 1000 and 3600000 (0)",
    ),
    (
        r#"mode = "confirm""#,
        r#"mode = "perhaps""#,
        "assignment[1].mode: it must be one of automatic, confirm, manual (\"perhaps\")",
    ),
    (
        "warn_ms = 60_000, breach_ms = 120_000",
        "warn_ms = 120_000, breach_ms = 120_000",
        "clock[1].depart.warn_ms: a warning comes before breach_ms (120000)",
    ),
    (
        r#"breach_ms = 3_600_000, action = "tell_supervisor""#,
        r#"breach_ms = 3_600_000, action = "re_offer""#,
        "clock[1].on_scene.action: a unit on scene is not taken off by a clock (re_offer)",
    ),
    (
        r#"breach_ms = 3_600_000, action = "tell_supervisor""#,
        r#"warn_ms = 3_600_000, action = "tell_supervisor""#,
        "clock[1].on_scene.action: an action belongs to breach_ms (tell_supervisor)",
    ),
    (
        "arrive = { breach_ms = 600_000 }",
        "levels = [1]\narrive = { breach_ms = 600_000 }",
        "clock[2]: it is never reached: tables before it take them all (levels that are watched already)",
    ),
    (
        "arrive = { breach_ms = 600_000 }",
        "",
        "clock[2]: name at least one of sign_in, depart, arrive, feedback, on_scene (no thresholds)",
    ),
];

#[test]
fn the_tables_are_without_fault() {
    assert_eq!(faults_of(TABLES), Vec::<String>::new());
}

#[test]
fn every_mistake_is_named() {
    for (right, wrong, said) in MISTAKES {
        assert!(TABLES.contains(right), "{right}");
        assert_eq!(faults_of(&TABLES.replacen(right, wrong, 1)), [*said], "{wrong}");
    }
}

#[test]
fn all_mistakes_are_named_together() {
    let (mut tables, mut expected) = (TABLES.to_owned(), Vec::new());
    for (right, wrong, said) in MISTAKES {
        // Some of them stand at the same place: the first stays.
        if tables.contains(right) && !said.starts_with("clock[1].on_scene") {
            tables = tables.replacen(right, wrong, 1);
            expected.push((*said).to_owned());
        }
    }
    let faults = faults_of(&tables);
    assert!(expected.len() > 12);
    let unsaid: Vec<_> = expected.iter().filter(|said| !faults.contains(said)).collect();
    assert!(unsaid.len() <= 2, "mistakes may hide each other, but not these: {unsaid:#?} in {faults:#?}");
}

#[test]
fn zones_that_the_city_does_not_have_are_named() {
    let square = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"南城"},"geometry":
        {"type":"Polygon","coordinates":[[[113.7,23.0],[113.8,23.0],[113.8,23.1],[113.7,23.1],[113.7,23.0]]]}}]}"#;
    let source = PolicySource {
        policy_toml: format!("{REST}{TABLES}"),
        zones_geojson: Some(square.to_owned()),
        ..PolicySource::default()
    };
    let faults = Policy::parse(&source).expect_err("no such zone").to_string();
    assert!(
        faults.contains("(got 莞城): a reserve or an assignment speaks of a zone that the policy does not have"),
        "{faults}"
    );
}
