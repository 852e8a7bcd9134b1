//! The inbox of the sequencer: one bounded queue for each class, filled by many tasks without waiting, emptied by one
//! thread.
//!
//! The graver class is served first; every other class keeps a small share of each step, so that it moves on however
//! long the storm lasts. A step that has level 1 takes little beside it, and one without takes a bounded number, so that
//! a level 1 command never waits behind a long step.
//!
//! Commands of one stream form a lane and keep their order. When the turn of a lane's command has come, what stands
//! before it in the lane is taken with it, whatever its class: a graver command pulls its forerunners along, and never
//! overtakes them.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::class::{Class, PerClass};

/// Why something did not get into the inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InboxRefusal {
    /// The limit of its class is reached.
    Full,
    /// Nothing is let in any more.
    Closed,
}

/// How much waits at most, and how much one step takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InboxLimits {
    /// How many items of each class may wait.
    pub waiting_max: PerClass<usize>,
    /// How many items a step takes.
    pub step_max: usize,
    /// How many items other than level 1 a step takes.
    pub step_other_max: usize,
}

/// Bounded queues by class.
#[derive(Debug)]
pub struct Inbox<K, T> {
    inner: Mutex<Inner<K, T>>,
    filled: Condvar,
    limits: InboxLimits,
}

#[derive(Debug)]
struct Inner<K, T> {
    turns: PerClass<VecDeque<Turn<K, T>>>,
    lanes: HashMap<K, VecDeque<Waiting<T>>>,
    waiting: PerClass<usize>,
    next_ticket: u64,
    /// What is taken when nothing else is left.
    last: Option<T>,
    /// Whether the reader should look up though nothing came in.
    nudged: bool,
    closed: bool,
}

#[derive(Debug)]
struct Waiting<T> {
    ticket: u64,
    class: Class,
    item: T,
}

/// A place in a queue.
#[derive(Debug)]
enum Turn<K, T> {
    /// Of an item that belongs to no lane.
    Alone(Waiting<T>),
    /// Of everything in a lane up to a ticket; nothing is left of it when a graver turn came before.
    InLane { lane: K, ticket: u64 },
}

/// What a reader found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Items in the order in which they are to be decided; none when the time ran out or the reader was nudged.
    Items,
    /// The inbox is closed and empty.
    Closed,
}

impl<K: Clone + Eq + Hash, T> Inbox<K, T> {
    /// An empty inbox.
    #[must_use]
    pub fn new(limits: InboxLimits) -> Self {
        let inner = Inner {
            turns: PerClass::default(),
            lanes: HashMap::new(),
            waiting: PerClass::default(),
            next_ticket: 0,
            last: None,
            nudged: false,
            closed: false,
        };
        Self { inner: Mutex::new(inner), filled: Condvar::new(), limits }
    }

    /// How many items of a class may wait.
    #[must_use]
    pub const fn max(&self, class: Class) -> usize {
        *self.limits.waiting_max.get(class)
    }

    /// How many items of each class wait.
    pub fn waiting(&self) -> PerClass<usize> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).waiting
    }

    /// Puts an item in, behind what its lane has, or gives it back.
    ///
    /// # Errors
    /// When its class is full or the inbox is closed.
    pub fn put(&self, class: Class, lane: Option<K>, item: T) -> Result<(), (T, InboxRefusal)> {
        {
            let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
            if inner.closed {
                return Err((item, InboxRefusal::Closed));
            }
            if *inner.waiting.get(class) >= self.max(class) {
                return Err((item, InboxRefusal::Full));
            }
            inner.push(class, lane, item);
            inner.forget_spent_turns(class, self.max(class));
        }
        self.filled.notify_one();
        Ok(())
    }

    /// Makes the reader look up.
    pub fn nudge(&self) {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).nudged = true;
        self.filled.notify_one();
    }

    /// Lets nothing in any more; what is in will still be taken.
    pub fn close(&self) {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.filled.notify_one();
    }

    /// Puts the last item in and lets nothing in any more: it is taken when everything else was.
    ///
    /// # Errors
    /// When the inbox is closed already.
    pub fn close_with(&self, item: T) -> Result<(), T> {
        {
            let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
            if inner.closed {
                return Err(item);
            }
            inner.closed = true;
            inner.last = Some(item);
        }
        self.filled.notify_one();
        Ok(())
    }

    /// Waits for items, at most for `patience`, and adds what one step takes to `items`: a reader that keeps these need not
    /// find room for a full step each time.
    pub fn take(&self, patience: Option<Duration>, items: &mut Vec<T>) -> Taken {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = |inner: &mut Inner<K, T>| !inner.has_waiting() && !inner.nudged && !inner.closed;
        let mut inner = match patience {
            None => self.filled.wait_while(inner, idle).unwrap_or_else(PoisonError::into_inner),
            Some(patience) => {
                self.filled.wait_timeout_while(inner, patience, idle).unwrap_or_else(PoisonError::into_inner).0
            }
        };
        inner.nudged = false;
        if inner.has_waiting() {
            inner.step(&self.limits, items);
            return Taken::Items;
        }
        match inner.last.take() {
            None if inner.closed => Taken::Closed,
            last => {
                items.extend(last);
                Taken::Items
            }
        }
    }
}

