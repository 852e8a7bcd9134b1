//! Importing a roster: from a small JSON file, or that of the built-in city.
//!
//! ```json
//! { "posts": [{ "post": "莞城-1", "at": [23.0461, 113.7452] }],
//!   "units": [{ "unit": "R1", "tier": "city", "force": "iron-riders", "kind": "motorcycle", "home_zone": "莞城",
//!               "post": "莞城-1", "capabilities": ["traffic"] }],
//!   "gateways": [{ "gateway": "gateway-1", "units": ["R1"] }] }
//! ```
//!
//! A large roster goes in several pieces, each below the limit of a message: posts first, since units name them. Each
//! piece adds or replaces, so an import that broke off is simply made again. The built-in city is invented: it is kept
//! out of a roster that has units, unless somebody insists.

use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;

use prost::Message;
use serde::Deserialize;

use super::super::failure::Failure;
use super::super::remote::{new_request_id, read, written};
use super::super::words::{Word, read_word};
use super::args::{RosterArgs, position};
use super::find::unit_name;
use super::{Console, card};
use crate::api::proto::{
    Datum, ImportRosterRequest, ListUnitsRequest, RosterGateway, RosterPost, RosterUnit, Tier, UnitKind,
};
use crate::city::{BUILT_IN_SEED, City};
use crate::domain::unit as domain;

/// The most bytes of one piece: the daemon takes 65,536 by default.
const PIECE_BYTES_MAX: usize = 48 * 1_024;
/// What a row takes beside its own fields.
const ROW_HEADER_BYTES: usize = 8;

/// Imports a roster and shows the receipt of each piece.
pub(super) async fn import<S: Write>(console: &mut Console<'_, S>, ask: &RosterArgs) -> Result<(), Failure> {
    if ask.demo_city && !ask.force {
        refuse_if_at_work(console).await?;
    }
    let whole = match &ask.file {
        Some(file) => read_file(file)?,
        None => of_city()?,
    };
    for mut piece in pieces(whole) {
        let id = new_request_id();
        piece.request_id = id.to_string();
        let (units, posts, gateways) = (piece.units.len(), piece.posts.len(), piece.gateways.len());
        let receipt = written(id, console.remote.roster().import_roster(piece)).await?;
        console.screen.show("WriteReceipt", &receipt, |receipt| {
            format!("{}: {units} units, {posts} posts, {gateways} gateways", card::receipt(receipt))
        })?;
    }
    Ok(())
}

