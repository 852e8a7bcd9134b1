//! The public keys of whoever issues tokens: a JWKS file or PEM blocks. Every key has one algorithm; what is symmetric,
//! private or weak is no key here.

use std::sync::Arc;

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};
use rustls::pki_types::SubjectPublicKeyInfoDer;
use rustls::pki_types::pem::PemObject;
use sha2::{Digest, Sha256};
use thiserror::Error;
use x509_parser::prelude::FromDer;
use x509_parser::public_key::PublicKey;
use x509_parser::x509::SubjectPublicKeyInfo;

use super::certificate::hex_digits;

/// The most keys: each is tried when a token names none.
pub const KEYS_MAX: usize = 16;

/// The smallest RSA modulus.
const RSA_BITS_MIN: usize = 2_048;

/// The size of a point on P-256, uncompressed.
const P256_POINT_BYTES: usize = 65;

const ED25519_OID: &str = "1.3.101.112";

/// One key of an issuer.
#[derive(Clone)]
pub struct TokenKey {
    /// Its name in the file, or the digest of the key itself: by it an admission knows which key it rests on.
    pub name: Arc<str>,
    /// The `kid` of the tokens that it signs, where the file says one.
    pub id: Option<Arc<str>>,
    /// The only algorithm that it is used with.
    pub algorithm: Algorithm,
    /// The key.
    pub key: DecodingKey,
}

impl std::fmt::Debug for TokenKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("TokenKey").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Why a file of keys was refused.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum InvalidKeys {
    /// It is neither.
    #[error("it must be a JWKS (JSON) or PEM blocks \"PUBLIC KEY\"")]
    Unreadable,
    /// No key that can be used.
    #[error("at least one key for EdDSA (Ed25519), ES256 (P-256) or RS256 is required")]
    None,
    /// Too many.
    #[error("at most {KEYS_MAX} keys are kept")]
    TooMany,
    /// A key that must never verify a token.
    #[error("key {number}: {why}")]
    Key {
        /// Which one, counted from 1.
        number: usize,
        /// What is wrong with it.
        why: &'static str,
    },
}

/// Reads the keys of an issuer.
///
/// # Errors
/// When the file has none, or one that cannot be used.
pub fn read_keys(bytes: &[u8]) -> Result<Vec<TokenKey>, InvalidKeys> {
    let is_json = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    let keys = if is_json { read_jwks(bytes)? } else { read_pem(bytes)? };
    match keys.len() {
        0 => Err(InvalidKeys::None),
        1..=KEYS_MAX => Ok(keys),
        _ => Err(InvalidKeys::TooMany),
    }
}

fn read_jwks(bytes: &[u8]) -> Result<Vec<TokenKey>, InvalidKeys> {
    let json: serde_json::Value = serde_json::from_slice(bytes).map_err(|_| InvalidKeys::Unreadable)?;
    let written = json.get("keys").and_then(serde_json::Value::as_array).ok_or(InvalidKeys::Unreadable)?;
    if written.len() > KEYS_MAX {
        return Err(InvalidKeys::TooMany);
    }
    for (key, number) in written.iter().zip(1..) {
        let why = |why| Err(InvalidKeys::Key { number, why });
        if key.get("kty").and_then(serde_json::Value::as_str) == Some("oct") {
            return why("a shared secret is no key here: who can verify by it can sign by it");
        }
        if key.get("d").is_some() {
            return why("it is a private key: keep it where tokens are issued, and put the public one here");
        }
    }
    let set: JwkSet = serde_json::from_value(json).map_err(|_| InvalidKeys::Unreadable)?;
    let signing = set.keys.iter().zip(1..).filter(|(key, _)| {
        key.common.public_key_use.as_ref().is_none_or(|purpose| *purpose == PublicKeyUse::Signature)
    });
    signing.map(|(key, number)| from_jwk(key).map_err(|why| InvalidKeys::Key { number, why })).collect()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what is not one of the three is refused")]
fn from_jwk(jwk: &Jwk) -> Result<TokenKey, &'static str> {
    let (algorithm, material) = match &jwk.algorithm {
        AlgorithmParameters::OctetKeyPair(pair) if pair.curve == EllipticCurve::Ed25519 => {
            (Algorithm::EdDSA, pair.x.clone())
        }
        AlgorithmParameters::EllipticCurve(point) if point.curve == EllipticCurve::P256 => {
            (Algorithm::ES256, format!("{}.{}", point.x, point.y))
        }
        AlgorithmParameters::RSA(rsa) if rsa.n.trim_end_matches('=').len() * 6 / 8 >= RSA_BITS_MIN / 8 => {
            (Algorithm::RS256, format!("{}.{}", rsa.n, rsa.e))
        }
        _ => return Err("it must be Ed25519, P-256, or RSA of 2,048 bits or more"),
    };
    let says = jwk.common.key_algorithm.map(|says| says.to_string());
    if says.is_some_and(|says| says != format!("{algorithm:?}")) {
        return Err("its alg must be EdDSA, ES256 or RS256, as its kind demands");
    }
    let key = DecodingKey::from_jwk(jwk).map_err(|_| "it cannot be read")?;
    let id: Option<Arc<str>> = jwk.common.key_id.as_deref().map(Arc::from);
    Ok(TokenKey { name: digest(material.as_bytes()), id, algorithm, key })
}

fn read_pem(bytes: &[u8]) -> Result<Vec<TokenKey>, InvalidKeys> {
    let blocks: Result<Vec<_>, _> = SubjectPublicKeyInfoDer::pem_slice_iter(bytes).take(KEYS_MAX + 1).collect();
    let blocks = blocks.map_err(|_| InvalidKeys::Unreadable)?;
    if blocks.is_empty() {
        return Err(InvalidKeys::Unreadable);
    }
    let keys = blocks.iter().zip(1..);
    keys.map(|(block, number)| from_spki(block).map_err(|why| InvalidKeys::Key { number, why })).collect()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what is not one of the three is refused")]
fn from_spki(der: &[u8]) -> Result<TokenKey, &'static str> {
    let unusable = "it must be Ed25519, P-256, or RSA of 2,048 bits or more";
    let (_, info) = SubjectPublicKeyInfo::from_der(der).map_err(|_| "it cannot be read")?;
    let bits = &info.subject_public_key.data;
    let (algorithm, key) = match info.parsed().map_err(|_| unusable)? {
        PublicKey::RSA(rsa) if rsa.key_size() >= RSA_BITS_MIN => (Algorithm::RS256, DecodingKey::from_rsa_der(bits)),
        PublicKey::EC(_) if bits.len() == P256_POINT_BYTES => (Algorithm::ES256, DecodingKey::from_ec_der(bits)),
        _ if info.algorithm.algorithm.to_id_string() == ED25519_OID => {
            (Algorithm::EdDSA, DecodingKey::from_ed_der(bits))
        }
        _ => return Err(unusable),
    };
    Ok(TokenKey { name: digest(bits), id: None, algorithm, key })
}

/// A name for a key that changes with the key.
fn digest(material: &[u8]) -> Arc<str> {
    let digest = Sha256::digest(material);
    Arc::from(hex_digits(digest.get(..8).unwrap_or(&digest)))
}
