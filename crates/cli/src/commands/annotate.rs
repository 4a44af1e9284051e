//! `stemma annotate`: what each report says, one record a line, in the order read.

use std::path::Path;
use stemma::annotate;
use stemma::present::contract;
use stemma::read::Reading;
use stemma::situate::Reference;

use crate::arguments::Input;
use crate::failure::{Done, Result};
use crate::output::{self, Output};
use crate::progress::Progress;
use crate::{explain, input};

pub fn run(input: &Input, explain: bool, reports: Option<&Path>, quiet: bool) -> Result<Done> {
    match reports {
        None => records(input, explain, None, quiet),
        Some(path) => {
            output::apart(path, &input.inputs)?;
            output::file(path, |file| records(input, explain, Some(file), quiet))
        }
    }
}

fn records(input: &Input, explain: bool, mut reports: Option<&mut output::Part>, quiet: bool) -> Result<Done> {
    let mut output = Output::new();
    let progress = Progress::new(quiet, "annotating", None);
    let mut count = 0;
    let with_report = reports.is_some();
    let work = |reading: Box<Reading>| {
        let report = with_report.then(|| contract::report(&reading.report).to_string());
        let annotated = annotate(reading.report, Reference::bundled());
        let record = if explain { explain::text(&annotated) } else { contract::annotation(&annotated).to_string() };
        (record, report)
    };
    let left_out = input::each(&input.inputs, &input.stated.hints(), &work, &mut |batch| {
        count += batch.len();
        progress.more(batch.len());
        for (record, report) in &batch {
            output.line(record)?;
            if let (Some(file), Some(report)) = (&mut reports, report) {
                file.line(report)?;
            }
        }
        output.flush()
    })?;
    progress.end();
    Ok(Done::reading(count, &left_out))
}
