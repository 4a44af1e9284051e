//! The room's word lists, from `lexicon/en/*.toml`, and word frequencies of the news at large.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::table::Table;

/// Words that say how sure, how negative, whose and how many; each entry carries sentences that a test runs.
#[derive(Debug, Deserialize)]
pub(super) struct Lexicon {
    stop: Words,
    numbers: BTreeMap<String, u32>,
    /// Words of doubt, by what they do.
    pub hedge: Vec<Hedge>,
    /// Words that turn a sentence round.
    pub negation: Vec<Cue>,
    /// Words that say that somebody denies it.
    pub denial: Vec<Cue>,
    /// Words that say that somebody says it.
    pub attribution: Vec<Cue>,
    /// Words of the page around a report.
    pub page: Vec<Cue>,
    /// Words of links that stand among the sentences of a report.
    pub link: Vec<Cue>,
    /// Words of a group that only hands on ("media", "reports").
    pub relay: Words,
    /// Words before a noun of source that belong to its phrase.
    pub modifier: Words,
    /// Words that stand for a source named elsewhere.
    pub pronoun: Words,
    /// Words of those who count the dead and hurt in hospitals.
    pub medical: Words,
    /// Nouns for bodies that watch and count.
    pub monitor: Words,
    /// Nouns by which a report calls a body that it has named.
    pub body: Words,
    /// Verbs between a source and what it says.
    pub says: Words,
    /// Words that no source is called by.
    pub idle: Words,
    /// How a cause follows what it brought about.
    pub cause: Words,
    /// Kinds of happening that have a cause.
    pub happening: Vec<Happening>,
    /// How somebody is said to speak to a medium.
    pub interview: Words,
    /// How a medium says that it knows a paper of its own.
    pub seen: Words,
    /// Days, months, hours: never a source.
    pub calendar: Words,
    /// Words for people, in which victims are counted.
    pub people: Words,
    /// Those of them that name nobody in particular: "people", not "children".
    pub crowd: Words,
    /// Words for people hurt or killed, by what befell them.
    pub toll: Vec<Toll>,
}

/// A kind of happening, by its words.
#[derive(Debug, Deserialize)]
pub(super) struct Happening {
    pub words: Vec<String>,
}

/// Bare words.
#[derive(Debug, Deserialize)]
pub(super) struct Words {
    pub words: BTreeSet<String>,
}

/// A phrase in lower case.
#[derive(Debug, Deserialize)]
pub(super) struct Cue {
    pub words: String,
    #[cfg(test)]
    yes: Vec<String>,
    #[cfg(test)]
    no: Vec<String>,
}

/// A word of doubt.
#[derive(Debug, Deserialize)]
pub(super) struct Hedge {
    pub words: String,
    pub class: Doubt,
    #[cfg(test)]
    yes: Vec<String>,
    #[cfg(test)]
    no: Vec<String>,
}

/// What befell people, and the concepts and stems that say so.
#[derive(Debug, Deserialize)]
pub(super) struct Toll {
    pub kind: String,
    pub concepts: BTreeSet<String>,
    pub stems: BTreeSet<String>,
    /// Whether any other kind near by goes first.
    #[serde(default)]
    pub weak: bool,
}

/// What a word of doubt does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Doubt {
    /// "may", "could": the verb changes form when it goes.
    Modal,
    /// "perhaps", "likely".
    Chance,
    /// "alleged", "reportedly": somebody else's word.
    Hearsay,
    /// "at least", "about": the number is not exact.
    Rough,
}

/// The English lists.
pub(super) fn english() -> &'static Lexicon {
    static ENGLISH: OnceLock<Lexicon> = OnceLock::new();
    ENGLISH.get_or_init(|| toml::from_str(include_str!("lexicon/en/cues.toml")).expect("the bundled lexicon parses"))
}

/// Whether a word in lower case says nothing of what a report is about.
pub(super) fn is_stop(lower: &str) -> bool {
    static STOPS: OnceLock<Table<()>> = OnceLock::new();
    STOPS.get_or_init(|| english().stop.words.iter().map(|word| (word.clone(), ())).collect()).contains(lower)
}

/// The value of a number word in lower case.
pub(super) fn number(lower: &str) -> Option<u32> {
    static NUMBERS: OnceLock<Table<u32>> = OnceLock::new();
    let numbers = || english().numbers.iter().map(|(word, value)| (word.clone(), *value)).collect();
    NUMBERS.get_or_init(numbers).get(lower).copied()
}

/// In how many reports of the news at large a word stands.
#[derive(Debug)]
pub(super) struct Background {
    /// How many reports were counted.
    pub reports: f64,
    by_stem: Table<f64>,
}

impl Background {
    /// The bundled counts, words of one stem summed.
    pub fn bundled() -> &'static Background {
        static BUNDLED: OnceLock<Background> = OnceLock::new();
        BUNDLED.get_or_init(|| Background::parse(include_str!("lexicon/en/background.tsv")))
    }

    fn parse(table: &str) -> Background {
        let mut background = Background { reports: 0.0, by_stem: Table::default() };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let Some((word, count)) = line.split_once('\t') else { continue };
            let count: f64 = count.parse().unwrap_or(0.0);
            match word {
                "" => background.reports = count,
                word => *background.by_stem.entry(super::words::stem(word)) += count,
            }
        }
        background
    }

    /// Reports with this stem.
    pub fn count(&self, stem: &str) -> f64 {
        self.by_stem.get(stem).copied().unwrap_or(0.0).min(self.reports)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(sentence: &str, cue: &str) -> bool {
        let words = super::super::words::words(sentence);
        let spans: Vec<crate::Span> = words.iter().map(|w| w.span).collect();
        !super::super::cues::Phrases::new([cue].into_iter()).find(sentence, &spans).is_empty()
    }

    #[test]
    fn every_cue_stands_in_its_yes_sentences_and_in_none_of_its_no_sentences() {
        let lexicon = english();
        let cues = lexicon
            .negation
            .iter()
            .chain(&lexicon.denial)
            .chain(&lexicon.attribution)
            .chain(&lexicon.page)
            .chain(&lexicon.link)
            .map(|c| (&c.words, &c.yes, &c.no));
        for (words, yes, no) in cues.chain(lexicon.hedge.iter().map(|h| (&h.words, &h.yes, &h.no))) {
            assert!(yes.iter().all(|s| has(s, words)), "{words}: yes");
            assert!(!no.iter().any(|s| has(s, words)), "{words}: no");
        }
    }

    #[test]
    fn common_words_are_more_common_than_rare_ones() {
        let background = Background::bundled();
        let count = |word| background.count(&super::super::words::stem(word));
        assert!(count("people") > count("gorilla"));
        assert!(background.reports > 1000.0);
    }
}
