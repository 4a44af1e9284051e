//! Dates as people write them: `4 March 2031, 06:10`, `March 4, 2031 2:30 PM`, `Wed, 05 Mar 2031 10:30:00 +0200`.
//!
//! A date has a day, a month and a year; anything less is none. `03/04/2031` could be two days and is none either.

use crate::Span;
use crate::read::Published;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A date in a text, with its clock time where one stands beside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::read) struct Written {
    pub span: Span,
    pub at: Published,
}

#[derive(Deserialize)]
pub(super) struct Words {
    pub openers: BTreeSet<String>,
    pub others: BTreeSet<String>,
    pub closers: BTreeSet<String>,
    months: BTreeMap<String, i8>,
    weekdays: BTreeMap<String, i8>,
    zones: BTreeMap<String, i32>,
}

pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("../lexicon/en/dates.toml")).expect("the bundled lexicon parses"));

#[derive(Debug, Clone, Copy, PartialEq)]
enum Token<'t> {
    Number(u32, usize),
    Word(&'t str),
    Mark(char),
}

/// The dates in `text`, in order.
pub(in crate::read) fn find(text: &str) -> Vec<Written> {
    let tokens = tokens(text);
    let (mut found, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        let Some((date, used)) = date(&tokens[at..]) else {
            at += 1;
            continue;
        };
        let (mut first, mut last) = (at, at + used);
        let mut published = Published::day(date);
        if let Some((clock, used)) = time_after(&tokens[last..]) {
            last += used;
            published = clock.on(date).unwrap_or(published);
        } else if let Some((clock, before)) = time_before(&tokens[..first]) {
            first = before;
            published = clock.on(date).unwrap_or(published);
        }
        found.push(Written { span: tokens[first].0.cover(tokens[last - 1].0), at: published });
        at = last;
    }
    found
}

/// Whether `word` is the name of a day of the week.
pub(in crate::read) fn is_weekday(word: &str) -> bool {
    WORDS.weekdays.contains_key(&word.to_ascii_lowercase())
}

type Tokens<'t> = [(Span, Token<'t>)];

fn tokens(text: &str) -> Vec<(Span, Token<'_>)> {
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        let class = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        let mut end = start + c.len_utf8();
        while class(c) != (false, false) && rest.peek().is_some_and(|&(_, next)| class(next) == class(c)) {
            end += rest.next().map_or(0, |(_, next)| next.len_utf8());
        }
        let word = &text[start..end];
        let token = match class(c) {
            (true, _) => Token::Number(word.parse().unwrap_or(u32::MAX), word.len()),
            (_, true) => Token::Word(word),
            _ if c.is_whitespace() => continue,
            _ => Token::Mark(c),
        };
        tokens.push((Span::new(start, end), token));
    }
    tokens
}

/// A date at the start of `tokens`, and how many it takes.
fn date(tokens: &Tokens) -> Option<(Date, usize)> {
    day_month_year(tokens).or_else(|| month_day_year(tokens)).or_else(|| numbers(tokens))
}

fn day_month_year(tokens: &Tokens) -> Option<(Date, usize)> {
    let day = number(tokens, 0, 1..=2)?;
    let mut at = 1 + ordinal(tokens, 1);
    at += usize::from(is_word(tokens, at, "of")) + usize::from(is_mark(tokens, at, '-'));
    let month = month(tokens, at)?;
    at += 1 + skip(tokens, at + 1, &[',', '.', '-']);
    let year = number(tokens, at, 4..=4)?;
    Some((calendar(year, month, day)?, at + 1))
}

fn month_day_year(tokens: &Tokens) -> Option<(Date, usize)> {
    let month = month(tokens, 0)?;
    let mut at = 1 + skip(tokens, 1, &['.']);
    let day = number(tokens, at, 1..=2)?;
    at += 1 + ordinal(tokens, at + 1);
    at += skip(tokens, at, &[',']);
    let year = number(tokens, at, 4..=4)?;
    Some((calendar(year, month, day)?, at + 1))
}

/// `2031-03-04`, `2031/03/04`, `04.03.2031`; with slashes only where day and month cannot be taken for one another.
fn numbers(tokens: &Tokens) -> Option<(Date, usize)> {
    let (_, Token::Mark(mark @ ('-' | '/' | '.'))) = *tokens.get(1)? else { return None };
    if !is_mark(tokens, 3, mark) || !close(&tokens[..5.min(tokens.len())]) {
        return None;
    }
    if let (Some(year), Some(month), Some(day)) =
        (number(tokens, 0, 4..=4), number(tokens, 2, 1..=2), number(tokens, 4, 1..=2))
    {
        return Some((calendar(year, month as i8, day)?, 5));
    }
    let (first, second) = (number(tokens, 0, 1..=2)?, number(tokens, 2, 1..=2)?);
    let year = number(tokens, 4, 4..=4)?;
    let (day, month) = match mark {
        '.' => (first, second),
        _ if first > 12 || first == second => (first, second),
        _ if second > 12 => (second, first),
        _ => return None,
    };
    Some((calendar(year, i8::try_from(month).ok()?, day)?, 5))
}

/// Without space between.
fn close(tokens: &Tokens) -> bool {
    tokens.windows(2).all(|pair| pair[0].0.end == pair[1].0.start)
}

fn calendar(year: u32, month: i8, day: u32) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|year| (1800..2200).contains(year))?;
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

fn number(tokens: &Tokens, at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    match tokens.get(at)? {
        (_, Token::Number(value, length)) if digits.contains(length) => Some(*value),
        _ => None,
    }
}

fn word<'t>(tokens: &Tokens<'t>, at: usize) -> Option<&'t str> {
    match tokens.get(at)? {
        (_, Token::Word(word)) => Some(word),
        _ => None,
    }
}

