//! `stemma report`: the case as one HTML file.

use std::path::Path;
use stemma::present::{Pile, html};
use stemma_store::Case;

use crate::failure::{Done, Failure, Result};
use crate::output;
use crate::pile::{self, Standing};
use crate::progress::say;

pub fn run(path: &Path, out: &Path, quiet: bool) -> Result<Done> {
    let case = Case::open(path).map_err(Failure::case(path))?;
    let page = page(&pile::standing(&case, quiet)?, path);
    if out == Path::new("-") {
        output::print(&page)?;
    } else {
        output::file(out, |file| file.text(&page))?;
        say(quiet, &format!("wrote {}", out.display()));
    }
    Ok(Done::Whole)
}

/// The page of a case, under the name of its file.
pub fn page(standing: &Standing, path: &Path) -> String {
    let pile = Pile::new(&standing.reports, &standing.traced);
    let title = path.file_stem().map_or_else(|| "case".into(), |stem| stem.to_string_lossy());
    html::report(&pile, &pile.views(), &title)
}
