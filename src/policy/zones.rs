//! Zones of jurisdiction: which town a place belongs to.
//!
//! Zones come as GeoJSON polygons on WGS-84, each with a property `name`. What is no proper polygon is refused by the
//! feature's name: a boundary that was repaired by guessing decides cases in the wrong town. On a border that several
//! zones share, the one with the lowest name by bytes has it.

use std::collections::BTreeMap;
use std::fmt::Display;

use geo::algorithm::{BoundingRect, Intersects, Validation};
use geo::{Coord, LineString, MultiPolygon, Polygon};
use geojson::{Feature, GeometryValue, Position};
use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};

use crate::domain::geo::Point;
use crate::domain::ids::ZoneId;

use super::faults::{Fault, Faults};

/// The most zones.
pub const ZONES_MAX: usize = 10_000;
/// The most corners of all zones together.
pub const CORNERS_MAX: usize = 2_000_000;

/// What the file is called in faults as long as nobody says what the operator calls it.
pub const ZONES_PART: &str = "zones.geojson";

/// A rectangle in degrees on WGS-84 that does not cross the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Its corner in the south-west.
    pub south_west: Point,
    /// Its corner in the north-east.
    pub north_east: Point,
}

/// All zones of the city; there may be none.
#[derive(Clone, Debug, Default)]
pub struct Zones {
    areas: BTreeMap<ZoneId, MultiPolygon<f64>>,
    parts: RTree<GeomWithData<Rectangle<[f64; 2]>, Part>>,
}

/// One polygon of a zone, behind its envelope.
#[derive(Clone, Debug)]
struct Part {
    zone: ZoneId,
    polygon: Polygon<f64>,
}

impl Zones {
    /// Reads zones from GeoJSON.
    ///
    /// # Errors
    /// Every fault: what is no GeoJSON, features without a name or with the name of another, coordinates off the globe,
    /// rings that are not closed, cross themselves or lie astray, a file without a zone.
    pub fn parse(geojson: &str) -> Result<Self, Faults> {
        let value: serde_json::Value = serde_json::from_str(geojson).map_err(|error| {
            let mut faults = Faults::none();
            faults.push(Fault {
                file: ZONES_PART.to_owned(),
                at: Some((error.line(), error.column())),
                field: String::new(),
                got: "a syntax error".to_owned(),
                rule: format!("it must be GeoJSON: {error}"),
            });
            faults
        })?;
        let features = value.get("features").and_then(serde_json::Value::as_array);
        let Some(features) = features.filter(|features| !features.is_empty()) else {
            return Err(Faults::of_file(
                ZONES_PART,
                "no feature",
                "a FeatureCollection of at least one zone is required",
            ));
        };
        if features.len() > ZONES_MAX {
            let got = format!("{} features", features.len());
            return Err(Faults::of_file(ZONES_PART, got, format!("at most {ZONES_MAX} are allowed")));
        }
        let mut reader = Reader::default();
        features.iter().enumerate().for_each(|(index, feature)| reader.feature(index, feature));
        let Reader { faults, areas, .. } = reader;
        faults.or(Self::new(areas))
    }

    /// The zone of a place; none when it lies in none. On a shared border the lowest name by bytes has it.
    #[must_use]
    pub fn zone_at(&self, at: Point) -> Option<&ZoneId> {
        let coord = Coord { x: at.longitude_deg(), y: at.latitude_deg() };
        self.parts
            .locate_all_at_point(&[coord.x, coord.y])
            .filter(|part| part.data.polygon.intersects(&coord))
            .map(|part| &part.data.zone)
            .min()
    }

