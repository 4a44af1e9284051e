//! Hands that a statement went through, told beside its cue: "citing X", "with reference to X", "in a post shared by X",
//! "in an interview with X".

use super::SourceClass;
use super::class;
use super::draft::{Draft, Relay};
use super::subject::trimmed;
use super::view::Run;
use crate::Span;

/// Items looked at on either side of a cue.
const REACH: usize = 40;

/// Participles behind which "by X" tells who carried it.
const CARRIED: [&str; 18] = [
    "shared",
    "carried",
    "published",
    "posted",
    "aired",
    "broadcast",
    "released",
    "quoted",
    "cited",
    "contacted",
    "interviewed",
    "circulated",
    "distributed",
    "relayed",
    "reported",
    "obtained",
    "seen",
    "run",
];

/// Words of mouth that go "to" or "with" an outlet.
const SPOKEN: [&str; 14] = [
    "interview",
    "statement",
    "remarks",
    "comments",
    "message",
    "email",
    "e-mail",
    "letter",
    "call",
    "speaking",
    "talking",
    "briefing",
    "conversation",
    "phone",
];

/// Adds to the drafts of one run (from `first` on) what stands beside their cues, and folds "citing X" into the
/// statement that it belongs to.
pub(super) fn add(run: &Run<'_>, found: &mut Vec<Draft>, first: usize) {
    fold_citing(run, found, first);
    found[first..].iter_mut().for_each(|draft| part_carrier(run, draft));
    let taken: Vec<Span> = found[first..].iter().flat_map(|draft| draft.source).collect();
    for draft in &mut found[first..] {
        draft.hidden = is_hidden(run, draft);
        draft.relays.extend(seen_by(run, draft));
        draft.origins.extend(seen_document(run, draft));
        if (draft.finite || draft.rule.starts_with("according")) && !draft.layout {
            beside(run, draft, &taken);
            let mut seen = Vec::new();
            draft.relays.retain(|relay| {
                !seen.contains(&relay.span) && {
                    seen.push(relay.span);
                    true
                }
            });
        }
    }
}

/// "Fars reported, citing Al Hadath": no statement of its own where a source is cited, but an origin of the other's.
fn fold_citing(run: &Run<'_>, found: &mut Vec<Draft>, first: usize) {
    let mut at = first;
    while at < found.len() {
        let origin = cited(run, &found[at]);
        let host = origin.and_then(|_| host(found, first, at));
        match (origin, host) {
            (Some(origin), Some(host)) => {
                found[host].origins.push(origin);
                found.remove(at);
            }
            _ => at += 1,
        }
    }
}

/// The source that a participle "citing"/"quoting" names, if it is one.
fn cited(run: &Run<'_>, draft: &Draft) -> Option<Span> {
    // "Orvel, which quoted the ministry,": the relative clause tells what the source has it from.
    let relative = run.is(draft.head, &["quoted", "cited", "quotes", "cites"])
        && draft.head > 0
        && run.is(draft.head - 1, &["which", "who"]);
    if !matches!(run.low(draft.head), "citing" | "quoting") && !relative {
        return None;
    }
    let range = run.phrase_after(draft.head + 1, run.len());
    let span = trimmed(run, range);
    let known = class::class(span.of(run.view.text))?;
    (known != SourceClass::Document || span.of(run.view.text).contains("report")).then_some(span)
}

/// The statement of the same run that the citing belongs to: of the same subject, else the nearest.
fn host(found: &[Draft], first: usize, citing: usize) -> Option<usize> {
    let from = first.max(citing.saturating_sub(8));
    let to = found.len().min(citing + 4);
    let near = (from..to).filter(|&i| i != citing && (found[i].finite || found[i].rule.starts_with("according")));
    let cue = found[citing].cue.first().copied().unwrap_or(Span::new(0, 0));
    let within = near.clone().find(|&i| found[i].source.is_some_and(|source| source.contains(cue)));
    let same =
        within.or_else(|| near.clone().find(|&i| found[i].source.is_some() && found[i].source == found[citing].source));
    same.or_else(|| near.min_by_key(|&i| found[i].head.abs_diff(found[citing].head)))
}

