//! Verbs that attribute: "said", "told X", "criticised", "has vowed to".
//!
//! The order of source, cue and content follows the layouts that PolNeAR counts: source–cue–content (two thirds),
//! content–source–cue, content–cue–source, and content around the attribution.

use super::Stance;
use super::complement::{Complement, Opening};
use super::decide;
use super::draft::Draft;
use super::group::VerbGroup;
use super::lexicon::{Form, Frame};
use super::subject::contraction;
use super::view::Run;
use crate::segment::{Tag, TokenKind};

/// Items of a content looked at for a word that denies it.
const REACH: usize = 24;

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
            && let Some(mut draft) = verb.draft()
        {
            draft.antecedent = antecedent(run, &draft);
            draft.marks = decide::verb_marks(&verb, &draft, false);
            return Some((draft, verb.group.end));
        }
    }
    None
}

/// The noun phrase that a source "who" or "which" stands for: "Mira Sollen, *who* said …".
pub(super) fn antecedent(run: &Run<'_>, draft: &Draft) -> Option<crate::Span> {
    let at = run.items_of(draft.source?).start;
    let relative = run.is(at, &["who", "which", "that"]) && at > 0;
    let end = if relative && run.low(at - 1) == "," { at - 1 } else { at };
    let range = run.subject_before(end, 0).filter(|range| relative && run.low(range.start) != "to")?;
    Some(run.span(range))
}

/// A verb in its run with what was found before it.
pub(super) struct Verb<'a> {
    pub(super) run: &'a Run<'a>,
    pub(super) group: VerbGroup,
    pub(super) before: &'a [Draft],
}

