//! Versions of one toll: "at least 8 people were killed", "18 dead", "eleven have lost their lives" answer one question.
//!
//! Words say little here, the question much: how many people of one fate, in one happening. Groups whose units mostly
//! give such a number are one claim where their numbers are of one order, no two places and no weeks part them, and the
//! reports open on the same.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::days_apart;
use super::counts::{Count, one_toll};
use super::groups::{Alike, Sets, average_link};
use super::pile::Pile;
use super::setting::Setting;
use super::units::Unit;

/// Most days between two reports of one toll: later ones may add up other happenings.
const DAYS: f64 = 3.0;
/// Mean likeness from which two groups give one toll.
const THRESHOLD: f64 = 0.5;
/// How many units of a report say what it is about.
const OPENING: usize = 4;
/// Share of the smaller opening's weight that two reports on one happening share at least.
const SAME_OPENING: f64 = 0.15;
/// Most units of a group that are compared.
const COMPARED: usize = 24;
/// Most groups that are compared in one story.
const MOST: usize = 300;

/// Joins the groups that give one toll.
pub(super) fn joined(pile: &Pile, units: &[Unit], groups: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let openings = openings(pile, units);
    let mut sets = Sets::new(units.len());
    groups.iter().for_each(|group| group.iter().for_each(|&unit| _ = sets.join(group[0], unit)));
    let mut by_fate: BTreeMap<&str, Vec<Vec<usize>>> = BTreeMap::new();
    for group in &groups {
        if let Some((fate, giving)) = toll(units, group) {
            by_fate.entry(fate).or_default().push(giving);
        }
    }
    for giving in by_fate.values().map(|all| &all[..all.len().min(MOST)]) {
        let pairs = pairs(pile, units, &openings, giving);
        for one in average_link(Sets::new(giving.len()), &pairs, THRESHOLD) {
            one.iter().for_each(|&at| _ = sets.join(giving[one[0]][0], giving[at][0]));
        }
    }
    sets.groups()
}

/// What befell the people that a group counts, where half of its units count them, and these units.
fn toll<'u>(units: &'u [Unit], group: &[usize]) -> Option<(&'u str, Vec<usize>)> {
    let mut by_fate: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for &at in group {
        if let Some(count) = units[at].counts.iter().find(|count| count.crowd) {
            by_fate.entry(&count.of).or_default().push(at);
        }
    }
    let most = by_fate.into_iter().max_by_key(|(fate, giving)| (giving.len(), std::cmp::Reverse(*fate)))?;
    (most.1.len() * 2 >= group.len()).then_some(most)
}

fn pairs(pile: &Pile, units: &[Unit], openings: &BTreeMap<usize, Opening>, giving: &[Vec<usize>]) -> Vec<Alike> {
    let mut pairs = Vec::new();
    for (b, second) in giving.iter().enumerate() {
        for (a, first) in giving[..b].iter().enumerate() {
            let (first, second) = (&first[..first.len().min(COMPARED)], &second[..second.len().min(COMPARED)]);
            let all = first.iter().flat_map(|&x| second.iter().map(move |&y| (x, y)));
            let same = all.filter(|&(x, y)| one(pile, openings, &units[x], &units[y])).count();
            if same > 0 {
                pairs.push(Alike { a, b, score: same as f64 / (first.len() * second.len()) as f64 });
            }
        }
    }
    pairs
}

/// Whether two units may give one toll.
fn one(pile: &Pile, openings: &BTreeMap<usize, Opening>, a: &Unit, b: &Unit) -> bool {
    if a.doc == b.doc {
        return values(&a.counts).iter().any(|value| values(&b.counts).contains(value));
    }
    let near = days_apart(pile, a, b).unwrap_or(0.0) <= DAYS;
    near && one_toll(&a.counts, &b.counts) && one_happening(pile, (a, &openings[&a.doc]), (b, &openings[&b.doc]))
}

/// Whether neither place nor day parts two units, and their reports open on the same.
fn one_happening(pile: &Pile, (a, opening_a): (&Unit, &Opening), (b, opening_b): (&Unit, &Opening)) -> bool {
    let (here, there) = (a.told.setting.or(&opening_a.setting), b.told.setting.or(&opening_b.setting));
    let apart = here.elsewhere(&there) || here.other_day(&there);
    !apart && share(pile, &opening_a.terms, &opening_b.terms) >= SAME_OPENING
}

fn values(counts: &[Count]) -> Vec<(&str, f64)> {
    counts.iter().filter(|count| count.crowd).map(|count| (count.of.as_str(), count.value)).collect()
}

/// What a report is about: terms and setting of its headline and first units.
#[derive(Debug, Default)]
struct Opening {
    units: usize,
    terms: BTreeSet<u32>,
    setting: Setting,
}

fn openings(pile: &Pile, units: &[Unit]) -> BTreeMap<usize, Opening> {
    let mut openings: BTreeMap<usize, Opening> = BTreeMap::new();
    for unit in units {
        let opening = openings.entry(unit.doc).or_default();
        if opening.units < OPENING {
            opening.units += 1;
            opening.terms.extend(unit.terms.iter().filter(|&&term| pile.weight(term) > 0.0));
            opening.setting.extend(&unit.told.setting);
        }
    }
    openings
}

/// How much of the lighter opening the other shares, by weight.
fn share(pile: &Pile, a: &BTreeSet<u32>, b: &BTreeSet<u32>) -> f64 {
    let weight = |terms: &BTreeSet<u32>| terms.iter().map(|&term| pile.weight(term)).sum::<f64>();
    let both: f64 = a.intersection(b).map(|&term| pile.weight(term)).sum();
    both / weight(a).min(weight(b)).max(f64::MIN_POSITIVE)
}
