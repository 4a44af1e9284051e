//! Takes out of a page what stands around the article by the page's own names for it: navigation, comment sections,
//! cookie notices, share bars, prompts, lists of other stories.
//!
//! Names mislead (`<body class="no-comments">`, a whole site in one form), so nothing goes that holds the headline,
//! and a name that may mean anything only takes a small part of the page's words with it.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use trafilatura::dom::{Document, NodeId};

#[derive(Deserialize)]
struct Names {
    sure: BTreeSet<String>,
    likely: BTreeSet<String>,
    tags: BTreeSet<String>,
    roles: BTreeSet<String>,
}

static NAMES: LazyLock<Names> =
    LazyLock::new(|| toml::from_str(include_str!("../lexicon/page.toml")).expect("the bundled lexicon parses"));

/// The largest part of a page's words that goes with an element of a `likely` name.
const SMALL: f64 = 0.3;

/// How sure it is that an element stands around the article.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Surely {
    Likely,
    Sure,
}

/// Removes the surroundings; `headline` and what holds it stays.
pub(super) fn prune(doc: &mut Document, headline: Option<NodeId>) {
    let Some(body) = doc.body() else { return };
    let kept = ancestors(doc, headline.unwrap_or(body));
    let all = letters(doc, body).max(1);
    let mut steps = vec![body];
    let mut out = Vec::new();
    while let Some(id) = steps.pop() {
        let goes = !kept.contains(&id)
            && surrounding(doc, id)
                .is_some_and(|surely| surely == Surely::Sure || (letters(doc, id) as f64) < SMALL * all as f64);
        if goes {
            out.push(id);
        } else {
            steps.extend(doc.children(id));
        }
    }
    for id in out {
        doc.remove(id, true);
    }
}

fn ancestors(doc: &Document, of: NodeId) -> BTreeSet<NodeId> {
    std::iter::successors(Some(of), |&id| doc.parent(id)).collect()
}

fn letters(doc: &Document, id: NodeId) -> usize {
    doc.iter(id, &["p", "li", "td"]).into_iter().map(|part| doc.text(part).trim().len()).sum()
}

fn surrounding(doc: &Document, id: NodeId) -> Option<Surely> {
    let attribute = |name| doc.get_attribute(id, name);
    let hidden = attribute("hidden").is_some()
        || attribute("style").is_some_and(|style| style.replace(' ', "").to_ascii_lowercase().contains("display:none"));
    let role = attribute("role").is_some_and(|role| NAMES.roles.contains(role.trim()));
    let named = named(&attribute("class").unwrap_or_default()).max(named(&attribute("id").unwrap_or_default()));
    let tag = NAMES.tags.contains(doc.tag_name(id)).then_some(Surely::Likely);
    let header = (doc.tag_name(id) == "header").then_some(Surely::Likely);
    if hidden { Some(Surely::Likely) } else { named.or(tag).or(header).or(role.then_some(Surely::Likely)) }
}

/// How sure the words of a class or id name a surrounding.
fn named(names: &str) -> Option<Surely> {
    names
        .split_ascii_whitespace()
        .filter_map(|name| {
            let words = words(name);
            let pairs = words.windows(2).map(|pair| pair.join(" "));
            let all: Vec<String> = pairs.chain(words.iter().cloned()).collect();
            let sure = all.iter().any(|name| NAMES.sure.contains(name));
            let likely = all.iter().any(|name| NAMES.likely.contains(name));
            sure.then_some(Surely::Sure).or(likely.then_some(Surely::Likely))
        })
        .max()
}

/// `commentList`, `comment-list`, `comment_list2`: comment, list.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_small = false;
    for c in name.chars() {
        if !c.is_ascii_alphabetic() || (c.is_ascii_uppercase() && before_small) {
            words.push(String::new());
        }
        before_small = c.is_ascii_lowercase();
        if let (true, Some(word)) = (c.is_ascii_alphabetic(), words.last_mut()) {
            word.push(c.to_ascii_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
