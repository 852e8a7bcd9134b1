//! Which incidents two policies decided otherwise.

use std::fmt;

use super::outcome::{Outcome, Story};
use crate::domain::ids::IncidentId;

/// In which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Its type, level or handling is another.
    Classified,
    /// Its plan, or how many units it asks for, is another.
    Planned,
    /// Other units went, or others first, since the situation was another.
    Units,
    /// It exists under one of the policies only.
    Opened,
}

impl Kind {
    /// Every kind, the gravest first.
    pub const ALL: [Self; 4] = [Self::Classified, Self::Planned, Self::Units, Self::Opened];

    /// The word used in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Classified => "classified",
            Self::Planned => "planned",
            Self::Units => "units",
            Self::Opened => "opened",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// One incident that was decided otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The incident.
    pub incident: IncidentId,
    /// In which way.
    pub kind: Kind,
    /// How it went under the one policy.
    pub before: Option<Story>,
    /// How it went under the other.
    pub after: Option<Story>,
}

/// Every incident that was decided otherwise, the oldest first.
#[must_use]
pub fn differences(before: &Outcome, after: &Outcome) -> Vec<Difference> {
    let ids: std::collections::BTreeSet<_> = before.stories.keys().chain(after.stories.keys()).copied().collect();
    let found = ids.into_iter().filter_map(|incident| {
        let (one, other) = (before.stories.get(&incident), after.stories.get(&incident));
        let kind = match (one, other) {
            (Some(one), Some(other)) => kind(one, other)?,
            (Some(_), None) | (None, Some(_)) => Kind::Opened,
            (None, None) => return None,
        };
        Some(Difference { incident, kind, before: one.cloned(), after: other.cloned() })
    });
    found.collect()
}

fn kind(one: &Story, other: &Story) -> Option<Kind> {
    let class = |story: &Story| {
        let it = &story.classification;
        (it.type_code.clone(), it.level, it.handling)
    };
    let plan = |story: &Story| story.explanation.as_ref().map(|said| said.plan.clone());
    if class(one) != class(other) {
        Some(Kind::Classified)
    } else if one.units_needed != other.units_needed || plan(one) != plan(other) {
        Some(Kind::Planned)
    } else if one.units != other.units {
        Some(Kind::Units)
    } else {
        None
    }
}
