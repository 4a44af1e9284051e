//! What `attribute::decide` weighs in annotated corpora, for `train/attribute`: spans and bucket numbers, no text.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use stemma::attribute::{Candidate, candidates};
use stemma::span::{CodePoints, Span};
use stemma::{read::Report, segment::segment};

/// Writes one record a document: its candidates, offsets in code points.
pub fn run(corpora: &[PathBuf], out: &Path) -> Result<()> {
    let mut to = BufWriter::new(fs::File::create(out).with_context(|| out.display().to_string())?);
    for corpus in corpora {
        let text = fs::read_to_string(corpus).with_context(|| corpus.display().to_string())?;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let document: Value = serde_json::from_str(line)?;
            let id = document["doc_id"].as_str().context("a document has an id")?;
            let report = Report::from_text(id, document["text"].as_str().unwrap_or(""));
            let points = CodePoints::new(&report.text);
            let found = candidates(&report, &segment(&report.text));
            let records: Vec<Value> = found.iter().map(|candidate| record(candidate, &points)).collect();
            writeln!(to, "{}", json!({"id": id, "candidates": records}))?;
        }
    }
    Ok(to.flush()?)
}

fn record(candidate: &Candidate, points: &CodePoints) -> Value {
    let of = |spans: &[Span]| spans.iter().map(|&span| points.of(span)).collect::<Vec<_>>();
    let ends: Vec<Value> = candidate.ends.iter().map(|(end, marks)| json!([points.point(*end), marks])).collect();
    let source: Vec<Span> = candidate.source.into_iter().collect();
    json!({"source": of(&source), "cue": of(&candidate.cue), "content": of(&candidate.content), "marks": candidate.marks, "ends": ends})
}
