//! How one choice is weighed against another: what is added to travel time, which units are kept back, who may be
//! taken off what, and where a person has the last word. All of it is optional; a policy without these tables sends the
//! nearest.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::domain::candidate::PlaceWeights;
use crate::domain::classification::Level;
use crate::domain::ids::{PostId, ZoneId};
use crate::domain::unit::Tier;

use super::section::{Section, Toml};
use super::zones::Zones;

/// The most that one circumstance may add to a travel time.
const ADDED_MS: std::ops::RangeInclusive<u64> = 0..=3_600_000;
/// The longest span that a circumstance may look back or ahead.
const SPAN_MS: std::ops::RangeInclusive<u64> = 0..=86_400_000;
/// How long a unit that was taken off something, or a person who confirms, may take to say so.
const CONFIRM_MS: std::ops::RangeInclusive<u64> = 1_000..=3_600_000;
/// The most units that one reserve may keep.
const RESERVE_MAX: u64 = 1_000;

/// What is added to a unit's travel time before units are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChoiceWeights {
    /// For leaving the zone that it usually patrols.
    pub boundary: Duration,
    /// For how its place is known.
    pub place: PlaceWeights,
    /// For a unit whose last dispatch ended less than `rest_within` ago.
    pub rest: Duration,
    /// How long after a dispatch a unit should rest.
    pub rest_within: Duration,
    /// For a unit whose shift ends within `shift_end_within`.
    pub shift_end: Duration,
    /// How long before the end of its shift a unit should be spared.
    pub shift_end_within: Duration,
    /// For every dispatch of its present duty.
    pub workload: Duration,
}

/// Units that are kept back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reserve {
    /// Whose units.
    pub of: ReserveOf,
    /// The tiers that count.
    pub tiers: BTreeSet<Tier>,
    /// How many stay.
    pub units: usize,
    /// The levels for which they are kept: these may take them.
    pub levels: BTreeSet<Level>,
}

/// Whose units a reserve keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReserveOf {
    /// The last free units of each of these home zones; of every zone when none is named.
    Zones(Option<BTreeSet<ZoneId>>),
    /// The last free units of each of these posts, which must be held.
    Posts(BTreeSet<PostId>),
}

/// Who may be taken off the way to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preemption {
    /// The levels that may take a unit.
    pub levels: BTreeSet<Level>,
    /// The levels that it may be taken from, as long as it is not on scene.
    pub from: BTreeSet<Level>,
    /// How long the unit has to sign in to the new dispatch before the next is asked.
    pub confirm: Duration,
}

/// Who has the last word on a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AssignmentMode {
    /// The daemon sends.
    Automatic,
    /// The daemon proposes, a dispatcher sends.
    Confirm,
    /// A dispatcher chooses and sends.
    Manual,
}

impl AssignmentMode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Automatic, Self::Confirm, Self::Manual];

    /// The word used in policy files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::Confirm => "confirm",
            Self::Manual => "manual",
        }
    }
}

/// The mode of some levels in some zones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignmentRule {
    /// The levels.
    pub levels: BTreeSet<Level>,
    /// The zones of jurisdiction; none for all.
    pub zones: Option<BTreeSet<ZoneId>>,
    /// The mode.
    pub mode: AssignmentMode,
    /// After how long without a dispatcher's word the desk is alarmed.
    pub confirm_within: Duration,
}

/// Everything about choosing.
#[derive(Clone, Debug, Default)]
pub struct Choosing {
    /// What is added to travel times.
    pub weights: ChoiceWeights,
    /// What is kept back.
    pub reserves: Vec<Reserve>,
    /// Who may be taken off what.
    pub preemption: Option<Preemption>,
    /// Who has the last word; the first that fits, else the daemon.
    pub modes: Vec<AssignmentRule>,
}

impl Choosing {
    /// Who has the last word on an incident of a level in a zone, and for how long.
    #[must_use]
    pub fn mode(&self, level: Level, zone: Option<&ZoneId>) -> (AssignmentMode, Duration) {
        let fits = |rule: &&AssignmentRule| {
            let in_zone = rule.zones.as_ref().is_none_or(|zones| zone.is_some_and(|zone| zones.contains(zone)));
            rule.levels.contains(&level) && in_zone
        };
        let rule = self.modes.iter().find(fits);
        rule.map_or((AssignmentMode::Automatic, Duration::ZERO), |rule| (rule.mode, rule.confirm_within))
    }

