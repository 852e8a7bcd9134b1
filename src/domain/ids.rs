//! Names of things.
//!
//! A unit's name is the callsign that its operator gave it. Everything that the daemon itself brings into being is
//! named by a UUIDv7 which the shell makes and the command carries in, so that the engine needs no random numbers.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use thiserror::Error;
use uuid::Uuid;

/// The longest operator-given name, in bytes of UTF-8.
pub const NAME_BYTES_MAX: usize = 32;

/// Why a name was refused.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum InvalidName {
    /// The name has no character at all.
    #[error("invalid {what} (got an empty name): it needs 1 to {NAME_BYTES_MAX} bytes")]
    Empty {
        /// The kind of name that was expected.
        what: &'static str,
    },
    /// The name is longer than [`NAME_BYTES_MAX`].
    #[error("invalid {what} (got {bytes} bytes): at most {NAME_BYTES_MAX} bytes are allowed")]
    TooLong {
        /// The kind of name that was expected.
        what: &'static str,
        /// The length that was given.
        bytes: usize,
    },
    /// The name has a control character, white space or a slash, which would break resource names and tables.
    #[error("invalid {what} (got {name:?}): control characters, white space and '/' are not allowed")]
    Forbidden {
        /// The kind of name that was expected.
        what: &'static str,
        /// The name as given.
        name: String,
    },
    /// The text is no UUID.
    #[error("invalid {what} (got {text:?}): expected a UUID such as 01890a5d-ac96-774b-bcce-b302099a8057")]
    NotAUuid {
        /// The kind of identifier that was expected.
        what: &'static str,
        /// The text as given, cut to 64 characters.
        text: String,
    },
}

fn check_name(what: &'static str, name: &str) -> Result<(), InvalidName> {
    if name.is_empty() {
        return Err(InvalidName::Empty { what });
    }
    if name.len() > NAME_BYTES_MAX {
        return Err(InvalidName::TooLong { what, bytes: name.len() });
    }
    if name.chars().any(|c| c.is_control() || c.is_whitespace() || c == '/') {
        return Err(InvalidName::Forbidden { what, name: name.to_owned() });
    }
    Ok(())
}

/// Defines an operator-given name: at most [`NAME_BYTES_MAX`] bytes, ordered by bytes. Names of up to 23 bytes, which are
/// nearly all, lie where they are used: they are compared without following a pointer and cloned without counting.
macro_rules! operator_name {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "SmolStr")]
        pub struct $name(SmolStr);

        impl $name {
            /// Checks and takes over a name.
            ///
            /// # Errors
            /// When it is empty, longer than [`NAME_BYTES_MAX`] bytes, or has white space, control characters or '/'.
            pub fn new(name: &str) -> Result<Self, InvalidName> {
                check_name($what, name)?;
                Ok(Self(SmolStr::new(name)))
            }

            /// The name as its operator wrote it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<SmolStr> for $name {
            type Error = InvalidName;

            fn try_from(name: SmolStr) -> Result<Self, InvalidName> {
                check_name($what, &name)?;
                Ok(Self(name))
            }
        }

        impl FromStr for $name {
            type Err = InvalidName;

            fn from_str(name: &str) -> Result<Self, InvalidName> {
                Self::new(name)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{}", &self.0)
            }
        }
    };
}

operator_name!(
    /// The city that one daemon serves; one folder of the record belongs to one city.
    CityId, "city id"
);
operator_name!(
    /// A unit, named by its callsign.
    UnitId, "unit id"
);
operator_name!(
    /// A person on the roster, named by the operator's badge number.
    PersonId, "person id"
);
operator_name!(
    /// A vehicle, named by its plate or fleet number.
    VehicleId, "vehicle id"
);
operator_name!(
    /// An installation of the app, a radio or a terminal that writes in a unit's name.
    DeviceId, "device id"
);
operator_name!(
    /// A post: the place where a unit stands when nothing else is known of it.
    PostId, "post id"
);
operator_name!(
    /// A zone of jurisdiction, such as a town.
    ZoneId, "zone id"
);
operator_name!(
    /// A gateway that speaks for many devices.
    GatewayId, "gateway id"
);
operator_name!(
    /// A force, such as `iron-riders`; which tier it belongs to is policy.
    ForceId, "force id"
);
operator_name!(
    /// Something that a unit can do or carries, such as `armed` or `first-aid`.
    Capability, "capability"
);
operator_name!(
    /// A code of the taxonomy, such as `criminal.robbery.street`.
    TypeCode, "type code"
);
operator_name!(
    /// A duty level (等级勤务): a posture of the whole city, such as `routine`.
    DutyLevelId, "duty level"
);
operator_name!(
    /// A partner: a department, a grid centre, a mediator or a hotline that takes incidents over.
    PartnerId, "partner id"
);
operator_name!(
    /// A desk: a console position that is responsible for incidents.
    DeskId, "desk id"
);

