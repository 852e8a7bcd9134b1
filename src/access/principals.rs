//! Who is known: names in certificates, and subjects of tokens, with what they may do.

use std::collections::BTreeMap;
use std::sync::Arc;

use thiserror::Error;

use super::certificate::PeerCertificate;
use super::denied::Denied;
use super::grant::{Grant, may_be_called};
use crate::domain::text::Text;

/// The longest name of a principal, in bytes.
pub const PRINCIPAL_BYTES_MAX: usize = 128;

/// The most principals.
pub const PRINCIPALS_MAX: usize = 200_000;

/// By what a principal is recognised.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A URI or DNS name of its certificate.
    Certificate(Arc<str>),
    /// The subject of its tokens.
    Subject(Arc<str>),
}

/// A known principal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// Its name on the record.
    pub name: Text,
    /// What it may do.
    pub grant: Grant,
}

/// Everybody who is known.
#[derive(Clone, Debug, Default)]
pub struct Principals {
    by_mark: BTreeMap<Mark, Arc<Principal>>,
    by_name: BTreeMap<Text, Grant>,
}

/// Why a principal was not taken up.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum InvalidPrincipal {
    /// Its name cannot stand on the record.
    #[error("a name has 1 to {PRINCIPAL_BYTES_MAX} bytes and is not the daemon's own")]
    Name,
    /// Another one has the same mark.
    #[error("another principal has it already")]
    Twice,
    /// Another entry of the same name grants something else.
    #[error("another entry of this name grants something else")]
    Otherwise,
    /// There are too many.
    #[error("at most {PRINCIPALS_MAX} principals are kept")]
    TooMany,
}

/// Checks the name of a principal.
///
/// # Errors
/// When it is empty, too long, the daemon's own, or has control characters.
pub fn principal_name(name: &str) -> Result<Text, InvalidPrincipal> {
    if name.len() > PRINCIPAL_BYTES_MAX || !may_be_called(name) || name.chars().any(char::is_control) {
        return Err(InvalidPrincipal::Name);
    }
    Text::new(name).map_err(|_| InvalidPrincipal::Name)
}

impl Principals {
    /// Takes one up.
    ///
    /// # Errors
    /// When its mark or its name is taken by another one.
    pub fn add(&mut self, mark: Mark, principal: Principal) -> Result<(), InvalidPrincipal> {
        if self.by_mark.len() >= PRINCIPALS_MAX {
            return Err(InvalidPrincipal::TooMany);
        }
        if self.by_mark.contains_key(&mark) {
            return Err(InvalidPrincipal::Twice);
        }
        if self.by_name.get(&principal.name).is_some_and(|other| *other != principal.grant) {
            return Err(InvalidPrincipal::Otherwise);
        }
        self.by_name.insert(principal.name.clone(), principal.grant.clone());
        self.by_mark.insert(mark, Arc::new(principal));
        Ok(())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_mark.len()
    }

    /// Whether nobody is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_mark.is_empty()
    }

    /// Whose certificate it is, and by which of its names.
    ///
    /// # Errors
    /// When none of its names is known, or they are of several principals.
    pub fn of_certificate(&self, certificate: &PeerCertificate) -> Result<(Arc<str>, Arc<Principal>), Denied> {
        let mut found: Option<(Arc<str>, Arc<Principal>)> = None;
        for name in &certificate.names {
            let Some(principal) = self.by_name_in_certificate(name) else { continue };
            if found.as_ref().is_some_and(|(_, other)| other.name != principal.name) {
                return Err(Denied::Ambiguous);
            }
            found.get_or_insert((Arc::clone(name), principal));
        }
        found.ok_or(Denied::UnknownPrincipal)
    }

    /// Whoever has this name in its certificate.
    #[must_use]
    pub fn by_name_in_certificate(&self, name: &Arc<str>) -> Option<Arc<Principal>> {
        self.by_mark.get(&Mark::Certificate(Arc::clone(name))).map(Arc::clone)
    }

    /// Whoever is the subject of a token, when the file says what it may do.
    #[must_use]
    pub fn by_subject(&self, subject: &Arc<str>) -> Option<Arc<Principal>> {
        self.by_mark.get(&Mark::Subject(Arc::clone(subject))).map(Arc::clone)
    }
}
