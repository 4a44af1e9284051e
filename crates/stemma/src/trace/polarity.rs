//! Which witnesses of a claim say that it is not so.
//!
//! A negation turns the words right behind it and no others (the short scope of NegEx, Chapman et al. 2001): "31 aboard,
//! not counting the driver" denies nothing that another says of the 31. So a witness denies the claim only over against
//! another: where it negates words that the other says plainly, or where its stance denies what the other asserts.

use super::copies::shared;
use super::cues;
use super::pile::{Doc, Word};
use super::prose;
use super::units::Unit;
use crate::Span;

/// How many words with a sense of their own a negation turns.
const SCOPE: usize = 2;

/// How many words behind it they stand.
const WINDOW: usize = 4;

/// What the negations among the words of a unit turn round, as senses, sorted, each once.
/// `spans` are where the words stand.
pub(super) fn negated(report: &Doc, words: &[Word], spans: &[Span]) -> Vec<u32> {
    let found = cues::negations(report.text(), spans).into_iter();
    let turns = found.filter(|cue| !prose::is_contrast(report.text(), spans[cue.from]));
    let scope = |to: usize| words[to..].iter().take(WINDOW).filter_map(|word| word.sense).take(SCOPE);
    let mut senses: Vec<u32> = turns.flat_map(|cue| scope(cue.to)).collect();
    senses.sort_unstable();
    senses.dedup();
    senses
}

/// Whether the words say of somebody that he denies something.
pub(super) fn tells_denial(report: &Doc, spans: &[Span]) -> bool {
    !cues::denials(report.text(), spans).is_empty()
}

/// Per unit of a claim whether it denies what another asserts.
pub(super) fn denying(units: &[&Unit]) -> Vec<bool> {
    let may = |unit: &Unit| unit.denies || !unit.negated.is_empty();
    units.iter().map(|unit| may(unit) && units.iter().any(|other| is_over_against(unit, other))).collect()
}

/// Whether a unit denies what another asserts.
pub(super) fn is_over_against(unit: &Unit, other: &Unit) -> bool {
    denies(unit, other) && !denies(other, unit)
}

/// Whether a unit says the opposite of what another speaks of: of a denial as a whole, the other must say half.
fn denies(unit: &Unit, other: &Unit) -> bool {
    let negates = unit.negated.iter().any(|sense| other.terms.binary_search(sense).is_ok());
    let half = || shared(&unit.terms, &other.terms) * 2 >= unit.terms.len().min(other.terms.len());
    if unit.denies { !negates && half() } else { negates }
}
