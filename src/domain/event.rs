//! Everything that can have happened: one closed set. An event carries all that [`apply`] needs, so that a replay
//! needs no policy, no position and no clock.
//!
//! [`apply`]: ../../engine/index.html

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::actor::Actor;
use super::alarm::{Alarm, AlarmCause};
use super::audit::{Asked, LeftOut};
use super::classification::{Classification, PolicyBundle};
use super::clock::{ClockAction, ClockKind, Severity};
use super::command::{Readiness, RequestTag, RunStart};
use super::desk::{CallBackOutcome, DuplicateProposal, Following, Hold, ReferralState};
use super::disk::DiskState;
use super::dispatch::{Anomaly, Dispatch, DispatchState, Explanation, Step};
use super::erasure::{ErasureBasis, ErasureTarget, HeldDays};
use super::geo::Point;
use super::ids::{
    AlarmId, CommandId, DeskId, DispatchId, DutyLevelId, IncidentId, OrderId, PartnerId, PersonId, PlannedEventId,
    ReportId, Sequence, UnitId, ZoneId,
};
use super::incident::{ActivityKind, ArchivedIncident, Disposition, Incident, ReplanCause, Target, WaitReason};
use super::order::{OrderState, StandingOrder};
use super::planned_event::PlannedEvent;
use super::report::{GivenPlace, Report, ReportAmendment};
use super::roster::Roster;
use super::sealed::Sealed;
use super::text::Text;
use super::time::EngineTime;
use super::unit::{CheckIn, UnitProfile};

/// What one command brought about: all of it or nothing. A sequence number counts entries, so every number that a
/// client sees is a boundary between commands.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its place in the record.
    pub sequence: Sequence,
    /// When it was recorded; never earlier than the entry before.
    pub recorded_at: EngineTime,
    /// When what it tells of happened, if that was another time.
    pub occurred_at: Option<EngineTime>,
    /// Whether it was typed in after the fact.
    pub entered_late: bool,
    /// The command.
    pub command: CommandId,
    /// Who caused it.
    pub actor: Actor,
    /// By which a retry is recognised.
    pub request: Option<RequestTag>,
    /// How it was asked for.
    pub asked: Asked,
    /// What happened, in order.
    pub events: Vec<Event>,
}

impl Entry {
    /// When it happened, as far as is known.
    #[must_use]
    pub fn happened_at(&self) -> EngineTime {
        self.occurred_at.map_or(self.recorded_at, |at| at.min(self.recorded_at))
    }
}

/// What an incident needs, and which part of it the dispatches that it has already serve.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// How many units in all.
    pub units_needed: u32,
    /// The same by step of the plan; empty for a plan of one step.
    pub needs: Vec<u32>,
    /// Which step each dispatch serves now, where that has changed.
    pub serves: Vec<(DispatchId, u32)>,
    /// By when somebody is to be on scene, where that is given anew.
    pub targets: Vec<Target>,
}

