//! Credits for a report as a whole: a dateline's agency, a byline, a credit line, the signature under its last sentence.
//!
//! Each makes one statement whose content is the body of the report. Datelines and signatures are cut from their runs,
//! credit lines and bylines leave the list, so that no other rule reads them.

use super::Stance;
use super::draft::Draft;
use super::outlet_phrase::is_outlet_phrase;
use super::view::{Run, View};
use crate::Span;

/// How many paragraphs from either end of a report may hold a dateline, a byline or a credit line.
const MARGIN: usize = 5;

/// Words that open a credit line.
const CREDITS: [&[&str]; 12] = [
    &["with", "inputs", "from"],
    &["with", "input", "from"],
    &["with", "information", "from"],
    &["with", "material", "from"],
    &["with", "reporting", "by"],
    &["additional", "reporting", "by"],
    &["source", ":"],
    &["sources", ":"],
    &["written", "with", "agencies"],
    &["copyright"],
    &["©"],
    &["photo", "and", "text", ":"],
];

/// Takes the credits out of the runs; gives their statements.
pub(super) fn take(view: &View<'_>, runs: &mut Vec<Run<'_>>) -> Vec<Draft> {
    let mut body = Span::new(0, view.text.len());
    let mut lines = Vec::new();
    if let Some(agency) = runs.iter_mut().rev().find(|run| run.inside.is_none()).and_then(cut_signature) {
        body.end = before_signature(view.text, agency);
        lines.push((agency, "signature of the report"));
    }
    runs.retain(|run| run.len() > 0);
    runs.retain(|run| {
        let Some((agency, rule)) = credited(run, view.seg.paragraphs.len()) else { return true };
        let line = run.span(0..run.len());
        (if rule == "byline" { body.start = line.end } else { body.end = body.end.min(line.start) });
        lines.push((agency, rule));
        false
    });
    let dateline = dateline(view, runs, body.end);
    runs.retain(|run| run.len() > 0);
    let body = Span::new(body.start, body.end.max(body.start));
    dateline.into_iter().chain(lines.into_iter().map(|(agency, rule)| credit(view, agency, body, rule))).collect()
}

/// Where the text ends before the marks that lead to its signature.
fn before_signature(text: &str, agency: Span) -> usize {
    let mut end = agency.start.saturating_sub(1);
    while !text.is_char_boundary(end) || text[..end].ends_with(['-', '–', '—', '(', ' ']) {
        end -= 1;
    }
    end
}

/// Cuts datelines from their runs; the first near the top that names an agency credits what follows it up to `end`.
fn dateline(view: &View<'_>, runs: &mut [Run<'_>], end: usize) -> Option<Draft> {
    let mut found = None;
    for run in runs.iter_mut().filter(|run| run.inside.is_none()) {
        let first = view.seg.paragraphs.get(run.paragraph).is_some_and(|p| p.start == run.span(0..1).start);
        let agency = if first { cut_dateline(run) } else { None };
        let agency = agency.or_else(|| if run.paragraph < 3 { cut_slashes(run) } else { None });
        let Some(agency) = agency.filter(|_| run.paragraph < 6 && found.is_none()) else { continue };
        let rest = view.text[agency.end..].trim_start_matches(|c: char| !c.is_alphanumeric());
        let from = if run.len() > 0 { run.span(0..1).start } else { view.text.len() - rest.len() };
        found = Some(credit(view, agency, Span::new(from, end.max(from)), "dateline"));
    }
    found
}

/// Takes the dateline off a run; gives the agency that it names.
fn cut_dateline(run: &mut Run<'_>) -> Option<Span> {
    let dash = (1..run.len().min(14)).find(|&at| run.is_dash(at)).or_else(|| lost_dash(run))?;
    let close = dash - 1;
    let agency = (run.low(close) == ")").then(|| (0..close).rev().find(|&at| run.low(at) == "(")).flatten();
    let place_end = agency.unwrap_or(dash);
    let place = (0..place_end).filter(|&at| run.is_word(at));
    let shouted = (0..place_end)
        .any(|at| run.word(at).len() > 2 && run.word(at).chars().all(|c| c.is_uppercase() || !c.is_alphabetic()));
    let named = place.clone().all(|at| run.is_capital(at));
    if !named || agency.is_none() && !(shouted && place.count() > 0) || agency.is_some_and(|open| open + 8 < close) {
        return None;
    }
    let span = agency.filter(|&open| open + 1 < close).map(|open| run.span(open + 1..close));
    run.items.drain(..if run.is_dash(dash) { dash + 1 } else { dash });
    span.filter(|span| {
        let words = span.of(run.view.text);
        let name = words.split(' ').count() <= 2 && words.split(' ').all(|word| word.starts_with(char::is_uppercase));
        is_outlet_phrase(words) || name
    })
}

