//! Which queue a command waits in, and whether it is still taken when the disk is nearly full.
//!
//! A hint from the committed view, before anything is decided. It orders the waiting and nothing else: the engine
//! classifies with authority when the command's turn has come. What cannot be told counts as level 1, since a
//! robbery that waits behind notes costs more than a note that waits with robberies.

use uuid::Uuid;

use crate::domain::classification::Level;
use crate::domain::command::{Command, Envelope, FileReport, RequestKey, RequestTag};
use crate::domain::desk::DeskCommand;
use crate::domain::ids::{DeviceId, IncidentId, ReportId};
use crate::domain::report::{ReportAmendment, ReportContent};
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::engine::State;
use crate::policy::rules::ClassifyInput;

/// The queues before the sequencer, the first one served first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Level 1, officers' emergencies, and what level 1 hangs on: unclassified reports, what units say of themselves,
    /// check-in and check-out, recalls.
    LevelOne,
    /// The daemon's own commands.
    Own,
    /// Everything else that people ask.
    Other,
    /// Whether a unit's device can be reached: thousands at once when radios come back.
    Link,
}

impl Class {
    /// Every class, in the order in which they are served.
    pub const ALL: [Self; 4] = [Self::LevelOne, Self::Own, Self::Other, Self::Link];

    /// The word used in metrics and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LevelOne => "level_1",
            Self::Own => "own",
            Self::Other => "other",
            Self::Link => "link",
        }
    }
}

/// One of something for each class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PerClass<T> {
    /// For [`Class::LevelOne`].
    pub level_one: T,
    /// For [`Class::Own`].
    pub own: T,
    /// For [`Class::Other`].
    pub other: T,
    /// For [`Class::Link`].
    pub link: T,
}

impl<T> PerClass<T> {
    /// That of a class.
    pub const fn get(&self, class: Class) -> &T {
        match class {
            Class::LevelOne => &self.level_one,
            Class::Own => &self.own,
            Class::Other => &self.other,
            Class::Link => &self.link,
        }
    }

    /// That of a class, to change.
    pub const fn get_mut(&mut self, class: Class) -> &mut T {
        match class {
            Class::LevelOne => &mut self.level_one,
            Class::Own => &mut self.own,
            Class::Other => &mut self.other,
            Class::Link => &mut self.link,
        }
    }
}

/// What can be told of a command before it is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The queue that it waits in.
    pub class: Class,
    /// Whether it is taken when only the reserve is left of the disk.
    pub fits_reserve: bool,
}

/// Commands that must be decided in the order in which they came: those of one stream. Their numbers say so, and what is
/// below a number that was carried out is refused as too old.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    /// A session of Submit.
    Submit(Text, Uuid),
    /// An installation of a device's app.
    Device(DeviceId, Uuid),
}

impl Lane {
    /// The lane of a command; none for one that nothing follows in order.
    #[must_use]
    pub fn of(tag: Option<&RequestTag>) -> Option<Self> {
        match &tag?.key {
            RequestKey::Unary { .. } => None,
            RequestKey::Submit { principal, session, .. } => Some(Self::Submit(principal.clone(), *session)),
            RequestKey::Device { device, installation, .. } => Some(Self::Device(device.clone(), *installation)),
        }
    }
}

/// How much a command matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    /// Level 1 hangs on it, whatever it is about.
    Vital,
    /// As much as the incident that it is about.
    Of(Level),
    /// It can wait, and is not taken when the disk is nearly full.
    Minor,
    /// A link.
    Link,
    /// The daemon's own.
    Own,
}

/// What can be told of a command by the committed view.
#[must_use]
pub fn hint(state: &State, envelope: &Envelope) -> Hint {
    let weight = match weigh(state, &envelope.command, envelope.received_at) {
        // What stood on paper has waited already.
        Weight::Vital | Weight::Of(_) if envelope.entered_late => Weight::Minor,
        weight @ (Weight::Vital | Weight::Of(_) | Weight::Minor | Weight::Link | Weight::Own) => weight,
    };
    match weight {
        Weight::Vital | Weight::Of(Level::One) => Hint { class: Class::LevelOne, fits_reserve: true },
        Weight::Of(Level::Two) => Hint { class: Class::Other, fits_reserve: true },
        Weight::Of(Level::Three | Level::Four) | Weight::Minor => Hint { class: Class::Other, fits_reserve: false },
        Weight::Link => Hint { class: Class::Link, fits_reserve: true },
        Weight::Own => Hint { class: Class::Own, fits_reserve: true },
    }
}

