//! Partners: who outside the patrols takes an incident that is none of theirs, and in what time.

use std::time::Duration;

use crate::domain::classification::{Classification, Handling};
use crate::domain::ids::PartnerId;
use crate::domain::text::Text;

use super::section::{Section, Toml};
use super::taxonomy::{Taxonomy, TypeMatch, non_empty};

/// The most partners of one policy.
pub const PARTNERS_MAX: usize = 1_000;

/// The shortest and the longest time that a partner may take: a second, and a year.
const WITHIN_MS: std::ops::RangeInclusive<u64> = 1_000..=31_536_000_000;

/// The handlings that somebody else does.
const REFERRED: [Handling; 3] = [Handling::Referral, Handling::Mediation, Handling::Transfer];

/// A department, a grid centre, a mediator or a hotline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// What it is called in the record and in its own log-in.
    pub id: PartnerId,
    /// Its name in Chinese.
    pub name_zh: Text,
    /// Its name in English.
    pub name_en: Text,
    /// Which handlings it is for.
    pub handlings: Vec<Handling>,
    /// Which kinds of event it is for.
    pub types: TypeMatch,
    /// In what time it must answer; none for no limit.
    pub accept_within: Option<Duration>,
    /// In what time after that it must have finished; none for no limit.
    pub close_within: Option<Duration>,
}

impl Partner {
    /// Who is asked under a policy that names no partner: the handling's own word, without a limit.
    #[must_use]
    pub fn unnamed(handling: Handling) -> Option<Self> {
        if !REFERRED.contains(&handling) {
            return None;
        }
        let word = handling.as_str();
        Some(Self {
            id: PartnerId::new(word).ok()?,
            name_zh: Text::truncated(word),
            name_en: Text::truncated(word),
            handlings: vec![handling],
            types: TypeMatch::default(),
            accept_within: None,
            close_within: None,
        })
    }

    /// Whether it takes such an incident.
    #[must_use]
    pub fn fits(&self, classification: &Classification) -> bool {
        self.handlings.contains(&classification.handling) && self.types.matches(&classification.type_code)
    }
}

/// Reads the partners, in their order; a policy may name none.
pub(super) fn read(top: &Section<'_>, toml: &Toml<'_>, taxonomy: &Taxonomy) -> Vec<Partner> {
    let sections = top.tables("partner", false);
    if sections.len() > PARTNERS_MAX {
        toml.fault(top.mark(), format!("{} partners", sections.len()), format!("a policy has at most {PARTNERS_MAX}"));
        return Vec::new();
    }
    let mut partners: Vec<Partner> = Vec::new();
    for section in sections {
        if let Some(partner) = read_partner(section, toml, taxonomy, &partners) {
            partners.push(partner);
        }
    }
    partners
}

fn read_partner(section: Section<'_>, toml: &Toml<'_>, taxonomy: &Taxonomy, before: &[Partner]) -> Option<Partner> {
    let id = section.text("id", PartnerId::new);
    if let Some((id, mark)) = &id
        && before.iter().any(|partner| partner.id == *id)
    {
        toml.fault(mark, id, "another partner has this id");
    }
    let name_zh = section.text("name_zh", non_empty);
    let name_en = section.text("name_en", non_empty);
    let handlings = section.words("handlings", &REFERRED, Handling::as_str);
    let types = TypeMatch::read(&section, "types", taxonomy);
    let within = |key| section.has(key).then(|| section.millis(key, WITHIN_MS));
    let (accept_within, close_within) = (within("accept_within_ms"), within("close_within_ms"));
    section.finish();
    Some(Partner {
        id: id?.0,
        name_zh: name_zh?.0,
        name_en: name_en?.0,
        handlings: handlings.unwrap_or_else(|| REFERRED.to_vec()),
        types,
        accept_within,
        close_within,
    })
}
