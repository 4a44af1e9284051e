//! Versions of one toll: "at least 8 people were killed", "18 dead", "eleven have lost their lives" answer one question.
//!
//! Words say little here, the question much: how many people of one fate, in one happening. Groups whose units mostly
//! give such a number are one claim where their numbers are of one order, no two places and no weeks part them, and the
//! reports open on the same.

use std::collections::BTreeMap;

use super::claims::days_apart;
use super::counts::{Count, one_toll};
use super::groups::{Alike, Sets, average_link};
use super::openings::Openings;
use super::pile::Pile;
use super::units::Unit;

/// Most days between two reports of one toll: later ones may add up other happenings.
const DAYS: f64 = 3.0;
/// Mean likeness from which two groups give one toll.
const THRESHOLD: f64 = 0.5;
/// Most units of a group that are compared.
const COMPARED: usize = 24;
/// Most groups that are compared in one story.
const MOST: usize = 300;

/// Joins the groups that give one toll.
pub(super) fn joined(pile: &Pile, units: &[Unit], openings: &Openings, groups: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let mut sets = Sets::new(units.len());
    groups.iter().for_each(|group| group.iter().for_each(|&unit| _ = sets.join(group[0], unit)));
    let mut by_fate: BTreeMap<&str, Vec<Vec<usize>>> = BTreeMap::new();
    for group in &groups {
        if let Some((fate, giving)) = toll(units, group) {
            by_fate.entry(fate).or_default().push(giving);
        }
    }
    for giving in by_fate.values().map(|all| &all[..all.len().min(MOST)]) {
        let pairs = pairs(pile, units, openings, giving);
        for one in average_link(titled(units, giving), &pairs, THRESHOLD) {
            one.iter().for_each(|&at| _ = sets.join(giving[one[0]][0], giving[at][0]));
        }
    }
    sets.groups()
}

/// A headline and the only group with a sentence of its report that gives the same toll are together.
fn titled(units: &[Unit], giving: &[Vec<usize>]) -> Sets {
    let mut sets = Sets::new(giving.len());
    let says = |of: usize, title: &Unit| {
        let mut body = giving[of].iter().map(|&at| &units[at]).filter(|unit| !unit.headline && unit.doc == title.doc);
        body.any(|unit| values(&unit.counts) == values(&title.counts))
    };
    for (at, group) in giving.iter().enumerate() {
        for title in group.iter().map(|&at| &units[at]).filter(|unit| unit.headline) {
            let same: Vec<usize> = (0..giving.len()).filter(|&of| says(of, title)).collect();
            if let [only] = same[..] {
                sets.join(at, only);
            }
        }
    }
    sets
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

fn pairs(pile: &Pile, units: &[Unit], openings: &Openings, giving: &[Vec<usize>]) -> Vec<Alike> {
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
fn one(pile: &Pile, openings: &Openings, a: &Unit, b: &Unit) -> bool {
    if a.doc == b.doc {
        return values(&a.counts).iter().any(|value| values(&b.counts).contains(value));
    }
    let near = days_apart(pile, a, b).unwrap_or(0.0) <= DAYS;
    near && one_toll(&a.counts, &b.counts) && openings.one_happening(pile, a, b)
}

fn values(counts: &[Count]) -> Vec<(&str, f64)> {
    counts.iter().filter(|count| count.crowd).map(|count| (count.of.as_str(), count.value)).collect()
}
