//! The table language of the codec: which domain field is stored in which message field.
//!
//! A table is read as "domain field => how (message field)", where *how* is
//! - `plain`: the field is always there (numbers, names, enums);
//! - `message`: the field is a message that must be there;
//! - `optional`: the field may be absent, in the domain and on disk;
//! - `list`: the field holds any number of them;
//! - `shared_list`: the same, of a collection that is shared;
//! - `rare_list`: the same, of a collection that is blank in most;
//! - `usual`: the field is a message that is absent on disk while the domain holds its default.
//!
//! The tables expand to patterns and matches without a wildcard on both sides, so that a field or variant that is new
//! in the domain, or in the message, does not compile until it has its line.

use std::sync::Arc;

use super::error::{FieldError, FieldProblem};
use crate::domain::rare::{Blank, Rare};

/// A value of the domain that has a shape on disk.
pub(super) trait Storable: Sized {
    /// The generated message or plain type that holds it.
    type Stored;

    fn store(&self) -> Self::Stored;
    fn load(stored: Self::Stored) -> Result<Self, FieldError>;
}

impl<T: Storable> Storable for Box<T> {
    type Stored = T::Stored;

    fn store(&self) -> T::Stored {
        T::store(self)
    }

    fn load(stored: T::Stored) -> Result<Self, FieldError> {
        T::load(stored).map(Self::new)
    }
}

impl<T: Blank + Storable> Storable for Rare<T> {
    type Stored = T::Stored;

    fn store(&self) -> T::Stored {
        T::store(self)
    }

    fn load(stored: T::Stored) -> Result<Self, FieldError> {
        T::load(stored).map(Self::from)
    }
}

impl<T: Storable> Storable for Arc<T> {
    type Stored = T::Stored;

    fn store(&self) -> T::Stored {
        T::store(self)
    }

    fn load(stored: T::Stored) -> Result<Self, FieldError> {
        T::load(stored).map(Self::new)
    }
}

pub(super) fn load_plain<T: Storable>(field: &str, stored: T::Stored) -> Result<T, FieldError> {
    T::load(stored).map_err(|error| error.within(field))
}

pub(super) fn load_message<T: Storable>(field: &str, stored: Option<T::Stored>) -> Result<T, FieldError> {
    stored.ok_or_else(|| FieldProblem::Missing.into()).and_then(T::load).map_err(|error| error.within(field))
}

pub(super) fn load_optional<T: Storable>(field: &str, stored: Option<T::Stored>) -> Result<Option<T>, FieldError> {
    stored.map(T::load).transpose().map_err(|error| error.within(field))
}

pub(super) fn store_list<'a, T: Storable + 'a>(items: impl IntoIterator<Item = &'a T>) -> Vec<T::Stored> {
    items.into_iter().map(T::store).collect()
}

pub(super) fn load_list<T: Storable, C: FromIterator<T>>(field: &str, stored: Vec<T::Stored>) -> Result<C, FieldError> {
    // Collecting in one go would keep the memory of what was stored, which is larger.
    let mut items = Vec::with_capacity(stored.len());
    for (index, item) in stored.into_iter().enumerate() {
        items.push(T::load(item).map_err(|error| error.within(format_args!("{field}[{index}]")))?);
    }
    Ok(items.into_iter().collect())
}

pub(super) fn store_usual<T: Storable + Default + PartialEq>(value: &T) -> Option<T::Stored> {
    (*value != T::default()).then(|| value.store())
}

pub(super) fn load_usual<T: Storable + Default>(field: &str, stored: Option<T::Stored>) -> Result<T, FieldError> {
    Ok(load_optional(field, stored)?.unwrap_or_default())
}

/// The message field's value of a domain field.
macro_rules! store_field {
    (plain $field:expr) => {
        $crate::journal::codec::storable::Storable::store($field)
    };
    (message $field:expr) => {
        Some($crate::journal::codec::storable::Storable::store($field))
    };
    (optional $field:expr) => {
        $field.as_ref().map($crate::journal::codec::storable::Storable::store)
    };
    (list $field:expr) => {
        $crate::journal::codec::storable::store_list($field)
    };
    (shared_list $field:expr) => {
        $crate::journal::codec::storable::store_list($field.iter())
    };
    (rare_list $field:expr) => {
        $crate::journal::codec::storable::store_list($field.iter())
    };
    (usual $field:expr) => {
        $crate::journal::codec::storable::store_usual($field)
    };
}

