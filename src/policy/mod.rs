//! The policy: what the supervisors own. Files become a checked, hashed [`Policy`]; asking it is pure.
//!
//! A policy is a bundle of three parts: `policy.toml` (taxonomy, classification rules, response plans, forces, travel,
//! deadlines), zones as GeoJSON and a gazetteer as CSV. The bundle's bytes are journaled whole when it is activated
//! and named by their hash, so that the record needs no file that someone may have changed since.
//!
//! Invariants: nothing here reads a file, a clock or the machine's time zones; the same bytes give the same answers. A
//! [`Policy`] that exists has no fault: every rule and plan can be reached, and whatever is police work has a plan.

pub mod choice;
pub mod clocks;
mod conditions;
pub mod diff;
pub mod duty_levels;
pub mod emergency;
mod facts;
pub mod faults;
pub mod fleet;
pub mod gazetteer;
pub mod hours;
pub mod intake;
mod key_places;
pub mod keywords;
pub mod partners;
pub mod plans;
mod reach;
pub mod rules;
pub(crate) mod section;
pub mod settings;
pub mod source;
pub mod steps;
pub mod taxonomy;
pub mod zones;

use std::sync::Arc;

use crate::domain::classification::{Basis, Classification, Handling, Level, PolicyBundle, PolicyHash};
use crate::domain::duty_level::DutyLevel;
use crate::domain::ids::DutyLevelId;
use crate::domain::incident::LocalDay;
use crate::domain::text::Text;
use crate::domain::time::EngineTime;

use self::choice::Choosing;
use self::clocks::ClockRule;
use self::conditions::Conditions;
use self::emergency::Emergency;
use self::facts::Facts;
use self::faults::{Fault, Faults};
use self::gazetteer::Gazetteer;
use self::intake::Intake;
use self::keywords::Keywords;
use self::partners::Partner;
use self::plans::{ResponsePlan, Vocabulary};
use self::rules::{ClassificationRule, ClassifyInput, Rules, UNKNOWN_TYPE};
use self::section::{Section, Toml};
use self::settings::{Calendar, Deadlines, TravelParameters};
use self::source::{POLICY_PART, PolicySource};
use self::taxonomy::Taxonomy;
use self::zones::Zones;

/// The default policy for Dongguan, which doubles as a template.
pub const DEFAULT_POLICY_TOML: &str = include_str!("../../config/policy/dongguan.toml");

/// A checked policy.
#[derive(Clone, Debug)]
pub struct Policy {
    bytes: Arc<[u8]>,
    hash: PolicyHash,
    rulebook: Rulebook,
    zones: Zones,
    gazetteer: Gazetteer,
}

/// What stands in `policy.toml`.
#[derive(Clone, Debug)]
struct Rulebook {
    taxonomy: Taxonomy,
    rules: Rules,
    plans: Vec<ResponsePlan>,
    choosing: Choosing,
    clocks: Vec<ClockRule>,
    travel: TravelParameters,
    deadlines: Deadlines,
    duty_levels: Vec<DutyLevel>,
    calendar: Calendar,
    partners: Vec<Partner>,
    intake: Intake,
    emergency: Emergency,
}

/// One policy is another when it has the same name, which is made of all its parts.
impl PartialEq for Policy {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

impl Policy {
    /// Checks a policy.
    ///
    /// # Errors
    /// Every fault of all three parts.
    pub fn parse(source: &PolicySource) -> Result<Self, Faults> {
        let bytes: Arc<[u8]> = source.to_bytes()?.into();
        let no_zones = Zones::default();
        let mut faults = Faults::none();
        let mut keep = |more: Faults| faults.append(more);
        // Rules speak of zones; without sound ones no name is held against them.
        let zones = source.zones_geojson.as_deref().map_or_else(|| Ok(Zones::default()), Zones::parse);
        let known = zones.as_ref().ok().unwrap_or(&no_zones);
        let rulebook = Rulebook::parse(&source.policy_toml, known).map_err(&mut keep).ok();
        let zones = zones.map_err(&mut keep).unwrap_or_default();
        let gazetteer = source
            .gazetteer_csv
            .as_deref()
            .map_or_else(|| Ok(Gazetteer::default()), |csv| Gazetteer::parse(csv, &zones));
        let gazetteer = gazetteer.map_err(&mut keep).unwrap_or_default();
        if let Some(rulebook) = &rulebook {
            for zone in rulebook.choosing.unknown_zones(&zones) {
                faults.push(Fault {
                    file: POLICY_PART.to_owned(),
                    at: None,
                    field: "zones".to_owned(),
                    got: zone.to_string(),
                    rule: "a reserve or an assignment speaks of a zone that the policy does not have".to_owned(),
                });
            }
        }
        match rulebook {
            Some(rulebook) => faults.or(Self { hash: PolicyHash::of(&bytes), bytes, rulebook, zones, gazetteer }),
            None => Err(faults),
        }
    }