fn month(tokens: &Tokens, at: usize) -> Option<i8> {
    month_named(word(tokens, at)?)
}

/// The number of the month that a word names, in full or in short.
pub(crate) fn month_named(word: &str) -> Option<i8> {
    WORDS.months.get(&word.to_ascii_lowercase()).copied()
}

fn is_word(tokens: &Tokens, at: usize, expected: &str) -> bool {
    word(tokens, at).is_some_and(|word| word.eq_ignore_ascii_case(expected))
}

fn is_mark(tokens: &Tokens, at: usize, expected: char) -> bool {
    matches!(tokens.get(at), Some((_, Token::Mark(mark))) if *mark == expected)
}

fn ordinal(tokens: &Tokens, at: usize) -> usize {
    usize::from(["st", "nd", "rd", "th"].iter().any(|suffix| is_word(tokens, at, suffix)))
}

fn skip(tokens: &Tokens, at: usize, marks: &[char]) -> usize {
    usize::from(marks.iter().any(|&mark| is_mark(tokens, at, mark)))
}

/// Hour, minute and zone beside a date.
#[derive(Clone, Copy)]
struct Clock {
    hour: u32,
    minute: u32,
    offset: Option<i32>,
}

impl Clock {
    fn on(self, date: Date) -> Option<Published> {
        let (hour, minute) = (i8::try_from(self.hour).ok()?, i8::try_from(self.minute).ok()?);
        let time = date.to_datetime(jiff::civil::Time::new(hour, minute, 0, 0).ok()?);
        Some(Published { date, time: Some(time), offset: self.offset })
    }
}

/// A time that follows a date, after no more than marks and "at".
fn time_after(tokens: &Tokens) -> Option<(Clock, usize)> {
    let between = |token: &Token| match token {
        Token::Mark(mark) => ",|-–—•·@(:".contains(*mark),
        Token::Word(word) => ["at", "T", "t"].contains(word),
        Token::Number(..) => false,
    };
    let gap = tokens.iter().take(3).take_while(|(_, token)| between(token)).count();
    let (clock, used) = time(&tokens[gap..])?;
    Some((clock, gap + used))
}

/// A time that stands before a date, with no more than a zone, a weekday, marks and "on" between; with its first token.
fn time_before(tokens: &Tokens) -> Option<(Clock, usize)> {
    (tokens.len().saturating_sub(8)..tokens.len()).find_map(|start| {
        let (clock, used) = time(&tokens[start..])?;
        let between = |(_, token): &(Span, Token)| match token {
            Token::Mark(mark) => ",|-–—•·".contains(*mark),
            Token::Word(word) => *word == "on" || is_weekday(word),
            Token::Number(..) => false,
        };
        tokens[start + used..].iter().all(between).then_some((clock, start))
    })
}

/// `06:10`, `06:10:30`, `2:30 PM`, `5.30am`, `9 p.m.`, each with a zone where one follows.
fn time(tokens: &Tokens) -> Option<(Clock, usize)> {
    let mut hour = number(tokens, 0, 1..=2)?;
    let (mut minute, mut used, mut dotted) = (0, 1, true);
    if let (true, Some(told)) = (is_mark(tokens, 1, ':') || is_mark(tokens, 1, '.'), number(tokens, 2, 2..=2)) {
        dotted = is_mark(tokens, 1, '.');
        (minute, used) = (told, 3);
        if is_mark(tokens, 3, ':') && number(tokens, 4, 2..=2).is_some() {
            used = 5;
        }
    }
    let half = half(&tokens[used..]);
    match half {
        Some((afternoon, _)) if (1..=12).contains(&hour) => hour = hour % 12 + if afternoon { 12 } else { 0 },
        None if !dotted => {}
        _ => return None,
    }
    used += half.map_or(0, |(_, used)| used);
    let (offset, zone) = zone(&tokens[used..]).map_or((None, 0), |(offset, used)| (Some(offset), used));
    (hour < 24 && minute < 60).then_some((Clock { hour, minute, offset }, used + zone))
}

/// `am`, `p.m.`: whether after noon.
fn half(tokens: &Tokens) -> Option<(bool, usize)> {
    let first = word(tokens, 0)?.to_ascii_lowercase();
    match first.as_str() {
        "am" | "pm" => Some((first == "pm", 1)),
        "a" | "p" if is_mark(tokens, 1, '.') && is_word(tokens, 2, "m") => {
            Some((first == "p", 3 + skip(tokens, 3, &['.'])))
        }
        _ => None,
    }
}

/// `GMT`, `+0200`, `+02:00`, `GMT+2`.
fn zone(tokens: &Tokens) -> Option<(i32, usize)> {
    let named = word(tokens, 0).and_then(|word| WORDS.zones.get(&word.to_ascii_lowercase()).copied());
    let at = usize::from(named.is_some());
    let sign = if is_mark(tokens, at, '+') { 1 } else { -1 };
    let signed = (sign == 1 || is_mark(tokens, at, '-')) && close(&tokens[at..(at + 2).min(tokens.len())]);
    let (hours, minutes, used) = match (signed, number(tokens, at + 1, 1..=2), number(tokens, at + 1, 4..=4)) {
        (true, _, Some(both)) => (both / 100, both % 100, 2),
        (true, Some(hours), _) if is_mark(tokens, at + 2, ':') => (hours, number(tokens, at + 3, 2..=2)?, 4),
        (true, Some(hours), _) if named.is_some() => (hours, 0, 2),
        _ => return named.map(|offset| (offset, 1)),
    };
    let offset = sign * i32::try_from(hours * 60 + minutes).ok()?;
    (hours <= 14 && minutes < 60).then_some((named.unwrap_or(0) + offset, at + used))
}
