//! What a time is reckoned from: the day of publication, or in a narrative the date told before it.

use jiff::civil::Date;

use super::Basis;
use super::join::Found;
use super::rules::{Grammar, Means};
use super::scan::NONE;
use super::tense::Tense;
use super::value::{Base, day, days_between, shift};
use super::words::Slot;
use crate::Span;

/// What a time is reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// The day of publication.
    Published,
    /// The date line, where no day of publication is known.
    Line,
    /// A date told before it.
    Told,
    /// The quarter that a report is on, told at its head.
    Reported,
    /// Its own words.
    Own,
}

impl Ground {
    /// As records name it.
    pub fn basis(self) -> Basis {
        if self == Ground::Published { Basis::Published } else { Basis::Text }
    }
}

/// The state while a text is read from its beginning to its end.
#[derive(Debug, Clone)]
pub struct Anchors {
    /// The day of publication, or the date line's day where nothing else is known.
    pub published: Option<Date>,
    /// What that day is, and where it stands if it is the date line's.
    pub ground: Ground,
    line: Option<Span>,
    /// Whether the text tells of other years than its own.
    pub narrative: bool,
    /// The last date told.
    pub told: Option<Base>,
    /// The last day told.
    pub told_day: Option<Date>,
    /// The first quarter told of the years about the day of publication, and where.
    quarter: Option<((i32, u8), Span)>,
    /// Where the last date told stands.
    told_at: Option<Span>,
}

/// So many explicit dates of other years make a narrative, where few words point at the day of publication.
const NARRATIVE_DATES: usize = 5;
const NARRATIVE_RATIO: usize = 2;
/// A month so many months earlier than the one told before is one of the next year.
const YEAR_TURNS: i32 = 11;

impl Anchors {
    /// Reads the state off all that was found.
    pub fn new(grammar: &Grammar, text: &str, found: &[Found], published: Option<Date>) -> Anchors {
        let line = if published.is_none() { date_line(grammar, text, found) } else { None };
        let day = published.or(line.map(|(day, _)| day));
        let narrative = day.is_none_or(|day| tells_of_other_years(grammar, found, day));
        let ground = if published.is_some() { Ground::Published } else { Ground::Line };
        let line = line.map(|(_, at)| at);
        Anchors { published: day, ground, line, narrative, told: None, told_day: None, quarter: None, told_at: None }
    }

    /// The day from which "last year" and the like are reckoned, and what that rests on.
    pub fn now(&self) -> Option<(Date, Ground)> {
        if let Some(told) = self.told_date().filter(|_| self.narrative) {
            return Some((told, Ground::Told));
        }
        Some((self.published?, self.ground))
    }

    /// The date from which "the following day" and the like are reckoned.
    pub fn then(&self) -> Option<(Date, Ground)> {
        self.told_date().map(|date| (date, Ground::Told)).or(self.published.map(|date| (date, self.ground)))
    }

    /// The day told before, or the first one of what was.
    fn told_date(&self) -> Option<Date> {
        self.told_day.or_else(|| Some(self.told?.interval()?.0))
    }

    /// The year told before, where the text is a narrative.
    pub fn narrative_year(&self) -> Option<i32> {
        self.told.and_then(Base::year).filter(|_| self.narrative)
    }

    /// The quarter that "the quarter" and "a year earlier" mean: results are of the one that a report names first, a
    /// narrative goes on from the one named last.
    pub fn reported(&self) -> Option<((i32, u8), Ground)> {
        match self.told {
            Some(Base::Quarter(Some(year), quarter)) if self.narrative => Some(((year, quarter), Ground::Told)),
            _ => self.quarter.filter(|_| !self.narrative).map(|(reported, _)| (reported, Ground::Reported)),
        }
    }

    /// The words that a time is reckoned from, where they stand in the text.
    pub fn words(&self, ground: Ground) -> Option<Span> {
        match ground {
            Ground::Told => self.told_at,
            Ground::Reported => self.quarter.map(|(_, at)| at),
            Ground::Line => self.line,
            Ground::Published | Ground::Own => None,
        }
    }

