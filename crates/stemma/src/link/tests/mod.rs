//! What holds of the room as a whole: the written cases, and what holds for every pile.

mod cases;
mod properties;

use serde::Deserialize;

use crate::read::{Found, Report, jsonl};
use crate::situate::Situation;
use crate::{Annotated, attribute, segment};

/// A report as the cases give it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    id: String,
    outlet: Option<String>,
    published: Option<String>,
    title: Option<String>,
    url: Option<String>,
    text: String,
}

impl Given {
    /// With what this room needs of the rooms before it.
    fn annotated(&self) -> Annotated {
        let published = self.published.as_ref().map(|at| serde_json::json!({"id": "", "text": "", "published": at}));
        let dated =
            published.and_then(|line| jsonl::report(&line.to_string()).ok()).and_then(|report| report.published);
        let found = |value: &Option<String>| value.as_ref().map(|value| Found::new(value.clone(), "case"));
        let report = Report {
            outlet: found(&self.outlet),
            title: found(&self.title),
            url: found(&self.url),
            published: dated,
            ..Report::from_text(self.id.as_str(), self.text.as_str())
        };
        let segmentation = segment::segment(&report.text);
        let statements = attribute::attribute(&report, &segmentation);
        Annotated { report, segmentation, statements, situation: Situation::default() }
    }
}
