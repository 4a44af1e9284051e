//! Claims: units of one story that say the same.
//!
//! What a copy carried over is one claim, however it was changed on the way. Beyond that, units are compared by what they
//! tell ([`Features`]), and groups that give one toll are joined ([`tolls`]). Units that name different places or days
//! are held apart. Precision comes first: what is merely near stays a claim of its own.

use super::copies::Copied;
use super::features::Features;
use super::groups::{Alike, Sets, average_link};
use super::openings::Openings;
use super::pile::Pile;
use super::tolls;
use super::units::Unit;

/// Mean likeness from which two groups of units are one claim.
const THRESHOLD: f64 = 0.4;
/// Likeness below this is nothing.
const LEAST: f64 = 0.2;
/// Units of fewer terms are slight.
const THIN: usize = 6;
/// What slight units keep.
const SLIGHT: f64 = 0.8;
/// Days between reports after which likeness counts half.
const HALF_DAYS: f64 = 30.0;
/// What units of different places keep of their likeness.
const ELSEWHERE: f64 = 0.6;
/// What units of different days keep of their likeness.
const OTHER_DAY: f64 = 0.7;
/// What two units of one report keep: a report seldom says the same twice.
const SAME_REPORT: f64 = 0.75;

/// Groups of unit indices, each sorted, in the order of their first units.
pub(super) fn claims(pile: &Pile, units: &[Unit], openings: &Openings, copied: &[Copied]) -> Vec<Vec<usize>> {
    let mut sets = Sets::new(units.len());
    for pair in copied {
        sets.join(pair.from, pair.to);
    }
    let features = Features::new(pile, units, &mut sets);
    let alike = |(a, b): (usize, usize)| {
        let score = features.likeness(a, b) * held_apart(pile, &units[a], &units[b]);
        (score >= LEAST).then_some(Alike { a, b, score })
    };
    let pairs: Vec<Alike> = features.near().into_iter().filter_map(alike).collect();
    tolls::joined(pile, units, openings, average_link(sets, &pairs, THRESHOLD))
}

/// Less than one for units that hardly say the same whatever their words: of different places, of reports weeks apart, of
/// one report, or too short to say much.
fn held_apart(pile: &Pile, a: &Unit, b: &Unit) -> f64 {
    let (here, there) = (&a.told.setting, &b.told.setting);
    let place = if here.elsewhere(there) { ELSEWHERE } else { 1.0 };
    let day = if here.other_day(there) { OTHER_DAY } else { 1.0 };
    let report = if a.doc == b.doc { SAME_REPORT } else { 1.0 };
    let thin = if a.terms.len().min(b.terms.len()) < THIN { SLIGHT } else { 1.0 };
    let time = 1.0 / (1.0 + days_apart(pile, a, b).unwrap_or(0.0) / HALF_DAYS);
    place * day * report * thin * time
}

/// Days between the reports, where both are dated.
pub(super) fn days_apart(pile: &Pile, a: &Unit, b: &Unit) -> Option<f64> {
    let (x, y) = (pile.docs[a.doc].minutes?, pile.docs[b.doc].minutes?);
    Some((x.0 - y.1).max(y.0 - x.1).max(0) as f64 / 1440.0)
}
