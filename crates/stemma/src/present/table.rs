//! The claim list as CSV and JSON.

use serde_json::{Value, json};

use super::claim::ClaimView;
use super::shown;

const COLUMNS: &str = "claim,title,story,witnesses,reports,named,group,unnamed,independent_at_least,independent_at_most,when,earliest,latest,where,disagreements";

/// One line a claim, with a head line; safe for spreadsheets.
///
/// ```
/// assert!(stemma::present::table::csv(&[]).starts_with("claim,title"));
/// ```
pub fn csv(claims: &[ClaimView]) -> String {
    let mut out = format!("{COLUMNS}\n");
    for c in claims {
        let days = c.when.as_ref().and_then(|told| told.days);
        let cells = [
            c.id.clone(),
            c.title.clone(),
            c.story.clone(),
            c.witnesses.to_string(),
            c.reports.to_string(),
            c.named.to_string(),
            c.group.to_string(),
            c.unnamed.to_string(),
            c.at_least.to_string(),
            c.at_most.to_string(),
            c.when.as_ref().map_or_else(String::new, |told| told.words.clone()),
            days.map_or_else(String::new, |(first, _)| first.to_string()),
            days.map_or_else(String::new, |(_, last)| last.to_string()),
            c.place.clone().unwrap_or_default(),
            c.disagreements.iter().map(|d| d.what).collect::<Vec<_>>().join(" "),
        ];
        out.push_str(&cells.map(|cell| shown::csv(&cell)).join(","));
        out.push('\n');
    }
    out
}

/// The same rows as one JSON array.
pub fn json(claims: &[ClaimView]) -> Value {
    Value::Array(claims.iter().map(row).collect())
}

fn row(c: &ClaimView) -> Value {
    let days = c.when.as_ref().and_then(|told| told.days);
    json!({
        "id": c.id, "title": c.title, "story": c.story, "witnesses": c.witnesses, "reports": c.reports,
        "origins": {"named": c.named, "group": c.group, "unnamed": c.unnamed},
        "independent_origins": {"at_least": c.at_least, "at_most": c.at_most},
        "when": c.when.as_ref().map(|told| told.words.as_str()),
        "earliest": days.map(|(first, _)| first), "latest": days.map(|(_, last)| last),
        "where": c.place, "disagreements": c.disagreements.iter().map(|d| d.what).collect::<Vec<_>>(),
    })
}
