//! `stemma demo`: traces the bundled pile, through a case as any other pile.

use std::path::{Path, PathBuf};
use stemma::present::{Pile, claim, terminal};
use stemma_store::Case;

use super::{add, report, trace};
use crate::failure::{Done, Failure, Result};
use crate::{input, output, pile};

// `PILE`: name and bytes of every report in examples/depot, from build.rs.
include!(concat!(env!("OUT_DIR"), "/demo_pile.rs"));

/// Claims that are listed; the report has them all.
const LISTED: usize = 15;

pub fn run(out: &Path, quiet: bool) -> Result<Done> {
    let folder = writable(out)?;
    let (case_path, report_path) = (folder.join("depot.stemma"), folder.join("report.html"));
    let mut case = open(&case_path)?;
    let left_out =
        input::each_in_memory(PILE, &|reading| reading, &mut |batch| add::take(&mut case, &batch).map(|_| ()))?;
    trace::update(&mut case, quiet)?;
    let standing = pile::standing(&case, quiet)?;
    let page = report::page(&standing, &case_path);
    output::file(&report_path, |file| file.text(&page))?;
    let pile = Pile::new(&standing.reports, &standing.traced);
    output::print(&found(&pile.views(), standing.reports.len(), &case_path, &report_path))?;
    Ok(Done::reading(standing.reports.len(), &left_out))
}

fn found(views: &[claim::ClaimView], reports: usize, case: &Path, report: &Path) -> String {
    let style = output::style();
    let listed = &views[..views.len().min(LISTED)];
    let first = views.first().map_or_else(String::new, |view| format!("\n{}", terminal::claim(view, &style)));
    let (case, report) = (case.display(), report.display());
    let id = views.first().map_or("CLAIM", |view| view.id.as_str());
    format!(
        "{reports} reports of an invented incident: {} claims, {} of them here.\n\n{}{first}\n\
         The whole report: {report}\nThe case: {case}\n\
         Next: stemma claims {case}\n      stemma show {case} {id}\n",
        views.len(),
        listed.len(),
        terminal::claims(listed, &style),
    )
}

/// The folder asked for; the system's folder for temporary files where that cannot be made.
fn writable(out: &Path) -> Result<PathBuf> {
    let temporary = std::env::temp_dir().join("stemma-demo");
    output::folder(out).map(|()| out.to_path_buf()).or_else(|_| output::folder(&temporary).map(|()| temporary))
}

fn open(path: &Path) -> Result<Case> {
    let case = if path.exists() { Case::open(path) } else { Case::create(path, &output::now()) };
    case.map_err(Failure::case(path))
}
