//! System calls that fail once in a real process, by `strace`: the first call of a kind, the second, and so on. Whatever
//! fails, what was acknowledged is there after the next start, exactly once; after a failed write or sync of the journal
//! nothing that was asked later is acknowledged, and the daemon is gone within a second.
//!
//! `strace` counts the calls of each thread by itself, so that one run may refuse a call of several threads.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use super::clients::{self, Desk, Notebook};
use super::process::{CONFIG, Process};
use super::{STOP_MAX, check_everything};

/// What is refused, and with what error.
const REFUSALS: [Refusal; 6] = [
    Refusal { call: "fdatasync", error: "EIO" },
    Refusal { call: "pwrite64", error: "EIO" },
    Refusal { call: "pwrite64", error: "ENOSPC" },
    Refusal { call: "rename", error: "EIO" },
    Refusal { call: "ftruncate", error: "EIO" },
    Refusal { call: "fsync", error: "EIO" },
];
/// Which calls of each kind an ordinary run refuses; `PATROLD_REFUSED_CALLS` sets up to which one all are, and
/// `PATROLD_REFUSED` of which kinds alone, as in `rename,pwrite64 ENOSPC`.
const SOME: [u32; 3] = [1, 15, 40];
const CLIENTS: u64 = 2;
/// How long the daemon may live on when its journal cannot be written.
const FENCED_WITHIN: Duration = Duration::from_secs(1);

struct Refusal {
    call: &'static str,
    error: &'static str,
}

impl Refusal {
    fn is_wanted(&self, wanted: &str) -> bool {
        let name = format!("{} {}", self.call, self.error);
        wanted.is_empty() || wanted.split(',').any(|wanted| wanted == self.call || wanted == name)
    }
}

/// A call that `strace` let fail.
#[derive(Debug)]
struct Refused {
    at: SystemTime,
    path: PathBuf,
}

impl Refused {
    /// What `strace` let fail, from lines such as
    /// `1234 1700000000.123456 fdatasync(7</data/journal/0001>) = -1 EIO (...) (INJECTED)`. When another thread spoke in
    /// between, the path stands in an earlier line of the same thread, `pwrite64(7</data/journal/0001>, ... <unfinished ...>`.
    fn all_in(said: &str) -> Vec<Self> {
        let (mut refused, mut unfinished) = (Vec::new(), BTreeMap::new());
        for line in said.lines() {
            let mut words = line.split_whitespace();
            let (Some(thread), Some(Ok(seconds))) = (words.next(), words.next().map(str::parse)) else { continue };
            if line.ends_with("<unfinished ...>") {
                unfinished.insert(thread, path_in(line));
            } else if line.ends_with("(INJECTED)") {
                let path =
                    unfinished.remove(thread).filter(|_| line.contains(" resumed>")).unwrap_or_else(|| path_in(line));
                refused.push(Self { at: SystemTime::UNIX_EPOCH + Duration::from_secs_f64(seconds), path });
            }
        }
        refused
    }

    /// Whether the bytes of the record themselves were refused; what stands beside them can be made again.
    fn is_the_record(&self) -> bool {
        self.path.parent().is_some_and(|folder| folder.ends_with("journal"))
            && self.path.extension().is_some_and(|extension| extension == "segment")
    }
}

/// The path of a line's descriptor, or of its first name.
fn path_in(line: &str) -> PathBuf {
    let between = |open: char, close: char| Some(line.split_once(open)?.1.split_once(close)?.0);
    between('<', '>').or_else(|| between('"', '"')).unwrap_or_default().into()
}

/// What became of a run.
#[derive(Debug, Default)]
struct Run {
    started: bool,
    died: bool,
    refused: Vec<Refused>,
}

async fn run(refusal: &Refusal, call: u32) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("strace");
    let inject = format!("inject={}:error={}:when={call}", refusal.call, refusal.error);
    let (trace, output) = (format!("trace={}", refusal.call), log.to_str().expect("text"));
    // With -D the daemon itself is our child, and strace its own.
    let strace = ["strace", "-D", "-f", "-q", "-y", "-ttt", "-o", output, "-e", &trace, "-e", &inject];
    let mut run = Run::default();
    let notebook = Notebook::default();
    match Process::try_start(&strace, folder.path(), CONFIG).await {
        Err(status) => assert!(!status.success(), "a start that failed says so: {status}"),
        Ok(mut process) => {
            run.started = true;
            run.died = load(&mut process, &notebook, call).await;
        }
    }
    run.refused = Refused::all_in(&told_by(&log).await);
    judge(&run, &notebook);
    let again = Process::start(folder.path()).await;
    if notebook.len() > 0 {
        check_everything(&notebook, again.channel().await).await;
    }
    run
}

