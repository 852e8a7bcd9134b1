//! What one fold makes, the others take.
//!
//! A daemon folds each entry several times: the state that decides leads, the board's copies follow what is on disk. All
//! come to the same things, so the leader notes each version of a thing as it makes it, and a follower takes these in the
//! same order instead of making its own: a thing is in memory once, however many folds know it. Which things there are, the
//! queue and a few counts each fold keeps by itself.
//!
//! A follower that is given nothing, or something that is no version of what it is about to change, goes on by itself. A
//! debug build makes each version again and compares, but for policies, whose hash says what they are.

use std::collections::VecDeque;
use std::fmt::Debug;
use std::sync::Arc;

use super::requests::Kept;
use super::state::State;
use crate::domain::dispatch::Dispatch;
use crate::domain::incident::Incident;
use crate::domain::report::Report;
use crate::domain::unit::Unit;
use crate::policy::Policy;

/// The versions of things that a fold has made, in the order of their making.
#[derive(Debug, Default)]
pub struct Made {
    units: Vec<Arc<Unit>>,
    reports: Vec<Arc<Report>>,
    incidents: Vec<Arc<Incident>>,
    dispatches: Vec<Arc<Dispatch>>,
    answers: Vec<Arc<Kept>>,
    policies: Vec<Arc<Policy>>,
}

impl Made {
    /// Adds what was made after it.
    pub fn append(&mut self, later: Self) {
        let Self { units, reports, incidents, dispatches, answers, policies } = later;
        self.units.extend(units);
        self.reports.extend(reports);
        self.incidents.extend(incidents);
        self.dispatches.extend(dispatches);
        self.answers.extend(answers);
        self.policies.extend(policies);
    }
}

/// One reel for each kind of thing.
#[derive(Debug, Default)]
pub(super) struct Tape {
    pub(super) units: Reel<Unit>,
    pub(super) reports: Reel<Report>,
    pub(super) incidents: Reel<Incident>,
    pub(super) dispatches: Reel<Dispatch>,
    pub(super) answers: Reel<Kept>,
    /// Reading one takes longer than anything else that a fold does.
    pub(super) policies: Reel<Policy>,
}

/// A copy of a state is a fold of its own.
impl Clone for Tape {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl State {
    /// Decides from now on: what deciding asks for is at hand, and what it makes is noted.
    pub fn lead(&mut self) {
        self.keep_index();
        self.tape = Tape {
            units: Reel::Noted(Vec::new()),
            reports: Reel::Noted(Vec::new()),
            incidents: Reel::Noted(Vec::new()),
            dispatches: Reel::Noted(Vec::new()),
            answers: Reel::Noted(Vec::new()),
            policies: Reel::Noted(Vec::new()),
        };
    }

    /// What was made since this was asked last; nothing of a state that does not lead.
    pub fn take_made(&mut self) -> Made {
        let Tape { units, reports, incidents, dispatches, answers, policies } = &mut self.tape;
        Made {
            units: units.take(),
            reports: reports.take(),
            incidents: incidents.take(),
            dispatches: dispatches.take(),
            answers: answers.take(),
            policies: policies.take(),
        }
    }

