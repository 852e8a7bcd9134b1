//! Why somebody was turned away. It names what was wrong, never the credential.

use thiserror::Error;

use super::grant::InvalidGrant;

/// Why a caller was not admitted, or is admitted no longer.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Denied {
    /// Neither a certificate nor a token.
    #[error("present a client certificate or a bearer token")]
    Nothing,
    /// The authorization is no bearer token.
    #[error("the authorization must read \"Bearer\" and a token")]
    NotBearer,
    /// The token is larger than any that is read.
    #[error("the token has {bytes} bytes: at most {max} are read")]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The limit.
        max: usize,
    },
    /// No tokens are taken here.
    #[error("tokens are not taken: no key of an issuer is configured")]
    NoTokens,
    /// It is no signed token at all.
    #[error("the token is no signed JWT with sub, jti and exp")]
    Malformed,
    /// Signed in a way that is not accepted: unsigned, by a shared secret, or by an unknown algorithm.
    #[error("the token must be signed by EdDSA, ES256 or RS256")]
    Algorithm,
    /// No key of the issuer has this name.
    #[error("the token names a key that is not known")]
    UnknownKey,
    /// The signature is not the issuer's.
    #[error("the signature of the token is wrong")]
    Signature,
    /// Somebody else issued it.
    #[error("the token is of another issuer")]
    Issuer,
    /// It was issued for somebody else to read.
    #[error("the token is for another audience")]
    Audience,
    /// It is not valid yet.
    #[error("it is not valid yet")]
    NotYetValid,
    /// Its time is over.
    #[error("it has expired")]
    Expired,
    /// It is valid for longer than is accepted.
    #[error("the token is valid for longer than is accepted here")]
    TooLong,
    /// It was revoked, by itself, by its device or by its principal.
    #[error("it was revoked")]
    Revoked,
    /// Nobody of this name is known.
    #[error("no principal has this name")]
    UnknownPrincipal,
    /// Several principals have names in one certificate.
    #[error("the certificate names several principals")]
    Ambiguous,
    /// What the token says about role and scope does not fit together.
    #[error("the token's claims are wrong: {0}")]
    Claims(#[from] InvalidGrant),
    /// What the caller may do is not what it was when it was admitted.
    #[error("your role or scope has changed: begin again")]
    Changed,
}

impl Denied {
    /// The word for the metric: one of a closed set.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::NotBearer | Self::Malformed => "malformed",
            Self::TooLarge { .. } => "too_large",
            Self::NoTokens => "no_tokens",
            Self::Algorithm => "algorithm",
            Self::UnknownKey => "unknown_key",
            Self::Signature => "signature",
            Self::Issuer => "issuer",
            Self::Audience => "audience",
            Self::NotYetValid => "not_yet_valid",
            Self::Expired => "expired",
            Self::TooLong => "too_long",
            Self::Revoked => "revoked",
            Self::UnknownPrincipal | Self::Ambiguous => "unknown_principal",
            Self::Claims(_) => "claims",
            Self::Changed => "changed",
        }
    }
}
