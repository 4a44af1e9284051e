//! Where the lexicon's phrases stand in a run of words.

use super::lexicon::{Doubt, english};
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
    let mut found = Vec::new();
    for hedge in &english().hedge {
        for (from, to) in phrase_at(text, words, &hedge.words) {
            if hedge.class != Doubt::Rough || is_number(text, words.get(to)) {
                found.push(Found { from, to, kind: hedge.class });
            }
        }
    }
    found.sort_by_key(|f| (f.from, f.to));
    found
}

/// Words that turn the sentence round.
pub(super) fn negations(text: &str, words: &[Span]) -> Vec<Found<()>> {
    phrases(text, words, english().negation.iter().map(|cue| cue.words.as_str()))
}

/// Words that say that somebody denies it.
pub(super) fn denials(text: &str, words: &[Span]) -> Vec<Found<()>> {
    phrases(text, words, english().denial.iter().map(|cue| cue.words.as_str()))
}

/// Words that say that somebody says it.
pub(super) fn attributions(text: &str, words: &[Span]) -> Vec<Found<()>> {
    phrases(text, words, english().attribution.iter().map(|cue| cue.words.as_str()))
}

fn phrases<'a>(text: &str, words: &[Span], cues: impl Iterator<Item = &'a str>) -> Vec<Found<()>> {
    let mut found: Vec<_> =
        cues.flat_map(|cue| phrase_at(text, words, cue)).map(|(from, to)| Found { from, to, kind: () }).collect();
    found.sort_by_key(|f| (f.from, f.to));
    found
}

/// Every place where a phrase in lower case stands, as the words it covers.
pub(super) fn phrase_at<'a>(
    text: &'a str,
    words: &'a [Span],
    phrase: &'a str,
) -> impl Iterator<Item = (usize, usize)> + 'a {
    let wanted: Vec<&str> = phrase.split([' ', '-']).collect();
    (0..words.len()).filter_map(move |from| {
        let run = words.get(from..from + wanted.len())?;
        let all = run.iter().zip(&wanted).all(|(span, word)| same_letters(span.of(text), word));
        (all && !is_month(text, words, from)).then_some((from, from + wanted.len()))
    })
}

fn same_letters(written: &str, lower: &str) -> bool {
    let plain = |c: char| if c == '’' { '\'' } else { c };
    written.chars().map(plain).flat_map(char::to_lowercase).eq(lower.chars())
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
