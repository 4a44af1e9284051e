//! Days with a name: fixed ones, those of Easter, and those of the Hijri calendar; [`super::feast`] has other reckonings.
//!
//! Easter by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). Hijri days by the tabular
//! Islamic calendar (30-year cycle, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29, civil epoch of 19 July 622
//! Gregorian): months begin with the moon that somebody saw, so that the result holds to about a day either way.

use jiff::civil::Date;
use serde::Deserialize;

use super::feast::{self, Feast};
use super::value::{Base, day, shift, shift_months};

/// How a named day is reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub struct Reckoning {
    /// Month and day.
    pub fixed: Option<(i32, i32)>,
    /// Days after Easter Sunday.
    pub easter: Option<i32>,
    /// Month, which one (5: the last), weekday.
    pub nth: Option<(i32, i32, i32)>,
    /// Hijri month and day; day 0 is the whole month.
    pub hijri: Option<(i32, i32)>,
    /// By another reckoning: days after the feast.
    pub feast: Option<(Feast, i32)>,
}

/// A named day of a year: its base, and its interval where that is wider than the base.
pub fn of_year(reckoning: Reckoning, year: i32) -> Option<(Base, Option<(Date, Date)>)> {
    if let Some((month, d)) = reckoning.fixed {
        return Some((Base::Day(day(year, month, d)?), None));
    }
    if let Some(after) = reckoning.easter {
        return Some((Base::Day(shift(easter(year)?, after)), None));
    }
    if let Some((month, which, weekday)) = reckoning.nth {
        return Some((Base::Day(nth(year, month, which, weekday)?), None));
    }
    if let Some((feast, after)) = reckoning.feast {
        let (base, days) = feast::of_year(feast, after, year)?;
        return Some((base, Some(days)));
    }
    let (month, d) = reckoning.hijri?;
    let hijri_year = hijri_year_with(year, month)?;
    let (first, last) = hijri_interval(hijri_year, Some(month), (d > 0).then_some(d))?;
    let base = if d > 0 {
        Base::Day(shift(first, 1))
    } else {
        Base::Month(Some(i32::from(first.year())), shift(first, 15).month())
    };
    Some((base, Some((first, last))))
}

/// Easter Sunday of the western churches.
pub fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    day(year, sum / 31, sum % 31 + 1)
}

fn nth(year: i32, month: i32, which: i32, weekday: i32) -> Option<Date> {
    let first = day(year, month, 1)?;
    let ahead = (weekday - i32::from(first.weekday().to_monday_one_offset())).rem_euclid(7);
    // Election Day is the Tuesday after the first Monday, never the first of the month.
    let ahead = if month == 11 && weekday == 2 && ahead == 0 { 7 } else { ahead };
    let date = shift(first, ahead + 7 * (which - 1));
    Some(if date.month() == first.month() { date } else { shift(date, -7) })
}

/// The days that a Hijri date can mean, a day wider than the table on both sides.
pub fn hijri_interval(year: i32, month: Option<i32>, d: Option<i32>) -> Option<(Date, Date)> {
    let first = hijri_day(year, month.unwrap_or(1), d.unwrap_or(1))?;
    let last = match (month, d) {
        (_, Some(_)) => first,
        (Some(12) | None, None) => shift(hijri_day(year + 1, 1, 1)?, -1),
        (Some(m), None) => shift(hijri_day(year, m + 1, 1)?, -1),
    };
    Some((shift(first, -1), shift(last, 1)))
}

/// A day of the tabular Islamic calendar in the Gregorian one.
pub fn hijri_day(year: i32, month: i32, d: i32) -> Option<Date> {
    if !(1..=2000).contains(&year) || !(1..=12).contains(&month) || !(1..=30).contains(&d) {
        return None;
    }
    let months = (59 * (month - 1) + 1) / 2;
    let since_epoch = (year - 1) * 354 + (3 + 11 * year).div_euclid(30) + months + d - 1;
    Some(shift(day(622, 7, 19)?, since_epoch))
}

/// The Hijri year whose month falls into a Gregorian year; the earlier one where two do.
fn hijri_year_with(year: i32, month: i32) -> Option<i32> {
    let about = (year - 622) * 33 / 32;
    let middle = |h: i32| hijri_day(h, month, 15).map(|date| i32::from(shift_months(date, 0).year()));
    (about - 1..=about + 2).find(|&h| middle(h) == Some(year))
}
