//! The pile as a graph, for Gephi and its like: reports, lost witnesses and origins; who copies, cites, goes back to whom.
//!
//! GEXF 1.3 with the publication interval on each report, in days, since public readers know no other form of it; and
//! GraphML, with the interval to the minute.

use std::collections::BTreeMap;
use stemma::present::claim::class_name;
use stemma::present::{label, published};

use crate::Handed;
use crate::xml::escaped;

struct Node {
    label: String,
    kind: &'static str,
    /// Published, as an interval of minutes since 1970.
    minutes: Option<(i64, i64)>,
    note: String,
}

struct Edge {
    from: String,
    to: String,
    kind: String,
    direction: &'static str,
    weight: f64,
}

/// Nodes in the order of their ids, edges in the order of the records.
struct Graph {
    nodes: BTreeMap<String, Node>,
    edges: Vec<Edge>,
}

fn graph(handed: &Handed) -> Graph {
    let mut nodes = BTreeMap::new();
    for annotated in handed.reports {
        let r = &annotated.report;
        let minutes = r.published_at().map(|at| at.minutes());
        nodes.insert(format!("report:{}", r.id), Node { label: label(r), kind: "report", minutes, note: published(r) });
    }
    let mut edges: Vec<Edge> = handed
        .traced
        .links
        .iter()
        .map(|link| Edge {
            from: format!("report:{}", link.from),
            to: format!("report:{}", link.to),
            kind: serde_json::to_value(link.kind).ok().and_then(|k| k.as_str().map(String::from)).unwrap_or_default(),
            direction: stemma::present::claim::direction_name(link.direction),
            weight: link.score,
        })
        .collect();
    let mut counted: BTreeMap<(String, String, &'static str), usize> = BTreeMap::new();
    for held in handed.claims() {
        for lost in &held.claim.lost_witnesses {
            let id = format!("lost:{}", lost.name);
            nodes.entry(id.clone()).or_insert_with(|| plain(&lost.name, "lost witness", "not in the pile"));
            for cited in &lost.cited_by {
                *counted.entry((id.clone(), format!("report:{}", cited.report), "cited")).or_default() += 1;
            }
        }
        let report_of: BTreeMap<&str, &str> =
            held.claim.witnesses.iter().map(|w| (w.id.as_str(), w.report.as_str())).collect();
        for origin in &held.claim.origins {
            let id = format!("origin:{}:{}", class_name(origin.class), origin.name);
            nodes.entry(id.clone()).or_insert_with(|| plain(&origin.name, "origin", class_name(origin.class)));
            for report in origin.witnesses.iter().filter_map(|id| report_of.get(id.as_str())) {
                *counted.entry((id.clone(), format!("report:{report}"), "origin")).or_default() += 1;
            }
        }
    }
    let known = counted.into_iter().filter(|((_, to, _), _)| nodes.contains_key(to));
    edges.extend(known.map(|((from, to, kind), n)| Edge {
        from,
        to,
        kind: kind.into(),
        direction: "sure",
        weight: n as f64,
    }));
    edges.retain(|edge| nodes.contains_key(&edge.from) && nodes.contains_key(&edge.to));
    Graph { nodes, edges }
}

fn plain(label: &str, kind: &'static str, note: &str) -> Node {
    Node { label: label.into(), kind, minutes: None, note: note.into() }
}

/// GEXF 1.3.
pub fn gexf(handed: &Handed) -> String {
    let graph = graph(handed);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n\
         <graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\">\n\
         <attributes class=\"node\"><attribute id=\"kind\" title=\"kind\" type=\"string\"/>\
         <attribute id=\"note\" title=\"note\" type=\"string\"/></attributes>\n\
         <attributes class=\"edge\"><attribute id=\"how\" title=\"how\" type=\"string\"/>\
         <attribute id=\"direction\" title=\"direction\" type=\"string\"/></attributes>\n<nodes>\n",
    );
    for (id, node) in &graph.nodes {
        let time = node
            .minutes
            .map_or_else(String::new, |(first, last)| format!(" start=\"{}\" end=\"{}\"", day(first), day(last)));
        out += &format!(
            "<node id=\"{}\" label=\"{}\"{time}><attvalues><attvalue for=\"kind\" value=\"{}\"/><attvalue for=\"note\" value=\"{}\"/></attvalues></node>\n",
            escaped(id),
            escaped(&node.label),
            node.kind,
            escaped(&node.note)
        );
    }
    out += "</nodes>\n<edges>\n";
    for (n, edge) in graph.edges.iter().enumerate() {
        out += &format!(
            "<edge id=\"{n}\" source=\"{}\" target=\"{}\" label=\"{}\" weight=\"{:.4}\"><attvalues><attvalue for=\"how\" value=\"{}\"/><attvalue for=\"direction\" value=\"{}\"/></attvalues></edge>\n",
            escaped(&edge.from),
            escaped(&edge.to),
            escaped(&edge.kind),
            edge.weight,
            escaped(&edge.kind),
            edge.direction
        );
    }
    out + "</edges>\n</graph>\n</gexf>\n"
}

/// GraphML.
pub fn graphml(handed: &Handed) -> String {
    let graph = graph(handed);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    for (id, on, kind) in [
        ("label", "node", "string"),
        ("kind", "node", "string"),
        ("note", "node", "string"),
        ("earliest", "node", "string"),
        ("latest", "node", "string"),
        ("how", "edge", "string"),
        ("direction", "edge", "string"),
        ("weight", "edge", "double"),
    ] {
        out += &format!("<key id=\"{id}\" for=\"{on}\" attr.name=\"{id}\" attr.type=\"{kind}\"/>\n");
    }
    out += "<graph id=\"stemma\" edgedefault=\"directed\">\n";
    let data = |key: &str, value: &str| format!("<data key=\"{key}\">{}</data>", escaped(value));
    for (id, node) in &graph.nodes {
        let time = node.minutes.map_or_else(String::new, |(first, last)| {
            data("earliest", &instant(first)) + &data("latest", &instant(last))
        });
        out += &format!(
            "<node id=\"{}\">{}{}{}{time}</node>\n",
            escaped(id),
            data("label", &node.label),
            data("kind", node.kind),
            data("note", &node.note)
        );
    }
    for (n, edge) in graph.edges.iter().enumerate() {
        out += &format!(
            "<edge id=\"e{n}\" source=\"{}\" target=\"{}\">{}{}<data key=\"weight\">{:.4}</data></edge>\n",
            escaped(&edge.from),
            escaped(&edge.to),
            data("how", &edge.kind),
            data("direction", edge.direction),
            edge.weight
        );
    }
    out + "</graph>\n</graphml>\n"
}

/// The day of an instant, in UTC.
fn day(minutes: i64) -> String {
    instant(minutes).chars().take_while(|&c| c != 'T').collect()
}

/// Minutes since 1970 as an instant in UTC.
fn instant(minutes: i64) -> String {
    jiff::Timestamp::from_second(minutes.saturating_mul(60)).map_or_else(|_| String::new(), |at| at.to_string())
}
