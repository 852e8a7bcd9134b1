//! Units that work for another town for a while, and incidents that only some people see.
//!
//! Neither changes who is sent: a loan and a restriction say who sees and orders, the plans say who goes.

use std::collections::BTreeSet;
use std::time::Duration;

use super::draft::Draft;
use crate::domain::area::Area;
use crate::domain::candidate::Candidates;
use crate::domain::desk::PEOPLE_MAX;
use crate::domain::event::Event;
use crate::domain::ids::{IncidentId, UnitId, ZoneId};
use crate::domain::rejection::Rejection;
use crate::domain::text::Text;
use crate::domain::time::EngineTime;

/// The longest loan, in days: what lasts longer is another home, which the roster says.
const LOAN_DAYS_MAX: u64 = 90;

impl<C: Candidates> Draft<'_, C> {
    /// A newer loan takes the place of the older, so that its end can be moved.
    pub(super) fn lend(
        &mut self,
        unit: &UnitId,
        zone: &ZoneId,
        until: EngineTime,
        reason: &Text,
    ) -> Result<(), Rejection> {
        self.unit(unit)?;
        self.area_exists(&Area::Zone(zone.clone()))?;
        if until <= self.now {
            return Err(Rejection::TimePassed("the end of the loan"));
        }
        if until > self.now + Duration::from_hours(24 * LOAN_DAYS_MAX) {
            return Err(Rejection::LoanTooLong { max_days: LOAN_DAYS_MAX });
        }
        self.push(Event::UnitLent { unit: unit.clone(), zone: zone.clone(), until, reason: reason.clone() });
        Ok(())
    }

    /// The home takes a unit back, or the borrower gives it back.
    pub(super) fn end_loan(&mut self, unit: &UnitId, reason: &Text) -> Result<(), Rejection> {
        if self.unit(unit)?.loan.is_none() {
            return Err(Rejection::NotLent(unit.clone()));
        }
        self.push(Event::LoanEnded { unit: unit.clone(), reason: reason.clone() });
        Ok(())
    }

    /// Whoever restricts an incident sees it, too: somebody must be able to lift it again.
    pub(super) fn restrict(&mut self, id: IncidentId, people: &BTreeSet<Text>, reason: &Text) -> Result<(), Rejection> {
        let incident = self.incident(id)?;
        if reason.is_empty() {
            return Err(Rejection::ReasonMissing("why only named people may see it"));
        }
        let mut people = people.clone();
        people.insert(self.envelope.actor.principal.clone());
        if people.len() > PEOPLE_MAX {
            return Err(Rejection::TooMany { what: "people", got: people.len(), max: PEOPLE_MAX });
        }
        if incident.desk_work.seen_by != people {
            self.push(Event::IncidentRestricted { incident: id, people, reason: reason.clone() });
        }
        Ok(())
    }

    pub(super) fn lift_restriction(&mut self, id: IncidentId, reason: &Text) -> Result<(), Rejection> {
        if self.incident(id)?.desk_work.seen_by.is_empty() {
            return Err(Rejection::NotRestricted(id));
        }
        if reason.is_empty() {
            return Err(Rejection::ReasonMissing("why everybody may see it again"));
        }
        self.push(Event::RestrictionLifted { incident: id, reason: reason.clone() });
        Ok(())
    }
}