/// Defines an identifier that the shell makes: a UUIDv7, so that it sorts by the time of its making.
macro_rules! made_id {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(Uuid);

        impl $name {
            /// Takes over an identifier that was made elsewhere.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The identifier itself.
            #[must_use]
            pub const fn as_uuid(self) -> Uuid {
                self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidName;

            fn from_str(text: &str) -> Result<Self, InvalidName> {
                Uuid::try_parse(text)
                    .map(Self)
                    .map_err(|_| InvalidName::NotAUuid { what: $what, text: text.chars().take(64).collect() })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    };
}

made_id!(
    /// One contact: a call, a text, an alarm, a unit's own find.
    ReportId, "report id"
);
made_id!(
    /// One event in the world, to which one or more reports point.
    IncidentId, "incident id"
);
made_id!(
    /// One unit sent to one incident.
    DispatchId, "dispatch id"
);
made_id!(
    /// One instruction to a device, resent until it is acknowledged.
    OrderId, "order id"
);
made_id!(
    /// One thing that a person at the desk must look at.
    AlarmId, "alarm id"
);
made_id!(
    /// A planned event with units that are held for it.
    PlannedEventId, "planned event id"
);
made_id!(
    /// One command that entered the sequencer.
    CommandId, "command id"
);
made_id!(
    /// A client's own name for a write, by which a retry is recognised.
    RequestId, "request id"
);

impl CommandId {
    /// The identifier of the `ordinal`th thing that this command brings into being.
    ///
    /// The engine has no random numbers, yet names new reports, incidents, dispatches and orders: it counts upwards
    /// from the command's own random tail, so every identifier stays a UUIDv7 of the moment of its command.
    #[must_use]
    pub fn derive(self, ordinal: u64) -> Uuid {
        const TAIL: u64 = 0x3fff_ffff_ffff_ffff;
        let (high, low) = self.0.as_u64_pair();
        let tail = (low & TAIL).wrapping_add(ordinal).wrapping_add(1) & TAIL;
        Uuid::from_u64_pair(high, (low & !TAIL) | tail)
    }
}

impl RequestId {
    /// The millisecond of its making in UTC since the Unix epoch, when it is a UUIDv7.
    #[must_use]
    pub fn made_at_ms(self) -> Option<u64> {
        (self.0.get_version_num() == 7).then(|| self.0.as_u64_pair().0 >> 16)
    }
}

/// Position of an event in the record: 1 for the first, without gaps. Sequence orders, time informs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Sequence(u64);

impl Sequence {
    /// Before the first event.
    pub const ZERO: Self = Self(0);

    /// A sequence number as it stands in the record.
    #[must_use]
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The plain number.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The number behind this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callsigns_are_taken_as_the_operator_writes_them() {
        for callsign in ["R12", "铁骑-012", "SWAT.3"] {
            assert_eq!(UnitId::new(callsign).expect("a usual callsign").as_str(), callsign);
        }
    }

    #[test]
    fn a_bad_name_is_refused_with_its_reason() {
        for (name, reason) in [
            ("", "invalid unit id (got an empty name): it needs 1 to 32 bytes"),
            ("a b", "invalid unit id (got \"a b\"): control characters, white space and '/' are not allowed"),
            ("铁骑铁骑铁骑铁骑铁骑铁", "invalid unit id (got 33 bytes): at most 32 bytes are allowed"),
        ] {
            assert_eq!(UnitId::new(name).expect_err("refused").to_string(), reason);
        }
    }

    #[test]
    fn what_one_command_makes_has_distinct_ids_of_the_same_moment() {
        let command = CommandId::from_uuid(Uuid::from_u128(0x0199_0000_0000_7000_bfff_ffff_ffff_fffe));
        let made: Vec<_> = (0..4).map(|ordinal| command.derive(ordinal)).collect();
        for id in &made {
            assert_eq!((id.get_version_num(), id.as_u64_pair().0), (7, command.as_uuid().as_u64_pair().0));
            assert_ne!(*id, command.as_uuid());
        }
        assert_eq!(made.iter().collect::<std::collections::BTreeSet<_>>().len(), 4);
    }

    #[test]
    fn a_made_id_survives_its_text() {
        let id = IncidentId::from_uuid(Uuid::from_u128(7));
        assert_eq!(id.to_string().parse::<IncidentId>(), Ok(id));
        assert!("R12".parse::<IncidentId>().is_err());
    }
}
