//! `patrold load` as its users run it, small enough for any machine: it must find what is there, and its exit code must
//! say what it found. Its figures are for a quiet machine and a release build, so no latency is judged here.

use std::process::{Command, Output};

use serde_json::Value;

/// Runs a profile and reads what it found.
fn load(words: &[&str]) -> (Output, Value) {
    let run = Command::new(env!("CARGO_BIN_EXE_patrold")).arg("load").args(words).arg("--json").output().expect("run");
    let found = serde_json::from_slice(&run.stdout);
    let found = found.unwrap_or_else(|why| panic!("{why}: {}", String::from_utf8_lossy(&run.stderr)));
    (run, found)
}

/// Whether the promise that begins so was held, and what was found.
fn promise<'f>(found: &'f Value, begins: &str) -> (bool, &'f str) {
    let all = found["promises"].as_array().expect("promises");
    let one = all.iter().find(|it| it["what"].as_str().is_some_and(|what| what.starts_with(begins)));
    let one = one.unwrap_or_else(|| panic!("no promise {begins:?} in {found}"));
    (one["held"].as_bool().expect("said"), one["found"].as_str().expect("said"))
}

fn row<'f>(found: &'f Value, phase: usize, work: &str) -> &'f Value {
    let rows = found["phases"][phase]["rows"].as_array().expect("rows");
    rows.iter().find(|row| row["work"] == work).unwrap_or_else(|| panic!("no {work} in {found}"))
}

fn code_says_it(run: &Output, found: &Value) {
    let held = found["promises"].as_array().expect("promises").iter().all(|it| it["held"] == true);
    assert_eq!(run.status.success(), held, "{found}");
}

#[test]
fn a_small_flood_offers_what_it_says_and_misses_no_robbery() {
    let (run, found) = load(&[
        "flood",
        "--seconds",
        "3",
        "--urgent",
        "10",
        "--times",
        "0.05",
        "--queries",
        "8",
        "--notes",
        "4",
        "--stalled-watches",
        "2",
        "--workers",
        "1",
    ]);
    let (held, told) = promise(&found, "every level 1 report");
    assert!(held, "{told}");
    for phase in 0..3 {
        let urgent = row(&found, phase, "urgent_report");
        assert_eq!(urgent["offered"], urgent["answered"], "{urgent}");
        assert!(urgent["p99_ms"].as_f64() >= urgent["p50_ms"].as_f64() && urgent["p50_ms"].as_f64() > Some(0.0));
        for work in ["finish", "close"] {
            let row = row(&found, phase, work);
            assert_eq!(row["offered"], row["answered"], "units become free again, incidents do not pile up: {row}");
        }
    }
    for work in ["positions_in_batches", "positions_singly", "list_units", "get_incident", "recommend_units", "note"] {
        assert!(row(&found, 1, work)["answered"].as_u64() > Some(0), "{work}: {found}");
    }
    assert_eq!(row(&found, 1, "stalled_watch")["offered"], 2);
    assert!(found["facts"][0]["figure"].as_f64() > Some(1_000.0), "what fills a core: {found}");
    assert!(found["phases"][1]["usage"]["memory_peak"].as_u64() > Some(1 << 20), "{found}");
    code_says_it(&run, &found);
}

#[test]
fn a_small_storm_blows_over_when_the_line_breaks_and_when_the_daemon_is_killed() {
    for cut in ["line", "restart"] {
        let words = ["storm", "--radios", "40", "--seconds", "1", "--urgent", "5", "--back-within", "30", "--cut", cut];
        let (run, found) = load(&words);
        let (back, told) = promise(&found, "all 40 radios are back");
        assert!(back, "{cut}: {told}");
        let (answered, told) = promise(&found, "every level 1 report");
        assert!(answered, "{cut}: {told}");
        let tries =
            found["facts"].as_array().expect("facts").iter().find(|fact| fact["what"] == "tries until all were back");
        assert!(tries.expect("told")["figure"].as_f64() >= Some(40.0), "{cut}: every radio came anew: {found}");
        code_says_it(&run, &found);
    }
}

#[test]
fn a_promise_that_is_broken_is_told_by_the_exit_code() {
    let (run, found) = load(&["storm", "--radios", "20", "--seconds", "1", "--urgent", "5", "--memory-max", "1"]);
    assert!(!promise(&found, "the daemon holds at most 1 MiB").0 && !run.status.success(), "{found}");
}

#[test]
fn a_small_day_takes_every_report_and_position_and_tells_where_the_time_goes() {
    let words = ["capital", "--units", "4000", "--reports", "8", "--seconds", "4", "--workers", "1"];
    let (run, found) = load(&words);
    let (held, told) = promise(&found, "every report is answered");
    assert!(held, "{told}");
    for phase in 0..2 {
        let of = |work: &str, what: &str| row(&found, phase, work)[what].as_u64().expect("a count");
        assert!(of("report", "answered") >= 30, "{found}");
        let levels = found["phases"][phase]["rows"].as_array().expect("rows").iter();
        let levels = levels.filter(|row| row["work"].as_str().is_some_and(|work| work.ends_with("_report")));
        let by_level: u64 = levels.filter_map(|row| row["answered"].as_u64()).sum();
        assert_eq!(by_level, of("report", "answered"), "every report has a level: {found}");
    }
    // Some 3,500 of the 4,000 have a device; the phase is a little shorter than one round.
    assert!(row(&found, 1, "positions_in_batches")["answered"].as_u64() > Some(1_000), "{found}");
    assert!(row(&found, 1, "positions_singly")["answered"].as_u64() > Some(800), "{found}");
    let facts = found["facts"].as_array().expect("facts");
    let figure = |begins: &str| {
        let fact = facts.iter().find(|fact| fact["what"].as_str().is_some_and(|what| what.starts_with(begins)));
        fact.and_then(|fact| fact["figure"].as_f64()).unwrap_or_else(|| panic!("no {begins:?} in {found}"))
    };
    let parts = ["... waits", "... is decided", "... is written", "... network"].map(figure);
    assert!(parts.iter().all(|part| *part > 0.0), "{parts:?}");
    assert!((figure("a report, as its desk") - parts.iter().sum::<f64>()).abs() < 0.01, "{parts:?}");
    assert!(figure("units on duty") >= 4_000.0 && figure("memory of the daemon for each unit") > 100.0, "{found}");
    code_says_it(&run, &found);
}
