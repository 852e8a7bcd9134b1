//! What is asked about incidents of the past.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::row::{DispatchRow, IncidentRow, ReportRow, Row, day_number};
use super::{Records, RecordsError, RecordsReader};
use crate::domain::classification::Level;
use crate::domain::ids::{IncidentId, ReportId, TypeCode, ZoneId};
use crate::domain::incident::{ArchivedIncident, Disposition, Incident, IncidentNumber, LocalDay};
use crate::domain::time::EngineTime;

/// The most rows on one page.
pub const PAGE_ROWS_MAX: u32 = 1_000;

/// A closed incident in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedIncident {
    /// Its name.
    pub id: IncidentId,
    /// The number that people say.
    pub number: IncidentNumber,
    /// How much it mattered.
    pub level: Level,
    /// What it was.
    pub type_code: TypeCode,
    /// The zone that owns the case.
    pub jurisdiction: Option<ZoneId>,
    /// When it was recorded.
    pub opened_at: EngineTime,
    /// From when response time is measured.
    pub clock_started_at: EngineTime,
    /// When it was closed.
    pub closed_at: EngineTime,
    /// What became of it.
    pub disposition: Disposition,
    /// Whether anything of it was typed in after the fact: statistics show it apart.
    pub entered_late: bool,
}

/// The last row of a page, behind which the next one starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayPlace {
    /// The incident's count on its day.
    pub count: u32,
    /// The incident.
    pub id: IncidentId,
}

/// A page of a day's closed incidents, in the order of their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayPage {
    /// The incidents.
    pub incidents: Vec<ClosedIncident>,
    /// Where the next page starts; none on the last.
    pub next: Option<DayPlace>,
}

impl RecordsReader {
    /// An incident with its reports and dispatches, open or closed, as of one moment of the records.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn incident(&self, id: IncidentId) -> Result<Option<ArchivedIncident>, RecordsError> {
        let moment = self.moment()?;
        incident(&moment, id)
    }

    /// The incident that a report belongs to, with all that belongs to it, as of one moment of the records.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn incident_with(&self, report: ReportId) -> Result<Option<ArchivedIncident>, RecordsError> {
        let moment = self.moment()?;
        match ReportRow::read(&moment, report)? {
            Some(row) => incident(&moment, row.report.incident),
            None => Ok(None),
        }
    }
}

fn incident(connection: &Connection, id: IncidentId) -> Result<Option<ArchivedIncident>, RecordsError> {
    let Some(IncidentRow { incident, .. }) = IncidentRow::read(connection, id)? else { return Ok(None) };
    let mut reports = Vec::with_capacity(incident.reports.len());
    for report in &incident.reports {
        reports.extend(ReportRow::read(connection, *report)?.map(|row| row.report));
    }
    let mut dispatches = Vec::with_capacity(incident.dispatches.len());
    for dispatch in &incident.dispatches {
        dispatches.extend(DispatchRow::read(connection, *dispatch)?.map(|row| row.dispatch));
    }
    Ok(Some(ArchivedIncident { incident, reports, dispatches }))
}

impl Records {
    /// Those of the incidents that are closed in the records, in the order given: they may leave memory.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn contains_closed(&self, incidents: &[IncidentId]) -> Result<Vec<IncidentId>, RecordsError> {
        let mut select =
            self.connection.prepare_cached("SELECT 1 FROM incidents WHERE id = ?1 AND closed_at_us IS NOT NULL")?;
        let mut closed = Vec::new();
        for incident in incidents {
            if select.exists([incident.as_uuid().as_bytes()])? {
                closed.push(*incident);
            }
        }
        Ok(closed)
    }

    /// The real incidents that were opened on a local day and are closed, in the order of their numbers; the first page
    /// with `after` none. At least 1 and at most [`PAGE_ROWS_MAX`] rows are returned at once.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn closed_on(&self, day: LocalDay, after: Option<DayPlace>, rows_max: u32) -> Result<DayPage, RecordsError> {
        let rows_max = rows_max.clamp(1, PAGE_ROWS_MAX);
        let (count, id) = after.map_or((-1, Uuid::nil()), |place| (i64::from(place.count), place.id.as_uuid()));
        let mut select = self.connection.prepare_cached(
            "SELECT body FROM incidents
             WHERE day = ?1 AND (count, id) > (?2, ?3) AND closed_at_us IS NOT NULL AND NOT training
             ORDER BY count, id LIMIT ?4",
        )?;
        let bodies = select
            .query_map(params![day_number(day), count, id.as_bytes(), rows_max + 1], |row| row.get::<_, Vec<u8>>(0))?;
        let mut page = DayPage::default();
        for body in bodies {
            page.incidents.extend(listed(postcard::from_bytes(&body?)?));
        }
        if page.incidents.len() > rows_max as usize {
            page.incidents.truncate(rows_max as usize);
            page.next = page.incidents.last().map(|last| DayPlace { count: last.number.count, id: last.id });
        }
        Ok(page)
    }
}

fn listed(row: IncidentRow) -> Option<ClosedIncident> {
    let IncidentRow { incident, entered_late } = row;
    let Incident { id, number, classification, jurisdiction, opened_at, clock_started_at, closed, .. } = incident;
    let (closed_at, disposition) = closed?;
    Some(ClosedIncident {
        id,
        number,
        level: classification.level,
        type_code: classification.type_code,
        jurisdiction,
        opened_at,
        clock_started_at,
        closed_at,
        disposition,
        entered_late,
    })
}
