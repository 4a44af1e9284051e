//! Passives and raising verbs: "was quoted by X as saying", "is expected to", "was accused by X", "seems to".

use super::Stance;
use super::complement::Opening;
use super::draft::{Draft, Relay};
use super::lexicon::Frame;
use super::subject::{source_span, trimmed};
use super::verbs::Verb;

/// Verbs whose passive reports what nobody by name says: "is believed to".
const RAISED: [&str; 23] = [
    "expect",
    "believe",
    "think",
    "say",
    "report",
    "know",
    "see",
    "consider",
    "understand",
    "allege",
    "project",
    "predict",
    "estimate",
    "deem",
    "view",
    "regard",
    "fear",
    "suspect",
    "presume",
    "assume",
    "anticipate",
    "claim",
    "forecast",
];

impl Verb<'_> {
    /// A verb in the passive.
    pub(super) fn passive(&self) -> Option<Draft> {
        let lemma = self.group.reading.lemma.as_str();
        if matches!(lemma, "quote" | "cite") {
            return self.quoted_by();
        }
        let run = self.run;
        // "told by text message" says how, not by whom.
        let medium = (self.group.end + 1..self.group.end + 3).any(|at| run.words().medium.contains(run.low(at)));
        let by = run.low(self.group.end) == "by" && (run.is_determiner(self.group.end + 1) || !medium);
        // "documents seen by the Gazette", "found by a diver": nobody says anything.
        if by && matches!(lemma, "see" | "find" | "know" | "hear" | "read") {
            return None;
        }
        if by {
            return self.by_agent();
        }
        match lemma {
            "ask" => self.asked(),
            "tell" | "inform" | "assure" | "remind" | "warn" | "advise" => self.was_told(),
            "verify" | "confirm" if self.group.negated || self.of_none() => self.unverified(),
            _ if RAISED.contains(&lemma) => self.raised(),
            _ => None,
        }
    }

    /// "was quoted by X as saying": the subject says it, X relays it.
    fn quoted_by(&self) -> Option<Draft> {
        let run = self.run;
        let mut at = self.group.end;
        let mut relay = None;
        if run.low(at) == "by" {
            let range = run.phrase_after(at + 1, run.len());
            at = range.end;
            relay = Some(trimmed(run, range));
        }
        let limit = (at + 10).min(run.len());
        let saying = (at..limit).find(|&here| run.low(here) == "as" && run.low(here + 1).ends_with("ing"))?;
        let subject = run.subject_before(self.group.start, 0)?;
        let mut draft =
            Draft::new(run.span(self.group.start..self.group.end), Stance::Asserts, "“was quoted by X as saying”");
        draft.cue.push(run.span(saying..saying + 2));
        draft.source = Some(source_span(run, subject));
        draft.relays.extend(relay.map(|span| Relay { span, sure: true }));
        draft.head = self.group.head;
        let inner = run.complement(saying + 2);
        if matches!(inner.opening, Opening::Comma | Opening::End) || run.low(saying + 2) == "by" {
            let carrier = (run.low(saying + 2) == "by").then(|| trimmed(run, run.phrase_after(saying + 3, run.len())));
            draft.relays.extend(carrier.map(|span| Relay { span, sure: true }));
            draft.say(run.span(self.left_said()?));
            return Some(draft);
        }
        draft.say(run.span(inner.start..run.content_end(inner.start, true)));
        (!draft.content.is_empty()).then_some(draft)
    }

    /// "was dismissed by X": X says it of the subject. "had been told by X that": X says the clause.
    fn by_agent(&self) -> Option<Draft> {
        let run = self.run;
        let groups = &run.view.lexicon.groups;
        let stance = self
            .group
            .reading
            .groups
            .iter()
            .map(|&g| &groups[g])
            .find(|g| {
                g.frames
                    .iter()
                    .any(|frame| matches!(frame, Frame::Clause | Frame::Object | Frame::Recipient | Frame::Quote))
            })?
            .stance;
        let agent = run.phrase_after(self.group.end + 1, run.len());
        if agent.is_empty() || run.low(agent.start).ends_with("ing") {
            return None;
        }
        let lemma = self.group.reading.lemma.as_str();
        let mut draft =
            Draft::new(run.span(self.group.start..self.group.end), stance, format!("passive “{lemma}” by X"));
        (draft.finite, draft.head, draft.lemma) = (false, self.group.head, lemma);
        draft.source = Some(source_span(run, agent.clone()));
        let inner = run.complement(agent.end);
        let subject = run.subject_before(self.group.start, 0);
        let clause = matches!(inner.opening, Opening::That | Opening::Question | Opening::Quotation | Opening::Colon);
        let told = matches!(
            self.group.reading.lemma.as_str(),
            "tell" | "ask" | "inform" | "urge" | "order" | "advise" | "warn"
        );
        if clause || told && inner.opening == Opening::Infinitive {
            draft.say(run.span(inner.start..run.content_end(inner.start, true)));
            let told = subject.filter(|_| self.group.auxiliary);
            draft.relays.extend(told.map(|told| Relay { span: trimmed(run, told), sure: true }));
        } else {
            draft.say(trimmed(run, subject?));
        }
        Some(draft)
    }

    /// "was asked about": who asks is not said.
    fn asked(&self) -> Option<Draft> {
        let run = self.run;
        let at = self.group.end;
        let about = run.is(at, &["about", "for"]);
        let inner = run.complement(at);
        let start = if about { at + 1 } else { inner.start };
        if !about
            && !matches!(inner.opening, Opening::That | Opening::Question | Opening::Infinitive | Opening::Quotation)
        {
            return None;
        }
        let cue_end = if about { at + 1 } else { at };
        let mut draft =
            Draft::new(run.span(self.group.start..cue_end), Stance::Asks, "“was asked”, nobody says by whom");
        draft.finite = false;
        draft.say(run.span(start..self.asked_end(start)));
        (!draft.content.is_empty()).then_some(draft)
    }

    /// "Asked about the plan, he said": the question ends at the comma.
    fn asked_end(&self, start: usize) -> usize {
        let run = self.run;
        let end = run.content_end(start, false);
        if self.group.auxiliary && self.group.start > 0 && !run.is(0, &["when", "asked", "if", "after"]) {
            return end;
        }
        (start..end).find(|&at| run.low(at) == ",").unwrap_or(end)
    }

    /// "could not be verified": nobody says so but the page, and nobody vouches for the subject.
    fn unverified(&self) -> Option<Draft> {
        let run = self.run;
        let subject = run.subject_before(self.group.start, 0)?;
        let mut draft =
            Draft::new(run.span(self.group.start..self.group.end), Stance::Doubts, "“could not be verified”");
        draft.finite = false;
        draft.say(trimmed(run, subject));
        Some(draft)
    }

    /// "could not verify the footage": who tried vouches for nothing.
    pub(super) fn not_verified(&self) -> Option<Draft> {
        let inner = self.run.complement(self.group.end);
        let thing = matches!(inner.opening, Opening::Phrase | Opening::That | Opening::Question);
        let mut draft = self.finished(inner, self.group.end, Stance::Doubts, "could not verify").filter(|_| thing)?;
        draft.stance = Stance::Doubts;
        Some(draft)
    }

    /// "None of the reports could be verified."
    fn of_none(&self) -> bool {
        let subject = self.run.subject_before(self.group.start, 0);
        subject.is_some_and(|subject| self.run.is(subject.start, &["none", "neither", "no", "nothing"]))
    }

    fn was_told(&self) -> Option<Draft> {
        let run = self.run;
        let inner = run.complement(self.group.end);
        if !matches!(inner.opening, Opening::That | Opening::Quotation) {
            return None;
        }
        let mut draft =
            Draft::new(run.span(self.group.start..self.group.end), Stance::Asserts, "“was told”, nobody says by whom");
        draft.finite = false;
        draft.say(run.span(inner.start..run.content_end(inner.start, true)));
        Some(draft)
    }

    /// "is expected to", "it is believed that".
    fn raised(&self) -> Option<Draft> {
        let run = self.run;
        let lemma = self.group.reading.lemma.as_str();
        let reports = matches!(lemma, "say" | "report" | "allege" | "claim");
        let stance = if reports { Stance::Asserts } else { Stance::Believes };
        let stance = if self.group.negated { Stance::Doubts } else { stance };
        let inner = run.complement(self.group.end);
        let mut draft = Draft::new(
            run.span(self.group.start..self.group.end),
            stance,
            format!("“is {}”, nobody says by whom", run.low(self.group.head)),
        );
        draft.finite = false;
        let subject = run.subject_before(self.group.start, 0);
        let empty = subject.as_ref().is_some_and(|s| s.len() == 1 && run.is(s.start, &["it", "there", "what"]));
        match inner.opening {
            Opening::That => {}
            Opening::Infinitive if inner.start == self.group.end => {}
            _ if run.low(self.group.end) == "as" && lemma != "know" => {}
            _ => return None,
        }
        if !empty {
            draft.say(trimmed(run, subject?));
        }
        draft.say(run.span(inner.start..run.content_end(inner.start, true)));
        Some(draft)
    }

    /// "The truce seems to hold."
    pub(super) fn raising(&self, stance: Stance) -> Option<Draft> {
        let run = self.run;
        let at = self.group.end;
        if !self.group.is_finite() {
            return None;
        }
        let inner = run.opening(at);
        let lemma = &self.group.reading.lemma;
        let plain = inner == Opening::Infinitive
            || inner == Opening::That
            || lemma == "seem" && inner == Opening::Phrase && !run.is_preposition(at);
        if !plain {
            return None;
        }
        let mut draft = Draft::new(run.span(self.group.start..at), stance, format!("“{lemma}”, to whom is not said"));
        draft.finite = false;
        let subject = run.subject_before(self.group.start, 0)?;
        if !(subject.len() == 1 && run.is(subject.start, &["it", "there"])) {
            draft.say(trimmed(run, subject));
        }
        draft.say(run.span(at..run.content_end(at, true)));
        Some(draft)
    }
}
