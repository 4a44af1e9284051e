//! What a single word is by its form, its tag and its neighbours: auxiliary, adverb, finite verb, end of a subject.

use super::lexicon::Form;
use super::view::Run;
use crate::segment::Tag;

impl Run<'_> {
    pub(super) fn is_auxiliary(&self, at: usize) -> bool {
        let word = self.low(at);
        word == "'s" && self.is_pronoun_before(at) || word != "'s" && self.words().auxiliary.contains(word)
    }

    fn is_pronoun_before(&self, at: usize) -> bool {
        at > 0
            && (self.words().nominative.contains(self.low(at - 1))
                || self.is(at - 1, &["there", "that", "what", "here"]))
    }

    pub(super) fn is_adverb(&self, at: usize) -> bool {
        let named = self.is_capital(at) && self.is_capital(at + 1) && self.tag(at) == Tag::Propn;
        self.is_word(at) && self.words().is_adverb(self.low(at)) && !self.is_capital_inside(at) && !named
    }

    pub(super) fn is_capital_inside(&self, at: usize) -> bool {
        at > 0 && !self.title && self.is_capital(at)
    }

    pub(super) fn is_determiner(&self, at: usize) -> bool {
        self.words().determiner.contains(self.low(at))
    }

    pub(super) fn is_preposition(&self, at: usize) -> bool {
        self.words().preposition.contains(self.low(at)) && self.low(at) != "that"
    }

    pub(super) fn is_nominative(&self, at: usize) -> bool {
        self.words().nominative.contains(self.low(at))
    }

    pub(super) fn is_dash(&self, at: usize) -> bool {
        self.is_mark(at) && self.word(at).chars().all(|c| matches!(c, '-' | '–' | '—' | '―'))
    }

    /// A day, month, year or "last week": what may stand beside a verb of saying without belonging to anything.
    pub(super) fn is_time(&self, at: usize) -> bool {
        let word = self.low(at);
        self.words().weekday.contains(word)
            || self.words().time_noun.contains(word)
            || self.words().month.contains(word) && (word != "may" && word != "march" || self.is_capital(at))
    }

    /// Whether a word stands as a finite verb as far as its form and neighbours tell.
    pub(super) fn is_finite_verb(&self, at: usize) -> bool {
        if !self.is_word(at) || self.is_capital_inside(at) {
            return false;
        }
        if self.is_auxiliary(at) {
            return true;
        }
        if self.low(at) == "close" && self.low(at + 1) == "to" {
            return false;
        }
        if self.words().never_noun.contains(self.low(at)) && self.is_subject_end(at.wrapping_sub(1)) {
            return true;
        }
        if matches!(self.tag(at), Tag::Noun | Tag::Adj | Tag::Adp | Tag::Propn | Tag::Adv | Tag::Det) {
            return false;
        }
        let word = self.low(at);
        let bare = at > 0 && (self.is_determiner(at - 1) || self.is_possessive(at - 1) || self.is_preposition(at - 1));
        if bare && !self.words().nominative.contains(self.low(at - 1)) {
            return false;
        }
        let tagged = self.tag(at) == Tag::Verb
            && at > 0
            && !word.ends_with("ing")
            && self.low(at - 1) != "to"
            && !self.is_reduced_relative(at);
        let past = word.len() > 3 && word.ends_with("ed") && !self.is_reduced_relative(at);
        let form = self.view.lexicon.readings(word).first().map(|reading| reading.form);
        let known = match form {
            Some(Form::Past) => !self.is_reduced_relative(at),
            Some(Form::Third) => at > 0 && self.is_subject_end(at - 1) && !self.is_plural(at - 1),
            Some(Form::Base) => at > 0 && (self.is_nominative(at - 1) || self.is_plural(at - 1)),
            _ => false,
        };
        tagged || past || known || self.words().other_verb.contains(word)
    }

    /// "families *killed in* the fire": a participle behind a noun, with a preposition after it.
    pub(super) fn is_reduced_relative(&self, at: usize) -> bool {
        (self.words().preposition.contains(self.low(at + 1)) || self.is_time(at + 1))
            && at > 0
            && !self.is_nominative(at - 1)
            && !self.is(at + 1, &["that", "out", "up", "down", "off", "to"])
    }

    pub(super) fn is_possessive(&self, at: usize) -> bool {
        match self.low(at) {
            "'s" | "s'" | "'" => !self.is_auxiliary(at),
            "his" | "her" | "its" | "their" | "our" | "my" | "your" | "whose" => true,
            _ => false,
        }
    }

    pub(super) fn is_plural(&self, at: usize) -> bool {
        let word = self.low(at);
        self.is_word(at)
            && (word.ends_with('s') && !word.ends_with("ss") && word.len() > 3
                || matches!(
                    word,
                    "people"
                        | "police"
                        | "men"
                        | "women"
                        | "media"
                        | "we"
                        | "they"
                        | "you"
                        | "i"
                        | "some"
                        | "many"
                        | "most"
                        | "others"
                        | "both"
                        | "who"
                        | "several"
                        | "few"
                        | "percent"
                        | "families"
                        | "voters"
                        | "those"
                        | "children"
                        | "data"
                ))
    }

    /// Whether a subject may end here: a noun, a name, a pronoun, a bracket, a quotation within a name.
    pub(super) fn is_subject_end(&self, at: usize) -> bool {
        if self.is_quotation(at) || self.is(at, &[")", "%", "'"]) || self.words().pronoun.contains(self.low(at)) {
            return true;
        }
        let number = self.kind(at) == Some(crate::segment::TokenKind::Number);
        (self.is_word(at) || number)
            && !self.is_determiner(at)
            && !self.is_preposition(at)
            && !self.is_auxiliary(at)
            && !self.words().conjunction.contains(self.low(at))
            && !self.words().subordinator.contains(self.low(at))
    }

    /// Whether a finite auxiliary stands at `at`, so that what stands before it is its subject and no verb.
    pub(super) fn is_finite_auxiliary_at(&self, at: usize) -> bool {
        self.is_auxiliary(at) && !self.is(at, &["being", "been", "having", "be", "get", "need", "do"])
    }

    /// Whether a finite verb stands in the clause that starts at `at`.
    pub(super) fn has_verb(&self, at: usize) -> bool {
        (at + 1..self.end().min(at + 40)).any(|here| self.is_finite_verb(here))
    }

    /// Whether a subject may begin here.
    pub(super) fn opens_subject(&self, at: usize) -> bool {
        (self.opens_name(at) || self.is_word(at) && !self.is_preposition(at) && !self.is_adverb(at))
            && !self.is(at, &["that", "whether", "if", "how", "why", "what", "to", "him", "them", "me", "us"])
            && !self.words().conjunction.contains(self.low(at))
    }

    /// Whether a quotation reads like a sentence of its own: a capital at its start, a mark at its end.
    pub(super) fn quotation_is_sentence(&self, at: usize) -> bool {
        let Some(quotation) = self.quotation(at) else { return false };
        let inner = self.view.seg.quotations[quotation].inner.of(self.view.text);
        inner.starts_with(char::is_uppercase) && self.quotation_ends_clause(at)
    }

    /// Whether a quotation ends with the comma or stop of a clause ("“…,” he said").
    pub(super) fn quotation_ends_clause(&self, at: usize) -> bool {
        let Some(quotation) = self.quotation(at) else { return false };
        let inner = self.view.seg.quotations[quotation].inner.of(self.view.text);
        inner.trim_end().ends_with([',', '.', '?', '!', '…', '-', '—'])
    }
}
