//! Dates told from another date: "yesterday", "last week", "two days later", "the same day".

use jiff::civil::Date;

use super::TimeKind;
use super::anchor::{Ground, weekday_near};
use super::resolve::{Case, Reading};
use super::tense::Tense;
use super::value::{Base, day, monday, shift, shift_months};
use super::words::Slot;

/// "Today", "yesterday afternoon", "tonight".
pub fn deictic(case: &Case) -> Option<Reading> {
    let offset = case.get(Slot::Offset).or(case.rule.offset).unwrap_or(0);
    match case.anchors.published {
        _ if case.anchors.narrative && offset == 0 && case.found.clock.is_none() => {
            case.bare(TimeKind::Date, "PRESENT_REF")
        }
        Some(now) => case.date(Base::Day(shift(now, offset)), case.anchors.ground),
        None => case.date(Base::SomeDay, Ground::Own),
    }
}

/// A weekday: in news the last one up to the day of publication, or the next one where its words look ahead.
pub fn weekday(case: &Case) -> Option<Reading> {
    let weekday = case.get(Slot::Weekday)?;
    let anchors = case.anchors;
    if anchors.narrative {
        return match anchors.told_day {
            // "11 May … on Tuesday": a day that is told again by its name is that day, and not a week later.
            Some(told) => case.date(Base::Day(weekday_near(told, weekday, true)), Ground::Told),
            None => case.date(Base::Weekday(weekday as i8), Ground::Own),
        };
    }
    let Some((now, basis)) = anchors.now() else { return case.date(Base::Weekday(weekday as i8), Ground::Own) };
    let date = match (case.get(Slot::Direction), case.get(Slot::Unit)) {
        (Some(weeks), Some(4)) => shift(monday(now), 7 * weeks + weekday - 1),
        (Some(-1), _) => weekday_near(shift(now, -1), weekday, false),
        (Some(1), _) => weekday_near(shift(now, 1), weekday, true),
        (Some(_), _) => weekday_near(now, weekday, case.found.tense != Tense::Past),
        (None, _) => weekday_near(now, weekday, looks_ahead(case.found.tense, now, weekday)),
    };
    case.date(Base::Day(date), basis)
}

/// The weekday of tomorrow is tomorrow, and not six days past, unless it is told as past.
fn looks_ahead(tense: Tense, now: Date, weekday: i32) -> bool {
    let tomorrow = i32::from(shift(now, 1).weekday().to_monday_one_offset()) == weekday;
    tense == Tense::Future || tense == Tense::Open && tomorrow
}

/// "This morning" of the day of publication, "that night" of the day told before.
pub fn part(case: &Case) -> Option<Reading> {
    let anchor = match case.get(Slot::Direction) {
        Some(0) => case.anchors.now().filter(|_| !case.anchors.narrative || case.anchors.told_day.is_some()),
        None if case.anchors.told_day.is_some() || !case.anchors.narrative => case.anchors.then(),
        Some(_) if case.anchors.told_day.is_some() => case.anchors.then(),
        _ => None,
    };
    match anchor {
        Some((date, basis)) => case.date(Base::Day(shift(date, case.get(Slot::Direction).unwrap_or(0))), basis),
        None => case.date(Base::SomeDay, Ground::Own),
    }
}

/// An hour without its day: of the day told before, else of the day of publication.
pub fn clock(case: &Case) -> Option<Reading> {
    let told = case.anchors.told_day.map(|date| (date, Ground::Told));
    let now = case.anchors.published.map(|date| (date, case.anchors.ground)).filter(|_| !case.anchors.narrative);
    match told.or(now) {
        Some((date, basis)) => case.date(Base::Day(date), basis),
        None => case.date(Base::SomeDay, Ground::Own),
    }
}

