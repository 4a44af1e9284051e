//! The report as this room reads it: words in a row, hyphens taken apart, with what stands between them.

use crate::Span;
use crate::segment::{Segmentation, TokenKind};

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    Capital,
    /// Two letters or more, all of them capitals.
    Upper,
    Number,
    /// A mark, a quotation mark, an ending ("'s").
    Other,
}

/// A word, or the part of one before or after a hyphen.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub span: Span,
    pub case: Case,
    /// Whether a hyphen ties it to the word before.
    pub glued: bool,
    /// Whether a sentence begins here.
    pub first: bool,
    /// Lower case, for the word sets.
    pub lower: String,
}

/// All words of the report.
pub(super) struct Text<'a> {
    pub text: &'a str,
    pub words: Vec<Word>,
}

impl<'a> Text<'a> {
    pub fn new(text: &'a str, segmentation: &Segmentation) -> Self {
        let mut words = Vec::with_capacity(segmentation.tokens.len());
        for sentence in &segmentation.sentences {
            let mut first = true;
            for token in segmentation.tokens.get(sentence.tokens.clone()).unwrap_or(&[]) {
                let plain = matches!(token.kind, TokenKind::Word | TokenKind::Number);
                push_parts(text, token.span, plain, first, &mut words);
                first &= !plain;
            }
        }
        Text { text, words }
    }

    pub fn word(&self, at: usize) -> Option<&Word> {
        self.words.get(at)
    }

    /// Lower-cased word at `at`; empty where there is none.
    pub fn lower(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.lower)
    }

    /// Lower-cased word `back` places before `at`.
    pub fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.lower(at))
    }

    pub fn capital(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| matches!(word.case, Case::Capital | Case::Upper))
    }

    /// The words from `from` to before `to`, as they stand in the text.
    pub fn span(&self, from: usize, to: usize) -> Span {
        match (self.words.get(from), self.words.get(to.wrapping_sub(1))) {
            (Some(first), Some(last)) if from < to => first.span.cover(last.span),
            _ => Span::new(0, 0),
        }
    }

    /// Whether a sentence begins at `at`.
    pub fn starts(&self, at: usize) -> bool {
        self.words.get(at).is_none_or(|word| word.first)
    }

    /// Whether `at` follows on the word before within one sentence, with nothing but space or a hyphen between.
    pub fn follows(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at).filter(|word| at > 0 && !word.first) else { return false };
        let gap = Span::new(self.words[at - 1].span.end, word.span.start).of(self.text);
        word.glued || (gap.len() <= 3 && gap.chars().all(|c| c.is_whitespace() && c != '\n'))
    }
}

fn push_parts(text: &str, span: Span, plain: bool, first: bool, words: &mut Vec<Word>) {
    let whole = span.of(text);
    if !plain || !whole.contains(['-', '‐', '‑', '/']) || whole.contains("//") {
        words.push(word(text, span, plain, first, false));
        return;
    }
    let mut start = span.start;
    let mut begun = false;
    for part in whole.split(['-', '‐', '‑', '/']) {
        let here = Span::new(start, start + part.len());
        if !part.is_empty() {
            words.push(word(text, here, true, first && !begun, begun));
            begun = true;
        }
        let joint = text.get(here.end..span.end).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        start = here.end + joint;
    }
}

fn word(text: &str, span: Span, plain: bool, first: bool, glued: bool) -> Word {
    let written = span.of(text);
    let case = if plain { case(written) } else { Case::Other };
    Word { span, case, glued, first, lower: written.to_lowercase() }
}

fn case(written: &str) -> Case {
    let mut letters = written.chars().filter(|c| c.is_alphabetic());
    let Some(first) = written.chars().next() else { return Case::Other };
    match first {
        c if c.is_numeric() => Case::Number,
        c if !c.is_alphabetic() => Case::Other,
        c if c.is_lowercase() => Case::Lower,
        _ => {
            let many = written.chars().filter(|c| c.is_alphabetic()).count() > 1;
            if many && letters.all(|c| !c.is_lowercase()) { Case::Upper } else { Case::Capital }
        }
    }
}
