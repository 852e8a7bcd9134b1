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
            writeln!(say, "no faults: {rules} rules, {plans} plans, {levels} duty levels")?;
            if policy.names_zones_unchecked() {
                writeln!(say, "zones were not checked: the file names some; give --zones FILE")?;
            }
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

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::policy::DEFAULT_POLICY_TOML;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        check: CheckArgs,
    }

    /// What `check` says of files that hold this.
    fn checked(policy: &[u8], zones: Option<&str>) -> Result<(ExitCode, String), Failure> {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str, text: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).expect("written");
            path.display().to_string()
        };
        let mut words = vec!["check".to_owned(), file("my.toml", policy)];
        words.extend(zones.map(|zones| format!("--zones={}", file("zones.geojson", zones.as_bytes()))));
        let mut said = Vec::new();
        let code = check(&Line::try_parse_from(words).expect("a line").check, &mut said)?;
        Ok((code, String::from_utf8(said).expect("text")))
    }

    #[test]
    fn zones_that_nobody_can_check_are_said_to_be_unchecked() {
        let says = |policy: &str, zones| checked(policy.as_bytes(), zones).expect("read").1;
        let quiet = says(DEFAULT_POLICY_TOML, None);
        assert!(quiet.starts_with("no faults: ") && quiet.lines().count() == 1, "{quiet}");
        let zones = crate::city::City::new(crate::city::BUILT_IN_SEED).expect("a city").zones.to_geojson();
        let rule = "\n[[rule]]\nname = \"here\"\nwhen.zones = [\"火星\"]\nlevel = 1\nhandling = \"police_dispatch\"\n";
        let unless = rule.replace("when.zones", "unless.zones");
        let reserve = "\n[[reserve]]\nzones = [\"火星\"]\nunits = 1\n";
        let assignment = "\n[[assignment]]\nzones = [\"火星\"]\nmode = \"confirm\"\nconfirm_within_ms = 60_000\n";
        for more in [rule, &unless, reserve, assignment] {
            let text = DEFAULT_POLICY_TOML.replacen("\n[[rule]]", &format!("{more}\n[[rule]]"), 1);
            let unchecked = says(&text, None);
            assert!(unchecked.contains("zones were not checked: the file names some; give --zones"), "{unchecked}");
            let faulty = says(&text, Some(&zones));
            assert!(faulty.contains("火星") && faulty.ends_with("1 fault\n"), "{faulty}");
        }
    }

    #[test]
    fn a_file_in_another_coding_is_told_what_to_do() {
        let gbk = [b"# ".as_slice(), &[0xb6, 0xab, 0xdd, 0xb8], b"\n", DEFAULT_POLICY_TOML.as_bytes()].concat();
        let why = checked(&gbk, None).expect_err("GBK").to_string();
        assert!(why.contains("save it as UTF-8"), "{why}");
    }
}
