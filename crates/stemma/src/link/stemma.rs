//! One copy family: who has it from whom. A component of reports that share narrative becomes a tree.
//!
//! Every report is a node, a virtual root stands above all; the arrows' costs come from [`weigh`](super::weigh), and
//! the cheapest arborescence is the stemma. A report may have a second parent where it has passages that its first
//! does not have (contamination, in the words of text criticism).

use std::collections::BTreeMap;

use super::passage::Passage;
use super::pile::Pile;
use super::weigh::Time;
use super::weigher::Weigher;

/// A family with its tree.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stemma {
    /// Reports, ascending.
    pub members: Vec<u32>,
    /// For each member the place of its parent among the members.
    pub parents: Vec<Option<usize>>,
    /// Further parents: child, parent.
    pub second: Vec<(usize, usize)>,
    /// Members whose clock the tree says is wrong.
    pub doubted: Vec<bool>,
    /// How much dearer the same arrow is the other way round, for each member with a parent, in thousandths.
    pub margins: Vec<i64>,
}

impl Stemma {
    /// The parents of every report that has one, by report.
    pub fn parents_by_report(&self) -> BTreeMap<u32, Vec<u32>> {
        let first = self.parents.iter().enumerate().filter_map(|(child, parent)| Some((child, (*parent)?)));
        let mut parents: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (child, parent) in first.chain(self.second.iter().copied()) {
            parents.entry(self.members[child]).or_default().push(self.members[parent]);
        }
        parents
    }
}

/// Times that the tree is drawn again with what it says of who is taken most.
const ROUNDS: usize = 2;

/// Draws the tree of one family. `members` are ascending.
pub(super) fn stemma(pile: &Pile, members: Vec<u32>) -> Stemma {
    let mut weigher = Weigher::of(pile, &members);
    let mut parents = weigher.tree_with_doubts();
    for _ in 0..ROUNDS {
        parents = weigher.tree_after(parents);
    }
    compiled(pile, &members, &mut parents);
    let margin = |child: usize, parent: usize| {
        let cost = |from, to| weigher.weights(from, to).map_or(0, |weights| weights.cost());
        cost(child, parent) - cost(parent, child)
    };
    let margins = parents.iter().enumerate().map(|(child, parent)| parent.map_or(0, |p| margin(child, p))).collect();
    let second = second_parents(pile, &members, &parents);
    let doubted = weigher.doubted();
    Stemma { members, parents, second, doubted, margins }
}

/// Narrative words that a second parent must explain and the first cannot.
const CONTAMINATED: usize = 30;

/// A tree has one original, but a report may be put together from several that have nothing of one another. Where all
/// that hangs on an original says that it is older, and some of it shares nothing, the original is the compilation: the
/// ones that share nothing become originals, and it takes its place under the one that it has most of.
fn compiled(pile: &Pile, members: &[u32], parents: &mut [Option<usize>]) {
    let time = |of: usize| pile.docs[members[of] as usize].time;
    let shares = |a: usize, b: usize| pile.relation(members[a], members[b]).is_some_and(|relation| relation.is_copy());
    for of in (0..members.len()).filter(|&of| parents[of].is_none()).collect::<Vec<_>>() {
        let children: Vec<usize> = (0..members.len()).filter(|&child| parents[child] == Some(of)).collect();
        let older = |&child: &usize| matches!(Time::between(time(child), time(of)), Time::Later(_));
        let apart = |&child: &usize| children.iter().all(|&other| other == child || !shares(child, other));
        let sources: Vec<usize> = children.iter().copied().filter(apart).collect();
        if sources.len() < 2 || !children.iter().all(older) {
            continue;
        }
        sources.iter().for_each(|&source| parents[source] = None);
        let narrative = |source: usize| pile.relation(members[source], members[of]).map_or(0, |found| found.narrative);
        parents[of] = sources.into_iter().max_by_key(|&source| (narrative(source), std::cmp::Reverse(source)));
    }
}

/// Further parents of reports that have passages which their first parent lacks.
fn second_parents(pile: &Pile, members: &[u32], parents: &[Option<usize>]) -> Vec<(usize, usize)> {
    let time = |of: usize| pile.docs[members[of] as usize].time;
    let second = |(child, parent): (usize, &Option<usize>)| {
        let parent = (*parent)?;
        let others = (0..members.len())
            .filter(|&other| other != child && other != parent && !descends(parents, other, child))
            .filter(|&other| matches!(Time::between(time(other), time(child)), Time::Later(_)));
        let more = |other: usize| more_narrative(pile, members[parent], members[other], members[child]);
        let best = others.filter_map(|other| Some((more(other)?, std::cmp::Reverse(other)))).max();
        best.filter(|best| best.0 >= CONTAMINATED).map(|best| (child, best.1.0))
    };
    parents.iter().enumerate().filter_map(second).collect()
}

/// Narrative words of a report that it shares with another and not with its parent; `None` where it is no copy of the
/// other.
fn more_narrative(pile: &Pile, parent: u32, other: u32, child: u32) -> Option<usize> {
    let first = pile.relation(parent, child)?;
    let relation = pile.relation(other, child).filter(|relation| relation.is_copy())?;
    let known = |passage: &Passage| {
        first.passages.iter().any(|known| known.b.start() <= passage.b.end() && passage.b.start() <= known.b.end())
    };
    Some(relation.passages.iter().filter(|passage| !known(passage)).map(|passage| passage.narrative).sum())
}

/// Whether `node` lies below `above` in the tree.
pub(super) fn descends(parents: &[Option<usize>], node: usize, above: usize) -> bool {
    let mut at = Some(node);
    for _ in 0..=parents.len() {
        match at {
            Some(node) if node == above => return true,
            Some(node) => at = parents[node],
            None => return false,
        }
    }
    false
}
