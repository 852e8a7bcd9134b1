//! Linearizability of the desk's commands: consoles that race for a few units and incidents of a real process, which is
//! killed, started again and held in between, write down when they asked and when they heard. For each unit and for each
//! incident the notes must be explained by one order of the calls in which nobody who had heard an answer comes after
//! somebody who asked later.
//!
//! A console that hears nothing asks again with the same request id until it is answered, as clients should. So every
//! command has an outcome, and its time runs from the first attempt to the last.

mod checker;
mod consoles;
mod models;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tokio::sync::watch;

use crate::kill::process::Process;
use checker::{Call, explain};
use consoles::{Scene, work};
use models::{IncidentModel, Operation, UnitModel};

const CONSOLES: u64 = 8;
const UNITS: usize = 3;
const INCIDENTS: usize = 4;
/// How long consoles work in one history.
const HISTORY: Duration = Duration::from_secs(6);

fn histories() -> u64 {
    std::env::var("PATROLD_HISTORIES").map_or(1, |histories| histories.parse().expect("a number of histories"))
}

/// Kills and holds the daemon until the consoles are done.
async fn trouble(
    folder: &std::path::Path,
    mut process: Process,
    at: watch::Sender<Option<SocketAddr>>,
    seed: u64,
) -> Process {
    let mut random = StdRng::seed_from_u64(seed);
    let begun = tokio::time::Instant::now();
    while begun.elapsed() < HISTORY {
        tokio::time::sleep(Duration::from_millis(random.random_range(100..900))).await;
        if random.random_bool(0.5) {
            process.pause(Duration::from_millis(random.random_range(1..300))).await;
        } else {
            at.send_replace(None);
            process.kill();
            process = Process::start(folder).await;
            at.send_replace(Some(process.address()));
        }
    }
    process
}

/// One history: who asked what from when to when, and what was answered.
async fn record(seed: u64) -> (Scene, Vec<Call<Operation>>) {
    let folder = tempfile::tempdir().expect("a folder");
    let process = Process::start(folder.path()).await;
    let scene = Arc::new(Scene::set(process.channel().await, UNITS, INCIDENTS).await);
    let (at, address) = watch::channel(Some(process.address()));
    let (done, stop) = watch::channel(false);
    let consoles: Vec<_> = (0..CONSOLES)
        .map(|number| tokio::spawn(work(Arc::clone(&scene), address.clone(), stop.clone(), seed * CONSOLES + number)))
        .collect();
    let process = trouble(folder.path(), process, at, seed).await;
    done.send_replace(true);
    let mut calls = Vec::new();
    for console in consoles {
        calls.extend(console.await.expect("a console does not fail"));
    }
    calls.extend(scene.ended_by_themselves(process.channel().await).await);
    let scene = Arc::into_inner(scene).expect("the consoles are gone");
    (scene, calls)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_consoles_saw_of_each_unit_and_incident_has_one_order() {
    for seed in 0..histories() {
        let (scene, calls) = record(seed).await;
        let count = |is_one: fn(&Operation) -> bool| calls.iter().filter(|call| is_one(&call.what)).count();
        let sent = count(|what| matches!(what, Operation::Sent { .. }));
        let busy = count(|what| matches!(what, Operation::NotSentUnitBusy { .. }));
        println!("history {seed}: {} calls, {sent} units sent, {busy} were busy", calls.len());
        assert!(sent > 20 && busy > 20, "too tame");
        for unit in 0..scene.units.len() {
            let of_it: Vec<_> = calls.iter().filter(|call| call.what.concerns_unit(unit)).cloned().collect();
            if let Err(stuck) = explain(&UnitModel { unit }, &of_it) {
                panic!("history {seed}: no order explains what was seen of {}: {stuck:#?}", scene.units[unit]);
            }
        }
        for incident in 0..scene.incidents.len() {
            let of_it: Vec<_> = calls.iter().filter(|call| call.what.concerns_incident(incident)).cloned().collect();
            if let Err(stuck) = explain(&IncidentModel { incident }, &of_it) {
                panic!("history {seed}: no order explains what was seen of {}: {stuck:#?}", scene.incidents[incident]);
            }
        }
    }
}