/// "Officials *quoted by Reuters* said": who quotes the source is no part of it, and passes on what it says.
fn part_carrier(run: &Run<'_>, draft: &mut Draft) {
    let Some(span) = draft.source.filter(|_| !draft.layout) else { return };
    let source = run.items_of(span);
    let carried = |at: &usize| {
        let by =
            run.low(*at + 1) == "by" || run.is(*at + 2, &["phone", "telephone", "email"]) && run.low(*at + 3) == "by";
        let who = if run.low(*at + 1) == "by" { *at + 2 } else { *at + 4 };
        let named = run.is_capital(who) || run.is_determiner(who);
        by && named && run.is(*at, &["quoted", "cited", "contacted", "interviewed", "reached"])
    };
    let Some(at) = (source.start + 1..source.end).find(carried) else { return };
    let by = if run.is(at + 2, &["phone", "telephone", "email"]) { at + 4 } else { at + 2 };
    let sure = run.is(at, &["quoted", "cited"]);
    let carrier = trimmed(run, run.phrase_after(by, source.end.max(by + 1)));
    draft.source = Some(trimmed(run, source.start..at));
    draft.relays.push(Relay { span: carrier, sure });
}

/// "The aide said *on condition of anonymity* that …": between source and content, or behind the cue.
fn is_hidden(run: &Run<'_>, draft: &Draft) -> bool {
    let Some((source, cue)) = draft.source.zip(draft.cue.first().copied()).filter(|_| !draft.layout) else {
        return false;
    };
    let near = run.span(draft.head.saturating_sub(REACH)..(draft.head + REACH).min(run.len()));
    let from = source.end.min(cue.start).max(near.start);
    let content = draft.content.iter().map(|span| span.start).filter(|&start| start >= cue.end).min();
    let beside = Span::new(from, content.unwrap_or(near.end).min(near.end)).of(run.view.text);
    !beside.is_empty() && class::Nouns::english().hide(&beside.to_lowercase())
}

/// "a memo seen by Reuters": who saw a document passes on what it says.
fn seen_by(run: &Run<'_>, draft: &Draft) -> Option<Relay> {
    let span = draft.source.filter(|span| class::class(span.of(run.view.text)) == Some(SourceClass::Document))?;
    let source = run.items_of(span);
    let seen = |at: &usize| {
        run.is(*at, &["seen", "obtained", "reviewed", "viewed", "read", "published", "leaked"])
            && run.is(*at + 1, &["by", "to"])
    };
    let at = (source.start + 1..source.end).find(seen)?;
    let reader = trimmed(run, run.phrase_after(at + 2, source.end));
    (!reader.is_empty()).then_some(Relay { span: reader, sure: false })
}

/// "Channel Orsa, which said it had seen the report of the inspectorate,": the document that the source has it from.
fn seen_document(run: &Run<'_>, draft: &Draft) -> Option<Span> {
    let source = run.items_of(draft.source?);
    let said = draft.content.iter().map(|span| run.items_of(*span).start).filter(|&at| at >= source.end).min();
    let end = said.unwrap_or(source.end).min(source.end + REACH);
    let read = |at: &usize| {
        let had = run.is(at - 1, &["had", "has", "have", "having"]);
        had && run.is(*at, &["seen", "obtained", "reviewed", "viewed", "read", "received"])
    };
    let at = (source.start + 1..end).find(read)?;
    let span = trimmed(run, run.phrase_after(at + 1, end));
    (class::class(span.of(run.view.text)) == Some(SourceClass::Document)).then_some(span)
}

/// Phrases outside what is said, near the cue.
fn beside(run: &Run<'_>, draft: &mut Draft, taken: &[Span]) {
    let from = draft.head.saturating_sub(REACH);
    let to = (draft.head + REACH).min(run.len());
    let mut at = from;
    while at < to {
        let here = run.span(at..at + 1);
        if draft.content.iter().any(|content| content.overlaps(here)) || taken.iter().any(|s| s.contains(here)) {
            at += 1;
            continue;
        }
        at = phrase_beside(run, at, draft).max(at + 1);
    }
}

/// Reads one phrase that begins at `at`; gives where it ends.
fn phrase_beside(run: &Run<'_>, at: usize, draft: &mut Draft) -> usize {
    let name = |start: usize| run.phrase_after(start, run.len().min(start + 10));
    if run.low(at) == "reference" && run.low(at + 1) == "to" {
        let mut range = name(at + 2);
        range.end = range.clone().find(|&here| run.low(here) == ",").unwrap_or(range.end);
        draft.origins.extend((!range.is_empty()).then(|| trimmed(run, range.clone())));
        return range.end;
    }
    if CARRIED.contains(&run.low(at)) && run.low(at + 1) == "by" && run.opens_subject(at + 2) && at != draft.head {
        let range = name(at + 2);
        draft.relays.extend((!range.is_empty()).then(|| Relay { span: trimmed(run, range.clone()), sure: true }));
        return range.end;
    }
    if SPOKEN.contains(&run.low(at)) && run.is(at + 1, &["to", "with", "on", "for"]) {
        let range = name(at + 2);
        draft.relays.extend((!range.is_empty()).then(|| Relay { span: trimmed(run, range.clone()), sure: false }));
        return range.end;
    }
    at
}
