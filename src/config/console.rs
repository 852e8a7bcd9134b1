//! The section of the web console.

use std::path::{Path, PathBuf};

use super::sections::path;
use crate::api::base_map::BaseFiles;
use crate::domain::geo::Datum;
use crate::policy::section::Section;

/// The datums that a base map may have; Baidu's maps are none that can be had as tiles.
const DATUMS: [Datum; 2] = [Datum::Wgs84, Datum::Gcj02];

const fn word(datum: Datum) -> &'static str {
    match datum {
        Datum::Wgs84 => "wgs84",
        Datum::Gcj02 => "gcj02",
        Datum::Bd09 => "bd09",
    }
}

pub(super) fn read(section: &Section<'_>, folder: &Path) -> Option<BaseFiles> {
    let given = |path: PathBuf| (path != folder.join("")).then_some(path);
    let tiles = path(section, "tiles_file", folder);
    let coast = path(section, "coast_file", folder);
    let rivers = path(section, "rivers_file", folder);
    let datum = section.word("base_datum", &DATUMS, word);
    Some(BaseFiles { tiles: given(tiles?), coast: given(coast?), rivers: given(rivers?), datum: datum? })
}
