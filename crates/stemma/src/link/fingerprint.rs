//! Fingerprints of a wording: word 8-grams, thinned by winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003).
//!
//! Of every four 8-grams in a row the one with the smallest hash is kept. Two texts that share eleven words in a row
//! share a fingerprint for certain; what is shorter than eight words never makes one.

use super::words::{Words, mix};

/// Words in a gram.
pub(super) const GRAM: usize = 8;
/// Grams in a window, of which one is kept.
pub(super) const WINDOW: usize = 4;

const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// A gram that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Print {
    pub hash: u64,
    /// Index of the gram's first word.
    pub at: u32,
}

/// Hash of every gram of `size` words, in order.
pub(super) fn grams(words: &Words, size: usize) -> Vec<u64> {
    let hashes = &words.hashes;
    if hashes.len() < size {
        return Vec::new();
    }
    let top = (1..size).fold(1u64, |power, _| power.wrapping_mul(BASE));
    let roll = |sum: u64, word: u64| sum.wrapping_mul(BASE).wrapping_add(word);
    let mut sum = hashes[..size].iter().fold(0, |sum, &word| roll(sum, word));
    let mut all = Vec::with_capacity(hashes.len() + 1 - size);
    all.push(mix(sum));
    for (leaving, &entering) in hashes.iter().zip(&hashes[size..]) {
        sum = roll(sum.wrapping_sub(leaving.wrapping_mul(top)), entering);
        all.push(mix(sum));
    }
    all
}

/// The fingerprints of a wording, in the order of the text.
pub(super) fn prints(words: &Words) -> Vec<Print> {
    let grams = grams(words, GRAM);
    let mut kept: Vec<Print> = Vec::with_capacity(grams.len() / 2);
    for (start, window) in grams.windows(WINDOW.min(grams.len().max(1))).enumerate() {
        let (offset, &hash) = smallest(window);
        let at = (start + offset) as u32;
        if kept.last().is_none_or(|last| last.at != at) {
            kept.push(Print { hash, at });
        }
    }
    kept
}

/// The rightmost of the smallest hashes, as the paper has it: fewer prints on repeated words.
fn smallest(window: &[u64]) -> (usize, &u64) {
    window.iter().enumerate().rev().min_by_key(|item| item.1).unwrap_or((0, &0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn hashes(text: &str) -> BTreeSet<u64> {
        prints(&Words::of(text)).iter().map(|print| print.hash).collect()
    }

    #[test]
    fn eleven_words_in_a_row_leave_a_common_print() {
        let shared = "the ferry to the northern island was late again on monday";
        let a = hashes(&format!("Nobody in Orsk wondered that {shared} because of fog"));
        let b = hashes(&format!("A clerk wrote down with great care how {shared}"));
        assert!(!a.is_disjoint(&b));
    }

    #[test]
    fn short_texts_have_none_or_one() {
        assert!(hashes("seven words are not enough for it").is_empty());
        assert_eq!(hashes("eight words however are just enough for one").len(), 1);
    }

    #[test]
    fn rolling_equals_reading_anew() {
        let words = Words::of("one two three four five six seven eight nine ten");
        let tail = Words::of("three four five six seven eight nine ten");
        assert_eq!(grams(&words, 8)[2], grams(&tail, 8)[0]);
    }
}
