//! Credits: where a report names another outlet as the one that it has its text, or a passage, from.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

use crate::Span;

use super::doc::Doc;
use super::outlets;
use super::words::mix;

/// An outlet named in a report as a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Credit {
    /// The outlet's number in the pile.
    pub outlet: u32,
    /// Its name, where it stands.
    pub span: Span,
    /// The whole report is owed to it.
    pub whole: bool,
    /// Hash of the name and the words around it: equal where one report took the credit over from another.
    pub wording: u64,
}

#[derive(Deserialize)]
struct Lexicon {
    cue: Vec<Cue>,
}

#[derive(Deserialize)]
struct Cue {
    side: Side,
    words: String,
    #[serde(default)]
    whole: bool,
    #[cfg(test)]
    yes: String,
    #[cfg(test)]
    no: String,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Side {
    Before,
    Behind,
}

fn lexicon() -> &'static [Cue] {
    static LEXICON: OnceLock<Vec<Cue>> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let lexicon: Lexicon =
            toml::from_str(include_str!("lexicon/en/credit.toml")).expect("the bundled credit.toml parses");
        lexicon.cue
    })
}

/// Finds the names of the pile's outlets.
pub(super) struct Names {
    automaton: Option<AhoCorasick>,
    /// The outlet's number of each pattern.
    outlets: Vec<u32>,
}

/// Names shorter than this (bytes) are left alone: too many words look like them.
const SHORTEST: usize = 2;

impl Names {
    /// Of these outlets, by name and number. A name that two outlets go by finds neither, unless it is the whole name of
    /// one.
    pub fn of<'n>(known: impl Iterator<Item = (&'n str, u32)>) -> Self {
        let mut patterns: Vec<(String, bool, u32)> = Vec::new();
        for (name, number) in known {
            let names = outlets::names(name).into_iter().filter(|name| name.len() >= SHORTEST).enumerate();
            patterns.extend(names.map(|(at, name)| (name, at > 0, number)));
        }
        patterns.sort();
        patterns.dedup_by_key(|pattern| (pattern.0.clone(), pattern.2));
        let patterns: Vec<(String, u32)> = patterns
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|same| same.len() == 1 || same.iter().filter(|name| !name.1).count() == 1)
            .map(|same| (same[0].0.clone(), same[0].2))
            .collect();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(patterns.iter().map(|pattern| &pattern.0))
            .ok();
        Names { automaton, outlets: patterns.into_iter().map(|pattern| pattern.1).collect() }
    }

    /// The outlet that some words name, by a name that stands alone in them.
    pub fn named(&self, words: &str) -> Option<u32> {
        let mut hits = self.automaton.as_ref()?.find_iter(words);
        let hit = hits.find(|hit| stands_alone(words, Span::new(hit.start(), hit.end())))?;
        Some(self.outlets[hit.pattern().as_usize()])
    }

    /// The credits in a report, in the order of the text, those to its own outlet (its claims) among them; and the outlets
    /// of whose name it has a bearer ("Mr. Fox", "President Vicente Fox"), ascending, whose name credits nobody there.
    pub fn read(&self, doc: &Doc) -> (Vec<Credit>, Vec<u32>) {
        let text = doc.text();
        let hits = self.automaton.iter().flat_map(|automaton| automaton.find_iter(text));
        let named = hits.map(|hit| (self.outlets[hit.pattern().as_usize()], Span::new(hit.start(), hit.end())));
        let named: Vec<(u32, Span)> = named.filter(|(_, span)| stands_alone(text, *span)).collect();
        let titled = named.iter().filter(|(_, span)| is_titled(text, *span));
        let mut persons: Vec<u32> = titled.map(|(outlet, _)| *outlet).collect();
        persons.sort_unstable();
        persons.dedup();
        let credit = |&(outlet, span): &(u32, Span)| {
            Some(Credit { outlet, span, whole: credit_at(text, span)?, wording: wording(doc, span) })
        };
        let credits = named.iter().filter(|(outlet, _)| !persons.contains(outlet)).filter_map(credit).collect();
        (credits, persons)
    }
}

/// Titles of people.
const TITLES: [&str; 16] = [
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "Sir",
    "President",
    "Senator",
    "Sen",
    "Governor",
    "Gov",
    "Minister",
    "General",
    "Gen",
    "Judge",
    "Secretary",
    "Rep",
];

/// Whether a name of one word is somebody's, as a title before it shows, with or without a given name between.
fn is_titled(text: &str, span: Span) -> bool {
    if span.of(text).contains(' ') {
        return false;
    }
    let before = text[..span.start].trim_end_matches(' ').rsplit(' ').take(2);
    let mut words = before.map(|word| word.trim_end_matches('.'));
    let is_title = |word: &str| TITLES.contains(&word.trim_start_matches(['"', '“', '(']));
    match (words.next(), words.next()) {
        (Some(last), _) if is_title(last) => true,
        (Some(last), Some(first)) => last.starts_with(char::is_uppercase) && is_title(first),
        _ => false,
    }
}