    /// Reads a policy back from the record.
    ///
    /// # Errors
    /// When the bytes are not those of the hash, or this binary cannot read them.
    pub fn from_bundle(bundle: &PolicyBundle) -> Result<Self, Faults> {
        if PolicyHash::of(&bundle.bytes) != bundle.hash {
            let got = PolicyHash::of(&bundle.bytes).to_string();
            return Err(Faults::of_file("policy bundle", got, format!("its hash should be {}", bundle.hash)));
        }
        let policy = Self::parse(&PolicySource::from_bytes(&bundle.bytes)?)?;
        // The name stays that of the record, should another release write the same parts differently.
        Ok(Self { bytes: Arc::clone(&bundle.bytes), hash: bundle.hash, ..policy })
    }

    /// The policy as it is journaled.
    #[must_use]
    pub fn bundle(&self, revision: u64) -> PolicyBundle {
        let bytes = Arc::clone(&self.bytes);
        PolicyBundle { revision, hash: self.hash, bytes, reason: Text::default(), restores: None }
    }

    /// The hash that names it.
    #[must_use]
    pub const fn hash(&self) -> PolicyHash {
        self.hash
    }

    /// What kind of event it is, how much it matters and who handles it: the first rule that fits. A kind that the
    /// taxonomy does not know is first named by the first rule that fits and has a `type`; what none recognises counts as
    /// level 1, and patrols are sent.
    #[must_use]
    pub fn classify(&self, input: &ClassifyInput<'_>) -> Classification {
        let Rulebook { taxonomy, rules, calendar, .. } = &self.rulebook;
        let facts = Facts::new(input, rules.keywords(), calendar, (&self.zones, &self.gazetteer));
        let named = taxonomy.get(input.type_code).map(|_| (input.type_code, None));
        let named = named.or_else(|| rules.naming(&facts).map(|(rule, code)| (code, Some(rule))));
        let decided = named.and_then(|(code, naming)| Some((code, naming, rules.first(code, &facts)?)));
        let Some((code, naming, rule)) = decided else {
            return Classification {
                type_code: input.type_code.clone(),
                level: Level::One,
                handling: Handling::PoliceDispatch,
                basis: Basis::Rule(Text::truncated(UNKNOWN_TYPE)),
                fitted: Vec::new(),
                policy: self.hash,
            };
        };
        Classification {
            type_code: code.clone(),
            level: rule.level,
            handling: rule.handling,
            basis: Basis::Rule(rule.name.clone()),
            fitted: rules.fitted(rule, naming, &facts),
            policy: self.hash,
        }
    }

    /// The words of the rules, to look for them in what was told.
    #[must_use]
    pub const fn keywords(&self) -> &Keywords {
        self.rulebook.rules.keywords()
    }

    /// Whom to send: the first plan for this kind of event at this level. Whether anyone is to be sent at all is the
    /// classification's handling. None only after a person chose a level that the policy has no plan for.
    #[must_use]
    pub fn plan(&self, classification: &Classification) -> Option<&ResponsePlan> {
        let Classification { type_code, level, .. } = classification;
        self.rulebook.plans.iter().find(|plan| plan.fits(type_code, *level))
    }

    /// Who outside the patrols is asked to take such an incident: the first partner that fits, else one that is named after
    /// the handling; none when the police keep it.
    #[must_use]
    pub fn partner(&self, classification: &Classification) -> Option<Partner> {
        let handling = self.handling_asked(classification)?;
        let asked = Classification { handling, ..classification.clone() };
        let named = self.rulebook.partners.iter().find(|partner| partner.fits(&asked));
        named.cloned().or_else(|| Partner::unnamed(handling))
    }

    /// What a partner is asked to do: the handling itself, or what the plan offers beside the patrols that it sends.
    #[must_use]
    pub fn handling_asked(&self, classification: &Classification) -> Option<Handling> {
        match classification.handling {
            Handling::PoliceDispatch => self.plan(classification)?.offers,
            other @ (Handling::VerifyFirst
            | Handling::Referral
            | Handling::Mediation
            | Handling::Transfer
            | Handling::RecordOnly) => Some(other),
        }
    }

    /// The partners, in their order.
    #[must_use]
    pub fn partners(&self) -> &[Partner] {
        &self.rulebook.partners
    }

    /// What is asked of a report before anybody is sent.
    #[must_use]
    pub const fn intake(&self) -> &Intake {
        &self.rulebook.intake
    }

    /// The day in the city at an instant.
    #[must_use]
    pub fn day(&self, at: EngineTime) -> LocalDay {
        self.rulebook.calendar.day(at)
    }

    /// The city's calendar.
    #[must_use]
    pub const fn calendar(&self) -> &Calendar {
        &self.rulebook.calendar
    }

    /// The kinds of event.
    #[must_use]
    pub const fn taxonomy(&self) -> &Taxonomy {
        &self.rulebook.taxonomy
    }

    /// The classification rules, in their order.
    #[must_use]
    pub fn rules(&self) -> &[ClassificationRule] {
        self.rulebook.rules.as_slice()
    }

