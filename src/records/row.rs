//! How folded things are kept: the whole in a blob, from which it can be read back to the last field, and beside it the
//! columns that are asked for.

use rusqlite::{Connection, OptionalExtension, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::RecordsError;
use super::response::limit_us;
use super::schema::integer;
use crate::domain::clock::ClockKind;
use crate::domain::dispatch::{ChosenBy, Dispatch};
use crate::domain::ids::{DispatchId, IncidentId, ReportId, ZoneId};
use crate::domain::incident::{ActivityKind, DispositionKind, Incident, LocalDay};
use crate::domain::report::Report;
use crate::domain::time::EngineTime;
use crate::domain::unit::Tier;

/// A thing that has a table.
pub(super) trait Row: Serialize + DeserializeOwned {
    type Id: Copy + Ord;
    const SELECT: &'static str;

    fn uuid(id: Self::Id) -> Uuid;

    /// Writes the row, in the place of the one that was there.
    fn write(&self, connection: &Connection) -> Result<(), RecordsError>;

    fn read(connection: &Connection, id: Self::Id) -> Result<Option<Self>, RecordsError> {
        let mut select = connection.prepare_cached(Self::SELECT)?;
        let body: Option<Vec<u8>> = select.query_row([Self::uuid(id).as_bytes()], |row| row.get(0)).optional()?;
        Ok(body.map(|body| postcard::from_bytes(&body)).transpose()?)
    }
}

/// An incident with what statistics must know of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct IncidentRow {
    pub(super) incident: Incident,
    /// Whether anything of it was typed in after the fact.
    pub(super) entered_late: bool,
}

/// A report with what statistics must know of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct ReportRow {
    pub(super) report: Report,
    pub(super) entered_late: bool,
}

/// A dispatch with what statistics must know of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct DispatchRow {
    pub(super) dispatch: Dispatch,
    /// The unit's tier when it was sent.
    pub(super) tier: Option<Tier>,
    /// Which published figure it counts for.
    pub(super) activity: Option<ActivityKind>,
    pub(super) entered_late: bool,
}

impl Row for IncidentRow {
    type Id = IncidentId;
    const SELECT: &'static str = "SELECT body FROM incidents WHERE id = ?1";

    fn uuid(id: IncidentId) -> Uuid {
        id.as_uuid()
    }

    fn write(&self, connection: &Connection) -> Result<(), RecordsError> {
        let Incident { id, number, opened_at, clock_started_at, classification, jurisdiction, closed, .. } =
            &self.incident;
        let disposition = closed.as_ref().map(|(_, disposition)| disposition);
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO incidents VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,
                 ?15)",
            )?
            .execute(params![
                id.as_uuid().as_bytes(),
                day_number(number.day),
                number.count,
                number.to_string(),
                classification.level.number(),
                classification.type_code.as_str(),
                jurisdiction.as_ref().map(ZoneId::as_str),
                opened_at.as_micros(),
                clock_started_at.as_micros(),
                closed.as_ref().map(|(at, _)| at.as_micros()),
                disposition.map(|disposition| disposition_word(disposition.kind)),
                disposition.map(|disposition| activity_word(disposition.activity)),
                self.entered_late,
                number.training,
                postcard::to_stdvec(self)?,
            ])?;
        Ok(())
    }
}

impl Row for ReportRow {
    type Id = ReportId;
    const SELECT: &'static str = "SELECT body FROM reports WHERE id = ?1";

    fn uuid(id: ReportId) -> Uuid {
        id.as_uuid()
    }

    fn write(&self, connection: &Connection) -> Result<(), RecordsError> {
        let Report { id, incident, recorded_at, content, amendments } = &self.report;
        connection.prepare_cached("INSERT OR REPLACE INTO reports VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?.execute(
            params![
                id.as_uuid().as_bytes(),
                incident.as_uuid().as_bytes(),
                content.source.as_str(),
                recorded_at.as_micros(),
                amendments,
                self.entered_late,
                postcard::to_stdvec(self)?,
            ],
        )?;
        Ok(())
    }
}

impl Row for DispatchRow {
    type Id = DispatchId;
    const SELECT: &'static str = "SELECT body FROM dispatches WHERE id = ?1";

    fn uuid(id: DispatchId) -> Uuid {
        id.as_uuid()
    }

    fn write(&self, connection: &Connection) -> Result<(), RecordsError> {
        let Dispatch { id, incident, unit, state, offered_at, chosen_by, clocks, anomalies, ended, .. } =
            &self.dispatch;
        let micros = |clock: Option<EngineTime>| clock.map(EngineTime::as_micros);
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO dispatches
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
                         ?22)",
            )?
            .execute(params![
                id.as_uuid().as_bytes(),
                incident.as_uuid().as_bytes(),
                unit.as_str(),
                self.tier.map(Tier::as_str),
                state.as_str(),
                chosen_by_word(*chosen_by),
                offered_at.as_micros(),
                micros(clocks.signed_in_at),
                micros(clocks.departed_at),
                micros(clocks.arrived_at),
                micros(clocks.first_feedback_at),
                micros(clocks.finished_at),
                ended.as_ref().map(|(at, _)| at.as_micros()),
                limit_us(&self.dispatch, ClockKind::SignIn),
                limit_us(&self.dispatch, ClockKind::Depart),
                limit_us(&self.dispatch, ClockKind::Arrive),
                limit_us(&self.dispatch, ClockKind::Feedback),
                limit_us(&self.dispatch, ClockKind::OnScene),
                integer(u64::from(*anomalies)),
                self.activity.map(activity_word),
                self.entered_late,
                postcard::to_stdvec(self)?,
            ])?;
        Ok(())
    }
}

/// A day as one number that sorts: year * 10000 + month * 100 + day.
pub(super) fn day_number(day: LocalDay) -> i64 {
    i64::from(day.year) * 10_000 + i64::from(day.month) * 100 + i64::from(day.day)
}

const fn chosen_by_word(chosen_by: ChosenBy) -> &'static str {
    match chosen_by {
        ChosenBy::Policy => "policy",
        ChosenBy::Dispatcher => "dispatcher",
        ChosenBy::Unit => "unit",
    }
}

const fn activity_word(activity: ActivityKind) -> &'static str {
    match activity {
        ActivityKind::Accident => "accident",
        ActivityKind::Diversion => "diversion",
        ActivityKind::GoodDeed => "good_deed",
        ActivityKind::Arrest => "arrest",
        ActivityKind::CaseAssisted => "case_assisted",
        ActivityKind::Emergency => "emergency",
        ActivityKind::Other => "other",
    }
}

const fn disposition_word(disposition: DispositionKind) -> &'static str {
    match disposition {
        DispositionKind::Handled => "handled",
        DispositionKind::CaseOpened => "case_opened",
        DispositionKind::Mediated => "mediated",
        DispositionKind::Transferred => "transferred",
        DispositionKind::NothingFound => "nothing_found",
        DispositionKind::FalseAlarm => "false_alarm",
        DispositionKind::Merged => "merged",
        DispositionKind::Invalid => "invalid",
        DispositionKind::Dropped => "dropped",
    }
}
