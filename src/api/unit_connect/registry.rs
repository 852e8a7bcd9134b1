//! Which connection speaks for which unit: the newest. And the postman: one task reads the feed for all connections, so
//! that a thousand radios are not woken by every change of the city.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Notify, RwLock, RwLockWriteGuard, Semaphore, SemaphorePermit, mpsc};
use uuid::Uuid;

use crate::domain::event::Event;
use crate::domain::ids::{DeviceId, UnitId};
use crate::runtime::feed::Change;
use crate::runtime::handle::Handle;

/// How many changes may wait for one connection; one that falls behind is welcomed anew.
const NEWS_MAX: usize = 256;

/// How many changes the postman takes from the ring at once.
const CHANGES_AT_ONCE: usize = 256;

/// How many gateways mark their units' links at once. What is decided together is synced and answered together: when 125 of
/// them broke off in the same moment, reports waited for the links of 60,000 units.
const MARKED_AT_ONCE: usize = 2;

/// The connections by unit.
#[derive(Debug)]
pub struct Connections {
    by_unit: Mutex<BTreeMap<UnitId, Arc<Post>>>,
    turns: Semaphore,
    /// Held while it is looked for whom nobody speaks, until their marks are put in.
    marking: RwLock<()>,
    /// Which app spoke last for each unit that has a device to itself; no more than the roster has units.
    apps: Mutex<BTreeMap<UnitId, (DeviceId, Uuid)>>,
}

impl Default for Connections {
    fn default() -> Self {
        let turns = Semaphore::new(MARKED_AT_ONCE);
        Self { by_unit: Mutex::default(), turns, marking: RwLock::default(), apps: Mutex::default() }
    }
}

/// Where a connection is reached.
#[derive(Debug)]
struct Post {
    replaced: Notify,
    news: mpsc::Sender<Arc<Change>>,
    /// Whether news were lost because too much had happened.
    lost: AtomicBool,
    /// Whether a unit may have been taken from whoever speaks since this was last looked at.
    regranted: AtomicBool,
}

/// A connection's place in the registry. It must be [given up](Seat::leave) when the connection ends.
#[derive(Debug)]
pub(super) struct Seat {
    post: Arc<Post>,
    news: mpsc::Receiver<Arc<Change>>,
    units: BTreeSet<UnitId>,
}

/// What a connection hears.
#[derive(Debug)]
pub(super) enum News {
    /// A change that concerns a unit of its own.
    Change(Arc<Change>),
    /// Too much has happened: only the present state says it all.
    Lost,
    /// Another connection speaks for one of the units.
    Replaced,
}

impl Connections {
    /// Takes the place of whoever spoke for these units before; those connections are told.
    pub(super) fn enter(&self, units: &BTreeSet<UnitId>) -> Seat {
        let (sender, news) = mpsc::channel(NEWS_MAX);
        // A roster may have come between the hello and this.
        let (lost, regranted) = (AtomicBool::new(false), AtomicBool::new(true));
        let post = Arc::new(Post { replaced: Notify::new(), news: sender, lost, regranted });
        let mut by_unit = self.by_unit.lock().unwrap_or_else(PoisonError::into_inner);
        for unit in units {
            if let Some(before) = by_unit.insert(unit.clone(), Arc::clone(&post)) {
                // One permit is kept when it does not wait just now.
                before.replaced.notify_one();
            }
        }
        Seat { post, news, units: units.clone() }
    }

    /// The turn of a gateway to mark many links; it ends when it is dropped. Nobody closes the turns, so it always comes.
    pub(super) async fn turn_to_mark(&self) -> Option<SemaphorePermit<'_>> {
        self.turns.acquire().await.ok()
    }

    /// Those units for which nobody speaks. Whoever takes a seat while the guard is held and then
    /// [waits](Self::see_newest_seats) marks its units after whoever holds it.
    pub(super) async fn silent_among(&self, units: &[UnitId]) -> (RwLockWriteGuard<'_, ()>, BTreeSet<UnitId>) {
        let hold = self.marking.write().await;
        let by_unit = self.by_unit.lock().unwrap_or_else(PoisonError::into_inner);
        let silent = units.iter().filter(|unit| !by_unit.contains_key(*unit)).cloned().collect();
        (hold, silent)
    }

    /// Waits until whoever looks for silent units has seen every seat that was taken before.
    pub(super) async fn see_newest_seats(&self) {
        drop(self.marking.read().await);
    }

    /// Whether another app speaks for a unit than the last one that did so alone, and remembers it.
    pub(super) fn is_another(&self, unit: &UnitId, device: &DeviceId, installation: Uuid) -> bool {
        let mut apps = self.apps.lock().unwrap_or_else(PoisonError::into_inner);
        let app = (device.clone(), installation);
        if apps.get(unit) == Some(&app) {
            return false;
        }
        apps.insert(unit.clone(), app);
        true
    }

    /// Brings every change to the connections that it concerns, until the daemon stops.
    pub async fn follow(self: Arc<Self>, handle: Handle) {
        let mut newest = handle.feed().newest();
        let mut last = *newest.borrow_and_update();
        while newest.changed().await.is_ok() {
            let target = *newest.borrow_and_update();
            while last < target {
                let Ok(changes) = handle.feed().after(last, CHANGES_AT_ONCE) else {
                    last = target;
                    self.lose_all();
                    continue;
                };
                last = changes.last().map_or(target, |change| change.entry.sequence);
                for change in &changes {
                    if change.entry.events.iter().any(|event| matches!(event, Event::RosterImported(_))) {
                        self.doubt_grants();
                    }
                    self.deliver(change);
                }
            }
        }
    }

    fn deliver(&self, change: &Arc<Change>) {
        let by_unit = self.by_unit.lock().unwrap_or_else(PoisonError::into_inner);
        if by_unit.is_empty() {
            return;
        }
        let units = change.units.iter().map(|unit| &unit.profile.id);
        let units = units.chain(change.dispatches.iter().map(|dispatch| &dispatch.unit)).collect::<BTreeSet<_>>();
        let mut told: Vec<&Arc<Post>> = Vec::new();
        for post in units.into_iter().filter_map(|unit| by_unit.get(unit)) {
            if !told.iter().any(|one| Arc::ptr_eq(one, post)) {
                told.push(post);
                if post.news.try_send(Arc::clone(change)).is_err() {
                    post.lost.store(true, Ordering::Release);
                }
            }
        }
    }

    fn lose_all(&self) {
        self.doubt_grants();
        let by_unit = self.by_unit.lock().unwrap_or_else(PoisonError::into_inner);
        by_unit.values().for_each(|post| post.lost.store(true, Ordering::Release));
    }

    /// What a gateway has been granted changes with the roster alone.
    fn doubt_grants(&self) {
        let by_unit = self.by_unit.lock().unwrap_or_else(PoisonError::into_inner);
        by_unit.values().for_each(|post| post.regranted.store(true, Ordering::Release));
    }
}

