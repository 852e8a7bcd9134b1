//! The `patrold` command.

use std::process::ExitCode;

use clap::Parser;
use patrold::cli::{self, Cli};

/// Thousands of connections come and go on a handful of threads, and a report is a hundred small allocations. Under the
/// storm of `patrold load` the system's allocator took a tenth of all CPU time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run(Cli::parse())
}
