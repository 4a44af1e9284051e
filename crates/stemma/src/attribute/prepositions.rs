//! Attribution without a verb of its own: "according to X", "in X's view", "as X put it", "per X".

use super::Stance;
use super::draft::Draft;
use super::subject::source_span;
use super::view::Run;
use std::ops::Range;

/// Nouns of "in X's view".
const VIEWS: [&str; 12] = [
    "view",
    "opinion",
    "words",
    "eyes",
    "mind",
    "telling",
    "estimation",
    "judgment",
    "judgement",
    "account",
    "reckoning",
    "views",
];

/// Behind a source: "hospital staff *cited* by the Gazette".
const CARRIED: [&str; 4] = ["cited", "quoted", "contacted", "interviewed"];

/// The statements that prepositional phrases make in one run.
pub(super) fn find(run: &Run<'_>, found: &mut Vec<Draft>) {
    for at in 0..run.len() {
        let draft = match run.low(at) {
            "according" if run.low(at + 1) == "to" => around(run, at, at + 2, "according to X"),
            "per" if at == 0 || run.low(at - 1) == "," => around(run, at, at + 1, "per X"),
            "as" if run.is(at + 1, &["reported", "announced", "confirmed", "stated"]) && run.low(at + 2) == "by" => {
                around(run, at, at + 3, "as reported by X")
            }
            "as" if at == 0 => as_reported(run),
            "in" | "to" => in_view(run, at),
            _ => None,
        };
        found.extend(draft);
    }
}

/// A cue with its source behind it; what is said stands before, behind or around both.
fn around(run: &Run<'_>, at: usize, source_start: usize, rule: &str) -> Option<Draft> {
    let source = source_phrase(run, source_start, at == 0 || run.is(at - 1, &["and", "but"]));
    if source.is_empty() || !run.opens_subject(source.start) && !run.is_quotation(source.start) {
        return None;
    }
    let cue_start = if at > 0 && run.is_adverb(at - 1) && run.low(at - 1) != "too" { at - 1 } else { at };
    let mut draft = Draft::new(run.span(cue_start..source_start), Stance::Asserts, rule);
    (draft.finite, draft.head) = (false, at);
    draft.source = Some(source_span(run, source.clone()));
    let cited = run.is(source.end, &CARRIED) && run.low(source.end + 1) == "by";
    let end = if cited { run.phrase_after(source.end + 2, run.len()).end } else { source.end };
    place_content(run, cue_start, end, &mut draft);
    (!draft.content.is_empty()).then_some(draft)
}

/// The source of "according to": at the start of a sentence it ends at the comma before the main clause.
fn source_phrase(run: &Run<'_>, start: usize, opens: bool) -> Range<usize> {
    let mut range = run.phrase_after(start, run.len());
    // "hospital staff cited by the Gazette": who cites them relays them.
    let carried = |at: &usize| run.is(*at, &CARRIED) && run.low(*at + 1) == "by";
    if let Some(at) = (range.start + 1..range.end).find(carried) {
        range.end = at;
        return range;
    }
    if !opens {
        return range;
    }
    // "According to police the man fled": no comma, but a verb wants a subject.
    let verb = if run.is_adverb(range.end) { range.end + 1 } else { range.end };
    if run.is_finite_verb(verb)
        && let Some(second) = run.second_phrase(range.start, range.end)
    {
        return range.start..second;
    }
    // "according to the channel, which said it had seen the file, …": the relative clause belongs to the source.
    if run.low(range.end) == "," && run.is(range.end + 1, &["which", "who"]) {
        let limit = run.end().min(range.end + 24);
        if let Some(comma) = (range.end + 2..limit).find(|&at| run.low(at) == ",") {
            return range.start..comma;
        }
    }
    let commas: Vec<usize> = (range.start..range.end).filter(|&at| run.low(at) == ",").collect();
    let clause_behind = |at: usize| run.has_verb(at);
    if clause_behind(range.end) || commas.is_empty() {
        return range;
    }
    range.start..commas[commas.len() - 1]
}

