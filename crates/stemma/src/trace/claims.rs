//! Claims: units of one story that say the same.
//!
//! What a copy carried over is one claim, however it was changed on the way. Beyond that, units are compared as
//! weighted sets of what they tell (terms, places, actors, kinds of events): weights fall with how common a term is in
//! the news and in this story, numbers weigh half, so that versions with another number stay together, and units that
//! name different places are held apart. Precision comes first: what is merely near stays a claim of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::copies::Copied;
use super::counts::one_toll;
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
/// Units of fewer terms are slight.
const THIN: usize = 6;
/// What slight units keep.
const SLIGHT: f64 = 0.8;
/// Share of a unit that another must hold to say the same and more, and what such a pair keeps.
const HELD: (f64, f64) = (0.85, 0.7);
/// What a term said only aside keeps of its weight.
const ASIDE: f64 = 0.3;
/// Days between reports after which likeness counts half.
const HALF_DAYS: f64 = 30.0;
/// Most days between two reports of one toll: later ones may add up other happenings.
const TOLL_DAYS: f64 = 2.0;
/// How alike two versions of one toll are at least.
const ONE_TOLL: f64 = 0.6;
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
    let mut pairs = features.alike(pile, units);
    pairs.extend(tolls(pile, units));
    pairs.sort_by(|x, y| (x.a, x.b).cmp(&(y.a, y.b)).then(y.score.total_cmp(&x.score)));
    pairs.dedup_by_key(|pair| (pair.a, pair.b));
    average_link(sets, &pairs, THRESHOLD)
}

/// Units that give the toll of this happening, in whatever words: people of one fate, numbers of one order, no two
/// places, within days.
fn tolls(pile: &Pile, units: &[Unit]) -> Vec<Alike> {
    let giving: Vec<usize> =
        (0..units.len()).filter(|&at| units[at].counts.iter().any(|c| c.crowd)).take(COMMON).collect();
    let mut pairs = Vec::new();
    for (at, &a) in giving.iter().enumerate() {
        for &b in &giving[at + 1..] {
            let (x, y) = (&units[a], &units[b]);
            let near = x.doc != y.doc && !elsewhere(x, y) && days_apart(pile, x, y).unwrap_or(0.0) <= TOLL_DAYS;
            if near && one_toll(&x.counts, &y.counts) {
                pairs.push(Alike { a, b, score: ONE_TOLL });
            }
        }
    }
    pairs
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
    fn alike(&self, pile: &Pile, units: &[Unit]) -> Vec<Alike> {
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
                let score = self.likeness(a, b) * held_apart(pile, &units[a], &units[b]);
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

    /// Cosine of the weights; for a unit that says the same and more, the share of the shorter one that it holds.
    fn likeness(&self, a: usize, b: usize) -> f64 {
        let (x, y) = (&self.by_unit[a], &self.by_unit[b]);
        let weight = |feature: u32| y.binary_search_by_key(&feature, |f| f.0).ok().map(|at| y[at].1);
        let both: Vec<f64> = x.iter().filter_map(|&(feature, w)| Some(w * weight(feature)?)).collect();
        let sum: f64 = both.iter().sum();
        let (long, short) = (self.lengths[a].max(self.lengths[b]), self.lengths[a].min(self.lengths[b]));
        let cosine = sum / (long * short).max(f64::MIN_POSITIVE);
        let held = sum / (short * short).max(f64::MIN_POSITIVE);
        if held >= HELD.0 && both.len() >= THIN - 1 { cosine.max(held.min(1.0) * HELD.1) } else { cosine }
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
    features.extend(unit.asides.iter().map(|&term| (term, pile.weight(term).max(0.0) * ASIDE)));
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

/// Less than one for units that hardly say the same whatever their words: of different places, of reports weeks apart, of
/// one report, or too short to say much.
fn held_apart(pile: &Pile, a: &Unit, b: &Unit) -> f64 {
    let place = if elsewhere(a, b) { ELSEWHERE } else { 1.0 };
    let report = if a.doc == b.doc { SAME_REPORT } else { 1.0 };
    let thin = if a.terms.len().min(b.terms.len()) < THIN { SLIGHT } else { 1.0 };
    let time = 1.0 / (1.0 + days_apart(pile, a, b).unwrap_or(0.0) / HALF_DAYS);
    place * report * thin * time
}

fn elsewhere(a: &Unit, b: &Unit) -> bool {
    let (x, y) = (&a.told.places, &b.told.places);
    !x.is_empty() && !y.is_empty() && x.is_disjoint(y)
}

/// Days between the reports, where both are dated.
fn days_apart(pile: &Pile, a: &Unit, b: &Unit) -> Option<f64> {
    let (x, y) = (pile.docs[a.doc].minutes?, pile.docs[b.doc].minutes?);
    Some((x.0 - y.1).max(y.0 - x.1).max(0) as f64 / 1440.0)
}
