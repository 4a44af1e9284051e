//! Plain text to a report: the words as they are, and what their first lines say.

use super::piece::Told;
use super::{Found, Report, charset, furniture};

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
    report.title = title(&text);
    report.furniture = furniture::find(&text);
    Ok(report)
}

/// A first line that stands alone and is no sentence.
fn title(text: &str) -> Option<Found<String>> {
    let mut lines = text.trim_start().lines();
    let (first, second) = (lines.next()?.trim(), lines.next()?);
    let headline = second.trim().is_empty() && first.chars().count() <= 200 && !first.ends_with(['.', ':', ',', ';']);
    headline.then(|| Found::new(first.to_string(), "text: first line"))
}
