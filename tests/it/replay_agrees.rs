//! `patrold replay` against brute force: every incident, the same unit, the same age, the same count.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What a replay is asked for.
#[derive(Clone, Copy, Debug)]
struct Asked {
    busy_s: i64,
    max_fix_age_s: i64,
    plausibility: bool,
}

/// What a line of the result must say.
#[derive(Debug, PartialEq)]
struct Expected {
    incident: usize,
    t_unix: i64,
    served: Option<(String, f64, i64)>,
    candidates: u64,
}

struct Row(Vec<String>);

fn rows(path: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(path).expect("a recording");
    text.lines().skip(1).map(|line| Row(line.split(',').map(str::to_owned).collect())).collect()
}

impl Row {
    fn number<T: std::str::FromStr>(&self, column: usize) -> T {
        self.0[column].parse().ok().expect("a number")
    }
}

/// Great-circle distance written again.
fn haversine_m(from: (f64, f64), to: (f64, f64)) -> f64 {
    let haversine = |angle: f64| (angle / 2.0).sin().powi(2);
    let (d_lat, d_lon) = ((to.0 - from.0).to_radians(), (to.1 - from.1).to_radians());
    let of_angle = haversine(d_lat) + from.0.to_radians().cos() * to.0.to_radians().cos() * haversine(d_lon);
    2.0 * 6_371_008.8 * of_angle.sqrt().asin()
}

/// Looks at every unit for every incident.
fn brute_force(fixes: &Path, incidents: &Path, asked: Asked) -> Vec<Expected> {
    struct Known {
        t: i64,
        at: (f64, f64),
        free: bool,
    }
    let mut steps: Vec<(i64, u8, usize, Row)> = Vec::new();
    steps.extend(rows(fixes).into_iter().enumerate().map(|(index, row)| (row.number(0), 0, index, row)));
    steps.extend(rows(incidents).into_iter().enumerate().map(|(index, row)| (row.number(0), 1, index, row)));
    steps.sort_by_key(|(t, kind, index, _)| (*t, *kind, *index));
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    let mut busy_until: BTreeMap<String, i64> = BTreeMap::new();
    let mut expected = Vec::new();
    for (t, kind, index, row) in steps {
        let at = (row.number(2), row.number(3));
        if kind == 0 {
            let jump = known.get(&row.0[1]).is_some_and(|last| {
                #[expect(clippy::cast_precision_loss, reason = "some hours in seconds")]
                let seconds = (t - last.t) as f64;
                asked.plausibility && haversine_m(last.at, at) > 50.0 * seconds
            });
            if !jump {
                known.insert(row.0[1].clone(), Known { t, at, free: row.0[4] == "0" });
            }
            continue;
        }
        let available: Vec<_> = known
            .iter()
            .filter(|(unit, last)| {
                last.free && t - last.t <= asked.max_fix_age_s && busy_until.get(*unit).is_none_or(|until| t >= *until)
            })
            .collect();
        let nearest = available.iter().min_by_key(|(unit, last)| {
            #[expect(clippy::cast_possible_truncation, reason = "a distance on Earth in millimetres")]
            let millimetres = (haversine_m(last.at, at) * 1_000.0).round() as i64;
            (millimetres, unit.as_bytes())
        });
        let served = nearest.map(|(unit, last)| ((*unit).clone(), haversine_m(last.at, at), t - last.t));
        if let Some((unit, ..)) = &served {
            busy_until.insert(unit.clone(), t + asked.busy_s);
        }
        expected.push(Expected { incident: index, t_unix: t, served, candidates: available.len() as u64 });
    }
    expected.sort_by_key(|line| line.incident);
    expected
}

