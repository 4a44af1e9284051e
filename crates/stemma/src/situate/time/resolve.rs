//! From what was found to what it means: type, value, interval and what they rest on.

use jiff::civil::Date;

use super::anchor::{Anchors, Ground};
use super::join::Found;
use super::rules::{Means, Needs, Rule};
use super::scan::NONE;
use super::tense::Tense;
use super::value::{Base, Clock, Edge, shift};
use super::words::Slot;
use super::{Modifier, TimeKind, absolute, length, relative};

/// What a time means.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub kind: TimeKind,
    pub value: Option<String>,
    pub interval: Option<(Date, Date)>,
    pub ground: Option<Ground>,
    /// The stretch of the calendar, for what is told after it.
    pub base: Option<Base>,
    pub modifier: Option<Modifier>,
}

/// One time with all that its reading takes.
pub struct Case<'a> {
    pub found: &'a Found,
    pub rule: &'a Rule,
    pub anchors: &'a Anchors,
}

impl Case<'_> {
    /// A captured number.
    pub fn get(&self, slot: Slot) -> Option<i32> {
        Some(self.found.captures[slot as usize]).filter(|value| *value != NONE)
    }

    /// A date and what it rests on; the ground falls away where no year was found.
    pub fn date(&self, base: Base, ground: Ground) -> Option<Reading> {
        let (clock, edge) = (self.found.clock, edge(self.found.edge));
        let value = base.value() + &clock.map_or(String::new(), Clock::suffix);
        let interval = match edge {
            Some(edge) if !matches!(base, Base::Day(_)) => base.narrowed(edge),
            _ => base.interval(),
        };
        let kind = if clock.is_some() { TimeKind::Time } else { TimeKind::Date };
        let ground = interval.map(|_| ground);
        Some(Reading {
            kind,
            value: Some(value),
            interval,
            ground,
            base: Some(base),
            modifier: Modifier::of(self.found.edge),
        })
    }

    /// A value that stands for no days of the calendar.
    pub fn bare(&self, kind: TimeKind, value: &str) -> Option<Reading> {
        let modifier = Modifier::of(self.found.edge);
        Some(Reading { kind, value: Some(value.to_string()), interval: None, ground: None, base: None, modifier })
    }
}

/// Reads a time; `None` where the words turn out to be no time at all.
pub fn read(case: &Case) -> Option<Reading> {
    let unfit = match case.rule.needs {
        Some(Needs::Future) => case.found.tense != Tense::Future,
        Some(Needs::Narrative) => !case.anchors.narrative,
        _ => false,
    };
    if unfit {
        return None;
    }
    let mut reading = meaning(case)?;
    if case.found.edge == Some(9) {
        eve(&mut reading);
    }
    Some(reading)
}

fn meaning(case: &Case) -> Option<Reading> {
    match case.rule.means {
        Means::Day => absolute::day_of(case),
        Means::Slash => absolute::slash(case),
        Means::Month => absolute::month(case),
        Means::WeekOfMonth => absolute::week_of_month(case),
        Means::Year => absolute::year(case),
        Means::Decade => absolute::decade(case),
        Means::Century => absolute::century(case),
        Means::Era => absolute::era(case),
        Means::Quarter => absolute::quarter(case),
        Means::Half => absolute::half(case),
        Means::Season => absolute::season(case),
        Means::Holiday => absolute::holiday(case),
        Means::Hijri => absolute::hijri(case),
        Means::Deictic => relative::deictic(case),
        Means::Weekday => relative::weekday(case),
        Means::Part => relative::part(case),
        Means::Clock => relative::clock(case),
        Means::Unit => relative::unit(case),
        Means::Weekend => relative::weekend(case),
        Means::ToldUnit => relative::told_unit(case),
        Means::Within => relative::within(case),
        Means::Ago => relative::ago(case),
        Means::Later => relative::later(case),
        Means::YearEarlier => relative::year_earlier(case),
        Means::ToldQuarter => relative::told_quarter(case),
        Means::Present => case.bare(TimeKind::Date, "PRESENT_REF"),
        Means::Past => case.bare(TimeKind::Date, "PAST_REF"),
        Means::Future => case.bare(TimeKind::Date, "FUTURE_REF"),
        Means::Duration => length::duration(case),
        Means::HalfUnit => length::half_unit(case),
        Means::DurationUnknown => case.bare(TimeKind::Duration, "PXX"),
        Means::Span => length::span(case),
        Means::Set => length::set(case),
        Means::SetWeekday => length::set_weekday(case),
        Means::SetMonth => length::set_month(case),
        Means::Edge | Means::PartOf | Means::Nothing => None,
    }
}

fn edge(number: Option<i32>) -> Option<Edge> {
    match number? {
        1 => Some(Edge::Start),
        2 => Some(Edge::Mid),
        3 => Some(Edge::End),
        _ => None,
    }
}

/// "The eve of": the day before the first day.
fn eve(reading: &mut Reading) {
    if let Some((first, _)) = reading.interval {
        let day = shift(first, -1);
        reading.base = Some(Base::Day(day));
        reading.value = Some(Base::Day(day).value());
        reading.interval = Some((day, day));
    }
}
