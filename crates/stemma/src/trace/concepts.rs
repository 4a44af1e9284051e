//! Words that say one thing: "the blast" is "the explosion", and who "lost their lives" were "killed".
//!
//! A small thesaurus of news predicates and roles in place of word vectors: it is read, argued about and mended line by
//! line. A word or phrase of a concept counts as the concept wherever claims are compared; the words themselves stay
//! what changes and titles are told in.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::table::Table;
use super::words::{RawWord, stem, words};

/// Words of one sense, as the lexicon has them.
#[derive(Debug, Deserialize)]
struct Concept {
    name: String,
    words: Vec<String>,
    phrases: Vec<String>,
    #[cfg(test)]
    yes: Vec<String>,
    #[cfg(test)]
    no: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct List {
    concept: Vec<Concept>,
}

/// What a word counts as where claims are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// Nothing: a function word, or the rest of a phrase.
    Nothing,
    /// Itself.
    Itself,
    /// The concept of this number.
    Concept(usize),
}

/// The thesaurus by first word.
#[derive(Debug)]
pub(super) struct Concepts {
    list: Vec<Concept>,
    by_name: BTreeMap<String, usize>,
    by_stem: Table<usize>,
    phrases: Table<Vec<(Vec<String>, usize)>>,
}

impl Concepts {
    /// The English one.
    pub fn english() -> &'static Concepts {
        static ENGLISH: OnceLock<Concepts> = OnceLock::new();
        ENGLISH.get_or_init(|| {
            let list: List = toml::from_str(include_str!("lexicon/en/concepts.toml")).expect("the thesaurus parses");
            Concepts::new(list.concept)
        })
    }

    fn new(list: Vec<Concept>) -> Self {
        let (mut by_stem, mut phrases) = (Table::default(), BTreeMap::<String, Vec<_>>::new());
        for (at, concept) in list.iter().enumerate() {
            concept.words.iter().for_each(|word| by_stem.insert(stem(word), at));
            for phrase in &concept.phrases {
                let stems: Vec<String> = words(phrase).into_iter().map(|word| word.stem).collect();
                let first = stems.first().cloned().unwrap_or_default();
                phrases.entry(first).or_default().push((stems, at));
            }
        }
        phrases.values_mut().for_each(|list| list.sort_by_key(|(stems, at)| (std::cmp::Reverse(stems.len()), *at)));
        let by_name = list.iter().enumerate().map(|(at, concept)| (concept.name.clone(), at)).collect();
        Concepts { list, by_name, by_stem, phrases: phrases.into_iter().collect() }
    }

    /// Number of the concept of this name.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// Name of a concept.
    pub fn name(&self, concept: usize) -> &str {
        &self.list[concept].name
    }

    /// Stems of the single words of a concept.
    pub fn stems(&self, concept: usize) -> impl Iterator<Item = String> + '_ {
        self.list[concept].words.iter().map(|word| stem(word))
    }

    /// What each word of a text counts as; of phrases the longest, and the first word stands for all.
    pub fn senses(&self, words: &[RawWord]) -> Vec<Sense> {
        let mut senses: Vec<Sense> = words.iter().map(|word| self.single(word)).collect();
        let mut at = 0;
        while at < words.len() {
            at += match self.phrase(&words[at..]) {
                Some((length, concept)) => {
                    senses[at] = Sense::Concept(concept);
                    senses[at + 1..at + length].fill(Sense::Nothing);
                    length
                }
                None => 1,
            };
        }
        senses
    }

    fn single(&self, word: &RawWord) -> Sense {
        match self.by_stem.get(&word.stem) {
            Some(&concept) => Sense::Concept(concept),
            None if word.content => Sense::Itself,
            None => Sense::Nothing,
        }
    }

    fn phrase(&self, words: &[RawWord]) -> Option<(usize, usize)> {
        let phrases = self.phrases.get(&words.first()?.stem)?;
        let stands = |stems: &[String]| {
            stems.len() <= words.len() && stems.iter().zip(words).all(|(stem, word)| *stem == word.stem)
        };
        phrases.iter().find(|(stems, _)| stands(stems)).map(|(stems, concept)| (stems.len(), *concept))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_concept_stands_in_its_yes_sentences_and_in_none_of_its_no_sentences() {
        let concepts = Concepts::english();
        for (at, concept) in concepts.list.iter().enumerate() {
            let has = |sentence: &String| concepts.senses(&words(sentence)).contains(&Sense::Concept(at));
            assert!(concept.yes.iter().all(has), "{}: yes", concept.name);
            assert!(!concept.no.iter().any(has), "{}: no", concept.name);
        }
    }

    #[test]
    fn no_word_belongs_to_two_concepts() {
        let list = &Concepts::english().list;
        let mut seen = BTreeMap::new();
        for concept in list {
            for word in concept.words.iter().map(|word| stem(word)).chain(concept.phrases.iter().cloned()) {
                let before = seen.insert(word.clone(), &concept.name);
                assert!(before.is_none_or(|name| *name == concept.name), "{word}: {before:?} and {}", concept.name);
            }
        }
    }
}
