//! What every target checks: reading ends, does not panic, and points into its own text.

use std::ops::ControlFlow;
use stemma::read::{Hints, Item, Limits, read};

/// Reads `bytes` under `name` and checks every report that comes of them.
pub fn check(name: &str, bytes: &[u8]) {
    let mut input = bytes;
    let _ = read(name, &mut input, &Hints::default(), &Limits::default(), &mut |item| {
        if let Item::Reading(reading) = item {
            let report = &reading.report;
            let links = report.links.iter().filter_map(|link| link.span.as_ref());
            for span in report.furniture.iter().chain(links) {
                assert!(report.text.get(span.start..span.end).is_some());
            }
        }
        ControlFlow::Continue(())
    });
}
