//! The feed: what changed, in order, for consoles and devices.
//!
//! A bounded ring of committed changes and a wake-up. A reader that has fallen behind the ring's end is told to list
//! again; nobody ever waits for a reader.

use std::collections::VecDeque;
use std::sync::{Arc, PoisonError, RwLock};

use thiserror::Error;
use tokio::sync::watch;

use super::sights::{Before, Sights};
use crate::domain::dispatch::Dispatch;
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{IncidentId, Sequence};
use crate::domain::incident::Incident;
use crate::domain::report::Report;
use crate::domain::unit::Unit;
use crate::engine::State;
use crate::engine::touched::Touched;

/// What one entry changed: every thing that it touched, as it is after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The entry.
    pub entry: Arc<Entry>,
    /// Units.
    pub units: Vec<Arc<Unit>>,
    /// Reports.
    pub reports: Vec<Arc<Report>>,
    /// Incidents.
    pub incidents: Vec<Arc<Incident>>,
    /// Dispatches.
    pub dispatches: Vec<Arc<Dispatch>>,
    /// Closed incidents that left memory for the records.
    pub retired: Vec<IncidentId>,
    /// Who saw and who sees all of that.
    pub sights: Sights,
}

impl Change {
    /// The change that an entry made, looked up in the state after it.
    #[must_use]
    pub fn of(entry: &Arc<Entry>, before: Before, state: &State) -> Self {
        let touched = Touched::by(&entry.events, state);
        let sights = Sights::of(before, entry, &touched, state);
        Self {
            entry: Arc::clone(entry),
            units: touched.units.iter().filter_map(|id| state.unit(id)).cloned().collect(),
            reports: touched.reports.iter().filter_map(|id| state.report(*id)).cloned().collect(),
            incidents: touched.incidents.iter().filter_map(|id| state.incident(*id)).cloned().collect(),
            dispatches: touched.dispatches.iter().filter_map(|id| state.dispatch(*id)).cloned().collect(),
            retired: touched.incidents.into_iter().filter(|id| state.incident(*id).is_none()).collect(),
            sights,
        }
    }
}

/// The reader has fallen behind what is kept: it must list again.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("the feed no longer reaches back to sequence {after}: it starts at {oldest}")]
pub struct Resync {
    /// The newest sequence that the reader had.
    pub after: Sequence,
    /// The oldest that is kept.
    pub oldest: Sequence,
}

/// The ring of changes.
#[derive(Debug)]
pub struct Feed {
    ring: RwLock<Ring>,
    newest: watch::Sender<Sequence>,
}

#[derive(Debug)]
struct Ring {
    changes: VecDeque<Arc<Change>>,
    max: usize,
    /// The newest sequence that was dropped, or that the feed began behind.
    behind: Sequence,
    /// The newest sequence at which an incident was restricted.
    restricted: Sequence,
}

impl Feed {
    /// A feed that goes on behind `sequence` and keeps at most `max` changes.
    #[must_use]
    pub fn new(sequence: Sequence, max: usize) -> Self {
        let ring = Ring { changes: VecDeque::new(), max: max.max(1), behind: sequence, restricted: Sequence::ZERO };
        Self { ring: RwLock::new(ring), newest: watch::Sender::new(sequence) }
    }

    /// Publishes changes that are on disk, in order.
    pub fn publish(&self, changes: impl IntoIterator<Item = Change>) {
        let mut newest = None;
        {
            let mut ring = self.ring.write().unwrap_or_else(PoisonError::into_inner);
            for change in changes {
                newest = Some(change.entry.sequence);
                ring.push(change);
            }
        }
        if let Some(newest) = newest {
            self.newest.send_replace(newest);
        }
    }

    /// The changes behind `after`, at most `max`; empty when there is none yet.
    ///
    /// # Errors
    /// When the ring no longer reaches back that far, or `after` lies in the future of this record.
    pub fn after(&self, after: Sequence, max: usize) -> Result<Vec<Arc<Change>>, Resync> {
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        let newest = ring.changes.back().map_or(ring.behind, |change| change.entry.sequence);
        if after < ring.behind || after > newest {
            return Err(Resync { after, oldest: ring.behind.next() });
        }
        let start = ring.changes.partition_point(|change| change.entry.sequence <= after);
        Ok(ring.changes.range(start..).take(max).cloned().collect())
    }

    /// Whether a reader may go on behind `after`: the changes are there, and no incident was restricted since, of which they
    /// would tell what everybody could see before.
    #[must_use]
    pub fn may_resume(&self, after: Sequence) -> bool {
        let restricted = self.ring.read().unwrap_or_else(PoisonError::into_inner).restricted;
        after >= restricted && self.after(after, 1).is_ok()
    }

    /// A wake-up that carries the newest published sequence.
    #[must_use]
    pub fn newest(&self) -> watch::Receiver<Sequence> {
        self.newest.subscribe()
    }
}

impl Ring {
    fn push(&mut self, change: Change) {
        if change.entry.events.iter().any(|event| matches!(event, Event::IncidentRestricted { .. })) {
            self.restricted = change.entry.sequence;
        }
        self.changes.push_back(Arc::new(change));
        while self.changes.len() > self.max {
            if let Some(dropped) = self.changes.pop_front() {
                self.behind = dropped.entry.sequence;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::text::Text;
    use crate::runtime::board::tests::entry;

    fn change(sequence: u64) -> Change {
        Change {
            entry: Arc::new(entry(sequence)),
            units: Vec::new(),
            reports: Vec::new(),
            incidents: Vec::new(),
            dispatches: Vec::new(),
            retired: Vec::new(),
            sights: Sights::default(),
        }
    }

    #[test]
    fn a_reader_resumes_where_it_was_and_a_slow_one_is_told() {
        let feed = Feed::new(Sequence::new(10), 3);
        feed.publish((11..=12).map(change));
        let seen = |after| feed.after(Sequence::new(after), 10).map(|changes| changes.len());
        assert_eq!((seen(10), seen(11), seen(12)), (Ok(2), Ok(1), Ok(0)));
        feed.publish((13..=15).map(change));
        assert_eq!(seen(12), Ok(3));
        assert_eq!(seen(11), Err(Resync { after: Sequence::new(11), oldest: Sequence::new(13) }));
        assert!(seen(99).is_err(), "a reader from another record must list again");
        assert_eq!(*feed.newest().borrow(), Sequence::new(15));
    }

    #[test]
    fn nobody_resumes_from_before_a_restriction() {
        let feed = Feed::new(Sequence::ZERO, 10);
        feed.publish((1..=3).map(change));
        let incident = IncidentId::from_uuid(uuid::Uuid::from_u128(7));
        let event = Event::IncidentRestricted { incident, people: BTreeSet::new(), reason: Text::default() };
        let entry = Arc::new(Entry { events: vec![event], ..entry(4) });
        feed.publish([Change { entry, ..change(4) }, change(5)]);
        let may_resume = |after| feed.may_resume(Sequence::new(after));
        assert_eq!([2, 3, 4, 5, 6].map(may_resume), [false, false, true, true, false]);
    }
}
