//! Who saw what a change is about before it, and who sees it after it.
//!
//! A watcher is told of what it may see, and that something is gone when it may not see it any more. Both are questions
//! about the moment of the change, so they are answered where it is folded, once for all watchers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::audience::{Audience, Turn};
use crate::domain::dispatch::Dispatch;
use crate::domain::event::Entry;
use crate::domain::ids::{DispatchId, IncidentId, UnitId};
use crate::domain::incident::Incident;
use crate::domain::unit::Unit;
use crate::engine::State;
use crate::engine::touched::Touched;

/// The audiences of everything that a change may have moved into somebody's sight or out of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sights {
    /// Of each event, in the order of the events.
    pub events: Vec<Turn>,
    /// Of units.
    pub units: BTreeMap<UnitId, Turn>,
    /// Of incidents.
    pub incidents: BTreeMap<IncidentId, Turn>,
    /// Of dispatches.
    pub dispatches: BTreeMap<DispatchId, Turn>,
    /// What the change is not about, though it moved it into other people's sight.
    pub moved: Moved,
}

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
pub struct Before {
    events: Vec<Option<Audience>>,
    audiences: Audiences,
}

#[derive(Debug, Default)]
struct Audiences {
    units: BTreeMap<UnitId, Audience>,
    incidents: BTreeMap<IncidentId, Audience>,
    dispatches: BTreeMap<DispatchId, Audience>,
}

impl Before {
    /// The audiences before an entry.
    #[must_use]
    pub fn of(entry: &Entry, state: &State) -> Self {
        let events = entry.events.iter().map(|event| state.audience_of_event(event)).collect();
        let touched = Touched::by(&entry.events, state).and_neighbours(state);
        Self { events, audiences: Audiences::of(&touched, state) }
    }
}

impl Audiences {
    fn of(touched: &Touched, state: &State) -> Self {
        let unit = |id: &UnitId| Some((id.clone(), state.audience_of_unit(state.unit(id)?)));
        let incident = |id: &IncidentId| Some((*id, state.audience_of_incident(state.incident(*id)?)));
        let dispatch = |id: &DispatchId| Some((*id, state.audience_of_dispatch(state.dispatch(*id)?)));
        Self {
            units: touched.units.iter().filter_map(unit).collect(),
            incidents: touched.incidents.iter().filter_map(incident).collect(),
            dispatches: touched.dispatches.iter().filter_map(dispatch).collect(),
        }
    }
}

impl Sights {
    /// The audiences before and after an entry that touched these things, looked up in the state after it.
    #[must_use]
    pub fn of(before: Before, entry: &Entry, touched: &Touched, state: &State) -> Self {
        let after = Audiences::of(&touched.clone().and_neighbours(state), state);
        let after_event = entry.events.iter().map(|event| state.audience_of_event(event));
        let events = before.events.into_iter().zip(after_event).map(|(before, after)| Turn { before, after }).collect();
        let units = turns(before.audiences.units, after.units);
        let incidents = turns(before.audiences.incidents, after.incidents);
        let dispatches = turns(before.audiences.dispatches, after.dispatches);
        // A unit names its dispatch and its emergency: it is told again where either is seen by others than before.
        let named_by = dispatches.iter().filter(|(_, turn)| turn.before != turn.after);
        let named_by = named_by.filter_map(|(id, _)| state.dispatch(*id)).map(|dispatch| &dispatch.unit);
        let in_need = incidents.iter().filter(|(_, turn)| turn.before != turn.after);
        let in_need = in_need.filter_map(|(id, _)| state.emergency(*id));
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

fn turns<I: Ord>(before: BTreeMap<I, Audience>, after: BTreeMap<I, Audience>) -> BTreeMap<I, Turn> {
    let mut turns: BTreeMap<I, Turn> =
        before.into_iter().map(|(id, audience)| (id, Turn { before: Some(audience), after: None })).collect();
    for (id, audience) in after {
        turns.entry(id).or_default().after = Some(audience);
    }
    turns
}

/// What was not touched and is seen by others than before.
fn moved<'a, I: Ord>(turns: &'a BTreeMap<I, Turn>, touched: &'a BTreeSet<I>) -> impl Iterator<Item = &'a I> {
    turns.iter().filter(|(id, turn)| turn.before != turn.after && !touched.contains(*id)).map(|(id, _)| id)
}
