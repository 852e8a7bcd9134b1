//! The board: the committed view that every read comes from. It is folded after each sync, so that nothing is shown
//! that a crash could take back.

use std::ops::Deref;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use super::feed::{Change, Feed};
use super::sights::Before;
use crate::domain::event::Entry;
use crate::engine::State;
use crate::journal::ChainPoint;

/// The committed state and the feed of its changes.
#[derive(Debug)]
pub struct Board {
    view: RwLock<View>,
    feed: Feed,
}

/// A state together with the place in the record that it stands for.
#[derive(Clone, Debug)]
pub struct View {
    state: State,
    point: ChainPoint,
}

impl View {
    /// The end of the record that this is the state of.
    #[must_use]
    pub const fn point(&self) -> ChainPoint {
        self.point
    }
}

impl Deref for View {
    type Target = State;

    fn deref(&self) -> &State {
        &self.state
    }
}

impl Board {
    /// A board that starts from a recovered state.
    #[must_use]
    pub fn new(state: State, point: ChainPoint, feed_entries_max: usize) -> Self {
        let feed = Feed::new(state.sequence(), feed_entries_max);
        Self { view: RwLock::new(View { state, point }), feed }
    }

    /// Folds entries that are on disk, up to `point`, and publishes what they changed.
    pub fn apply(&self, entries: &[Entry], point: ChainPoint) {
        let changes: Vec<_> = {
            let mut view = self.view.write().unwrap_or_else(PoisonError::into_inner);
            view.point = point;
            let fold = |entry| {
                let before = Before::of(entry, &view.state);
                view.state.apply(entry);
                Change::of(entry, before, &view.state)
            };
            entries.iter().map(fold).collect()
        };
        self.feed.publish(changes);
    }

    /// The committed state. The guard must not be held across an await.
    pub fn read(&self) -> RwLockReadGuard<'_, View> {
        self.view.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// What changed, in order.
    #[must_use]
    pub const fn feed(&self) -> &Feed {
        &self.feed
    }
}
