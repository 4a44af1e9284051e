//! What can witness a claim: a statement's content, sentence by sentence, and what the page itself narrates.
//!
//! Of nested statements the innermost counts: its chain holds the outer hands already. What somebody believes, orders or
//! declines to say is no content of a claim; that he does so is narrated by the page.

use std::collections::BTreeSet;

use super::counts::{self, Count};
use super::cues;
use super::pile::{Doc, Pile};
use crate::Span;
use crate::attribute::{Stance, Statement};

/// A stretch of one sentence that says something, and who is said to say it.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Index of the report in the pile.
    pub doc: usize,
    /// Index of the sentence in the report.
    pub sentence: usize,
    /// Index of the statement in the report; `None` for narration.
    pub statement: Option<usize>,
    /// The words.
    pub spans: Vec<Span>,
    /// Whether they are the headline.
    pub headline: bool,
    /// Content terms, sorted, each once; numbers too.
    pub terms: Vec<u32>,
    /// Numbers among the terms.
    pub numbers: Vec<u32>,
    /// What is counted.
    pub counts: Vec<Count>,
    /// Said not to be so: by the stance or by the words.
    pub denied: bool,
    /// What the words mention.
    pub told: Told,
}

/// What the first four rooms found within a unit.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    /// Places below the level of countries, by GeoNames id; names that nothing resolves are words like others.
    pub places: BTreeSet<String>,
    /// Actors by id.
    pub actors: BTreeSet<String>,
    /// Kinds of events.
    pub events: BTreeSet<String>,
}

/// Fewest content words that can say anything.
const FEWEST_WORDS: usize = 3;

/// The units of one report, in the order of the text.
pub(super) fn units(pile: &Pile, doc: usize) -> Vec<Unit> {
    let report = &pile.docs[doc];
    let by_sentence = statements_by_sentence(report);
    let headline = headline(report);
    let sentences = &report.source.segmentation.sentences;
    let mut units: Vec<Unit> = Vec::new();
    for (at, sentence) in sentences.iter().enumerate().filter(|(_, s)| !report.is_furniture(s.span)) {
        let stretches = stretches(report, sentence.span, &by_sentence[at]).into_iter();
        let before = units.len();
        units.extend(stretches.filter_map(|(statement, spans)| unit(report, doc, at, statement, spans)));
        if units.len() == before {
            units.extend(unit(report, doc, at, None, vec![sentence.span]));
        }
        units[before..].iter_mut().for_each(|unit| unit.headline = headline == Some(at));
    }
    units
}

fn unit(report: &Doc, doc: usize, sentence: usize, statement: Option<usize>, spans: Vec<Span>) -> Option<Unit> {
    let words: Vec<_> = spans.iter().flat_map(|&span| report.words_in(span)).map(|at| report.words[at]).collect();
    let mut terms: Vec<u32> = words.iter().filter(|word| word.content).map(|word| word.term).collect();
    terms.sort_unstable();
    terms.dedup();
    let mut numbers: Vec<u32> = words.iter().filter(|word| word.number).map(|word| word.term).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let spans_of_words: Vec<Span> = words.iter().map(|word| word.span).collect();
    let negations = cues::negations(report.text(), &spans_of_words).len();
    let stance = statement.and_then(|at| report.source.statements.get(at)).map(|s| s.stance);
    let denied = (stance == Some(Stance::Denies)) != (negations % 2 == 1);
    let (told, counts) = (told(report, &spans), counts::counts(report, &spans));
    let question = spans.last().is_some_and(|span| span.of(report.text()).trim_end().ends_with('?'));
    (terms.len() >= FEWEST_WORDS && !question).then_some(Unit {
        doc,
        sentence,
        statement,
        spans,
        headline: false,
        terms,
        numbers,
        counts,
        denied,
        told,
    })
}

/// For every sentence the statements that have content in it, in order.
fn statements_by_sentence(report: &Doc) -> Vec<Vec<usize>> {
    let sentences = &report.source.segmentation.sentences;
    let mut by_sentence = vec![Vec::new(); sentences.len()];
    for (at, statement) in report.source.statements.iter().enumerate() {
        for &content in &statement.content {
            let first = sentences.partition_point(|sentence| sentence.span.end <= content.start);
            for (sentence, found) in sentences.iter().zip(&mut by_sentence).skip(first) {
                if sentence.span.start >= content.end {
                    break;
                }
                if found.last() != Some(&at) {
                    found.push(at);
                }
            }
        }
    }
    by_sentence
}

