//! One claim: its stemma with the picture's geometry, what each edge did to the words, and what people said of it.

use axum::Json;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use stemma::present::claim::{ClaimView, WitnessView, view};
use stemma::present::correct::{Corrected, Correction, claims, reach, standing};
use stemma::present::drawing::drawing;
use stemma::present::names::Names;
use stemma::present::{Pile, terminal};
use stemma::trace::{Claim, Edge, Traced};
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
    let Some(mut held) = corrected.into_iter().find(|held| held.claim.id == id) else {
        return Err(Problem::missing(gone(id, own.is_some(), &standing)));
    };
    let traced = Traced::default();
    let names = if program { Names::default() } else { Names::of(&standing) };
    let renamed = names.over_all(&reports);
    let (own_pile, pile) = (Pile::new(&reports, &traced), Pile::new(renamed.as_deref().unwrap_or(&reports), &traced));
    let shown = held.view(&pile, &stories[held.story]);
    held.acts.extend(names.behind(shown.place.as_deref(), &own_pile, &held.claim));
    let mut record = value(&shown)?;
    if renamed.is_some() || held.place.is_some() {
        record["own_place"] = value(&view(&own_pile, &stories[held.story], &held.claim).place)?;
    } else {
        record["own_place"] = record["place"].clone();
    }
    record["drawing"] = value(&drawing(&shown.stemma))?;
    record["voices"] =
        shown.words.iter().map(|w| (w.id.clone(), terminal::voice(w).into())).collect::<serde_json::Map<_, _>>().into();
    record["diffs"] = diffs(&held.claim, &shown);
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

/// Word for word what each edge between two reports did; the words of a citation and of what it cites stand side by side.
fn diffs(claim: &Claim, shown: &ClaimView) -> Value {
    let words: BTreeMap<&str, &WitnessView> = shown.words.iter().map(|w| (w.id.as_str(), w)).collect();
    let of = |edge: &Edge| {
        let (old, new) = (words.get(edge.from.as_str())?, words.get(edge.to.as_str())?);
        let parts =
            if edge.kind == "citation" { beside(&old.quote, &new.quote) } else { parts(&old.quote, &new.quote) };
        (old.report != new.report).then(|| json!({"from": edge.from, "to": edge.to, "kind": edge.kind, "parts": parts}))
    };
    claim.edges.iter().filter_map(of).collect()
}

fn beside(old: &str, new: &str) -> Value {
    if old == new { json!([["both", old]]) } else { json!([["old", old], ["new", new]]) }
}

/// Fewest words of ten in common for which single words are compared.
const ALIKE: usize = 3;

/// `[["both", "It "], ["old", "may have burned"], ["new", "burned"]]`; whole where hardly a word is the same.
pub(super) fn parts(old: &str, new: &str) -> Value {
    let part = |part: stemma_store::Difference| {
        let side = match part.side {
            Side::Both => "both",
            Side::Old => "old",
            Side::New => "new",
        };
        json!([side, stemma::present::shown::text(&part.text)])
    };
    let parts = difference(old, new);
    let letters = |side: Option<Side>| -> usize {
        parts.iter().filter(|p| side.is_none_or(|side| p.side == side)).map(|p| p.text.chars().count()).sum()
    };
    if letters(Some(Side::Both)) * 10 < letters(None) * ALIKE {
        return beside(&stemma::present::shown::text(old), &stemma::present::shown::text(new));
    }
    parts.into_iter().map(part).collect()
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
