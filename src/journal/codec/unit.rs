//! Units, crews, posts and gateways.

use super::error::{FieldError, FieldProblem};
use super::message;
use super::storable::{
    Storable, load_field, load_list, load_plain, store_field, store_list, stored_enum, stored_struct,
};
use crate::domain::command::Readiness;
use crate::domain::roster::{GatewayGrant, Roster};
use crate::domain::unit::{CheckIn, Crew, CrewMember, Post, Rank, UnavailableReason, UnitKind, UnitProfile};

stored_enum!(UnitKind { Motorcycle, Car, Van, Bicycle, Foot, Boat });
stored_enum!(Rank { Officer, Auxiliary });
stored_enum!(UnavailableReason { Break, Refuelling, Fault, Paperwork, Transport, OtherTask });

stored_struct!(UnitProfile => UnitProfile {
    id => plain(id),
    tier => plain(tier),
    force => plain(force),
    kind => plain(kind),
    home_zone => optional(home_zone),
    post => optional(post),
    capabilities => list(capabilities),
    parent => optional(parent),
});

stored_struct!(Post => Post { id => plain(id), at => message(at) });
stored_struct!(GatewayGrant => GatewayGrant { gateway => plain(gateway), units => shared_list(units) });
stored_struct!(Roster => Roster { units => list(units), posts => list(posts), gateways => list(gateways) });
stored_struct!(CrewMember => CrewMember { person => plain(person), rank => plain(rank) });

stored_struct!(CheckIn => CheckIn {
    crew => plain(crew),
    vehicle => optional(vehicle),
    device => optional(device),
    armed => plain(armed),
    radio_group => plain(radio_group),
    shift_ends_at => optional(shift_ends_at_us),
});

impl Storable for Crew {
    type Stored = Vec<message::CrewMember>;

    fn store(&self) -> Self::Stored {
        store_list(self.members())
    }

    fn load(stored: Self::Stored) -> Result<Self, FieldError> {
        Self::new(load_list("", stored)?).map_err(FieldError::refused)
    }
}

impl Storable for Readiness {
    type Stored = message::Readiness;

    fn store(&self) -> message::Readiness {
        use message::readiness::{Available, Readiness as Stored, Unavailable};
        let readiness = match self {
            Self::Available => Stored::Available(Available {}),
            Self::Unavailable { reason, detail, expected_return_at } => Stored::Unavailable(Unavailable {
                reason: reason.store(),
                detail: detail.store(),
                expected_return_at_us: store_field!(optional expected_return_at),
            }),
        };
        message::Readiness { readiness: Some(readiness) }
    }

    fn load(stored: message::Readiness) -> Result<Self, FieldError> {
        use message::readiness::{Available, Readiness as Stored, Unavailable};
        match stored.readiness {
            Some(Stored::Available(Available {})) => Ok(Self::Available),
            Some(Stored::Unavailable(Unavailable { reason, detail, expected_return_at_us })) => Ok(Self::Unavailable {
                reason: load_plain("reason", reason)?,
                detail: load_plain("detail", detail)?,
                expected_return_at: load_field!(optional expected_return_at_us),
            }),
            None => Err(FieldProblem::Missing.into()),
        }
    }
}
