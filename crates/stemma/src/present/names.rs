//! Actors and places over a whole case: what people say is one under two names, or two under one name.
//!
//! `merge` gives every mention of one name the other's; `split` gives the mentions in some reports a name of their own.
//! Both are laid over mentions, chains and origins in the order of the log, so that a split of what was merged, or a
//! merge of what was split, does what its maker saw.

use std::collections::BTreeSet;

use super::Pile;
use super::correct::{Correction, field, list, say};
use super::origins;
use super::reckoning::told_at;
use super::shown::line;
use crate::Annotated;
use crate::attribute::ChainLink;
use crate::trace::{Claim, Origin};

const ACTOR: &str = "actor";
const PLACE: &str = "place";

/// A name that becomes another, everywhere or in some reports.
#[derive(Debug, Clone, PartialEq)]
pub struct Renaming {
    /// Of the correction.
    pub id: i64,
    /// `actor` or `place`.
    pub kind: &'static str,
    /// The name that goes.
    pub from: String,
    /// The name that it is given.
    pub to: String,
    /// `None`: in all.
    reports: Option<BTreeSet<String>>,
    /// Degrees north and east, and kilometres: where the place lies under its new name.
    site: Option<(f64, f64, Option<f64>)>,
    says: String,
}

/// The corrections of names that stand, in the order of their log.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Names {
    all: Vec<Renaming>,
}

impl Names {
    /// Those among the standing corrections.
    ///
    /// ```
    /// assert!(stemma::present::names::Names::of(&[]).is_empty());
    /// ```
    pub fn of(standing: &[&Correction]) -> Names {
        Names { all: standing.iter().filter_map(|c| renaming(c)).collect() }
    }

    /// Each of them.
    pub fn renamings(&self) -> &[Renaming] {
        &self.all
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What a name of a report is called with all of them. `kind` is `actor` or `place`.
    pub fn called(&self, kind: &str, name: &str, report: &str) -> String {
        self.followed(kind, name, report).0.to_string()
    }

    /// The same, with the ids of those that led there.
    fn followed<'a>(&'a self, kind: &str, mut name: &'a str, report: &str) -> (&'a str, Vec<i64>) {
        let mut ids = Vec::new();
        for r in self.all.iter().filter(|r| r.kind == kind && r.is_in(report)) {
            if name == r.from {
                name = &r.to;
                ids.push(r.id);
            }
        }
        (name, ids)
    }

    /// Ids of those that gave a claim the place it is shown with. `own` has the names that the program gave.
    pub fn behind(&self, shown: Option<&str>, own: &Pile, claim: &Claim) -> BTreeSet<i64> {
        let Some(shown) = shown.filter(|_| !self.is_empty()) else { return BTreeSet::new() };
        let mut ids = BTreeSet::new();
        for witness in &claim.witnesses {
            for place in told_at(own, witness) {
                let (name, led) = self.followed(PLACE, &place.name, &witness.report);
                ids.extend(led.into_iter().filter(|_| line(name) == shown));
            }
        }
        ids
    }

    /// Lays them over what the rooms found in a report; gives back the ids of those that reached it.
    pub fn lay_over(&self, annotated: &mut Annotated) -> BTreeSet<i64> {
        let mut reached = BTreeSet::new();
        let report = annotated.report.id.clone();
        for r in self.all.iter().filter(|r| r.is_in(&report)) {
            let done = if r.kind == PLACE { r.places(annotated) } else { r.actors(annotated) };
            if done {
                reached.insert(r.id);
            }
        }
        reached
    }

    /// The same for many; whoever has none to lay over keeps what there is.
    pub fn over_all(&self, reports: &[Annotated]) -> Option<Vec<Annotated>> {
        if self.is_empty() {
            return None;
        }
        let mut reports = reports.to_vec();
        for annotated in &mut reports {
            self.lay_over(annotated);
        }
        Some(reports)
    }
}

