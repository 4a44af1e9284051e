//! A light scanner of its own: the grammar needs digits, glue and gaps that a general tokeniser throws away.
//!
//! A text is cut into blocks (paragraphs, at most 64 KiB each), a block into tokens in one reused buffer, so that
//! memory does not grow with the text.

use super::words::Words;

/// No number.
pub const NONE: i32 = i32::MIN;

/// How a token is parted from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nothing between.
    Glued,
    /// White space, or the end of a wrapped line.
    Space,
    /// The end of a line that was not wrapped: no phrase goes over it.
    Break,
}

/// What follows the digits of a number without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suffix {
    /// Nothing.
    Plain,
    /// "3rd".
    Ordinal,
    /// "1990s".
    Plural,
    /// Grouped: "1,500"; no day and no year.
    Quantity,
    /// A whole and a half: "2.5".
    Half,
}

/// A word, a number or a mark of a block; offsets in bytes of the whole text.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    pub start: usize,
    pub end: usize,
    /// Index into the words that the rules know; 0 is any other.
    pub word: u16,
    /// The number that its digits make, or [`NONE`].
    pub number: i32,
    pub digits: u8,
    pub suffix: Suffix,
    pub capital: bool,
    pub gap: Gap,
}

const LONGEST_BLOCK: usize = 64 * 1024;
/// A line this long that does not end a sentence was wrapped by a machine.
const WRAPPED_LINE: usize = 50;

/// Cuts a text at blank lines, and anywhere at white space where a block grows too long.
pub fn blocks(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let start = at;
        at = block_end(text, start);
        Some(start..at)
    })
}

