//! The operator's gazetteer: standard addresses, roads, lamp posts and other known places, by name.
//!
//! No report is refused for want of a place: what the caller said is looked up here, and what matches nothing waits
//! for a person. Matching is exact and deterministic: the whole text as a name, else the longest name in it.

use std::collections::BTreeMap;
use std::ops::Bound;

use serde::Deserialize;

use crate::domain::geo::{Distance, Point};
use crate::domain::ids::ZoneId;
use crate::domain::text::Text;

use super::faults::{Fault, Faults};
use super::key_places::KeyPlaces;
use super::zones::Zones;

/// The most entries.
pub const ENTRIES_MAX: usize = 200_000;

/// What the file is called in faults as long as nobody says what the operator calls it.
pub const GAZETTEER_PART: &str = "gazetteer.csv";

/// The longest name, in bytes of UTF-8.
const NAME_BYTES_MAX: usize = 256;

/// What kind of place an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// An entry of the standard address library (标准地址).
    Address,
    /// A road, placed at its middle.
    Road,
    /// A numbered lamp post.
    LampPost,
    /// A school or kindergarten (学校、幼儿园).
    School,
    /// A hospital (医院).
    Hospital,
    /// A railway, metro or bus station (车站).
    Station,
    /// A bank (银行).
    Bank,
    /// A market or shopping centre (市场、商场).
    Market,
    /// A petrol or gas station (加油加气站).
    FuelStation,
    /// A factory or warehouse of dangerous goods (危化品企业).
    HazardousSite,
    /// An office of the government (政府机关).
    Government,
    /// Any other known place, such as a bridge.
    Place,
}

impl PlaceKind {
    /// The kinds of key places, of which rules may speak.
    pub const KEY: [Self; 8] = [
        Self::School,
        Self::Hospital,
        Self::Station,
        Self::Bank,
        Self::Market,
        Self::FuelStation,
        Self::HazardousSite,
        Self::Government,
    ];

    /// The word used in the gazetteer and in policy files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Road => "road",
            Self::LampPost => "lamp_post",
            Self::School => "school",
            Self::Hospital => "hospital",
            Self::Station => "station",
            Self::Bank => "bank",
            Self::Market => "market",
            Self::FuelStation => "fuel_station",
            Self::HazardousSite => "hazardous_site",
            Self::Government => "government",
            Self::Place => "place",
        }
    }
}

/// A known place.
#[derive(Clone, Debug, PartialEq)]
pub struct GazetteerEntry {
    /// Its name, as the operator writes it.
    pub name: Text,
    /// What it is.
    pub kind: PlaceKind,
    /// Where it is, on WGS-84.
    pub at: Point,
    /// The zone that tells it from places of the same name.
    pub zone: Option<ZoneId>,
}

/// All known places; there may be none.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    entries: Vec<GazetteerEntry>,
    by_name: BTreeMap<String, usize>,
    key_places: KeyPlaces,
}

/// A line of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    kind: PlaceKind,
    lat: f64,
    lon: f64,
    zone: Option<String>,
}

impl Gazetteer {
    /// Reads a CSV file headed `name,kind,lat,lon` or `name,kind,lat,lon,zone`.
    ///
    /// # Errors
    /// Every fault, by line: a name that is empty, too long or given twice in one zone, an unknown kind, coordinates
    /// off the globe, a zone that is not in `zones`.
    pub fn parse(csv: &str, zones: &Zones) -> Result<Self, Faults> {
        let mut faults = Faults::none();
        let mut entries = Vec::new();
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(csv.as_bytes());
        let mut rows = reader.deserialize::<Row>();
        loop {
            let line = usize::try_from(rows.reader().position().line()).unwrap_or(usize::MAX);
            let Some(row) = rows.next() else { break };
            match row {
                Ok(row) => {
                    if let Some(entry) = check(row, zones, line, &mut faults) {
                        entries.push(entry);
                    }
                }
                Err(error) => {
                    faults.push(fault(Some(line), "line", "an unreadable line", error.to_string()));
                }
            }
            if entries.len() > ENTRIES_MAX {
                return Err(Faults::of_file(
                    GAZETTEER_PART,
                    "too many entries",
                    format!("at most {ENTRIES_MAX} are allowed"),
                ));
            }
        }
        let by_name = index(&entries, &mut faults);
        let key_places = KeyPlaces::new(&entries);
        faults.or(Self { entries, by_name, key_places })
    }

