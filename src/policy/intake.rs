//! What is asked of a report before anybody is sent: whether it must be called back, and whether it is about an incident
//! that there is already.

use std::time::Duration;

use crate::domain::geo::Distance;
use crate::domain::ids::TypeCode;
use crate::domain::text::Text;

use super::section::{Section, Toml};
use super::taxonomy::{Taxonomy, TypeMatch, non_empty};

/// The most duplicate rules of one policy.
pub const DUPLICATES_MAX: usize = 200;

/// The rule's name in proposals by the caller's number.
pub const SAME_CALLER: &str = "same caller";

/// The farthest that a duplicate may lie away.
const WITHIN_M: std::ops::RangeInclusive<u64> = 1..=5_000;
/// The shortest and the longest time between two reports of one event.
const WITHIN_MS: std::ops::RangeInclusive<u64> = 1_000..=86_400_000;
/// How long nobody may be sent at most because a report may be a duplicate.
const HOLD_MS: std::ops::RangeInclusive<u64> = 1_000..=600_000;

/// Which calls must be returned, and in what time.
#[derive(Clone, Debug)]
pub struct CallBackRule {
    /// The kinds of event: silent and dropped calls.
    pub types: TypeMatch,
    /// In what time.
    pub within: Duration,
}

/// Whether a duplicate is only proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkBy {
    /// A person links it.
    Propose,
    /// This rule links it.
    Rule,
}

impl LinkBy {
    const ALL: [Self; 2] = [Self::Propose, Self::Rule];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Propose => "propose",
            Self::Rule => "rule",
        }
    }
}

/// When a second report of a kind is about the same event.
#[derive(Clone, Debug)]
pub struct DuplicateRule {
    /// What it is called in explanations; no two have the same name.
    pub name: Text,
    /// The kinds of event, of both reports.
    pub types: TypeMatch,
    /// How far apart they may lie.
    pub within: Distance,
    /// How long the incident may be open already.
    pub within_time: Duration,
    /// Who links it.
    pub link: LinkBy,
    /// How long nobody is sent while it is only proposed and units are on the other incident; none to send at once.
    pub hold: Option<Duration>,
}

/// When a second call from the same number is about the same event.
#[derive(Clone, Copy, Debug)]
pub struct SameCallerRule {
    /// How long the incident may be open already.
    pub within_time: Duration,
    /// How long nobody is sent while it is only proposed and units are on the other incident; none to send at once.
    pub hold: Option<Duration>,
}

/// What a policy asks of a report before anybody is sent. A policy without these tables asks nothing.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    call_back: Option<CallBackRule>,
    duplicates: Vec<DuplicateRule>,
    same_caller: Option<SameCallerRule>,
}

impl Intake {
    /// In what time such a call must be returned; none when it need not be.
    #[must_use]
    pub fn call_back_within(&self, code: &TypeCode) -> Option<Duration> {
        self.call_back.as_ref().filter(|rule| rule.types.matches(code)).map(|rule| rule.within)
    }

    /// The first duplicate rule for this kind of event.
    #[must_use]
    pub fn duplicate_rule(&self, code: &TypeCode) -> Option<&DuplicateRule> {
        self.duplicates.iter().find(|rule| rule.types.matches(code))
    }

    /// The rule about second calls from the same number.
    #[must_use]
    pub const fn same_caller(&self) -> Option<&SameCallerRule> {
        self.same_caller.as_ref()
    }

    pub(super) fn read(top: &Section<'_>, toml: &Toml<'_>, taxonomy: &Taxonomy) -> Self {
        Self {
            call_back: read_call_back(top, toml, taxonomy),
            duplicates: read_duplicates(top, toml, taxonomy),
            same_caller: read_same_caller(top),
        }
    }
}

fn read_call_back(top: &Section<'_>, toml: &Toml<'_>, taxonomy: &Taxonomy) -> Option<CallBackRule> {
    let section = top.has("call_back").then(|| top.table("call_back")).flatten()?;
    let types = required_types(&section, toml, taxonomy);
    let within = section.millis("within_ms", WITHIN_MS);
    section.finish();
    Some(CallBackRule { types, within })
}

fn read_same_caller(top: &Section<'_>) -> Option<SameCallerRule> {
    let section = top.has("same_caller").then(|| top.table("same_caller")).flatten()?;
    let within_time = section.millis("within_ms", WITHIN_MS);
    let hold = section.has("hold_ms").then(|| section.millis("hold_ms", HOLD_MS));
    section.finish();
    Some(SameCallerRule { within_time, hold })
}

fn read_duplicates(top: &Section<'_>, toml: &Toml<'_>, taxonomy: &Taxonomy) -> Vec<DuplicateRule> {
    let sections = top.tables("duplicate", false);
    if sections.len() > DUPLICATES_MAX {
        let got = format!("{} duplicate rules", sections.len());
        toml.fault(top.mark(), got, format!("a policy has at most {DUPLICATES_MAX}"));
        return Vec::new();
    }
    let mut rules: Vec<DuplicateRule> = Vec::new();
    for section in sections {
        let name = section.text("name", non_empty);
        if let Some((name, mark)) = &name
            && (name.as_str() == SAME_CALLER || rules.iter().any(|rule| rule.name == *name))
        {
            toml.fault(mark, format!("{:?}", name.as_str()), "another duplicate rule has this name");
        }
        let types = required_types(&section, toml, taxonomy);
        let within_m = section.integer("within_m", WITHIN_M);
        let within_time = section.millis("within_ms", WITHIN_MS);
        let link = section.word("link", &LinkBy::ALL, LinkBy::as_str);
        let hold = section.has("hold_ms").then(|| section.millis("hold_ms", HOLD_MS));
        section.finish();
        if let (Some((name, _)), Some(link)) = (name, link) {
            let within = Distance::from_millimetres(within_m * 1_000);
            rules.push(DuplicateRule { name, types, within, within_time, link, hold });
        }
    }
    rules
}

fn required_types(section: &Section<'_>, toml: &Toml<'_>, taxonomy: &Taxonomy) -> TypeMatch {
    let types = TypeMatch::read(section, "types", taxonomy);
    if types.codes().is_none() {
        toml.fault(&section.mark().inner("types"), "nothing", "name the kinds of event that it is for");
    }
    types
}
