//! Incidents: one event in the world each, from the first report to the disposition.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::classification::{Classification, Handling};
use super::desk::DeskWork;
use super::dispatch::{Dispatch, Explanation};
use super::few::Few;
use super::geo::Point;
use super::ids::{DeskId, DispatchId, IncidentId, ReportId, UnitId, ZoneId};
use super::rare::{Blank, Rare};
use super::report::Report;
use super::sealed::Sealed;
use super::text::Text;
use super::time::EngineTime;

/// A calendar day in the city's own zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LocalDay {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day, 1 to 31.
    pub day: u8,
}

/// The number that people say: year, local day and a count of any width, such as `2026-1123-0471`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct IncidentNumber {
    /// The local day on which it was opened.
    pub day: LocalDay,
    /// The count on that day, from 1; exercises are counted apart.
    pub count: u32,
    /// Whether it is an exercise: it is said with a `T-` in front, so that nobody takes it for real.
    pub training: bool,
}

impl fmt::Display for IncidentNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LocalDay { year, month, day } = self.day;
        let mark = if self.training { "T-" } else { "" };
        write!(formatter, "{mark}{year:04}-{month:02}{day:02}-{:04}", self.count)
    }
}

/// Where an incident stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum IncidentState {
    /// Nobody is to be sent by the daemon itself: a person verifies, refers or decides.
    AwaitingDecision,
    /// It needs units and waits in the queue.
    Waiting,
    /// At least one unit is offered, on its way or on scene, and none is missing.
    Responding,
    /// It is closed.
    Closed,
}

impl IncidentState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::AwaitingDecision, Self::Waiting, Self::Responding, Self::Closed];

    /// The word used in metrics and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AwaitingDecision => "awaiting_decision",
            Self::Waiting => "waiting",
            Self::Responding => "responding",
            Self::Closed => "closed",
        }
    }
}

/// Why an incident waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum WaitReason {
    /// Its address matched nothing: a person must place it.
    Unplaced,
    /// No unit that the plan permits is available.
    NoUnitAvailable,
    /// The policy has no plan for it: a person must send someone.
    NoPlan,
    /// The daemon has a proposal: a person must send it, or others.
    NeedsConfirmation,
    /// The policy leaves the choice to a person.
    Manual,
}

impl WaitReason {
    /// The word used in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unplaced => "unplaced",
            Self::NoUnitAvailable => "no_unit_available",
            Self::NoPlan => "no_plan",
            Self::NeedsConfirmation => "needs_confirmation",
            Self::Manual => "manual",
        }
    }
}

/// By when somebody is to be on scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The moment.
    pub at: EngineTime,
    /// Whether nobody was there by then.
    pub missed: bool,
}

/// Why what an incident needs has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ReplanCause {
    /// Another policy is in force; units that are on it stay.
    Policy,
    /// A unit is late.
    Late,
    /// A unit says that it is held up.
    Blocked,
}

impl ReplanCause {
    /// The word used in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Late => "late",
            Self::Blocked => "blocked",
        }
    }
}

/// The kinds of activity that the riders' published figures count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ActivityKind {
    /// A traffic accident was handled.
    Accident,
    /// Traffic was diverted.
    Diversion,
    /// A good deed.
    GoodDeed,
    /// A suspect was arrested.
    Arrest,
    /// A case was helped to be solved.
    CaseAssisted,
    /// An emergency was handled.
    Emergency,
    /// None of the published kinds.
    Other,
}

/// What became of an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DispositionKind {
    /// Handled on the spot.
    Handled,
    /// A case was opened and handed to its jurisdiction.
    CaseOpened,
    /// Mediated.
    Mediated,
    /// Referred or transferred, and accepted there.
    Transferred,
    /// Nothing was found.
    NothingFound,
    /// A false alarm.
    FalseAlarm,
    /// Its reports belong to another incident.
    Merged,
    /// Invalid or silent.
    Invalid,
    /// Dropped by the desk without a response.
    Dropped,
}

/// How an incident was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disposition {
    /// What became of it.
    pub kind: DispositionKind,
    /// Which published figure it counts for.
    pub activity: ActivityKind,
    /// In a few words without personal data.
    pub remark: Text,
}

/// A note on an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// When it was written.
    pub at: EngineTime,
    /// By whom.
    pub author: Text,
    /// What it says.
    pub text: Sealed,
}

impl Blank for DeskWork {
    fn blank() -> &'static Self {
        static BLANK: DeskWork = DeskWork {
            referrals: Vec::new(),
            call_back: None,
            duplicate: None,
            hand_over: None,
            jurisdiction: None,
            follows: None,
            held_for: None,
            seen_by: BTreeSet::new(),
        };
        &BLANK
    }
}

