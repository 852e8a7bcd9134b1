//! The taxonomy: what kinds of event there are, three levels deep. The ministry and the province change it every
//! year, so it is data with a version.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::ids::TypeCode;
use crate::domain::text::Text;

use super::section::Section;

/// The most codes of one taxonomy, over all three levels.
pub const CODES_MAX: usize = 5_000;

/// One kind of event, at any of the three levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxonomyEntry {
    /// Its code: segments joined by dots, one for a category, two for a type, three for a subtype.
    pub code: TypeCode,
    /// Its Chinese name.
    pub name_zh: Text,
    /// Its English name.
    pub name_en: Text,
}

/// All kinds of event that the desk can name.
#[derive(Clone, Debug)]
pub struct Taxonomy {
    version: Text,
    entries: BTreeMap<TypeCode, TaxonomyEntry>,
}

impl Taxonomy {
    /// The version, as its publisher calls it.
    #[must_use]
    pub const fn version(&self) -> &Text {
        &self.version
    }

    /// The entry of a code; none when the code is unknown.
    #[must_use]
    pub fn get(&self, code: &TypeCode) -> Option<&TaxonomyEntry> {
        self.entries.get(code)
    }

    /// Every entry, in the order of the codes.
    pub fn entries(&self) -> impl Iterator<Item = &TaxonomyEntry> {
        self.entries.values()
    }

    pub(super) fn read(section: &Section<'_>) -> Self {
        let version = section.text("version", non_empty).map(|(version, _)| version).unwrap_or_default();
        let mut taxonomy = Self { version, entries: BTreeMap::new() };
        for category in section.tables("category", true) {
            let code = taxonomy.read_entry(&category, None);
            for kind in category.tables("type", false) {
                let kind_code = taxonomy.read_entry(&kind, code.as_ref());
                for subtype in kind.tables("subtype", false) {
                    taxonomy.read_entry(&subtype, kind_code.as_ref());
                    subtype.finish();
                }
                kind.finish();
            }
            category.finish();
        }
        taxonomy
    }

    fn read_entry(&mut self, section: &Section<'_>, parent: Option<&TypeCode>) -> Option<TypeCode> {
        let code = section.text("code", |text| {
            let segment = match parent {
                None => text,
                Some(parent) => text
                    .strip_prefix(parent.as_str())
                    .and_then(|rest| rest.strip_prefix('.'))
                    .ok_or_else(|| format!("it must begin with {parent}."))?,
            };
            check_segment(segment)?;
            let code = TypeCode::new(text).map_err(|refusal| refusal.to_string())?;
            if self.entries.contains_key(&code) {
                return Err("another entry has this code".to_owned());
            }
            if self.entries.len() >= CODES_MAX {
                return Err(format!("a taxonomy has at most {CODES_MAX} codes"));
            }
            Ok(code)
        });
        let name_zh = section.text("name_zh", non_empty);
        let name_en = section.text("name_en", non_empty);
        let (code, _) = code?;
        // An entry whose name is at fault still lends its code to what is checked after it.
        let name = |read: Option<(Text, _)>| read.map(|(name, _)| name).unwrap_or_default();
        let entry = TaxonomyEntry { code: code.clone(), name_zh: name(name_zh), name_en: name(name_en) };
        self.entries.insert(code.clone(), entry);
        Some(code)
    }
}

/// Which kinds of event a rule or a plan speaks of: all, or those under some codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeMatch(Option<Arc<[TypeCode]>>);

impl TypeMatch {
    /// Whether it speaks of this code: one of its codes is the same or stands above it in the taxonomy.
    #[must_use]
    pub fn matches(&self, code: &TypeCode) -> bool {
        self.0.as_ref().is_none_or(|prefixes| prefixes.iter().any(|prefix| is_under(code.as_str(), prefix.as_str())))
    }

    /// The codes; none when it speaks of every kind, unknown ones included.
    #[must_use]
    pub fn codes(&self) -> Option<&[TypeCode]> {
        self.0.as_deref()
    }

    /// Reads a list of codes, each of which must be in the taxonomy; not written means every kind.
    pub(super) fn read(section: &Section<'_>, key: &'static str, taxonomy: &Taxonomy) -> Self {
        let codes = section.texts(key, |text| {
            let code = TypeCode::new(text).map_err(|refusal| refusal.to_string())?;
            if taxonomy.entries.contains_key(&code) {
                Ok(code)
            } else {
                Err("the taxonomy has no such code".to_owned())
            }
        });
        Self(codes.map(|codes| codes.into_iter().map(|(code, _)| code).collect()))
    }
}

/// Whether a code is the other one or stands under it, by whole segments: `criminal.rob` is not above
/// `criminal.robbery`.
fn is_under(code: &str, above: &str) -> bool {
    code.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn check_segment(segment: &str) -> Result<(), String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if segment.is_empty() || !segment.chars().all(plain) {
        return Err("each level adds one segment of a-z, 0-9 and '-', joined by a dot".to_owned());
    }
    Ok(())
}

/// A name that says something.
pub(super) fn non_empty(text: &str) -> Result<Text, String> {
    if text.trim().is_empty() {
        return Err("it must not be empty".to_owned());
    }
    Text::new(text).map_err(|refusal| refusal.to_string())
}

/// The name of a rule or a plan on a Chinese screen, when it has one. Explanations and the record use the other: only
/// consoles read this, from the file.
pub(super) fn check_name_zh(section: &Section<'_>) {
    if section.has("name_zh") {
        section.text("name_zh", non_empty);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stands_under_whole_segments_only() {
        for (code, above, expect) in [
            ("criminal.robbery.street", "criminal.robbery", true),
            ("criminal.robbery", "criminal.robbery", true),
            ("criminal.robbery", "criminal.rob", false),
            ("criminal", "criminal.robbery", false),
        ] {
            assert_eq!(is_under(code, above), expect, "{code} under {above}");
        }
    }
}
