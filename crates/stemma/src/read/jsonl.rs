//! A report as one JSON object a line: the contract's way in. Its text is taken to the character.

use super::{Found, Published, Report, date, sha256};
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    #[serde(alias = "doc_id")]
    id: serde_json::Value,
    text: String,
    title: Option<String>,
    url: Option<String>,
    outlet: Option<String>,
    author: Option<String>,
    published: Option<String>,
    language: Option<String>,
}

/// One line to one report; the error says what is wrong with the line.
pub fn report(line: &str) -> Result<Report, String> {
    let read: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let id = match read.id {
        serde_json::Value::String(id) => id,
        serde_json::Value::Number(id) => id.to_string(),
        _ => return Err("`id` is neither a string nor a number".into()),
    };
    let mut report = Report::from_text(&id, &read.text);
    let found = |value: Option<String>, field: &str| {
        value.filter(|v| !v.trim().is_empty()).map(|v| Found::new(v, format!("jsonl: {field}")))
    };
    report.raw_sha256 = sha256(line.as_bytes());
    report.title = found(read.title, "title");
    report.url = found(read.url, "url");
    report.outlet = found(read.outlet, "outlet");
    report.author = found(read.author, "author");
    report.language = found(read.language, "language");
    report.published = published(read.published.as_deref(), &mut report.doubts);
    Ok(report)
}

/// The same for bytes, which must be UTF-8; a byte order mark is passed over.
pub(super) fn piece(bytes: &[u8]) -> Result<Report, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    report(std::str::from_utf8(bytes).map_err(|_| "not UTF-8")?)
}

fn published(words: Option<&str>, doubts: &mut Vec<String>) -> Option<Found<Published>> {
    let words = words.filter(|w| !w.trim().is_empty())?;
    let read = date::iso(words);
    if read.is_none() {
        doubts.push(format!("`published` is no date that can be read: {words:?}"));
    }
    read.map(|value| Found::new(value, "jsonl: published"))
}
