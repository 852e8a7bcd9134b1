//! Who asked for what, when, and what came of it: one row an entry, refusals and reads among them.

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
use uuid::Uuid;

use super::happened::{Subjects, name};
use super::reader::RecordsReader;
use super::schema::integer;
use super::{RecordsError, RecordsPosition, position};
use crate::domain::command::RequestKey;
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{CommandId, Sequence};
use crate::domain::time::EngineTime;

/// What came of what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was carried out.
    Done,
    /// It was refused.
    Refused,
    /// Personal data was shown.
    Read,
}

impl Outcome {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Read => "read",
        }
    }

    fn of(word: &str) -> Self {
        [Self::Refused, Self::Read].into_iter().find(|it| it.as_str() == word).unwrap_or(Self::Done)
    }
}

/// One entry as an auditor sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Its place in the record.
    pub sequence: Sequence,
    /// When it was recorded.
    pub recorded_at: EngineTime,
    /// When it reached the daemon; none in records of before that was kept.
    pub received_at: Option<EngineTime>,
    /// When what it tells of happened, if that was another time.
    pub occurred_at: Option<EngineTime>,
    /// Whether it was typed in after the fact.
    pub entered_late: bool,
    /// The command.
    pub command: CommandId,
    /// Who asked.
    pub principal: String,
    /// As what.
    pub role: String,
    /// On what they may act, in words.
    pub scope: String,
    /// By which name a retry would be recognised.
    pub request: Option<String>,
    /// The name of the command or method; empty in records of before it was kept.
    pub asked: String,
    /// What happened, as the events' names.
    pub what: String,
    /// What came of it.
    pub outcome: Outcome,
    /// The machine-readable reason when it was refused; of a read, what was asked for.
    pub reason: String,
    /// The same in words; of a read, how many things the answer had.
    pub detail: String,
    /// What it was about, by resource names.
    pub subjects: Vec<String>,
}

impl AuditRow {
    /// The row of an entry.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        let mut subjects = Subjects::default();
        entry.events.iter().for_each(|event| subjects.of(event));
        let (outcome, asked, reason, detail) = told(entry);
        let kept = entry.asked.command.as_str();
        Self {
            sequence: entry.sequence,
            recorded_at: entry.recorded_at,
            received_at: entry.asked.received_at,
            occurred_at: entry.occurred_at,
            entered_late: entry.entered_late,
            command: entry.command,
            principal: entry.actor.principal.to_string(),
            role: entry.actor.role.as_str().to_owned(),
            scope: entry.actor.scope.in_words(),
            request: entry.request.as_ref().map(|tag| request_in_words(&tag.key)),
            asked: asked.unwrap_or_else(|| kept.to_owned()),
            what: entry.events.iter().map(name).collect::<Vec<_>>().join(" "),
            outcome,
            reason,
            detail,
            subjects: subjects.0,
        }
    }
}

/// Outcome, the name of the method when an event knows it better than the entry, reason and detail.
#[expect(clippy::wildcard_enum_match_arm, reason = "what was refused or read says so; everything else was done")]
fn told(entry: &Entry) -> (Outcome, Option<String>, String, String) {
    let told = entry.events.iter().find_map(|event| match event {
        Event::CommandRefused { command, reason, detail, .. } => {
            Some((Outcome::Refused, Some(command.to_string()), reason.to_string(), detail.to_string()))
        }
        Event::DataRead { rpc, query, rows, .. } => {
            Some((Outcome::Read, Some(rpc.to_string()), query.to_string(), format!("{rows} in the answer")))
        }
        Event::WatchOpened { rpc, query, from } => {
            Some((Outcome::Read, Some(rpc.to_string()), query.to_string(), format!("from entry {from}")))
        }
        Event::WatchEnded { opened, through } => {
            let (opened, through) = (format!("opened by {opened}"), format!("through entry {through}"));
            Some((Outcome::Read, Some("watch_ended".to_owned()), opened, through))
        }
        Event::RefusalsLeftOut(left_out) => {
            let detail = format!("{} refusals since {}", left_out.total(), left_out.since);
            Some((Outcome::Refused, None, "LEFT_OUT".to_owned(), detail))
        }
        _ => None,
    });
    told.unwrap_or((Outcome::Done, None, String::new(), String::new()))
}

fn request_in_words(key: &RequestKey) -> String {
    match key {
        RequestKey::Unary { id, .. } => id.to_string(),
        RequestKey::Submit { session, number, .. } => format!("{session}/{number}"),
        RequestKey::Device { device, installation, number } => format!("{device}/{installation}/{number}"),
    }
}

/// Which rows are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Of one principal.
    pub principal: Option<String>,
    /// Of one role.
    pub role: Option<String>,
    /// Of one command or method, or with one event among what happened.
    pub command: Option<String>,
    /// About one thing, by its resource name.
    pub subject: Option<String>,
    /// Recorded at this time or later.
    pub from: Option<EngineTime>,
    /// Recorded before this time.
    pub until: Option<EngineTime>,
    /// Only what was refused.
    pub refused_only: bool,
    /// The newest first.
    pub newest_first: bool,
}

