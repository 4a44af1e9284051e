//! Which pairs of reports are worth laying side by side: those that share fingerprints that are not boilerplate.
//!
//! What is boilerplate is learned from the pile. A fingerprint that several reports of one outlet have which are
//! otherwise unlike, or that many reports of any outlet have which are otherwise unlike, belongs to pages and not to
//! stories; a story's own words come in reports that are alike. Likeness is estimated from the smallest hashes of
//! either report (bottom-k sketches, Broder 1997), so no group is ever compared in full.

use std::cmp::Ordering;

use super::fingerprint::Print;
use super::grouping::Grouping;
use super::words::mix;

/// Two reports by number, the smaller first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    pub a: u32,
    pub b: u32,
}

/// What this stage hands on.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// Ascending by `(a, b)`, `a < b`.
    pub pairs: Vec<Candidate>,
    /// Fingerprints that belong to pages, ascending.
    pub boilerplate: Vec<u64>,
}

/// Pairs with fewer common fingerprints are left alone.
const ENOUGH: usize = 2;

/// Takes reports in one by one, in the canonical order of the pile, and keeps of each only its sketch; the rest lies in
/// the grouping.
pub(super) struct Pairing<'g> {
    grouping: &'g mut dyn Grouping,
    sketches: Vec<Sketch>,
    outlets: Vec<Option<u32>>,
}

impl<'g> Pairing<'g> {
    pub fn new(grouping: &'g mut dyn Grouping) -> Self {
        Pairing { grouping, sketches: Vec::new(), outlets: Vec::new() }
    }

    /// The next report: its fingerprints and its outlet's number.
    pub fn add(&mut self, prints: &[Print], outlet: Option<u32>) {
        let at = self.sketches.len() as u32;
        prints.iter().for_each(|print| self.grouping.put(print.hash, at));
        self.sketches.push(Sketch::of(prints));
        self.outlets.push(outlet);
    }

    /// Groups reports by fingerprint, then pairs by pair.
    pub fn finish(self) -> Candidates {
        let mut by_pair = self.grouping.another();
        let mut found = Candidates::default();
        self.grouping.drain(&mut |hash, group| {
            let mut group = group.to_vec();
            group.dedup();
            if group.len() < 2 {
                return;
            }
            if is_boilerplate(&group, &self.sketches, &self.outlets) {
                found.boilerplate.push(hash);
            } else {
                pairs_of(&group, &mut |a, b| by_pair.put(u64::from(a) << 32 | u64::from(b), 1));
            }
        });
        by_pair.drain(&mut |key, ones| {
            if ones.len() >= ENOUGH {
                found.pairs.push(Candidate { a: (key >> 32) as u32, b: key as u32 });
            }
        });
        found
    }
}

/// A group up to this size is paired in full.
const FULL: usize = 48;
/// In a larger group every report is paired with the first few and with the next few.
const HUBS: usize = 6;

fn pairs_of(group: &[u32], put: &mut dyn FnMut(u32, u32)) {
    for (at, &a) in group.iter().enumerate() {
        let partners = if group.len() <= FULL || at < HUBS { group.len() } else { (at + 1 + HUBS).min(group.len()) };
        group[at + 1..partners].iter().for_each(|&b| put(a, b));
    }
}

/// Reports of one outlet that make a fingerprint its own, when they are unlike.
const OF_ONE_OUTLET: usize = 3;
/// Reports of any outlet that make a fingerprint common, when they are unlike.
const OF_ANY_OUTLET: usize = 8;
/// Of the smaller report's fingerprints, the share in common below which two reports are unlike.
const UNLIKE: f64 = 0.2;

fn is_boilerplate(group: &[u32], sketches: &[Sketch], outlets: &[Option<u32>]) -> bool {
    if group.len() >= OF_ANY_OUTLET && are_unlike(group, sketches) {
        return true;
    }
    if group.len() < OF_ONE_OUTLET {
        return false;
    }
    let mut by_outlet: Vec<(u32, u32)> = group.iter().filter_map(|&doc| Some((outlets[doc as usize]?, doc))).collect();
    by_outlet.sort_unstable();
    by_outlet.chunk_by(|a, b| a.0 == b.0).any(|own| {
        let own: Vec<u32> = own.iter().map(|item| item.1).collect();
        own.len() >= OF_ONE_OUTLET && are_unlike(&own, sketches)
    })
}

/// Pairs that are looked at to judge a group.
const SAMPLE: usize = 24;

/// Whether most pairs of a sample, two in three, share little.
fn are_unlike(group: &[u32], sketches: &[Sketch]) -> bool {
    let n = group.len();
    let (mut seen, mut alike) = (0, 0);
    let pairs = (1..n).flat_map(|stride| (0..n - stride).step_by((n / 8).max(1)).map(move |at| (at, at + stride)));
    for (a, b) in pairs.take(SAMPLE) {
        let (a, b) = (&sketches[group[a] as usize], &sketches[group[b] as usize]);
        seen += 1;
        alike += usize::from(a.containment(b) >= UNLIKE);
        // What is still to come cannot outweigh a third of the whole sample.
        if alike * 3 >= SAMPLE {
            return false;
        }
    }
    alike * 3 < seen
}

/// The smallest hashes of a report's fingerprints.
#[derive(Debug)]
struct Sketch {
    smallest: Box<[u64]>,
    prints: usize,
}

/// Hashes in a sketch.
const SKETCH: usize = 64;

impl Sketch {
    fn of(prints: &[Print]) -> Self {
        let mut all: Vec<u64> = prints.iter().map(|print| mix(print.hash)).collect();
        if all.len() > SKETCH {
            all.select_nth_unstable(SKETCH);
            all.truncate(SKETCH);
        }
        all.sort_unstable();
        all.dedup();
        Sketch { smallest: all.into_boxed_slice(), prints: prints.len() }
    }

    /// Estimated share of the smaller report's fingerprints that both have.
    fn containment(&self, other: &Sketch) -> f64 {
        let (x, y) = (&self.smallest, &other.smallest);
        let (mut i, mut j, mut union, mut both) = (0, 0, 0usize, 0usize);
        while union < SKETCH {
            let order = match (x.get(i), y.get(j)) {
                (Some(a), Some(b)) => a.cmp(b),
                (None, None) => break,
                (None, _) => Ordering::Greater,
                (_, None) => Ordering::Less,
            };
            both += usize::from(order.is_eq());
            i += usize::from(order.is_le());
            j += usize::from(order.is_ge());
            union += 1;
        }
        let jaccard = both as f64 / union.max(1) as f64;
        let smaller = self.prints.min(other.prints).max(1) as f64;
        (jaccard / (1.0 + jaccard) * (self.prints + other.prints) as f64 / smaller).min(1.0)
    }
}
