//! Everything that can be asked of the daemon: one closed set, one door.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::actor::Actor;
use super::alarm::AlarmCause;
use super::audit::{LeftOut, Reading, RefusedAtRim};
use super::classification::{Handling, Level, PolicyHash};
use super::desk::DeskCommand;
use super::disk::DiskNote;
use super::dispatch::{Clocks, Step};
use super::erasure::ErasureCommand;
use super::geo::Point;
use super::ids::{
    AlarmId, CommandId, DeskId, DeviceId, DispatchId, DutyLevelId, IncidentId, OrderId, PersonId, PlannedEventId,
    ReportId, RequestId, TypeCode, UnitId, VehicleId, ZoneId,
};
use super::incident::{ActivityKind, ArchivedIncident, Disposition};
use super::order::OrderTask;
use super::planned_event::EventPlan;
use super::report::{GivenPlace, ReportAmendment, ReportContent};
use super::roster::Roster;
use super::sealed::Sealed;
use super::text::Text;
use super::time::EngineTime;
use super::unit::{CheckIn, UnavailableReason, UnitKind};

/// A command on its way to the sequencer, with everything that the record must say about its cause.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope {
    /// Its name; what it brings into being is named after it ([`CommandId::derive`]).
    pub id: CommandId,
    /// Who asks.
    pub actor: Actor,
    /// By which a retry is recognised; none when the client does not care.
    pub request: Option<RequestTag>,
    /// When it reached the daemon.
    pub received_at: EngineTime,
    /// When what it tells of happened, if that was another time: a status that waited in a dead spot, a paper form.
    pub occurred_at: Option<EngineTime>,
    /// Whether it was typed in after the fact: it fires no offers and is marked in statistics.
    pub entered_late: bool,
    /// What is asked.
    pub command: Command,
}

/// A client's own name for a write, with a digest of what it asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestTag {
    /// The name.
    pub key: RequestKey,
    /// The digest of the body: the same name with another body is refused.
    pub digest: RequestDigest,
}

/// The three ways of naming a write.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RequestKey {
    /// A unary call: a UUIDv7 of the principal's own making.
    Unary {
        /// Who asked.
        principal: Text,
        /// The request id.
        id: RequestId,
    },
    /// A command on a `Submit` stream: a session and an increasing number.
    Submit {
        /// Who asked.
        principal: Text,
        /// The session, chosen by the client.
        session: Uuid,
        /// The command's number in it, from 1.
        number: u64,
    },
    /// A device's write: its installation and an increasing number, remembered as long as the installation is.
    Device {
        /// The device.
        device: DeviceId,
        /// The installation of the app, chosen when it was installed.
        installation: Uuid,
        /// The write's number in it, from 1.
        number: u64,
    },
}

/// The first 16 bytes of the SHA-256 of a request's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RequestDigest(pub [u8; 16]);

/// What a unit says of its readiness.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Readiness {
    /// Free to be sent.
    Available,
    /// Out of service.
    Unavailable {
        /// Why.
        reason: UnavailableReason,
        /// In words, when there is more to say.
        detail: Text,
        /// When it expects to be back.
        expected_return_at: Option<EngineTime>,
    },
}

