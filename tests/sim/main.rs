//! Deterministic simulation: the daemon's real pieces in one thread under a seeded scheduler, with clock, random numbers,
//! disk and network in its hand, judged by a reference model.
//!
//! ```text
//! PATROLD_SIM_SEEDS=200 cargo test --release --test sim        so many seeds
//! PATROLD_SIM_SEED=17 cargo test --release --test sim one      one seed, its whole trace printed
//! PATROLD_SIM_PLANT=skip-sync cargo test --release --test sim one_plant
//! ```
//!
//! Reading order: [`script`] (what is done), [`story`] (the scheduler), [`network`] and [`people`] (who does it), [`runs`]
//! and [`daemon`] (to whom), [`model`] and [`street`] (what is promised), [`plant`] and [`spoilt`] (mistakes that must be
//! found), [`shrink`].
#![expect(clippy::indexing_slicing, reason = "a test that reaches beyond the end shall fail")]
#![expect(clippy::print_stdout, reason = "a story tells what it met")]

mod daemon;
mod model;
mod network;
mod people;
mod plant;
#[allow(dead_code, reason = "the other tests use more of it")]
#[path = "../shared/rig.rs"]
mod rig;
mod runs;
mod screen;
mod script;
mod shrink;
#[allow(dead_code, reason = "the other tests use more of it")]
#[path = "../shared/simulated_disk.rs"]
mod simulated_disk;
mod spoilt;
mod story;
mod street;
mod trace;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use plant::Plant;
use script::script;
use shrink::shrink;
use story::{Met, Outcome, tell};

/// The daemon's own allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many seeds an ordinary run has: in debug the whole simulator stays within a minute, on two cores that have other
/// work, too.
const SEEDS: u64 = if cfg!(debug_assertions) { 16 } else { 2_000 };

/// In so many seeds a planted mistake must be found at least once.
const SEEDS_FOR_A_PLANT: u64 = 200;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

/// Tells stories on all processors, each of them in one thread, and hands each outcome on in whatever order.
fn tell_all(seeds: std::ops::Range<u64>, plant: Option<Plant>, take: impl Fn(u64, Outcome) -> bool + Sync) {
    let next = AtomicU64::new(seeds.start);
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end || !take(seed, tell(seed, &script(seed), plant)) {
                        next.fetch_max(seeds.end, Ordering::Relaxed);
                        return;
                    }
                }
            });
        }
    });
}

/// Shrinks a broken story and tells it.
fn short_story(seed: u64, plant: Option<Plant>) -> String {
    let whole = script(seed);
    let (acts, outcome) = shrink(seed, &whole, plant);
    format!("seed {seed} breaks a promise; of {} acts {} suffice:\n{}", whole.len(), acts.len(), outcome.trace)
}

#[test]
fn every_seed_keeps_every_promise() {
    let first = number("PATROLD_SIM_FIRST").unwrap_or(0);
    let seeds = number("PATROLD_SIM_SEEDS").unwrap_or(SEEDS);
    let all = Mutex::new((Met::default(), Vec::new()));
    #[expect(clippy::disallowed_methods, reason = "how long the test itself takes")]
    let started = std::time::Instant::now();
    tell_all(first..first + seeds, None, |seed, outcome| {
        let mut all = all.lock().expect("nobody panics with it");
        all.0.add(&outcome.met);
        if let Some(broken) = outcome.broken {
            println!("seed {seed}: {broken}");
            all.1.push(seed);
        }
        all.1.len() < 8
    });
    let (met, broken) = all.into_inner().expect("nobody panicked");
    println!("{}", met.words(seeds, started.elapsed()));
    if let Some(seed) = broken.first() {
        panic!("seeds {broken:?} break promises\n{}", short_story(*seed, None));
    }
    met.is_not_tame(seeds);
}

#[test]
fn one() {
    let Some(seed) = number("PATROLD_SIM_SEED") else { return };
    let plant = std::env::var("PATROLD_SIM_PLANT").ok().and_then(|name| Plant::named(&name));
    let outcome = tell(seed, &script(seed), plant);
    println!("{}", outcome.trace);
    assert!(outcome.broken.is_none(), "{}", short_story(seed, plant));
}

/// Each planted mistake: the first seed that finds it, and, where there is time for that, how many of them all do.
#[test]
fn every_planted_mistake_is_found() {
    let chosen = std::env::var("PATROLD_SIM_PLANT").ok();
    let whole = chosen.is_some() || !cfg!(debug_assertions);
    let seeds = number("PATROLD_SIM_SEEDS").unwrap_or(SEEDS_FOR_A_PLANT);
    let mut missed = Vec::new();
    println!("| planted mistake | first found by seed | found in | as |\n|---|---|---|---|");
    for plant in Plant::ALL.into_iter().filter(|plant| chosen.as_deref().is_none_or(|name| name == plant.name())) {
        let found = Mutex::new(BTreeMap::new());
        tell_all(0..seeds, Some(plant), |seed, outcome| {
            // A seed that breaks a promise without the mistake, too, has not found it.
            let by_it = outcome.broken.filter(|_| tell(seed, &script(seed), None).broken.is_none());
            let mut found = found.lock().expect("nobody panics with it");
            found.extend(by_it.map(|broken| (seed, broken)));
            whole || found.is_empty()
        });
        let found = found.into_inner().expect("nobody panicked");
        let of = if whole { format!("{} of {seeds} seeds", found.len()) } else { String::new() };
        match found.first_key_value() {
            Some((seed, broken)) => {
                let words: String = broken.chars().take(90).collect();
                println!("| `{}` | {seed} | {of} | {words} |", plant.name());
            }
            None => missed.push(plant.name()),
        }
    }
    assert!(missed.is_empty(), "planted mistakes that were not found in {seeds} seeds: {missed:?}");
}

#[test]
fn the_same_seed_tells_the_same_story() {
    let again = number("PATROLD_SIM_RERUNS").unwrap_or(if cfg!(debug_assertions) { 2 } else { 100 });
    for seed in 0..3 {
        let first = tell(seed, &script(seed), None);
        for run in 0..again {
            let other = tell(seed, &script(seed), None);
            assert!(first.trace == other.trace, "seed {seed}, run {run}: another story");
        }
    }
}
