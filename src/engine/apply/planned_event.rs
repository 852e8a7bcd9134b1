//! Events of planned events and of officers' emergencies: what holds units back, or away.

use std::sync::Arc;

use crate::domain::event::Event;
use crate::domain::ids::{IncidentId, PlannedEventId, UnitId};
use crate::domain::planned_event::PlannedEvent;
use crate::engine::deadline::Deadline;
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
        self.renew_unit(unit, |unit| unit.emergency = Some(incident));
        self.emergencies.insert(incident, unit.clone());
    }

    /// Also when the incident is closed in another way: no unit stays the subject of a closed one.
    pub(super) fn end_emergency(&mut self, incident: IncidentId) {
        let Some(unit) = self.emergencies.remove(&incident) else { return };
        self.renew_unit(&unit, |unit| unit.emergency = None);
    }

    fn plan_event(&mut self, event: &PlannedEvent) {
        self.deadlines.set(event.from, Deadline::PlannedEventBegins(event.id));
        self.deadlines.set(event.to, Deadline::PlannedEventEnds(event.id));
        self.planned_events.insert(event.id, Arc::new(event.clone()));
    }

    fn begin_event(&mut self, id: PlannedEventId) {
        let Some(shared) = self.planned_events.get_mut(&id) else { return };
        let event = Arc::make_mut(shared);
        event.begun = true;
        let (from, units) = (event.from, event.units.clone());
        self.deadlines.clear(from, Deadline::PlannedEventBegins(id));
        self.pools.extend(units.into_iter().map(|unit| (unit, id)));
    }

    fn end_event(&mut self, id: PlannedEventId) {
        let Some(event) = self.planned_events.remove(&id) else { return };
        self.deadlines.clear(event.from, Deadline::PlannedEventBegins(id));
        self.deadlines.clear(event.to, Deadline::PlannedEventEnds(id));
        self.pools.retain(|_, held_for| *held_for != id);
    }
}