/// What can be asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// A contact came in.
    FileReport(Box<FileReport>),
    /// More is known about a report.
    AmendReport {
        /// The report.
        report: ReportId,
        /// What is known now.
        amendment: Box<ReportAmendment>,
    },
    /// A report belongs to another incident.
    LinkReport {
        /// The report.
        report: ReportId,
        /// The incident that it belongs to.
        incident: IncidentId,
    },
    /// A report does not belong to its incident: it gets one of its own.
    UnlinkReport {
        /// The report.
        report: ReportId,
        /// Why.
        reason: Text,
    },
    /// A person overrules the classification.
    ClassifyIncident {
        /// The incident.
        incident: IncidentId,
        /// Another type; none to keep it.
        type_code: Option<TypeCode>,
        /// Another level; none for what the rules give.
        level: Option<Level>,
        /// Another handling; none for what the rules give.
        handling: Option<Handling>,
        /// Why.
        reason: Text,
    },
    /// The place was wrong, unknown or has moved.
    RelocateIncident {
        /// The incident.
        incident: IncidentId,
        /// Where it is.
        place: GivenPlace,
        /// Why.
        reason: Text,
    },
    /// Something to remember.
    AddNote {
        /// The incident.
        incident: IncidentId,
        /// The note.
        text: Sealed,
    },
    /// Another desk becomes responsible.
    HandOverIncident {
        /// The incident.
        incident: IncidentId,
        /// The desk that takes it.
        desk: DeskId,
    },
    /// It is over.
    CloseIncident {
        /// The incident.
        incident: IncidentId,
        /// What became of it.
        disposition: Disposition,
    },
    /// It is not over after all.
    ReopenIncident {
        /// The incident.
        incident: IncidentId,
        /// The incident as the records hold it, when it has left memory.
        archived: Option<Box<ArchivedIncident>>,
        /// Why.
        reason: Text,
    },
    /// A person at the desk has seen an alarm.
    AcknowledgeAlarm {
        /// The alarm.
        alarm: AlarmId,
    },
    /// A person at the desk has seen all alarms of a cause, as they were at a moment.
    AcknowledgeAlarmCause {
        /// The cause.
        cause: AlarmCause,
        /// The moment.
        until: EngineTime,
    },
    /// What the desk does beside sending units.
    OnDesk(Box<DeskCommand>),
    /// A dispatcher sends units of their own choosing.
    DispatchUnits {
        /// The incident.
        incident: IncidentId,
        /// The units, each once.
        units: Vec<UnitId>,
        /// Why these.
        reason: Text,
        /// Whether those that are on another incident are taken off it.
        reassign: bool,
    },
    /// A dispatcher takes a unit off an incident.
    RecallUnit {
        /// The dispatch.
        dispatch: DispatchId,
        /// Why.
        reason: Text,
    },
    /// A unit, or a dispatcher by voice, says how a dispatch stands.
    AdvanceDispatch(AdvanceDispatch),
    /// What stood on paper: a unit was on an incident and has finished it. Nobody is claimed for it.
    RecordDispatch(Box<PastDispatch>),
    /// A unit joins an incident that it was not sent to and is on scene.
    AttachToIncident {
        /// The unit.
        unit: UnitId,
        /// The incident.
        incident: IncidentId,
    },
    /// A unit checks in for duty.
    StartDuty {
        /// The unit.
        unit: UnitId,
        /// What it declares.
        check_in: CheckIn,
    },
    /// A unit checks out.
    EndDuty {
        /// The unit.
        unit: UnitId,
        /// The unit that takes over its dispatch as it stands.
        relief: Option<UnitId>,
        /// Until when it stays on duty to see its dispatch through: the shift's new end.
        overtime_until: Option<EngineTime>,
    },
    /// A unit is free, or out of service for a while.
    SetAvailability {
        /// The unit.
        unit: UnitId,
        /// What it says.
        readiness: Readiness,
    },
    /// Other people, another vehicle or device under the same callsign.
    ChangeCrew {
        /// The unit.
        unit: UnitId,
        /// What holds from now on.
        check_in: CheckIn,
    },
    /// Two units change everyone on board with each other.
    SwapCrews {
        /// One unit.
        one: UnitId,
        /// The other.
        other: UnitId,
    },
    /// Some of a unit's crew go on as a unit of their own.
    SplitUnit(SplitUnit),
    /// A unit works for another town for a while.
    LendUnit {
        /// The unit.
        unit: UnitId,
        /// The zone that it is lent to.
        zone: ZoneId,
        /// Until when.
        until: EngineTime,
        /// Why.
        reason: Text,
    },
    /// A unit that is lent goes back before its time.
    EndLoan {
        /// The unit.
        unit: UnitId,
        /// Why.
        reason: Text,
    },
    /// A dispatcher sets a unit on the map by voice.
    PlaceUnit {
        /// The unit.
        unit: UnitId,
        /// Where it says it is.
        at: Point,
    },
    /// The device of some units connected, or its connection was lost.
    SetLinks {
        /// The units.
        units: BTreeSet<UnitId>,
        /// Whether they can be reached by it.
        connected: bool,
    },
    /// A device has received an order.
    AcknowledgeOrder {
        /// The unit.
        unit: UnitId,
        /// The order.
        order: OrderId,
        /// The version that it received.
        version: u32,
    },
    /// A person orders a unit directly, outside any incident.
    OrderUnit {
        /// The unit.
        unit: UnitId,
        /// What it is to do.
        task: OrderTask,
        /// Whether only a level 1 incident may take it away from that.
        must_hold: bool,
        /// When the order lapses; none for the rest of the duty.
        expires_at: Option<EngineTime>,
        /// Why.
        reason: Text,
    },
    /// A person takes an order back.
    CancelOrder {
        /// The unit.
        unit: UnitId,
        /// The order.
        order: OrderId,
        /// Why.
        reason: Text,
    },
    /// A unit has carried an order out.
    CompleteOrder {
        /// The unit.
        unit: UnitId,
        /// The order.
        order: OrderId,
    },
    /// An officer needs help.
    RaiseEmergency {
        /// The officer's unit, on duty or not.
        unit: UnitId,
        /// Where the officer is, when the device knows.
        place: Option<GivenPlace>,
        /// What was said, sealed.
        narrative: Option<Sealed>,
    },
    /// A supervisor has spoken with the officer: the emergency is over.
    CancelEmergency {
        /// The incident that it opened.
        incident: IncidentId,
        /// What was said: without it nobody knows that it is over.
        voice_contact: Text,
    },
    /// Only named people are to see an incident.
    RestrictIncident {
        /// The incident.
        incident: IncidentId,
        /// The principals who may see it; whoever asks is always one of them.
        people: BTreeSet<Text>,
        /// Why.
        reason: Text,
    },
    /// An incident is seen again by everybody in whose scope it lies.
    LiftRestriction {
        /// The incident.
        incident: IncidentId,
        /// Why.
        reason: Text,
    },
    /// Units are to be held for an event that is planned.
    CreatePlannedEvent(Box<EventPlan>),
    /// A planned event is over, or does not take place.
    EndPlannedEvent {
        /// The event.
        event: PlannedEventId,
        /// Why.
        reason: Text,
    },
    /// Personal data comes to its end, or is held from it.
    OnErasure(Box<ErasureCommand>),
    /// Units, posts and gateway grants are added or replaced.
    ImportRoster(Roster),
    /// A policy takes effect.
    ActivatePolicy {
        /// The bundle's bytes; they were checked before.
        bytes: std::sync::Arc<[u8]>,
        /// The policy that must be active now; none when none is.
        expected: Option<PolicyHash>,
        /// Why.
        reason: Text,
    },
    /// An earlier policy takes effect again.
    RollBackPolicy {
        /// Its revision; none for the one before the active one.
        to: Option<u64>,
        /// The policy that must be active now.
        expected: Option<PolicyHash>,
        /// Why.
        reason: Text,
    },
    /// The whole city moves to another posture.
    SetDutyLevel {
        /// The duty level.
        level: DutyLevelId,
        /// Why.
        reason: Text,
    },
    /// The daemon started.
    StartRun(RunStart),
    /// The daemon stops in good order.
    StopRun,
    /// One or more deadlines have passed.
    DeadlineReached,
    /// Units became free or incidents wait: serve the queue.
    ServeQueue,
    /// The daemon's disk fills up, or has room again.
    NoteDisk(DiskNote),
    /// Closed incidents that the records hold may leave memory.
    RetireIncidents {
        /// The incidents, each closed long enough ago.
        incidents: Vec<IncidentId>,
    },
    /// The rim refused the actor something.
    RecordRefusal(Box<RefusedAtRim>),
    /// The actor is about to be shown personal data.
    RecordReading(Box<Reading>),
    /// Refusals were not recorded one by one.
    RecordLeftOut(LeftOut),
}

