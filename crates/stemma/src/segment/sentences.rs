//! Sentences: where a terminal mark ends one, and where it only looks so.
//!
//! Works on tokens, so that abbreviations have already taken their full stops. After a terminal mark the closing marks
//! behind it are taken in, then the next word decides, as in Mikheev (2002): a capital starts a sentence unless an
//! abbreviation before it asks for one.

use std::ops::Range;

use super::lexicon::{Lexicon, Stop};
use super::marks::{QuoteMark, Side};
use super::{Sentence, Token, TokenKind};
use crate::Span;

/// Tokens looked at for the verb in `"Why?" the old man asked`.
const SPEAKER_REACH: usize = 7;

/// Cuts the tokens `range` of one paragraph into sentences.
pub(super) fn sentences(
    text: &str,
    tokens: &[Token],
    range: Range<usize>,
    marks: &[QuoteMark],
    paragraph: usize,
    lexicon: &Lexicon,
) -> Vec<Sentence> {
    let cutter = Cutter { text, tokens, end: range.end, marks, lexicon };
    let mut sentences = Vec::new();
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        let Some(stop) = cutter.terminal(at) else {
            at += 1;
            continue;
        };
        let after = cutter.after_closing(at + 1);
        if after == range.end || cutter.ends(start, at, after, stop) {
            sentences.push(cutter.sentence(start..after, paragraph));
            start = after;
        }
        at = after;
    }
    if start < range.end {
        sentences.push(cutter.sentence(start..range.end, paragraph));
    }
    sentences
}

/// What kind of end a token may be.
#[derive(Clone, Copy, PartialEq)]
enum Terminal {
    /// `.` on its own.
    Period,
    /// `?`, `!` and their like.
    Cry,
    /// `…`, `...`
    Ellipsis,
    /// A stop that belongs to an abbreviation or initial.
    Word(Stop),
}

struct Cutter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// One past the last token of the paragraph.
    end: usize,
    marks: &'a [QuoteMark],
    lexicon: &'a Lexicon,
}