    /// The known place that an address speaks of: the entry with exactly this name, else the one with the longest name
    /// in it (the first of several of the same length). Case, full-width letters and spaces make no difference; a
    /// number is never taken for the beginning of a longer one.
    #[must_use]
    pub fn find(&self, address: &str) -> Option<&GazetteerEntry> {
        let cut = Text::truncated(address);
        let text = normalised(cut.as_str());
        let exact = self.by_name.get(&text);
        let found = exact.copied().or_else(|| self.longest_in(&text))?;
        self.entries.get(found)
    }

    /// The nearest key place of a kind, and how far it is; none when none is known.
    #[must_use]
    pub fn nearest(&self, kind: PlaceKind, at: Point) -> Option<(&GazetteerEntry, Distance)> {
        self.key_places.nearest(&self.entries, kind, at)
    }

    /// How many places are known.
    #[must_use]
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    fn longest_in(&self, text: &str) -> Option<usize> {
        let starts = text.char_indices().map(|(start, _)| start);
        let mut best: Option<(usize, usize)> = None;
        for start in starts.filter(|start| !splits_a_run(text, *start)) {
            if let Some((bytes, entry)) = self.longest_at(text, start)
                && best.is_none_or(|(longest, _)| bytes > longest)
            {
                best = Some((bytes, entry));
            }
        }
        best.map(|(_, entry)| entry)
    }

    /// The longest name that begins here. The greatest name that is not after the rest of the text either begins it,
    /// or no name between what the two have in common and itself can.
    fn longest_at(&self, text: &str, start: usize) -> Option<(usize, usize)> {
        let rest = text.get(start..)?;
        let mut limit = rest;
        loop {
            let (name, entry) = self.by_name.range::<str, _>((Bound::Unbounded, Bound::Included(limit))).next_back()?;
            let common = common_prefix(name, limit);
            if common == name.len() && !splits_a_run(text, start + common) {
                return Some((common, *entry));
            }
            let shorter = if common == name.len() { name.char_indices().next_back()?.0 } else { common };
            limit = rest.get(..shorter)?;
            if limit.is_empty() {
                return None;
            }
        }
    }
}

fn check(row: Row, zones: &Zones, line: usize, faults: &mut Faults) -> Option<GazetteerEntry> {
    let before = faults.as_slice().len();
    let mut refuse = |field: &str, got: String, rule: String| faults.push(fault(Some(line), field, got, rule));
    let name = Text::new(row.name.as_str());
    if normalised(&row.name).is_empty() || row.name.len() > NAME_BYTES_MAX {
        refuse("name", format!("{:?}", row.name), format!("it needs 1 to {NAME_BYTES_MAX} bytes"));
    }
    if let Err(refusal) = &name {
        refuse("name", format!("{:?}", row.name), refusal.to_string());
    }
    let at = Point::new(row.lat, row.lon);
    if let Err(refusal) = &at {
        refuse("place", format!("{}, {}", row.lat, row.lon), refusal.to_string());
    }
    let zone = row.zone.filter(|zone| !zone.is_empty()).and_then(|zone| match ZoneId::new(&zone) {
        Ok(id) if zones.is_empty() || zones.contains(&id) => Some(id),
        Ok(_) => {
            refuse("zone", format!("{zone:?}"), "no zone has this name".to_owned());
            None
        }
        Err(refusal) => {
            refuse("zone", format!("{zone:?}"), refusal.to_string());
            None
        }
    });
    let entry = GazetteerEntry { name: name.ok()?, kind: row.kind, at: at.ok()?, zone };
    (faults.as_slice().len() == before).then_some(entry)
}

/// Every entry can be found with its zone's name before its own; by its own alone only when no other has it.
fn index(entries: &[GazetteerEntry], faults: &mut Faults) -> BTreeMap<String, usize> {
    let mut bare: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        bare.entry(normalised(entry.name.as_str())).or_default().push(index);
    }
    let mut by_name = BTreeMap::new();
    for (name, sharers) in &bare {
        for index in sharers {
            let Some(entry) = entries.get(*index) else { continue };
            let zone = entry.zone.as_ref().map_or("", |zone| zone.as_str());
            let full = normalised(&format!("{zone}{name}"));
            let ambiguous = entry.zone.is_none() && sharers.len() > 1;
            if ambiguous || by_name.insert(full, *index).is_some_and(|other| other != *index) {
                let got = format!("{:?}", entry.name.as_str());
                faults.push(fault(
                    None,
                    "name",
                    got,
                    "another entry has the same name; tell them apart by their zones",
                ));
            }
        }
    }
    for (name, sharers) in bare {
        if let [only] = sharers.as_slice() {
            by_name.entry(name).or_insert(*only);
        }
    }
    by_name
}