/// A contact, as it came in.
#[derive(Clone, Debug, PartialEq)]
pub struct FileReport {
    /// What it says.
    pub content: ReportContent,
    /// The incident that a person or a rule says it belongs to; none to open one.
    pub incident: Option<IncidentId>,
    /// The desk that becomes responsible.
    pub desk: Option<DeskId>,
    /// Whether the unit that found it handles it: it is on scene at once.
    pub finder_attends: bool,
    /// Whether it is an exercise: its incident is marked as one and the daemon sends nobody.
    pub training: bool,
}

/// A dispatch of the past, as it was written on paper while the daemon could not be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastDispatch {
    /// The incident.
    pub incident: IncidentId,
    /// The unit that was on it.
    pub unit: UnitId,
    /// The five clocks as they were written down; the end of handling among them.
    pub clocks: Clocks,
    /// Feedback, sealed.
    pub feedback: Option<Sealed>,
    /// Which published figure it counts for.
    pub activity: Option<ActivityKind>,
}

/// A unit's word on its dispatch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvanceDispatch {
    /// The dispatch.
    pub dispatch: DispatchId,
    /// The unit that says so, or that a dispatcher speaks for.
    pub unit: UnitId,
    /// What it says.
    pub step: Step,
    /// In a few words without personal data, such as why it declined.
    pub reason: Text,
    /// Feedback, sealed.
    pub feedback: Option<Sealed>,
    /// Which published figure it counts for, with the end of handling.
    pub activity: Option<ActivityKind>,
    /// What the unit is from the end of handling on, when it is not free: it takes somebody in, and is offered nothing
    /// in between.
    pub then: Option<Readiness>,
}

/// How the daemon found its record when it started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunStart {
    /// The journal's epoch of this run.
    pub epoch: u64,
    /// The daemon's version.
    pub version: Text,
    /// By how many microseconds the wall clock differs from engine time.
    pub clock_skew_us: i64,
    /// How many bytes of a torn tail were cut off and kept aside; 0 for none.
    pub tail_cut_bytes: u64,
}

/// How a unit is split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitUnit {
    /// The unit that stays.
    pub parent: UnitId,
    /// The new unit's callsign.
    pub child: UnitId,
    /// How the new unit moves.
    pub kind: UnitKind,
    /// Who goes with it.
    pub members: Vec<PersonId>,
    /// What it rides or drives.
    pub vehicle: Option<VehicleId>,
    /// The device that speaks for it.
    pub device: Option<DeviceId>,
}
