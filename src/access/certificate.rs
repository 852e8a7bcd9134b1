//! What a peer showed in its handshake: the names in its certificate, its serial number and its time.

use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use thiserror::Error;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::{FromDer, X509Certificate};

use crate::domain::time::EngineTime;

/// The most names of a certificate that are read.
pub const NAMES_MAX: usize = 32;

/// A verified certificate of a peer, with the chain that it came with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerCertificate {
    /// Its URIs as they are, and its DNS names in lower case.
    pub names: Vec<Arc<str>>,
    /// Its serial number, as lower-case hexadecimal digits without leading zeros.
    pub serial: Arc<str>,
    /// From when it is valid.
    pub not_before: EngineTime,
    /// Until when.
    pub not_after: EngineTime,
    /// The certificate and what lies between it and the authority.
    pub chain: Arc<[CertificateDer<'static>]>,
}

/// Why a certificate cannot be read.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum UnreadableCertificate {
    /// It is no X.509 certificate.
    #[error("it is no X.509 certificate")]
    NotX509,
    /// It has no subject alternative name of use, or too many.
    #[error("it needs 1 to {NAMES_MAX} URIs or DNS names as subject alternative names")]
    Names,
}

impl PeerCertificate {
    /// Reads the first certificate of a verified chain.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(chain: &[CertificateDer<'_>]) -> Result<Self, UnreadableCertificate> {
        let first = chain.first().ok_or(UnreadableCertificate::NotX509)?;
        let (_, certificate) = X509Certificate::from_der(first).map_err(|_| UnreadableCertificate::NotX509)?;
        let alternative = certificate.subject_alternative_name().map_err(|_| UnreadableCertificate::NotX509)?;
        let names = alternative.iter().flat_map(|it| &it.value.general_names).filter_map(name);
        let names: Vec<Arc<str>> = names.take(NAMES_MAX + 1).collect();
        if names.is_empty() || names.len() > NAMES_MAX {
            return Err(UnreadableCertificate::Names);
        }
        let validity = certificate.validity();
        Ok(Self {
            names,
            serial: serial_digits(certificate.raw_serial()),
            not_before: EngineTime::from_unix_seconds(validity.not_before.timestamp()),
            not_after: EngineTime::from_unix_seconds(validity.not_after.timestamp()),
            chain: chain.iter().map(|one| one.clone().into_owned()).collect(),
        })
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only these two kinds of name say who somebody is")]
fn name(name: &GeneralName<'_>) -> Option<Arc<str>> {
    match name {
        GeneralName::URI(uri) => Some(Arc::from(*uri)),
        GeneralName::DNSName(name) => Some(Arc::from(name.to_ascii_lowercase())),
        _ => None,
    }
}

/// A serial number as it is written down: lower-case hexadecimal digits without leading zeros.
#[must_use]
pub fn serial_digits(bytes: &[u8]) -> Arc<str> {
    let digits = hex_digits(bytes);
    let plain = digits.trim_start_matches('0');
    Arc::from(if plain.is_empty() { "0" } else { plain })
}

/// Bytes as lower-case hexadecimal digits.
pub(super) fn hex_digits(bytes: &[u8]) -> String {
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0x0f]);
    nibbles.filter_map(|nibble| char::from_digit(u32::from(nibble), 16)).collect()
}

/// A serial number as a person wrote it: with colons, blanks, capitals or leading zeros.
#[must_use]
pub fn read_serial(text: &str) -> Option<Arc<str>> {
    let digits: String = text.chars().filter(|c| !matches!(c, ':' | ' ')).collect::<String>().to_ascii_lowercase();
    let plain = digits.trim_start_matches("0x").trim_start_matches('0');
    let is_number = !digits.is_empty() && digits.len() <= 64 && plain.chars().all(|c| c.is_ascii_hexdigit());
    is_number.then(|| Arc::from(if plain.is_empty() { "0" } else { plain }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_are_compared_whatever_way_they_were_written() {
        for written in ["0A:1b:00", "a1b00", "0x0a1b00", "0A 1B 00"] {
            assert_eq!(read_serial(written).as_deref(), Some("a1b00"), "{written}");
        }
        assert_eq!(serial_digits(&[0x0a, 0x1b, 0]).as_ref(), "a1b00");
        for nonsense in ["", "xyz", "12 g4"] {
            assert_eq!(read_serial(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn rubbish_is_no_certificate() {
        let rubbish = CertificateDer::from(vec![0x30, 0x03, 1, 2, 3]);
        assert_eq!(PeerCertificate::read(&[rubbish]), Err(UnreadableCertificate::NotX509));
        assert_eq!(PeerCertificate::read(&[]), Err(UnreadableCertificate::NotX509));
    }
}
