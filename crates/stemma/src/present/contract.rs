//! The records that are measured, as `contract.md` names them: JSON, spans in code points, unknown fields `null`.

use serde_json::{Value, json};
use std::collections::BTreeMap;

use crate::attribute::{ChainLink, Statement};
use crate::link::Link;
use crate::read::Report;
use crate::situate::{Situation, actor::ActorMention, event::Event, place::PlaceMention, time::TimeMention};
use crate::span::CodePoints;
use crate::trace::{Change, Cited, Claim, Story};
use crate::{Annotated, Span};

/// The record of `reports.jsonl`.
pub fn report(report: &Report) -> Value {
    let points = CodePoints::new(&report.text);
    let value = |found: &Option<crate::read::Found<String>>| found.as_ref().map(|f| f.value.clone());
    let found_in =
        [("title", &report.title), ("outlet", &report.outlet), ("author", &report.author), ("url", &report.url)]
            .into_iter()
            .filter_map(|(field, found)| Some((field, found.as_ref()?.found_in.clone())))
            .chain(report.published.as_ref().map(|found| ("published", found.found_in.clone())))
            .collect::<BTreeMap<_, _>>();
    json!({
        "id": report.id, "text": report.text, "sha256": report.text_sha256, "raw_sha256": report.raw_sha256,
        "title": value(&report.title), "url": value(&report.url), "canonical": value(&report.canonical),
        "outlet": value(&report.outlet), "author": value(&report.author),
        "published": report.published_at().map(|at| at.to_string()), "language": value(&report.language),
        "links": report.links.iter().map(|link| json!({"url": link.url, "span": link.span.map(|s| points.of(s))})).collect::<Vec<_>>(),
        "found_in": found_in, "doubts": report.doubts,
    })
}

/// The record of `stemma annotate` and `annotations.jsonl`.
pub fn annotation(annotated: &Annotated) -> Value {
    let points = CodePoints::new(&annotated.report.text);
    let Situation { times, places, actors, events, doubts } = &annotated.situation;
    json!({
        "id": annotated.report.id,
        "sentences": annotated.segmentation.sentences.iter().map(|s| points.of(s.span)).collect::<Vec<_>>(),
        "statements": each(&annotated.statements, |s| statement(s, &points)),
        "times": each(times, |t| time(t, &points)),
        "places": each(places, |p| place(p, &points)),
        "actors": each(actors, |a| actor(a, &points)),
        "events": each(events, |e| event(e, &annotated.situation, &points)),
        "doubts": doubts,
    })
}

/// A record of `links.jsonl`.
pub fn link(link: &Link, texts: &Texts) -> Value {
    let evidence = each(
        &link.evidence,
        |e| json!({"from_span": texts.point(&link.from, e.from_span), "to_span": texts.point(&link.to, e.to_span), "what": e.what}),
    );
    json!({
        "from": link.from, "to": link.to, "kind": link.kind, "direction": link.direction, "score": rounded(link.score),
        "parent": link.parent, "reasons": link.reasons, "evidence": evidence,
    })
}

/// A record of `stories.jsonl`.
pub fn story(story: &Story, texts: &Texts) -> Value {
    json!({
        "story": story.id, "title": story.title, "reports": story.reports,
        "claims": each(&story.claims, |c| claim(c, texts)),
    })
}

/// Code points of every report of a pile, by report id.
#[derive(Debug, Default)]
pub struct Texts {
    by_report: BTreeMap<String, CodePoints>,
}

impl Texts {
    /// Reads the texts of a pile.
    pub fn new<'a>(reports: impl IntoIterator<Item = &'a Report>) -> Self {
        let mut texts = Texts::default();
        reports.into_iter().for_each(|report| texts.take(report));
        texts
    }

    /// Takes in the text of one report; another one of its id is forgotten.
    pub fn take(&mut self, report: &Report) {
        self.by_report.insert(report.id.clone(), CodePoints::new(&report.text));
    }

    fn point(&self, report: &str, span: Span) -> Option<[usize; 2]> {
        self.by_report.get(report).map(|points| points.of(span))
    }

    fn points(&self, report: &str, spans: &[Span]) -> Vec<Option<[usize; 2]>> {
        spans.iter().map(|&span| self.point(report, span)).collect()
    }
}

fn each<T>(items: &[T], record: impl Fn(&T) -> Value) -> Vec<Value> {
    items.iter().map(record).collect()
}

fn spans(spans: &[Span], points: &CodePoints) -> Vec<[usize; 2]> {
    spans.iter().map(|&span| points.of(span)).collect()
}

