//! `stemma report`: the case as one HTML file.

use std::path::Path;
use stemma::present::{Pile, html, terminal::counted};
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
    let (pile, handed) = (Pile::new(&standing.reports, &standing.traced), standing.handed());
    let title = path.file_stem().map_or_else(|| "case".into(), |stem| stem.to_string_lossy());
    let mut notes = standing.notices();
    let rejected = Some(handed.rejected()).filter(|&n| n > 0);
    notes.extend(rejected.map(|n| format!("Left out: {} that people rejected.", counted(n, "claim", "claims"))));
    html::report(&pile, &handed.most_first(), &title, &notes)
}
