//! The headline: the page's own big heading where it has one, else what the page calls itself in its head.

use super::facts::{Facts, META, words};
use super::linked::Linked;
use super::who::beside;
use crate::read::Found;
use trafilatura::dom::{Document, NodeId};

/// What stands between a headline and the name of the site.
pub(super) const MARKS: [&str; 7] = [" | ", " - ", " – ", " — ", " :: ", " » ", " • "];

/// The headline and, where it stands in the page, its element.
pub(super) fn headline(doc: &Document, facts: &Facts, linked: &Linked) -> Option<(Found<String>, Option<NodeId>)> {
    let meta = facts.metas_of(&META.title).next();
    let stated = linked.headline.as_deref().map(|title| (title, "json-ld: headline")).or(meta);
    if let Some(id) = heading(doc, facts, linked, stated.map(|(title, _)| title)) {
        return Some((Found::new(words(doc, id), "h1"), Some(id)));
    }
    let found = match (stated, &facts.title) {
        (Some((title, place)), _) => Found::new(without_site(title, facts, linked), place),
        (None, Some(title)) => Found::new(without_site(title, facts, linked), "title"),
        (None, None) => return None,
    };
    (!found.value.is_empty()).then_some((found, None))
}

/// The heading that shares most words with what the page calls itself. A lone one may share none; one that names the
/// site is none.
fn heading(doc: &Document, facts: &Facts, linked: &Linked, stated: Option<&str>) -> Option<NodeId> {
    let title = facts.title.as_deref().unwrap_or_default();
    let told = bag(stated.unwrap_or(title));
    let site = sites(facts, linked);
    let headings = facts.headings.iter().map(|&id| (id, bag(&words(doc, id))));
    let filled: Vec<_> =
        headings.filter(|(_, words)| !words.is_empty() && !site.contains(words) && !trails(title, words)).collect();
    let shared = |words: &[String]| words.iter().filter(|word| told.contains(word)).count();
    let (id, words) = filled.iter().rev().max_by_key(|(_, words)| shared(words))?;
    let fits = told.is_empty() || shared(words) * 2 >= words.len();
    (fits || (filled.len() == 1 && stated.is_none() && words.len() >= 2)).then_some(*id)
}

/// Whether `words` are what stands behind the last mark of the page's title: the name of the site.
fn trails(title: &str, words: &[String]) -> bool {
    let last = MARKS.iter().filter_map(|mark| title.rsplit_once(mark)).map(|(_, last)| bag(last)).min_by_key(Vec::len);
    last.is_some_and(|last| last == words)
}

fn sites(facts: &Facts, linked: &Linked) -> Vec<Vec<String>> {
    let named = facts.metas_of(&META.outlet).map(|(name, _)| bag(name));
    named.chain(linked.publisher.iter().chain(&linked.site).map(|name| bag(name))).collect()
}

/// The words of `text` in small letters.
pub(super) fn bag(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// `Bridge falls - The Morning Post`: the part behind the last mark is the site's name when the page says so, or when
/// it is short beside the rest.
fn without_site(title: &str, facts: &Facts, linked: &Linked) -> String {
    let sites = sites(facts, linked);
    for mark in MARKS {
        if let Some((before, after)) = title.rsplit_once(mark) {
            let short = after.split_whitespace().count() <= 4 && before.split_whitespace().count() >= 3;
            if sites.contains(&bag(after)) || (sites.is_empty() && short && beside(title, before).is_some()) {
                return before.trim().to_string();
            }
        }
    }
    title.trim().to_string()
}
