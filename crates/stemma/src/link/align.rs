//! Two wordings side by side: which word of one is which word of the other.
//!
//! Runs of eight or more equal words are laid down greedily, longest first, each word used once, in whatever order
//! they stand (greedy string tiling, Wise 1993). From the ends of each run the alignment is then carried on over
//! changed, dropped and added words, inside a narrow band and only into the gap up to the next run, as far as it
//! still pays (local alignment after Smith and Waterman 1981 with the cut-off of BLAST, Altschul et al. 1990; passim,
//! Smith et al. 2013, aligns newspaper reprints that way).

use super::fingerprint::{GRAM, grams};
use super::words::Words;

/// A wording with its grams sorted by hash, ready to be laid beside another.
#[derive(Debug, Clone, Default)]
pub(super) struct Indexed {
    grams: Vec<(u64, u32)>,
}

/// Grams that stand more often than this in one text seed nothing: lists and refrains.
const REPEATS: usize = 6;

impl Indexed {
    pub fn of(words: &Words) -> Self {
        let mut sorted: Vec<(u64, u32)> = grams(words, GRAM).into_iter().zip(0..).collect();
        sorted.sort_unstable();
        Indexed { grams: sorted }
    }
}

/// A run of equal words: `len` words from `a` and from `b` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    a: u32,
    b: u32,
    len: u32,
}

/// The pairs of equal words, ascending in the first text.
pub(super) fn align(a: (&Words, &Indexed), b: (&Words, &Indexed)) -> Vec<(u32, u32)> {
    let runs = tile(runs(seeds(a.1, b.1)), a.0.len(), b.0.len());
    let mut used = Used { a: vec![false; a.0.len()], b: vec![false; b.0.len()] };
    let mut pairs = Vec::new();
    for run in &runs {
        (0..run.len).for_each(|k| used.take((run.a + k, run.b + k), &mut pairs));
    }
    for run in &runs {
        stretch(*run, a.0, b.0, &mut used, &mut pairs);
    }
    pairs.sort_unstable();
    pairs
}

/// Places where both texts have the same gram, as (diagonal, place in a).
fn seeds(a: &Indexed, b: &Indexed) -> Vec<(i64, u32)> {
    let mut seeds = Vec::new();
    let mut rest = b.grams.as_slice();
    for group in a.grams.chunk_by(|x, y| x.0 == y.0) {
        let hash = group[0].0;
        rest = &rest[rest.partition_point(|gram| gram.0 < hash)..];
        let same = &rest[..rest.iter().take_while(|gram| gram.0 == hash).count()];
        if group.len() <= REPEATS && same.len() <= REPEATS {
            for x in group {
                seeds.extend(same.iter().map(|y| (i64::from(y.1) - i64::from(x.1), x.1)));
            }
        }
    }
    seeds.sort_unstable();
    seeds
}

/// Seeds in a row on one diagonal are one run.
fn runs(seeds: Vec<(i64, u32)>) -> Vec<Run> {
    seeds
        .chunk_by(|x, y| x.0 == y.0 && y.1 == x.1 + 1)
        .map(|row| Run { a: row[0].1, b: (row[0].0 + i64::from(row[0].1)) as u32, len: (row.len() + GRAM - 1) as u32 })
        .collect()
}

/// Longest first, each word once; what is left of a run that is partly taken stays if it is still a gram long.
fn tile(mut runs: Vec<Run>, words_a: usize, words_b: usize) -> Vec<Run> {
    runs.sort_by_key(|run| (std::cmp::Reverse(run.len), run.a.abs_diff(run.b), run.a, run.b));
    let (mut used_a, mut used_b) = (vec![false; words_a], vec![false; words_b]);
    let mut kept = Vec::new();
    for run in runs {
        let free = |k: u32| !used_a[(run.a + k) as usize] && !used_b[(run.b + k) as usize];
        let Some(first) = (0..run.len).find(|&k| free(k)) else { continue };
        let len = (first..run.len).take_while(|&k| free(k)).count() as u32;
        if len >= GRAM as u32 {
            let run = Run { a: run.a + first, b: run.b + first, len };
            used_a[run.a as usize..(run.a + len) as usize].fill(true);
            used_b[run.b as usize..(run.b + len) as usize].fill(true);
            kept.push(run);
        }
    }
    kept.sort_by_key(|run| (run.a, run.b));
    kept
}

/// Which words stand in a pair already.
struct Used {
    a: Vec<bool>,
    b: Vec<bool>,
}

impl Used {
    fn take(&mut self, pair: (u32, u32), pairs: &mut Vec<(u32, u32)>) {
        self.a[pair.0 as usize] = true;
        self.b[pair.1 as usize] = true;
        pairs.push(pair);
    }
}

/// Words of a gap that are looked at from either end.
const REACH: usize = 160;

