//! What lies under the console's map: files that the operator names, served beside the console from the daemon's own port,
//! so that no map is asked of anybody else.
//!
//! Vector tiles come in one `PMTiles` file, which stays on disk and is read by ranges; shapes (coast, rivers) are GeoJSON and
//! small enough for memory. Like the console's files they lie before the door: they say what the city looks like, not what
//! happens in it.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream;
use http::{HeaderMap, Response, StatusCode, header};
use tonic::body::Body;

use crate::domain::geo::Datum;

/// The largest file of shapes, in bytes.
const SHAPES_BYTES_MAX: u64 = 16 << 20;

/// The longest range of the tiles in one answer, in bytes.
const RANGE_BYTES_MAX: u64 = 4 << 20;

/// How much of a range is in memory at once.
const CHUNK_BYTES: u64 = 64 << 10;

/// How a `PMTiles` file of version 3 begins, and how long its header is.
const TILES_MAGIC: &[u8] = b"PMTiles\x03";
const TILES_HEADER_BYTES: usize = 127;

/// Where the kind of tile stands in the header, and the one that is drawn.
const TILE_KIND_AT: usize = 99;
const VECTOR_TILES: u8 = 1;

/// The files that an operator names.
#[derive(Clone, Debug)]
pub struct BaseFiles {
    /// Vector tiles in `PMTiles`.
    pub tiles: Option<PathBuf>,
    /// The coast as GeoJSON.
    pub coast: Option<PathBuf>,
    /// Rivers and lakes as GeoJSON.
    pub rivers: Option<PathBuf>,
    /// The datum of all of them.
    pub datum: Datum,
}

/// The files, opened and looked at.
#[derive(Clone, Debug, Default)]
pub struct BaseMap {
    tiles: Option<Tiles>,
    coast: Option<Bytes>,
    rivers: Option<Bytes>,
    is_shifted: bool,
}

#[derive(Clone, Debug)]
struct Tiles {
    file: Arc<File>,
    bytes: u64,
}

impl BaseMap {
    /// Opens what an operator named.
    ///
    /// # Errors
    /// Which key names a file that cannot be used, and why.
    pub fn open(files: &BaseFiles) -> Result<Self, String> {
        let fault = |key: &str, path: &Path, why: String| format!("{key}: {}: {why}", path.display());
        let shapes = |key: &str, path: &Option<PathBuf>| {
            path.as_ref().map(|path| read_shapes(path).map_err(|why| fault(key, path, why))).transpose()
        };
        let tiles = files.tiles.as_ref();
        Ok(Self {
            tiles: tiles.map(|path| Tiles::open(path).map_err(|why| fault("tiles_file", path, why))).transpose()?,
            coast: shapes("coast_file", &files.coast)?,
            rivers: shapes("rivers_file", &files.rivers)?,
            is_shifted: files.datum == Datum::Gcj02,
        })
    }

    /// What is answered for a path below `/base/`; none for any other path.
    pub(super) fn answer(&self, path: &str, headers: &HeaderMap) -> Option<Response<Body>> {
        let name = path.strip_prefix("/base/")?;
        Some(match name {
            "base.json" => whole("application/json", self.told().into()),
            "coast.geojson" => self.coast.clone().map_or_else(nothing, |shapes| whole("application/geo+json", shapes)),
            "rivers.geojson" => {
                self.rivers.clone().map_or_else(nothing, |shapes| whole("application/geo+json", shapes))
            }
            "tiles.pmtiles" => self.tiles.as_ref().map_or_else(nothing, |tiles| tiles.answer(headers)),
            _ => nothing(),
        })
    }

    /// What there is, for the console.
    fn told(&self) -> String {
        let datum = if self.is_shifted { "gcj02" } else { "wgs84" };
        let (tiles, coast, rivers) = (self.tiles.is_some(), self.coast.is_some(), self.rivers.is_some());
        format!(r#"{{"datum":"{datum}","tiles":{tiles},"coast":{coast},"rivers":{rivers}}}"#)
    }
}

impl Tiles {
    fn open(path: &Path) -> Result<Self, String> {
        let file = File::open(path).map_err(|error| error.to_string())?;
        let bytes = file.metadata().map_err(|error| error.to_string())?.len();
        let mut head = [0; TILES_HEADER_BYTES];
        let begins = file.read_exact_at(&mut head, 0).is_ok() && head.starts_with(TILES_MAGIC);
        if !begins {
            return Err("it must be a PMTiles file of version 3".to_owned());
        }
        if head.get(TILE_KIND_AT) != Some(&VECTOR_TILES) {
            return Err("its tiles must be vector tiles (MVT)".to_owned());
        }
        Ok(Self { file: Arc::new(file), bytes })
    }

