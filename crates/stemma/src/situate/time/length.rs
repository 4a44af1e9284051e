//! How long and how often: durations, spans that end or begin at the anchor, sets.

use jiff::civil::Date;

use super::TimeKind;
use super::resolve::{Case, Reading};
use super::value::{Clock, shift, shift_months};
use super::words::Slot;

/// TimeML letters of the units: seconds to years, then what has none and is counted in years or weeks.
const LETTERS: [&str; 12] = ["S", "M", "H", "D", "W", "M", "Q", "Y", "Y", "Y", "Y", "W"];
const TIMES: [i32; 12] = [1, 1, 1, 1, 1, 1, 1, 1, 10, 100, 1000, 2];
const VAGUE: [&str; 12] = ["S", "M", "H", "D", "W", "M", "Q", "Y", "DE", "C", "ML", "W"];

/// `P3D`, `PT2H`, `P2Y6M`, `PXW`.
fn period(count: Option<i32>, half: bool, unit: i32) -> String {
    let at = unit.clamp(0, 11) as usize;
    let prefix = if unit <= 2 { "PT" } else { "P" };
    let Some(count) = count else { return format!("{prefix}X{}", VAGUE[at]) };
    let whole = i64::from(count) * i64::from(TIMES[at]);
    match (half, unit) {
        (false, _) => format!("{prefix}{whole}{}", LETTERS[at]),
        (true, 8..=11) => format!("{prefix}{}{}", whole + i64::from(TIMES[at]) / 2, LETTERS[at]),
        (true, 7) => format!("P{}6M", some(whole, "Y")),
        (true, 3) => format!("P{}T12H", some(whole, "D")),
        (true, 2) => format!("PT{}30M", some(whole, "H")),
        (true, 1) => format!("PT{}30S", some(whole, "M")),
        (true, _) => format!("{prefix}{whole}.5{}", LETTERS[at]),
    }
}

fn some(count: i64, letter: &str) -> String {
    if count == 0 { String::new() } else { format!("{count}{letter}") }
}

fn half(case: &Case) -> bool {
    case.get(Slot::Half) == Some(1)
}

/// "Ten years", "a week", "months".
pub fn duration(case: &Case) -> Option<Reading> {
    let count = case.get(Slot::Count).or(case.rule.offset);
    case.bare(TimeKind::Duration, &period(count, half(case), case.get(Slot::Unit)?))
}

/// A length of so many units, for a rule that counts by itself.
pub fn counted(case: &Case, count: i32, unit: i32) -> Option<Reading> {
    case.bare(TimeKind::Duration, &period(Some(count), false, unit))
}

/// "Half an hour", "an hour and a half".
pub fn half_unit(case: &Case) -> Option<Reading> {
    case.bare(TimeKind::Duration, &period(Some(case.rule.offset.unwrap_or(0)), true, case.get(Slot::Unit)?))
}

/// "The past two weeks": a duration, and where it is anchored an interval.
pub fn span(case: &Case) -> Option<Reading> {
    let (count, unit) = (case.get(Slot::Count).or(case.rule.offset), case.get(Slot::Unit)?);
    let mut reading = case.bare(TimeKind::Duration, &period(count, half(case), unit))?;
    let direction = case.get(Slot::Direction).filter(|d| *d != 0);
    if let (Some(count), Some(direction), Some((now, ground))) = (count, direction, case.anchors.now()) {
        reading.interval = reach(now, count, unit, direction);
        reading.ground = reading.interval.map(|_| ground);
    }
    Some(reading)
}

fn reach(now: Date, count: i32, unit: i32, direction: i32) -> Option<(Date, Date)> {
    let count = count.checked_mul(direction).filter(|c| c.abs() < 100_000)?;
    let other = match unit {
        0..=2 => now,
        3 => shift(now, count),
        4 => shift(now, 7 * count),
        11 => shift(now, 14 * count),
        5 => shift_months(now, count),
        6 => shift_months(now, 3 * count),
        _ => shift_months(now, 12 * count * TIMES[unit.clamp(0, 11) as usize]),
    };
    Some((now.min(other), now.max(other)))
}

/// "Every day", "twice a week", "daily".
pub fn set(case: &Case) -> Option<Reading> {
    let count = case.rule.offset.or(case.get(Slot::Count)).unwrap_or(1);
    case.bare(TimeKind::Set, &period(Some(count), false, case.get(Slot::Unit)?))
}

/// "Every Wednesday", "Monday nights".
pub fn set_weekday(case: &Case) -> Option<Reading> {
    let clock = case.found.clock.map_or(String::new(), Clock::suffix);
    case.bare(TimeKind::Set, &format!("XXXX-WXX-{}{clock}", case.get(Slot::Weekday)?))
}

/// "Every May".
pub fn set_month(case: &Case) -> Option<Reading> {
    case.bare(TimeKind::Set, &format!("XXXX-{:02}", case.get(Slot::Month)?))
}
