//! The clocks of a dispatch by level: after how long the desk is warned, after how long it is too late, and what
//! happens then. The first table for the level decides; a policy without one watches no clock.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::domain::classification::Level;
use crate::domain::clock::{ClockAction, ClockKind, Severity, Timer};

use super::section::{Section, Toml};

/// The shortest and the longest time that a clock may run.
const SPAN_MS: std::ops::RangeInclusive<u64> = 1_000..=86_400_000;

/// Thresholds for some levels.
#[derive(Clone, Debug)]
pub struct ClockRule {
    /// The levels that it is for.
    pub levels: BTreeSet<Level>,
    /// Every threshold.
    pub timers: Vec<Timer>,
}

impl ClockRule {
    /// The thresholds, each at so many per cent of what is written: a duty level may tighten them.
    #[must_use]
    pub fn scaled(&self, percent: u32) -> Vec<Timer> {
        let scale = |timer: &Timer| Timer { after: timer.after * percent / 100, ..*timer };
        self.timers.iter().map(scale).collect()
    }
}

pub(super) fn read(top: &Section<'_>, toml: &Toml<'_>) -> Vec<ClockRule> {
    let mut rules: Vec<ClockRule> = Vec::new();
    let mut watched: BTreeSet<Level> = BTreeSet::new();
    for section in top.tables("clock", false) {
        let mark = section.mark().clone();
        let levels = section.numbered("levels", "it must be a level from 1 to 4", Level::from_number);
        let levels: BTreeSet<_> = levels.map_or_else(|| Level::ALL.into(), |levels| levels.into_iter().collect());
        let timers: Vec<_> = ClockKind::ALL.into_iter().flat_map(|clock| read_clock(&section, toml, clock)).collect();
        section.finish();
        if timers.is_empty() {
            toml.fault(&mark, "no thresholds", "name at least one of sign_in, depart, arrive, feedback, on_scene");
        }
        if levels.is_subset(&watched) {
            toml.fault(&mark, "levels that are watched already", "it is never reached: tables before it take them all");
        }
        watched.extend(&levels);
        rules.push(ClockRule { levels, timers });
    }
    rules
}

fn read_clock(section: &Section<'_>, toml: &Toml<'_>, clock: ClockKind) -> Vec<Timer> {
    if !section.has(clock.as_str()) {
        return Vec::new();
    }
    let Some(table) = section.table(clock.as_str()) else { return Vec::new() };
    let mark = table.mark().clone();
    let warn = table.has("warn_ms").then(|| table.millis("warn_ms", SPAN_MS));
    let breach = table.has("breach_ms").then(|| table.millis("breach_ms", SPAN_MS));
    let action = if table.has("action") {
        table.word("action", &ClockAction::ALL, ClockAction::as_str).unwrap_or(ClockAction::TellDesk)
    } else {
        ClockAction::TellDesk
    };
    table.finish();
    check(toml, &mark, clock, (warn, breach), action);
    let timer = |severity, after: Option<Duration>, action| {
        after.map(|after| Timer { clock, severity, after, action, ran_out: false })
    };
    [timer(Severity::Warning, warn, ClockAction::TellDesk), timer(Severity::Breach, breach, action)]
        .into_iter()
        .flatten()
        .collect()
}

fn check(
    toml: &Toml<'_>,
    mark: &super::section::Mark,
    clock: ClockKind,
    (warn, breach): (Option<Duration>, Option<Duration>),
    action: ClockAction,
) {
    match (warn, breach) {
        (None, None) => toml.fault(mark, "neither warn_ms nor breach_ms", "name at least one of them"),
        (Some(warn), Some(breach)) if warn >= breach => {
            toml.fault(&mark.inner("warn_ms"), warn.as_millis(), "a warning comes before breach_ms");
        }
        (Some(_), None) if action != ClockAction::TellDesk => {
            toml.fault(&mark.inner("action"), action.as_str(), "an action belongs to breach_ms");
        }
        (Some(_) | None, Some(_)) | (Some(_), None) => {}
    }
    if action == ClockAction::ReOffer && matches!(clock, ClockKind::Feedback | ClockKind::OnScene) {
        toml.fault(&mark.inner("action"), action.as_str(), "a unit on scene is not taken off by a clock");
    }
}