impl<K: Clone + Eq + Hash, T> Inner<K, T> {
    fn has_waiting(&self) -> bool {
        Class::ALL.into_iter().any(|class| *self.waiting.get(class) > 0)
    }

    fn push(&mut self, class: Class, lane: Option<K>, item: T) {
        let ticket = self.next_ticket;
        self.next_ticket += 1;
        *self.waiting.get_mut(class) += 1;
        let waiting = Waiting { ticket, class, item };
        let turn = match lane {
            None => Turn::Alone(waiting),
            Some(lane) => {
                self.lanes.entry(lane.clone()).or_default().push_back(waiting);
                Turn::InLane { lane, ticket }
            }
        };
        self.turns.get_mut(class).push_back(turn);
    }

    /// Drops turns whose items went with a graver one, once they outnumber those that still stand for something.
    fn forget_spent_turns(&mut self, class: Class, max: usize) {
        let turns = self.turns.get_mut(class);
        if turns.len() >= max.saturating_mul(2) {
            let lanes = &self.lanes;
            turns.retain(|turn| match turn {
                Turn::Alone(_) => true,
                Turn::InLane { lane, ticket } => {
                    lanes.get(lane).and_then(VecDeque::front).is_some_and(|first| first.ticket <= *ticket)
                }
            });
        }
    }

    /// What one step takes. What a lane's turn brings along may exceed the limits by as much as one stream has waiting.
    fn step(&mut self, limits: &InboxLimits, items: &mut Vec<T>) {
        let beside = [Class::Own, Class::Other, Class::Link].map(|class| *self.waiting.get(class));
        let share = (limits.step_other_max / 8).max(1);
        let kept = beside.into_iter().map(|waiting| waiting.min(share)).sum::<usize>();
        let grave = self.take_class(Class::LevelOne, limits.step_max.saturating_sub(kept).max(1), items);
        let other = if grave == 0 { limits.step_other_max } else { share.max(grave / 4).min(limits.step_other_max) };
        self.take_class(Class::Own, share, items);
        // Neither of the two is pushed out by the other.
        let links = self.waiting.link.min((other / 4).max(1));
        self.take_class(Class::Other, other.saturating_sub(links).max(1), items);
        self.take_class(Class::Link, links, items);
    }

    fn take_class(&mut self, class: Class, max: usize, items: &mut Vec<T>) -> usize {
        let mut taken = 0;
        while taken < max {
            let Some(turn) = self.turns.get_mut(class).pop_front() else { break };
            taken += self.serve(turn, items);
        }
        taken
    }

    fn serve(&mut self, turn: Turn<K, T>, items: &mut Vec<T>) -> usize {
        match turn {
            Turn::Alone(waiting) => {
                *self.waiting.get_mut(waiting.class) -= 1;
                items.push(waiting.item);
                1
            }
            Turn::InLane { lane, ticket } => {
                let Some(line) = self.lanes.get_mut(&lane) else { return 0 };
                let due = line.iter().take_while(|waiting| waiting.ticket <= ticket).count();
                for waiting in line.drain(..due) {
                    *self.waiting.get_mut(waiting.class) -= 1;
                    items.push(waiting.item);
                }
                if line.is_empty() {
                    self.lanes.remove(&lane);
                }
                due
            }
        }
    }
}

#[cfg(test)]
mod tests;
