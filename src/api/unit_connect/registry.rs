//! Which connection speaks for which unit: the newest.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

use crate::domain::ids::UnitId;

/// The connections by unit.
#[derive(Debug, Default)]
pub struct Connections {
    by_unit: Mutex<BTreeMap<UnitId, Arc<Notify>>>,
}

/// A connection's place in the registry. It must be [given up](Seat::leave) when the connection ends.
#[derive(Debug)]
pub(super) struct Seat {
    replaced: Arc<Notify>,
    units: BTreeSet<UnitId>,
}

impl Connections {
    /// Takes the place of whoever spoke for these units before; those connections are told.
    pub(super) fn enter(&self, units: &BTreeSet<UnitId>) -> Seat {
        let replaced = Arc::new(Notify::new());
        let mut by_unit = self.by_unit.lock().unwrap_or_else(PoisonError::into_inner);
        for unit in units {
            if let Some(before) = by_unit.insert(unit.clone(), Arc::clone(&replaced)) {
                // One permit is kept when it does not wait just now.
                before.notify_one();
            }
        }
        Seat { replaced, units: units.clone() }
    }
}

impl Seat {
    /// Completes when another connection speaks for one of the units.
    pub(super) async fn replaced(&self) {
        self.replaced.notified().await;
    }

    /// Gives the place up; tells for which units nobody speaks now.
    pub(super) fn leave(self, connections: &Connections) -> Vec<UnitId> {
        let mut by_unit = connections.by_unit.lock().unwrap_or_else(PoisonError::into_inner);
        let mine = |unit: &UnitId| by_unit.get(unit).is_some_and(|now| Arc::ptr_eq(now, &self.replaced));
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
        let first = connections.enter(&[unit("R12"), unit("R13")].into());
        let second = connections.enter(&[unit("R12")].into());
        first.replaced().await;
        assert_eq!(first.leave(&connections), [unit("R13")], "R12 has another voice");
        assert_eq!(second.leave(&connections), [unit("R12")]);
    }
}
