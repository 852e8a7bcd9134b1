//! The `patrold` command: one file or folder for each subcommand.
//!
//! Everything that talks to a daemon does it through the generated client of the public API, as any console or radio
//! would; `serve`, `demo`, `replay` and `load` also start one.

mod audit;
mod backoff;
mod backup;
mod certs;
mod check;
mod credentials;
mod ctl;
mod demo;
mod failure;
mod json;
mod latency;
mod load;
mod local;
mod policy;
mod privacy;
mod process;
mod remote;
mod replay;
mod serve;
mod unit;
mod words;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::failure::Failure;

/// After how many tasks a busy worker asks the system what came in.
const EVENT_INTERVAL: u32 = 8;

/// Police patrol command and dispatch: one intake, one map, the nearest available patrol, and a record of why.
#[derive(Debug, Parser)]
#[command(name = "patrold", version, propagate_version = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show a whole city at work: a real daemon, 3,744 units, an evening of calls. Begin here.
    Demo(demo::DemoArgs),
    /// Run the daemon.
    Serve(serve::ServeArgs),
    /// Ask and tell a running daemon: a console in the terminal.
    Ctl(Box<ctl::CtlArgs>),
    /// Be a unit's device: report positions, take orders, say how they stand.
    Unit(Box<unit::UnitArgs>),
    /// Run recorded movement through the real daemon and write who was sent to what.
    Replay(replay::ReplayArgs),
    /// Say everything that is wrong with a configuration and its policy.
    Check(check::CheckArgs),
    /// Check, compare, try and activate policies; move the city from one duty level to another.
    Policy(Box<policy::PolicyArgs>),
    /// Make a small authority, certificates and a token key, to turn TLS and authentication on for a pilot.
    Certs(certs::CertsArgs),
    /// Erase personal data before its time, hold it from erasure, see how long it is kept.
    Privacy(Box<privacy::PrivacyArgs>),
    /// Put a daemon under load and say whether it kept its promises.
    Load(Box<load::LoadArgs>),
    /// A process of the load generator.
    #[command(hide = true)]
    LoadWorker(load::WorkerArgs),
    /// Copy a data folder while the daemon runs, and verify the copy.
    Backup(backup::BackupArgs),
    /// Show who asked for what and what came of it; verify that the record is whole. On a daemon or a data folder.
    Audit(Box<audit::AuditArgs>),
    /// Verify a backup, or put it in place of a data folder.
    Restore(backup::RestoreArgs),
}

/// Runs the command line.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    // A worker that is busy looks for what came in after so many tasks: by default after 61, and a report would wait for
    // as many messages with positions.
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = match runtime.enable_all().event_interval(EVENT_INTERVAL).build() {
        Ok(runtime) => runtime,
        Err(error) => return complain(&Failure::from(error)),
    };
    match runtime.block_on(carry_out(cli.command)) {
        Ok(code) => code,
        Err(failure) => complain(&failure),
    }
}

async fn carry_out(command: Command) -> Result<ExitCode, Failure> {
    let mut say = std::io::stdout();
    match command {
        Command::Demo(args) => return demo::run(&args, &mut say).await,
        Command::Serve(args) => serve::run(&args, &mut say).await?,
        Command::Ctl(args) => ctl::run(*args, &mut say).await?,
        Command::Unit(args) => unit::run(*args, &mut say).await?,
        Command::Replay(args) => replay::run(&args, &mut say).await?,
        Command::Check(args) => return check::run(&args, &mut say),
        Command::Policy(args) => return policy::run(*args, &mut say).await,
        Command::Certs(args) => certs::run(&args, &mut say)?,
        Command::Audit(args) => return audit::run(*args, &mut say).await,
        Command::Privacy(args) => privacy::run(*args, &mut say).await?,
        Command::Load(args) => return load::run(&args, &mut say).await,
        Command::LoadWorker(args) => load::run_worker(&args, &mut say).await?,
        Command::Backup(args) => backup::back_up(&args, &mut say)?,
        Command::Restore(args) => backup::restore(&args, &mut say)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn complain(failure: &Failure) -> ExitCode {
    // With nobody to read it there is nothing left to do about it.
    drop(writeln!(std::io::stderr(), "patrold: {failure}"));
    ExitCode::FAILURE
}
