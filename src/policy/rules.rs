//! Classified handling (分类处警): ordered rules that say how much an event matters and who handles it. The first rule
//! that fits decides, and is named in the record with what made it fit.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::classification::{Handling, Level};
use crate::domain::ids::TypeCode;
use crate::domain::text::Text;

use super::conditions::{Conditions, Words};
use super::facts::Facts;
use super::keywords::{KeywordId, Keywords};
use super::reach;
use super::section::{Mark, Section, Toml};
use super::taxonomy::{Taxonomy, check_name_zh, non_empty};
use super::zones::Zones;

pub use super::facts::ClassifyInput;

/// The most rules of one policy.
pub const RULES_MAX: usize = 10_000;

/// The basis of what the taxonomy does not know and no rule recognises: it counts as level 1 and patrols are sent.
pub const UNKNOWN_TYPE: &str = "unknown type";

/// The most reasons for which a rule fitted that are recorded.
const FITTED_MAX: usize = 16;

/// One rule.
#[derive(Clone, Debug)]
pub struct ClassificationRule {
    /// What it is called in explanations; no two have the same name.
    pub name: Text,
    /// What must hold for it to fit.
    pub when: Conditions,
    /// What must not hold; none for a rule without exception.
    pub unless: Option<Conditions>,
    /// What kind of event it is when the report names none that the taxonomy knows; none for a rule that speaks of
    /// known kinds only.
    pub type_code: Option<TypeCode>,
    /// How much the event matters.
    pub level: Level,
    /// Who handles it.
    pub handling: Handling,
}

impl ClassificationRule {
    /// Whether it fits a kind of event; none for one that the taxonomy does not know.
    fn fits(&self, code: Option<&TypeCode>, facts: &Facts<'_>) -> bool {
        let holds = |conditions: &Conditions| {
            let of_kind = code.map_or(conditions.types.codes().is_none(), |code| conditions.types.matches(code));
            of_kind && conditions.hold_apart_from_type(facts)
        };
        holds(&self.when) && !self.unless.as_ref().is_some_and(holds)
    }

    pub(super) fn is_catch_all(&self) -> bool {
        self.when.is_empty() && self.unless.is_none()
    }
}

/// The rules of a policy, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    ordered: Vec<ClassificationRule>,
    keywords: Keywords,
    /// The places of the rules that ask for keywords, by each of them.
    by_word: BTreeMap<KeywordId, Vec<usize>>,
    /// Of the other rules, the places of those that speak of a kind of event by this code of theirs, which may stand
    /// above it.
    by_code: BTreeMap<TypeCode, Vec<usize>>,
    /// Of the other rules, the places of those that speak of every kind.
    of_every_kind: Vec<usize>,
}

impl Rules {
    fn new(rules: Vec<ClassificationRule>, keywords: Keywords) -> Self {
        let mut made = Self { keywords, ..Self::default() };
        for (index, rule) in rules.iter().enumerate() {
            match (rule.when.rest.keywords(), rule.when.types.codes()) {
                (Some(words), _) => {
                    for word in words {
                        made.by_word.entry(*word).or_default().push(index);
                    }
                }
                (None, Some(codes)) => {
                    for code in codes {
                        made.by_code.entry(code.clone()).or_default().push(index);
                    }
                }
                (None, None) => made.of_every_kind.push(index),
            }
        }
        Self { ordered: rules, ..made }
    }

    pub(super) fn as_slice(&self) -> &[ClassificationRule] {
        &self.ordered
    }

    pub(super) const fn keywords(&self) -> &Keywords {
        &self.keywords
    }

    /// The first rule that fits a kind of event. Only rules are looked at that speak of the kind, or of a word that was
    /// said.
    pub(super) fn first(&self, code: &TypeCode, facts: &Facts<'_>) -> Option<&ClassificationRule> {
        let above = prefixes(code.as_str()).filter_map(|prefix| self.by_code.get(prefix));
        self.asked(above, facts).find(|rule| rule.fits(Some(code), facts))
    }

    /// The first rule that fits what the taxonomy does not know and names its kind.
    pub(super) fn naming(&self, facts: &Facts<'_>) -> Option<(&ClassificationRule, &TypeCode)> {
        let naming = self.asked(std::iter::empty(), facts).filter(|rule| rule.type_code.is_some());
        naming.filter(|rule| rule.fits(None, facts)).find_map(|rule| Some((rule, rule.type_code.as_ref()?)))
    }

    /// These rules, those that speak of every kind, and those that ask for a word that was said, in their order.
    #[expect(clippy::stable_sort_primitive, reason = "a stable sort merges runs that are in order already")]
    fn asked<'a, I>(
        &'a self,
        of_kind: I,
        facts: &Facts<'_>,
    ) -> impl Iterator<Item = &'a ClassificationRule> + use<'a, I>
    where
        I: Iterator<Item = &'a Vec<usize>>,
    {
        let of_words = facts.said().filter_map(|word| self.by_word.get(&word));
        let mut places: Vec<usize> = of_kind.chain([&self.of_every_kind]).chain(of_words).flatten().copied().collect();
        places.sort();
        places.dedup();
        places.into_iter().filter_map(|place| self.ordered.get(place))
    }

    /// What made a rule fit, and before that what made another name the kind.
    pub(super) fn fitted(
        &self,
        rule: &ClassificationRule,
        naming: Option<&ClassificationRule>,
        facts: &Facts<'_>,
    ) -> Vec<Text> {
        // What made a rule name the kind need not be said once more when the same rule decides.
        let decides = naming.is_none_or(|naming| naming.name != rule.name);
        let own = if decides { rule.when.fitted(facts, &self.keywords) } else { Vec::new() };
        let named = naming.and_then(|naming| {
            let why: Vec<_> = naming.when.fitted(facts, &self.keywords).iter().map(ToString::to_string).collect();
            let code = naming.type_code.as_ref()?;
            Some(Text::truncated(&format!("type {code} by rule {}: {}", naming.name, why.join(", "))))
        });
        named.into_iter().chain(own).take(FITTED_MAX).collect()
    }
}

