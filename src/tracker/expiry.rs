//! When which unit's position may lapse: an ordered queue with lazily re-armed entries.
//!
//! A unit has at most one live entry. A newer fix does not touch it; when it comes due, the unit's true expiry is looked
//! up and the entry armed anew if that lies later. So a unit costs one queue operation per greatest age, however often
//! it reports, and nothing is ever found by a scan.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::domain::ids::UnitId;
use crate::domain::time::EngineTime;

/// One entry: the last instant at which the position is still fresh, and whose it is.
pub(super) type Armed = (EngineTime, UnitId);

#[derive(Debug)]
pub(super) struct Expiry {
    queue: Mutex<BinaryHeap<Reverse<Armed>>>,
    advanced_to: AtomicI64,
}

impl Expiry {
    pub(super) fn new() -> Self {
        Self { queue: Mutex::default(), advanced_to: AtomicI64::new(i64::MIN) }
    }

    /// The latest instant up to which positions have lapsed.
    pub(super) fn advanced_to(&self) -> EngineTime {
        EngineTime::from_micros(self.advanced_to.load(Ordering::Acquire))
    }

    /// Takes out every entry that is past its last fresh instant. The instant is published before the queue is read, so
    /// that whoever arms an entry behind it sees that it is too late.
    pub(super) fn due(&self, now: EngineTime) -> Vec<Armed> {
        self.advanced_to.fetch_max(now.as_micros(), Ordering::AcqRel);
        let mut due = Vec::new();
        let mut queue = self.lock();
        while queue.peek().is_some_and(|Reverse((last_fresh_at, _))| *last_fresh_at < now) {
            due.extend(queue.pop().map(|Reverse(armed)| armed));
        }
        due
    }

    pub(super) fn arm(&self, last_fresh_at: EngineTime, unit: UnitId) {
        self.lock().push(Reverse((last_fresh_at, unit)));
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, BinaryHeap<Reverse<Armed>>> {
        // A heap of plain entries is whole after every step, so a panic elsewhere leaves it usable.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
