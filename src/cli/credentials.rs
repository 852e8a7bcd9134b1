//! What our own commands present to a daemon: a certificate of theirs, a token from a file, and whom they trust.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use tonic::metadata::{Ascii, MetadataMap, MetadataValue};
use tonic::transport::{Certificate, ClientTlsConfig, Endpoint, Identity};
use tonic::{Request, Status};

use super::failure::Failure;

/// The largest token that is read from a file, in bytes.
const TOKEN_BYTES_MAX: usize = 16 << 10;

/// How a daemon that asks who we are is told.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct CredentialArgs {
    /// The authority of the daemon's certificate (PEM); with it the connection is TLS.
    #[arg(long, global = true, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// Your certificate (PEM).
    #[arg(long, global = true, value_name = "FILE", requires = "key")]
    cert: Option<PathBuf>,
    /// The key of your certificate (PEM).
    #[arg(long, global = true, value_name = "FILE", requires = "cert")]
    key: Option<PathBuf>,
    /// A file with your token; it is read for each call, so that a new one counts at once.
    #[arg(long, global = true, value_name = "FILE")]
    token_file: Option<PathBuf>,
}

impl CredentialArgs {
    /// The way to the daemon, over TLS when its authority is named.
    ///
    /// # Errors
    /// When a file cannot be read, or when a token would go over the network in the clear.
    pub(super) fn secure(&self, endpoint: &Endpoint) -> Result<Endpoint, Failure> {
        let uri = endpoint.uri();
        let Some(ca) = &self.ca else {
            if uri.scheme_str() == Some("https") || self.cert.is_some() {
                return Err(Failure::Other(
                    "--ca is needed: it names the authority of the daemon's certificate".to_owned(),
                ));
            }
            if self.token_file.is_some() && !uri.host().is_some_and(is_loopback) {
                return Err(Failure::Other(format!("a token is not sent to {uri} in the clear: name --ca for TLS")));
            }
            return Ok(endpoint.clone());
        };
        let mut tls = ClientTlsConfig::new().ca_certificate(Certificate::from_pem(read(ca)?));
        if let (Some(cert), Some(key)) = (&self.cert, &self.key) {
            tls = tls.identity(Identity::from_pem(read(cert)?, read(key)?));
        }
        Ok(endpoint.clone().tls_config(tls)?)
    }

    /// Whether the daemon is reached over TLS.
    pub(super) const fn uses_tls(&self) -> bool {
        self.ca.is_some()
    }

    /// Whether another try may present something else: the file may hold a new token by then.
    pub(super) const fn may_be_renewed(&self) -> bool {
        self.token_file.is_some()
    }

    /// The token of each call.
    pub(super) fn token(&self) -> TokenFile {
        TokenFile(self.token_file.as_deref().map(Arc::from))
    }
}

/// A token that is read anew for each call.
#[derive(Clone, Debug)]
pub(super) struct TokenFile(Option<Arc<Path>>);

impl TokenFile {
    /// Puts the token into a call.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn present(&self, request: &mut Request<()>) -> Result<(), Status> {
        let Some(file) = &self.0 else { return Ok(()) };
        let metadata: &mut MetadataMap = request.metadata_mut();
        metadata.insert("authorization", bearer(file)?);
        Ok(())
    }
}

fn bearer(file: &Path) -> Result<MetadataValue<Ascii>, Status> {
    let name = file.display();
    let text = std::fs::read_to_string(file);
    let text = text.map_err(|why| Status::unauthenticated(format!("failed to read the token in {name}: {why}")))?;
    let token = text.trim();
    if token.is_empty() || token.len() > TOKEN_BYTES_MAX {
        return Err(Status::unauthenticated(format!("{name} holds no token")));
    }
    let mut value: MetadataValue<Ascii> =
        format!("Bearer {token}").parse().map_err(|_| Status::unauthenticated(format!("{name} holds no token")))?;
    value.set_sensitive(true);
    Ok(value)
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|source| Failure::File { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn endpoint(uri: &'static str) -> Endpoint {
        Endpoint::from_static(uri)
    }

    #[test]
    fn nothing_secret_goes_over_the_network_in_the_clear() {
        let token = CredentialArgs { token_file: Some("token".into()), ..CredentialArgs::default() };
        assert!(token.secure(&endpoint("http://127.0.0.1:7443")).is_ok());
        assert!(token.secure(&endpoint("http://[::1]:7443")).is_ok());
        assert!(token.secure(&endpoint("http://10.0.0.1:7443")).is_err());
        assert!(CredentialArgs::default().secure(&endpoint("https://10.0.0.1:7443")).is_err(), "whom to trust?");
    }

    #[test]
    fn a_new_token_in_the_file_counts_with_the_next_call() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("token");
        let args = CredentialArgs { token_file: Some(file.clone()), ..CredentialArgs::default() };
        let token = args.token();
        let mut request = Request::new(());
        assert!(token.present(&mut request).is_err(), "no file, no call");
        for wanted in ["first", "second"] {
            fs::write(&file, format!("{wanted}\n")).expect("written");
            token.present(&mut request).expect("read");
            let sent = request.metadata().get("authorization").expect("there");
            assert_eq!(sent.to_str().expect("ascii"), format!("Bearer {wanted}"));
            assert!(sent.is_sensitive() && !format!("{sent:?}").contains(wanted), "it shows itself to nobody");
        }
    }
}
