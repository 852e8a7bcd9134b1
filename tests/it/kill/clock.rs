//! A wall clock that somebody sets, under a real process, by `libfaketime`: hours back, a day ahead, again and again.
//! Recorded time follows the monotonic clock and never goes back; what was acknowledged stays; a start with a clock that
//! is days off waits for a person to confirm it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::time::Instant;

use super::check_everything;
use super::clients::{self, Desk, Heard, Notebook};
use super::process::{CONFIG, Process};

/// What the clock is set to while the daemon runs, in the words of `libfaketime`.
const STEPS: [&str; 6] = ["+0", "-1h", "+1d", "-2d", "+40s", "-1s"];
/// Requests after each step.
const REQUESTS: usize = 60;

/// The library that stands between a process and the clock; its folder is named after the machine.
fn library() -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib").ok()?.filter_map(Result::ok);
    folders.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1")).find(|path| path.exists())
}

/// The words before a program that let it see the clock of this file.
fn under(library: &Path, clock: &Path) -> Vec<String> {
    let preload = format!("LD_PRELOAD={}", library.display());
    let file = format!("FAKETIME_TIMESTAMP_FILE={}", clock.display());
    ["env", &preload, &file, "FAKETIME_NO_CACHE=1", "DONT_FAKE_MONOTONIC=1"].map(str::to_owned).to_vec()
}

/// Recorded times by sequence, as receipts told them, in microseconds since 1970.
fn recorded(notebook: &Notebook) -> Vec<(u64, i64)> {
    let told = (0..notebook.len()).filter_map(|number| match notebook.heard(number) {
        Heard::Receipt(receipt) => {
            let time = receipt.record_time.expect("every receipt has one");
            Some((receipt.sequence, time.seconds * 1_000_000 + i64::from(time.nanos) / 1_000))
        }
        Heard::Nothing | Heard::Refused(_) => None,
    });
    let mut told: Vec<_> = told.collect();
    told.sort_unstable();
    told
}

/// Time went on with the sequence, and from the first to the last no longer than the machine was at it.
fn judge(notebook: &Notebook, at_most: Duration) {
    let told = recorded(notebook);
    assert!(told.windows(2).all(|pair| pair[0].1 <= pair[1].1), "recorded time went back: {told:?}");
    let (first, last) = (told.first().expect("some").1, told.last().expect("some").1);
    let span = Duration::from_micros(u64::try_from(last - first).expect("forward"));
    assert!(span <= at_most, "{span:?} were recorded in {at_most:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wall_clock_that_is_set_moves_nothing() {
    let Some(library) = library() else {
        println!("skipped: no libfaketime");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let clock = folder.path().join("clock");
    let set = |words: &str| fs::write(&clock, words).expect("set");
    set("+0");
    let wrapper = under(&library, &clock);
    let wrapper: Vec<&str> = wrapper.iter().map(String::as_str).collect();
    let (notebook, begun) = (Notebook::default(), Instant::now());

    let mut process = Process::start_under(&wrapper, folder.path()).await;
    let mut desk = Desk::new(process.channel().await);
    desk.import_fleet().await;
    for (seed, step) in (0..).zip(STEPS) {
        set(step);
        clients::write(&mut desk, &notebook, seed, REQUESTS).await;
    }
    assert_eq!(notebook.silent(), 0, "it answered everything");
    judge(&notebook, begun.elapsed());
    check_everything(&notebook, process.channel().await).await;
    process.kill();

    // Hours behind the record: time goes on from its end.
    set("-2h");
    let mut process = Process::start_under(&wrapper, folder.path()).await;
    check_everything(&notebook, process.channel().await).await;
    clients::write(&mut Desk::new(process.channel().await), &notebook, 100, REQUESTS).await;
    judge(&notebook, begun.elapsed());
    process.kill();

    // Days behind it: a person must say that it is right.
    set("-3d");
    let refused = Process::try_start(&wrapper, folder.path(), CONFIG).await;
    assert!(refused.err().is_some_and(|status| !status.success()), "it asks before it starts");
    let confirmed = [&wrapper[..], &["sh", "-c", "exec \"$@\" --accept-clock-jump", "sh"]].concat();
    let process = Process::start_under(&confirmed, folder.path()).await;
    clients::write(&mut Desk::new(process.channel().await), &notebook, 200, REQUESTS).await;
    judge(&notebook, begun.elapsed());
    check_everything(&notebook, process.channel().await).await;
}
