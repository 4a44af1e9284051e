//! What people say against the program, laid over its records. The records themselves are never touched: whoever wants
//! the program's own opinion reads them without this.
//!
//! Corrections come in the order of their log. An `undo` takes one back, an undo of the undo brings it back. One whose
//! target is no longer there, or whose words no longer fit, is an orphan: it is named and does nothing. What reaches over
//! the whole case, the names of actors and places, is in [`super::names`].

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

use super::claim::{ClaimView, Site, view};
use super::names::over_claim;
use super::shown::line;
use super::{Pile, origins};
use crate::read::content_id;
use crate::trace::{Claim, Independent, Story, Why};
use crate::{Annotated, Span};

/// One act of a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// Counts from 1 in the log.
    pub id: i64,
    /// What is corrected: `claim`, `witness`, `statement`, `actor`, `place`, `correction`.
    pub kind: String,
    /// Its id; the name of an actor or place.
    pub target: String,
    /// `accept`, `reject`, `class`, `same`, `independent`, `merge`, `split`, `place`, `rate`, `span`, `undo`.
    pub act: String,
    /// What the program says, as far as the act changes it.
    pub before: Option<Value>,
    /// What the person says instead.
    pub after: Option<Value>,
    /// Who.
    pub who: String,
    /// When, RFC 3339.
    pub at: String,
    /// Why, in the person's words.
    pub why: Option<String>,
}

/// Acts that a claim can take.
pub const CLAIM_ACTS: &[&str] =
    &["accept", "reject", "class", "same", "independent", "merge", "split", "place", "rate"];

/// A claim as people left it.
#[derive(Debug, Clone, PartialEq)]
pub struct Corrected {
    /// The claim with the corrections in it.
    pub claim: Claim,
    /// Index of its story among those given.
    pub story: usize,
    /// Ids of the corrections that reached it.
    pub acts: Vec<i64>,
    /// `accepted`, `rejected` or nothing.
    pub state: &'static str,
    /// A place that a person gave: `{"name", "lat", "lon", "radius_km"}`.
    pub place: Option<Value>,
}

impl Corrected {
    /// As it is shown: with the place that a person gave, where one did.
    pub fn view(&self, pile: &Pile, story: &Story) -> ClaimView {
        let mut view = view(pile, story, &self.claim);
        if let Some(given) = &self.place {
            let number = |field: &str| given.get(field)?.as_f64();
            let name = given.get("name").and_then(Value::as_str).map(line).or(view.place);
            let (lat, lon, radius_km) = (number("lat"), number("lon"), number("radius_km"));
            view.site = name.clone().map(|name| Site { name, lat, lon, radius_km, alternatives: 0 });
            view.place = name;
        }
        view
    }
}

/// The corrections that stand: those that nobody took back, without the undos themselves.
pub fn standing(log: &[Correction]) -> Vec<&Correction> {
    let mut undone: BTreeSet<String> = BTreeSet::new();
    let mut kept = Vec::new();
    for entry in log.iter().rev() {
        if undone.contains(&entry.id.to_string()) {
            continue;
        }
        if entry.act == "undo" {
            undone.insert(entry.target.clone());
        } else {
            kept.push(entry);
        }
    }
    kept.reverse();
    kept
}

/// Lays the corrections over claims (each with the index of its story), in the order given. Also gives back the ids
/// of those that found no target.
///
/// ```
/// use stemma::present::correct::claims;
/// let (corrected, orphans) = claims(Vec::new(), &[]);
/// assert!(corrected.is_empty() && orphans.is_empty());
/// ```
pub fn claims(all: Vec<(usize, Claim)>, standing: &[&Correction]) -> (Vec<Corrected>, Vec<i64>) {
    let mut order: Vec<String> = all.iter().map(|(_, claim)| claim.id.clone()).collect();
    let mut by_id: BTreeMap<String, Corrected> = BTreeMap::new();
    for (story, claim) in all {
        by_id.insert(claim.id.clone(), Corrected { claim, story, acts: Vec::new(), state: "", place: None });
    }
    let mut orphans = Vec::new();
    for correction in standing {
        if correction.kind == "actor" {
            let reached = by_id.values_mut().filter_map(|held| over_claim(&mut held.claim, correction).then_some(held));
            reached.for_each(|held| held.acts.push(correction.id));
        }
        if !matches!(correction.kind.as_str(), "claim" | "witness") {
            continue;
        }
        if apply(&mut by_id, &mut order, correction).is_none() {
            orphans.push(correction.id);
        }
    }
    let mut taken = BTreeSet::new();
    let left = order.into_iter().filter(|id| taken.insert(id.clone()));
    (left.filter_map(|id| by_id.remove(&id)).collect(), orphans)
}

