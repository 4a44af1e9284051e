//! Texts without commas: where a phrase begins that no mark shows ("… killed nine *the ministry said*", "According to
//! police *the man* fled").
//!
//! Agencies' feeds and scraped pages lose their commas. A noun phrase then begins where the word before can neither lead
//! to it nor be its modifier: at an article behind a noun, at a name behind a common noun that is no title, at "military
//! sources" behind "48 hours".

use super::class::Nouns;
use super::view::Run;
use crate::segment::{Tag, TokenKind};

/// Words of a text for each comma that it must have to count as marked; newspapers have one in eighteen.
const WORDS_A_COMMA: usize = 100;

/// Words that begin a noun phrase wherever they stand.
const OPENERS: [&str; 12] =
    ["a", "an", "the", "his", "her", "its", "their", "our", "another", "some", "several", "many"];

/// Nouns that say what sort of "sources" or "officials" follows.
const MODIFIERS: [&str; 18] = [
    "security",
    "rights",
    "defense",
    "defence",
    "rescue",
    "hospital",
    "opposition",
    "aid",
    "intelligence",
    "police",
    "army",
    "government",
    "state",
    "rebel",
    "news",
    "court",
    "health",
    "field",
];

/// Participles that go on telling for the same speaker.
const GOES_ON: [&str; 9] =
    ["adding", "saying", "citing", "quoting", "noting", "stressing", "stating", "claiming", "explaining"];

/// Whether a text has so few commas that their absence says nothing.
pub(super) fn is_unmarked(text: &str, words: usize) -> bool {
    text.bytes().filter(|&byte| byte == b',').count() * WORDS_A_COMMA < words
}

impl Run<'_> {
    /// The start of the last noun phrase in `start..end` of a text without commas, if a clause or an opening stands before it.
    /// `closes`: nothing follows the verb, so that a clause before it may be what is said.
    pub(super) fn last_phrase(&self, start: usize, end: usize, closes: bool) -> usize {
        if !self.view.unmarked {
            return start;
        }
        let bare = self.bare_plural(start, end);
        let last = (bare.unwrap_or(start + 1)..end).rev().find(|&at| self.begins_phrase(at)).or(bare).unwrap_or(start);
        let to = if closes { last } else { start };
        let clause = (to.saturating_sub(400)..to).any(|at| self.is_finite_verb(at));
        let opening = self.is_preposition(start) && !self.is(start, &["about", "over", "up"]);
        if clause || opening { last } else { start }
    }

    /// The start of a second noun phrase in `start..end`, none if there is but one.
    pub(super) fn second_phrase(&self, start: usize, end: usize) -> Option<usize> {
        (start + 1..end).find(|&at| self.begins_phrase(at) || self.begins_loosely(at))
    }

    /// Whether the participle at `at` goes on for the speaker before it though no comma says so.
    pub(super) fn goes_on_unmarked(&self, at: usize) -> bool {
        self.view.unmarked && self.is(at, &GOES_ON)
    }

    /// Whether a noun phrase begins at `at` to which the word before does not lead.
    fn begins_phrase(&self, at: usize) -> bool {
        if !self.ends_phrase_before(at) {
            return false;
        }
        self.titles_name(at)
            || self.is(at, &OPENERS)
            || self.is_capital(at) && !self.is_time(at) && self.is_plain_noun(at - 1)
    }

    /// "… the border *local activist Harun Veld*": a trade before a name, with its adjectives.
    fn titles_name(&self, at: usize) -> bool {
        let nouns = Nouns::english();
        let trade =
            |at: usize| [&nouns.office, &nouns.unnamed, &nouns.title].iter().any(|list| list.contains(self.low(at)));
        let first = (at..at + 3).find(|&here| !(self.tag(here) == Tag::Adj && !self.is_capital(here))).unwrap_or(at);
        let before = self.is_plain_noun(at - 1) || self.is_capital(at - 1);
        before && !self.is_capital(first) && trade(first) && self.is_capital(first + 1)
    }

    /// Weaker signs, where another phrase must begin somewhere: a number or an adjective behind a noun, a common noun
    /// behind a name.
    fn begins_loosely(&self, at: usize) -> bool {
        let number = self.kind(at) == Some(TokenKind::Number)
            || self.tag(at) == Tag::Num
            || self.is(at, &["hundreds", "thousands", "dozens", "scores", "tens", "millions"]);
        let behind_name = self.is_capital(at - 1) && self.tag(at) == Tag::Noun && !self.is_capital(at);
        let head = self.low(at);
        let nouns = Nouns::english();
        let own = nouns.outlet_noun.contains(head) || nouns.organisation.contains(head) || nouns.medium.contains(head);
        let adjective = self.tag(at) == Tag::Adj && self.is_plain_noun(at - 1);
        self.ends_phrase_before(at) && (number || adjective || behind_name && !own && !nouns.office.contains(head))
    }

    /// Whether a phrase may end before `at`: with a noun, a number or a time.
    fn ends_phrase_before(&self, at: usize) -> bool {
        let before = at - 1;
        let relative = self.words().relative.contains(self.low(before));
        self.is_subject_end(before) && !self.is_possessive(before) && !relative && self.tag(before) != Tag::Adj
    }

    /// A common noun that is no title or trade of the name behind it.
    fn is_plain_noun(&self, at: usize) -> bool {
        let nouns = Nouns::english();
        let word = self.low(at);
        let lists = [&nouns.office, &nouns.title, &nouns.organisation, &nouns.outlet_noun, &nouns.unnamed];
        let leads = lists.iter().any(|list| list.contains(word)) && !matches!(word, "source" | "sources");
        let noun = matches!(self.tag(at), Tag::Noun | Tag::Num) || self.is_time(at);
        noun && !self.is_capital(at) && !leads && !nouns.particle.contains(word) && !word.ends_with('-')
    }

    /// "… in 48 hours *military sources* said": a plural without an article, with its adjectives.
    fn bare_plural(&self, start: usize, end: usize) -> Option<usize> {
        let nouns = Nouns::english();
        let head = end.checked_sub(1).filter(|&head| head > start)?;
        let word = self.low(head);
        let many =
            nouns.group.contains(word) || word == "sources" || word.ends_with('s') && nouns.unnamed.contains(word);
        let many = many || matches!(word, "television" | "radio" | "tv" | "media" | "police");
        let modifies = |at: usize| {
            let trade = MODIFIERS.contains(&self.low(at))
                || nouns.organisation.contains(self.low(at))
                || nouns.office.contains(self.low(at));
            self.tag(at) == Tag::Adj || trade && !self.is_capital(at)
        };
        let mut at = head;
        let number = |at: usize| self.kind(at) == Some(TokenKind::Number) || self.tag(at) == Tag::Num;
        while at > start && (modifies(at - 1) || number(at - 1)) {
            at -= 1;
        }
        if at == start {
            return None;
        }
        (many && !self.is_capital(head) && self.ends_phrase_before(at)).then_some(at)
    }
}
