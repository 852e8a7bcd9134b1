//! Events: the table of kind numbers and versions, and how each kind's fields are stored.
//!
//! To store a new event, add its message to `event.proto` and a line with a fresh number to the table. To change what
//! an event holds, raise its version in the table, keep the old message under a new name and lift it in
//! [`upcast`]. Numbers are never used again.

use std::sync::Arc;

use bytes::Bytes;
use prost::Message;

use super::error::FieldError;
use super::message;
use super::storable::{Storable, load_field, load_plain, store_field, stored_enum, stored_struct};
use super::upcast;
use crate::domain::audit::{LeftOut, LeftOutOf};
use crate::domain::classification::PolicyBundle;
use crate::domain::command::RunStart;
use crate::domain::disk::DiskState;
use crate::domain::event::Event;

/// Why a stored event was refused.
pub(super) enum Refusal {
    /// Its kind or version is not known here.
    Unknown,
    /// A field of its body does not hold what it must.
    Field(FieldError),
}

impl From<FieldError> for Refusal {
    fn from(error: FieldError) -> Self {
        Self::Field(error)
    }
}

pub(super) fn store(event: &Event) -> message::Event {
    let (kind, body) = body_of(event);
    message::Event { kind: kind.number(), version: kind.current_version(), body }
}

pub(super) fn load(stored: message::Event) -> Result<Event, Refusal> {
    let message::Event { kind, version, body } = stored;
    let kind = EventKind::from_number(kind).ok_or(Refusal::Unknown)?;
    let body = upcast::to_current(kind, version, body)?;
    Ok(event_of(kind, body)?)
}

