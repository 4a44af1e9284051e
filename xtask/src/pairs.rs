//! Same-event sentence pairs of ECB+ (Cybulska and Vossen 2014): how far claims go on a corpus made for another question.
//!
//! Defined so: a pair is two annotated sentences of two documents of one topic; it is true where both mention an event of
//! one chain. Told are the pairs whose sentences witness one claim, each topic traced as a pile of its own. The baseline tells
//! every pair that shares the head of an event mention by its lemma (mentions given). A chain is narrower than a claim and
//! a sentence holds several, so recall has a low ceiling.

use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use stemma::read::Report;
use stemma::situate::Reference;
use stemma::{Annotated, Span, annotate, segment, trace_pile};

/// A document and the number of one of its sentences.
type Place = (String, u64);
type Pairs = BTreeSet<(Place, Place)>;

const CORPUS: &str = "corpora/story/ecbplus_dev.jsonl";

/// The figures, as rows of scores.csv.
pub fn score(shared: &Path) -> Result<Vec<String>> {
    let text = fs::read_to_string(shared.join(CORPUS)).context(CORPUS)?;
    let documents: Vec<Value> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let mut topics: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for document in &documents {
        topics.entry(word(&document["topic"])).or_default().push(document);
    }
    let (mut gold, mut heads, mut told) = (Pairs::new(), Pairs::new(), Pairs::new());
    for documents in topics.values() {
        let (chains, lemmas) = mentions(documents);
        let annotated: BTreeSet<Place> = chains.values().flatten().cloned().collect();
        gold.extend(chains.values().flat_map(pairs));
        heads.extend(lemmas.values().flat_map(pairs));
        let of_claims = claims(documents).into_iter();
        told.extend(of_claims.flat_map(|places| pairs(&places.intersection(&annotated).cloned().collect())));
    }
    let row = |figure: &str, found: &Pairs| format!("pairs,ecbplus_dev.jsonl,,{figure},{}", figures(found, &gold));
    Ok(vec![row("same-event sentence pairs", &told), row("same-event sentence pairs, head lemma baseline", &heads)])
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Sentences by chain of events, and by the lemma of the mention's first word.
fn mentions(documents: &[&Value]) -> (BTreeMap<String, BTreeSet<Place>>, BTreeMap<String, BTreeSet<Place>>) {
    let (mut chains, mut lemmas) = (BTreeMap::<_, BTreeSet<Place>>::new(), BTreeMap::<_, BTreeSet<Place>>::new());
    for document in documents {
        let kept: BTreeSet<u64> = list(&document["sentences"]).iter().filter_map(|s| s["id"].as_u64()).collect();
        for mention in list(&document["mentions"]).iter().filter(|mention| mention["kind"] == "event") {
            let Some(sentence) = mention["sent"].as_u64().filter(|id| kept.contains(id)) else { continue };
            let place = (word(&document["doc_id"]).to_string(), sentence);
            let head = word(&mention["text"]).split(' ').next().unwrap_or("").to_lowercase();
            lemmas.entry(segment::lemma(&head, segment::Tag::Verb).into_owned()).or_default().insert(place.clone());
            chains.entry(word(&mention["chain"]).to_string()).or_default().insert(place);
        }
    }
    (chains, lemmas)
}

fn pairs(places: &BTreeSet<Place>) -> Pairs {
    let all = places.iter().flat_map(|a| places.range(a..).skip(1).map(move |b| (a.clone(), b.clone())));
    all.filter(|(a, b)| a.0 != b.0).collect()
}

/// The sentences that witness one claim, claim by claim.
fn claims(documents: &[&Value]) -> Vec<BTreeSet<Place>> {
    let mut sentences: BTreeMap<String, Vec<(Span, u64)>> = BTreeMap::new();
    let mut pile: Vec<Annotated> = Vec::new();
    for document in documents {
        let (text, spans) = running(document);
        sentences.insert(word(&document["doc_id"]).to_string(), spans);
        pile.push(annotate(Report::from_text(word(&document["doc_id"]), &text), Reference::bundled()));
    }
    let places = |report: &str, spans: &[Span]| -> Vec<Place> {
        let here = sentences.get(report).map_or(&[][..], Vec::as_slice).iter();
        let touched = here.filter(|(sentence, _)| spans.iter().any(|span| span.overlaps(*sentence)));
        touched.map(|(_, id)| (report.to_string(), *id)).collect()
    };
    let stories = trace_pile(&pile).stories;
    let of_claim = |witnesses: &[stemma::trace::Witness]| {
        witnesses.iter().flat_map(|witness| places(&witness.report, &witness.spans)).collect()
    };
    stories.iter().flat_map(|story| &story.claims).map(|claim| of_claim(&claim.witnesses)).collect()
}

/// The tokens as running text, a paragraph a sentence.
fn running(document: &Value) -> (String, Vec<(Span, u64)>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for sentence in list(&document["sentences"]) {
        let start = text.len();
        for token in list(&sentence["tokens"]).iter().map(word) {
            let close = token.starts_with([',', '.', ';', ':', '!', '?', '%', '\'', '’']) || token == "n't";
            if text.len() > start && !close {
                text.push(' ');
            }
            text.push_str(token);
        }
        spans.push((Span::new(start, text.len()), sentence["id"].as_u64().unwrap_or(0)));
        text.push_str("\n\n");
    }
    (text, spans)
}

fn figures(found: &Pairs, gold: &Pairs) -> String {
    let hit = found.intersection(gold).count() as f64;
    let percent = |part: f64, whole: usize| (1000.0 * part / whole.max(1) as f64).round() / 10.0;
    let f1 = percent(2.0 * hit, found.len() + gold.len());
    format!("{},{},{f1}", percent(hit, found.len()), percent(hit, gold.len()))
}
