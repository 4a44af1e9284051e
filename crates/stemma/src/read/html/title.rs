//! The headline: the page's own big heading where it has one, else what the page calls itself in its head.

use super::facts::{Facts, words};
use crate::read::Found;
use trafilatura::dom::{Document, NodeId};

/// The headline and, where it stands in the page, its element.
pub(super) fn headline(doc: &Document, facts: &Facts, linked: Option<&str>) -> Option<(Found<String>, Option<NodeId>)> {
    let named = facts.meta_of(&["og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title"]);
    let named = linked.map(|title| (title, "json-ld: headline")).or(named);
    let told = named.map(|(title, _)| title.to_string()).or(facts.title.clone()).unwrap_or_default();
    if let Some(id) = heading(doc, facts, &told) {
        return Some((Found::new(words(doc, id), "h1"), Some(id)));
    }
    let found = match (named, &facts.title) {
        (Some((title, place)), _) => Found::new(without_site(title, facts), place),
        (None, Some(title)) => Found::new(without_site(title, facts), "title"),
        (None, None) => return None,
    };
    (!found.value.is_empty()).then_some((found, None))
}

/// The heading that shares most words with what the page calls itself; the only one where it shares none.
fn heading(doc: &Document, facts: &Facts, told: &str) -> Option<NodeId> {
    let told = bag(told);
    let shared = |id: NodeId| {
        let words = bag(&words(doc, id));
        (words.iter().filter(|word| told.contains(word)).count(), words.len())
    };
    let filled: Vec<NodeId> = facts.headings.iter().copied().filter(|&id| !words(doc, id).is_empty()).collect();
    let best = filled.iter().copied().rev().max_by_key(|&id| shared(id).0)?;
    let (common, length) = shared(best);
    let fits = told.is_empty() || common * 2 >= length.max(1);
    (fits || (filled.len() == 1 && length >= 4)).then_some(best)
}

fn bag(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// `Bridge falls - The Morning Post`: the part behind the last mark is the site's name when the page says so, or when
/// it is short beside the rest.
fn without_site(title: &str, facts: &Facts) -> String {
    let site = facts.meta_of(&["og:site_name", "application-name"]).map(|(name, _)| name.to_lowercase());
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » "] {
        if let Some((before, after)) = title.rsplit_once(mark) {
            let named = site.as_ref().is_some_and(|site| after.to_lowercase().trim() == site);
            let short = after.split_whitespace().count() <= 4 && before.split_whitespace().count() >= 3;
            if named || (site.is_none() && short) {
                return before.trim().to_string();
            }
        }
    }
    title.trim().to_string()
}