fn fault(line: Option<usize>, field: &str, got: impl Into<String>, rule: impl Into<String>) -> Fault {
    Fault {
        file: GAZETTEER_PART.to_owned(),
        at: line.map(|line| (line, 1)),
        field: field.to_owned(),
        got: got.into(),
        rule: rule.into(),
    }
}

/// A text as it is compared: full-width forms become plain, letters small; commas and spaces vanish, except that one
/// space stays between two words or numbers that it keeps apart.
fn normalised(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        let c = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            other => other,
        };
        if c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '、' | '。') {
            gap = true;
            continue;
        }
        if gap && made.chars().next_back().is_some_and(|last| last.is_ascii_alphanumeric()) && c.is_ascii_alphanumeric()
        {
            made.push(' ');
        }
        gap = false;
        made.extend(c.to_lowercase());
    }
    made
}

/// Whether a cut here would run through a number or an English word.
fn splits_a_run(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else { return true };
    match (before.chars().next_back(), after.chars().next()) {
        (Some(left), Some(right)) => {
            (left.is_ascii_digit() && right.is_ascii_digit())
                || (left.is_ascii_alphabetic() && right.is_ascii_alphabetic())
        }
        _ => false,
    }
}

/// How many bytes two texts have in common at their beginning, by whole characters.
fn common_prefix(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KNOWN: &str = "name,kind,lat,lon,zone\n\
        虎门大道,road,22.81,113.67,\n\
        虎门大道 12 号,address,22.82,113.68,\n\
        中山路,road,22.9,113.6,甲镇\n\
        中山路,road,23.0,113.8,乙镇\n\
        LP-1204,lamp_post,22.83,113.69,\n\
        东莞站,place,23.09,113.86,\n";

    fn known() -> Gazetteer {
        Gazetteer::parse(KNOWN, &Zones::default()).expect("a gazetteer without fault")
    }

    #[test]
    fn an_address_is_found_by_its_exact_name_or_by_the_longest_name_in_it() {
        let gazetteer = known();
        for (address, name) in [
            ("虎门大道", Some("虎门大道")),
            ("虎门大道12号", Some("虎门大道 12 号")),
            ("在虎门大道１２号对面", Some("虎门大道 12 号")),
            ("虎门大道120号", Some("虎门大道")),
            ("next to lamp post lp-1204, westbound", Some("LP-1204")),
            ("LP-12045", None),
            ("XLP-1204", None),
            ("乙镇中山路口", Some("中山路")),
            ("中山路口", None),
            ("火星", None),
            ("", None),
        ] {
            assert_eq!(gazetteer.find(address).map(|entry| entry.name.as_str()), name, "{address}");
        }
        let by_zone = gazetteer.find("乙镇中山路口").and_then(|entry| entry.zone.clone());
        assert_eq!(by_zone.map(|zone| zone.to_string()), Some("乙镇".to_owned()));
    }

    #[test]
    fn every_bad_line_is_named() {
        let bad = "name,kind,lat,lon,zone\n\
            ,road,22.8,113.6,\n\
            a,castle,22.8,113.6,\n\
            b,road,113.6,22.8,\n\
            c,road,NaN,113.6,\n\
            d,road,22.8\n\
            e,road,22.8,113.6,\n\
            Ｅ,road,22.8,113.6,\n";
        let bad = format!("{bad}f,road,22.8,113.6,{}\n", "甲".repeat(200));
        let faults = Gazetteer::parse(&bad, &Zones::default()).expect_err("refused").to_string();
        for expect in [
            "gazetteer.csv:2:1: invalid name (got \"\")",
            "gazetteer.csv:3:1: invalid line",
            "gazetteer.csv:4:1: invalid place (got 113.6, 22.8): invalid latitude_deg",
            "gazetteer.csv:5:1: invalid place",
            "gazetteer.csv:6:1: invalid line",
            "invalid name (got \"Ｅ\"): another entry has the same name",
            "gazetteer.csv:9:1: invalid zone",
        ] {
            assert!(faults.contains(expect), "expected {expect}, got\n{faults}");
        }
    }

    #[test]
    fn names_are_as_long_as_they_may_be_and_told_apart() {
        let head = "name,kind,lat,lon,zone\n";
        let square = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"甲镇"},"geometry":
            {"type":"Polygon","coordinates":[[[113,22],[114,22],[114,23],[113,23],[113,22]]]}}]}"#;
        let zones = Zones::parse(square).expect("a zone");
        let (longest, longer) = ("a".repeat(NAME_BYTES_MAX), "a".repeat(NAME_BYTES_MAX + 1));
        for (rows, said) in [
            (format!("{longest},road,22.5,113.5,\n"), None),
            (format!("{longer},road,22.5,113.5,\n"), Some("it needs 1 to 256 bytes")),
            ("路,road,22.5,113.5,甲镇\n".to_owned(), None),
            ("路,road,22.5,113.5,乙镇\n".to_owned(), Some("no zone has this name")),
            ("路,road,22.5,113.5,甲镇\n路,road,22.6,113.5,甲镇\n".to_owned(), Some("another entry has the same name")),
            ("路,road,22.5,113.5,甲镇\n路,road,22.6,113.5,\n".to_owned(), Some("another entry has the same name")),
            ("路,road,22.5,113.5,\n路,road,22.6,113.5,\n".to_owned(), Some("another entry has the same name")),
            ("路,road,22.5,113.5,甲镇\n甲镇路,road,22.6,113.5,\n".to_owned(), Some("another entry has the same name")),
        ] {
            let read = Gazetteer::parse(&format!("{head}{rows}"), &zones);
            match said {
                None => assert_eq!(read.map(|read| read.count()), Ok(1), "{rows}"),
                Some(said) => {
                    let faults = read.expect_err(&rows).to_string();
                    assert!(faults.contains(said), "{rows}: {faults}");
                }
            }
        }
    }

    #[test]
    fn every_kind_is_read_by_its_word() {
        let rows: Vec<String> = PlaceKind::KEY.iter().map(|kind| format!("{0},{0},23,113", kind.as_str())).collect();
        let csv = format!("name,kind,lat,lon\n{}\n", rows.join("\n"));
        let gazetteer = Gazetteer::parse(&csv, &Zones::default()).expect("eight kinds");
        for kind in PlaceKind::KEY {
            assert_eq!(gazetteer.find(kind.as_str()).map(|entry| entry.kind), Some(kind));
        }
    }

    proptest! {
        /// The tree finds what measuring every place finds.
        #[test]
        fn the_nearest_key_place_is_the_one_that_brute_force_finds(
            places in prop::collection::vec((-80.0..80.0, -180.0..180.0, any::<bool>()), 1..30),
            latitude in -80.0..80.0,
            longitude in -180.0..180.0,
        ) {
            let row = |(number, (latitude, longitude, school)): (usize, &(f64, f64, bool))| {
                format!("p{number},{},{latitude},{longitude}", if *school { "school" } else { "bank" })
            };
            let rows: Vec<String> = places.iter().enumerate().map(row).collect();
            let csv = format!("name,kind,lat,lon\n{}\n", rows.join("\n"));
            let gazetteer = Gazetteer::parse(&csv, &Zones::default()).expect("distinct names");
            let at = Point::new(latitude, longitude).expect("on the globe");
            let of_kind = gazetteer.entries.iter().filter(|entry| entry.kind == PlaceKind::School);
            let nearest = of_kind.map(|entry| at.distance_to(entry.at)).min();
            let found = gazetteer.nearest(PlaceKind::School, at);
            prop_assert_eq!(found.map(|(_, distance)| distance), nearest);
            prop_assert!(found.is_none_or(|(entry, _)| entry.kind == PlaceKind::School));
        }

        /// The walk over the sorted names finds what trying every name at every place finds.
        #[test]
        fn the_longest_name_is_the_one_that_brute_force_finds(
            names in prop::collection::btree_set("[ab1]{1,4}", 1..8),
            text in "[ab1]{0,12}",
        ) {
            let rows: Vec<String> = names.iter().map(|name| format!("{name},place,1,1")).collect();
            let csv = format!("name,kind,lat,lon\n{}\n", rows.join("\n"));
            let gazetteer = Gazetteer::parse(&csv, &Zones::default()).expect("distinct names");
            let fits = |name: &str, start: usize| {
                text[start..].starts_with(name) && !splits_a_run(&text, start) && !splits_a_run(&text, start + name.len())
            };
            let longest = (0..text.len())
                .flat_map(|start| names.iter().filter(move |name| fits(name, start)).map(move |name| (name.len(), std::cmp::Reverse(start), name)))
                .max()
                .map(|(_, _, name)| name.clone());
            let found = gazetteer.find(&text).map(|entry| entry.name.as_str().to_owned());
            prop_assert_eq!(found, longest);
        }
    }
}
