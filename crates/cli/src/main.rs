//! `stemma`, the command: reads files and folders, keeps cases, prints. What it prints is made in the library.
//!
//! Data goes to standard output, everything else to standard error.

mod arguments;
mod commands;
mod explain;
mod failure;
mod input;
mod interrupt;
mod output;
mod pile;
mod progress;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = arguments::Stemma::parse();
    let outcome = interrupt::install().and_then(|()| commands::run(arguments));
    match outcome {
        Ok(done) => done.code(),
        Err(failure) => failure.report(),
    }
}
