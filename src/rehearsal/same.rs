//! The policy of the time, asked again: every recorded decision is made once more, on the state just before it and among
//! the candidates that its explanation names, and must come out the same.

use std::collections::BTreeMap;
use std::fmt;

use super::decision::{Decided, decided};
use super::rebuild;
use super::recorded::Recorded;
use crate::domain::event::{Entry, Event};
use crate::domain::geo::Point;
use crate::domain::ids::{IncidentId, Sequence, UnitId};
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::engine::{State, decide};
use crate::runtime::map::straight_line;

/// The most differences that are told one by one.
pub const DIFFERENCES_MAX: usize = 1_000;

/// Why a decision came out otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A fix came in between two searches of the decision: a unit is named with two places.
    FixRaced {
        /// The unit.
        unit: UnitId,
    },
    /// Another version of patrold made it.
    OtherVersion {
        /// Which one.
        version: Text,
    },
    /// The command was refused this time.
    Refused {
        /// Why.
        reason: String,
    },
    /// The record does not tell why.
    Unknown,
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FixRaced { unit } => write!(formatter, "a fix of unit {unit} raced the decision"),
            Self::OtherVersion { version } => write!(formatter, "version {version} of patrold decided it"),
            Self::Refused { reason } => write!(formatter, "refused this time: {reason}"),
            Self::Unknown => formatter.write_str("the record does not tell why"),
        }
    }
}

/// A decision that came out otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Differently {
    /// The entry.
    pub sequence: Sequence,
    /// When it was recorded.
    pub at: EngineTime,
    /// The incident.
    pub incident: IncidentId,
    /// What was decided then.
    pub then: Decided,
    /// What is decided now.
    pub now: Decided,
    /// Why.
    pub cause: Cause,
}

/// Why an entry's decisions cannot be made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The entry does not tell by which command it came about.
    CommandUnknown,
    /// The policy of the time has no travel parameters that this version can use.
    TravelUnusable,
}

impl fmt::Display for Why {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::CommandUnknown => "its command cannot be told from the record",
            Self::TravelUnusable => "the travel parameters of the policy of the time cannot be used",
        })
    }
}

/// An entry whose decisions cannot be made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotRerunnable {
    /// The entry.
    pub sequence: Sequence,
    /// When it was recorded.
    pub at: EngineTime,
    /// Why.
    pub why: Why,
}

/// What came of asking again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reproduction {
    /// How many decisions about an incident were made again.
    pub decisions: u64,
    /// How many of them came out the same.
    pub same: u64,
    /// Those that did not.
    pub differently: Vec<Differently>,
    /// How many entries decided something that cannot be decided again.
    pub not_rerunnable: u64,
    /// The first of them, at most [`DIFFERENCES_MAX`].
    pub listed: Vec<NotRerunnable>,
}

/// The fold over the record.
#[derive(Debug)]
pub struct SamePolicy {
    state: State,
    version: Option<Text>,
    found: Reproduction,
}

impl SamePolicy {
    /// Begins at a state of the record.
    #[must_use]
    pub fn new(state: State) -> Self {
        Self { state, version: None, found: Reproduction::default() }
    }

    /// Decides an entry again, then takes it over as it was.
    pub fn take(&mut self, entry: &Entry) {
        let then = decided(&entry.events);
        if !then.is_empty() {
            self.decide_again(entry, &then);
        }
        self.follow(entry);
    }

    /// Takes an entry over as it was.
    pub fn follow(&mut self, entry: &Entry) {
        for event in &entry.events {
            if let Event::RunStarted(start) = event {
                self.version = Some(start.version.clone());
            }
        }
        self.state.apply(entry);
    }

    /// The state behind the last entry.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// What came of it.
    #[must_use]
    pub fn finish(self) -> Reproduction {
        self.found
    }

    fn decide_again(&mut self, entry: &Entry, then: &BTreeMap<IncidentId, Decided>) {
        let commands = rebuild::deciding(entry, &self.state);
        if commands.is_empty() {
            return self.give_up(entry, Why::CommandUnknown);
        }
        let Some(travel) = self.state.policy().and_then(|policy| straight_line(policy.travel()).ok()) else {
            return self.give_up(entry, Why::TravelUnusable);
        };
        let opened = rebuild::opened(entry);
        let place = |id: IncidentId| -> Option<Point> {
            match opened.filter(|incident| incident.id == id) {
                Some(incident) => incident.at,
                None => self.state.incident(id)?.at,
            }
        };
        let recorded = Recorded::new(&self.state, travel, then, place).with_followed(followed(entry));
        let mut refusal = None;
        let mut outcomes = Vec::new();
        for command in commands {
            match decide(&self.state, entry.recorded_at, &rebuild::envelope(entry, command), &recorded) {
                Ok(events) => outcomes.push(decided(&events)),
                Err(rejection) => refusal = Some(rejection.to_string()),
            }
        }
        let same =
            |now: &BTreeMap<IncidentId, Decided>| then.iter().filter(|(id, then)| is_same(now, **id, then)).count();
        let nothing = BTreeMap::new();
        let now = outcomes.iter().max_by_key(|now| (same(now), std::cmp::Reverse(now.len()))).unwrap_or(&nothing);
        let raced = recorded.raced();
        let mut differently = Vec::new();
        for id in then.keys().chain(now.keys().filter(|id| !then.contains_key(id))) {
            self.found.decisions += 1;
            let before = then.get(id).cloned().unwrap_or_default();
            if is_same(now, *id, &before) {
                self.found.same += 1;
                continue;
            }
            let after = now.get(id).cloned().unwrap_or_default();
            let named = before.units.iter().chain(&after.units).find(|unit| raced.contains(*unit));
            let cause = match (named, &refusal) {
                (Some(unit), _) => Cause::FixRaced { unit: unit.clone() },
                (None, Some(reason)) if outcomes.is_empty() => Cause::Refused { reason: reason.clone() },
                (None, _) => self.by_version(),
            };
            differently.push(Differently {
                sequence: entry.sequence,
                at: entry.recorded_at,
                incident: *id,
                then: before,
                now: after,
                cause,
            });
        }
        let room = DIFFERENCES_MAX.saturating_sub(self.found.differently.len());
        self.found.differently.extend(differently.into_iter().take(room));
    }

    fn give_up(&mut self, entry: &Entry, why: Why) {
        self.found.not_rerunnable += 1;
        if self.found.listed.len() < DIFFERENCES_MAX {
            self.found.listed.push(NotRerunnable { sequence: entry.sequence, at: entry.recorded_at, why });
        }
    }

    fn by_version(&self) -> Cause {
        let own = env!("CARGO_PKG_VERSION");
        match self.version.as_ref().filter(|version| version.as_str() != own) {
            Some(version) => Cause::OtherVersion { version: version.clone() },
            None => Cause::Unknown,
        }
    }
}

/// The units whom incidents follow, each where its incident was moved to in this entry.
fn followed(entry: &Entry) -> BTreeMap<UnitId, Point> {
    let places = entry.events.iter().filter_map(|event| {
        let Event::IncidentRelocated { incident, place, .. } = event else { return None };
        let follows = entry.events.iter().find_map(|event| {
            let Event::FollowSet { incident: id, following: Some(following) } = event else { return None };
            (id == incident).then_some(following)
        })?;
        Some((follows.unit.clone(), place.at))
    });
    places.collect()
}

fn is_same(now: &BTreeMap<IncidentId, Decided>, id: IncidentId, then: &Decided) -> bool {
    now.get(&id).is_some_and(|now| now.is_same(then))
}
