//! The 33 places of Dongguan: 32 towns and streets and Songshan Lake.
//!
//! Names are facts. Area and population are rounded to what is plausible, so that Chang'an is crowded and Xiegang is
//! wide; they are weights of an invented city, no statistics. The positions only say which town lies north or west
//! of which.

use super::plane::Spot;

/// The parts of the city in which radios share a gateway (the six 片区 of the city's plan).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum District {
    /// The old town and its streets (城区).
    Urban,
    /// Around Songshan Lake (松山湖).
    SongshanLake,
    /// The coast (滨海).
    Coast,
    /// The river towns (水乡).
    Waterland,
    /// The industrial parks in the east (东部).
    East,
    /// Next to Shenzhen (东南临深).
    SouthEast,
}

impl District {
    /// Every district.
    pub const ALL: [Self; 6] =
        [Self::Urban, Self::SongshanLake, Self::Coast, Self::Waterland, Self::East, Self::SouthEast];

    /// The word in names of gateways.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Urban => "urban",
            Self::SongshanLake => "songshan-lake",
            Self::Coast => "coast",
            Self::Waterland => "waterland",
            Self::East => "east",
            Self::SouthEast => "south-east",
        }
    }
}

/// A place as it is written down here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The name as people say it in callsigns.
    pub(super) short: &'static str,
    /// The official name.
    pub(super) name: &'static str,
    /// Whose gateway its radios use.
    pub(super) district: District,
    /// Roughly where: kilometres east and north of the town hall.
    pub(super) around: Spot,
    /// Area in km², before it is scaled to the city's total.
    pub(super) area_km2: u32,
    /// Inhabitants in thousands.
    pub(super) population_thousands: u32,
}

const fn place(
    short: &'static str,
    name: &'static str,
    district: District,
    (east_km, north_km): (f64, f64),
    area_km2: u32,
    population_thousands: u32,
) -> Place {
    Place { short, name, district, around: Spot::km(east_km, north_km), area_km2, population_thousands }
}

use District::{Coast, East, SongshanLake, SouthEast, Urban, Waterland};

/// Every place, in the order of the statistical codes.
pub(super) const PLACES: [Place; 33] = [
    place("东城", "东城街道", Urban, (4.0, 0.5), 105, 580),
    place("南城", "南城街道", Urban, (0.0, -2.5), 57, 420),
    place("万江", "万江街道", Urban, (-2.5, 3.0), 49, 350),
    place("莞城", "莞城街道", Urban, (0.5, 2.0), 11, 165),
    place("石碣", "石碣镇", Waterland, (6.0, 9.0), 33, 255),
    place("石龙", "石龙镇", SongshanLake, (10.5, 9.5), 14, 145),
    place("茶山", "茶山镇", SongshanLake, (12.0, 4.5), 46, 240),
    place("石排", "石排镇", SongshanLake, (17.0, 7.5), 49, 220),
    place("企石", "企石镇", East, (26.0, 4.5), 58, 155),
    place("横沥", "横沥镇", East, (23.0, 1.0), 45, 240),
    place("桥头", "桥头镇", East, (33.0, 0.5), 56, 215),
    place("谢岗", "谢岗镇", East, (38.0, -5.0), 91, 120),
    place("东坑", "东坑镇", East, (20.0, -2.0), 24, 170),
    place("常平", "常平镇", East, (25.5, -4.0), 103, 550),
    place("寮步", "寮步镇", SongshanLake, (12.0, -3.0), 72, 570),
    place("樟木头", "樟木头镇", SouthEast, (34.0, -11.5), 119, 190),
    place("大朗", "大朗镇", SongshanLake, (20.0, -9.0), 98, 565),
    place("黄江", "黄江镇", SouthEast, (25.0, -16.0), 93, 320),
    place("清溪", "清溪镇", SouthEast, (42.0, -20.0), 140, 380),
    place("塘厦", "塘厦镇", SouthEast, (36.0, -23.0), 128, 640),
    place("凤岗", "凤岗镇", SouthEast, (40.0, -31.0), 82, 445),
    place("大岭山", "大岭山镇", SongshanLake, (9.0, -13.5), 95, 440),
    place("长安", "长安镇", Coast, (5.5, -24.0), 83, 807),
    place("虎门", "虎门镇", Coast, (-6.5, -22.0), 170, 838),
    place("厚街", "厚街镇", Coast, (-5.0, -10.0), 126, 740),
    place("沙田", "沙田镇", Coast, (-13.0, -13.0), 111, 250),
    place("道滘", "道滘镇", Waterland, (-8.5, -1.5), 55, 185),
    place("洪梅", "洪梅镇", Waterland, (-14.5, -2.5), 33, 75),
    place("麻涌", "麻涌镇", Waterland, (-19.5, 2.5), 87, 150),
    place("望牛墩", "望牛墩镇", Waterland, (-10.0, 3.5), 32, 110),
    place("中堂", "中堂镇", Waterland, (-9.0, 8.0), 60, 195),
    place("高埗", "高埗镇", Waterland, (-1.0, 8.0), 35, 235),
    place("松山湖", "松山湖", SongshanLake, (13.5, -10.0), 89, 180),
];

