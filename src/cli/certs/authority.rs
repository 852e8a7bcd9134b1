//! A small authority: it signs certificates and revocation lists with one key on P-256.

use std::net::IpAddr;
use std::time::Duration;

use rand::Rng;
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose, RevocationReason, RevokedCertParams, SanType, SerialNumber,
    date_time_ymd,
};

use super::super::failure::Failure;
use crate::domain::time::EngineTime;

/// A moment as certificates have it. A macro, since the type is of a crate that only the library names.
macro_rules! at {
    ($time:expr) => {
        date_time_ymd(1970, 1, 1) + ($time).since(EngineTime::EPOCH)
    };
}

/// By how much the clocks of the pilot's machines may be behind.
const CLOCKS_DIFFER: Duration = Duration::from_hours(1);

/// How long a revocation list says that it is fresh.
const LIST_DAYS: u64 = 30;

/// An authority with its key.
pub(super) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    /// Its certificate and key, as they are stored.
    pub(super) pem: Pair,
}

/// A certificate and its key, PEM.
pub(super) struct Pair {
    pub(super) certificate: String,
    pub(super) key: String,
}

/// For whom a certificate is.
pub(super) enum Holder<'a> {
    /// The daemon, under these names and addresses.
    Server(&'a [String]),
    /// A client, under this URI.
    Client(&'a str),
}

/// From when and until when something is valid.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) now: EngineTime,
    pub(super) days: u64,
}

impl Authority {
    /// A new one.
    pub(super) fn new(name: &str, span: Span) -> Result<Self, Failure> {
        let key = KeyPair::generate().map_err(|why| failed(&why))?;
        let mut params = params(name, span)?;
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let certificate = params.self_signed(&key).map_err(|why| failed(&why))?;
        let pem = Pair { certificate: certificate.pem(), key: key.serialize_pem() };
        Ok(Self { issuer: Issuer::new(params, key), pem })
    }

    /// The one whose certificate and key these are.
    pub(super) fn load(pem: Pair) -> Result<Self, Failure> {
        let key = KeyPair::from_pem(&pem.key).map_err(|why| failed(&why))?;
        let issuer = Issuer::from_ca_cert_pem(&pem.certificate, key).map_err(|why| failed(&why))?;
        Ok(Self { issuer, pem })
    }

    /// A certificate with a key of its own.
    pub(super) fn sign(&self, name: &str, holder: &Holder<'_>, span: Span) -> Result<Pair, Failure> {
        let key = KeyPair::generate().map_err(|why| failed(&why))?;
        let mut params = params(name, span)?;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.use_authority_key_identifier_extension = true;
        let purpose = match holder {
            Holder::Server(names) => {
                params.subject_alt_names = names.iter().map(|name| server_name(name)).collect::<Result<_, _>>()?;
                ExtendedKeyUsagePurpose::ServerAuth
            }
            Holder::Client(uri) => {
                let uri = (*uri).try_into().map_err(|why| failed(&why))?;
                params.subject_alt_names = vec![SanType::URI(uri)];
                ExtendedKeyUsagePurpose::ClientAuth
            }
        };
        params.extended_key_usages = vec![purpose];
        let certificate = params.signed_by(&key, &self.issuer).map_err(|why| failed(&why))?;
        Ok(Pair { certificate: certificate.pem(), key: key.serialize_pem() })
    }

    /// A revocation list with these serial numbers, PEM.
    pub(super) fn revoke(&self, serials: &[Vec<u8>], now: EngineTime) -> Result<String, Failure> {
        let revoked = |serial: &Vec<u8>| RevokedCertParams {
            serial_number: SerialNumber::from_slice(serial),
            revocation_time: at!(now),
            reason_code: Some(RevocationReason::Unspecified),
            invalidity_date: None,
        };
        let list = CertificateRevocationListParams {
            this_update: at!(now - CLOCKS_DIFFER),
            next_update: at!(now + days(LIST_DAYS)),
            crl_number: SerialNumber::from(now.as_unix_seconds().cast_unsigned()),
            issuing_distribution_point: None,
            revoked_certs: serials.iter().map(revoked).collect(),
            key_identifier_method: KeyIdMethod::Sha256,
        };
        let signed = list.signed_by(&self.issuer).map_err(|why| failed(&why))?;
        signed.pem().map_err(|why| failed(&why))
    }
}

fn params(name: &str, span: Span) -> Result<CertificateParams, Failure> {
    let mut params = CertificateParams::new(Vec::new()).map_err(|why| failed(&why))?;
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = at!(span.now - CLOCKS_DIFFER);
    params.not_after = at!(span.now + days(span.days));
    let mut serial: [u8; 16] = rand::rng().random();
    // A positive number without a leading zero (RFC 5280, section 4.1.2.2).
    serial[0] = (serial[0] & 0x7f) | 0x40;
    params.serial_number = Some(SerialNumber::from_slice(&serial));
    Ok(params)
}

fn server_name(name: &str) -> Result<SanType, Failure> {
    if let Ok(address) = name.parse::<IpAddr>() {
        return Ok(SanType::IpAddress(address));
    }
    let name = name
        .try_into()
        .map_err(|_| Failure::Other(format!("invalid --name (got {name:?}): it must be a DNS name or an address")))?;
    Ok(SanType::DnsName(name))
}

const fn days(count: u64) -> Duration {
    Duration::from_secs(count * 86_400)
}

fn failed(why: &rcgen::Error) -> Failure {
    Failure::Other(format!("failed to make a certificate: {why}"))
}
