//! Whoever was admitted: the actor that the record names, and what the rim must know beside it.

use std::sync::Arc;

use crate::domain::actor::{Actor, Role};
use crate::domain::time::EngineTime;

/// Somebody who was admitted, for one call or one stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Who acts, as what, on what: it goes into every command.
    pub actor: Actor,
    /// Whether personal data is shown.
    pub sight: Sight,
    /// What the admission rests on: a stream ends when it no longer holds.
    pub credential: Credential,
}

impl Caller {
    /// Whoever calls on loopback without authentication: the operator of the machine, or what it steps down to. An auditor
    /// reads what was done, not what was told.
    #[must_use]
    pub const fn local(actor: Actor) -> Self {
        let sight = match actor.role {
            Role::Auditor => Sight::Masked,
            Role::Dispatcher
            | Role::Unit
            | Role::Gateway
            | Role::Supervisor
            | Role::Partner
            | Role::Administrator
            | Role::Daemon => Sight::Clear,
        };
        Self { actor, sight, credential: Credential::Loopback }
    }
}

/// Whether somebody sees personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// In the clear; that it was seen goes on the record.
    Clear,
    /// Masked: that there is something, not what.
    Masked,
}

/// What an admission rests on. It names a credential; it never holds one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// The machine itself: no authentication is configured.
    Loopback,
    /// A certificate that this daemon's authority signed.
    Certificate {
        /// The name in it by which its principal was found.
        name: Arc<str>,
        /// Its serial number, as lower-case hexadecimal digits.
        serial: Arc<str>,
        /// When it ends.
        expires_at: EngineTime,
    },
    /// A signed token.
    Token {
        /// Its id, by which it is revoked.
        id: Arc<str>,
        /// Whose it is, in the issuer's words.
        subject: Arc<str>,
        /// The device that it was issued to.
        device: Option<Arc<str>>,
        /// The key that signed it.
        key: Arc<str>,
        /// Whether the principals file said what its subject may do, and not the token itself.
        listed: bool,
        /// When it ends.
        expires_at: EngineTime,
    },
}
