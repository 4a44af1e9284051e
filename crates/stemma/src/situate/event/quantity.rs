//! How many: numbers in digits and words as ranges, with what they count.
//!
//! "More than 120 members" is low 120, high open; "nearly 200" is high 200, low open; "about 50" is 45 to 55, since
//! reports round to the ten or to a tenth. What only looks like a count (an age, a flight, a clock) is left alone.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::{Quantity, Words};
use crate::Span;
use crate::segment::{Segmentation, TokenKind};

#[derive(Deserialize)]
struct Lexicon {
    numbers: BTreeMap<String, f64>,
    fractions: BTreeMap<String, f64>,
    scales: BTreeMap<String, f64>,
    vague: BTreeMap<String, Bounds>,
    range: Vec<RangeRule>,
    between: Words,
    befell: Words,
    days: Words,
    uncounted: Uncounted,
}

#[derive(Deserialize, Clone, Copy)]
struct Bounds {
    low: Option<f64>,
    high: Option<f64>,
}

#[derive(Deserialize)]
struct RangeRule {
    words: Vec<String>,
    #[serde(default)]
    low: bool,
    #[serde(default)]
    high: bool,
    #[serde(default)]
    about: bool,
    #[cfg(test)]
    yes: Vec<String>,
    #[cfg(test)]
    no: Vec<String>,
}

#[derive(Deserialize)]
struct Uncounted {
    words: Vec<String>,
    before: Vec<String>,
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| toml::from_str(include_str!("lexicon/en/quantities.toml")).expect("a lexicon that parses"))
}

/// Finds the quantities that begin inside `within`; what `taken` covers (told times) is no quantity.
pub(super) fn quantities(text: &str, segmentation: &Segmentation, within: Span, taken: &[Span]) -> Vec<Quantity> {
    let range = segmentation.tokens_in(within);
    let scan = Scan { text, segmentation, lexicon: lexicon(), end: range.end };
    let (mut at, mut found) = (range.start, Vec::<Quantity>::new());
    // The last whole, with its last token: two parts in a row have the same.
    let mut whole: Option<(Span, usize)> = None;
    while at < range.end {
        match scan.quantity(at, range.start) {
            Some((mut quantity, next)) if !taken.iter().any(|t| quantity.span.iter().any(|s| s.overlaps(*t))) => {
                let last = whole.map(|(_, last)| last);
                quantity.part_of = whole.filter(|_| scan.is_part(last, at, next)).map(|(span, _)| span);
                if quantity.part_of.is_none() {
                    whole = Some((quantity.span[0], next - 1));
                }
                found.push(quantity);
                at = next;
            }
            _ => at += 1,
        }
    }
    found
}

/// A number and the tokens it takes.
struct Number {
    bounds: Bounds,
    tokens: Range<usize>,
}

struct Scan<'a> {
    text: &'a str,
    segmentation: &'a Segmentation,
    lexicon: &'a Lexicon,
    end: usize,
}

