//! The gate: everything that decides who is admitted, replaced as a whole when a file of it has changed.

use std::sync::Arc;

use arc_swap::ArcSwap;

use super::caller::{Caller, Credential};
use super::certificate::PeerCertificate;
use super::denied::Denied;
use super::grant::Grant;
use super::principals::{Principal, Principals};
use super::revocations::Revocations;
use super::tls::Tls;
use super::token::{Tokens, Verified};
use crate::domain::actor::{Actor, Scope};
use crate::domain::text::Text;
use crate::domain::time::EngineTime;

/// What admissions rest on.
#[derive(Debug, Default)]
pub struct Trust {
    /// Whether callers must say who they are; else the machine's operator asks.
    pub authenticates: bool,
    /// Who is known.
    pub principals: Principals,
    /// How tokens are verified; none when they are not taken.
    pub tokens: Option<Tokens>,
    /// What was revoked.
    pub revocations: Revocations,
    /// The transport; none for plain HTTP/2 on loopback.
    pub tls: Option<Tls>,
}

/// What a caller presents.
#[derive(Clone, Copy, Debug, Default)]
pub struct Presented<'a> {
    /// The certificate of its connection.
    pub certificate: Option<&'a PeerCertificate>,
    /// The token of its call.
    pub token: Option<Secret<'a>>,
}

/// A token as it came in; it shows itself to nobody.
#[derive(Clone, Copy)]
pub struct Secret<'a>(pub &'a str);

impl std::fmt::Debug for Secret<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("(a token)")
    }
}

/// What somebody wants to be admitted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// An officer's emergency: an expired token still admits it, for the token's own units.
    Emergency,
    /// Anything else.
    Other,
}

/// The gate.
#[derive(Debug)]
pub struct Gate {
    trust: ArcSwap<Trust>,
}

impl Gate {
    /// A gate that trusts this.
    #[must_use]
    pub fn new(trust: Trust) -> Self {
        Self { trust: ArcSwap::from_pointee(trust) }
    }

    /// Trusts something else from now on. What was verified before is verified anew.
    pub fn replace(&self, trust: Trust) {
        self.trust.store(Arc::new(trust));
    }

    /// Whether callers must say who they are.
    #[must_use]
    pub fn authenticates(&self) -> bool {
        self.trust.load().authenticates
    }

    /// The transport as it is now.
    #[must_use]
    pub fn tls(&self) -> Option<Tls> {
        self.trust.load().tls.clone()
    }

    /// Admits somebody, or says why not. A token says who asks where there is one, else the certificate; both must hold.
    ///
    /// # Errors
    /// When something is wrong with what was presented.
    pub fn admit(&self, presented: &Presented<'_>, purpose: Purpose, now: EngineTime) -> Result<Caller, Denied> {
        let trust = self.trust.load();
        if let Some(certificate) = presented.certificate {
            trust.in_time(certificate, now)?;
        }
        match (presented.token, presented.certificate) {
            (Some(token), _) => trust.by_token(token, purpose, now),
            (None, Some(certificate)) => trust.by_certificate(certificate),
            (None, None) => Err(Denied::Nothing),
        }
    }

    /// Whether an admission still holds: for what is open longer than a call.
    ///
    /// # Errors
    /// When what it rests on was revoked or has expired, or when the caller may do something else by now.
    pub fn still_holds(&self, caller: &Caller, now: EngineTime) -> Result<(), Denied> {
        let trust = self.trust.load();
        match &caller.credential {
            Credential::Loopback if trust.authenticates => Err(Denied::Nothing),
            Credential::Loopback => Ok(()),
            Credential::Certificate { name, serial, expires_at } => {
                if trust.revocations.has_serial(serial) || trust.has_revoked(&caller.actor.principal) {
                    return Err(Denied::Revoked);
                }
                if *expires_at <= now {
                    return Err(Denied::Expired);
                }
                let principal = trust.principals.by_name_in_certificate(name).ok_or(Denied::UnknownPrincipal)?;
                unchanged(caller, Some(&principal))
            }
            Credential::Token { id, subject, device, key, listed, expires_at } => {
                let tokens = trust.tokens.as_ref().ok_or(Denied::NoTokens)?;
                if trust.revocations.has_token(id, device.as_deref())
                    || trust.revocations.has_principal(subject)
                    || trust.has_revoked(&caller.actor.principal)
                {
                    return Err(Denied::Revoked);
                }
                if !tokens.knows_key(key) {
                    return Err(Denied::UnknownKey);
                }
                tokens.not_over(*expires_at, now)?;
                let principal = trust.principals.by_subject(subject);
                match (listed, principal) {
                    (false, None) => Ok(()),
                    (true, principal) => unchanged(caller, principal.as_deref()),
                    // What the file says now counts more than the token.
                    (false, Some(principal)) => unchanged(caller, Some(&principal)),
                }
            }
        }
    }

