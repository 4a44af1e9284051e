//! Attribution by layout: headlines ("Fars: …", "… – report"), signatures under a quotation, "And from X:", scare quotes in
//! headlines; and adverbs that say that somebody says ("allegedly"). Credits of a whole report are in `credits`.

use super::class;
use super::draft::Draft;
use super::outlet_phrase::is_outlet_phrase;
use super::things::is_thing;
use super::view::Run;
use super::{SourceClass, Stance};
use crate::Span;

/// The statements that the layout of one run makes; `bare` says that no other rule found any.
pub(super) fn find(run: &Run<'_>, bare: bool, found: &mut Vec<Draft>) {
    if run.inside.is_some() {
        return;
    }
    let headline = run.paragraph == 0 && run.opens_paragraph();
    let draft = signature(run).or_else(|| introduced(run, bare));
    let draft = draft.or_else(|| if headline { title_colon(run).or_else(|| title_dash(run)) } else { None });
    let draft = draft.or_else(|| if bare { speaker_colon(run) } else { None });
    if let Some(draft) = draft {
        let cited =
            |other: &Draft| draft.origins.iter().any(|origin| other.cue.iter().any(|cue| cue.end + 1 == origin.start));
        found.retain(|other| !cited(other));
        found.push(draft);
    } else if headline && bare {
        scare_quotes(run, found);
    }
}

/// "Fars: US base hit": a short name, a colon, a headline.
fn title_colon(run: &Run<'_>) -> Option<Draft> {
    let colon = (1..run.len().min(10)).find(|&at| run.low(at) == ":")?;
    let citing = (1..colon).find(|&at| run.low(at) == "," && run.is(at + 1, &["citing", "quoting"]));
    let label = run.is(
        0,
        &[
            "the",
            "live",
            "breaking",
            "watch",
            "video",
            "update",
            "exclusive",
            "analysis",
            "opinion",
            "fact",
            "last",
            "tags",
            "category",
            "additional",
        ],
    ) && (colon == 1 || run.is(1, &["latest", "check", "updates", "news", "blog"]));
    let plain = !label
        && !is_thing(run.span(0..colon).of(run.view.text))
        && (0..colon).all(|at| !run.is_mark(at) || run.is(at, &["'s", "'", ".", "-", ","]))
        && run.is_capital(0);
    let verb = !run.title && (0..colon).any(|at| run.is_finite_verb(at));
    let source = run.span(0..citing.unwrap_or(colon));
    let known = class::class(source.of(run.view.text)).is_some();
    if !plain || verb || colon + 2 >= run.len() || !known {
        return None;
    }
    let mut draft = Draft::new(run.span(colon..colon + 1), Stance::Asserts, "headline “X: …”");
    draft.source = Some(source);
    draft.origins.extend(citing.map(|at| run.span(at + 2..colon)));
    draft.say(run.span(colon + 1..run.end()));
    Some(draft)
}

/// "Trump: “…”": a name, a colon, a quotation.
fn speaker_colon(run: &Run<'_>) -> Option<Draft> {
    let colon = (1..run.len().min(8)).find(|&at| run.low(at) == ":")?;
    let named = (0..colon).all(|at| run.is_capital(at) || run.is_preposition(at) || run.is_mark(at));
    if !named || !run.is_quotation(colon + 1) {
        return None;
    }
    let mut draft = Draft::new(run.span(colon..colon + 1), Stance::Asserts, "“X: “…””");
    draft.source = Some(run.span(0..colon));
    draft.say(run.span(colon + 1..run.end()));
    Some(draft)
}

/// "US base hit – Al Hadath", "Two dead – report".
fn title_dash(run: &Run<'_>) -> Option<Draft> {
    let end = run.end();
    let dash = (2..end).rev().take(8).find(|&at| run.is_dash(at) || closes_headline(run, at))?;
    let citing = (dash + 2..end).find(|&at| run.low(at) == "," && run.is(at + 1, &["citing", "quoting"]));
    let source = run.span(dash + 1..citing.unwrap_or(end));
    let class = class::class(source.of(run.view.text))?;
    let fits = class != SourceClass::Person || end - dash <= 4;
    let clock = source.of(run.view.text).contains(|c: char| c.is_ascii_digit()) && class != SourceClass::Outlet;
    let fits = fits && !clock && !is_thing(source.of(run.view.text));
    if dash + 1 >= end || !fits || (dash + 1..end).any(|at| run.is_finite_verb(at)) {
        return None;
    }
    let mut draft = Draft::new(run.span(dash..dash + 1), Stance::Asserts, "headline “… – X”");
    draft.source = Some(source);
    draft.origins.extend(citing.map(|at| run.span(at + 2..end)));
    draft.say(run.span(0..dash));
    Some(draft)
}