/// Why a dispatch ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DispatchEnd {
    /// The state that it ended in; never a live one.
    pub state: DispatchState,
    /// Why, when a person gave a reason.
    pub reason: Text,
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The daemon started.
    RunStarted(RunStart),
    /// The daemon stopped in good order.
    RunStopped,
    /// A command was refused: it changed nothing but the audit.
    CommandRefused {
        /// The command's name.
        command: Text,
        /// The machine-readable reason.
        reason: Text,
        /// The reason in words.
        detail: Text,
        /// The things that it named, by their resource names.
        subjects: Vec<Text>,
    },
    /// Refusals were not recorded one by one, since they were too many.
    RefusalsLeftOut(LeftOut),
    /// The actor was shown personal data.
    DataRead {
        /// The method.
        rpc: Text,
        /// The things that were read, by their resource names.
        subjects: Vec<Text>,
        /// What was asked for, where it was a list.
        query: Text,
        /// How many things the answer has.
        rows: u64,
    },
    /// The actor began to watch.
    WatchOpened {
        /// The method.
        rpc: Text,
        /// What was asked for.
        query: Text,
        /// The last entry that the reader had; zero when it begins with everything that there is.
        from: Sequence,
    },
    /// The actor's watch has ended.
    WatchEnded {
        /// The command of the entry with which it was opened.
        opened: CommandId,
        /// The last entry that was shown.
        through: Sequence,
    },
    /// A policy took effect.
    PolicyActivated(PolicyBundle),
    /// Units, posts and gateway grants were added or replaced.
    RosterImported(Arc<Roster>),
    /// The whole city moved to another posture.
    DutyLevelSet {
        /// The duty level that was in force.
        from: DutyLevelId,
        /// The one that is now.
        to: DutyLevelId,
        /// Why.
        reason: Text,
    },

    /// A contact came in.
    ReportFiled(Arc<Report>),
    /// More became known about a report.
    ReportAmended {
        /// The report.
        report: ReportId,
        /// What is known now.
        amendment: Box<ReportAmendment>,
    },
    /// A report was linked to another incident than before.
    ReportLinked {
        /// The report.
        report: ReportId,
        /// The incident that it pointed to.
        from: IncidentId,
        /// The incident that it points to now.
        to: IncidentId,
        /// Why.
        reason: Text,
    },

    /// An incident was opened.
    IncidentOpened(Arc<Incident>),
    /// An incident was classified anew.
    IncidentClassified {
        /// The incident.
        incident: IncidentId,
        /// What holds now.
        classification: Classification,
        /// What its plan asks for now.
        response: Response,
        /// Why it waits now, should it wait.
        waiting: Option<WaitReason>,
    },
    /// What an incident needs has changed though its classification has not.
    IncidentReplanned {
        /// The incident.
        incident: IncidentId,
        /// What it needs now.
        response: Response,
        /// Why.
        cause: ReplanCause,
        /// The dispatch for which back-up is sent.
        dispatch: Option<DispatchId>,
    },
    /// Nobody was there by a time that the plan gives: later tiers are drawn in before their time.
    TargetMissed {
        /// The incident.
        incident: IncidentId,
        /// Which target, from 0.
        target: u32,
        /// How many later stages of its plan are open now.
        stages_open: u32,
    },
    /// An incident was placed or moved.
    IncidentRelocated {
        /// The incident.
        incident: IncidentId,
        /// Where it is.
        place: GivenPlace,
        /// The zone that owns it now.
        jurisdiction: Option<ZoneId>,
        /// Why it waits now, should it wait.
        waiting: Option<WaitReason>,
        /// Why it was moved.
        reason: Text,
    },
    /// An incident waits, and why nobody could be found. Recorded when the reason changes, not at each attempt.
    IncidentWaits {
        /// The incident.
        incident: IncidentId,
        /// Why.
        reason: WaitReason,
        /// Who was considered.
        explanation: Option<Arc<Explanation>>,
        /// When it is looked at again: the next tier is drawn in, or a person should have decided.
        look_again_at: Option<EngineTime>,
    },
    /// A note was written.
    NoteAdded {
        /// The incident.
        incident: IncidentId,
        /// The note.
        text: Sealed,
    },
    /// Another desk became responsible.
    IncidentHandedOver {
        /// The incident.
        incident: IncidentId,
        /// The desk.
        desk: DeskId,
    },
    /// An incident was closed.
    IncidentClosed {
        /// The incident.
        incident: IncidentId,
        /// What became of it.
        disposition: Disposition,
    },
    /// An incident was opened again.
    IncidentReopened {
        /// The incident.
        incident: IncidentId,
        /// The incident as the records held it, when it had left memory.
        archived: Option<Box<ArchivedIncident>>,
        /// Why.
        reason: Text,
    },
    /// Closed incidents left memory; the records hold them.
    IncidentsRetired {
        /// The incidents.
        incidents: Vec<IncidentId>,
    },

    /// The daemon's disk fills up, or has room again.
    DiskNoted {
        /// What is left.
        state: DiskState,
        /// The same in bytes.
        free_bytes: u64,
    },
    /// A person at the desk must look at something.
    AlarmRaised(Box<Alarm>),
    /// A person has seen an alarm.
    AlarmAcknowledged {
        /// The alarm.
        alarm: AlarmId,
    },
    /// A person has seen all alarms of a cause that were raised until a moment.
    AlarmCauseAcknowledged {
        /// The cause.
        cause: AlarmCause,
        /// The moment.
        until: EngineTime,
    },

    /// A partner was asked to take an incident.
    ReferralOffered {
        /// The incident.
        incident: IncidentId,
        /// The partner.
        partner: PartnerId,
        /// By when it must answer; none for no limit.
        due_at: Option<EngineTime>,
        /// Why, when a person chose it.
        reason: Text,
    },
    /// A referral was accepted, rejected, withdrawn or closed.
    ReferralMoved {
        /// The incident.
        incident: IncidentId,
        /// Where the referral stands now.
        state: ReferralState,
        /// By when the partner must have finished; none for no limit.
        due_at: Option<EngineTime>,
        /// Why.
        reason: Text,
    },
    /// A partner has not answered or finished in time.
    ReferralOverdue {
        /// The incident.
        incident: IncidentId,
    },
    /// A silent or dropped call must be called back.
    CallBackOpened {
        /// The incident.
        incident: IncidentId,
        /// By when.
        due_at: EngineTime,
    },
    /// A person has called back.
    CallBackEnded {
        /// The incident.
        incident: IncidentId,
        /// What came of it.
        outcome: CallBackOutcome,
        /// What was said.
        reason: Text,
    },
    /// Nobody has called back in time.
    CallBackOverdue {
        /// The incident.
        incident: IncidentId,
    },
    /// A report may be about an incident that there was already.
    DuplicateProposed {
        /// The incident that the report opened.
        incident: IncidentId,
        /// What speaks for it.
        proposal: Box<DuplicateProposal>,
    },
    /// A person says that it is none.
    DuplicateDismissed {
        /// The incident that the report opened.
        incident: IncidentId,
        /// Why.
        reason: Text,
    },
    /// A rule of the policy has filed a report with an incident that there was already.
    DuplicateLinked {
        /// The incident.
        incident: IncidentId,
        /// The report.
        report: ReportId,
        /// The rule.
        rule: Text,
    },
    /// An incident is not held any more: it is served as any other.
    HoldEnded {
        /// The incident.
        incident: IncidentId,
    },
    /// An incident waits for a unit that is busy.
    HeldForUnit {
        /// The incident.
        incident: IncidentId,
        /// For whom and until when.
        hold: Hold,
        /// Why.
        reason: Text,
    },
    /// Another desk was asked to take over.
    HandOverOffered {
        /// The incident.
        incident: IncidentId,
        /// The desk.
        desk: DeskId,
    },
    /// Another zone was asked to own the case.
    JurisdictionProposed {
        /// The incident.
        incident: IncidentId,
        /// The zone.
        zone: ZoneId,
        /// Why.
        reason: Text,
    },
    /// A zone took the case, or did not.
    JurisdictionAnswered {
        /// The incident.
        incident: IncidentId,
        /// The zone that was asked.
        zone: ZoneId,
        /// Whether it owns the case now.
        accepted: bool,
        /// Why.
        reason: Text,
    },
    /// An incident follows a unit from now on, or none any more.
    FollowSet {
        /// The incident.
        incident: IncidentId,
        /// Whom, and when it is looked again.
        following: Option<Following>,
    },

    /// Only the people who are named see an incident from now on.
    IncidentRestricted {
        /// The incident.
        incident: IncidentId,
        /// The principals who may see it, whoever restricted it among them.
        people: BTreeSet<Text>,
        /// Why.
        reason: Text,
    },
    /// Everybody in whose scope an incident lies sees it again.
    RestrictionLifted {
        /// The incident.
        incident: IncidentId,
        /// Why.
        reason: Text,
    },

    /// A unit was claimed for an incident and told so.
    DispatchOpened(Arc<Dispatch>),
    /// A unit said how its dispatch stands.
    DispatchAdvanced {
        /// The dispatch.
        dispatch: DispatchId,
        /// What it said; never one of those that end it.
        step: Step,
        /// What was odd about it.
        anomaly: Option<Anomaly>,
        /// Feedback, sealed.
        feedback: Option<Sealed>,
    },
    /// A status was recorded that changes nothing: the dispatch had already ended.
    StatusNoted {
        /// The dispatch.
        dispatch: DispatchId,
        /// What was said.
        step: Step,
        /// What was odd about it.
        anomaly: Anomaly,
    },
    /// A dispatch ended and its unit is free again.
    DispatchEnded {
        /// The dispatch.
        dispatch: DispatchId,
        /// How and why.
        end: DispatchEnd,
        /// What was odd about the status that ended it.
        anomaly: Option<Anomaly>,
        /// Feedback, sealed.
        feedback: Option<Sealed>,
        /// Which published figure it counts for.
        activity: Option<ActivityKind>,
    },
    /// A clock of a dispatch has run as long as the policy lets it.
    ClockRanOut {
        /// The dispatch.
        dispatch: DispatchId,
        /// Which of its timers, from 0.
        timer: u32,
        /// The timer itself.
        clock: ClockKind,
        /// How late it is.
        severity: Severity,
        /// What the policy wants done.
        action: ClockAction,
    },
    /// The device has received its order.
    OrderDelivered {
        /// The dispatch that the order is about.
        dispatch: DispatchId,
        /// The order.
        order: OrderId,
        /// The version.
        version: u32,
    },
    /// The device did not acknowledge its order in time: the desk must use its voice.
    OrderUndelivered {
        /// The dispatch that the order is about.
        dispatch: DispatchId,
        /// The order.
        order: OrderId,
    },
    /// What the units that go to an incident must know of it has changed: their orders have a new version.
    OrdersReissued {
        /// The incident.
        incident: IncidentId,
    },

    /// A unit checked in.
    DutyStarted {
        /// The unit.
        unit: UnitId,
        /// What it declared.
        check_in: CheckIn,
    },
    /// A unit checked out.
    DutyEnded {
        /// The unit.
        unit: UnitId,
    },
    /// A unit became free or went out of service.
    AvailabilitySet {
        /// The unit.
        unit: UnitId,
        /// What it is now.
        readiness: Readiness,
    },
    /// Who is on board has changed.
    CrewChanged {
        /// The unit.
        unit: UnitId,
        /// What holds now.
        check_in: CheckIn,
    },
    /// Some of a unit's crew became a unit of their own.
    UnitSplit {
        /// The unit that stays, with those who stay.
        parent: UnitId,
        /// Who went.
        members: Vec<PersonId>,
        /// The new unit.
        child: UnitProfile,
        /// What it declared.
        check_in: CheckIn,
    },
    /// A unit works for another town for a while.
    UnitLent {
        /// The unit.
        unit: UnitId,
        /// The zone that it works for.
        zone: ZoneId,
        /// Until when.
        until: EngineTime,
        /// Why.
        reason: Text,
    },
    /// A unit is its home's alone again.
    LoanEnded {
        /// The unit.
        unit: UnitId,
        /// Why, when a person ended it before its time.
        reason: Text,
    },
    /// A unit was set on the map by voice.
    UnitPlaced {
        /// The unit.
        unit: UnitId,
        /// Where.
        at: Point,
    },
    /// A unit's device connected.
    DeviceConnected {
        /// The unit.
        unit: UnitId,
    },
    /// The connection to a unit's device dropped.
    DeviceDropped {
        /// The unit.
        unit: UnitId,
        /// When the desk is told, should the device not come back.
        alarm_at: EngineTime,
    },
    /// A unit's device has not come back: the desk is told.
    ContactLost {
        /// The unit.
        unit: UnitId,
        /// The dispatch that it is on, which stays open.
        dispatch: Option<DispatchId>,
    },

    /// A dispatch of the past was entered after the fact: it holds nobody.
    PastDispatchRecorded {
        /// The dispatch, with its clocks.
        dispatch: Arc<Dispatch>,
        /// Feedback, sealed.
        feedback: Option<Sealed>,
        /// Which published figure it counts for.
        activity: Option<ActivityKind>,
    },
    /// A unit was ordered directly.
    StandingOrderIssued(Box<StandingOrder>),
    /// The unit's device has acknowledged a standing order.
    StandingOrderDelivered {
        /// The unit.
        unit: UnitId,
        /// The order.
        order: OrderId,
        /// The version.
        version: u32,
    },
    /// The device did not acknowledge a standing order in time: the desk must use its voice.
    StandingOrderUndelivered {
        /// The unit.
        unit: UnitId,
        /// The order.
        order: OrderId,
    },
    /// A standing order ended.
    StandingOrderEnded {
        /// The unit.
        unit: UnitId,
        /// The order.
        order: OrderId,
        /// How; never a live state.
        state: OrderState,
        /// Why, when somebody said so.
        reason: Text,
    },
    /// An officer called for help, for the first time or again.
    EmergencyRaised {
        /// The officer's unit.
        unit: UnitId,
        /// The incident, of which the unit is the subject.
        incident: IncidentId,
        /// Where the officer was taken to be.
        at: Option<Point>,
    },
    /// An emergency is over, by a supervisor's word.
    EmergencyEnded {
        /// The officer's unit.
        unit: UnitId,
        /// The incident.
        incident: IncidentId,
        /// What the officer said.
        voice_contact: Text,
    },
    /// A unit stays on duty beyond its shift to see its dispatch through.
    OvertimeConfirmed {
        /// The unit.
        unit: UnitId,
        /// The shift's new end.
        until: EngineTime,
    },
    /// A unit that was lost must be heard of by then.
    WelfareDeadlineSet {
        /// The unit.
        unit: UnitId,
        /// When somebody must look after it.
        due_at: EngineTime,
    },
    /// Nothing was heard of a lost unit: somebody must look after it.
    WelfareDue {
        /// The unit.
        unit: UnitId,
        /// The dispatch that it is on.
        dispatch: Option<DispatchId>,
    },
    /// A unit is not back when it said it would be.
    ReturnOverdue {
        /// The unit.
        unit: UnitId,
    },
    /// An event was planned and given its units.
    PlannedEventCreated(Box<PlannedEvent>),
    /// A planned event began: its units are held for it.
    PlannedEventBegan {
        /// The event.
        event: PlannedEventId,
    },
    /// A planned event ended: its units are held no more.
    PlannedEventEnded {
        /// The event.
        event: PlannedEventId,
        /// Why, when a person ended it.
        reason: Text,
    },

    /// Personal data is to be erased: from here on its keys are destroyed.
    ErasureOrdered {
        /// What.
        target: ErasureTarget,
        /// By which rule.
        basis: ErasureBasis,
    },
    /// The keys of personal data were destroyed, and that is on disk.
    PersonalDataErased {
        /// What can never be read again.
        target: ErasureTarget,
    },
    /// Personal data must not be erased.
    PersonalDataHeld {
        /// The days.
        days: HeldDays,
        /// Why.
        reason: Text,
    },
    /// Personal data is held from its erasure no longer.
    PersonalDataReleased {
        /// The days.
        days: HeldDays,
        /// Why.
        reason: Text,
    },
}
