//! How rare each word of the pile is, and what two reports have in common by that (weights of rarity after Spärck Jones
//! 1972).

use rayon::prelude::*;
use std::hash::{BuildHasherDefault, Hasher};

use crate::Span;

use super::ask::distinct;
use super::doc::Doc;
use super::survey::Card;

/// In how many reports each word stands, and how long each report is by it.
pub(super) struct Rarity<'s> {
    cards: &'s [Card],
    counts: Counts,
    /// Length of each report as a vector of weights.
    norms: Vec<f64>,
}

// Only looked up, never walked: its order reaches no result.
#[allow(clippy::disallowed_types)]
type Counts = std::collections::HashMap<u64, u32, BuildHasherDefault<Hashed>>;

impl<'s> Rarity<'s> {
    /// Counts the words of a pile.
    pub fn of(cards: &'s [Card]) -> Self {
        let mut counts = Counts::default();
        for card in cards {
            card.words.iter().for_each(|&word| *counts.entry(word).or_default() += 1);
        }
        let mut rarity = Rarity { cards, counts, norms: Vec::new() };
        rarity.norms = cards.par_iter().map(|card| rarity.squares(&card.words).sqrt()).collect();
        rarity
    }

    /// In how many reports a word stands.
    pub fn count(&self, word: u64) -> u32 {
        self.counts.get(&word).copied().unwrap_or(0)
    }

    fn weight(&self, word: u64) -> f64 {
        match self.count(word) {
            0 => 0.0,
            count => (1.0 + self.cards.len() as f64 / f64::from(count)).ln(),
        }
    }

    fn squares(&self, words: &[u64]) -> f64 {
        words.iter().map(|&word| self.weight(word).powi(2)).sum()
    }

    /// The share of some words' weight that a report has too.
    pub fn share(&self, words: &[u64], report: u32) -> f64 {
        let of = &self.cards[report as usize].words;
        let all: f64 = words.iter().map(|&word| self.weight(word)).sum();
        let both: f64 = words.iter().filter(|word| of.binary_search(word).is_ok()).map(|&word| self.weight(word)).sum();
        if all > 0.0 { both / all } else { 0.0 }
    }

    /// Cosine of two reports.
    pub fn likeness(&self, a: u32, b: u32) -> f64 {
        let (x, y) = (&self.cards[a as usize].words, &self.cards[b as usize].words);
        let both: f64 =
            x.iter().filter(|word| y.binary_search(word).is_ok()).map(|&word| self.weight(word).powi(2)).sum();
        both / (self.norms[a as usize] * self.norms[b as usize]).max(f64::MIN_POSITIVE)
    }

    /// The sentence of a report that shares most with some words; the whole text where it has no sentences.
    pub fn nearest(&self, doc: &Doc, words: &[u64]) -> Span {
        let shared = |span: Span| {
            let own = distinct(doc, span);
            let both: f64 =
                own.iter().filter(|word| words.binary_search(word).is_ok()).map(|&word| self.weight(word)).sum();
            both / (own.len() as f64 + 8.0).sqrt()
        };
        let own = |span: &Span| doc.words.within(*span).any(|word| doc.is_own(word));
        let sentences = doc.of.segmentation.sentences.iter().map(|sentence| sentence.span).filter(own);
        let best = sentences.map(|span| (shared(span), span)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        best.map_or(Span::new(0, doc.text().len()), |best| best.1)
    }
}

/// Words are hashes already.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.0 = self.0.rotate_left(8) ^ u64::from(byte));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = word;
    }
}
