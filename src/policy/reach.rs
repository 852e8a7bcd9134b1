//! Which rules can ever be the first to fit. A rule that cannot is a mistake of whoever wrote it.
//!
//! The plain conditions, kinds of event and sources, are compared exactly, pair by pair of code and source. The others
//! are compared as they are written: an earlier rule takes a pair away from a later one when each of its conditions
//! follows from one of the later one's. What several earlier rules with such conditions only take away together is not
//! noticed; a rule that is called unreachable always is.
//!
//! Of ten thousand rules not every two are compared: a rule that asks for keywords takes something away from those only
//! that ask for some of the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::classification::{Handling, Level};
use crate::domain::ids::TypeCode;
use crate::domain::report::ReportSource;

use super::conditions::Conditions;
use super::keywords::KeywordId;
use super::rules::ClassificationRule;
use super::section::{Mark, Toml};
use super::taxonomy::Taxonomy;

/// Pairs of a code and a source, one bit each; the last code stands for what the taxonomy does not know.
#[derive(Clone, PartialEq, Eq)]
struct Pairs(Vec<u64>);

impl Pairs {
    fn none(codes: &[TypeCode]) -> Self {
        Self(vec![0; ((codes.len() + 1) * ReportSource::ALL.len()).div_ceil(64)])
    }

    /// The pairs for which the plain conditions hold; what is unknown is of no kind.
    fn of(conditions: &Conditions, codes: &[TypeCode], unknown: bool) -> Self {
        let mut pairs = Self::none(codes);
        let known = codes.iter().map(|code| conditions.types.matches(code));
        for (code, _) in known.chain([unknown && conditions.types.codes().is_none()]).enumerate().filter(|(_, of)| *of)
        {
            for (source, word) in ReportSource::ALL.iter().enumerate() {
                if conditions.sources.as_ref().is_none_or(|sources| sources.contains(word)) {
                    pairs.set(code * ReportSource::ALL.len() + source);
                }
            }
        }
        pairs
    }

    fn set(&mut self, bit: usize) {
        if let Some(word) = self.0.get_mut(bit / 64) {
            *word |= 1 << (bit % 64);
        }
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(own, other)| own & other != 0)
    }

    fn without(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own &= !other);
        self
    }

    /// The places of the codes that stand in a pair.
    fn codes(&self) -> impl Iterator<Item = usize> {
        let bits = self.0.iter().enumerate().filter(|(_, word)| **word != 0);
        let bits =
            bits.flat_map(|(at, word)| (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * 64 + bit));
        bits.map(|bit| bit / ReportSource::ALL.len())
    }
}

/// A rule with the pairs that its two tables speak of.
struct Ruled<'a> {
    rule: &'a ClassificationRule,
    mark: &'a Mark,
    when: Pairs,
    unless: Option<(&'a Conditions, Pairs)>,
}

impl Ruled<'_> {
    /// The pairs for which it can fit at all.
    fn possible(&self) -> Pairs {
        let when = self.when.clone();
        match &self.unless {
            Some((unless, pairs)) if self.rule.when.rest.imply(&unless.rest) => when.without(pairs),
            Some(_) | None => when,
        }
    }

    /// The pairs for which it fits whenever a later rule does.
    fn takes_from(&self, later: &Self) -> Option<Pairs> {
        if !later.rule.when.rest.imply(&self.rule.when.rest) {
            return None;
        }
        let Some((unless, exempt)) = &self.unless else { return Some(self.when.clone()) };
        let exempt = match &later.unless {
            // What it exempts, the later one exempts as well.
            Some((other, pairs)) if unless.rest.imply(&other.rest) => exempt.clone().without(pairs),
            Some(_) | None => exempt.clone(),
        };
        Some(self.when.clone().without(&exempt))
    }

    fn says_the_same_as(&self, other: &Self) -> bool {
        let unless = |ruled: &Self| ruled.unless.as_ref().map(|(unless, pairs)| (unless.rest.clone(), pairs.clone()));
        self.when == other.when && self.rule.when.rest == other.rule.when.rest && unless(self) == unless(other)
    }

    fn quoted(&self) -> String {
        format!("{:?}", self.rule.name.as_str())
    }
}

