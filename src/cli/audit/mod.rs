//! `patrold audit`: the record for those who check it, on a running daemon or on a data folder.

mod show;
mod verify;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::failure::Failure;

/// The exit code of a record that is not as the daemon wrote it; 1 is that it could not be examined.
const NOT_SOUND: u8 = 3;

/// Show and verify the record.
#[derive(Debug, Args)]
pub(super) struct AuditArgs {
    #[command(subcommand)]
    ask: Ask,
}

#[derive(Debug, Subcommand)]
enum Ask {
    /// Examine every byte of the journal and compare it with its signed heads. The exit code is 0 when everything is
    /// as the daemon wrote it, 3 when it is not, 1 when it could not be examined.
    Verify(verify::VerifyArgs),
    /// List who asked for what, and what came of it; refused calls and reads of personal data among it.
    Show(show::ShowArgs),
}

/// Carries out one sub-command.
///
/// # Errors
/// In words, when the record cannot be read or the daemon cannot be reached.
pub(super) async fn run<S: Write>(args: AuditArgs, say: &mut S) -> Result<ExitCode, Failure> {
    let outcome = match args.ask {
        Ask::Verify(ask) => verify::run(&ask, say).await,
        Ask::Show(ask) => show::run(&ask, say).await.map(|()| ExitCode::SUCCESS),
    };
    match outcome {
        // Whoever read the answer has seen enough, as `head` does.
        Err(Failure::Io(why)) if why.kind() == ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        outcome => outcome,
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        audit: AuditArgs,
    }

    fn parse(line: &str) -> Result<Line, clap::Error> {
        Line::try_parse_from(std::iter::once("audit").chain(line.split_whitespace()))
    }

    #[test]
    fn what_an_auditor_can_type_is_read() {
        for line in [
            "verify",
            "verify --address 127.0.0.1:1 --json",
            "verify --data d",
            "verify --data d --heads h --public-key k --city 滨海",
            "show",
            "show --data d --by 王一 --as-role dispatcher --command close_incident --about incidents/1 --refused",
            "show --since 2026-11-23T00:00:00+08:00 --until 2026-11-24T00:00:00+08:00 --newest-first --limit 5 --json",
        ] {
            parse(line).unwrap_or_else(|why| panic!("{line}: {why}"));
        }
        for line in ["verify --heads h", "verify --data d --heads h", "show --since yesterday", "verify --public-key k"]
        {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
