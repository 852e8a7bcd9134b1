//! `patrold policy show` and `history`.

use std::io::Write;

use clap::Args;

use super::super::ctl::time;
use super::super::failure::Failure;
use super::super::remote::{Remote, RemoteArgs, read};
use crate::api::proto::{GetPolicyRequest, ListPolicyRevisionsRequest, PolicyRevision};

/// The digits of a hash that people look at; `--etag` takes as many.
pub(super) const HASH_DIGITS: usize = 12;

/// Which policy to write.
#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    #[command(flatten)]
    remote: RemoteArgs,
    /// Which revision; without it the active one.
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    revision: u64,
    /// Write its zones (GeoJSON) instead.
    #[arg(long, conflicts_with = "gazetteer")]
    zones: bool,
    /// Write its known places (CSV) instead.
    #[arg(long)]
    gazetteer: bool,
}

/// How much of the history to list.
#[derive(Debug, Args)]
pub(super) struct HistoryArgs {
    #[command(flatten)]
    remote: RemoteArgs,
    /// How many revisions at most, the newest first.
    #[arg(long, default_value_t = 20)]
    limit: i32,
}

/// Writes one part of a policy, and beside it, where a pipe does not take it along, which policy that is.
///
/// # Errors
/// In words, when the daemon cannot be reached or does not keep the revision.
pub(super) async fn show<S: Write>(args: &ShowArgs, say: &mut S) -> Result<(), Failure> {
    let asked = GetPolicyRequest { revision: args.revision };
    let found = read(Remote::connect(&args.remote).await?.policy().get_policy(asked)).await?;
    let policy = found.policy.unwrap_or_default();
    let parts = policy.parts.unwrap_or_default();
    let part = if args.zones {
        parts.zones_geojson
    } else if args.gazetteer {
        parts.gazetteer_csv
    } else {
        parts.policy_toml
    };
    write!(say, "{}", part.unwrap_or_default())?;
    say.flush()?;
    Ok(writeln!(std::io::stderr(), "revision {}, hash {}", policy.revision, policy.hash)?)
}

/// Lists what was active when, the newest first.
///
/// # Errors
/// In words, when the daemon cannot be reached.
pub(super) async fn history<S: Write>(args: &HistoryArgs, say: &mut S) -> Result<(), Failure> {
    let asked = ListPolicyRevisionsRequest { page_size: args.limit.max(1), page_token: String::new() };
    let found = read(Remote::connect(&args.remote).await?.policy().list_policy_revisions(asked)).await?;
    for (index, revision) in found.revisions.iter().enumerate() {
        writeln!(say, "{}", line(revision, index == 0))?;
    }
    Ok(())
}

fn line(revision: &PolicyRevision, active: bool) -> String {
    let mark = if active { '*' } else { ' ' };
    let hash: String = revision.hash.chars().take(HASH_DIGITS).collect();
    let at = time(revision.activate_time.as_ref());
    let again = match revision.restores_revision {
        0 => String::new(),
        earlier => format!(", revision {earlier} again"),
    };
    let reason = if revision.reason.is_empty() { String::new() } else { format!(": {}", revision.reason) };
    let kept = if revision.kept { "" } else { " (in the record only)" };
    format!("{mark} {} {hash} {at} by {}{again}{reason}{kept}", revision.revision, revision.activated_by)
}