    /// A range of the file, read as it is sent.
    fn answer(&self, headers: &HeaderMap) -> Response<Body> {
        let asked = headers.get(header::RANGE).and_then(|range| range.to_str().ok()).and_then(read_range);
        let Some((first, last)) = asked.filter(|(first, _)| *first < self.bytes) else {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            set(&mut response, header::CONTENT_RANGE, &format!("bytes */{}", self.bytes));
            return response;
        };
        // A shorter answer than was asked for is allowed, and says so.
        let last = last.min(self.bytes - 1).min(first.saturating_add(RANGE_BYTES_MAX - 1));
        let file = Arc::clone(&self.file);
        let chunks = stream::try_unfold(first, move |at| next_chunk(Arc::clone(&file), at, last));
        let mut response = Response::new(Body::new(axum::body::Body::from_stream(chunks)));
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        set(&mut response, header::CONTENT_TYPE, "application/octet-stream");
        set(&mut response, header::CONTENT_LENGTH, &(last - first + 1).to_string());
        set(&mut response, header::CONTENT_RANGE, &format!("bytes {first}-{last}/{}", self.bytes));
        response
    }
}

/// The bytes from one place on, and where the next ones begin.
async fn next_chunk(file: Arc<File>, at: u64, last: u64) -> io::Result<Option<(Bytes, u64)>> {
    if at > last {
        return Ok(None);
    }
    let length = (last - at + 1).min(CHUNK_BYTES);
    let read = tokio::task::spawn_blocking(move || {
        let mut bytes = vec![0; usize::try_from(length).map_err(io::Error::other)?];
        file.read_exact_at(&mut bytes, at)?;
        Ok::<_, io::Error>(Bytes::from(bytes))
    });
    Ok(Some((read.await.map_err(io::Error::other)??, at + length)))
}

/// The first and last byte of `bytes=first-last`; no other form is taken.
fn read_range(range: &str) -> Option<(u64, u64)> {
    let (first, last) = range.trim().strip_prefix("bytes=")?.split_once('-')?;
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last).then_some((first, last))
}

fn read_shapes(path: &Path) -> Result<Bytes, String> {
    let bytes = std::fs::metadata(path).map_err(|error| error.to_string())?.len();
    if bytes > SHAPES_BYTES_MAX {
        return Err(format!("it has {bytes} bytes: at most {SHAPES_BYTES_MAX} are allowed"));
    }
    let text = std::fs::read(path).map_err(|error| error.to_string())?;
    let value: serde_json::Value =
        serde_json::from_slice(&text).map_err(|error| format!("it must be GeoJSON: {error}"))?;
    if value.get("type").and_then(serde_json::Value::as_str) != Some("FeatureCollection") {
        return Err("it must be a GeoJSON FeatureCollection".to_owned());
    }
    Ok(text.into())
}

fn whole(content_type: &str, bytes: Bytes) -> Response<Body> {
    let length = bytes.len();
    let mut response = Response::new(Body::new(axum::body::Body::from(bytes)));
    set(&mut response, header::CONTENT_TYPE, content_type);
    set(&mut response, header::CONTENT_LENGTH, &length.to_string());
    response
}

fn nothing() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

