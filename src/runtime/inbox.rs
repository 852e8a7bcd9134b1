//! The inbox of the sequencer: bounded, filled by many tasks without waiting, emptied by one thread.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Why something did not get into the inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InboxRefusal {
    /// The limit is reached.
    Full,
    /// The reader is gone.
    Closed,
}

/// A bounded queue.
#[derive(Debug)]
pub struct Inbox<T> {
    inner: Mutex<Inner<T>>,
    filled: Condvar,
    max: usize,
}

#[derive(Debug)]
struct Inner<T> {
    items: VecDeque<T>,
    /// Whether the reader should look up though nothing came in.
    nudged: bool,
    closed: bool,
}

/// What a reader found.
#[derive(Debug, PartialEq, Eq)]
pub enum Taken<T> {
    /// Items in order; none when the time ran out or the reader was nudged.
    Items(Vec<T>),
    /// The inbox is closed and empty.
    Closed,
}

impl<T> Inbox<T> {
    /// An inbox for at most `max` items.
    #[must_use]
    pub fn new(max: usize) -> Self {
        let inner = Inner { items: VecDeque::new(), nudged: false, closed: false };
        Self { inner: Mutex::new(inner), filled: Condvar::new(), max: max.max(1) }
    }

    /// How many items it may hold.
    #[must_use]
    pub const fn max(&self) -> usize {
        self.max
    }

    /// Puts an item in, or gives it back.
    ///
    /// # Errors
    /// When the inbox is full or closed.
    pub fn put(&self, item: T) -> Result<(), (T, InboxRefusal)> {
        {
            let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
            if inner.closed {
                return Err((item, InboxRefusal::Closed));
            }
            if inner.items.len() >= self.max {
                return Err((item, InboxRefusal::Full));
            }
            inner.items.push_back(item);
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

    /// Waits for items, at most for `patience`, and takes up to `max` of them.
    pub fn take(&self, max: usize, patience: Option<Duration>) -> Taken<T> {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = |inner: &mut Inner<T>| inner.items.is_empty() && !inner.nudged && !inner.closed;
        let mut inner = match patience {
            None => self.filled.wait_while(inner, idle).unwrap_or_else(PoisonError::into_inner),
            Some(patience) => {
                self.filled.wait_timeout_while(inner, patience, idle).unwrap_or_else(PoisonError::into_inner).0
            }
        };
        inner.nudged = false;
        if inner.items.is_empty() && inner.closed {
            return Taken::Closed;
        }
        let count = inner.items.len().min(max);
        Taken::Items(inner.items.drain(..count).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_inbox_gives_back_and_a_closed_one_is_emptied_first() {
        let inbox = Inbox::new(2);
        assert_eq!((inbox.put(1), inbox.put(2)), (Ok(()), Ok(())));
        assert_eq!(inbox.put(3), Err((3, InboxRefusal::Full)));
        inbox.close();
        assert_eq!(inbox.put(3), Err((3, InboxRefusal::Closed)));
        assert_eq!(inbox.take(1, None), Taken::Items(vec![1]));
        assert_eq!(inbox.take(8, None), Taken::Items(vec![2]));
        assert_eq!(inbox.take(8, None), Taken::Closed);
    }

    #[test]
    fn a_nudge_wakes_the_reader_without_an_item() {
        let inbox: Inbox<u8> = Inbox::new(2);
        inbox.nudge();
        assert_eq!(inbox.take(8, None), Taken::Items(vec![]));
        assert_eq!(inbox.take(8, Some(Duration::ZERO)), Taken::Items(vec![]));
    }
}
