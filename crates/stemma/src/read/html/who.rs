//! Which outlet a page is of, and who wrote it.

use super::blocks::Block;
use super::facts::{Facts, META, words};
use super::linked::Linked;
use super::title::bag;
use crate::read::{Found, address, byline};
use trafilatura::dom::{Document, NodeId};

/// The outlet: as the page names it in its head, else behind the headline in its title, else the host.
pub(super) fn outlet(facts: &Facts, linked: &Linked, headline: &str, address: Option<&str>) -> Option<Found<String>> {
    let found = |name: &str, place: &str| Some(Found::new(name.to_string(), place));
    let is_name = |(name, _): &(&str, &str)| !name.contains("://") && name.chars().count() <= 80;
    let metas: Vec<_> = facts.metas_of(&META.outlet).filter(is_name).collect();
    let site = metas
        .iter()
        .find(|(_, place)| place.contains("og:site_name"))
        .or(metas.first().filter(|_| linked.publisher.is_none()));
    None.or_else(|| site.and_then(|(name, place)| found(name, place)))
        .or_else(|| found(linked.publisher.as_ref()?, "json-ld: publisher"))
        .or_else(|| found(linked.site.as_ref()?, "json-ld: website"))
        .or_else(|| found(&beside(facts.title.as_ref()?, headline)?, "title"))
        .or_else(|| found(&address::host(address?)?, "address: host"))
}

/// The part of the page's title that is not the headline.
pub(super) fn beside(title: &str, headline: &str) -> Option<String> {
    if headline.is_empty() {
        return None;
    }
    let parts: Vec<&str> = match title.find(headline) {
        Some(at) => vec![&title[at + headline.len()..], &title[..at]],
        None => parts(title),
    };
    let words = bag(headline);
    let told = |part: &&str| bag(part).iter().any(|word| word.chars().count() > 3 && words.contains(word));
    let rest = parts.into_iter().find(|part| !part.trim().is_empty() && !told(part))?;
    let name = super::title::MARKS.iter().find_map(|mark| Some(rest.trim().rsplit_once(mark)?.1)).unwrap_or(rest);
    let name = name.trim_matches(|c: char| c.is_whitespace() || "|-–—:»«·•/".contains(c));
    ((1..=6).contains(&name.split_whitespace().count()) && name.chars().count() <= 60).then(|| name.to_string())
}

/// The two sides of the first mark in a title that does not hold the headline as it stands.
fn parts(title: &str) -> Vec<&str> {
    let split = super::title::MARKS.iter().find_map(|mark| title.split_once(mark));
    split.map(|(first, second)| vec![first, second]).unwrap_or_default()
}

/// The byline: as the page states it for machines, else as it stands beside the headline.
pub(super) fn author(doc: &Document, facts: &Facts, linked: &Linked, header: &[&Block]) -> Option<Found<String>> {
    let authors = linked.authors.iter().filter(|name| !name.contains("://")).cloned().collect::<Vec<_>>().join(", ");
    let found = |name: &str, place: &str| byline::cleaned(name).map(|name| Found::new(name, place));
    let marked = facts.properties.iter().filter(|(property, _)| property == "author").map(|(_, id)| *id);
    let text = |id: NodeId| doc.get_attribute(id, "content").unwrap_or_else(|| words(doc, id));
    None.or_else(|| found(&authors, "json-ld: author"))
        .or_else(|| facts.metas_of(&META.author).find_map(|(name, place)| found(name, place)))
        .or_else(|| marked.map(text).find_map(|name| found(&name, "itemprop=author")))
        .or_else(|| facts.author_links.iter().find_map(|&id| found(&words(doc, id), "a[rel=author]")))
        .or_else(|| {
            header.iter().flat_map(|block| block.text.lines()).find_map(|line| found(&byline::stated(line)?, "byline"))
        })
}
