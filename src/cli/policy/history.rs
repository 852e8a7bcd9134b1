//! `patrold policy show` and `history`.

use std::io::Write;

use clap::Args;

use super::super::ctl::time;
use super::super::failure::Failure;
use super::super::remote::{Remote, RemoteArgs, read};
use crate::api::proto::{GetPolicyRequest, ListPolicyRevisionsRequest, PolicyRevision};

/// The digits of a hash that people look at.
const HASH_DIGITS: usize = 12;

/// Which policy to write.
#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    #[command(flatten)]
    remote: RemoteArgs,
    /// Which revision; without it the active one.
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    revision: u64,
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

/// Writes the rules of a policy.
///
/// # Errors
/// In words, when the daemon cannot be reached or does not keep the revision.
pub(super) async fn show<S: Write>(args: &ShowArgs, say: &mut S) -> Result<(), Failure> {
    let asked = GetPolicyRequest { revision: args.revision };
    let found = read(Remote::connect(&args.remote).await?.policy().get_policy(asked)).await?;
    let parts = found.policy.and_then(|policy| policy.parts).and_then(|parts| parts.policy_toml);
    Ok(write!(say, "{}", parts.unwrap_or_default())?)
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
