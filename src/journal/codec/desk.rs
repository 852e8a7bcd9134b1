//! What the desk does beside sending units.

use super::storable::{stored_enum, stored_struct};
use crate::domain::alarm::{Alarm, AlarmCause, AlarmKind, AlarmSubject};
use crate::domain::desk::{
    CallBack, CallBackOutcome, DeskWork, DuplicateBasis, DuplicateProposal, Following, Hold, Referral, ReferralState,
};

stored_enum!(AlarmKind {
    ClockWarning,
    ClockBreach,
    Shortfall,
    SupervisorInformed,
    ReferralOverdue,
    ReferralRejected,
    CallBackOverdue,
    DuplicateProposed,
    CallerCancelled,
    UnitLeft,
    SurplusUnits,
    NearerUnits,
    JurisdictionProposed,
    HandOverOffered,
    HoldExpired,
    OfficerEmergency,
    EventPoolShort,
    TransportOverdue,
    UnitBlocked,
    OrderRefused,
    ContactLost,
    ConfirmationOverdue,
    TargetMissed,
    WelfareCheckDue,
    DecisionNeeded,
    DiskLow,
});

stored_struct!(AlarmSubject => AlarmSubject {
    incident => optional(incident),
    dispatch => optional(dispatch),
    unit => optional(unit),
    report => optional(report),
});

stored_struct!(AlarmCause => AlarmCause { kind => plain(kind), zone => optional(zone) });

stored_struct!(Alarm => Alarm {
    id => plain(id),
    kind => plain(kind),
    subject => message(subject),
    zone => optional(zone),
    detail => plain(detail),
});

stored_enum!(ReferralState { Offered, Accepted, Rejected, Withdrawn, Closed });
stored_enum!(CallBackOutcome { AllWell, HelpNeeded, NotReached, Hoax });
stored_enum!(DuplicateBasis { Near, SameCaller });

stored_struct!(Referral => Referral {
    partner => plain(partner),
    state => plain(state),
    offered_at => plain(offered_at_us),
    moved_at => plain(moved_at_us),
    moved_by => plain(moved_by),
    reason => plain(reason),
    due_at => optional(due_at_us),
    is_overdue => plain(is_overdue),
});

stored_struct!(CallBack => CallBack {
    due_at => plain(due_at_us),
    is_overdue => plain(is_overdue),
    outcome => optional(outcome),
});

stored_struct!(DuplicateProposal => DuplicateProposal {
    report => plain(report),
    candidate => plain(candidate),
    basis => plain(basis),
    rule => plain(rule),
    hold_until => optional(hold_until_us),
});

stored_struct!(Hold => Hold { unit => plain(unit), until => plain(until_us) });
stored_struct!(Following => Following { unit => plain(unit), look_at => plain(look_at_us) });

stored_struct!(DeskWork => DeskWork {
    referrals => list(referrals),
    call_back => optional(call_back),
    duplicate => optional(duplicate),
    hand_over => optional(hand_over),
    jurisdiction => optional(jurisdiction),
    follows => optional(follows),
    held_for => optional(held_for),
    seen_by => list(seen_by),
});
