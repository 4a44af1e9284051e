//! Which parts of a sentence say something: the contents of its innermost statements, and what is left as narration.
//!
//! A content must speak in a clause, or give a toll: of "called it a sign of a gas attack" the content alone says nothing,
//! so the sentence is read as the page's own.

use super::counts::counts;
use super::pile::Doc;
use super::prose;
use crate::Span;
use crate::attribute::{Stance, Statement};

/// For every sentence the statements that have content in it, in order.
pub(super) fn statements_by_sentence(report: &Doc) -> Vec<Vec<usize>> {
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
/// Where contents alone say nothing, the whole sentence is what their source is said to say.
pub(super) fn stretches(report: &Doc, sentence: Span, statements: &[usize]) -> Vec<(Option<usize>, Vec<Span>)> {
    let all = &report.source.statements;
    let trimmed = |spans: Vec<Span>| spans.into_iter().map(|span| span.trimmed(report.text())).collect();
    let speaking: Vec<usize> =
        statements.iter().copied().filter(|&at| speaks(report, &clip(&all[at].content, sentence))).collect();
    let mut found = Vec::new();
    for &at in speaking.iter().filter(|&&at| asserts(&all[at])) {
        let inside = clip(&all[at].content, sentence);
        let nested: Vec<Span> = speaking
            .iter()
            .filter(|&&other| holds(&all[at], &all[other]))
            .flat_map(|&other| clip(&all[other].content, sentence))
            .collect();
        if covered(&inside, &nested) * 2 < length(&inside) {
            let parts = prose::that_and_that(report.text(), inside).into_iter();
            found.extend(parts.map(|part| (Some(at), trimmed(part))));
        }
    }
    let mute = statements.iter().copied().find(|&at| asserts(&all[at])).filter(|_| speaking.is_empty());
    found.extend(narration(report, sentence, &speaking).map(|spans| (mute, spans)));
    found
}

/// Whether words say something by themselves.
pub(super) fn speaks(report: &Doc, spans: &[Span]) -> bool {
    prose::has_verb(report, spans) || counts(report, spans).iter().any(|count| count.crowd)
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
