//! When which unit's position may lapse: ordered queues with lazily re-armed entries.
//!
//! A unit has one live entry at most, which may come due earlier than it must: then the unit's true expiry is looked up and the
//! entry armed anew. A newer fix leaves it alone until it lags behind by a good part of the greatest age; so a unit costs a
//! few queue operations per greatest age, however often it reports, each by whoever brings its fix. What comes due in the
//! sequencer's hands are the units that fell silent, not the million that did not. Nothing is ever found by a scan.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::domain::ids::UnitId;
use crate::domain::time::EngineTime;

/// One entry: the last instant at which the position is still fresh, and whose it is.
pub(super) type Armed = (EngineTime, UnitId);

/// How many queues there are, so that those who bring fixes seldom wait for each other.
const PARTS: usize = 16;

#[derive(Debug)]
pub(super) struct Expiry {
    parts: [Part; PARTS],
    advanced_to: AtomicI64,
}

/// A queue, and when its first entry comes due, to be read without its lock.
#[derive(Debug)]
struct Part {
    queue: Mutex<BTreeSet<Armed>>,
    first_due: AtomicI64,
}

impl Expiry {
    pub(super) fn new() -> Self {
        let part = |_| Part { queue: Mutex::default(), first_due: AtomicI64::new(i64::MAX) };
        Self { parts: std::array::from_fn(part), advanced_to: AtomicI64::new(i64::MIN) }
    }

    /// The latest instant up to which positions have lapsed.
    pub(super) fn advanced_to(&self) -> EngineTime {
        EngineTime::from_micros(self.advanced_to.load(Ordering::SeqCst))
    }

    /// Takes out every entry that is past its last fresh instant. The instant is published before the queues are looked at,
    /// so that whoever arms an entry behind it sees that it is too late.
    pub(super) fn due(&self, now: EngineTime) -> Vec<Armed> {
        self.advanced_to.fetch_max(now.as_micros(), Ordering::SeqCst);
        let mut due = Vec::new();
        for part in &self.parts {
            if part.first_due.load(Ordering::SeqCst) < now.as_micros() {
                let mut queue = part.lock();
                while let Some(armed) = queue.pop_first() {
                    if armed.0 >= now {
                        queue.insert(armed);
                        break;
                    }
                    due.push(armed);
                }
                part.note_first(&queue);
            }
        }
        due
    }

    /// Puts a unit's entry where it belongs now. Called with the unit's lock, so nobody else moves its entry but
    /// [`due`](Self::due), which takes it out.
    pub(super) fn arm(&self, number: u64, unit: &UnitId, last_fresh_at: EngineTime, before: Option<EngineTime>) {
        let [first, ..] = &self.parts;
        let index = usize::try_from(number % PARTS as u64).unwrap_or(0);
        let part = self.parts.get(index).unwrap_or(first);
        let mut queue = part.lock();
        if let Some(before) = before {
            queue.remove(&(before, unit.clone()));
        }
        queue.insert((last_fresh_at, unit.clone()));
        part.note_first(&queue);
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.parts.iter().map(|part| part.lock().len()).sum()
    }
}

impl Part {
    fn lock(&self) -> MutexGuard<'_, BTreeSet<Armed>> {
        // A set of plain entries is whole after every step, so a panic elsewhere leaves it usable.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note_first(&self, queue: &BTreeSet<Armed>) {
        let first_due = queue.first().map_or(i64::MAX, |(last_fresh_at, _)| last_fresh_at.as_micros());
        self.first_due.store(first_due, Ordering::SeqCst);
    }
}