impl Verb<'_> {
    /// Whether the word is a verb here and no noun or adjective.
    pub(super) fn is_plausible(&self) -> bool {
        let (run, group) = (self.run, &self.group);
        let head = group.head;
        if head > 0 && run.is_capital(head) && !run.title || run.low(group.end) == "nor" {
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
            Form::Ing => !self.is_after_determiner(before) && run.low(before) != "as",
            Form::Past | Form::Participle => (run.is_nominative(before) || !run.is_preposition(before)) && !bound,
            // "the 20 states that voted": many of them, and no verb.
            Form::Third if run.kind(before) == Some(TokenKind::Number) && !run.title => false,
            Form::Third => !bound && !run.is_preposition(before) && self.is_third(before),
            Form::Base => !bound && !run.is_preposition(before) && self.is_base(before),
        }
    }

    /// "the warning", "a similar warning": a noun, whatever its form.
    fn is_after_determiner(&self, before: usize) -> bool {
        let run = self.run;
        let noun = run.tag(self.group.head) == Tag::Noun;
        let from = before.saturating_sub(3);
        let first = (from..=before).rev().find(|&at| !(noun && run.tag(at) == Tag::Adj)).unwrap_or(before);
        run.is_determiner(first) && (first == before || !run.words().pronoun.contains(run.low(first)))
    }

    /// Whether what follows fits a verb only, whatever the tagger says: "plans to", "claims that".
    pub(super) fn leads_on(&self) -> bool {
        let run = self.run;
        let next = self.group.end;
        matches!(self.group.reading.form, Form::Past | Form::Ing)
            || run.words().never_noun.contains(run.low(self.group.head))
            || run.low(next) == "to" && self.has(Frame::To).is_some()
            || run.opening(next) == Opening::That
                && (self.has(Frame::Clause).is_some() || self.has(Frame::That).is_some())
            || run.is_quotation(next)
            || run.title
            || self.is_relayed()
    }

    /// "…, Al Sahil TV *reports*, citing …": a name before it that a comma cuts off, a mark or nothing behind.
    fn is_relayed(&self) -> bool {
        let run = self.run;
        let says = self.group.reading.form == Form::Third && self.says().is_some();
        let name = self.group.start > 0 && run.is_capital(self.group.start - 1);
        let ends = self.group.end >= run.end() || run.low(self.group.end) == ",";
        let from = (0..self.group.start).rev().find(|&at| !run.is_capital(at));
        let behind =
            from.is_some_and(|at| run.low(at) == "," || run.low(at) == "the" && at > 0 && run.low(at - 1) == ",");
        let opens = run.is_capital(self.group.end) || run.is_determiner(self.group.end);
        says && name && ends && behind || says && self.group.start > 0 && run.low(self.group.start - 1) == "," && opens
    }

    /// "claims" and the like: a verb where a singular or a name stands before and no verb follows.
    pub(super) fn is_third(&self, before: usize) -> bool {
        let run = self.run;
        let inverted = run.low(before) == "," || run.is_quotation(before);
        let joined = run.is(before, &["and", "but"]);
        let singular = run.is_subject_end(before)
            && (!run.is_plural(before) || run.is_capital(before) || run.is(before, &["who"]));
        (inverted || joined || singular || run.is(before, &[",", "which", "that"]))
            && !run.is_finite_auxiliary_at(self.group.end)
    }

    /// "say", "support": a verb where a plural stands before and no verb follows.
    pub(super) fn is_base(&self, before: usize) -> bool {
        let run = self.run;
        let plural =
            run.is_plural(before) && run.is_subject_end(before) || run.is(before, &["they", "we", "i", "you", "who"]);
        let coordinated = run.is(before, &["and", "or"]) && self.before.last().is_some();
        let inverted = run.low(before) == "," && run.is_plural(self.group.end);
        let question = run.is_auxiliary(0) && run.low(run.len() - 1) == "?";
        (plural || coordinated || inverted || question || self.has_plural_head() || run.is(before, &["that"]))
            && !run.is_finite_auxiliary_at(self.group.end)
    }

    /// "Documents seen by the Gazette *show that* …": the head stands before a participle or a preposition.
    fn has_plural_head(&self) -> bool {
        let run = self.run;
        let range = run.subject_before(self.group.start, 0).filter(|_| run.opening(self.group.end) == Opening::That);
        let joint = |at: &usize| run.is_preposition(*at) || run.is_reduced_relative(*at);
        range.is_some_and(|range| (range.start + 1..range.end).find(joint).is_some_and(|at| run.is_plural(at - 1)))
    }

    pub(super) fn has(&self, frame: Frame) -> Option<Stance> {
        let groups = &self.run.view.lexicon.groups;
        self.group.reading.groups.iter().map(|&g| &groups[g]).find(|g| g.frames.contains(&frame)).map(|g| g.stance)
    }

    pub(super) fn preposition(&self, word: &str) -> Option<Stance> {
        let groups = &self.run.view.lexicon.groups;
        let with = self.group.reading.groups.iter().map(|&g| &groups[g]).find(|g| g.preps.iter().any(|p| p == word));
        with.map(|g| g.stance)
    }

    pub(super) fn says(&self) -> Option<Stance> {
        self.has(Frame::Clause).or_else(|| self.has(Frame::Quote))
    }

    /// "put the death toll at nine": the only way in which "put" tells something.
    fn puts_number(&self) -> bool {
        let run = self.run;
        let noun = (self.group.end..self.group.end + 5)
            .find(|&at| run.is(at, &["toll", "number", "figure", "count", "total", "cost", "damage", "magnitude"]));
        noun.is_some_and(|noun| (noun + 1..noun + 6).any(|at| run.low(at) == "at"))
    }

    pub(super) fn draft(&self) -> Option<Draft> {
        if self.group.reading.lemma == "put" && !self.puts_number() {
            return None;
        }
        if self.group.passive || self.is_reduced_passive() || self.is_opening_question() {
            return self.passive();
        }
        if self.group.negated && self.group.reading.lemma == "verify" {
            return self.not_verified();
        }
        if let Some(stance) = self.has(Frame::Raising) {
            return self.raising(stance);
        }
        if let Some(inverted) = self.inverted() {
            return Some(inverted);
        }
        self.quoted_saying().or_else(|| self.told()).or_else(|| self.active())
    }

    pub(super) fn is_reduced_passive(&self) -> bool {
        let form = matches!(self.group.reading.form, Form::Past | Form::Participle);
        form && !self.group.auxiliary && self.run.low(self.group.end) == "by"
    }

    /// "Asked whether the wall was safe, the mayor …": a passive, though nothing else says so.
    fn is_opening_question(&self) -> bool {
        let asked = self.group.reading.lemma == "ask" && self.group.reading.form == Form::Past;
        asked
            && self.group.start == 0
            && (self.run.is(self.group.end, &["about"]) || self.run.opening(self.group.end) == Opening::Question)
    }

    /// The verb group, and the colon that leads to what is said.
    pub(super) fn cue(&self, end: usize) -> crate::Span {
        let colon = self.run.low(end) == ":" && end + 1 < self.run.len();
        let mut cue = self.run.span(self.group.start..if colon { end + 1 } else { end });
        if let Some(before) = self.group.start.checked_sub(1).map(|at| self.run.span(at..at + 1)) {
            cue.start = if contraction(before.of(self.run.view.text)) > 0 {
                before.end - contraction(before.of(self.run.view.text))
            } else {
                cue.start
            };
        }
        cue
    }

    pub(super) fn new_draft(&self, end: usize, stance: Stance, frame: &'static str) -> Draft {
        let stance = self.moody(stance);
        let lemma = self.group.reading.lemma.as_str();
        let mut draft = Draft::new(self.cue(end), stance, format!("verb “{lemma}”: {frame}"));
        (draft.lemma, draft.frame) = (lemma, frame);
        draft.finite = self.group.is_finite();
        draft.head = self.group.head;
        draft
    }

    /// The stance under negation, in a question, in a condition.
    pub(super) fn moody(&self, stance: Stance) -> Stance {
        let run = self.run;
        if (self.group.start..self.group.head).any(|at| run.low(at) == "neither") {
            return Stance::Declines;
        }
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

    /// Subject before the verb.
    pub(super) fn active(&self) -> Option<Draft> {
        let run = self.run;
        let next = self.group.end;
        if let Some((inner, frame)) = self.quoted_of(next) {
            return self.finished(inner, next, self.says()?, frame);
        }
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

    /// "“It leaks,” she said of the dam", "she said of the dam: “It leaks”": the quotation is what is said.
    fn quoted_of(&self, at: usize) -> Option<(Complement, &'static str)> {
        let run = self.run;
        self.says().filter(|_| run.is(at, &["of", "about"]))?;
        let end = run.phrase_after(at + 1, run.len()).end;
        let behind = if run.is(end, &[",", ":"]) { end + 1 } else { end };
        let before = || self.subject()?.range.and_then(|range| self.quoted_before(range.start));
        if before().is_some() {
            return Some((Complement { opening: Opening::End, start: end }, "said before"));
        }
        let inner = Complement { opening: Opening::Quotation, start: behind };
        run.is_quotation(behind).then_some((inner, "a quotation follows"))
    }

    /// "called the report a lie": who calls it so denies it.
    fn calls_untrue(&self, said: std::ops::Range<usize>) -> bool {
        let run = self.run;
        let calls = ["call", "describe", "label", "brand", "deem"].contains(&self.group.reading.lemma.as_str());
        let untrue = |at: usize| run.words().untrue.contains(run.low(at)) && !run.is_subject_end(at + 1);
        calls && !self.group.negated && said.take(REACH).any(untrue)
    }

    pub(super) fn clause_or_object(&self, at: usize) -> Option<Stance> {
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
    pub(super) fn finished(
        &self,
        inner: Complement,
        cue_end: usize,
        stance: Stance,
        frame: &'static str,
    ) -> Option<Draft> {
        let run = self.run;
        let mut draft = self.new_draft(cue_end, stance, frame);
        if self.group.infinitive && self.group.start > 0 && run.is_preposition(self.group.start - 1) {
            return None;
        }
        let subject = self.subject()?;
        draft.source = subject.span;
        if subject.range.is_none() && subject.span.is_some() {
            draft.notes.push("source shared with another verb of the sentence");
        }
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
        if self.calls_untrue(inner.start..end) {
            draft.stance = Stance::Denies;
        }
        if let Some(left) = subject.range.and_then(|range| self.quoted_before(range.start)) {
            if !run.is_quotation(inner.start) {
                draft.content.clear();
            }
            draft.content.insert(0, run.span(left));
        }
        (!draft.content.is_empty() || draft.awaits).then_some(draft)
    }
}