/// "DAMASCUS (SANA) The army …": the word behind the bracket of a dateline that lost its dash.
fn lost_dash(run: &Run<'_>) -> Option<usize> {
    let close = (2..run.len().min(12)).find(|&at| run.low(at) == ")")?;
    let shouted = run.word(0).len() > 3 && run.word(0).chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    (shouted && run.is_capital(close + 1)).then_some(close + 1)
}

/// A credit for the whole report: its content is all paragraphs but those in the margin that credit.
fn credit(view: &View<'_>, agency: Span, body: Span, rule: &str) -> Draft {
    let mut draft = Draft::new(agency, Stance::Asserts, rule);
    draft.source = Some(agency);
    draft.layout = true;
    draft.finite = false;
    draft.say(body.trimmed(view.text));
    draft
}

/// The outlet that a credit line or byline names.
fn credited(run: &Run<'_>, paragraphs: usize) -> Option<(Span, &'static str)> {
    if run.inside.is_some() || run.len() > 18 {
        return None;
    }
    let last = run.paragraph + MARGIN >= paragraphs;
    let open = usize::from(run.is(0, &["(", "[", "–", "—", "-"]));
    if last
        && let Some(words) = CREDITS.iter().find(|words| words.iter().enumerate().all(|(i, w)| run.low(open + i) == *w))
    {
        let range = run.phrase_after(open + words.len(), run.len());
        let outlet = !words[0].starts_with(['c', '©']) || is_outlet_phrase(run.span(range.clone()).of(run.view.text));
        return (!range.is_empty() && run.is_capital(range.start) && outlet).then(|| (run.span(range), "credit line"));
    }
    if last && let Some(agency) = contributor(run) {
        return Some((agency, "credit line"));
    }
    let byline = run.paragraph < MARGIN && run.low(0) == "by" && run.is_capital(1) && run.end() == run.len();
    let comma = (2..run.len()).find(|&at| run.is(at, &[",", "|", "/"]) || run.is_dash(at))?;
    let span = run.span(comma + 1..run.len());
    (byline && is_outlet_phrase(span.of(run.view.text))).then_some((span, "byline"))
}

/// "The Associated Press contributed to this report."
fn contributor(run: &Run<'_>) -> Option<Span> {
    let verb = (1..run.len()).find(|&at| run.low(at) == "contributed")?;
    let report = run.low(verb + 1) == "to" && run.is(verb + 2, &["this", "the"]);
    let span = run.span(0..verb);
    (report && is_outlet_phrase(span.of(run.view.text))).then_some(span)
}

/// "MOSCOW, May 3. /TASS/. The minister …": takes the agency between slashes, and what stands before it, off a run.
fn cut_slashes(run: &mut Run<'_>) -> Option<Span> {
    let open = (0..run.len().min(10)).find(|&at| run.low(at) == "/")?;
    let close = (open + 2..run.len().min(open + 5)).find(|&at| run.low(at) == "/")?;
    let named = (open + 1..close).all(|at| run.is_capital(at)) && (0..open).all(|at| !run.is_finite_verb(at));
    let span = named.then(|| run.span(open + 1..close))?;
    let next = if run.low(close + 1) == "." { close + 2 } else { close + 1 };
    run.items.drain(..next.min(run.len()));
    Some(span)
}

/// Takes "– Reuters" or "(Reuters)" off the end of a report's last sentence; gives the outlet.
fn cut_signature(run: &mut Run<'_>) -> Option<Span> {
    let end = run.end();
    let opens = |at: usize| run.is_dash(at) || run.low(at) == "(";
    let from = (end.saturating_sub(6)..end).rev().find(|&at| opens(at))?;
    let bracket = run.low(from) == "(";
    let behind = from == 0 || run.is_quotation(from - 1) || run.is(from - 1, &[".", "!", "?"]) || bracket;
    let close = if run.low(end - 1) == ")" { end - 1 } else { end };
    let span = Some(run.span(from + 1..close)).filter(|span| behind && !span.is_empty())?;
    let words = span.of(run.view.text);
    let named = is_outlet_phrase(words) && words.starts_with(char::is_uppercase);
    named.then(|| run.items.truncate(from))?;
    Some(span)
}
