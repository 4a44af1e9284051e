//! Claims: units of one story that say the same.
//!
//! What a copy carried over is one claim, however it was changed on the way. Beyond that, units are compared as
//! weighted sets of what they tell (terms, places, actors, kinds of events): weights fall with how common a term is in
//! the news and in this story, numbers weigh half, so that versions with another number stay together, and units that
//! name different places are held apart. Precision comes first: what is merely near stays a claim of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::copies::Copied;
use super::groups::{Alike, Sets, average_link};
use super::pile::Pile;
use super::units::Unit;

/// Mean likeness from which two groups of units are one claim.
const THRESHOLD: f64 = 0.5;
/// Likeness below this is nothing.
const LEAST: f64 = 0.25;
/// How many of a unit's most telling features look for other units.
const TELLING: usize = 8;
/// Features that more groups have tell nothing.
const COMMON: usize = 400;
/// What units of different places keep of their likeness.
const ELSEWHERE: f64 = 0.6;
/// What two units of one report keep: a report seldom says the same twice.
const SAME_REPORT: f64 = 0.75;

/// Groups of unit indices, each sorted, in the order of their first units.
pub(super) fn claims(pile: &Pile, units: &[Unit], copied: &[Copied]) -> Vec<Vec<usize>> {
    let mut sets = Sets::new(units.len());
    for pair in copied {
        sets.join(pair.from, pair.to);
    }
    let features = Features::new(pile, units, &mut sets);
    let pairs = features.alike(units);
    average_link(sets, &pairs, THRESHOLD)
}

/// What units tell, as numbers with weights.
struct Features {
    /// Per unit: features, sorted, each with its weight.
    by_unit: Vec<Vec<(u32, f64)>>,
    lengths: Vec<f64>,
}

impl Features {
    fn new(pile: &Pile, units: &[Unit], sets: &mut Sets) -> Self {
        let mut named: BTreeMap<String, u32> = BTreeMap::new();
        let raw: Vec<Vec<(u32, f64)>> = units.iter().map(|unit| raw(pile, unit, &mut named)).collect();
        let mut groups: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
        for (at, features) in raw.iter().enumerate() {
            let group = sets.find(at);
            features.iter().for_each(|&(feature, _)| _ = groups.entry(feature).or_default().insert(group));
        }
        let all = sets.groups().len() as f64;
        let local = |feature: u32| {
            let here = groups.get(&feature).map_or(1, BTreeSet::len) as f64;
            0.4 + 0.6 * ((all + 1.0) / (here + 0.5)).ln() / (all + 2.0).ln()
        };
        let by_unit: Vec<Vec<(u32, f64)>> =
            raw.into_iter().map(|unit| unit.into_iter().map(|(f, w)| (f, w * local(f))).collect()).collect();
        let length = |unit: &Vec<(u32, f64)>| unit.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
        Features { lengths: by_unit.iter().map(length).collect(), by_unit }
    }

    /// Pairs of units that share a telling feature, with their likeness.
    fn alike(&self, units: &[Unit]) -> Vec<Alike> {
        let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        let mut pairs = Vec::new();
        for b in 0..units.len() {
            let mut near = Vec::new();
            for feature in self.telling(b) {
                let holders = holders.entry(feature).or_default();
                if holders.len() < COMMON {
                    near.extend(holders.iter().copied());
                    holders.push(b);
                }
            }
            near.sort_unstable();
            near.dedup();
            for a in near {
                let score = self.likeness(a, b) * held_apart(&units[a], &units[b]);
                if score >= LEAST {
                    pairs.push(Alike { a, b, score });
                }
            }
        }
        pairs
    }

    fn telling(&self, unit: usize) -> Vec<u32> {
        let mut sorted = self.by_unit[unit].clone();
        sorted.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        sorted.into_iter().take(TELLING).map(|(feature, _)| feature).collect()
    }

    /// Cosine of the weights.
    fn likeness(&self, a: usize, b: usize) -> f64 {
        let (x, y) = (&self.by_unit[a], &self.by_unit[b]);
        let weight = |feature: u32| y.binary_search_by_key(&feature, |f| f.0).ok().map(|at| y[at].1);
        let both: f64 = x.iter().filter_map(|&(feature, w)| Some(w * weight(feature)?)).sum();
        both / (self.lengths[a] * self.lengths[b]).max(f64::MIN_POSITIVE)
    }
}

fn raw(pile: &Pile, unit: &Unit, named: &mut BTreeMap<String, u32>) -> Vec<(u32, f64)> {
    let mut features: Vec<(u32, f64)> = unit
        .terms
        .iter()
        .map(|&term| {
            let half = if unit.numbers.binary_search(&term).is_ok() { 0.5 } else { 1.0 };
            (term, pile.weight(term).max(0.0) * half)
        })
        .collect();
    let told = &unit.told;
    let kinds = [("place", &told.places, 3.0), ("actor", &told.actors, 2.0), ("event", &told.events, 1.5)];
    for (kind, names, weight) in kinds {
        for name in names {
            let next = (pile.weights.len() + named.len()) as u32;
            features.push((*named.entry(format!("{kind} {name}")).or_insert(next), weight));
        }
    }
    features.sort_by_key(|feature| feature.0);
    features
}

/// Less than one for units that hardly say the same whatever their words.
fn held_apart(a: &Unit, b: &Unit) -> f64 {
    let (x, y) = (&a.told.places, &b.told.places);
    let elsewhere = !x.is_empty() && !y.is_empty() && x.is_disjoint(y);
    let place = if elsewhere { ELSEWHERE } else { 1.0 };
    if a.doc == b.doc { place * SAME_REPORT } else { place }
}
