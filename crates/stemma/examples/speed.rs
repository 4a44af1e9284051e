//! Time and memory of `segment` and `attribute` on one core: `cargo run --release -p stemma --example speed -- REPORTS.jsonl`.
//!
//! Prints CSV: what, documents, words, seconds on the processor (Linux: of this thread, whatever else runs; elsewhere of the
//! wall clock), words a second, peak memory in MiB after the first tenth and at the end.
//! Reading the file is not timed. `cargo xtask bench attribute` runs it beside a peer.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, missing_docs)]

use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use stemma::attribute::attribute;
use stemma::read::Report;
use stemma::segment::segment;

fn main() {
    let path = std::env::args().nth(1).expect("a file of reports, one JSON object a line");
    let text = fs::read_to_string(path).expect("the file can be read");
    let reports: Vec<Report> = text.lines().filter_map(report).collect();
    let words: usize = reports.iter().map(|report| report.text.split_whitespace().count()).sum();
    // Lexicons and weights are read once, before the clock runs.
    black_box(attribute(&reports[0], &segment(&reports[0].text)));
    let begun = Instant::now();
    let (mut segmenting, mut attributing, mut early) = (Duration::ZERO, Duration::ZERO, 0.0);
    for (index, report) in reports.iter().enumerate() {
        let start = now(begun);
        let parts = segment(&report.text);
        let middle = now(begun);
        black_box(attribute(report, &parts));
        segmenting += middle - start;
        attributing += now(begun) - middle;
        if index == reports.len() / 10 {
            early = peak();
        }
    }
    println!("what,documents,words,seconds,words_per_second,peak_MiB_after_a_tenth,peak_MiB");
    for (what, took) in
        [("segment", segmenting), ("attribute", attributing), ("segment and attribute", segmenting + attributing)]
    {
        let rate = words as f64 / took.as_secs_f64();
        println!("{what},{},{words},{:.2},{rate:.0},{early:.0},{:.0}", reports.len(), took.as_secs_f64(), peak());
    }
}

fn report(line: &str) -> Option<Report> {
    let value: serde_json::Value = serde_json::from_str(line).ok()?;
    let id = value.get("doc_id").or(value.get("id"))?.as_str()?;
    Some(Report::from_text(id, value["text"].as_str()?))
}

/// Time that this thread was on a processor, in whole nanoseconds; wall time where the system does not tell.
fn now(begun: Instant) -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split(' ').next().and_then(|time| time.parse().ok());
    nanoseconds.map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

/// Peak memory of this process in MiB (Linux; 0 elsewhere).
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}
