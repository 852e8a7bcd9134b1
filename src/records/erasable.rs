//! What must be destroyed for somebody's data to be gone.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use rusqlite::params;
use uuid::Uuid;

use super::row::{IncidentRow, ReportRow, Row};
use super::{Records, RecordsError};
use crate::domain::erasure::ErasureSubject;
use crate::domain::sealed::{KeyDay, Slip};

/// Everything personal that was told about something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erasable {
    /// The slips that it was sealed under.
    pub slips: BTreeSet<Slip>,
    /// The days of what was sealed before there were slips: it goes with its day only.
    pub by_day_only: BTreeSet<KeyDay>,
}

impl Records {
    /// Under which slips everything was sealed that was told about an incident or a report; none when there is no such
    /// thing. As of [`Records::position`].
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn erasable(&self, subject: ErasureSubject) -> Result<Option<Erasable>, RecordsError> {
        let owners: Vec<Uuid> = match subject {
            ErasureSubject::Incident(id) => {
                let Some(row) = IncidentRow::read(&self.connection, id)? else { return Ok(None) };
                let reports = row.incident.reports.iter().map(|report| report.as_uuid());
                std::iter::once(id.as_uuid()).chain(reports).collect()
            }
            ErasureSubject::Report(id) => {
                let Some(row) = ReportRow::read(&self.connection, id)? else { return Ok(None) };
                vec![row.report.id.as_uuid()]
            }
        };
        let mut erasable = Erasable::default();
        let mut select = self.connection.prepare_cached("SELECT day, slip FROM sealed WHERE owner = ?1")?;
        for owner in owners {
            let rows = select.query_map(params![owner.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?;
            for row in rows {
                let (day, number): (u32, u32) = row?;
                match NonZeroU32::new(number) {
                    Some(number) => erasable.slips.insert(Slip { day: KeyDay(day), number }),
                    None => erasable.by_day_only.insert(KeyDay(day)),
                };
            }
        }
        Ok(Some(erasable))
    }
}
