//! Classified handling (分类处警): ordered rules that say how much an event matters and who handles it. The first rule
//! that fits decides, and is named in the record.

use crate::domain::classification::{Handling, Level};
use crate::domain::ids::TypeCode;
use crate::domain::report::ReportSource;
use crate::domain::text::Text;

use super::section::{Mark, Section, Toml};
use super::taxonomy::{Taxonomy, TypeMatch, non_empty};

/// The most rules of one policy.
pub const RULES_MAX: usize = 1_000;

/// The basis of what the taxonomy does not know: it counts as level 1 and patrols are sent.
pub const UNKNOWN_TYPE: &str = "unknown type";

/// What classification looks at.
#[derive(Clone, Copy, Debug)]
pub struct ClassifyInput<'a> {
    /// The kind of event that was named; it may be unknown.
    pub type_code: &'a TypeCode,
    /// Through which door the report came.
    pub source: ReportSource,
}

/// One rule.
#[derive(Clone, Debug)]
pub struct ClassificationRule {
    /// What it is called in explanations; no two have the same name.
    pub name: Text,
    /// The kinds of event that it speaks of.
    pub types: TypeMatch,
    /// The sources that it speaks of; none for all of them.
    pub sources: Option<Vec<ReportSource>>,
    /// How much the event matters.
    pub level: Level,
    /// Who handles it.
    pub handling: Handling,
}

impl ClassificationRule {
    /// Whether it fits.
    #[must_use]
    pub fn fits(&self, input: &ClassifyInput<'_>) -> bool {
        self.types.matches(input.type_code)
            && self.sources.as_ref().is_none_or(|sources| sources.contains(&input.source))
    }

    fn is_catch_all(&self) -> bool {
        self.types.codes().is_none() && self.sources.is_none()
    }
}

/// Reads and checks the rules, in their order.
pub(super) fn read(top: &Section<'_>, toml: &Toml<'_>, taxonomy: &Taxonomy) -> Vec<ClassificationRule> {
    let sections = top.tables("rule", true);
    if sections.len() > RULES_MAX {
        toml.fault(top.mark(), format!("{} rules", sections.len()), format!("a policy has at most {RULES_MAX}"));
        return Vec::new();
    }
    let mut read: Vec<(ClassificationRule, Mark)> = Vec::new();
    for section in sections {
        let mark = section.mark().clone();
        if let Some(rule) = read_rule(section, toml, taxonomy, &read) {
            read.push((rule, mark));
        }
    }
    check_last(&read, toml);
    check_reachable(&read, toml, taxonomy);
    read.into_iter().map(|(rule, _)| rule).collect()
}

fn read_rule(
    section: Section<'_>,
    toml: &Toml<'_>,
    taxonomy: &Taxonomy,
    before: &[(ClassificationRule, Mark)],
) -> Option<ClassificationRule> {
    let name = section.text("name", non_empty);
    if let Some((name, mark)) = &name {
        if name.as_str() == UNKNOWN_TYPE {
            toml.fault(mark, format!("{UNKNOWN_TYPE:?}"), "the daemon itself uses this name");
        }
        if before.iter().any(|(rule, _)| rule.name == *name) {
            toml.fault(mark, format!("{:?}", name.as_str()), "another rule has this name");
        }
    }
    let (types, sources) = if section.has("when") {
        let when = section.table("when")?;
        let types = TypeMatch::read(&when, "types", taxonomy);
        let sources = when.words("sources", &ReportSource::ALL, ReportSource::as_str);
        when.finish();
        (types, sources)
    } else {
        (TypeMatch::default(), None)
    };
    let level = section.numbered_one("level", "it must be a level from 1 to 4", Level::from_number);
    let handling = section.word("handling", &Handling::ALL, Handling::as_str);
    section.finish();
    Some(ClassificationRule { name: name?.0, types, sources, level: level?, handling: handling? })
}

/// Whatever no rule foresaw must be handled all the same.
fn check_last(rules: &[(ClassificationRule, Mark)], toml: &Toml<'_>) {
    if let Some((rule, mark)) = rules.last()
        && !rule.is_catch_all()
    {
        toml.fault(mark, format!("{:?}", rule.name.as_str()), "the last rule must fit everything: it has no \"when\"");
    }
}

/// A rule that can never be the first to fit is a mistake of whoever wrote it.
fn check_reachable(rules: &[(ClassificationRule, Mark)], toml: &Toml<'_>, taxonomy: &Taxonomy) {
    let mut reached = vec![false; rules.len()];
    for entry in taxonomy.entries() {
        for source in ReportSource::ALL {
            let input = ClassifyInput { type_code: &entry.code, source };
            if let Some(first) = rules.iter().position(|(rule, _)| rule.fits(&input))
                && let Some(flag) = reached.get_mut(first)
            {
                *flag = true;
            }
        }
    }
    for (index, ((rule, mark), reached)) in rules.iter().zip(reached).enumerate() {
        let before = rules.get(..index).unwrap_or_default();
        // The last rule is for what nobody foresaw, so it may well be that today nothing is left for it.
        let last_resort = rule.is_catch_all() && !before.iter().any(|(earlier, _)| earlier.is_catch_all());
        if !reached && !last_resort {
            let shadows = shadows(before, rule, taxonomy);
            toml.fault(
                mark,
                format!("{:?}", rule.name.as_str()),
                format!("it is never reached, since {shadows} stands before it and fits all that it would"),
            );
        }
    }
}

/// The names of the rules that take everything away from this one.
fn shadows(before: &[(ClassificationRule, Mark)], rule: &ClassificationRule, taxonomy: &Taxonomy) -> String {
    let mut names: Vec<String> = Vec::new();
    for entry in taxonomy.entries() {
        for source in ReportSource::ALL {
            let input = ClassifyInput { type_code: &entry.code, source };
            if !rule.fits(&input) {
                continue;
            }
            if let Some((first, _)) = before.iter().find(|(earlier, _)| earlier.fits(&input)) {
                let name = format!("{:?}", first.name.as_str());
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
    }
    names.join(" and ")
}