    /// When an admission ends by itself; none when it does not.
    #[must_use]
    pub fn ends_at(&self, caller: &Caller) -> Option<EngineTime> {
        match &caller.credential {
            Credential::Loopback => None,
            Credential::Certificate { expires_at, .. } => Some(*expires_at),
            Credential::Token { expires_at, .. } => {
                let leeway = self.trust.load().tokens.as_ref().map(Tokens::leeway).unwrap_or_default();
                Some(*expires_at + leeway)
            }
        }
    }

    /// Whether a connection may stay open: its certificate would be taken in a handshake now and was not revoked.
    ///
    /// # Errors
    /// When it would not.
    pub fn connection_holds(&self, certificate: &PeerCertificate, now: EngineTime) -> Result<(), Denied> {
        let trust = self.trust.load();
        trust.in_time(certificate, now)?;
        trust.tls.as_ref().ok_or(Denied::Revoked)?.still_takes(certificate, now)
    }
}

impl Trust {
    fn has_revoked(&self, principal: &Text) -> bool {
        self.revocations.has_principal(principal.as_str())
    }

    fn in_time(&self, certificate: &PeerCertificate, now: EngineTime) -> Result<(), Denied> {
        if self.revocations.has_serial(&certificate.serial) {
            return Err(Denied::Revoked);
        }
        if now < certificate.not_before {
            return Err(Denied::NotYetValid);
        }
        if now >= certificate.not_after { Err(Denied::Expired) } else { Ok(()) }
    }

    fn by_certificate(&self, certificate: &PeerCertificate) -> Result<Caller, Denied> {
        let (name, principal) = self.principals.of_certificate(certificate)?;
        if self.has_revoked(&principal.name) {
            return Err(Denied::Revoked);
        }
        let serial = Arc::clone(&certificate.serial);
        let credential = Credential::Certificate { name, serial, expires_at: certificate.not_after };
        Ok(caller(principal.name.clone(), principal.grant.clone(), credential))
    }

    fn by_token(&self, token: Secret<'_>, purpose: Purpose, now: EngineTime) -> Result<Caller, Denied> {
        let tokens = self.tokens.as_ref().ok_or(Denied::NoTokens)?;
        let verified = tokens.verify(token.0)?;
        let listed = self.principals.by_subject(&verified.subject);
        let (name, grant) = match &listed {
            Some(principal) => (principal.name.clone(), principal.grant.clone()),
            None => (verified.principal.clone(), verified.grant.clone()?),
        };
        if self.revocations.has_token(&verified.id, verified.device.as_deref())
            || self.revocations.has_principal(&verified.subject)
            || self.has_revoked(&name)
        {
            return Err(Denied::Revoked);
        }
        match tokens.in_time(&verified, now) {
            // An officer in need is not asked to log in again first.
            Err(Denied::Expired) if purpose == Purpose::Emergency && matches!(grant.scope, Scope::Units(_)) => {}
            judged => judged?,
        }
        Ok(caller(name, grant, credential(&verified, listed.is_some())))
    }
}

fn credential(verified: &Verified, listed: bool) -> Credential {
    Credential::Token {
        id: Arc::clone(&verified.id),
        subject: Arc::clone(&verified.subject),
        device: verified.device.clone(),
        key: Arc::clone(&verified.key),
        listed,
        expires_at: verified.expires_at,
    }
}

fn caller(principal: Text, grant: Grant, credential: Credential) -> Caller {
    let Grant { role, scope, sight } = grant;
    Caller { actor: Actor { principal, role, scope }, sight, credential }
}

/// Whether a principal may do what it might when it was admitted.
fn unchanged(caller: &Caller, principal: Option<&Principal>) -> Result<(), Denied> {
    let same = principal.is_some_and(|now| {
        let Grant { role, scope, sight } = &now.grant;
        now.name == caller.actor.principal
            && *role == caller.actor.role
            && *scope == caller.actor.scope
            && *sight == caller.sight
    });
    if same { Ok(()) } else { Err(Denied::Changed) }
}
