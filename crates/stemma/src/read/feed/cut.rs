//! Cuts a feed into its entries without reading them: tags are found by name, outside comments and CDATA.

use super::Around;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::ops::Range;

/// A feed in parts.
pub(in crate::read) struct Cutting {
    pub around: Around,
    /// Where the entries stand in the source, in order.
    pub entries: Vec<Range<usize>>,
    /// Whether the feed breaks off before its end.
    pub broken: bool,
}

/// Cuts `source`; the error says why it is no feed.
pub(in crate::read) fn cut(source: &str) -> Result<Cutting, String> {
    if source.trim_start_matches('\u{feff}').trim_start().starts_with('{') { json(source) } else { xml(source) }
}

fn json(source: &str) -> Result<Cutting, String> {
    let no_feed = |error: serde_json::Error| format!("no JSON Feed: {error}");
    let mut feed: BTreeMap<String, &RawValue> =
        serde_json::from_str(source.trim_start_matches('\u{feff}')).map_err(no_feed)?;
    let items = feed.remove("items").map_or("[]", RawValue::get);
    let items: Vec<&RawValue> = serde_json::from_str(items).map_err(no_feed)?;
    let start = |item: &RawValue| item.get().as_ptr() as usize - source.as_ptr() as usize;
    let entries = items.iter().map(|item| start(item)..start(item) + item.get().len()).collect();
    let rest: String =
        feed.iter().map(|(key, value)| format!("{}:{value},", serde_json::Value::from(key.as_str()))).collect();
    let around = Around { head: format!("{{{rest}\"items\":[").into(), tail: "]}".into() };
    Ok(Cutting { around, entries, broken: false })
}

fn xml(source: &str) -> Result<Cutting, String> {
    let mut entries: Vec<Range<usize>> = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    let mut at = 0;
    while let Some(found) = source[at..].find('<') {
        let start = at + found;
        let rest = &source[start..];
        let end = start + after_tag(rest).unwrap_or(rest.len());
        match (open, name(rest)) {
            (None, Some(name)) if is_entry(name) && !source[start..end].ends_with("/>") => open = Some((start, name)),
            (Some((from, name)), _)
                if rest.strip_prefix("</").is_some_and(|close| close.starts_with(name)) && closes(rest, name) =>
            {
                entries.push(from..end);
                open = None;
            }
            _ => {}
        }
        at = end;
    }
    let first = entries.first().map(|range| range.start).or(open.map(|(from, _)| from));
    let head = &source[..first.unwrap_or(source.len())];
    let tail =
        entries.last().map(|range| source[range.end..].trim()).filter(|tail| tail.starts_with("</") && open.is_none());
    let around = Around { head: undeclared(head).into(), tail: tail.unwrap_or(closing(head)).into() };
    if first.is_none() {
        return Err("a feed without entries".into());
    }
    Ok(Cutting { around, entries, broken: open.is_some() })
}

/// Without the XML declaration, whose character set no longer holds.
fn undeclared(head: &str) -> &str {
    let head = head.trim_start();
    let declared = head.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    declared.map_or(head, |(_, rest)| rest)
}

fn is_entry(name: &str) -> bool {
    matches!(name.rsplit(':').next(), Some("item" | "entry"))
}

fn closes(rest: &str, name: &str) -> bool {
    rest[2 + name.len()..].trim_start().starts_with('>')
}

/// The name of the tag that `rest` opens with.
fn name(rest: &str) -> Option<&str> {
    let name = &rest[1..];
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == ':' || c == '_' || c == '-'))?;
    (end > 0).then_some(&name[..end])
}

/// Where the tag, comment or CDATA that `rest` opens with ends.
fn after_tag(rest: &str) -> Option<usize> {
    let end = |mark: &str| rest.find(mark).map(|at| at + mark.len());
    if rest.starts_with("<!--") {
        end("-->")
    } else if rest.starts_with("<![CDATA[") {
        end("]]>")
    } else {
        end(">")
    }
}

/// The end of a feed that breaks off, by its root.
fn closing(head: &str) -> &'static str {
    if head.contains("<feed") {
        "</feed>"
    } else if head.contains("<rdf:RDF") {
        "</rdf:RDF>"
    } else {
        "</channel></rss>"
    }
}
