//! What goes wrong, as clients see it: a canonical code, a machine-readable reason and the details that help.

use std::time::Duration;

use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};

use super::faults::Faults;
use super::names;
use super::proto::{FieldViolation, WriteError};
use crate::access::table::Refused;
use crate::domain::rejection::{Rejection, RejectionKind};

/// The domain of every `ErrorInfo`.
pub const ERROR_DOMAIN: &str = "patrold";

/// When to come back after a refusal for want of room.
const RETRY_DELAY: Duration = Duration::from_secs(1);

/// Something that went wrong, before it is a status of a call or an error inside a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    code: Code,
    reason: &'static str,
    message: String,
    subject: String,
    violations: Vec<FieldViolation>,
    retry_delay: Option<Duration>,
}

impl Problem {
    fn new(code: Code, reason: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            reason,
            message: message.into(),
            subject: String::new(),
            violations: Vec::new(),
            retry_delay: None,
        }
    }

    /// Who asks cannot be established.
    #[must_use]
    pub fn unauthenticated(message: impl Into<String>) -> Self {
        Self::new(Code::Unauthenticated, "UNAUTHENTICATED", message)
    }

    /// Who asks is known, and not admitted for a reason that a client can act on.
    #[must_use]
    pub fn unauthenticated_since(reason: &'static str, message: impl Into<String>) -> Self {
        Self::new(Code::Unauthenticated, reason, message)
    }

    /// It may not be asked from there.
    #[must_use]
    pub fn permission_denied_since(reason: &'static str, message: impl Into<String>) -> Self {
        Self::new(Code::PermissionDenied, reason, message)
    }

    /// Who asks may not.
    #[must_use]
    pub fn permission_denied(message: impl Into<String>) -> Self {
        Self::new(Code::PermissionDenied, "OUT_OF_SCOPE", message)
    }

    /// There is no such call.
    #[must_use]
    pub fn unimplemented(message: impl Into<String>) -> Self {
        Self::new(Code::Unimplemented, "UNKNOWN_CALL", message)
    }

    /// The state does not allow it.
    #[must_use]
    pub fn precondition(reason: &'static str, message: impl Into<String>) -> Self {
        Self::new(Code::FailedPrecondition, reason, message)
    }

    /// One field is wrong.
    #[must_use]
    pub fn invalid(field: &str, description: &str) -> Self {
        let mut faults = Faults::default();
        faults.note(field, description);
        Self::from(faults)
    }

    /// What was asked for does not exist.
    #[must_use]
    pub fn not_found(subject: impl Into<String>) -> Self {
        let subject = subject.into();
        let problem = Self::new(Code::NotFound, "NOT_FOUND", format!("{subject} does not exist"));
        Self { subject, ..problem }
    }

    /// There is no room now; try again.
    #[must_use]
    pub fn exhausted(reason: &'static str, message: impl Into<String>) -> Self {
        Self { retry_delay: Some(RETRY_DELAY), ..Self::new(Code::ResourceExhausted, reason, message) }
    }

    /// The daemon cannot answer now; try again.
    #[must_use]
    pub fn unavailable(reason: &'static str, message: impl Into<String>) -> Self {
        Self { retry_delay: Some(RETRY_DELAY), ..Self::new(Code::Unavailable, reason, message) }
    }

    /// Something is wrong inside the daemon.
    #[must_use]
    pub fn internal(reason: &'static str, message: impl Into<String>) -> Self {
        Self::new(Code::Internal, reason, message)
    }

    /// The same, with when to come back.
    #[must_use]
    pub fn retry_after(self, delay: Duration) -> Self {
        Self { retry_delay: Some(delay), ..self }
    }

    /// When to come back; none when that would not help.
    #[must_use]
    pub const fn retry_delay(&self) -> Option<Duration> {
        self.retry_delay
    }

    /// The canonical code.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// The machine-readable reason.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        self.reason
    }

    /// What is wrong, in words.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What is wrong with which field.
    #[must_use]
    pub fn violations(&self) -> &[FieldViolation] {
        &self.violations
    }

    /// The same as an error inside a stream.
    #[must_use]
    pub fn into_write_error(self) -> WriteError {
        WriteError {
            code: self.code as i32,
            reason: self.reason.to_owned(),
            message: self.message,
            field_violations: self.violations,
            retry_delay_ms: self.retry_delay.map_or(0, |delay| u32::try_from(delay.as_millis()).unwrap_or(u32::MAX)),
        }
    }
}

