//! Cuts the city's outline into one convex cell for each place.
//!
//! The outline is halved by a straight cut, the places on either side are dealt with in the same way, until each is
//! alone in a cell of its own area. Then the corners are rounded to a grid of 10^-7 degrees (about a centimetre), and
//! every corner that lies on a neighbour's side becomes a corner of that neighbour too: neighbours share whole sides,
//! so the cells tile the city without a gap or an overlap, to the last digit of the file.

use super::chance::Chance;
use super::places::Place;
use super::plane::Spot;

/// The area of the city in m² (`domain.md`: 2,465 km²).
pub(super) const CITY_AREA_M2: f64 = 2_465.0e6;

/// The outline's corners, clockwise from the western river mouth; only its shape counts, it is scaled to the area.
const OUTLINE: [Spot; 10] = [
    Spot::km(-23.6, 4.4),
    Spot::km(-17.4, 12.2),
    Spot::km(9.2, 14.5),
    Spot::km(35.9, 7.8),
    Spot::km(50.2, -8.9),
    Spot::km(51.2, -24.5),
    Spot::km(45.1, -38.9),
    Spot::km(27.7, -40.0),
    Spot::km(-9.2, -31.1),
    Spot::km(-21.5, -11.1),
];

/// Grid steps in a degree.
const STEPS_PER_DEGREE: f64 = 1e7;
/// A corner this near to a side lies on it: cuts are exact to far less, and corners are far more apart.
const ON_SIDE_M: f64 = 0.05;
/// How much a cut may slant.
const SLANT_MAX: f64 = 0.3;

/// A corner on the grid: longitude and latitude in steps of 10^-7 degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Corner {
    pub(super) longitude_steps: i64,
    pub(super) latitude_steps: i64,
}

impl Corner {
    fn of(spot: Spot) -> Self {
        let (latitude_deg, longitude_deg) = spot.degrees();
        #[expect(clippy::cast_possible_truncation, reason = "a degree of 10^7 steps fits by far")]
        let steps = |degrees: f64| (degrees * STEPS_PER_DEGREE).round() as i64;
        Self { longitude_steps: steps(longitude_deg), latitude_steps: steps(latitude_deg) }
    }

    /// Where it is, in the plane.
    pub(super) fn spot(self) -> Spot {
        #[expect(clippy::cast_precision_loss, reason = "180 degrees of 10^7 steps are below 2^53")]
        let degrees = |steps: i64| steps as f64 / STEPS_PER_DEGREE;
        Spot::from_degrees(degrees(self.latitude_steps), degrees(self.longitude_steps))
    }
}

/// The rings of the places' cells, in their order: corners once each, counter-clockwise.
pub(super) fn partition(places: &[Place], chance: &mut Chance) -> Vec<Vec<Corner>> {
    let mut outline = OUTLINE.to_vec();
    outline.reverse();
    let scale = (CITY_AREA_M2 / area_m2(&outline)).sqrt();
    for corner in &mut outline {
        *corner = Spot { east_m: corner.east_m * scale, north_m: corner.north_m * scale };
    }
    let mut cells = Vec::with_capacity(places.len());
    let everyone = places.iter().copied().enumerate().collect();
    divide(&outline, everyone, chance, &mut cells);
    cells.sort_by_key(|(index, _)| *index);
    let cells: Vec<Vec<Spot>> = cells.into_iter().map(|(_, cell)| cell).collect();
    share_corners(&cells)
}

/// Cuts a cell until each of its places has one of its own.
fn divide(cell: &[Spot], mut places: Vec<(usize, Place)>, chance: &mut Chance, cells: &mut Vec<(usize, Vec<Spot>)>) {
    if let [(index, _)] = places.as_slice() {
        cells.push((*index, cell.to_vec()));
        return;
    }
    let slant = chance.between(-SLANT_MAX, SLANT_MAX);
    let across = if is_wide(cell) { (1.0, slant) } else { (slant, 1.0) };
    places.sort_by(|(_, a), (_, b)| along(a.around, across).total_cmp(&along(b.around, across)));
    let total: u32 = places.iter().map(|(_, place)| place.area_km2).sum();
    let split = halfway(&places, total);
    let beyond = places.split_off(split);
    let near: u32 = places.iter().map(|(_, place)| place.area_km2).sum();
    let (near_cell, far_cell) = cut(cell, across, f64::from(near) / f64::from(total.max(1)));
    divide(&near_cell, places, chance, cells);
    divide(&far_cell, beyond, chance, cells);
}

/// After how many places the area is nearest to half; at least one stays on either side.
fn halfway(places: &[(usize, Place)], total: u32) -> usize {
    let mut before = 0;
    let distances = places.iter().enumerate().map(|(index, (_, place))| {
        before += place.area_km2;
        (total.abs_diff(2 * before), index + 1)
    });
    distances.take(places.len().saturating_sub(1)).min().map_or(1, |(_, split)| split)
}

/// Cuts a convex cell across a direction so that the near part has the given share of its area.
fn cut(cell: &[Spot], across: (f64, f64), share: f64) -> (Vec<Spot>, Vec<Spot>) {
    let reach = |pick: fn(f64, f64) -> f64, from| cell.iter().map(|corner| along(*corner, across)).fold(from, pick);
    let (mut low, mut high) = (reach(f64::min, f64::INFINITY), reach(f64::max, f64::NEG_INFINITY));
    let wanted = area_m2(cell) * share;
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if area_m2(&sides_of_cut(cell, across, middle).0) < wanted {
            low = middle;
        } else {
            high = middle;
        }
    }
    sides_of_cut(cell, across, f64::midpoint(low, high))
}

