//! The noun phrase that starts at a point, with its appositions and relative clauses ("said Mira Sollen, the head of …").

use std::ops::Range;

use super::view::Run;

/// Items that a phrase may have.
const REACH: usize = 48;

impl Run<'_> {
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
        if self.words().clause_opener.contains(word) || self.words().phrase_closer.contains(word) {
            return !(word == "that" && self.is_subject_end(at - 1) && self.is_finite_verb(at + 1));
        }
        if word == "to" && !self.is_capital(at + 1) && !self.is_determiner(at + 1) {
            return true;
        }
        if self.words().weekday.contains(word)
            || self.is(at, &["yesterday", "today", "tonight", "recently", "earlier", "later"])
                && at > start
                && !self.is_capital(at)
        {
            return true;
        }
        if self.is(at, &["last", "this"]) && self.is_time(at + 1) {
            return true;
        }
        if matches!(word, "on" | "in" | "at" | "by" | "via" | "through" | "over" | "late" | "early")
            && self.is_adjunct(at)
            && !(word == "by" && (self.is_capital(at + 1) || self.is_determiner(at + 1)))
        {
            return true;
        }
        if self.is_finite_verb(at) {
            return self.relative_before(at, start).is_none();
        }
        if self.goes_on_unmarked(at) || matches!(word, "citing" | "quoting") {
            return true;
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

    /// Past phrases of time and medium behind a subject ("said the mayor on Tuesday in a statement").
    pub(super) fn skip_adjuncts(&self, at: usize) -> usize {
        let limit = (at + 24).min(self.end());
        let mut here = at;
        while here < limit {
            let time = self.is_time(here)
                || self.is(here, &["last", "this", "late", "early", "earlier"]) && self.is_time(here + 1);
            let opens = self.is_preposition(here) && !self.is(here, &["of", "to"]) || time || self.is_adverb(here);
            if !opens {
                break;
            }
            here += 1;
            while here < limit
                && !self.is_mark(here)
                && !self.is_quotation(here)
                && !self.is(here, &["and", "but", "while", "that"])
            {
                here += 1;
            }
        }
        here
    }
}
