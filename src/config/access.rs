//! The sections about who may connect and who may ask: which files, and how they are taken.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::sections::path;
use crate::access::tls::ClientCertificates;
use crate::access::token::TokenLimits;
use crate::policy::section::{Section, Toml};

/// The transport.
#[derive(Clone, Debug)]
pub struct Tls {
    /// The server's certificate and its key; none for plain HTTP/2 on loopback.
    pub server: Option<ServerFiles>,
    /// The authority of the clients' certificates.
    pub client_ca_file: Option<PathBuf>,
    /// Its revocation lists.
    pub crl_file: Option<PathBuf>,
    /// Whether clients must show a certificate.
    pub clients: ClientCertificates,
    /// How long a handshake may take.
    pub handshake_timeout: Duration,
    /// How many handshakes may be under way.
    pub handshakes_in_flight_max: usize,
}

/// The server's own files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerFiles {
    /// The certificate with its chain.
    pub certificate: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

impl Tls {
    pub(super) fn read(section: &Section<'_>, toml: &Toml<'_>, folder: &Path) -> Option<Self> {
        let certificate = file(section, "certificate_file", folder);
        let key = file(section, "key_file", folder);
        let client_ca_file = file(section, "client_ca_file", folder);
        let crl_file = file(section, "crl_file", folder);
        let clients = section.word("client_certificates", &ClientCertificates::ALL, ClientCertificates::as_str);
        let handshake_timeout = section.millis("handshake_timeout_ms", 100..=60_000);
        let handshakes_in_flight_max = section.count("handshakes_in_flight_max", 1..=100_000);
        let (certificate, key, client_ca_file, crl_file) = (certificate?, key?, client_ca_file?, crl_file?);
        let missing = |key: &'static str, rule: &str| toml.fault(&section.mark().inner(key), "nothing", rule);
        let server = match (certificate, key) {
            (Some(certificate), Some(key)) => Some(ServerFiles { certificate, key }),
            (None, None) => None,
            (Some(_), None) => {
                missing("key_file", "a certificate needs its key");
                return None;
            }
            (None, Some(_)) => {
                missing("certificate_file", "a key needs its certificate");
                return None;
            }
        };
        if client_ca_file.is_some() && server.is_none() {
            missing("certificate_file", "client certificates are asked for over TLS only: it needs the server's own");
        }
        if crl_file.is_some() && client_ca_file.is_none() {
            missing("client_ca_file", "a revocation list needs the authority that signed it");
        }
        let clients = clients?;
        Some(Self { server, client_ca_file, crl_file, clients, handshake_timeout, handshakes_in_flight_max })
    }
}

/// Who may ask.
#[derive(Clone, Debug)]
pub struct Access {
    /// Who is known.
    pub principals_file: Option<PathBuf>,
    /// The keys of whoever issues tokens.
    pub token_keys_file: Option<PathBuf>,
    /// What was revoked.
    pub revocations_file: Option<PathBuf>,
    /// What tokens must fit.
    pub tokens: TokenLimits,
}

impl Access {
    pub(super) fn read(section: &Section<'_>, toml: &Toml<'_>, folder: &Path) -> Option<Self> {
        let principals_file = file(section, "principals_file", folder);
        let token_keys_file = file(section, "token_keys_file", folder);
        let revocations_file = file(section, "revocations_file", folder);
        let text = |key| section.text(key, |text| Ok::<_, String>(text.to_owned()));
        let (issuer, audience) = (text("token_issuer"), text("token_audience"));
        let leeway = Duration::from_secs(section.integer("token_leeway_s", 0..=300));
        let lifetime_max = Duration::from_secs(60 * section.integer("token_lifetime_max_min", 1..=44_640));
        let bytes_max = section.count("token_bytes_max", 512..=12_288);
        let ((issuer, issuer_mark), (audience, audience_mark)) = (issuer?, audience?);
        let token_keys_file = token_keys_file?;
        if token_keys_file.is_some() {
            for (value, mark) in [(&issuer, &issuer_mark), (&audience, &audience_mark)] {
                if value.is_empty() {
                    toml.fault(mark, "nothing", "with token_keys_file it says what a token must name");
                }
            }
        }
        Some(Self {
            principals_file: principals_file?,
            token_keys_file,
            revocations_file: revocations_file?,
            tokens: TokenLimits { issuer, audience, leeway, lifetime_max, bytes_max },
        })
    }

    /// Whether callers must say who they are.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        self.principals_file.is_some() || self.token_keys_file.is_some()
    }
}

/// A file that may be left out: the empty text.
#[expect(clippy::option_option, reason = "a faulty key, then a file that is not there")]
fn file(section: &Section<'_>, key: &'static str, folder: &Path) -> Option<Option<PathBuf>> {
    path(section, key, folder).map(|path| (path != folder.join("")).then_some(path))
}
