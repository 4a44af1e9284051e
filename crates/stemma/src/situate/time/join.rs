//! Matches of one block joined: "early" with what it narrows, an hour with its day, the two ends of a range.

use super::pattern::Captures;
use super::rules::{Grammar, Match, Means, Needs};
use super::scan::{Gap, NONE, Suffix, Token};
use super::tense::{Tense, tense};
use super::value::Clock;
use super::words::{SLOTS, Slot};
use crate::Span;

/// A time as found, before anything is reckoned.
#[derive(Debug, Clone)]
pub struct Found {
    pub span: Span,
    pub rule: usize,
    pub captures: Captures,
    /// The number of an edge, as in `words.toml`.
    pub edge: Option<i32>,
    /// The hour of its day.
    pub clock: Option<Clock>,
    pub tense: Tense,
    /// A range leads on to the next one found: "3 May to 5 June".
    pub linked: bool,
}

struct Part {
    matched: Match,
    edge: Option<i32>,
    clock: Option<Clock>,
    linked: bool,
}

/// Joins what belongs together and drops what cannot stand alone.
pub fn join(grammar: &Grammar, text: &str, tokens: &[Token], matches: Vec<Match>) -> Vec<Found> {
    if matches.is_empty() {
        return Vec::new();
    }
    let parts: Vec<Part> = matches.into_iter().map(|m| part(grammar, m)).collect();
    let parts = absorb(grammar, text, tokens, parts);
    let parts = ranges(grammar, text, tokens, parts);
    parts
        .into_iter()
        .map(|part| Found {
            span: Span::new(tokens[part.matched.first].start, tokens[part.matched.end - 1].end),
            rule: part.matched.rule,
            captures: part.matched.captures,
            edge: part.edge,
            clock: part.clock,
            tense: tense(grammar, text, tokens, part.matched.first, part.matched.end),
            linked: part.linked,
        })
        .collect()
}

fn part(grammar: &Grammar, matched: Match) -> Part {
    let rule = &grammar.rules[matched.rule];
    let get = |slot: Slot| Some(matched.captures[slot as usize]).filter(|v| *v != NONE);
    let clock = if rule.means == Means::Clock {
        clock(&matched.captures)
    } else {
        get(Slot::Part).or(rule.part).map(part_of_day)
    };
    let edge = if rule.means == Means::Edge { rule.modifier.or(get(Slot::Modifier)) } else { None };
    Part { matched, edge, clock, linked: false }
}

/// 5 is noon and 6 is midnight, the end of the day as TimeML counts it.
fn part_of_day(part: i32) -> Clock {
    match part {
        5 => Clock::At(12, 0, None),
        6 => Clock::At(24, 0, None),
        other => Clock::Part(other as u8),
    }
}

fn clock(captures: &Captures) -> Option<Clock> {
    let get = |slot: Slot| Some(captures[slot as usize]).filter(|v| *v != NONE);
    if let (Some(part), None) = (get(Slot::Part), get(Slot::Hour)) {
        return Some(part_of_day(part));
    }
    let (mut hour, mut minute) = (get(Slot::Hour)?, get(Slot::Minute).unwrap_or(0));
    if hour > 24 {
        (hour, minute) = (hour / 100, hour % 100);
    }
    let afternoon = get(Slot::Part).map(|part| i32::from(matches!(part, 2 | 3)));
    match get(Slot::Noon).or(afternoon) {
        Some(1) if hour < 12 => hour += 12,
        Some(0) if hour == 12 => hour = 0,
        _ => {}
    }
    let zone = get(Slot::Zone).filter(|z| *z != 9999);
    (hour <= 24 && minute < 60).then_some(Clock::At(hour as i8, minute as i8, zone))
}

