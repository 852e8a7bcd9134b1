//! patrold beside what a city would otherwise build: the same job, in one run, on one machine.
//!
//! Each contest has several players. They play in turn, round after round, so that whatever the machine does meanwhile
//! meets all of them. What is printed for a promise is the median of the rounds' ratios, with the medians of what each
//! player did beside it. `docs/performance.md` says what is fair about it and what the figures were.

mod contest;
mod disk;
mod echo;
mod ground;
mod growth;
mod patrold;
mod postgis;
mod redis;
mod sample;
mod servers;
mod threads;
mod tile38;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Prints a line `RATIO name value` for every promise.
#[derive(Debug, Parser)]
struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// The release build of patrold.
    #[arg(long, default_value = "target/release/patrold")]
    patrold: PathBuf,
    /// How many rounds each player plays.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// How long a round is for each player.
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// How many units.
    #[arg(long, default_value_t = 100_000)]
    units: usize,
    /// How many units `bytes_per_unit` puts on the daemon whose memory it measures; a million without a word.
    #[arg(long)]
    units_of_growth: Option<usize>,
    /// Only these promises or players; all without any.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    only: Vec<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// A server that only echoes; this program starts it.
    #[command(hide = true)]
    Echo,
}

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    let done = match args.command {
        Some(Command::Echo) => echo::serve().await,
        None => contest::run(&args).await,
    };
    let Err(failure) = done else { return ExitCode::SUCCESS };
    let mut cause: Option<&dyn Error> = Some(failure.as_ref());
    while let Some(why) = cause {
        eprintln!("{why}");
        cause = why.source();
    }
    ExitCode::FAILURE
}
