//! The files of a policy and the bytes that stand for them in the record.

use serde::{Deserialize, Serialize};

use super::DEFAULT_POLICY_TOML;
use super::faults::Faults;

/// The most bytes of a bundle: it must fit into one record of the journal.
pub const SOURCE_BYTES_MAX: usize = 7 << 20;

/// What the policy file is called in faults as long as nobody says what the operator calls it.
pub const POLICY_PART: &str = "policy.toml";

/// The layout of the bytes; a binary refuses one that it does not know.
const FORMAT: u32 = 1;

/// The parts of a policy as they were written, not yet checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicySource {
    /// Taxonomy, rules, plans and the smaller tables.
    pub policy_toml: String,
    /// The zones of jurisdiction as GeoJSON; none when the city has none.
    pub zones_geojson: Option<String>,
    /// The known places as CSV; none when the operator has none.
    pub gazetteer_csv: Option<String>,
}

#[derive(Serialize)]
struct Written<'a> {
    format: u32,
    source: &'a PolicySource,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    format: u32,
    source: PolicySource,
}

impl PolicySource {
    /// The default policy for Dongguan, without zones and gazetteer.
    #[must_use]
    pub fn built_in() -> Self {
        Self { policy_toml: DEFAULT_POLICY_TOML.to_owned(), zones_geojson: None, gazetteer_csv: None }
    }

    /// The bundle's bytes: the same parts always give the same bytes.
    ///
    /// # Errors
    /// When the parts are larger than [`SOURCE_BYTES_MAX`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, Faults> {
        let bytes = serde_json::to_vec(&Written { format: FORMAT, source: self })
            .map_err(|error| Faults::of_file(POLICY_PART, "unwritable parts", error.to_string()))?;
        if bytes.len() > SOURCE_BYTES_MAX {
            let rule = format!("policy, zones and gazetteer together have at most {SOURCE_BYTES_MAX} bytes");
            return Err(Faults::of_file(POLICY_PART, format!("{} bytes", bytes.len()), rule));
        }
        Ok(bytes)
    }

    /// The parts from a bundle's bytes.
    ///
    /// # Errors
    /// When this binary does not know the layout.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Faults> {
        let refuse = |got: String, rule: String| Err(Faults::of_file("policy bundle", got, rule));
        match serde_json::from_slice::<Read>(bytes) {
            Ok(read) if read.format == FORMAT => Ok(read.source),
            Ok(read) => refuse(format!("format {}", read.format), format!("this version reads format {FORMAT}")),
            Err(error) => refuse("unreadable bytes".to_owned(), error.to_string()),
        }
    }
}