    /// Takes what the leader made instead of making it, in whatever is folded by `fold`.
    pub fn follow<R>(&mut self, made: &Made, fold: impl FnOnce(&mut Self) -> R) -> R {
        self.tape = Tape {
            units: Reel::given(&made.units),
            reports: Reel::given(&made.reports),
            incidents: Reel::given(&made.incidents),
            dispatches: Reel::given(&made.dispatches),
            answers: Reel::given(&made.answers),
            policies: Reel::given(&made.policies),
        };
        let folded = fold(self);
        self.tape = Tape::default();
        folded
    }
}

/// A thing that changes.
pub(super) trait Version: Clone {
    /// Whether both are versions of the same thing.
    fn is_of(&self, other: &Self) -> bool;
}

impl Version for Unit {
    fn is_of(&self, other: &Self) -> bool {
        self.profile.id == other.profile.id
    }
}

impl Version for Report {
    fn is_of(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Version for Incident {
    fn is_of(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Version for Dispatch {
    fn is_of(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// Where the versions of one kind of thing come from, and where they go.
#[derive(Debug, Default)]
pub(super) enum Reel<V> {
    /// They are made and nobody else is told.
    #[default]
    Own,
    /// They are made and noted.
    Noted(Vec<Arc<V>>),
    /// They are taken from the leader.
    Given(VecDeque<Arc<V>>),
}

impl<V: Clone + Debug + PartialEq> Reel<V> {
    fn given(made: &[Arc<V>]) -> Self {
        Self::Given(made.iter().cloned().collect())
    }

    fn take(&mut self) -> Vec<Arc<V>> {
        match self {
            Self::Noted(noted) => std::mem::take(noted),
            Self::Own | Self::Given(_) => Vec::new(),
        }
    }

    /// Puts the next version of a thing in its place: the given one, or the one that `change` makes of it.
    pub(super) fn renew(&mut self, thing: &mut Arc<V>, change: impl FnOnce(&mut V))
    where
        V: Version,
    {
        if let Some(next) = self.next_if(|next| next.is_of(thing)) {
            if cfg!(debug_assertions) {
                let mut own = V::clone(thing);
                change(&mut own);
                debug_assert_eq!(own, *next, "a follower comes to what the leader came to");
            }
            *thing = next;
            return;
        }
        change(Arc::make_mut(thing));
        self.note(thing);
    }

    /// The first version of a thing: the given one, or what `new` makes.
    pub(super) fn make(&mut self, is_it: impl FnOnce(&V) -> bool, new: impl FnOnce() -> V) -> Arc<V> {
        if let Some(first) = self.next_if(is_it) {
            if cfg!(debug_assertions) {
                debug_assert_eq!(new(), *first, "a follower comes to what the leader came to");
            }
            return first;
        }
        self.keep(new())
    }

    /// The same of what may not come about.
    pub(super) fn make_if(
        &mut self,
        is_it: impl FnOnce(&V) -> bool,
        new: impl FnOnce() -> Option<V>,
    ) -> Option<Arc<V>> {
        self.next_if(is_it).or_else(|| new().map(|new| self.keep(new)))
    }

    fn keep(&mut self, new: V) -> Arc<V> {
        let made = Arc::new(new);
        self.note(&made);
        made
    }

    fn next_if(&mut self, is_it: impl FnOnce(&V) -> bool) -> Option<Arc<V>> {
        let Self::Given(given) = self else { return None };
        let next = given.pop_front().filter(|next| is_it(next));
        if next.is_none() {
            *self = Self::Own;
        }
        next
    }

    fn note(&mut self, made: &Arc<V>) {
        if let Self::Noted(noted) = self {
            noted.push(Arc::clone(made));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::few::Few;
    use crate::domain::ids::{ForceId, UnitId};
    use crate::domain::unit::{Tier, UnitKind, UnitProfile};

    fn rider(callsign: &str) -> Arc<Unit> {
        Arc::new(Unit::off_duty(UnitProfile {
            id: UnitId::new(callsign).expect("a callsign"),
            tier: Tier::City,
            force: ForceId::new("iron-riders").expect("a force"),
            kind: UnitKind::Motorcycle,
            home_zone: None,
            post: None,
            capabilities: Few::new(),
            parent: None,
        }))
    }

    fn to_town(unit: &mut Unit) {
        unit.profile.tier = Tier::Town;
    }

    #[test]
    fn what_the_leader_made_is_taken_and_what_is_missing_is_made() {
        let (mut lead, mut leads) = (rider("R1"), Reel::Noted(Vec::new()));
        leads.renew(&mut lead, to_town);
        let made = leads.take();
        assert_eq!(made.as_slice(), std::slice::from_ref(&lead));

        let (mut follows, mut follower) = (rider("R1"), Reel::given(&made));
        follower.renew(&mut follows, to_town);
        assert!(Arc::ptr_eq(&lead, &follows), "there is one of it");
        // Nothing more is given: another unit is changed all the same, and so is one for which something else is given.
        let mut other = rider("R2");
        follower.renew(&mut other, to_town);
        assert_eq!(other.profile.tier, Tier::Town);
        let (mut another, mut misled) = (rider("R3"), Reel::given(&made));
        misled.renew(&mut another, to_town);
        assert_eq!((another.profile.id.as_str(), another.profile.tier), ("R3", Tier::Town));
    }
}