/// The domain field's value of a message field.
macro_rules! load_field {
    (plain $stored:ident) => {
        $crate::journal::codec::storable::load_plain(stringify!($stored), $stored)?
    };
    (message $stored:ident) => {
        $crate::journal::codec::storable::load_message(stringify!($stored), $stored)?
    };
    (optional $stored:ident) => {
        $crate::journal::codec::storable::load_optional(stringify!($stored), $stored)?
    };
    (list $stored:ident) => {
        $crate::journal::codec::storable::load_list(stringify!($stored), $stored)?
    };
    (shared_list $stored:ident) => {
        std::sync::Arc::new($crate::journal::codec::storable::load_list(stringify!($stored), $stored)?)
    };
    (rare_list $stored:ident) => {
        $crate::domain::rare::Rare::from($crate::journal::codec::storable::load_list::<_, Vec<_>>(
            stringify!($stored),
            $stored,
        )?)
    };
    (usual $stored:ident) => {
        $crate::journal::codec::storable::load_usual(stringify!($stored), $stored)?
    };
}

/// How a struct of the domain is stored.
macro_rules! stored_struct {
    ($domain:ty => $message:ident { $($field:tt => $how:ident($stored:ident)),* $(,)? }) => {
        impl $crate::journal::codec::storable::Storable for $domain {
            type Stored = $crate::journal::codec::message::$message;

            fn store(&self) -> Self::Stored {
                let Self { $($field: $stored),* } = self;
                Self::Stored { $($stored: $crate::journal::codec::storable::store_field!($how $stored)),* }
            }

            fn load(stored: Self::Stored) -> Result<Self, $crate::journal::codec::error::FieldError> {
                let $crate::journal::codec::message::$message { $($stored),* } = stored;
                Ok(Self { $($field: $crate::journal::codec::storable::load_field!($how $stored)),* })
            }
        }
    };
}

/// How a pair is stored.
macro_rules! stored_pair {
    ($domain:ty => $message:ident { $how_one:ident($one:ident), $how_other:ident($other:ident) }) => {
        impl $crate::journal::codec::storable::Storable for $domain {
            type Stored = $crate::journal::codec::message::$message;

            fn store(&self) -> Self::Stored {
                let ($one, $other) = self;
                Self::Stored {
                    $one: $crate::journal::codec::storable::store_field!($how_one $one),
                    $other: $crate::journal::codec::storable::store_field!($how_other $other),
                }
            }

            fn load(stored: Self::Stored) -> Result<Self, $crate::journal::codec::error::FieldError> {
                let $crate::journal::codec::message::$message { $one, $other } = stored;
                Ok((
                    $crate::journal::codec::storable::load_field!($how_one $one),
                    $crate::journal::codec::storable::load_field!($how_other $other),
                ))
            }
        }
    };
}

/// How a plain enum of the domain is numbered: each variant by the storage enum's variant of the same name.
macro_rules! stored_enum {
    ($domain:ident { $($variant:ident),* $(,)? }) => {
        impl $crate::journal::codec::storable::Storable for $domain {
            type Stored = i32;

            fn store(&self) -> i32 {
                i32::from(match self {
                    $(Self::$variant => $crate::journal::codec::message::$domain::$variant,)*
                })
            }

            fn load(stored: i32) -> Result<Self, $crate::journal::codec::error::FieldError> {
                use $crate::journal::codec::error::FieldProblem;
                use $crate::journal::codec::message::$domain as Number;
                match Number::try_from(stored) {
                    $(Ok(Number::$variant) => Ok(Self::$variant),)*
                    Ok(Number::Unspecified) => Err(FieldProblem::Unspecified.into()),
                    Err(_) => Err(FieldProblem::UnknownNumber(stored).into()),
                }
            }
        }
    };
}

pub(super) use {load_field, store_field, stored_enum, stored_pair, stored_struct};
