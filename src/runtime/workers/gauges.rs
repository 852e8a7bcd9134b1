//! Gauges of the committed state, refreshed on an interval. Units are counted on the map, which may be a commit ahead.

use std::collections::BTreeMap;

use crate::domain::classification::Level;
use crate::domain::incident::IncidentState;
use crate::domain::unit::Tier;
use crate::runtime::handle::Handle;
use crate::telemetry::names;
use crate::tracker::presence::Presence;

/// By how much the wall clock may drift between two rounds before it counts as a step, in microseconds.
const STEP_US: u64 = 1_000_000;

/// Runs until the daemon stops.
pub(in crate::runtime) fn run(handle: &Handle) {
    let mut skew_us = handle.clock().skew_us();
    while !handle.wait_stopping(handle.shared.settings.gauge_interval) {
        units(handle);
        incidents(handle);
        #[expect(clippy::cast_precision_loss, reason = "a gauge is a float")]
        metrics::gauge!(names::CLOCK_SKEW).set(handle.clock().skew_us() as f64 / 1e6);
        let before_us = std::mem::replace(&mut skew_us, handle.clock().skew_us());
        if skew_us.abs_diff(before_us) > STEP_US {
            tracing::warn!(
                skew_us,
                before_us,
                "the wall clock was stepped: recorded time goes on at the monotonic rate"
            );
        }
        journal_bytes(handle);
        handle.record_left_out(false);
    }
}

fn units(handle: &Handle) {
    for tier in Tier::ALL {
        for presence in Presence::ALL {
            let count = handle.tracker().present(tier, presence);
            metrics::gauge!(names::UNITS, "tier" => tier.as_str(), "state" => word(presence)).set(count);
        }
    }
}

const fn word(presence: Presence) -> &'static str {
    match presence {
        Presence::Off => "off_duty",
        Presence::Available => "available",
        Presence::Unavailable => "unavailable",
        Presence::Engaged => "on_dispatch",
    }
}

fn incidents(handle: &Handle) {
    let mut counts: BTreeMap<(Level, IncidentState), u32> = BTreeMap::new();
    for level in Level::ALL {
        for state in IncidentState::ALL {
            counts.insert((level, state), 0);
        }
    }
    let now = handle.now();
    let mut oldest: BTreeMap<Level, f64> = Level::ALL.into_iter().map(|level| (level, 0.0)).collect();
    {
        let view = handle.read();
        for incident in view.incidents().values().filter(|incident| !incident.is_training()) {
            *counts.entry((incident.classification.level, incident.state)).or_default() += 1;
        }
        for (level, since, _) in view.queue() {
            let age = now.since(*since).as_secs_f64();
            oldest.entry(*level).and_modify(|oldest| *oldest = oldest.max(age));
        }
    }
    for ((level, state), count) in counts {
        metrics::gauge!(names::INCIDENTS, "level" => number(level), "state" => state.as_str()).set(count);
    }
    for (level, age) in oldest {
        metrics::gauge!(names::OLDEST_WAITING, "level" => number(level)).set(age);
    }
}

const fn number(level: Level) -> &'static str {
    match level {
        Level::One => "1",
        Level::Two => "2",
        Level::Three => "3",
        Level::Four => "4",
    }
}

fn journal_bytes(handle: &Handle) {
    let folder = handle.shared.settings.data.join("journal");
    let files = std::fs::read_dir(&folder).into_iter().flatten().flatten();
    let bytes: u64 =
        files.filter_map(|file| file.metadata().ok()).filter(std::fs::Metadata::is_file).map(|data| data.len()).sum();
    #[expect(clippy::cast_precision_loss, reason = "a gauge is a float")]
    metrics::gauge!(names::JOURNAL_BYTES).set(bytes as f64);
}
