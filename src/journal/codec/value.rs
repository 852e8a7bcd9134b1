//! Names, ids, times, places, lengths and sealed fields.

use std::num::NonZeroU32;
use std::time::Duration;

use bytes::Bytes;
use uuid::Uuid;

use super::error::{FieldError, FieldProblem};
use super::message;
use super::storable::{Storable, load_message, load_plain, stored_enum, stored_struct};
use crate::domain::classification::PolicyHash;
use crate::domain::command::RequestDigest;
use crate::domain::geo::{Datum, Distance, Point};
use crate::domain::ids::{
    AlarmId, Capability, CommandId, DeskId, DeviceId, DispatchId, DutyLevelId, ForceId, GatewayId, IncidentId, OrderId,
    PartnerId, PersonId, PlannedEventId, PostId, ReportId, RequestId, Sequence, TypeCode, UnitId, VehicleId, ZoneId,
};
use crate::domain::report::{CallerMark, GivenPlace};
use crate::domain::sealed::{KeyDay, RetentionKind, Sealed};
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::domain::unit::Tier;

stored_enum!(Datum { Wgs84, Gcj02, Bd09 });
stored_enum!(RetentionKind { Caller, Address, Narrative });
stored_enum!(Tier { City, Town, Village });
stored_struct!(GivenPlace => GivenPlace { at => message(at), datum => plain(datum) });

/// Types that are on disk what they are in memory.
macro_rules! stored_as_is {
    ($($plain:ty),*) => {
        $(impl Storable for $plain {
            type Stored = Self;

            fn store(&self) -> Self {
                *self
            }

            fn load(stored: Self) -> Result<Self, FieldError> {
                Ok(stored)
            }
        })*
    };
}

stored_as_is!(bool, f64, i64, u32, u64);

/// Names that an operator gave.
macro_rules! stored_names {
    ($($name:ty),*) => {
        $(impl Storable for $name {
            type Stored = String;

            fn store(&self) -> String {
                self.as_str().to_owned()
            }

            fn load(stored: String) -> Result<Self, FieldError> {
                Self::new(&stored).map_err(FieldError::refused)
            }
        })*
    };
}

stored_names!(
    Capability,
    DeskId,
    DeviceId,
    DutyLevelId,
    ForceId,
    GatewayId,
    PartnerId,
    PersonId,
    PostId,
    TypeCode,
    UnitId,
    VehicleId,
    ZoneId
);

/// Ids that the daemon or a client made.
macro_rules! stored_uuids {
    ($($id:ty),*) => {
        $(impl Storable for $id {
            type Stored = Bytes;

            fn store(&self) -> Bytes {
                self.as_uuid().store()
            }

            fn load(stored: Bytes) -> Result<Self, FieldError> {
                Uuid::load(stored).map(Self::from_uuid)
            }
        })*
    };
}

stored_uuids!(AlarmId, CommandId, DispatchId, IncidentId, OrderId, PlannedEventId, ReportId, RequestId);

impl Storable for Uuid {
    type Stored = Bytes;

    fn store(&self) -> Bytes {
        Bytes::copy_from_slice(self.as_bytes())
    }

    fn load(stored: Bytes) -> Result<Self, FieldError> {
        exactly(&stored).map(Self::from_bytes)
    }
}

impl Storable for Text {
    type Stored = String;

    fn store(&self) -> String {
        self.as_str().to_owned()
    }

    fn load(stored: String) -> Result<Self, FieldError> {
        Self::new(stored).map_err(FieldError::refused)
    }
}

impl Storable for EngineTime {
    type Stored = i64;

    fn store(&self) -> i64 {
        self.as_micros()
    }

    fn load(stored: i64) -> Result<Self, FieldError> {
        Ok(Self::from_micros(stored))
    }
}

/// Whole nanoseconds; what is longer than 584 years becomes 584 years.
impl Storable for Duration {
    type Stored = u64;

    fn store(&self) -> u64 {
        u64::try_from(self.as_nanos()).unwrap_or(u64::MAX)
    }

    fn load(stored: u64) -> Result<Self, FieldError> {
        Ok(Self::from_nanos(stored))
    }
}

impl Storable for Sequence {
    type Stored = u64;

    fn store(&self) -> u64 {
        self.get()
    }

    fn load(stored: u64) -> Result<Self, FieldError> {
        Ok(Self::new(stored))
    }
}

impl Storable for Distance {
    type Stored = u64;

    fn store(&self) -> u64 {
        self.as_millimetres()
    }

    fn load(stored: u64) -> Result<Self, FieldError> {
        Ok(Self::from_millimetres(stored))
    }
}

impl Storable for Point {
    type Stored = message::Point;

    fn store(&self) -> message::Point {
        message::Point { latitude_deg: Some(self.latitude_deg()), longitude_deg: Some(self.longitude_deg()) }
    }

    fn load(stored: message::Point) -> Result<Self, FieldError> {
        let latitude_deg = load_message("latitude_deg", stored.latitude_deg)?;
        let longitude_deg = load_message("longitude_deg", stored.longitude_deg)?;
        Self::new(latitude_deg, longitude_deg).map_err(FieldError::refused)
    }
}

impl Storable for Sealed {
    type Stored = message::Sealed;

    fn store(&self) -> message::Sealed {
        message::Sealed {
            kind: self.kind().store(),
            day: self.day().0,
            nonce: Bytes::copy_from_slice(self.nonce()),
            ciphertext: Bytes::copy_from_slice(self.ciphertext()),
            slip: self.slip().map(|slip| slip.number.get()),
        }
    }

    fn load(stored: message::Sealed) -> Result<Self, FieldError> {
        let message::Sealed { kind, day, nonce, ciphertext, slip } = stored;
        let kind = load_plain("kind", kind)?;
        let nonce = exactly(&nonce).map_err(|error| error.within("nonce"))?;
        let number = |slip| NonZeroU32::new(slip).ok_or_else(|| FieldError::from(FieldProblem::Missing).within("slip"));
        let slip = slip.map(number).transpose()?;
        let sealed = Self::new(kind, KeyDay(day), nonce, &*ciphertext).map(|sealed| sealed.under(slip));
        sealed.map_err(|error| FieldError::refused(error).within("ciphertext"))
    }
}

impl Storable for PolicyHash {
    type Stored = Bytes;

    fn store(&self) -> Bytes {
        Bytes::copy_from_slice(self.as_bytes())
    }

    fn load(stored: Bytes) -> Result<Self, FieldError> {
        exactly(&stored).map(Self::from_bytes)
    }
}

impl Storable for CallerMark {
    type Stored = Bytes;

    fn store(&self) -> Bytes {
        Bytes::copy_from_slice(&self.0)
    }

    fn load(stored: Bytes) -> Result<Self, FieldError> {
        exactly(&stored).map(Self)
    }
}

impl Storable for RequestDigest {
    type Stored = Bytes;

    fn store(&self) -> Bytes {
        Bytes::copy_from_slice(&self.0)
    }

    fn load(stored: Bytes) -> Result<Self, FieldError> {
        exactly(&stored).map(Self)
    }
}

fn exactly<const N: usize>(bytes: &[u8]) -> Result<[u8; N], FieldError> {
    bytes.try_into().map_err(|_| FieldProblem::Length { got: bytes.len(), expected: N }.into())
}
