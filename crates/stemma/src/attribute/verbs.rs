//! Verbs that attribute: "said", "told X", "criticised", "has vowed to".
//!
//! The order of source, cue and content follows the layouts that PolNeAR counts: source–cue–content (two thirds),
//! content–source–cue, content–cue–source, and content around the attribution.

use super::Stance;
use super::complement::{Complement, Opening};
use super::draft::{Draft, Relay};
use super::lexicon::{Form, Frame};
use super::phrase::VerbGroup;
use super::view::Run;
use crate::segment::Tag;
use std::ops::Range;

/// The statements that verbs make in one run; `found` holds what the run gave so far.
pub(super) fn find(run: &Run<'_>, found: &mut Vec<Draft>) {
    let first = found.len();
    let mut at = 0;
    while at < run.len() {
        let draft = if run.is_word(at) { at_verb(run, at, &found[first..]) } else { None };
        match draft {
            Some((draft, next)) => {
                found.push(draft);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
}

fn at_verb(run: &Run<'_>, at: usize, before: &[Draft]) -> Option<(Draft, usize)> {
    let readings = run.view.lexicon.readings(run.low(at));
    for reading in readings {
        let tail = reading.tail.iter().enumerate().all(|(i, word)| run.low(at + 1 + i) == word);
        if !tail {
            continue;
        }
        let verb = Verb { run, group: run.verb_group(at, reading), before };
        if verb.is_plausible()
            && let Some(draft) = verb.draft()
        {
            return Some((draft, verb.group.end));
        }
    }
    None
}

/// A verb in its run with what was found before it.
pub(super) struct Verb<'a> {
    pub(super) run: &'a Run<'a>,
    pub(super) group: VerbGroup<'a>,
    pub(super) before: &'a [Draft],
}

impl Verb<'_> {
    /// Whether the word is a verb here and no noun or adjective.
    fn is_plausible(&self) -> bool {
        let (run, group) = (self.run, &self.group);
        let head = group.head;
        if head > 0 && run.is_capital(head) && !run.title {
            return false;
        }
        if group.auxiliary && !run.is(head.wrapping_sub(1), &["a", "an", "the"]) {
            return true;
        }
        match run.tag(head) {
            Tag::Noun | Tag::Propn if !self.leads_on() => return false,
            Tag::Adj | Tag::Adp if group.reading.form != Form::Past => return false,
            _ => {}
        }
        let Some(before) = group.start.checked_sub(1) else {
            return matches!(group.reading.form, Form::Ing | Form::Past | Form::Third | Form::Participle);
        };
        let bound =
            run.is_determiner(before) && !run.words().pronoun.contains(run.low(before)) || run.is_possessive(before);
        match group.reading.form {
            Form::Ing => !run.is_determiner(before) && run.low(before) != "as",
            Form::Past | Form::Participle => !bound && !(run.is_preposition(before) && !run.is_nominative(before)),
            Form::Third => !bound && !run.is_preposition(before) && self.is_third(before),
            Form::Base => !bound && !run.is_preposition(before) && self.is_base(before),
        }
    }

    /// Whether what follows fits a verb only, whatever the tagger says: "plans to", "claims that".
    fn leads_on(&self) -> bool {
        let run = self.run;
        let next = self.group.end;
        matches!(self.group.reading.form, Form::Past | Form::Ing)
            || run.words().never_noun.contains(run.low(self.group.head))
            || run.low(next) == "to" && self.has(Frame::To).is_some()
            || run.opening(next) == Opening::That
                && (self.has(Frame::Clause).is_some() || self.has(Frame::That).is_some())
            || run.is_quotation(next)
            || run.title
    }

    /// "claims" and the like: a verb where a singular or a name stands before and no verb follows.
    fn is_third(&self, before: usize) -> bool {
        let run = self.run;
        let inverted = run.low(before) == "," || run.is_quotation(before);
        let joined = run.is(before, &["and", "but"]);
        let singular = run.is_subject_end(before)
            && (!run.is_plural(before) || run.is_capital(before) || run.is(before, &["who"]));
        (inverted || joined || singular || run.is(before, &[",", "which", "that"]))
            && !run.is_finite_auxiliary_at(self.group.end)
    }

    /// "say", "support": a verb where a plural stands before and no verb follows.
    fn is_base(&self, before: usize) -> bool {
        let run = self.run;
        let plural =
            run.is_plural(before) && run.is_subject_end(before) || run.is(before, &["they", "we", "i", "you", "who"]);
        let coordinated = run.is(before, &["and", "or"]) && self.before.last().is_some();
        let inverted = run.low(before) == "," && run.is_plural(self.group.end);
        let question = run.is_auxiliary(0) && run.low(run.len() - 1) == "?";
        (plural || coordinated || inverted || question || run.is(before, &["that"]))
            && !run.is_finite_auxiliary_at(self.group.end)
    }

    fn has(&self, frame: Frame) -> Option<Stance> {
        let groups = &self.run.view.lexicon.groups;
        self.group.reading.groups.iter().map(|&g| &groups[g]).find(|g| g.frames.contains(&frame)).map(|g| g.stance)
    }

    fn preposition(&self, word: &str) -> Option<Stance> {
        let groups = &self.run.view.lexicon.groups;
        let with = self.group.reading.groups.iter().map(|&g| &groups[g]).find(|g| g.preps.iter().any(|p| p == word));
        with.map(|g| g.stance)
    }

    fn says(&self) -> Option<Stance> {
        self.has(Frame::Clause).or_else(|| self.has(Frame::Quote))
    }

    fn draft(&self) -> Option<Draft> {
        if self.group.passive || self.is_reduced_passive() {
            return self.passive();
        }
        if let Some(stance) = self.has(Frame::Raising) {
            return self.raising(stance);
        }
        if let Some(inverted) = self.inverted() {
            return Some(inverted);
        }
        self.quoted_saying().or_else(|| self.told()).or_else(|| self.active())
    }

    fn is_reduced_passive(&self) -> bool {
        let form = matches!(self.group.reading.form, Form::Past | Form::Participle);
        form && !self.group.auxiliary && self.run.low(self.group.end) == "by"
    }

    fn cue(&self, end: usize) -> crate::Span {
        self.run.span(self.group.start..end)
    }

    fn new_draft(&self, end: usize, stance: Stance, rule: &str) -> Draft {
        let stance = self.moody(stance);
        let mut draft = Draft::new(self.cue(end), stance, format!("verb “{}”: {rule}", self.group.reading.lemma));
        draft.finite = self.group.is_finite();
        draft.head = self.group.head;
        draft
    }

    /// The stance under negation, in a question, in a condition.
    fn moody(&self, stance: Stance) -> Stance {
        let run = self.run;
        if self.group.negated {
            return match stance {
                Stance::Asserts | Stance::Asks | Stance::Orders => Stance::Declines,
                Stance::Believes => Stance::Doubts,
                Stance::Denies | Stance::Doubts | Stance::Declines => Stance::Asserts,
            };
        }
        let question = run.items.len() > 1 && run.low(run.len() - 1) == "?" && run.is_auxiliary(0);
        let condition =
            (0..self.group.start.min(12)).any(|at| run.is(at, &["if", "unless", "whether"])) && self.before.is_empty();
        match stance {
            Stance::Asserts if question => Stance::Asks,
            Stance::Asserts if condition => Stance::Doubts,
            _ => stance,
        }
    }

    /// "“…,” said the mayor": the subject behind the verb.
    fn inverted(&self) -> Option<Draft> {
        let run = self.run;
        let quoted = self.group.start > 0 && run.is_quotation(self.group.start - 1);
        let stance = self.says().or_else(|| self.has(Frame::Recipient).filter(|_| quoted))?;
        let form = matches!(self.group.reading.form, Form::Past | Form::Third | Form::Base);
        let before = self.group.start.checked_sub(1);
        let opens = self.group.start == 0;
        let after_said = before.is_some_and(|b| {
            run.is_quotation(b) || run.low(b) == "," || run.is_dash(b) || run.is(b, &["as", "so", ";", "?", "!"])
        });
        if !form || self.group.auxiliary || !(after_said || opens) {
            return None;
        }
        let subject = run.phrase_after(self.group.end, run.len());
        if subject.is_empty() || !run.opens_subject(subject.start) {
            return None;
        }
        if opens {
            return self.inverted_opening(subject, stance);
        }
        let end = run.skip_adjuncts(subject.end);
        if end < run.end()
            && !run.is_mark(end)
            && !run.is_quotation(end)
            && !run.is(
                end,
                &[
                    "and", "but", "as", "while", "who", "after", "before", "during", "when", "of", "in", "on", "at",
                    "to", "about", "for", "with",
                ],
            )
        {
            return None;
        }
        let left = self.left_content(self.group.start)?;
        let quoted = run.is_quotation(left.end - 1);
        if !quoted && !(left.clone()).any(|at| run.is_finite_verb(at)) {
            return None;
        }
        let mut draft = self.new_draft(self.group.end, stance, "“…”, said X");
        draft.source = Some(run.span(subject.clone()));
        draft.say(run.span(left));
        self.after_attribution(end, &mut draft);
        Some(draft)
    }

    /// "Said Mr. Rask: “…”"
    fn inverted_opening(&self, subject: Range<usize>, stance: Stance) -> Option<Draft> {
        let run = self.run;
        let colon =
            run.is(subject.end, &[":", ","]) && (run.low(subject.end) == ":" || run.is_quotation(subject.end + 1));
        if !colon {
            return None;
        }
        let mut draft = self.new_draft(self.group.end, stance, "Said X: “…”");
        draft.source = Some(run.span(subject.clone()));
        draft.say(run.span(subject.end + 1..run.end()));
        draft.awaits = draft.content.is_empty();
        Some(draft)
    }

    /// "Al Sahil quoted residents as saying that …": the object says it, the subject relays it.
    fn quoted_saying(&self) -> Option<Draft> {
        let run = self.run;
        if !matches!(self.group.reading.lemma.as_str(), "quote" | "cite") {
            return None;
        }
        let said = run.phrase_after(self.group.end, run.len());
        let saying = said.end;
        if said.is_empty() || run.low(saying) != "as" || !run.low(saying + 1).ends_with("ing") {
            return None;
        }
        let mut draft = self.new_draft(self.group.end, Stance::Asserts, "quoted X as saying");
        draft.cue.push(run.span(saying..saying + 2));
        draft.source = Some(trimmed(run, said));
        let relay = self.subject().and_then(|subject| subject.span);
        draft.relays.extend(relay.map(|span| Relay { span, sure: true }));
        let inner = run.complement(saying + 2);
        draft.say(run.span(inner.start..run.content_end(inner.start, true)));
        (!draft.content.is_empty()).then_some(draft)
    }

    /// "told reporters that …": whoever is told stands between the verb and what is said.
    fn told(&self) -> Option<Draft> {
        let run = self.run;
        let stance = self.has(Frame::Recipient)?;
        let at = self.group.end;
        if !run.opens_subject(at) || run.is(at, &["that"]) && run.opening(at) == Opening::That {
            return None;
        }
        let recipient = self.recipient(at);
        let inner = run.complement(recipient.end);
        let strict = self.says().is_some() || self.has(Frame::Object).is_some();
        let good = match inner.opening {
            Opening::That | Opening::Quotation | Opening::Colon | Opening::Question => true,
            Opening::Phrase => !strict && run.has_verb(inner.start) || run.is_nominative(inner.start),
            Opening::Infinitive => !strict,
            Opening::Comma | Opening::End => {
                !strict && self.left_said().is_some() || run.is(recipient.end, &["of", "about"])
            }
            Opening::Participle => false,
        };
        if !good && !run.is(recipient.end, &["of", "about"]) {
            return None;
        }
        let mut draft = self.finished(inner, self.group.end, stance, "told someone")?;
        let told = run.span(recipient.clone());
        draft.relays.push(Relay { span: told, sure: false });
        Some(draft)
    }

    fn recipient(&self, at: usize) -> Range<usize> {
        let run = self.run;
        let limit = (at + 24).min(run.end());
        let mut end = at + 1;
        if run.is(at, &["me", "him", "her", "them", "us", "you"]) && !run.is_possessive(at)
            || run.words().audience.contains(run.low(at))
        {
            return at..end;
        }
        while end < limit {
            let fresh = run.is_determiner(end) && !run.is_possessive(end) && run.is_subject_end(end - 1);
            let nominative = run.is_nominative(end) && !run.is(end, &["who"]);
            if fresh
                || nominative
                || run.is_quotation(end)
                || run.is_mark(end) && !run.is(end, &["'s", "'", "&", "-"])
                || run.is(
                    end,
                    &[
                        "that", "how", "why", "what", "whether", "if", "to", "in", "on", "at", "during", "after",
                        "about", "of", "by", "as", "when", "before", "through", "via", "while", "it",
                    ],
                )
                || run.words().weekday.contains(run.low(end))
                || run.is(end, &["last", "this", "yesterday", "recently"])
                || run.is_finite_verb(end)
            {
                break;
            }
            end += 1;
        }
        at..end
    }

    /// Subject before the verb.
    fn active(&self) -> Option<Draft> {
        let run = self.run;
        let next = self.group.end;
        if let Some(stance) = self.preposition(run.low(next)) {
            let inner = run.opening(next + 1);
            let time = run.is_time(next + 1) || run.is_adjunct(next) && !run.is(next, &["about", "of"]);
            if !time
                && matches!(
                    inner,
                    Opening::Phrase | Opening::Quotation | Opening::Question | Opening::Participle | Opening::That
                )
                || !time && run.opens_name(next + 1)
            {
                let inner = Complement { opening: Opening::Phrase, start: next + 1 };
                return self.finished(inner, next + 1, stance, "with its preposition");
            }
        }
        let inner = run.complement(next);
        let near = inner.start == next;
        let (stance, rule) = match inner.opening {
            Opening::That | Opening::Question => {
                (self.has(Frame::Clause).or_else(|| self.has(Frame::That))?, "a clause follows")
            }
            Opening::Quotation => {
                (self.says().or_else(|| self.has(Frame::Object).filter(|_| near))?, "a quotation follows")
            }
            Opening::Colon => (self.says()?, "a colon follows"),
            Opening::Infinitive => {
                (self.has(Frame::To).or_else(|| self.has(Frame::Clause).filter(|_| !near))?, "an infinitive follows")
            }
            Opening::Phrase | Opening::Participle => {
                if near {
                    (self.clause_or_object(inner.start)?, "a clause or object follows")
                } else {
                    (self.has(Frame::Clause)?, "a clause follows")
                }
            }
            Opening::Comma | Opening::End => (self.says()?, "said before"),
        };
        self.finished(inner, self.group.end, stance, rule)
    }

    fn clause_or_object(&self, at: usize) -> Option<Stance> {
        let clause = self.has(Frame::Clause);
        let object = self.has(Frame::Object);
        match (clause, object) {
            (Some(stance), Some(_)) => Some(stance),
            (Some(stance), None) if self.run.has_verb(at) || self.run.is(at, &["no", "yes", "so"]) => Some(stance),
            (None, Some(stance)) => Some(stance),
            _ => None,
        }
    }

    /// The draft with its source, once it is known what follows.
    fn finished(&self, inner: Complement, cue_end: usize, stance: Stance, rule: &str) -> Option<Draft> {
        let run = self.run;
        let mut draft = self.new_draft(cue_end, stance, rule);
        if self.group.infinitive && self.group.start > 0 && run.is_preposition(self.group.start - 1) {
            return None;
        }
        let subject = self.subject()?;
        draft.source = subject.span;
        let left_end = subject.range.as_ref().map_or(self.group.start, |range| range.start);
        let relative = self.relative_content(left_end, &inner);
        if matches!(inner.opening, Opening::Comma | Opening::End) {
            let Some(left) = self.left_content(left_end) else {
                draft.say(run.span(relative?));
                return Some(draft);
            };
            if !run.is_quotation(left.end - 1)
                && !left.clone().any(|at| run.is_finite_verb(at))
                && inner.opening == Opening::End
            {
                return None;
            }
            draft.say(run.span(left));
            self.after_attribution(inner.start, &mut draft);
            return Some(draft);
        }
        let end = self.right_end(inner.start);
        draft.say(run.span(inner.start..end));
        if let Some(relative) = relative {
            draft.content.insert(0, run.span(relative));
        }
        if inner.opening == Opening::Colon && draft.content.is_empty() {
            draft.awaits = true;
        }
        if let Some(left) = subject.range.and_then(|range| self.quoted_before(range.start)) {
            if !run.is_quotation(inner.start) {
                draft.content.clear();
            }
            draft.content.insert(0, run.span(left));
        }
        (!draft.content.is_empty() || draft.awaits).then_some(draft)
    }

    /// "the plan *that* the mayor praised", "a ruin, *which* she said was safe": the relative pronoun is what is said.
    fn relative_content(&self, at: usize, inner: &Complement) -> Option<Range<usize>> {
        let run = self.run;
        let pronoun = at > 0 && run.is(at - 1, &["that", "which", "whom"]) && self.group.reading.form != Form::Ing;
        let noun = at > 1 && (run.is_subject_end(at - 2) || run.low(at - 2) == ",") && !run.is_finite_verb(at - 2);
        let open = matches!(inner.opening, Opening::Comma | Opening::End) || run.is_finite_verb(inner.start);
        (pronoun && noun && open).then(|| at - 1..at)
    }

    /// Where content to the right ends. A leading participle and a relative clause end at a comma.
    fn right_end(&self, start: usize) -> usize {
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
    fn quoted_before(&self, at: usize) -> Option<Range<usize>> {
        let quoted = at > 0 && self.run.is_quotation(at - 1) && self.run.quotation_ends_clause(at - 1);
        quoted.then(|| self.left_content(at)).flatten()
    }

    fn left_said(&self) -> Option<Range<usize>> {
        let subject = self.run.subject_before(self.group.start, 0)?;
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
        } else if end == 0 || !(run.is_quotation(end - 1) || mark) {
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

    /// Where the attributions before this one end.
    fn floor(&self, end: usize) -> usize {
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
        let Some(last) = self.before.iter().rev().take(8).find(|draft| first(draft)) else { return 0 };
        let taken = last.cue.iter().chain(&last.source).map(|span| span.end).max().unwrap_or(0);
        let floor = (0..end).rev().take(400).find(|&at| self.run.span(at..at + 1).start < taken).map_or(0, |at| at + 1);
        floor.min(end)
    }

    /// Behind an opening bracket that is not closed before `end`.
    fn bracket(&self, end: usize) -> usize {
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

/// A subject as found: its words, and where they stand if in this clause.
pub(super) struct Subject {
    pub(super) span: Option<crate::Span>,
    pub(super) range: Option<Range<usize>>,
}

impl Verb<'_> {
    /// Who says it: the phrase before the verb, or the subject shared with an earlier verb.
    fn subject(&self) -> Option<Subject> {
        let run = self.run;
        let group = &self.group;
        let here = |range: Range<usize>| Subject { span: Some(trimmed(run, range.clone())), range: Some(range) };
        let participle = group.reading.form == Form::Ing && !group.auxiliary;
        let before = group.start.checked_sub(1);
        if participle {
            let noun = before.is_some_and(|b| run.is_subject_end(b) && !run.is_adverb(b) && run.low(b) != ",");
            if noun && let Some(mut range) = run.subject_before(group.start, 0) {
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
            return Some(here(range));
        }
        let shared = before.is_some_and(|b| run.low(b) == "," || run.is_adverb(b));
        shared.then(|| self.shared()).flatten().map(|span| Subject { span: Some(span), range: None })
    }

    /// The subject of the verb before, or of the sentence's first finite verb; behind a leading participle, the subject
    /// that follows.
    fn shared(&self) -> Option<crate::Span> {
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
        let first =
            (from..self.group.start).find(|&at| run.is_finite_verb(at) && !run.is_auxiliary_of(at, self.group.start));
        if let Some(verb) = first
            && let Some(range) = run.subject_before(verb, 0)
        {
            return Some(trimmed(run, range));
        }
        None
    }

    /// "Citing the report, the mayor closed the bridge": the subject behind the comma of a leading participle.
    fn leading_subject(&self) -> Option<crate::Span> {
        let run = self.run;
        let leading =
            self.group.reading.form == Form::Ing && !self.group.auxiliary && run.is_subordinate(self.group.start);
        let limit = run.len().min(self.group.end + 60);
        let comma =
            (self.group.end..limit).find(|&at| run.low(at) == "," && run.starts_clause(at + 1)).filter(|_| leading)?;
        let range = run.phrase_after(comma + 1, run.len());
        (!range.is_empty()).then(|| trimmed(run, range))
    }
}

/// The span of a phrase without marks at its end.
pub(super) fn trimmed(run: &Run<'_>, range: Range<usize>) -> crate::Span {
    let mut end = range.end;
    while end > range.start + 1 && run.is(end - 1, &[",", ";", ":"]) {
        end -= 1;
    }
    run.span(range.start..end)
}
