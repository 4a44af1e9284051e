//! Publication dates, as machines and as people write them. What is not surely one date is none.

mod stated;
mod written;

pub(super) use stated::stated;
pub(crate) use written::month_named;
pub(super) use written::{find, is_weekday};

use super::Published;
use jiff::civil::{Date, DateTime};

/// Reads `2017-08-02`, `2017-08-02T14:05`, `2017-08-02T14:05:09+03:00`, `2017-08-02T14:05Z`.
///
/// ```
/// let published = stemma::read::date::iso("2017-08-02T14:05:09+03:00").unwrap();
/// assert_eq!(published.to_string(), "2017-08-02T14:05");
/// assert_eq!(published.offset, Some(180));
/// assert!(stemma::read::date::iso("yesterday").is_none());
/// ```
pub fn iso(words: &str) -> Option<Published> {
    let words = words.trim();
    let date: Date = words.get(..10)?.parse().ok()?;
    let rest = words[10..].trim_start_matches(['T', ' ', 't']);
    if rest.is_empty() {
        return Some(Published::day(date));
    }
    let zone_at = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let time = clock(date, rest[..zone_at].trim())?;
    Some(Published { date, time: Some(time), offset: zone(&rest[zone_at..]) })
}

/// A field that holds a date and nothing else, in any form: ISO 8601, RFC 2822, written out.
pub(super) fn field(words: &str) -> Option<Published> {
    let words = words.trim();
    let packed = || {
        let digits =
            words.get(..8).filter(|digits| words.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        iso(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
    };
    let written = || {
        let written = find(words).into_iter().next()?;
        let before = words[..written.span.start].trim_end_matches([',', ' ']);
        (before.is_empty() || is_weekday(before)).then_some(written.at)
    };
    iso(words).or_else(packed).or_else(written).filter(plausible)
}

/// Machines that know no date write their zero: 1970-01-01, 0001-01-01.
fn plausible(published: &Published) -> bool {
    published.date.year() >= 1800 && published.date != Date::constant(1970, 1, 1)
}

fn clock(date: Date, words: &str) -> Option<DateTime> {
    let mut parts = words.split(':');
    let hour: i8 = parts.next()?.parse().ok()?;
    let minute: i8 = parts.next()?.parse().ok()?;
    DateTime::new(date.year(), date.month(), date.day(), hour, minute, 0, 0).ok()
}

fn zone(words: &str) -> Option<i32> {
    let sign = match words.chars().next()? {
        'Z' | 'z' => return Some(0),
        '+' => 1,
        _ => -1,
    };
    let digits: String = words[1..].chars().filter(char::is_ascii_digit).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).map_or(Some(0), |m| m.parse().ok())?;
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}
