//! Markdown to a report: its front matter as fields, its body as the plain text that a reader would see.

use super::piece::Told;
use super::{Found, Limits, Report, charset, date, html};

/// Reads Markdown with or without front matter.
pub(super) fn report(bytes: &[u8], told: &Told, limits: &Limits) -> Result<Report, String> {
    let mut doubts = Vec::new();
    let source = charset::decode(bytes, None, &mut doubts).replace("\r\n", "\n");
    let (front, body) = front_matter(&source);
    let mut rendered = String::new();
    let options = pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_STRIKETHROUGH;
    pulldown_cmark::html::push_html(&mut rendered, pulldown_cmark::Parser::new_ext(body, options));
    let mut report = Report::from_text("", "");
    report.doubts = doubts;
    report.url = told.url.clone();
    for (key, value) in front {
        field(&mut report, key, value);
    }
    html::fragment(&rendered, &mut report, limits)?;
    Ok(report)
}

/// The lines between two `---` at the very start, as keys and values; lists and nested keys are passed over.
fn front_matter(source: &str) -> (Vec<(&str, &str)>, &str) {
    let parts = source
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n").or_else(|| Some((rest.strip_suffix("\n---")?, ""))));
    let Some((front, body)) = parts else { return (Vec::new(), source) };
    let fields =
        front.lines().filter(|line| !line.starts_with([' ', '\t', '-', '#'])).filter_map(|line| line.split_once(':'));
    (fields.map(|(key, value)| (key.trim(), value.trim())).collect(), body)
}

fn field(report: &mut Report, key: &str, value: &str) {
    let quoted = |mark: char| value.strip_prefix(mark).and_then(|value| value.strip_suffix(mark));
    let value = quoted('"').or_else(|| quoted('\'')).unwrap_or(value).trim();
    if value.is_empty() {
        return;
    }
    let key = key.to_ascii_lowercase();
    let found = Some(Found::new(value.to_string(), format!("front matter: {key}")));
    match key.as_str() {
        "title" | "headline" => report.title = found,
        "outlet" | "source" | "publisher" => report.outlet = found,
        "author" | "byline" => report.author = found,
        "url" | "link" => report.url = found,
        "canonical" => report.canonical = found,
        "language" | "lang" => report.language = found,
        "published" | "date" => match date::field(value) {
            Some(at) => report.published = Some(Found::new(at, format!("front matter: {key}"))),
            None => report.doubts.push(format!("`{key}` is no date that can be read: {value:?}")),
        },
        _ => {}
    }
}