fn block_end(text: &str, start: usize) -> usize {
    let limit = (start + LONGEST_BLOCK).min(text.len());
    let bytes = text.as_bytes();
    let blank = |at: &usize| bytes[*at] == b'\n' && bytes.get(at + 1).is_none_or(|&b| b == b'\n' || b == b'\r');
    if let Some(at) = (start..limit).find(blank) {
        return at + 1;
    }
    if limit == text.len() {
        return limit;
    }
    let space = (start + 1..limit).rev().find(|&at| bytes[at] == b' ').map_or(limit, |at| at + 1);
    (space..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// Fills `tokens` with the tokens of one block.
pub fn scan(text: &str, block: std::ops::Range<usize>, words: &Words, tokens: &mut Vec<Token>) {
    tokens.clear();
    let mut scanner = Scanner { text, at: block.start, end: block.end, line: block.start, gap: Gap::Break };
    while let Some(token) = scanner.next(words) {
        tokens.push(token);
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    line: usize,
    gap: Gap,
}

impl Scanner<'_> {
    fn next(&mut self, words: &Words) -> Option<Token> {
        self.skip_space();
        if self.at >= self.end {
            return None;
        }
        let start = self.at;
        let first = self.peek()?;
        let mut token = Token {
            start,
            end: start,
            word: 0,
            number: NONE,
            digits: 0,
            suffix: Suffix::Plain,
            capital: first.is_uppercase(),
            gap: self.gap,
        };
        if digit(first).is_some() {
            self.number(&mut token);
        } else if first.is_alphabetic() {
            self.word(&mut token, words);
        } else {
            self.at += first.len_utf8();
            token.word = words.find(&self.text[start..self.at]);
        }
        token.end = self.at;
        self.gap = Gap::Glued;
        Some(token)
    }

    fn peek(&self) -> Option<char> {
        match self.text.as_bytes().get(self.at).filter(|_| self.at < self.end)? {
            byte if byte.is_ascii() => Some(*byte as char),
            _ => self.text[self.at..self.end].chars().next(),
        }
    }

    fn skip_space(&mut self) {
        while let Some(c) = self.peek() {
            if c == '\n' {
                self.gap = if self.wrapped() && self.gap != Gap::Break { Gap::Space } else { Gap::Break };
                self.line = self.at + 1;
            } else if !c.is_whitespace() {
                return;
            } else if self.gap == Gap::Glued {
                self.gap = Gap::Space;
            }
            self.at += c.len_utf8();
        }
    }

    /// Whether the line that ends here looks wrapped: long, and no end of a sentence.
    fn wrapped(&self) -> bool {
        let line = self.text[self.line..self.at].trim_end();
        line.len() >= WRAPPED_LINE && !line.ends_with(['.', '!', '?', '"', ':'])
    }

    fn word(&mut self, token: &mut Token, words: &Words) {
        self.take_while(char::is_alphanumeric);
        if fiscal(&self.text[token.start..self.at]) {
            self.at = token.start + 2;
        }
        if self.at - token.start == 1 && self.dotted_pair() {
            self.at += if self.text[self.at + 2..self.end].starts_with('.') { 3 } else { 2 };
            let letters: String = self.text[token.start..self.at].chars().filter(|&c| c != '.').collect();
            token.word = words.find(&letters);
            return;
        }
        token.word = words.find(&self.text[token.start..self.at]);
        if token.word != 0 && words.abbreviates(token.word) && self.peek() == Some('.') {
            self.at += 1;
        }
    }

    /// Whether ".m" follows a letter: "a.m.", "B.C".
    fn dotted_pair(&self) -> bool {
        let rest = &self.text.as_bytes()[self.at..self.end];
        let ends = rest.get(2).is_none_or(|b| !b.is_ascii_alphanumeric());
        rest.first() == Some(&b'.') && rest.get(1).is_some_and(u8::is_ascii_alphabetic) && ends
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) {
        while let Some(c) = self.peek().filter(|&c| keep(c)) {
            self.at += c.len_utf8();
        }
    }

    fn number(&mut self, token: &mut Token) {
        let mut value = self.digits(token, 0);
        while self.group_follows() {
            self.at += 1;
            value = self.digits(token, value);
            token.suffix = Suffix::Quantity;
        }
        token.number = if token.digits <= 9 { value as i32 } else { NONE };
        let after_point = token.gap == Gap::Glued && self.text[..token.start].ends_with('.');
        if !after_point && self.fraction_follows() {
            let point = self.at;
            self.at += 1;
            self.take_while(|c| digit(c).is_some());
            token.suffix = Suffix::Half;
            if &self.text[point..self.at] != ".5" {
                token.number = NONE;
            }
        }
        let tail = self.at;
        self.take_while(char::is_alphabetic);
        match &self.text[tail..self.at] {
            "" => {}
            "st" | "nd" | "rd" | "th" => token.suffix = Suffix::Ordinal,
            "s" => token.suffix = Suffix::Plural,
            _ if token.suffix == Suffix::Plain && token.digits <= 4 => self.at = tail,
            _ => token.number = NONE,
        }
    }

    fn digits(&mut self, token: &mut Token, mut value: i64) -> i64 {
        while let Some((c, d)) = self.peek().and_then(|c| Some((c, digit(c)?))) {
            value = value.saturating_mul(10).saturating_add(i64::from(d));
            token.digits = token.digits.saturating_add(1);
            self.at += c.len_utf8();
        }
        value
    }

    fn group_follows(&self) -> bool {
        let rest = &self.text.as_bytes()[self.at..self.end];
        rest.first() == Some(&b',')
            && rest.len() >= 4
            && rest[1..4].iter().all(u8::is_ascii_digit)
            && !rest.get(4).is_some_and(u8::is_ascii_digit)
    }

    fn fraction_follows(&self) -> bool {
        let rest = &self.text.as_bytes()[self.at..self.end];
        let tail = rest.iter().skip(1).take_while(|b| b.is_ascii_digit()).count();
        let dotted_date = rest.get(1 + tail) == Some(&b'.') && rest.get(2 + tail).is_some_and(u8::is_ascii_digit);
        rest.first() == Some(&b'.') && tail > 0 && !dotted_date
    }
}

/// "FY2016", "FY16": the letters are a word of their own.
fn fiscal(word: &str) -> bool {
    let digits = word.strip_prefix("FY").unwrap_or("");
    matches!(digits.len(), 2 | 4) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Digits of the scripts that reports carry: ASCII, Arabic-Indic, Persian, Devanagari, fullwidth.
fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{660}'..='\u{669}' => Some(c as u32 - 0x660),
        '\u{6F0}'..='\u{6F9}' => Some(c as u32 - 0x6F0),
        '\u{966}'..='\u{96F}' => Some(c as u32 - 0x966),
        '\u{FF10}'..='\u{FF19}' => Some(c as u32 - 0xFF10),
        _ => None,
    }
}
