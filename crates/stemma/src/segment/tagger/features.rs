//! What the perceptron sees of a word and its neighbours, as hashes. `train/segment/features.py` computes the same; a
//! change here is a change there and a new training.

use std::borrow::Cow;

use super::super::Token;
use super::START;

const LOWER: u32 = 0;
const CAPITAL: u32 = 1;
const ALL_CAPITALS: u32 = 2;
const MIXED: u32 = 3;
const INITIAL: u32 = 4;
const NUMBER: u32 = 5;
const MARK: u32 = 6;
/// Shape of what stands beside the sentence.
const NOTHING: u32 = 7;
const HYPHEN: u32 = 8;

/// Features of one token.
pub(super) const COUNT: usize = 24;

/// One token as the features see it.
#[derive(Clone)]
pub(super) struct Look {
    /// Hash of the normal form.
    pub(super) word: u32,
    /// Whether the token holds an apostrophe.
    pub(super) has_apostrophe: bool,
    two: u32,
    three: u32,
    four: u32,
    start: u32,
    shape: u32,
    plain_number: bool,
}

impl Look {
    fn edge(number: u32) -> Look {
        let (word, two, three, four, start) = (number, number, number, number, number);
        Look { word, two, three, four, start, shape: NOTHING, plain_number: false, has_apostrophe: false }
    }

    fn new(words: &str) -> Look {
        let normal = normal(words);
        let last = |count: usize| {
            let from = normal.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
            hash(&normal[from..])
        };
        let prefix = normal.char_indices().nth(3).map_or(normal.len(), |(at, _)| at);
        let hyphen = words.bytes().skip(1).rev().skip(1).any(|byte| byte == b'-');
        Look {
            word: hash(&normal),
            two: last(2),
            three: last(3),
            four: last(4),
            start: hash(&normal[..prefix]),
            shape: shape(words) + if hyphen { HYPHEN } else { 0 },
            plain_number: matches!(&*normal, "!NUM" | "!YEAR"),
            has_apostrophe: words.contains(['\'', '’']),
        }
    }

    /// A number in digits without letters.
    pub(super) fn is_plain_number(&self) -> bool {
        self.plain_number
    }

    /// Two letters or more, all of them capitals.
    pub(super) fn is_all_capitals(&self) -> bool {
        self.shape & 7 == ALL_CAPITALS
    }
}

/// Lower case, one apostrophe glyph, numbers as classes.
pub(super) fn normal(words: &str) -> Cow<'_, str> {
    if words.is_ascii() && words.as_bytes()[0].is_ascii_digit() {
        return Cow::Borrowed(match words {
            _ if words.bytes().any(|byte| byte.is_ascii_alphabetic()) => "!MIXED",
            _ if words.len() == 4 && words.bytes().all(|byte| byte.is_ascii_digit()) => "!YEAR",
            _ => "!NUM",
        });
    }
    if words.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') {
        return Cow::Borrowed(words);
    }
    Cow::Owned(if words.is_ascii() { words.to_ascii_lowercase() } else { words.to_lowercase().replace('’', "'") })
}

fn shape(words: &str) -> u32 {
    let first = words.chars().next().unwrap_or(' ');
    if first.is_ascii_digit() {
        return NUMBER;
    }
    let (mut letters, mut capitals) = (0, 0);
    for c in words.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        capitals += usize::from(c.is_uppercase());
    }
    match (letters, capitals) {
        (0, _) => MARK,
        (_, 0) => LOWER,
        (1, 1) => INITIAL,
        _ if letters == capitals => ALL_CAPITALS,
        (_, 1) if first.is_uppercase() => CAPITAL,
        _ => MIXED,
    }
}

/// The tokens of one sentence, with two edges on either side.
pub(super) struct Window {
    looks: Vec<Look>,
    /// For each token: 0 inside, 1 the first word of the sentence, 2 in a title with capitals.
    places: Vec<u32>,
}

impl Window {
    pub(super) fn new(text: &str, tokens: &[Token]) -> Window {
        let edges = |number: u32| std::iter::repeat_n(Look::edge(number), 2);
        let inner = tokens.iter().map(|token| Look::new(&text[token.span]));
        let looks = edges(START).chain(inner).chain(edges(START + 1)).collect();
        let mut window = Window { looks, places: Vec::new() };
        window.places = window.places(text, tokens);
        window
    }

    fn places(&self, text: &str, tokens: &[Token]) -> Vec<u32> {
        let first = |token: &Token| text[token.span].chars().next().unwrap_or(' ');
        let long = |token: &Token| token.span.len() > 3 && first(token).is_alphabetic();
        let words: Vec<u32> = tokens
            .iter()
            .zip(&self.looks[2..])
            .filter(|(token, _)| long(token))
            .map(|(_, look)| look.shape & 7)
            .collect();
        let capitals = words.iter().filter(|shape| matches!(**shape, CAPITAL | ALL_CAPITALS | MIXED)).count();
        let title = words.len() >= 3 && capitals * 10 >= words.len() * 7;
        let mut begun = false;
        let place = |token: &Token| {
            let is_word = first(token).is_alphanumeric();
            let opens = is_word && !begun;
            begun |= is_word;
            if title { 2 } else { u32::from(opens) }
        };
        tokens.iter().map(place).collect()
    }

    pub(super) fn look(&self, at: usize) -> &Look {
        &self.looks[at + 2]
    }

    /// Hashes of all features of the token at `at`, whose neighbours before have the tags `last` and `before`.
    pub(super) fn features(&self, at: usize, last: u32, before: u32) -> [u32; COUNT] {
        let [bb, b, w, a, aa] = [0, 1, 2, 3, 4].map(|offset| &self.looks[at + offset]);
        let place = self.places[at];
        let look = w.shape * 4 + place;
        [
            mix(0, 0, 0),
            mix(1, w.word, 0),
            mix(2, w.three, 0),
            mix(3, w.two, 0),
            mix(4, look, 0),
            mix(8, b.word, 0),
            mix(9, a.word, 0),
            mix(10, bb.word, 0),
            mix(11, aa.word, 0),
            mix(12, b.three, 0),
            mix(13, a.three, 0),
            mix(14, look, a.shape),
            mix(16, look, b.shape),
            mix(17, b.word, w.word),
            mix(18, w.word, a.word),
            mix(19, w.start, 0),
            mix(20, w.four, look),
            mix(23, w.word, place),
            mix(5, last, 0),
            mix(6, last, before),
            mix(7, last, w.word),
            mix(15, last, look),
            mix(21, last, w.three),
            mix(22, last, a.word),
        ]
    }
}

/// FNV-1a over the bytes.
pub(super) fn hash(words: &str) -> u32 {
    words.bytes().fold(0x811C_9DC5, |value, byte| (value ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// One feature: the number of its template and up to two parts.
fn mix(template: u32, a: u32, b: u32) -> u32 {
    let h = template.wrapping_mul(0x9E37_79B1).wrapping_add(a);
    let h = (h ^ (h >> 16)).wrapping_mul(0x85EB_CA6B).wrapping_add(b);
    let h = (h ^ (h >> 13)).wrapping_mul(0xC2B2_AE35);
    h ^ (h >> 16)
}
