//! The script of a story: what is done to the daemon and when, decided before anything happens. Each act carries its own
//! chance, so that taking one away leaves the others what they were: that is what makes a story shrink.

use std::time::Duration;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::simulated_disk::Call;

/// How many acts a story has.
pub(crate) const ACTS: usize = 140;

/// Something that happens to the daemon or around it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Deed {
    /// A console does something.
    Console(usize),
    /// Two consoles want the same unit at the same moment, each for another incident.
    Race,
    /// The telephone platform files reports on its stream.
    Platform,
    /// A unit's device says something, or lets its user say it.
    Radio(usize),
    /// Positions come in.
    Fixes,
    /// A supervisor changes the policy or the posture.
    Supervisor,
    /// A client asks again for something long answered, with the same body or another.
    AskAgain { other_body: bool },
    /// A watcher connects, or connects again.
    Watch(usize),
    /// The records hold what was closed long ago: it leaves memory.
    Retire,
    /// A console opens something again that has left memory.
    Reopen,
    /// A snapshot is written.
    Snapshot,
    /// The journal's thread has nothing to do and notes so.
    Rest,
    /// The power goes at the nth call of the disk from now.
    PowerCut { calls: u64 },
    /// The process is killed; what the kernel holds stays.
    Kill,
    /// The daemon stops in good order.
    Stop,
    /// The nth call of a kind fails.
    DiskError { call: Call, nth: u64, errno: i32 },
    /// A client's line: up, down, or half open.
    Line { client: usize, to_daemon: bool, from_daemon: bool },
    /// The process is not scheduled for a while.
    Pause(Duration),
    /// The wall clock is set.
    ClockStep(i64),
}

/// A deed, how long after the one before, and its own chance.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Act {
    pub(crate) after: Duration,
    pub(crate) deed: Deed,
    pub(crate) chance: u64,
}

/// The script of a seed.
pub(crate) fn script(seed: u64) -> Vec<Act> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    // Some cities are calm, some are in uproar, and some stand on a bad disk.
    let trouble = chance.random_range(0..4);
    (0..ACTS)
        .map(|_| Act { after: gap(&mut chance), deed: deed(&mut chance, trouble), chance: chance.random() })
        .collect()
}

fn gap(chance: &mut ChaCha8Rng) -> Duration {
    match chance.random_range(0..100) {
        0..45 => Duration::from_micros(chance.random_range(0..40_000)),
        45..75 => Duration::from_millis(chance.random_range(0..6_000)),
        75..92 => Duration::from_millis(chance.random_range(5_000..90_000)),
        92..99 => Duration::from_secs(chance.random_range(60..900)),
        _ => Duration::from_secs(chance.random_range(900..10_000)),
    }
}

fn deed(chance: &mut ChaCha8Rng, trouble: u32) -> Deed {
    let fault = chance.random_range(0..100) < [2, 6, 10, 14][trouble as usize];
    if fault {
        return fault_of(chance);
    }
    match chance.random_range(0..100) {
        0..26 => Deed::Console(chance.random_range(0..3)),
        26..30 => Deed::Race,
        30..38 => Deed::Platform,
        38..68 => Deed::Radio(chance.random_range(0..6)),
        68..73 => Deed::Fixes,
        73..76 => Deed::Supervisor,
        76..82 => Deed::AskAgain { other_body: chance.random_bool(0.3) },
        82..90 => Deed::Watch(chance.random_range(0..3)),
        90..93 => Deed::Retire,
        93..95 => Deed::Reopen,
        95..98 => Deed::Snapshot,
        _ => Deed::Rest,
    }
}

fn fault_of(chance: &mut ChaCha8Rng) -> Deed {
    const CALLS: [Call; 7] =
        [Call::Create, Call::Write, Call::Sync, Call::SyncDirectory, Call::Rename, Call::Remove, Call::Truncate];
    const EIO: i32 = 5;
    const ENOSPC: i32 = 28;
    match chance.random_range(0..100) {
        0..28 => Deed::PowerCut { calls: chance.random_range(0..25) },
        28..38 => Deed::Kill,
        38..44 => Deed::Stop,
        44..60 => Deed::DiskError {
            call: if chance.random_bool(0.4) { Call::Sync } else { CALLS[chance.random_range(0..CALLS.len())] },
            nth: chance.random_range(0..6),
            errno: if chance.random_bool(0.5) { EIO } else { ENOSPC },
        },
        60..80 => Deed::Line {
            client: chance.random_range(0..10),
            to_daemon: chance.random_bool(0.5),
            from_daemon: chance.random_bool(0.5),
        },
        80..90 => Deed::Pause(Duration::from_millis(chance.random_range(100..30_000))),
        _ => Deed::ClockStep(if chance.random_bool(0.5) {
            -chance.random_range(1..200_000)
        } else {
            chance.random_range(1..1_500)
        }),
    }
}
