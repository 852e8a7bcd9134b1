//! What may come through the gate and what must not, with time as an argument.

use std::sync::Arc;
use std::time::Duration;

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use rcgen::{
    BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_ED25519, PKCS_RSA_SHA256, SanType, SignatureAlgorithm,
    date_time_ymd,
};
use rustls::pki_types::CertificateDer;
use serde_json::{Value, json};

use super::caller::{Caller, Credential, Sight};
use super::certificate::PeerCertificate;
use super::denied::Denied;
use super::gate::{Gate, Presented, Purpose, Secret, Trust};
use super::grant::GrantParts;
use super::keys::{InvalidKeys, read_keys};
use super::principals::{Mark, Principal, Principals, principal_name};
use super::revocations::Revocations;
use super::tls::{ClientCertificates, Tls, TlsFiles};
use super::token::{TokenLimits, Tokens};
use crate::domain::actor::{Role, Scope};
use crate::domain::time::EngineTime;

/// 2026-11-23, 08:00 in Dongguan.
const NOW: EngineTime = EngineTime::from_unix_seconds(1_795_392_000);

/// Somebody who issues tokens.
struct Mint {
    key: KeyPair,
    algorithm: Algorithm,
}

impl Mint {
    fn new(kind: &'static SignatureAlgorithm, algorithm: Algorithm) -> Self {
        Self { key: KeyPair::generate_for(kind).expect("a key"), algorithm }
    }

    fn ed25519() -> Self {
        Self::new(&PKCS_ED25519, Algorithm::EdDSA)
    }

    fn sign(&self, claims: &Value) -> String {
        self.sign_as(&Header::new(self.algorithm), claims)
    }

    fn sign_as(&self, header: &Header, claims: &Value) -> String {
        let der = self.key.serialized_der();
        let key = if self.algorithm == Algorithm::ES256 {
            EncodingKey::from_ec_der(der)
        } else if self.algorithm == Algorithm::RS256 {
            EncodingKey::from_rsa_pem(self.key.serialize_pem().as_bytes()).expect("a key")
        } else {
            EncodingKey::from_ed_der(der)
        };
        encode(header, claims, &key).expect("signed")
    }
}

fn limits() -> TokenLimits {
    TokenLimits {
        issuer: "https://login.patrol.example".to_owned(),
        audience: "patrold".to_owned(),
        leeway: Duration::from_secs(30),
        lifetime_max: Duration::from_hours(12),
        bytes_max: 4_096,
    }
}

/// What a dispatcher's token says, for an hour from now.
fn claims() -> Value {
    json!({
        "iss": "https://login.patrol.example", "aud": "patrold", "sub": "zhang.wei", "jti": "t-1",
        "iat": NOW.as_unix_seconds(), "exp": NOW.as_unix_seconds() + 3_600,
        "role": "dispatcher", "city": true, "device": "desk-3",
    })
}

fn with(changes: &[(&str, Value)]) -> Value {
    let mut claims = claims();
    for (name, value) in changes {
        claims[*name] = value.clone();
        if value.is_null() {
            claims.as_object_mut().expect("an object").remove(*name);
        }
    }
    claims
}

fn trust(mints: &[&Mint]) -> Trust {
    let keys: String = mints.iter().map(|mint| mint.key.public_key_pem()).collect();
    let tokens = Tokens::new(limits(), read_keys(keys.as_bytes()).expect("keys"));
    Trust { authenticates: true, tokens: Some(tokens), ..Trust::default() }
}

fn ask(gate: &Gate, token: &str) -> Result<Caller, Denied> {
    ask_for(gate, token, Purpose::Other, NOW)
}

fn ask_for(gate: &Gate, token: &str, purpose: Purpose, now: EngineTime) -> Result<Caller, Denied> {
    gate.admit(&Presented { certificate: None, token: Some(Secret(token)) }, purpose, now)
}

#[test]
fn a_token_of_each_algorithm_says_who_asks() {
    let mints = [
        Mint::ed25519(),
        Mint::new(&PKCS_ECDSA_P256_SHA256, Algorithm::ES256),
        Mint::new(&PKCS_RSA_SHA256, Algorithm::RS256),
    ];
    let gate = Gate::new(trust(&mints.iter().collect::<Vec<_>>()));
    for mint in &mints {
        let caller = ask(&gate, &mint.sign(&claims())).expect("admitted");
        assert_eq!(caller.actor.to_string(), "zhang.wei (dispatcher)");
        assert_eq!((caller.actor.scope, caller.sight), (Scope::City, Sight::Masked));
    }
}

