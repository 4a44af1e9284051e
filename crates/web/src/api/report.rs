//! Reports: the list, the words with everything marked in them, what they share with others, the bytes as they came.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, header};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use stemma::Annotated;
use stemma::link::{Evidence, Link, LinkKind};
use stemma::present::correct::{of_report, standing, statements};
use stemma::present::marks::Mark;
use stemma::present::names::Names;
use stemma::present::reader::{Placed, read};
use stemma::present::reasons::readable;
use stemma::present::{label, published, reader, shown};
use stemma::read::{Found, Report};
use stemma::span::CodePoints;
use stemma_store::{Case, Wanted};

use super::claim::parts;
use super::claims::{cursor, page};
use super::{Answer, Shared, value};
use crate::problem::Problem;

/// Passages that are given of one pair of reports.
const PASSAGES: usize = 200;
/// Claims that are marked in one report.
const CLAIMS: usize = 500;

#[derive(Deserialize)]
pub(super) struct Asked {
    q: Option<String>,
    cursor: Option<String>,
    limit: Option<usize>,
    from: Option<usize>,
}

pub(super) async fn list(State(served): Shared, Query(asked): Query<Asked>) -> Answer {
    let after = cursor(asked.cursor)?;
    let limit = asked.limit.unwrap_or(50);
    let found = served.with(move |case, _| page(case.find_reports(asked.q.as_deref(), after, limit)?));
    Ok(Json(found.await?))
}

pub(super) async fn one(State(served): Shared, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    Ok(Json(served.with(move |case, _| report(case, &id, asked.from.unwrap_or(0))).await?))
}

fn missing(id: &str) -> Problem {
    Problem::missing(format!("there is no traced report `{id}`"))
}

fn report(case: &Case, id: &str, from: usize) -> Result<Value, Problem> {
    let mut annotated = case.traced_report(id)?.ok_or_else(|| missing(id))?;
    let log = case.corrections()?;
    let standing = standing(&log);
    let (mut acts, orphans) = statements(&mut annotated, &standing);
    let renamed = Names::of(&standing).lay_over(&mut annotated);
    acts.extend(&renamed);
    let wanted = Wanted { report: Some(id.into()), limit: CLAIMS, ..Wanted::default() };
    let ids: BTreeSet<String> = case.find_claims(&wanted)?.items.into_iter().map(|claim| claim.id).collect();
    let claims: Vec<_> = case.claims_by_id(&ids)?.into_iter().flat_map(|story| story.claims).collect();
    let links = case.links_of(id)?;
    let mut more = Vec::new();
    for claim in &claims {
        for span in claim.witnesses.iter().filter(|w| w.report == id).flat_map(|w| &w.spans) {
            let says = format!("claim: {}", shown::cut(&shown::line(&claim.title), 120));
            more.push(Placed { span: *span, mark: Mark::Claim, id: Some(claim.id.clone()), says });
        }
    }
    let text = &annotated.report.text;
    more.extend(links.iter().flat_map(|link| shared(link, id)));
    let points = CodePoints::new(text);
    let claims =
        claims.iter().map(|c| json!({"id": c.id, "title": shown::line(&c.title), "witnesses": c.witnesses.len()}));
    let mut record = head(&annotated.report);
    record["claims"] = claims.collect();
    record["statements"] = told(&annotated, &points);
    record["links"] = links.iter().map(|link| related(case, link, id)).collect::<Result<_, _>>()?;
    record["versions"] = versions(case, id)?;
    let mine = log.iter().filter(|c| of_report(c) == Some(id) || renamed.contains(&c.id)).map(|c| {
        let mut entry = serde_json::to_value(c).unwrap_or_default();
        entry["stands"] = acts.contains(&c.id).into();
        entry["orphan"] = orphans.contains(&c.id).into();
        entry
    });
    record["corrections"] = mine.collect();
    record["reader"] = value(&read(&annotated, from, &more))?;
    Ok(record)
}

fn head(report: &Report) -> Value {
    let found = |field: &Option<Found<String>>| {
        field.as_ref().map(|f| json!({"value": shown::line(&f.value), "found_in": shown::line(&f.found_in)}))
    };
    json!({
        "id": report.id, "label": label(report), "title": found(&report.title), "outlet": found(&report.outlet),
        "author": found(&report.author), "url": found(&report.url), "canonical": found(&report.canonical),
        "language": found(&report.language), "text_sha256": report.text_sha256, "raw_sha256": report.raw_sha256,
        "published": report.published.as_ref().map(|f| json!({"value": published(report), "found_in": shown::line(&f.found_in)})),
        "doubts": report.doubts.iter().map(|doubt| shown::line(doubt)).collect::<Vec<_>>(), "window": reader::WINDOW,
    })
}

