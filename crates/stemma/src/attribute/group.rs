//! The verb group: a verb with its auxiliaries, adverbs, negation and particles ("has never said", "went on to point out").

use super::lexicon::{Form, Reading};
use super::view::Run;

/// A verb with its auxiliaries, adverbs and particles.
#[derive(Debug, Clone)]
pub(super) struct VerbGroup {
    pub(super) start: usize,
    pub(super) head: usize,
    /// Past the verb and its particles.
    pub(super) end: usize,
    pub(super) reading: &'static Reading,
    pub(super) passive: bool,
    pub(super) negated: bool,
    /// Begins with "to" and no verb before it takes the "to" in.
    pub(super) infinitive: bool,
    /// Holds an auxiliary, so that the verb is no mere participle.
    pub(super) auxiliary: bool,
}

impl VerbGroup {
    /// Whether the verb stands in its own right: not a participle, not an infinitive.
    pub(super) fn is_finite(&self) -> bool {
        let form = matches!(self.reading.form, Form::Base | Form::Third | Form::Past);
        (form || self.auxiliary) && !self.infinitive
    }
}

impl Run<'_> {
    /// The verb group around the verb at `head`.
    pub(super) fn verb_group(&self, head: usize, reading: &'static Reading) -> VerbGroup {
        let mut group = VerbGroup {
            start: head,
            head,
            end: head + 1 + reading.tail.len(),
            reading,
            passive: false,
            negated: false,
            infinitive: false,
            auxiliary: false,
        };
        while group.start > 0 && head - group.start < 10 && self.extends(&mut group) {}
        // "neither confirmed nor denied": one refusal.
        if group.start > 1 && self.low(group.start) == "nor" && self.low(group.start - 2) == "neither" {
            group.start -= 2;
            group.negated = true;
            while group.start > 0 && self.is_auxiliary(group.start - 1) {
                group.start -= 1;
                group.auxiliary = true;
            }
        }
        while group.start < head && self.is_adverb(group.start) && self.is_capital(group.start) {
            group.start += 1;
        }
        group
    }

    /// Takes the word before the group in, where it belongs to the verb.
    fn extends(&self, group: &mut VerbGroup) -> bool {
        let before = group.start - 1;
        let word = self.low(before);
        let negation = self.words().negation.contains(word) && word != "no" && word != "nobody";
        if self.is_auxiliary(before) {
            let participle = matches!(group.reading.form, Form::Past | Form::Participle);
            let be = self.words().be.contains(word);
            let main = !group.auxiliary && participle;
            group.passive |= main && (be || matches!(word, "get" | "gets" | "got"));
            group.auxiliary = true;
        } else if word == "to" && group.reading.form == Form::Base && !group.auxiliary {
            let control =
                before > 0 && self.words().control.contains(self.low(before - 1)) && !self.is_capital(before - 1);
            group.infinitive = !control;
            group.start = before;
            return control && {
                group.auxiliary = true;
                group.negated |= self.low(before - 1) == "unable";
                group.start = before - 1;
                true
            };
        } else if !(negation
            || self.is_adverb(before)
            || group.infinitive && self.words().control.contains(word)
            || group.auxiliary && group.start < group.head && self.low(group.start) == "on" && word == "went")
        {
            return false;
        }
        group.negated |= negation;
        group.start = before;
        true
    }
}
