//! Calendar dates: what is told by its own name, with the year from the text, from the anchor or from nowhere.

use super::anchor::Ground;
use super::holiday;
use super::resolve::{Case, Reading};
use super::rules::Means;
use super::tense::Tense;
use super::value::{Base, day, days_between, shift};
use super::words::Slot;

/// A day of a month.
pub fn day_of(case: &Case) -> Option<Reading> {
    let (month, d) = (case.get(Slot::Month)?, case.get(Slot::Day)?);
    if let Some(year) = case.get(Slot::Year) {
        return case.date(Base::Day(day(year, month, d)?), Ground::Own);
    }
    day(2000, month, d)?;
    if let Some(direction) = case.get(Slot::Direction) {
        let (year, basis) = directed_day(case, month, d, direction)?;
        return case.date(Base::Day(day(year, month, d)?), basis);
    }
    let yearless = Base::DayOfYear(month as i8, d as i8);
    match case.anchors.year_of(month, Some(d), case.found.tense) {
        Some((year, basis)) => {
            let near = [0, 1, -1, 2, -2].into_iter().find_map(|off| day(year + off, month, d));
            case.date(near.map_or(yearless, Base::Day), basis)
        }
        None => case.date(yearless, Ground::Own),
    }
}

/// "Last Oct. 23" lies before the anchor; "June 20 of the same year" in the year told before.
fn directed_day(case: &Case, month: i32, d: i32, direction: i32) -> Option<(i32, Ground)> {
    if case.get(Slot::Unit).is_some() {
        return case.anchors.then().map(|(then, basis)| (i32::from(then.year()) + direction, basis));
    }
    let (now, basis) = case.anchors.now()?;
    let (year, today) = (i32::from(now.year()), (i32::from(now.month()), i32::from(now.day())));
    Some(match direction {
        -1 if (month, d) >= today => (year - 1, basis),
        1 if (month, d) <= today => (year + 1, basis),
        _ => (year, basis),
    })
}

/// A date in numbers of which either of the first two may be the month. One above 12 settles it; else the reading
/// that lies up to the day of publication, where only one does; else it stays open, with both days as its interval.
pub fn slash(case: &Case) -> Option<Reading> {
    let (a, b, year) = (case.get(Slot::Hour)?, case.get(Slot::Minute)?, case.get(Slot::Year)?);
    let year = full_year(case, year);
    let (month_first, day_first) = (day(year, a, b), day(year, b, a));
    match (month_first, day_first) {
        (Some(one), Some(two)) if one != two => {
            let passed = |date| case.anchors.published.is_some_and(|now| date <= now);
            match (passed(one), passed(two)) {
                (true, false) => case.date(Base::Day(one), Ground::Own),
                (false, true) => case.date(Base::Day(two), Ground::Own),
                _ => case.date(Base::Slash(one, two), Ground::Own),
            }
        }
        (Some(one), _) | (None, Some(one)) => case.date(Base::Day(one), Ground::Own),
        (None, None) => None,
    }
}

/// A year, one of two digits with its century: up to twenty years after publication, else the one before.
fn full_year(case: &Case, year: i32) -> i32 {
    if year >= 100 {
        return year;
    }
    if let Some(told) = case.anchors.narrative_year() {
        let near = |c: &i32| (c - told).abs();
        return [told / 100 * 100 + year, (told / 100 - 1) * 100 + year].into_iter().min_by_key(near).unwrap_or(year);
    }
    let now = case.anchors.published.map_or(2030, |date| i32::from(date.year()) + 20);
    let this_century = now / 100 * 100 + year;
    if this_century > now { this_century - 100 } else { this_century }
}

/// A month, bare, with its year, or "last May".
pub fn month(case: &Case) -> Option<Reading> {
    let month = case.get(Slot::Month)?;
    if let Some(year) = case.get(Slot::Year) {
        return case.date(Base::Month(Some(full_year(case, year)), month as i8), Ground::Own);
    }
    let chosen = match (case.get(Slot::Direction), case.get(Slot::Unit)) {
        (Some(years), Some(7)) => case.anchors.now().map(|(now, basis)| (i32::from(now.year()) + years, basis)),
        (None, Some(7)) => case.anchors.then().map(|(then, basis)| (i32::from(then.year()), basis)),
        (Some(direction), _) if case.rule.means == Means::Month => directed(case, month, direction),
        _ => case.anchors.year_of(month, None, case.found.tense),
    };
    match chosen {
        Some((year, basis)) => case.date(Base::Month(Some(year), month as i8), basis),
        None => case.date(Base::Month(None, month as i8), Ground::Own),
    }
}