impl Seat {
    /// The next change that concerns the units. What was lost is told with the next one, or by [`Seat::has_lost`].
    pub(super) async fn news(&mut self) -> News {
        let next = tokio::select! {
            biased;
            () = self.post.replaced.notified() => return News::Replaced,
            next = self.news.recv() => next,
        };
        match next {
            Some(change) if !self.has_lost() => News::Change(change),
            // The sender lives in this seat, so there is always a next one.
            Some(_) | None => News::Lost,
        }
    }

    /// Whether news were lost since this was last asked.
    pub(super) fn has_lost(&self) -> bool {
        self.post.lost.swap(false, Ordering::AcqRel)
    }

    /// Whether units may have been taken from whoever speaks since this was last asked: then it is worth looking.
    pub(super) fn may_have_lost_a_grant(&self) -> bool {
        self.post.regranted.swap(false, Ordering::AcqRel)
    }

    /// Gives the place up; tells for which units nobody speaks now.
    pub(super) fn leave(self, connections: &Connections) -> Vec<UnitId> {
        let mut by_unit = connections.by_unit.lock().unwrap_or_else(PoisonError::into_inner);
        let mine = |unit: &UnitId| by_unit.get(unit).is_some_and(|now| Arc::ptr_eq(now, &self.post));
        let silent: Vec<_> = self.units.iter().filter(|unit| mine(unit)).cloned().collect();
        for unit in &silent {
            by_unit.remove(unit);
        }
        silent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_second_log_in_ends_the_first_and_keeps_the_link() {
        let connections = Connections::default();
        let unit = |callsign| UnitId::new(callsign).expect("a callsign");
        let mut first = connections.enter(&[unit("R12"), unit("R13")].into());
        let second = connections.enter(&[unit("R12")].into());
        assert!(matches!(first.news().await, News::Replaced));
        assert_eq!(first.leave(&connections), [unit("R13")], "R12 has another voice");
        assert_eq!(second.leave(&connections), [unit("R12")]);
    }

    #[tokio::test]
    async fn who_is_back_before_the_end_is_marked_is_left_out_of_it_and_who_comes_then_marks_behind_it() {
        let connections = Connections::default();
        let unit = |callsign| UnitId::new(callsign).expect("a callsign");
        let silent = connections.enter(&[unit("R12"), unit("R13")].into()).leave(&connections);
        let _back = connections.enter(&[unit("R12")].into());
        let (hold, found) = connections.silent_among(&silent).await;
        assert_eq!(found, [unit("R13")].into(), "R12 has a voice again");
        let _late = connections.enter(&[unit("R13")].into());
        let mut wait = std::pin::pin!(connections.see_newest_seats());
        let early = tokio::time::timeout(std::time::Duration::from_millis(20), &mut wait).await;
        assert!(early.is_err(), "its mark would stand before the one that is being put in");
        drop(hold);
        wait.await;
    }

    #[test]
    fn another_app_is_one_of_another_installation_or_device() {
        let connections = Connections::default();
        let unit = UnitId::new("R12").expect("a callsign");
        let [radio, other] = ["radio-7", "radio-8"].map(|name| DeviceId::new(name).expect("a name"));
        let is_another = |device, installation| connections.is_another(&unit, device, Uuid::from_u128(installation));
        let heard = [is_another(&radio, 1), is_another(&radio, 1), is_another(&radio, 2), is_another(&other, 2)];
        assert_eq!(heard, [true, false, true, true]);
    }
}
