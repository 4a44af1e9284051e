//! What is said: the stretches before and behind an attribution that belong to it.

use std::ops::Range;

use super::complement::{Complement, Opening};
use super::draft::Draft;
use super::lexicon::{Form, Frame};
use super::verbs::Verb;

impl Verb<'_> {
    /// "the plan *that* the mayor praised", "a ruin, *which* she said was safe": the relative pronoun is what is said.
    pub(super) fn relative_content(&self, at: usize, inner: &Complement) -> Option<Range<usize>> {
        let run = self.run;
        let pronoun = at > 0 && run.is(at - 1, &["that", "which", "whom"]) && self.group.reading.form != Form::Ing;
        let noun = at > 1 && (run.is_subject_end(at - 2) || run.low(at - 2) == ",") && !run.is_finite_verb(at - 2);
        let open = matches!(inner.opening, Opening::Comma | Opening::End) || run.is_finite_verb(inner.start);
        (pronoun && noun && open).then(|| at - 1..at)
    }

    /// Where content to the right ends. A leading participle and a relative clause end at a comma.
    pub(super) fn right_end(&self, start: usize) -> usize {
        let run = self.run;
        let end = run.content_end(start, self.group.is_finite());
        let source_at = self.group.start.saturating_sub(1);
        // "said 'nothing', the rest is unclear": a quotation, then a clause of the page's own.
        if run.is_quotation(start) && run.low(start + 1) == "," && run.starts_clause(start + 2) {
            return start + 1;
        }
        let relative = run.is(source_at, &["who", "which", "that"]) && source_at > 0 && run.low(source_at - 1) == ",";
        let leading = run.is_subordinate(self.group.start);
        if !relative && !leading {
            return end;
        }
        let stops = |at: usize| {
            run.low(at) == ","
                && (relative && (run.is_finite_verb(at + 1) || run.is_adverb(at + 1) && run.is_finite_verb(at + 2))
                    || leading && run.starts_clause(at + 1))
        };
        (start + 1..end).find(|&at| stops(at)).unwrap_or(end)
    }

    /// "“Never,” he said, “again.”" where more than a comma stands between: the quotation before the subject.
    pub(super) fn quoted_before(&self, at: usize) -> Option<Range<usize>> {
        let quoted = at > 0 && self.run.is_quotation(at - 1) && self.run.quotation_ends_clause(at - 1);
        quoted.then(|| self.left_content(at)).flatten()
    }

    pub(super) fn left_said(&self) -> Option<Range<usize>> {
        let subject = self.behind_clause(self.run.subject_before(self.group.start, 0)?);
        self.left_content(subject.start)
    }

    /// What stands before the attribution at `at`, if it may be said: it ends in a quotation or a comma.
    pub(super) fn left_content(&self, at: usize) -> Option<Range<usize>> {
        let run = self.run;
        let mut end = at;
        while end > 0 && run.is(end - 1, &["as", "or", "so"]) && end == at {
            end -= 1;
        }
        let mark = end > 0 && (run.low(end - 1) == "," || run.is_dash(end - 1) || run.is(end - 1, &["?", "!"]));
        if mark && !run.is(end - 1, &["?", "!"]) {
            end -= 1;
        } else if end == 0 || !(run.is_quotation(end - 1) || mark || self.is_said_unmarked(end)) {
            return None;
        }
        let floor = self.floor(end);
        let mut start = floor.max(self.bracket(end));
        let sentence = end > start + 1 && run.is_quotation(end - 1) && run.quotation_is_sentence(end - 1);
        if sentence && (run.is(end - 2, &[",", ":", "("]) || run.is_dash(end - 2)) {
            start = end - 1;
        }
        while start < end && (run.is(start, &[",", ";", "and", "but"]) && floor > 0 || run.is_dash(start)) {
            start += 1;
        }
        (start < end).then_some(start..end)
    }

    /// "The bridge fell the mayor said": a clause before the attribution, in a text without commas.
    fn is_said_unmarked(&self, end: usize) -> bool {
        let run = self.run;
        let leads =
            run.words().relative.contains(run.low(end - 1)) || run.is_adverb(end - 1) && run.is(end - 1, &["not"]);
        let clause = self.has(Frame::Clause).is_some() || self.has(Frame::Recipient).is_some();
        let ends = run.is_subject_end(end - 1) && !leads && !run.is_possessive(end - 1);
        run.view.unmarked
            && clause
            && ends
            && (self.floor(end).max(end.saturating_sub(400))..end).any(|at| run.is_finite_verb(at))
    }

    /// Where the attributions before this one end.
    pub(super) fn floor(&self, end: usize) -> usize {
        let first = |draft: &Draft| {
            draft.content.iter().map(|span| span.start).min() < draft.cue.iter().map(|span| span.start).min()
        };
        let from = end.saturating_sub(60);
        if let Some(mark) = (from..end).rev().find(|&at| self.run.low(at) == ";") {
            let start = self.run.span(mark..mark + 1).start;
            if self.before.iter().rev().take(8).any(|draft| draft.cue.iter().any(|cue| cue.end <= start)) {
                return mark + 1;
            }
        }
        // "The swap is expected on Friday, two envoys said": what nobody is named for may be said by who is.
        let ends = |draft: &&Draft| first(draft) && draft.source.is_some();
        let Some(last) = self.before.iter().rev().take(8).find(ends) else { return 0 };
        let taken = last.cue.iter().chain(&last.source).map(|span| span.end).max().unwrap_or(0);
        let floor = (0..end).rev().take(400).find(|&at| self.run.span(at..at + 1).start < taken).map_or(0, |at| at + 1);
        floor.min(end)
    }

    /// Behind an opening bracket that is not closed before `end`.
    pub(super) fn bracket(&self, end: usize) -> usize {
        let from = end.saturating_sub(60);
        let mut depth = 0usize;
        for at in (from..end).rev() {
            match self.run.low(at) {
                ")" => depth += 1,
                "(" if depth == 0 => return at + 1,
                "(" => depth -= 1,
                _ => {}
            }
        }
        0
    }

    /// What goes on behind ", he said,": the rest of a sentence split around the attribution.
    pub(super) fn after_attribution(&self, at: usize, draft: &mut Draft) {
        let run = self.run;
        if at >= run.end() || !(run.low(at) == "," || run.is_dash(at) || run.is_quotation(at) || run.low(at) == ":") {
            return;
        }
        let start = if run.is_quotation(at) { at } else { at + 1 };
        let quoted =
            draft.content.last().is_some_and(|left| left.of(run.view.text).ends_with(['"', '”', '»', '\'', '’']));
        let goes_on = run.is_quotation(start)
            || !quoted
                && !run.is(
                    start,
                    &["and", "but", "according", "while", "who", "which", "though", "although", "whereas", "as"],
                )
                && !run.low(start).ends_with("ing")
                && !draft.content.last().is_some_and(|left| left.of(run.view.text).ends_with(['.', '?', '!']));
        if goes_on {
            let end = run.content_end(start, false);
            draft.say(run.span(start..end));
        }
    }
}