    /// The rectangle around all zones; none when there are none.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        let around = self.parts.root().envelope();
        let corner = |[longitude, latitude]: [f64; 2]| Point::new(latitude, longitude).ok();
        if self.is_empty() {
            return None;
        }
        Some(Bounds { south_west: corner(around.lower())?, north_east: corner(around.upper())? })
    }

    /// Whether a zone has this name.
    #[must_use]
    pub fn contains(&self, zone: &ZoneId) -> bool {
        self.areas.contains_key(zone)
    }

    /// The names, in the order of their bytes.
    pub fn names(&self) -> impl Iterator<Item = &ZoneId> {
        self.areas.keys()
    }

    /// The area of a zone, in degrees (x is longitude) on WGS-84.
    #[must_use]
    pub fn area(&self, zone: &ZoneId) -> Option<&MultiPolygon<f64>> {
        self.areas.get(zone)
    }

    /// How many zones there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.areas.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.areas.is_empty()
    }

    fn new(areas: BTreeMap<ZoneId, MultiPolygon<f64>>) -> Self {
        let parts = areas.iter().flat_map(|(zone, area)| {
            area.iter().filter_map(|polygon| {
                let around = polygon.bounding_rect()?;
                let envelope = Rectangle::from_corners(around.min().into(), around.max().into());
                Some(GeomWithData::new(envelope, Part { zone: zone.clone(), polygon: polygon.clone() }))
            })
        });
        Self { parts: RTree::bulk_load(parts.collect()), areas }
    }
}

/// Reads feature after feature, collecting faults.
#[derive(Default)]
struct Reader {
    faults: Faults,
    areas: BTreeMap<ZoneId, MultiPolygon<f64>>,
    corners: usize,
}

impl Reader {
    fn feature(&mut self, index: usize, value: &serde_json::Value) {
        let name = value.pointer("/properties/name").and_then(serde_json::Value::as_str);
        let label = name.map_or_else(|| format!("features[{}]", index + 1), |name| format!("feature {name:?}"));
        let zone = match name.map(ZoneId::new) {
            Some(Ok(zone)) => Some(zone),
            Some(Err(refusal)) => self.fault(&label, "its name", refusal),
            None => self.fault(&label, "no name", "a zone needs a property \"name\""),
        };
        if let Some(zone) = &zone
            && self.areas.contains_key(zone)
        {
            self.fault::<()>(
                &label,
                "its name",
                "another feature has the same name; a zone of several parts is one MultiPolygon",
            );
        }
        let faults_before = self.faults.as_slice().len();
        let area = self.area(&label, value);
        if let (Some(zone), Some(area)) = (zone, area)
            && self.faults.as_slice().len() == faults_before
        {
            match area.validation_errors().as_slice() {
                [] => drop(self.areas.insert(zone, area)),
                errors => errors.iter().for_each(|error| {
                    self.fault::<()>(&label, "no proper polygon", error);
                }),
            }
        }
    }

    fn area(&mut self, label: &str, value: &serde_json::Value) -> Option<MultiPolygon<f64>> {
        let geometry = match serde_json::from_value::<Feature>(value.clone()) {
            Ok(feature) => feature.geometry,
            Err(error) => return self.fault(label, "a malformed feature", error),
        };
        let polygons = match geometry.map(|geometry| geometry.value) {
            Some(GeometryValue::Polygon { coordinates }) => vec![coordinates],
            Some(GeometryValue::MultiPolygon { coordinates }) => coordinates,
            Some(other) => {
                return self.fault(label, other.type_name(), "a zone is a Polygon or a MultiPolygon");
            }
            None => return self.fault(label, "no geometry", "a zone is a Polygon or a MultiPolygon"),
        };
        if polygons.iter().all(Vec::is_empty) {
            return self.fault(label, "no ring", "a zone needs at least one ring");
        }
        let mut area = Vec::with_capacity(polygons.len());
        for (polygon_index, rings) in polygons.iter().enumerate() {
            let read: Vec<_> = rings
                .iter()
                .enumerate()
                .filter_map(|(ring_index, ring)| {
                    let place = format!("{label} polygon {} ring {}", polygon_index + 1, ring_index + 1);
                    self.ring(&place, ring)
                })
                .collect();
            let mut rings = read.into_iter();
            if let Some(exterior) = rings.next() {
                area.push(Polygon::new(exterior, rings.collect()));
            }
        }
        Some(MultiPolygon::new(area))
    }

