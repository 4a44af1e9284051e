//! Copies within a story, down to the words: which unit of the original became which unit of the copy.

use std::collections::BTreeMap;
use std::ops::Range;

use super::align;
use super::groups::Sets;
use super::pile::Pile;
use super::units::Unit;
use crate::link::Link;

/// One unit copied from another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Copied {
    /// Index of the link that shows it.
    pub link: usize,
    /// Index of the unit in `from`.
    pub from: usize,
    /// Index of the unit in `to`.
    pub to: usize,
    /// Whether the link is part of the stemma.
    pub parent: bool,
}

/// Pairs of units along the copying links of a story: along every parent, and along the other links only as far as they
/// join what no parent joins (twins of undecidable direction), which keeps the work linear in the reports.
///
/// `of_doc` says which of the units each report has.
pub(super) fn copied(
    pile: &Pile,
    links: &[Link],
    within: &[usize],
    units: &[Unit],
    of_doc: &BTreeMap<usize, Range<usize>>,
) -> Vec<Copied> {
    let mut joined = Sets::new(pile.docs.len());
    let mut found = Vec::new();
    for parent in [true, false] {
        for &at in within.iter().filter(|&&at| links[at].kind.is_copy() && links[at].parent == parent) {
            let (Some(from), Some(to)) = (pile.find(&links[at].from), pile.find(&links[at].to)) else { continue };
            let (Some(here), Some(there)) = (of_doc.get(&from), of_doc.get(&to)) else { continue };
            if joined.join(from, to) || parent {
                for (a, b) in align::sentences(&pile.docs[from], &pile.docs[to]) {
                    for (x, y) in paired(&units[here.clone()], &units[there.clone()], a, b) {
                        found.push(Copied { link: at, from: here.start + x, to: there.start + y, parent });
                    }
                }
            }
        }
    }
    found
}

/// Units of two aligned sentences: each of the copy with the one of the original that it shares most terms with.
fn paired(from: &[Unit], to: &[Unit], a: usize, b: usize) -> Vec<(usize, usize)> {
    let of = |units: &[Unit], sentence: usize| {
        let first = units.partition_point(|unit| unit.sentence < sentence);
        let last = units.partition_point(|unit| unit.sentence <= sentence);
        first..last
    };
    let mut pairs = Vec::new();
    for y in of(to, b) {
        let best = of(from, a)
            .map(|x| (shared(&from[x].terms, &to[y].terms), x))
            .filter(|&(both, x)| both * 5 >= from[x].terms.len() + to[y].terms.len())
            .max_by_key(|&(both, x)| (both, std::cmp::Reverse(x)));
        pairs.extend(best.map(|(_, x)| (x, y)));
    }
    pairs
}

/// How many members two sorted lists share.
pub(super) fn shared(a: &[u32], b: &[u32]) -> usize {
    a.iter().filter(|term| b.binary_search(term).is_ok()).count()
}
