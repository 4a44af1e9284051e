//! What a copy changed, along each edge of a claim: sentences of one wording are read word for word ([`wording`]), others
//! by what they tell ([`versions`]).

use std::cmp::Reverse;

use super::copies::Copied;
use super::draft::Draft;
use super::edges::{Bond, Tie};
use super::pile::Doc;
use super::wording::{self, Pair};
use super::{Aspect, Change, versions};
use crate::Span;
use crate::situate::time::TimeKind;

/// Longest wording that is told, in characters.
const LONGEST: usize = 80;

/// The changes along the copying ties of a claim, in the order of the ties.
pub(super) fn changes(draft: &Draft, ties: &[Tie]) -> Vec<Change> {
    let mut changes = Vec::new();
    for tie in ties {
        let (tie, deltas) = match tie.bond {
            Bond::Copy(_) => (*tie, with_numbers(draft, tie, deltas(draft, tie))),
            Bond::Descent(_) | Bond::Citation(_) => (*tie, retold(draft, tie)),
            Bond::Same => (headline_last(draft, tie), versions::headline(draft, tie)),
        };
        changes.extend(deltas.iter().map(|delta| delta.record(draft, &tie)));
    }
    changes
}

/// The changes word for word, and numbers of one thing that differ where the words around them do too.
fn with_numbers(draft: &Draft, tie: &Tie, mut found: Vec<Delta>) -> Vec<Delta> {
    if !found.iter().any(|delta| delta.what == Aspect::Number) {
        found.extend(versions::numbers(draft, tie.from, tie.to));
    }
    found
}

/// What became of the claim where no two sentences were laid side by side: still word for word where the wording is one.
fn retold(draft: &Draft, tie: &Tie) -> Vec<Delta> {
    // Who copies the words and names whom it copies them from hides nobody.
    let (original, copy) = (draft.doc(tie.from), draft.doc(tie.to));
    let credit = |delta: &Delta| delta.became.is_some_and(|span| copy.names_outlet_of(original, span));
    match wording::one(draft, tie) {
        Some(pair) => {
            let source = versions::source(draft, tie.from, tie.to).filter(|delta| !credit(delta));
            pair.in_content().into_iter().chain(source).collect()
        }
        None => versions::deltas(draft, tie.from, tie.to),
    }
}

/// Headline against body: what the text says comes first.
fn headline_last(draft: &Draft, tie: &Tie) -> Tie {
    match draft.unit(tie.from).headline {
        true => Tie { from: tie.to, to: tie.from, bond: tie.bond },
        false => *tie,
    }
}

/// One change before it is told: either side may be missing, not both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Delta {
    pub what: Aspect,
    pub was: Option<Span>,
    pub became: Option<Span>,
}

impl Delta {
    fn record(&self, draft: &Draft, tie: &Tie) -> Change {
        let (from, to) = (draft.doc(tie.from), draft.doc(tie.to));
        let words = |span: Option<Span>, doc: &Doc| span.map(|span| shortened(span.of(doc.text())));
        Change {
            from: draft.witnesses[tie.from].id.clone(),
            to: draft.witnesses[tie.to].id.clone(),
            from_report: from.id().to_string(),
            to_report: to.id().to_string(),
            what: self.what,
            was: words(self.was, from),
            became: words(self.became, to),
            was_span: self.was.map(|span| vec![span]),
            became_span: self.became.map(|span| vec![span]),
        }
    }
}

fn shortened(words: &str) -> String {
    if words.chars().count() <= LONGEST {
        return words.to_string();
    }
    words.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// The changes of one tie.
fn deltas(draft: &Draft, tie: &Tie) -> Vec<Delta> {
    let mut deltas = Pair::of_sentences(draft, tie).deltas();
    deltas.retain(|delta| belongs(draft, tie, delta));
    deltas
}

/// Where several units share the two sentences, a change belongs to the pair that holds most of it, else to the first.
fn belongs(draft: &Draft, tie: &Tie, delta: &Delta) -> bool {
    let Bond::Copy(link) = tie.bond else { return false };
    let holds = |unit: usize, span: Option<Span>| {
        span.is_some_and(|span| draft.ground.units[unit].spans.iter().any(|part| part.overlaps(span)))
    };
    let (from, to) = (draft.members[tie.from], draft.members[tie.to]);
    let held = |pair: &&Copied| usize::from(holds(pair.from, delta.was)) + usize::from(holds(pair.to, delta.became));
    let owner =
        draft.ground.side_by_side(link, from, to).max_by_key(|pair| (held(pair), Reverse((pair.to, pair.from))));
    owner.is_some_and(|pair| (pair.from, pair.to) == (from, to))
}

/// Whether a number belongs to a date or an hour.
pub(super) fn is_date(doc: &Doc, span: Span) -> bool {
    let times = &doc.source.situation.times;
    let from = times.partition_point(|time| time.span.end <= span.start);
    times.get(from).is_some_and(|time| time.span.contains(span) && matches!(time.kind, TimeKind::Date | TimeKind::Time))
}