/// What `strace` wrote, once it has written that the daemon is gone.
async fn told_by(log: &Path) -> String {
    let whole = async {
        loop {
            let said = fs::read_to_string(log).unwrap_or_default();
            let (ended, going_on): (Vec<_>, Vec<_>) = said.lines().partition(|line| line.ends_with("+++"));
            let ended: BTreeSet<_> =
                ended.into_iter().filter_map(|line| line.split_once(' ')).map(|(thread, _)| thread).collect();
            let is_whole =
                going_on.iter().all(|line| line.split_once(' ').is_some_and(|(thread, _)| ended.contains(thread)));
            if is_whole && !ended.is_empty() {
                return said;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(STOP_MAX, whole).await.expect("strace ends when the daemon has")
}

/// Writes until the daemon is gone, or has been asked for more than the refused call; whether it went by itself.
async fn load(process: &mut Process, notebook: &Notebook, call: u32) -> bool {
    let Ok(channel) = super::process::connect(process.address()).await else {
        return !process.wait(STOP_MAX).await.success();
    };
    if Desk::new(channel).try_import_fleet().await.is_err() {
        return !process.wait(STOP_MAX).await.success();
    }
    let goal = notebook.acknowledged() + 3 * call as usize + 60;
    let writers = (0..CLIENTS).map(|seed| clients::write_until_it_dies(process.address(), notebook, seed));
    let writing = futures_util::future::join_all(writers);
    let enough = async {
        while notebook.acknowledged() < goal {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        _ = writing => {
            let status = process.wait(STOP_MAX).await;
            assert!(!status.success(), "it does not end in good order: {status}");
            true
        }
        () = enough => {
            process.kill();
            false
        }
        () = tokio::time::sleep(Duration::from_mins(1)) => panic!("whoever waits is told: {} acknowledged", notebook.acknowledged()),
    }
}

fn judge(run: &Run, notebook: &Notebook) {
    let Some(fault) = run.refused.iter().find(|refused| refused.is_the_record()) else { return };
    assert!(!run.started || run.died, "its record was refused and it went on: {run:?}");
    if let Some((asked_at, heard_at)) = notebook.latest() {
        assert!(asked_at <= fault.at, "asked after the fault and acknowledged: {run:?}");
        assert!(heard_at <= fault.at + FENCED_WITHIN, "acknowledged long after the fault: {run:?}");
    }
}

fn calls() -> Vec<u32> {
    match std::env::var("PATROLD_REFUSED_CALLS") {
        Ok(last) => (1..=last.parse().expect("a number of calls")).collect(),
        Err(_) => SOME.to_vec(),
    }
}

/// On Linux with `strace`. The kernel drops the bytes of a failed fdatasync, so the first refusal must be the last word.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whichever_call_fails_nothing_acknowledged_is_lost_or_done_twice() {
    if !Command::new("strace").arg("-V").output().is_ok_and(|output| output.status.success()) {
        println!("skipped: no strace");
        return;
    }
    let mut of_the_record = 0;
    let wanted = std::env::var("PATROLD_REFUSED").unwrap_or_default();
    for refusal in REFUSALS.iter().filter(|refusal| refusal.is_wanted(&wanted)) {
        let (mut met, mut unstarted, mut died) = (BTreeMap::<String, u32>::new(), 0, 0);
        let mut in_vain = 0;
        for call in calls() {
            let run = run(refusal, call).await;
            unstarted += u32::from(!run.started);
            died += u32::from(run.died);
            of_the_record += run.refused.iter().filter(|refused| refused.is_the_record()).count();
            for refused in &run.refused {
                *met.entry(kind_of(&refused.path)).or_default() += 1;
            }
            // No thread of it ever makes so many of these calls.
            in_vain = if run.refused.is_empty() { in_vain + 1 } else { 0 };
            if in_vain == 3 {
                break;
            }
        }
        println!("{} {}: {unstarted} did not start, {died} ended, refused {met:?}", refusal.call, refusal.error);
    }
    assert!(of_the_record > 3 || !wanted.is_empty(), "the record itself was refused too seldom");
}

/// The folder and the extension of a file.
fn kind_of(path: &Path) -> String {
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    format!("{folder}/*.{extension}")
}

#[test]
fn a_refusal_is_read_with_its_path_though_another_thread_spoke_in_between() {
    let said = "12 1700000000.5 pwrite64(7</d/journal/1.segment>, \"x\"..., 9, 0 <unfinished ...>\n\
                13 1700000000.6 fdatasync(8</d/records.sqlite-wal>) = 0\n\
                12 1700000000.75 <... pwrite64 resumed>) = -1 EIO (Input/output error) (INJECTED)\n\
                13 1700000000.8 rename(\"/d/keys/1.new\", \"/d/keys/1\") = -1 EIO (Input/output error) (INJECTED)\n\
                12 +++ exited with 1 +++\n";
    let refused = Refused::all_in(said);
    let paths: Vec<_> = refused.iter().map(|refused| refused.path.to_str().expect("text")).collect();
    assert_eq!(paths, ["/d/journal/1.segment", "/d/keys/1.new"]);
    assert!(refused[0].is_the_record() && !refused[1].is_the_record());
    assert_eq!(refused[0].at, SystemTime::UNIX_EPOCH + Duration::from_millis(1_700_000_000_750));
}
