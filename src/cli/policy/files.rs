//! The parts of a policy as files of the supervisor's.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::Args;

use super::super::failure::Failure;
use crate::api::proto::PolicyParts;
use crate::policy::source::{PolicySource, SOURCE_BYTES_MAX};

/// The files of a proposed policy.
#[derive(Debug, Args)]
pub(super) struct Files {
    /// The rules (TOML).
    pub(super) file: PathBuf,
    /// The zones of jurisdiction (GeoJSON). Without it those of the active policy stay; `check`, which asks no daemon,
    /// then cannot say whether a zone exists.
    #[arg(long, value_name = "FILE")]
    zones: Option<PathBuf>,
    /// The known places (CSV). Without it those of the active policy stay; `check` then knows none.
    #[arg(long, value_name = "FILE")]
    gazetteer: Option<PathBuf>,
}

impl Files {
    /// The parts as a message; those without a file stay as they are.
    pub(super) fn parts(&self) -> Result<PolicyParts, Failure> {
        let read = |path: &Option<PathBuf>| path.as_deref().map(read).transpose();
        Ok(PolicyParts {
            policy_toml: Some(self::read(&self.file)?),
            zones_geojson: read(&self.zones)?,
            gazetteer_csv: read(&self.gazetteer)?,
        })
    }

    /// The parts by themselves; those without a file are absent.
    pub(super) fn source(&self) -> Result<PolicySource, Failure> {
        let PolicyParts { policy_toml, zones_geojson, gazetteer_csv } = self.parts()?;
        Ok(PolicySource { policy_toml: policy_toml.unwrap_or_default(), zones_geojson, gazetteer_csv })
    }
}

/// Reads a file of text that could be a part of a policy.
pub(super) fn read(path: &Path) -> Result<String, Failure> {
    let refuse = |source| Failure::File { path: path.to_owned(), source };
    let bytes = std::fs::metadata(path).map_err(refuse)?.len();
    if bytes > SOURCE_BYTES_MAX as u64 {
        let path = path.display();
        return Err(Failure::Other(format!("{path} has {bytes} bytes: a policy has at most {SOURCE_BYTES_MAX}")));
    }
    match std::fs::read_to_string(path) {
        Err(why) if why.kind() == ErrorKind::InvalidData => Err(Failure::Other(format!(
            "{} is not in UTF-8, but in GBK or another coding: save it as UTF-8 and try again",
            path.display()
        ))),
        read => read.map_err(refuse),
    }
}
