//! Annotated reports in memory: of a case, or of files without one.

use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use stemma::link::Link;
use stemma::link::grouping::Grouping;
use stemma::present::contract::Texts;
use stemma::present::correct::Correction;
use stemma::shelf::Shelf;
use stemma::situate::Reference;
use stemma::trace::{Story, Traced};
use stemma::{Annotated, Kept, RULES_VERSION, annotate};
use stemma_export::Handed;
use stemma_store::{Annotation, Case, Filed, OnDisk, OnShelf, Run};

use crate::failure::{Failure, Result};
use crate::progress::{Progress, say};
use crate::{interrupt, output};

/// Reports that are annotated before they are written to the case together.
const BATCH: usize = 256;

/// What stands in a case since its last trace.
#[derive(Default)]
pub struct Standing {
    /// The reports as they were traced.
    pub reports: Vec<Annotated>,
    /// What was found.
    pub traced: Traced,
    /// What people say against it.
    pub corrections: Vec<Correction>,
    /// What was added since; `None` where the trace is up to date.
    pub stale: Option<String>,
}

impl Standing {
    /// What a reader of a file must know that was made of it.
    pub fn notices(&self) -> Vec<String> {
        self.stale.iter().map(|stale| format!("This is not the whole case: {stale}.")).collect()
    }

    /// All of it, ready to be shown as people corrected it.
    pub fn handed(&self) -> Handed<'_> {
        Handed { reports: &self.reports, traced: &self.traced, corrections: &self.corrections, run: None }
    }
}

/// Loads what was traced; says so where the case has moved on since.
pub fn standing(case: &Case, quiet: bool) -> Result<Standing> {
    let failed = Failure::case(case.path());
    let path = case.path().display();
    let help = Some(format!("`stemma trace {path}` does that"));
    let Some(run) = case.last_run().map_err(&failed)? else {
        return Err(Failure::NotFound { what: format!("{path} was not traced yet"), help });
    };
    if run.rules != RULES_VERSION {
        let what =
            format!("{path} was traced by rules {}; these are {RULES_VERSION}: it must be traced again", run.rules);
        return Err(Failure::NotFound { what, help });
    }
    let pile = case.pile().map_err(&failed)?;
    let stale = (run.pile != case.pile_digest(&pile).map_err(&failed)?).then(|| moved_on(&run, pile.len()));
    if let Some(stale) = &stale {
        say(quiet, &format!("{stale}: `stemma trace {path}`"));
    }
    let filed = case.traced_pile().map_err(&failed)?;
    let kept = filed.iter().map(|filed| case.kept(&filed.version)).collect::<stemma_store::Result<Vec<_>>>();
    let pairs: Vec<_> = filed.into_iter().zip(kept.map_err(&failed)?).collect();
    let own = if pairs.iter().any(|(_, kept)| kept.is_none()) { case.reference().map_err(&failed)? } else { None };
    let reference = own.as_ref().unwrap_or_else(|| Reference::bundled());
    let reports = pairs.into_par_iter().map(|(filed, kept)| match kept {
        Some(kept) => Ok(kept.annotation()?.onto(filed.report)),
        None => Ok(annotate(filed.report, reference)),
    });
    let reports = reports.collect::<stemma_store::Result<_>>().map_err(&failed)?;
    let (traced, corrections) = (case.traced().map_err(&failed)?, case.corrections().map_err(&failed)?);
    Ok(Standing { reports, traced, corrections, stale })
}

/// What makes a trace stale. Changed words, places and actors leave the number of reports as it was.
fn moved_on(run: &Run, now: usize) -> String {
    match usize::try_from(run.reports).map_or(0, |then| now.saturating_sub(then)) {
        0 => "reports, places or actors changed since this was traced".into(),
        1 => "1 report was added since this was traced".into(),
        more => format!("{more} reports were added since this was traced"),
    }
}

/// What bringing a trace up to date had to do.
pub struct Brought {
    /// Reports that were annotated.
    pub annotated: usize,
    /// Pairs of reports that were laid side by side.
    pub compared: usize,
    /// Stories that were traced.
    pub traced: usize,
}

/// Brings the trace of a case up to date. `None`: it was.
pub fn trace(case: &mut Case, quiet: bool) -> Result<Option<Brought>> {
    let failed = Failure::case(case.path());
    let pile = case.pile().map_err(&failed)?;
    let last = case.last_run().map_err(&failed)?;
    let digest = case.pile_digest(&pile).map_err(&failed)?;
    if last.is_some_and(|run| run.pile == digest) {
        return Ok(None);
    }
    let (reports, annotated) = annotated(case, &pile, quiet)?;
    say(quiet, &format!("tracing {} reports", reports.len()));
    let mut kept = case.kept_for_next().map_err(&failed)?;
    let traced = traced(&reports, folder_of(case.path()), &mut kept)?;
    let done = interrupt::whole(|| {
        case.keep_trace(&pile, &traced, &output::now())?;
        case.keep_for_next(&kept)?;
        case.show(&reports, &traced)
    });
    done.map_err(&failed)?;
    Ok(Some(Brought { annotated, compared: kept.links.compared(), traced: kept.stories.anew() }))
}

/// Items of 16 bytes that grouping by key holds in memory before it writes to disk.
const HELD: usize = 8 << 20;

