//! The end of personal data.

use std::num::NonZeroU32;

use super::error::{FieldError, FieldProblem};
use super::message::{self, erased_texts, erasure_basis, erasure_target};
use super::storable::{Storable, load_list, load_plain, store_list};
use crate::domain::erasure::{ErasureBasis, ErasureSubject, ErasureTarget, HeldDays};
use crate::domain::sealed::{KeyDay, Slip};

impl Storable for Slip {
    type Stored = message::Slip;

    fn store(&self) -> message::Slip {
        let Self { day, number } = self;
        message::Slip { day: day.0, number: number.get() }
    }

    fn load(stored: message::Slip) -> Result<Self, FieldError> {
        let message::Slip { day, number } = stored;
        let number = NonZeroU32::new(number).ok_or_else(|| FieldError::from(FieldProblem::Missing).within("number"))?;
        Ok(Self { day: KeyDay(day), number })
    }
}

impl Storable for ErasureTarget {
    type Stored = message::ErasureTarget;

    fn store(&self) -> message::ErasureTarget {
        let target = match self {
            Self::Day { kind, day } => {
                erasure_target::Target::Day(message::ErasedDay { kind: kind.store(), day: day.0 })
            }
            Self::Of { subject, slips } => {
                let subject = match subject {
                    ErasureSubject::Incident(id) => erased_texts::Subject::Incident(id.store()),
                    ErasureSubject::Report(id) => erased_texts::Subject::Report(id.store()),
                };
                let slips = store_list(slips);
                erasure_target::Target::Texts(message::ErasedTexts { subject: Some(subject), slips })
            }
        };
        message::ErasureTarget { target: Some(target) }
    }

    fn load(stored: message::ErasureTarget) -> Result<Self, FieldError> {
        match stored.target {
            Some(erasure_target::Target::Day(message::ErasedDay { kind, day })) => {
                Ok(Self::Day { kind: load_plain("kind", kind)?, day: KeyDay(day) })
            }
            Some(erasure_target::Target::Texts(message::ErasedTexts { subject, slips })) => {
                let subject = match subject {
                    Some(erased_texts::Subject::Incident(id)) => {
                        load_plain("incident", id).map(ErasureSubject::Incident)
                    }
                    Some(erased_texts::Subject::Report(id)) => load_plain("report", id).map(ErasureSubject::Report),
                    None => Err(FieldError::from(FieldProblem::Missing).within("subject")),
                };
                Ok(Self::Of { subject: subject?, slips: load_list("slips", slips)? })
            }
            None => Err(FieldProblem::Missing.into()),
        }
    }
}

impl Storable for ErasureBasis {
    type Stored = message::ErasureBasis;

    fn store(&self) -> message::ErasureBasis {
        let basis = match self {
            Self::Retention { kept_days } => erasure_basis::Basis::KeptDays(*kept_days),
            Self::Ordered { reason } => erasure_basis::Basis::Ordered(reason.store()),
        };
        message::ErasureBasis { basis: Some(basis) }
    }

    fn load(stored: message::ErasureBasis) -> Result<Self, FieldError> {
        match stored.basis {
            Some(erasure_basis::Basis::KeptDays(kept_days)) => Ok(Self::Retention { kept_days }),
            Some(erasure_basis::Basis::Ordered(reason)) => Ok(Self::Ordered { reason: load_plain("ordered", reason)? }),
            None => Err(FieldProblem::Missing.into()),
        }
    }
}

impl Storable for HeldDays {
    type Stored = message::HeldDays;

    fn store(&self) -> message::HeldDays {
        let Self { first, last } = self;
        message::HeldDays { first: first.0, last: last.0 }
    }

    fn load(stored: message::HeldDays) -> Result<Self, FieldError> {
        let message::HeldDays { first, last } = stored;
        Ok(Self { first: KeyDay(first), last: KeyDay(last) })
    }
}
