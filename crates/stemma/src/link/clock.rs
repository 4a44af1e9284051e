//! When a report was published, as its date and its own first line have it. A stamp may be of the day on which a page was
//! moved, crawled again or filed; the line "Sat 24 Aug 2031" above the text was written with it. So where both are days
//! apart, the line is believed: at any distance where a weekday that fits or a word for publishing shows what it is, else
//! for a year's difference at most.

use jiff::civil::{Date, Time};

use crate::attribute::outlets::{self, OutletKind};
use crate::read::date::month_named;
use crate::situate::time::{TimeKind, TimeMention};
use crate::span::boundary;
use crate::{Annotated, Span};

/// How far into the text, in bytes, a line with the date begins.
const HEAD: usize = 150;
/// Most days by which a stamp and a bare date above the text differ; more is a text about other times.
const MOST: i32 = 370;
/// Words between which and the text a page puts its date.
const CUES: [&str; 10] =
    ["published", "publication", "updated", "posted", "modified", "last", "date", "of", "on", "at"];

/// The first and the last minute since 1970 at which the report can have been published.
pub(crate) fn minutes(of: &Annotated) -> Option<(i64, i64)> {
    let Some(stamp) = of.report.published_at() else { return dateline(of, None).map(day) };
    if let Some(line) = dateline(of, Some(stamp.date)) {
        return Some(day(line));
    }
    // Machines write a day without a time as its midnight.
    let midnight = stamp.time.is_some_and(|at| at.time() == Time::midnight());
    Some(if midnight { day(stamp.date) } else { stamp.minutes() })
}

/// The minutes of a day.
fn day(date: Date) -> (i64, i64) {
    let first = i64::from((date - Date::constant(1970, 1, 1)).get_days()) * 1440;
    (first, first + 1439)
}

/// The day that stands above the text, where it is believed against the stamp.
fn dateline(of: &Annotated, stamp: Option<Date>) -> Option<Date> {
    let text = &of.report.text;
    let times = of.situation.times.iter().take_while(|time| time.span.start < HEAD);
    let days = times.filter(|time| is_full_day(text, time)).filter_map(|time| Some((time.span, time.earliest?)));
    let (line, date) = days.chain(run_together(text)).find(|(span, _)| is_above(text, *span))?;
    let Some(stamp) = stamp else { return is_shown(text, line, date).then_some(date) };
    let apart = |other: Date| (other - stamp).get_days().abs();
    let read_otherwise = turned(line.of(text), date).is_some_and(|other| apart(other) <= 1);
    let near = apart(date) <= MOST && text[line.end..].trim_start().starts_with(char::is_uppercase);
    (apart(date) > 1 && !read_otherwise && (near || is_shown(text, line, date))).then_some(date)
}

/// A day whose comma fell out with the space behind it: "Jun 132031" is 13 June 2031.
fn run_together(text: &str) -> Option<(Span, Date)> {
    let head = &text[..boundary(text, HEAD)];
    let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let words: Vec<&str> = head.split_whitespace().collect();
    words.windows(2).find_map(|pair| {
        let (month, figures) = (month_named(pair[0])?, pair[1]);
        let (day, year) = figures.split_at_checked(figures.len().checked_sub(4)?)?;
        let whole = !day.is_empty() && figures.bytes().all(|byte| byte.is_ascii_digit());
        let date = Date::new(year.parse().ok()?, month, day.parse().ok()?).ok().filter(|_| whole)?;
        Some((Span::new(place(pair[0]), place(figures) + figures.len()), date))
    })
}

/// The other day that figures such as 04-03-2031 may stand for.
fn turned(words: &str, date: Date) -> Option<Date> {
    let figures = !words.contains(char::is_alphabetic);
    figures.then(|| Date::new(date.year(), date.day(), date.month()).ok()).flatten()
}

/// A day with its year.
fn is_full_day(text: &str, time: &TimeMention) -> bool {
    let year = time.span.of(text).split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    year && matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.earliest == time.latest
}

/// Whether a weekday that fits, or a word for publishing, shows that a day is that of the page.
fn is_shown(text: &str, line: Span, date: Date) -> bool {
    let words = |part: &str| part.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect::<Vec<_>>();
    let weekday = format!("{:?}", date.weekday()).to_lowercase();
    let fits = |word: &String| is_weekday(word) && weekday.starts_with(&word[..3]);
    words(&text[..line.end]).iter().any(fits) || words(&text[..line.start]).iter().take(4).any(|word| is_label(word))
}

/// Whether nothing stands before the day but a headline's end, an agency or a word for publishing.
fn is_above(text: &str, day: Span) -> bool {
    let before = text[..day.start].trim_end_matches(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let agency = |word: &&&str| outlets::is_outlet(word).is_some_and(|outlet| outlet.kind == OutletKind::Agency);
    let last = words.iter().rev().find(|word| !is_weekday(word));
    last.filter(agency).is_some() || words.iter().all(|word| is_weekday(word) || is_cue(word))
}

fn is_label(word: &str) -> bool {
    ["published", "publication", "updated", "posted"].contains(&word)
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

    /// The day that is believed, and how many days the interval has.
    fn believed(published: &str, text: &str) -> Option<(String, i64)> {
        let mut report = Report::from_text("a", text);
        report.published = date::iso(published).map(|at| Found::new(at, "test"));
        let (first, last) = minutes(&crate::annotate(report, Reference::bundled()))?;
        let date = Date::constant(1970, 1, 1) + jiff::Span::new().days(first / 1440);
        Some((date.to_string(), (last - first + 1) / 1440))
    }

    #[test]
    fn a_dateline_far_from_the_stamp_is_believed() {
        for (published, text, day) in [
            ("2031-06-14", "Published June 4 2031 A barge burned at the Sarn lock on Saturday.", "2031-06-04"),
            ("2031-06-14", "Wed Jun 4 2031 A barge burned at the Sarn lock.", "2031-06-04"),
            ("2025-02-03", "Wed Jun 4 2031 A barge burned at the Sarn lock.", "2031-06-04"),
            ("2031-05-14", "4 June 2031 A barge burned at the Sarn lock.", "2031-06-04"),
            ("2031-05-14", "Last updated at Jun 132031 A barge burned at the Sarn lock.", "2031-06-13"),
        ] {
            assert_eq!(believed(published, text), Some((day.to_string(), 1)), "{published} {text}");
        }
    }

    #[test]
    fn a_day_that_the_text_tells_of_is_no_dateline() {
        for text in [
            "Sat Jun 14 2031 A barge burned at the Sarn lock.",
            "A barge that had burned on June 4 2031 was raised.",
            "21 May 2017 A barge burned at the Sarn lock.",
            "4 June 2031 was a day that nobody at the Sarn lock forgets.",
            "May 302031 boats pass the Sarn lock?",
            "Updated Jun 992031 A barge burned at the Sarn lock.",
        ] {
            assert_eq!(believed("2031-06-14", text), Some(("2031-06-14".to_string(), 1)), "{text}");
        }
    }

    #[test]
    fn midnight_is_a_day_without_a_time() {
        let text = "A barge burned at the Sarn lock.";
        assert_eq!(believed("2031-06-14T00:00", text), Some(("2031-06-14".to_string(), 1)));
        assert_eq!(believed("2031-06-14T00:01", text), Some(("2031-06-14".to_string(), 0)));
    }
}
