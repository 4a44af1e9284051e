//! Phrases without a parser: the verb group around a verb, the noun phrase before it, the noun phrase after a point.
//!
//! Newspaper subjects are long ("Peter Rask, a former envoy who left in May, said"), but they end where the verb group
//! starts and begin at a mark, a conjunction or a finite verb that no relative pronoun excuses. Reach is bounded.

use std::ops::Range;

use super::lexicon::{Form, Reading};
use super::view::Run;
use crate::segment::Tag;

/// Items looked at on either side of a verb.
const REACH: usize = 48;

/// A verb with its auxiliaries, adverbs and particles.
#[derive(Debug, Clone)]
pub(super) struct VerbGroup<'l> {
    pub(super) start: usize,
    pub(super) head: usize,
    /// Past the verb and its particles.
    pub(super) end: usize,
    pub(super) reading: &'l Reading,
    pub(super) passive: bool,
    pub(super) negated: bool,
    /// Begins with "to" and no verb before it takes the "to" in.
    pub(super) infinitive: bool,
    /// Holds an auxiliary, so that the verb is no mere participle.
    pub(super) auxiliary: bool,
}

impl VerbGroup<'_> {
    /// Whether the verb stands in its own right: not a participle, not an infinitive.
    pub(super) fn is_finite(&self) -> bool {
        self.auxiliary && !self.infinitive
            || matches!(self.reading.form, Form::Base | Form::Third | Form::Past) && !self.infinitive
    }
}

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
        self.is_word(at) && self.words().is_adverb(self.low(at)) && !self.is_capital_inside(at)
    }

    fn is_capital_inside(&self, at: usize) -> bool {
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
    fn is_reduced_relative(&self, at: usize) -> bool {
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

    /// The verb group around the verb at `head`.
    pub(super) fn verb_group<'l>(&self, head: usize, reading: &'l Reading) -> VerbGroup<'l> {
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
        while group.start < head && self.is_adverb(group.start) && self.is_capital(group.start) {
            group.start += 1;
        }
        group
    }

    /// Takes the word before the group in, where it belongs to the verb.
    fn extends(&self, group: &mut VerbGroup<'_>) -> bool {
        let before = group.start - 1;
        let word = self.low(before);
        let negation = self.words().negation.contains(word) && word != "no" && word != "nobody";
        if self.is_auxiliary(before) {
            let participle = matches!(group.reading.form, Form::Past | Form::Participle);
            let be = self.words().be.contains(word) && word != "'s" || word == "'s" || word == "being";
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

    /// The noun phrase that ends before `end` and does not reach below `floor`: the subject of a verb group that starts
    /// there. `None` where no noun stands before it.
    pub(super) fn subject_before(&self, end: usize, floor: usize) -> Option<Range<usize>> {
        let (mut tail, mut end) = (end, end);
        if tail > floor && self.low(tail - 1) == "," {
            tail = self.apposed(tail - 1, floor)?;
            // ", citing X," is no part of the subject.
            end = if self.low(tail + 1).ends_with("ing") { tail } else { end };
        }
        if tail <= floor || !self.is_subject_end(tail - 1) || self.is_quotation(tail - 1) && !self.is_scare(tail - 1) {
            return None;
        }
        if self.is_nominative(tail - 1) {
            return Some(tail - 1..end);
        }
        let start = self.phrase_start(tail, floor);
        let start = self.without_opening(start, tail);
        let start = if start < tail { self.with_name(start, floor) } else { start };
        (start < tail).then_some(start..end)
    }

    /// "Mira Sollen, the head of the harbour office which …": from the apposition back to the name before it.
    fn with_name(&self, start: usize, floor: usize) -> usize {
        let apposed = start > floor + 1 && self.low(start - 1) == "," && self.is_capital(start - 2);
        let opens =
            self.is_determiner(start) && !self.is_capital(start) || !self.is_capital(start) && self.is_word(start);
        if !apposed || !opens || self.is_nominative(start) || self.is_adverb(start) {
            return start;
        }
        let name = self.without_opening(self.phrase_start(start - 1, floor), start - 1);
        let plain = (name..start - 1)
            .all(|at| self.is_capital(at) || self.is_mark(at) || self.words().preposition.contains(self.low(at)));
        let bounded = name == floor || self.is_mark(name - 1) || self.words().conjunction.contains(self.low(name - 1));
        let opening =
            self.is_preposition(name) || self.is_time(name) || self.is_adverb(name) || self.is(name, &["while", "as"]);
        if plain && bounded && !opening && name + 1 < start { name } else { start }
    }

    /// The end of the noun phrase before ", an apposition or a relative clause," whose last comma is at `comma`.
    fn apposed(&self, comma: usize, floor: usize) -> Option<usize> {
        let from = comma.saturating_sub(REACH).max(floor);
        let mut depth = 0usize;
        for at in (from..comma).rev() {
            match self.low(at) {
                ")" => depth += 1,
                "(" => depth = depth.saturating_sub(1),
                ";" | ":" => return None,
                "," if depth == 0 && at + 1 < comma => {
                    let opens = self.is_determiner(at + 1)
                        || self.is_capital(at + 1)
                        || self.words().relative.contains(self.low(at + 1))
                        || self.is_word(at + 1) && !self.is_preposition(at + 1) && !self.is_adverb(at + 1)
                        || self.kind(at + 1) == Some(crate::segment::TokenKind::Number)
                        || self.is(at + 1, &["of", "like", "including"]);
                    let clause = self.words().subordinator.contains(self.low(at + 1))
                        && !self.words().relative.contains(self.low(at + 1));
                    let good = opens && !clause && !self.words().conjunction.contains(self.low(at + 1));
                    return (good && at > floor && self.is_subject_end(at - 1)).then_some(at);
                }
                _ => {}
            }
        }
        None
    }

    fn is_scare(&self, at: usize) -> bool {
        let short = self.items[at].tokens.len() <= 6;
        short && at > 0 && (self.is_determiner(at - 1) || self.is(at - 1, &["of", "so-called", "name", "named"]))
    }

    /// Where the noun phrase that ends before `end` begins.
    fn phrase_start(&self, end: usize, floor: usize) -> usize {
        let from = end.saturating_sub(REACH).max(floor);
        let mut at = end;
        // Where it begins if a finite verb stands further left: behind the last "and".
        let mut behind_and = None;
        while at > from {
            let here = at - 1;
            let word = self.low(here);
            if word == ")" {
                match (from..here).rev().find(|&open| self.low(open) == "(") {
                    Some(open) => at = open,
                    None => return at,
                }
                continue;
            }
            if word == "," {
                if self.is_list_comma(here, end) {
                    at = here;
                    continue;
                }
                return at;
            }
            if matches!(word, "and" | "or" | "&")
                && here > from
                && self.is_subject_end(here - 1)
                && self.low(here - 1) != ","
            {
                behind_and = behind_and.or(Some(at));
                at = here;
                continue;
            }
            if word == "and" && here > from && self.low(here - 1) == "," && self.is_list_comma(here - 1, end) {
                behind_and = behind_and.or(Some(at));
                at = here - 1;
                continue;
            }
            if self.is_quotation(here) && !self.is_scare(here) {
                return at;
            }
            let hard_mark =
                self.is_mark(here) && !matches!(word, "'s" | "'" | "/" | "$" | "%" | "#" | "@" | "." | "&" | "*");
            if hard_mark || self.is_boundary_word(here) {
                return behind_and.filter(|_| word != "that" && !hard_mark).unwrap_or(at);
            }
            if self.is_finite_verb(here) || self.is_pronoun_start(here, end) {
                match self.relative_before(here, from) {
                    Some(relative) => at = relative,
                    None => return behind_and.unwrap_or(at),
                }
                continue;
            }
            at = here;
        }
        at
    }

    /// A nominative pronoun before more words starts a clause of its own ("those *he* named").
    fn is_pronoun_start(&self, at: usize, end: usize) -> bool {
        self.is(at, &["he", "she", "they", "we", "i"]) && at + 1 < end
    }

    /// A conjunction or subordinator that no noun phrase reaches across.
    fn is_boundary_word(&self, at: usize) -> bool {
        let word = self.low(at);
        let clause = matches!(
            word,
            "that"
                | "if"
                | "when"
                | "while"
                | "because"
                | "although"
                | "though"
                | "whether"
                | "unless"
                | "whereas"
                | "but"
                | "why"
                | "how"
                | "what"
                | "so"
                | "yet"
                | "nor"
                | "where"
                | "as"
                | "than"
                | "even"
        );
        clause
            && !(word == "that" && at > 0 && self.is_subject_end(at - 1) && self.is_finite_verb(at + 1))
            && !(word == "that" && at == 0)
    }

    fn is_list_comma(&self, comma: usize, end: usize) -> bool {
        let to = end.min(comma + 12);
        let joined = (comma + 1..to).any(|at| self.is(at, &["and", "or"]));
        let plain = (comma + 1..to).all(|at| !self.is_finite_verb(at) && !self.is_nominative(at));
        joined
            && plain
            && comma > 0
            && (self.is_capital(comma - 1) || self.is_plural(comma - 1))
            && self.is_word(comma + 1)
            && !self.is_determiner(comma + 1)
    }

    /// The relative pronoun that excuses the finite verb at `verb`, if one stands close before it.
    fn relative_before(&self, verb: usize, from: usize) -> Option<usize> {
        let to = verb.saturating_sub(9).max(from);
        for at in (to..verb).rev() {
            let word = self.low(at);
            if self.words().relative.contains(word) && at > from {
                // ", who lives in the port": the comma belongs to the clause.
                let noun = if self.low(at - 1) == "," && at > from + 1 { at - 2 } else { at - 1 };
                let excuses = self.is_subject_end(noun) && !self.is_finite_verb(noun);
                return excuses.then_some(noun + 1);
            }
            if self.is_mark(at) || self.is_quotation(at) {
                return None;
            }
        }
        None
    }

    /// Leaves off what opens a sentence before its subject: "On Wednesday", "Meanwhile", "In Iowa last week".
    fn without_opening(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        while at + 1 < end
            && (self.is_adverb(at) && !self.is(at, &["both", "all"])
                || self.is(at, &["and", "but", "or", "yet", "so", "nor", "then", "still", "plus"]))
        {
            at += 1;
        }
        if at > start && at + 1 == end && self.is_preposition(at) {
            return end;
        }
        if self.is_time(at)
            && at + 1 < end
            && (self.is_determiner(at + 1) || self.is_capital(at + 1) || self.is_nominative(at + 1))
        {
            return at + 1;
        }
        if self.is(at, &["last", "this", "next", "that", "earlier", "late", "early"])
            && at + 2 < end
            && self.is_time(at + 1)
        {
            return self.without_opening(at + 2, end);
        }
        if !self.is_preposition(at) || self.is(at, &["more", "like"]) {
            return at;
        }
        // "In Iowa the envoy": behind the first noun, a word that can only open a noun phrase.
        let opens = |here: usize| {
            let fresh = self.is_determiner(here) && !self.is_possessive(here - 1)
                || self.is_capital(here) && !self.is_capital(here - 1);
            let ended = self.is_subject_end(here - 1) && !self.is_possessive(here - 1);
            ended && fresh && (self.is_time(here - 1) || self.is_determiner(here))
        };
        (at + 2..end).find(|&here| opens(here)).unwrap_or(at)
    }

    /// The noun phrase that starts at `start`, with its appositions and relative clauses, up to `limit`.
    pub(super) fn phrase_after(&self, start: usize, limit: usize) -> Range<usize> {
        let limit = limit.min(start + REACH).min(self.end().max(start));
        let mut at = start;
        while at < limit {
            if self.is_quotation(at) {
                if !self.is_scare(at) && !self.is_name_quotation(at) {
                    break;
                }
            } else if self.low(at) == "," {
                match self.apposition_after(at, limit) {
                    Some(end) => {
                        at = end;
                        continue;
                    }
                    None => break,
                }
            } else if self.low(at) == "(" {
                match (at..limit).find(|&close| self.low(close) == ")") {
                    Some(close) => at = close,
                    None => break,
                }
            } else if self.ends_phrase(at, start) {
                break;
            }
            at += 1;
        }
        start..at
    }

    fn is_name_quotation(&self, at: usize) -> bool {
        at > 0 && self.is(at - 1, &["name", "named", "nicknamed", "called", "as"])
    }

    fn ends_phrase(&self, at: usize, start: usize) -> bool {
        let word = self.low(at);
        if self.is_mark(at) {
            return !matches!(word, "'s" | "'" | "/" | "&" | "$" | "%" | "#" | "@" | "-") || word == "-" && at > start;
        }
        if at == start {
            return false;
        }
        if matches!(
            word,
            "that"
                | "if"
                | "when"
                | "while"
                | "because"
                | "although"
                | "though"
                | "whether"
                | "but"
                | "as"
                | "after"
                | "before"
                | "during"
                | "why"
                | "how"
                | "what"
        ) {
            return !(word == "that" && self.is_subject_end(at - 1) && self.is_finite_verb(at + 1));
        }
        if word == "to" && !self.is_capital(at + 1) && !self.is_determiner(at + 1) {
            return true;
        }
        if self.words().weekday.contains(word)
            || self.is(at, &["yesterday", "today", "tonight", "recently", "earlier", "later"]) && at > start
        {
            return true;
        }
        if self.is(at, &["last", "this"]) && self.is_time(at + 1) {
            return true;
        }
        if matches!(word, "on" | "in" | "at" | "by" | "via" | "through" | "over" | "late" | "early")
            && self.is_adjunct(at)
        {
            return true;
        }
        if self.is_finite_verb(at) {
            return self.relative_before(at, start).is_none();
        }
        self.is(at, &["he", "she", "they", "we", "i"])
    }

    /// Whether the preposition at `at` opens a phrase of time or medium ("on Wednesday", "in an interview").
    pub(super) fn is_adjunct(&self, at: usize) -> bool {
        let to = (at + 6).min(self.len());
        for here in at + 1..to {
            if self.is_mark(here) || self.is_preposition(here) || self.is_quotation(here) {
                return false;
            }
            let last = !self.is_word(here + 1)
                || self.is_preposition(here + 1)
                || self.is_time(here + 1)
                || self.is_mark(here + 1);
            if self.is_time(here) || self.words().medium.contains(self.low(here)) && last {
                return true;
            }
        }
        false
    }

    /// Where the apposition behind the comma ends, if one stands there.
    fn apposition_after(&self, comma: usize, limit: usize) -> Option<usize> {
        let next = comma + 1;
        let relative = self.is(next, &["who", "whose"]);
        let opens = !self.is(next, &["that"])
            && (relative
                || self.is_determiner(next) && !self.is_nominative(next)
                || self.is_capital(next)
                || self.kind(next) == Some(crate::segment::TokenKind::Number)
                || self.is_word(next)
                    && !self.is_preposition(next)
                    && !self.is_adverb(next)
                    && !self.is_nominative(next)
                    && !self.words().conjunction.contains(self.low(next))
                    && !self.words().subordinator.contains(self.low(next))
                    && !self.low(next).ends_with("ing")
                    && !self.low(next).ends_with("ed")
                    && !self.is_finite_verb(next));
        let origin = self.is(next, &["of", "from", "in"])
            && self.is_capital(next + 1)
            && (self.is_capital(comma - 1) || self.kind(comma - 1) == Some(crate::segment::TokenKind::Number));
        if !(opens || origin) || next >= limit {
            return None;
        }
        let mut at = next;
        let mut depth = 0usize;
        while at < limit && (depth > 0 || !matches!(self.low(at), "," | ";" | ":") && !self.is_dash(at)) {
            match self.low(at) {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ => {}
            }
            let excused = relative || self.relative_before(at, next).is_some();
            if self.is_quotation(at) && !self.is_scare(at)
                || !excused
                    && (self.is_finite_verb(at) || self.is_nominative(at) && at > next && !self.is(at, &["who"]))
            {
                return None;
            }
            if !self.is_quotation(at)
                && at > next
                && matches!(self.low(at), "on" | "in" | "at")
                && self.is_adjunct(at)
                && !excused
            {
                break;
            }
            at += 1;
        }
        Some(at)
    }
}
