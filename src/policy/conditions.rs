//! The conditions of a rule: a small table that a supervisor reads aloud. All that is written in it must hold.
//!
//! ```toml
//! when.types = ["order.fight"]          # one of these kinds, or one under them
//! when.flags = ["weapon", "injured"]    # at least one of these is ticked
//! when.place_kinds = ["school"]         # such a place is near
//! when.hours = "07:00-08:30"            # the city's clocks show such a time
//! unless.keywords = ["演习"]             # and this does not hold
//! ```

use std::collections::BTreeSet;

use crate::domain::flag::ReportFlag;
use crate::domain::geo::Distance;
use crate::domain::ids::ZoneId;
use crate::domain::report::ReportSource;
use crate::domain::text::Text;

use super::facts::Facts;
use super::gazetteer::{GazetteerEntry, PlaceKind};
use super::hours::{Hours, Weekday};
use super::keywords::{KEYWORDS_PER_RULE_MAX, KeywordId, Keywords};
use super::section::{Section, Toml};
use super::taxonomy::{Taxonomy, TypeMatch};
use super::zones::Zones;

/// How near a key place must be when the rule does not say.
const WITHIN_M: u64 = 200;
/// The farthest that a key place may be and still count as near.
const WITHIN_M_MAX: u64 = 10_000;

/// What must hold, all of it; what is not written always holds.
#[derive(Clone, Debug, Default)]
pub struct Conditions {
    /// The kinds of event.
    pub(super) types: TypeMatch,
    /// The doors through which the report came; none for all.
    pub(super) sources: Option<BTreeSet<ReportSource>>,
    /// Everything else.
    pub(super) rest: Rest,
}

/// The conditions that look at more than the kind of event and the door.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rest {
    /// At least one of these flags.
    flags: Option<FlagSet>,
    /// Every one of these flags.
    all_flags: FlagSet,
    /// At least one of these keywords, in ascending order.
    keywords: Option<Vec<KeywordId>>,
    /// One of these zones, in the order of their names.
    zones: Option<Vec<ZoneId>>,
    /// One of these key places, so near.
    near: Option<Near>,
    hours: Option<Hours>,
    weekdays: Option<BTreeSet<Weekday>>,
}

/// Key places of some kinds, not farther than a distance.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Near {
    kinds: BTreeSet<PlaceKind>,
    within: Distance,
}

/// Some flags, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FlagSet(u32);

impl FlagSet {
    pub(super) fn of<'a>(flags: impl IntoIterator<Item = &'a ReportFlag>) -> Self {
        Self(flags.into_iter().fold(0, |bits, flag| bits | 1 << (*flag as u32)))
    }

    const fn shares(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    const fn holds_all_of(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    fn iter(self) -> impl Iterator<Item = ReportFlag> {
        ReportFlag::ALL.into_iter().filter(move |flag| self.shares(Self::of([flag])))
    }
}

/// What conditions may speak of.
pub(super) struct Words<'a> {
    pub(super) taxonomy: &'a Taxonomy,
    pub(super) zones: &'a Zones,
    pub(super) keywords: Keywords,
}

impl Conditions {
    /// Whether nothing is written.
    pub(super) fn is_empty(&self) -> bool {
        self.types.codes().is_none() && self.sources.is_none() && self.rest == Rest::default()
    }

    /// Whether a zone is named.
    pub(super) const fn names_zones(&self) -> bool {
        self.rest.zones.is_some()
    }

    /// Whether everything but the kind of event holds.
    pub(super) fn hold_apart_from_type(&self, facts: &Facts<'_>) -> bool {
        self.sources.as_ref().is_none_or(|sources| sources.contains(&facts.source)) && self.rest.holds(facts)
    }

    /// What makes the conditions hold, in a few words each. The kind of event stands beside it anyway.
    pub(super) fn fitted(&self, facts: &Facts<'_>, keywords: &Keywords) -> Vec<Text> {
        let mut fitted = Vec::new();
        if self.sources.is_some() {
            fitted.push(format!("source {}", facts.source.as_str()));
        }
        self.rest.fitted(facts, keywords, &mut fitted);
        fitted.iter().map(|text| Text::truncated(text)).collect()
    }

    /// Reads a table of conditions.
    pub(super) fn read(section: &Section<'_>, toml: &Toml<'_>, words: &mut Words<'_>) -> Self {
        let types = TypeMatch::read(section, "types", words.taxonomy);
        let sources = section.words("sources", &ReportSource::ALL, ReportSource::as_str);
        Self { types, sources: sources.map(BTreeSet::from_iter), rest: Rest::read(section, toml, words) }
    }
}

impl Rest {
    fn holds(&self, facts: &Facts<'_>) -> bool {
        self.flags.is_none_or(|flags| flags.shares(facts.flags))
            && facts.flags.holds_all_of(self.all_flags)
            && self.hours.as_ref().is_none_or(|hours| hours.contains(facts.time.minute))
            && self.weekdays.as_ref().is_none_or(|days| days.contains(&facts.time.weekday))
            && self.keywords.as_ref().is_none_or(|words| words.iter().any(|word| facts.says(*word)))
            && self
                .zones
                .as_ref()
                .is_none_or(|zones| facts.zone().is_some_and(|zone| zones.binary_search(zone).is_ok()))
            && self.near.as_ref().is_none_or(|near| near.found(facts).is_some())
    }

