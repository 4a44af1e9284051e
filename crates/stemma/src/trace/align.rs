//! Alignment of a copy with its original: which sentence became which, and word for word what became of it.
//!
//! Copies move sentences, so each sentence looks for its best partner anywhere (Dice over words); within a pair the
//! words are aligned by longest common subsequence (Needleman and Wunsch 1970 with unit gains), which leaves the gaps.

use std::collections::BTreeMap;
use std::ops::Range;

use super::pile::{Doc, Word};

/// Least share of words in common.
const LEAST: f64 = 0.5;
/// Sentences of fewer words must agree almost wholly: "He declined to comment." stands in many reports.
const SHORT: usize = 5;
/// Largest table of word pairs that is filled in; longer sentences keep only their common ends.
const CELLS: usize = 250_000;

/// Pairs of sentences `(in from, in to)`, each sentence at most once, in the order of `to`.
pub(super) fn sentences(from: &Doc, to: &Doc) -> Vec<(usize, usize)> {
    let mut scored = candidates(from, to);
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_from, mut used_to) = (vec![false; from.sentences.len()], vec![false; to.sentences.len()]);
    let mut pairs = Vec::new();
    for (_, a, b) in scored {
        if !used_from[a] && !used_to[b] {
            used_from[a] = true;
            used_to[b] = true;
            pairs.push((a, b));
        }
    }
    pairs.sort_by_key(|&(a, b)| (b, a));
    pairs
}

/// Sentence pairs that share a content word, with their likeness where it suffices.
fn candidates(from: &Doc, to: &Doc) -> Vec<(f64, usize, usize)> {
    let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, range) in from.sentences.iter().enumerate() {
        for word in from.words[range.clone()].iter().filter(|word| word.content) {
            let holders = holders.entry(word.term).or_default();
            if holders.last() != Some(&at) {
                holders.push(at);
            }
        }
    }
    let mut scored = Vec::new();
    for (b, range) in to.sentences.iter().enumerate() {
        let words = &to.words[range.clone()];
        let mut near: Vec<usize> = words.iter().filter_map(|word| holders.get(&word.term)).flatten().copied().collect();
        near.sort_unstable();
        let shared =
            near.chunk_by(|x, y| x == y).filter(|run| run.len() * 4 >= words.iter().filter(|w| w.content).count());
        for a in shared.map(|run| run[0]) {
            let score = dice(&from.words[from.sentences[a].clone()], words);
            let least = if words.len() < SHORT { 0.85 } else { LEAST };
            if score >= least {
                scored.push((score, a, b));
            }
        }
    }
    scored
}

/// Twice the words in common over the words of both.
pub(super) fn dice(a: &[Word], b: &[Word]) -> f64 {
    let sorted = |words: &[Word]| {
        let mut terms: Vec<u32> = words.iter().map(|word| word.term).collect();
        terms.sort_unstable();
        terms
    };
    let (a, b) = (sorted(a), sorted(b));
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    2.0 * both as f64 / (a.len() + b.len()).max(1) as f64
}

/// Words of one sentence that the other has not, side by side; either range may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gap {
    /// Words of `from`, counted from the sentence's start.
    pub from: Range<usize>,
    /// Words of `to`, counted from the sentence's start.
    pub to: Range<usize>,
}

/// What stands between the words that both sentences have in the same order.
pub(super) fn gaps(from: &[Word], to: &[Word]) -> Vec<Gap> {
    let (mut gaps, mut at) = (Vec::new(), (0, 0));
    for (a, b) in matched(from, to).into_iter().chain([(from.len(), to.len())]) {
        if a > at.0 || b > at.1 {
            gaps.push(Gap { from: at.0..a, to: at.1..b });
        }
        at = (a + 1, b + 1);
    }
    gaps
}

/// Longest common subsequence, as pairs of positions.
fn matched(from: &[Word], to: &[Word]) -> Vec<(usize, usize)> {
    let same = |a: usize, b: usize| from[a].term == to[b].term;
    let short = from.len().min(to.len());
    let head = (0..short).take_while(|&at| same(at, at)).count();
    let tail = (0..short - head).take_while(|&at| same(from.len() - 1 - at, to.len() - 1 - at)).count();
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    let (rows, columns) = (from.len() - head - tail, to.len() - head - tail);
    if rows.saturating_mul(columns) <= CELLS {
        pairs.extend(
            middle(rows, columns, |a, b| same(head + a, head + b)).into_iter().map(|(a, b)| (head + a, head + b)),
        );
    }
    pairs.extend((0..tail).rev().map(|at| (from.len() - 1 - at, to.len() - 1 - at)));
    pairs
}

fn middle(rows: usize, columns: usize, same: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let width = columns + 1;
    let mut best = vec![0_u32; (rows + 1) * width];
    for a in (0..rows).rev() {
        for b in (0..columns).rev() {
            best[a * width + b] = if same(a, b) {
                best[(a + 1) * width + b + 1] + 1
            } else {
                best[(a + 1) * width + b].max(best[a * width + b + 1])
            };
        }
    }
    let (mut a, mut b, mut pairs) = (0, 0, Vec::new());
    while a < rows && b < columns {
        if same(a, b) {
            pairs.push((a, b));
            a += 1;
            b += 1;
        } else if best[(a + 1) * width + b] >= best[a * width + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Vec<Word> {
        let word = |at: usize, letter: char| Word {
            span: crate::Span::new(at, at + 1),
            term: letter as u32,
            number: false,
            content: true,
            sense: None,
            concept: None,
        };
        text.chars().enumerate().map(|(at, letter)| word(at, letter)).collect()
    }

    #[test]
    fn gaps_stand_between_what_both_have() {
        let found = gaps(&run("abcXdef"), &run("abcYZdf"));
        assert_eq!(found, [Gap { from: 3..4, to: 3..5 }, Gap { from: 5..6, to: 6..6 }]);
        assert_eq!(gaps(&run("abc"), &run("abc")), []);
        assert_eq!(gaps(&run("abc"), &run("")), [Gap { from: 0..3, to: 0..0 }]);
    }
}
