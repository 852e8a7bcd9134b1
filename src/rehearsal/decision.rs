//! What one entry decided: how incidents were classified, who was sent to them, who waits.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::classification::{Basis, Classification};
use crate::domain::dispatch::{ChosenBy, Explanation};
use crate::domain::event::Event;
use crate::domain::ids::{IncidentId, UnitId};
use crate::domain::incident::WaitReason;

/// What was decided about one incident.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decided {
    /// What it was taken to be, when this decision opened it, or raised it by a rule.
    pub classification: Option<Classification>,
    /// How many units it asks for in all, when that was planned anew.
    pub units_needed: Option<u32>,
    /// The units that the policy chose, in the order of choice.
    pub units: Vec<UnitId>,
    /// Why it waits, when that was said.
    pub waits: Option<WaitReason>,
    /// What was said of the choice.
    pub explanations: Vec<Arc<Explanation>>,
}

impl Decided {
    /// Whether the same was decided, whatever was said of it.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let Self { classification, units_needed, units, waits, explanations: _ } = self;
        *classification == other.classification
            && *units_needed == other.units_needed
            && *units == other.units
            && *waits == other.waits
    }
}

/// What some events decided, by incident; empty when nothing was classified or planned and nobody chosen.
#[must_use]
#[expect(clippy::wildcard_enum_match_arm, reason = "the other events decide nothing by policy")]
pub fn decided(events: &[Event]) -> BTreeMap<IncidentId, Decided> {
    let mut all: BTreeMap<IncidentId, Decided> = BTreeMap::new();
    for event in events {
        match event {
            Event::IncidentOpened(incident) => {
                all.entry(incident.id).or_default().classification = Some(incident.classification.clone());
            }
            // A person's word on what it is decides nothing by policy.
            Event::IncidentClassified { incident, classification, response, .. }
                if !matches!(classification.basis, Basis::Overruled(_)) =>
            {
                let found = all.entry(*incident).or_default();
                found.classification = Some(classification.clone());
                found.units_needed = Some(response.units_needed);
            }
            Event::IncidentReplanned { incident, response, .. } => {
                all.entry(*incident).or_default().units_needed = Some(response.units_needed);
            }
            Event::DispatchOpened(dispatch) if dispatch.chosen_by == ChosenBy::Policy => {
                let found = all.entry(dispatch.incident).or_default();
                found.units.push(dispatch.unit.clone());
                found.explain(dispatch.explanation.as_ref());
            }
            Event::IncidentWaits { incident, reason, explanation, .. } => {
                let found = all.entry(*incident).or_default();
                found.waits = Some(*reason);
                found.explain(explanation.as_ref());
            }
            _ => {}
        }
    }
    all
}

impl Decided {
    /// Two units that were chosen together share one explanation.
    fn explain(&mut self, explanation: Option<&Arc<Explanation>>) {
        if let Some(explanation) = explanation
            && !self.explanations.iter().any(|known| **known == **explanation)
        {
            self.explanations.push(Arc::clone(explanation));
        }
    }
}
