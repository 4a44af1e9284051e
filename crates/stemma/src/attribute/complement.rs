//! What follows a verb that attributes: a clause, a quotation, an object, an infinitive, or nothing.

use super::view::Run;

/// Items looked at to the right of a verb: longer contents end here.
const REACH: usize = 400;

/// How the words after a verb begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    That,
    Question,
    Quotation,
    Colon,
    Infinitive,
    Phrase,
    Participle,
    /// A comma or dash, then words.
    Comma,
    /// Nothing more.
    End,
}

/// What follows a verb.
#[derive(Debug, Clone, Copy)]
pub(super) struct Complement {
    pub(super) opening: Opening,
    /// The item that what is said begins with.
    pub(super) start: usize,
}

impl Run<'_> {
    /// What stands at `at`, right after a verb, adverbs and phrases of time or medium left out.
    pub(super) fn complement(&self, at: usize) -> Complement {
        let start = self.skip_beside(at);
        let opening = self.opening(start);
        match opening {
            Opening::Comma if self.is_quotation(start + 1) && self.low(start) != ";" => {
                Complement { opening: Opening::Quotation, start: start + 1 }
            }
            Opening::Comma if self.is(start + 1, &["citing", "quoting", "speaking", "referring"]) => {
                self.behind_parenthesis(start)
            }
            Opening::Comma if self.is(start + 1, &["that"]) => Complement { opening: Opening::That, start: start + 1 },
            Opening::Colon => Complement { opening, start: start + 1 },
            // "the ministry said adding that …": another cue.
            Opening::Participle if self.goes_on_unmarked(start) => Complement { opening: Opening::End, start },
            // "… were hurt it said and many were dying": what follows is another clause.
            Opening::Phrase if self.view.unmarked && self.is(start, &["and", "but"]) => {
                Complement { opening: Opening::End, start }
            }
            _ => Complement { opening, start },
        }
    }

    /// ", citing X, that …": what follows the second comma.
    fn behind_parenthesis(&self, comma: usize) -> Complement {
        let limit = (comma + 24).min(self.end());
        match (comma + 2..limit).find(|&at| self.low(at) == ",") {
            Some(second) => Complement { opening: self.opening(second + 1), start: second + 1 },
            None => Complement { opening: Opening::Comma, start: comma },
        }
    }

    /// How the words at `at` begin.
    pub(super) fn opening(&self, at: usize) -> Opening {
        if at >= self.end() {
            return Opening::End;
        }
        if self.is_quotation(at) {
            return Opening::Quotation;
        }
        match self.low(at) {
            "that" if !self.is_finite_auxiliary(at + 1) => Opening::That,
            "whether" | "how" | "why" | "what" | "who" | "if" | "where" | "when" | "which" => Opening::Question,
            ":" => Opening::Colon,
            "," | ";" | "(" | ")" | "." | "?" | "!" => Opening::Comma,
            "to" => Opening::Infinitive,
            _ if self.is_dash(at) => Opening::Comma,
            word if word.len() > 5 && word.ends_with("ing") && !self.is_capital(at) => Opening::Participle,
            _ => Opening::Phrase,
        }
    }

    fn is_finite_auxiliary(&self, at: usize) -> bool {
        self.is_auxiliary(at) && !self.is_capital(at)
    }

    /// Past adverbs, times ("on Tuesday") and media ("in a statement") after a verb, where a clause may come behind them.
    fn skip_beside(&self, at: usize) -> usize {
        let mut at = at;
        for _ in 0..4 {
            let next = self.skip_one(at);
            if next == at {
                break;
            }
            at = next;
        }
        at
    }

    fn skip_one(&self, at: usize) -> usize {
        if self.is_adverb(at) && !self.is(at, &["all", "both", "there", "here", "only", "even"]) && at + 1 < self.len()
        {
            return at + 1;
        }
        if self.words().weekday.contains(self.low(at)) {
            let parts = ["morning", "afternoon", "evening", "night"];
            return if self.is(at + 1, &parts) { at + 2 } else { at + 1 };
        }
        if self.is(at, &["last", "this", "earlier", "late", "early"]) && self.is_time(at + 1) {
            return at + 2;
        }
        if self.is(at, &["late", "early"]) && self.is(at + 1, &["on", "in", "at"]) {
            return at + 1;
        }
        if self.is_preposition(at) && !self.is(at, &["like", "than"])
            || self.is(at, &["when", "while", "after", "before"])
        {
            return self.skip_phrase(at);
        }
        at
    }

    /// Past a prepositional phrase, if a clause, a quotation or a mark comes behind it.
    fn skip_phrase(&self, at: usize) -> usize {
        let limit = (at + 30).min(self.end());
        let mut here = at + 1;
        let infinitive = self.low(at) == "to" && !self.opens_name(at + 1);
        if infinitive || here >= limit {
            return at;
        }
        while here < limit {
            if self.is_quotation(here) && !self.is(here - 1, &["the", "a", "of", "called", "titled"]) {
                return here;
            }
            match self.low(here) {
                "that" | ":" | "," => return here,
                "how" | "why" | "whether" => return here,
                _ => {}
            }
            let fresh = self.is_nominative(here) && !self.is(here, &["who", "it", "you"])
                || self.is_determiner(here) && !self.is_possessive(here);
            let ended = here > at + 1
                && (self.is_time(here - 1)
                    || self.words().medium.contains(self.low(here - 1))
                    || self.words().audience.contains(self.low(here - 1)));
            if ended && (fresh || self.is_capital(here)) && !self.is(here, &["last", "this"]) {
                return here;
            }
            here += 1;
        }
        here
    }

    /// Whether a noun phrase, not a verb, begins here.
    pub(super) fn opens_name(&self, at: usize) -> bool {
        self.is_determiner(at)
            || self.is_capital(at)
            || self.words().pronoun.contains(self.low(at))
            || self.words().audience.contains(self.low(at))
            || self.kind(at) == Some(crate::segment::TokenKind::Number)
            || self.is_plural(at)
    }

    /// Where content that starts at `start` ends: the run's end, or where another attribution of the same rank begins.
    pub(super) fn content_end(&self, start: usize, finite: bool) -> usize {
        let end = self.end().min(start + REACH);
        let mut at = start + 1;
        if self.low(start) == "that" && self.low(at) == "," {
            at = (at + 1..end.min(at + 16)).find(|&here| self.low(here) == ",").map_or(at, |comma| comma + 1);
        }
        while at < end {
            if self.cuts(at, finite) {
                return at;
            }
            at += 1;
        }
        end
    }

    /// Whether content ends before `at`.
    fn cuts(&self, at: usize, finite: bool) -> bool {
        match self.low(at) {
            "," => {
                let next = if self.is_adverb(at + 1) { at + 2 } else { at + 1 };
                self.is_cue_participle(next)
                    || self.closes(at + 1)
                    || self.is(next, &["and", "but"]) && finite && self.is_second_verb(next + 1)
                    || self.is(next, &["but", "while", "whereas", "though", "although"]) && self.is_rival(next + 1)
                    || self.is(next, &["according"]) && self.is(next + 1, &["to"])
            }
            "and" if self.is(at + 1, &["he", "she", "they"]) => finite && self.is_rival(at + 1),
            "but" if self.is_rival(at + 1) => true,
            "and" | "but" => finite && self.is_second_verb(at + 1),
            ";" => self.is_rival(at + 1),
            "according" => self.is(at + 1, &["to"]),
            _ => self.is_dash(at) && self.is_rival(at + 1) || self.goes_on_unmarked(at),
        }
    }

    /// Whether the words before `at` only open a sentence ("After …", "In telling …", "Citing …"), so that its main clause
    /// follows a comma.
    pub(super) fn is_subordinate(&self, at: usize) -> bool {
        let first = if self.is(0, &["but", "and", "yet", "so"]) { 1 } else { 0 };
        let opens = self.words().subordinator.contains(self.low(first))
            && !self.is(first, &["that", "what", "how", "why"])
            || self.is_preposition(first)
            || self.is(first, &["asked", "despite"])
            || self.low(first).len() > 4 && self.low(first).ends_with("ing") && at <= first + 1;
        opens && at < first + 24 && !(first..at).any(|here| self.low(here) == ",")
    }

    /// Whether a noun phrase and a finite verb stand at `at`.
    pub(super) fn starts_clause(&self, at: usize) -> bool {
        if !self.opens_subject(at) || self.is_finite_verb(at) {
            return false;
        }
        let end = if self.is_nominative(at) { at + 1 } else { self.phrase_after(at, self.len().min(at + 16)).end };
        let verb = if self.is_adverb(end) { end + 1 } else { end };
        self.is_finite_verb(verb)
    }

    fn is_cue_participle(&self, at: usize) -> bool {
        use super::lexicon::Form;
        let cue = self.view.lexicon.readings(self.low(at)).iter().any(|reading| reading.form == Form::Ing);
        cue && !self.is_capital(at)
    }

    /// "and called it a lie": a second verb of the same subject, in the past or the third person.
    fn is_second_verb(&self, at: usize) -> bool {
        use super::lexicon::Form;
        let verb = if self.is_adverb(at) { at + 1 } else { at };
        let readings = self.view.lexicon.readings(self.low(verb));
        let finite = readings.iter().any(|reading| matches!(reading.form, Form::Past | Form::Third));
        finite
            && !self.is_determiner(verb)
            && (self.opens_subject(verb + 1)
                || self.is_quotation(verb + 1)
                || self.is(verb + 1, &["that", "to", "for", "on", "out", "how", "whether", ","]))
    }

    /// ", his office said." at the end of a sentence: all before it is what the office said.
    fn closes(&self, at: usize) -> bool {
        let limit = (at + 10).min(self.end());
        let plain =
            |here: usize| !self.is_mark(here) && !self.is_quotation(here) && !self.is(here, &["that", "to", "who"]);
        let verb = (at + 1..limit).take_while(|&here| plain(here)).find(|&here| {
            let says = self.is(here, &["said", "says", "reported", "reports", "added", "wrote"]);
            says && self.is_subject_end(here - 1)
        });
        verb.is_some_and(|verb| self.skip_adjuncts(verb + 1) >= self.end() && !self.is_preposition(at))
    }

    /// Another speaker: a noun phrase, then a verb of saying.
    fn is_rival(&self, at: usize) -> bool {
        use super::lexicon::Frame;
        let limit = (at + 14).min(self.len());
        for here in at + 1..limit {
            if self.is_mark(here) || self.is_quotation(here) || self.is(here, &["that", "to"]) {
                return false;
            }
            let groups = &self.view.lexicon.groups;
            let says = self.view.lexicon.readings(self.low(here)).iter().any(|reading| {
                reading.tail.is_empty()
                    && !matches!(reading.form, super::lexicon::Form::Ing)
                    && reading.groups.iter().any(|&g| {
                        groups[g].frames.contains(&Frame::Clause) || groups[g].frames.contains(&Frame::Object)
                    })
            });
            if says && self.is_subject_end(here - 1) && !self.is_possessive(here - 1) && !self.is_capital(here) {
                return true;
            }
            if self.is_finite_verb(here) && !self.is_auxiliary(here) {
                return false;
            }
        }
        false
    }
}
