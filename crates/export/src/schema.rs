//! schema.org `Claim` (JSON-LD): what is said, where it appears, where it first appeared, who has it from whom.
//! A `ClaimReview` is written only where a person entered a rating; the program rates nothing.

use serde_json::{Value, json};
use stemma::present::claim::ClaimView;
use stemma::present::correct::{Corrected, Correction, standing};
use stemma::read::Report;

use crate::Handed;

/// One graph.
pub fn json(handed: &Handed) -> String {
    let mut graph: Vec<Value> = handed.reports.iter().map(|annotated| article(&annotated.report)).collect();
    for (held, view) in handed.views() {
        graph.push(claim(&held, &view));
        let log = standing(handed.corrections);
        let rated = log.into_iter().filter(|c| c.act == "rate" && held.acts.contains(&c.id));
        graph.extend(rated.map(|rating| review(&view, rating)));
    }
    format!("{:#}\n", json!({"@context": "https://schema.org", "@graph": graph}))
}

fn article(report: &Report) -> Value {
    let found = |field: &Option<stemma::read::Found<String>>| field.as_ref().map(|f| f.value.clone());
    dropped(json!({
        "@type": "NewsArticle", "@id": report_id(&report.id), "identifier": format!("sha256:{}", report.text_sha256),
        "headline": found(&report.title), "url": found(&report.url), "inLanguage": found(&report.language),
        "datePublished": report.published_at().map(|at| at.to_string()),
        "author": found(&report.author).map(|name| json!({"@type": "Person", "name": name})),
        "publisher": found(&report.outlet).map(|name| json!({"@type": "Organization", "name": name})),
    }))
}

fn claim(held: &Corrected, view: &ClaimView) -> Value {
    let mut seen = std::collections::BTreeSet::new();
    let all: Vec<_> = view.words.iter().filter(|w| seen.insert(w.report.clone())).collect();
    let first = all.iter().filter_map(|w| Some((w.minutes?, &w.report))).min();
    let origins: Vec<Value> = view
        .origins
        .iter()
        .map(|o| json!({"@type": if o.class == "person" { "Person" } else { "Organization" }, "name": o.name, "description": o.class}))
        .collect();
    dropped(json!({
        "@type": "Claim", "@id": format!("urn:stemma:claim:{}", held.claim.id), "text": view.title,
        "isPartOf": view.story, "creator": origins,
        "appearance": all.iter().map(|w| json!({"@id": report_id(&w.report)})).collect::<Vec<_>>(),
        "firstAppearance": first.map(|(_, report)| json!({"@id": report_id(report)})),
        "spatialCoverage": view.place, "temporalCoverage": view.when.as_ref().and_then(|t| t.days).map(|(a, b)| format!("{a}/{b}")),
    }))
}

fn review(view: &ClaimView, rating: &Correction) -> Value {
    let words = rating.after.as_ref().and_then(|after| after["rating"].as_str()).unwrap_or("");
    json!({
        "@type": "ClaimReview", "claimReviewed": view.title, "datePublished": rating.at,
        "author": {"@type": "Person", "name": rating.who}, "reviewBody": rating.why,
        "itemReviewed": {"@id": format!("urn:stemma:claim:{}", view.id)},
        "reviewRating": {"@type": "Rating", "alternateName": words},
    })
}

fn report_id(id: &str) -> String {
    format!("urn:stemma:report:{id}")
}

/// Without what is not known: in JSON-LD that is left out.
fn dropped(mut record: Value) -> Value {
    if let Some(fields) = record.as_object_mut() {
        fields.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|all| !all.is_empty()));
    }
    record
}