impl Cutter<'_> {
    fn words(&self, token: usize) -> &str {
        &self.text[self.tokens[token].span]
    }

    fn first_char(&self, token: usize) -> char {
        self.words(token).chars().next().unwrap_or(' ')
    }

    fn sentence(&self, tokens: Range<usize>, paragraph: usize) -> Sentence {
        let span = Span::new(self.tokens[tokens.start].span.start, self.tokens[tokens.end - 1].span.end);
        Sentence { span, tokens, paragraph }
    }

    fn terminal(&self, at: usize) -> Option<Terminal> {
        let words = self.words(at);
        match self.tokens[at].kind {
            TokenKind::Mark => match words.chars().next()? {
                '.' if words.len() == 1 => Some(Terminal::Period),
                '.' | '…' => Some(Terminal::Ellipsis),
                '?' | '!' | '。' | '！' | '？' | '؟' | '۔' => Some(Terminal::Cry),
                _ => None,
            },
            TokenKind::Word | TokenKind::Number => {
                let letters = words.strip_suffix('.')?;
                let stop = self.lexicon.stop(letters).unwrap_or(Stop::BeforeStarter);
                Some(Terminal::Word(stop))
            }
            _ => None,
        }
    }

    /// The token after the terminal and closing marks that follow `at`.
    fn after_closing(&self, mut at: usize) -> usize {
        while at < self.end {
            let touches = self.tokens[at - 1].span.end == self.tokens[at].span.start;
            let more = match self.terminal(at) {
                Some(Terminal::Word(_)) => false,
                Some(_) => true,
                None => self.closes(at, touches),
            };
            if more {
                at += 1;
            } else if touches && self.is_note(at) {
                at += 3;
            } else {
                break;
            }
        }
        at
    }

    /// Whether a token closes what stands before it.
    fn closes(&self, at: usize, touches: bool) -> bool {
        match self.words(at) {
            ")" | "]" | "}" => true,
            _ => match self.marks.binary_search_by_key(&at, |mark| mark.token) {
                Ok(mark) => self.marks[mark].side == Side::Close,
                Err(_) => touches && self.tokens[at].kind == TokenKind::Quote && !self.opens_next(at),
            },
        }
    }

    fn opens_next(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|next| next.span.start == self.tokens[at].span.end)
    }

    /// "[12]" right behind a full stop: the number of a note.
    fn is_note(&self, at: usize) -> bool {
        at + 2 < self.end
            && self.words(at) == "["
            && self.tokens[at + 1].kind == TokenKind::Number
            && self.words(at + 2) == "]"
    }

    /// Whether the sentence begun at `start` ends with the terminal `at`, the next token being `after`.
    fn ends(&self, start: usize, at: usize, after: usize, terminal: Terminal) -> bool {
        let next = self.first_word(after);
        let first = self.first_char(next);
        let spaced = self.tokens[after - 1].span.end < self.tokens[after].span.start;
        let closed = after > at + 1;
        if first.is_lowercase() {
            return spaced && !closed && terminal == Terminal::Period && self.starts_in_lower_case(at, next);
        }
        match terminal {
            Terminal::Word(stop) => !closed && self.ends_with_abbreviation(start, at, next, stop) || closed && spaced,
            _ if at == start => self.first_char(at).is_alphanumeric(),
            Terminal::Period if !spaced => first.is_uppercase() && self.is_plain_word(at - 1),
            Terminal::Period => !self.is_item_number(start, at),
            // Scripts without capitals write on without a space.
            Terminal::Cry if !spaced => first.is_alphabetic() && !first.is_uppercase(),
            Terminal::Cry => !self.goes_on_with_speaker(after, closed),
            Terminal::Ellipsis => spaced && !self.goes_on_with_speaker(after, closed),
        }
    }

    /// The next token that is no opening mark.
    fn first_word(&self, after: usize) -> usize {
        let opens = |at: &usize| !matches!(self.tokens[*at].kind, TokenKind::Word | TokenKind::Number);
        (after..self.end).take(4).find(|at| !opens(at)).unwrap_or(after)
    }

    /// "al-Rask left." begins a sentence, and so does a careless writer's word after a plain one.
    fn starts_in_lower_case(&self, at: usize, next: usize) -> bool {
        let camel = self.words(next).chars().take(8).any(char::is_uppercase);
        camel || at > 0 && self.is_plain_word(at - 1)
    }

    /// An ordinary word in lower case, long enough to be no abbreviation.
    fn is_plain_word(&self, at: usize) -> bool {
        let words = self.words(at);
        words.len() >= 4 && words.chars().all(|c| c.is_lowercase()) && self.lexicon.stop(words).is_none()
    }

    fn ends_with_abbreviation(&self, start: usize, at: usize, next: usize, stop: Stop) -> bool {
        let word = self.words(next);
        let capital = self.first_char(next).is_uppercase();
        match stop {
            _ if at == start => false,
            Stop::Never | Stop::BeforeNumber => false,
            Stop::BeforeStarter => capital && self.lexicon.is_starter(word),
            Stop::AfterClock => capital && !self.lexicon.follows_clock(word),
        }
    }

    /// "1. The bridge": the number of a list item.
    fn is_item_number(&self, start: usize, at: usize) -> bool {
        let short = at == start + 1 && self.words(start).len() <= 3;
        short && (self.tokens[start].kind == TokenKind::Number || self.words(start).len() == 1)
    }

    /// `"Why?" the old man asked`: the quotation is over, the sentence is not.
    fn goes_on_with_speaker(&self, after: usize, closed: bool) -> bool {
        let first = self.words(after);
        let subject = self.lexicon.opens_subject(&first.to_lowercase()) || !self.lexicon.is_starter(first);
        closed
            && subject
            && (after..self.end.min(after + SPEAKER_REACH))
                .take_while(|&at| self.tokens[at].kind == TokenKind::Word)
                .any(|at| self.lexicon.is_speech_verb(self.words(at)))
    }
}