    pub(super) fn read(top: &Section<'_>, toml: &Toml<'_>) -> Self {
        let weights = if top.has("choice") { top.table("choice").map(read_weights) } else { None };
        let preemption = if top.has("preemption") { top.table("preemption") } else { None };
        Self {
            weights: weights.unwrap_or_default(),
            reserves: top.tables("reserve", false).into_iter().map(|section| read_reserve(section, toml)).collect(),
            preemption: preemption.and_then(|section| read_preemption(section, toml)),
            modes: top.tables("assignment", false).into_iter().filter_map(read_mode).collect(),
        }
    }

    /// Says which zones do not exist, in a policy that has zones at all.
    pub(super) fn unknown_zones<'a>(&'a self, zones: &'a Zones) -> impl Iterator<Item = &'a ZoneId> {
        self.named_zones().filter(|zone| !zones.is_empty() && !zones.contains(zone))
    }

    /// The zones that are named.
    pub(super) fn named_zones(&self) -> impl Iterator<Item = &ZoneId> {
        let of_reserves = self.reserves.iter().filter_map(|reserve| match &reserve.of {
            ReserveOf::Zones(zones) => zones.as_ref(),
            ReserveOf::Posts(_) => None,
        });
        let of_modes = self.modes.iter().filter_map(|rule| rule.zones.as_ref());
        of_reserves.chain(of_modes).flatten()
    }
}

fn read_weights(section: Section<'_>) -> ChoiceWeights {
    let added = |key| if section.has(key) { section.millis(key, ADDED_MS) } else { Duration::ZERO };
    let span = |key| if section.has(key) { section.millis(key, SPAN_MS) } else { Duration::ZERO };
    let weights = ChoiceWeights {
        boundary: added("boundary_ms"),
        place: PlaceWeights { stale_per_minute: added("stale_per_min_ms"), at_post: added("at_post_ms") },
        rest: added("rest_ms"),
        rest_within: span("rest_within_ms"),
        shift_end: added("shift_end_ms"),
        shift_end_within: span("shift_end_within_ms"),
        workload: added("workload_ms"),
    };
    section.finish();
    weights
}

fn levels(section: &Section<'_>, key: &'static str, default: &[Level]) -> BTreeSet<Level> {
    let read = section.numbered(key, "it must be a level from 1 to 4", Level::from_number);
    read.map_or_else(|| default.iter().copied().collect(), |levels| levels.into_iter().collect())
}

fn named_zones(section: &Section<'_>) -> Option<BTreeSet<ZoneId>> {
    let zones = section.texts("zones", ZoneId::new)?;
    Some(zones.into_iter().map(|(zone, _)| zone).collect())
}

fn read_reserve(section: Section<'_>, toml: &Toml<'_>) -> Reserve {
    let zones = named_zones(&section);
    let posts = section.texts("posts", PostId::new);
    if zones.is_some() && posts.is_some() {
        toml.fault(section.mark(), "zones and posts", "a reserve is of zones or of posts, not of both");
    }
    let of = match posts {
        Some(posts) => ReserveOf::Posts(posts.into_iter().map(|(post, _)| post).collect()),
        None => ReserveOf::Zones(zones),
    };
    let tiers = section.words("tiers", &Tier::ALL, Tier::as_str);
    let units = usize::try_from(section.integer("units", 1..=RESERVE_MAX)).unwrap_or(1);
    let levels = levels(&section, "for_levels", &[Level::One]);
    section.finish();
    Reserve { of, tiers: tiers.map_or_else(|| Tier::ALL.into(), |tiers| tiers.into_iter().collect()), units, levels }
}

fn read_preemption(section: Section<'_>, toml: &Toml<'_>) -> Option<Preemption> {
    let mark = section.mark().clone();
    let preemption = Preemption {
        levels: levels(&section, "levels", &[Level::One]),
        from: levels(&section, "from_levels", &[Level::Three, Level::Four]),
        confirm: section.millis("confirm_ms", CONFIRM_MS),
    };
    section.finish();
    let gravest_victim = preemption.from.first()?;
    if let Some(level) = preemption.levels.iter().find(|level| *level >= gravest_victim) {
        toml.fault(
            &mark.inner("levels"),
            level.number(),
            format!("a level may only take units from milder ones, and from_levels has {}", gravest_victim.number()),
        );
    }
    Some(preemption)
}

fn read_mode(section: Section<'_>) -> Option<AssignmentRule> {
    let levels = levels(&section, "levels", &Level::ALL);
    let zones = named_zones(&section);
    let mode = section.word("mode", &AssignmentMode::ALL, AssignmentMode::as_str);
    let confirm_within = section.millis("confirm_within_ms", CONFIRM_MS);
    section.finish();
    Some(AssignmentRule { levels, zones, mode: mode?, confirm_within })
}