/// Keeps invented units away from real ones.
async fn refuse_if_at_work<S: Write>(console: &Console<'_, S>) -> Result<(), Failure> {
    let first = ListUnitsRequest { page_size: 1, ..ListUnitsRequest::default() };
    let found = read(console.remote.dispatch().list_units(first)).await?;
    found.units.first().map_or(Ok(()), |unit| {
        Err(Failure::Other(format!(
            "refused: this daemon has units already, such as {}, and those of the built-in city are invented. Is it the \
             daemon that you mean (--address)? --force puts them beside each other",
            unit.callsign
        )))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RosterFile {
    #[serde(default)]
    units: Vec<UnitRow>,
    #[serde(default)]
    posts: Vec<PostRow>,
    #[serde(default)]
    gateways: Vec<GatewayRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitRow {
    unit: String,
    tier: String,
    force: String,
    kind: String,
    #[serde(default)]
    home_zone: String,
    #[serde(default)]
    post: String,
    #[serde(default)]
    capabilities: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PostRow {
    post: String,
    at: (f64, f64),
    datum: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GatewayRow {
    gateway: String,
    units: Vec<String>,
}

fn read_file(path: &Path) -> Result<ImportRosterRequest, Failure> {
    let named = |why: &dyn std::fmt::Display| Failure::Other(format!("failed to read {}: {why}", path.display()));
    let file = File::open(path).map_err(|why| named(&why))?;
    let rows: RosterFile = serde_json::from_reader(BufReader::new(file)).map_err(|why| named(&why))?;
    request(rows).map_err(|why| named(&why))
}

fn request(rows: RosterFile) -> Result<ImportRosterRequest, String> {
    let unit = |row: UnitRow| {
        Ok(RosterUnit {
            tier: enum_of::<Tier>(&row.unit, "tier", &row.tier)?,
            kind: enum_of::<UnitKind>(&row.unit, "kind", &row.kind)?,
            name: unit_name(&row.unit),
            force: row.force,
            home_zone: row.home_zone,
            post: row.post,
            capabilities: row.capabilities,
        })
    };
    let post = |row: PostRow| {
        let datum = read_word(row.datum.as_deref().unwrap_or("wgs84"))
            .map_err(|why| format!("post {}: datum: {why}", row.post))?;
        Ok(RosterPost { post: row.post, position: Some(position(row.at, datum)) })
    };
    let gateway = |row: GatewayRow| RosterGateway {
        gateway: row.gateway,
        units: row.units.iter().map(|unit| unit_name(unit)).collect(),
    };
    Ok(ImportRosterRequest {
        units: rows.units.into_iter().map(unit).collect::<Result<_, String>>()?,
        posts: rows.posts.into_iter().map(post).collect::<Result<_, String>>()?,
        gateways: rows.gateways.into_iter().map(gateway).collect(),
        request_id: String::new(),
    })
}

fn enum_of<W: Word + Into<i32>>(unit: &str, field: &str, text: &str) -> Result<i32, String> {
    read_word::<W>(text).map(Into::into).map_err(|why| format!("unit {unit}: {field}: {why}"))
}

/// The roster of the built-in city.
pub(in crate::cli) fn of_city() -> Result<ImportRosterRequest, Failure> {
    let city = City::new(BUILT_IN_SEED).map_err(|why| Failure::Other(why.to_string()))?;
    let roster = city.fleet.roster();
    let text = |id: Option<&dyn std::fmt::Display>| id.map(ToString::to_string).unwrap_or_default();
    let units = roster.units.iter().map(|unit| RosterUnit {
        name: unit_name(unit.id.as_str()),
        tier: tier(unit.tier).into(),
        force: unit.force.to_string(),
        kind: kind(unit.kind).into(),
        home_zone: text(unit.home_zone.as_ref().map(|id| id as _)),
        post: text(unit.post.as_ref().map(|id| id as _)),
        capabilities: unit.capabilities.iter().map(ToString::to_string).collect(),
    });
    let posts = roster.posts.iter().map(|post| RosterPost {
        post: post.id.to_string(),
        position: Some(position((post.at.latitude_deg(), post.at.longitude_deg()), Datum::Wgs84)),
    });
    let gateways = roster.gateways.iter().map(|grant| RosterGateway {
        gateway: grant.gateway.to_string(),
        units: grant.units.iter().map(|unit| unit_name(unit.as_str())).collect(),
    });
    Ok(ImportRosterRequest {
        units: units.collect(),
        posts: posts.collect(),
        gateways: gateways.collect(),
        request_id: String::new(),
    })
}

const fn tier(tier: domain::Tier) -> Tier {
    match tier {
        domain::Tier::City => Tier::City,
        domain::Tier::Town => Tier::Town,
        domain::Tier::Village => Tier::Village,
    }
}

const fn kind(kind: domain::UnitKind) -> UnitKind {
    match kind {
        domain::UnitKind::Motorcycle => UnitKind::Motorcycle,
        domain::UnitKind::Car => UnitKind::Car,
        domain::UnitKind::Van => UnitKind::Van,
        domain::UnitKind::Bicycle => UnitKind::Bicycle,
        domain::UnitKind::Foot => UnitKind::Foot,
        domain::UnitKind::Boat => UnitKind::Boat,
    }
}

/// The roster in pieces below the limit of a message: posts, then units, then gateways.
pub(in crate::cli) fn pieces(whole: ImportRosterRequest) -> Vec<ImportRosterRequest> {
    let mut pieces = Pieces::default();
    for post in whole.posts {
        pieces.room_for(post.encoded_len()).posts.push(post);
    }
    for unit in whole.units {
        pieces.room_for(unit.encoded_len()).units.push(unit);
    }
    for gateway in whole.gateways {
        pieces.room_for(gateway.encoded_len()).gateways.push(gateway);
    }
    pieces.full.extend(Some(pieces.open).filter(|last| *last != ImportRosterRequest::default()));
    pieces.full
}

#[derive(Default)]
struct Pieces {
    full: Vec<ImportRosterRequest>,
    open: ImportRosterRequest,
    open_bytes: usize,
}

impl Pieces {
    /// The piece that a row of this size goes into.
    fn room_for(&mut self, row_bytes: usize) -> &mut ImportRosterRequest {
        let needed = row_bytes + ROW_HEADER_BYTES;
        if self.open_bytes > 0 && self.open_bytes + needed > PIECE_BYTES_MAX {
            self.full.push(std::mem::take(&mut self.open));
            self.open_bytes = 0;
        }
        self.open_bytes += needed;
        &mut self.open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_city_goes_in_pieces_below_the_limit_and_arrives_whole() {
        let whole = of_city().expect("the built-in city");
        let pieces = pieces(whole.clone());
        assert!(pieces.len() > 1);
        let mut together = ImportRosterRequest::default();
        for piece in pieces {
            assert!(piece.encoded_len() <= PIECE_BYTES_MAX, "{} bytes", piece.encoded_len());
            together.posts.extend(piece.posts);
            together.units.extend(piece.units);
            together.gateways.extend(piece.gateways);
        }
        assert_eq!(together, whole);
    }

    #[test]
    fn a_file_is_read_or_told_what_is_wrong_with_it() {
        let read =
            |text: &str| serde_json::from_str(text).map_err(|why: serde_json::Error| why.to_string()).and_then(request);
        let good = read(
            r#"{"units":[{"unit":"铁骑-1","tier":"city","force":"iron-riders","kind":"motorcycle"}],
                "posts":[{"post":"p","at":[23.0,113.0],"datum":"gcj02"}]}"#,
        )
        .expect("a roster");
        assert_eq!((good.units[0].name.as_str(), good.units[0].tier), ("units/铁骑-1", 1));
        assert_eq!(good.posts[0].position, Some(position((23.0, 113.0), Datum::Gcj02)));
        for (text, words) in [
            (r#"{"unit":[]}"#, "unknown field `unit`"),
            (r#"{"units":[{"unit":"R1"}]}"#, "missing field `tier`"),
            (
                r#"{"units":[{"unit":"R1","tier":"county","force":"f","kind":"car"}]}"#,
                "unit R1: tier: expected one of city, town, village",
            ),
        ] {
            let why = read(text).expect_err(text);
            assert!(why.contains(words), "{why}");
        }
    }
}
