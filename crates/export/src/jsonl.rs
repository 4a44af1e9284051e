//! The records as JSON lines, as `stemma trace --json` writes them, and the log of corrections.

use serde_json::Value;
use stemma::present::contract::{self, Texts};

use crate::{File, Handed};

/// `reports.jsonl`, `annotations.jsonl`, `links.jsonl`, `stories.jsonl`, `corrections.jsonl`.
pub fn files(handed: &Handed) -> Vec<File> {
    let texts = Texts::new(handed.reports.iter().map(|annotated| &annotated.report));
    let correction = |c| serde_json::to_value(c).unwrap_or(Value::Null);
    vec![
        lines("reports", handed.reports.iter().map(|annotated| contract::report(&annotated.report))),
        lines("annotations", handed.reports.iter().map(contract::annotation)),
        lines("links", handed.traced.links.iter().map(|link| contract::link(link, &texts))),
        lines("stories", handed.traced.stories.iter().map(|story| contract::story(story, &texts))),
        lines("corrections", handed.corrections.iter().map(correction)),
    ]
}

fn lines(name: &str, records: impl Iterator<Item = Value>) -> File {
    (format!("{name}.jsonl"), records.map(|record| format!("{record}\n")).collect())
}
