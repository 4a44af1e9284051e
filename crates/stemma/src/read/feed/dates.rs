//! The publication date of an entry, in its own clock. An `updated` alone is no publication.

use crate::read::{Found, Published, date};

/// The date in the source of an entry, XML or JSON.
pub(super) fn published(source: &str, doubts: &mut Vec<String>) -> Option<Found<Published>> {
    let told = if source.trim_start().starts_with('{') { in_json(source) } else { in_xml(source) };
    if told.is_none() && (source.contains("<updated") || source.contains("date_modified")) {
        doubts.push("the entry says when it was updated, not when it was published".into());
    }
    let (words, name) = told?;
    let read = date::field(&words);
    if read.is_none() {
        doubts.push(format!("`{name}` is no date that can be read: {words:?}"));
    }
    read.map(|at| Found::new(at, format!("entry: {name}")))
}

fn in_json(source: &str) -> Option<(String, &'static str)> {
    let entry: serde_json::Value = serde_json::from_str(source).ok()?;
    Some((entry["date_published"].as_str()?.to_string(), "date_published"))
}

fn in_xml(source: &str) -> Option<(String, &'static str)> {
    ["pubDate", "published", "dc:date", "dcterms:issued", "dcterms:created", "issued"]
        .into_iter()
        .find_map(|name| Some((element(source, name)?, name)))
}

/// The words of the first element `name`.
fn element(source: &str, name: &str) -> Option<String> {
    let opened = source.match_indices('<').find_map(|(at, _)| {
        let rest = source[at + 1..].strip_prefix(name)?;
        rest.starts_with(['>', ' ', '\t', '\n', '\r']).then(|| rest.split_once('>').map(|(_, inside)| inside))?
    })?;
    let words = opened.split_once("</")?.0.trim();
    let words = words.strip_prefix("<![CDATA[").and_then(|words| words.strip_suffix("]]>")).unwrap_or(words);
    Some(words.trim().to_string())
}
