//! Parses the arguments and runs the command.

use clap::Parser;
use nutgraf::cli::Cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    nutgraf::command::run(&Cli::parse())
}