/// Gives edges and hours to the match that stands right after them.
fn absorb(grammar: &Grammar, text: &str, tokens: &[Token], parts: Vec<Part>) -> Vec<Part> {
    let mut kept: Vec<Part> = Vec::new();
    for part in parts.into_iter().rev() {
        let means = grammar.rules[part.matched.rule].means;
        let next = kept.last_mut();
        match means {
            Means::Nothing => {}
            Means::Edge => {
                if let Some(next) =
                    next.filter(|n| n.matched.first == part.matched.end && takes_edge(grammar, n, part.edge))
                {
                    next.matched.first = part.matched.first;
                    next.edge = part.edge;
                }
            }
            Means::PartOf | Means::Clock => match next.filter(|n| day_follows(grammar, text, tokens, &part, n)) {
                Some(next) => {
                    next.matched.first = part.matched.first;
                    next.clock = part.clock;
                }
                None if means == Means::Clock && part.clock.is_some() => kept.push(part),
                None => {}
            },
            _ => {
                let hour = kept.last().filter(|n| clock_follows(grammar, &part, n)).map(|n| (n.matched.end, n.clock));
                let mut part = part;
                if let Some((end, clock)) = hour {
                    kept.pop();
                    (part.matched.end, part.clock) = (end, clock);
                }
                kept.push(part);
            }
        }
    }
    kept.retain(|p| grammar.rules[p.matched.rule].needs != Some(Needs::Edge) || p.edge.is_some());
    kept.reverse();
    kept
}

fn takes_edge(grammar: &Grammar, part: &Part, edge: Option<i32>) -> bool {
    use Means::*;
    let means = grammar.rules[part.matched.rule].means;
    let stretch = matches!(
        means,
        Month
            | Year
            | Decade
            | Century
            | Era
            | Quarter
            | Season
            | Unit
            | ToldUnit
            | Weekend
            | Weekday
            | Day
            | Deictic
            | Holiday
            | Half
    );
    let day = matches!(means, Day | Weekday | Holiday | Month);
    match edge {
        Some(1..=3) => stretch || means == Part,
        Some(9) => day,
        Some(7) => matches!(means, Duration | HalfUnit | Ago | Later | Span),
        _ => matches!(means, Duration | HalfUnit | Ago | Later | Clock),
    }
}

fn day_follows(grammar: &Grammar, text: &str, tokens: &[Token], clock: &Part, next: &Part) -> bool {
    use Means::*;
    let means = grammar.rules[next.matched.rule].means;
    let between = next.matched.first.checked_sub(clock.matched.end);
    let filler = match between {
        Some(0) => true,
        Some(1) => [",", "on", "of"].contains(&word(text, tokens, clock.matched.end)),
        _ => false,
    };
    matches!(means, Day | Weekday | Deictic | Holiday)
        && next.clock.is_none()
        && filler
        && tokens[next.matched.first].gap != Gap::Break
}

/// "8 May 01:00".
fn clock_follows(grammar: &Grammar, day: &Part, clock: &Part) -> bool {
    let means = |part: &Part| grammar.rules[part.matched.rule].means;
    means(clock) == Means::Clock
        && day.matched.end == clock.matched.first
        && day.clock.is_none()
        && matches!(means(day), Means::Day | Means::Weekday | Means::Deictic)
}

fn word<'a>(text: &'a str, tokens: &[Token], at: usize) -> &'a str {
    tokens.get(at).map_or("", |t| &text[t.start..t.end])
}

fn dash(word: &str) -> bool {
    matches!(word, "-" | "–" | "—")
}

fn connects(word: &str) -> bool {
    dash(word) || matches!(word, "to" | "and" | "or" | "through" | "until" | "till" | "&")
}

/// Finds the ends of ranges that only their other end explains, and marks which match leads on to which.
fn ranges(grammar: &Grammar, text: &str, tokens: &[Token], parts: Vec<Part>) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for part in parts {
        let taken_to = out.last().map_or(0, |p| p.matched.end);
        if part.matched.first < taken_to {
            continue;
        }
        if let Some(earlier) = before(grammar, text, tokens, &part).filter(|p| p.matched.first >= taken_to) {
            out.push(earlier);
        }
        if let Some(last) = out.last_mut() {
            last.linked |= last.matched.end + 1 == part.matched.first && connects(word(text, tokens, last.matched.end));
        }
        let later = after(grammar, text, tokens, &part);
        out.push(part);
        if let Some(later) = later {
            let first = out.last_mut().map(|first| &mut first.matched.captures[Slot::Year as usize]);
            if let Some(year) = first.filter(|year| **year == NONE) {
                *year = later.matched.captures[Slot::Year as usize];
            }
            out.push(later);
        }
    }
    out
}

