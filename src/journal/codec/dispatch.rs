//! Dispatches, orders and explanations.

use super::storable::{stored_enum, stored_pair, stored_struct};
use std::time::Duration;

use crate::domain::candidate::{Circumstance, PassReason};
use crate::domain::clock::{ClockAction, ClockKind, Severity, Timer};
use crate::domain::dispatch::{
    Anomaly, ChosenBy, Clocks, Considered, Delivery, Dispatch, DispatchState, Explanation, Order, Step,
};
use crate::domain::event::DispatchEnd;
use crate::domain::position::{KnownPosition, PositionSource};
use crate::domain::text::Text;
use crate::domain::time::EngineTime;

stored_enum!(DispatchState {
    Offered,
    SignedIn,
    Departed,
    Arrived,
    Finished,
    Declined,
    OfferExpired,
    Recalled,
    StoodDown,
    Preempted,
});
stored_enum!(Step { SignedIn, Departed, Arrived, Feedback, Finished, Declined, Blocked });
stored_enum!(Anomaly { SkippedSteps, Repeated, OutOfOrder, AfterEnd });
stored_enum!(ChosenBy { Policy, Dispatcher, Unit });
stored_enum!(Delivery { Device, VoiceOnly });
stored_enum!(PositionSource { Fix, Voice, Post });
stored_enum!(PassReason {
    Farther,
    OnDispatch,
    Unavailable,
    OffDuty,
    WrongTier,
    LacksCapability,
    OutsideRadius,
    NoPosition,
    OutsideServiceArea,
    AlreadyTried,
    WrongKind,
    CrewTooWeak,
    BeyondTravelTime,
    Reserved,
    NeededElsewhere,
    HoldsPost,
    HeldForEvent,
    InEmergency,
});
stored_enum!(Circumstance { Boundary, StalePosition, AtPost, Rest, ShiftEnd, Workload, NotInPool });
stored_enum!(ClockKind { SignIn, Depart, Arrive, Feedback, OnScene });
stored_enum!(Severity { Warning, Breach });
stored_enum!(ClockAction { TellDesk, ReOffer, BackUp, TellSupervisor });

stored_struct!(Timer => Timer {
    clock => plain(clock),
    severity => plain(severity),
    after => plain(after_ns),
    action => plain(action),
    ran_out => plain(ran_out),
});

stored_pair!((Circumstance, Duration) => Added { plain(circumstance), plain(added_ns) });

stored_struct!(Clocks => Clocks {
    signed_in_at => optional(signed_in_at_us),
    departed_at => optional(departed_at_us),
    arrived_at => optional(arrived_at_us),
    first_feedback_at => optional(first_feedback_at_us),
    finished_at => optional(finished_at_us),
});

stored_struct!(Order => Order {
    id => plain(id),
    version => plain(version),
    issued_at => plain(issued_at_us),
    deliver_by => plain(deliver_by_us),
    expires_at => plain(expires_at_us),
    delivery => plain(delivery),
    delivered_at => optional(delivered_at_us),
});

stored_struct!(KnownPosition => KnownPosition {
    at => message(at),
    source => plain(source),
    age => optional(age_ns),
    outside_service_area => plain(outside_service_area),
});

stored_struct!(Considered => Considered {
    unit => plain(unit),
    position => message(position),
    distance => plain(distance_mm),
    travel_time => plain(travel_time_ns),
    passed_over => optional(passed_over),
    added => list(added),
    taken_from => optional(taken_from),
});

stored_pair!((PassReason, u32) => PassCount { plain(reason), plain(units) });

stored_struct!(Explanation => Explanation {
    policy => plain(policy),
    plan => plain(plan),
    considered => list(considered),
    available => plain(available),
    others => list(others),
    step => plain(step),
    short => plain(short),
});

stored_pair!((EngineTime, Text) => DispatchEnding { plain(ended_at_us), plain(reason) });

stored_struct!(Dispatch => Dispatch {
    id => plain(id),
    incident => plain(incident),
    unit => plain(unit),
    state => plain(state),
    offered_at => plain(offered_at_us),
    offer_expires_at => optional(offer_expires_at_us),
    chosen_by => plain(chosen_by),
    distance => optional(distance_mm),
    travel_time => optional(travel_time_ns),
    explanation => optional(explanation),
    clocks => message(clocks),
    blocked => plain(blocked),
    anomalies => plain(anomalies),
    order => message(order),
    ended => optional(ended),
    step => plain(step),
    timers => list(timers),
    on_scene_since => optional(on_scene_since_us),
    backed_up => plain(backed_up),
});

stored_struct!(DispatchEnd => DispatchEnd { state => plain(state), reason => plain(reason) });