impl From<Problem> for Status {
    fn from(problem: Problem) -> Self {
        let mut details = ErrorDetails::new();
        details.set_error_info(problem.reason, ERROR_DOMAIN, std::collections::HashMap::new());
        for FieldViolation { field, description } in problem.violations {
            details.add_bad_request_violation(field, description);
        }
        if let Some(delay) = problem.retry_delay {
            details.set_retry_info(Some(delay));
        }
        if problem.code == Code::FailedPrecondition {
            details.add_precondition_failure_violation(problem.reason, &problem.subject, &problem.message);
        } else if problem.code == Code::NotFound {
            let kind = problem.subject.split('/').next().unwrap_or_default();
            details.set_resource_info(kind, &problem.subject, "", &problem.message);
        }
        Self::with_error_details(problem.code, problem.message, details)
    }
}

impl From<Faults> for Problem {
    fn from(faults: Faults) -> Self {
        if let (Some(why), []) = (faults.cannot_seal(), faults.violations()) {
            return Self::unavailable("CANNOT_SEAL", format!("personal data cannot be encrypted now: {why}"));
        }
        let message = match (faults.violations(), faults.left_out()) {
            ([only], 0) => format!("{}: {}", only.field, only.description),
            (several, left_out) => format!("{} fields are wrong", several.len() + left_out),
        };
        Self { violations: faults.violations().to_vec(), ..Self::new(Code::InvalidArgument, "INVALID_FIELDS", message) }
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        let message = refused.to_string();
        match refused {
            Refused::Unknown(_) => Self::unimplemented(message),
            Refused::Role { .. } => Self::new(Code::PermissionDenied, "ROLE_FORBIDDEN", message),
            Refused::Scope { .. } => Self::permission_denied(message),
        }
    }
}

impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        let code = match rejection.kind() {
            RejectionKind::NotFound => Code::NotFound,
            RejectionKind::AlreadyExists => Code::AlreadyExists,
            RejectionKind::Precondition => Code::FailedPrecondition,
            RejectionKind::Aborted => Code::Aborted,
            RejectionKind::PermissionDenied => Code::PermissionDenied,
            RejectionKind::InvalidArgument => Code::InvalidArgument,
            RejectionKind::ResourceExhausted => Code::ResourceExhausted,
        };
        let mut problem = Self::new(code, rejection.reason(), rejection.to_string());
        problem.subject = subject(&rejection);
        if code == Code::InvalidArgument {
            let description = rejection.to_string();
            problem.violations.push(FieldViolation { field: field(&rejection).to_owned(), description });
        }
        if code == Code::ResourceExhausted {
            problem.retry_delay = Some(RETRY_DELAY);
        }
        problem
    }
}

