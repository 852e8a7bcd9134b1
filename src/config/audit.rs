//! The section of the record's audit.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::sections::path;
use crate::policy::section::Section;

/// The audit of the record.
#[derive(Clone, Debug)]
pub struct Audit {
    /// The file of signed heads; none for one in the data folder.
    pub heads_file: Option<PathBuf>,
    /// The private key that signs them; none for one that the daemon makes in the data folder.
    pub key_file: Option<PathBuf>,
    /// How often a head is exported.
    pub head_interval: Duration,
}

impl Audit {
    pub(super) fn read(section: &Section<'_>, folder: &Path) -> Option<Self> {
        let given = |path: PathBuf| (path != folder.join("")).then_some(path);
        let heads_file = path(section, "heads_file", folder);
        let key_file = path(section, "head_key_file", folder);
        let head_interval = Duration::from_secs(section.integer("head_interval_s", 1..=86_400));
        Some(Self { heads_file: given(heads_file?), key_file: given(key_file?), head_interval })
    }
}
