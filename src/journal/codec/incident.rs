//! Incidents and their classification.

use super::error::{FieldError, FieldProblem};
use super::message;
use super::storable::{Storable, load_plain, stored_enum, stored_pair, stored_struct};
use crate::domain::classification::{Basis, Classification, Handling, Level};
use crate::domain::event::Response;
use crate::domain::ids::DispatchId;
use crate::domain::incident::{
    ActivityKind, ArchivedIncident, Disposition, DispositionKind, Incident, IncidentNumber, IncidentState, LocalDay,
    Note, ReplanCause, Target, WaitReason,
};
use crate::domain::time::EngineTime;

stored_enum!(Level { One, Two, Three, Four });
stored_enum!(Handling { PoliceDispatch, VerifyFirst, Referral, Mediation, Transfer, RecordOnly });
stored_enum!(IncidentState { AwaitingDecision, Waiting, Responding, Closed });
stored_enum!(WaitReason { Unplaced, NoUnitAvailable, NoPlan, NeedsConfirmation, Manual });
stored_enum!(ReplanCause { Policy, Late, Blocked });
stored_enum!(ActivityKind { Accident, Diversion, GoodDeed, Arrest, CaseAssisted, Emergency, Other });
stored_enum!(DispositionKind {
    Handled,
    CaseOpened,
    Mediated,
    Transferred,
    NothingFound,
    FalseAlarm,
    Merged,
    Invalid,
    Dropped,
});

stored_struct!(Classification => Classification {
    type_code => plain(type_code),
    level => plain(level),
    handling => plain(handling),
    basis => message(basis),
    fitted => list(fitted),
    policy => plain(policy),
});

stored_struct!(IncidentNumber => IncidentNumber {
    day => message(day),
    count => plain(count),
    training => plain(training),
});

stored_struct!(Disposition => Disposition {
    kind => plain(kind),
    activity => plain(activity),
    remark => plain(remark),
});

stored_struct!(Note => Note { at => plain(at_us), author => plain(author), text => message(text) });

stored_pair!((EngineTime, Disposition) => Closing { plain(closed_at_us), message(disposition) });

stored_struct!(Target => Target { at => plain(at_us), missed => plain(missed) });

stored_pair!((DispatchId, u32) => StepServed { plain(dispatch), plain(step) });

stored_struct!(Response => Response {
    units_needed => plain(units_needed),
    needs => list(needs),
    serves => list(serves),
    targets => list(targets),
});

stored_struct!(Incident => Incident {
    id => plain(id),
    number => message(number),
    opened_at => plain(opened_at_us),
    clock_started_at => plain(clock_started_at_us),
    classification => message(classification),
    at => optional(at),
    jurisdiction => optional(jurisdiction),
    reports => list(reports),
    dispatches => list(dispatches),
    state => plain(state),
    waiting => optional(waiting),
    waiting_since => plain(waiting_since_us),
    units_needed => plain(units_needed),
    needs => list(needs),
    stages_open => plain(stages_open),
    look_again_at => optional(look_again_at_us),
    targets => list(targets),
    explanation => optional(explanation),
    tried => list(tried),
    desk => optional(desk),
    notes => rare_list(notes),
    desk_work => usual(desk_work),
    closed => optional(closed),
});

stored_struct!(ArchivedIncident => ArchivedIncident {
    incident => message(incident),
    reports => list(reports),
    dispatches => list(dispatches),
});

impl Storable for Basis {
    type Stored = message::Basis;

    fn store(&self) -> message::Basis {
        let basis = match self {
            Self::Rule(rule) => message::basis::Basis::Rule(rule.store()),
            Self::Overruled(reason) => message::basis::Basis::Overruled(reason.store()),
            Self::Verified { rule, by, reason } => message::basis::Basis::Verified(message::Verified {
                rule: rule.store(),
                by: by.store(),
                reason: reason.store(),
            }),
        };
        message::Basis { basis: Some(basis) }
    }

    fn load(stored: message::Basis) -> Result<Self, FieldError> {
        match stored.basis {
            Some(message::basis::Basis::Rule(rule)) => load_plain("rule", rule).map(Self::Rule),
            Some(message::basis::Basis::Overruled(reason)) => load_plain("overruled", reason).map(Self::Overruled),
            Some(message::basis::Basis::Verified(message::Verified { rule, by, reason })) => Ok(Self::Verified {
                rule: load_plain("rule", rule)?,
                by: load_plain("by", by)?,
                reason: load_plain("reason", reason)?,
            }),
            None => Err(FieldProblem::Missing.into()),
        }
    }
}

impl Storable for LocalDay {
    type Stored = message::LocalDay;

    fn store(&self) -> message::LocalDay {
        let Self { year, month, day } = self;
        message::LocalDay { year: i32::from(*year), month: u32::from(*month), day: u32::from(*day) }
    }

    fn load(stored: message::LocalDay) -> Result<Self, FieldError> {
        let message::LocalDay { year, month, day } = stored;
        let refused = |field: &'static str| move |error| FieldError::refused(error).within(field);
        Ok(Self {
            year: year.try_into().map_err(refused("year"))?,
            month: month.try_into().map_err(refused("month"))?,
            day: day.try_into().map_err(refused("day"))?,
        })
    }
}