/// The thing that a refusal is about, by its resource name; empty when there is none.
fn subject(rejection: &Rejection) -> String {
    match rejection {
        Rejection::UnknownUnit(unit)
        | Rejection::NotOnDuty(unit)
        | Rejection::AlreadyOnDuty(unit)
        | Rejection::UnitUnavailable(unit)
        | Rejection::UnitTwice(unit)
        | Rejection::EmptySplit(unit)
        | Rejection::UnitExists(unit)
        | Rejection::UnknownPost { unit, .. }
        | Rejection::UnitOnDispatch { unit, .. }
        | Rejection::PersonElsewhere { unit, .. }
        | Rejection::NoPostOfItsOwn(unit)
        | Rejection::UnitInPlannedEvent { unit, .. }
        | Rejection::UnitInEmergency(unit)
        | Rejection::NotLent(unit)
        | Rejection::EmergencyEnteredLate(unit)
        | Rejection::PersonNotOnBoard { unit, .. } => names::unit(unit),
        Rejection::UnknownReport(report) | Rejection::AlreadyLinked { report, .. } | Rejection::OnlyReport(report) => {
            names::report(*report)
        }
        Rejection::UnknownIncident(incident)
        | Rejection::IncidentClosed(incident)
        | Rejection::IncidentNotClosed(incident)
        | Rejection::NothingPending { incident, .. }
        | Rejection::CallBackPending(incident)
        | Rejection::ReferralNotAccepted(incident)
        | Rejection::ReferralStands { incident, .. }
        | Rejection::EmergencyOpen { incident, .. }
        | Rejection::NoEmergency(incident)
        | Rejection::NotRestricted(incident)
        | Rejection::TrainingMixed(incident)
        | Rejection::UnitOnScene { incident, .. } => names::incident(*incident),
        Rejection::UnknownDispatch(dispatch)
        | Rejection::DispatchOfAnother { dispatch, .. }
        | Rejection::DispatchOver { dispatch, .. } => names::dispatch(*dispatch),
        Rejection::UnknownOrder { order, .. } => names::order(*order),
        Rejection::UnknownPolicyRevision { revision, .. } => format!("policies/{revision}"),
        Rejection::UnknownAlarm(alarm) => names::alarm(*alarm),
        Rejection::FinderMissing
        | Rejection::UnknownPartner(_)
        | Rejection::UnknownZone(_)
        | Rejection::Empty(_)
        | Rejection::TooMany { .. }
        | Rejection::RoleForbidden { .. }
        | Rejection::OutOfScope(_)
        | Rejection::ReasonMissing(_)
        | Rejection::NotEnteredLate
        | Rejection::ClocksImplausible(_)
        | Rejection::NoSuchPost(_)
        | Rejection::TimePassed(_)
        | Rejection::LoanTooLong { .. }
        | Rejection::EndsTooEarly(_)
        | Rejection::UnknownPlannedEvent(_)
        | Rejection::NoPolicy
        | Rejection::PolicyMoved { .. }
        | Rejection::PolicyNotKept { .. }
        | Rejection::DutyLevelMissing { .. }
        | Rejection::PolicyFaults(_)
        | Rejection::UnknownDutyLevel { .. }
        | Rejection::PersonalDataHeld { .. }
        | Rejection::NotHeld
        | Rejection::RequestReused
        | Rejection::RequestTooOld
        | Rejection::Full { .. } => String::new(),
    }
}

/// The field that a refusal for bad input is about.
#[expect(clippy::wildcard_enum_match_arm, reason = "only refusals for bad input have a field")]
const fn field(rejection: &Rejection) -> &'static str {
    match rejection {
        Rejection::UnknownPost { .. } => "units.post",
        Rejection::UnitTwice(_) => "units",
        Rejection::EmptySplit(_) => "members",
        Rejection::FinderMissing => "found_by",
        Rejection::UnknownPartner(_) => "partner",
        Rejection::UnknownZone(_) => "zone",
        Rejection::Empty(what) | Rejection::TooMany { what, .. } => what,
        Rejection::ReasonMissing(_) => "reason",
        Rejection::LoanTooLong { .. } => "end_time",
        Rejection::PolicyFaults(_) => "policy",
        Rejection::UnknownDutyLevel { .. } => "duty_level",
        Rejection::RequestReused => "request_id",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::UnitId;

    #[test]
    fn every_refusal_carries_code_reason_and_what_helps() {
        let r12 = UnitId::new("R12").expect("a callsign");
        let status = Status::from(Problem::from(Rejection::NotOnDuty(r12)));
        assert_eq!(status.code(), Code::FailedPrecondition);
        let details = status.get_error_details();
        let info = details.error_info().expect("always there");
        assert_eq!((info.reason.as_str(), info.domain.as_str()), ("NOT_ON_DUTY", "patrold"));
        let violation = &details.precondition_failure().expect("for a precondition").violations[0];
        assert_eq!((violation.r#type.as_str(), violation.subject.as_str()), ("NOT_ON_DUTY", "units/R12"));
    }

    #[test]
    fn a_full_queue_says_when_to_come_back() {
        let status = Status::from(Problem::from(Rejection::Full { what: "the command queue", max: 4_096 }));
        assert_eq!(status.code(), Code::ResourceExhausted);
        assert_eq!(status.get_error_details().retry_info().expect("there").retry_delay, Some(RETRY_DELAY));
    }

    #[test]
    fn bad_fields_are_listed_each() {
        let mut faults = Faults::default();
        faults.note("place.latitude_deg", "invalid latitude_deg (got 116)");
        faults.note("source", "unknown");
        let status = Status::from(Problem::from(faults));
        assert_eq!((status.code(), status.message()), (Code::InvalidArgument, "2 fields are wrong"));
        assert_eq!(status.get_error_details().bad_request().expect("there").field_violations.len(), 2);
    }
}
