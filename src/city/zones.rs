//! The zones of the city: one for each place, tiling it.

use std::fmt::Write as _;

use super::InvalidCity;
use super::chance::Chance;
use super::partition::{Corner, area_m2, partition, sides};
use super::places::{District, PLACES};
use super::plane::Spot;
use crate::domain::geo::Point;
use crate::domain::ids::ZoneId;

/// The sides of a box around something, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The southernmost latitude.
    pub south_deg: f64,
    /// The westernmost longitude.
    pub west_deg: f64,
    /// The northernmost latitude.
    pub north_deg: f64,
    /// The easternmost longitude.
    pub east_deg: f64,
}

/// One town, street or park, with a territory of its own.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Its official name, which is also the property `name` of its polygon.
    pub id: ZoneId,
    /// The name as people say it in callsigns.
    pub short: &'static str,
    /// The part of the city that it belongs to.
    pub district: District,
    /// Inhabitants in thousands: the weight by which demand and patrols are shared out.
    pub population_thousands: u32,
    /// Area in km².
    pub area_km2: f64,
    /// The centre of gravity of its territory.
    pub centroid: Point,
    /// The box around its territory.
    pub bounds: Bounds,
    ring: Vec<Corner>,
    outline: Vec<Spot>,
    /// The southwestern and northeastern corners of the box around the outline.
    corners: (Spot, Spot),
}

impl Zone {
    /// Whether a point lies in the zone. Of two neighbours exactly one contains a point of their border.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        self.has(Spot::from_point(point))
    }

    /// A random point in the zone, every place as likely.
    #[must_use]
    pub fn sample(&self, chance: &mut Chance) -> Point {
        self.any_spot(chance).point()
    }

    /// Crossing number: a side counts when its lower end is at or below the spot and its upper end above it. Sides are
    /// looked at from their lower end, so that both neighbours compute the same.
    pub(super) fn has(&self, spot: Spot) -> bool {
        let (low, high) = self.corners;
        let beside = spot.east_m < low.east_m || spot.east_m > high.east_m;
        if beside || spot.north_m < low.north_m || spot.north_m > high.north_m {
            return false;
        }
        let mut inside = false;
        for (a, b) in sides(&self.outline) {
            let (low, high) = if a.north_m <= b.north_m { (a, b) } else { (b, a) };
            if low.north_m <= spot.north_m && spot.north_m < high.north_m {
                let share = (spot.north_m - low.north_m) / (high.north_m - low.north_m);
                inside ^= spot.east_m < low.towards(high, share).east_m;
            }
        }
        inside
    }

    pub(super) fn any_spot(&self, chance: &mut Chance) -> Spot {
        loop {
            let latitude_deg = chance.between(self.bounds.south_deg, self.bounds.north_deg);
            let longitude_deg = chance.between(self.bounds.west_deg, self.bounds.east_deg);
            let spot = Spot::from_degrees(latitude_deg, longitude_deg);
            if self.has(spot) {
                return spot;
            }
        }
    }
}

/// All zones of the city, in the order of the statistical codes.
#[derive(Clone, Debug)]
pub struct Zones(Vec<Zone>);

impl Zones {
    /// The zones of a seed's city.
    ///
    /// # Errors
    /// When a name is no zone id, which the tests rule out.
    pub fn new(seed: u64) -> Result<Self, InvalidCity> {
        let rings = partition(&PLACES, &mut Chance::new(seed, "zones"));
        let zones = PLACES.iter().zip(rings).map(|(place, ring)| {
            let outline: Vec<Spot> = ring.iter().map(|corner| corner.spot()).collect();
            Ok(Zone {
                id: ZoneId::new(place.name)?,
                short: place.short,
                district: place.district,
                population_thousands: place.population_thousands,
                area_km2: area_m2(&outline) / 1e6,
                centroid: centroid(&outline).point(),
                bounds: bounds(&outline),
                ring,
                corners: corners(&outline),
                outline,
            })
        });
        zones.collect::<Result<_, _>>().map(Self)
    }

    /// The zones, in order.
    #[must_use]
    pub fn all(&self) -> &[Zone] {
        &self.0
    }

    /// The zone of a name.
    #[must_use]
    pub fn get(&self, id: &ZoneId) -> Option<&Zone> {
        self.0.iter().find(|zone| zone.id == *id)
    }

    /// The zone in which a point lies; none outside the city.
    #[must_use]
    pub fn at(&self, point: Point) -> Option<&Zone> {
        self.with(Spot::from_point(point))
    }

    /// A random zone, as likely as its population.
    #[must_use]
    pub fn sample(&self, chance: &mut Chance) -> Option<&Zone> {
        chance.weighted(&self.0, |zone| zone.population_thousands)
    }

    pub(super) fn with(&self, spot: Spot) -> Option<&Zone> {
        self.0.iter().find(|zone| zone.has(spot))
    }

    /// Inhabitants of every zone in thousands, in order.
    pub(super) fn populations(&self) -> Vec<u32> {
        self.0.iter().map(|zone| zone.population_thousands).collect()
    }

    /// A GeoJSON (RFC 7946) feature collection of one polygon a zone with the property `name`: one closed
    /// counter-clockwise ring each, WGS-84 degrees with seven decimals.
    #[must_use]
    pub fn to_geojson(&self) -> String {
        let features: Vec<String> = self.0.iter().map(feature).collect();
        format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.join(",\n"))
    }
}

