//! The city of the stories: ten towns of Dongguan, each a square around its middle, and what units are made of.

use std::fmt::Write as _;

use patrold::domain::few::Few;
use patrold::domain::geo::Point;
use patrold::domain::ids::{Capability, ForceId, PostId, UnitId, ZoneId};
use patrold::domain::roster::Roster;
use patrold::domain::unit::{Post, Tier, UnitKind, UnitProfile};
use patrold::policy::source::PolicySource;

/// The towns, with the latitude and longitude of their middles in degrees.
pub(crate) const TOWNS: [(&str, f64, f64); 10] = [
    ("莞城", 23.045, 113.752),
    ("南城", 23.010, 113.750),
    ("东城", 23.030, 113.790),
    ("万江", 23.050, 113.715),
    ("虎门", 22.815, 113.675),
    ("长安", 22.805, 113.800),
    ("厚街", 22.940, 113.675),
    ("寮步", 22.995, 113.875),
    ("常平", 22.975, 114.000),
    ("塘厦", 22.810, 114.080),
];

/// The known places of the stories.
const GAZETTEER: &str = "name,kind,lat,lon,zone\n\
    寮步中学,school,22.995,113.875,寮步\n\
    虎门站,station,22.815,113.675,虎门\n";

/// Half the edge of a town's square, in degrees.
const TOWN_HALF_DEG: f64 = 0.015;

/// One degree of latitude on the sphere, in metres.
const DEGREE_M: f64 = 111_195.08;

/// A place in words: a town's middle, a town and metres to the north (`莞城+500`) or south (`莞城-500`), or degrees
/// (`23.02,113.75`).
pub(crate) fn place(words: &str) -> Option<Point> {
    if let Some((latitude, longitude)) = words.split_once(',') {
        return Point::new(latitude.parse().ok()?, longitude.parse().ok()?).ok();
    }
    let end = words.find(['+', '-']).unwrap_or(words.len());
    let (town, north_m) = words.split_at(end);
    let north_m: f64 = if north_m.is_empty() { 0.0 } else { north_m.parse().ok()? };
    let (_, latitude, longitude) = TOWNS.iter().find(|(name, _, _)| *name == town)?;
    Point::new(latitude + north_m / DEGREE_M, *longitude).ok()
}

/// What some stories and cities add to the policy of the stories: whole tables, and plans that stand in the place of
/// those for the same types.
pub(crate) const MORE: [(&str, &str); 4] = [
    ("layered", include_str!("../../stories/policy/layered.toml")),
    ("weighed", include_str!("../../stories/policy/weighed.toml")),
    ("reserved", include_str!("../../stories/policy/reserved.toml")),
    ("posted", include_str!("../../stories/policy/posted.toml")),
];

/// The policy of the stories with something added.
pub(crate) fn policy_with(more: &[&str]) -> PolicySource {
    let mut source = policy();
    for name in more {
        let (_, tables) = MORE.iter().find(|(other, _)| other == name).expect("a known addition");
        let replaced = |plan: &str| {
            let types = plan.lines().find(|line| line.starts_with("types = "));
            types.is_some_and(|types| tables.contains(types))
        };
        let mut plans = source.policy_toml.split("[[plan]]\n");
        let before = plans.next().expect("what stands before the plans").to_owned();
        let kept: Vec<&str> = plans.filter(|plan| !replaced(plan)).collect();
        source.policy_toml = format!("{before}{tables}[[plan]]\n{}", kept.join("[[plan]]\n"));
    }
    source
}

/// The policy of the stories with a zone for each town.
pub(crate) fn policy() -> PolicySource {
    let mut features = String::new();
    for (name, latitude, longitude) in TOWNS {
        let (south, north) = (latitude - TOWN_HALF_DEG, latitude + TOWN_HALF_DEG);
        let (west, east) = (longitude - TOWN_HALF_DEG, longitude + TOWN_HALF_DEG);
        let comma = if features.is_empty() { "" } else { "," };
        write!(
            features,
            r#"{comma}{{"type":"Feature","properties":{{"name":"{name}"}},"geometry":{{"type":"Polygon","coordinates":
            [[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#
        )
        .expect("text grows");
    }
    PolicySource {
        policy_toml: include_str!("../../stories/policy.toml").to_owned(),
        zones_geojson: Some(format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)),
        gazetteer_csv: Some(GAZETTEER.to_owned()),
    }
}

/// The kinds of patrol: what they are called, their force, tier and way of moving.
pub(crate) const PATROLS: [(&str, &str, Tier, UnitKind); 4] = [
    ("rider", "iron-riders", Tier::City, UnitKind::Motorcycle),
    ("swat", "swat", Tier::City, UnitKind::Van),
    ("patrol", "town-patrol", Tier::Town, UnitKind::Car),
    ("community", "community-patrol", Tier::Village, UnitKind::Foot),
];

/// A unit of one of the [`PATROLS`].
pub(crate) fn unit(id: &str, patrol: &str, home: Option<&str>, armed: bool) -> Option<UnitProfile> {
    let (_, force, tier, kind) = PATROLS.iter().find(|(name, ..)| *name == patrol)?;
    Some(UnitProfile {
        id: UnitId::new(id).ok()?,
        tier: *tier,
        force: ForceId::new(force).ok()?,
        kind: *kind,
        home_zone: home.map(|zone| ZoneId::new(zone).expect("a zone")),
        post: None,
        capabilities: if armed { Few::from([Capability::new("armed").ok()?]) } else { Few::new() },
        parent: None,
    })
}

/// One unit as a roster, with a post of its own when it has one.
pub(crate) fn roster_of(mut unit: UnitProfile, post: Option<Point>) -> Roster {
    let posts = post.map(|at| Post { id: PostId::new(&format!("{}岗", unit.id)).expect("a short name"), at });
    if let Some(post) = &posts {
        unit.post = Some(post.id.clone());
    }
    Roster { units: vec![unit], posts: posts.into_iter().collect(), gateways: Vec::new() }
}
