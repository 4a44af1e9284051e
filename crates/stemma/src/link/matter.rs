//! Page furniture, law and posts, told by phrases of a lexicon.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use crate::span::boundary;
use crate::{Annotated, Span};

#[derive(Deserialize)]
struct Furniture {
    phrase: Vec<Cue>,
}

#[derive(Deserialize)]
struct Matter {
    law: Vec<Cue>,
    post: Vec<Cue>,
}

#[derive(Deserialize)]
struct Cue {
    cue: String,
    /// Enough by itself.
    #[serde(default)]
    alone: bool,
    #[cfg(test)]
    yes: String,
    #[cfg(test)]
    no: String,
}

/// Phrases and the automaton that finds them, whatever their case.
struct Finder {
    cues: Vec<Cue>,
    automaton: AhoCorasick,
}

impl Finder {
    fn new(cues: Vec<Cue>) -> Self {
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(cues.iter().map(|cue| &cue.cue))
            .expect("the bundled phrases make an automaton");
        Finder { cues, automaton }
    }

    /// Where phrases stand that begin and end with a word.
    fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, Span)> + 'a {
        self.automaton
            .find_iter(text)
            .map(|hit| (hit.pattern().as_usize(), Span::new(hit.start(), hit.end())))
            .filter(|(_, span)| whole_words(text, *span))
    }
}

fn whole_words(text: &str, span: Span) -> bool {
    let joins = |left: Option<char>, right: Option<char>| {
        left.is_some_and(char::is_alphanumeric) && right.is_some_and(char::is_alphanumeric)
    };
    let (before, inside, behind) = (&text[..span.start], span.of(text), &text[span.end..]);
    !joins(before.chars().next_back(), inside.chars().next())
        && !joins(inside.chars().next_back(), behind.chars().next())
}

struct Lexicon {
    furniture: Finder,
    law: Finder,
    post: Finder,
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let furniture: Furniture =
            toml::from_str(include_str!("lexicon/en/furniture.toml")).expect("the bundled furniture.toml parses");
        let matter: Matter =
            toml::from_str(include_str!("lexicon/en/matter.toml")).expect("the bundled matter.toml parses");
        Lexicon {
            furniture: Finder::new(furniture.phrase),
            law: Finder::new(matter.law),
            post: Finder::new(matter.post),
        }
    })
}

/// A sentence longer than this (bytes) is no line of furniture, though it may hold one.
const LINE: usize = 260;
/// Bytes on either side of a phrase that go with it in a long sentence.
const AROUND: usize = 60;

/// Spans of a text that a phrase shows to be furniture, given its sentences.
pub(super) fn furniture(text: &str, sentences: &[Span]) -> Vec<Span> {
    lexicon().furniture.find(text).map(|(_, phrase)| line_of(phrase, text, sentences)).collect()
}

fn line_of(phrase: Span, text: &str, sentences: &[Span]) -> Span {
    let at = sentences.partition_point(|sentence| sentence.end <= phrase.start);
    match sentences.get(at) {
        Some(sentence) if sentence.contains(phrase) && sentence.len() <= LINE => *sentence,
        _ => Span::new(boundary(text, phrase.start.saturating_sub(AROUND)), boundary(text, phrase.end + AROUND)),
    }
}

/// Whether the words of a span read as law or document text.
pub(super) fn is_law(words: &str) -> bool {
    let law = &lexicon().law;
    let mut seen: Vec<usize> = law.find(words).map(|hit| hit.0).collect();
    seen.sort_unstable();
    seen.dedup();
    seen.len() >= 2 || seen.iter().any(|&cue| law.cues[cue].alone)
}

/// Bytes behind a shared passage in which a post's signature is looked for.
const SIGNATURE: usize = 40;

/// Whether a span of a report is a post of a social network, by the signature in its last words or behind it.
pub(super) fn is_post(report: &Annotated, span: Span) -> bool {
    let text = &report.report.text;
    let from = boundary(text, span.end.saturating_sub(span.len() / 4));
    text.get(from..boundary(text, span.end + SIGNATURE))
        .is_some_and(|words| lexicon().post.find(words).next().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_found_in_its_yes_and_not_in_its_no() {
        let lexicon = lexicon();
        for finder in [&lexicon.furniture, &lexicon.law, &lexicon.post] {
            for (at, cue) in finder.cues.iter().enumerate() {
                assert!(finder.find(&cue.yes).any(|hit| hit.0 == at), "{}: {}", cue.cue, cue.yes);
                assert!(finder.find(&cue.no).all(|hit| hit.0 != at), "{}: {}", cue.cue, cue.no);
            }
        }
    }

    #[test]
    fn a_law_needs_two_signs_or_a_sure_one() {
        assert!(is_law("No person shall store fuel within the town."));
        assert!(is_law("Under subsection (b) the owner pays."));
        assert!(!is_law("We shall see, the mayor said."));
    }
}