/// "5-12 May", "264 to 241 BC": a bare number that takes month, year or era from what follows.
fn before(grammar: &Grammar, text: &str, tokens: &[Token], part: &Part) -> Option<Part> {
    let means = grammar.rules[part.matched.rule].means;
    let at = part.matched.first.checked_sub(2)?;
    let (number, joint) = (&tokens[at], word(text, tokens, at + 1));
    let lead_the = at > 0 && word(text, tokens, at - 1).eq_ignore_ascii_case("the");
    let plain = number.number != NONE && number.suffix != Suffix::Quantity && number.gap != Gap::Break || at == 0;
    if !plain || !connects(joint) || tokens[at + 1].gap == Gap::Break {
        return None;
    }
    let led = dash(joint) || at == 0 || {
        let lead = word(text, tokens, at - 1).to_ascii_lowercase();
        ["from", "between", "on", "of", "the", "(", "since", "war"].contains(&lead.as_str())
    };
    let mut captures = [NONE; SLOTS];
    let slot = match means {
        Means::Day if (1..=31).contains(&number.number) && number.digits <= 2 && starts_with_number(tokens, part) => {
            Slot::Day
        }
        Means::Era if number.digits <= 4 && number.number > 0 => Slot::Year,
        _ => return None,
    };
    for copied in [Slot::Month, Slot::Year, Slot::Noon] {
        captures[copied as usize] = part.matched.captures[copied as usize];
    }
    captures[slot as usize] = number.number;
    let matched = Match { rule: part.matched.rule, first: at - usize::from(lead_the), end: at + 1, captures };
    led.then_some(Part { matched, edge: None, clock: None, linked: true })
}

fn starts_with_number(tokens: &[Token], part: &Part) -> bool {
    tokens[part.matched.first].number != NONE
}

/// "May 3-5, 2011", "1939-45": a bare number that takes the rest from what stands before.
fn after(grammar: &Grammar, text: &str, tokens: &[Token], part: &Part) -> Option<Part> {
    let means = grammar.rules[part.matched.rule].means;
    let at = part.matched.end + 1;
    let (number, joint) = (tokens.get(at)?, word(text, tokens, part.matched.end));
    let plain =
        number.number != NONE && number.digits <= 2 && number.suffix == Suffix::Plain && number.gap != Gap::Break;
    if !plain {
        return None;
    }
    let mut captures = part.matched.captures;
    let mut end = at + 1;
    match means {
        Means::Year if dash(joint) && number.gap == Gap::Glued && number.digits == 2 => {
            captures[Slot::Year as usize] = captures[Slot::Year as usize] / 100 * 100 + number.number;
        }
        Means::Day
            if (dash(joint) || matches!(joint, "to" | "through" | "and")) && (1..=31).contains(&number.number) =>
        {
            if captures[Slot::Year as usize] != NONE || starts_with_number(tokens, part) {
                return None;
            }
            captures[Slot::Day as usize] = number.number;
            let year = if word(text, tokens, end) == "," { end + 1 } else { end };
            if let Some(token) = tokens.get(year).filter(|t| t.digits == 4 && (1000..2200).contains(&t.number)) {
                captures[Slot::Year as usize] = token.number;
                end = year + 1;
            } else if !dash(joint) && tokens.get(end).is_some_and(|t| text[t.start..].starts_with(char::is_alphabetic))
            {
                return None;
            }
        }
        _ => return None,
    }
    let matched = Match { rule: part.matched.rule, first: at, end, captures };
    Some(Part { matched, edge: None, clock: None, linked: false })
}
