//! How reports open: the terms and the setting of their first units say what they are about, and whether two units of
//! different reports may tell of one happening.

use std::collections::{BTreeMap, BTreeSet};

use super::pile::Pile;
use super::setting::Setting;
use super::units::Unit;

/// How many units of a report say what it is about.
const OPENING: usize = 4;
/// Share of the smaller opening's weight that two reports on one happening share at least.
const SAME_OPENING: f64 = 0.15;

/// The openings of a story's reports.
#[derive(Debug)]
pub(super) struct Openings {
    by_doc: BTreeMap<usize, Opening>,
}

/// What a report is about: terms and setting of its headline and first units.
#[derive(Debug, Default)]
struct Opening {
    units: usize,
    terms: BTreeSet<u32>,
    setting: Setting,
}

impl Openings {
    /// Reads the first units of every report.
    pub fn new(pile: &Pile, units: &[Unit]) -> Self {
        let mut by_doc: BTreeMap<usize, Opening> = BTreeMap::new();
        for unit in units {
            let opening = by_doc.entry(unit.doc).or_default();
            if opening.units < OPENING {
                opening.units += 1;
                opening.terms.extend(unit.terms.iter().filter(|&&term| pile.weight(term) > 0.0));
                opening.setting.extend(&unit.told.setting);
            }
        }
        Openings { by_doc }
    }

    /// Whether neither place nor day parts two units, and their reports open on the same.
    pub fn one_happening(&self, pile: &Pile, a: &Unit, b: &Unit) -> bool {
        let (Some(first), Some(second)) = (self.by_doc.get(&a.doc), self.by_doc.get(&b.doc)) else { return false };
        let (here, there) = (a.told.setting.or(&first.setting), b.told.setting.or(&second.setting));
        let apart = here.elsewhere(&there) || here.other_day(&there);
        !apart && share(pile, &first.terms, &second.terms) >= SAME_OPENING
    }
}

/// How much of the lighter opening the other shares, by weight.
fn share(pile: &Pile, a: &BTreeSet<u32>, b: &BTreeSet<u32>) -> f64 {
    let weight = |terms: &BTreeSet<u32>| terms.iter().map(|&term| pile.weight(term)).sum::<f64>();
    let both: f64 = a.intersection(b).map(|&term| pile.weight(term)).sum();
    both / weight(a).min(weight(b)).max(f64::MIN_POSITIVE)
}