fn rounded(score: f64) -> f64 {
    (score * 10_000.0).round() / 10_000.0
}

fn statement(s: &Statement, points: &CodePoints) -> Value {
    json!({
        "id": s.id, "parent": s.parent, "kind": s.kind, "source": s.source.as_ref().map(|source| spans(source, points)),
        "cue": spans(&s.cue, points), "content": spans(&s.content, points), "stance": s.stance,
        "hedges": spans(&s.hedges, points), "chain": each(&s.chain, |l| chain_link(l, points)),
    })
}

fn chain_link(link: &ChainLink, points: &CodePoints) -> Value {
    let mut record = json!({"name": link.name, "class": link.class, "span": link.span.map(|s| points.of(s))});
    if !link.members.is_empty() {
        record["members"] = Value::Array(each(&link.members, |l| chain_link(l, points)));
    }
    record
}

fn time(t: &TimeMention, points: &CodePoints) -> Value {
    let [start, end] = points.of(t.span);
    json!({
        "start": start, "end": end, "type": t.kind, "value": t.value, "earliest": t.earliest, "latest": t.latest,
        "basis": t.basis,
    })
}

fn place(p: &PlaceMention, points: &CodePoints) -> Value {
    let [start, end] = points.of(p.span);
    json!({
        "start": start, "end": end, "name": p.name, "geonames_id": p.geonames_id, "lat": p.lat, "lon": p.lon,
        "country": p.country, "level": p.level, "radius_km": p.radius_km, "basis": p.basis,
        "alternatives": p.alternatives,
    })
}

fn actor(a: &ActorMention, points: &CodePoints) -> Value {
    let [start, end] = points.of(a.span);
    let mut record = json!({"start": start, "end": end, "name": a.name, "id": a.id, "kind": a.kind, "basis": a.basis});
    if !a.claims.is_empty() {
        record["claims"] = json!(a.claims);
    }
    record
}

fn event(e: &Event, situation: &Situation, points: &CodePoints) -> Value {
    let who = |index: Option<usize>| index.and_then(|i| situation.actors.get(i)).map(|a| actor(a, points));
    let quantities = each(&e.quantities, |q| {
        let whole = q.part_of.map(|whole| spans(&[whole], points));
        json!({"span": spans(&q.span, points), "low": q.low, "high": q.high, "unit": q.unit, "part_of": whole})
    });
    json!({
        "id": e.id, "statement": e.statement, "trigger": spans(&e.trigger, points), "kind": e.kind,
        "agent": who(e.agent), "patient": who(e.patient),
        "place": e.place.and_then(|i| situation.places.get(i)).map(|p| place(p, points)),
        "time": e.time.and_then(|i| situation.times.get(i)).map(|t| time(t, points)),
        "time_by": e.time_by, "quantities": quantities, "negated": e.negated, "category": e.category, "mode": e.mode,
        "sub_event": e.sub_event, "historical": e.historical, "future": e.future, "hypothetical": e.hypothetical,
    })
}

fn claim(c: &Claim, texts: &Texts) -> Value {
    let witnesses = each(&c.witnesses, |w| {
        json!({
            "id": w.id, "report": w.report, "statement": w.statement, "spans": texts.points(&w.report, &w.spans),
            "headline": w.headline,
        })
    });
    let lost = each(
        &c.lost_witnesses,
        |l| json!({"id": l.id, "name": l.name, "role": l.role, "cited_by": each(&l.cited_by, |c| cited(c, texts))}),
    );
    let why = each(
        &c.independent_origins.why,
        |w| json!({"says": w.says, "shown_by": each(&w.shown_by, |c| cited(c, texts))}),
    );
    json!({
        "id": c.id, "title": c.title, "witnesses": witnesses, "edges": c.edges, "lost_witnesses": lost,
        "origins": c.origins,
        "independent_origins": {
            "at_least": c.independent_origins.at_least, "at_most": c.independent_origins.at_most, "why": why,
        },
        "changes": each(&c.changes, |change| changed(change, texts)),
        "disagreements": c.disagreements,
    })
}

fn cited(c: &Cited, texts: &Texts) -> Value {
    json!({"report": c.report, "spans": texts.points(&c.report, &c.spans)})
}

fn changed(c: &Change, texts: &Texts) -> Value {
    json!({
        "from": c.from, "to": c.to, "from_report": c.from_report, "to_report": c.to_report, "what": c.what,
        "was": c.was, "became": c.became,
        "was_span": c.was_span.as_ref().map(|s| texts.points(&c.from_report, s)),
        "became_span": c.became_span.as_ref().map(|s| texts.points(&c.to_report, s)),
    })
}
