//! Why a command was refused. A refusal changes nothing but the audit.

use thiserror::Error;

use super::actor::Role;
use super::classification::PolicyHash;
use super::ids::{
    AlarmId, DispatchId, DutyLevelId, IncidentId, OrderId, PartnerId, PersonId, PlannedEventId, PostId, ReportId,
    UnitId, ZoneId,
};

/// The family of a refusal, which decides what a client should do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RejectionKind {
    /// The thing does not exist: look it up again.
    NotFound,
    /// It exists already.
    AlreadyExists,
    /// The state does not allow it now: read the state, then decide.
    Precondition,
    /// Somebody else was first: read the state, then decide.
    Aborted,
    /// This actor may not.
    PermissionDenied,
    /// A value is wrong: correct the request.
    InvalidArgument,
    /// The daemon has no room now: try again later.
    ResourceExhausted,
}

/// Why a command was refused.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Rejection {
    /// No unit of that callsign is on the roster.
    #[error("unit {0} is not on the roster")]
    UnknownUnit(UnitId),
    /// No such report.
    #[error("report {0} does not exist")]
    UnknownReport(ReportId),
    /// No such incident in memory.
    #[error("incident {0} does not exist or has left memory for the records")]
    UnknownIncident(IncidentId),
    /// No such dispatch in memory.
    #[error("dispatch {0} does not exist or has left memory for the records")]
    UnknownDispatch(DispatchId),
    /// No such alarm, or somebody has acknowledged it already.
    #[error("alarm {0} does not exist or was acknowledged")]
    UnknownAlarm(AlarmId),
    /// No such order for this unit.
    #[error("order {order} is not an order of unit {unit}")]
    UnknownOrder {
        /// The unit.
        unit: UnitId,
        /// The order.
        order: OrderId,
    },
    /// A unit on the roster names a post that is neither in the import nor known.
    #[error("unit {unit} stands at post {post}, which is not on the roster")]
    UnknownPost {
        /// The unit.
        unit: UnitId,
        /// The post.
        post: PostId,
    },
    /// The unit has not checked in.
    #[error("unit {0} is not on duty: it must check in first")]
    NotOnDuty(UnitId),
    /// The unit has checked in already.
    #[error("unit {0} is on duty already: change its crew instead, or end its duty first")]
    AlreadyOnDuty(UnitId),
    /// The unit is held by a dispatch.
    #[error("unit {unit} is on dispatch {dispatch}")]
    UnitOnDispatch {
        /// The unit.
        unit: UnitId,
        /// The dispatch that holds it.
        dispatch: DispatchId,
    },
    /// The unit is out of service.
    #[error("unit {0} is out of service")]
    UnitUnavailable(UnitId),
    /// The same unit is named twice in one command.
    #[error("unit {0} is named twice")]
    UnitTwice(UnitId),
    /// A person is on board another unit.
    #[error("person {person} is on board unit {unit}: nobody is in two units")]
    PersonElsewhere {
        /// The person.
        person: PersonId,
        /// The unit.
        unit: UnitId,
    },
    /// A person who should go is not on board.
    #[error("person {person} is not on board unit {unit}")]
    PersonNotOnBoard {
        /// The person.
        person: PersonId,
        /// The unit.
        unit: UnitId,
    },
    /// A split must leave somebody on both sides.
    #[error("a split must leave at least one person in unit {0} and take at least one along")]
    EmptySplit(UnitId),
    /// The callsign is taken.
    #[error("unit {0} is on the roster already")]
    UnitExists(UnitId),
    /// Another unit holds the dispatch.
    #[error("dispatch {dispatch} is held by unit {holder}, not by unit {unit}")]
    DispatchOfAnother {
        /// The dispatch.
        dispatch: DispatchId,
        /// Who holds it.
        holder: UnitId,
        /// Who spoke.
        unit: UnitId,
    },
    /// The dispatch has ended.
    #[error("dispatch {dispatch} has ended ({state})")]
    DispatchOver {
        /// The dispatch.
        dispatch: DispatchId,
        /// How.
        state: &'static str,
    },
    /// The incident is closed.
    #[error("incident {0} is closed: reopen it first")]
    IncidentClosed(IncidentId),
    /// The incident is not closed.
    #[error("incident {0} is not closed")]
    IncidentNotClosed(IncidentId),
    /// A unit is on scene.
    #[error("unit {unit} is on scene of incident {incident}: it must finish first")]
    UnitOnScene {
        /// The incident.
        incident: IncidentId,
        /// The unit.
        unit: UnitId,
    },
    /// The report points there already.
    #[error("report {report} is linked to incident {incident} already")]
    AlreadyLinked {
        /// The report.
        report: ReportId,
        /// The incident.
        incident: IncidentId,
    },
    /// Nothing of that kind waits for an answer.
    #[error("incident {incident} has no {what} that waits for an answer")]
    NothingPending {
        /// The incident.
        incident: IncidentId,
        /// What was answered.
        what: &'static str,
    },
    /// The call must be returned first.
    #[error("incident {0} must be called back first: a person completes that")]
    CallBackPending(IncidentId),
    /// Nobody has taken it over.
    #[error("incident {0} was not taken over by any partner: whoever received it first keeps it")]
    ReferralNotAccepted(IncidentId),
    /// A partner has it already.
    #[error("incident {incident} is with {partner}, which has accepted it")]
    ReferralStands {
        /// The incident.
        incident: IncidentId,
        /// The partner.
        partner: PartnerId,
    },
    /// The unit works for its home already.
    #[error("unit {0} is lent to nobody")]
    NotLent(UnitId),
    /// A loan does not last for ever.
    #[error("a unit is lent for at most {max_days} days: say an earlier end, and lend it again then")]
    LoanTooLong {
        /// How many days are allowed.
        max_days: u64,
    },
    /// Everybody in whose scope it lies sees it already.
    #[error("incident {0} is not restricted")]
    NotRestricted(IncidentId),
    /// The policy has no such partner.
    #[error("partner {0} is not in the policy")]
    UnknownPartner(PartnerId),
    /// The only report of an incident cannot be unlinked from it.
    #[error("report {0} is the only one of its incident")]
    OnlyReport(ReportId),
    /// The unit that found it must be named.
    #[error("an on-view report that its finder attends must name the unit that found it")]
    FinderMissing,
    /// Nothing was asked for.
    #[error("{0} must not be empty")]
    Empty(&'static str),
    /// More was asked for than is allowed at once.
    #[error("{what} has {got} rows: at most {max} are allowed")]
    TooMany {
        /// The field.
        what: &'static str,
        /// How many were given.
        got: usize,
        /// How many are allowed.
        max: usize,
    },
    /// The role may not do this.
    #[error("role {} may not {action}", role.as_str())]
    RoleForbidden {
        /// The role.
        role: Role,
        /// What was asked.
        action: &'static str,
    },
    /// What was named lies outside the actor's scope.
    #[error("{0} lies outside your scope")]
    OutOfScope(String),
    /// A person must give a reason for this.
    #[error("a reason is required: {0}")]
    ReasonMissing(&'static str),
    /// No policy is active.
    #[error("no policy is active")]
    NoPolicy,
    /// Another policy is active than the client believed.
    #[error("policy {} is active, not {}: read it again", named(*active), named(*expected))]
    PolicyMoved {
        /// The active policy.
        active: Option<PolicyHash>,
        /// What the client expected.
        expected: Option<PolicyHash>,
    },
    /// There never was such a revision of the policy.
    #[error("no policy revision {revision}: the newest is {newest}")]
    UnknownPolicyRevision {
        /// What was asked for.
        revision: u64,
        /// The newest that there is.
        newest: u64,
    },
    /// The revision is too old to be at hand.
    #[error(
        "policy revision {revision} is not at hand: the oldest that is kept is {oldest}; activate its file instead"
    )]
    PolicyNotKept {
        /// What was asked for.
        revision: u64,
        /// The oldest that is kept.
        oldest: u64,
    },
    /// The policy lacks the duty level that the city is in.
    #[error("the city is in duty level {level}, which this policy lacks (it has {known}): move the city first")]
    DutyLevelMissing {
        /// The level in force.
        level: DutyLevelId,
        /// Those that the policy has.
        known: String,
    },
    /// The bytes are no policy.
    #[error("the policy has faults: {0}")]
    PolicyFaults(String),
    /// The active policy has no such duty level.
    #[error("no duty level {level}: the policy has {known}")]
    UnknownDutyLevel {
        /// What was asked for.
        level: DutyLevelId,
        /// Those that there are.
        known: String,
    },
    /// No such post.
    #[error("post {0} is not on the roster")]
    NoSuchPost(PostId),
    /// The policy has no such zone.
    #[error("zone {0} is not in the policy")]
    UnknownZone(ZoneId),
    /// The unit has no post of its own.
    #[error("unit {0} has no post to return to: tell it where to go")]
    NoPostOfItsOwn(UnitId),
    /// A time that must lie ahead has passed.
    #[error("{0} must lie in the future")]
    TimePassed(&'static str),
    /// A span ends before it begins.
    #[error("{0} must end after it begins")]
    EndsTooEarly(&'static str),
    /// No such planned event.
    #[error("planned event {0} does not exist or is over")]
    UnknownPlannedEvent(PlannedEventId),
    /// The unit is held for another planned event at that time.
    #[error("unit {unit} is held for planned event {event} at that time")]
    UnitInPlannedEvent {
        /// The unit.
        unit: UnitId,
        /// The event.
        event: PlannedEventId,
    },
    /// An officer still needs help there.
    #[error(
        "incident {incident} is the emergency of unit {unit}: a supervisor must cancel it first, after voice contact"
    )]
    EmergencyOpen {
        /// The incident.
        incident: IncidentId,
        /// The officer's unit.
        unit: UnitId,
    },
    /// The incident is no emergency, or none any more.
    #[error("incident {0} is not an open emergency")]
    NoEmergency(IncidentId),
    /// The officer of the unit needs help.
    #[error("unit {0} is in an emergency of its own")]
    UnitInEmergency(UnitId),
    /// An emergency is never typed in after the fact: whoever presses needs help now.
    #[error("unit {0} raised an emergency that is marked as entered late: an emergency is now")]
    EmergencyEnteredLate(UnitId),
    /// What is real and what is an exercise must not be mixed.
    #[error("incident {0} and the report are not both real or both an exercise")]
    TrainingMixed(IncidentId),
    /// What happens now is not entered as if it were over.
    #[error(
        "only what is entered after the fact is recorded as a whole: mark it so, or let the unit say it step by step"
    )]
    NotEnteredLate,
    /// The clocks of a dispatch of the past cannot be true.
    #[error("the clocks of the dispatch {0}")]
    ClocksImplausible(&'static str),
    /// What was told on that day is held from erasure.
    #[error("the personal data of day {day} is held from erasure: it must be released first")]
    PersonalDataHeld {
        /// The day, such as 2026-11-23.
        day: String,
    },
    /// No such days are held.
    #[error("these days are not held from erasure: name the first and the last day as they were held")]
    NotHeld,
    /// The request id was used with another body.
    #[error("the request id was used before with another body: use a new one")]
    RequestReused,
    /// The request id is older than the oldest that is remembered.
    #[error("the request id was made longer ago than answers are kept: check the clock and whether it was carried out")]
    RequestTooOld,
    /// A limit of the daemon is reached.
    #[error("{what} is full (limit {max}): try again later")]
    Full {
        /// What is full.
        what: &'static str,
        /// The limit.
        max: usize,
    },
}

