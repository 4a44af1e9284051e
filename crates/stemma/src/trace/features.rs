//! What units tell, as weighted features: words or their concepts, places, actors, times, numbers of things.
//!
//! A weight falls with how common a feature is in the news and in this story: what most sentences of a story mention is
//! its setting and parts no claims. Likeness is the cosine of the weights (Salton and McGill 1983).

use std::collections::{BTreeMap, BTreeSet};

use super::groups::Sets;
use super::pile::Pile;
use super::units::Unit;

/// How many of a unit's most telling features look for other units.
const TELLING: usize = 8;
/// Features that more groups have tell nothing.
const COMMON: usize = 400;
/// Units of fewer terms are slight: of them nothing is told by how much of one the other holds.
const THIN: usize = 6;
/// Fewest features that units must share to say the same.
const FEWEST: usize = 2;
/// Share of a unit that another must hold to say the same and more, and what such a pair keeps.
const HELD: (f64, f64) = (0.85, 0.7);
/// What a term said only aside keeps of its weight.
const ASIDE: f64 = 0.3;
/// What a number keeps: versions with another number stay together.
const NUMBER: f64 = 0.5;
/// What a concept gains: it is a word for what happens, not one of many.
const CONCEPT: f64 = 1.3;
/// What it weighs that people are counted, and how many: another number is another version.
const CROWD: (f64, f64) = (1.5, 2.0);
/// What it weighs that things are counted, and how many: "two explosions" is a claim by itself.
const THINGS: (f64, f64) = (2.0, 5.0);
/// Most that the rarity of a word tells, in nats: a name that only this story has is no more than a rare word.
const RARE: f64 = 5.0;
/// What the setting keeps of its weight, and how fast weights fall towards it.
const SETTING: f64 = 0.1;
const FALL: f64 = 1.5;

/// The features of a story's units.
pub(super) struct Features {
    /// Per unit: features, sorted, each with its weight.
    by_unit: Vec<Vec<(u32, f64)>>,
    lengths: Vec<f64>,
}

impl Features {
    /// Reads every unit; units that `sets` holds together count once.
    pub fn new(pile: &Pile, units: &[Unit], sets: &mut Sets) -> Self {
        let mut named = Names { first: pile.weights.len() as u32, by_name: BTreeMap::new() };
        let raw: Vec<Vec<(u32, f64)>> = units.iter().map(|unit| raw(pile, unit, &mut named)).collect();
        let mut groups: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
        for (at, features) in raw.iter().enumerate() {
            let group = sets.find(at);
            features.iter().for_each(|&(feature, _)| _ = groups.entry(feature).or_default().insert(group));
        }
        let all = sets.groups().len() as f64;
        let local = |feature: u32| {
            let here = groups.get(&feature).map_or(1, BTreeSet::len) as f64;
            let x = ((all + 1.0) / (here + 0.5)).ln() / (all + 2.0).ln();
            SETTING + (1.0 - SETTING) * x.powf(FALL)
        };
        let by_unit: Vec<Vec<(u32, f64)>> =
            raw.into_iter().map(|unit| unit.into_iter().map(|(f, w)| (f, w * local(f))).collect()).collect();
        let length = |unit: &Vec<(u32, f64)>| unit.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
        Features { lengths: by_unit.iter().map(length).collect(), by_unit }
    }

    /// Pairs of units, the earlier one first, that share a telling feature.
    pub fn near(&self) -> Vec<(usize, usize)> {
        let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        let mut pairs = Vec::new();
        for b in 0..self.by_unit.len() {
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
            pairs.extend(near.into_iter().map(|a| (a, b)));
        }
        pairs
    }

    fn telling(&self, unit: usize) -> Vec<u32> {
        let mut sorted = self.by_unit[unit].clone();
        sorted.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        sorted.into_iter().take(TELLING).map(|(feature, _)| feature).collect()
    }

    /// Cosine of the weights; for a unit that says the same and more, the share of the shorter one that it holds.
    pub fn likeness(&self, a: usize, b: usize) -> f64 {
        let (x, y) = (&self.by_unit[a], &self.by_unit[b]);
        let weight = |feature: u32| y.binary_search_by_key(&feature, |f| f.0).ok().map(|at| y[at].1);
        let both: Vec<f64> = x.iter().filter_map(|&(feature, w)| Some(w * weight(feature)?)).collect();
        let sum: f64 = both.iter().sum();
        let (long, short) = (self.lengths[a].max(self.lengths[b]), self.lengths[a].min(self.lengths[b]));
        if both.len() < FEWEST && x != y {
            return 0.0;
        }
        let cosine = sum / (long * short).max(f64::MIN_POSITIVE);
        let held = sum / (short * short).max(f64::MIN_POSITIVE);
        if held >= HELD.0 && both.len() >= THIN - 1 { cosine.max(held.min(1.0) * HELD.1) } else { cosine }
    }
}

/// Numbers for features that are no terms, behind those of the terms.
struct Names {
    first: u32,
    by_name: BTreeMap<String, u32>,
}

impl Names {
    fn number(&mut self, name: String) -> u32 {
        let next = self.first + self.by_name.len() as u32;
        *self.by_name.entry(name).or_insert(next)
    }
}

fn raw(pile: &Pile, unit: &Unit, named: &mut Names) -> Vec<(u32, f64)> {
    let word = |&term: &u32| {
        let number = if unit.numbers.binary_search(&term).is_ok() { NUMBER } else { 1.0 };
        let concept = if pile.is_concept(term) { CONCEPT } else { 1.0 };
        (term, pile.weight(term).clamp(0.0, RARE) * number * concept)
    };
    let aside = |&term: &u32| (term, pile.weight(term).max(0.0) * ASIDE);
    let mut features: Vec<(u32, f64)> = unit.terms.iter().map(word).chain(unit.asides.iter().map(aside)).collect();
    let told = &unit.told;
    let kinds = [
        ("place", &told.places, 3.0),
        ("actor", &told.actors, 2.0),
        ("event", &told.events, 1.5),
        ("time", &told.times, 2.0),
    ];
    for (kind, names, weight) in kinds {
        features.extend(names.iter().map(|name| (named.number(format!("{kind} {name}")), weight)));
    }
    for count in &unit.counts {
        let (kind, number) = if count.crowd { CROWD } else { THINGS };
        features.push((named.number(format!("count {}", count.of)), kind));
        features.push((named.number(format!("count {} {}", count.of, count.value)), number));
    }
    features.sort_by_key(|feature| feature.0);
    features.dedup_by_key(|feature| feature.0);
    features
}
