//! What comes of a span under a policy, counted: how soon somebody was there, by level and town, and what it took.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crate::domain::classification::{Classification, Level};
use crate::domain::dispatch::{ChosenBy, Dispatch, DispatchState, Explanation, Step};
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{IncidentId, UnitId, ZoneId};
use crate::domain::incident::{IncidentNumber, ReplanCause, WaitReason};
use crate::domain::position::PositionSource;
use crate::domain::time::EngineTime;
use crate::engine::State;

/// How one incident went.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// The number that people say.
    pub number: IncidentNumber,
    /// When it was opened.
    pub opened_at: EngineTime,
    /// When its clock started.
    pub clock_started_at: EngineTime,
    /// The town that owns it.
    pub town: Option<ZoneId>,
    /// What it was taken to be when it was opened.
    pub classification: Classification,
    /// How many units its plan asked for when it was opened.
    pub units_needed: u32,
    /// Whom the policy sent, in order.
    pub units: Vec<UnitId>,
    /// Whether it waited for want of a unit.
    pub waited: bool,
    /// When somebody was there.
    pub arrived_at: Option<EngineTime>,
    /// What was said of the first choice, or of why nobody could be found.
    pub explanation: Option<Arc<Explanation>>,
}

/// How long it took until somebody was there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResponseTimes {
    /// Incidents at which somebody arrived.
    pub arrived: u64,
    /// Incidents that called for somebody, at which nobody had arrived when the span was over.
    pub unattended: u64,
    /// Half of the arrivals took no longer.
    pub p50: Duration,
    /// Nine of ten took no longer.
    pub p90: Duration,
}

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Incidents that were opened.
    pub incidents: u64,
    /// Units that the policy sent.
    pub sent: u64,
    /// Of them, units whose place was known from a fresh fix.
    pub sent_on_fresh_fix: u64,
    /// Units that the policy sent out of their home zone.
    pub boundary_crossings: u64,
    /// What went on by itself when something went wrong: offers that were declined or not signed in to in time, targets
    /// that were missed, back-up for a unit that is late or held up.
    pub escalations: u64,
    /// Units that a graver incident took off another on their way.
    pub preemptions: u64,
    /// Incidents that waited for want of a unit.
    pub short: u64,
}

/// The outcome in the making.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// How each incident went, by its name.
    pub stories: BTreeMap<IncidentId, Story>,
    /// What was counted.
    pub counts: Counts,
}

impl Outcome {
    /// Takes over an entry; `state` is the one behind it.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other events are not counted")]
    pub fn take(&mut self, entry: &Entry, state: &State) {
        for event in &entry.events {
            match event {
                Event::IncidentOpened(incident) => {
                    self.counts.incidents += 1;
                    let story = Story {
                        number: incident.number,
                        opened_at: incident.opened_at,
                        clock_started_at: incident.clock_started_at,
                        town: incident.jurisdiction.clone(),
                        classification: incident.classification.clone(),
                        units_needed: incident.units_needed,
                        units: Vec::new(),
                        waited: false,
                        arrived_at: None,
                        explanation: None,
                    };
                    self.stories.insert(incident.id, story);
                }
                Event::DispatchOpened(dispatch) => self.sent(entry, dispatch, state),
                Event::IncidentWaits { incident, reason: WaitReason::NoUnitAvailable, explanation, .. } => {
                    if let Some(story) = self.stories.get_mut(incident) {
                        self.counts.short += u64::from(!story.waited);
                        story.waited = true;
                        if story.explanation.is_none() {
                            story.explanation.clone_from(explanation);
                        }
                    }
                }
                Event::DispatchAdvanced { dispatch, step: Step::Arrived, .. } => {
                    if let Some(found) = state.dispatch(*dispatch) {
                        self.arrived(entry, found.incident);
                    }
                }
                Event::DispatchEnded { end, .. } => match end.state {
                    DispatchState::Declined | DispatchState::OfferExpired => self.counts.escalations += 1,
                    DispatchState::Preempted => self.counts.preemptions += 1,
                    DispatchState::Offered
                    | DispatchState::SignedIn
                    | DispatchState::Departed
                    | DispatchState::Arrived
                    | DispatchState::Finished
                    | DispatchState::Recalled
                    | DispatchState::StoodDown => {}
                },
                Event::TargetMissed { .. }
                | Event::IncidentReplanned { cause: ReplanCause::Late | ReplanCause::Blocked, .. } => {
                    self.counts.escalations += 1;
                }
                _ => {}
            }
        }
    }

