//! Dispatches, orders and explanations.

use super::storable::{stored_enum, stored_pair, stored_struct};
use crate::domain::candidate::PassReason;
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
});

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
});

stored_pair!((PassReason, u32) => PassCount { plain(reason), plain(units) });

stored_struct!(Explanation => Explanation {
    policy => plain(policy),
    plan => plain(plan),
    considered => list(considered),
    available => plain(available),
    others => list(others),
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
});

stored_struct!(DispatchEnd => DispatchEnd { state => plain(state), reason => plain(reason) });
