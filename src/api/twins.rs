//! Enums that stand on both sides: each value has exactly one twin, and zero has none.
//!
//! The matches have no wildcard, so a new value on either side does not compile until it has its twin.

use super::proto;
use crate::domain::alarm::AlarmKind;
use crate::domain::candidate::{Circumstance, PassReason};
use crate::domain::classification::{Handling, Level};
use crate::domain::clock::{ClockAction, ClockKind, Severity};
use crate::domain::desk::{CallBackOutcome, DuplicateBasis, ReferralState, Verdict};
use crate::domain::dispatch::{Anomaly, ChosenBy, Delivery, DispatchState, Step};
use crate::domain::flag::ReportFlag;
use crate::domain::geo::Datum;
use crate::domain::incident::{ActivityKind, DispositionKind, IncidentState, WaitReason};
use crate::domain::order::OrderState;
use crate::domain::policy_change::PolicyChangeKind;
use crate::domain::position::{FixVerdict, PositionSource};
use crate::domain::report::ReportSource;
use crate::domain::sealed::RetentionKind;
use crate::domain::unit::{Rank, Tier, UnavailableReason, UnitKind};

/// A domain enum with a twin among the messages.
pub(super) trait Twin: Sized + Copy {
    /// The enum in the messages.
    type Message: Copy + Default + TryFrom<i32> + Into<i32>;

    /// The twin of a value.
    fn message(self) -> Self::Message;

    /// The value of a twin; none for zero.
    fn of(message: Self::Message) -> Option<Self>;

    /// The number of a value's twin, as messages hold it.
    fn number(self) -> i32 {
        self.message().into()
    }
}

macro_rules! twins {
    ($($domain:ty, $message:ident: $($value:ident),+;)+) => {
        $(
            impl Twin for $domain {
                type Message = proto::$message;

                fn message(self) -> proto::$message {
                    match self {
                        $(Self::$value => proto::$message::$value,)+
                    }
                }

                fn of(message: proto::$message) -> Option<Self> {
                    match message {
                        proto::$message::Unspecified => None,
                        $(proto::$message::$value => Some(Self::$value),)+
                    }
                }
            }
        )+
    };
}

twins! {
    RetentionKind, RetentionKind: Caller, Address, Narrative;
    Datum, Datum: Wgs84, Gcj02, Bd09;
    Tier, Tier: City, Town, Village;
    UnitKind, UnitKind: Motorcycle, Car, Van, Bicycle, Foot, Boat;
    Rank, Rank: Officer, Auxiliary;
    UnavailableReason, UnavailableReason: Break, Refuelling, Fault, Paperwork, Transport, OtherTask;
    PositionSource, PositionSource: Fix, Voice, Post;
    ReportSource, ReportSource: Voice110, Voice122, Text12110, App, Web, Alarm, GridAdministrator, UnitOnView,
        WarningPlatform, Transfer12345;
    PolicyChangeKind, PolicyChangeKind: Added, Removed, Moved, Changed;
    ReportFlag, ReportFlag: Weapon, Injured, Trapped, HazardousMaterial, Child, Crowd, InProgress, SuspectOnScene,
        SuspectFleeing, OfficerInvolved, ForeignLanguage, CannotSpeak;
    Level, Level: One, Two, Three, Four;
    Handling, Handling: PoliceDispatch, VerifyFirst, Referral, Mediation, Transfer, RecordOnly;
    IncidentState, IncidentState: AwaitingDecision, Waiting, Responding, Closed;
    WaitReason, WaitReason: Unplaced, NoUnitAvailable, NoPlan, NeedsConfirmation, Manual;
    ActivityKind, ActivityKind: Accident, Diversion, GoodDeed, Arrest, CaseAssisted, Emergency, Other;
    DispositionKind, DispositionKind: Handled, CaseOpened, Mediated, Transferred, NothingFound, FalseAlarm, Invalid,
        Dropped, Merged;
    DispatchState, DispatchState: Offered, SignedIn, Departed, Arrived, Finished, Declined, OfferExpired, Recalled,
        StoodDown, Preempted;
    Step, Step: SignedIn, Departed, Arrived, Feedback, Finished, Declined, Blocked;
    Anomaly, Anomaly: SkippedSteps, Repeated, OutOfOrder, AfterEnd;
    ChosenBy, ChosenBy: Policy, Dispatcher, Unit;
    Delivery, Delivery: Device, VoiceOnly;
    PassReason, PassReason: Farther, OnDispatch, Unavailable, OffDuty, WrongTier, LacksCapability, OutsideRadius,
        NoPosition, OutsideServiceArea, AlreadyTried, WrongKind, CrewTooWeak, BeyondTravelTime, Reserved,
        NeededElsewhere, HoldsPost, HeldForEvent, InEmergency;
    Circumstance, Circumstance: Boundary, StalePosition, AtPost, Rest, ShiftEnd, Workload, NotInPool;
    ClockKind, ClockKind: SignIn, Depart, Arrive, Feedback, OnScene;
    Severity, Severity: Warning, Breach;
    ClockAction, ClockAction: TellDesk, ReOffer, BackUp, TellSupervisor;
    ReferralState, ReferralState: Offered, Accepted, Rejected, Withdrawn, Closed;
    CallBackOutcome, CallBackOutcome: AllWell, HelpNeeded, NotReached, Hoax;
    DuplicateBasis, DuplicateBasis: Near, SameCaller;
    Verdict, Verdict: Confirmed, Refuted;
    AlarmKind, AlarmKind: ClockWarning, ClockBreach, Shortfall, SupervisorInformed, ReferralOverdue,
        ReferralRejected, CallBackOverdue, DuplicateProposed, CallerCancelled, UnitLeft, SurplusUnits, NearerUnits,
        JurisdictionProposed, HandOverOffered, HoldExpired, OfficerEmergency, EventPoolShort, TransportOverdue,
        UnitBlocked, OrderRefused, ContactLost, ConfirmationOverdue, TargetMissed,
        WelfareCheckDue, DecisionNeeded, DiskLow;
    OrderState, OrderState: Issued, Acknowledged, Superseded, Completed, Cancelled, Expired;
    FixVerdict, FixVerdict: Accepted, AcceptedOutside, Late, Duplicate, Implausible, OutsideServiceArea, Inaccurate,
        NotOnDuty, UnknownUnit;
}
