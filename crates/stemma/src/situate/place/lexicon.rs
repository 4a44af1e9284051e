//! The word sets of the room, from `lexicon/en/context.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::Deserialize;

const CONTEXT: &str = include_str!("lexicon/en/context.toml");

/// One set and the sentences that show what it decides.
#[derive(Deserialize)]
pub(super) struct Set {
    words: BTreeSet<String>,
    #[cfg_attr(not(test), allow(dead_code, reason = "the sentences are for the test below"))]
    yes: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code, reason = "the sentences are for the test below"))]
    no: Vec<String>,
}

/// The sets, each a field so that a missing one is told at the first use.
#[derive(Deserialize)]
pub(super) struct Sets {
    pub inside: Set,
    pub toward: Set,
    pub town: Set,
    pub kind: Set,
    pub admin: Set,
    pub unknown: Set,
    pub compass: Set,
    pub title: Set,
    pub address: Set,
    pub speech: Set,
    pub hearer: Set,
    pub agency: Set,
    pub government: Set,
    pub organisation: Set,
    pub road: Set,
    pub feature: Set,
    pub feature_before: Set,
    pub joint: Set,
    pub never: Set,
    pub generic: Set,
    pub townsfolk: Set,
    pub head: Set,
    pub body: Set,
    pub enterprise: Set,
    pub institution: Set,
}

impl Set {
    /// Whether the lower-cased word, without its stop, is in the set.
    pub fn has(&self, lower: &str) -> bool {
        self.words.contains(lower.trim_end_matches('.'))
    }
}

/// The sets of English.
pub(super) fn english() -> &'static Sets {
    static SETS: OnceLock<Sets> = OnceLock::new();
    SETS.get_or_init(|| {
        let mut file: BTreeMap<String, Sets> = toml::from_str(CONTEXT).expect("context.toml is tested");
        file.remove("sets").expect("context.toml has its table")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Report;
    use crate::situate::place::{Gazetteer, places};

    fn found(sentence: &str) -> (Vec<String>, Vec<String>) {
        let bare = sentence.replace(['[', ']'], "");
        let wanted =
            sentence.split('[').skip(1).filter_map(|rest| rest.split(']').next()).map(str::to_string).collect();
        let report = Report::from_text("r", &bare);
        let (mentions, _) = places(&report, &crate::segment::segment(&bare), &Gazetteer::bundled());
        (wanted, mentions.iter().map(|m| m.span.of(&bare).to_string()).collect())
    }

    #[test]
    fn every_set_decides_as_its_sentences_say() {
        let file: BTreeMap<String, BTreeMap<String, Set>> = toml::from_str(CONTEXT).unwrap();
        let mut wrong = Vec::new();
        for (name, set) in &file["sets"] {
            for sentence in &set.yes {
                let (wanted, have) = found(sentence);
                wrong.extend(
                    wanted
                        .iter()
                        .filter(|w| !have.contains(w))
                        .map(|w| format!("{name}: {w} not found: {sentence} {have:?}")),
                );
            }
            for sentence in &set.no {
                let (wanted, have) = found(sentence);
                wrong.extend(
                    wanted.iter().filter(|w| have.contains(w)).map(|w| format!("{name}: {w} found: {sentence}")),
                );
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