/// The parts of a sentence that say something: contents of its innermost statements, and what is left as narration.
fn stretches(report: &Doc, sentence: Span, statements: &[usize]) -> Vec<(Option<usize>, Vec<Span>)> {
    let all = &report.source.statements;
    let mut found = Vec::new();
    for &at in statements {
        let inside = clip(&all[at].content, sentence);
        let nested: Vec<Span> = statements
            .iter()
            .filter(|&&other| holds(&all[at], &all[other]))
            .flat_map(|&other| clip(&all[other].content, sentence))
            .collect();
        if asserts(&all[at]) && covered(&inside, &nested) * 2 < length(&inside) {
            found.push((Some(at), inside.into_iter().map(|span| span.trimmed(report.text())).collect()));
        }
    }
    found.extend(narration(report, sentence, statements).map(|spans| (None, spans)));
    found
}

/// Whether `inner` is nested in `outer`, or part of the text that `outer` credits to somebody.
fn holds(outer: &Statement, inner: &Statement) -> bool {
    let inside = |span: &Span| outer.content.iter().any(|part| part.contains(*span));
    inner.parent.as_deref() == Some(outer.id.as_str())
        || (length(&inner.content) < length(&outer.content) && inner.content.iter().all(inside))
}

/// Whether a statement takes a stand on what is so.
fn asserts(statement: &Statement) -> bool {
    matches!(statement.stance, Stance::Asserts | Stance::Denies | Stance::Doubts)
}

/// What no statement says, where it is half of the sentence or more.
fn narration(report: &Doc, sentence: Span, statements: &[usize]) -> Option<Vec<Span>> {
    if statements.is_empty() {
        return Some(vec![sentence]);
    }
    let mut told: Vec<Span> = Vec::new();
    for &at in statements {
        let statement = &report.source.statements[at];
        let source = statement.source.iter().flatten();
        told.extend(statement.content.iter().chain(&statement.cue).chain(source).copied());
    }
    let rest: Vec<Span> = without(sentence, &told)
        .into_iter()
        .map(|span| span.trimmed(report.text()))
        .filter(|&span| report.words_in(span).len() > 1)
        .collect();
    (length(&rest) * 2 >= sentence.len()).then_some(rest)
}

/// The parts of `whole` that none of `parts` covers.
fn without(whole: Span, parts: &[Span]) -> Vec<Span> {
    let mut sorted = parts.to_vec();
    sorted.sort_unstable();
    let (mut rest, mut at) = (Vec::new(), whole.start);
    for part in sorted.iter().filter(|part| part.overlaps(whole)) {
        if part.start > at {
            rest.push(Span::new(at, part.start));
        }
        at = at.max(part.end);
    }
    if at < whole.end {
        rest.push(Span::new(at, whole.end));
    }
    rest
}

fn clip(spans: &[Span], within: Span) -> Vec<Span> {
    let clipped = |span: &Span| Span::new(span.start.max(within.start), span.end.min(within.end));
    spans.iter().map(clipped).filter(|span| !span.is_empty()).collect()
}

fn length(spans: &[Span]) -> usize {
    spans.iter().map(|span| span.len()).sum()
}

fn covered(spans: &[Span], by: &[Span]) -> usize {
    spans.iter().flat_map(|&span| clip(by, span)).map(Span::len).sum()
}

/// The sentence that is the headline: it says what the title says, or stands first, alone and without a stop.
fn headline(report: &Doc) -> Option<usize> {
    let sentences = &report.source.segmentation.sentences;
    let title: BTreeSet<u32> = report.title.iter().copied().collect();
    let titled = (0..sentences.len().min(3)).find(|&at| {
        let words: BTreeSet<u32> =
            report.words[report.sentences[at].clone()].iter().filter(|w| w.content).map(|w| w.term).collect();
        title.len() >= 2 && title.is_subset(&words) && words.len() <= title.len() + 4
    });
    let first = sentences.first()?;
    let alone = sentences.get(1).is_some_and(|next| next.paragraph != first.paragraph);
    let stopped = first.span.of(report.text()).ends_with(|c: char| ".!?\"\u{201d}".contains(c));
    titled.or_else(|| (alone && !stopped).then_some(0))
}

fn told(report: &Doc, spans: &[Span]) -> Told {
    let inside = |span: Span| spans.iter().any(|part| part.overlaps(span));
    let situation = &report.source.situation;
    let fine = |level: &str| !matches!(level, "country" | "continent" | "region" | "sea");
    let places = situation.places.iter().filter(|p| inside(p.span) && fine(&p.level));
    let events = situation.events.iter().filter(|e| e.trigger.iter().any(|&t| inside(t)));
    Told {
        places: places.filter_map(|p| p.geonames_id.clone()).collect(),
        actors: situation.actors.iter().filter(|a| inside(a.span)).map(|a| a.id.clone()).collect(),
        events: events.map(|e| e.kind.clone()).collect(),
    }
}
