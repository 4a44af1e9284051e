//! The dateline, where a report's first sentence says from where, when and by which agency it was sent:
//! `OSTER, March 4, 2031 (Postwire) - The bridge fell`. Also a date that the text opens with: `Tue 04 Mar 2031`.

use super::{Found, Kind, Published, Report, date};

/// What a dateline says.
#[derive(Debug, Default, PartialEq)]
struct Dateline {
    day: Option<Published>,
    agency: Option<String>,
}

/// Fills what nothing else in the input said. The agency stands for the outlet only in plain text, and with a doubt:
/// an outlet that reprints the agency keeps the line.
pub(super) fn settle(report: &mut Report, kind: Kind) {
    let dateline = dateline(body(report));
    if report.published.is_none() {
        report.published = dateline.day.map(|day| Found::new(day, "text: dateline"));
    }
    if let (Kind::Text, None, Some(agency)) = (kind, &report.outlet, dateline.agency) {
        report.outlet = Some(Found::new(agency, "text: dateline"));
        report
            .doubts
            .push("the outlet is the agency of the dateline; a reprint elsewhere would carry the same line".into());
    }
}

/// The text behind the headline.
fn body(report: &Report) -> &str {
    let text = report.text.trim_start();
    let title = report.title.as_ref().map_or("", |found| found.value.as_str());
    text.split("\n\n")
        .map(str::trim_start)
        .find(|part| *part != title && part.split_whitespace().nth(9).is_some())
        .unwrap_or("")
}

fn dateline(body: &str) -> Dateline {
    let first = body.lines().next().unwrap_or_default();
    let Some(opening) = opening(first) else { return Dateline { day: leading(first), agency: None } };
    let dates = date::find(opening);
    let day = dates.first().filter(|_| dates.len() == 1).map(|written| Published::day(written.at.date));
    Dateline { day, agency: agency(opening) }
}

/// The words up to the dash, where they are a place in capitals with no more than a date and an agency.
fn opening(first: &str) -> Option<&str> {
    let marks = [" - ", " – ", " — ", " -- ", "/. ", ") — ", ")-"];
    let end = marks.iter().filter_map(|mark| Some(first.find(mark)? + usize::from(mark.starts_with('/')))).min()?;
    let opening = &first[..end];
    let place = opening.split([',', '(', '/']).next()?.trim();
    let capitals =
        place.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && place.contains(char::is_alphabetic);
    (opening.chars().count() <= 90 && capitals).then_some(opening)
}

fn agency(opening: &str) -> Option<String> {
    let (_, rest) = opening.split_once('(')?;
    let name = rest.split_once(')')?.0.trim();
    let fits =
        name.starts_with(char::is_uppercase) && name.split_whitespace().count() <= 4 && date::find(name).is_empty();
    fits.then(|| name.to_string())
}

/// A full date with its weekday, or set off by a mark, before any other word.
fn leading(first: &str) -> Option<Published> {
    let written = date::find(first).into_iter().next()?;
    let before = first[..written.span.start].trim_end_matches([',', ' ', '.']);
    let marked = first[written.span.end..].trim_start().starts_with(['-', '–', '—', ':', '|']);
    let named = !before.is_empty() && date::is_weekday(before);
    (named || (before.is_empty() && marked)).then_some(Published::day(written.at.date))
}