/// The stretch of a unit around a date, so many units away.
fn around(date: Date, unit: i32, steps: i32) -> Option<Base> {
    let year = i32::from(date.year());
    Some(match unit {
        3 => Base::Day(shift(date, steps)),
        4 => Base::Week(monday(shift(date, 7 * steps))),
        11 => Base::Week(monday(shift(date, 14 * steps))),
        5 => {
            let month = shift_months(day(year, i32::from(date.month()), 1)?, steps);
            Base::Month(Some(i32::from(month.year())), month.month())
        }
        6 => {
            let quarters = year * 4 + (i32::from(date.month()) - 1) / 3 + steps;
            Base::Quarter(Some(quarters.div_euclid(4)), quarters.rem_euclid(4) as u8 + 1)
        }
        7 => Base::Year(year + steps),
        8 => Base::Decade(year.div_euclid(10) + steps),
        9 => Base::Century(year.div_euclid(100) + steps),
        _ => return None,
    })
}

/// "Last week", "this year".
pub fn unit(case: &Case) -> Option<Reading> {
    let (unit, direction) = (case.get(Slot::Unit)?, case.get(Slot::Direction).or(case.rule.offset)?);
    let Some((now, basis)) = case.anchors.now() else { return unanchored(case, direction) };
    case.date(around(now, unit, direction)?, basis)
}

fn unanchored(case: &Case, direction: i32) -> Option<Reading> {
    let value = ["PAST_REF", "PRESENT_REF", "FUTURE_REF"][(direction.signum() + 1) as usize];
    case.bare(TimeKind::Date, value)
}

/// "The weekend", "next weekend".
pub fn weekend(case: &Case) -> Option<Reading> {
    let direction = case.get(Slot::Direction);
    let Some((now, basis)) = case.anchors.now() else { return unanchored(case, direction.unwrap_or(0)) };
    let this_week = i32::from(now.weekday().to_monday_one_offset()) < 6;
    let steps = match direction {
        Some(-1) => -1,
        Some(1) if !this_week => 1,
        None if this_week && case.found.tense != Tense::Future => -1,
        _ => 0,
    };
    case.date(Base::Weekend(monday(shift(now, 7 * steps))), basis)
}

/// "The following year", "that day": from the date told before.
pub fn told_unit(case: &Case) -> Option<Reading> {
    let unit = case.get(Slot::Unit)?;
    let steps = case.get(Slot::Direction).unwrap_or(0);
    let anchors = case.anchors;
    if let (3, Some(base @ (Base::Month(Some(_), _) | Base::DayIn(..))), None) = (unit, anchors.told, anchors.told_day)
    {
        return case.date(day_in(base), Ground::Told);
    }
    if unit == 3 && anchors.told_day.is_none() && (anchors.narrative || anchors.published.is_none()) {
        return case.date(Base::SomeDay, Ground::Own);
    }
    let anchor = if unit == 3 && anchors.told_day.is_none() { anchors.now() } else { anchors.then() };
    let Some((then, basis)) = anchor else { return unanchored(case, steps) };
    case.date(around(then, unit, steps)?, basis)
}

/// "Earlier this week", "later that year", "late yesterday".
pub fn within(case: &Case) -> Option<Reading> {
    let late = case.get(Slot::Modifier)? == 3;
    let direction = case.get(Slot::Direction);
    let reading = match (case.get(Slot::Offset), case.get(Slot::Unit)) {
        (Some(_), _) => deictic(case),
        (None, Some(_)) if direction.is_none() => told_unit(case),
        (None, Some(3)) => told_unit(case),
        (None, Some(_)) => unit(case),
        (None, None) => part(case),
    };
    let mut reading = reading?;
    reading.modifier = Some(if late { super::Modifier::End } else { super::Modifier::Start });
    let now = case.anchors.published.filter(|_| direction == Some(0) && !case.anchors.narrative);
    if let (Some((first, last)), Some(now)) = (reading.interval, now) {
        reading.interval = Some(if late { (now.clamp(first, last), last) } else { (first, now.clamp(first, last)) });
    }
    Some(reading)
}

