//! Layouts of direct and reported speech: "“…,” said X", "Said X: “…”", "told Y that …", "quoted Y as saying".

use std::ops::Range;

use super::Stance;
use super::class;
use super::complement::Opening;
use super::draft::{Draft, Relay};
use super::lexicon::{Form, Frame};
use super::subject::source_span;
use super::things::is_thing;
use super::verbs::Verb;

impl Verb<'_> {
    /// "“…,” said the mayor": the subject behind the verb.
    pub(super) fn inverted(&self) -> Option<Draft> {
        let run = self.run;
        let quoted = self.group.start > 0 && run.is_quotation(self.group.start - 1);
        let stance = self.says().or_else(|| self.has(Frame::Recipient).filter(|_| quoted))?;
        let form = matches!(self.group.reading.form, Form::Past | Form::Third | Form::Base);
        let before = self.group.start.checked_sub(1);
        let opens = self.group.start == 0;
        let bare = !opens && run.view.unmarked && self.group.reading.lemma == "say";
        let after_said = before.is_some_and(|b| {
            run.is_quotation(b) || run.low(b) == "," || run.is_dash(b) || run.is(b, &["as", "so", ";", "?", "!"])
        });
        if !form || self.group.auxiliary || !(after_said || opens || bare) {
            return None;
        }
        let subject = run.phrase_after(self.group.end, run.len());
        if subject.is_empty() || !run.opens_subject(subject.start) || run.is(subject.start, &["it", "this", "that"]) {
            return None;
        }
        if !after_said && bare && !self.may_be_inverted(&subject) {
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
            && !run.goes_on_unmarked(end)
        {
            return None;
        }
        let left = self.left_content(self.group.start)?;
        let quoted = run.is_quotation(left.end - 1);
        if !quoted && !(left.clone()).any(|at| run.is_finite_verb(at)) {
            return None;
        }
        let mut draft = self.new_draft(self.group.end, stance, "“…”, said X");
        draft.source = Some(source_span(run, subject.clone()));
        draft.say(run.span(left));
        self.after_attribution(end, &mut draft);
        Some(draft)
    }

    /// "… killed nine *said the ministry*", "said *harbour chief Mira Sollen*": a name or a phrase with its article that
    /// may say something.
    fn may_be_inverted(&self, subject: &Range<usize>) -> bool {
        let run = self.run;
        let words = run.span(subject.clone()).of(run.view.text);
        let (first, offices) = (subject.start, &class::Nouns::english().office);
        let titled = run.is_capital(first + 2) && offices.contains(run.low(first + 1));
        let opens = run.is_determiner(first) || run.is_capital(first) || run.is_capital(first + 1) || titled;
        opens && class::class(words).is_some() && !is_thing(words)
    }

    /// "Said Mr. Rask: “…”"
    pub(super) fn inverted_opening(&self, subject: Range<usize>, stance: Stance) -> Option<Draft> {
        let run = self.run;
        let colon =
            run.is(subject.end, &[":", ","]) && (run.low(subject.end) == ":" || run.is_quotation(subject.end + 1));
        if !colon {
            return None;
        }
        let mut draft = self.new_draft(self.group.end, stance, "Said X: “…”");
        draft.source = Some(source_span(run, subject.clone()));
        draft.say(run.span(subject.end + 1..run.end()));
        draft.awaits = draft.content.is_empty();
        Some(draft)
    }

    /// "Al Sahil quoted residents as saying that …": the object says it, the subject relays it.
    pub(super) fn quoted_saying(&self) -> Option<Draft> {
        let run = self.run;
        if !matches!(self.group.reading.lemma.as_str(), "quote" | "cite" | "report") {
            return None;
        }
        let said = run.phrase_after(self.group.end, run.len());
        let saying = said.end;
        if said.is_empty() || run.low(saying) != "as" || !run.low(saying + 1).ends_with("ing") {
            return None;
        }
        let mut draft = self.new_draft(self.group.end, Stance::Asserts, "quoted X as saying");
        draft.cue.push(run.span(saying..saying + 2));
        draft.source = Some(source_span(run, said));
        let relay = self.subject().and_then(|subject| subject.span);
        draft.relays.extend(relay.map(|span| Relay { span, sure: true }));
        let inner = run.complement(saying + 2);
        if matches!(inner.opening, Opening::Comma | Opening::End) {
            draft.say(run.span(self.left_said()?));
            return Some(draft);
        }
        draft.say(run.span(inner.start..run.content_end(inner.start, true)));
        (!draft.content.is_empty()).then_some(draft)
    }

    /// "told reporters that …": whoever is told stands between the verb and what is said.
    pub(super) fn told(&self) -> Option<Draft> {
        let run = self.run;
        let stance = self.has(Frame::Recipient)?;
        let at = self.group.end;
        let pronoun = run.is(at, &["me", "him", "her", "them", "us", "you"]);
        if !(pronoun || run.opens_subject(at)) || run.is(at, &["that"]) && run.opening(at) == Opening::That {
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

    pub(super) fn recipient(&self, at: usize) -> Range<usize> {
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
}
