//! A token signed with the pilot's key.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, encode};
use rcgen::KeyPair;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::pki_types::pem::PemObject;
use serde_json::{Map, Value, json};

use super::super::failure::Failure;
use super::super::remote::new_request_id;
use super::files;
use super::pilot::ISSUER;
use crate::access::grant::{GrantParts, role_of};
use crate::access::principals::principal_name;
use crate::domain::ids::{DeviceId, PartnerId, UnitId, ZoneId};
use crate::domain::unit::Tier;
use crate::runtime::clock::wall_now;

/// The name of the pilot's key.
const KEY_ID: &str = "pilot-1";

/// The audience of the daemon, by default.
const AUDIENCE: &str = "patrold";

/// Whom the token is for, and what it lets them do.
#[derive(Debug, Args)]
pub(super) struct TokenArgs {
    /// The folder of the pilot.
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// Whose it is; the record will have this name.
    #[arg(long, value_name = "NAME")]
    sub: String,
    /// What it is: dispatcher, unit, gateway, supervisor, partner, auditor or administrator.
    #[arg(long, value_name = "ROLE")]
    role: String,
    /// For the whole city.
    #[arg(long)]
    city: bool,
    /// For a zone; several times for several.
    #[arg(long = "zone", value_name = "ZONE")]
    zones: Vec<String>,
    /// For a tier in these zones: city, town or village; without any for all of them.
    #[arg(long = "tier", value_name = "TIER")]
    tiers: Vec<String>,
    /// For a unit; several times for several.
    #[arg(long = "unit", value_name = "CALLSIGN")]
    units: Vec<String>,
    /// For what is referred to a partner.
    #[arg(long, value_name = "PARTNER")]
    partner: Option<String>,
    /// The device that it is issued to, by which it can be revoked.
    #[arg(long, value_name = "DEVICE")]
    device: Option<String>,
    /// Shows personal data.
    #[arg(long)]
    personal_data: bool,
    /// For how many minutes it is valid.
    #[arg(long, value_name = "MINUTES", default_value_t = 60, value_parser = clap::value_parser!(i64).range(1..=1_440))]
    minutes: i64,
}

/// Signs a token and writes it, and nothing else, so that it can be put into a file.
pub(super) fn run(args: &TokenArgs, say: &mut impl Write) -> Result<(), Failure> {
    let claims = claims(args).map_err(Failure::Other)?;
    let key = signing_key(&files::read(&args.dir, files::TOKEN_KEY)?)?;
    let header = Header { kid: Some(KEY_ID.to_owned()), ..Header::new(Algorithm::EdDSA) };
    let token = encode(&header, &claims, &key).map_err(|why| Failure::Other(format!("failed to sign: {why}")))?;
    writeln!(say, "{token}")?;
    Ok(())
}

/// The claims, checked as the daemon will.
fn claims(args: &TokenArgs) -> Result<Value, String> {
    principal_name(&args.sub).map_err(|why| format!("invalid --sub: {why}"))?;
    args.device.as_deref().map(DeviceId::new).transpose().map_err(|why| why.to_string())?;
    let tier = |word: &String| Tier::ALL.into_iter().find(|tier| tier.as_str() == word);
    GrantParts {
        role: role_of(&args.role),
        city: args.city,
        zones: args.zones.iter().map(|it| ZoneId::new(it)).collect::<Result<_, _>>().map_err(|why| why.to_string())?,
        tiers: args.tiers.iter().map(tier).collect::<Option<_>>().ok_or("invalid --tier: city, town or village")?,
        units: args.units.iter().map(|it| UnitId::new(it)).collect::<Result<_, _>>().map_err(|why| why.to_string())?,
        partner: args.partner.as_deref().map(PartnerId::new).transpose().map_err(|why| why.to_string())?,
        personal_data: args.personal_data,
    }
    .check()
    .map_err(|why| format!("invalid role or scope: {why}"))?;
    let now = wall_now().as_unix_seconds();
    let mut claims = Map::new();
    let mut put = |name: &str, value: Value| drop(claims.insert(name.to_owned(), value));
    put("iss", json!(ISSUER));
    put("aud", json!(AUDIENCE));
    put("sub", json!(args.sub));
    put("jti", json!(new_request_id()));
    put("iat", json!(now));
    put("exp", json!(now + 60 * args.minutes));
    put("role", json!(args.role));
    for (name, value) in [("partner", &args.partner), ("device", &args.device)] {
        if let Some(value) = value {
            put(name, json!(value));
        }
    }
    for (name, values) in [("zones", &args.zones), ("tiers", &args.tiers), ("units", &args.units)] {
        if !values.is_empty() {
            put(name, json!(values));
        }
    }
    for (name, is_so) in [("city", args.city), ("personal_data", args.personal_data)] {
        if is_so {
            put(name, json!(true));
        }
    }
    Ok(Value::Object(claims))
}

/// The public half of a key on Ed25519, as a JWKS.
pub(super) fn public_keys(key: &KeyPair) -> Result<String, Failure> {
    let failed = |why: jsonwebtoken::errors::Error| Failure::Other(format!("failed to write the key of tokens: {why}"));
    let public = DecodingKey::from_ed_der(key.public_key_raw());
    let mut key = Jwk::from_decoding_key(&public, Some(Algorithm::EdDSA)).map_err(failed)?;
    key.common.key_id = Some(KEY_ID.to_owned());
    key.common.public_key_use = Some(PublicKeyUse::Signature);
    Ok(format!("{}\n", serde_json::to_string_pretty(&JwkSet { keys: vec![key] })?))
}

fn signing_key(pem: &str) -> Result<EncodingKey, Failure> {
    let key = PrivatePkcs8KeyDer::from_pem_slice(pem.as_bytes())
        .map_err(|_| Failure::Other(format!("{} holds no private key (PEM, PKCS #8)", files::TOKEN_KEY)))?;
    Ok(EncodingKey::from_ed_der(key.secret_pkcs8_der()))
}
