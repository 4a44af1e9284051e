//! One claim: its stemma with the picture's geometry, what each edge did to the words, and what people said of it.

use axum::Json;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use stemma::present::claim::{ClaimView, view};
use stemma::present::correct::{Corrected, Correction, claims, reach, standing};
use stemma::present::drawing::drawing;
use stemma::present::{Pile, terminal};
use stemma::trace::{Claim, Traced};
use stemma_store::{Case, Side, difference};

use super::{Answer, Shared, value};
use crate::problem::Problem;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// `program`: without corrections.
    r#as: Option<String>,
}

pub(super) async fn one(State(served): Shared, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let program = asked.r#as.as_deref() == Some("program");
    Ok(Json(served.with(move |case, _| claim(case, &id, program)).await?))
}

fn claim(case: &Case, id: &str, program: bool) -> Result<Value, Problem> {
    let log = case.corrections()?;
    let standing = standing(&log);
    let (stories, reports) = case.claims_with_reports(&reach(id, &standing))?;
    let all = stories.iter().enumerate().flat_map(|(n, s)| s.claims.iter().map(move |c| (n, c.clone())));
    let own = all.clone().find(|(_, claim)| claim.id == id);
    let (corrected, _) = claims(all.collect(), if program { &[] } else { &standing });
    let Some(held) = corrected.into_iter().find(|held| held.claim.id == id) else {
        return Err(Problem::missing(gone(id, own.is_some(), &standing)));
    };
    let traced = Traced::default();
    let pile = Pile::new(&reports, &traced);
    let shown = view(&pile, &stories[held.story], &held.claim);
    let mut record = value(&shown)?;
    record["drawing"] = value(&drawing(&shown.stemma))?;
    record["voices"] =
        shown.words.iter().map(|w| (w.id.clone(), terminal::voice(w).into())).collect::<serde_json::Map<_, _>>().into();
    record["diffs"] = diffs(&shown);
    record["state"] = held.state.into();
    record["given_place"] = held.place.clone().unwrap_or(Value::Null);
    record["corrections"] = value(&touching(&held, &log))?;
    record["program"] = own.filter(|_| !held.acts.is_empty()).map_or(Value::Null, |(_, own)| opinion(&own));
    Ok(record)
}

fn gone(id: &str, is_record: bool, standing: &[&Correction]) -> String {
    let merged = standing
        .iter()
        .find(|c| c.act == "merge" && c.after.as_ref().and_then(|after| after["claim"].as_str()) == Some(id));
    match merged {
        Some(merge) => format!("{} merged this claim into {}", merge.who, merge.target),
        None if is_record => "a correction took this claim away".into(),
        None => format!("there is no claim `{id}`"),
    }
}

/// Word for word what each edge between two witnesses did.
fn diffs(shown: &ClaimView) -> Value {
    let quotes: BTreeMap<&str, &str> = shown.words.iter().map(|w| (w.id.as_str(), w.quote.as_str())).collect();
    let nodes = &shown.stemma.graph.nodes;
    let of = |edge: &stemma::present::layout::Edge| {
        let (from, to) = (nodes[edge.from].id.as_str(), nodes[edge.to].id.as_str());
        let (old, new) = (quotes.get(from)?, quotes.get(to)?);
        Some(json!({"from": from, "to": to, "parts": parts(old, new)}))
    };
    shown.stemma.graph.edges.iter().filter_map(of).collect()
}

/// `[["both", "It "], ["old", "may have burned"], ["new", "burned"]]`
pub(super) fn parts(old: &str, new: &str) -> Value {
    let part = |part: stemma_store::Difference| {
        let side = match part.side {
            Side::Both => "both",
            Side::Old => "old",
            Side::New => "new",
        };
        json!([side, stemma::present::shown::text(&part.text)])
    };
    difference(old, new).into_iter().map(part).collect()
}

fn touching<'a>(held: &Corrected, log: &'a [Correction]) -> Vec<&'a Correction> {
    log.iter().filter(|entry| held.acts.contains(&entry.id)).collect()
}

/// What the program itself says, beside what people made of it.
fn opinion(claim: &Claim) -> Value {
    let origins =
        claim.origins.iter().map(|o| json!({"name": stemma::present::shown::line(&o.name), "class": o.class}));
    json!({
        "witnesses": claim.witnesses.len(), "at_least": claim.independent_origins.at_least,
        "at_most": claim.independent_origins.at_most, "origins": origins.collect::<Vec<_>>(),
    })
}
