//! What a page says of itself, gathered in one walk: meta tags, linked data, links, times, headings.

use serde::Deserialize;
use std::sync::LazyLock;
use trafilatura::dom::{Document, NodeId};

/// The page's statements of itself, in its order.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Name in small letters, content, how a reader finds it: `meta[property="og:site_name"]`.
    pub metas: Vec<(String, String, String)>,
    /// Raw JSON-LD.
    pub linked_data: Vec<String>,
    pub canonical: Option<String>,
    pub base: Option<String>,
    pub language: Option<String>,
    pub title: Option<String>,
    pub headings: Vec<NodeId>,
    pub times: Vec<NodeId>,
    /// `itemprop` in small letters and its element.
    pub properties: Vec<(String, NodeId)>,
    pub author_links: Vec<NodeId>,
}

/// Names of meta tags by what they hold, most trusted first.
#[derive(Deserialize)]
pub(super) struct MetaNames {
    pub title: Vec<String>,
    pub outlet: Vec<String>,
    pub author: Vec<String>,
    pub published: Vec<String>,
    pub language: Vec<String>,
}

#[derive(Deserialize)]
struct Names {
    meta: MetaNames,
}

pub(super) static META: LazyLock<MetaNames> = LazyLock::new(|| {
    let names: Names = toml::from_str(include_str!("../lexicon/page.toml")).expect("the bundled lexicon parses");
    names.meta
});

/// Longest value that is taken from a page.
const LONGEST: usize = 4_000;

impl Facts {
    pub fn of(doc: &Document) -> Self {
        let mut facts = Facts::default();
        for id in doc.iter(doc.root(), &[]) {
            facts.element(doc, id);
        }
        facts
    }

    fn element(&mut self, doc: &Document, id: NodeId) {
        let attribute = |name| doc.get_attribute(id, name).filter(|value| value.len() <= LONGEST);
        match doc.tag_name(id) {
            "meta" => self.meta(&attribute),
            "link" if has(attribute("rel"), "canonical") => {
                self.canonical = self.canonical.take().or(attribute("href"))
            }
            "base" => self.base = self.base.take().or(attribute("href")),
            "html" => self.language = attribute("lang").or(attribute("xml:lang")),
            "title" if self.title.is_none() => self.title = Some(words(doc, id)),
            "h1" => self.headings.push(id),
            "time" => self.times.push(id),
            "script" if has(attribute("type"), "application/ld+json") => self.linked_data.push(doc.text_content(id)),
            "a" if has(attribute("rel"), "author") => self.author_links.push(id),
            _ => {}
        }
        if let Some(property) = attribute("itemprop") {
            self.properties.push((property.to_ascii_lowercase(), id));
        }
    }

    fn meta(&mut self, attribute: &impl Fn(&'static str) -> Option<String>) {
        let Some(content) =
            attribute("content").map(|content| squeezed(&content)).filter(|content| !content.is_empty())
        else {
            return;
        };
        for key in ["property", "name", "http-equiv"] {
            if let Some(name) = attribute(key) {
                self.metas.push((
                    name.trim().to_ascii_lowercase(),
                    content.clone(),
                    format!("meta[{key}=\"{}\"]", name.trim()),
                ));
            }
        }
    }

    /// The values of the meta tags in `names`, in the order of the names, each with its place.
    pub fn metas_of<'f>(&'f self, names: &'f [String]) -> impl Iterator<Item = (&'f str, &'f str)> {
        names.iter().flat_map(|name| {
            let named = self.metas.iter().filter(move |(key, ..)| key == name);
            named.map(|(_, content, place)| (content.as_str(), place.as_str()))
        })
    }
}

fn has(value: Option<String>, word: &str) -> bool {
    value.is_some_and(|value| value.split_ascii_whitespace().any(|part| part.eq_ignore_ascii_case(word)))
}

/// The element's words on one line.
pub(super) fn words(doc: &Document, id: NodeId) -> String {
    squeezed(&doc.text_content(id))
}

/// On one line, without space at the ends.
pub(super) fn squeezed(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}
