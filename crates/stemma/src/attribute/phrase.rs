//! The subject: the noun phrase before a verb group, found without a parser.
//!
//! Newspaper subjects are long ("Peter Rask, a former envoy who left in May, said"), but they end where the verb group
//! starts and begin at a mark, a conjunction or a finite verb that no relative pronoun excuses. Reach is bounded.

use std::ops::Range;

use super::view::Run;

/// Items looked at on either side of a verb.
const REACH: usize = 48;

/// Short forms of days and months in printed dates.
const DAYS: [&str; 18] = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct",
    "nov", "dec",
];

/// How a noun phrase goes on to the left.
enum Step {
    /// The item belongs to it; go on before this one.
    Past(usize),
    /// An "and" that may join clauses instead.
    Joint(usize),
    /// A mark ends it.
    Mark,
    /// Another clause ends it.
    Clause,
}

impl Run<'_> {
    /// The noun phrase that ends before `end` and does not reach below `floor`: the subject of a verb group that starts
    /// there. `None` where no noun stands before it.
    pub(super) fn subject_before(&self, end: usize, floor: usize) -> Option<Range<usize>> {
        let (mut tail, mut end) = (end, end);
        if tail > floor && self.low(tail - 1) == "," {
            tail = self.apposed(tail - 1, floor)?;
            // ", citing X," is no part of the subject.
            end = if self.low(tail + 1).ends_with("ing") || self.low(tail + 1) == "with" { tail } else { end };
        }
        if tail > floor && self.is_dash(tail - 1) {
            tail = self.dashed(tail - 1, floor).unwrap_or(tail);
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
    pub(super) fn with_name(&self, start: usize, floor: usize) -> usize {
        let apposed = start > floor + 1 && self.low(start - 1) == "," && self.is_capital(start - 2);
        let opens = !self.is_capital(start) && (self.is_determiner(start) || self.is_word(start) || self.is_age(start));
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

    /// "Mira Sollen, 58, the head of the harbour office".
    fn is_age(&self, at: usize) -> bool {
        self.kind(at) == Some(crate::segment::TokenKind::Number) && self.low(at + 1) == ","
    }

    /// "The Observatory – which has no staff there – said": the end of the noun phrase before a remark between dashes.
    fn dashed(&self, close: usize, floor: usize) -> Option<usize> {
        let from = close.saturating_sub(REACH).max(floor + 1);
        let open = (from..close).rev().find(|&at| self.is_dash(at))?;
        (self.is_subject_end(open - 1) && open + 1 < close).then_some(open)
    }

    /// The end of the noun phrase before ", an apposition or a relative clause," whose last comma is at `comma`.
    pub(super) fn apposed(&self, comma: usize, floor: usize) -> Option<usize> {
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
                        || self.is(at + 1, &["of", "like", "including"])
                        || self.low(at + 1) == "with" && self.low(at + 2) == "reference";
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

    pub(super) fn is_scare(&self, at: usize) -> bool {
        let short = self.items[at].tokens.len() <= 6;
        short && at > 0 && (self.is_determiner(at - 1) || self.is(at - 1, &["of", "so-called", "name", "named"]))
    }

    /// Where the noun phrase that ends before `end` begins.
    pub(super) fn phrase_start(&self, end: usize, floor: usize) -> usize {
        let from = end.saturating_sub(REACH).max(floor);
        let mut at = end;
        // Where it begins if a finite verb stands further left: behind the last "and".
        let mut behind_and = None;
        while at > from {
            match self.step_left(at - 1, from, end) {
                Step::Past(to) => at = to,
                Step::Joint(to) => {
                    behind_and = behind_and.or(Some(at));
                    at = to;
                }
                Step::Mark => return at,
                Step::Clause => return behind_and.unwrap_or(at),
            }
        }
        at
    }

    /// What the item at `here`, just left of a phrase, means for it.
    fn step_left(&self, here: usize, from: usize, end: usize) -> Step {
        let word = self.low(here);
        let joint = matches!(word, "and" | "or" | "&") && here > from;
        let soft = matches!(word, "'s" | "'" | "/" | "$" | "%" | "#" | "@" | "." | "&" | "*");
        match word {
            ")" => (from..here).rev().find(|&open| self.low(open) == "(").map_or(Step::Mark, Step::Past),
            "," if self.is_list_comma(here, end) => Step::Past(here),
            _ if joint && self.low(here - 1) == "," && self.is_list_comma(here - 1, end) => Step::Joint(here - 1),
            _ if joint && self.low(here - 1) != "," && self.is_subject_end(here - 1) => Step::Joint(here),
            _ if self.is_quotation(here) && !self.is_scare(here) || self.is_mark(here) && !soft => Step::Mark,
            "that" if self.is_boundary_word(here) => Step::Mark,
            _ if self.is_boundary_word(here) => Step::Clause,
            _ if self.is_finite_verb(here) || self.is_pronoun_start(here, end) => {
                self.relative_before(here, from).map_or(Step::Clause, Step::Past)
            }
            _ => Step::Past(here),
        }
    }

    /// A nominative pronoun before more words starts a clause of its own ("those *he* named").
    pub(super) fn is_pronoun_start(&self, at: usize, end: usize) -> bool {
        self.is(at, &["he", "she", "they", "we", "i"]) && at + 1 < end
    }

    /// A conjunction or subordinator that no noun phrase reaches across.
    pub(super) fn is_boundary_word(&self, at: usize) -> bool {
        let word = self.low(at);
        let clause = self.words().clause_opener.contains(word);
        clause
            && !(word == "that" && at > 0 && self.is_subject_end(at - 1) && self.is_finite_verb(at + 1))
            && !(word == "that" && at == 0)
    }

    pub(super) fn is_list_comma(&self, comma: usize, end: usize) -> bool {
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
    pub(super) fn relative_before(&self, verb: usize, from: usize) -> Option<usize> {
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

    /// "In Homs state television", "On 15 Feb 2016 Turkish officials", "for his part the envoy": behind a place or a date
    /// that opens a sentence without a comma.
    fn behind_place_or_day(&self, at: usize, end: usize) -> Option<usize> {
        let own = self.is_possessive(at + 1) && self.low(at + 2) == "part";
        if own && at + 3 < end {
            return Some(at + 3);
        }
        let dated = self.low(at) == "on";
        let part = |here: usize| {
            let number = self.kind(here) == Some(crate::segment::TokenKind::Number);
            if dated { number || self.is_time(here) } else { self.is_capital(here) }
        };
        let behind = (at + 1..end).find(|&here| !part(here))?;
        let name = if dated { end.min(at + 1 + (at + 1..end).take_while(|&here| part(here)).count()) } else { behind };
        let lower =
            self.is_word(name) && !self.is_mark(name) && !self.is_preposition(name) && !self.is_possessive(name);
        let place =
            self.is(at, &["in", "at", "near"]) && lower && !self.is_capital(name) && !self.is(name, &["and", "or"]);
        (name > at + 1 && name < end && (dated || place)).then_some(name)
    }

    /// "Wed 05 Apr 2017 *the ministry*": behind a date that a page prints before its text.
    fn behind_date(&self, start: usize, end: usize) -> usize {
        let number = |at: usize| self.kind(at) == Some(crate::segment::TokenKind::Number);
        let day = |at: usize| self.is_capital(at) && (self.is_time(at) || DAYS.contains(&self.low(at)));
        let behind = (start..end).find(|&at| !number(at) && !day(at)).unwrap_or(start);
        let date = (start..behind).any(number) && (start..behind).any(day);
        if date && (self.is_capital(behind) || self.is_determiner(behind)) { behind } else { start }
    }

    /// "only two", "nearly half", "at least 40": words that belong to the number behind them.
    fn counts(&self, at: usize) -> bool {
        let number = self.kind(at + 1) == Some(crate::segment::TokenKind::Number)
            || self.tag(at + 1) == crate::segment::Tag::Num;
        number || self.is(at + 1, &["half", "all", "every", "most", "none"])
    }

    /// Leaves off what opens a sentence before its subject: "On Wednesday", "Meanwhile", "In Iowa last week".
    pub(super) fn without_opening(&self, start: usize, end: usize) -> usize {
        let mut at = self.behind_date(start, end);
        while at + 1 < end
            && (self.is_adverb(at) && !self.is(at, &["both", "all"]) && !self.counts(at)
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
        if let Some(start) = self.behind_place_or_day(at, end) {
            return self.without_opening(start, end);
        }
        let opens = |here: usize| {
            let fresh = self.is_determiner(here) && !self.is_possessive(here - 1)
                || self.is_capital(here) && !self.is_capital(here - 1);
            let ended = self.is_subject_end(here - 1) && !self.is_possessive(here - 1);
            ended && fresh && (self.is_time(here - 1) || self.is_determiner(here))
        };
        (at + 2..end).find(|&here| opens(here)).unwrap_or(at)
    }
}
