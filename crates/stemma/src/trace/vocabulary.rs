//! Stems as numbers, and how much a stem tells.
//!
//! The weight is the inverse document frequency (Spärck Jones 1972) over this pile and the news at large together: one
//! report alone has sensible weights, and in a large pile its own counts lead.

use std::borrow::Cow;

use super::concepts::{Concepts, Sense};
use super::lexicon::Background;
use super::table::Table;
use super::words::RawWord;

/// Stems in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    by_stem: Table<u32>,
    stems: Vec<String>,
}

impl Vocabulary {
    /// The term of a stem, new or met before.
    pub fn term(&mut self, stem: &str) -> u32 {
        if let Some(&term) = self.by_stem.get(stem) {
            return term;
        }
        let term = self.stems.len() as u32;
        self.by_stem.insert(stem.to_string(), term);
        self.stems.push(stem.to_string());
        term
    }

    /// The term that a word counts as where claims are compared.
    pub fn sense(&mut self, word: &RawWord, sense: Sense) -> Option<u32> {
        sense_stem(word, sense).map(|stem| self.term(&stem))
    }

    /// Every stem, by its term.
    pub fn stems(&self) -> &[String] {
        &self.stems
    }
}

/// The stem that a word counts as where claims are compared: its own or that of its concept, behind a mark that no stem has.
pub(super) fn sense_stem(word: &RawWord, sense: Sense) -> Option<Cow<'_, str>> {
    match sense {
        Sense::Nothing => None,
        Sense::Itself => Some(Cow::Borrowed(&word.stem)),
        Sense::Concept(at) => Some(Cow::Owned(format!("={}", Concepts::english().name(at)))),
    }
}

/// In how many of some reports each term stands.
#[derive(Debug, Default)]
pub(super) struct Holders {
    /// How many reports were counted.
    pub reports: usize,
    counts: Vec<u32>,
}

impl Holders {
    /// Takes in a report with these terms, each once.
    pub fn count(&mut self, terms: &[u32]) {
        self.reports += 1;
        for &term in terms {
            let term = term as usize;
            if self.counts.len() <= term {
                self.counts.resize(term + 1, 0);
            }
            self.counts[term] += 1;
        }
    }

    /// Reports with this term.
    pub fn of(&self, term: u32) -> u32 {
        self.counts.get(term as usize).copied().unwrap_or(0)
    }

    /// How much a stem of this term tells, in nats: what is rare here and in the news at large tells most.
    pub fn weight(&self, stem: &str, term: u32) -> f64 {
        let all = self.reports as f64 + Background::bundled().reports + 1.0;
        (all / (at_large(stem) + f64::from(self.of(term)) + 0.5)).ln()
    }
}

/// How much a stem tells in the news at large: whatever comes into the pile, this stays.
pub(super) fn steady_weight(stem: &str) -> f64 {
    ((Background::bundled().reports + 1.0) / (at_large(stem) + 0.5)).ln()
}

/// In how many reports of the news at large a stem stands, or the words of a concept.
fn at_large(stem: &str) -> f64 {
    let (background, concepts) = (Background::bundled(), Concepts::english());
    match stem.strip_prefix('=').and_then(|name| concepts.named(name)) {
        Some(concept) => concepts.stems(concept).map(|stem| background.count(&stem)).sum(),
        None => background.count(stem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_tells_less_the_more_reports_of_the_pile_have_it_and_within_a_story_it_stays() {
        let (mut holders, mut words) = (Holders::default(), Vocabulary::default());
        let term = words.term("gorilla");
        holders.count(&[term]);
        let before = holders.weight("gorilla", term);
        (0..50).for_each(|_| holders.count(&[term]));
        assert!(holders.weight("gorilla", term) < before);
        assert!(steady_weight(&stem("gorilla")) > steady_weight(&stem("officials")));
    }

    fn stem(word: &str) -> String {
        super::super::words::words(word).remove(0).stem
    }
}