    fn ring(&mut self, place: &str, ring: &[Position]) -> Option<LineString<f64>> {
        self.corners += ring.len();
        if self.corners > CORNERS_MAX {
            return self.fault(place, "too many corners", format!("all zones have at most {CORNERS_MAX}"));
        }
        if ring.len() < 4 {
            return self.fault(
                place,
                format!("{} corners", ring.len()),
                "a ring has at least 4, the first again as the last",
            );
        }
        let mut read = Vec::with_capacity(ring.len());
        for position in ring {
            let &[longitude, latitude, ..] = position.as_slice() else {
                return self.fault(place, "a position of fewer than two numbers", "it is longitude, latitude");
            };
            match Point::new(latitude, longitude) {
                Ok(_) => read.push(Coord { x: longitude, y: latitude }),
                Err(refusal) => {
                    let swapped = Point::new(longitude, latitude).is_ok();
                    let hint = if swapped { "; GeoJSON gives longitude first: are they swapped?" } else { "" };
                    return self.fault(place, format!("[{longitude}, {latitude}]"), format!("{refusal}{hint}"));
                }
            }
        }
        if read.first() != read.last() {
            return self.fault(place, "an open ring", "its last corner must be its first");
        }
        Some(LineString::new(read))
    }

    fn fault<T>(&mut self, field: &str, got: impl Display, rule: impl Display) -> Option<T> {
        self.faults.push(Fault {
            file: ZONES_PART.to_owned(),
            at: None,
            field: field.to_owned(),
            got: got.to_string(),
            rule: rule.to_string(),
        });
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(name: &str, west: f64, south: f64, side: f64) -> String {
        let (east, north) = (west + side, south + side);
        format!(
            r#"{{"type":"Feature","properties":{{"name":"{name}"}},"geometry":{{"type":"Polygon","coordinates":
            [[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#
        )
    }

    fn collection(features: &[String]) -> String {
        format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
    }

    fn ring(name: &str, coordinates: &str) -> String {
        format!(
            r#"{{"type":"Feature","properties":{{"name":"{name}"}},"geometry":{{"type":"Polygon","coordinates":[{coordinates}]}}}}"#
        )
    }

    fn point(latitude: f64, longitude: f64) -> Point {
        Point::new(latitude, longitude).expect("a point")
    }

    fn data(file: &str) -> Option<String> {
        let root = std::env::var("PATROLD_DATA")
            .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data").to_owned());
        let read = std::fs::read_to_string(format!("{root}/dongguan/{file}")).ok();
        if read.is_none() {
            eprintln!("skipped: no data");
        }
        read
    }

    #[test]
    fn a_place_belongs_to_its_zone_and_a_shared_border_to_the_lowest_name() {
        let zones =
            Zones::parse(&collection(&[square("厚街镇", 113.0, 23.0, 1.0), square("东城街道", 114.0, 23.0, 1.0)]))
                .expect("two squares");
        for (latitude, longitude, zone) in [
            (23.5, 113.5, Some("厚街镇")),
            (23.5, 114.5, Some("东城街道")),
            (23.5, 114.0, Some("东城街道")),
            (23.0, 114.0, Some("东城街道")),
            (22.9, 113.5, None),
        ] {
            assert_eq!(zones.zone_at(point(latitude, longitude)).map(ZoneId::as_str), zone, "{latitude},{longitude}");
        }
        let bounds = zones.bounds().expect("bounds");
        assert_eq!((bounds.south_west, bounds.north_east), (point(23.0, 113.0), point(24.0, 115.0)));
        assert!(Zones::default().bounds().is_none());
    }

    #[test]
    fn every_bad_feature_is_refused_by_name() {
        let good = square("长安镇", 113.0, 22.0, 0.1);
        for (feature, expect) in [
            (
                ring("甲", "[[113,23],[114,23],[114,24],[113,24]]"),
                "invalid feature \"甲\" polygon 1 ring 1 (got an open ring)",
            ),
            (ring("乙", "[[23,113],[23,114],[24,114],[23,113]]"), "are they swapped?"),
            (
                ring("丙", "[[113,23],[114,24],[114,23],[113,24],[113,23]]"),
                "invalid feature \"丙\" (got no proper polygon): polygon at index 0 is invalid: exterior ring has a self-intersection",
            ),
            (
                ring("己", "[[113,23],[114,23],[114,24],[113,24],[113,23]],[[120,30],[121,30],[121,31],[120,30]]"),
                "interior ring at index 0 is not contained",
            ),
            (
                ring("庚", "[[113,23],[114,24],[115,23],[115,25],[114,24],[113,25],[113,23]]"),
                "invalid feature \"庚\" (got no proper polygon)",
            ),
            (ring("丁", "[[113,23],[114,24]]"), "a ring has at least 4"),
            (ring("戊", "[[113,23],[114,null],[114,24],[113,23]]"), "invalid feature \"戊\" (got a malformed feature)"),
            (good.clone(), "invalid feature \"长安镇\" (got its name): another feature has the same name"),
            (good.replace("长安镇", "a name that is far too long for a zone"), "at most 32 bytes"),
            (good.replace("\"name\"", "\"title\""), "invalid features[2] (got no name)"),
            (
                r#"{"type":"Feature","properties":{"name":"辛"},"geometry":{"type":"Point","coordinates":[113,23]}}"#
                    .to_owned(),
                "invalid feature \"辛\" (got Point): a zone is a Polygon or a MultiPolygon",
            ),
            (good.replace("113", "NaN"), "zones.geojson:3:16: invalid file (got a syntax error)"),
        ] {
            let faults = Zones::parse(&collection(&[good.clone(), feature])).expect_err(expect).to_string();
            assert!(faults.contains(expect), "expected {expect}, got {faults}");
        }
        for (empty, expect) in [("", "a syntax error"), ("{}", "no feature"), (&collection(&[]), "no feature")] {
            assert!(Zones::parse(empty).expect_err("refused").to_string().contains(expect), "{empty:?}");
        }
    }

    #[test]
    fn the_towns_of_dongguan_load() {
        let Some(text) = data("towns_wgs84.geojson") else { return };
        let zones = Zones::parse(&text).expect("the repaired file has no fault");
        assert_eq!(zones.len(), 33);
        for (latitude, longitude, town) in
            [(22.8165, 113.6745, "虎门镇"), (22.8045, 113.8010, "长安镇"), (23.02, 113.75, "南城街道")]
        {
            assert_eq!(zones.zone_at(point(latitude, longitude)).map(ZoneId::as_str), Some(town));
        }
        let bounds = zones.bounds().expect("bounds");
        let (south_west, north_east) = (bounds.south_west, bounds.north_east);
        for step in 0..40_u32 {
            let part = f64::from(step) / 40.0;
            let latitude = south_west.latitude_deg() + part * (north_east.latitude_deg() - south_west.latitude_deg());
            let longitude = south_west.longitude_deg()
                + (part * 7.0).fract() * (north_east.longitude_deg() - south_west.longitude_deg());
            let coord = Coord { x: longitude, y: latitude };
            let by_hand = zones.names().find(|name| zones.area(name).is_some_and(|area| area.intersects(&coord)));
            assert_eq!(zones.zone_at(point(latitude, longitude)), by_hand);
        }
    }

    /// The stored copy of the raw file turned out to be sound but for the order of its parts: it gives the same zones.
    #[test]
    fn the_raw_towns_load_to_the_same_zones_or_are_refused_by_name() {
        let (Some(raw), Some(repaired)) = (data("towns_raw_stray_rings.geojson"), data("towns_wgs84.geojson")) else {
            return;
        };
        let repaired = Zones::parse(&repaired).expect("the repaired file has no fault");
        match Zones::parse(&raw) {
            Ok(zones) => assert!(zones.names().eq(repaired.names())),
            Err(faults) => assert!(faults.as_slice().iter().all(|fault| fault.field.starts_with("feature \""))),
        }
    }
}
