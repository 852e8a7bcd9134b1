//! The key pair that heads are signed with: Ed25519. The private half lies with the daemon, readable by it alone; the
//! public half goes to whoever checks.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, Signature, UnparsedPublicKey};
use thiserror::Error;

use super::{hex, unhex};
use crate::journal::disk::{RealDisk, read_file, write_file};

/// The longest file of a key, in bytes.
const KEY_FILE_BYTES_MAX: u64 = 4_096;
const PUBLIC_MARK: &str = "ed25519 ";
const PUBLIC_BYTES: usize = 32;

/// Why there is no key.
#[derive(Debug, Error)]
pub enum HeadKeyError {
    /// The file cannot be read or made.
    #[error("failed to read or make the key of signed heads {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the disk said.
        source: io::Error,
    },
    /// The file holds no private key.
    #[error("{} holds no Ed25519 key in PKCS#8: give the daemon the file that it made, or none", .0.display())]
    Private(PathBuf),
    /// The file holds no public key.
    #[error("{} holds no public key of signed heads: expected \"{PUBLIC_MARK}\" and 64 hexadecimal digits", .0.display())]
    Public(PathBuf),
    /// No key can be made.
    #[error("failed to make a key of signed heads")]
    Make,
}

/// The private key.
pub struct HeadKey(Ed25519KeyPair);

impl fmt::Debug for HeadKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "HeadKey({})", self.public())
    }
}

impl HeadKey {
    /// The key in a file; where there is none, a new one is made and written there, for this user alone, and its public
    /// half beside it (`.pub`).
    ///
    /// # Errors
    /// When the file cannot be read or made, or holds no such key.
    pub fn load_or_make(path: &Path) -> Result<Self, HeadKeyError> {
        let file = |source| HeadKeyError::File { path: path.to_owned(), source };
        let bytes = match read_file(&RealDisk, path, KEY_FILE_BYTES_MAX) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let pair = Ed25519KeyPair::generate().map_err(|_| HeadKeyError::Make)?;
                let bytes = pair.to_pkcs8().map_err(|_| HeadKeyError::Make)?.as_ref().to_vec();
                put(path, &bytes).map_err(file)?;
                bytes
            }
            read => read.map_err(file)?,
        };
        let pair = Ed25519KeyPair::from_pkcs8(&bytes).map_err(|_| HeadKeyError::Private(path.to_owned()))?;
        let key = Self(pair);
        let public = public_file(path);
        if !public.exists() {
            put(&public, format!("{}\n", key.public()).as_bytes()).map_err(file)?;
        }
        Ok(key)
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        let mut bytes = [0; PUBLIC_BYTES];
        bytes.iter_mut().zip(self.0.public_key().as_ref()).for_each(|(to, from)| *to = *from);
        PublicKey(bytes)
    }

    pub(super) fn sign(&self, words: &[u8]) -> Signature {
        self.0.sign(words)
    }
}

/// Where the public half of a key lies that the daemon made.
#[must_use]
pub fn public_file(private: &Path) -> PathBuf {
    private.with_extension("pub")
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    write_file(&RealDisk, folder, &name, &[bytes])
}

/// The public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey([u8; PUBLIC_BYTES]);

impl PublicKey {
    /// Reads the file of a public key.
    ///
    /// # Errors
    /// When it cannot be read or holds no such key.
    pub fn load(path: &Path) -> Result<Self, HeadKeyError> {
        let bytes = read_file(&RealDisk, path, KEY_FILE_BYTES_MAX);
        let bytes = bytes.map_err(|source| HeadKeyError::File { path: path.to_owned(), source })?;
        let text = String::from_utf8(bytes).ok();
        let key = text.as_deref().and_then(|text| text.trim_end().strip_prefix(PUBLIC_MARK)).and_then(unhex);
        let key = key.and_then(|key| key.try_into().ok());
        key.map(Self).ok_or_else(|| HeadKeyError::Public(path.to_owned()))
    }

    pub(super) fn is_signature(&self, words: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0).verify(words, signature).is_ok()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{PUBLIC_MARK}{}", hex(&self.0))
    }
}
