//! Key places: the schools, stations and hospitals of the gazetteer, and which of them is the nearest.

use std::collections::BTreeMap;

use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::domain::geo::{Distance, Point};

use super::gazetteer::{GazetteerEntry, PlaceKind};

/// Key places by kind. Places are kept as points of the unit sphere, where the nearest by chord is the nearest on the
/// ground, at any latitude and across the antimeridian.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyPlaces {
    of_kind: BTreeMap<PlaceKind, RTree<GeomWithData<[f64; 3], usize>>>,
}

impl KeyPlaces {
    pub(super) fn new(entries: &[GazetteerEntry]) -> Self {
        let mut points: BTreeMap<PlaceKind, Vec<GeomWithData<[f64; 3], usize>>> = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate().filter(|(_, entry)| PlaceKind::KEY.contains(&entry.kind)) {
            points.entry(entry.kind).or_default().push(GeomWithData::new(on_sphere(entry.at), index));
        }
        Self { of_kind: points.into_iter().map(|(kind, points)| (kind, RTree::bulk_load(points))).collect() }
    }

    /// The nearest entry of a kind: of several at the same distance the first of the file.
    pub(super) fn nearest<'a>(
        &self,
        entries: &'a [GazetteerEntry],
        kind: PlaceKind,
        at: Point,
    ) -> Option<(&'a GazetteerEntry, Distance)> {
        let tree = self.of_kind.get(&kind)?;
        let found = tree.nearest_neighbors(&on_sphere(at)).into_iter().map(|near| near.data).min()?;
        let entry = entries.get(found)?;
        Some((entry, at.distance_to(entry.at)))
    }
}

fn on_sphere(at: Point) -> [f64; 3] {
    let (latitude, longitude) = (at.latitude_deg().to_radians(), at.longitude_deg().to_radians());
    [latitude.cos() * longitude.cos(), latitude.cos() * longitude.sin(), latitude.sin()]
}
