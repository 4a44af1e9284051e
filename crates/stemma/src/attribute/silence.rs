//! Silence: "did not respond to a request for comment", "could not be reached for comment", "there was no confirmation of".
//!
//! A refusal without a word of it: what was asked stands where others have what is said. Where nobody confirms, nobody
//! vouches for what is told.

use super::Stance;
use super::draft::Draft;
use super::subject::source_span;
use super::view::Run;

/// What goes unanswered.
const ASKED: [&str; 18] = [
    "request",
    "requests",
    "question",
    "questions",
    "comment",
    "comments",
    "message",
    "messages",
    "call",
    "calls",
    "email",
    "emails",
    "inquiry",
    "inquiries",
    "enquiry",
    "enquiries",
    "letter",
    "letters",
];

/// Words looked at for what was asked.
const REACH: usize = 8;

/// The refusals to answer in one run.
pub(super) fn find(run: &Run<'_>, found: &mut Vec<Draft>) {
    found.extend((2..run.len()).filter_map(|at| at_verb(run, at).or_else(|| unconfirmed(run, at))));
}

fn at_verb(run: &Run<'_>, at: usize) -> Option<Draft> {
    let reached = run.low(at) == "reached" && run.low(at + 1) == "for";
    if !reached && !run.is(at, &["respond", "responded", "reply", "replied", "return", "returned"]) {
        return None;
    }
    let start = group_start(run, at);
    let negated = (start..at).any(|here| run.words().negation.contains(run.low(here)));
    let asked = (at + 1..at + REACH).take_while(|&here| !run.is_mark(here)).any(|here| run.is(here, &ASKED));
    let passive = (start..at).any(|here| run.low(here) == "be");
    if !negated || !asked || passive != reached {
        return None;
    }
    let content = (at + 1..at + 3).find(|&here| run.low(here) == "to").map_or(at + 1, |to| to + 1);
    let mut draft = Draft::new(run.span(start..content), Stance::Declines, "no answer to what was asked");
    draft.head = at;
    draft.source = Some(source_span(run, run.subject_before(start, 0)?));
    draft.say(run.span(content..run.content_end(content, true)));
    (!draft.content.is_empty()).then_some(draft)
}

/// "There was no independent confirmation of the strike", "it was not possible to verify the account".
fn unconfirmed(run: &Run<'_>, at: usize) -> Option<Draft> {
    let (start, content) = if run.is(at, &["confirmation", "verification"]) && run.is(at + 1, &["of", "that"]) {
        let no = (at.saturating_sub(3)..at).find(|&here| run.low(here) == "no")?;
        (no, if run.low(at + 1) == "of" { at + 2 } else { at + 1 })
    } else if run.is(at, &["verify", "confirm"]) {
        let hard = (at.saturating_sub(4)..at).find(|&here| run.is(here, &["possible", "impossible"]))?;
        let start = group_start(run, hard);
        let negated = run.low(hard) == "impossible" || run.words().negation.contains(run.low(hard - 1));
        (negated && (hard + 1..at).any(|here| run.low(here) == "to")).then_some((start, at + 1))?
    } else {
        return None;
    };
    let mut draft = Draft::new(run.span(start..content), Stance::Doubts, "nobody confirms it");
    (draft.finite, draft.head) = (false, at);
    draft.say(run.span(content..run.content_end(content, false)));
    (!draft.content.is_empty()).then_some(draft)
}

/// Where the auxiliaries, adverbs and the negation before a verb begin.
fn group_start(run: &Run<'_>, at: usize) -> usize {
    let part =
        |here: &usize| run.is_auxiliary(*here) || run.is_adverb(*here) || run.words().negation.contains(run.low(*here));
    (at.saturating_sub(6)..at).rev().take_while(part).last().unwrap_or(at)
}