    /// Keeps a date, and where it stands, for what is told after it.
    pub fn tell(&mut self, base: Base, at: Span) {
        if base.year().is_none() && !matches!(base, Base::Decade(_)) {
            return;
        }
        (self.told, self.told_at) = (Some(base), Some(at));
        if let (Base::Quarter(Some(year), quarter), None) = (base, self.quarter)
            && self.published.is_none_or(|now| (i32::from(now.year()) - year).abs() <= 1)
        {
            self.quarter = Some(((year, quarter), at));
        }
        self.told_day = match base {
            Base::Day(date) => Some(date),
            _ => None,
        };
    }

    /// Whether a story that has come to the end of a year goes on in the next: "in December … in January".
    fn turns_over(&self, month: i32) -> bool {
        let told = match self.told {
            Some(Base::Month(_, told) | Base::DayIn(_, told)) => i32::from(told),
            Some(Base::Day(date)) => i32::from(date.month()),
            _ => return false,
        };
        told - month >= YEAR_TURNS
    }

    /// The year of a month, or of a day of a month, that is told without one.
    pub fn year_of(&self, month: i32, of_month: Option<i32>, tense: Tense) -> Option<(i32, Ground)> {
        if let Some(year) = self.narrative_year() {
            return Some((year + i32::from(self.turns_over(month)), Ground::Told));
        }
        let now = self.published?;
        if let Some(d) = of_month {
            return nearest(now, month, d, tense).map(|year| (year, self.ground));
        }
        let (year, this_month) = (i32::from(now.year()), i32::from(now.month()));
        let months_ahead = (month - this_month).rem_euclid(12);
        let passed = if month > this_month { year - 1 } else { year };
        let comes = match tense {
            // Next month is not called by its bare name a year after it was.
            Tense::Past => months_ahead == 1,
            Tense::Open => months_ahead <= 2,
            Tense::Future => months_ahead <= 9,
        };
        Some((if comes && months_ahead > 0 { passed + 1 } else { passed }, self.ground))
    }
}

/// The year that brings a day nearest to the day of publication; the wrong tense makes it seem so many days farther.
fn nearest(now: Date, month: i32, d: i32, tense: Tense) -> Option<i32> {
    const WRONG_TENSE: i32 = 190;
    let year = i32::from(now.year());
    let cost = |year: &i32| {
        let date = day(*year, month, d)?;
        let days = days_between(now, date);
        let wrong = (tense == Tense::Past && days > 0) || (tense == Tense::Future && days < 0);
        Some(days.abs() + if wrong { WRONG_TENSE } else { 0 })
    };
    [year, year - 1, year + 1].into_iter().filter(|y| cost(y).is_some()).min_by_key(|y| cost(y))
}

/// A full date alone on one of the first lines dates a text that nothing else does.
fn date_line(grammar: &Grammar, text: &str, found: &[Found]) -> Option<(Date, Span)> {
    let first = found.iter().take(3).find(|f| {
        let explicit = grammar.rules[f.rule].means == Means::Day && f.captures[Slot::Year as usize] != NONE;
        let starts = text[..f.span.start].trim_end_matches([' ', '\t']).chars().next_back().is_none_or(|c| c == '\n');
        let ends = text[f.span.end..].trim_start_matches([' ', '\t', '.']).chars().next().is_none_or(|c| c == '\n');
        explicit && starts && ends && text[..f.span.start].lines().count() <= 6
    })?;
    let get = |slot: Slot| first.captures[slot as usize];
    Some((day(get(Slot::Year), get(Slot::Month), get(Slot::Day))?, first.span))
}

fn tells_of_other_years(grammar: &Grammar, found: &[Found], now: Date) -> bool {
    let (mut far, mut near) = (0usize, 0usize);
    for f in found {
        let year = f.captures[Slot::Year as usize];
        match grammar.rules[f.rule].means {
            Means::Day | Means::Month | Means::Year | Means::Season if year != NONE => {
                far += usize::from((year - i32::from(now.year())).abs() > 1);
            }
            Means::Era => far += 1,
            Means::Deictic | Means::Weekday | Means::Unit | Means::Weekend => near += 1,
            _ => {}
        }
    }
    far >= NARRATIVE_DATES && far > near * NARRATIVE_RATIO
}

/// The weekday nearest to a day: the last one up to it, or the next one from it.
pub fn weekday_near(now: Date, weekday: i32, ahead: bool) -> Date {
    let today = i32::from(now.weekday().to_monday_one_offset());
    let back = (today - weekday).rem_euclid(7);
    if ahead { shift(now, (weekday - today).rem_euclid(7)) } else { shift(now, -back) }
}
