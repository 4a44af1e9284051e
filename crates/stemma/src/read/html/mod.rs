//! A web page to a report: what it says of itself, and its article as text.
//!
//! The text begins with the headline, then the blocks of the article, a blank line between them; list items and
//! table rows follow one another without one.

mod blocks;
mod facts;
mod prune;
mod title;
mod vote;

use super::piece::{Extraction, Told};
use super::{Found, Limits, OutLink, Report, charset};
use crate::Span;
use blocks::{Block, Shape};
use facts::Facts;
use trafilatura::dom::Document;

/// Reads one page.
pub(super) fn page(bytes: &[u8], told: &Told, limits: &Limits) -> Result<(Report, Extraction), String> {
    let mut doubts = Vec::new();
    let meta = charset::declared_in_html(bytes).map(|label| (label, "the page"));
    let declared = told.charset.clone().or(meta);
    let html = charset::decode(bytes, declared.as_ref().map(|(label, place)| (label.as_str(), *place)), &mut doubts);
    bounds(&html, limits)?;
    let mut doc = Document::parse(&html);
    let facts = Facts::of(&doc);
    let headline = title::headline(&doc, &facts, None);
    let mut report = Report::from_text("", "");
    report.doubts = doubts;
    report.url = told.url.clone();
    report.title = headline.as_ref().map(|(title, _)| title.clone());
    report.canonical = facts.canonical.clone().map(|url| Found::new(url, "link[rel=canonical]"));
    report.language = facts.language.clone().map(|language| Found::new(language, "html[lang]"));
    report.outlet = facts.meta_of(&["og:site_name"]).map(|(name, place)| Found::new(name.to_string(), place));
    report.published = facts
        .meta_of(&["article:published_time"])
        .and_then(|(date, place)| Some(Found::new(super::date::iso(date)?, place)));
    prune::prune(&mut doc, headline.and_then(|(_, id)| id));
    article(doc, &mut report)?;
    let version = format!("{}+0.6", crate::RULES_VERSION);
    Ok((report, Extraction { name: "html+trafilatura".into(), version }))
}

/// Refuses pages that are made to exhaust a parser; a real page is far from these limits.
fn bounds(html: &str, limits: &Limits) -> Result<(), String> {
    let tags = html.bytes().filter(|&byte| byte == b'<').count();
    if tags > limits.tags { Err(format!("a page of more than {} tags", limits.tags)) } else { Ok(()) }
}

fn article(doc: Document, report: &mut Report) -> Result<(), String> {
    let page = blocks::blocks(&doc, doc.root());
    let kept: Vec<Block> = match vote::votes(&page, doc) {
        Some(votes) => page.into_iter().zip(votes).filter(|(_, vote)| *vote).map(|(block, _)| block).collect(),
        None => {
            report.doubts.push("the article could not be told from the page around it".into());
            page
        }
    };
    let title = report.title.as_ref().map(|found| found.value.clone()).unwrap_or_default();
    let (text, links) = written(&title, &kept);
    if text.trim().is_empty() {
        return Err("holds no words".into());
    }
    report.text = text;
    report.links = links;
    Ok(())
}

/// The headline and the blocks as one text, and where their links stand in it.
fn written(title: &str, blocks: &[Block]) -> (String, Vec<OutLink>) {
    let (mut text, mut links) = (title.to_string(), Vec::new());
    let mut before = None;
    for block in blocks.iter().filter(|block| block.text != title) {
        let lines = before == Some(Shape::Line) && block.shape == Shape::Line;
        if !text.is_empty() {
            text.push_str(if lines { "\n" } else { "\n\n" });
        }
        for (url, range) in &block.links {
            let span = Span::new(text.len() + range.start, text.len() + range.end);
            links.push(OutLink { url: url.clone(), span: Some(span) });
        }
        text.push_str(&block.text);
        before = Some(block.shape);
    }
    (text, links)
}
