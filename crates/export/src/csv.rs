//! Tables for spreadsheets; no cell is ever a formula.

use stemma::present::shown::csv as cell;
use stemma::present::terminal::voice;
use stemma::present::{label, published, table};

use crate::{File, Handed};

/// `claims.csv`, `witnesses.csv`, `reports.csv`, `links.csv`.
pub fn files(handed: &Handed) -> Vec<File> {
    let views = handed.views();
    let mut witnesses = head(&["claim", "witness", "report", "outlet", "published", "words", "who_speaks", "chain"]);
    for (_, view) in &views {
        for w in &view.words {
            witnesses += &row(&[&view.id, &w.id, &w.report, &w.label, &w.published, &w.quote, &voice(w), &w.chain]);
        }
    }
    let claims: Vec<_> = views.into_iter().map(|(_, view)| view).collect();
    let mut reports = head(&["report", "outlet", "title", "published", "address", "text_sha256", "raw_sha256"]);
    for annotated in handed.reports {
        let r = &annotated.report;
        let value =
            |found: &Option<stemma::read::Found<String>>| found.as_ref().map_or("", |f| f.value.as_str()).to_string();
        reports +=
            &row(&[&r.id, &label(r), &value(&r.title), &published(r), &value(&r.url), &r.text_sha256, &r.raw_sha256]);
    }
    let mut links = head(&["from", "to", "kind", "direction", "score", "parent", "reasons"]);
    for link in &handed.traced.links {
        let name = |value: serde_json::Value| value.as_str().unwrap_or("").to_string();
        let kind = name(serde_json::to_value(link.kind).unwrap_or_default());
        let direction = name(serde_json::to_value(link.direction).unwrap_or_default());
        let (score, parent) = (format!("{:.4}", link.score), link.parent.to_string());
        links += &row(&[&link.from, &link.to, &kind, &direction, &score, &parent, &link.reasons.join(" ")]);
    }
    let named = |name: &str, content: String| (format!("{name}.csv"), content);
    vec![
        named("claims", table::csv(&claims)),
        named("witnesses", witnesses),
        named("reports", reports),
        named("links", links),
    ]
}

fn head(names: &[&str]) -> String {
    names.join(",") + "\n"
}

fn row(cells: &[&str]) -> String {
    cells.iter().map(|words| cell(words)).collect::<Vec<_>>().join(",") + "\n"
}
