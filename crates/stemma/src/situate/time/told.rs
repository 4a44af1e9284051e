//! Which times can date what is told.

use jiff::civil::Date;

use super::{TimeKind, TimeMention};

/// The days that a time can mean, first and last; `None` where the calendar cannot say.
pub fn interval(time: &TimeMention) -> Option<(Date, Date)> {
    Some((time.earliest?, time.latest?))
}

/// Whether a time says when something is: a date or an hour, but neither a length of time nor "now" or "recently".
///
/// ```
/// use stemma::{segment::segment, situate::time::{is_date, times}};
/// let text = "Recently, for two days, the bridge was closed; it was hit on 3 May 2017.";
/// let found = times(text, &segment(text), None);
/// assert_eq!(found.iter().filter(|time| is_date(time)).count(), 1);
/// ```
pub fn is_date(time: &TimeMention) -> bool {
    let says = |value: &str| !value.ends_with("_REF");
    matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.value.as_deref().is_some_and(says)
}
