//! A point of the calendar as exact as it is told, its TIMEX3 value and the days that it can mean.

use jiff::Span;
use jiff::civil::Date;

/// A stretch of the calendar. Years are astronomical: 1 BC is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// The 19th century is 18; the 9th century BC is -9.
    Century(i32),
    /// The 1990s are 199.
    Decade(i32),
    Year(i32),
    Half(i32, u8),
    Quarter(Option<i32>, u8),
    /// 1 spring, 2 summer, 3 autumn, 4 winter.
    Season(Option<i32>, u8),
    Month(Option<i32>, i8),
    Week(Date),
    Weekend(Date),
    Day(Date),
    /// Month and day of a year that nothing gives.
    DayOfYear(i8, i8),
    /// A weekday of a week that nothing gives, Monday is 1.
    Weekday(i8),
    /// A day of a known month.
    DayIn(i32, i8),
    /// A day that nothing gives.
    SomeDay,
    /// A slash date of known year with day and month in doubt.
    Slash(Date, Date),
}

/// The hour, by the clock or by the part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// 1 morning, 2 afternoon, 3 evening, 4 night.
    Part(u8),
    /// Hour, minute, minutes east of UTC.
    At(i8, i8, Option<i32>),
}

/// Start, middle or end of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    Start,
    Mid,
    End,
}

/// `days` later; the same day at the ends of the calendar.
pub fn shift(date: Date, days: i32) -> Date {
    Span::new().try_days(days).and_then(|span| date.checked_add(span)).unwrap_or(date)
}

/// `months` later, the day held inside the month.
pub fn shift_months(date: Date, months: i32) -> Date {
    Span::new().try_months(months).and_then(|span| date.checked_add(span)).unwrap_or(date)
}

/// A day, where the calendar has it.
pub fn day(year: i32, month: i32, day: i32) -> Option<Date> {
    let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day).ok()
}

/// Days from the one to the other; below zero where it lies before.
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Monday of the week.
pub fn monday(date: Date) -> Date {
    shift(date, 1 - i32::from(date.weekday().to_monday_one_offset()))
}

impl Base {
    /// The year in which it lies, where one is known.
    pub fn year(self) -> Option<i32> {
        match self {
            Base::Year(year) | Base::Half(year, _) | Base::DayIn(year, _) => Some(year),
            Base::Quarter(year, _) | Base::Season(year, _) | Base::Month(year, _) => year,
            Base::Week(date) | Base::Weekend(date) | Base::Day(date) => Some(i32::from(date.year())),
            Base::Slash(a, _) => Some(i32::from(a.year())),
            _ => None,
        }
    }

    /// The TIMEX3 value.
    pub fn value(self) -> String {
        match self {
            Base::Century(c) if c < 0 => format!("BC{:02}", -c - 1),
            Base::Century(c) => format!("{c:02}"),
            Base::Decade(d) => format!("{d:03}"),
            Base::Year(y) => year(Some(y)),
            Base::Half(y, h) => format!("{}-H{h}", year(Some(y))),
            Base::Quarter(y, q) => format!("{}-Q{q}", year(y)),
            Base::Season(y, s) => format!("{}-{}", year(y), ["SP", "SU", "FA", "WI"][usize::from(s.clamp(1, 4)) - 1]),
            Base::Month(y, m) => format!("{}-{m:02}", year(y)),
            Base::Week(d) => week(d),
            Base::Weekend(d) => format!("{}-WE", week(d)),
            Base::Day(d) => format!("{}-{:02}-{:02}", year(Some(i32::from(d.year()))), d.month(), d.day()),
            Base::DayOfYear(m, d) => format!("XXXX-{m:02}-{d:02}"),
            Base::Weekday(w) => format!("XXXX-WXX-{w}"),
            Base::DayIn(y, m) => format!("{}-{m:02}-XX", year(Some(y))),
            Base::SomeDay => "XXXX-XX-XX".to_string(),
            Base::Slash(a, _) => format!("{}-XX-XX", year(Some(i32::from(a.year())))),
        }
    }

    /// First and last day, where the year is known.
    pub fn interval(self) -> Option<(Date, Date)> {
        let months = |year: i32, first: i32, count: i32| {
            let start = day(year, first, 1)?;
            Some((start, shift(shift_months(start, count), -1)))
        };
        match self {
            Base::Century(c) if c < 0 => Some((day(c * 100 + 1, 1, 1)?, day(c * 100 + 100, 12, 31)?)),
            Base::Century(c) => Some((day(c * 100, 1, 1)?, day(c * 100 + 99, 12, 31)?)),
            Base::Decade(d) => Some((day(d * 10, 1, 1)?, day(d * 10 + 9, 12, 31)?)),
            Base::Year(y) => months(y, 1, 12),
            Base::Half(y, h) => months(y, if h == 1 { 1 } else { 7 }, 6),
            Base::Quarter(y, q) => months(y?, i32::from(q) * 3 - 2, 3),
            Base::Season(y, s) => months(y?, i32::from(s.clamp(1, 4)) * 3, 3),
            Base::Month(y, m) => months(y?, i32::from(m), 1),
            Base::DayIn(y, m) => months(y, i32::from(m), 1),
            Base::Week(d) => Some((d, shift(d, 6))),
            Base::Weekend(d) => Some((shift(d, 5), shift(d, 6))),
            Base::Day(d) => Some((d, d)),
            Base::Slash(a, b) => Some((a.min(b), a.max(b))),
            Base::DayOfYear(..) | Base::Weekday(_) | Base::SomeDay => None,
        }
    }

    /// The part of its interval that "early", "mid" or "late" leaves: of a month days 1 to 10, 11 to 20, 21 to its end;
    /// of anything else a third.
    pub fn narrowed(self, edge: Edge) -> Option<(Date, Date)> {
        let (first, last) = self.interval()?;
        if let Base::Month(..) = self {
            return Some(match edge {
                Edge::Start => (first, shift(first, 9)),
                Edge::Mid => (shift(first, 10), shift(first, 19)),
                Edge::End => (shift(first, 20), last),
            });
        }
        let days = days_between(first, last) + 1;
        let third = (days / 3).max(1);
        Some(match edge {
            Edge::Start => (first, shift(first, third - 1).min(last)),
            Edge::Mid => (shift(first, third).min(last), shift(last, -third).max(first)),
            Edge::End => (shift(last, 1 - third).max(first), last),
        })
    }
}

fn year(year: Option<i32>) -> String {
    match year {
        None => "XXXX".to_string(),
        Some(y) if y <= 0 => format!("BC{:04}", 1 - y),
        Some(y) => format!("{y:04}"),
    }
}

fn week(date: Date) -> String {
    let week = date.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

impl Clock {
    /// What stands after the day in a TIMEX3 value.
    pub fn suffix(self) -> String {
        match self {
            Clock::Part(part) => ["TMO", "TAF", "TEV", "TNI"][usize::from(part.clamp(1, 4)) - 1].to_string(),
            Clock::At(hour, minute, Some(0)) => format!("T{hour:02}:{minute:02}Z"),
            Clock::At(hour, minute, _) => format!("T{hour:02}:{minute:02}"),
        }
    }

    /// Minutes east of UTC, where the words name a zone of fixed offset.
    pub fn zone(self) -> Option<i32> {
        match self {
            Clock::At(_, _, zone) => zone,
            Clock::Part(_) => None,
        }
    }
}
