//! `patrold policy activate` and `rollback`.

use std::io::Write;

use clap::Args;

use super::super::failure::Failure;
use super::super::remote::{Remote, RemoteArgs, new_request_id, read, written};
use super::files::Files;
use crate::api::proto::activate_policy_request::Source;
use crate::api::proto::{ActivatePolicyRequest, GetPolicyRequest, RollBackPolicyRequest, WriteReceipt};

/// What to activate.
#[derive(Debug, Args)]
pub(super) struct ActivateArgs {
    #[command(flatten)]
    remote: RemoteArgs,
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    change: ChangeArgs,
}

/// What to go back to.
#[derive(Debug, Args)]
pub(super) struct RollbackArgs {
    #[command(flatten)]
    remote: RemoteArgs,
    /// The revision to go back to; without it, the one before the active one.
    #[arg(default_value_t = 0, hide_default_value = true)]
    revision: u64,
    #[command(flatten)]
    change: ChangeArgs,
}

/// What both share.
#[derive(Debug, Args)]
struct ChangeArgs {
    /// Why; it stands in the record.
    #[arg(long)]
    reason: String,
    /// The hash of the policy that was active when you looked; without it, whatever is active now may be replaced.
    #[arg(long, value_name = "HASH")]
    etag: Option<String>,
    /// Only say whether it would be refused.
    #[arg(long)]
    dry_run: bool,
}

impl ChangeArgs {
    async fn etag(&self, remote: &Remote) -> Result<String, Failure> {
        if let Some(etag) = &self.etag {
            return Ok(etag.clone());
        }
        let active = read(remote.policy().get_policy(GetPolicyRequest { revision: 0 })).await?;
        Ok(active.policy.unwrap_or_default().hash)
    }
}

/// Lets a policy take effect.
///
/// # Errors
/// In words, when a file cannot be read, the daemon cannot be reached or refuses.
pub(super) async fn activate<S: Write>(args: &ActivateArgs, say: &mut S) -> Result<(), Failure> {
    let parts = args.files.parts()?;
    let remote = Remote::connect(&args.remote).await?;
    let id = new_request_id();
    let request = ActivatePolicyRequest {
        source: Some(Source::Parts(parts)),
        etag: args.change.etag(&remote).await?,
        reason: args.change.reason.clone(),
        validate_only: args.change.dry_run,
        request_id: id.to_string(),
    };
    let receipt = written(id, remote.policy().activate_policy(request)).await?;
    tell(&receipt, args.change.dry_run, say)
}

/// Lets an earlier policy take effect again.
///
/// # Errors
/// In words, when the daemon cannot be reached or refuses.
pub(super) async fn roll_back<S: Write>(args: &RollbackArgs, say: &mut S) -> Result<(), Failure> {
    let remote = Remote::connect(&args.remote).await?;
    let id = new_request_id();
    let request = RollBackPolicyRequest {
        revision: args.revision,
        etag: args.change.etag(&remote).await?,
        reason: args.change.reason.clone(),
        validate_only: args.change.dry_run,
        request_id: id.to_string(),
    };
    let receipt = written(id, remote.policy().roll_back_policy(request)).await?;
    tell(&receipt, args.change.dry_run, say)
}

fn tell<S: Write>(receipt: &WriteReceipt, dry_run: bool, say: &mut S) -> Result<(), Failure> {
    match (dry_run, receipt.policy_revision) {
        (true, _) => writeln!(say, "no faults, and it would not be refused; nothing was changed")?,
        (false, 0) => writeln!(say, "that is the active policy already; nothing was changed")?,
        (false, revision) => writeln!(say, "policy revision {revision} is active since change {}", receipt.sequence)?,
    }
    Ok(())
}
