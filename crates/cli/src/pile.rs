//! Annotated reports in memory: of a case, or of files without one.

use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

use stemma::situate::Reference;
use stemma::trace::Traced;
use stemma::{Annotated, RULES_VERSION, annotate};
use stemma_store::{Annotation, Case, Filed, Run};

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
    if run.pile != case.pile().and_then(|pile| case.pile_digest(&pile)).map_err(&failed)? {
        say(quiet, &format!("reports, places or actors were added since this was traced: `stemma trace {path}`"));
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
    Ok(Standing { reports, traced: case.traced().map_err(&failed)? })
}

/// Brings the trace of a case up to date. `None`: it was.
pub fn trace(case: &mut Case, quiet: bool) -> Result<Option<(Run, usize)>> {
    let failed = Failure::case(case.path());
    let pile = case.pile().map_err(&failed)?;
    let last = case.last_run().map_err(&failed)?;
    let digest = case.pile_digest(&pile).map_err(&failed)?;
    if last.is_some_and(|run| run.pile == digest) {
        return Ok(None);
    }
    let (reports, new) = annotated(case, &pile, quiet)?;
    say(quiet, &format!("tracing {} reports", reports.len()));
    let traced = stemma::trace_pile(&reports);
    let kept = interrupt::whole(|| {
        let run = case.keep_trace(&pile, &traced, &output::now())?;
        case.show(&reports, &traced)?;
        Ok(run)
    });
    let run = kept.map_err(&failed)?;
    Ok(Some((run, new)))
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

/// A pile that grows as files are read: the last version of each id, where its first one stood.
#[derive(Default)]
pub struct Growing {
    reports: Vec<Annotated>,
    places: BTreeMap<String, usize>,
    again: usize,
    changed: usize,
}

impl Growing {
    /// Takes a report in.
    pub fn take(&mut self, annotated: Annotated) {
        let id = annotated.report.id.clone();
        let Some(&place) = self.places.get(&id) else {
            self.places.insert(id, self.reports.len());
            self.reports.push(annotated);
            return;
        };
        if self.reports[place].report == annotated.report {
            self.again += 1;
        } else {
            self.changed += 1;
            self.reports[place] = annotated;
        }
    }

    /// All of it; says what was met twice.
    pub fn done(self, quiet: bool) -> Vec<Annotated> {
        if self.again > 0 {
            say(quiet, &format!("met again and taken once: {}", self.again));
        }
        if self.changed > 0 {
            say(quiet, &format!("the same id with other words or data, the last one taken: {}", self.changed));
        }
        self.reports
    }
}
