//! The tables, and what makes a file fit for this binary.

use rusqlite::{Connection, OptionalExtension, params};

use super::RecordsError;
use crate::domain::ids::CityId;

/// The shape of the tables and of the blobs in them. Raise it when a table or a stored type changes (a test pins the
/// bytes of a sample): the records are then built again from the journal.
pub(super) const SHAPE: i64 = 7;

/// How long the write-ahead log grows before it is folded into the file, in pages of 4 KiB.
const LOG_PAGES_MAX: u32 = 8_192;

/// How much of the file is kept in memory: rows of open incidents are read and written again until they are closed.
const CACHE_KIB: i64 = 32 * 1_024;

const TABLES: &str = "
CREATE TABLE position (
    city        TEXT NOT NULL,
    sequence    INTEGER NOT NULL,
    chain_hash  BLOB NOT NULL
);

-- One row an incident, open or closed. `day` is year * 10000 + month * 100 + day.
CREATE TABLE incidents (
    id                   BLOB PRIMARY KEY,
    day                  INTEGER NOT NULL,
    count                INTEGER NOT NULL,
    number               TEXT NOT NULL,
    level                INTEGER NOT NULL,
    type_code            TEXT NOT NULL,
    jurisdiction         TEXT,
    opened_at_us         INTEGER NOT NULL,
    clock_started_at_us  INTEGER NOT NULL,
    closed_at_us         INTEGER,
    disposition          TEXT,
    activity             TEXT,
    entered_late         INTEGER NOT NULL,
    -- An exercise counts nowhere: whatever is counted leaves it out.
    training             INTEGER NOT NULL,
    body                 BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX incidents_by_day ON incidents (day, count, id);
-- Response times are counted from this index and that of the dispatches alone: the rows are a hundred times as large.
CREATE INDEX incidents_by_time
    ON incidents (clock_started_at_us, training, jurisdiction, level, entered_late, closed_at_us);

CREATE TABLE reports (
    id              BLOB PRIMARY KEY,
    incident        BLOB NOT NULL,
    source          TEXT NOT NULL,
    recorded_at_us  INTEGER NOT NULL,
    amendments      INTEGER NOT NULL,
    entered_late    INTEGER NOT NULL,
    body            BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX reports_by_incident ON reports (incident);

CREATE TABLE dispatches (
    id                    BLOB PRIMARY KEY,
    incident              BLOB NOT NULL,
    unit                  TEXT NOT NULL,
    tier                  TEXT,
    state                 TEXT NOT NULL,
    chosen_by             TEXT NOT NULL,
    offered_at_us         INTEGER NOT NULL,
    signed_in_at_us       INTEGER,
    departed_at_us        INTEGER,
    arrived_at_us         INTEGER,
    first_feedback_at_us  INTEGER,
    finished_at_us        INTEGER,
    ended_at_us           INTEGER,
    -- The last threshold of each clock.
    sign_in_limit_us      INTEGER,
    depart_limit_us       INTEGER,
    arrive_limit_us       INTEGER,
    feedback_limit_us     INTEGER,
    on_scene_limit_us     INTEGER,
    anomalies             INTEGER NOT NULL,
    activity              TEXT,
    entered_late          INTEGER NOT NULL,
    body                  BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX dispatches_by_incident ON dispatches
    (incident, entered_late, offered_at_us, signed_in_at_us, departed_at_us, arrived_at_us, first_feedback_at_us,
     finished_at_us, ended_at_us, sign_in_limit_us, depart_limit_us, arrive_limit_us, feedback_limit_us,
     on_scene_limit_us);
CREATE INDEX dispatches_by_unit ON dispatches (unit, offered_at_us);
CREATE INDEX dispatches_by_time ON dispatches (offered_at_us);

-- Under which slips the personal texts of a report or an incident were sealed, those that were replaced among them; 0 for
-- what was sealed before there were slips.
CREATE TABLE sealed (
    owner  BLOB NOT NULL,
    day    INTEGER NOT NULL,
    slip   INTEGER NOT NULL,
    PRIMARY KEY (owner, day, slip)
) WITHOUT ROWID;

-- The tier of every unit on the roster, as of the newest import.
CREATE TABLE units (
    id    TEXT PRIMARY KEY,
    tier  TEXT NOT NULL
) WITHOUT ROWID;

-- One row for each crew, vehicle and device that a callsign was bound to, from when to when.
CREATE TABLE duty (
    ordinal        INTEGER PRIMARY KEY,
    unit           TEXT NOT NULL,
    started_at_us  INTEGER NOT NULL,
    ended_at_us    INTEGER,
    officers       INTEGER NOT NULL,
    auxiliaries    INTEGER NOT NULL,
    vehicle        TEXT,
    device         TEXT,
    armed          INTEGER NOT NULL,
    entered_late   INTEGER NOT NULL,
    body           BLOB NOT NULL
);
CREATE INDEX duty_by_unit ON duty (unit, started_at_us);
CREATE INDEX duty_by_time ON duty (started_at_us);

CREATE TABLE audit (
    sequence        INTEGER PRIMARY KEY,
    recorded_at_us  INTEGER NOT NULL,
    received_at_us  INTEGER,
    occurred_at_us  INTEGER,
    entered_late    INTEGER NOT NULL,
    command_id      BLOB NOT NULL,
    principal       TEXT NOT NULL,
    role            TEXT NOT NULL,
    scope           TEXT NOT NULL,
    request         TEXT,
    asked           TEXT NOT NULL,
    what            TEXT NOT NULL,
    outcome         TEXT NOT NULL,
    reason          TEXT NOT NULL,
    detail          TEXT NOT NULL,
    -- One name a line.
    subjects        TEXT NOT NULL
);
CREATE INDEX audit_by_time ON audit (recorded_at_us);
CREATE INDEX audit_by_principal ON audit (principal, sequence);
CREATE INDEX audit_refused ON audit (sequence) WHERE outcome = 'refused';

CREATE TABLE audit_subjects (
    subject   TEXT NOT NULL,
    sequence  INTEGER NOT NULL,
    PRIMARY KEY (subject, sequence)
) WITHOUT ROWID;
";

/// Makes the tables of a new file, or checks that a file is this city's and of this shape.
pub(super) fn prepare(connection: &Connection, city: &CityId) -> Result<(), RecordsError> {
    // The position commits with what it speaks of, so a lost tail costs a catch-up from the journal, nothing else.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    // Each checkpoint syncs two files while the journal waits for its own sync: better seldom.
    connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES_MAX)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.set_prepared_statement_cache_capacity(64);
    let shape: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if shape == 0 {
        return create(connection, city);
    }
    if shape != SHAPE {
        return Err(RecordsError::OtherShape { got: shape, expected: SHAPE });
    }
    let stored = connection.query_row("SELECT city FROM position", [], |row| row.get::<_, String>(0)).optional()?;
    match stored {
        Some(stored) if stored == city.as_str() => Ok(()),
        stored => Err(RecordsError::OtherCity { got: stored.unwrap_or_default(), expected: city.clone() }),
    }
}

fn create(connection: &Connection, city: &CityId) -> Result<(), RecordsError> {
    let transaction = connection.unchecked_transaction()?;
    transaction.execute_batch(TABLES)?;
    transaction.execute("INSERT INTO position VALUES (?1, 0, zeroblob(32))", params![city.as_str()])?;
    transaction.pragma_update(None, "user_version", SHAPE)?;
    transaction.commit()?;
    Ok(())
}

/// A number as SQLite keeps it; what is beyond its range becomes the largest.
pub(super) fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