fn weigh(state: &State, command: &Command, now: EngineTime) -> Weight {
    match command {
        Command::FileReport(file) => report_filed(state, file, now),
        Command::AmendReport { report, amendment } => Weight::Of(of_amended(state, *report, amendment)),
        Command::UnlinkReport { report, .. } => Weight::Of(of_report(state, *report)),
        Command::LinkReport { report, incident } => {
            Weight::Of(of_report(state, *report).min(of_incident(state, *incident)))
        }
        Command::ClassifyIncident { incident, level, .. } => {
            Weight::Of(of_incident(state, *incident).min(level.unwrap_or(Level::Four)))
        }
        Command::ReopenIncident { archived: Some(archived), .. } => Weight::Of(archived.incident.classification.level),
        Command::RelocateIncident { incident, .. }
        | Command::HandOverIncident { incident, .. }
        | Command::CloseIncident { incident, .. }
        | Command::ReopenIncident { incident, archived: None, .. }
        | Command::DispatchUnits { incident, .. } => Weight::Of(of_incident(state, *incident)),
        Command::OnDesk(command) => desk(state, command),
        Command::RecallUnit { .. }
        | Command::AdvanceDispatch(_)
        | Command::AttachToIncident { .. }
        | Command::StartDuty { .. }
        | Command::EndDuty { .. }
        | Command::SetAvailability { .. }
        | Command::ChangeCrew { .. }
        | Command::SwapCrews { .. }
        | Command::SplitUnit(_)
        | Command::AcknowledgeOrder { .. }
        | Command::CompleteOrder { .. }
        | Command::RaiseEmergency { .. }
        | Command::CancelEmergency { .. } => Weight::Vital,
        Command::AcknowledgeAlarm { .. }
        | Command::AcknowledgeAlarmCause { .. }
        | Command::PlaceUnit { .. }
        | Command::OrderUnit { .. }
        | Command::CancelOrder { .. }
        | Command::LendUnit { .. }
        | Command::EndLoan { .. }
        // A desk that may not look cannot dispatch. What is read for the audit is refused before it comes here.
        | Command::RecordReading(_) => Weight::Of(Level::Two),
        Command::OnErasure(command) if command.is_own() => Weight::Own,
        Command::AddNote { .. }
        | Command::RecordDispatch(_)
        | Command::CreatePlannedEvent(_)
        | Command::EndPlannedEvent { .. }
        | Command::ImportRoster(_)
        | Command::ActivatePolicy { .. }
        | Command::RollBackPolicy { .. }
        | Command::SetDutyLevel { .. }
        | Command::RestrictIncident { .. }
        | Command::LiftRestriction { .. }
        | Command::RecordRefusal(_)
        | Command::OnErasure(_) => Weight::Minor,
        Command::SetLinks { .. } => Weight::Link,
        Command::StartRun(_)
        | Command::StopRun
        | Command::DeadlineReached
        | Command::ServeQueue
        | Command::NoteDisk(_)
        | Command::RecordLeftOut(_)
        | Command::RetireIncidents { .. } => Weight::Own,
    }
}

fn desk(state: &State, command: &DeskCommand) -> Weight {
    match command {
        DeskCommand::OfferReferral { incident, .. }
        | DeskCommand::AcceptReferral { incident }
        | DeskCommand::RejectReferral { incident, .. }
        | DeskCommand::CloseReferral { incident, .. }
        | DeskCommand::VerifyIncident { incident, .. }
        | DeskCommand::DismissDuplicate { incident, .. }
        | DeskCommand::AcceptHandOver { incident, .. }
        | DeskCommand::ProposeJurisdiction { incident, .. }
        | DeskCommand::AnswerJurisdiction { incident, .. }
        | DeskCommand::FollowUnit { incident, .. }
        | DeskCommand::LinkReports { incident, .. }
        | DeskCommand::HoldForUnit { incident, .. } => Weight::Of(of_incident(state, *incident)),
        DeskCommand::CompleteCallBack { incident, level, .. } => {
            Weight::Of(of_incident(state, *incident).min(level.unwrap_or(Level::Four)))
        }
        // Many at once are tidied up after a storm.
        DeskCommand::CloseIncidents { .. } => Weight::Minor,
    }
}

fn report_filed(state: &State, file: &FileReport, now: EngineTime) -> Weight {
    if file.training {
        Weight::Minor
    } else if file.content.found_by.is_some() {
        Weight::Vital
    } else {
        let known = file.incident.map_or(Level::Four, |incident| of_incident(state, incident));
        Weight::Of(known.min(classified(state, &file.content, now)))
    }
}

fn classified(state: &State, content: &ReportContent, at: EngineTime) -> Level {
    state.policy().map_or(Level::One, |policy| policy.classify(&ClassifyInput::of_report(content, at)).level)
}

fn of_amended(state: &State, report: ReportId, amendment: &ReportAmendment) -> Level {
    let Some(known) = state.report(report) else { return Level::One };
    let mut content = known.content.clone();
    content.amend(amendment);
    of_incident(state, known.incident).min(classified(state, &content, known.recorded_at))
}

fn of_incident(state: &State, incident: IncidentId) -> Level {
    state.incident(incident).map_or(Level::One, |incident| incident.classification.level)
}

fn of_report(state: &State, report: ReportId) -> Level {
    state.report(report).map_or(Level::One, |report| of_incident(state, report.incident))
}
