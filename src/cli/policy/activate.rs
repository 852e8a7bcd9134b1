//! `patrold policy activate` and `rollback`.

use std::io::Write;

use clap::Args;

use super::super::failure::Failure;
use super::super::remote::{Remote, RemoteArgs, new_request_id, read, written};
use super::files::Files;
use super::history::HASH_DIGITS;
use crate::api::proto::activate_policy_request::Source;
use crate::api::proto::{
    ActivatePolicyRequest, GetPolicyRequest, ListPolicyRevisionsRequest, Policy, RollBackPolicyRequest, WriteReceipt,
};

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
    /// The revision to go back to. Without it, the one just before the active one: said twice, that brings back what was
    /// rejected first.
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
    /// The hash of the policy that was active when you looked, or its first 12 digits or more, as `history` has them;
    /// without it, whatever is active now may be replaced.
    #[arg(long, value_name = "HASH")]
    etag: Option<String>,
    /// Only say whether it would be refused.
    #[arg(long)]
    dry_run: bool,
}

impl ChangeArgs {
    async fn etag(&self, remote: &Remote) -> Result<String, Failure> {
        let active = read(remote.policy().get_policy(GetPolicyRequest { revision: 0 })).await?;
        let active = active.policy.unwrap_or_default();
        self.etag.as_deref().map_or(Ok(active.hash.clone()), |seen| whole_etag(seen, &active)).map_err(Failure::Other)
    }
}

/// The whole hash that somebody means by its first digits: that of the active policy, or none.
fn whole_etag(seen: &str, active: &Policy) -> Result<String, String> {
    let digits = seen.trim().trim_end_matches('…').to_lowercase();
    let is_hash = (HASH_DIGITS..=active.hash.len()).contains(&digits.len())
        && digits.chars().all(|digit| digit.is_ascii_hexdigit());
    if !is_hash {
        return Err(format!(
            "invalid --etag (got {seen:?}): it must be {HASH_DIGITS} to {} hexadecimal digits, the beginning of a hash",
            active.hash.len()
        ));
    }
    if active.hash.starts_with(&digits) {
        return Ok(active.hash.clone());
    }
    Err(format!(
        "refused: another policy is active than the one that you saw ({digits}): revision {}, hash {}. Look with \
         `patrold policy history` and `diff` what has changed",
        active.revision, active.hash
    ))
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
    tell(&receipt, args.change.dry_run, "", say)
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
    let newest = ListPolicyRevisionsRequest { page_size: 1, page_token: String::new() };
    let newest = read(remote.policy().list_policy_revisions(newest)).await?.revisions;
    let made = newest.first().filter(|it| it.revision == receipt.policy_revision && it.restores_revision > 0);
    let again = made.map(|it| format!(": what revision {} was", it.restores_revision)).unwrap_or_default();
    tell(&receipt, args.change.dry_run, &again, say)
}

fn tell<S: Write>(receipt: &WriteReceipt, dry_run: bool, again: &str, say: &mut S) -> Result<(), Failure> {
    match (dry_run, receipt.policy_revision) {
        (true, _) => writeln!(say, "no faults, and it would not be refused; nothing was changed")?,
        (false, 0) => writeln!(say, "that is the active policy already; nothing was changed")?,
        (false, revision) => {
            writeln!(say, "policy revision {revision} is active since change {}{again}", receipt.sequence)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_named_by_the_first_digits_of_its_hash() {
        let active = Policy { revision: 3, hash: "901aa7abec64".repeat(5) + "beef", ..Policy::default() };
        let whole = |seen: &str| whole_etag(seen, &active);
        for seen in [&active.hash, "901aa7abec64", "901AA7ABEC64901…"] {
            assert_eq!(whole(seen).as_ref(), Ok(&active.hash), "{seen}");
        }
        let moved = whole("1707bffd8c31").expect_err("another");
        assert!(moved.contains("revision 3, hash 901aa7abec64"), "{moved}");
        for seen in ["901aa7abec6", "", "901aa7abec6z", &format!("{}0", active.hash)] {
            let why = whole(seen).expect_err(seen);
            assert!(why.contains("12 to 64 hexadecimal digits"), "{why}");
        }
    }
}
