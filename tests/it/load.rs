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
        "2",
        "--urgent",
        "10",
        "--times",
        "0.02",
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
