//! Corrections: what people say against the program, checked before it enters the log.

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use stemma::Span;
use stemma::present::correct::{CLAIM_ACTS, Correction, claims, of_report, reach, standing, statements};
use stemma::span::CodePoints;
use stemma_store::{Case, Proposed, Reaches};

use super::claims::cursor;
use super::{Answer, Shared, names, value};
use crate::Served;
use crate::problem::Problem;

/// Longest name or reason, in characters.
pub(super) const LONGEST: usize = 4_000;

/// A correction as a client sends it.
#[derive(Debug, Deserialize)]
pub(super) struct Sent {
    pub(super) kind: String,
    pub(super) target: String,
    pub(super) act: String,
    #[serde(default)]
    pub(super) after: Option<Value>,
    /// The report of a statement.
    #[serde(default)]
    report: Option<String>,
    /// The claim of a witness.
    #[serde(default)]
    claim: Option<String>,
    who: String,
    #[serde(default)]
    why: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    /// The last entry first.
    reversed: Option<u8>,
    cursor: Option<String>,
    limit: Option<usize>,
}

/// The log, with which of its entries stand and which have lost their words. Its cursor is the last entry given.
pub(super) async fn list(State(served): Shared, Query(asked): Query<Asked>) -> Answer {
    let (after, limit) = (cursor(asked.cursor)?, asked.limit.unwrap_or(100).clamp(1, 500));
    let back = asked.reversed.is_some_and(|reversed| reversed > 0);
    let log = served.with(move |case, _| {
        let log = case.corrections()?;
        let orphans = orphans(case, &standing(&log))?;
        let undone: BTreeSet<&str> = live_undos(&log).into_iter().collect();
        let entry = |c: &Correction| {
            let mut entry = value(c)?;
            entry["stands"] = (!undone.contains(c.id.to_string().as_str())).into();
            entry["orphan"] = orphans.contains(&c.id).into();
            Ok(entry)
        };
        let is_behind = |c: &&Correction| after.is_none_or(|after| if back { c.id < after } else { c.id > after });
        let mut entries: Vec<&Correction> = log.iter().filter(is_behind).collect();
        if back {
            entries.reverse();
        }
        let more = entries.len() > limit;
        entries.truncate(limit);
        let next = entries.last().filter(|_| more).map(|c| c.id.to_string());
        let items = entries.into_iter().map(entry).collect::<Result<Vec<_>, Problem>>()?;
        Ok(json!({"items": items, "total": log.len(), "next": next}))
    });
    Ok(Json(log.await?))
}

/// Corrections whose target is gone or whose words changed.
fn orphans(case: &Case, standing: &[&Correction]) -> Result<BTreeSet<i64>, Problem> {
    let mut ids = BTreeSet::new();
    for c in standing {
        match c.kind.as_str() {
            "claim" => ids.extend(reach(&c.target, standing)),
            "witness" => ids.extend(claim_of(c).map(|id| reach(&id, standing)).into_iter().flatten()),
            _ => {}
        }
    }
    let stories = case.claims_by_id(&ids)?;
    let all = stories.into_iter().enumerate().flat_map(|(n, s)| s.claims.into_iter().map(move |c| (n, c))).collect();
    let mut lost: BTreeSet<i64> = claims(all, standing).1.into_iter().collect();
    lost.extend(names::orphans(case, standing)?);
    let reports: BTreeSet<&str> = standing.iter().filter_map(|c| of_report(c)).collect();
    for report in reports {
        match case.traced_report(report)? {
            Some(mut annotated) => lost.extend(statements(&mut annotated, standing).1),
            None => lost.extend(standing.iter().filter(|c| of_report(c) == Some(report)).map(|c| c.id)),
        }
    }
    Ok(lost)
}

fn claim_of(c: &Correction) -> Option<String> {
    match c.kind.as_str() {
        "claim" => Some(c.target.clone()),
        _ => Some(c.before.as_ref()?.get("claim")?.as_str()?.to_string()),
    }
}

pub(super) async fn make(State(served): Shared, Json(sent): Json<Sent>) -> Answer {
    let made = served.with(move |case, served: &Served| {
        let proposed = check(case, sent)?;
        value(&case.correct(&proposed, &served.desk.now())?)
    });
    Ok(Json(made.await?))
}

/// What is wrong with a correction is said now, not when somebody looks at it later.
fn check(case: &Case, sent: Sent) -> Result<Proposed, Problem> {
    if sent.who.trim().is_empty() {
        return Err(Problem::misuse("say who you are: every act in the log has a name"));
    }
    let why = sent.why.clone().filter(|why| !why.trim().is_empty());
    if sent.who.chars().count() > LONGEST || why.as_ref().is_some_and(|why| why.chars().count() > LONGEST) {
        return Err(Problem::misuse(format!("a name and a reason have {LONGEST} characters at most")));
    }
    if matches!(sent.act.as_str(), "same" | "independent" | "rate") && why.is_none() {
        return Err(Problem::misuse("this needs a reason"));
    }
    let (before, after, reaches) = match sent.kind.as_str() {
        "correction" => (None, None, undone(case, &sent)?),
        "actor" | "place" => names::check(case, &sent)?,
        "claim" | "witness" => on_claim(case, &sent)?,
        "statement" => on_statement(case, &sent)?,
        _ => return Err(Problem::misuse("kind is claim, witness, statement, actor, place or correction")),
    };
    let Sent { kind, target, act, who, .. } = sent;
    Ok(Proposed { kind, target, act, before, after, who, why, reaches })
}