fn named(policy: Option<PolicyHash>) -> String {
    policy.map_or_else(|| "none".to_owned(), |hash| hash.to_string())
}

impl Rejection {
    /// The machine-readable reason, for `ErrorInfo` and the audit.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::UnknownUnit(_) => "UNKNOWN_UNIT",
            Self::UnknownReport(_) => "UNKNOWN_REPORT",
            Self::UnknownIncident(_) => "UNKNOWN_INCIDENT",
            Self::UnknownDispatch(_) => "UNKNOWN_DISPATCH",
            Self::UnknownAlarm(_) => "UNKNOWN_ALARM",
            Self::UnknownOrder { .. } => "UNKNOWN_ORDER",
            Self::UnknownPost { .. } => "UNKNOWN_POST",
            Self::NotOnDuty(_) => "NOT_ON_DUTY",
            Self::AlreadyOnDuty(_) => "ALREADY_ON_DUTY",
            Self::UnitOnDispatch { .. } => "UNIT_ON_DISPATCH",
            Self::UnitUnavailable(_) => "UNIT_UNAVAILABLE",
            Self::UnitTwice(_) => "UNIT_TWICE",
            Self::PersonElsewhere { .. } => "PERSON_ELSEWHERE",
            Self::PersonNotOnBoard { .. } => "PERSON_NOT_ON_BOARD",
            Self::EmptySplit(_) => "EMPTY_SPLIT",
            Self::UnitExists(_) => "UNIT_EXISTS",
            Self::DispatchOfAnother { .. } => "DISPATCH_OF_ANOTHER",
            Self::DispatchOver { .. } => "DISPATCH_OVER",
            Self::IncidentClosed(_) => "INCIDENT_CLOSED",
            Self::IncidentNotClosed(_) => "INCIDENT_NOT_CLOSED",
            Self::UnitOnScene { .. } => "UNIT_ON_SCENE",
            Self::AlreadyLinked { .. } => "ALREADY_LINKED",
            Self::NothingPending { .. } => "NOTHING_PENDING",
            Self::CallBackPending(_) => "CALL_BACK_PENDING",
            Self::ReferralNotAccepted(_) => "REFERRAL_NOT_ACCEPTED",
            Self::ReferralStands { .. } => "REFERRAL_STANDS",
            Self::NotLent(_) => "NOT_LENT",
            Self::LoanTooLong { .. } => "LOAN_TOO_LONG",
            Self::NotRestricted(_) => "NOT_RESTRICTED",
            Self::UnknownPartner(_) => "UNKNOWN_PARTNER",
            Self::UnknownZone(_) => "UNKNOWN_ZONE",
            Self::OnlyReport(_) => "ONLY_REPORT",
            Self::FinderMissing => "FINDER_MISSING",
            Self::Empty(_) => "EMPTY",
            Self::TooMany { .. } => "TOO_MANY",
            Self::RoleForbidden { .. } => "ROLE_FORBIDDEN",
            Self::OutOfScope(_) => "OUT_OF_SCOPE",
            Self::ReasonMissing(_) => "REASON_MISSING",
            Self::NoPolicy => "NO_POLICY",
            Self::PolicyMoved { .. } => "POLICY_MOVED",
            Self::UnknownPolicyRevision { .. } => "UNKNOWN_POLICY_REVISION",
            Self::PolicyNotKept { .. } => "POLICY_NOT_KEPT",
            Self::DutyLevelMissing { .. } => "DUTY_LEVEL_MISSING",
            Self::PolicyFaults(_) => "POLICY_FAULTS",
            Self::UnknownDutyLevel { .. } => "UNKNOWN_DUTY_LEVEL",
            Self::NotEnteredLate => "NOT_ENTERED_LATE",
            Self::ClocksImplausible(_) => "CLOCKS_IMPLAUSIBLE",
            Self::NoSuchPost(_) => "NO_SUCH_POST",
            Self::NoPostOfItsOwn(_) => "NO_POST_OF_ITS_OWN",
            Self::TimePassed(_) => "TIME_PASSED",
            Self::EndsTooEarly(_) => "ENDS_TOO_EARLY",
            Self::UnknownPlannedEvent(_) => "UNKNOWN_PLANNED_EVENT",
            Self::UnitInPlannedEvent { .. } => "UNIT_IN_PLANNED_EVENT",
            Self::EmergencyOpen { .. } => "EMERGENCY_OPEN",
            Self::NoEmergency(_) => "NO_EMERGENCY",
            Self::UnitInEmergency(_) => "UNIT_IN_EMERGENCY",
            Self::EmergencyEnteredLate(_) => "EMERGENCY_ENTERED_LATE",
            Self::TrainingMixed(_) => "TRAINING_MIXED",
            Self::PersonalDataHeld { .. } => "PERSONAL_DATA_HELD",
            Self::NotHeld => "NOT_HELD",
            Self::RequestReused => "REQUEST_REUSED",
            Self::RequestTooOld => "REQUEST_TOO_OLD",
            Self::Full { .. } => "FULL",
        }
    }

    /// The family of the refusal.
    #[must_use]
    pub const fn kind(&self) -> RejectionKind {
        match self {
            Self::UnknownUnit(_)
            | Self::UnknownReport(_)
            | Self::UnknownIncident(_)
            | Self::UnknownDispatch(_)
            | Self::UnknownPolicyRevision { .. }
            | Self::UnknownAlarm(_)
            | Self::UnknownPlannedEvent(_)
            | Self::NotHeld
            | Self::UnknownOrder { .. } => RejectionKind::NotFound,
            Self::AlreadyOnDuty(_) | Self::UnitExists(_) | Self::AlreadyLinked { .. } => RejectionKind::AlreadyExists,
            Self::NotOnDuty(_)
            | Self::UnitOnDispatch { .. }
            | Self::UnitUnavailable(_)
            | Self::PersonElsewhere { .. }
            | Self::PersonNotOnBoard { .. }
            | Self::DispatchOver { .. }
            | Self::IncidentClosed(_)
            | Self::IncidentNotClosed(_)
            | Self::UnitOnScene { .. }
            | Self::NothingPending { .. }
            | Self::CallBackPending(_)
            | Self::ReferralNotAccepted(_)
            | Self::ReferralStands { .. }
            | Self::OnlyReport(_)
            | Self::NotLent(_)
            | Self::NotRestricted(_)
            | Self::NoPostOfItsOwn(_)
            | Self::UnitInPlannedEvent { .. }
            | Self::EmergencyOpen { .. }
            | Self::NoEmergency(_)
            | Self::UnitInEmergency(_)
            | Self::EmergencyEnteredLate(_)
            | Self::TrainingMixed(_)
            | Self::NoPolicy
            | Self::PolicyNotKept { .. }
            | Self::DutyLevelMissing { .. }
            | Self::PersonalDataHeld { .. }
            | Self::RequestTooOld => RejectionKind::Precondition,
            Self::PolicyMoved { .. } => RejectionKind::Aborted,
            Self::DispatchOfAnother { .. } | Self::RoleForbidden { .. } | Self::OutOfScope(_) => {
                RejectionKind::PermissionDenied
            }
            Self::UnknownPost { .. }
            | Self::LoanTooLong { .. }
            | Self::UnknownPartner(_)
            | Self::UnknownZone(_)
            | Self::UnitTwice(_)
            | Self::EmptySplit(_)
            | Self::FinderMissing
            | Self::Empty(_)
            | Self::TooMany { .. }
            | Self::ReasonMissing(_)
            | Self::NotEnteredLate
            | Self::ClocksImplausible(_)
            | Self::NoSuchPost(_)
            | Self::TimePassed(_)
            | Self::EndsTooEarly(_)
            | Self::PolicyFaults(_)
            | Self::UnknownDutyLevel { .. }
            | Self::RequestReused => RejectionKind::InvalidArgument,
            Self::Full { .. } => RejectionKind::ResourceExhausted,
        }
    }
}
