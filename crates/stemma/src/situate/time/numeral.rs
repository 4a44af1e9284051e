//! Numbers in digits and words: "120", "twenty-four", "2 1/2", "a hundred", "nineteen ninety-six", "the third".

use super::scan::{Gap, NONE, Suffix, Token};
use super::words::Words;

/// The classes that numbers in words are made of.
#[derive(Debug, Clone, Copy)]
pub struct Numerals {
    cardinal: u8,
    scale: u8,
    ordinal: u8,
    hyphen: u16,
    slash: u16,
    and: u16,
    a: u16,
    half: u16,
}

/// A number and how many tokens it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    pub tokens: usize,
    pub value: i32,
    /// Half a unit more: "2 1/2", "two and a half".
    pub half: bool,
}

impl Numerals {
    pub fn new(words: &mut Words) -> Option<Self> {
        let (cardinal, scale, ordinal) =
            (words.class("cardinal")?.0, words.class("scale")?.0, words.class("ordinal")?.0);
        let [hyphen, slash, and, a, half] = ["-", "/", "and", "a", "half"].map(|word| words.intern(word));
        Some(Numerals { cardinal, scale, ordinal, hyphen, slash, and, a, half })
    }

    /// A count: whole, with or without a half.
    pub fn count(&self, words: &Words, tokens: &[Token]) -> Option<Number> {
        let first = tokens.first()?;
        let mut number = if first.number != NONE { digits(first)? } else { self.in_words(words, tokens)? };
        let rest = &tokens[number.tokens..];
        if let Some(taken) = self.fraction(rest).or_else(|| self.and_a_half(rest)) {
            number.half = true;
            number.tokens += taken;
        }
        Some(number)
    }

    fn fraction(&self, rest: &[Token]) -> Option<usize> {
        let [one, slash, two, ..] = rest else { return None };
        let half = one.number == 1 && slash.word == self.slash && two.number == 2 && slash.gap == Gap::Glued;
        half.then_some(3)
    }

    fn and_a_half(&self, rest: &[Token]) -> Option<usize> {
        let at = |i: usize, word: u16| rest.get(i).is_some_and(|t| t.word == word);
        if at(0, self.hyphen) && at(1, self.and) && at(2, self.hyphen) && at(3, self.a) && at(4, self.hyphen) {
            return at(5, self.half).then_some(6);
        }
        (at(0, self.and) && at(1, self.a) && at(2, self.half)).then_some(3)
    }

    fn in_words(&self, words: &Words, tokens: &[Token]) -> Option<Number> {
        let (mut total, mut current, mut at) = (0i32, None::<i32>, 0);
        if tokens.first()?.word == self.a {
            current = Some(1);
            at = 1;
            self.word(words, tokens.get(1)?, self.scale)?;
        }
        while let Some(token) = tokens.get(at) {
            if at > 0 && token.gap == Gap::Break {
                break;
            }
            if let Some(value) = self.word(words, token, self.cardinal) {
                let joins = current
                    .is_none_or(|c| (c % 100 == 0 && value < 100) || (c % 10 == 0 && c % 100 >= 20 && value < 10));
                if !joins {
                    break;
                }
                current = Some(current.unwrap_or(0) + value);
            } else if let Some((scale, c)) = self.word(words, token, self.scale).zip(current) {
                let product = c.saturating_mul(scale);
                if scale >= 1000 {
                    total = total.saturating_add(product);
                    current = Some(0);
                } else {
                    current = Some(product);
                }
            } else {
                break;
            }
            at += 1;
            at += self.bridge(words, &tokens[at..], current.unwrap_or(0));
        }
        Some(Number { tokens: at, value: total.saturating_add(current?), half: false }).filter(|n| n.tokens > 0)
    }

    /// "twenty-four", "a hundred and four": what may stand between two parts of one number.
    fn bridge(&self, words: &Words, rest: &[Token], so_far: i32) -> usize {
        let [joint, next, ..] = rest else { return 0 };
        let small = self.word(words, next, self.cardinal);
        let hyphen = joint.word == self.hyphen && joint.gap == Gap::Glued && so_far % 100 >= 20 && so_far % 10 == 0;
        let and = joint.word == self.and && so_far >= 100 && so_far % 100 == 0;
        usize::from((hyphen && small.is_some_and(|v| v < 10)) || (and && small.is_some()))
    }

    fn word(&self, words: &Words, token: &Token, class: u8) -> Option<i32> {
        if token.word == 0 { None } else { words.value(token.word, class, token.capital) }
    }

    /// A year: four digits, or two pairs of words.
    pub fn year(&self, words: &Words, tokens: &[Token]) -> Option<Number> {
        let first = tokens.first()?;
        if first.number != NONE {
            let plain = first.suffix == Suffix::Plain && first.digits == 4;
            return (plain && (1000..=2199).contains(&first.number)).then_some(Number {
                tokens: 1,
                value: first.number,
                half: false,
            });
        }
        let century = self.word(words, first, self.cardinal)?;
        if century == 2 {
            return self.in_words(words, tokens).filter(|n| (2000..=2099).contains(&n.value));
        }
        let rest = self.in_words(words, tokens.get(1..)?).filter(|n| (10..=99).contains(&n.value))?;
        let plausible = (15..=20).contains(&century) && tokens[1].gap != Gap::Break;
        plausible.then_some(Number { tokens: 1 + rest.tokens, value: century * 100 + rest.value, half: false })
    }

    /// An ordinal: "3rd", "third", "twenty-first".
    pub fn ordinal(&self, words: &Words, tokens: &[Token]) -> Option<Number> {
        let first = tokens.first()?;
        if first.number != NONE {
            return (first.suffix == Suffix::Ordinal).then_some(Number { tokens: 1, value: first.number, half: false });
        }
        if let Some(value) = self.word(words, first, self.ordinal) {
            return Some(Number { tokens: 1, value, half: false });
        }
        let tens = self.word(words, first, self.cardinal).filter(|v| (20..=90).contains(v))?;
        let skip = 1 + usize::from(tokens.get(1)?.word == self.hyphen);
        let ones = self.word(words, tokens.get(skip)?, self.ordinal).filter(|v| *v < 10)?;
        Some(Number { tokens: skip + 1, value: tens + ones, half: false })
    }

    /// A day of a month: a bare number or an ordinal from 1 to 31.
    pub fn day(&self, words: &Words, tokens: &[Token]) -> Option<Number> {
        let first = tokens.first()?;
        let bare = first.number != NONE && first.suffix == Suffix::Plain && first.digits <= 2;
        let number =
            if bare { Number { tokens: 1, value: first.number, half: false } } else { self.ordinal(words, tokens)? };
        (1..=31).contains(&number.value).then_some(number)
    }
}

fn digits(token: &Token) -> Option<Number> {
    let counts = matches!(token.suffix, Suffix::Plain | Suffix::Quantity | Suffix::Half);
    counts.then_some(Number { tokens: 1, value: token.number, half: token.suffix == Suffix::Half })
}