/// "Last May" lies before the month of the anchor, "next May" after it.
fn directed(case: &Case, month: i32, direction: i32) -> Option<(i32, Ground)> {
    let (now, basis) = case.anchors.now()?;
    let (year, this) = (i32::from(now.year()), i32::from(now.month()));
    let chosen = match direction {
        // The month just over is "last month"; by its name it is that of the year before, but in January.
        -1 if month >= this - i32::from(this > 1) => year - 1,
        1 if month <= this => year + 1,
        _ => year,
    };
    Some((chosen, basis))
}

/// "The last week of August": a length of time, at a known place in the month.
pub fn week_of_month(case: &Case) -> Option<Reading> {
    let whole = month(case)?;
    let (count, unit) = (case.get(Slot::Count).unwrap_or(1), case.get(Slot::Unit)?);
    let days = match unit {
        3 => count,
        4 => 7 * count,
        _ => return None,
    };
    let mut reading = super::length::counted(case, count, unit)?;
    reading.base = whole.base;
    if let Some((first, last)) = whole.interval {
        let start = match case.get(Slot::Ordinal) {
            Some(ordinal) => shift(first, days.saturating_mul(ordinal - 1)),
            None => shift(last, 1 - days),
        };
        reading.interval = Some((start.clamp(first, last), shift(start, days - 1).clamp(first, last)));
        reading.ground = whole.ground;
    }
    Some(reading)
}

/// A year by itself.
pub fn year(case: &Case) -> Option<Reading> {
    case.date(Base::Year(full_year(case, case.get(Slot::Year)?)), Ground::Own)
}

/// "The 1990s", "the '90s", "the nineties": without a century the last that has passed.
pub fn decade(case: &Case) -> Option<Reading> {
    let year = case.get(Slot::Year)?;
    let now = case.anchors.published.map_or(2025, |date| i32::from(date.year()));
    let full = match year {
        100.. => year,
        _ if now / 100 * 100 + year < now => now / 100 * 100 + year,
        _ => (now / 100 - 1) * 100 + year,
    };
    case.date(Base::Decade(full / 10), Ground::Own)
}

/// "The 19th century", "the ninth century BC".
pub fn century(case: &Case) -> Option<Reading> {
    let ordinal = case.get(Slot::Ordinal).filter(|n| (1..=30).contains(n))?;
    let base = if case.get(Slot::Noon) == Some(-1) { -ordinal } else { ordinal - 1 };
    case.date(Base::Century(base), Ground::Own)
}

/// A year before or after Christ.
pub fn era(case: &Case) -> Option<Reading> {
    let year = case.get(Slot::Year)?;
    let year = if case.get(Slot::Noon) == Some(-1) { 1 - year } else { year };
    case.date(Base::Year(year), Ground::Own)
}

/// A quarter of a year.
pub fn quarter(case: &Case) -> Option<Reading> {
    let quarter = case.get(Slot::Ordinal).filter(|q| (1..=4).contains(q))?;
    if let Some(year) = case.get(Slot::Year) {
        return case.date(Base::Quarter(Some(full_year(case, year)), quarter as u8), Ground::Own);
    }
    let chosen = match case.get(Slot::Direction) {
        Some(years) => case.anchors.now().map(|(now, basis)| (i32::from(now.year()) + years, basis)),
        None => near_part(case, quarter * 3 - 2, 3),
    };
    match chosen {
        Some((year, basis)) => case.date(Base::Quarter(Some(year), quarter as u8), basis),
        None => case.date(Base::Quarter(None, quarter as u8), Ground::Own),
    }
}

/// The year of a stretch of months that is told without one: the last that has begun, or by its tense the next.
fn near_part(case: &Case, first_month: i32, months: i32) -> Option<(i32, Ground)> {
    let anchors = case.anchors;
    if let Some(year) = anchors.narrative_year() {
        return Some((year, Ground::Told));
    }
    let (now, basis) = anchors.now()?;
    let (year, month) = (i32::from(now.year()), i32::from(now.month()));
    let begun = month >= first_month;
    let over = month >= first_month + months;
    let chosen = match case.found.tense {
        // Firms expect to report what is just over.
        Tense::Future if over && month >= first_month + months + 4 => year + 1,
        Tense::Future => year,
        _ if begun => year,
        _ => year - 1,
    };
    Some((chosen, basis))
}

/// Half a year.
pub fn half(case: &Case) -> Option<Reading> {
    let half = case.get(Slot::Ordinal).unwrap_or(2).clamp(1, 2);
    let told = case.get(Slot::Year).map(|year| (year, Ground::Own));
    let (year, basis) = told.or(case.anchors.now().map(|(now, basis)| (i32::from(now.year()), basis)))?;
    case.date(Base::Half(year, half as u8), basis)
}