fn set(response: &mut Response<Body>, name: header::HeaderName, value: &str) {
    if let Ok(value) = value.parse() {
        response.headers_mut().insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file that begins as tiles do and goes on with bytes that say where they stand.
    fn tiles(folder: &Path, kind: u8, length: usize) -> PathBuf {
        let mut bytes: Vec<u8> = (0..length).map(|at| (at % 251).to_le_bytes()[0]).collect();
        bytes[..8].copy_from_slice(TILES_MAGIC);
        bytes[TILE_KIND_AT] = kind;
        let path = folder.join("city.pmtiles");
        std::fs::write(&path, bytes).expect("written");
        path
    }

    fn named(tiles: Option<PathBuf>, coast: Option<PathBuf>) -> BaseFiles {
        BaseFiles { tiles, coast, rivers: None, datum: Datum::Gcj02 }
    }

    fn ranged(range: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::RANGE, range.parse().expect("a value"))])
    }

    async fn read(response: Response<Body>) -> Vec<u8> {
        axum::body::to_bytes(axum::body::Body::new(response.into_body()), 8 << 20).await.expect("a body").to_vec()
    }

    #[tokio::test]
    async fn a_range_of_the_tiles_is_what_the_file_has_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = tiles(folder.path(), VECTOR_TILES, 5 << 20);
        let on_disk = std::fs::read(&path).expect("read");
        let base = BaseMap::open(&named(Some(path), None)).expect("sound");
        for (range, first, last) in [
            ("bytes=0-126", 0, 126),
            ("bytes=1000-200000", 1_000, 200_000),
            ("bytes=5242870-5999999", 5_242_870, (5 << 20) - 1),
            ("bytes=7-9999999", 7, 7 + (4 << 20) - 1),
        ] {
            let response = base.answer("/base/tiles.pmtiles", &ranged(range)).expect("ours");
            assert_eq!(response.status(), StatusCode::PARTIAL_CONTENT, "{range}");
            let told = response.headers()[header::CONTENT_RANGE].to_str().expect("text").to_owned();
            assert_eq!(told, format!("bytes {first}-{last}/{}", 5 << 20), "{range}");
            assert_eq!(read(response).await, on_disk[first..=last], "{range}");
        }
        for range in ["bytes=5242880-5242881", "bytes=9-3", "bytes=-5", "bytes=5-", "lines=1-2", "bytes=1-2,4-5"] {
            let response = base.answer("/base/tiles.pmtiles", &ranged(range)).expect("ours");
            assert_eq!(response.status(), StatusCode::RANGE_NOT_SATISFIABLE, "{range}");
        }
        let whole = base.answer("/base/tiles.pmtiles", &HeaderMap::new()).expect("ours");
        assert_eq!(whole.status(), StatusCode::RANGE_NOT_SATISFIABLE, "a whole file is never sent");
    }

    #[tokio::test]
    async fn the_console_is_told_what_there_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let coast = folder.path().join("coast.geojson");
        std::fs::write(&coast, r#"{"type":"FeatureCollection","features":[]}"#).expect("written");
        let base = BaseMap::open(&named(None, Some(coast))).expect("sound");
        let told = base.answer("/base/base.json", &HeaderMap::new()).expect("ours");
        assert_eq!(read(told).await, br#"{"datum":"gcj02","tiles":false,"coast":true,"rivers":false}"#);
        let shapes = base.answer("/base/coast.geojson", &HeaderMap::new()).expect("ours");
        assert_eq!(read(shapes).await, br#"{"type":"FeatureCollection","features":[]}"#);
        for path in ["/base/rivers.geojson", "/base/tiles.pmtiles", "/base/../patrold.toml", "/base/"] {
            assert_eq!(base.answer(path, &HeaderMap::new()).expect("ours").status(), StatusCode::NOT_FOUND, "{path}");
        }
        assert!(base.answer("/baseline", &HeaderMap::new()).is_none());
    }

    #[test]
    fn a_file_that_cannot_be_used_is_named_with_its_key() {
        let folder = tempfile::tempdir().expect("a folder");
        let absent = folder.path().join("absent");
        let text = folder.path().join("text");
        std::fs::write(&text, "[1, 2").expect("written");
        let other = folder.path().join("other.json");
        std::fs::write(&other, "{\"type\": \"Feature\"}").expect("written");
        let pictures = tiles(folder.path(), 2, 1_000);
        for (files, key, why) in [
            (named(Some(absent), None), "tiles_file", "No such file"),
            (named(Some(text.clone()), None), "tiles_file", "PMTiles file of version 3"),
            (named(Some(pictures), None), "tiles_file", "vector tiles"),
            (named(None, Some(text)), "coast_file", "it must be GeoJSON"),
            (named(None, Some(other)), "coast_file", "FeatureCollection"),
        ] {
            let refused = BaseMap::open(&files).expect_err("unusable");
            assert!(refused.starts_with(&format!("{key}: ")) && refused.contains(why), "{refused}");
        }
    }
}