/// Does one act; `None` where its target, or what it names in it, is not there.
fn apply(by_id: &mut BTreeMap<String, Corrected>, order: &mut Vec<String>, c: &Correction) -> Option<()> {
    if c.kind == "witness" {
        let holder = by_id.values_mut().find(|held| held.claim.witnesses.iter().any(|w| w.id == c.target))?;
        holder.acts.push(c.id);
        if c.act == "reject" {
            drop_witnesses(&mut holder.claim, &|id| id == c.target);
            say(&mut holder.claim.independent_origins, c, "a witness was put aside");
        }
        return Some(());
    }
    if c.act == "merge" {
        let other = field(c, "claim")?;
        if other == c.target || !by_id.contains_key(&c.target) {
            return None;
        }
        let other = by_id.remove(&other)?;
        let kept = by_id.get_mut(&c.target)?;
        kept.acts.push(c.id);
        kept.acts.extend(other.acts);
        merge(&mut kept.claim, other.claim, c);
        return Some(());
    }
    let held = by_id.get_mut(&c.target)?;
    match c.act.as_str() {
        "accept" => held.state = "accepted",
        "reject" => held.state = "rejected",
        "place" => held.place = Some(c.after.clone()?),
        "class" => origins::class(&mut held.claim, c)?,
        "same" => origins::same(&mut held.claim, c)?,
        "independent" => origins::independent(&mut held.claim, c)?,
        "rate" => {}
        "split" => {
            let part = split(&mut held.claim, c)?;
            let new = Corrected { claim: part, story: held.story, acts: vec![c.id], state: "", place: None };
            held.acts.push(c.id);
            let at = order.iter().position(|id| *id == c.target).map_or(order.len(), |at| at + 1);
            order.insert(at, new.claim.id.clone());
            by_id.insert(new.claim.id.clone(), new);
            return Some(());
        }
        _ => return None,
    }
    by_id.get_mut(&c.target)?.acts.push(c.id);
    Some(())
}

pub(super) fn field(c: &Correction, name: &str) -> Option<String> {
    Some(c.after.as_ref()?.get(name)?.as_str()?.to_string())
}

pub(super) fn list(c: &Correction, name: &str) -> Vec<String> {
    let array = c.after.as_ref().and_then(|after| after.get(name)).and_then(Value::as_array);
    array.into_iter().flatten().filter_map(Value::as_str).map(String::from).collect()
}

/// A step of the reckoning that a person made.
pub(super) fn say(reckoning: &mut Independent, c: &Correction, what: &str) {
    let why = c.why.as_deref().map_or_else(String::new, |why| format!(": {}", line(why)));
    let says = format!("Correction {} by {}: {what}{why}", c.id, line(&c.who));
    reckoning.why.push(Why { says, shown_by: Vec::new() });
}

fn drop_witnesses(claim: &mut Claim, gone: &dyn Fn(&str) -> bool) {
    claim.witnesses.retain(|w| !gone(&w.id));
    claim.edges.retain(|e| !gone(&e.from) && !gone(&e.to));
    claim.changes.retain(|c| !gone(&c.from) && !gone(&c.to));
    for origin in &mut claim.origins {
        origin.witnesses.retain(|id| !gone(id));
    }
    claim.origins.retain(|origin| !origin.witnesses.is_empty());
    for disagreement in &mut claim.disagreements {
        for value in &mut disagreement.values {
            value.witnesses.retain(|id| !gone(id));
        }
        disagreement.values.retain(|value| !value.witnesses.is_empty());
    }
    claim.disagreements.retain(|d| d.values.len() > 1);
    let left = claim.origins.len();
    let reckoning = &mut claim.independent_origins;
    reckoning.at_most = reckoning.at_most.min(left);
    reckoning.at_least = reckoning.at_least.min(reckoning.at_most);
}

/// Two claims become one. Their origins may be the same or all different: the bounds say so.
fn merge(kept: &mut Claim, other: Claim, c: &Correction) {
    let title = other.title.clone();
    kept.witnesses.extend(other.witnesses);
    kept.edges.extend(other.edges);
    kept.lost_witnesses.extend(other.lost_witnesses);
    kept.changes.extend(other.changes);
    kept.disagreements.extend(other.disagreements);
    for origin in other.origins {
        let class = origin.class;
        origins::join(&mut kept.origins, origin, usize::MAX, &|known| known.class == class);
    }
    let (mine, theirs) = (&mut kept.independent_origins, other.independent_origins);
    mine.at_least = mine.at_least.max(theirs.at_least);
    mine.at_most = (mine.at_most + theirs.at_most).min(kept.origins.len()).max(mine.at_least);
    mine.why.extend(theirs.why);
    say(mine, c, &format!("“{}” is the same claim", line(&title)));
}

