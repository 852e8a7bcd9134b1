//! `patrold policy`: what supervisors do with the policy and the posture of the city.
//!
//! `check` and `diff` work on files alone; `show`, `history`, `activate`, `rollback` and `duty` speak to a daemon;
//! `rehearse` does either.

mod activate;
mod compare;
mod duty;
mod files;
mod history;
mod rehearse;
mod rehearsed;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::failure::Failure;

/// Check, compare, try and activate policies; move the city from one duty level to another.
#[derive(Debug, Args)]
pub(super) struct PolicyArgs {
    #[command(subcommand)]
    ask: Ask,
}

#[derive(Debug, Subcommand)]
enum Ask {
    /// Say everything that is wrong with a policy file. Needs no daemon: zones that the file names are only checked with
    /// --zones.
    Check(compare::CheckArgs),
    /// Say what a policy file has otherwise than the active policy, an earlier one or another file.
    Diff(compare::DiffArgs),
    /// Write the rules of the active policy, or of an earlier one, as a file to change.
    Show(history::ShowArgs),
    /// Let the recorded past be decided again, by the policies of the time and by a proposed one.
    Rehearse(rehearse::RehearseArgs),
    /// Let a policy file take effect.
    Activate(activate::ActivateArgs),
    /// Let an earlier policy take effect again, as a new revision.
    Rollback(activate::RollbackArgs),
    /// List what was active when, by whose word and why.
    History(history::HistoryArgs),
    /// Show the duty level (等级勤务) that the city is in, or move it to another.
    Duty(duty::DutyArgs),
}

/// Carries out one sub-command.
///
/// # Errors
/// In words, when a file cannot be read, the daemon cannot be reached or refuses.
pub(super) async fn run<S: Write>(args: PolicyArgs, say: &mut S) -> Result<ExitCode, Failure> {
    match answer(args, say).await {
        // Whoever read the answer has seen enough, as `head` does.
        Err(Failure::Io(why)) if why.kind() == ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        outcome => outcome,
    }
}

async fn answer<S: Write>(args: PolicyArgs, say: &mut S) -> Result<ExitCode, Failure> {
    match args.ask {
        Ask::Check(ask) => return compare::check(&ask, say),
        Ask::Diff(ask) => compare::diff(&ask, say).await?,
        Ask::Show(ask) => history::show(&ask, say).await?,
        Ask::Rehearse(ask) => rehearse::run(&ask, say).await?,
        Ask::Activate(ask) => activate::activate(&ask, say).await?,
        Ask::Rollback(ask) => activate::roll_back(&ask, say).await?,
        Ask::History(ask) => history::history(&ask, say).await?,
        Ask::Duty(ask) => duty::run(&ask, say).await?,
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        policy: PolicyArgs,
    }

    #[test]
    fn what_a_supervisor_can_type_is_read() {
        for line in [
            "check my.toml --zones zones.geojson",
            "diff my.toml",
            "diff my.toml --against 3",
            "diff my.toml --against other.toml",
            "show --revision 2",
            "show --zones",
            "show --gazetteer",
            "rehearse my.toml --hours 8",
            "rehearse my.toml --from 2026-11-23T00:00:00+08:00 --to 2026-11-24T00:00:00+08:00 --towns --limit 5",
            "rehearse --data /var/lib/patrold",
            "activate my.toml --reason x --dry-run",
            "activate my.toml --reason x --principal 李主任",
            "rollback --reason x",
            "rollback 3 --reason x",
            "history",
            "duty",
            "duty enhanced --reason x",
        ] {
            let words = std::iter::once("policy").chain(line.split_whitespace());
            Line::try_parse_from(words).unwrap_or_else(|why| panic!("{line}: {why}"));
        }
        for line in ["duty enhanced", "activate my.toml", "rollback", "diff", "show --zones --gazetteer"] {
            let words = std::iter::once("policy").chain(line.split_whitespace());
            assert!(Line::try_parse_from(words).is_err(), "{line}");
        }
    }

    #[test]
    fn a_moment_without_its_zone_is_answered_with_one_that_has_it() {
        let words = ["policy", "rehearse", "--from", "2026-11-26 18:51"];
        let why = Line::try_parse_from(words).expect_err("no zone").to_string();
        assert!(why.contains("such as 2026-11-26T18:51:00+08:00"), "{why}");
    }
}