/// Replays and compares line by line; returns how many incidents were served and how many were not.
fn check(fixes: &Path, incidents: &Path, asked: Asked) -> (usize, usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out.ndjson");
    let mut command = Command::new(env!("CARGO_BIN_EXE_patrold"));
    command.arg("replay").arg("--fixes").arg(fixes).arg("--incidents").arg(incidents).arg("--out").arg(&out);
    command.args(["--busy-s", &asked.busy_s.to_string(), "--max-fix-age-s", &asked.max_fix_age_s.to_string()]);
    if !asked.plausibility {
        command.arg("--no-plausibility");
    }
    let done = command.output().expect("patrold runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));

    let text = std::fs::read_to_string(&out).expect("a result");
    let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let expected = brute_force(fixes, incidents, asked);
    assert_eq!(lines.len(), expected.len());
    for (line, expected) in lines.iter().zip(&expected) {
        assert_eq!(line["incident"].as_u64(), Some(expected.incident as u64), "{asked:?} {line} {expected:?}");
        assert_eq!(line["t_unix"].as_i64(), Some(expected.t_unix), "{asked:?} {line} {expected:?}");
        assert_eq!(line["candidates"].as_u64(), Some(expected.candidates), "{asked:?} {line} {expected:?}");
        let served = expected.served.as_ref();
        assert_eq!(line["unit"].as_str(), served.map(|(unit, ..)| unit.as_str()), "{asked:?} {line} {expected:?}");
        assert_eq!(line["fix_age_s"].as_i64(), served.map(|(_, _, age)| *age), "{asked:?} {line} {expected:?}");
        match (line["distance_m"].as_f64(), served) {
            (Some(got), Some((_, distance_m, _))) => assert!((got - distance_m).abs() < 0.001, "{line} {expected:?}"),
            (None, None) => {}
            _ => panic!("{asked:?} {line} {expected:?}"),
        }
    }
    let served = expected.iter().filter(|line| line.served.is_some()).count();
    (served, expected.len() - served)
}

#[test]
fn the_recorded_hour_agrees_with_brute_force_on_every_incident() {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let data = std::env::var_os("PATROLD_DATA").map_or(here, PathBuf::from).join("traces");
    let (fixes, incidents) = (data.join("cabs_1h.csv"), data.join("pickups_1h.csv"));
    if !fixes.exists() {
        println!("skipped: no data");
        return;
    }
    let (served, dropped) = check(&fixes, &incidents, Asked { busy_s: 600, max_fix_age_s: 120, plausibility: true });
    println!("{served} served, {dropped} dropped, all as brute force says");
}

/// A small invented hour with everything that a real one may hold: ties, jumps, the same second many times, units that
/// come late or fall silent, rows out of order, several fixes of one unit in one second.
fn invent(seed: u64, folder: &Path) -> (PathBuf, PathBuf) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut fixes = String::from("t_unix,cab,lat,lon,occupied\n");
    let mut incidents = String::from("t_unix,serving_cab,lat,lon\n");
    let grid = |random: &mut ChaCha8Rng| f64::from(random.random_range(0..6_u32)) * 0.004;
    for _ in 0..400 {
        let (t, unit) = (1_000_000 + random.random_range(0..240), random.random_range(0..12));
        let jump = if random.random_range(0..10) == 0 { 0.3 } else { 0.0 };
        let (lat, lon) = (23.0 + grid(&mut random) + jump, 113.7 + grid(&mut random));
        let occupied = u8::from(random.random_range(0..3) == 0);
        writeln!(fixes, "{t},铁骑{unit},{lat},{lon},{occupied}").expect("text grows");
    }
    for _ in 0..60 {
        let t = 1_000_000 + random.random_range(0..260);
        let (lat, lon) = (23.0 + grid(&mut random), 113.7 + grid(&mut random));
        writeln!(incidents, "{t},x,{lat},{lon}").expect("text grows");
    }
    let paths = (folder.join("fixes.csv"), folder.join("incidents.csv"));
    std::fs::write(&paths.0, fixes).expect("fixes");
    std::fs::write(&paths.1, incidents).expect("incidents");
    paths
}

#[test]
fn invented_hours_agree_with_brute_force_on_every_incident() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut served, mut dropped) = (0, 0);
    for (seed, busy_s, max_fix_age_s, plausibility) in
        [(1, 60, 60, true), (2, 0, 20, true), (3, 300, 5, false), (4, 1, 120, false), (5, 30, 45, true)]
    {
        let (fixes, incidents) = invent(seed, folder.path());
        let (more_served, more_dropped) = check(&fixes, &incidents, Asked { busy_s, max_fix_age_s, plausibility });
        served += more_served;
        dropped += more_dropped;
    }
    assert!(served > 20 && dropped > 20, "{served} served and {dropped} dropped: the invention is too tame");
}
