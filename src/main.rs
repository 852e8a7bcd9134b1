//! The `patrold` command.

use std::process::ExitCode;

use clap::Parser;
use patrold::cli::{self, Cli};

fn main() -> ExitCode {
    cli::run(Cli::parse())
}