/// The statements with their spans in code points, for whoever wants to correct them.
fn told(annotated: &Annotated, points: &CodePoints) -> Value {
    let text = &annotated.report.text;
    let spans = |spans: &[stemma::Span]| spans.iter().map(|&span| points.of(span)).collect::<Vec<_>>();
    let words = |spans: &[stemma::Span]| spans.iter().map(|s| shown::line(s.of(text))).collect::<Vec<_>>().join(" … ");
    let record = |s: &stemma::attribute::Statement| {
        let chain: Vec<_> = s.chain.iter().map(|l| json!({"name": shown::line(&l.name), "class": l.class})).collect();
        json!({
            "id": s.id, "kind": s.kind, "stance": s.stance, "rule": s.rule, "chain": chain,
            "source": s.source.as_deref().map(spans), "source_words": s.source.as_deref().map(words),
            "cue": spans(&s.cue), "cue_words": words(&s.cue),
            "content": spans(&s.content), "content_words": words(&s.content),
        })
    };
    annotated.statements.iter().map(record).collect()
}

/// A link seen from one of its ends.
fn related(case: &Case, link: &Link, id: &str) -> Result<Value, Problem> {
    let other = other_end(link, id);
    let found = case.traced_words(other)?;
    let label = found.as_ref().map_or_else(|| shown::line(other), label);
    let known = |id: &str| found.as_ref().filter(|report| report.id == id);
    Ok(json!({
        "report": other, "label": label, "published": found.as_ref().map(published), "kind": link.kind,
        "direction": link.direction, "is_source": link.to == id, "parent": link.parent, "passages": link.evidence.len(),
        "reasons": link.reasons.iter().map(|reason| readable(reason, &known)).collect::<Vec<_>>(),
    }))
}

fn other_end<'a>(link: &'a Link, id: &str) -> &'a str {
    if link.from == id { &link.to } else { &link.from }
}

/// Where the passage stands here and there.
fn sides(link: &Link, evidence: &Evidence, id: &str) -> (stemma::Span, stemma::Span) {
    if link.from == id { (evidence.from_span, evidence.to_span) } else { (evidence.to_span, evidence.from_span) }
}

fn shared(link: &Link, id: &str) -> Vec<Placed> {
    let other = other_end(link, id);
    let placed = |evidence: &Evidence| Placed {
        span: sides(link, evidence, id).0,
        mark: Mark::Passage,
        id: Some(other.to_string()),
        says: "stands in another report too".into(),
    };
    link.evidence.iter().map(placed).collect()
}

fn versions(case: &Case, id: &str) -> Result<Value, Problem> {
    let record = |v: stemma_store::Version| {
        let receipts: Vec<_> = v
            .receipts
            .iter()
            .map(|r| json!({"from": shown::line(&r.from), "received": r.received, "fetched": r.fetched}))
            .collect();
        json!({"number": v.number, "extraction": v.extraction, "text_sha256": v.filed.report.text_sha256, "raw_sha256": v.filed.report.raw_sha256, "receipts": receipts})
    };
    Ok(case.versions(id)?.into_iter().map(record).collect())
}

pub(super) async fn passages(State(served): Shared, Path((id, other)): Path<(String, String)>) -> Answer {
    Ok(Json(served.with(move |case, _| aligned(case, &id, &other)).await?))
}

/// Both sides of every shared passage, with what differs between them.
fn aligned(case: &Case, id: &str, other: &str) -> Result<Value, Problem> {
    let here = case.traced_words(id)?.ok_or_else(|| missing(id))?;
    let there = case.traced_words(other)?.ok_or_else(|| missing(other))?;
    let (mine, theirs) = (CodePoints::new(&here.text), CodePoints::new(&there.text));
    let mut passages = BTreeMap::new();
    for link in case.links_of(id)?.iter().filter(|link| other_end(link, id) == other) {
        for evidence in &link.evidence {
            let (a, b) = sides(link, evidence, id);
            passages.entry((a, b)).or_insert_with(|| {
                let (there, here) = (b.of(&there.text), a.of(&here.text));
                // A citation's two sides are no wording in common: they are shown beside each other, not compared.
                let (parts, words) = match link.kind {
                    LinkKind::Citation => (Value::Null, json!([shown::line(there), shown::line(here)])),
                    _ => (parts(there, here), Value::Null),
                };
                json!({"here": mine.of(a), "there": theirs.of(b), "what": evidence.what, "parts": parts, "words": words})
            });
        }
    }
    let (here, there) = (label(&here), label(&there));
    Ok(json!({"here": here, "there": there, "items": passages.into_values().take(PASSAGES).collect::<Vec<_>>()}))
}

type Download = ([(HeaderName, &'static str); 2], Bytes);

/// The bytes as they came, never shown: a browser saves them.
pub(super) async fn original(State(served): Shared, Path(id): Path<String>) -> Result<Download, Problem> {
    let bytes = served.with(move |case, _| {
        let report = case.traced_words(&id)?.ok_or_else(|| missing(&id))?;
        Ok(case.original(&report.raw_sha256)?)
    });
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"original.bin\""),
    ];
    Ok((headers, bytes.await?.into()))
}
