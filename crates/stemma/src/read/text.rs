//! Plain text to a report: the words as they are, and what their first lines say.
//!
//! A saved page or a wire file often opens with a masthead (the outlet's name, a number, the date), then the headline,
//! a byline, and the first sentence with its dateline. Each is read where it is plainly that, and left alone otherwise.

use super::piece::Told;
use super::{Found, Report, byline, charset, date};

/// Reads plain text. Its characters are kept; only the byte order mark goes and line ends become line feeds.
pub(super) fn report(bytes: &[u8], told: &Told) -> Result<Report, String> {
    let mut doubts = Vec::new();
    let declared = told.charset.as_ref().map(|(label, place)| (label.as_str(), *place));
    let text = charset::decode(bytes, declared, &mut doubts).replace("\r\n", "\n");
    if text.trim().is_empty() {
        return Err("holds no words".into());
    }
    let mut report = Report::from_text("", &text);
    report.doubts = doubts;
    report.url = told.url.clone();
    opening(&mut report);
    Ok(report)
}

/// What the lines before the first prose say.
fn opening(report: &mut Report) {
    let text = report.text.clone();
    let mut parts = text.trim_start().split("\n\n").map(str::trim).filter(|part| !part.is_empty()).take(6).peekable();
    if let Some(head) = parts.next_if(|part| masthead(part).is_some()) {
        report.outlet = masthead(head).map(|name| Found::new(name, "text: masthead"));
        lines(head, "text: masthead", report);
    }
    let Some(part) = parts.next() else { return };
    let mut below = part.lines();
    let first = below.next().unwrap_or_default().trim();
    let alone = below.clone().all(|line| date::stated(line).is_some() || byline::stated(line).is_some());
    let follows = parts.peek().is_some() || below.clone().next().is_some();
    if headline(first) && alone && follows {
        report.title = Some(Found::new(first.to_string(), "text: first line"));
        below.for_each(|line| lines(line, "text: line below the headline", report));
        while let Some(part) =
            parts.next_if(|part| short(part) && (date::stated(part).is_some() || byline::stated(part).is_some()))
        {
            lines(part, "text: line below the headline", report);
        }
    }
}

/// The outlet's name in a first part of two to five short lines, one of which is a date.
fn masthead(part: &str) -> Option<String> {
    let lines: Vec<&str> = part.lines().map(str::trim).collect();
    let dated = lines.iter().skip(1).any(|line| date::stated(line).is_some());
    let fits = (2..=5).contains(&lines.len())
        && lines.iter().all(|line| short(line))
        && dated
        && date::find(lines[0]).is_empty();
    let name = lines[0].split(" - ").next()?.split(" – ").next()?.trim();
    (fits && byline::stated(lines[0]).is_none() && (1..=6).contains(&name.split_whitespace().count()))
        .then(|| name.to_string())
}

fn short(line: &str) -> bool {
    line.chars().count() <= 100 && !(line.ends_with('.') && line.split_whitespace().count() > 5)
}

/// A line that stands alone and is no sentence.
fn headline(line: &str) -> bool {
    let length = line.chars().count();
    (1..=200).contains(&length)
        && !line.ends_with(['.', ':', ',', ';'])
        && date::stated(line).is_none()
        && byline::stated(line).is_none()
}

fn lines(part: &str, place: &str, report: &mut Report) {
    for line in part.lines() {
        let (at, name) = (date::stated(line), byline::stated(line));
        report.published = report.published.take().or(at.map(|at| Found::new(at, place)));
        report.author = report.author.take().or(name.map(|name| Found::new(name, place)));
    }
}