impl AuditQuery {
    /// Whether a row is wanted: for whoever reads the journal itself.
    #[must_use]
    pub fn fits(&self, row: &AuditRow) -> bool {
        let is = |wanted: &Option<String>, given: &str| wanted.as_ref().is_none_or(|wanted| wanted == given);
        let happened = |wanted: &String| row.asked == *wanted || row.what.split(' ').any(|what| what == wanted);
        is(&self.principal, &row.principal)
            && is(&self.role, &row.role)
            && self.command.as_ref().is_none_or(happened)
            && self.subject.as_ref().is_none_or(|wanted| row.subjects.contains(wanted))
            && self.from.is_none_or(|from| row.recorded_at >= from)
            && self.until.is_none_or(|until| row.recorded_at < until)
            && (!self.refused_only || row.outcome == Outcome::Refused)
    }

    /// The conditions behind `WHERE`, with their values; the first names the rows behind `after`.
    fn conditions(&self, after: Option<Sequence>) -> (String, Vec<Value>) {
        let (mut conditions, mut values) = (Vec::new(), Vec::new());
        let beyond = if self.newest_first { "a.sequence < ?" } else { "a.sequence > ?" };
        let micros = |at: EngineTime| Value::from(at.as_micros());
        let text = |text: &String| Value::from(text.clone());
        let pairs = [
            (beyond, after.map(|after| Value::from(integer(after.get())))),
            ("a.principal = ?", self.principal.as_ref().map(text)),
            ("a.role = ?", self.role.as_ref().map(text)),
            ("? IN (a.asked) OR instr(' ' || a.what || ' ', ' ' || ? || ' ') > 0", self.command.as_ref().map(text)),
            ("s.subject = ?", self.subject.as_ref().map(text)),
            ("a.recorded_at_us >= ?", self.from.map(micros)),
            ("a.recorded_at_us < ?", self.until.map(micros)),
            ("a.outcome = ?", self.refused_only.then(|| Value::from(Outcome::Refused.as_str().to_owned()))),
        ];
        for (condition, value) in pairs {
            let Some(value) = value else { continue };
            conditions.push(format!("({condition})"));
            values.extend(std::iter::repeat_n(value, condition.matches('?').count()));
        }
        let all = if conditions.is_empty() { "1".to_owned() } else { conditions.join(" AND ") };
        (all, values)
    }
}

/// A page of the audit, and the place in the record that it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPage {
    /// The rows, in the order that was asked for.
    pub rows: Vec<AuditRow>,
    /// Up to where the audit has come.
    pub position: RecordsPosition,
}

impl RecordsReader {
    /// The rows behind the row with the sequence `after`, at most `rows_max`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn page(
        &self,
        query: &AuditQuery,
        after: Option<Sequence>,
        rows_max: usize,
    ) -> Result<AuditPage, RecordsError> {
        // Rows and position of one moment.
        let moment = self.moment()?;
        let position = position(&moment)?;
        let (conditions, mut values) = query.conditions(after);
        let about = if query.subject.is_some() { "JOIN audit_subjects s ON s.sequence = a.sequence" } else { "" };
        let order = if query.newest_first { "DESC" } else { "ASC" };
        values.push(Value::from(i64::try_from(rows_max).unwrap_or(i64::MAX)));
        let mut select = moment.prepare(&format!(
            "SELECT a.sequence, a.recorded_at_us, a.received_at_us, a.occurred_at_us, a.entered_late, a.command_id,
                    a.principal, a.role, a.scope, a.request, a.asked, a.what, a.outcome, a.reason, a.detail, a.subjects
             FROM audit a {about} WHERE {conditions} ORDER BY a.sequence {order} LIMIT ?"
        ))?;
        let rows = select.query_map(params_from_iter(values), read)?.collect::<Result<_, _>>()?;
        Ok(AuditPage { rows, position })
    }
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<AuditRow> {
    let time = |at: Option<i64>| at.map(EngineTime::from_micros);
    Ok(AuditRow {
        sequence: Sequence::new(row.get::<_, i64>(0)?.cast_unsigned()),
        recorded_at: EngineTime::from_micros(row.get(1)?),
        received_at: time(row.get(2)?),
        occurred_at: time(row.get(3)?),
        entered_late: row.get(4)?,
        command: CommandId::from_uuid(Uuid::from_bytes(row.get(5)?)),
        principal: row.get(6)?,
        role: row.get(7)?,
        scope: row.get(8)?,
        request: row.get(9)?,
        asked: row.get(10)?,
        what: row.get(11)?,
        outcome: Outcome::of(&row.get::<_, String>(12)?),
        reason: row.get(13)?,
        detail: row.get(14)?,
        subjects: row.get::<_, String>(15)?.lines().map(str::to_owned).collect(),
    })
}

pub(super) fn write(connection: &Connection, entry: &Entry) -> Result<(), RecordsError> {
    let row = AuditRow::of(entry);
    let sequence = integer(row.sequence.get());
    connection
        .prepare_cached(
            "INSERT INTO audit
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )?
        .execute(params![
            sequence,
            row.recorded_at.as_micros(),
            row.received_at.map(EngineTime::as_micros),
            row.occurred_at.map(EngineTime::as_micros),
            row.entered_late,
            row.command.as_uuid().as_bytes(),
            row.principal,
            row.role,
            row.scope,
            row.request,
            row.asked,
            row.what,
            row.outcome.as_str(),
            row.reason,
            row.detail,
            row.subjects.join("\n"),
        ])?;
    let mut about = connection.prepare_cached("INSERT OR IGNORE INTO audit_subjects VALUES (?1, ?2)")?;
    for subject in &row.subjects {
        about.execute(params![subject, sequence])?;
    }
    Ok(())
}
