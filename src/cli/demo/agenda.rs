//! What the desks have to do and when: one list in the order of time, from which every desk takes.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use super::shift::Shift;
use crate::api::proto::Handling;
use crate::city::demand::Demand;

/// One thing to do.
#[derive(Clone, Debug)]
pub(super) enum Task {
    /// Take a report and file it.
    File(Box<Demand>),
    /// Find out where an incident is, and place it.
    Place(String),
    /// Decide about an incident that nobody is sent to by itself.
    Decide(String, Handling),
    /// Close an incident whose units have finished.
    Close(String),
}

/// The tasks by the moment when they are due and the number in which they came.
#[derive(Debug, Default)]
struct List {
    tasks: BTreeMap<(Duration, u64), Task>,
    added: u64,
}

/// The list of all desks.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    list: Mutex<List>,
    changed: Notify,
}

impl Agenda {
    /// Puts something on the list.
    pub(super) fn add(&self, due: Duration, task: Task) {
        {
            let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
            list.added += 1;
            let number = list.added;
            list.tasks.insert((due, number), task);
        }
        self.changed.notify_waiters();
    }

    /// Waits for the next thing that is due, and takes it.
    pub(super) async fn next(&self, shift: &Shift) -> (Duration, Task) {
        loop {
            let changed = self.changed.notified();
            let next = {
                let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
                let now = shift.now();
                match list.tasks.first_entry() {
                    Some(first) if first.key().0 <= now => {
                        let due = first.key().0;
                        return (due, first.remove());
                    }
                    Some(first) => first.key().0,
                    None => Duration::MAX / 2,
                }
            };
            tokio::select! {
                () = changed => {}
                () = shift.until(next.min(shift.now() + LOOKS_AGAIN)) => {}
            }
        }
    }
}

/// A desk without work looks up once in a while.
const LOOKS_AGAIN: Duration = Duration::from_mins(5);
