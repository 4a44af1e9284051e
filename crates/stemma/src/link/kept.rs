//! What comparing found, kept from one run to the next: adding reports costs the comparing of what they touch.
//!
//! Laying two reports side by side is a pure function, and by far the dearest step of the room. Its result is kept under
//! a digest of all that goes into it: both texts, what each of their words was taken to be (which the statistics of the
//! pile decide, so that it may change when reports come in), where either credits the other's outlet, whether that is its
//! own, and when either was published. What is found under its digest is what comparing anew would give; so a run with what
//! was kept equals a run from scratch.
//!
//! Fingerprints, families, trees and citations are made anew in every run: they are cheap, and hang on the whole pile.

use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

use super::relate::{Relation, Side};
use super::words::mix;

/// What comparing found in the run before.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Vec<(Digest, Digest, Relation)>")]
pub struct Kept {
    relations: Relations,
    compared: usize,
}

type Digest = (u64, u64);

/// Shared with the pile of the run that found them.
type Relations = BTreeMap<(Digest, Digest), Arc<Relation>>;

impl From<Vec<(Digest, Digest, Relation)>> for Kept {
    fn from(relations: Vec<(Digest, Digest, Relation)>) -> Self {
        let relations = relations.into_iter().map(|(a, b, relation)| ((a, b), Arc::new(relation))).collect();
        Kept { relations, compared: 0 }
    }
}

impl Serialize for Kept {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.relations.iter().map(|((a, b), relation)| (a, b, &**relation)))
    }
}

impl Kept {
    /// Pairs that the last run had to lay side by side, because nothing was kept of them.
    pub fn compared(&self) -> usize {
        self.compared
    }

    /// Starts a run: what it does not ask for is forgotten at its end.
    pub(super) fn run(&mut self) -> Running<'_> {
        let before = std::mem::take(&mut self.relations);
        self.compared = 0;
        Running { before, kept: self }
    }
}

/// A run that uses what was kept.
pub(super) struct Running<'k> {
    before: Relations,
    kept: &'k mut Kept,
}

impl Running<'_> {
    /// What the two sides of each pair share: as it was found before, else by comparing.
    pub fn relations(&mut self, pairs: &[(Side, Side)], compare: fn(Side, Side) -> Relation) -> Vec<Arc<Relation>> {
        let digests = |&(a, b): &(Side, Side)| (digest(a, b.outlets), digest(b, a.outlets));
        let keys: Vec<(Digest, Digest)> = pairs.par_iter().map(digests).collect();
        let mut new: BTreeMap<(Digest, Digest), (Side, Side)> = BTreeMap::new();
        for (&key, &sides) in keys.iter().zip(pairs) {
            match self.before.remove(&key) {
                Some(known) => _ = self.kept.relations.insert(key, known),
                None if !self.kept.relations.contains_key(&key) => _ = new.insert(key, sides),
                None => {}
            }
        }
        self.kept.compared += new.len();
        let compared = new.into_par_iter().map(|(key, (a, b))| (key, Arc::new(compare(a, b))));
        let compared: Vec<((Digest, Digest), Arc<Relation>)> = compared.collect();
        self.kept.relations.extend(compared);
        keys.iter().map(|key| Arc::clone(&self.kept.relations[key])).collect()
    }
}

/// A digest of a side of a comparison, given the outlets of the other.
fn digest(side: Side, others: &[u32]) -> Digest {
    let hash = side.doc.of.report.text_sha256.as_bytes();
    let marks = side.doc.marks.chunk_by(|a, b| a == b).map(|run| (run.len() as u64) << 8 | u64::from(run[0]));
    let credits = side.credits.iter().filter(|credit| others.contains(&credit.outlet));
    let spans = credits.flat_map(|credit| [credit.span.start as u64, credit.span.end as u64]);
    let of_one_outlet = side.outlets.iter().any(|outlet| others.contains(outlet));
    let (first, last) = side.doc.time.map_or((0, 0), |time| (time.0 as u64, time.1 as u64));
    let page = [u64::from(of_one_outlet), u64::from(side.doc.time.is_some()), first, last];
    let all = hash.iter().map(|&byte| u64::from(byte)).chain([u64::MAX]).chain(marks).chain([u64::MAX]).chain(spans);
    let all = all.chain([u64::MAX]).chain(page);
    all.fold((1, 2), |(x, y), next| (mix(x ^ next), mix(y.rotate_left(17) ^ next)))
}