/// A season.
pub fn season(case: &Case) -> Option<Reading> {
    let season = case.get(Slot::Season)?;
    if let Some(year) = case.get(Slot::Year) {
        return case.date(Base::Season(Some(year), season as u8), Ground::Own);
    }
    let this = |(now, basis): (jiff::civil::Date, Ground)| (i32::from(now.year()), i32::from(now.month()), basis);
    let chosen = match (case.get(Slot::Direction), case.get(Slot::Unit)) {
        (Some(years), Some(7)) => case.anchors.now().map(this).map(|(year, _, basis)| (year + years, basis)),
        (Some(-1), _) => {
            case.anchors.now().map(this).map(|(y, m, basis)| (if m > season * 3 + 2 { y } else { y - 1 }, basis))
        }
        (Some(1), _) => {
            case.anchors.now().map(this).map(|(y, m, basis)| (if m < season * 3 { y } else { y + 1 }, basis))
        }
        (Some(_), _) => case.anchors.now().map(this).map(|(y, _, basis)| (y, basis)),
        (None, _) => near_part(case, season * 3, 3),
    };
    match chosen {
        Some((year, basis)) => case.date(Base::Season(Some(year), season as u8), basis),
        None => case.date(Base::Season(None, season as u8), Ground::Own),
    }
}

/// A day with a name.
pub fn holiday(case: &Case) -> Option<Reading> {
    let reckoning = case.rule.reckoning;
    let (year, basis) = match (case.get(Slot::Year), case.get(Slot::Direction)) {
        (Some(year), _) => (year, Ground::Own),
        (None, direction) => match near_holiday(case, direction) {
            Some(chosen) => chosen,
            None => return unknown_holiday(case),
        },
    };
    let (base, wide) = holiday::of_year(reckoning, year)?;
    let mut reading = case.date(base, basis)?;
    reading.interval = wide.or(reading.interval);
    Some(reading)
}

fn near_holiday(case: &Case, direction: Option<i32>) -> Option<(i32, Ground)> {
    let anchors = case.anchors;
    if let Some(year) = anchors.narrative_year() {
        return Some((year, Ground::Told));
    }
    let (now, basis) = anchors.now()?;
    let year = i32::from(now.year());
    let (base, _) = holiday::of_year(case.rule.reckoning, year)?;
    let (first, _) = base.interval()?;
    let (month, d) = (i32::from(first.month()), i32::from(first.day()));
    Some(match direction {
        Some(-1) => (if first < now { year } else { year - 1 }, basis),
        Some(1) => (if first > now { year } else { year + 1 }, basis),
        Some(_) => (year, basis),
        None => anchors.year_of(month, Some(d), case.found.tense)?,
    })
}

fn unknown_holiday(case: &Case) -> Option<Reading> {
    match case.rule.reckoning.fixed {
        Some((month, d)) => case.date(Base::DayOfYear(month as i8, d as i8), Ground::Own),
        None => case.date(Base::SomeDay, Ground::Own),
    }
}

/// A date of the Hijri calendar: the value by the tabular calendar, the interval a day wider on both sides.
pub fn hijri(case: &Case) -> Option<Reading> {
    let (month, d) = (case.get(Slot::Hijri), case.get(Slot::Day).or(case.get(Slot::Ordinal)));
    let (year, basis) = match case.get(Slot::Year) {
        Some(year) => (year, Ground::Own),
        None => match near_hijri(case, month?, d) {
            Some(near) => near,
            None => return case.date(Base::SomeDay, Ground::Own),
        },
    };
    let (first, last) = holiday::hijri_interval(year, month, d)?;
    let middle = shift(first, days_between(first, last) / 2);
    let base = match (month, d) {
        (_, Some(_)) => Base::Day(middle),
        (Some(_), None) => Base::Month(Some(i32::from(middle.year())), middle.month()),
        (None, None) => Base::Year(i32::from(middle.year())),
    };
    let mut reading = case.date(base, basis)?;
    reading.interval = Some((first, last));
    Some(reading)
}

/// The Hijri year of a month told without one: the last in which it has begun, or by its tense the next.
fn near_hijri(case: &Case, month: i32, d: Option<i32>) -> Option<(i32, Ground)> {
    let (now, basis) = case.anchors.now()?;
    let about = (i32::from(now.year()) - 622) * 33 / 32;
    let ahead = case.found.tense == Tense::Future;
    let fits = |year: &i32| {
        holiday::hijri_interval(*year, Some(month), d)
            .is_some_and(|(first, last)| if ahead { last >= now } else { first <= now })
    };
    let mut years = about - 2..=about + 3;
    let year = if ahead { years.find(fits) } else { years.rev().find(fits) };
    Some((year?, basis))
}
