//! Signed tokens (JWT): who issued it, for whom, until when, and what it says about its subject.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header};
use serde::Deserialize;

use super::cache::Cache;
use super::denied::Denied;
use super::grant::{Grant, GrantParts, InvalidGrant, role_of};
use super::keys::TokenKey;
use super::principals::principal_name;
use crate::domain::ids::{DeviceId, PartnerId, UnitId, ZoneId};
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::domain::unit::Tier;

/// The longest id of a token, in bytes.
const ID_BYTES_MAX: usize = 128;

/// The algorithms that are taken. Never `none`, never a shared secret.
const ALGORITHMS: [Algorithm; 3] = [Algorithm::EdDSA, Algorithm::ES256, Algorithm::RS256];

/// What a token must fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenLimits {
    /// Who issues them.
    pub issuer: String,
    /// For whom they are issued.
    pub audience: String,
    /// By how much the issuer's clock may differ.
    pub leeway: Duration,
    /// How far ahead the end of a token may lie.
    pub lifetime_max: Duration,
    /// The largest token, in bytes.
    pub bytes_max: usize,
}

/// Verifies tokens by the keys of one issuer, and remembers what it verified.
#[derive(Debug)]
pub struct Tokens {
    limits: TokenLimits,
    keys: Vec<TokenKey>,
    cache: Cache<Verified>,
}

/// What a sound token says. It holds nothing by which somebody could act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Whose it is.
    pub subject: Arc<str>,
    /// The same, as a name on the record.
    pub principal: Text,
    /// Its own id.
    pub id: Arc<str>,
    /// The device that it was issued to.
    pub device: Option<Arc<str>>,
    /// The key that signed it.
    pub key: Arc<str>,
    /// From when it is valid.
    pub not_before: Option<EngineTime>,
    /// Until when.
    pub expires_at: EngineTime,
    /// What it says about its subject, which counts when the principals file says nothing.
    pub grant: Result<Grant, InvalidGrant>,
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    jti: String,
    exp: i64,
    nbf: Option<i64>,
    iat: Option<i64>,
    device: Option<String>,
    role: Option<String>,
    #[serde(default)]
    city: bool,
    #[serde(default)]
    zones: BTreeSet<String>,
    #[serde(default)]
    tiers: BTreeSet<String>,
    #[serde(default)]
    units: BTreeSet<String>,
    partner: Option<String>,
    #[serde(default)]
    personal_data: bool,
}

impl Tokens {
    /// Tokens that one of these keys has signed.
    #[must_use]
    pub fn new(limits: TokenLimits, keys: Vec<TokenKey>) -> Self {
        Self { limits, keys, cache: Cache::default() }
    }

    /// Whether a key still signs.
    #[must_use]
    pub fn knows_key(&self, name: &str) -> bool {
        self.keys.iter().any(|key| *key.name == *name)
    }

    /// What a token says, when it is sound. Whether its time is over is asked apart: see [`Tokens::in_time`].
    ///
    /// # Errors
    /// When it is not signed by the issuer, or not meant for this daemon.
    pub fn verify(&self, token: &str) -> Result<Arc<Verified>, Denied> {
        if token.len() > self.limits.bytes_max {
            return Err(Denied::TooLarge { bytes: token.len(), max: self.limits.bytes_max });
        }
        self.cache.get(token, || self.check(token))
    }

    /// Whether a sound token is valid now.
    ///
    /// # Errors
    /// When its time has not come, is over, or ends too far ahead.
    pub fn in_time(&self, verified: &Verified, now: EngineTime) -> Result<(), Denied> {
        if verified.not_before.is_some_and(|from| from > now + self.limits.leeway) {
            return Err(Denied::NotYetValid);
        }
        if verified.expires_at.since(now) > self.limits.lifetime_max + self.limits.leeway {
            return Err(Denied::TooLong);
        }
        self.not_over(verified.expires_at, now)
    }

    /// Whether a token that ends then is not over now.
    ///
    /// # Errors
    /// When it is.
    pub fn not_over(&self, expires_at: EngineTime, now: EngineTime) -> Result<(), Denied> {
        if expires_at + self.limits.leeway <= now { Err(Denied::Expired) } else { Ok(()) }
    }

    /// By how much an end may be passed.
    #[must_use]
    pub const fn leeway(&self) -> Duration {
        self.limits.leeway
    }

