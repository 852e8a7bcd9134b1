//! Recorded movement and demand, read from two CSV files.

use std::fmt::Display;
use std::io::Read;
use std::path::{Path, PathBuf};

use csv::{ReaderBuilder, StringRecord, Trim};
use thiserror::Error;

use crate::domain::geo::Point;
use crate::domain::ids::UnitId;

/// The most rows in one file.
const ROWS_MAX: usize = 20_000_000;

/// One recorded position.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::cli) struct RecordedFix {
    /// UTC seconds since the Unix epoch.
    pub at_unix_s: i64,
    /// Whose.
    pub unit: UnitId,
    /// Where.
    pub at: Point,
    /// Whether the unit was taken.
    pub occupied: bool,
}

/// One recorded demand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::cli) struct RecordedDemand {
    /// UTC seconds since the Unix epoch.
    pub at_unix_s: i64,
    /// Where.
    pub at: Point,
}

/// Why a recording cannot be used.
#[derive(Debug, Error)]
pub(in crate::cli) enum RecordingError {
    /// The file cannot be read as CSV.
    #[error("failed to read {}: {source}", path.display())]
    Csv {
        /// The file.
        path: PathBuf,
        /// Why.
        source: csv::Error,
    },
    /// A column is missing.
    #[error("invalid recording {}: it has no column {column}; its first line must name its columns", path.display())]
    Column {
        /// The file.
        path: PathBuf,
        /// The column.
        column: &'static str,
    },
    /// A value is wrong.
    #[error("invalid recording {} line {line}: {column} (got {value:?}): {rule}", path.display())]
    Value {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// The column.
        column: &'static str,
        /// What stands there.
        value: String,
        /// The rule that it breaks.
        rule: String,
    },
    /// There are too many rows.
    #[error("invalid recording {}: more than {ROWS_MAX} rows", path.display())]
    TooLong {
        /// The file.
        path: PathBuf,
    },
}

/// Reads `t_unix,cab,lat,lon,occupied`, in the order of the file.
///
/// # Errors
/// When the file cannot be read or a value is wrong; the error names line, column, value and rule.
pub(in crate::cli) fn read_fixes(path: &Path) -> Result<Vec<RecordedFix>, RecordingError> {
    let mut table = Table::open(path)?;
    let columns = table.columns(["t_unix", "cab", "lat", "lon", "occupied"])?;
    table.rows(|row| {
        let [at, cab, latitude, longitude, occupied] = columns.map(|column| row.field(column));
        Ok(RecordedFix {
            at_unix_s: row.seconds(at?)?,
            unit: row.checked(cab?, UnitId::new)?,
            at: row.point(latitude?, longitude?)?,
            occupied: row.flag(occupied?)?,
        })
    })
}

/// Reads `t_unix,serving_cab,lat,lon`, in the order of the file. Who served it in truth is of no use here.
///
/// # Errors
/// When the file cannot be read or a value is wrong; the error names line, column, value and rule.
pub(in crate::cli) fn read_demands(path: &Path) -> Result<Vec<RecordedDemand>, RecordingError> {
    let mut table = Table::open(path)?;
    let columns = table.columns(["t_unix", "lat", "lon"])?;
    table.rows(|row| {
        let [at, latitude, longitude] = columns.map(|column| row.field(column));
        Ok(RecordedDemand { at_unix_s: row.seconds(at?)?, at: row.point(latitude?, longitude?)? })
    })
}

struct Table {
    path: PathBuf,
    reader: csv::Reader<Box<dyn Read>>,
}

#[derive(Clone, Copy)]
struct Column {
    name: &'static str,
    index: usize,
}

struct Row<'a> {
    path: &'a Path,
    line: u64,
    record: &'a StringRecord,
}

type Field<'a> = (&'static str, &'a str);

impl Table {
    fn open(path: &Path) -> Result<Self, RecordingError> {
        let failed = |source| RecordingError::Csv { path: path.to_owned(), source };
        let file = std::fs::File::open(path).map_err(|error| failed(error.into()))?;
        let reader = ReaderBuilder::new().trim(Trim::All).flexible(true).from_reader(Box::new(file) as Box<dyn Read>);
        Ok(Self { path: path.to_owned(), reader })
    }

