//! The steps of a response plan: each asks for so many units of one kind, and says when which tier is drawn in.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::domain::candidate::PassReason;
use crate::domain::geo::Distance;
use crate::domain::ids::{Capability, ForceId};
use crate::domain::unit::{Duty, Rank, Tier, UnitKind, UnitProfile};

use super::plans::Vocabulary;
use super::section::{Section, Toml};

/// The most units that one step may send.
pub const UNITS_MAX: u64 = 20;
/// The most times that a step draws in more tiers.
const STAGES_MAX: usize = 8;
/// The farthest that a radius may reach.
const RADIUS_M_MAX: u64 = 500_000;
/// The shortest and the longest time that an offer may stand, a tier may be kept back, or a unit may need.
const SPAN_MS: std::ops::RangeInclusive<u64> = 1_000..=3_600_000;

/// Units of one kind that are sent together.
#[derive(Clone, Debug)]
pub struct ResponseStep {
    /// How many units, 1 to [`UNITS_MAX`].
    pub units: usize,
    /// The tiers from which they may come, all at once.
    pub tiers: BTreeSet<Tier>,
    /// The tiers that are drawn in when the first do not suffice, in the order of time.
    pub later: Vec<Stage>,
    /// The forces from which they may come; none for every force of these tiers.
    pub forces: Option<BTreeSet<ForceId>>,
    /// How they may move; none for any way.
    pub kinds: Option<BTreeSet<UnitKind>>,
    /// What each of them must be able to do.
    pub capabilities: BTreeSet<Capability>,
    /// Who must be on board of each.
    pub crew: CrewNeed,
    /// How far away one may be; none for any distance.
    pub radius: Option<Distance>,
    /// How long the way of one may take; none for any time.
    pub travel_time_max: Option<Duration>,
    /// How long a unit has to sign in before the offer goes to the next.
    pub offer_timeout: Duration,
}

/// Tiers that are drawn in later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// How long after the incident began to wait.
    pub after: Duration,
    /// The tiers.
    pub tiers: BTreeSet<Tier>,
}

/// Who must be on board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CrewNeed {
    /// How many sworn officers at least.
    pub officers_min: usize,
    /// How many people at least, officers among them.
    pub people_min: usize,
    /// Whether firearms must be on board, as declared at the check-in.
    pub armed: bool,
}

impl ResponseStep {
    /// The tiers that may be asked: those of the beginning, those whose time has come, and those of the first
    /// `stages_open` stages, which an escalation has opened before their time.
    #[must_use]
    pub fn tiers_at(&self, waited: Duration, stages_open: usize) -> BTreeSet<Tier> {
        let open = self.later.iter().enumerate().filter(|(index, stage)| *index < stages_open || stage.after <= waited);
        self.tiers.iter().copied().chain(open.flat_map(|(_, stage)| stage.tiers.iter().copied())).collect()
    }

    /// When the next stage is drawn in, counted from the beginning; none when all are.
    #[must_use]
    pub fn next_stage(&self, waited: Duration, stages_open: usize) -> Option<Duration> {
        let closed = self.later.iter().skip(stages_open).filter(|stage| stage.after > waited);
        closed.map(|stage| stage.after).min()
    }

    /// Whether a unit is of those that may be sent once these tiers are drawn in, whatever its place. A unit of another
    /// force counts as of the wrong tier.
    ///
    /// # Errors
    /// The reason why it is not.
    pub fn admits(&self, unit: &UnitProfile, duty: &Duty, tiers: &BTreeSet<Tier>) -> Result<(), PassReason> {
        let right_force = self.forces.as_ref().is_none_or(|forces| forces.contains(&unit.force));
        if !tiers.contains(&unit.tier) || !right_force {
            return Err(PassReason::WrongTier);
        }
        if self.kinds.as_ref().is_some_and(|kinds| !kinds.contains(&unit.kind)) {
            return Err(PassReason::WrongKind);
        }
        if !unit.capabilities.is_superset(&self.capabilities) {
            return Err(PassReason::LacksCapability);
        }
        let CrewNeed { officers_min, people_min, armed } = self.crew;
        let crew = &duty.check_in.crew;
        let crew_suffices = crew.count(Rank::Officer) >= officers_min && crew.members().len() >= people_min;
        if !crew_suffices || (armed && !duty.check_in.armed) {
            return Err(PassReason::CrewTooWeak);
        }
        Ok(())
    }

    /// Every tier that the step may ever ask.
    #[must_use]
    pub fn all_tiers(&self) -> BTreeSet<Tier> {
        self.tiers_at(Duration::MAX, self.later.len())
    }
}