/// Says which rules are never reached, and why; returns the kinds of event at the levels that are given to patrols.
pub(super) fn check(
    rules: &[(ClassificationRule, Mark)],
    toml: &Toml<'_>,
    taxonomy: &Taxonomy,
) -> BTreeSet<(TypeCode, Level)> {
    let codes: Vec<TypeCode> = taxonomy.entries().map(|entry| entry.code.clone()).collect();
    let all: Vec<Ruled<'_>> = rules
        .iter()
        .map(|(rule, mark)| Ruled {
            rule,
            mark,
            when: Pairs::of(&rule.when, &codes, rule.type_code.is_some()),
            unless: rule.unless.as_ref().map(|unless| (unless, Pairs::of(unless, &codes, true))),
        })
        .collect();
    let mut dispatched = BTreeSet::new();
    let mut earlier = Earlier::default();
    for (place, later) in all.iter().enumerate() {
        let before = earlier.comparable_with(later, &all);
        let (left, takers) = left_by(&before, later);
        if later.rule.handling == Handling::PoliceDispatch {
            let codes = left.codes().filter_map(|code| codes.get(code));
            dispatched.extend(codes.map(|code| (code.clone(), later.rule.level)));
        }
        // The last rule is for what nobody foresaw, so it may well be that today nothing is left for it.
        let is_last_resort = later.rule.is_catch_all() && !before.iter().any(|earlier| earlier.rule.is_catch_all());
        if left.is_empty() && !is_last_resort {
            toml.fault(later.mark, later.quoted(), why_never(&before, later, &takers));
        }
        earlier.add(place, later);
    }
    dispatched
}

/// The rules so far, by their places: those that ask for no keyword, and the others by each that they ask for.
#[derive(Default)]
struct Earlier {
    wordless: Vec<usize>,
    by_word: BTreeMap<KeywordId, Vec<usize>>,
}

impl Earlier {
    fn add(&mut self, place: usize, ruled: &Ruled<'_>) {
        match ruled.rule.when.rest.keywords() {
            None => self.wordless.push(place),
            Some(words) => words.iter().for_each(|word| self.by_word.entry(*word).or_default().push(place)),
        }
    }

    /// Those that may take something away from a later rule or say the same, in their order. It fits by each of its
    /// keywords, so who takes something from it asks for its first one, or for none.
    fn comparable_with<'a, 'r>(&self, later: &Ruled<'_>, all: &'a [Ruled<'r>]) -> Vec<&'a Ruled<'r>> {
        let first = later.rule.when.rest.keywords().and_then(<[_]>::first);
        let of_word = first.and_then(|word| self.by_word.get(word));
        let mut places: Vec<_> = self.wordless.iter().chain(of_word.into_iter().flatten()).copied().collect();
        places.sort_unstable();
        places.into_iter().filter_map(|place| all.get(place)).collect()
    }
}

/// What earlier rules leave to a later one, and those that take something away.
fn left_by<'a, 'r>(before: &[&'a Ruled<'r>], later: &Ruled<'r>) -> (Pairs, Vec<&'a Ruled<'r>>) {
    let mut left = later.possible();
    let mut takers = Vec::new();
    for &earlier in before {
        if left.is_empty() {
            break;
        }
        // Most rules speak of other kinds: comparing what they ask for costs more.
        let taken = if earlier.when.meets(&left) { earlier.takes_from(later) } else { None };
        if let Some(taken) = taken.filter(|taken| taken.meets(&left)) {
            left = left.without(&taken);
            takers.push(earlier);
        }
    }
    (left, takers)
}

fn why_never(before: &[&Ruled<'_>], later: &Ruled<'_>, takers: &[&Ruled<'_>]) -> String {
    let outcome = |ruled: &Ruled<'_>| (ruled.rule.level, ruled.rule.handling, ruled.rule.type_code.clone());
    if let Some(same) = before.iter().find(|earlier| earlier.says_the_same_as(later)) {
        let name = same.quoted();
        return if outcome(same) == outcome(later) {
            format!("it says the same as {name}, which stands before it")
        } else {
            format!("it contradicts {name}, which stands before it with the same conditions and another outcome")
        };
    }
    if takers.is_empty() {
        return "it never fits, since its \"unless\" holds whenever its \"when\" does".to_owned();
    }
    // One that takes everything by itself says it all.
    let alone = before
        .iter()
        .find(|earlier| earlier.takes_from(later).is_some_and(|taken| later.possible().without(&taken).is_empty()));
    let names: Vec<String> = match alone {
        Some(taker) => vec![taker.quoted()],
        None => takers.iter().map(|taker| taker.quoted()).collect(),
    };
    let stand = if names.len() == 1 { "stands before it and fits" } else { "stand before it and fit" };
    format!("it is never reached, since {} {stand} all that it would", names.join(" and "))
}
