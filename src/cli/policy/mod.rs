//! `patrold policy`: what supervisors do with the policy and the posture of the city.

mod duty;

use std::io::Write;
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
    /// Show the duty level (等级勤务) that the city is in, or move it to another.
    Duty(duty::DutyArgs),
}

/// Carries out one sub-command.
///
/// # Errors
/// In words, when a file cannot be read, the daemon cannot be reached or refuses.
pub(super) async fn run<S: Write>(args: PolicyArgs, say: &mut S) -> Result<ExitCode, Failure> {
    match args.ask {
        Ask::Duty(ask) => duty::run(&ask, say).await?,
    }
    Ok(ExitCode::SUCCESS)
}