    fn fitted(&self, facts: &Facts<'_>, keywords: &Keywords, fitted: &mut Vec<String>) {
        let asked = FlagSet(self.all_flags.0 | self.flags.unwrap_or_default().0);
        for flag in asked.iter().filter(|flag| facts.flags.shares(FlagSet::of([flag]))) {
            fitted.push(format!("flag {}", flag.as_str()));
        }
        for word in self.keywords.iter().flatten().filter(|word| facts.says(**word)) {
            fitted.push(format!("keyword {}", keywords.word(*word)));
        }
        if self.zones.is_some() {
            fitted.extend(facts.zone().map(|zone| format!("in {zone}")));
        }
        if let Some((kind, place, distance)) = self.near.as_ref().and_then(|near| near.found(facts)) {
            fitted.push(format!("near {} {} ({distance})", kind.as_str(), place.name));
        }
        fitted.extend(self.hours.as_ref().and_then(|hours| hours.span_at(facts.time.minute)));
        if self.weekdays.is_some() {
            fitted.push(facts.time.weekday.as_str().to_owned());
        }
    }

    /// The keywords of which one must stand in what was told, in ascending order; none when nothing is asked of it.
    pub(super) fn keywords(&self) -> Option<&[KeywordId]> {
        self.keywords.as_deref()
    }

    /// Whether these never hold without the others: each condition of the others follows from one of these.
    pub(super) fn imply(&self, other: &Self) -> bool {
        let any_flag = other.flags.is_none_or(|wanted| {
            self.flags.is_some_and(|own| wanted.holds_all_of(own)) || self.all_flags.shares(wanted)
        });
        // "At least one of" a single flag is that flag.
        let single = self.flags.filter(|flags| flags.0.is_power_of_two()).unwrap_or_default();
        let own_all = FlagSet(self.all_flags.0 | single.0);
        any_flag
            && own_all.holds_all_of(other.all_flags)
            && within(self.keywords.as_ref(), other.keywords.as_ref(), |own, wanted| all_in(own, wanted))
            && within(self.zones.as_ref(), other.zones.as_ref(), |own, wanted| all_in(own, wanted))
            && within(self.near.as_ref(), other.near.as_ref(), |own, wanted| {
                own.kinds.is_subset(&wanted.kinds) && own.within <= wanted.within
            })
            && within(self.hours.as_ref(), other.hours.as_ref(), |own, wanted| wanted.covers(own))
            && within(self.weekdays.as_ref(), other.weekdays.as_ref(), BTreeSet::is_subset)
    }

    fn read(section: &Section<'_>, toml: &Toml<'_>, words: &mut Words<'_>) -> Self {
        let flags = section.words("flags", &ReportFlag::ALL, ReportFlag::as_str);
        let all_flags = section.words("all_flags", &ReportFlag::ALL, ReportFlag::as_str);
        let known = words.zones;
        let zones = section.texts("zones", |text| {
            let zone = ZoneId::new(text).map_err(|refusal| refusal.to_string())?;
            if known.is_empty() || known.contains(&zone) { Ok(zone) } else { Err("no zone has this name".to_owned()) }
        });
        Self {
            flags: flags.map(|flags| FlagSet::of(&flags)),
            all_flags: FlagSet::of(&all_flags.unwrap_or_default()),
            keywords: Self::read_keywords(section, toml, words),
            zones: zones.map(|zones| in_order(zones.into_iter().map(|(zone, _)| zone))),
            near: Near::read(section, toml),
            hours: Hours::read(section, "hours"),
            weekdays: section.words("weekdays", &Weekday::ALL, Weekday::as_str).map(BTreeSet::from_iter),
        }
    }

    fn read_keywords(section: &Section<'_>, toml: &Toml<'_>, words: &mut Words<'_>) -> Option<Vec<KeywordId>> {
        let keywords = std::cell::RefCell::new(&mut words.keywords);
        let read = section.texts("keywords", |text| keywords.borrow_mut().intern(text))?;
        if read.len() > KEYWORDS_PER_RULE_MAX {
            let got = format!("{} keywords", read.len());
            toml.fault(&section.mark().inner("keywords"), got, format!("at most {KEYWORDS_PER_RULE_MAX} are allowed"));
        }
        Some(in_order(read.into_iter().map(|(word, _)| word)))
    }
}

impl Near {
    fn read(section: &Section<'_>, toml: &Toml<'_>) -> Option<Self> {
        let kinds = section.words("place_kinds", &PlaceKind::KEY, PlaceKind::as_str);
        let within_m = if section.has("within_m") { Some(section.integer("within_m", 0..=WITHIN_M_MAX)) } else { None };
        if kinds.is_none() && within_m.is_some() {
            toml.fault(&section.mark().inner("within_m"), "no place_kinds", "say of what kind of place it is meant");
        }
        let within = Distance::from_millimetres(within_m.unwrap_or(WITHIN_M) * 1_000);
        Some(Self { kinds: kinds?.into_iter().collect(), within })
    }

    /// The first kind of which a place is near, the place and how far it is.
    fn found<'a>(&self, facts: &Facts<'a>) -> Option<(PlaceKind, &'a GazetteerEntry, Distance)> {
        self.kinds.iter().find_map(|kind| {
            let (place, distance) = facts.nearest(*kind)?;
            (distance <= self.within).then_some((*kind, place, distance))
        })
    }
}

/// Whether a condition that may be unwritten follows from another.
fn within<T>(own: Option<&T>, wanted: Option<&T>, follows: impl FnOnce(&T, &T) -> bool) -> bool {
    wanted.is_none_or(|wanted| own.is_some_and(|own| follows(own, wanted)))
}

fn in_order<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    items.collect::<BTreeSet<T>>().into_iter().collect()
}

/// Whether every item of one ordered list is in another.
fn all_in<T: Ord>(own: &[T], wanted: &[T]) -> bool {
    own.iter().all(|item| wanted.binary_search(item).is_ok())
}
