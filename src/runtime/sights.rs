//! Who saw what a change is about before it, and who sees it after it.
//!
//! A watcher is told of what it may see, and that something is gone when it may not see it any more. Both are questions
//! about the moment of the change, so they are answered where it is folded, once for all watchers.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::audience::{Audience, Turn};
use crate::domain::dispatch::Dispatch;
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{DispatchId, IncidentId, UnitId};
use crate::domain::incident::Incident;
use crate::domain::unit::Unit;
use crate::engine::State;
use crate::engine::sight::Told;
use crate::engine::touched::Touched;

/// The audiences of everything that a change may have moved into somebody's sight or out of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sights {
    /// Of each event, in the order of the events.
    pub events: Vec<Turn>,
    /// Of units.
    pub units: Turns<UnitId>,
    /// Of incidents.
    pub incidents: Turns<IncidentId>,
    /// Of dispatches.
    pub dispatches: Turns<DispatchId>,
    /// What the change is not about, though it moved it into other people's sight.
    pub moved: Moved,
}

/// The audiences of things, by the things. Tens of thousands of changes are kept, so they lie close together.
#[derive(Clone, Debug, PartialEq)]
pub struct Turns<I>(Vec<(I, Turn)>);

/// Things that did not change but for who sees them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moved {
    /// Units.
    pub units: Vec<Arc<Unit>>,
    /// Incidents.
    pub incidents: Vec<Arc<Incident>>,
    /// Dispatches.
    pub dispatches: Vec<Arc<Dispatch>>,
}

/// What must be remembered of the state before an entry is folded into it.
#[derive(Debug)]
pub struct Before(Audiences);

/// The audiences of things in one state, in the order of the things, and of the events of an entry.
#[derive(Debug)]
struct Audiences {
    events: Vec<Option<Arc<Audience>>>,
    units: Vec<(UnitId, Arc<Audience>)>,
    incidents: Vec<(IncidentId, Arc<Audience>)>,
    dispatches: Vec<(DispatchId, Arc<Audience>)>,
}

impl Before {
    /// The audiences before an entry.
    #[must_use]
    pub fn of(entry: &Entry, state: &State) -> Self {
        Self(Audiences::of(entry, Touched::by(&entry.events, state), state))
    }
}

impl Audiences {
    /// Of what an entry touched and everything whose readers depend on it.
    fn of(entry: &Entry, touched: Touched, state: &State) -> Self {
        let touched = touched.and_neighbours(state);
        let unit = |id: UnitId| state.unit(&id).map(|unit| state.audience_of_unit(unit)).map(|it| (id, Arc::new(it)));
        let incident = |id| Some((id, Arc::new(state.audience_of_incident(state.incident(id)?))));
        let dispatch = |id| Some((id, Arc::new(state.audience_of_dispatch(state.dispatch(id)?))));
        let mut audiences = Self {
            events: Vec::with_capacity(entry.events.len()),
            units: touched.units.into_iter().filter_map(unit).collect(),
            incidents: touched.incidents.into_iter().filter_map(incident).collect(),
            dispatches: touched.dispatches.into_iter().filter_map(dispatch).collect(),
        };
        for event in &entry.events {
            let told = audiences.told_of(event, state);
            audiences.events.push(told);
        }
        audiences
    }

    /// Nearly every event is about one of the things whose audience is known already.
    fn told_of(&self, event: &Event, state: &State) -> Option<Arc<Audience>> {
        match state.told_of(event) {
            Told::Incident(id) => find(&self.incidents, &id)
                .or_else(|| state.incident(id).map(|incident| Arc::new(state.audience_of_incident(incident)))),
            Told::Dispatch(id) => find(&self.dispatches, &id)
                .or_else(|| state.dispatch(id).map(|dispatch| Arc::new(state.audience_of_dispatch(dispatch)))),
            Told::Unit(id) => {
                find(&self.units, id).or_else(|| state.unit(id).map(|unit| Arc::new(state.audience_of_unit(unit))))
            }
            Told::Audience(audience) => audience.map(Arc::new),
        }
    }
}

fn find<I: Ord>(audiences: &[(I, Arc<Audience>)], id: &I) -> Option<Arc<Audience>> {
    let place = audiences.binary_search_by(|(other, _)| other.cmp(id)).ok()?;
    audiences.get(place).map(|(_, audience)| Arc::clone(audience))
}

impl Sights {
    /// The audiences before and after an entry that touched these things, looked up in the state after it.
    #[must_use]
    pub fn of(before: Before, entry: &Entry, touched: &Touched, state: &State) -> Self {
        let (Before(before), after) = (before, Audiences::of(entry, touched.clone(), state));
        let events = before.events.into_iter().zip(after.events).map(|(before, after)| Turn::new(before, after));
        let events = events.collect();
        let units = Turns::of(before.units, after.units);
        let incidents = Turns::of(before.incidents, after.incidents);
        let dispatches = Turns::of(before.dispatches, after.dispatches);
        // A unit names its dispatch and its emergency: it is told again where either is seen by others than before.
        let named_by = dispatches.turned().filter_map(|id| state.dispatch(*id)).map(|dispatch| &dispatch.unit);
        let in_need = incidents.turned().filter_map(|id| state.emergency(*id));
        let renamed = named_by.chain(in_need).filter(|id| !touched.units.contains(*id));
        let moved_units: BTreeSet<&UnitId> = moved(&units, &touched.units).chain(renamed).collect();
        let moved = Moved {
            units: moved_units.into_iter().filter_map(|id| state.unit(id)).cloned().collect(),
            incidents: moved(&incidents, &touched.incidents).filter_map(|id| state.incident(*id)).cloned().collect(),
            dispatches: moved(&dispatches, &touched.dispatches).filter_map(|id| state.dispatch(*id)).cloned().collect(),
        };
        Self { events, units, incidents, dispatches, moved }
    }
}

impl<I: Ord> Turns<I> {
    /// Of everything that was there before or is there after; both are in the order of the things.
    fn of(before: Vec<(I, Arc<Audience>)>, after: Vec<(I, Arc<Audience>)>) -> Self {
        let mut turns = Vec::with_capacity(before.len().max(after.len()));
        let (mut before, mut after) = (before.into_iter().peekable(), after.into_iter().peekable());
        loop {
            let order = match (before.peek(), after.peek()) {
                (Some((one, _)), Some((other, _))) => one.cmp(other),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return Self(turns),
            };
            let was = before.next_if(|_| order.is_le());
            let is = after.next_if(|_| order.is_ge());
            let (was, was_seen) = was.unzip();
            let (is, is_seen) = is.unzip();
            turns.extend(was.or(is).map(|id| (id, Turn::new(was_seen, is_seen))));
        }
    }

    /// The audiences of a thing.
    #[must_use]
    pub fn get(&self, id: &I) -> Option<&Turn> {
        let place = self.0.binary_search_by(|(other, _)| other.cmp(id)).ok()?;
        self.0.get(place).map(|(_, turn)| turn)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&I, &Turn)> {
        self.0.iter().map(|(id, turn)| (id, turn))
    }

    /// Those that are seen by others than before.
    fn turned(&self) -> impl Iterator<Item = &I> {
        self.iter().filter(|(_, turn)| turn.turned()).map(|(id, _)| id)
    }
}

impl<I> Default for Turns<I> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// What was not touched and is seen by others than before.
fn moved<'a, I: Ord>(turns: &'a Turns<I>, touched: &'a BTreeSet<I>) -> impl Iterator<Item = &'a I> {
    turns.turned().filter(|id| !touched.contains(*id))
}