/// The code and those above it.
fn prefixes(code: &str) -> impl Iterator<Item = &str> {
    let ends = code.match_indices('.').map(|(at, _)| at).chain([code.len()]);
    ends.filter_map(|end| code.get(..end))
}

/// Reads and checks the rules, in their order, and says which kinds of event at which levels they give to patrols.
pub(super) fn read(
    top: &Section<'_>,
    toml: &Toml<'_>,
    taxonomy: &Taxonomy,
    zones: &Zones,
) -> (Rules, BTreeSet<(TypeCode, Level)>) {
    let sections = top.tables("rule", true);
    if sections.len() > RULES_MAX {
        toml.fault(top.mark(), format!("{} rules", sections.len()), format!("a policy has at most {RULES_MAX}"));
        return Default::default();
    }
    let mut words = Words { taxonomy, zones, keywords: Keywords::default() };
    let mut names = BTreeSet::new();
    let mut read: Vec<(ClassificationRule, Mark)> = Vec::new();
    let mut sound: Vec<(ClassificationRule, Mark)> = Vec::new();
    for section in sections {
        let mark = section.mark().clone();
        let before = toml.faults_so_far();
        if let Some(rule) = read_rule(section, toml, &mut words, &mut names) {
            // What a rule takes from others says nothing while one does not know what it asks.
            if toml.faults_so_far() == before {
                sound.push((rule.clone(), mark.clone()));
            }
            read.push((rule, mark));
        }
    }
    check_last(&read, toml);
    let dispatched = reach::check(&sound, toml, taxonomy);
    (Rules::new(read.into_iter().map(|(rule, _)| rule).collect(), words.keywords), dispatched)
}

fn read_rule(
    section: Section<'_>,
    toml: &Toml<'_>,
    words: &mut Words<'_>,
    names: &mut BTreeSet<Text>,
) -> Option<ClassificationRule> {
    let name = section.text("name", non_empty);
    check_name_zh(&section);
    if let Some((name, mark)) = &name {
        if name.as_str() == UNKNOWN_TYPE {
            toml.fault(mark, format!("{UNKNOWN_TYPE:?}"), "the daemon itself uses this name");
        }
        if !names.insert(name.clone()) {
            toml.fault(mark, format!("{:?}", name.as_str()), "another rule has this name");
        }
    }
    let when = read_conditions(&section, "when", toml, words);
    let unless = read_conditions(&section, "unless", toml, words);
    let type_code = if section.has("type") { read_type(&section, toml, words.taxonomy, when.as_ref()) } else { None };
    let level = section.numbered_one("level", "it must be a level from 1 to 4", Level::from_number);
    let handling = section.word("handling", &Handling::ALL, Handling::as_str);
    section.finish();
    let when = when.unwrap_or_default();
    Some(ClassificationRule { name: name?.0, when, unless, type_code, level: level?, handling: handling? })
}

fn read_conditions(
    section: &Section<'_>,
    key: &'static str,
    toml: &Toml<'_>,
    words: &mut Words<'_>,
) -> Option<Conditions> {
    if !section.has(key) {
        return None;
    }
    let table = section.table(key)?;
    let read = Conditions::read(&table, toml, words);
    let mark = table.mark().clone();
    table.finish();
    if key == "unless" && read.is_empty() {
        toml.fault(&mark, "an empty table", "it would always hold: say what must not, or leave it out");
        return None;
    }
    Some(read)
}

fn read_type(
    section: &Section<'_>,
    toml: &Toml<'_>,
    taxonomy: &Taxonomy,
    when: Option<&Conditions>,
) -> Option<TypeCode> {
    let (code, mark) = section.text("type", |text| {
        let code = TypeCode::new(text).map_err(|refusal| refusal.to_string())?;
        taxonomy.get(&code).map(|_| code).ok_or_else(|| "the taxonomy has no such code".to_owned())
    })?;
    let got = || format!("{:?}", code.as_str());
    match when {
        None => toml.fault(&mark, got(), "it would name the kind of whatever is unknown: say \"when\""),
        Some(when) if when.is_empty() => {
            toml.fault(&mark, got(), "it would name the kind of whatever is unknown: \"when\" is empty");
        }
        Some(when) if when.types.codes().is_some() => {
            toml.fault(&mark, got(), "it is never used: \"when.types\" asks for kinds that are known already");
        }
        Some(_) => {}
    }
    Some(code)
}

/// Whatever no rule foresaw must be handled all the same.
fn check_last(rules: &[(ClassificationRule, Mark)], toml: &Toml<'_>) {
    if let Some((rule, mark)) = rules.last()
        && !rule.is_catch_all()
    {
        let rule = format!("{:?}", rule.name.as_str());
        toml.fault(mark, rule, "the last rule must fit everything: it has no \"when\"");
    }
}
