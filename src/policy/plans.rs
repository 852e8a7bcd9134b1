//! Response plans: whom a kind of event at a level calls for. The first plan that fits decides.
//!
//! A plan is a list of steps, all of which hold at once: two riders, and one patrol car with an officer on board. Each
//! step says which tiers are asked at once and which are drawn in later.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::domain::classification::{Handling, Level};
use crate::domain::ids::{Capability, ForceId, TypeCode};
use crate::domain::text::Text;
use crate::domain::unit::Tier;

use super::rules::UNKNOWN_TYPE;
use super::section::{Mark, Section, Toml};
use super::steps::{self, ResponseStep};
use super::taxonomy::{Taxonomy, TypeMatch, check_name_zh, non_empty};

/// The most plans of one policy.
pub const PLANS_MAX: usize = 1_000;
/// The most steps of one plan.
pub const STEPS_MAX: usize = 8;
/// The most arrival targets of one plan.
pub const TARGETS_MAX: usize = 4;
/// The shortest and the longest time that an arrival target may give.
const TARGET_MS: std::ops::RangeInclusive<u64> = 1_000..=3_600_000;

/// The shortest and the longest time that an incident may wait before the desk is told.
const WAIT_MS: std::ops::RangeInclusive<u64> = 1_000..=86_400_000;

/// Whom to send.
#[derive(Clone, Debug)]
pub struct ResponsePlan {
    /// What it is called in explanations; no two have the same name.
    pub name: Text,
    /// The kinds of event that it is for.
    pub types: TypeMatch,
    /// The levels that it is for.
    pub levels: BTreeSet<Level>,
    /// The units that are sent, all steps at once; at least one.
    pub steps: Vec<ResponseStep>,
    /// Within what time somebody is to be there, each later than the one before; when nobody is, the next stage of
    /// every step is opened and the desk is told.
    pub targets: Vec<Duration>,
    /// Whether one more unit is sent when one says that it is held up.
    pub back_up_when_blocked: bool,
    /// Whether the supervisor is told at once.
    pub inform_supervisor: bool,
    /// Who is asked beside the patrols, such as a mediator for a dispute.
    pub offers: Option<Handling>,
    /// How long an incident may wait for units before the desk is told that it is being forgotten.
    pub wait_max: Option<Duration>,
}

impl ResponsePlan {
    /// Whether it is for this kind of event at this level.
    #[must_use]
    pub fn fits(&self, code: &TypeCode, level: Level) -> bool {
        self.levels.contains(&level) && self.types.matches(code)
    }

    /// How many units each step asks for.
    #[must_use]
    pub fn units(&self) -> Vec<u32> {
        self.steps.iter().map(|step| u32::try_from(step.units).unwrap_or(u32::MAX)).collect()
    }
}

/// What a plan may speak of.
pub(super) struct Vocabulary<'a> {
    pub(super) taxonomy: &'a Taxonomy,
    pub(super) forces: &'a BTreeMap<ForceId, Tier>,
    pub(super) capabilities: &'a BTreeSet<Capability>,
}

/// Reads and checks the plans, in their order.
pub(super) fn read(
    top: &Section<'_>,
    toml: &Toml<'_>,
    words: &Vocabulary<'_>,
    dispatched: &BTreeSet<(TypeCode, Level)>,
) -> Vec<ResponsePlan> {
    let sections = top.tables("plan", true);
    if sections.len() > PLANS_MAX {
        toml.fault(top.mark(), format!("{} plans", sections.len()), format!("a policy has at most {PLANS_MAX}"));
        return Vec::new();
    }
    let mut read: Vec<(ResponsePlan, Mark)> = Vec::new();
    let mut whole = true;
    for section in sections {
        let mark = section.mark().clone();
        match read_plan(section, toml, words, &read) {
            Some(plan) => read.push((plan, mark)),
            None => whole = false,
        }
    }
    // With a plan missing from the list, what the others leave open says nothing.
    if whole {
        check_reachable(&read, toml, words.taxonomy);
        check_every_dispatch_has_a_plan(&read, toml, top.mark(), dispatched);
    }
    read.into_iter().map(|(plan, _)| plan).collect()
}

