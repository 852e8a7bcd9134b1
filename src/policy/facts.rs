//! What the rules look at: a report, as far as it tells what kind of event it is and how much it matters.

use std::cell::OnceCell;

use crate::domain::few::Few;
use crate::domain::flag::ReportFlag;
use crate::domain::geo::{Distance, Point};
use crate::domain::ids::{TypeCode, ZoneId};
use crate::domain::report::{ReportContent, ReportSource};
use crate::domain::text::Text;
use crate::domain::time::EngineTime;

use super::conditions::FlagSet;
use super::gazetteer::{Gazetteer, GazetteerEntry, PlaceKind};
use super::hours::TimeOfWeek;
use super::keywords::{KEYWORDS_MAX, KeywordId, Keywords};
use super::settings::Calendar;
use super::zones::Zones;

/// What classification looks at.
#[derive(Clone, Copy, Debug)]
pub struct ClassifyInput<'a> {
    /// The kind of event that was named; it may be unknown.
    pub type_code: &'a TypeCode,
    /// Through which door the report came.
    pub source: ReportSource,
    /// What was ticked.
    pub flags: &'a Few<ReportFlag>,
    /// The keywords of what was told.
    pub keywords: &'a Few<Text>,
    /// Where it is, as far as that is known.
    pub place: Option<Point>,
    /// Where the known place is that the address was matched with.
    pub matched: Option<Point>,
    /// When it happened, by which times of day are told: the ring, when that is known.
    pub happened_at: EngineTime,
}

impl<'a> ClassifyInput<'a> {
    /// A report that was recorded at an instant.
    #[must_use]
    pub fn of_report(content: &'a ReportContent, recorded_at: EngineTime) -> Self {
        Self {
            type_code: &content.type_code,
            source: content.source,
            flags: &content.flags,
            keywords: &content.keywords,
            place: content.place.point(),
            matched: content.place.matched.as_ref().map(|matched| matched.at),
            happened_at: content.clock_starts_at(recorded_at),
        }
    }

    /// A report of which nothing but its type is known.
    #[must_use]
    pub const fn bare(type_code: &'a TypeCode, source: ReportSource, happened_at: EngineTime) -> Self {
        const NO_FLAGS: &Few<ReportFlag> = &Few::new();
        const NO_KEYWORDS: &Few<Text> = &Few::new();
        let (flags, keywords) = (NO_FLAGS, NO_KEYWORDS);
        Self { type_code, source, flags, keywords, place: None, matched: None, happened_at }
    }
}

/// The input as conditions ask it: words and flags as numbers, zone and key places looked up once, when first asked.
pub(super) struct Facts<'a> {
    pub(super) source: ReportSource,
    pub(super) flags: FlagSet,
    pub(super) time: TimeOfWeek,
    /// One bit a keyword.
    words: [u64; KEYWORDS_MAX.div_ceil(64)],
    place: Option<Point>,
    matched: Option<Point>,
    zones: &'a Zones,
    gazetteer: &'a Gazetteer,
    zone: OnceCell<Option<&'a ZoneId>>,
    nearest: [OnceCell<Option<(&'a GazetteerEntry, Distance)>>; PlaceKind::KEY.len()],
}

impl<'a> Facts<'a> {
    pub(super) fn new(
        input: &ClassifyInput<'_>,
        keywords: &Keywords,
        calendar: &Calendar,
        (zones, gazetteer): (&'a Zones, &'a Gazetteer),
    ) -> Self {
        let mut words = [0; KEYWORDS_MAX.div_ceil(64)];
        for id in input.keywords.iter().filter_map(|word| keywords.id(word)) {
            if let Some(bits) = words.get_mut(usize::from(id / 64)) {
                *bits |= 1 << (id % 64);
            }
        }
        Self {
            source: input.source,
            flags: FlagSet::of(input.flags),
            time: calendar.time_of_week(input.happened_at),
            words,
            place: input.place,
            matched: input.matched,
            zones,
            gazetteer,
            zone: OnceCell::new(),
            nearest: Default::default(),
        }
    }

    /// Whether a keyword stood in what was told.
    pub(super) fn says(&self, word: KeywordId) -> bool {
        self.words.get(usize::from(word / 64)).is_some_and(|bits| bits >> (word % 64) & 1 == 1)
    }

    /// The keywords that stood in what was told, in ascending order.
    pub(super) fn said(&self) -> impl Iterator<Item = KeywordId> {
        let bits = (0..).zip(&self.words).filter(|(_, bits)| **bits != 0);
        bits.flat_map(|(at, bits)| (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| at * 64 + bit))
    }

    /// The zone of the place.
    pub(super) fn zone(&self) -> Option<&'a ZoneId> {
        *self.zone.get_or_init(|| self.zones.zone_at(self.place?))
    }

    /// The key place of a kind that is nearest to the place, or to the known place that was named, and how far it is.
    pub(super) fn nearest(&self, kind: PlaceKind) -> Option<(&'a GazetteerEntry, Distance)> {
        let index = PlaceKind::KEY.iter().position(|key| *key == kind)?;
        *self.nearest.get(index)?.get_or_init(|| {
            let named = self.matched.and_then(|at| self.gazetteer.nearest(kind, at));
            // The known place that was named counts when it is a key place itself, wherever the pin was set.
            let named = named.filter(|(_, distance)| distance.as_millimetres() == 0);
            named.or_else(|| self.gazetteer.nearest(kind, self.place?))
        })
    }
}
