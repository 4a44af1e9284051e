//! How many event mentions of ECB+ the room `situate` meets: with its triggers, and with the cues of statements too
//! ("told", "said" are events there).

use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::Path;

use crate::{pairs::list, variants::share};
use stemma::read::Report;
use stemma::situate::Reference;
use stemma::{Span, annotate};

const CORPUS: &str = "corpora/story/ecbplus_dev.jsonl";

/// The figures as rows of `scores.csv`.
pub fn score(shared: &Path) -> Result<Vec<String>> {
    let text = fs::read_to_string(shared.join(CORPUS)).context(CORPUS)?;
    let (mut gold, mut met, mut with_cues, mut triggers, mut right) = (0, 0, 0, 0, 0);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let record: Value = serde_json::from_str(line)?;
        let (text, mentions) = laid_out(&record);
        let annotated = annotate(Report::from_text("ecb", &text), Reference::bundled());
        let found: Vec<Span> = annotated.situation.events.iter().flat_map(|e| e.trigger.iter().copied()).collect();
        let cues: Vec<Span> = annotated.statements.iter().flat_map(|s| s.cue.iter().copied()).collect();
        let touches = |spans: &[Span], mention: &[Span]| mention.iter().any(|m| spans.iter().any(|s| s.overlaps(*m)));
        gold += mentions.len();
        met += mentions.iter().filter(|mention| touches(&found, mention)).count();
        with_cues += mentions.iter().filter(|m| touches(&found, m) || touches(&cues, m)).count();
        triggers += found.len();
        right += found.iter().filter(|span| mentions.iter().any(|mention| touches(&[**span], mention))).count();
    }
    let rows = [
        ("event mentions met by triggers, recall", met, gold),
        ("event mentions met by triggers or cues, recall", with_cues, gold),
        ("triggers that are event mentions there", right, triggers),
    ];
    let row = |(name, part, of)| format!("events,ecbplus_dev.jsonl,,{name},,,{}", share(part, of));
    Ok(rows.into_iter().map(row).collect())
}

/// The text of the annotated sentences, a paragraph each, and where its event mentions stand.
fn laid_out(record: &Value) -> (String, Vec<Vec<Span>>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    for sentence in list(&record["sentences"]) {
        let mut spans = Vec::new();
        for token in list(&sentence["tokens"]) {
            let start = text.len();
            text.push_str(token.as_str().unwrap_or_default());
            spans.push(Span::new(start, text.len()));
            text.push(' ');
        }
        text.push_str("\n\n");
        places.push((sentence["id"].clone(), spans));
    }
    let events = list(&record["mentions"]).iter().filter(|mention| mention["kind"] == "event");
    let spans = |mention: &Value| {
        let (_, tokens) = places.iter().find(|(id, _)| *id == mention["sent"])?;
        let at = list(&mention["tokens"]);
        Some(at.iter().filter_map(|at| tokens.get(usize::try_from(at.as_u64()?).ok()?).copied()).collect())
    };
    let mentions = events.filter_map(spans).collect();
    (text, mentions)
}