fn undone(case: &Case, sent: &Sent) -> Result<Reaches, Problem> {
    if sent.act != "undo" {
        return Err(Problem::misuse("a correction can only be undone"));
    }
    let log = case.corrections()?;
    let find = |id: &str| log.iter().find(|c| c.id.to_string() == id);
    let mut target = find(&sent.target).ok_or_else(|| Problem::missing("there is no such correction"))?;
    let gone: BTreeSet<&str> = live_undos(&log).into_iter().collect();
    if gone.contains(sent.target.as_str()) {
        return Err(Problem::misuse("it is undone already"));
    }
    while target.act == "undo" {
        target = find(&target.target).ok_or_else(|| Problem::missing("there is no such correction"))?;
    }
    Ok(match target.kind.as_str() {
        "actor" | "place" => names::reaches(target),
        _ => claim_of(target).map_or(Reaches::Nothing, Reaches::Claim),
    })
}

/// What the undos that stand take back.
fn live_undos(log: &[Correction]) -> Vec<&str> {
    let mut undone: Vec<&str> = Vec::new();
    for entry in log.iter().rev().filter(|entry| entry.act == "undo") {
        if !undone.contains(&entry.id.to_string().as_str()) {
            undone.push(&entry.target);
        }
    }
    undone
}

/// What the program says, what is said instead, and what it reaches.
pub(super) type Checked = (Option<Value>, Option<Value>, Reaches);

/// Tries the act on the claim as it stands now; one that would be an orphan at once is refused.
fn on_claim(case: &Case, sent: &Sent) -> Result<Checked, Problem> {
    let known = match sent.kind.as_str() {
        "claim" => CLAIM_ACTS.contains(&sent.act.as_str()),
        _ => matches!(sent.act.as_str(), "accept" | "reject"),
    };
    if !known {
        return Err(Problem::misuse(format!("a {} takes no act `{}`", sent.kind, sent.act)));
    }
    let id = if sent.kind == "claim" { Some(sent.target.clone()) } else { sent.claim.clone() };
    let id = id.ok_or_else(|| Problem::misuse("a witness needs its claim"))?;
    let log = case.corrections()?;
    let id_of_new = log.last().map_or(0, |last| last.id) + 1;
    let before = match sent.kind.as_str() {
        "witness" => Some(json!({"claim": id})),
        _ => case.claims_by_id(&BTreeSet::from([id.clone()]))?.first().and_then(|s| s.claims.first()).map(|c| {
            json!({"title": c.title, "at_least": c.independent_origins.at_least, "at_most": c.independent_origins.at_most,
                "origins": c.origins.iter().map(|o| json!({"name": o.name, "class": o.class})).collect::<Vec<_>>()})
        }),
    };
    let trial = Correction {
        id: id_of_new,
        kind: sent.kind.clone(),
        target: sent.target.clone(),
        act: sent.act.clone(),
        before: before.clone(),
        after: sent.after.clone(),
        who: sent.who.clone(),
        at: String::new(),
        why: None,
    };
    let mut standing = standing(&log);
    standing.push(&trial);
    let stories = case.claims_by_id(&reach(&id, &standing))?;
    let all = stories.into_iter().enumerate().flat_map(|(n, s)| s.claims.into_iter().map(move |c| (n, c))).collect();
    if claims(all, &standing).1.contains(&id_of_new) {
        return Err(Problem::misuse("the case has nothing that this fits"));
    }
    Ok((before, sent.after.clone(), Reaches::Claim(id)))
}

/// Spans come in code points and are kept in bytes, with the words they covered.
fn on_statement(case: &Case, sent: &Sent) -> Result<Checked, Problem> {
    let report = sent.report.as_deref().ok_or_else(|| Problem::misuse("a statement needs its report"))?;
    let annotated = case.traced_report(report)?.ok_or_else(|| Problem::missing(format!("no report `{report}`")))?;
    let statement = annotated.statements.iter().find(|s| s.id == sent.target);
    let statement = statement.ok_or_else(|| Problem::missing("there is no such statement in that report"))?;
    let text = &annotated.report.text;
    let mut before = json!({"report": report, "text_sha256": annotated.report.text_sha256});
    if matches!(sent.act.as_str(), "accept" | "reject") {
        return Ok((Some(before), None, Reaches::Nothing));
    }
    if sent.act != "span" {
        return Err(Problem::misuse("a statement takes accept, reject or span"));
    }
    let after = sent.after.as_ref().ok_or_else(|| Problem::misuse("a span needs `after`"))?;
    let field = after["field"].as_str().unwrap_or("");
    let was = match field {
        "source" => statement.source.clone().unwrap_or_default(),
        "cue" => statement.cue.clone(),
        "content" => statement.content.clone(),
        _ => return Err(Problem::misuse("field is source, cue or content")),
    };
    let points = CodePoints::new(text);
    let given: Vec<[usize; 2]> = serde_json::from_value(after["spans"].clone()).unwrap_or_default();
    let spans: Option<Vec<Span>> = given.iter().map(|&at| points.span(at).filter(|span| !span.is_empty())).collect();
    let spans =
        spans.filter(|spans| !spans.is_empty()).ok_or_else(|| Problem::misuse("the spans do not fit the text"))?;
    let words = |spans: &[Span]| spans.iter().map(|span| span.of(text).to_string()).collect::<Vec<_>>();
    before["field"] = field.into();
    before["spans"] = value(&was)?;
    before["words"] = value(&words(&was))?;
    Ok((Some(before), Some(json!({"spans": spans, "words": words(&spans)})), Reaches::Nothing))
}
