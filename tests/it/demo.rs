//! The demonstration's own checks, on a small fleet and for two minutes of the city's time.

use std::process::Command;

#[test]
fn a_short_evening_passes_its_own_checks() {
    let shown = Command::new(env!("CARGO_BIN_EXE_patrold"))
        .args(["demo", "--minutes", "2", "--speed", "20", "--one-unit-in", "12", "--seed", "7"])
        .output()
        .expect("the command starts");
    let (said, complained) = (String::from_utf8_lossy(&shown.stdout), String::from_utf8_lossy(&shown.stderr));
    assert!(shown.status.success(), "{said}\n{complained}");
    assert_eq!(said.matches("PASS").count(), 5, "{said}");
    assert!(!said.contains("FAIL") && !said.contains("refused or broken"), "{said}");
    let reports = said.lines().find_map(|line| line.split_once("Reports")?.1.split('┆').nth(1)?.trim().parse().ok());
    assert!(reports.is_some_and(|count: u32| count >= 5), "an evening has calls: {said}");
}
