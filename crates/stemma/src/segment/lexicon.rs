//! The word lists of this room, read once from the TOML files in `lexicon/en`.

use std::sync::OnceLock;

use serde::Deserialize;

/// What the full stop of an abbreviation means for the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// Never ends a sentence ("Gen.", "vs.").
    Never,
    /// An abbreviation only before a number ("No. 7").
    BeforeNumber,
    /// Ends a sentence where a usual first word follows ("Inc.", "U.S.").
    BeforeStarter,
    /// Ends a sentence before any capital but a zone or a day ("p.m.").
    AfterClock,
}

/// One class of abbreviations with sentences that try it.
#[derive(Debug, Deserialize)]
pub(super) struct Class {
    words: Vec<String>,
    #[cfg(test)]
    pub(super) yes: Vec<String>,
    #[cfg(test)]
    pub(super) no: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Abbreviations {
    pub(super) title: Class,
    pub(super) joining: Class,
    pub(super) numbered: Class,
    pub(super) month: Class,
    pub(super) month_or_word: Class,
    pub(super) ending: Class,
    pub(super) dotted_ending: Class,
}

#[derive(Deserialize)]
struct Starters {
    words: Vec<String>,
    clock_followers: Vec<String>,
}

#[derive(Deserialize)]
struct Speech {
    verbs: Vec<String>,
    subjects: Vec<String>,
}

#[derive(Deserialize)]
struct Apostrophes {
    elided: Vec<String>,
    clitics: Vec<String>,
    domains: Vec<String>,
}

/// All lists of one language, each sorted for search.
pub(super) struct Lexicon {
    stops: Vec<(String, Stop)>,
    starters: Vec<String>,
    clock_followers: Vec<String>,
    speech_verbs: Vec<String>,
    speech_subjects: Vec<String>,
    elided: Vec<String>,
    clitics: Vec<String>,
    domains: Vec<String>,
}

impl Lexicon {
    /// The English lists.
    pub(super) fn english() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(Lexicon::load)
    }

    fn load() -> Lexicon {
        let starters: Starters = parse(include_str!("lexicon/en/starters.toml"));
        let speech: Speech = parse(include_str!("lexicon/en/speech.toml"));
        let apostrophes: Apostrophes = parse(include_str!("lexicon/en/apostrophes.toml"));
        Lexicon {
            stops: stops(abbreviations()),
            starters: sorted(starters.words),
            clock_followers: sorted(starters.clock_followers),
            speech_verbs: sorted(speech.verbs),
            speech_subjects: sorted(speech.subjects),
            elided: sorted(apostrophes.elided),
            clitics: sorted(apostrophes.clitics),
            domains: sorted(apostrophes.domains),
        }
    }

    /// What a full stop after `word` (given without it) means; `None` where the word is no abbreviation.
    pub(super) fn stop(&self, word: &str) -> Option<Stop> {
        self.stops.binary_search_by(|(known, _)| known.as_str().cmp(word)).ok().map(|at| self.stops[at].1)
    }

    /// Whether a capitalised word usually starts a sentence.
    pub(super) fn is_starter(&self, word: &str) -> bool {
        has(&self.starters, word)
    }

    /// Whether a capitalised word goes on after a clock time.
    pub(super) fn follows_clock(&self, word: &str) -> bool {
        has(&self.clock_followers, word)
    }

    /// Whether the word is a verb of saying in a form that stands beside a quotation.
    pub(super) fn is_speech_verb(&self, word: &str) -> bool {
        has(&self.speech_verbs, word)
    }

    /// Whether a speaker's noun phrase may begin with the word, in lower case.
    pub(super) fn opens_subject(&self, word: &str) -> bool {
        has(&self.speech_subjects, word)
    }

    /// Whether the word, in lower case, loses its start to an apostrophe ("'tis").
    pub(super) fn is_elided(&self, word: &str) -> bool {
        has(&self.elided, word)
    }

    /// Whether the letters are an end tied on by an apostrophe ("'s").
    pub(super) fn is_clitic(&self, letters: &str) -> bool {
        has(&self.clitics, letters)
    }

    /// Whether the letters end a host name.
    pub(super) fn is_domain(&self, letters: &str) -> bool {
        has(&self.domains, letters)
    }
}

/// The abbreviation classes with their examples.
pub(super) fn abbreviations() -> Abbreviations {
    parse(include_str!("lexicon/en/abbreviations.toml"))
}

fn stops(classes: Abbreviations) -> Vec<(String, Stop)> {
    let mut stops: Vec<(String, Stop)> = [
        (classes.title, Stop::Never),
        (classes.joining, Stop::Never),
        (classes.numbered, Stop::BeforeNumber),
        (classes.month, Stop::BeforeStarter),
        (classes.month_or_word, Stop::BeforeNumber),
        (classes.ending, Stop::BeforeStarter),
        (classes.dotted_ending, Stop::AfterClock),
    ]
    .into_iter()
    .flat_map(|(class, stop)| class.words.into_iter().map(move |word| (word, stop)))
    .collect();
    stops.sort_by(|a, b| a.0.cmp(&b.0));
    stops.dedup_by(|a, b| a.0 == b.0);
    stops
}

/// The lists are part of the program: one that does not parse is caught by every test.
fn parse<T: serde::de::DeserializeOwned>(source: &str) -> T {
    toml::from_str(source).expect("a bundled lexicon parses")
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words
}

fn has(words: &[String], word: &str) -> bool {
    words.binary_search_by(|known| known.as_str().cmp(word)).is_ok()
}