/// The places at which a report says that something was told to its own outlet, or by it: "told the Courier".
pub(super) fn claims(doc: &Doc, own: &[Credit]) -> Vec<Span> {
    let nickname = doc.of.report.outlet_name().and_then(outlets::nickname);
    let text = doc.text();
    let named = nickname.iter().flat_map(|name| text.match_indices(name.as_str()));
    let spans = named.map(|(at, name)| Span::new(at, at + name.len()));
    let told = spans.filter(|&span| stands_alone(text, span) && credit_at(text, span).is_some());
    let mut all: Vec<Span> = own.iter().map(|credit| credit.span).chain(told).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Words on either side of a name that make up its wording.
const AROUND: usize = 3;

fn wording(doc: &Doc, span: Span) -> u64 {
    let words = doc.words.within(span);
    let around = words.start.saturating_sub(AROUND)..(words.end + AROUND).min(doc.words.len());
    doc.words.hashes[around].iter().fold(0, |sum, &word| mix(sum ^ word))
}

fn stands_alone(text: &str, span: Span) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !letter(text[..span.start].chars().next_back()) && !letter(text[span.end..].chars().next())
}

/// A dateline names its agency this far from the beginning at most (bytes).
const DATELINE: usize = 120;

/// Whether the name at `span` is credited, and if so whether for the whole report.
fn credit_at(text: &str, span: Span) -> Option<bool> {
    let before = near(text[..span.start].rsplit(['\n', '.', ';', '"', '”']).next().unwrap_or(""));
    let behind = text[span.end..].split(['\n', '.', ';', '"', '“']).next().unwrap_or("").to_lowercase();
    if is_dateline(text, span) || is_signature(text, span) {
        return Some(true);
    }
    let line = before.trim_start();
    if behind.trim_end() == ":" && matches!(line, "from " | "from the ") {
        return Some(false);
    }
    let cued = lexicon().iter().filter(|cue| match cue.side {
        Side::Before => ends_with(&before, &cue.words),
        Side::Behind => starts_with(&behind, &cue.words),
    });
    cued.map(|cue| cue.whole).max()
}

/// "ORSK (Quillon) -", "ORSK, 4 March /QUILLON/."
fn is_dateline(text: &str, span: Span) -> bool {
    let line = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let near = span.start < DATELINE || text[line..span.start].chars().any(char::is_uppercase);
    let marks = (text[..span.start].chars().next_back(), text[span.end..].chars().next());
    near && span.start - line < DATELINE && matches!(marks, (Some('('), Some(')')) | (Some('/'), Some('/')))
}

/// A last line that is nothing but a name: "— Quillon", "(Quillon)".
fn is_signature(text: &str, span: Span) -> bool {
    let line = text[..span.start].rsplit('\n').next().unwrap_or("");
    let dash = |c: char| matches!(c, '-' | '–' | '—' | '(' | '/') || c.is_whitespace();
    let rest = text[span.end..].trim_matches(|c: char| matches!(c, ')' | '/' | '.') || c.is_whitespace());
    rest.is_empty() && !line.trim().is_empty() && line.chars().all(dash)
}

/// The last words before a name, in lower case.
fn near(before: &str) -> String {
    let mut from = before.len().saturating_sub(80);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    before[from..].to_lowercase()
}

/// Words that may stand between a cue and a name: "copyright 2031 the", "also".
const BETWEEN: usize = 2;

fn ends_with(words: &str, cue: &str) -> bool {
    words.rfind(cue).is_some_and(|at| {
        let begins = !words[..at].ends_with(char::is_alphanumeric);
        let rest = &words[at + cue.len()..];
        begins && !rest.starts_with(char::is_alphanumeric) && rest.split_whitespace().count() <= BETWEEN
    })
}

fn starts_with(words: &str, cue: &str) -> bool {
    words.find(cue).is_some_and(|at| {
        let ends = !words[at + cue.len()..].starts_with(char::is_alphanumeric);
        let rest = &words[..at];
        ends && !rest.ends_with(char::is_alphanumeric)
            && rest.split_whitespace().count() <= BETWEEN
            && !rest.contains(',')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_before_a_name_shows_a_person() {
        let titled = |text: &str| is_titled(text, Span::new(text.find("Lantern").unwrap(), text.len()));
        assert!(titled("said Mr. Lantern") && titled("President Dana Lantern"));
        assert!(!titled("told the Lantern") && !titled("the President told Lantern"));
    }

    fn credit(text: &str) -> Option<bool> {
        let at = text.find("Harbour Gazette").expect("the examples name the Harbour Gazette");
        credit_at(text, Span::new(at, at + "Harbour Gazette".len()))
    }

    #[test]
    fn every_cue_is_told_by_its_examples() {
        for cue in lexicon() {
            assert_eq!(credit(&cue.yes), Some(cue.whole), "{}", cue.yes);
            assert_eq!(credit(&cue.no), None, "{}", cue.no);
        }
    }

    #[test]
    fn a_dateline_credits_the_agency() {
        assert_eq!(credit("ZHELVAR (Harbour Gazette) - Two blasts were heard."), Some(true));
        assert_eq!(credit(&format!("{} (Harbour Gazette) and others", "They heard it. ".repeat(20))), None);
    }
}
