//! Planned events: created with the units that are held for them, begun and ended by their times or by a person.

use super::draft::Draft;
use crate::domain::candidate::Candidates;
use crate::domain::event::Event;
use crate::domain::ids::PlannedEventId;
use crate::domain::planned_event::{EventPlan, PLANNED_EVENTS_MAX, POOL_UNITS_MAX, PlannedEvent};
use crate::domain::rejection::Rejection;
use crate::domain::text::Text;

impl<C: Candidates> Draft<'_, C> {
    pub(super) fn create_planned_event(&mut self, plan: &EventPlan) -> Result<(), Rejection> {
        self.check_plan(plan)?;
        let id = PlannedEventId::from_uuid(self.make_id());
        let EventPlan { name, fence, from, to, units, desk } = plan.clone();
        let event = PlannedEvent { id, name, fence, from, to, units, desk, begun: false };
        self.push(Event::PlannedEventCreated(Box::new(event)));
        if plan.from <= self.now {
            self.push(Event::PlannedEventBegan { event: id });
        }
        Ok(())
    }

    pub(super) fn end_planned_event(&mut self, event: PlannedEventId, reason: &Text) -> Result<(), Rejection> {
        self.state.planned_event(event).ok_or(Rejection::UnknownPlannedEvent(event))?;
        self.push(Event::PlannedEventEnded { event, reason: reason.clone() });
        Ok(())
    }

    fn check_plan(&self, plan: &EventPlan) -> Result<(), Rejection> {
        if plan.name.is_empty() {
            return Err(Rejection::Empty("display_name"));
        }
        if plan.units.is_empty() {
            return Err(Rejection::Empty("units"));
        }
        if plan.units.len() > POOL_UNITS_MAX {
            return Err(Rejection::TooMany { what: "units", got: plan.units.len(), max: POOL_UNITS_MAX });
        }
        if plan.to <= self.now {
            return Err(Rejection::TimePassed("the end of the event"));
        }
        if plan.to <= plan.from {
            return Err(Rejection::EndsTooEarly("the event"));
        }
        if self.state.planned_events().len() >= PLANNED_EVENTS_MAX {
            return Err(Rejection::Full { what: "the list of planned events", max: PLANNED_EVENTS_MAX });
        }
        self.area_exists(&plan.fence)?;
        for unit in &plan.units {
            self.unit(unit)?;
        }
        // Nobody is held for two events at once.
        let meanwhile =
            self.state.planned_events().values().filter(|other| other.from < plan.to && plan.from < other.to);
        for other in meanwhile {
            if let Some(unit) = plan.units.intersection(&other.units).next() {
                return Err(Rejection::UnitInPlannedEvent { unit: unit.clone(), event: other.id });
            }
        }
        Ok(())
    }
}