    fn check(&self, token: &str) -> Result<Verified, Denied> {
        let header = decode_header(token).map_err(|_| unreadable_header(token))?;
        if !ALGORITHMS.contains(&header.alg) {
            return Err(Denied::Algorithm);
        }
        // What an extension demands is not understood here, so it cannot be honoured (RFC 7515, section 4.1.11).
        if header.crit.is_some() || header.zip.is_some() || header.enc.is_some() {
            return Err(Denied::Malformed);
        }
        let mut refused = Denied::UnknownKey;
        for key in self.keys.iter().filter(|key| may_have_signed(key, &header)) {
            match decode::<Claims>(token, &key.key, &self.validation(key.algorithm)) {
                Ok(data) => return verified(&data.claims, key),
                Err(error) => refused = denied(error.kind()),
            }
            if refused != Denied::Signature {
                break;
            }
        }
        Err(refused)
    }

    fn validation(&self, algorithm: Algorithm) -> Validation {
        let mut validation = Validation::new(algorithm);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.set_issuer(&[&self.limits.issuer]);
        validation.set_audience(&[&self.limits.audience]);
        // The library would ask the machine's clock; time is an argument here.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        validation
    }
}

/// A token that names its key is signed by that one; keys without a name may have signed any.
fn may_have_signed(key: &TokenKey, header: &Header) -> bool {
    let named = match (&header.kid, &key.id) {
        (Some(asked), Some(id)) => **asked == **id,
        (Some(_) | None, None) | (None, Some(_)) => true,
    };
    named && key.algorithm == header.alg
}

/// Why a header cannot be read: above all since it names no algorithm that there is.
fn unreadable_header(token: &str) -> Denied {
    if token.split('.').count() == 3 { Denied::Algorithm } else { Denied::Malformed }
}

fn verified(claims: &Claims, key: &TokenKey) -> Result<Verified, Denied> {
    let time = |seconds: i64| EngineTime::from_unix_seconds(seconds);
    let principal = principal_name(&claims.sub).map_err(|_| Denied::Malformed)?;
    if claims.jti.is_empty() || claims.jti.len() > ID_BYTES_MAX {
        return Err(Denied::Malformed);
    }
    let device = claims.device.as_deref().map(DeviceId::new).transpose().map_err(|_| Denied::Malformed)?;
    Ok(Verified {
        subject: Arc::from(claims.sub.as_str()),
        principal,
        id: Arc::from(claims.jti.as_str()),
        device: device.map(|device| Arc::from(device.as_str())),
        key: Arc::clone(&key.name),
        not_before: claims.nbf.max(claims.iat).map(time),
        expires_at: time(claims.exp),
        grant: parts(claims).and_then(GrantParts::check),
    })
}

fn parts(claims: &Claims) -> Result<GrantParts, InvalidGrant> {
    fn read<T: Ord, E>(
        texts: &BTreeSet<String>,
        what: &'static str,
        read: impl Fn(&str) -> Result<T, E>,
    ) -> Result<BTreeSet<T>, InvalidGrant> {
        let read: Result<_, E> = texts.iter().map(|text| read(text)).collect();
        read.map_err(|_| InvalidGrant::Unreadable(what))
    }
    let tier = |word: &str| Tier::ALL.into_iter().find(|tier| tier.as_str() == word).ok_or(());
    let role = claims.role.as_deref().map(|word| role_of(word).ok_or(InvalidGrant::Unreadable("role"))).transpose()?;
    let partner = claims.partner.as_deref().map(PartnerId::new).transpose();
    Ok(GrantParts {
        role,
        city: claims.city,
        zones: read(&claims.zones, "zones", ZoneId::new)?,
        tiers: read(&claims.tiers, "tiers", tier)?,
        units: read(&claims.units, "units", UnitId::new)?,
        partner: partner.map_err(|_| InvalidGrant::Unreadable("partner"))?,
        personal_data: claims.personal_data,
    })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "whatever else is wrong, it is no token of the issuer's")]
fn denied(kind: &ErrorKind) -> Denied {
    match kind {
        ErrorKind::InvalidSignature => Denied::Signature,
        ErrorKind::InvalidIssuer => Denied::Issuer,
        ErrorKind::InvalidAudience => Denied::Audience,
        ErrorKind::InvalidAlgorithm | ErrorKind::UnsupportedAlgorithm => Denied::Algorithm,
        ErrorKind::MissingRequiredClaim(claim) if claim == "iss" => Denied::Issuer,
        ErrorKind::MissingRequiredClaim(claim) if claim == "aud" => Denied::Audience,
        _ => Denied::Malformed,
    }
}