/// Puts before and behind the attribution what it credits.
fn place_content(run: &Run<'_>, cue_start: usize, source_end: usize, draft: &mut Draft) {
    let end = run.end();
    let opens = cue_start == 0 || cue_start == 1 && run.is(0, &["but", "and", "yet", "still", "meanwhile"]);
    let mut left_end = cue_start;
    while left_end > 0 && (run.low(left_end - 1) == "," || run.is_dash(left_end - 1)) {
        left_end -= 1;
    }
    let introduced = left_end > 0 && run.is(left_end - 1, &["that", "but"]);
    if !opens && !introduced {
        draft.say(run.span(left_start(run, left_end)..left_end));
    }
    let mut right = source_end;
    if opens {
        right = skip_comma(run, right);
        draft.say(run.span(right..end.max(right)));
    } else if run.low(right) == "," && right + 1 < end && !ends_attribution(run, right + 1) {
        draft.say(run.span(right + 1..end));
    }
}

fn skip_comma(run: &Run<'_>, at: usize) -> usize {
    let after = run.skip_adjuncts(at);
    if run.low(after) == "," {
        after + 1
    } else if run.low(at) == "," {
        at + 1
    } else {
        at
    }
}

/// Words behind a closing comma that are no more of what was said.
fn ends_attribution(run: &Run<'_>, at: usize) -> bool {
    run.is(at, &["which", "who", "citing", "and", "but", "while", "compared", "though", "although", "according"])
        || run.low(at).ends_with("ing")
}

/// Where the clause before an attribution begins: behind the last "and"/"but"/"while" that starts one.
fn left_start(run: &Run<'_>, end: usize) -> usize {
    let from = end.saturating_sub(400);
    let starts = |at: usize| {
        let joined =
            run.is(at, &["but", "while"]) && at > 0 && run.low(at - 1) == "," || run.low(at) == ";" || run.is_dash(at);
        joined && at + 3 < end
    };
    // A pair of dashes brackets a remark, and what stands before it goes on behind.
    let dashes: Vec<usize> = (from..end).filter(|&at| run.is_dash(at)).collect();
    let paired = dashes.len().is_multiple_of(2);
    (from..end).rev().find(|&at| starts(at) && !(paired && run.is_dash(at))).map_or(from, |at| at + 1)
}

/// "As Orvel reported earlier, the bridge was closed."
fn as_reported(run: &Run<'_>) -> Option<Draft> {
    let says = ["reported", "reports", "said", "says", "noted", "wrote", "writes"];
    let verb = (2..run.len().min(12)).find(|&at| run.is(at, &says))?;
    let comma = (verb + 1..run.len().min(verb + 8)).find(|&at| run.low(at) == ",")?;
    let plain = (1..verb).all(|at| !run.is_mark(at) && !run.is_finite_verb(at)) && run.opens_subject(1);
    let beside = (verb + 1..comma).all(|at| !run.is_finite_verb(at) && !run.is_quotation(at));
    let mut draft = Draft::new(run.span(verb..verb + 1), Stance::Asserts, "As X reported, …");
    (draft.finite, draft.head) = (false, verb);
    draft.source = Some(run.span(1..verb));
    draft.say(run.span(comma + 1..run.end().max(comma + 1)));
    (plain && beside && !draft.content.is_empty()).then_some(draft)
}

/// "in Rask's view", "in the opinion of the envoy", "in the words of X".
fn in_view(run: &Run<'_>, at: usize) -> Option<Draft> {
    let limit = (at + 10).min(run.len());
    let noun = (at + 1..limit).find(|&here| VIEWS.contains(&run.low(here)))?;
    let plain = (at + 1..noun).all(|here| !run.is_mark(here) || run.is(here, &["'s", "'"]));
    let owned = noun > at + 1 && run.is_possessive(noun - 1) && run.low(noun - 1) != "whose";
    if !plain || run.is_preposition(at + 1) {
        return None;
    }
    let (source, cue) = if owned {
        (at + 1..noun, noun..noun + 1)
    } else if run.low(noun + 1) == "of" && run.is(noun - 1, &["the", "own"]) {
        (run.phrase_after(noun + 2, run.len()), at..noun + 2)
    } else {
        return None;
    };
    let after = source.end.max(cue.end);
    let mut draft = Draft::new(run.span(cue), Stance::Believes, "in X's view");
    draft.finite = false;
    draft.source = Some(source_span(run, source));
    let marked = run.low(after) == "," || after >= run.end() || at > 0 && run.low(at - 1) == ",";
    place_content(run, at, after, &mut draft);
    (marked && !draft.content.is_empty()).then_some(draft)
}