/// The table: number, current version, variant, and its fields in the language of [`super::storable`].
macro_rules! stored_events {
    ($($number:literal v $version:literal $variant:ident { $($field:tt => $how:ident($stored:ident)),* $(,)? })*) => {
        /// The kinds of event, by the name of their variant.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum EventKind {
            $($variant = $number),*
        }

        impl EventKind {
            #[cfg(test)]
            pub(super) const ALL: &[Self] = &[$(Self::$variant),*];

            /// The kind's number on disk.
            pub(super) const fn number(self) -> u32 {
                self as u32
            }

            fn from_number(number: u32) -> Option<Self> {
                match number {
                    $($number => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// The version that this binary writes, and the newest that it reads.
            pub(super) const fn current_version(self) -> u32 {
                match self {
                    $(Self::$variant => $version),*
                }
            }
        }

        fn body_of(event: &Event) -> (EventKind, Bytes) {
            match event {
                $(Event::$variant { $($field: $stored),* } => {
                    let body = message::$variant { $($stored: store_field!($how $stored)),* };
                    (EventKind::$variant, body.encode_to_vec().into())
                })*
            }
        }

        fn event_of(kind: EventKind, body: Bytes) -> Result<Event, FieldError> {
            match kind {
                $(EventKind::$variant => {
                    let message::$variant { $($stored),* } = message::$variant::decode(body)?;
                    Ok(Event::$variant { $($field: load_field!($how $stored)),* })
                })*
            }
        }
    };
}

stored_events! {
    1 v 1 RunStarted { 0 => message(run) }
    2 v 1 RunStopped {}
    3 v 2 CommandRefused {
        command => plain(command),
        reason => plain(reason),
        detail => plain(detail),
        subjects => list(subjects),
    }
    4 v 1 PolicyActivated { 0 => message(policy) }
    5 v 1 RosterImported { 0 => message(roster) }
    6 v 1 DutyLevelSet { from => plain(from), to => plain(to), reason => plain(reason) }
    7 v 1 RefusalsLeftOut { 0 => message(left_out) }
    8 v 1 DataRead { rpc => plain(rpc), subjects => list(subjects), query => plain(query), rows => plain(rows) }
    9 v 1 WatchOpened { rpc => plain(rpc), query => plain(query), from => plain(from) }
    10 v 1 WatchEnded { opened => plain(opened), through => plain(through) }

    20 v 2 ReportFiled { 0 => message(report) }
    21 v 2 ReportAmended { report => plain(report), amendment => message(amendment) }
    22 v 1 ReportLinked { report => plain(report), from => plain(from), to => plain(to), reason => plain(reason) }

    30 v 1 AlarmRaised { 0 => message(alarm) }
    31 v 1 AlarmAcknowledged { alarm => plain(alarm) }
    32 v 1 AlarmCauseAcknowledged { cause => message(cause), until => plain(until_us) }

    33 v 1 ReferralOffered {
        incident => plain(incident),
        partner => plain(partner),
        due_at => optional(due_at_us),
        reason => plain(reason),
    }
    34 v 1 ReferralMoved {
        incident => plain(incident),
        state => plain(state),
        due_at => optional(due_at_us),
        reason => plain(reason),
    }
    35 v 1 ReferralOverdue { incident => plain(incident) }
    36 v 1 CallBackOpened { incident => plain(incident), due_at => plain(due_at_us) }
    37 v 1 CallBackEnded { incident => plain(incident), outcome => plain(outcome), reason => plain(reason) }
    38 v 1 CallBackOverdue { incident => plain(incident) }
    39 v 1 DuplicateProposed { incident => plain(incident), proposal => message(proposal) }

    40 v 2 IncidentOpened { 0 => message(incident) }
    41 v 2 IncidentClassified {
        incident => plain(incident),
        classification => message(classification),
        response => message(response),
        waiting => optional(waiting),
    }
    42 v 1 IncidentRelocated {
        incident => plain(incident),
        place => message(place),
        jurisdiction => optional(jurisdiction),
        waiting => optional(waiting),
        reason => plain(reason),
    }
    43 v 2 IncidentWaits {
        incident => plain(incident),
        reason => plain(reason),
        explanation => optional(explanation),
        look_again_at => optional(look_again_at_us),
    }
    44 v 2 NoteAdded { incident => plain(incident), text => message(text) }
    45 v 1 IncidentHandedOver { incident => plain(incident), desk => plain(desk) }
    46 v 1 IncidentClosed { incident => plain(incident), disposition => message(disposition) }
    47 v 2 IncidentReopened { incident => plain(incident), archived => optional(archived), reason => plain(reason) }
    48 v 1 IncidentsRetired { incidents => list(incidents) }
    49 v 1 DuplicateDismissed { incident => plain(incident), reason => plain(reason) }
    50 v 1 DuplicateLinked { incident => plain(incident), report => plain(report), rule => plain(rule) }
    51 v 1 HoldEnded { incident => plain(incident) }
    52 v 1 HeldForUnit { incident => plain(incident), hold => message(hold), reason => plain(reason) }
    53 v 1 HandOverOffered { incident => plain(incident), desk => plain(desk) }
    54 v 1 JurisdictionProposed { incident => plain(incident), zone => plain(zone), reason => plain(reason) }
    55 v 1 JurisdictionAnswered {
        incident => plain(incident),
        zone => plain(zone),
        accepted => plain(accepted),
        reason => plain(reason),
    }
    56 v 1 FollowSet { incident => plain(incident), following => optional(following) }

    60 v 2 DispatchOpened { 0 => message(dispatch) }
    61 v 2 DispatchAdvanced {
        dispatch => plain(dispatch),
        step => plain(step),
        anomaly => optional(anomaly),
        feedback => optional(feedback),
    }
    62 v 1 StatusNoted { dispatch => plain(dispatch), step => plain(step), anomaly => plain(anomaly) }
    63 v 2 DispatchEnded {
        dispatch => plain(dispatch),
        end => message(end),
        anomaly => optional(anomaly),
        feedback => optional(feedback),
        activity => optional(activity),
    }
    64 v 1 OrderDelivered { dispatch => plain(dispatch), order => plain(order), version => plain(version) }
    65 v 1 OrderUndelivered { dispatch => plain(dispatch), order => plain(order) }

    66 v 1 IncidentReplanned {
        incident => plain(incident),
        response => message(response),
        cause => plain(cause),
        dispatch => optional(dispatch),
    }
    67 v 1 TargetMissed { incident => plain(incident), target => plain(target), stages_open => plain(stages_open) }
    68 v 1 ClockRanOut {
        dispatch => plain(dispatch),
        timer => plain(timer),
        clock => plain(clock),
        severity => plain(severity),
        action => plain(action),
    }
    69 v 1 OrdersReissued { incident => plain(incident) }

    80 v 1 DutyStarted { unit => plain(unit), check_in => message(check_in) }
    81 v 1 DutyEnded { unit => plain(unit) }
    82 v 1 AvailabilitySet { unit => plain(unit), readiness => message(readiness) }
    83 v 1 CrewChanged { unit => plain(unit), check_in => message(check_in) }
    84 v 1 UnitSplit {
        parent => plain(parent),
        members => list(members),
        child => message(child),
        check_in => message(check_in),
    }
    85 v 1 UnitPlaced { unit => plain(unit), at => message(at) }
    86 v 1 DeviceConnected { unit => plain(unit) }
    87 v 1 DeviceDropped { unit => plain(unit), alarm_at => plain(alarm_at_us) }
    88 v 1 ContactLost { unit => plain(unit), dispatch => optional(dispatch) }
    89 v 1 StandingOrderIssued { 0 => message(order) }
    90 v 1 StandingOrderDelivered { unit => plain(unit), order => plain(order), version => plain(version) }
    91 v 1 StandingOrderUndelivered { unit => plain(unit), order => plain(order) }
    92 v 1 StandingOrderEnded {
        unit => plain(unit),
        order => plain(order),
        state => plain(state),
        reason => plain(reason),
    }
    93 v 1 EmergencyRaised { unit => plain(unit), incident => plain(incident), at => optional(at) }
    94 v 1 EmergencyEnded { unit => plain(unit), incident => plain(incident), voice_contact => plain(voice_contact) }
    95 v 1 OvertimeConfirmed { unit => plain(unit), until => plain(until_us) }
    96 v 1 WelfareDeadlineSet { unit => plain(unit), due_at => plain(due_at_us) }
    97 v 1 WelfareDue { unit => plain(unit), dispatch => optional(dispatch) }
    98 v 1 ReturnOverdue { unit => plain(unit) }
    99 v 1 PlannedEventCreated { 0 => message(event) }
    100 v 1 PlannedEventBegan { event => plain(event) }
    101 v 1 PlannedEventEnded { event => plain(event), reason => plain(reason) }

    115 v 1 DiskNoted { state => plain(state), free_bytes => plain(free_bytes) }
    102 v 1 PastDispatchRecorded {
        dispatch => message(dispatch),
        feedback => optional(feedback),
        activity => optional(activity),
    }
    103 v 1 UnitLent { unit => plain(unit), zone => plain(zone), until => plain(until_us), reason => plain(reason) }
    104 v 1 LoanEnded { unit => plain(unit), reason => plain(reason) }
    105 v 1 IncidentRestricted { incident => plain(incident), people => list(people), reason => plain(reason) }
    106 v 1 RestrictionLifted { incident => plain(incident), reason => plain(reason) }

    110 v 1 ErasureOrdered { target => message(target), basis => message(basis) }
    111 v 1 PersonalDataErased { target => message(target) }
    112 v 1 PersonalDataHeld { days => message(days), reason => plain(reason) }
    113 v 1 PersonalDataReleased { days => message(days), reason => plain(reason) }
}

stored_enum!(DiskState { Ample, Low, Reserve });
stored_struct!(LeftOut => LeftOut {
    since => plain(since_us),
    principals => list(principals),
    others => plain(others),
});

stored_struct!(LeftOutOf => LeftOutOf { principal => plain(principal), count => plain(count) });

stored_struct!(RunStart => RunStart {
    epoch => plain(epoch),
    version => plain(version),
    clock_skew_us => plain(clock_skew_us),
    tail_cut_bytes => plain(tail_cut_bytes),
});

impl Storable for PolicyBundle {
    type Stored = message::PolicyBundle;

    fn store(&self) -> message::PolicyBundle {
        let Self { revision, hash, bytes, reason, restores } = self;
        message::PolicyBundle {
            revision: *revision,
            hash: hash.store(),
            bytes: Bytes::copy_from_slice(bytes),
            reason: reason.store(),
            restores: *restores,
        }
    }

    fn load(stored: message::PolicyBundle) -> Result<Self, FieldError> {
        let message::PolicyBundle { revision, hash, bytes, reason, restores } = stored;
        let (hash, reason) = (load_plain("hash", hash)?, load_plain("reason", reason)?);
        Ok(Self { revision, hash, bytes: Arc::from(&*bytes), reason, restores })
    }
}
