//! Tokens: words, numbers, quotation marks, other marks. One pass, each character looked at a bounded number of times.

use super::lexicon::{Lexicon, Stop};
use super::{Tag, Token, TokenKind};
use crate::Span;

/// RFC 5321: no local part of an address is longer, so the search for an "@" stops here.
const LONGEST_LOCAL_PART: usize = 64;

/// Appends the tokens of one paragraph.
pub(super) fn tokenize(text: &str, paragraph: Span, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    let scan = Scan { text: &text[..paragraph.end], lexicon };
    let mut at = paragraph.start;
    while let Some(first) = scan.char_at(at) {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (end, kind) = scan.token(at, first);
        tokens.push(Token { span: Span::new(at, end), kind, tag: Tag::X });
        at = end;
    }
}

/// A text up to the end of the paragraph; every method takes a byte offset on a character boundary.
struct Scan<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
}

impl Scan<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// End and kind of the token that starts at `at` with `first`.
    fn token(&self, at: usize, first: char) -> (usize, TokenKind) {
        if first.is_alphanumeric()
            && let Some(end) = self.address(at)
        {
            return (end, TokenKind::Word);
        }
        if first.is_numeric() {
            return (self.number(at), TokenKind::Number);
        }
        if first.is_alphabetic() {
            return (self.word(at), TokenKind::Word);
        }
        let tied = first == '‘' && self.char_before(at).is_some_and(char::is_alphanumeric);
        if (tied || is_apostrophe(first))
            && let Some(end) = self.clitic(at, first)
        {
            return (end, TokenKind::Word);
        }
        self.mark(at, first)
    }

    /// End of the web or mail address that starts here.
    fn address(&self, at: usize) -> Option<usize> {
        let rest = &self.text.as_bytes()[at..];
        let is_web = ["http://", "https://", "www."]
            .iter()
            .any(|start| rest.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start.as_bytes())));
        if is_web {
            return Some(self.address_end(at));
        }
        let local = rest
            .iter()
            .take(LONGEST_LOCAL_PART + 1)
            .position(|byte| !(byte.is_ascii_alphanumeric() || b"._%+-".contains(byte)))?;
        let at_sign = rest[local] == b'@' && rest.get(local + 1).is_some_and(u8::is_ascii_alphanumeric);
        at_sign.then(|| self.address_end(at))
    }

    /// Where the run of address characters ends, marks at its end left out.
    fn address_end(&self, at: usize) -> usize {
        let stops = |c: char| c.is_whitespace() || c.is_control() || "<>\"“”«»„|".contains(c);
        let run = self.text[at..].split(stops).next().unwrap_or("");
        let words = run.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', ')', ']', '…', '*', '—']);
        at + words.len().max(1)
    }

    fn number(&self, at: usize) -> usize {
        if let Some(end) = self.calendar_date(at) {
            return end;
        }
        let mut end = at;
        while let Some(c) = self.char_at(end) {
            let next = end + c.len_utf8();
            let digit_follows = || self.char_at(next).is_some_and(char::is_numeric);
            match c {
                _ if c.is_numeric() => end = next,
                '.' | ',' | ':' | '/' if digit_follows() => end = next,
                '-' | '\u{2010}' | '\u{2011}' if self.char_at(next).is_some_and(char::is_alphabetic) => {
                    return self.word(next);
                }
                _ if c.is_alphabetic() && !self.is_clock_half(end) => return self.word(end),
                _ => break,
            }
        }
        end
    }

    /// "2017-08-02": the one use of hyphens between digits that makes one number.
    fn calendar_date(&self, at: usize) -> Option<usize> {
        let date = self.text.as_bytes().get(at..at + 10)?;
        let shaped = date.iter().enumerate().all(|(place, byte)| match place {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        let ends = || !self.char_at(at + 10).is_some_and(|c| c.is_numeric() || c == '-');
        (shaped && ends()).then_some(at + 10)
    }

    /// "a.m" or "p.m" tied to a number ("5p.m.").
    fn is_clock_half(&self, at: usize) -> bool {
        let letters = self.text.as_bytes().get(at..at + 3).unwrap_or(b"");
        matches!(letters, [b'a' | b'p' | b'A' | b'P', b'.', b'm' | b'M'])
    }

    /// End of the word that holds the character at `at`.
    fn word(&self, at: usize) -> usize {
        let mut end = at;
        let mut part = at;
        let mut dotted = false;
        while let Some(c) = self.char_at(end) {
            let next = end + c.len_utf8();
            match c {
                _ if c.is_alphanumeric() || is_joiner(c) => {}
                '-' | '\u{2010}' | '\u{2011}' | '_' if self.char_at(next).is_some_and(char::is_alphanumeric) => {
                    part = next
                }
                '&' if self.joins_capitals(end, next) => {}
                '.' if self.is_dotted(part, end, next) => (part, dotted) = (next, true),
                '.' if dotted && self.is_compound(part, end, next) => part = next,
                '.' if self.is_host(at, end, next) => part = next,
                _ if is_apostrophe(c) || matches!(c, '‘' | '`') => {
                    if !self.char_at(next).is_some_and(char::is_alphabetic) || self.clitic(end, c).is_some() {
                        break;
                    }
                }
                _ => break,
            }
            end = next;
        }
        if self.char_at(end) == Some('.') && self.takes_stop(at, part, end, dotted) { end + 1 } else { end }
    }

    fn joins_capitals(&self, before: usize, after: usize) -> bool {
        self.char_before(before).is_some_and(char::is_uppercase) && self.char_at(after).is_some_and(char::is_uppercase)
    }

    /// Whether the stop at `stop` stands between single letters ("U.S", "p.m").
    fn is_dotted(&self, part: usize, stop: usize, next: usize) -> bool {
        let letter_after = self.char_at(next).filter(|c| c.is_alphabetic());
        let alone = |letter: char| !self.char_at(next + letter.len_utf8()).is_some_and(char::is_alphanumeric);
        let single = self.text[part..stop].chars().nth(1).is_none();
        let degree = &self.text[part..stop] == "Ph" && letter_after == Some('D');
        (single || degree) && letter_after.is_some_and(alone)
    }

    /// Whether the stop at `stop` ends dotted letters that a hyphen ties on ("U.S.-led").
    fn is_compound(&self, part: usize, stop: usize, next: usize) -> bool {
        let single = self.text[part..stop].chars().nth(1).is_none();
        single && self.char_at(next) == Some('-') && self.char_at(next + 1).is_some_and(char::is_alphanumeric)
    }

    /// Whether the stop at `stop` stands before the end of a host name ("rask-news.com").
    fn is_host(&self, word: usize, stop: usize, next: usize) -> bool {
        let letters = self.text.as_bytes()[next..].iter().take(5).take_while(|byte| byte.is_ascii_lowercase()).count();
        let after = self.char_at(next + letters);
        stop - word > 1
            && self.lexicon.is_domain(&self.text[next..next + letters])
            && !after.is_some_and(|c| c.is_alphanumeric() || c == '-')
    }

    /// Whether the full stop after a word belongs to it.
    fn takes_stop(&self, word: usize, part: usize, end: usize, dotted: bool) -> bool {
        if self.char_at(end + 1) == Some('.') {
            return false;
        }
        let letters = &self.text[part..end];
        if dotted {
            return letters.chars().nth(1).is_none();
        }
        let after = self.text[end + 1..].chars().take(3).find(|c| !c.is_whitespace());
        match self.lexicon.stop(&self.text[word..end]) {
            Some(Stop::BeforeNumber) => after.is_some_and(char::is_numeric),
            Some(_) => true,
            None => is_initial(&self.text[word..end]) && after.is_some_and(char::is_uppercase),
        }
    }

    /// End of an ending tied on by an apostrophe: "'s" anywhere, "'re", "'ll" and the like where they stand apart.
    fn clitic(&self, at: usize, apostrophe: char) -> Option<usize> {
        let start = at + apostrophe.len_utf8();
        let letters = self.text.as_bytes()[start..].iter().take(3).take_while(|b| b.is_ascii_alphabetic()).count();
        let end = start + letters;
        let ending = self.text[start..end].to_ascii_lowercase();
        let apart = self.char_before(at).is_none_or(char::is_whitespace);
        let ends = !self.char_at(end).is_some_and(|c| c.is_alphanumeric() || is_apostrophe(c) || is_joiner(c));
        (ends && self.lexicon.is_clitic(&ending) && (apart || ending == "s")).then_some(end)
    }

    fn mark(&self, at: usize, first: char) -> (usize, TokenKind) {
        let next = at + first.len_utf8();
        if is_double_quote(first) || is_angle_quote(first) || matches!(first, '‘' | '‚' | '‛') {
            return (next, TokenKind::Quote);
        }
        if is_apostrophe(first) || first == '`' {
            // Two of them are one double mark, as typewriters and TeX write it.
            let doubled = self.char_at(next) == Some(first);
            return if doubled { (next + first.len_utf8(), TokenKind::Quote) } else { (next, TokenKind::Mark) };
        }
        let run = if "()[]{}$€£¥%".contains(first) {
            1
        } else {
            self.text[at..].chars().take_while(|&c| c == first).count()
        };
        (at + run * first.len_utf8(), TokenKind::Mark)
    }
}

/// A single capital letter: an initial.
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// Marks inside a word that are no letters: combining marks, soft hyphen, zero-width joiners, Arabic lengthener.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{640}' | '\u{64b}'..='\u{65f}')
}

/// `'` and `’`, which are apostrophes or single quotation marks; the quotation pass decides.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '´' | '＇')
}

pub(super) fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '〝' | '〞' | '＂')
}

pub(super) fn is_angle_quote(c: char) -> bool {
    matches!(c, '«' | '»' | '‹' | '›' | '「' | '」' | '『' | '』')
}
