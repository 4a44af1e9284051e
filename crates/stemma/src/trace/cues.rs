//! Where the lexicon's phrases stand in a run of words.

use std::sync::OnceLock;

use super::lexicon::{Cue, Doubt, english};
use super::table::Table;
use crate::Span;

/// A phrase found: the words of the run that it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found<K> {
    /// First word.
    pub from: usize,
    /// One past the last word.
    pub to: usize,
    /// What kind of phrase.
    pub kind: K,
}

/// Words of doubt, in order; a "rough" one only before a number.
pub(super) fn hedges(text: &str, words: &[Span]) -> Vec<Found<Doubt>> {
    let classes = &english().hedge;
    let classed = |found: Found<usize>| Found { from: found.from, to: found.to, kind: classes[found.kind].class };
    let found = lists().hedge.find(text, words).into_iter().map(classed);
    found.filter(|found| found.kind != Doubt::Rough || is_number(text, words.get(found.to))).collect()
}

/// Words that turn the sentence round.
pub(super) fn negations(text: &str, words: &[Span]) -> Vec<Found<()>> {
    bare(&lists().negation, text, words)
}

/// Words that say that somebody denies it.
pub(super) fn denials(text: &str, words: &[Span]) -> Vec<Found<()>> {
    bare(&lists().denial, text, words)
}

/// Words that say that somebody says it.
pub(super) fn attributions(text: &str, words: &[Span]) -> Vec<Found<()>> {
    bare(&lists().attribution, text, words)
}

/// Whether some words belong to the page around a report.
pub(super) fn has_page(text: &str, words: &[Span]) -> bool {
    !lists().page.find(text, words).is_empty()
}

/// Whether some words are those of a link.
pub(super) fn has_link(text: &str, words: &[Span]) -> bool {
    !lists().link.find(text, words).is_empty()
}

fn bare(phrases: &Phrases, text: &str, words: &[Span]) -> Vec<Found<()>> {
    phrases.find(text, words).into_iter().map(|found| Found { from: found.from, to: found.to, kind: () }).collect()
}

/// The lexicon's lists, ready to be looked for.
struct Lists {
    hedge: Phrases,
    negation: Phrases,
    denial: Phrases,
    attribution: Phrases,
    page: Phrases,
    link: Phrases,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let lexicon = english();
        Lists {
            hedge: Phrases::new(lexicon.hedge.iter().map(|hedge| hedge.words.as_str())),
            negation: Phrases::of(&lexicon.negation),
            denial: Phrases::of(&lexicon.denial),
            attribution: Phrases::of(&lexicon.attribution),
            page: Phrases::of(&lexicon.page),
            link: Phrases::of(&lexicon.link),
        }
    })
}

/// Phrases in lower case by their first words: a run of words is read once, however many phrases there are.
#[derive(Debug)]
pub(super) struct Phrases {
    by_first: Table<Vec<(Vec<String>, usize)>>,
}

impl Phrases {
    /// These phrases; a phrase is told by its place among them.
    pub fn new<'p>(phrases: impl Iterator<Item = &'p str>) -> Self {
        let mut by_first: Table<Vec<_>> = Table::default();
        for (at, phrase) in phrases.enumerate() {
            let mut words = phrase.split([' ', '-']).map(str::to_string);
            let first = words.next().unwrap_or_default();
            by_first.entry(first).push((words.collect(), at));
        }
        Phrases { by_first }
    }

    fn of(cues: &[Cue]) -> Self {
        Phrases::new(cues.iter().map(|cue| cue.words.as_str()))
    }

    /// Every place where a phrase stands, in order.
    pub fn find(&self, text: &str, words: &[Span]) -> Vec<Found<usize>> {
        let mut found = Vec::new();
        let mut lower = String::new();
        for (at, word) in words.iter().enumerate() {
            lower.clear();
            lower.extend(letters(word.of(text)));
            let Some(phrases) = self.by_first.get(&lower) else { continue };
            if is_month(text, words, at) {
                continue;
            }
            let behind = &words[at + 1..];
            let stands = |rest: &[String]| {
                rest.len() <= behind.len()
                    && rest.iter().zip(behind).all(|(word, span)| letters(span.of(text)).eq(word.chars()))
            };
            let here = phrases.iter().filter(|(rest, _)| stands(rest));
            found.extend(here.map(|(rest, kind)| Found { from: at, to: at + 1 + rest.len(), kind: *kind }));
        }
        found.sort_by_key(|f| (f.from, f.to));
        found
    }
}

/// A word in lower case, with the plain apostrophe.
fn letters(written: &str) -> impl Iterator<Item = char> {
    written.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase)
}

/// "May 4" and "in May", but not "May we come in": with a capital and not first, or beside a number.
fn is_month(text: &str, words: &[Span], at: usize) -> bool {
    words[at].of(text) == "May" && (at > 0 || is_number(text, words.get(at + 1)))
}

fn is_number(text: &str, word: Option<&Span>) -> bool {
    let Some(word) = word.map(|span| span.of(text)) else { return false };
    word.starts_with(|c: char| c.is_ascii_digit()) || super::lexicon::number(&word.to_lowercase()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::words::words;

    fn spans(text: &str) -> Vec<Span> {
        words(text).into_iter().map(|w| w.span).collect()
    }

    #[test]
    fn rough_words_need_a_number_behind_them() {
        let kinds = |text: &str| hedges(text, &spans(text)).into_iter().map(|f| f.kind).collect::<Vec<_>>();
        assert_eq!(kinds("About 40 boats may leave in May."), [Doubt::Rough, Doubt::Modal]);
        assert_eq!(kinds("They spoke about some boats."), []);
    }

    #[test]
    fn both_apostrophes_negate() {
        for text in ["It wasn't there", "It wasn’t there"] {
            assert_eq!(negations(text, &spans(text)).len(), 1);
        }
    }
}