/// Traces a pile; what grouping cannot hold in memory is written into `folder` for the while.
fn traced(reports: &[Annotated], folder: &Path, kept: &mut Kept) -> Result<Traced> {
    grouped(folder, |grouping| stemma::trace_pile_again(reports, grouping, kept))
}

/// The same for a pile on a shelf, whose stories are handed on one by one; gives the links.
pub fn traced_from(shelf: &OnShelf, folder: &Path, each: &mut dyn FnMut(Story)) -> Result<Vec<Link>> {
    let links = grouped(folder, |grouping| stemma::trace_shelf(shelf, grouping, None, each))?;
    shelf.outcome().map_err(Failure::file("read back what was put into", folder))?;
    Ok(links)
}

fn grouped<T>(folder: &Path, trace: impl FnOnce(&mut dyn Grouping) -> T) -> Result<T> {
    let mut grouping = OnDisk::new(folder, HELD);
    let traced = trace(&mut grouping);
    grouping.outcome().map_err(Failure::file("write into", folder))?;
    Ok(traced)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Every version of the pile annotated: from the case where it keeps that, else made now and kept. And how many were
/// made now.
fn annotated(case: &mut Case, pile: &[Filed], quiet: bool) -> Result<(Vec<Annotated>, usize)> {
    let path = case.path().to_path_buf();
    let own = case.reference().map_err(Failure::case(&path))?;
    let reference = own.as_ref().unwrap_or_else(|| Reference::bundled());
    let progress = Progress::new(quiet, "annotating", Some(pile.len()));
    let (mut reports, mut new) = (Vec::with_capacity(pile.len()), 0);
    for batch in pile.chunks(BATCH) {
        let done = annotate_batch(case, batch, &path, reference)?;
        new += done.1;
        progress.more(batch.len());
        reports.extend(done.0);
        interrupt::check(|| {
            format!("{} of {} reports are annotated; `stemma trace` goes on from there", reports.len(), pile.len())
        })?;
    }
    progress.end();
    Ok((reports, new))
}

fn annotate_batch(
    case: &mut Case,
    batch: &[Filed],
    path: &Path,
    reference: &Reference,
) -> Result<(Vec<Annotated>, usize)> {
    let failed = Failure::case(path);
    let kept = batch.iter().map(|filed| case.kept(&filed.version)).collect::<stemma_store::Result<Vec<_>>>();
    let pairs: Vec<_> = batch.iter().zip(kept.map_err(&failed)?).collect();
    let done: Vec<(Annotated, bool)> = pairs
        .into_par_iter()
        .map(|(filed, kept)| match kept.and_then(|kept| kept.annotation().ok()) {
            Some(annotation) => (annotation.onto(filed.report.clone()), false),
            None => (annotate(filed.report.clone(), reference), true),
        })
        .collect();
    let made: Vec<(&str, Annotation)> = done
        .iter()
        .zip(batch)
        .filter(|((_, new), _)| *new)
        .map(|((annotated, _), filed)| (filed.version.as_str(), Annotation::of(annotated)))
        .collect();
    if !made.is_empty() {
        interrupt::whole(|| case.keep_annotations(&made)).map_err(&failed)?;
    }
    let new = made.len();
    Ok((done.into_iter().map(|(annotated, _)| annotated).collect(), new))
}

/// A pile that grows on a shelf as files are read: the last version of each id, where its first one stood.
pub struct Growing {
    shelf: OnShelf,
    folder: PathBuf,
    texts: Texts,
    places: BTreeMap<String, usize>,
    again: usize,
    changed: usize,
}

impl Growing {
    /// An empty one; while it is there, its reports lie in a file in `folder`.
    pub fn new(folder: &Path) -> Result<Self> {
        let shelf = OnShelf::new(folder).map_err(Failure::file("write into", folder))?;
        let (texts, places) = (Texts::default(), BTreeMap::new());
        Ok(Growing { shelf, folder: folder.to_path_buf(), texts, places, again: 0, changed: 0 })
    }

    /// Takes a report in.
    pub fn take(&mut self, annotated: &Annotated) -> Result<()> {
        let failed = Failure::file("write into", &self.folder);
        let report = &annotated.report;
        match self.places.get(&report.id) {
            None => {
                self.places.insert(report.id.clone(), self.places.len());
                self.shelf.put(annotated).map_err(&failed)?;
            }
            Some(&place) => {
                self.shelf.ready().map_err(&failed)?;
                if self.shelf.take(place).report == *report {
                    self.again += 1;
                    return Ok(());
                }
                self.changed += 1;
                self.shelf.replace(place, annotated).map_err(&failed)?;
            }
        }
        self.texts.take(report);
        Ok(())
    }

    /// All of it; says what was met twice.
    pub fn done(mut self, quiet: bool) -> Result<(OnShelf, Texts)> {
        self.shelf.ready().map_err(Failure::file("write into", &self.folder))?;
        if self.again > 0 {
            say(quiet, &format!("met again and taken once: {}", self.again));
        }
        if self.changed > 0 {
            say(quiet, &format!("the same id with other words or data, the last one taken: {}", self.changed));
        }
        Ok((self.shelf, self.texts))
    }
}
