//! `stemma completions` and `stemma man`: from the same definitions as the program itself.

use clap::CommandFactory;
use clap_complete::Shell;
use std::path::Path;

use crate::arguments::Stemma;
use crate::failure::{Done, Failure, Result};
use crate::output;
use crate::progress::say;

pub fn completions(shell: Shell) -> Result<Done> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Stemma::command(), "stemma", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(Done::Whole)
}

pub fn pages(dir: &Path, quiet: bool) -> Result<Done> {
    output::folder(dir)?;
    clap_mangen::generate_to(Stemma::command(), dir).map_err(Failure::file("write man pages into", dir))?;
    say(quiet, &format!("wrote {}", dir.join("stemma.1").display()));
    Ok(Done::Whole)
}
