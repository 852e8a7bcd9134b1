//! Who was on duty under which callsign, with which vehicle and device, from when to when.

use rusqlite::{Connection, OptionalExtension, params};

use super::schema::integer;
use super::{Records, RecordsError};
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{DeviceId, PersonId, UnitId, VehicleId};
use crate::domain::time::EngineTime;
use crate::domain::unit::{CheckIn, Crew, Rank, Tier, UnitProfile};

/// A time during which a callsign was bound to the same crew, vehicle and device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyPeriod {
    /// The callsign.
    pub unit: UnitId,
    /// From when.
    pub started_at: EngineTime,
    /// Until when; none while it lasts.
    pub ended_at: Option<EngineTime>,
    /// What was declared.
    pub check_in: CheckIn,
    /// Whether its start or end was typed in after the fact.
    pub entered_late: bool,
}

impl Records {
    /// A unit's duty periods that started in `[from, until)`, the first started first, at most `rows_max`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn duty_periods(
        &self,
        unit: &UnitId,
        from: EngineTime,
        until: EngineTime,
        rows_max: u32,
    ) -> Result<Vec<DutyPeriod>, RecordsError> {
        let mut select = self.connection.prepare_cached(
            "SELECT started_at_us, ended_at_us, entered_late, body FROM duty
             WHERE unit = ?1 AND started_at_us >= ?2 AND started_at_us < ?3 ORDER BY started_at_us, ordinal LIMIT ?4",
        )?;
        let rows = select.query_map(params![unit.as_str(), from.as_micros(), until.as_micros(), rows_max], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, Option<i64>>(1)?,
                row.get::<_, bool>(2)?,
                row.get::<_, Vec<u8>>(3)?,
            ))
        })?;
        rows.map(|row| {
            let (started_at, ended_at, entered_late, body) = row?;
            Ok(DutyPeriod {
                unit: unit.clone(),
                started_at: EngineTime::from_micros(started_at),
                ended_at: ended_at.map(EngineTime::from_micros),
                check_in: postcard::from_bytes(&body)?,
                entered_late,
            })
        })
        .collect()
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is in `fold`, without one")]
pub(super) fn fold(connection: &Connection, entry: &Entry, event: &Event) -> Result<(), RecordsError> {
    match event {
        Event::RosterImported(roster) => roster.units.iter().try_for_each(|profile| know(connection, profile)),
        Event::DutyStarted { unit, check_in } | Event::CrewChanged { unit, check_in } => {
            end(connection, entry, unit)?;
            start(connection, entry, unit, check_in)
        }
        Event::DutyEnded { unit } => end(connection, entry, unit),
        Event::UnitSplit { parent, members, child, check_in } => {
            know(connection, child)?;
            leave(connection, entry, parent, members)?;
            end(connection, entry, &child.id)?;
            start(connection, entry, &child.id, check_in)
        }
        // Readiness, places and links are the board's; the record itself keeps them.
        _ => Ok(()),
    }
}

/// The tier of a unit on the roster.
pub(super) fn tier_of(connection: &Connection, unit: &UnitId) -> Result<Option<Tier>, RecordsError> {
    let mut select = connection.prepare_cached("SELECT tier FROM units WHERE id = ?1")?;
    let word: Option<String> = select.query_row([unit.as_str()], |row| row.get(0)).optional()?;
    Ok(word.and_then(|word| Tier::ALL.into_iter().find(|tier| tier.as_str() == word)))
}

fn know(connection: &Connection, profile: &UnitProfile) -> Result<(), RecordsError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO units VALUES (?1, ?2)")?
        .execute(params![profile.id.as_str(), profile.tier.as_str()])?;
    Ok(())
}

fn start(connection: &Connection, entry: &Entry, unit: &UnitId, check_in: &CheckIn) -> Result<(), RecordsError> {
    let CheckIn { crew, vehicle, device, armed, .. } = check_in;
    connection
        .prepare_cached(
            "INSERT INTO duty (unit, started_at_us, officers, auxiliaries, vehicle, device, armed, entered_late, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            unit.as_str(),
            entry.happened_at().as_micros(),
            integer(crew.count(Rank::Officer) as u64),
            integer(crew.count(Rank::Auxiliary) as u64),
            vehicle.as_ref().map(VehicleId::as_str),
            device.as_ref().map(DeviceId::as_str),
            armed,
            entry.entered_late,
            postcard::to_stdvec(check_in)?,
        ])?;
    Ok(())
}

fn end(connection: &Connection, entry: &Entry, unit: &UnitId) -> Result<(), RecordsError> {
    connection
        .prepare_cached(
            "UPDATE duty SET ended_at_us = ?2, entered_late = entered_late OR ?3
             WHERE unit = ?1 AND ended_at_us IS NULL",
        )?
        .execute(params![unit.as_str(), entry.happened_at().as_micros(), entry.entered_late])?;
    Ok(())
}

/// Some of the crew go; those who stay are a new binding.
fn leave(connection: &Connection, entry: &Entry, unit: &UnitId, members: &[PersonId]) -> Result<(), RecordsError> {
    let mut select = connection.prepare_cached(
        "SELECT body FROM duty WHERE unit = ?1 AND ended_at_us IS NULL ORDER BY ordinal DESC LIMIT 1",
    )?;
    let body: Option<Vec<u8>> = select.query_row([unit.as_str()], |row| row.get(0)).optional()?;
    let Some(body) = body else { return Ok(()) };
    let mut check_in: CheckIn = postcard::from_bytes(&body)?;
    let staying = check_in.crew.members().iter().filter(|member| !members.contains(&member.person)).cloned();
    if let Ok(crew) = Crew::new(staying.collect()) {
        check_in.crew = crew;
        end(connection, entry, unit)?;
        start(connection, entry, unit, &check_in)?;
    }
    Ok(())
}