impl Blank for Vec<Note> {
    fn blank() -> &'static Self {
        static BLANK: Vec<Note> = Vec::new();
        &BLANK
    }
}

/// How many notes an incident takes.
pub const NOTES_MAX: usize = 4_000;

/// An incident on the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// Its name.
    pub id: IncidentId,
    /// The number that people say.
    pub number: IncidentNumber,
    /// When it was recorded.
    pub opened_at: EngineTime,
    /// From when response time is measured.
    pub clock_started_at: EngineTime,
    /// What it is and how much it matters.
    pub classification: Classification,
    /// Where it is; none while it waits for a person to place it.
    pub at: Option<Point>,
    /// The zone that owns the case.
    pub jurisdiction: Option<ZoneId>,
    /// The reports that point to it, in the order of linking.
    pub reports: Vec<ReportId>,
    /// Every dispatch that was made for it, in order.
    pub dispatches: Vec<DispatchId>,
    /// Where it stands.
    pub state: IncidentState,
    /// Why it waits, while it does.
    pub waiting: Option<WaitReason>,
    /// From when its age in the queue is counted: its opening, or its reopening. Going back into the queue keeps it.
    pub waiting_since: EngineTime,
    /// How many units its plan asks for; none while nobody is to be sent by the daemon itself.
    pub units_needed: u32,
    /// The same by step of its plan; empty for a plan of one step.
    pub needs: Vec<u32>,
    /// How many later stages of its plan were opened before their time.
    pub stages_open: u32,
    /// When it is looked at again while it waits: the next tier is drawn in, or a person should have decided.
    pub look_again_at: Option<EngineTime>,
    /// By when somebody is to be there, each with whether nobody was.
    pub targets: Vec<Target>,
    /// Why nobody could be found at the last attempt, while it waits.
    pub explanation: Option<Arc<Explanation>>,
    /// Units that have finished with it, declined it, let its offer expire or were recalled from it: the daemon does not
    /// offer it to them again by itself.
    pub tried: Few<UnitId>,
    /// The desk that is responsible.
    pub desk: Option<DeskId>,
    /// What was written about it.
    pub notes: Rare<Vec<Note>>,
    /// What the desk has to do with it beside sending units.
    pub desk_work: Rare<DeskWork>,
    /// How it was closed, and when.
    pub closed: Option<(EngineTime, Disposition)>,
}

impl Incident {
    /// Whether it is police work for which nobody is sent by the daemon: an exercise, or what was typed in after the fact.
    #[must_use]
    pub fn calls_for_nobody(&self) -> bool {
        self.classification.handling == Handling::PoliceDispatch && self.units_needed == 0
    }

    /// Whether a person has asked, or a proposal wants, that the daemon sends nobody for now.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.closed.is_none() && self.desk_work.held_until().is_some()
    }

    /// Nobody was there by a target, nor by those before it; so many later stages of its plan are open now.
    pub fn miss_target(&mut self, target: u32, stages_open: u32) {
        self.stages_open = self.stages_open.max(stages_open);
        let missed = usize::try_from(target).unwrap_or(usize::MAX).saturating_add(1);
        self.targets.iter_mut().take(missed).for_each(|target| target.missed = true);
    }

    /// How many units a step of its plan asks for.
    #[must_use]
    pub fn units_of_step(&self, step: usize) -> u32 {
        if self.needs.is_empty() && step == 0 { self.units_needed } else { self.needs.get(step).copied().unwrap_or(0) }
    }

    /// How many units are missing of each step, when these dispatches are on it or have finished it.
    #[must_use]
    pub fn missing_by_step<'a>(&self, serving: impl Iterator<Item = &'a Dispatch>) -> Vec<usize> {
        let needed = |step| usize::try_from(self.units_of_step(step)).unwrap_or(usize::MAX);
        let mut missing: Vec<usize> = (0..self.steps()).map(needed).collect();
        for dispatch in serving {
            // A dispatch for a step that the plan no longer has counts for nothing.
            if let Some(left) = usize::try_from(dispatch.step).ok().and_then(|step| missing.get_mut(step)) {
                *left = left.saturating_sub(1);
            }
        }
        missing
    }

    /// How many steps its plan has.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.needs.len().max(1)
    }
}

impl Incident {
    /// Whether it is an exercise: the daemon sends nobody by itself, and it counts nowhere.
    #[must_use]
    pub const fn is_training(&self) -> bool {
        self.number.training
    }
}

/// A closed incident with everything that belongs to it, as the records keep it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArchivedIncident {
    /// The incident.
    pub incident: Incident,
    /// Its reports.
    pub reports: Vec<Report>,
    /// Its dispatches.
    pub dispatches: Vec<Dispatch>,
}