/// The id of the claim that these witnesses make when they are taken out of the claim `id`.
pub fn part_id(id: &str, witnesses: &[String]) -> String {
    content_id(&[&["split", id], witnesses.iter().map(String::as_str).collect::<Vec<_>>().as_slice()].concat())
}

/// Some witnesses leave and make a claim of their own.
fn split(claim: &mut Claim, c: &Correction) -> Option<Claim> {
    let leaving: BTreeSet<String> = list(c, "witnesses").into_iter().collect();
    if leaving.is_empty()
        || leaving.iter().any(|id| !claim.witnesses.iter().any(|w| w.id == *id))
        || leaving.len() >= claim.witnesses.len()
    {
        return None;
    }
    let mut part = claim.clone();
    part.id = part_id(&claim.id, &list(c, "witnesses"));
    part.title = field(c, "title").unwrap_or_else(|| claim.title.clone());
    drop_witnesses(&mut part, &|id| !leaving.contains(id));
    drop_witnesses(claim, &|id| leaving.contains(id));
    // Edges from lost witnesses are kept by whoever they lead to.
    let ends = |claim: &Claim| claim.edges.iter().map(|e| e.from.clone()).collect::<BTreeSet<_>>();
    let used = ends(&part);
    part.lost_witnesses.retain(|lost| used.contains(&lost.id));
    say(&mut part.independent_origins, c, "these witnesses were taken out of another claim");
    say(&mut claim.independent_origins, c, "some witnesses were taken out");
    Some(part)
}

/// The claims that corrections tie to the claim `id`, itself among them: merged into it, split from it, and what these
/// touch. Whoever lays corrections over part of a pile needs all of them.
pub fn reach(id: &str, corrections: &[&Correction]) -> BTreeSet<String> {
    let mut reached = BTreeSet::from([id.to_string()]);
    loop {
        let before = reached.len();
        for ids in corrections.iter().map(|c| ids_of(c)).filter(|ids| ids.len() > 1) {
            if ids.iter().any(|id| reached.contains(id)) {
                reached.extend(ids);
            }
        }
        if reached.len() == before {
            return reached;
        }
    }
}

/// The claims that one correction names or makes.
fn ids_of(c: &Correction) -> Vec<String> {
    if c.kind != "claim" {
        return Vec::new();
    }
    let mut ids = vec![c.target.clone()];
    ids.extend(field(c, "claim").filter(|_| c.act == "merge"));
    if c.act == "split" {
        ids.push(part_id(&c.target, &list(c, "witnesses")));
    }
    ids
}

/// Lays edited spans over a report's statements; gives back the ids of the corrections that reached it and of those
/// whose words are not there any more.
pub fn statements(annotated: &mut Annotated, standing: &[&Correction]) -> (Vec<i64>, Vec<i64>) {
    let (mut reached, mut orphans) = (Vec::new(), Vec::new());
    let mine = |c: &&&Correction| c.kind == "statement" && of_report(c) == Some(annotated.report.id.as_str());
    let mine: Vec<&Correction> = standing.iter().filter(mine).copied().collect();
    for c in mine {
        let done = match c.act.as_str() {
            "span" => edit(annotated, c),
            _ => annotated.statements.iter().any(|s| s.id == c.target).then_some(()),
        };
        if done.is_some() { reached.push(c.id) } else { orphans.push(c.id) }
    }
    (reached, orphans)
}

/// The report that a correction of a statement belongs to.
pub fn of_report(c: &Correction) -> Option<&str> {
    c.before.as_ref()?.get("report")?.as_str()
}

fn edit(annotated: &mut Annotated, c: &Correction) -> Option<()> {
    let (before, after) = (c.before.as_ref()?, c.after.as_ref()?);
    if before.get("text_sha256")?.as_str()? != annotated.report.text_sha256 {
        return None;
    }
    let spans: Vec<Span> = serde_json::from_value(after.get("spans")?.clone()).ok()?;
    if spans.is_empty() || spans.iter().any(|span| span.of(&annotated.report.text).is_empty()) {
        return None;
    }
    let statement = annotated.statements.iter_mut().find(|s| s.id == c.target)?;
    match before.get("field")?.as_str()? {
        "source" => statement.source = Some(spans),
        "cue" => statement.cue = spans,
        "content" => statement.content = spans,
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
#[path = "correct_tests.rs"]
pub(super) mod tests;
