//! The daemon as its operators run it, killed under load: fifty times in a row with SIGKILL on the same folder, now and
//! then held by SIGSTOP before, and once with SIGTERM; then with system calls that fail (`faults`) and a clock that is set
//! (`clock`). The judge knows only what clients asked and were told over the network.
//!
//! SIGKILL keeps what the kernel holds, so this shows nothing about syncs: the power cuts do that. It shows the process:
//! its threads, its start and its answers.

mod clients;
mod clock;
mod faults;
pub(crate) mod process;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use patrold::api::proto;
use patrold::journal::disk::RealDisk;
use patrold::journal::verify::{Verdict, verify};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tonic::Code;
use tonic::transport::Channel;

use clients::{Desk, Heard, Notebook, UNITS, Wish};
use process::Process;

/// `PATROLD_KILLS` sets another number.
const KILLS: u32 = 50;
const CLIENTS: u64 = 4;
/// How many requests a life answers at most before it is killed.
const ANSWERS_MAX: usize = 60;
/// How long an orderly stop may take, with peers that do not let go.
const STOP_MAX: Duration = Duration::from_secs(20);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_acknowledged_write_survives_kills_exactly_once() {
    let kills = std::env::var("PATROLD_KILLS").map_or(KILLS, |kills| kills.parse().expect("a number of kills"));
    let folder = tempfile::tempdir().expect("a folder");
    let notebook = Arc::new(Notebook::default());
    let mut random = StdRng::seed_from_u64(rand::random());
    for life in 0..kills {
        let mut process = Process::start(folder.path()).await;
        if life == 0 {
            Desk::new(process.channel().await).import_fleet().await;
        }
        check_some(&notebook, &process, &mut random).await;
        let goal = notebook.acknowledged() + random.random_range(0..ANSWERS_MAX);
        let clients: Vec<_> = (0..CLIENTS)
            .map(|number| {
                let (address, notebook) = (process.address(), Arc::clone(&notebook));
                let seed = u64::from(life) * CLIENTS + number;
                tokio::spawn(async move { clients::write_until_it_dies(address, &notebook, seed).await })
            })
            .collect();
        let loaded = async {
            while notebook.acknowledged() < goal {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        // A slow machine kills it a little earlier.
        drop(tokio::time::timeout(Duration::from_secs(10), loaded).await);
        if random.random_bool(0.2) {
            process.pause(Duration::from_millis(random.random_range(0..300))).await;
        }
        tokio::time::sleep(Duration::from_micros(random.random_range(0..3_000))).await;
        process.kill();
        for client in clients {
            client.await.expect("a client gives up when the daemon is gone");
        }
    }
    let process = Process::start(folder.path()).await;
    check_everything(&notebook, process.channel().await).await;
    let (asked, acknowledged) = (notebook.len(), notebook.acknowledged());
    println!("{kills} kills, {asked} requests, {acknowledged} acknowledged, {} heard nothing", notebook.silent());
    assert!(acknowledged > 100 && notebook.silent() > 20, "too tame");
}

/// After a start: what was acknowledged lately is there, and a few retries say what they said.
async fn check_some(notebook: &Notebook, process: &Process, random: &mut StdRng) {
    let mut desk = Desk::new(process.channel().await);
    let len = notebook.len();
    for number in len.saturating_sub(12)..len {
        if let Heard::Receipt(receipt) = notebook.heard(number) {
            desk.find(&notebook.wish(number), &receipt).await;
        }
    }
    for _ in 0..12.min(len) {
        let number = random.random_range(0..len);
        let again = desk.ask(&notebook.wish(number)).await.expect("it is up");
        notebook.hear(number, again);
    }
}

/// At the end: each request gives one and the same outcome however often it is asked, and nothing is there twice.
async fn check_everything(notebook: &Notebook, channel: Channel) {
    let mut desk = Desk::new(channel);
    for round in 0..2 {
        for number in 0..notebook.len() {
            let outcome = desk.ask(&notebook.wish(number)).await.expect("it is up");
            notebook.hear(number, outcome);
            if let (0, Heard::Receipt(receipt)) = (round, notebook.heard(number)) {
                desk.find(&notebook.wish(number), &receipt).await;
            }
        }
    }
    let mut filed: BTreeMap<String, u32> = BTreeMap::new();
    for report in desk.all_reports().await {
        *filed.entry(report.call.expect("every call has a record").call_id).or_default() += 1;
    }
    let twice: Vec<_> = filed.iter().filter(|(_, times)| **times != 1).collect();
    assert!(twice.is_empty(), "filed more than once: {twice:?}");
    let expected = notebook.accepted_marks();
    assert_eq!(filed.into_keys().collect::<Vec<_>>(), expected, "what is there is what was accepted");
    let on_duty = desk.units_on_duty().await;
    for number in 0..notebook.len() {
        if let (Wish::Start(start), Heard::Receipt(_)) = (notebook.wish(number), notebook.heard(number)) {
            assert!(on_duty.contains(&start.unit), "{} checked in", start.unit);
        }
    }
    assert!(on_duty.len() <= UNITS);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_daemon_that_is_told_to_stop_stops_in_time_though_peers_hold_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut process = Process::start(folder.path()).await;
    let mut desk = Desk::new(process.channel().await);
    desk.import_fleet().await;
    let mut stream = desk.watch().await;
    stream.message().await.expect("it is watched").expect("a snapshot");
    let silent = TcpStream::connect(process.address()).await.expect("taken");
    let mut halfway = TcpStream::connect(process.address()).await.expect("taken");
    halfway.write_all(b"PRI").await.expect("a start of something");

    process.terminate();
    let status = process.wait(STOP_MAX).await;
    assert_eq!(status.code(), Some(0), "{status}");
    let ended = loop {
        match stream.message().await {
            Ok(Some(_)) => {}
            Ok(None) => break None,
            Err(status) => break Some(status.code()),
        }
    };
    assert!(ended.is_none_or(|code| matches!(code, Code::Unavailable | Code::Unknown | Code::Cancelled)), "{ended:?}");
    drop((silent, halfway));
    let found = verify(&RealDisk, &folder.path().join("data/journal"), None, None).expect("read");
    assert_eq!(found.verdict, Verdict::Sealed);

    let again = Process::start(folder.path()).await;
    let units = proto::ListUnitsRequest::default();
    assert_eq!(Desk::new(again.channel().await).list_units(units).await.len(), UNITS);
}

/// Connections take what the limit on open files leaves them, and never what the record needs.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_daemon_whose_open_files_run_out_goes_on_writing() {
    const OPEN_FILES: usize = 200;
    if !std::process::Command::new("prlimit").arg("-V").output().is_ok_and(|output| output.status.success()) {
        println!("skipped: no prlimit");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let limit = format!("--nofile={OPEN_FILES}:{OPEN_FILES}");
    let mut process = Process::start_under(&["prlimit", &limit], folder.path()).await;
    let mut desk = Desk::new(process.channel().await);
    desk.import_fleet().await;
    let mut strangers = Vec::new();
    for _ in 0..2 * OPEN_FILES {
        // The kernel's backlog takes what the daemon does not.
        let stranger = tokio::time::timeout(Duration::from_secs(1), TcpStream::connect(process.address())).await;
        strangers.extend(stranger.ok().and_then(Result::ok));
    }
    assert!(strangers.len() > OPEN_FILES / 2, "{} are connected", strangers.len());
    let notebook = Notebook::default();
    // More than a snapshot's worth, so that files are opened meanwhile.
    clients::write(&mut desk, &notebook, 1, 1_500).await;
    assert_eq!(notebook.silent(), 0, "it answered everything");
    let files = std::fs::read_dir(format!("/proc/{}/fd", process.id())).expect("it lives").count();
    assert!(files < OPEN_FILES, "{files} of {OPEN_FILES} are open: some are left");
    drop(strangers);
    check_everything(&notebook, process.channel().await).await;
    process.kill();
    let again = Process::start(folder.path()).await;
    check_everything(&notebook, again.channel().await).await;
}
