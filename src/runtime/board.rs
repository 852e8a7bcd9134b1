//! The board: the committed view that every read comes from. It is folded after each sync, so that nothing is shown
//! that a crash could take back.
//!
//! There are three copies. Readers read the one that is shown, while another one follows what was synced; then that one
//! is shown. So no reader ever waits for the fold, however many come, and the fold waits for nobody who reads for a moment:
//! a copy that a reader still holds is left alone until it is free. With one copy behind a lock a reader that lost its
//! core held up the fold, and the fold everybody else. (Left-right, after Ramalhete and Correia, with one to spare.)

use std::collections::VecDeque;
use std::ops::Deref;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, TryLockError};

use super::feed::{Change, Feed};
use super::sights::Before;
use crate::domain::event::Entry;
use crate::engine::State;
use crate::engine::tape::Made;
use crate::journal::ChainPoint;

/// The committed state and the feed of its changes.
#[derive(Debug)]
pub struct Board {
    copies: [RwLock<View>; COPIES],
    /// Which copy is shown.
    shown: AtomicUsize,
    /// What not every copy has seen yet. Only the fold takes it.
    backlog: Mutex<Backlog>,
    feed: Feed,
}

/// One is shown, one follows, and one may be held by a reader that is slow to let go.
const COPIES: usize = 3;

/// How many groups a copy may be behind; then the fold waits for whoever holds it.
const BACKLOG_GROUPS_MAX: usize = 65_536;

/// Groups that were synced and that not every copy has seen, numbered from the beginning.
#[derive(Debug, Default)]
struct Backlog {
    groups: VecDeque<Synced>,
    /// The number of the first of them.
    first: usize,
    /// How many each copy has seen since the beginning.
    seen: [usize; COPIES],
}

/// Entries that are on disk.
#[derive(Clone, Debug)]
pub struct Synced {
    /// The entries, in order.
    pub entries: Arc<Vec<Arc<Entry>>>,
    /// What the deciding state made of them; a copy makes itself what is missing.
    pub made: Arc<Made>,
    /// The end of the record behind them.
    pub point: ChainPoint,
}

impl Backlog {
    /// Lets a copy see what it has not seen yet.
    fn bring_up(&mut self, copy: usize, view: &mut View) {
        let Some(seen) = self.seen.get_mut(copy) else { return };
        for synced in self.groups.range(*seen - self.first..) {
            view.follow(synced);
        }
        *seen = self.first + self.groups.len();
    }

    /// Adds a group that one copy has seen already.
    fn push(&mut self, copy: usize, synced: Synced) {
        self.groups.push_back(synced);
        if let Some(seen) = self.seen.get_mut(copy) {
            *seen = self.first + self.groups.len();
        }
    }

