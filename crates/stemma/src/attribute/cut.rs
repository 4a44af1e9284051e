//! Where what is said ends inside its sentence: at each comma, dash, conjunction and preposition behind a cue, the model
//! of `decide` says whether the page goes on in its own voice there ("…, a plan that critics call …", "… as polls opened").

use super::decide::{self, Marks};
use super::draft::Draft;
use super::lexicon::Words;
use super::view::Run;
use crate::Span;

/// Items of a content looked at for its end.
const REACH: usize = 120;

/// A point where a content may end, as the model sees it.
pub(super) struct Point {
    /// The byte where the content would end.
    pub(super) end: usize,
    pub(super) marks: Vec<u32>,
}

/// Shortens the content behind the cue to the first point where the model says that it ends.
pub(super) fn shorten(run: &Run<'_>, draft: &mut Draft) {
    let end = points(run, draft).find(|point| decide::weighs(&point.marks)).map(|point| point.end);
    if let Some((last, end)) = draft.content.last_mut().zip(end) {
        last.end = end;
        draft.notes.push("content ends where the weights hear the page go on in its own voice");
    }
}

/// The points where the content behind the cue may end, in order; none where it stands before its cue.
pub(super) fn points<'a>(run: &'a Run<'_>, draft: &'a Draft) -> impl Iterator<Item = Point> + 'a {
    let cue = draft.cue.first().map_or(0, |cue| cue.end);
    let content = draft.content.last().copied().filter(|content| !draft.marks.is_empty() && content.start >= cue);
    let content = content.unwrap_or(Span::new(0, 0));
    let std::ops::Range { start: from, end } = run.items_of(content);
    let to = end.min(from + REACH);
    let may_end = move |at: &usize| *at > from && is_joint(run, *at);
    (from..to)
        .filter(may_end)
        .map(move |at| Point { end: run.span(at - 1..at).end, marks: marks(run, draft, from, at, to) })
}

/// A word or mark before which a content may end.
fn is_joint(run: &Run<'_>, at: usize) -> bool {
    let words: &Words = run.words();
    let word = run.low(at);
    matches!(word, "," | ";" | ":" | "(" | "?") && run.is_mark(at)
        || run.is_dash(at)
        || words.conjunction.contains(word)
        || words.subordinator.contains(word)
        || words.preposition.contains(word) && word != "of"
}

fn marks(run: &Run<'_>, draft: &Draft, from: usize, at: usize, to: usize) -> Vec<u32> {
    let word = |at: usize| if run.is_quotation(at) { "“”" } else { run.low(at) };
    let tag = |at: usize| format!("{:?}", run.tag(at));
    let kind = if run.is_dash(at) { "–" } else { word(at) };
    let opens = word(from);
    let rule = draft.framed();
    let clause = if run.starts_clause(at + 1) { "clause" } else { "" };
    let verb = if (from..at).any(|here| run.is_finite_verb(here)) { "verb" } else { "" };
    let later = if (at + 1..to).any(|here| run.is_finite_verb(here)) { "verb" } else { "" };
    let quoted = if (at + 1..to).any(|here| run.is_quotation(here)) { "quoted" } else { "" };
    let before = if (from..at).any(|here| run.is_quotation(here)) { "quoted" } else { "" };
    let mut marks = Marks::new("cut");
    marks.add("at", &[kind]);
    marks.add("next", &[kind, word(at + 1)]);
    marks.add("next two", &[word(at + 1), word(at + 2)]);
    marks.add("tags", &[kind, &tag(at + 1), &tag(at + 2)]);
    marks.add("before", &[kind, word(at - 1)]);
    marks.add("tag before", &[kind, &tag(at - 1), &tag(at + 1)]);
    marks.add("clause", &[kind, clause, verb, later]);
    marks.add("quoted", &[kind, before, quoted]);
    marks.add("ends quoted", &[kind, if run.is_quotation(at - 1) { "yes" } else { "" }]);
    marks.add("rule", &[kind, rule]);
    marks.add("opens", &[kind, opens, verb]);
    marks.add("length", &[kind, &(at - from).ilog2().to_string()]);
    marks.add("left", &[kind, &(to - at).ilog2().to_string()]);
    marks.add("head", &[kind, run.low(draft.head)]);
    marks.add("inside", &[kind, if run.inside.is_some() { "yes" } else { "" }]);
    marks.add("ing", &[kind, if run.low(at + 1).ends_with("ing") { "yes" } else { "" }]);
    marks.list
}