/// "Two weeks ago".
pub fn ago(case: &Case) -> Option<Reading> {
    let Some(count) = case.get(Slot::Count).or(case.rule.offset) else { return case.bare(TimeKind::Date, "PAST_REF") };
    if count == 1 && case.get(Slot::Unit) == Some(7) && matches!(case.anchors.told, Some(Base::Quarter(..))) {
        return year_earlier(case);
    }
    let Some((now, basis)) = case.anchors.now() else { return case.bare(TimeKind::Date, "PAST_REF") };
    counted(case, now, basis, -count)
}

/// "Two days later", "a year earlier": from the date told before.
pub fn later(case: &Case) -> Option<Reading> {
    let direction = case.get(Slot::Direction)?;
    let vague = if direction < 0 { "PAST_REF" } else { "FUTURE_REF" };
    let Some(count) = case.get(Slot::Count).or(case.rule.offset) else { return case.bare(TimeKind::Date, vague) };
    let unit = case.get(Slot::Unit)?;
    if unit == 7 && count == 1 && matches!(case.anchors.told, Some(Base::Quarter(..))) && direction < 0 {
        return year_earlier(case);
    }
    if let (0..=4, Some(told), None) = (unit, case.anchors.told, case.anchors.told_day) {
        return case.date(if count < 15 { day_in(told) } else { Base::SomeDay }, Ground::Told);
    }
    let Some((then, basis)) = case.anchors.then() else { return case.bare(TimeKind::Date, vague) };
    counted(case, then, basis, direction * count)
}

/// Some day of a month told before.
fn day_in(told: Base) -> Base {
    match told {
        Base::Month(Some(year), month) => Base::DayIn(year, month),
        Base::DayIn(..) => told,
        _ => Base::SomeDay,
    }
}

/// So many units from a date, as exact as the unit.
fn counted(case: &Case, from: Date, ground: Ground, steps: i32) -> Option<Reading> {
    let unit = case.get(Slot::Unit)?;
    let base = match unit {
        0..=2 => Base::Day(from),
        8 => Base::Year(i32::from(from.year()).saturating_add(steps.saturating_mul(10))),
        9 => Base::Year(i32::from(from.year()).saturating_add(steps.saturating_mul(100))),
        10 => return case.bare(TimeKind::Date, if steps < 0 { "PAST_REF" } else { "FUTURE_REF" }),
        _ => around(from, unit, steps.clamp(-1_000_000, 1_000_000))?,
    };
    case.date(base, ground)
}

/// "A year earlier" beside a quarter: the quarter reported, of the year before.
pub fn year_earlier(case: &Case) -> Option<Reading> {
    let (ordinal, reported) = (case.get(Slot::Ordinal), case.anchors.reported());
    if let (None, Some(year), Some(((_, quarter), _))) = (ordinal, case.get(Slot::Year), reported) {
        return case.date(Base::Quarter(Some(year), quarter), Ground::Own);
    }
    let now = case.anchors.now().map(|(now, ground)| (i32::from(now.year()), ground));
    let reported = reported.map(|((year, quarter), ground)| (Base::Quarter(Some(year), quarter), ground));
    let told = case.anchors.told.map(|told| (told, Ground::Told));
    let (told, ground) = match ordinal {
        Some(quarter) => now.map(|(year, ground)| (Base::Quarter(Some(year), quarter.clamp(1, 4) as u8), ground)),
        None => reported.or(told).or(now.map(|(year, ground)| (Base::Year(year), ground))),
    }?;
    let base = match told {
        Base::Quarter(Some(year), quarter) => Base::Quarter(Some(year - 1), quarter),
        Base::Month(Some(year), month) => Base::Month(Some(year - 1), month),
        other => Base::Year(other.year()? - 1),
    };
    case.date(base, ground)
}

/// "The quarter": the one reported, else the last that is over.
pub fn told_quarter(case: &Case) -> Option<Reading> {
    let steps = case.get(Slot::Direction).unwrap_or(0);
    if let Some(((year, quarter), ground)) = case.anchors.reported() {
        let date = day(year, i32::from(quarter) * 3 - 2, 1)?;
        return case.date(around(date, 6, steps)?, ground);
    }
    let (now, ground) = case.anchors.now()?;
    case.date(around(now, 6, if steps == 0 { -1 } else { steps })?, ground)
}
