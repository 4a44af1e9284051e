//! W3C Web Annotations (Recommendation of 2017) as JSON-LD: every source, cue and content of a statement, and every
//! witness of a claim, anchored in a text that is named by its SHA-256. Two selectors each: the position in code points,
//! and the words with what stands before and behind them, which find the place even where the position moved.

use serde_json::{Value, json};
use stemma::attribute::Statement;
use stemma::read::Report;
use stemma::span::CodePoints;
use stemma::{Annotated, Span};

use crate::Handed;

/// Characters of context in a quote selector.
const CONTEXT: usize = 32;

/// One `AnnotationCollection`.
pub fn json(handed: &Handed) -> String {
    let mut items = Vec::new();
    for annotated in handed.reports {
        let anchor = Anchor::new(&annotated.report);
        annotated.statements.iter().for_each(|statement| said(&anchor, statement, &mut items));
    }
    let reports = handed.by_id();
    for held in handed.claims() {
        for witness in &held.claim.witnesses {
            let Some(Annotated { report, .. }) = reports.get(witness.report.as_str()) else { continue };
            let body = json!([
                {"type": "TextualBody", "purpose": "describing", "value": held.claim.title, "format": "text/plain"},
                {"type": "SpecificResource", "purpose": "classifying", "source": format!("urn:stemma:claim:{}", held.claim.id)},
            ]);
            let id = format!("urn:stemma:witness:{}", witness.id);
            items.push(Anchor::new(report).annotation(&id, "linking", body, &witness.spans));
        }
    }
    let total = items.len();
    let collection = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:stemma:annotations", "type": "AnnotationCollection",
        "label": "What reports say, and who says so", "total": total,
        "first": {"id": "urn:stemma:annotations:1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    });
    format!("{collection:#}\n")
}

fn said(anchor: &Anchor, statement: &Statement, items: &mut Vec<Value>) {
    let parts: [(&str, &[Span]); 4] = [
        ("source", statement.source.as_deref().unwrap_or(&[])),
        ("cue", &statement.cue),
        ("content", &statement.content),
        ("hedge", &statement.hedges),
    ];
    for (part, spans) in parts.into_iter().filter(|(_, spans)| !spans.is_empty()) {
        let tag = |value: &str| json!({"type": "TextualBody", "purpose": "tagging", "value": value});
        let mut body = vec![tag(part)];
        if part == "source" {
            body.extend(statement.chain.iter().map(
                |link| json!({"type": "TextualBody", "purpose": "identifying", "value": link.name, "format": "text/plain"}),
            ));
        }
        let id = format!("urn:stemma:statement:{}:{part}", statement.id);
        items.push(anchor.annotation(&id, "identifying", Value::Array(body), spans));
    }
}

/// A text that can be pointed into.
struct Anchor<'a> {
    report: &'a Report,
    points: CodePoints,
}

impl<'a> Anchor<'a> {
    fn new(report: &'a Report) -> Self {
        Anchor { report, points: CodePoints::new(&report.text) }
    }

    /// Words that stand apart are one annotation with a target each.
    fn annotation(&self, id: &str, motivation: &str, body: Value, spans: &[Span]) -> Value {
        let targets: Vec<Value> = spans.iter().map(|&span| self.target(span)).collect();
        let target = if let [only] = targets.as_slice() { only.clone() } else { Value::Array(targets) };
        json!({"id": id, "type": "Annotation", "motivation": motivation, "body": body, "target": target})
    }

    fn target(&self, span: Span) -> Value {
        let text = &self.report.text;
        let [start, end] = self.points.of(span);
        let before: String = text.get(..span.start).unwrap_or("").chars().rev().take(CONTEXT).collect();
        let prefix: String = before.chars().rev().collect();
        let suffix: String = text.get(span.end..).unwrap_or("").chars().take(CONTEXT).collect();
        json!({
            "source": format!("urn:sha256:{}", self.report.text_sha256),
            "scope": format!("urn:stemma:report:{}", self.report.id),
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {"type": "TextQuoteSelector", "exact": span.of(text), "prefix": prefix, "suffix": suffix},
            ],
        })
    }
}
