//! Alarms: what a person at the desk must look at, and has not yet said to have seen.
//!
//! An alarm changes nothing and decides nothing. In a storm alarms are grouped by cause, which is their kind and the
//! zone that they are about, so that a thousand late units of one town are one line on a screen.

use serde::{Deserialize, Serialize};

use super::ids::{AlarmId, DispatchId, IncidentId, ReportId, UnitId, ZoneId};
use super::text::Text;
use super::time::EngineTime;

/// Why a person must look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AlarmKind {
    /// One of the five clocks runs towards its limit.
    ClockWarning,
    /// One of the five clocks has passed its limit.
    ClockBreach,
    /// Fewer units could be had than the plan asks for.
    Shortfall,
    /// The policy wants a supervisor to know of this.
    SupervisorInformed,
    /// A partner has not answered, or not finished, in time.
    ReferralOverdue,
    /// A partner will not take it: whoever received it first keeps it.
    ReferralRejected,
    /// Nobody has called a silent or dropped call back in time.
    CallBackOverdue,
    /// A report may be about an incident that there is already.
    DuplicateProposed,
    /// The caller takes the call back; only a person closes an incident for it.
    CallerCancelled,
    /// A unit left this incident for another one, and it waits again.
    UnitLeft,
    /// More units are there than the plan asks for: some could be recalled.
    SurplusUnits,
    /// Nearer units than those under way could be had.
    NearerUnits,
    /// The place lies in another zone than the one that owns the case.
    JurisdictionProposed,
    /// Another desk is asked to take it over.
    HandOverOffered,
    /// The unit for which an incident was held is not free in time.
    HoldExpired,
    /// An officer is in danger.
    OfficerEmergency,
    /// An event's pool lacks units.
    EventPoolShort,
    /// A transport takes longer than it should.
    TransportOverdue,
    /// A unit is held up on its way.
    UnitBlocked,
    /// A unit refuses an order.
    OrderRefused,
    /// Nothing has been heard of a unit: ask after its welfare.
    ContactLost,
    /// A person has not confirmed or chosen in time.
    ConfirmationOverdue,
    /// Nobody was on scene by a time that the plan gives.
    TargetMissed,
    /// Nothing was heard of a unit since its contact was lost: look after its crew.
    WelfareCheckDue,
    /// A person must place it, verify it or send somebody: the daemon cannot.
    DecisionNeeded,
    /// The daemon's disk fills up: somebody must make room.
    DiskLow,
}

impl AlarmKind {
    /// Every kind.
    pub const ALL: [Self; 26] = [
        Self::ClockWarning,
        Self::ClockBreach,
        Self::Shortfall,
        Self::SupervisorInformed,
        Self::ReferralOverdue,
        Self::ReferralRejected,
        Self::CallBackOverdue,
        Self::DuplicateProposed,
        Self::CallerCancelled,
        Self::UnitLeft,
        Self::SurplusUnits,
        Self::NearerUnits,
        Self::JurisdictionProposed,
        Self::HandOverOffered,
        Self::HoldExpired,
        Self::OfficerEmergency,
        Self::EventPoolShort,
        Self::TransportOverdue,
        Self::UnitBlocked,
        Self::OrderRefused,
        Self::ContactLost,
        Self::ConfirmationOverdue,
        Self::TargetMissed,
        Self::WelfareCheckDue,
        Self::DecisionNeeded,
        Self::DiskLow,
    ];

    /// The word used in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ClockWarning => "clock_warning",
            Self::ClockBreach => "clock_breach",
            Self::Shortfall => "shortfall",
            Self::SupervisorInformed => "supervisor_informed",
            Self::ReferralOverdue => "referral_overdue",
            Self::ReferralRejected => "referral_rejected",
            Self::CallBackOverdue => "call_back_overdue",
            Self::DuplicateProposed => "duplicate_proposed",
            Self::CallerCancelled => "caller_cancelled",
            Self::UnitLeft => "unit_left",
            Self::SurplusUnits => "surplus_units",
            Self::NearerUnits => "nearer_units",
            Self::JurisdictionProposed => "jurisdiction_proposed",
            Self::HandOverOffered => "hand_over_offered",
            Self::HoldExpired => "hold_expired",
            Self::OfficerEmergency => "officer_emergency",
            Self::EventPoolShort => "event_pool_short",
            Self::TransportOverdue => "transport_overdue",
            Self::UnitBlocked => "unit_blocked",
            Self::OrderRefused => "order_refused",
            Self::ContactLost => "contact_lost",
            Self::ConfirmationOverdue => "confirmation_overdue",
            Self::TargetMissed => "target_missed",
            Self::WelfareCheckDue => "welfare_check_due",
            Self::DecisionNeeded => "decision_needed",
            Self::DiskLow => "disk_low",
        }
    }
}

/// What an alarm is about: as many of the four as there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AlarmSubject {
    /// The incident.
    pub incident: Option<IncidentId>,
    /// The dispatch.
    pub dispatch: Option<DispatchId>,
    /// The unit.
    pub unit: Option<UnitId>,
    /// The report.
    pub report: Option<ReportId>,
}

impl AlarmSubject {
    /// About an incident.
    #[must_use]
    pub fn incident(incident: IncidentId) -> Self {
        Self { incident: Some(incident), ..Self::default() }
    }

    /// About a unit.
    #[must_use]
    pub fn unit(unit: UnitId) -> Self {
        Self { unit: Some(unit), ..Self::default() }
    }

    /// About this dispatch, too.
    #[must_use]
    pub fn and_dispatch(self, dispatch: DispatchId) -> Self {
        Self { dispatch: Some(dispatch), ..self }
    }

    /// About this unit, too.
    #[must_use]
    pub fn and_unit(self, unit: UnitId) -> Self {
        Self { unit: Some(unit), ..self }
    }

    /// About this report, too.
    #[must_use]
    pub fn and_report(self, report: ReportId) -> Self {
        Self { report: Some(report), ..self }
    }
}

/// One alarm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    /// Its name.
    pub id: AlarmId,
    /// Why a person must look.
    pub kind: AlarmKind,
    /// At what.
    pub subject: AlarmSubject,
    /// The zone that it is about: that of the incident, else the unit's own; none for the whole city.
    pub zone: Option<ZoneId>,
    /// In a few words without personal data, when there is more to say.
    pub detail: Text,
}

/// What alarms are grouped by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AlarmCause {
    /// Why a person must look.
    pub kind: AlarmKind,
    /// The zone; none for the whole city.
    pub zone: Option<ZoneId>,
}

impl Alarm {
    /// What it is grouped by.
    #[must_use]
    pub fn cause(&self) -> AlarmCause {
        AlarmCause { kind: self.kind, zone: self.zone.clone() }
    }
}

/// An alarm that nobody has acknowledged yet, with when it was raised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaisedAlarm {
    /// The alarm.
    pub alarm: Alarm,
    /// When it was recorded.
    pub raised_at: EngineTime,
}
