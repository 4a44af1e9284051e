//! A report as one JSON object a line: the contract's way in. Its text is taken to the character.
//!
//! Dumps of other tools call the same things by other names; a field is looked for under each of its names, the
//! contract's first.

use super::piece::derived_id;
use super::{Found, Published, Report, date, sha256};
use serde_json::{Map, Value};

const ID: &[&str] = &["id", "doc_id"];
const TEXT: &[&str] = &["text", "body", "content", "article", "maintext", "articleBody"];
const TITLE: &[&str] = &["title", "headline"];
const URL: &[&str] = &["url", "link"];
const OUTLET: &[&str] = &["outlet", "publisher", "site_name", "source"];
const AUTHOR: &[&str] = &["author", "byline", "authors"];
const PUBLISHED: &[&str] =
    &["published", "date", "date_published", "datePublished", "publish_date", "published_at", "publishedAt"];
const LANGUAGE: &[&str] = &["language", "lang"];

/// One line to one report; the error says what is wrong with the line.
pub fn report(line: &str) -> Result<Report, String> {
    let Value::Object(line_read) = serde_json::from_str(line).map_err(|error| format!("no JSON: {error}"))? else {
        return Err("JSON, but no object".into());
    };
    let text = TEXT.iter().find_map(|name| words(line_read.get(*name)?));
    let text = text.ok_or("no report: an object without `text`")?;
    let mut report = Report::from_text("", &text);
    let found = |names: &[&str]| field(&line_read, names).map(|(name, v)| Found::new(v, format!("jsonl: {name}")));
    report.raw_sha256 = sha256(line.as_bytes());
    report.title = found(TITLE);
    report.url = found(URL);
    report.outlet = found(OUTLET);
    report.author = found(AUTHOR);
    report.language = found(LANGUAGE);
    report.published = published(found(PUBLISHED), &mut report.doubts);
    report.id = id(&line_read, &report)?;
    Ok(report)
}

/// The id as given, else one from the address, else one from the words.
fn id(line: &Map<String, Value>, report: &Report) -> Result<String, String> {
    match ID.iter().find_map(|name| line.get(*name)) {
        Some(Value::String(id)) => Ok(id.clone()),
        Some(Value::Number(id)) => Ok(id.to_string()),
        Some(_) => Err("`id` is neither a string nor a number".into()),
        None => Ok(derived_id(report)),
    }
}

/// The first of the names that has words: the name and the words.
fn field<'n>(line: &Map<String, Value>, names: &[&'n str]) -> Option<(&'n str, String)> {
    names.iter().find_map(|name| {
        let words = words(line.get(*name)?)?;
        (!words.trim().is_empty()).then_some((*name, words))
    })
}

/// A string as it is; of a list its strings; of an object its `name`.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.clone()),
        Value::Array(parts) => Some(parts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")),
        Value::Object(parts) => parts.get("name")?.as_str().map(str::to_string),
        _ => None,
    }
}

/// The same for bytes, which must be UTF-8; a byte order mark is passed over.
pub(super) fn piece(bytes: &[u8]) -> Result<Report, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    report(std::str::from_utf8(bytes).map_err(|_| "not UTF-8")?)
}

fn published(words: Option<Found<String>>, doubts: &mut Vec<String>) -> Option<Found<Published>> {
    let Found { value: words, found_in } = words?;
    let read = date::iso(&words);
    if read.is_none() {
        let field = found_in.trim_start_matches("jsonl: ");
        doubts.push(format!("`{field}` is no date that can be read: {words:?}"));
    }
    read.map(|value| Found::new(value, found_in))
}
