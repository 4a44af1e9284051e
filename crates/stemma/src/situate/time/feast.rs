//! Feasts of other reckonings: Easter of the eastern churches, feasts of the Hebrew calendar, feasts at a new moon.
//!
//! Easter by the Julian computus (Meeus, Astronomical Algorithms, chapter 8). The Hebrew year by its molad and its
//! postponements (Reingold and Dershowitz, Calendrical Calculations, chapter 8). New moons are mean ones (Meeus, chapter
//! 49, without its periodic terms), true to about half a day; what rests on them is a day wider either way.

use jiff::civil::Date;
use serde::Deserialize;

use super::value::{Base, day, days_between, shift};

/// What a feast is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Feast {
    /// Easter Sunday of the eastern churches.
    OrthodoxEaster,
    /// The first day of Tishri.
    RoshHashanah,
    /// The 15th of Nisan.
    Passover,
    /// The 25th of Kislev.
    Hanukkah,
    /// The new moon between 21 January and 20 February.
    LunarNewYear,
    /// The new moon between the middle of October and that of November.
    Diwali,
}

/// So many days after a feast of a year, and the days that it can mean: Hebrew days begin on the evening before.
pub fn of_year(feast: Feast, after: i32, year: i32) -> Option<(Base, (Date, Date))> {
    let (first, early, late) = match feast {
        Feast::OrthodoxEaster => (orthodox_easter(year)?, 0, 0),
        Feast::RoshHashanah => (rosh_hashanah(year + 3761)?, 1, 0),
        Feast::Passover => (shift(rosh_hashanah(year + 3761)?, -163), 1, 0),
        Feast::Hanukkah => (hanukkah(year)?, 1, 7),
        Feast::LunarNewYear => (new_moon(day(year, 1, 21)?, 8.0)?, 1, 1),
        // Kept on the evening before the new moon.
        Feast::Diwali => (shift(new_moon(day(year, 10, 18)?, 11.5)?, -1), 1, 1),
    };
    let date = shift(first, after);
    Some((Base::Day(date), (shift(date, -early), shift(date, late))))
}

fn orthodox_easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 4, year % 7, year % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let sum = d + e + 114;
    let julian = day(year, sum / 31, sum % 31 + 1)?;
    Some(shift(julian, year / 100 - year / 400 - 2))
}

/// The first day of a Hebrew year.
fn rosh_hashanah(hebrew: i32) -> Option<Date> {
    let (before, this, next) = (elapsed(hebrew - 1), elapsed(hebrew), elapsed(hebrew + 1));
    // A year of 356 or of 382 days cannot be: its beginning, or that of the one before, is put off.
    let correction = if next - this == 356 { 2 } else { i32::from(this - before == 382) };
    // Day 1 is 1 January of year 1.
    Some(shift(day(1, 1, 1)?, this + correction - 1_373_428))
}

/// Days from the epoch to the molad of a year, put off from Sunday, Wednesday and Friday.
fn elapsed(hebrew: i32) -> i32 {
    let months = (235 * i64::from(hebrew) - 234).div_euclid(19);
    let parts = 12_084 + 13_753 * months;
    let days = 29 * months + parts.div_euclid(25_920);
    (days + i64::from((3 * (days + 1)).rem_euclid(7) < 3)) as i32
}

/// The third month begins a day later in a year whose second month is long.
fn hanukkah(year: i32) -> Option<Date> {
    let (this, next) = (rosh_hashanah(year + 3761)?, rosh_hashanah(year + 3762)?);
    Some(shift(this, if matches!(days_between(this, next), 355 | 385) { 84 } else { 83 }))
}

/// The day of the first mean new moon from a day on, at so many hours east of Greenwich.
fn new_moon(from: Date, east: f64) -> Option<Date> {
    const MONTH: f64 = 29.530_588_861;
    // The mean new moon of 6 January 2000, 14:20, in days of that year.
    const FIRST: f64 = 5.597_66;
    let start = day(2000, 1, 1)?;
    let days = f64::from(days_between(start, from));
    let first = FIRST + east / 24.0;
    let month = ((days - first) / MONTH).ceil();
    Some(shift(start, (first + month * MONTH).floor() as i32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_are_where_calendars_have_them() {
        let known: &[(Feast, i32, i32, i32)] = &[
            (Feast::OrthodoxEaster, 2016, 5, 1),
            (Feast::OrthodoxEaster, 2017, 4, 16),
            (Feast::OrthodoxEaster, 2024, 5, 5),
            (Feast::RoshHashanah, 2017, 9, 21),
            (Feast::RoshHashanah, 2023, 9, 16),
            (Feast::RoshHashanah, 2024, 10, 3),
            (Feast::Passover, 2018, 3, 31),
            (Feast::Passover, 2024, 4, 23),
            (Feast::Hanukkah, 2017, 12, 13),
            (Feast::Hanukkah, 2021, 11, 29),
            (Feast::LunarNewYear, 2016, 2, 8),
            (Feast::LunarNewYear, 2018, 2, 16),
            (Feast::Diwali, 2014, 10, 23),
            (Feast::Diwali, 2020, 11, 14),
            (Feast::Diwali, 2023, 11, 12),
        ];
        for &(feast, year, month, d) in known {
            let (_, (first, last)) = of_year(feast, 0, year).expect("a day");
            let wanted = day(year, month, d).expect("a day");
            assert!(first <= wanted && wanted <= last, "{feast:?} {year}: {first} to {last}");
        }
    }
}