/// Carries the alignment on behind and before a run, up to the next word that is taken.
fn stretch(run: Run, a: &Words, b: &Words, used: &mut Used, pairs: &mut Vec<(u32, u32)>) {
    let (end_a, end_b) = ((run.a + run.len) as usize, (run.b + run.len) as usize);
    let behind = |used: &[bool], from: usize| used[from..].iter().take(REACH).take_while(|taken| !**taken).count();
    let (free_a, free_b) = (behind(&used.a, end_a), behind(&used.b, end_b));
    for (i, j) in carry_on(&a.hashes[end_a..end_a + free_a], &b.hashes[end_b..end_b + free_b]) {
        used.take(((end_a + i) as u32, (end_b + j) as u32), pairs);
    }
    let before = |used: &[bool], to: usize| used[..to].iter().rev().take(REACH).take_while(|taken| !**taken).count();
    let (start_a, start_b) = (run.a as usize, run.b as usize);
    let (free_a, free_b) = (before(&used.a, start_a), before(&used.b, start_b));
    let mirrored = |words: &Words, start: usize, free: usize| -> Vec<u64> {
        words.hashes[start - free..start].iter().rev().copied().collect()
    };
    for (i, j) in carry_on(&mirrored(a, start_a, free_a), &mirrored(b, start_b, free_b)) {
        used.take(((start_a - 1 - i) as u32, (start_b - 1 - j) as u32), pairs);
    }
}

/// Half the width of the band: the longest insertion that is bridged.
const BAND: usize = 8;
/// The alignment ends where its score has fallen this far below its best.
const DROP: i32 = 6;
const OUT: i32 = i32::MIN / 2;

const WIDTH: usize = 2 * BAND + 1;

/// Aligns two stretches from their beginnings as far as it pays: +1 an equal word, -1 a changed, added or dropped one.
fn carry_on(x: &[u64], y: &[u64]) -> Vec<(usize, usize)> {
    let mut scores = [OUT; WIDTH];
    (0..=BAND).for_each(|j| scores[BAND + j] = -(j as i32));
    let mut ways: Vec<[Way; WIDTH]> = vec![[Way::Left; WIDTH]];
    let mut best = (0, 0, 0);
    for (row, &word) in x.iter().enumerate() {
        let (next, way) = next_row(row, word, y, &scores);
        for (at, &score) in next.iter().enumerate() {
            if score > best.0 {
                best = (score, row + 1, row + 1 + at - BAND);
            }
        }
        ways.push(way);
        scores = next;
        if scores.iter().all(|&score| score < best.0 - DROP) {
            break;
        }
    }
    trace_back(&ways, best.1, best.2)
}

/// One row of the table, as far as the band reaches: the scores, and how each was reached.
fn next_row(row: usize, word: u64, y: &[u64], scores: &[i32; WIDTH]) -> ([i32; WIDTH], [Way; WIDTH]) {
    let mut next = [OUT; WIDTH];
    let mut way = [Way::Up; WIDTH];
    for at in 0..WIDTH {
        let Some(column) = (row + 1 + at).checked_sub(BAND).filter(|&column| column <= y.len()) else { continue };
        let up = if at + 1 < WIDTH { scores[at + 1] - 1 } else { OUT };
        let left = if at > 0 && column > 0 { next[at - 1] - 1 } else { OUT };
        let across = match column.checked_sub(1).map(|before| y[before] == word) {
            Some(true) => (scores[at] + 1, Way::Equal),
            Some(false) => (scores[at] - 1, Way::Changed),
            None => (OUT, Way::Changed),
        };
        let ways = [across, (up, Way::Up), (left, Way::Left)];
        (next[at], way[at]) =
            ways.into_iter().fold((OUT, Way::Up), |best, other| if other.0 > best.0 { other } else { best });
    }
    (next, way)
}

/// How a cell of the table was reached.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Equal,
    Changed,
    Up,
    Left,
}

fn trace_back(ways: &[[Way; WIDTH]], mut row: usize, mut column: usize) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    while row > 0 {
        match ways[row][column + BAND - row] {
            Way::Equal => pairs.push((row - 1, column - 1)),
            Way::Changed => (),
            Way::Up => {
                row -= 1;
                continue;
            }
            Way::Left => {
                column -= 1;
                continue;
            }
        }
        row -= 1;
        column -= 1;
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aligned(a: &str, b: &str) -> (String, usize) {
        let (x, y) = (Words::of(a), Words::of(b));
        let pairs = align((&x, &Indexed::of(&x)), (&y, &Indexed::of(&y)));
        let said: Vec<&str> = pairs.iter().map(|pair| x.span(pair.0 as usize, pair.0 as usize).of(a)).collect();
        (said.join(" "), pairs.len())
    }

    const HARBOUR: &str =
        "The harbour master closed the northern quay on Friday after two cranes had collapsed in the storm";

    #[test]
    fn changed_dropped_and_added_words_are_bridged() {
        let (words, _) = aligned(
            &format!("{HARBOUR} and nobody was hurt"),
            "The harbour master closed the northern quay on Friday after three cranes collapsed in a heavy storm and nobody was hurt",
        );
        assert!(words.ends_with("Friday after cranes collapsed in storm and nobody was hurt"), "{words}");
    }

    #[test]
    fn unlike_text_behind_a_run_is_left_alone() {
        let (_, count) = aligned(
            &format!("{HARBOUR}. The mayor of the town was in the hall"),
            &format!("{HARBOUR}. Prices of the fish at the market rose in spring"),
        );
        assert_eq!(count, Words::of(HARBOUR).len());
    }

    #[test]
    fn moved_passages_are_both_found() {
        let second = "Fishermen from the eastern villages were told to keep their boats inside until noon";
        let (_, count) = aligned(&format!("{HARBOUR}. {second}."), &format!("{second}. {HARBOUR}."));
        assert_eq!(count, Words::of(HARBOUR).len() + Words::of(second).len());
    }

    #[test]
    fn a_refrain_is_not_quadratic() {
        let refrain = "la la la la ".repeat(5000);
        assert_eq!(aligned(&refrain, &refrain).1, 0);
    }
}
