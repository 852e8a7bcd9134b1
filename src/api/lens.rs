//! The board as one caller sees it: what lies outside its sight is not there.
//!
//! Who sees what is the engine's to say (the audiences of [`View`]); here it is asked, and what a thing says of another
//! one that the caller may not see is left out.

use std::sync::Arc;

use super::dispatch::Whole;
use super::eyes::Eyes;
use super::names;
use super::proto;
use crate::domain::actor::Actor;
use crate::domain::alarm::{Alarm, AlarmCause};
use crate::domain::dispatch::Dispatch;
use crate::domain::ids::{IncidentId, UnitId};
use crate::domain::incident::Incident;
use crate::domain::planned_event::PlannedEvent;
use crate::domain::position::KnownPosition;
use crate::domain::report::Report;
use crate::domain::unit::Unit;
use crate::runtime::board::View;

/// What one caller sees of the board.
#[derive(Debug)]
pub struct Lens<'a> {
    view: &'a View,
    actor: Actor,
}

impl<'a> Lens<'a> {
    /// The board through a caller's eyes, with what the caller has been granted at present.
    #[must_use]
    pub fn of(view: &'a View, actor: &Actor) -> Self {
        Self { view, actor: view.as_granted(actor) }
    }

    /// The caller, with what it has been granted at present.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Whether a unit is there.
    #[must_use]
    pub fn sees_unit(&self, unit: &Unit) -> bool {
        self.view.audience_of_unit(unit).includes(&self.actor)
    }

    /// Whether a unit of this name is there.
    #[must_use]
    pub fn sees_unit_named(&self, unit: &UnitId) -> bool {
        self.view.unit(unit).is_some_and(|unit| self.sees_unit(unit))
    }

    /// Whether an incident is there.
    #[must_use]
    pub fn sees_incident(&self, incident: &Incident) -> bool {
        self.view.audience_of_incident(incident).includes(&self.actor)
    }

    /// Whether a report is there.
    #[must_use]
    pub fn sees_report(&self, report: &Report) -> bool {
        self.view.audience_of_report(report).includes(&self.actor)
    }

    /// Whether a dispatch is there.
    #[must_use]
    pub fn sees_dispatch(&self, dispatch: &Dispatch) -> bool {
        self.view.audience_of_dispatch(dispatch).includes(&self.actor)
    }

    /// Whether an alarm is there.
    #[must_use]
    pub fn sees_alarm(&self, alarm: &Alarm) -> bool {
        self.view.audience_of_alarm(alarm).includes(&self.actor)
    }

    /// Whether alarms of a cause are there at all.
    #[must_use]
    pub fn sees_cause(&self, cause: &AlarmCause) -> bool {
        self.view.audience_of_cause(cause).includes(&self.actor)
    }

    /// Whether a planned event is there.
    #[must_use]
    pub fn sees_planned_event(&self, event: &PlannedEvent) -> bool {
        self.view.audience_of_planned_event(event).includes(&self.actor)
    }

    /// An incident with what belongs to it, without the dispatches that are not there.
    #[must_use]
    pub fn narrow(&self, mut whole: Whole) -> Whole {
        whole.dispatches.retain(|dispatch| self.sees_dispatch(dispatch));
        if self.hides_duplicate(&whole.incident) {
            whole.incident.desk_work.duplicate = None;
        }
        whole
    }

    /// A unit, and what may be said of it. The message is made of it when the board is let go.
    #[must_use]
    pub fn shown_unit(&self, unit: &Arc<Unit>) -> ShownUnit {
        let dispatch = unit.dispatch().and_then(|id| self.view.dispatch(id));
        ShownUnit {
            unit: Arc::clone(unit),
            names_dispatch: dispatch.is_some_and(|dispatch| self.sees_dispatch(dispatch)),
            names_emergency: unit.emergency.is_none_or(|id| self.may_name_incident(id)),
        }
    }

    /// An incident without the name of what is not there.
    #[must_use]
    pub fn discreet(&self, incident: &Arc<Incident>) -> Arc<Incident> {
        let mut shown = Arc::clone(incident);
        if self.hides_duplicate(incident) {
            Arc::make_mut(&mut shown).desk_work.duplicate = None;
        }
        shown
    }

    fn hides_duplicate(&self, incident: &Incident) -> bool {
        let duplicate = incident.desk_work.duplicate.as_ref();
        duplicate.is_some_and(|proposal| !self.may_name_incident(proposal.candidate))
    }

    /// Whether no restriction forbids to name an incident; one that has left memory is named by nothing any more.
    fn may_name_incident(&self, id: IncidentId) -> bool {
        self.view.incident(id).is_none_or(|incident| {
            let audience = self.view.audience_of_incident(incident);
            audience.may_know(&self.actor) || audience.includes(&self.actor)
        })
    }
}

/// A unit as somebody may see it. That it is busy is always said: whoever sends units must know it.
#[derive(Clone, Debug)]
pub struct ShownUnit {
    /// The unit.
    pub unit: Arc<Unit>,
    /// Whether the dispatch that it is on may be named.
    pub names_dispatch: bool,
    /// Whether the incident of its emergency may be named.
    pub names_emergency: bool,
}

impl ShownUnit {
    /// Its message, without the names of what is not there for the reader.
    #[must_use]
    pub fn tell(&self, eyes: &Eyes, position: Option<&KnownPosition>) -> proto::Unit {
        let mut told = eyes.unit(&self.unit, position);
        if let Some(duty) = told.duty.as_mut().filter(|_| !self.names_dispatch) {
            duty.dispatch.clear();
        }
        if !self.names_emergency {
            told.emergency.clear();
        }
        told
    }
}

/// The problem of a unit that is not on the roster, or not there for the reader.
#[must_use]
pub fn no_unit(unit: &UnitId) -> super::status::Problem {
    super::status::Problem::not_found(names::unit(unit))
}
