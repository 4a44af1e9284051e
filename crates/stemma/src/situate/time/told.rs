//! Which time of a sentence dates what it tells.

use jiff::civil::Date;

use super::{TimeKind, TimeMention};
use crate::Span;

/// The days that a time can mean, first and last; `None` where the calendar cannot say.
pub fn interval(time: &TimeMention) -> Option<(Date, Date)> {
    Some((time.earliest?, time.latest?))
}

/// The time that dates the event of a sentence: of its dates and hours the one with the narrowest interval, the first
/// of equals; else the first that has a value but no interval; `None` where the sentence tells none.
///
/// ```
/// use stemma::{segment::segment, situate::time::{times, told_time}};
/// let text = "In 2016 and again on 3 May 2017 the bridge was hit.";
/// let found = times(text, &segment(text), None);
/// assert_eq!(told_time((0, text.len()).into(), &found), Some(1));
/// ```
pub fn told_time(sentence: Span, times: &[TimeMention]) -> Option<usize> {
    let first = times.partition_point(|time| time.span.start < sentence.start);
    let inside = times.iter().enumerate().skip(first).take_while(|(_, time)| time.span.end <= sentence.end);
    let dates = inside.filter(|(_, time)| {
        matches!(time.kind, TimeKind::Date | TimeKind::Time)
            && time.value.as_deref().is_some_and(|value| !value.ends_with("_REF"))
    });
    let width = |time: &TimeMention| match interval(time) {
        Some((first, last)) => first.until(last).map_or(i32::MAX - 1, |span| span.get_days()),
        None => i32::MAX,
    };
    dates.min_by_key(|(at, time)| (width(time), *at)).map(|(at, _)| at)
}