    /// Forgets what all have seen.
    fn forget(&mut self) {
        let seen_by_all = self.seen.iter().min().copied().unwrap_or(self.first);
        self.groups.drain(..seen_by_all - self.first);
        self.first = seen_by_all;
    }
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

impl View {
    fn follow(&mut self, synced: &Synced) {
        self.point = synced.point;
        self.state.follow(&synced.made, |state| synced.entries.iter().for_each(|entry| state.apply(entry)));
    }
}

impl Board {
    /// A board that starts from a recovered state.
    #[must_use]
    pub fn new(state: State, point: ChainPoint, feed_entries_max: usize) -> Self {
        let state = state.without_index();
        let feed = Feed::new(state.sequence(), feed_entries_max);
        // A state with a million incidents takes a while to copy.
        let (second, third) = std::thread::scope(|scope| {
            let copying = scope.spawn(|| state.clone());
            (state.clone(), copying.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        let states: [State; COPIES] = [state, second, third];
        let copies = states.map(|state| RwLock::new(View { state, point }));
        Self { copies, shown: AtomicUsize::new(0), backlog: Mutex::default(), feed }
    }

    /// Folds entries that are on disk, and publishes what they changed.
    pub fn apply(&self, synced: Synced) {
        let mut backlog = self.backlog.lock().unwrap_or_else(PoisonError::into_inner);
        while backlog.groups.len() >= BACKLOG_GROUPS_MAX {
            self.bring_up(&mut backlog);
            std::thread::yield_now();
        }
        let (copy, mut view) = self.free_copy();
        backlog.bring_up(copy, &mut view);
        view.point = synced.point;
        let fold = |state: &mut State, entry: &Arc<Entry>| {
            let before = Before::of(entry, state);
            state.apply(entry);
            Change::of(entry, before, state)
        };
        let changes: Vec<_> =
            view.state.follow(&synced.made, |state| synced.entries.iter().map(|entry| fold(state, entry)).collect());
        drop(view);
        self.shown.store(copy, Ordering::Release);
        backlog.push(copy, synced);
        self.feed.publish(changes);
    }

    /// Lets the other copies follow while nobody waits; those that are read just now do it later.
    pub fn catch_up(&self) {
        self.bring_up(&mut self.backlog.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn bring_up(&self, backlog: &mut Backlog) {
        for (copy, mut view) in self.hidden().filter_map(|(copy, lock)| Some((copy, try_write(lock)?))) {
            backlog.bring_up(copy, &mut view);
        }
        backlog.forget();
    }

    /// The committed state. The guard must not be held across an await, nor longer than need be.
    pub fn read(&self) -> RwLockReadGuard<'_, View> {
        loop {
            match self.shown().try_read() {
                Ok(view) => return view,
                Err(TryLockError::Poisoned(poisoned)) => return poisoned.into_inner(),
                // Another copy is shown since, and this one follows already: nobody folds into what is shown.
                Err(TryLockError::WouldBlock) => std::hint::spin_loop(),
            }
        }
    }

    /// What changed, in order.
    #[must_use]
    pub const fn feed(&self) -> &Feed {
        &self.feed
    }

    fn shown(&self) -> &RwLock<View> {
        let [first, second, third] = &self.copies;
        match self.shown.load(Ordering::Acquire) {
            0 => first,
            1 => second,
            _ => third,
        }
    }

    fn hidden(&self) -> impl Iterator<Item = (usize, &RwLock<View>)> {
        let shown = self.shown.load(Ordering::Acquire);
        self.copies.iter().enumerate().filter(move |(copy, _)| *copy != shown)
    }

    /// A copy that is not shown and that nobody reads any more; when all are read, the first that is let go of.
    fn free_copy(&self) -> (usize, RwLockWriteGuard<'_, View>) {
        loop {
            let free = self.hidden().find_map(|(copy, lock)| Some((copy, try_write(lock)?)));
            match free {
                Some(free) => return free,
                None => std::thread::yield_now(),
            }
        }
    }
}

fn try_write(lock: &RwLock<View>) -> Option<RwLockWriteGuard<'_, View>> {
    match lock.try_write() {
        Ok(view) => Some(view),
        Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
        Err(TryLockError::WouldBlock) => None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::time::Duration;

    use super::*;
    use crate::domain::actor::Actor;
    use crate::domain::audit::Asked;
    use crate::domain::disk::DiskState;
    use crate::domain::event::Event;
    use crate::domain::ids::{CommandId, Sequence};
    use crate::domain::text::Text;
    use crate::domain::time::EngineTime;
    use crate::engine::limits::EngineLimits;
    use crate::journal::ChainHash;

    /// The entry of a number, which can be seen in the state: the disk is ample after even ones.
    pub(in crate::runtime) fn entry(sequence: u64) -> Entry {
        let state = if sequence.is_multiple_of(2) { DiskState::Ample } else { DiskState::Low };
        Entry {
            sequence: Sequence::new(sequence),
            recorded_at: EngineTime::EPOCH + Duration::from_millis(sequence),
            occurred_at: None,
            entered_late: false,
            command: CommandId::from_uuid(uuid::Uuid::from_u128(u128::from(sequence))),
            actor: Actor::daemon(),
            request: None,
            asked: Asked { command: Text::default(), received_at: None },
            events: vec![Event::DiskNoted { state, free_bytes: sequence }],
        }
    }

    fn point(sequence: u64) -> ChainPoint {
        ChainPoint { sequence: Sequence::new(sequence), hash: ChainHash::new([0; 32]) }
    }

    fn synced(sequences: std::ops::RangeInclusive<u64>) -> Synced {
        let point = point(*sequences.end());
        let entries = Arc::new(sequences.map(entry).map(Arc::new).collect());
        Synced { entries, made: Arc::default(), point }
    }

    fn judge(view: &View) -> u64 {
        let sequence = view.sequence().get();
        assert_eq!(view.point(), point(sequence), "the point is the state's");
        let low = sequence % 2 == 1;
        assert_eq!(
            view.disk(),
            if low { DiskState::Low } else { DiskState::Ample },
            "the whole entry, or nothing of it"
        );
        sequence
    }

    #[test]
    fn readers_see_whole_entries_in_order_and_never_wait_for_one_who_holds_on() {
        const ENTRIES: u64 = 3_000;
        let board = Board::new(State::new(EngineLimits::default()), point(0), 16);
        std::thread::scope(|scope| {
            for reader in 0..3_u64 {
                let board = &board;
                scope.spawn(move || {
                    let (mut seen, mut looks) = (0, 0_u64);
                    while seen < ENTRIES {
                        let view = board.read();
                        let sequence = judge(&view);
                        assert!(sequence >= seen, "a reader went back from {seen} to {sequence}");
                        (seen, looks) = (sequence, looks + 1);
                        // Now and then one that holds on, as a page of a thousand rows does.
                        if looks % 1_000 == reader * 300 {
                            std::thread::sleep(Duration::from_millis(1));
                            assert_eq!(judge(&view), seen, "what is held does not change");
                        }
                    }
                });
            }
            let mut next = 1;
            while next <= ENTRIES {
                let last = ENTRIES.min(next + next % 4);
                board.apply(synced(next..=last));
                assert_eq!(judge(&board.read()), last, "what was folded is shown");
                if next % 3 == 0 {
                    board.catch_up();
                }
                next = last + 1;
            }
        });
        board.catch_up();
        assert!(board.copies.iter().all(|copy| judge(&copy.read().expect("whole")) == ENTRIES));
    }

    #[test]
    fn one_who_holds_on_holds_nobody_up_and_what_he_holds_follows_later() {
        let board = Board::new(State::new(EngineLimits::default()), point(0), 16);
        let held = board.read();
        for sequence in 1..=20 {
            board.apply(synced(sequence..=sequence));
            board.catch_up();
            assert_eq!((judge(&held), judge(&board.read())), (0, sequence), "nobody waited");
        }
        drop(held);
        board.catch_up();
        assert!(board.copies.iter().all(|copy| judge(&copy.read().expect("whole")) == 20));
        assert!(board.backlog.lock().expect("whole").groups.is_empty(), "nothing is kept that all have seen");
    }
}