/// Sizes of a total that go to parts by weight, by largest remainder: they add up to `total` exactly, and each is at
/// least `least` as long as `total` allows it.
pub(super) fn apportion(total: u32, least: u32, weights: &[u32]) -> Vec<u32> {
    let parts = u64::try_from(weights.len()).unwrap_or(u64::MAX);
    let spare = u64::from(total).saturating_sub(parts * u64::from(least));
    let weight_total = weights.iter().copied().map(u64::from).sum::<u64>().max(1);
    let due = |weight: u32| spare * u64::from(weight);
    let mut sizes: Vec<u64> = weights.iter().map(|weight| due(*weight) / weight_total).collect();
    let mut by_remainder: Vec<(u64, usize)> =
        weights.iter().enumerate().map(|(index, weight)| (due(*weight) % weight_total, index)).collect();
    by_remainder.sort_by_key(|(remainder, index)| (std::cmp::Reverse(*remainder), *index));
    let missing = usize::try_from(spare - sizes.iter().sum::<u64>()).unwrap_or(usize::MAX);
    for (_, index) in by_remainder.into_iter().take(missing) {
        if let Some(size) = sizes.get_mut(index) {
            *size += 1;
        }
    }
    sizes.into_iter().map(|size| least + u32::try_from(size).unwrap_or(u32::MAX - least)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_place_has_its_own_name() {
        assert_eq!(PLACES.iter().map(|place| place.name).collect::<BTreeSet<_>>().len(), 33);
        assert_eq!(PLACES.iter().map(|place| place.short).collect::<BTreeSet<_>>().len(), 33);
        assert!(PLACES.iter().all(|place| place.name.starts_with(place.short)));
    }

    #[test]
    fn the_names_are_those_of_the_statistical_list() {
        let path = std::env::var("PATROLD_DATA")
            .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data").to_owned());
        let Ok(list) = std::fs::read_to_string(format!("{path}/dongguan/streets.csv")) else {
            eprintln!("skipped: no data");
            return;
        };
        for place in PLACES {
            assert!(list.contains(&format!("\"{}\"", place.name)), "{} is on the list", place.name);
        }
    }

    #[test]
    fn nothing_is_lost_in_sharing_out() {
        for (total, least, weights, expected) in [
            (10, 0, vec![1, 1, 1], vec![4, 3, 3]),
            (593, 4, vec![1, 0, 3], vec![149, 4, 440]),
            (2, 1, vec![5, 5], vec![1, 1]),
            (7, 0, vec![2, 2, 3], vec![2, 2, 3]),
        ] {
            assert_eq!(apportion(total, least, &weights), expected);
        }
    }
}
