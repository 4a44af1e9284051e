//! Linked data (schema.org in JSON-LD): what the page states of its article in a form for machines.

use super::facts::squeezed;
use serde_json::Value;
use trafilatura::dom::Document;

/// What the linked data say of the article.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Linked {
    pub headline: Option<String>,
    pub published: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    /// The name of the site, where it stands beside the article.
    pub site: Option<String>,
    pub language: Option<String>,
}

/// Reads all scripts; of several articles the one that `title` names, else the first.
pub(super) fn linked(scripts: &[String], title: &str) -> Linked {
    let mut nodes = Vec::new();
    for script in scripts {
        let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
        if let Ok(value) = serde_json::from_str::<Value>(script) {
            flatten(value, &mut nodes);
        }
    }
    let articles: Vec<&Value> = nodes.iter().filter(|node| is_a(node, ARTICLES)).collect();
    let named = |node: &&&Value| text(&node["headline"]).is_some_and(|headline| title.contains(&headline));
    let site = nodes.iter().find(|node| is_a(node, &["website"])).and_then(|node| text(&node["name"]));
    let Some(article) = articles.iter().find(named).or(articles.first()) else {
        return Linked { site, ..Linked::default() };
    };
    Linked {
        headline: text(&article["headline"]).or(text(&article["name"])),
        published: text(&article["datePublished"]),
        authors: names(&article["author"], &nodes),
        publisher: names(&article["publisher"], &nodes).into_iter().next(),
        site,
        language: text(&article["inLanguage"]),
    }
}

const ARTICLES: &[&str] = &["article", "blogposting", "liveblogposting", "socialmediaposting", "report"];

fn is_a(node: &Value, kinds: &[&str]) -> bool {
    let fits = |kind: &Value| {
        kind.as_str().is_some_and(|kind| kinds.iter().any(|wanted| kind.to_ascii_lowercase().ends_with(wanted)))
    };
    match &node["@type"] {
        Value::Array(several) => several.iter().any(fits),
        one => fits(one),
    }
}

/// Lists, `@graph` and `mainEntity` hold nodes; serde_json bounds the depth.
fn flatten(value: Value, nodes: &mut Vec<Value>) {
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| flatten(value, nodes)),
        Value::Object(mut node) => {
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = node.get_mut(key).filter(|inner| !inner.is_string()) {
                    flatten(inner.take(), nodes);
                }
            }
            nodes.push(Value::Object(node));
        }
        _ => {}
    }
}

/// The names of one or several persons or organisations, given in place or by reference.
fn names(value: &Value, nodes: &[Value]) -> Vec<String> {
    match value {
        Value::Array(several) => several.iter().filter_map(|one| name(one, nodes)).collect(),
        one => name(one, nodes).into_iter().collect(),
    }
}

fn name(value: &Value, nodes: &[Value]) -> Option<String> {
    let referred = || {
        let id = value["@id"].as_str()?;
        text(&nodes.iter().find(|node| node["@id"] == id && !node["name"].is_null())?["name"])
    };
    text(value).or_else(|| text(&value["name"])).or_else(referred)
}

/// A string as a reader would see it: some sites write entities in their JSON.
fn text(value: &Value) -> Option<String> {
    let raw = value.as_str().filter(|raw| raw.len() <= 4_000)?;
    let plain = if raw.contains('&') && raw.contains(';') { entities(raw) } else { raw.to_string() };
    Some(squeezed(&plain)).filter(|plain| !plain.is_empty())
}

fn entities(raw: &str) -> String {
    let doc = Document::parse(&raw.replace('<', "&lt;"));
    doc.text_content(doc.root())
}