impl Scan<'_> {
    fn quantity(&self, at: usize, first: usize) -> Option<(Quantity, usize)> {
        let number = self.number(at)?;
        if self.is_uncounted(&number, first) {
            return None;
        }
        let (mut bounds, mut start) = (number.bounds, at);
        if let Some((share, from)) = self.share_before(at, first) {
            let part = |n: Option<f64>| n.map(|n| (n * share).round());
            bounds = Bounds { low: part(bounds.low), high: part(bounds.high) };
            start = from;
        }
        if let Some((rule, from)) = self.rule_before(start, first) {
            bounds = ranged(rule, bounds);
            start = from;
        }
        let end = number.tokens.end;
        let unit = self.unit(&number);
        let span = self.span(start).cover(self.span(end - 1));
        Some((Quantity { span: vec![span], low: bounds.low, high: bounds.high, unit, part_of: None }, end))
    }

    /// "At least 12, five of them children", "14 people, among them two guards and a clerk": the number before is the whole.
    /// `whole` is its last token.
    fn is_part(&self, whole: Option<usize>, at: usize, next: usize) -> bool {
        let of_them = self.word(next) == "of" && self.is_them(next + 1);
        let from = whole.map_or(at, |whole| whole + 1);
        let between: Vec<String> = (from..at).map(|at| self.word(at)).collect();
        let comma = between.iter().position(|word| word == ",");
        let among = comma.is_some_and(|comma| match between.get(comma + 1).map(String::as_str) {
            Some("including") => true,
            Some("among") => between.len() > comma + 2 && self.is_them(from + comma + 2),
            _ => false,
        });
        of_them || (among && comma.is_some_and(|comma| comma <= 3) && between.len() <= 7)
    }

    fn is_them(&self, at: usize) -> bool {
        matches!(self.word(at).as_str(), "them" | "whom" | "those" | "which")
    }

    /// "Two-thirds of the 4,000": the share, and where it begins.
    fn share_before(&self, at: usize, first: usize) -> Option<(f64, usize)> {
        let small = |at: usize| matches!(self.word(at).as_str(), "the" | "its" | "their" | "those" | "these");
        let of = at.checked_sub(1).map(|before| if small(before) { before.saturating_sub(1) } else { before })?;
        let from = of.checked_sub(1).filter(|from| *from >= first && self.word(of) == "of")?;
        let share = *self.lexicon.fractions.get(&self.word(from))?;
        let one = from > first && matches!(self.word(from - 1).as_str(), "a" | "one");
        let one_third = share < 0.5 && one;
        Some((share, from - usize::from(one_third)))
    }

    fn span(&self, at: usize) -> Span {
        self.segmentation.tokens[at].span
    }

    fn word(&self, at: usize) -> String {
        if at < self.end { self.span(at).of(self.text).to_lowercase() } else { String::new() }
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.segmentation.tokens[..self.end].get(at).map(|token| token.kind)
    }

    /// A number, or two of them that bound a range: "10 to 12", "between ten and twelve", "10-12".
    fn number(&self, at: usize) -> Option<Number> {
        let number = self.single(at)?;
        let low = number.bounds.low?;
        let joined = match self.word(number.tokens.end).as_str() {
            "to" | "-" | "–" => true,
            "and" => at > 0 && self.word(at - 1) == "between",
            _ => false,
        };
        let second = joined.then(|| self.single(number.tokens.end + 1)).flatten();
        match second.filter(|s| s.bounds.high.is_some_and(|high| high > low)) {
            Some(s) => {
                Some(Number { bounds: Bounds { low: Some(low), high: s.bounds.high }, tokens: at..s.tokens.end })
            }
            None => Some(number),
        }
    }

    fn single(&self, at: usize) -> Option<Number> {
        if self.kind(at)? == TokenKind::Number {
            return self.digits(at);
        }
        let word = self.word(at);
        let compares = word == "many" && self.word(at + 1) == "as";
        if let Some(&bounds) = self.lexicon.vague.get(&word).filter(|_| !compares) {
            let end = if self.word(at + 1) == "of" { at + 2 } else { at + 1 };
            return Some(Number { bounds, tokens: at..end });
        }
        self.in_words(at)
    }

    /// `1,200`, `3.5 million`, `50`; `7th` and `2031` are not counted here.
    fn digits(&self, at: usize) -> Option<Number> {
        let word = self.word(at);
        if let Some((low, high)) = word.split_once(['-', '–']) {
            let bounds = Bounds { low: Some(plain(low)?), high: Some(plain(high)?) };
            return Some(Number { bounds, tokens: at..at + 1 });
        }
        let (digits, scale) = word.split_at(word.find(char::is_alphabetic).unwrap_or(word.len()));
        let value = plain(digits)? * if scale.is_empty() { 1.0 } else { *self.lexicon.scales.get(scale)? };
        Some(self.scaled(value, at, at + 1))
    }

    /// "twenty-five", "two hundred and five", "a dozen", "half a million".
    fn in_words(&self, at: usize) -> Option<Number> {
        let word = self.word(at);
        if matches!(word.as_str(), "a" | "an") {
            let scale = self.lexicon.scales.get(&self.word(at + 1)).filter(|s| **s >= 12.0)?;
            return Some(exact(*scale, at..at + 2));
        }
        if word == "half" && matches!(self.word(at + 1).as_str(), "a" | "an") {
            let scale = self.lexicon.scales.get(&self.word(at + 2)).filter(|s| **s >= 12.0)?;
            return Some(exact(scale / 2.0, at..at + 3));
        }
        let mut value = self.spelt(&word)?;
        let mut end = at + 1;
        while let Some(ones) =
            self.spelt(&self.word(end)).filter(|ones| *ones < 10.0 && value >= 20.0 && value % 10.0 == 0.0)
        {
            value += ones;
            end += 1;
        }
        Some(self.scaled(value, at, end))
    }

    /// A number word, or two of them joined by a hyphen.
    fn spelt(&self, word: &str) -> Option<f64> {
        let numbers = &self.lexicon.numbers;
        if let Some(&value) = numbers.get(word) {
            return Some(value);
        }
        let (tens, ones) = word.split_once('-')?;
        let (tens, ones) = (numbers.get(tens)?, numbers.get(ones)?);
        (*tens >= 20.0 && *ones < 10.0).then_some(tens + ones)
    }

    /// Multiplies by the scales that follow and adds what comes after "and".
    fn scaled(&self, mut value: f64, at: usize, mut end: usize) -> Number {
        while let Some(scale) = self.lexicon.scales.get(&self.word(end)).filter(|s| **s >= 12.0) {
            value *= scale;
            end += 1;
        }
        let rest = (self.word(end) == "and" && value >= 100.0 && value % 100.0 == 0.0)
            .then(|| self.spelt(&self.word(end + 1)))
            .flatten();
        if let Some(rest) = rest {
            value += rest;
            end += 2;
        }
        exact(value, at..end)
    }

    /// An age, a rank, a clock, a year in brackets: numbers that count nothing.
    fn is_uncounted(&self, number: &Number, first: usize) -> bool {
        let next = self.word(number.tokens.end);
        let before = if number.tokens.start > first { self.word(number.tokens.start - 1) } else { String::new() };
        let bare = number.tokens.len() == 1 && self.kind(number.tokens.start) == Some(TokenKind::Number);
        let like_year = bare && number.bounds.low.is_some_and(|n| (1900.0..2100.0).contains(&n) && n.fract() == 0.0);
        let grouped = self.word(number.tokens.start).contains(',');
        let glued = next.starts_with("-year") || next.contains("-old");
        let lone_one = self.word(number.tokens.start) == "one" && !self.is_counted(number.tokens.end);
        let uncounted = &self.lexicon.uncounted;
        glued
            || lone_one
            || (like_year && !grouped)
            || uncounted.words.contains(&next)
            || uncounted.before.contains(&before)
    }

    /// "one of", "one day" as a pronoun: only "one" before a counted noun is a number.
    fn is_counted(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Word) && !self.lexicon.between.words.contains(&self.word(at))
    }

    fn rule_before(&self, at: usize, first: usize) -> Option<(&RangeRule, usize)> {
        let matches = |words: &str| -> Option<usize> {
            let parts: Vec<&str> = words.split(' ').collect();
            let from = at.checked_sub(parts.len()).filter(|from| *from >= first)?;
            parts.iter().enumerate().all(|(n, part)| self.word(from + n) == *part).then_some(from)
        };
        let hits = self
            .lexicon
            .range
            .iter()
            .filter_map(|rule| Some((rule, rule.words.iter().filter_map(|w| matches(w)).min()?)));
        hits.min_by_key(|(_, from)| *from)
    }

    /// What is counted: the last of the nouns that follow, "killed" and "dead" as they stand.
    fn unit(&self, number: &Number) -> Option<String> {
        let before = number.tokens.start.checked_sub(1).map(|at| self.word(at));
        if let Some(sign) = before.filter(|sign| matches!(sign.as_str(), "$" | "€" | "£")) {
            return Some(sign);
        }
        let mut at = number.tokens.end;
        while at < self.end && at < number.tokens.end + 3 && self.lexicon.between.words.contains(&self.word(at)) {
            at += 1;
        }
        if self.word(at) == "%" {
            return Some("percent".into());
        }
        (self.kind(at)? == TokenKind::Word).then(|| self.noun(at)).flatten()
    }

    /// The last noun of those that follow ("aid workers", "armed men"); "killed" and "dead" as they stand.
    fn noun(&self, mut at: usize) -> Option<String> {
        use crate::segment::Tag;
        let tag = |at: usize| self.segmentation.tokens[at].tag;
        let names = |at: usize| {
            at < self.end
                && self.kind(at) == Some(TokenKind::Word)
                && matches!(tag(at), Tag::Noun | Tag::Adj | Tag::Propn)
        };
        let befell = |at: usize| self.lexicon.befell.words.contains(&self.word(at));
        let days = |at: usize| self.lexicon.days.words.contains(&self.word(at));
        // A plural is the last of its run: "boats" of "25 boats sank".
        let plural = |at: usize| {
            matches!(self.word(at).as_str(), "people" | "men" | "women" | "children") || self.word(at).ends_with('s')
        };
        let last = at + 2;
        let goes_on = |at: usize| names(at) && !plural(at) && !befell(at) && names(at + 1) && tag(at + 1) != Tag::Propn;
        while at < last && goes_on(at) && !days(at + 1) {
            at += 1;
        }
        let word = self.word(at);
        let is_noun = !matches!(
            tag(at),
            Tag::Adp | Tag::Cconj | Tag::Sconj | Tag::Pron | Tag::Det | Tag::Aux | Tag::Verb | Tag::Adv
        );
        ((is_noun || befell(at)) && word.chars().count() > 2).then_some(word)
    }
}

