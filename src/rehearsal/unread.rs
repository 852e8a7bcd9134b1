//! Reports that a proposed policy cannot be asked about: their narratives are sealed, and it looks for words that the
//! policy of the time did not look for.
//!
//! Keywords are found before a narrative is sealed. Of a word that nobody looked for then, nobody can tell now whether it
//! was said. Such a report happens again with the keywords that were found, and is listed here as not re-runnable.

use std::collections::BTreeSet;
use std::fmt;

use crate::domain::classification::PolicyHash;
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{IncidentId, ReportId, Sequence};
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::policy::Policy;

/// The most reports that are told one by one.
pub const UNREAD_MAX: usize = 1_000;

/// How many of the words are named.
const WORDS_MAX: usize = 3;

/// A report whose narrative nobody can look into for all keywords of the proposed policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadReport {
    /// The entry that brought the narrative.
    pub sequence: Sequence,
    /// When it was recorded.
    pub at: EngineTime,
    /// The report.
    pub report: ReportId,
    /// The incident that it pointed to then.
    pub incident: IncidentId,
    /// Which words the policy of the time did not look for.
    pub missing: Missing,
}

impl fmt::Display for UnreadReport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = self.missing.words.iter().map(Text::as_str).collect();
        write!(formatter, "its narrative is sealed, and was not looked into for {}", words.join(", "))?;
        match self.missing.count.saturating_sub(words.len()) {
            0 => Ok(()),
            more => write!(formatter, " and {more} more"),
        }
    }
}

/// Keywords of the proposed policy that the one of the time does not have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// How many.
    pub count: usize,
    /// The first of them.
    pub words: Vec<Text>,
}

impl Missing {
    fn of(proposed: &Policy, of_the_time: &Policy) -> Self {
        let known: BTreeSet<&Text> = of_the_time.keywords().words().collect();
        let missing = || proposed.keywords().words().filter(|word| !known.contains(word));
        Self { count: missing().count(), words: missing().take(WORDS_MAX).cloned().collect() }
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// How many reports.
    pub count: u64,
    /// The first of them, at most [`UNREAD_MAX`].
    pub listed: Vec<UnreadReport>,
}

/// The fold over the record.
#[derive(Debug)]
pub struct Reader<'a> {
    proposed: &'a Policy,
    /// What the policy that was active last lacks.
    missing: Option<(PolicyHash, Missing)>,
    seen: BTreeSet<ReportId>,
    found: Unread,
}

impl<'a> Reader<'a> {
    /// Nothing read yet.
    #[must_use]
    pub const fn new(proposed: &'a Policy) -> Self {
        let found = Unread { count: 0, listed: Vec::new() };
        Self { proposed, missing: None, seen: BTreeSet::new(), found }
    }

    /// Looks at an entry; `of_the_time` is the policy that was active before it, `pointed_to` says to which incident a
    /// report pointed.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other events bring no narrative of a report")]
    pub fn take(&mut self, entry: &Entry, of_the_time: &Policy, pointed_to: impl Fn(ReportId) -> Option<IncidentId>) {
        for event in &entry.events {
            let told = match event {
                Event::ReportFiled(report) if report.content.narrative.is_some() => Some((report.id, report.incident)),
                Event::ReportAmended { report, amendment } if amendment.narrative.is_some() => {
                    pointed_to(*report).map(|incident| (*report, incident))
                }
                _ => None,
            };
            if let Some((report, incident)) = told {
                self.look_into(entry, of_the_time, report, incident);
            }
        }
    }

    fn look_into(&mut self, entry: &Entry, of_the_time: &Policy, report: ReportId, incident: IncidentId) {
        let hash = of_the_time.hash();
        if self.missing.as_ref().is_none_or(|(known, _)| *known != hash) {
            self.missing = Some((hash, Missing::of(self.proposed, of_the_time)));
        }
        let Some((_, missing)) = self.missing.as_ref().filter(|(_, missing)| missing.count > 0) else { return };
        if !self.seen.insert(report) {
            return;
        }
        self.found.count += 1;
        if self.found.listed.len() < UNREAD_MAX {
            let (sequence, at, missing) = (entry.sequence, entry.recorded_at, missing.clone());
            self.found.listed.push(UnreadReport { sequence, at, report, incident, missing });
        }
    }

    /// What was found.
    #[must_use]
    pub fn finish(self) -> Unread {
        self.found
    }
}
