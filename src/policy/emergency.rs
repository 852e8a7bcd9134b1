//! What an officer's emergency is.

use crate::domain::ids::TypeCode;

use super::section::Section;
use super::taxonomy::Taxonomy;

/// The kind of event that it is when the policy does not say: it may be missing from the taxonomy, and what the
/// taxonomy does not know counts as level 1 as well.
const TYPE: &str = "help.officer";

/// How an officer's emergency enters the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emergency {
    /// What kind of event it is.
    pub type_code: TypeCode,
}

impl Emergency {
    /// Reads the table `emergency`, which may be missing.
    pub(super) fn read(top: &Section<'_>, taxonomy: &Taxonomy) -> Option<Self> {
        let usual = || TypeCode::new(TYPE).ok().map(|type_code| Self { type_code });
        if !top.has("emergency") {
            return usual();
        }
        let section = top.table("emergency")?;
        let code = section.text("type", |text| {
            let code = TypeCode::new(text).map_err(|refusal| refusal.to_string())?;
            if taxonomy.get(&code).is_some() { Ok(code) } else { Err("the taxonomy has no such code".to_owned()) }
        });
        section.finish();
        code.map(|(type_code, _)| Self { type_code })
    }
}
