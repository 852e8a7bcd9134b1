//! From the files that the configuration names to what the gate trusts; read again whenever one of them has changed.

use std::fs;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::Config;
use super::principals::read_principals;
use crate::access::gate::Trust;
use crate::access::keys::read_keys;
use crate::access::principals::Principals;
use crate::access::revocations::Revocations;
use crate::access::tls::{Tls, TlsFiles};
use crate::access::token::Tokens;
use crate::api::reload::{FileStamp, TrustSource};
use crate::policy::faults::{Fault, Faults};

/// The largest file that is read for the gate, in bytes: a list of a million revocations.
const FILE_BYTES_MAX: u64 = 128 << 20;

/// The files behind the gate.
#[derive(Clone, Debug)]
pub struct TrustFiles {
    tls: super::access::Tls,
    access: super::access::Access,
}

impl Config {
    /// The files that say who may connect and who may ask.
    #[must_use]
    pub fn trust_files(&self) -> TrustFiles {
        TrustFiles { tls: self.tls.clone(), access: self.access.clone() }
    }
}

impl TrustFiles {
    /// Reads all of them.
    ///
    /// # Errors
    /// Every fault in them: then what was read before stands.
    pub fn read(&self) -> Result<Trust, Faults> {
        let mut faults = Faults::none();
        let principals = self.access.principals_file.as_deref().map(principals);
        let principals = faults.take(principals.unwrap_or_else(|| Ok(Principals::default())));
        let tokens = faults.take(self.access.token_keys_file.as_deref().map(|file| self.tokens(file)).transpose());
        let revocations = self.access.revocations_file.as_deref().map(revocations);
        let revocations = faults.take(revocations.unwrap_or_else(|| Ok(Revocations::default())));
        let tls = faults.take(self.transport());
        let trust = principals.zip(tokens).zip(revocations).zip(tls);
        let Some((((principals, tokens), revocations), tls)) = trust else { return Err(faults) };
        Ok(Trust { authenticates: self.access.is_on(), principals, tokens, revocations, tls })
    }

    /// Whether there is any file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paths().next().is_none()
    }

    fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        let server = self.tls.server.iter().flat_map(|files| [&files.certificate, &files.key]);
        let access = [&self.access.principals_file, &self.access.token_keys_file, &self.access.revocations_file];
        server.chain([&self.tls.client_ca_file, &self.tls.crl_file].into_iter().chain(access).flatten())
    }

    fn tokens(&self, file: &Path) -> Result<Tokens, Faults> {
        let keys = read_keys(&bytes(file)?).map_err(|why| fault(file, "keys", why.to_string()))?;
        Ok(Tokens::new(self.access.tokens.clone(), keys))
    }

    fn transport(&self) -> Result<Option<Tls>, Faults> {
        let Some(server) = &self.tls.server else { return Ok(None) };
        let certificate = bytes(&server.certificate)?;
        let key = bytes(&server.key)?;
        let client_authority = self.tls.client_ca_file.as_deref().map(bytes).transpose()?;
        let revocation_lists = self.tls.crl_file.as_deref().map(bytes).transpose()?;
        let files = TlsFiles {
            certificate: &certificate,
            key: &key,
            client_authority: client_authority.as_deref(),
            revocation_lists: revocation_lists.as_deref(),
            clients: self.tls.clients,
        };
        Tls::build(&files).map(Some).map_err(|why| Faults::of_file("[tls]", "its files", why.to_string()))
    }
}

impl TrustSource for TrustFiles {
    fn stamps(&self) -> Vec<FileStamp> {
        self.paths().map(|path| stamp(path)).collect()
    }

    fn read(&self) -> Result<Trust, String> {
        Self::read(self).map_err(|faults| faults.to_string())
    }
}

/// What tells one state of a file from another without reading it; none for one that is not there.
fn stamp(path: &Path) -> FileStamp {
    let data = fs::metadata(path).ok()?;
    Some([data.ino(), data.len(), data.mtime().cast_unsigned(), data.mtime_nsec().cast_unsigned()])
}

fn principals(file: &Path) -> Result<Principals, Faults> {
    let name = file.display().to_string();
    let text = text(file)?;
    read_principals(&name, &text)
}

fn revocations(file: &Path) -> Result<Revocations, Faults> {
    let name = file.display().to_string();
    Revocations::read(&text(file)?).map_err(|lines| {
        let mut faults = Faults::none();
        for bad in lines {
            faults.push(Fault {
                file: name.clone(),
                at: Some((bad.line, 1)),
                field: "entry".to_owned(),
                got: bad.got,
                rule: bad.rule,
            });
        }
        faults
    })
}

fn text(file: &Path) -> Result<String, Faults> {
    String::from_utf8(bytes(file)?).map_err(|_| fault(file, "other bytes", "it must be saved as UTF-8".to_owned()))
}

fn bytes(file: &Path) -> Result<Vec<u8>, Faults> {
    let unreadable = |error: std::io::Error| fault(file, &error.to_string(), "it must be a readable file".to_owned());
    let mut bytes = Vec::new();
    let opened = fs::File::open(file).map_err(unreadable)?;
    opened.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(fault(file, "a larger one", format!("at most {FILE_BYTES_MAX} bytes are read")));
    }
    Ok(bytes)
}

fn fault(file: &Path, got: &str, rule: String) -> Faults {
    Faults::of_file(file.display().to_string(), got, rule)
}
