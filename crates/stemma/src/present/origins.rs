//! What corrections do to the origins of a claim, and to the bounds of how many are independent.

use super::claim::class_name;
use super::correct::{Correction, field, list, say};
use super::shown::line;
use crate::attribute::SourceClass;
use crate::trace::{Claim, Independent, Origin};

/// A source is of another class.
pub(super) fn class(claim: &mut Claim, c: &Correction) -> Option<()> {
    let name = field(c, "origin")?;
    let class: SourceClass = serde_json::from_value(c.after.as_ref()?.get("class")?.clone()).ok()?;
    let origin = claim.origins.iter_mut().find(|origin| origin.name == name)?;
    origin.class = class;
    say(&mut claim.independent_origins, c, &format!("“{}” is of the class {}", line(&name), class_name(class)));
    Some(())
}

/// Two origins become one.
pub(super) fn same(claim: &mut Claim, c: &Correction) -> Option<()> {
    let names = list(c, "origins");
    let places: Vec<usize> =
        names.iter().filter_map(|name| claim.origins.iter().position(|origin| origin.name == *name)).collect();
    let (&[first, second], 2) = (places.as_slice(), names.len()) else { return None };
    if first == second {
        return None;
    }
    let before = claim.origins.len();
    let gone = claim.origins.remove(first.max(second));
    absorb(&mut claim.origins[first.min(second)], gone);
    bound(&mut claim.independent_origins, before, claim.origins.len());
    say(&mut claim.independent_origins, c, &format!("“{}” and “{}” are one origin", line(&names[0]), line(&names[1])));
    Some(())
}

/// Two origins are different ones: two at least.
pub(super) fn independent(claim: &mut Claim, c: &Correction) -> Option<()> {
    let names = list(c, "origins");
    let there = |name: &String| claim.origins.iter().any(|origin| origin.name == *name);
    if names.len() != 2 || names[0] == names[1] || !names.iter().all(there) {
        return None;
    }
    let reckoning = &mut claim.independent_origins;
    reckoning.at_least = reckoning.at_least.max(2);
    reckoning.at_most = reckoning.at_most.max(reckoning.at_least);
    say(reckoning, c, &format!("“{}” and “{}” are independent", line(&names[0]), line(&names[1])));
    Some(())
}

/// Into the origin of its name where there is one that is `alike`, else to its place among them.
pub(super) fn join(origins: &mut Vec<Origin>, origin: Origin, place: usize, alike: &dyn Fn(&Origin) -> bool) {
    match origins.iter_mut().find(|known| known.name == origin.name && alike(known)) {
        Some(known) => absorb(known, origin),
        None => origins.insert(place.min(origins.len()), origin),
    }
}

fn absorb(kept: &mut Origin, gone: Origin) {
    kept.witnesses.extend(gone.witnesses);
    kept.witnesses.sort();
    kept.witnesses.dedup();
    kept.lost &= gone.lost;
}

/// Two origins that are one may both have been counted: the lower bound goes down by one and the upper one to what is
/// left. One that is two may be one more.
pub(super) fn bound(reckoning: &mut Independent, before: usize, after: usize) {
    if after < before {
        let floor = reckoning.at_least.min(1);
        reckoning.at_most = reckoning.at_most.min(after);
        reckoning.at_least = reckoning.at_least.saturating_sub(1).max(floor).min(reckoning.at_most);
    } else if after > before {
        reckoning.at_most += 1;
    }
}
