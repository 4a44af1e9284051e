//! When a report was published, as its date and its own first line have it: pages are moved, crawled again and stamped anew,
//! and the line "Sat 24 Aug 2031" above the text is older than the stamp. Where both are days apart, the truth lies between.

use crate::attribute::outlets::{self, OutletKind};
use crate::situate::time::{TimeKind, TimeMention};
use crate::{Annotated, Span};

/// How far into the text, in bytes, a line with the date begins.
const HEAD: usize = 150;
/// Most days by which a stamp and a dateline of one report differ; more is a text about other times.
const MOST: i64 = 92;
/// Words between which and the text a page puts its date.
const CUES: [&str; 10] =
    ["published", "publication", "updated", "posted", "modified", "last", "date", "of", "on", "at"];

/// The first and the last minute since 1970 at which the report can have been published.
pub(crate) fn minutes(of: &Annotated) -> Option<(i64, i64)> {
    let stamp = of.report.published_at()?.minutes();
    let Some(line) = dateline(of) else { return Some(stamp) };
    let gap = (line.0 - stamp.1).max(stamp.0 - line.1);
    let differ = (1440..=MOST * 1440).contains(&gap);
    Some(if differ { (line.0.min(stamp.0), line.1.max(stamp.1)) } else { stamp })
}

/// The day that stands above the text, as minutes.
fn dateline(of: &Annotated) -> Option<(i64, i64)> {
    let text = &of.report.text;
    let times = of.situation.times.iter().take_while(|time| time.span.start < HEAD);
    let day = times.filter(|time| is_full_day(text, time)).find(|time| is_above(text, time.span))?.earliest?;
    let first = i64::from(day.since(jiff::civil::Date::constant(1970, 1, 1)).map_or(0, |span| span.get_days())) * 1440;
    Some((first, first + 1439))
}

/// A day with its year.
fn is_full_day(text: &str, time: &TimeMention) -> bool {
    let year = time.span.of(text).split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    year && matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.earliest == time.latest
}

/// Whether nothing stands before the day but a headline's end, an agency or a word for publishing.
fn is_above(text: &str, day: Span) -> bool {
    let before = text[..day.start].trim_end_matches(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let agency = |word: &&&str| outlets::is_outlet(word).is_some_and(|outlet| outlet.kind == OutletKind::Agency);
    let last = words.iter().rev().find(|word| !is_weekday(word));
    last.filter(agency).is_some() || words.iter().all(|word| is_weekday(word) || is_cue(word))
}

fn is_cue(word: &str) -> bool {
    CUES.contains(&word.to_lowercase().as_str())
}

fn is_weekday(word: &str) -> bool {
    let lower = word.to_lowercase();
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|day| {
        lower
            .strip_prefix(day)
            .is_some_and(|rest| ["", "day", "sday", "s", "nesday", "rsday", "rs", "urday"].contains(&rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Found, Report, date};
    use crate::situate::Reference;

    fn days(published: &str, text: &str) -> Option<i64> {
        let mut report = Report::from_text("a", text);
        report.published = date::iso(published).map(|at| Found::new(at, "test"));
        minutes(&crate::annotate(report, Reference::bundled())).map(|(first, last)| (last - first + 1) / 1440)
    }

    #[test]
    fn a_dateline_far_from_the_stamp_opens_the_interval() {
        assert_eq!(days("2031-06-14", "Published June 4 2031 A barge burned at the Sarn lock on Saturday."), Some(11));
        assert_eq!(days("2031-06-14", "Wed Jun 14 2031 A barge burned at the Sarn lock."), Some(1));
        assert_eq!(days("2031-06-14", "A barge that had burned on June 4 2031 was raised."), Some(1));
        assert_eq!(days("2031-06-14", "21 May 2017 A barge burned at the Sarn lock."), Some(1));
    }
}