pub(super) fn read(section: Section<'_>, toml: &Toml<'_>, words: &Vocabulary<'_>) -> Option<ResponseStep> {
    let units = section.integer("units", 1..=UNITS_MAX);
    let tiers = section.has("tiers").then(|| section.words("tiers", &Tier::ALL, Tier::as_str)).flatten();
    if tiers.is_none() {
        toml.fault(section.mark(), "no tiers", "name at least one of city, town, village");
    }
    let tiers: BTreeSet<Tier> = tiers.unwrap_or_default().into_iter().collect();
    let later = read_stages(&section, toml, &tiers);
    let all: BTreeSet<Tier> = tiers.iter().chain(later.iter().flat_map(|stage| &stage.tiers)).copied().collect();
    let forces = read_forces(&section, words.forces, &all);
    let kinds = section.words("kinds", &UnitKind::ALL, UnitKind::as_str);
    let capabilities = section.texts("capabilities", |text| {
        let capability = Capability::new(text).map_err(|refusal| refusal.to_string())?;
        if words.capabilities.contains(&capability) {
            Ok(capability)
        } else {
            Err("no [[capability]] has this id".to_owned())
        }
    });
    let crew = read_crew(&section, toml);
    let radius_m = if section.has("radius_m") { section.integer("radius_m", 0..=RADIUS_M_MAX) } else { 0 };
    let travel_time_max = section.has("travel_time_max_ms").then(|| section.millis("travel_time_max_ms", SPAN_MS));
    let offer_timeout = section.millis("offer_timeout_ms", SPAN_MS);
    section.finish();
    Some(ResponseStep {
        units: usize::try_from(units).ok()?,
        tiers,
        later,
        forces: forces.map(|forces| forces.into_iter().collect()),
        kinds: kinds.map(|kinds| kinds.into_iter().collect()),
        capabilities: capabilities.unwrap_or_default().into_iter().map(|(capability, _)| capability).collect(),
        crew,
        radius: (radius_m > 0).then(|| Distance::from_millimetres(radius_m * 1_000)),
        travel_time_max,
        offer_timeout,
    })
}

/// The later tiers: each a tier that was not asked before, later than the stage before it.
fn read_stages(section: &Section<'_>, toml: &Toml<'_>, first: &BTreeSet<Tier>) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    let mut asked = first.clone();
    for then in section.tables("then", false) {
        let mark = then.mark().clone();
        let after = then.millis("after_ms", SPAN_MS);
        let tiers: BTreeSet<Tier> =
            then.words("tiers", &Tier::ALL, Tier::as_str).unwrap_or_default().into_iter().collect();
        then.finish();
        if tiers.is_empty() {
            toml.fault(&mark, "no tiers", "name the tiers that are drawn in then");
        }
        if let Some(tier) = tiers.iter().find(|tier| asked.contains(tier)) {
            toml.fault(&mark, tier.as_str(), "this tier is asked before then already");
        }
        if stages.last().is_some_and(|before| before.after >= after) {
            toml.fault(&mark, format!("{} ms", after.as_millis()), "each stage comes later than the one before it");
        }
        if stages.len() == STAGES_MAX {
            toml.fault(&mark, format!("stage {}", stages.len() + 1), format!("a step has at most {STAGES_MAX} stages"));
            break;
        }
        asked.extend(&tiers);
        stages.push(Stage { after, tiers });
    }
    stages
}

fn read_forces(
    section: &Section<'_>,
    forces: &BTreeMap<ForceId, Tier>,
    tiers: &BTreeSet<Tier>,
) -> Option<Vec<ForceId>> {
    let named = section.texts("forces", |text| {
        let force = ForceId::new(text).map_err(|refusal| refusal.to_string())?;
        match forces.get(&force) {
            None => Err("no [[force]] has this id".to_owned()),
            Some(tier) if !tiers.contains(tier) => {
                Err(format!("it is of the {} tier, which this step leaves out", tier.as_str()))
            }
            Some(_) => Ok(force),
        }
    })?;
    Some(named.into_iter().map(|(force, _)| force).collect())
}

fn read_crew(section: &Section<'_>, toml: &Toml<'_>) -> CrewNeed {
    let most = crate::domain::unit::CREW_MAX;
    let read = |key| if section.has(key) { section.count(key, 0..=most) } else { 0 };
    let need = CrewNeed {
        officers_min: read("officers_min"),
        people_min: read("crew_min"),
        armed: section.flag("armed").unwrap_or(false),
    };
    if need.people_min > 0 && need.people_min < need.officers_min {
        toml.fault(
            &section.mark().inner("crew_min"),
            need.people_min,
            format!("officers count among the crew, and officers_min is {}", need.officers_min),
        );
    }
    need
}
