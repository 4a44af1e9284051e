//! Feeds (RSS, Atom, JSON Feed) to one report an entry. An entry holds nothing but its article, so nothing is voted out.
//!
//! Each entry is cut out and read alone, between the head and the tail of its feed: it has bytes and a hash of its own,
//! and a broken entry leaves the rest going. The crate feed-rs reads it, except for the date, which feed-rs turns into
//! UTC: the offset of the page's own clock is kept.

mod cut;
mod dates;

pub(super) use cut::cut;

use super::piece::Told;
use super::{Found, Limits, Report, address, byline, html};
use feed_rs::model::{Entry, Feed};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What stands around an entry in its feed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Around {
    pub head: Arc<str>,
    pub tail: Arc<str>,
}

/// Reads one entry.
pub(super) fn entry(source: &str, around: &Around, told: &Told, limits: &Limits) -> Result<Report, String> {
    let alone = format!("{}{source}{}", around.head, around.tail);
    let parser = feed_rs::parser::Builder::new().sanitize_content(false).build();
    let parsed = catch_unwind(AssertUnwindSafe(|| parser.parse(alone.as_bytes())));
    let mut feed =
        parsed.map_err(|_| "the feed reader gave up on it")?.map_err(|error| format!("no readable entry: {error}"))?;
    let entry = (!feed.entries.is_empty()).then(|| feed.entries.swap_remove(0)).ok_or("no entry of a feed")?;
    let mut report = Report::from_text("", "");
    let text = |text: &Option<feed_rs::model::Text>| {
        text.as_ref().map(|text| html::words_of(&text.content)).filter(|text| !text.is_empty())
    };
    report.title = text(&entry.title).map(|title| Found::new(title, "entry: title"));
    report.outlet = text(&feed.title).map(|title| Found::new(title, "feed: title"));
    report.url = link(&entry, &feed).or_else(|| told.url.clone());
    report.author = author(&entry);
    report.language = entry.language.clone().or(feed.language.clone()).map(|tag| Found::new(tag, "feed: language"));
    report.published = dates::published(source, &mut report.doubts);
    html::fragment(&body(&entry, &mut report.doubts), &mut report, limits)?;
    Ok(report)
}

fn link(entry: &Entry, feed: &Feed) -> Option<Found<String>> {
    let own = |rel: &Option<String>| rel.as_deref().is_none_or(|rel| rel == "alternate");
    let home = feed.links.iter().find(|link| own(&link.rel)).map(|link| link.href.as_str());
    let href = entry.links.iter().find(|link| own(&link.rel)).map(|link| (link.href.as_str(), "entry: link"));
    let (href, place) = href.or_else(|| entry.id.starts_with("http").then_some((entry.id.as_str(), "entry: id")))?;
    Some(Found::new(address::absolute(href, entry.base.as_deref().or(home))?, place))
}

/// `desk@post.example (Ada Penn)` is Ada Penn.
fn author(entry: &Entry) -> Option<Found<String>> {
    let name = |name: &str| {
        let inside = name.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map_or(name, |(inside, _)| inside);
        byline::cleaned(inside).filter(|name| !name.contains('@'))
    };
    let mut names: Vec<String> = Vec::new();
    for name in entry.authors.iter().filter_map(|person| name(person.name.as_deref()?)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| Found::new(names.join(", "), "entry: author"))
}

/// The entry's words as HTML; its summary where that is all it has.
fn body(entry: &Entry, doubts: &mut Vec<String>) -> String {
    let content =
        entry.content.as_ref().and_then(|content| Some((content.body.clone()?, content.content_type.to_string())));
    let summary = || entry.summary.as_ref().map(|text| (text.content.clone(), text.content_type.to_string()));
    let (words, kind) = content.filter(|(words, _)| !words.trim().is_empty()).unwrap_or_else(|| {
        doubts.push("the feed gives a summary, no whole text".into());
        summary().unwrap_or_default()
    });
    let plain =
        kind.starts_with("text/plain") && !(words.contains("</") || words.contains("<br") || words.contains("<p>"));
    if plain { format!("<pre>{}</pre>", words.replace('&', "&amp;").replace('<', "&lt;")) } else { words }
}
