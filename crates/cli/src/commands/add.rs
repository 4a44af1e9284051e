//! `stemma add`: takes reports into a case. What is there already is added to nothing.

use std::path::Path;
use stemma::present::shown::line;
use stemma::read::Reading;
use stemma_store::{Case, Incoming, Outcome};

use crate::arguments::Input;
use crate::failure::{Done, Failure, LeftOuts, Result};
use crate::progress::{Progress, say};
use crate::{input, interrupt, output};

/// Changed reports that are named one by one.
const NAMED: usize = 20;

pub fn run(path: &Path, input: &Input, quiet: bool) -> Result<Done> {
    let failed = Failure::case(path);
    let mut case = Case::open(path).map_err(&failed)?;
    let progress = Progress::new(quiet, "adding", None);
    let mut tally = Tally::default();
    let left_out = input::each(&input.inputs, &input.stated.hints(), &|reading| reading, &mut |batch| {
        tally.count(&take(&mut case, &batch)?, &batch);
        progress.more(batch.len());
        interrupt::check(|| format!("{}; the same command goes on from there", tally.words()))
    })?;
    progress.end();
    tally.say(quiet);
    Ok(tally.done(&left_out))
}

/// Puts readings into a case, in one transaction.
pub fn take(case: &mut Case, readings: &[Box<Reading>]) -> Result<Vec<Outcome>> {
    let words: Vec<(String, String)> = readings
        .iter()
        .map(|reading| {
            let Reading { name, place, extraction, .. } = &**reading;
            let from = place.as_ref().map_or_else(|| name.clone(), |place| format!("{name}, {place}"));
            (from, format!("{} {}", extraction.name, extraction.version))
        })
        .collect();
    let incoming: Vec<Incoming> =
        readings.iter().zip(&words).map(|(reading, words)| incoming(reading, words)).collect();
    interrupt::whole(|| case.add(&incoming, &output::now())).map_err(Failure::case(case.path()))
}

fn incoming<'a>(reading: &'a Reading, (from, extraction): &'a (String, String)) -> Incoming<'a> {
    Incoming {
        report: &reading.report,
        raw: &reading.raw,
        media: reading.kind.media_type(),
        from,
        fetched: reading.fetched.as_deref(),
        extraction,
    }
}

/// What became of the reports.
#[derive(Default)]
pub struct Tally {
    new: usize,
    known: usize,
    changed: Vec<(String, i64)>,
    /// Of the new and the changed ones, those of which no outlet is known, and those of which no date is.
    unknown: [usize; 2],
}

impl Tally {
    /// Counts a batch, what became of each reading.
    pub fn count(&mut self, outcomes: &[Outcome], readings: &[Box<Reading>]) {
        for (outcome, reading) in outcomes.iter().zip(readings) {
            if !matches!(outcome, Outcome::Known(_)) {
                let report = &reading.report;
                self.unknown[0] += usize::from(report.outlet.is_none());
                self.unknown[1] += usize::from(report.published.is_none());
            }
            match outcome {
                Outcome::New(_) => self.new += 1,
                Outcome::Known(_) => self.known += 1,
                Outcome::Changed(id, number) => self.changed.push((id.clone(), *number)),
            }
        }
    }

    /// New, changed, known.
    pub fn counts(&self) -> (usize, usize, usize) {
        (self.new, self.changed.len(), self.known)
    }

    fn words(&self) -> String {
        match (self.new, self.changed.len(), self.known) {
            (0, 0, 0) => "no report found".into(),
            (0, 0, known) => format!("nothing new: the case has all {known} reports already"),
            (new, changed, known) => {
                let parts = [(new, "added"), (changed, "added as new versions"), (known, "in the case already")];
                let told: Vec<_> =
                    parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
                format!("reports: {}", told.join(", "))
            }
        }
    }

    fn say(&self, quiet: bool) {
        say(quiet, &self.words());
        let told = [("outlet", "--outlet"), ("date", "--published")];
        for ((what, flag), count) in told.iter().zip(self.unknown).filter(|(_, count)| *count > 0) {
            say(quiet, &format!("  without {what}: {count}; `{flag}` states it, for files that are added together"));
        }
        for (id, number) in self.changed.iter().take(NAMED) {
            say(quiet, &format!("  report {} changed: version {number}", line(id)));
        }
        if self.changed.len() > NAMED {
            say(quiet, &format!("  and {} more", self.changed.len() - NAMED));
        }
    }

    fn done(&self, left_out: &LeftOuts) -> Done {
        Done::reading(self.new + self.known + self.changed.len(), left_out)
    }
}
