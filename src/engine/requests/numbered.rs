//! Writes that their makers number: the commands of a `Submit` session, the writes of a device's installation.
//!
//! Each series has a window: the highest number that was carried out, and the newest answers. When there are too many, those
//! go that were silent longest, of whoever has them: nobody's greed costs another a window. What may belong to a series that
//! was forgotten is refused to its principal, never run as new; everybody else begins as always.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Kept, Known};
use crate::domain::command::RequestDigest;
use crate::domain::ids::{RequestId, Sequence};
use crate::domain::rejection::Rejection;
use crate::domain::text::Text;
use crate::domain::time::EngineTime;

/// A series: the principal and its session, or the device and its installation.
pub(super) type Series = (Text, Uuid);

/// Answers in the order of their numbers, and the highest number that was applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Window {
    /// Who wrote last.
    owner: Text,
    highest: u64,
    /// The entry that was made last.
    last: Sequence,
    answers: VecDeque<(u64, Arc<Kept>)>,
}

/// What is remembered of a principal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Owner {
    windows: usize,
    /// When the youngest series was made that was forgotten, as far as their names say.
    forgotten_through: Option<EngineTime>,
}

/// The windows of all series of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Numbered {
    windows: BTreeMap<Series, Window>,
    owners: BTreeMap<Text, Owner>,
}

impl Numbered {
    /// What is known of a number that a principal sends.
    pub(super) fn look_up(&self, principal: &Text, series: &Series, number: u64, digest: RequestDigest) -> Known {
        match self.windows.get(series) {
            Some(window) => window.look_up(number, digest),
            None if self.may_be_forgotten(principal, series, number) => Known::Refused(Rejection::RequestTooOld),
            None => Known::New,
        }
    }

    /// Keeps an answer, and so many of the series.
    pub(super) fn keep(&mut self, principal: &Text, series: Series, number: u64, kept: &Arc<Kept>, max: usize) {
        let last = kept.sequence();
        let window = self.windows.entry(series).or_insert_with(|| {
            self.owners.entry(principal.clone()).or_default().windows += 1;
            Window { owner: principal.clone(), highest: 0, last, answers: VecDeque::new() }
        });
        // A device may be handed on: its windows are those of whoever has it.
        if window.owner != *principal {
            disown(&mut self.owners, &window.owner);
            self.owners.entry(principal.clone()).or_default().windows += 1;
            window.owner = principal.clone();
        }
        window.keep(number, kept, max);
    }

    /// How many series are known.
    pub(super) fn len(&self) -> usize {
        self.windows.len()
    }

    /// How many of them are a principal's.
    pub(super) fn len_of(&self, principal: &Text) -> usize {
        self.owners.get(principal).map_or(0, |owner| owner.windows)
    }

    /// Forgets the series that was silent longest, of those who have most.
    pub(super) fn forget_of_whoever_has_most(&mut self, now: EngineTime) {
        let most = self.owners.values().map(|owner| owner.windows).max();
        let of_these: BTreeSet<Text> = self
            .owners
            .iter()
            .filter(|(_, owner)| Some(owner.windows) == most)
            .map(|(principal, _)| principal.clone())
            .collect();
        self.forget(1, now, |owner| of_these.contains(owner));
    }

    /// Forgets so many of a principal's series, those that were silent longest.
    pub(super) fn forget_of(&mut self, principal: &Text, count: usize, now: EngineTime) {
        self.forget(count, now, |owner| owner == principal);
    }

    fn forget(&mut self, count: usize, now: EngineTime, is_theirs: impl Fn(&Text) -> bool) {
        let theirs = self.windows.iter().filter(|(_, window)| is_theirs(&window.owner));
        let mut by_age: Vec<_> = theirs.map(|(series, window)| (window.last, series.clone())).collect();
        by_age.sort_unstable();
        for (_, series) in by_age.into_iter().take(count) {
            let Some(window) = self.windows.remove(&series) else { continue };
            let through = made_at(series.1).map_or(EngineTime::default(), |made_at| made_at.min(now));
            let owner = self.owners.entry(window.owner.clone()).or_default();
            owner.forgotten_through = owner.forgotten_through.max(Some(through));
            disown(&mut self.owners, &window.owner);
        }
    }

    /// Whether an unknown series may be one of the principal's that was forgotten: one that is younger than all of these is
    /// not. Of one whose name says no age, whatever is not its first number may be.
    fn may_be_forgotten(&self, principal: &Text, series: &Series, number: u64) -> bool {
        let through = self.owners.get(principal).and_then(|owner| owner.forgotten_through);
        through.is_some_and(|through| made_at(series.1).map_or(number > 1, |made_at| made_at <= through))
    }
}

/// Counts one series less of a principal.
fn disown(owners: &mut BTreeMap<Text, Owner>, principal: &Text) {
    if let Some(owner) = owners.get_mut(principal) {
        owner.windows = owner.windows.saturating_sub(1);
        if owner.windows == 0 && owner.forgotten_through.is_none() {
            owners.remove(principal);
        }
    }
}

/// When a series was made, by the clock of whoever made it, if its name says so.
fn made_at(name: Uuid) -> Option<EngineTime> {
    RequestId::from_uuid(name).made_at_ms().map(super::at_ms)
}

impl Window {
    fn look_up(&self, number: u64, digest: RequestDigest) -> Known {
        if let Ok(index) = self.answers.binary_search_by_key(&number, |(number, _)| *number) {
            return self.answers.get(index).map_or(Known::New, |(_, kept)| kept.answer_to(digest));
        }
        if number <= self.highest { Known::Refused(Rejection::RequestTooOld) } else { Known::New }
    }

    fn keep(&mut self, number: u64, kept: &Arc<Kept>, max: usize) {
        self.last = kept.sequence();
        // Older versions forgot sooner: in their record a number may come again. Its first answer stands.
        if number <= self.highest {
            return;
        }
        self.highest = number;
        self.answers.push_back((number, Arc::clone(kept)));
        while self.answers.len() > max {
            self.answers.pop_front();
        }
    }
}