/// "Two dead: report", "Two dead: Reuters": a colon before nothing but an outlet or "report", "sources", "officials".
fn closes_headline(run: &Run<'_>, at: usize) -> bool {
    let words = run.span(at + 1..run.end()).of(run.view.text);
    let told = run.end() == at + 2
        && run.is(
            at + 1,
            &["report", "reports", "sources", "source", "officials", "official", "police", "monitor", "media"],
        );
    run.low(at) == ":" && at > 3 && run.end() <= at + 5 && (told || is_outlet_phrase(words))
}

/// "“…” -Commissioner Rask": a name behind a dash under a quotation.
fn signature(run: &Run<'_>) -> Option<Draft> {
    let end = run.end();
    let dashed = run.is_quotation(0) && run.is_dash(1);
    let source = if dashed { 2..end } else { return None };
    let named =
        run.is_capital(source.start) && source.len() <= 14 && !(source.clone()).any(|at| run.is_finite_verb(at));
    if !named || run.title {
        return None;
    }
    let mut draft = Draft::new(run.span(1..2), Stance::Asserts, "“…” – X");
    draft.source = Some(run.span(source));
    draft.say(run.span(0..1));
    Some(draft)
}

/// "And from Chairwoman Rask:" before a quotation.
fn introduced(run: &Run<'_>, bare: bool) -> Option<Draft> {
    let from = (0..run.len().min(6)).find(|&at| run.is(at, &["from", "by"]))?;
    let colon = run.len() - 1;
    let ends = run.low(colon) == ":" || (from + 1..run.len()).any(|at| run.low(at) == ":" && run.is_quotation(at + 1));
    if !bare || !ends || run.len() > 12 || !run.is_capital(from + 1) {
        return None;
    }
    let colon = (from + 1..run.len()).find(|&at| run.low(at) == ":")?;
    let mut draft = Draft::new(run.span(from..from + 1), Stance::Asserts, "“from X:” before a quotation");
    draft.source = Some(run.span(from + 1..colon));
    draft.say(run.span(colon + 1..run.end().max(colon + 1)));
    draft.awaits = draft.content.is_empty();
    Some(draft)
}

/// Words in single or double marks in a headline that nothing attributes: somebody said them.
fn scare_quotes(run: &Run<'_>, found: &mut Vec<Draft>) {
    if run.len() > 30 || run.low(run.len() - 1) == "." {
        return;
    }
    for at in 0..run.len() {
        let Some(quotation) = run.quotation(at) else { continue };
        let inner = run.view.seg.quotations[quotation].inner;
        let words = inner.of(run.view.text);
        let name = words.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
        if name || words.split_whitespace().count() > 12 || at == 0 && run.len() == 1 {
            continue;
        }
        let mut draft =
            Draft::new(Span::new(inner.start, inner.start), Stance::Asserts, "quotation marks in a headline");
        draft.cue.clear();
        draft.say(run.span(at..at + 1));
        found.push(draft);
    }
}

/// "The group allegedly received missiles": somebody says so, nobody is named.
pub(super) fn adverbs(run: &Run<'_>, found: &mut Vec<Draft>) {
    for at in 1..run.len() {
        if !run.is(at, &["allegedly", "reportedly", "supposedly", "purportedly"]) {
            continue;
        }
        let verb = run.is_finite_verb(at - 1)
            || run.is_finite_verb(at + 1)
            || run.low(at + 1).ends_with("ed")
            || run.low(at + 1).ends_with("ing");
        let group = (at.saturating_sub(4)..at).rev().find(|&here| !run.is_auxiliary(here)).map_or(at, |here| here + 1);
        let Some(subject) = run.subject_before(group, 0).filter(|_| verb) else { continue };
        let mut draft =
            Draft::new(run.span(at..at + 1), Stance::Asserts, format!("“{}”, nobody says by whom", run.low(at)));
        draft.finite = false;
        draft.head = at;
        draft.say(run.span(subject.start..at));
        draft.say(run.span(at + 1..run.content_end(at + 1, false)));
        found.push(draft);
    }
}
