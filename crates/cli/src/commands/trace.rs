//! `stemma trace`: links, stories, claims and origins, of a case or of files.

use rayon::prelude::*;
use serde_json::Value;
use std::path::{Path, PathBuf};

use stemma::present::contract::{self, Texts};
use stemma::present::terminal::counted;
use stemma::read::Hints;
use stemma::shelf::Shelf;
use stemma::situate::Reference;
use stemma::trace::{Story, Traced};
use stemma::{Annotated, annotate};
use stemma_store::Case;

use crate::arguments::Stated;
use crate::failure::{Done, Failure, Result};
use crate::pile::{self, Brought, Growing};
use crate::progress::{Progress, say};
use crate::{input, interrupt, output};

/// Records that are made at once before they are written.
const CHUNK: usize = 512;

/// A single SQLite file with our mark is a case; everything else is input.
pub fn run(inputs: &[PathBuf], stated: &Stated, out: Option<&Path>, quiet: bool) -> Result<Done> {
    if inputs.iter().any(|path| stemma_store::is_case(path)) && stated.hints() != Hints::default() {
        let what = "a case is traced as it was added: nothing can be stated of its reports here";
        return Err(Failure::misuse(what, "`stemma add` takes --published, --outlet and the rest"));
    }
    match (inputs, out) {
        ([path], out) if stemma_store::is_case(path) => case(path, out, quiet),
        (_, Some(out)) => files(inputs, stated, out, quiet),
        ([path], None) if path.extension().is_some_and(|extension| extension == "stemma") => case(path, out, quiet),
        (_, None) => Err(Failure::misuse(
            "files are traced with `--json -o DIR`, a case without",
            "stemma trace reports/ --json -o traced/\n        stemma trace war.stemma",
        )),
    }
}

fn case(path: &Path, out: Option<&Path>, quiet: bool) -> Result<Done> {
    let mut case = Case::open(path).map_err(Failure::case(path))?;
    let done = update(&mut case, quiet)?;
    if let Some(out) = out {
        let standing = pile::standing(&case, quiet)?;
        write(out, &standing.reports, &standing.traced, quiet)?;
    }
    Ok(done)
}

/// Brings the trace of a case up to date, and says what stands now.
pub fn update(case: &mut Case, quiet: bool) -> Result<Done> {
    let failed = Failure::case(case.path());
    let traced = pile::trace(case, quiet)?;
    let Some(run) = case.last_run().map_err(&failed)? else { return Ok(Done::Nothing) };
    let what = format!("{} reports, {} links, {} stories, {} claims", run.reports, run.links, run.stories, run.claims);
    match traced {
        Some(done) => say(quiet, &format!("{what} ({})", anew(&done))),
        None => say(quiet, &format!("nothing changed since trace {} of {}: {what}", run.id, run.started)),
    }
    Ok(if run.reports == 0 { Done::Nothing } else { Done::Whole })
}

/// What was new: the rest was kept from the trace before.
fn anew(done: &Brought) -> String {
    let parts = [
        counted(done.annotated, "report annotated", "reports annotated"),
        counted(done.compared, "pair compared", "pairs compared"),
        counted(done.traced, "story traced", "stories traced"),
    ];
    format!("done now: {}", parts.join(", "))
}

/// Reports lie on disk from when they are annotated, so that a pile may be larger than the memory.
fn files(inputs: &[PathBuf], stated: &Stated, out: &Path, quiet: bool) -> Result<Done> {
    let progress = Progress::new(quiet, "annotating", None);
    output::folder(out)?;
    let mut growing = Growing::new(out)?;
    let work = |reading: Box<stemma::read::Reading>| annotate(reading.report, Reference::bundled());
    let left_out = input::each(inputs, &stated.hints(), &work, &mut |batch| {
        progress.more(batch.len());
        batch.iter().try_for_each(|annotated| growing.take(annotated))
    })?;
    progress.end();
    let (shelf, texts) = growing.done(quiet)?;
    say(quiet, &format!("tracing {} reports", shelf.size()));
    let mut counts = Counts::default();
    let links = output::file(&out.join("stories.jsonl"), |file| {
        let mut written = Ok(());
        let links = pile::traced_from(&shelf, out, &mut |story| {
            counts.take(&story);
            if written.is_ok() {
                written = file.line(&contract::story(&story, &texts).to_string());
            }
        })?;
        written.map(|()| links)
    })?;
    counts.links = links.len();
    let places: Vec<usize> = (0..shelf.size()).collect();
    interrupt::whole(|| {
        lines(&out.join("reports.jsonl"), &places, &|&at| contract::report(&shelf.take(at).report))?;
        lines(&out.join("annotations.jsonl"), &places, &|&at| contract::annotation(&shelf.take(at)))?;
        lines(&out.join("links.jsonl"), &links, &|link| contract::link(link, &texts))
    })?;
    shelf.outcome().map_err(Failure::file("read back what was put into", out))?;
    counts.say(out, places.len(), quiet);
    Ok(Done::reading(places.len(), &left_out))
}

/// The four files of the contract.
fn write(out: &Path, reports: &[Annotated], traced: &Traced, quiet: bool) -> Result<()> {
    let texts = Texts::new(reports.iter().map(|annotated| &annotated.report));
    output::folder(out)?;
    interrupt::whole(|| {
        lines(&out.join("reports.jsonl"), reports, &|annotated| contract::report(&annotated.report))?;
        lines(&out.join("annotations.jsonl"), reports, &contract::annotation)?;
        lines(&out.join("links.jsonl"), &traced.links, &|link| contract::link(link, &texts))?;
        lines(&out.join("stories.jsonl"), &traced.stories, &|story| contract::story(story, &texts))
    })?;
    let mut counts = Counts { links: traced.links.len(), ..Counts::default() };
    traced.stories.iter().for_each(|story| counts.take(story));
    counts.say(out, reports.len(), quiet);
    Ok(())
}

/// How much was written.
#[derive(Default)]
struct Counts {
    links: usize,
    stories: usize,
    claims: usize,
}

impl Counts {
    fn take(&mut self, story: &Story) {
        self.stories += 1;
        self.claims += story.claims.len();
    }

    fn say(&self, out: &Path, reports: usize, quiet: bool) {
        let Counts { links, stories, claims } = self;
        let what = format!("{reports} reports, {links} links, {stories} stories, {claims} claims");
        say(quiet, &format!("{}: {what}", out.display()));
    }
}

fn lines<T: Sync>(path: &Path, items: &[T], record: &(dyn Fn(&T) -> Value + Sync)) -> Result<()> {
    output::file(path, |file| {
        for chunk in items.chunks(CHUNK) {
            let records: Vec<String> = chunk.par_iter().map(|item| record(item).to_string()).collect();
            records.iter().try_for_each(|record| file.line(record))?;
        }
        Ok(())
    })
}
