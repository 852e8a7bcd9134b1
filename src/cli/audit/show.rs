//! `patrold audit show`.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;

use super::super::ctl::{table, text, time};
use super::super::failure::Failure;
use super::super::json;
use super::super::remote::{Remote, RemoteArgs, read};
use super::super::words::read_time;
use crate::api::proto::{AuditEntry, AuditOutcome, ListAuditEntriesRequest};
use crate::api::to_proto;
use crate::domain::time::EngineTime;
use crate::journal::codec::{self, RecordType};
use crate::journal::disk::RealDisk;
use crate::journal::verify;
use crate::runtime::audit::{AuditQuery, AuditRow};

/// The largest page that is asked for at once.
const PAGE_MAX: usize = 1_000;

/// Which entries to list.
#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    #[command(flatten)]
    remote: RemoteArgs,
    /// Read the journal in this data folder instead of asking a daemon. Nobody records that.
    #[arg(long, value_name = "DIR", conflicts_with = "address")]
    data: Option<PathBuf>,
    /// Only what this principal asked.
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    by: String,
    /// Only what was asked in this role.
    #[arg(long, value_name = "ROLE", default_value = "", hide_default_value = true)]
    as_role: String,
    /// Only this command or method, or what has this event, such as `close_incident` or `GetReport`.
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    command: String,
    /// Only what is about this thing, such as `units/R12`.
    #[arg(long, value_name = "THING", default_value = "", hide_default_value = true)]
    about: String,
    /// Only what was recorded at this time or later.
    #[arg(long, value_name = "TIME", value_parser = read_time)]
    since: Option<Timestamp>,
    /// Only what was recorded before this time.
    #[arg(long, value_name = "TIME", value_parser = read_time)]
    until: Option<Timestamp>,
    /// Only what was refused.
    #[arg(long)]
    refused: bool,
    /// The newest first.
    #[arg(long)]
    newest_first: bool,
    /// How many at most.
    #[arg(long, default_value_t = 100)]
    limit: usize,
    /// One JSON object a line, for scripts.
    #[arg(long)]
    json: bool,
}

/// Lists entries.
///
/// # Errors
/// In words, when the record cannot be read or the daemon cannot be reached.
pub(super) async fn run<S: Write>(args: &ShowArgs, say: &mut S) -> Result<(), Failure> {
    let (entries, is_cut) = match &args.data {
        Some(data) => of_folder(args, data)?,
        None => of_daemon(args).await?,
    };
    if args.json {
        for entry in &entries {
            writeln!(say, "{}", json::line("AuditEntry", entry)?)?;
        }
        return Ok(());
    }
    writeln!(say, "{}", as_table(&entries))?;
    let more = if is_cut { "; there are more: raise --limit" } else { "" };
    writeln!(say, "({} entries{more})", entries.len())?;
    Ok(())
}

async fn of_daemon(args: &ShowArgs) -> Result<(Vec<AuditEntry>, bool), Failure> {
    let moment = |at: Option<Timestamp>| at.map(|at| to_proto::time(engine_time(at)));
    let mut request = ListAuditEntriesRequest {
        principal: args.by.clone(),
        role: args.as_role.clone(),
        command: args.command.clone(),
        subject: args.about.clone(),
        start_time: moment(args.since),
        end_time: moment(args.until),
        refused_only: args.refused,
        newest_first: args.newest_first,
        page_size: i32::try_from(args.limit.clamp(1, PAGE_MAX)).unwrap_or(0),
        page_token: String::new(),
    };
    let mut records = Remote::connect(&args.remote).await?.records();
    let mut entries = Vec::new();
    loop {
        let page = read(records.list_audit_entries(request.clone())).await?;
        entries.extend(page.entries);
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() || entries.len() >= args.limit {
            break;
        }
    }
    let is_cut = entries.len() > args.limit || !request.page_token.is_empty();
    entries.truncate(args.limit);
    Ok((entries, is_cut))
}

/// Reads the journal itself: the projection may be as old as the last run.
fn of_folder(args: &ShowArgs, data: &Path) -> Result<(Vec<AuditEntry>, bool), Failure> {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let query = AuditQuery {
        principal: given(&args.by),
        role: given(&args.as_role),
        command: given(&args.command),
        subject: given(&args.about),
        from: args.since.map(engine_time),
        until: args.until.map(engine_time),
        refused_only: args.refused,
        newest_first: args.newest_first,
    };
    let (mut rows, mut is_cut) = (std::collections::VecDeque::new(), false);
    let visited = verify::read(&RealDisk, &data.join("journal"), None, None, |record| {
        let kind = RecordType { kind: record.kind, version: record.version };
        let row = AuditRow::of(&codec::decode(kind, record.sequence, record.bytes)?);
        if query.fits(&row) {
            if rows.len() < args.limit {
                rows.push_back(row);
            } else {
                is_cut = true;
                if query.newest_first {
                    rows.pop_front();
                    rows.push_back(row);
                }
            }
        }
        Ok(())
    });
    visited.map_err(|error| Failure::Other(error.to_string()))?;
    let mut entries: Vec<_> = rows.into_iter().map(to_proto::audit_entry).collect();
    if query.newest_first {
        entries.reverse();
    }
    Ok((entries, is_cut))
}

fn engine_time(at: Timestamp) -> EngineTime {
    EngineTime::from_micros(at.as_microsecond())
}

fn as_table(entries: &[AuditEntry]) -> String {
    let mut table = table(&["ENTRY", "TIME", "WHO", "ROLE", "SCOPE", "ASKED", "CAME OF IT", "ABOUT"]);
    for entry in entries {
        table.add_row([
            entry.sequence.to_string(),
            time(entry.record_time.as_ref()),
            entry.principal.clone(),
            entry.role.clone(),
            entry.scope.clone(),
            entry.command.clone(),
            came_of_it(entry),
            entry.subjects.join(" "),
        ]);
    }
    text(&table, "")
}

fn came_of_it(entry: &AuditEntry) -> String {
    let events = entry.events.join(" ");
    match entry.outcome() {
        AuditOutcome::Refused => format!("refused {}: {}", entry.reason, entry.detail),
        AuditOutcome::Read if entry.reason.is_empty() => format!("read, {}", entry.detail),
        AuditOutcome::Read => format!("read, {}; {}", entry.detail, entry.reason),
        AuditOutcome::Done | AuditOutcome::Unspecified => events,
    }
}
