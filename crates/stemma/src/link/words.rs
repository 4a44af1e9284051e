//! The words of a report as the wording sees them: folded, hashed, each with its place in the text.
//!
//! A word is a run of letters and digits; an apostrophe, a full stop or a comma between two of them stays inside
//! ("don't", "U.S", "1,200.5"). Case is folded and quotation marks of any glyph fall away, so that two settings of
//! one text have the same words. The hash is of the folded bytes, without the marks inside.

use crate::Span;

/// The words of one text, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Words {
    /// Hash of each folded word.
    pub hashes: Vec<u64>,
    /// Where each word stands, in bytes.
    pub spans: Vec<(u32, u32)>,
}

impl Words {
    /// Reads a text; what lies beyond 4 GiB is not read.
    pub fn of(text: &str) -> Self {
        let mut words = Words::default();
        words.hashes.reserve(text.len() / 6);
        words.spans.reserve(text.len() / 6);
        let mut reader = Reader { text, bytes: text.as_bytes(), at: 0 };
        let end = text.len().min(u32::MAX as usize);
        while let Some((start, stop, hash)) = reader.word(end) {
            words.hashes.push(hash);
            words.spans.push((start as u32, stop as u32));
        }
        words
    }

    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// From the first byte of word `first` to the last of word `last` (inclusive).
    pub fn span(&self, first: usize, last: usize) -> Span {
        match (self.spans.get(first), self.spans.get(last)) {
            (Some(a), Some(b)) => Span::new(a.0 as usize, b.1 as usize),
            _ => Span::new(0, 0),
        }
    }

    /// The words that lie wholly inside a span, as a range of indices.
    pub fn within(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.spans.partition_point(|word| (word.0 as usize) < span.start);
        let last = self.spans.partition_point(|word| word.1 as usize <= span.end);
        first..last.max(first)
    }

    /// One hash of the whole wording: equal for texts that differ in marks and case only.
    pub fn wording(&self) -> u64 {
        self.hashes.iter().fold(self.len() as u64, |sum, &word| mix(sum ^ word))
    }
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

impl Reader<'_> {
    /// The next word before `end`: first byte, one past the last, hash.
    fn word(&mut self, end: usize) -> Option<(usize, usize, u64)> {
        let mut hash = SEED;
        let (mut start, mut stop) = (None, 0);
        while self.at < end {
            let step = self.step(&mut hash);
            match (step, start) {
                (Step::Letter(width), _) => {
                    start = start.or(Some(self.at));
                    self.at += width;
                    stop = self.at;
                }
                (Step::Inner(width), Some(_)) if self.letter_after(width) => self.at += width,
                (Step::Inner(width) | Step::Other(width), None) => self.at += width,
                (_, Some(start)) => return Some((start, stop, mix(hash))),
            }
        }
        start.map(|start| (start, stop, mix(hash)))
    }

    /// What stands here; a letter is taken into the hash.
    fn step(&self, hash: &mut u64) -> Step {
        let byte = self.bytes[self.at];
        if byte.is_ascii_alphanumeric() {
            *hash = (*hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(PRIME);
            return Step::Letter(1);
        }
        if byte.is_ascii() {
            return if matches!(byte, b'\'' | b'.' | b',') { Step::Inner(1) } else { Step::Other(1) };
        }
        self.wide(hash)
    }

    fn wide(&self, hash: &mut u64) -> Step {
        let Some(letter) = self.text.get(self.at..).and_then(|rest| rest.chars().next()) else {
            return Step::Other(1);
        };
        let width = letter.len_utf8();
        if letter == '\u{2019}' {
            return Step::Inner(width);
        }
        if !letter.is_alphanumeric() {
            return Step::Other(width);
        }
        for lower in letter.to_lowercase() {
            *hash = (*hash ^ u64::from(u32::from(lower))).wrapping_mul(PRIME);
        }
        Step::Letter(width)
    }

    fn letter_after(&self, width: usize) -> bool {
        match self.bytes.get(self.at + width) {
            Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
            Some(_) => self.text[self.at + width..].chars().next().is_some_and(char::is_alphanumeric),
            None => false,
        }
    }
}

/// What stands at a place in the text, and its width in bytes.
enum Step {
    Letter(usize),
    Inner(usize),
    Other(usize),
}

/// Spreads a hash over all its bits (the finaliser of splitmix64).
pub(super) fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        Words::of(text).spans.iter().map(|&(a, b)| &text[a as usize..b as usize]).collect()
    }

    #[test]
    fn marks_inside_a_word_stay_in_it() {
        assert_eq!(
            words("Don’t pay $1,200.5 to U.S. men, ‘now’."),
            ["Don’t", "pay", "1,200.5", "to", "U.S", "men", "now"]
        );
    }

    #[test]
    fn glyphs_and_case_do_not_change_the_wording() {
        assert_eq!(Words::of("“Don’t,” SAID Éva.").wording(), Words::of("\"don't\" said éva").wording());
        assert_ne!(Words::of("a b").wording(), Words::of("b a").wording());
    }

    #[test]
    fn within_takes_whole_words_only() {
        let text = "one two three";
        assert_eq!(Words::of(text).within(Span::new(1, 13)), 1..3);
        assert_eq!(Words::of(text).span(1, 2).of(text), "two three");
    }
}
