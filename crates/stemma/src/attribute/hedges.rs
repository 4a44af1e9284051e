//! Hedges: words by which a source, or the page, keeps back from what is said ("could be", "allegedly").

use serde::Deserialize;
use std::sync::OnceLock;

use super::view::View;
use super::wordset::WordSet;
use crate::Span;

#[derive(Deserialize)]
struct Lists {
    modal: WordSet,
    adverb: WordSet,
    adjective: WordSet,
    verb: WordSet,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| toml::from_str(include_str!("lexicon/en/hedges.toml")).expect("the list is tested"))
}

/// The hedges of a text, in order.
pub(super) fn hedges(view: &View<'_>) -> Vec<Span> {
    let lists = lists();
    let count = view.seg.tokens.len();
    let mut found = Vec::new();
    let mut at = 0;
    while at < count {
        let end = hedge_end(view, at, lists);
        if let Some(end) = end {
            found.push(view.seg.tokens[at].span.cover(view.seg.tokens[end - 1].span));
        }
        at = end.unwrap_or(at + 1);
    }
    found
}

/// Where the hedge that begins at `at` ends: a modal takes "be" or "have" in.
fn hedge_end(view: &View<'_>, at: usize, lists: &Lists) -> Option<usize> {
    let word = view.low(at);
    if lists.modal.contains(word) {
        let month = view.seg.tokens[at].span.of(view.text).starts_with('M');
        let more = matches!(view.low(at + 1), "be" | "have");
        return (!month).then_some(if more { at + 2 } else { at + 1 });
    }
    let one = lists.adverb.contains(word) || lists.adjective.contains(word) || lists.verb.contains(word);
    one.then_some(at + 1)
}

/// Those of `hedges` that stand in one of the spans.
pub(super) fn within(hedges: &[Span], spans: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    for span in spans {
        let from = hedges.partition_point(|hedge| hedge.start < span.start);
        found.extend(hedges[from..].iter().take_while(|hedge| hedge.end <= span.end).copied());
    }
    found.sort();
    found.dedup();
    found
}
