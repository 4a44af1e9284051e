//! A web page to a report: what it says of itself, and its article as text.
//!
//! The text begins with the headline, then the blocks of the article, a blank line between them; list items and
//! table rows follow one another without one.

mod blocks;
mod bounds;
mod facts;
mod linked;
mod prune;
mod title;
mod vote;
mod when;
mod who;

use super::piece::{Extraction, Told};
use super::{Found, Limits, OutLink, Report, address, charset, furniture};
use crate::Span;
use blocks::{Block, Shape};
use facts::{Facts, META};
use linked::Linked;
use trafilatura::dom::Document;

/// Reads one page.
pub(super) fn page(bytes: &[u8], told: &Told, limits: &Limits) -> Result<(Report, Extraction), String> {
    let mut doubts = Vec::new();
    let meta = charset::declared_in_html(bytes).map(|label| (label, "the page"));
    let declared = told.charset.clone().or(meta);
    let html = charset::decode(bytes, declared.as_ref().map(|(label, place)| (label.as_str(), *place)), &mut doubts);
    bounds::check(&html, limits)?;
    let mut doc = Document::parse(&html);
    let facts = Facts::of(&doc);
    let linked = linked::linked(&facts.linked_data, facts.title.as_deref().unwrap_or_default());
    let headline = title::headline(&doc, &facts, &linked);
    let mut report = Report::from_text("", "");
    report.doubts = doubts;
    report.url = told.url.clone();
    report.canonical = canonical(&facts, report.url.as_ref().map(|found| found.value.as_str()));
    let address = report.canonical.as_ref().or(report.url.as_ref()).map(|found| found.value.clone());
    report.title = headline.as_ref().map(|(title, _)| title.clone());
    report.language = language(&facts, &linked);
    let title = report.title.as_ref().map_or("", |found| found.value.as_str()).to_string();
    report.outlet = who::outlet(&facts, &linked, &title, address.as_deref());
    let marked = when::marked(&doc, &facts);
    prune::prune(&mut doc, headline.and_then(|(_, id)| id));
    let blocks = blocks::blocks(&doc, doc.root());
    let header = when::header(&blocks, &title);
    report.author = who::author(&doc, &facts, &linked, &header);
    report.published = when::published(&facts, &linked, marked, &header, address.as_deref(), &mut report.doubts);
    let kept = article(doc, blocks, &mut report.doubts);
    let base = facts.base.as_deref().and_then(|base| address::absolute(base, address.as_deref())).or(address);
    set_text(&mut report, &kept, base.as_deref())?;
    let version = format!("{}, trafilatura {}", crate::RULES_VERSION, vote::TRAFILATURA);
    Ok((report, Extraction { name: "html+trafilatura".into(), version }))
}

/// Words that are all main content, as HTML: their text and links into `report`, whose title stands first.
pub(super) fn fragment(html: &str, report: &mut Report, limits: &Limits) -> Result<(), String> {
    bounds::check(html, limits)?;
    let doc = Document::parse(html);
    let blocks = blocks::blocks(&doc, doc.root());
    let heading = blocks.iter().find(|block| block.shape == Shape::Heading(1));
    if let (None, Some(heading)) = (&report.title, heading) {
        report.title = Some(Found::new(heading.text.clone(), "first heading"));
    }
    let base = report.url.as_ref().map(|found| found.value.clone());
    set_text(report, &blocks, base.as_deref())
}

/// The words of an HTML fragment on one line.
pub(super) fn words_of(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return facts::squeezed(html);
    }
    let doc = Document::parse(html);
    facts::squeezed(&doc.text_content(doc.root()))
}

fn canonical(facts: &Facts, url: Option<&str>) -> Option<Found<String>> {
    let link = facts.canonical.as_deref().map(|href| (href, "link[rel=canonical]"));
    let shared = || {
        facts.metas.iter().find(|(name, ..)| name == "og:url").map(|(_, href, place)| (href.as_str(), place.as_str()))
    };
    let (href, place) = link.or_else(shared)?;
    Some(Found::new(address::absolute(href, url)?, place))
}

fn language(facts: &Facts, linked: &Linked) -> Option<Found<String>> {
    let page = facts.language.as_deref().map(|language| (language, "html[lang]"));
    let stated = || linked.language.as_deref().map(|language| (language, "json-ld: inLanguage"));
    let (value, place) = page.or_else(|| facts.metas_of(&META.language).next()).or_else(stated)?;
    Some(Found::new(value.to_string(), place))
}

/// The blocks of the article, without the lines among them that are furniture; all of them where it cannot be told.
fn article(doc: Document, page: Vec<Block>, doubts: &mut Vec<String>) -> Vec<Block> {
    let mut kept = voted(doc, page, doubts);
    let mut above = 0;
    let end = kept.iter().position(|block| {
        above += block.text.len();
        above > 200 && furniture::line(&block.text) == furniture::Line::Opens
    });
    kept.truncate(end.unwrap_or(kept.len()));
    kept.retain(|block| furniture::line(&block.text) != furniture::Line::Furniture);
    kept
}

fn voted(doc: Document, page: Vec<Block>, doubts: &mut Vec<String>) -> Vec<Block> {
    match vote::votes(&page, doc) {
        Some(votes) => page.into_iter().zip(votes).filter(|(_, vote)| *vote).map(|(block, _)| block).collect(),
        None => {
            doubts.push("the article could not be told from the page around it".into());
            page
        }
    }
}

fn set_text(report: &mut Report, blocks: &[Block], base: Option<&str>) -> Result<(), String> {
    let title = report.title.as_ref().map_or("", |found| found.value.as_str());
    let (text, mut links) = written(title, blocks);
    if text.trim().is_empty() {
        return Err("holds no words".into());
    }
    links.retain_mut(|link| address::link(&link.url, base).map(|url| link.url = url).is_some());
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
