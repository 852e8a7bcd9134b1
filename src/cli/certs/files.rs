//! The files of a pilot: read and written by their owner alone, whole or not at all.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use super::super::failure::Failure;

/// The authority's certificate.
pub(super) const AUTHORITY: &str = "ca.pem";
/// Its private key.
pub(super) const AUTHORITY_KEY: &str = "ca.key";
/// Its revocation list.
pub(super) const REVOCATION_LIST: &str = "ca.crl";
/// What was revoked, by the operator's word.
pub(super) const REVOCATIONS: &str = "revocations.txt";
/// The private key that signs tokens.
pub(super) const TOKEN_KEY: &str = "token.key";
/// The public one, for the daemon.
pub(super) const TOKEN_KEYS: &str = "token.jwks";
/// Who is known.
pub(super) const PRINCIPALS: &str = "principals.toml";
/// The configuration.
pub(super) const CONFIG: &str = "patrold.toml";

/// A folder for its owner alone; it may be there, but must be empty.
pub(super) fn make_folder(folder: &Path) -> Result<(), Failure> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|source| of(folder, source))?;
    let mut inside = fs::read_dir(folder).map_err(|source| of(folder, source))?;
    if inside.next().is_some() {
        return Err(Failure::Other(format!(
            "{} is not empty: keys and certificates are never overwritten; name a new folder",
            folder.display()
        )));
    }
    Ok(())
}

/// A new file.
pub(super) fn write_new(folder: &Path, name: &str, content: &str) -> Result<(), Failure> {
    let path = folder.join(name);
    let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
    opened.and_then(|mut file| file.write_all(content.as_bytes())).map_err(|source| of(&path, source))
}

/// Puts something else in the place of a file, in one step: a daemon that looks at it never sees a half.
pub(super) fn replace(folder: &Path, name: &str, content: &str) -> Result<(), Failure> {
    let path = folder.join(name);
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
        file.write_all(content.as_bytes())?;
        file.as_file().sync_all()?;
        Ok(file)
    });
    let persisted = written.and_then(|file| file.persist(&path).map_err(|error| error.error));
    persisted.map(drop).map_err(|source| of(&path, source))
}

/// A file of the pilot.
pub(super) fn read(folder: &Path, name: &str) -> Result<String, Failure> {
    let path = folder.join(name);
    fs::read_to_string(&path).map_err(|source| of(&path, source))
}

fn of(path: &Path, source: io::Error) -> Failure {
    Failure::File { path: path.to_owned(), source }
}
