//! `stemma claims`: every claim of a case as people corrected it, one line each.

use std::path::Path;
use stemma::present::{table, terminal};
use stemma_store::Case;

use crate::arguments::Format;
use crate::failure::{Done, Failure, Result};
use crate::{output, pile};

pub fn run(path: &Path, format: &Format, quiet: bool) -> Result<Done> {
    let case = Case::open(path).map_err(Failure::case(path))?;
    let standing = pile::standing(&case, quiet)?;
    let views = standing.handed().most_first();
    let table = match format {
        Format { json: true, .. } => format!("{:#}", table::json(&views)),
        Format { csv: true, .. } => table::csv(&views),
        _ => terminal::claims(&views, &output::style()),
    };
    output::print(&table)?;
    Ok(if views.is_empty() { Done::Nothing } else { Done::Whole })
}
