//! Which incidents a list asks for.

use super::dispatch::read_one;
use super::proto;
use super::status::Problem;
use crate::domain::classification::Level;
use crate::domain::incident::{Incident, IncidentState};

/// Which incidents a list lets through.
pub(super) struct IncidentFilter {
    states: Vec<IncidentState>,
    levels: Vec<Level>,
    jurisdiction: String,
    desk: String,
}

impl IncidentFilter {
    pub(super) fn read(asked: &proto::ListIncidentsRequest) -> Result<Self, Problem> {
        read_one(|reader| {
            Some(Self {
                states: reader.values("states", &asked.states),
                levels: reader.values("levels", &asked.levels),
                jurisdiction: asked.jurisdiction.clone(),
                desk: asked.desk.clone(),
            })
        })
    }

    pub(super) fn fits(&self, incident: &Incident) -> bool {
        (self.states.is_empty() || self.states.contains(&incident.state))
            && (self.levels.is_empty() || self.levels.contains(&incident.classification.level))
            && (self.jurisdiction.is_empty()
                || incident.jurisdiction.as_ref().is_some_and(|zone| zone.as_str() == self.jurisdiction))
            && (self.desk.is_empty() || incident.desk.as_ref().is_some_and(|desk| desk.as_str() == self.desk))
    }
}