/// Lays one over a claim's origins and lost witnesses; whether it reached any.
pub(super) fn over_claim(claim: &mut Claim, c: &Correction) -> bool {
    let Some(r) = renaming(c).filter(|r| r.kind == ACTOR) else { return false };
    let Some(place) = claim.origins.iter().position(|origin| origin.name == r.from) else { return false };
    let inside: BTreeSet<&str> = claim.witnesses.iter().filter(|w| r.is_in(&w.report)).map(|w| w.id.as_str()).collect();
    let all = std::mem::take(&mut claim.origins[place].witnesses);
    let (moved, stays): (Vec<String>, Vec<String>) =
        all.into_iter().partition(|id| r.reports.is_none() || inside.contains(id.as_str()));
    if moved.is_empty() && r.reports.is_some() {
        claim.origins[place].witnesses = stays;
        return false;
    }
    let before = claim.origins.len();
    let renamed = Origin { name: r.to.clone(), witnesses: moved, ..claim.origins[place].clone() };
    if stays.is_empty() {
        claim.origins.remove(place);
        claim.lost_witnesses.iter_mut().filter(|l| l.name == r.from).for_each(|l| l.name.clone_from(&r.to));
    } else {
        claim.origins[place].witnesses = stays;
    }
    origins::join(&mut claim.origins, renamed, place, &|_| true);
    origins::bound(&mut claim.independent_origins, before, claim.origins.len());
    let verb = if c.act == "merge" { "is the same as" } else { "is here another than" };
    let (one, other) = (if c.act == "merge" { &r.from } else { &r.to }, &c.target);
    say(&mut claim.independent_origins, c, &format!("“{}” {verb} “{}”", line(one), line(other)));
    true
}

impl Renaming {
    fn is_in(&self, report: &str) -> bool {
        self.reports.as_ref().is_none_or(|reports| reports.contains(report))
    }

    fn actors(&self, annotated: &mut Annotated) -> bool {
        let mut done = false;
        for actor in annotated.situation.actors.iter_mut().filter(|actor| actor.name == self.from) {
            actor.name.clone_from(&self.to);
            actor.basis.clone_from(&self.says);
            done = true;
        }
        for link in annotated.statements.iter_mut().flat_map(|s| &mut s.chain) {
            done |= self.link(link);
        }
        done
    }

    fn link(&self, link: &mut ChainLink) -> bool {
        let own = link.name == self.from;
        if own {
            link.name.clone_from(&self.to);
        }
        link.members.iter_mut().fold(own, |done, member| self.link(member) || done)
    }

    fn places(&self, annotated: &mut Annotated) -> bool {
        let mut done = false;
        for place in annotated.situation.places.iter_mut().filter(|place| place.name == self.from) {
            place.name.clone_from(&self.to);
            place.basis.clone_from(&self.says);
            place.alternatives.clear();
            place.geonames_id = None;
            if let Some((lat, lon, radius_km)) = self.site {
                (place.lat, place.lon, place.radius_km) = (Some(lat), Some(lon), radius_km);
            } else {
                (place.lat, place.lon, place.radius_km) = (None, None, None);
            }
            done = true;
        }
        done
    }
}

/// Reads a correction; `None` where it is about something else, or says nothing that can be done.
fn renaming(c: &Correction) -> Option<Renaming> {
    let kind = match c.kind.as_str() {
        ACTOR => ACTOR,
        PLACE => PLACE,
        _ => return None,
    };
    let named = field(c, "name").filter(|name| !name.trim().is_empty() && *name != c.target)?;
    let (from, to, reports) = match c.act.as_str() {
        "merge" => (named, c.target.clone(), None),
        "split" => {
            let reports: BTreeSet<String> = list(c, "reports").into_iter().collect();
            (c.target.clone(), named, Some(reports).filter(|reports| !reports.is_empty()))
        }
        _ => return None,
    };
    if c.act == "split" && reports.is_none() {
        return None;
    }
    let number = |name: &str| c.after.as_ref()?.get(name)?.as_f64();
    let site = number("lat").zip(number("lon")).map(|(lat, lon)| (lat, lon, number("radius_km")));
    let says = format!("correction {} by {}", c.id, line(&c.who));
    Some(Renaming { id: c.id, kind, from, to, reports, site, says })
}

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;