fn read_plan(
    section: Section<'_>,
    toml: &Toml<'_>,
    words: &Vocabulary<'_>,
    before: &[(ResponsePlan, Mark)],
) -> Option<ResponsePlan> {
    let name = section.text("name", non_empty);
    check_name_zh(&section);
    if let Some((name, mark)) = &name
        && before.iter().any(|(plan, _)| plan.name == *name)
    {
        toml.fault(mark, format!("{:?}", name.as_str()), "another plan has this name");
    }
    let types = TypeMatch::read(&section, "types", words.taxonomy);
    let levels = section.numbered("levels", "it must be a level from 1 to 4", Level::from_number);
    let steps = section.tables("step", true);
    if steps.len() > STEPS_MAX {
        toml.fault(section.mark(), format!("{} steps", steps.len()), format!("a plan has at most {STEPS_MAX}"));
    }
    let count = steps.len();
    let read: Vec<_> = steps.into_iter().filter_map(|step| steps::read(step, toml, words)).collect();
    let targets = read_targets(&section, toml);
    let back_up_when_blocked = section.flag("back_up_when_blocked").unwrap_or(false);
    let inform_supervisor = section.flag("inform_supervisor").unwrap_or(false);
    let beside = [Handling::Referral, Handling::Mediation, Handling::Transfer];
    let offers = if section.has("offers") { section.word("offers", &beside, Handling::as_str) } else { None };
    let wait_max = section.has("wait_max_ms").then(|| section.millis("wait_max_ms", WAIT_MS));
    section.finish();
    Some(ResponsePlan {
        name: name?.0,
        types,
        levels: levels.map_or_else(|| Level::ALL.into(), |levels| levels.into_iter().collect()),
        steps: if read.is_empty() || read.len() < count { return None } else { read },
        targets,
        back_up_when_blocked,
        inform_supervisor,
        offers,
        wait_max,
    })
}

fn read_targets(section: &Section<'_>, toml: &Toml<'_>) -> Vec<Duration> {
    let mut targets: Vec<Duration> = Vec::new();
    for target in section.tables("target", false) {
        let mark = target.mark().clone();
        let within = target.millis("arrive_within_ms", TARGET_MS);
        target.finish();
        if targets.last().is_some_and(|before| *before >= within) {
            toml.fault(&mark, format!("{} ms", within.as_millis()), "each target is later than the one before it");
        }
        if targets.len() == TARGETS_MAX {
            toml.fault(&mark, "one target too many", format!("a plan has at most {TARGETS_MAX}"));
            break;
        }
        targets.push(within);
    }
    targets
}

/// A plan that can never be the first to fit, the same match given twice among them, is a mistake.
fn check_reachable(plans: &[(ResponsePlan, Mark)], toml: &Toml<'_>, taxonomy: &Taxonomy) {
    for (index, (plan, mark)) in plans.iter().enumerate() {
        let before = plans.get(..index).unwrap_or_default();
        let mut names: Vec<String> = Vec::new();
        let reached = taxonomy.entries().any(|entry| {
            plan.levels.iter().filter(|level| plan.fits(&entry.code, **level)).any(|level| {
                let Some((first, _)) = before.iter().find(|(earlier, _)| earlier.fits(&entry.code, *level)) else {
                    return true;
                };
                let name = format!("{:?}", first.name.as_str());
                if !names.contains(&name) {
                    names.push(name);
                }
                false
            })
        });
        // A plan for every kind also serves the kinds that the taxonomy does not know.
        let serves_unknown = plan.types.codes().is_none()
            && plan.levels.iter().any(|level| {
                before.iter().all(|(earlier, _)| earlier.types.codes().is_some() || !earlier.levels.contains(level))
            });
        if !reached && !serves_unknown {
            toml.fault(
                mark,
                format!("{:?}", plan.name.as_str()),
                format!(
                    "it is never reached, since {} stands before it and fits all that it would",
                    names.join(" and ")
                ),
            );
        }
    }
}

/// Whatever the rules call police work must find a plan.
fn check_every_dispatch_has_a_plan(
    plans: &[(ResponsePlan, Mark)],
    toml: &Toml<'_>,
    mark: &Mark,
    dispatched: &BTreeSet<(TypeCode, Level)>,
) {
    let mark = mark.inner("plan");
    for (code, level) in dispatched {
        if plans.iter().any(|(plan, _)| plan.fits(code, *level)) {
            continue;
        }
        toml.fault(
            &mark,
            format!("nothing for {code} at level {}", level.number()),
            "whatever the rules give to police_dispatch must find a plan",
        );
    }
    let unknown_is_planned =
        plans.iter().any(|(plan, _)| plan.types.codes().is_none() && plan.levels.contains(&Level::One));
    if !unknown_is_planned {
        toml.fault(
            &mark,
            format!("nothing for {UNKNOWN_TYPE} at level 1"),
            "a kind that the taxonomy does not know counts as level 1: a plan without \"types\" must be for level 1",
        );
    }
}