/// The part of a convex cell that lies before a line, and the part behind it. Both get the very same new corners.
fn sides_of_cut(cell: &[Spot], across: (f64, f64), offset: f64) -> (Vec<Spot>, Vec<Spot>) {
    let (mut near, mut far) = (Vec::new(), Vec::new());
    for (from, to) in sides(cell) {
        let (from_depth, to_depth) = (along(from, across) - offset, along(to, across) - offset);
        if from_depth <= 0.0 {
            near.push(from);
        }
        if from_depth >= 0.0 {
            far.push(from);
        }
        if from_depth * to_depth < 0.0 {
            let crossing = from.towards(to, from_depth / (from_depth - to_depth));
            near.push(crossing);
            far.push(crossing);
        }
    }
    (near, far)
}

/// Rounds all corners to the grid and gives every cell the corners of others that lie on its sides.
fn share_corners(cells: &[Vec<Spot>]) -> Vec<Vec<Corner>> {
    let all: Vec<Spot> = cells.iter().flatten().copied().collect();
    cells.iter().map(|cell| ring(cell, &all)).collect()
}

fn ring(cell: &[Spot], all: &[Spot]) -> Vec<Corner> {
    let mut ring = Vec::new();
    for (from, to) in sides(cell) {
        let mut on_side: Vec<(f64, Spot)> = all
            .iter()
            .filter_map(|spot| share_on_side(from, to, *spot).map(|share| (share, *spot)))
            .chain([(0.0, from)])
            .collect();
        on_side.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        ring.extend(on_side.into_iter().map(|(_, spot)| Corner::of(spot)));
    }
    ring.dedup();
    ring
}

/// How far along a side a spot lies when it lies on it, apart from its ends.
fn share_on_side(from: Spot, to: Spot, spot: Spot) -> Option<f64> {
    let (east, north) = (to.east_m - from.east_m, to.north_m - from.north_m);
    let length = from.distance_m(to);
    let metres = ((spot.east_m - from.east_m) * east + (spot.north_m - from.north_m) * north) / length;
    let inside = metres > ON_SIDE_M && metres < length - ON_SIDE_M;
    let share = metres / length;
    (inside && from.towards(to, share).distance_m(spot) < ON_SIDE_M).then_some(share)
}

/// The sides of a ring, each from a corner to the next.
pub(super) fn sides<T: Copy>(ring: &[T]) -> impl Iterator<Item = (T, T)> + '_ {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// The area inside a counter-clockwise ring; negative when it runs clockwise.
pub(super) fn area_m2(ring: &[Spot]) -> f64 {
    sides(ring).map(|(a, b)| a.east_m * b.north_m - b.east_m * a.north_m).sum::<f64>() / 2.0
}

fn is_wide(cell: &[Spot]) -> bool {
    let extent = |coordinate: fn(&Spot) -> f64| {
        let least = cell.iter().map(coordinate).fold(f64::INFINITY, f64::min);
        cell.iter().map(coordinate).fold(f64::NEG_INFINITY, f64::max) - least
    };
    extent(|corner| corner.east_m) >= extent(|corner| corner.north_m)
}

fn along(spot: Spot, (east, north): (f64, f64)) -> f64 {
    spot.east_m * east + spot.north_m * north
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::places::PLACES;
    use super::*;

    fn rings(seed: u64) -> Vec<Vec<Corner>> {
        partition(&PLACES, &mut Chance::new(seed, "zones"))
    }

    #[test]
    fn neighbours_share_whole_sides_and_the_rest_is_the_outline() {
        for seed in 0..50 {
            let rings = rings(seed);
            let directed: Vec<_> = rings.iter().flat_map(|ring| sides(ring)).collect();
            let set: BTreeSet<_> = directed.iter().copied().collect();
            assert_eq!(set.len(), directed.len(), "seed {seed}: no side is walked twice in one direction");
            let mut rim: Vec<_> = directed.iter().filter(|(a, b)| !set.contains(&(*b, *a))).copied().collect();
            let (start, mut here) = rim.pop().expect("the city has a rim");
            while here != start {
                let next = rim.iter().position(|(from, _)| *from == here).expect("the rim is one closed line");
                here = rim.swap_remove(next).1;
            }
            assert!(rim.is_empty(), "seed {seed}: {} sides are neither shared nor on the rim", rim.len());
        }
    }

    #[test]
    fn every_place_gets_its_share_of_the_area() {
        let total: u32 = PLACES.iter().map(|place| place.area_km2).sum();
        for seed in 0..20 {
            for (ring, place) in rings(seed).iter().zip(PLACES) {
                let got = area_m2(&ring.iter().map(|corner| corner.spot()).collect::<Vec<_>>());
                let wanted = CITY_AREA_M2 * f64::from(place.area_km2) / f64::from(total);
                assert!((got / wanted - 1.0).abs() < 1e-4, "seed {seed}: {} has {got} m²", place.name);
            }
        }
    }
}