#[test]
fn every_kind_of_wrong_token_is_turned_away_for_its_own_reason() {
    let (mint, other) = (Mint::ed25519(), Mint::ed25519());
    let gate = Gate::new(trust(&[&mint]));
    let good = mint.sign(&claims());
    let (head, tail) = good.split_once('.').expect("three parts");
    let (payload, signature) = tail.split_once('.').expect("three parts");
    let encoded = |json: &str| -> String {
        // The library encodes headers only for algorithms that it signs by: what it would not write is written here.
        const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let bits = json.bytes().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect::<Vec<_>>();
        let digit = |six: &[u8]| six.iter().fold(0, |sum, bit| sum << 1 | usize::from(*bit)) << (6 - six.len());
        bits.chunks(6).map(|six| char::from(DIGITS[digit(six)])).collect()
    };
    let none = encoded(r#"{"alg":"none","typ":"JWT"}"#);
    let hmac = encode(
        &Header::new(Algorithm::HS256),
        &claims(),
        // The old trick: the public key, which everybody knows, taken for a secret.
        &EncodingKey::from_secret(mint.key.public_key_pem().as_bytes()),
    );
    let second = payload.len() / 2;
    let flipped: String = payload
        .char_indices()
        .map(|(at, c)| {
            if at != second {
                c
            } else if c == 'A' {
                'B'
            } else {
                'A'
            }
        })
        .collect();
    let seconds = NOW.as_unix_seconds();
    let cases: Vec<(&str, String, Denied)> = vec![
        ("expired", mint.sign(&with(&[("exp", json!(seconds - 31))])), Denied::Expired),
        ("not yet valid", mint.sign(&with(&[("nbf", json!(seconds + 31))])), Denied::NotYetValid),
        ("issued tomorrow", mint.sign(&with(&[("iat", json!(seconds + 86_400))])), Denied::NotYetValid),
        ("for ever", mint.sign(&with(&[("exp", json!(seconds + 13 * 3_600))])), Denied::TooLong),
        ("no end", mint.sign(&with(&[("exp", Value::Null)])), Denied::Malformed),
        ("wrong audience", mint.sign(&with(&[("aud", json!("payroll"))])), Denied::Audience),
        ("no audience", mint.sign(&with(&[("aud", Value::Null)])), Denied::Audience),
        ("wrong issuer", mint.sign(&with(&[("iss", json!("https://evil.example"))])), Denied::Issuer),
        ("no issuer", mint.sign(&with(&[("iss", Value::Null)])), Denied::Issuer),
        ("no subject", mint.sign(&with(&[("sub", Value::Null)])), Denied::Malformed),
        ("the daemon's name", mint.sign(&with(&[("sub", json!("patrold"))])), Denied::Malformed),
        ("no id", mint.sign(&with(&[("jti", Value::Null)])), Denied::Malformed),
        ("another key", other.sign(&claims()), Denied::Signature),
        ("unsigned", format!("{head}.{payload}."), Denied::Signature),
        ("two parts", format!("{head}.{payload}"), Denied::Malformed),
        ("none", format!("{none}.{payload}."), Denied::Algorithm),
        ("none with a signature", format!("{none}.{payload}.{signature}"), Denied::Algorithm),
        ("the public key as a secret", hmac.expect("signed"), Denied::Algorithm),
        ("tampered", format!("{head}.{flipped}.{signature}"), Denied::Signature),
        ("rubbish", "let me in".to_owned(), Denied::Malformed),
        ("oversized", mint.sign(&with(&[("more", json!("x".repeat(4_096)))])), Denied::TooLarge { bytes: 0, max: 0 }),
    ];
    for (what, token, denied) in cases {
        let told = ask(&gate, &token).expect_err(what);
        assert_eq!(told.reason(), denied.reason(), "{what}: {told}");
        assert!(!told.to_string().contains(&token) && !format!("{told:?}").contains(&token), "{what}");
    }
    assert!(ask(&gate, &good).is_ok());
    assert_eq!(gate.admit(&Presented::default(), Purpose::Other, NOW), Err(Denied::Nothing));
}

#[test]
fn an_extension_that_must_be_understood_is_not() {
    let mint = Mint::ed25519();
    let header = Header { crit: Some(vec!["exp".to_owned()]), ..Header::new(Algorithm::EdDSA) };
    let gate = Gate::new(trust(&[&mint]));
    assert_eq!(ask(&gate, &mint.sign_as(&header, &claims())), Err(Denied::Malformed));
}

#[test]
fn claims_that_do_not_fit_together_admit_nobody() {
    let mint = Mint::ed25519();
    let gate = Gate::new(trust(&[&mint]));
    for changes in [
        [("role", Value::Null)].as_slice(),
        &[("role", json!("daemon"))],
        &[("city", Value::Null)],
        &[("zones", json!(["虎门"]))],
        &[("role", json!("unit"))],
        &[("city", Value::Null), ("zones", json!(["虎门"])), ("tiers", json!(["county"]))],
        &[("role", json!("partner")), ("city", Value::Null), ("partner", json!(""))],
    ] {
        let told = ask(&gate, &mint.sign(&with(changes)));
        assert!(matches!(told, Err(Denied::Claims(_))), "{changes:?}: {told:?}");
    }
    let town = with(&[("city", Value::Null), ("zones", json!(["虎门"])), ("personal_data", json!(true))]);
    let caller = ask(&gate, &mint.sign(&town)).expect("a town's desk");
    assert!(matches!(caller.actor.scope, Scope::Zones { .. }) && caller.sight == Sight::Clear);
}

#[test]
fn an_expired_token_still_raises_the_alarm_for_its_own_unit_and_a_revoked_one_never() {
    let mint = Mint::ed25519();
    let unit =
        with(&[("role", json!("unit")), ("city", Value::Null), ("units", json!(["铁骑-1"])), ("sub", json!("R1"))]);
    let (unit, desk) = (mint.sign(&unit), mint.sign(&claims()));
    let gate = Gate::new(trust(&[&mint]));
    let week_later = NOW + Duration::from_hours(168);
    assert_eq!(ask_for(&gate, &unit, Purpose::Other, week_later), Err(Denied::Expired));
    let caller = ask_for(&gate, &unit, Purpose::Emergency, week_later).expect("an officer in need");
    assert_eq!(caller.actor.role, Role::Unit);
    assert_eq!(ask_for(&gate, &desk, Purpose::Emergency, week_later), Err(Denied::Expired), "no unit of its own");
    let revoked = Trust { revocations: Revocations::read("device desk-3").expect("sound"), ..trust(&[&mint]) };
    gate.replace(revoked);
    assert_eq!(ask_for(&gate, &unit, Purpose::Emergency, week_later), Err(Denied::Revoked));
}

#[test]
fn what_was_revoked_is_not_admitted_and_holds_no_longer() {
    let mint = Mint::ed25519();
    let token = mint.sign(&claims());
    for line in ["token t-1", "device desk-3", "principal zhang.wei"] {
        let gate = Gate::new(trust(&[&mint]));
        let caller = ask(&gate, &token).expect("admitted");
        assert_eq!(gate.still_holds(&caller, NOW), Ok(()));
        gate.replace(Trust { revocations: Revocations::read(line).expect("sound"), ..trust(&[&mint]) });
        assert_eq!(ask(&gate, &token), Err(Denied::Revoked), "{line}");
        assert_eq!(gate.still_holds(&caller, NOW), Err(Denied::Revoked), "{line}");
    }
}

#[test]
fn keys_are_rotated_while_old_tokens_run_out() {
    let (old, new) = (Mint::ed25519(), Mint::new(&PKCS_ECDSA_P256_SHA256, Algorithm::ES256));
    let gate = Gate::new(trust(&[&old]));
    let caller = ask(&gate, &old.sign(&claims())).expect("admitted");
    assert_eq!(ask(&gate, &new.sign(&claims())), Err(Denied::UnknownKey));
    gate.replace(trust(&[&old, &new]));
    assert!(ask(&gate, &new.sign(&claims())).is_ok());
    assert_eq!(gate.still_holds(&caller, NOW), Ok(()));
    gate.replace(trust(&[&new]));
    assert_eq!(gate.still_holds(&caller, NOW), Err(Denied::UnknownKey), "its key is withdrawn");
    assert_eq!(ask(&gate, &old.sign(&claims())), Err(Denied::UnknownKey));
}

#[test]
fn an_admission_ends_with_its_token() {
    let mint = Mint::ed25519();
    let gate = Gate::new(trust(&[&mint]));
    let caller = ask(&gate, &mint.sign(&claims())).expect("admitted");
    let end = gate.ends_at(&caller).expect("a token ends");
    assert_eq!(end, NOW + Duration::from_secs(3_630));
    assert_eq!(gate.still_holds(&caller, end - Duration::from_secs(1)), Ok(()));
    assert_eq!(gate.still_holds(&caller, end), Err(Denied::Expired));
}

fn principals(mark: Mark, name: &str, role: Role) -> Principals {
    let grant = GrantParts { role: Some(role), city: true, personal_data: true, ..GrantParts::default() };
    let mut principals = Principals::default();
    let principal = Principal { name: principal_name(name).expect("a name"), grant: grant.check().expect("fits") };
    principals.add(mark, principal).expect("the first");
    principals
}

#[test]
fn what_the_file_says_of_a_subject_counts_more_than_its_token() {
    let mint = Mint::ed25519();
    let listed =
        |role| Trust { principals: principals(Mark::Subject("zhang.wei".into()), "张伟", role), ..trust(&[&mint]) };
    let gate = Gate::new(listed(Role::Supervisor));
    let caller = ask(&gate, &mint.sign(&with(&[("role", Value::Null)]))).expect("admitted");
    assert_eq!(caller.actor.to_string(), "张伟 (supervisor)");
    assert_eq!(caller.sight, Sight::Clear);
    gate.replace(listed(Role::Auditor));
    assert_eq!(gate.still_holds(&caller, NOW), Err(Denied::Changed), "another role");
    gate.replace(trust(&[&mint]));
    assert_eq!(gate.still_holds(&caller, NOW), Err(Denied::Changed), "struck from the list");
    let unlisted = ask(&gate, &mint.sign(&claims())).expect("by its own claims");
    gate.replace(listed(Role::Supervisor));
    assert_eq!(gate.still_holds(&unlisted, NOW), Err(Denied::Changed), "now the list says what it may");
}

#[test]
fn weak_private_and_shared_keys_are_refused() {
    let pem = |kind| KeyPair::generate_for(kind).expect("a key").public_key_pem();
    assert!(matches!(read_keys(pem(&PKCS_ECDSA_P384_SHA384).as_bytes()), Err(InvalidKeys::Key { number: 1, .. })));
    assert_eq!(read_keys(b"").err(), Some(InvalidKeys::Unreadable));
    assert_eq!(read_keys(br#"{"keys":[]}"#).err(), Some(InvalidKeys::None));
    let jwks = |key: Value| read_keys(json!({ "keys": [key] }).to_string().as_bytes()).map(|keys| keys.len());
    let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    assert_eq!(jwks(json!({ "kty": "OKP", "crv": "Ed25519", "x": x, "kid": "a" })), Ok(1));
    assert!(jwks(json!({ "kty": "OKP", "crv": "Ed25519", "x": x, "d": x })).is_err(), "private");
    assert!(jwks(json!({ "kty": "oct", "k": "c2VjcmV0", "alg": "HS256" })).is_err(), "a shared secret");
    assert!(jwks(json!({ "kty": "OKP", "crv": "Ed25519", "x": x, "alg": "HS256" })).is_err(), "not its algorithm");
    assert!(jwks(json!({ "kty": "RSA", "n": "3ZWrUY0Y6IKN1qI4BhxR2C7oHVFgGPYkd38uGq1jQNSqEvJFcN93CYm16_G78FAFKWqwsJb3Wx-nbxDn6LtP4AhULB1H0K0g7_jLklDAHvI8yhOKlvoyvsUFPWtNxlJyh5JJXvkNKV_4Oo12e69f8QCuQ6NpEPl-cSvXIqUYBCs", "e": "AQAB" })).is_err(), "1,024 bits");
    assert_eq!(jwks(json!({ "kty": "OKP", "crv": "X25519", "x": x, "use": "enc" })), Err(InvalidKeys::None));
}

/// An authority for certificates.
struct Authority(Issuer<'static, KeyPair>, String);

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let pem = params.self_signed(&key).expect("signed").pem();
        Self(Issuer::new(params, key), pem)
    }

    fn certificate(&self, names: Vec<SanType>) -> (PeerCertificate, String) {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::default();
        params.not_before = date_time_ymd(2026, 11, 1);
        params.not_after = date_time_ymd(2026, 12, 1);
        params.serial_number = Some(vec![0x0a, 0x1b].into());
        params.subject_alt_names = names;
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth, ExtendedKeyUsagePurpose::ServerAuth];
        let certificate = params.signed_by(&key, &self.0).expect("signed");
        let read = PeerCertificate::read(&[CertificateDer::from(certificate.der().to_vec())]).expect("readable");
        (read, format!("{}{}", certificate.pem(), key.serialize_pem()))
    }
}

fn uri(text: &str) -> SanType {
    SanType::URI(text.try_into().expect("ascii"))
}

#[test]
fn a_certificate_is_known_by_its_uri_or_dns_name_until_it_is_revoked_or_over() {
    let authority = Authority::new();
    let (console, _) = authority.certificate(vec![
        uri("spiffe://dongguan/console/1"),
        SanType::DnsName("Desk.Example".try_into().expect("ascii")),
    ]);
    assert_eq!((console.serial.as_ref(), console.names.len()), ("a1b", 2));
    let known = |mark: &str| Trust {
        authenticates: true,
        principals: principals(Mark::Certificate(mark.into()), "虎门指挥席", Role::Dispatcher),
        ..Trust::default()
    };
    let present =
        |gate: &Gate, now| gate.admit(&Presented { certificate: Some(&console), token: None }, Purpose::Other, now);
    for name in ["spiffe://dongguan/console/1", "desk.example"] {
        let gate = Gate::new(known(name));
        let caller = present(&gate, NOW).expect("known");
        assert_eq!(caller.actor.to_string(), "虎门指挥席 (dispatcher)");
        assert!(matches!(&caller.credential, Credential::Certificate { serial, .. } if serial.as_ref() == "a1b"));
        assert_eq!(present(&gate, NOW - Duration::from_hours(24 * 30)), Err(Denied::NotYetValid));
        assert_eq!(present(&gate, NOW + Duration::from_hours(24 * 30)), Err(Denied::Expired));
        for line in ["serial 0A:1B", "principal 虎门指挥席"] {
            let revocations = Revocations::read(line).expect("sound");
            gate.replace(Trust { revocations, ..known(name) });
            assert_eq!(present(&gate, NOW), Err(Denied::Revoked), "{line}");
            assert_eq!(gate.still_holds(&caller, NOW), Err(Denied::Revoked), "{line}");
        }
    }
    assert_eq!(present(&Gate::new(known("spiffe://dongguan/console/2")), NOW), Err(Denied::UnknownPrincipal));
}

#[test]
fn a_certificate_of_two_principals_is_of_none() {
    let authority = Authority::new();
    let (both, _) = authority.certificate(vec![uri("spiffe://a"), uri("spiffe://b")]);
    let mut known = principals(Mark::Certificate("spiffe://a".into()), "a", Role::Dispatcher);
    let grant = GrantParts { role: Some(Role::Auditor), city: true, ..GrantParts::default() }.check().expect("fits");
    let other = Principal { name: principal_name("b").expect("a name"), grant };
    known.add(Mark::Certificate("spiffe://b".into()), other).expect("another");
    assert_eq!(known.of_certificate(&both).err(), Some(Denied::Ambiguous));
}

#[test]
fn a_connection_ends_when_its_authority_is_not_trusted_any_more() {
    let (authority, other) = (Authority::new(), Authority::new());
    let (peer, server) = authority.certificate(vec![uri("spiffe://dongguan/console/1")]);
    let tls = |authority: &Authority| {
        let files = TlsFiles {
            certificate: server.as_bytes(),
            key: server.as_bytes(),
            client_authority: Some(authority.1.as_bytes()),
            revocation_lists: None,
            clients: ClientCertificates::Required,
        };
        Tls::build(&files).expect("sound")
    };
    let gate = Gate::new(Trust { tls: Some(tls(&authority)), ..Trust::default() });
    assert_eq!(gate.connection_holds(&peer, NOW), Ok(()));
    assert_eq!(gate.connection_holds(&peer, peer.not_after), Err(Denied::Expired));
    gate.replace(Trust { tls: Some(tls(&other)), ..Trust::default() });
    assert_eq!(gate.connection_holds(&peer, NOW), Err(Denied::Revoked));
}

#[test]
fn a_verified_token_is_not_verified_again() {
    let mint = Mint::ed25519();
    let tokens = trust(&[&mint]).tokens.expect("there");
    let token = mint.sign(&claims());
    let (first, second) = (tokens.verify(&token).expect("sound"), tokens.verify(&token).expect("sound"));
    assert!(Arc::ptr_eq(&first, &second), "what was found the first time");
}
