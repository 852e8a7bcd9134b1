//! Events of planned events and of officers' emergencies: what holds units back, or away.

use std::sync::Arc;

use crate::domain::event::Event;
use crate::domain::ids::{IncidentId, PlannedEventId, UnitId};
use crate::domain::planned_event::PlannedEvent;
use crate::engine::state::State;

impl State {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is in the parent, without one")]
    pub(super) fn apply_to_planned_event(&mut self, event: &Event) {
        match event {
            Event::PlannedEventCreated(event) => self.plan_event(event),
            Event::PlannedEventBegan { event } => self.begin_event(*event),
            Event::PlannedEventEnded { event, .. } => self.end_event(*event),
            _ => {}
        }
    }

    /// A unit whose emergency opened another incident before is the subject of the newer one.
    pub(super) fn raise_emergency(&mut self, unit: &UnitId, incident: IncidentId) {
        let Some(found) = self.units.get(unit) else { return };
        if let Some(before) = found.emergency {
            self.emergencies.remove(&before);
        }
        self.change_unit(unit, |unit| unit.emergency = Some(incident));
        self.emergencies.insert(incident, unit.clone());
    }

    /// Also when the incident is closed in another way: no unit stays the subject of a closed one.
    pub(super) fn end_emergency(&mut self, incident: IncidentId) {
        let Some(unit) = self.emergencies.remove(&incident) else { return };
        self.change_unit(&unit, |unit| unit.emergency = None);
    }

    fn plan_event(&mut self, event: &PlannedEvent) {
        if let Some(index) = &mut self.index {
            index.turn_planned_event(None, Some(event));
        }
        self.planned_events.insert(event.id, Arc::new(event.clone()));
    }

    fn begin_event(&mut self, id: PlannedEventId) {
        let Some(shared) = self.planned_events.get_mut(&id) else { return };
        let before = Arc::clone(shared);
        Arc::make_mut(shared).begun = true;
        if let Some(index) = &mut self.index {
            index.turn_planned_event(Some(&before), Some(shared));
        }
        self.pools.extend(before.units.iter().map(|unit| (unit.clone(), id)));
    }

    fn end_event(&mut self, id: PlannedEventId) {
        let Some(event) = self.planned_events.remove(&id) else { return };
        if let Some(index) = &mut self.index {
            index.turn_planned_event(Some(&event), None);
        }
        self.pools.retain(|_, held_for| *held_for != id);
    }
}
