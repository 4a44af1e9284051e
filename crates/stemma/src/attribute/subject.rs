//! Who says it: the phrase before the verb, or one shared with another verb of the sentence.

use std::ops::Range;

use super::complement::Opening;
use super::draft::Draft;
use super::lexicon::{Form, Frame};
use super::things::is_thing;
use super::verbs::Verb;
use super::view::Run;

/// A subject as found: its words, and where they stand if in this clause.
pub(super) struct Subject {
    pub(super) span: Option<crate::Span>,
    pub(super) range: Option<Range<usize>>,
}

impl Verb<'_> {
    /// Who says it: the phrase before the verb, or the subject shared with an earlier verb.
    pub(super) fn subject(&self) -> Option<Subject> {
        let run = self.run;
        let group = &self.group;
        let here = |range: Range<usize>| Subject { span: Some(source_span(run, range.clone())), range: Some(range) };
        let participle = group.reading.form == Form::Ing && !group.auxiliary;
        let before = group.start.checked_sub(1);
        if participle {
            let own = before.is_some_and(|b| run.is_subject_end(b) && !run.is_adverb(b) && run.low(b) != ",");
            // Without commas, a participle goes on for who spoke before it.
            let goes_on = run.view.unmarked && self.before.iter().any(|draft| draft.finite);
            let noun = own && !goes_on && !run.goes_on_unmarked(group.start);
            let said = |range: &Range<usize>| !is_thing(run.span(range.clone()).of(run.view.text));
            if noun && let Some(mut range) = run.subject_before(group.start, 0).filter(said) {
                if run.is(range.start, &["with", "of"]) && range.len() > 1 {
                    range.start += 1;
                }
                return Some(here(range));
            }
            return Some(Subject { span: self.shared(), range: None });
        }
        if group.infinitive {
            return None;
        }
        if before.is_some_and(|b| run.is(b, &["and", "but", "or", "then"])) {
            return self.shared().map(|span| Subject { span: Some(span), range: None });
        }
        let question = group.start == 0 && group.auxiliary;
        if question {
            return None;
        }
        if let Some(range) = run.subject_before(group.start, 0) {
            return Some(here(self.behind_clause(range)));
        }
        let shared = before.is_some_and(|b| run.low(b) == "," || run.is_adverb(b));
        shared.then(|| self.shared()).flatten().map(|span| Subject { span: Some(span), range: None })
    }

    /// In a text without commas, the speaker alone of "… killed nine *military sources* said".
    pub(super) fn behind_clause(&self, range: Range<usize>) -> Range<usize> {
        let run = self.run;
        let says = self.says().is_some() || self.has(Frame::Recipient).is_some();
        if !run.view.unmarked || !says || self.group.passive {
            return range;
        }
        let closes = matches!(run.complement(self.group.end).opening, Opening::End | Opening::Comma)
            || self.has(Frame::Recipient).is_some();
        run.last_phrase(range.start, range.end, closes)..range.end
    }

    /// The subject of the verb before, or of the sentence's first finite verb; behind a leading participle, the subject
    /// that follows.
    pub(super) fn shared(&self) -> Option<crate::Span> {
        let run = self.run;
        if let Some(source) = self.leading_subject() {
            return Some(source);
        }
        let text = run.view.text;
        let own = |draft: &&Draft| {
            let relative = draft.source.is_none_or(|s| matches!(s.of(text), "who" | "which" | "that" | "whom"));
            draft.finite && !relative
        };
        let near: Vec<&Draft> = self.before.iter().rev().take(12).filter(own).collect();
        let last = near.iter().filter_map(|draft| draft.content.last().map(|span| span.end)).max();
        if let Some(draft) = near.iter().rev().find(|draft| draft.content.last().map(|span| span.end) >= last) {
            return draft.source;
        }
        let from = self.group.start.saturating_sub(200);
        let first = (from..self.group.start).find(|&at| run.is_finite_verb(at))?;
        run.subject_before(first, 0).map(|range| source_span(run, range))
    }

    /// "Citing the report, the mayor closed the bridge": the subject behind the comma of a leading participle.
    pub(super) fn leading_subject(&self) -> Option<crate::Span> {
        let run = self.run;
        let leading =
            self.group.reading.form == Form::Ing && !self.group.auxiliary && run.is_subordinate(self.group.start);
        let limit = run.len().min(self.group.end + 60);
        let comma =
            (self.group.end..limit).find(|&at| run.low(at) == "," && run.starts_clause(at + 1)).filter(|_| leading)?;
        let range = run.phrase_after(comma + 1, run.len());
        (!range.is_empty()).then(|| source_span(run, range))
    }
}

/// The span of a source: without what opens its clause ("after", "which") and without adverbs and times before the verb;
/// with the comma that closes an apposition ("Mira Sollen, the mayor,"), as PolNeAR marks it.
pub(super) fn source_span(run: &Run<'_>, range: Range<usize>) -> crate::Span {
    let mut start = range.start;
    if run.low(start) == "according" && run.low(start + 1) == "to" && start + 2 < range.end {
        start += 2;
    }
    while start + 1 < range.end && run.is(start, &["after", "before", "since", "despite", "which", "whom", "including"])
    {
        start += 1;
    }
    let mut end = range.end;
    while end > start + 1 && run.is(end - 1, &[",", ";", ":"]) {
        end -= 1;
    }
    end = without_time(run, start, end);
    let apposed = (start + 1..end).any(|at| run.low(at) == ",");
    let closed = end + 1 < run.end() && run.low(end) == "," && !run.is(end + 1, &["and", "or"]);
    let span = run.span(start..if apposed && closed { end + 1 } else { end });
    crate::Span::new(span.start, span.end - contraction(span.of(run.view.text)))
}

/// Bytes of an auxiliary at the end of the words: "they’ll", "I've".
pub(super) fn contraction(words: &str) -> usize {
    let ends = ["'ve", "’ve", "'ll", "’ll", "'re", "’re", "'d", "’d", "'m", "’m"];
    ends.iter().find(|end| words.len() > end.len() && words.ends_with(**end)).map_or(0, |end| end.len())
}

/// Before adverbs and times at the end of a phrase: "Mr. Rask also", "the mayor on Tuesday", "the union last week".
fn without_time(run: &Run<'_>, start: usize, end: usize) -> usize {
    let mut end = end;
    while end > start + 1 {
        let last = end - 1;
        let loose = run.is_adverb(last) && !run.is(last, &["all", "both", "there", "here", "himself", "herself"])
            || run.is(last, &["'ve", "'ll", "'re", "'d"]);
        let timed = run.is_time(last) && !run.is_capital(start.max(last));
        let day = run.words().weekday.contains(run.low(last)) || timed && last > start + 1;
        if loose {
            end = last;
        } else if day && last > start + 1 && run.is(last - 1, &["on", "last", "this", "late", "early", "earlier", "in"])
        {
            end = last - 1;
        } else if run.words().weekday.contains(run.low(last)) && last > start + 1 && !run.is_determiner(last - 1) {
            end = last;
        } else {
            break;
        }
    }
    end
}

/// The span of a phrase without marks at its end.
pub(super) fn trimmed(run: &Run<'_>, range: Range<usize>) -> crate::Span {
    let mut end = range.end;
    while end > range.start + 1 && run.is(end - 1, &[",", ";", ":"]) {
        end -= 1;
    }
    run.span(range.start..end)
}