fn feature(zone: &Zone) -> String {
    let mut ring = String::new();
    for corner in zone.ring.iter().chain(zone.ring.first()) {
        let comma = if ring.is_empty() { "" } else { "," };
        let (longitude, latitude) = (decimal(corner.longitude_steps), decimal(corner.latitude_steps));
        let _ = write!(ring, "{comma}[{longitude},{latitude}]");
    }
    let name = zone.id.as_str();
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"name\":\"{name}\"}},\
         \"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{ring}]]}}}}"
    )
}

/// Steps of 10^-7 degrees as a decimal number; the city lies north of the equator and east of Greenwich.
fn decimal(steps: i64) -> String {
    format!("{}.{:07}", steps / 10_000_000, steps % 10_000_000)
}

fn centroid(outline: &[Spot]) -> Spot {
    let (mut east, mut north) = (0.0, 0.0);
    for (a, b) in sides(outline) {
        let weight = a.east_m * b.north_m - b.east_m * a.north_m;
        east += (a.east_m + b.east_m) * weight;
        north += (a.north_m + b.north_m) * weight;
    }
    let divisor = 6.0 * area_m2(outline);
    Spot { east_m: east / divisor, north_m: north / divisor }
}

fn bounds(outline: &[Spot]) -> Bounds {
    let nothing = Bounds {
        south_deg: f64::INFINITY,
        west_deg: f64::INFINITY,
        north_deg: f64::NEG_INFINITY,
        east_deg: f64::NEG_INFINITY,
    };
    outline.iter().map(|spot| spot.degrees()).fold(nothing, |bounds, (latitude, longitude)| Bounds {
        south_deg: bounds.south_deg.min(latitude),
        west_deg: bounds.west_deg.min(longitude),
        north_deg: bounds.north_deg.max(latitude),
        east_deg: bounds.east_deg.max(longitude),
    })
}

fn corners(outline: &[Spot]) -> (Spot, Spot) {
    let nowhere = f64::INFINITY;
    let low = Spot { east_m: nowhere, north_m: nowhere };
    let high = Spot { east_m: -nowhere, north_m: -nowhere };
    outline.iter().fold((low, high), |(low, high), spot| {
        (
            Spot { east_m: low.east_m.min(spot.east_m), north_m: low.north_m.min(spot.north_m) },
            Spot { east_m: high.east_m.max(spot.east_m), north_m: high.north_m.max(spot.north_m) },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zones_tile_the_city() {
        for seed in [0, 1, 42] {
            let zones = Zones::new(seed).expect("zones");
            assert_eq!(zones.all().len(), 33);
            let area: f64 = zones.all().iter().map(|zone| zone.area_km2).sum();
            assert!((area - 2_465.0).abs() < 0.01, "{area} km²");
            let mut chance = Chance::new(seed, "test");
            let tries = 20_000;
            let mut inside = 0.0;
            for _ in 0..tries {
                let spot = Spot::km(chance.between(-25.0, 50.0), chance.between(-40.0, 15.0));
                let owners = zones.all().iter().filter(|zone| zone.has(spot)).count();
                assert!(owners <= 1, "{spot:?} lies in {owners} zones");
                inside += if owners == 1 { 1.0 } else { 0.0 };
            }
            let sampled = 75.0 * 55.0 * inside / f64::from(tries);
            assert!((sampled - 2_465.0).abs() < 60.0, "the zones cover {sampled} km²");
        }
    }

    #[test]
    fn a_border_belongs_to_exactly_one_side() {
        let zones = Zones::new(3).expect("zones");
        let rim_free = zones.all().iter().flat_map(|zone| sides(&zone.outline).collect::<Vec<_>>());
        for (a, b) in rim_free {
            let owners = zones.all().iter().filter(|zone| zone.has(a.towards(b, 0.37))).count();
            assert!(owners <= 1, "{owners} owners");
        }
    }

    #[test]
    fn a_zone_contains_its_centroid_and_its_samples() {
        let zones = Zones::new(5).expect("zones");
        let mut chance = Chance::new(5, "test");
        for zone in zones.all() {
            assert!(zone.contains(zone.centroid), "{}", zone.id);
            for _ in 0..50 {
                let point = zone.sample(&mut chance);
                assert_eq!(zones.at(point).map(|found| &found.id), Some(&zone.id));
            }
        }
        assert!(zones.at(Point::new(39.9, 116.4).expect("Beijing")).is_none());
    }

    #[test]
    fn the_geojson_is_read_back_as_33_closed_rings_of_the_right_area() {
        let text = Zones::new(9).expect("zones").to_geojson();
        let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let features = json["features"].as_array().expect("features");
        assert_eq!(features.len(), 33);
        let mut area_m2 = 0.0;
        for feature in features {
            let ring: Vec<(f64, f64)> =
                serde_json::from_value(feature["geometry"]["coordinates"][0].clone()).expect("a ring");
            assert!(ring.len() >= 4 && ring.first() == ring.last(), "{}", feature["properties"]["name"]);
            let polygon = geo::Polygon::new(geo::LineString::from(ring), vec![]);
            let signed = geo::ChamberlainDuquetteArea::chamberlain_duquette_signed_area(&polygon);
            assert!(signed > 0.0, "counter-clockwise");
            area_m2 += signed;
        }
        assert!((area_m2 / 2.465e9 - 1.0).abs() < 0.005, "{area_m2} m² on the globe");
    }
}
