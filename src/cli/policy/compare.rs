//! `patrold policy check` and `diff`.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use super::super::failure::Failure;
use super::super::remote::{Remote, RemoteArgs, read};
use super::files::{self, Files};
use crate::api::proto::policy_source::Source;
use crate::api::proto::{DiffPolicyRequest, PolicySource as SourceMessage};
use crate::policy::Policy;
use crate::policy::diff::PolicyDiff;

/// What to check.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    files: Files,
}

/// What to compare.
#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    #[command(flatten)]
    remote: RemoteArgs,
    #[command(flatten)]
    files: Files,
    /// With what: an earlier revision, or another file, which needs no daemon; without it, with the active policy.
    #[arg(long, value_name = "REVISION|FILE")]
    against: Option<String>,
}

/// Checks files by themselves and reports; the exit code says whether all is well.
///
/// # Errors
/// When a file cannot be read or the report cannot be written.
pub(super) fn check<S: Write>(args: &CheckArgs, say: &mut S) -> Result<ExitCode, Failure> {
    match Policy::parse(&args.files.source()?) {
        Ok(policy) => {
            let (rules, plans, levels) = (policy.rules().len(), policy.plans().len(), policy.duty_levels().len());
            writeln!(say, "no faults: {rules} rules, {plans} plans, {levels} duty levels; policy {}", policy.hash())?;
            Ok(ExitCode::SUCCESS)
        }
        Err(faults) => {
            let shown = args.files.file.display().to_string();
            let count = faults.as_slice().len();
            writeln!(say, "{}", faults.to_string().replace(crate::policy::source::POLICY_PART, &shown))?;
            writeln!(say, "{count} {}", if count == 1 { "fault" } else { "faults" })?;
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Says what is different.
///
/// # Errors
/// In words, when a file cannot be read, the daemon cannot be reached or refuses.
pub(super) async fn diff<S: Write>(args: &DiffArgs, say: &mut S) -> Result<(), Failure> {
    let revision = match args.against.as_deref().map(str::parse::<u64>) {
        Some(Err(_)) => return between_files(args, say),
        Some(Ok(revision)) => revision,
        None => 0,
    };
    let source = |source| Some(SourceMessage { source: Some(source) });
    let request = DiffPolicyRequest {
        before: source(Source::Revision(revision)),
        after: source(Source::Parts(args.files.parts()?)),
    };
    let found = read(Remote::connect(&args.remote).await?.policy().diff_policy(request)).await?;
    for change in &found.changes {
        writeln!(say, "{}", change.words)?;
    }
    match (found.changes.len(), found.left_out_changes) {
        (0, _) => writeln!(say, "no difference")?,
        (_, 0) => {}
        (_, more) => writeln!(say, "... and {more} more")?,
    }
    Ok(())
}

fn between_files<S: Write>(args: &DiffArgs, say: &mut S) -> Result<(), Failure> {
    let after = args.files.source()?;
    // Parts that have no file are the same on both sides.
    let mut before = after.clone();
    before.policy_toml = files::read(Path::new(args.against.as_deref().unwrap_or_default()))?;
    Ok(writeln!(say, "{}", PolicyDiff::between(&before, &after))?)
}
