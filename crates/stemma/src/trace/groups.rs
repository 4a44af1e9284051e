//! Grouping: what must be together (`Sets`), then average-link clustering over sparse similarities
//! (Sokal and Michener 1958). Groups of one happening hold together on average; single links would chain.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

pub(super) use crate::link::sets::Sets;

/// How alike two members are; pairs not told are not alike at all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Alike {
    pub a: usize,
    pub b: usize,
    pub score: f64,
}

/// Merges the two groups that are most alike on average until none reaches `threshold`.
pub(super) fn average_link(mut sets: Sets, pairs: &[Alike], threshold: f64) -> Vec<Vec<usize>> {
    let groups = sets.groups();
    let mut merging = Merging::new(&mut sets, &groups, pairs, threshold);
    while let Some(next) = merging.queue.pop() {
        if let (Some(_), Some(_)) = (merging.sizes.get(&next.a), merging.sizes.get(&next.b)) {
            sets.join(merging.members[next.a], merging.members[next.b]);
            merging.merge(next.a, next.b);
        }
    }
    sets.groups()
}

/// Groups under way, by number; a merged group gets a new number, so that stale queue entries name nobody.
struct Merging {
    /// Any member of each group ever made.
    members: Vec<usize>,
    sizes: BTreeMap<usize, f64>,
    alike: Vec<BTreeMap<usize, f64>>,
    queue: BinaryHeap<Next>,
    threshold: f64,
}

impl Merging {
    fn new(sets: &mut Sets, groups: &[Vec<usize>], pairs: &[Alike], threshold: f64) -> Self {
        let number: BTreeMap<usize, usize> = groups.iter().enumerate().map(|(at, group)| (group[0], at)).collect();
        let mut merging = Merging {
            members: groups.iter().map(|group| group[0]).collect(),
            sizes: groups.iter().enumerate().map(|(at, group)| (at, group.len() as f64)).collect(),
            alike: vec![BTreeMap::new(); groups.len()],
            queue: BinaryHeap::new(),
            threshold,
        };
        let between = |pair: &Alike| {
            let (a, b) = (number[&sets.find(pair.a)], number[&sets.find(pair.b)]);
            (a != b).then_some(((a.min(b), a.max(b)), pair.score))
        };
        let mut between: Vec<((usize, usize), f64)> = pairs.iter().filter_map(between).collect();
        // In the order of the pairs within two groups: the sums do not hang on how the sorting was done.
        between.sort_by_key(|&(groups, _)| groups);
        for same in between.chunk_by(|x, y| x.0 == y.0) {
            let ((a, b), sum) = (same[0].0, same.iter().map(|pair| pair.1).sum::<f64>());
            merging.set(a, b, sum / (merging.sizes[&a] * merging.sizes[&b]));
        }
        merging
    }

    fn set(&mut self, a: usize, b: usize, score: f64) {
        self.alike[a].insert(b, score);
        self.alike[b].insert(a, score);
        if score >= self.threshold {
            self.queue.push(Next { score, a: a.min(b), b: a.max(b) });
        }
    }

    fn merge(&mut self, a: usize, b: usize) {
        let (size_a, size_b) = (self.sizes.remove(&a).unwrap_or(1.0), self.sizes.remove(&b).unwrap_or(1.0));
        let (near_a, near_b) = (std::mem::take(&mut self.alike[a]), std::mem::take(&mut self.alike[b]));
        let merged = self.members.len();
        self.members.push(self.members[a]);
        self.sizes.insert(merged, size_a + size_b);
        self.alike.push(BTreeMap::new());
        let mut near: Vec<usize> = near_a.keys().chain(near_b.keys()).copied().collect();
        near.sort_unstable();
        near.dedup();
        for other in near.into_iter().filter(|&other| other != a && other != b) {
            let score = |near: &BTreeMap<usize, f64>| near.get(&other).copied().unwrap_or(0.0);
            let mean = (score(&near_a) * size_a + score(&near_b) * size_b) / (size_a + size_b);
            self.alike[other].remove(&a);
            self.alike[other].remove(&b);
            self.set(merged, other, mean);
        }
    }
}

/// The best pair first; of equals the one with the smallest numbers.
struct Next {
    score: f64,
    a: usize,
    b: usize,
}

impl Ord for Next {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Next {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Next {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Next {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_of_weak_links_does_not_hold() {
        let near = |a, b| Alike { a, b, score: 0.6 };
        let groups = average_link(Sets::new(4), &[near(0, 1), near(1, 2), near(2, 3)], 0.4);
        assert_eq!(groups, [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn what_must_be_together_stays_so() {
        let mut sets = Sets::new(3);
        sets.join(0, 2);
        assert_eq!(average_link(sets, &[], 0.1), [vec![0, 2], vec![1]]);
    }
}