    /// The response plans, in their order.
    #[must_use]
    pub fn plans(&self) -> &[ResponsePlan] {
        &self.rulebook.plans
    }

    /// How one choice is weighed against another.
    #[must_use]
    pub const fn choosing(&self) -> &Choosing {
        &self.rulebook.choosing
    }

    /// How long the clocks of a dispatch to an incident of a level may run; none when nobody watches them.
    #[must_use]
    pub fn clocks(&self, level: Level) -> Option<&ClockRule> {
        self.rulebook.clocks.iter().find(|rule| rule.levels.contains(&level))
    }

    /// How travel time is estimated.
    #[must_use]
    pub const fn travel(&self) -> &TravelParameters {
        &self.rulebook.travel
    }

    /// Spans of time that are the same for every incident.
    #[must_use]
    pub const fn deadlines(&self) -> &Deadlines {
        &self.rulebook.deadlines
    }

    /// The postures of the city, the everyday one first.
    #[must_use]
    pub fn duty_levels(&self) -> &[DutyLevel] {
        &self.rulebook.duty_levels
    }

    /// A posture of the city; none when this policy does not know it.
    #[must_use]
    pub fn duty_level(&self, id: &DutyLevelId) -> Option<&DutyLevel> {
        self.rulebook.duty_levels.iter().find(|level| level.id == *id)
    }

    /// What an officer's emergency is.
    #[must_use]
    pub const fn emergency(&self) -> &Emergency {
        &self.rulebook.emergency
    }

    /// The zones of jurisdiction.
    #[must_use]
    pub const fn zones(&self) -> &Zones {
        &self.zones
    }

    /// Whether the policy has no zones and yet speaks of some: then nobody can say whether those exist.
    #[must_use]
    pub fn names_zones_unchecked(&self) -> bool {
        let Rulebook { rules, choosing, .. } = &self.rulebook;
        let named = |rule: &ClassificationRule| {
            rule.when.names_zones() || rule.unless.as_ref().is_some_and(Conditions::names_zones)
        };
        self.zones.is_empty() && (rules.as_slice().iter().any(named) || choosing.named_zones().next().is_some())
    }

    /// The known places.
    #[must_use]
    pub const fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }
}

impl Rulebook {
    fn parse(text: &str, zones: &Zones) -> Result<Self, Faults> {
        let toml = Toml::new(POLICY_PART, text);
        let table = toml.parse()?;
        let top = Section::top(&toml, table.get_ref(), None);
        let rulebook = Self::read(&top, &toml, zones);
        top.finish();
        let faults = toml.finish();
        match rulebook {
            Some(rulebook) => faults.or(rulebook),
            None => Err(faults),
        }
    }

    fn read(top: &Section<'_>, toml: &Toml<'_>, zones: &Zones) -> Option<Self> {
        let taxonomy = read_table(top, "taxonomy", Taxonomy::read);
        let forces = settings::read_forces(top, toml);
        let capabilities = settings::read_capabilities(top, toml);
        let travel = read_table(top, "travel", TravelParameters::read);
        let deadlines = read_table(top, "deadlines", Deadlines::read);
        let calendar = read_table(top, "day", Calendar::read);
        let duty_levels = duty_levels::read(top, toml);
        let Some(taxonomy) = taxonomy else {
            // Rules and plans speak of its codes: only whether they are there can be said without it.
            drop((top.tables("rule", true), top.tables("plan", true), top.has("emergency")));
            drop((Choosing::read(top, toml), clocks::read(top, toml)));
            let _known = ["partner", "duplicate", "call_back", "same_caller"].map(|key| top.has(key));
            return None;
        };
        let emergency = Emergency::read(top, &taxonomy);
        let (rules, dispatched) = rules::read(top, toml, &taxonomy, zones);
        let words = Vocabulary { taxonomy: &taxonomy, forces: &forces, capabilities: &capabilities };
        let plans = plans::read(top, toml, &words, &dispatched);
        let (choosing, clocks) = (Choosing::read(top, toml), clocks::read(top, toml));
        let partners = partners::read(top, toml, &taxonomy);
        let intake = Intake::read(top, toml, &taxonomy);
        let (travel, deadlines, calendar, emergency) = (travel?, deadlines?, calendar?, emergency?);
        Some(Self {
            taxonomy,
            rules,
            plans,
            choosing,
            clocks,
            travel,
            deadlines,
            duty_levels,
            calendar,
            partners,
            intake,
            emergency,
        })
    }
}

fn read_table<T>(top: &Section<'_>, key: &'static str, read: impl FnOnce(&Section<'_>) -> T) -> Option<T> {
    let section = top.table(key)?;
    let made = read(&section);
    section.finish();
    Some(made)
}

#[cfg(test)]
mod limit_tests;
#[cfg(test)]
mod plan_tests;
#[cfg(test)]
mod rule_tests;
#[cfg(test)]
mod tests;
