//! The transport's side: from the bytes of PEM files to a server's TLS, and whether a peer's certificate still holds.
//!
//! TLS 1.3 and 1.2, by aws-lc. Sessions are never resumed: a resumed one would go on with the certificate of its first
//! handshake, whatever was revoked since.

use std::sync::Arc;

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer, PrivateKeyDer, UnixTime};
use rustls::server::danger::ClientCertVerifier;
use rustls::server::{NoServerSessionStorage, WebPkiClientVerifier};
use rustls::{CertificateError, RootCertStore, ServerConfig};
use thiserror::Error;

use super::certificate::PeerCertificate;
use super::denied::Denied;
use crate::domain::time::EngineTime;

/// What clients may speak inside: gRPC, and the HTTP/1.1 of a browser or a probe.
const PROTOCOLS: [&[u8]; 2] = [b"h2", b"http/1.1"];

/// Whether a client must show a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientCertificates {
    /// Without one the handshake fails.
    Required,
    /// Without one a token says who asks.
    Optional,
}

impl ClientCertificates {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Required, Self::Optional];

    /// The word in the configuration.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
        }
    }
}

/// The bytes of the files that TLS is made of.
#[derive(Clone, Copy, Debug)]
pub struct TlsFiles<'a> {
    /// The server's certificate with its chain, PEM.
    pub certificate: &'a [u8],
    /// Its private key, PEM.
    pub key: &'a [u8],
    /// The authority of the clients' certificates, PEM.
    pub client_authority: Option<&'a [u8]>,
    /// Its revocation lists, PEM.
    pub revocation_lists: Option<&'a [u8]>,
    /// Whether clients must show a certificate.
    pub clients: ClientCertificates,
}

/// Which of the files is wrong, and how.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum InvalidTls {
    /// The server's certificate.
    #[error("certificate_file: {0}")]
    Certificate(String),
    /// The key.
    #[error("key_file: {0}")]
    Key(String),
    /// The authority.
    #[error("client_ca_file: {0}")]
    Authority(String),
    /// The revocation lists.
    #[error("crl_file: {0}")]
    RevocationLists(String),
}

/// A server's TLS.
#[derive(Clone)]
pub struct Tls {
    server: Arc<ServerConfig>,
    clients: Option<Arc<dyn ClientCertVerifier>>,
}

impl std::fmt::Debug for Tls {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Tls").finish_non_exhaustive()
    }
}

impl Tls {
    /// TLS from what the files hold.
    ///
    /// # Errors
    /// When one of them cannot be used, or the key is not the certificate's.
    pub fn build(files: &TlsFiles<'_>) -> Result<Self, InvalidTls> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let chain: Vec<CertificateDer<'static>> =
            pem(files.certificate, "a certificate").map_err(InvalidTls::Certificate)?;
        // The parser's own words might tell of the key.
        let key = PrivateKeyDer::from_pem_slice(files.key)
            .map_err(|_| InvalidTls::Key("it must hold one private key (PEM)".to_owned()))?;
        let clients = files.client_authority.map(|authority| clients(files, authority, &provider)).transpose()?;
        let building = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|why| InvalidTls::Certificate(why.to_string()))?;
        let building = match &clients {
            Some(clients) => building.with_client_cert_verifier(Arc::clone(clients)),
            None => building.with_no_client_auth(),
        };
        let built = building.with_single_cert(chain, key);
        let mut server = built.map_err(|why| InvalidTls::Key(format!("it does not fit the certificate: {why}")))?;
        server.session_storage = Arc::new(NoServerSessionStorage {});
        server.send_tls13_tickets = 0;
        server.max_early_data_size = 0;
        server.alpn_protocols = PROTOCOLS.map(<[u8]>::to_vec).to_vec();
        Ok(Self { server: Arc::new(server), clients })
    }

    /// What the accept loop needs.
    #[must_use]
    pub fn server(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.server)
    }

    /// Whether clients are asked for a certificate.
    #[must_use]
    pub const fn asks_clients(&self) -> bool {
        self.clients.is_some()
    }

    /// Whether a peer's certificate would be taken in a handshake now.
    ///
    /// # Errors
    /// When it was revoked, has expired, or its authority is not trusted any more.
    pub fn still_takes(&self, certificate: &PeerCertificate, now: EngineTime) -> Result<(), Denied> {
        let (Some(clients), Some((first, between))) = (&self.clients, certificate.chain.split_first()) else {
            return Err(Denied::Revoked);
        };
        let seconds = u64::try_from(now.as_unix_seconds()).unwrap_or(0);
        let now = UnixTime::since_unix_epoch(std::time::Duration::from_secs(seconds));
        match clients.verify_client_cert(first, between, now) {
            Ok(_) => Ok(()),
            Err(rustls::Error::InvalidCertificate(
                CertificateError::Expired | CertificateError::ExpiredContext { .. },
            )) => Err(Denied::Expired),
            Err(_) => Err(Denied::Revoked),
        }
    }
}

fn clients(
    files: &TlsFiles<'_>,
    authority: &[u8],
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<dyn ClientCertVerifier>, InvalidTls> {
    let mut roots = RootCertStore::empty();
    for root in pem(authority, "a certificate").map_err(InvalidTls::Authority)? {
        roots.add(root).map_err(|why| InvalidTls::Authority(why.to_string()))?;
    }
    let mut building = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider));
    if let Some(lists) = files.revocation_lists {
        let lists: Vec<CertificateRevocationListDer<'static>> =
            pem(lists, "a revocation list").map_err(InvalidTls::RevocationLists)?;
        building = building.with_crls(lists);
    }
    if files.clients == ClientCertificates::Optional {
        building = building.allow_unauthenticated();
    }
    building.build().map_err(|why| InvalidTls::RevocationLists(why.to_string()))
}

/// Every block of one kind in a PEM file; at least one.
fn pem<T: PemObject>(bytes: &[u8], what: &str) -> Result<Vec<T>, String> {
    let blocks: Result<Vec<T>, _> = T::pem_slice_iter(bytes).collect();
    let blocks = blocks.map_err(|why| why.to_string())?;
    if blocks.is_empty() { Err(format!("it must hold {what} (PEM)")) } else { Ok(blocks) }
}