fn exact(value: f64, tokens: Range<usize>) -> Number {
    Number { bounds: Bounds { low: Some(value), high: Some(value) }, tokens }
}

/// `1,200` and `3.5`; commas only where thousands end.
fn plain(digits: &str) -> Option<f64> {
    let mut groups = digits.split(',');
    let head = groups.next()?;
    if head.is_empty() || groups.clone().any(|g| g.len() < 3) || digits.len() > 15 {
        return None;
    }
    digits.replace(',', "").parse().ok().filter(|n: &f64| n.is_finite())
}

fn ranged(rule: &RangeRule, bounds: Bounds) -> Bounds {
    match (rule.low, rule.high, rule.about) {
        (true, _, _) => Bounds { low: bounds.low, high: None },
        (_, true, _) => Bounds { low: None, high: bounds.high },
        (_, _, true) => {
            Bounds { low: bounds.low.map(|n| (n * 0.9).floor()), high: bounds.high.map(|n| (n * 1.1).ceil()) }
        }
        _ => bounds,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    fn found(text: &str) -> Vec<Quantity> {
        quantities(text, &segment(text), Span::new(0, text.len()), &[])
    }

    fn bounds(text: &str) -> Vec<(Option<f64>, Option<f64>, Option<String>)> {
        found(text).into_iter().map(|q| (q.low, q.high, q.unit)).collect()
    }

    #[test]
    fn ranges_carry_their_evidence() {
        for rule in &lexicon().range {
            let is_ranged = |text: &String| {
                let parts: Vec<String> = found(text).iter().map(|q| q.span[0].of(text).to_lowercase()).collect();
                parts.iter().any(|p| rule.words.iter().any(|w| p.starts_with(w.as_str())))
            };
            assert!(rule.yes.iter().all(is_ranged), "yes: {:?}", rule.yes);
            assert!(!rule.no.iter().any(is_ranged), "no: {:?}", rule.no);
        }
    }

    #[test]
    fn digits_and_words_say_the_same() {
        let want = vec![(Some(25.0), Some(25.0), Some("boats".to_string()))];
        assert_eq!(bounds("25 boats sank."), want);
        assert_eq!(bounds("Twenty-five boats sank."), want);
    }

    #[test]
    fn open_ranges_stay_open() {
        assert_eq!(bounds("More than 120 members left."), [(Some(120.0), None, Some("members".into()))]);
        assert_eq!(bounds("Dozens of trucks burned."), [(Some(24.0), None, Some("trucks".into()))]);
        assert_eq!(bounds("Up to 1,200 homes flooded."), [(None, Some(1200.0), Some("homes".into()))]);
    }

    #[test]
    fn two_numbers_bound_one_range() {
        assert_eq!(bounds("10 to 12 boats sank.")[0].1, Some(12.0));
        assert_eq!(bounds("between ten and twelve boats sank.")[0].1, Some(12.0));
    }

    #[test]
    fn scales_multiply() {
        assert_eq!(bounds("3.5 million people voted.")[0].0, Some(3_500_000.0));
        assert_eq!(bounds("two hundred and five people voted.")[0].0, Some(205.0));
        assert_eq!(bounds("half a million people voted.")[0].0, Some(500_000.0));
    }

    #[test]
    fn what_counts_nothing_is_left_alone() {
        for text in ["Flight 714 landed.", "In 2031 it fell.", "It opened at 9 a.m. sharp.", "She is a 12-year-old."] {
            assert_eq!(bounds(text), [], "{text}");
        }
    }
}
