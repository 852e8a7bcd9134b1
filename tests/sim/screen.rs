//! A console's screen: what a watch has told it, folded as a console folds it. It resumes where it was, begins again when
//! it is told to, and says so when a change comes twice, out of order or not at all.

use std::collections::BTreeMap;
use std::sync::Arc;

use patrold::domain::dispatch::Dispatch;
use patrold::domain::ids::{DispatchId, IncidentId, UnitId};
use patrold::domain::incident::Incident;
use patrold::domain::unit::Unit;
use patrold::engine::State;
use patrold::runtime::feed::Change;

/// What stands on a screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Screen {
    pub(crate) sequence: u64,
    pub(crate) units: BTreeMap<UnitId, Arc<Unit>>,
    pub(crate) incidents: BTreeMap<IncidentId, Arc<Incident>>,
    pub(crate) dispatches: BTreeMap<DispatchId, Arc<Dispatch>>,
}

/// What the daemon sends to a watcher.
#[derive(Clone, Debug)]
pub(crate) enum Told {
    Snapshot(Screen),
    Change(Arc<Change>),
    Resync,
}

impl Screen {
    /// A state as a snapshot shows it.
    pub(crate) fn of(state: &State) -> Self {
        Self {
            sequence: state.sequence().get(),
            units: state.units().clone(),
            incidents: state.incidents().clone(),
            dispatches: state.dispatches().clone(),
        }
    }

    /// Takes over a change. An error says which promise it breaks.
    pub(crate) fn take(&mut self, change: &Change) -> Result<(), String> {
        let sequence = change.entry.sequence.get();
        if sequence != self.sequence + 1 {
            return Err(format!("a watcher that was at {} is told of {sequence}", self.sequence));
        }
        self.sequence = sequence;
        for unit in &change.units {
            self.units.insert(unit.profile.id.clone(), Arc::clone(unit));
        }
        for incident in &change.incidents {
            self.incidents.insert(incident.id, Arc::clone(incident));
        }
        for dispatch in &change.dispatches {
            self.dispatches.insert(dispatch.id, Arc::clone(dispatch));
        }
        for retired in &change.retired {
            self.incidents.remove(retired);
            self.dispatches.retain(|_, dispatch| dispatch.incident != *retired);
        }
        Ok(())
    }

    /// What is otherwise on this screen than in a state of the same sequence.
    pub(crate) fn differs_from(&self, state: &State) -> Option<String> {
        let whole = Self::of(state);
        differing("unit", &self.units, &whole.units)
            .or_else(|| differing("incident", &self.incidents, &whole.incidents))
            .or_else(|| differing("dispatch", &self.dispatches, &whole.dispatches))
    }
}

fn differing<K: Ord + std::fmt::Debug, V: PartialEq + std::fmt::Debug>(
    what: &str,
    shown: &BTreeMap<K, Arc<V>>,
    there: &BTreeMap<K, Arc<V>>,
) -> Option<String> {
    let same = |id| match (shown.get(id), there.get(id)) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other) || one == other,
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    let id = shown.keys().chain(there.keys()).find(|id| !same(*id))?;
    Some(format!("{what} {id:?} is shown as {:?}, and is {:?}", shown.get(id), there.get(id)))
}
