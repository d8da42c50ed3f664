//! Parses the arguments and runs the command.

use clap::Parser;
use nutgraf::cli::Cli;
use std::process::ExitCode;

/// A build makes and drops many small strings on all cores, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    nutgraf::command::run(&Cli::parse())
}
