//! What the tracker knows of a unit's duty: as much as a search needs, told by the sequencer after each event.

use crate::domain::candidate::PassReason;

/// Whether a unit is on duty and free, as the engine last said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence {
    /// Not on duty: its fixes are refused and it is on no map.
    Off,
    /// Free to be sent.
    Available,
    /// On duty but out of service.
    Unavailable,
    /// Claimed by a dispatch: it may leave the service area and stays on the map.
    Engaged,
}

impl Presence {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Off, Self::Available, Self::Unavailable, Self::Engaged];

    /// Why a unit in this state cannot be chosen; none when it can.
    #[must_use]
    pub const fn bars(self) -> Option<PassReason> {
        match self {
            Self::Off => Some(PassReason::OffDuty),
            Self::Available => None,
            Self::Unavailable => Some(PassReason::Unavailable),
            Self::Engaged => Some(PassReason::OnDispatch),
        }
    }
}
