//! What a client is told about its write. An answer is computed from the entry alone, so that the same answer can be
//! given again after a crash.

use serde::{Deserialize, Serialize};

use super::classification::Level;
use super::event::{Entry, Event};
use super::ids::{DispatchId, IncidentId, OrderId, PlannedEventId, ReportId, Sequence, UnitId};
use super::incident::IncidentNumber;
use super::time::EngineTime;

/// The outcome of an accepted command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The entry that it made; for a command that changed nothing, the newest entry before it.
    pub sequence: Sequence,
    /// When it was recorded.
    pub recorded_at: EngineTime,
    /// What it made; most commands make nothing, and a million answers are kept.
    made: Option<Box<Made>>,
}

/// What a command made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// The report that was filed.
    pub report: Option<ReportId>,
    /// The incident that was opened, with its number and level.
    pub incident: Option<OpenedIncident>,
    /// The units that were claimed, with their dispatches, in the order of choice; for a command that opens an incident
    /// those that go to it, and nobody who goes to another by the same entry.
    pub dispatches: Vec<(DispatchId, UnitId)>,
    /// The policy revision that took effect.
    pub policy_revision: Option<u64>,
    /// The standing order that was given.
    pub order: Option<OrderId>,
    /// The planned event that was created.
    pub planned_event: Option<PlannedEventId>,
}

/// What a caller wants to hear at once about an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedIncident {
    /// Its name.
    pub id: IncidentId,
    /// The number that people say.
    pub number: IncidentNumber,
    /// How much it matters.
    pub level: Level,
}

static NOTHING: Made = Made {
    report: None,
    incident: None,
    dispatches: Vec::new(),
    policy_revision: None,
    order: None,
    planned_event: None,
};

impl Answer {
    /// The answer to the command that made this entry.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        let mut made = Made::default();
        for event in &entry.events {
            made.absorb(event);
        }
        let made = (made != Made::default()).then(|| Box::new(made));
        Self { sequence: entry.sequence, recorded_at: entry.recorded_at, made }
    }

    /// The answer to a command that found everything as it wanted it.
    #[must_use]
    pub const fn unchanged(sequence: Sequence, recorded_at: EngineTime) -> Self {
        Self { sequence, recorded_at, made: None }
    }

    /// What the command made.
    #[must_use]
    pub fn made(&self) -> &Made {
        self.made.as_deref().unwrap_or(&NOTHING)
    }
}

impl Made {
    #[expect(clippy::wildcard_enum_match_arm, reason = "an answer names what was made; most events make nothing")]
    fn absorb(&mut self, event: &Event) {
        match event {
            Event::ReportFiled(report) => self.report = Some(report.id),
            Event::IncidentOpened(incident) => {
                self.incident = Some(OpenedIncident {
                    id: incident.id,
                    number: incident.number,
                    level: incident.classification.level,
                });
            }
            // Whoever goes by the same entry to an incident that waited before the one that it opens is told of on the feed.
            Event::DispatchOpened(dispatch) | Event::PastDispatchRecorded { dispatch, .. }
                if self.incident.is_none_or(|opened| opened.id == dispatch.incident) =>
            {
                self.dispatches.push((dispatch.id, dispatch.unit.clone()));
            }
            Event::PolicyActivated(bundle) => self.policy_revision = Some(bundle.revision),
            Event::StandingOrderIssued(order) => self.order = Some(order.id),
            Event::PlannedEventCreated(event) => self.planned_event = Some(event.id),
            _ => {}
        }
    }
}