    fn columns<const N: usize>(&mut self, names: [&'static str; N]) -> Result<[Column; N], RecordingError> {
        let path = &self.path;
        let headers = self.reader.headers().map_err(|source| RecordingError::Csv { path: path.clone(), source })?;
        let mut columns = [Column { name: "", index: 0 }; N];
        for (column, name) in columns.iter_mut().zip(names) {
            let found = headers.iter().position(|header| header.trim_start_matches('\u{feff}') == name);
            let missing = || RecordingError::Column { path: path.clone(), column: name };
            *column = Column { name, index: found.ok_or_else(missing)? };
        }
        Ok(columns)
    }

    fn rows<T>(
        &mut self,
        mut read: impl FnMut(&Row<'_>) -> Result<T, RecordingError>,
    ) -> Result<Vec<T>, RecordingError> {
        let mut rows = Vec::new();
        let mut record = StringRecord::new();
        loop {
            let more = self.reader.read_record(&mut record);
            if !more.map_err(|source| RecordingError::Csv { path: self.path.clone(), source })? {
                return Ok(rows);
            }
            if rows.len() >= ROWS_MAX {
                return Err(RecordingError::TooLong { path: self.path.clone() });
            }
            let line = record.position().map_or(0, csv::Position::line);
            rows.push(read(&Row { path: &self.path, line, record: &record })?);
        }
    }
}

impl Row<'_> {
    fn field(&self, column: Column) -> Result<Field<'_>, RecordingError> {
        let text = self.record.get(column.index);
        text.map(|text| (column.name, text)).ok_or_else(|| self.wrong((column.name, ""), &"the line is too short"))
    }

    fn wrong(&self, (column, value): Field<'_>, rule: &dyn Display) -> RecordingError {
        let value = value.chars().take(64).collect();
        RecordingError::Value { path: self.path.to_owned(), line: self.line, column, value, rule: rule.to_string() }
    }

    fn checked<T, E: Display>(
        &self,
        field: Field<'_>,
        check: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, RecordingError> {
        check(field.1).map_err(|rule| self.wrong(field, &rule))
    }

    fn seconds(&self, field: Field<'_>) -> Result<i64, RecordingError> {
        let seconds: i64 = self.checked(field, |text| {
            // Whole seconds, also when a spreadsheet has written them as a decimal fraction.
            text.strip_suffix(".0").unwrap_or(text).parse().map_err(|_| "it must be whole seconds since 1970")
        })?;
        if (0..=253_402_300_799).contains(&seconds) {
            Ok(seconds)
        } else {
            Err(self.wrong(field, &"it must lie between the years 1970 and 9999"))
        }
    }

    fn degrees(&self, field: Field<'_>) -> Result<f64, RecordingError> {
        self.checked(field, |text| text.parse::<f64>().map_err(|_| "it must be a number of degrees"))
    }

    fn point(&self, latitude: Field<'_>, longitude: Field<'_>) -> Result<Point, RecordingError> {
        let (latitude_deg, longitude_deg) = (self.degrees(latitude)?, self.degrees(longitude)?);
        Point::new(latitude_deg, longitude_deg).map_err(|rule| {
            let field = if (-90.0..=90.0).contains(&latitude_deg) { longitude } else { latitude };
            self.wrong(field, &rule)
        })
    }

    fn flag(&self, field: Field<'_>) -> Result<bool, RecordingError> {
        self.checked(field, |text| match text {
            "0" => Ok(false),
            "1" => Ok(true),
            _ => Err("it must be 0 or 1"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recording(text: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("fixes.csv");
        std::fs::write(&path, text).expect("a file");
        (folder, path)
    }

    #[test]
    fn rows_come_in_the_order_of_the_file_and_columns_by_name() {
        let (_folder, path) = recording("cab,t_unix,lat,lon,occupied\nb,20,37.7,-122.4,0\na,10,37.8,-122.5,1\n");
        let fixes = read_fixes(&path).expect("a recording");
        let short: Vec<_> = fixes.iter().map(|fix| (fix.at_unix_s, fix.unit.as_str(), fix.occupied)).collect();
        assert_eq!(short, [(20, "b", false), (10, "a", true)]);
    }

    #[test]
    fn a_bad_value_is_named_with_its_line() {
        for (row, complaint) in [
            ("1,a,116,-122,0", "line 3: lat (got \"116\"): invalid latitude_deg (got 116)"),
            ("1,a,37,-190,0", "line 3: lon (got \"-190\"): invalid longitude_deg (got -190)"),
            ("1,a,NaN,-122,0", "line 3: lat (got \"NaN\"): invalid latitude_deg (got NaN)"),
            ("x,a,37,-122,0", "line 3: t_unix (got \"x\"): it must be whole seconds since 1970"),
            ("1,,37,-122,0", "line 3: cab (got \"\"): invalid unit id (got an empty name)"),
            ("1,a,37,-122,2", "line 3: occupied (got \"2\"): it must be 0 or 1"),
            ("1,a,37", "line 3: lon (got \"\"): the line is too short"),
        ] {
            let (_folder, path) = recording(&format!("t_unix,cab,lat,lon,occupied\n1,a,37,-122,0\n{row}\n"));
            let error = read_fixes(&path).expect_err("refused").to_string();
            assert!(error.contains(complaint), "{error}");
        }
        let (_folder, path) = recording("t,cab\n");
        assert!(read_fixes(&path).expect_err("refused").to_string().contains("no column t_unix"));
    }
}
