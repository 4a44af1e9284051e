//! `annotate --explain`: what was found in a report and which rule found it, for people.

use std::fmt::Write;
use stemma::attribute::{ChainLink, Statement};
use stemma::present::shown::{cut, line};
use stemma::read::Report;
use stemma::situate::event::{Event, TimeBy};
use stemma::situate::place::PlaceMention;
use stemma::situate::time::{Basis, TimeMention};
use stemma::{Annotated, Span};

/// Longest quotation shown.
const WIDTH: usize = 90;

/// The whole report.
pub fn text(annotated: &Annotated) -> String {
    let text = &annotated.report.text;
    let mut out = format!("report {}\n", line(&annotated.report.id));
    for statement in &annotated.statements {
        self::statement(&mut out, statement, text);
    }
    let situation = &annotated.situation;
    let found = |out: &mut String, what: &str, span: Span, is: &str, why: &str| {
        let _ = writeln!(out, "  {what} “{}” is {}\n    {}", words(&[span], text), line(is), line(why));
    };
    for t in &situation.times {
        let why = format!("by rule {}; {}", t.rule, reckoned(t, &annotated.report));
        found(&mut out, "time", t.span, t.value.as_deref().unwrap_or("not known"), &why);
    }
    for p in &situation.places {
        found(&mut out, "place", p.span, &whereabouts(p), &p.basis);
        for other in &p.alternatives {
            let _ =
                writeln!(out, "    not {} at {}, {}: {}", line(&other.name), other.lat, other.lon, line(&other.reason));
        }
    }
    for a in &situation.actors {
        found(&mut out, "actor", a.span, &a.name, &format!("by {}", a.basis));
        for claim in &a.claims {
            let denied = if claim.denied_by.is_empty() { "" } else { "; not so says " };
            let (holders, others) = (claim.held_by.join(", "), claim.denied_by.join(", "));
            let _ =
                writeln!(out, "    contested: {}, says {}{denied}{}", line(&claim.says), line(&holders), line(&others));
        }
    }
    for e in &situation.events {
        let _ = writeln!(out, "  event {} “{}”{}", e.kind, words(&e.trigger, text), when(e, annotated));
    }
    for doubt in annotated.report.doubts.iter().chain(&situation.doubts) {
        let _ = writeln!(out, "  doubt {}", line(doubt));
    }
    out
}

/// From what the days of a time were reckoned.
fn reckoned(time: &TimeMention, report: &Report) -> String {
    let from = match (time.basis, time.anchor) {
        (Some(Basis::Published), _) => {
            let day = report.published_at().map_or(String::new(), |at| format!(", {}", at.date));
            format!("reckoned from the day of publication{day}")
        }
        (_, Some(anchor)) => format!("reckoned from “{}”, told before it", words(&[anchor], &report.text)),
        (Some(Basis::Text), None) => "by its own words".to_string(),
        (None, None) => "nothing gives its days".to_string(),
    };
    match (time.earliest, time.latest) {
        (Some(first), Some(last)) if first == last => format!("{from}: {first}"),
        (Some(first), Some(last)) => format!("{from}: {first} to {last}"),
        _ => from,
    }
}

/// At what time, and how the event comes to it.
fn when(event: &Event, annotated: &Annotated) -> String {
    let by = match event.time_by {
        Some(TimeBy::Clause) => "told in its clause",
        Some(TimeBy::Sentence) => "told in its sentence",
        Some(TimeBy::Before) => "told of the event before it",
        None => return ", nothing says when".into(),
    };
    let time = event.time.and_then(|at| annotated.situation.times.get(at));
    time.map_or(String::new(), |t| format!(" at “{}”, {by}", words(&[t.span], &annotated.report.text)))
}

fn whereabouts(place: &PlaceMention) -> String {
    match (place.lat, place.lon, place.radius_km) {
        (Some(lat), Some(lon), Some(km)) => {
            let country = place.country.as_ref().map_or(String::new(), |code| format!(", {code}"));
            format!("{} ({}{country}) at {lat}, {lon}, within {km} km", place.name, place.level)
        }
        _ => format!("{}, no list says where", place.name),
    }
}

fn statement(out: &mut String, s: &Statement, text: &str) {
    let within = s.parent.as_ref().map(|parent| format!(", within {parent}")).unwrap_or_default();
    let _ = writeln!(
        out,
        "  statement {}: {}, {}{within}",
        s.id,
        name(serde_json::to_value(s.stance)),
        name(serde_json::to_value(s.kind))
    );
    let quoted = |spans: &[Span], none: &str| {
        if spans.is_empty() { none.into() } else { format!("“{}”", words(spans, text)) }
    };
    let _ = writeln!(out, "    source  {}", quoted(s.source.as_deref().unwrap_or_default(), "nobody is named"));
    let _ = writeln!(out, "    cue     {}", quoted(&s.cue, "no words, only marks"));
    let _ = writeln!(out, "    content {}", quoted(&s.content, ""));
    if !s.hedges.is_empty() {
        let _ = writeln!(out, "    hedges  {}", quoted(&s.hedges, ""));
    }
    if !s.chain.is_empty() {
        let _ = writeln!(out, "    chain   {}", s.chain.iter().map(link).collect::<Vec<_>>().join(" → "));
    }
    for (at, reason) in reasons(&s.rule).enumerate() {
        let _ = writeln!(out, "    {} {}", if at == 0 { "by rule" } else { "       " }, line(reason));
    }
}

/// The parts of a rule; what stands in “” is quoted from the report and holds no joints.
fn reasons(rule: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0usize;
    let split = move |c: char| {
        match c {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ';' && depth == 0
    };
    rule.split(split).map(str::trim)
}

fn link(link: &ChainLink) -> String {
    format!("{} ({})", line(&link.name), name(serde_json::to_value(link.class)))
}

/// The word that the records have for a stance, a kind, a class.
fn name(value: serde_json::Result<serde_json::Value>) -> String {
    value.ok().and_then(|value| value.as_str().map(str::to_string)).unwrap_or_default()
}

fn words(spans: &[Span], text: &str) -> String {
    let words: Vec<_> = spans.iter().map(|span| line(span.of(text))).collect();
    cut(&words.join(" … "), WIDTH)
}
