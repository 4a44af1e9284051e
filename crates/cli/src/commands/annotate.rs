//! `stemma annotate`: what each report says, one record a line, in the order read.

use stemma::present::contract;
use stemma::situate::Reference;
use stemma::{Annotated, annotate};

use crate::arguments::Input;
use crate::failure::{Done, Result};
use crate::output::Output;
use crate::progress::Progress;
use crate::{explain, input};

pub fn run(input: &Input, explain: bool, quiet: bool) -> Result<Done> {
    let mut output = Output::new();
    let progress = Progress::new(quiet, "annotating", None);
    let mut reports = 0;
    let write: fn(&Annotated) -> String = if explain { explain::text } else { record };
    let work = |reading: Box<stemma::read::Reading>| write(&annotate(reading.report, Reference::bundled()));
    let left_out = input::each(&input.inputs, &input.stated.hints(), &work, &mut |records| {
        reports += records.len();
        progress.more(records.len());
        records.iter().try_for_each(|record| output.line(record))?;
        output.flush()
    })?;
    progress.end();
    Ok(Done::reading(reports, &left_out))
}

fn record(annotated: &Annotated) -> String {
    contract::annotation(annotated).to_string()
}