    fn sent(&mut self, entry: &Entry, dispatch: &Dispatch, state: &State) {
        if dispatch.state == DispatchState::Arrived {
            self.arrived(entry, dispatch.incident);
        }
        if dispatch.chosen_by != ChosenBy::Policy {
            return;
        }
        self.counts.sent += 1;
        let said = dispatch.explanation.as_deref();
        let named = said.and_then(|said| said.considered.iter().find(|named| named.unit == dispatch.unit));
        self.counts.sent_on_fresh_fix +=
            u64::from(named.is_some_and(|named| named.position.source == PositionSource::Fix));
        let home = state.unit(&dispatch.unit).and_then(|unit| unit.profile.home_zone.as_ref());
        let owner = state.incident(dispatch.incident).and_then(|incident| incident.jurisdiction.as_ref());
        if let (Some(home), Some(owner)) = (home, owner) {
            self.counts.boundary_crossings += u64::from(home != owner);
        }
        if let Some(story) = self.stories.get_mut(&dispatch.incident) {
            if story.units.is_empty() {
                story.explanation.clone_from(&dispatch.explanation);
            }
            story.units.push(dispatch.unit.clone());
        }
    }

    fn arrived(&mut self, entry: &Entry, incident: IncidentId) {
        if let Some(story) = self.stories.get_mut(&incident) {
            story.arrived_at.get_or_insert(entry.recorded_at);
        }
    }

    /// How soon somebody was there, by level and town.
    #[must_use]
    pub fn response_times(&self) -> BTreeMap<(Level, Option<ZoneId>), ResponseTimes> {
        let mut samples: BTreeMap<(Level, Option<ZoneId>), (Vec<Duration>, u64)> = BTreeMap::new();
        for story in self.stories.values() {
            let (took, unattended) = samples.entry((story.classification.level, story.town.clone())).or_default();
            match story.arrived_at {
                Some(at) => took.push(at.since(story.clock_started_at)),
                None => *unattended += u64::from(story.units_needed > 0),
            }
        }
        samples.into_iter().map(|(key, (took, unattended))| (key, times(took, unattended))).collect()
    }

    /// How soon somebody was there, by level.
    #[must_use]
    pub fn response_times_by_level(&self) -> BTreeMap<Level, ResponseTimes> {
        let of = |level: Level| self.stories.values().filter(move |story| story.classification.level == level);
        let all = Level::ALL.into_iter().filter(|level| of(*level).next().is_some()).map(|level| {
            let took = of(level).filter_map(|story| Some(story.arrived_at?.since(story.clock_started_at))).collect();
            let missing = of(level).filter(|story| story.arrived_at.is_none() && story.units_needed > 0).count();
            (level, times(took, missing as u64))
        });
        all.collect()
    }
}

fn times(mut took: Vec<Duration>, unattended: u64) -> ResponseTimes {
    took.sort_unstable();
    let share = |tenths: usize| {
        let rank = (took.len() * tenths).div_ceil(10).saturating_sub(1);
        took.get(rank).copied().unwrap_or_default()
    };
    ResponseTimes { arrived: took.len() as u64, unattended, p50: share(5), p90: share(9) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_of_ten_took_no_longer_than_the_ninth() {
        let seconds = |numbers: std::ops::RangeInclusive<u64>| numbers.rev().map(Duration::from_secs).collect();
        let of_ten = times(seconds(1..=10), 3);
        assert_eq!((of_ten.p50, of_ten.p90), (Duration::from_secs(5), Duration::from_secs(9)));
        assert_eq!((of_ten.arrived, of_ten.unattended), (10, 3));
        assert_eq!(times(seconds(7..=7), 0).p90, Duration::from_secs(7));
        assert_eq!(times(Vec::new(), 0), ResponseTimes::default());
    }
}
