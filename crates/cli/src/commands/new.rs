//! `stemma new`: makes a case.

use std::path::Path;
use stemma_store::Case;

use crate::failure::{Done, Failure, Result};
use crate::output;
use crate::progress::say;

pub fn run(path: &Path, quiet: bool) -> Result<Done> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        let folder = folder.display();
        return Err(Failure::misuse(format!("there is no folder {folder}"), format!("`mkdir -p {folder}` makes it")));
    }
    Case::create(path, &output::now()).map_err(Failure::case(path))?;
    say(quiet, &format!("made {}; `stemma add {0} …` takes reports into it", path.display()));
    Ok(Done::Whole)
}
